//! `dateline new`: a folder with working rules.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::Verdict;
use super::reporter::Reporter;

/// The files of a project.
const FILES: &[(&str, &str)] = &[
    (".gitignore", include_str!("new/gitignore")),
    ("README.md", include_str!("new/README.md")),
    ("rules/opening.rules", include_str!("new/rules/opening.rules")),
    ("tests/bakery.txt", include_str!("new/tests/bakery.txt")),
    ("tests/snapshots/bakery.snap", include_str!("new/tests/snapshots/bakery.snap")),
];

/// Make a folder with a rule, its tests, and an article, to begin with
#[derive(Args, Debug)]
#[command(after_help = "\
The folder must be new or empty.

Examples:
  dateline new mine && cd mine && dateline test
  dateline new .")]
pub(crate) struct New {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl New {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let shown = self.folder.display();
        match fs::read_dir(&self.folder).map(Iterator::count) {
            Ok(0) => {}
            Ok(_) => bail!("`{shown}` is not empty; name a folder that is, or one that is still to be made"),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                bail!("`{shown}` is a file; name a folder that is empty, or one that is still to be made")
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read `{shown}`")),
        }
        make(&self.folder).with_context(|| format!("cannot write `{shown}`"))?;
        let names: Vec<&str> =
            FILES.iter().map(|(name, _)| *name).filter(|name| !name.starts_with('.')).collect();
        Reporter::quiet().say(&format!("made {} in `{shown}`; try `dateline test` there", names.join(", ")));
        Ok(Verdict::Fine)
    }
}

/// Puts the files into an empty or new folder: all of them or none.
fn make(folder: &Path) -> std::io::Result<()> {
    let is_new = !folder.exists();
    fs::create_dir_all(folder)?;
    let made = fill(folder);
    if made.is_err() && is_new {
        // it is empty again
        let _ = fs::remove_dir(folder);
    }
    made
}

fn fill(folder: &Path) -> std::io::Result<()> {
    let aside = tempfile::Builder::new().prefix(".dateline-").tempdir_in(folder)?;
    for (name, text) in FILES {
        let path = aside.path().join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)?;
    }
    let mut moved = Vec::new();
    for entry in fs::read_dir(aside.path())? {
        let entry = entry?;
        let place = folder.join(entry.file_name());
        if let Err(error) = fs::rename(entry.path(), &place) {
            // back to where they go when this ends
            for (from, to) in moved {
                let _: std::io::Result<()> = fs::rename(to, from);
            }
            return Err(error);
        }
        moved.push((entry.path(), place));
    }
    aside.close()
}
