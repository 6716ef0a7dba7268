//! `dateline fmt`: rule files in one style.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use dateline::diagnostic::render;
use dateline::source::Sources;
use dateline::tools::format::{Refusal, format};
use similar::TextDiff;

use super::Verdict;
use super::files;
use super::rules::WANTED;
use super::talk::{Talk, counted};

/// Write rule files in one style
#[derive(Args, Debug)]
#[command(after_help = "\
Files with mistakes are left as they are, and make the command end with 1.

Examples:
  dateline fmt rules                 every rule file of a folder
  dateline fmt --check rules         only say which files are not in the style; for CI
  dateline fmt --diff rules          only show what would change
  dateline fmt - < visit.rules       stdin to stdout; for editors")]
pub(crate) struct Fmt {
    /// Rule files (.rules) and folders of them; `-` for stdin
    #[arg(default_value = ".", value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change, and end with 1 if there is anything
    #[arg(long)]
    diff: bool,
}

impl Fmt {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let talk = Talk::quiet();
        let look_only = self.check || self.diff;
        let mut out = anstream::stdout();
        let (mut changed, mut refused) = (0, 0);
        for file in files::expand(&self.rules, WANTED, &talk)? {
            let text = file.text()?;
            let formatted = match format(&text) {
                Ok(formatted) => formatted,
                Err(refusal) => {
                    refused += 1;
                    talk.say(&told(&file.shown, &text, &refusal));
                    continue;
                }
            };
            let differs = formatted != text;
            changed += usize::from(differs);
            if self.diff && differs {
                write!(out, "{}", difference(&file.shown, &text, &formatted))?;
            } else if self.check && differs {
                writeln!(out, "{}", file.shown)?;
            }
            match &file.path {
                _ if look_only => {}
                None => write!(out, "{formatted}")?,
                Some(path) if differs => replace(path, &formatted)?,
                Some(_) => {}
            }
        }
        if changed > 0 {
            let done = if look_only { "would be formatted" } else { "formatted" };
            talk.say(&format!("{} {done}", counted(changed, "file")));
        }
        Ok(if refused > 0 || look_only && changed > 0 { Verdict::Findings } else { Verdict::Fine })
    }
}

/// Why a file was left as it is.
fn told(name: &str, text: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Changed => {
            format!(
                "{name}: left as it is, for its formatted text would say something else; please report this"
            )
        }
        Refusal::Broken(problems) => {
            let mut sources = Sources::default();
            sources.add(name, text);
            let mut told: String =
                problems.iter().map(|problem| render(problem, &sources, false) + "\n\n").collect();
            told.push_str(&format!("{name}: left as it is, for it has mistakes"));
            told
        }
    }
}

/// The difference of two texts as `diff -u` shows it.
pub(super) fn difference(name: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().header(name, name).to_string()
}

/// Puts a new text into a file: all of it or nothing.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("cannot write `{}`", path.display());
    // what a link points to is written, not the link
    let path = path.canonicalize().with_context(cannot)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
    file.write_all(text.as_bytes()).with_context(cannot)?;
    let permissions = fs::metadata(&path).with_context(cannot)?.permissions();
    file.as_file().set_permissions(permissions).with_context(cannot)?;
    file.persist(&path).with_context(cannot)?;
    Ok(())
}
