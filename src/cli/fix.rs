//! `dateline fix`: fixes mistakes if the intention is certain.

use clap::Args;
use dateline::diagnostic::{Certainty, Severity};
use dateline::tools::fix::{Mistake, fix};

use super::Verdict;
use super::files;
use super::reporter::{Reporter, counted};
use super::rewriting::Rewriting;
use super::rules::{RuleFiles, WANTED};
use super::session::Session;

/// Mend the mistakes of rules where it is certain what was meant
#[derive(Args, Debug)]
#[command(after_help = "\
After each change the rules are checked again; one that makes them no better is not made. The command ends with 1 if
errors are left. What it left to you, and why, `dateline check` tells.

Examples:
  dateline fix --diff rules          only show what would change
  dateline fix rules                 every rule file of a folder
  dateline fix --check rules         only say which files would change; for CI
  dateline fix - < visit.rules       stdin to stdout; for editors")]
pub(crate) struct Fix {
    #[command(flatten)]
    rewriting: Rewriting,
    /// Also make changes of which it is not certain that they are what was meant
    #[arg(long)]
    guesses: bool,
}

impl Fix {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let session = Session::new()?;
        let files = files::expand(&self.rewriting.rules, &WANTED, &reporter)?;
        let mut texts = Vec::with_capacity(files.len());
        for file in &files {
            texts.push((file.shown.clone(), files::text(file)?));
        }
        let package = RuleFiles::new(files);
        let fixed = fix(texts.clone(), &package, &session.english().lexicon, self.guesses);
        let mut changed = 0;
        for ((file, (_, old)), (_, new)) in package.files.iter().zip(&texts).zip(&fixed.texts) {
            changed += usize::from(self.rewriting.put(file, old, new)?);
        }
        let look_only = self.rewriting.looks_only();
        let done = if look_only { "would be mended" } else { "mended" };
        fixed.mended.iter().for_each(|mistake| reporter.say(&describe(mistake)));
        for mistake in &fixed.refused {
            reporter.say(&format!("{}; not done, for the rules would be no better", describe(mistake)));
        }
        let errors = fixed.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let guess = |certainty| certainty == Certainty::Guess && !self.guesses;
        let guesses = fixed.problems.iter().filter_map(|problem| problem.fix.as_ref());
        let guesses = guesses.filter(|fix| guess(fix.certainty)).count();
        let mut end =
            format!("{} {done} in {}", counted(fixed.mended.len(), "mistake"), counted(changed, "file"));
        if errors > 0 {
            end += &format!(", {} left", counted(errors, "error"));
        }
        if guesses > 0 {
            end += &format!("; for {guesses} there is a guess, see `dateline check` or use `--guesses`");
        }
        reporter.say(&end);
        Ok(if errors > 0 || look_only && changed > 0 { Verdict::Findings } else { Verdict::Fine })
    }
}

/// `visit.rules:3: D0206 unknown event `Vist`; did you mean `Visit`?`
fn describe(mistake: &Mistake) -> String {
    let Mistake { code, file, line, message, what } = mistake;
    format!("{file}:{line}: {code} {message}; {what}")
}
