//! `dateline watch`: checks and tests rules, and reads articles with them, each time that a file is saved.

mod round;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use notify_debouncer_full::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use self::round::{Bench, Round};
use super::Verdict;
use super::files;
use super::project::Project;
use super::reporter::Reporter;
use super::session::Session;

/// How long to wait without changes: editors write a file in several steps.
const PAUSE: Duration = Duration::from_millis(60);

/// Check and test rules each time that they are saved, and show what changes in articles
///
/// The first round shows what is wrong and which tests fail; each later one what is otherwise than before: tests with
/// another verdict, and events that came, went or changed. Articles and test sentences are annotated once. Ends with Ctrl-C.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline watch rules
  dateline watch rules/visit.rules --input story.txt
  dateline watch rules --input tests/articles/")]
pub(crate) struct Watch {
    /// Rule files (.rules) and folders of them [default: rules]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Articles whose events are compared: files (.txt, .md, .jsonl, .conllu, .json) and folders
    #[arg(long, short, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    /// End after so many rounds
    #[arg(long, value_name = "N", hide = true)]
    rounds: Option<usize>,
}

impl Watch {
    pub(crate) fn run(mut self, project: &Project) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let packs = self.choose(project);
        let mut bench = Bench::new(Session::of(project)?, packs);
        let (sender, receiver) = mpsc::channel();
        let mut eyes = Eyes::open(sender)?;
        for path in self.rules.iter().chain(&self.input) {
            eyes.watch(path)?;
        }
        let mut out = anstream::stdout();
        let mut last: Option<Round> = None;
        let mut rounds = 0;
        loop {
            reporter.begin_round();
            match bench.round(&self.rules, &self.input, last.as_ref(), &reporter) {
                // something was written, but nothing changed
                Ok(None) => {}
                Ok(Some(round)) => {
                    for path in &round.files {
                        eyes.watch(Path::new(path))?;
                    }
                    out.write_all(&round.shown)?;
                    out.flush()?;
                    rounds += 1;
                    let fine = round.is_fine();
                    last = Some(round);
                    if self.rounds.is_some_and(|most| rounds >= most) {
                        return Ok(if fine { Verdict::Fine } else { Verdict::Findings });
                    }
                }
                // a file that cannot be read now may be there soon
                Err(error) if last.is_some() => reporter.say(&format!("error: {error:#}")),
                Err(error) => return Err(error),
            }
            wait(&receiver)?;
        }
    }
}

impl Watch {
    /// The rule files among all arguments, those of the project, or the usual folder; returns the packs of the project.
    fn choose(&mut self, project: &Project) -> Vec<String> {
        let mut packs = Vec::new();
        files::sort_out(&mut self.rules, &mut self.input);
        project.complete_rules(&mut self.rules, &mut packs);
        project.complete_input(&mut self.input);
        if self.rules.is_empty() && packs.is_empty() {
            self.rules.push("rules".into());
        }
        packs
    }
}

/// Waits until something was written.
fn wait(receiver: &mpsc::Receiver<DebounceEventResult>) -> anyhow::Result<()> {
    loop {
        let events = receiver.recv().context("nobody watches the files any more")?;
        let writes = |events: Vec<notify_debouncer_full::DebouncedEvent>| {
            events.iter().any(|event| !event.kind.is_access())
        };
        if events.map_or(true, writes) {
            return Ok(());
        }
    }
}

/// The watcher of files.
struct Eyes {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    /// The folders, and whether all below them is watched too.
    watched: BTreeSet<(PathBuf, bool)>,
}

impl Eyes {
    fn open(sender: mpsc::Sender<DebounceEventResult>) -> anyhow::Result<Eyes> {
        // nobody listens any more after the end of the command
        let tell = move |events| drop(sender.send(events));
        let debouncer = new_debouncer(PAUSE, None, tell).context("cannot watch files")?;
        Ok(Eyes { debouncer, watched: BTreeSet::new() })
    }

    /// Watches a folder and all below it, or the folder of a file: editors replace the file by another.
    fn watch(&mut self, path: &Path) -> anyhow::Result<()> {
        let deep = path.is_dir();
        let folder = if deep { Some(path) } else { path.parent() };
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let covers = |(watched, all): &(PathBuf, bool)| {
            if *all { folder.starts_with(watched) } else { !deep && folder == watched }
        };
        // files that are part of the program have no folder
        if !folder.is_dir() || self.watched.iter().any(covers) {
            return Ok(());
        }
        let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        self.debouncer.watch(folder, mode).with_context(|| format!("cannot watch `{}`", folder.display()))?;
        self.watched.insert((folder.to_owned(), deep));
        Ok(())
    }
}
