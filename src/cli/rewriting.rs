//! Rewriting or checking rule files: the common part of `fmt` and `fix`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use dateline::pipeline::Input;
use similar::TextDiff;

/// Which files, and whether they are written.
#[derive(Args, Debug)]
pub(crate) struct Rewriting {
    /// Rule files (.rules) and folders of them; `-` for stdin
    #[arg(default_value = ".", value_name = "RULES")]
    pub(crate) rules: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change, and end with 1 if there is anything
    #[arg(long)]
    diff: bool,
}

impl Rewriting {
    /// Whether nothing is written.
    pub(crate) fn looks_only(&self) -> bool {
        self.check || self.diff
    }

    /// Writes the new text of a file, that of stdin to stdout, or shows the changes; returns whether the texts differ.
    pub(crate) fn put(&self, file: &Input, old: &str, new: &str) -> anyhow::Result<bool> {
        let mut out = anstream::stdout();
        let differs = old != new;
        if self.diff && differs {
            write!(out, "{}", difference(&file.shown, old, new))?;
        } else if self.check && differs {
            writeln!(out, "{}", file.shown)?;
        }
        match file.path() {
            _ if self.looks_only() => {}
            None => write!(out, "{new}")?,
            Some(path) if differs => replace(path, new)?,
            Some(_) => {}
        }
        Ok(differs)
    }
}

/// The difference of two texts in the form of `diff -u`.
fn difference(name: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().header(name, name).to_string()
}

/// Writes a new text to a file: all of it or nothing.
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("cannot write `{}`", path.display());
    // the target of a link is written, not the link
    let path = path.canonicalize().with_context(cannot)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
    file.write_all(text.as_bytes()).with_context(cannot)?;
    let permissions = fs::metadata(&path).with_context(cannot)?.permissions();
    file.as_file().set_permissions(permissions).with_context(cannot)?;
    file.persist(&path).with_context(cannot)?;
    Ok(())
}
