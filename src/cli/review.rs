//! `dateline review`: the new results of articles, one by one, to accept or reject.

use std::fs;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use dateline::Rules;
use dateline::display::one_line;
use dateline::lang::compile::Program;
use dateline::tools::explain::{Choice, Reached, explain};
use dateline::tools::snapshot;
use serde::Serialize;

use super::Verdict;
use super::explain;
use super::reporter::{Reporter, counted};
use super::rules;
use super::session::Session;
use super::snapshots::{self, Case, Snapshots};
use dateline::pipeline::with_slashes;

const KEYS: &str = "a accept, r reject, s skip, x explain, q quit; A R S X: this and all that follow";

/// Look at what articles give now, and accept or reject it
///
/// `dateline test` writes what is new or changed to `tests/snapshots/NAME.snap.new`. Each is shown with what is different;
/// then a key and Enter are read: `a` accepts it, `r` rejects and deletes it, `s` leaves it for later, `x` says which rules
/// made the events of the sentences that are different, and how near others came. The capital letters do the same with all
/// that follow. `q`, and the end of the input, leave the rest for later.
///
/// Exit code: 0 if nothing waits any more, 1 if something does, 2 if the command could not run.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline review
  dateline review rules
  dateline review --list --json | jq -r .article
  dateline review --accept tests
  dateline review --accept tests/visit.txt --reject tests/snapshots/strike.snap.new")]
pub(crate) struct Review {
    /// Rule files (.rules) and folders of them, as for `dateline test`
    #[arg(value_name = "PATHS", default_value = ".")]
    paths: Vec<PathBuf>,
    /// List what waits, and ask nothing
    #[arg(long)]
    list: bool,
    /// With `--list`: write a JSON object a line instead of text for people
    #[arg(long, requires = "list")]
    json: bool,
    /// Accept what waits for this article or snapshot, or for all in this folder; may be given more than once
    #[arg(long, value_name = "PATH")]
    accept: Vec<PathBuf>,
    /// Reject what waits for this article or snapshot, or for all in this folder; may be given more than once
    #[arg(long, value_name = "PATH")]
    reject: Vec<PathBuf>,
}

/// A pending snapshot.
struct Pending {
    case: Case,
    old: Option<String>,
    new: String,
}

/// What to do with a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
}

impl Review {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let mut pending = waiting(&self.paths, &reporter)?;
        let named = self.accept.iter().map(|path| (path, Answer::Accept));
        let named: Vec<_> = named.chain(self.reject.iter().map(|path| (path, Answer::Reject))).collect();
        if !named.is_empty() {
            // all of them are found before anything is done
            for (path, _) in &named {
                if !pending.iter().any(|pending| pending.is(path)) {
                    bail!("nothing waits for `{}`", path.display());
                }
            }
            for (path, answer) in named {
                for settled in pending.extract_if(.., |pending| pending.is(path)) {
                    settled.settle(answer)?;
                }
            }
        } else if !self.list {
            let asked = counted(pending.len(), "snapshot");
            let left = self.ask(pending, &reporter)?;
            reporter.say(&format!("{asked}, {left} left"));
            return Ok(verdict(left));
        }
        if self.list {
            let mut out = anstream::stdout();
            for pending in &pending {
                pending.list(&mut out, self.json)?;
            }
        }
        Ok(verdict(pending.len()))
    }

    /// Asks about each; returns how many are left.
    fn ask(&self, pending: Vec<Pending>, reporter: &Reporter) -> anyhow::Result<usize> {
        let mut out = anstream::stdout();
        let mut input = std::io::stdin().lock();
        let echoes = std::io::stdin().is_terminal();
        let mut for_all = None;
        let mut explains_all = false;
        let mut explainer = None;
        let (count, mut left, mut quit) = (pending.len(), 0, false);
        for (number, pending) in pending.into_iter().enumerate() {
            let mut answer = for_all.filter(|_| !quit);
            if !quit && answer.is_none() {
                let (state, article) = (pending.state(), one_line(&pending.case.article.shown));
                writeln!(out, "{} of {count}: {article}, {state}", number + 1)?;
                snapshots::show_difference(&mut out, &pending.difference(), 2)?;
                if explains_all {
                    self.explain(&pending, &mut explainer, reporter, &mut out)?;
                }
            }
            while !quit && answer.is_none() {
                write!(out, "{KEYS}> ")?;
                out.flush()?;
                let mut line = String::new();
                let ended = input.read_line(&mut line)? == 0;
                if !echoes {
                    writeln!(out)?;
                }
                match line.trim() {
                    _ if ended => quit = true,
                    "q" => quit = true,
                    "a" => answer = Some(Answer::Accept),
                    "r" => answer = Some(Answer::Reject),
                    "s" => answer = Some(Answer::Skip),
                    "A" => for_all = Some(Answer::Accept),
                    "R" => for_all = Some(Answer::Reject),
                    "S" => for_all = Some(Answer::Skip),
                    "x" => self.explain(&pending, &mut explainer, reporter, &mut out)?,
                    "X" => {
                        explains_all = true;
                        self.explain(&pending, &mut explainer, reporter, &mut out)?;
                    }
                    _ => writeln!(out, "there is no such key")?,
                }
                answer = answer.or(for_all);
            }
            match answer.unwrap_or(Answer::Skip) {
                Answer::Skip => left += 1,
                answer => pending.settle(answer)?,
            }
        }
        Ok(left)
    }

    /// Reports which rules made the events of the changed sentences, and how near others came.
    fn explain(
        &self,
        pending: &Pending,
        explainer: &mut Option<(Rules, Program, Session)>,
        reporter: &Reporter,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        if explainer.is_none() {
            let session = Session::new()?;
            let rules = rules::load(&self.paths, &session, reporter)?;
            let program = Program::compile(rules.ruleset());
            let session = session.over(&program);
            *explainer = Some((rules, program, session));
        }
        let Some((rules, program, session)) = explainer else { return Ok(()) };
        // a sentence is a paragraph
        let old = format!("\n{}\n", pending.old.as_deref().unwrap_or_default());
        let mut told = false;
        for unit in snapshots::units(&pending.case, reporter) {
            for mut document in session.documents(&unit).0 {
                let annotator = session.english();
                let choice = Choice::default();
                let (explanations, events) =
                    explain(rules.ruleset(), program, &mut document, annotator, choice)?;
                let sentences = snapshot::sentences(&document, &events);
                for (explanation, sentence) in explanations.iter().zip(sentences) {
                    let same = old.contains(&format!("\n{sentence}\n"));
                    let near = explanation.findings.iter().any(|found| found.reached >= Reached::Predicate);
                    if !same && near {
                        told = true;
                        explain::show(out, explanation, &document, false)?;
                    }
                }
            }
        }
        if !told {
            writeln!(out, "no rule came near a sentence that is different")?;
        }
        Ok(())
    }
}

impl Pending {
    fn state(&self) -> &'static str {
        if self.old.is_some() { "changed" } else { "new" }
    }

    fn difference(&self) -> Vec<(char, String)> {
        snapshots::difference(self.old.as_deref(), &self.new)
    }

    /// Whether a path means it: its article, one of its snapshots, or a folder around them.
    fn is(&self, path: &Path) -> bool {
        let path = snapshots::plain(path);
        let whole = fs::canonicalize(&path).ok();
        let same = |own: &Path| {
            let inside = |own: PathBuf| whole.as_ref().is_some_and(|whole| own.starts_with(whole));
            own == path || fs::canonicalize(own).is_ok_and(inside)
        };
        let Case { article, accepted, pending } = &self.case;
        same(accepted) || same(pending) || article.path().is_some_and(same)
    }

    fn settle(self, answer: Answer) -> anyhow::Result<()> {
        if answer == Answer::Accept {
            snapshots::write(&self.case.accepted, &self.new)?;
        }
        snapshots::remove(&self.case.pending)
    }

    fn list(&self, out: &mut impl Write, json: bool) -> anyhow::Result<()> {
        let (state, article) = (self.state(), &self.case.article.shown);
        if json {
            let record = Record {
                state,
                article,
                snapshot: with_slashes(&self.case.accepted),
                pending: with_slashes(&self.case.pending),
                difference: self.difference().iter().map(|(sign, text)| format!("{sign} {text}")).collect(),
            };
            writeln!(out, "{}", serde_json::to_string(&record)?)?;
        } else {
            writeln!(out, "{state:<7} {}", one_line(article))?;
        }
        Ok(())
    }
}

/// The pending snapshots. One that equals the accepted one is not pending.
fn waiting(paths: &[PathBuf], reporter: &Reporter) -> anyhow::Result<Vec<Pending>> {
    let mut waiting = Vec::new();
    for case in Snapshots::find(paths, reporter)?.cases {
        let Some(new) = snapshots::read(&case.pending)? else { continue };
        let old = snapshots::read(&case.accepted)?;
        if old.as_ref() != Some(&new) {
            waiting.push(Pending { case, old, new });
        }
    }
    Ok(waiting)
}

fn verdict(left: usize) -> Verdict {
    if left == 0 { Verdict::Fine } else { Verdict::Findings }
}

/// The pending snapshots, in JSON.
#[derive(Serialize)]
struct Record<'a> {
    state: &'static str,
    article: &'a str,
    snapshot: String,
    pending: String,
    difference: Vec<String>,
}
