//! `dateline fmt`: rule files in one style.

use clap::Args;
use dateline::diagnostic::render;
use dateline::source::Sources;
use dateline::tools::format::{Refusal, format};

use super::Verdict;
use super::files;
use super::reporter::{Reporter, counted};
use super::rewriting::Rewriting;
use super::rules::WANTED;

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
    #[command(flatten)]
    rewriting: Rewriting,
}

impl Fmt {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let (mut changed, mut refused) = (0, 0);
        for file in files::expand(&self.rewriting.rules, &WANTED, &reporter)? {
            let text = files::text(&file)?;
            let formatted = match format(&text) {
                Ok(formatted) => formatted,
                Err(refusal) => {
                    refused += 1;
                    reporter.say(&reason(&file.shown, &text, &refusal));
                    continue;
                }
            };
            changed += usize::from(self.rewriting.put(&file, &text, &formatted)?);
        }
        if changed > 0 {
            let done = if self.rewriting.looks_only() { "would be formatted" } else { "formatted" };
            reporter.say(&format!("{} {done}", counted(changed, "file")));
        }
        let found = refused > 0 || self.rewriting.looks_only() && changed > 0;
        Ok(if found { Verdict::Findings } else { Verdict::Fine })
    }
}

/// Why a file was left unchanged.
fn reason(name: &str, text: &str, refusal: &Refusal) -> String {
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
