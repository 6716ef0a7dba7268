//! Messages on stderr: progress, and what was skipped and why.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::time::Instant;

use dateline::display::harmless;
use dateline::pipeline::{Listener, Progress, Summary};
use dateline::read::{Fault, Skip};
use indicatif::{ProgressBar, ProgressStyle};

/// The minimum number of bytes of input for a progress bar.
const MUCH: u64 = 1 << 20;

/// The reporter. Messages and the progress bar do not disturb each other.
#[derive(Debug)]
pub(crate) struct Reporter {
    bar: ProgressBar,
    /// The start time of the bar.
    begun: Instant,
    skipped: RefCell<BTreeMap<Skip, usize>>,
    /// Whether skipped parts are reported.
    says_faults: Cell<bool>,
    /// The messages of this round and of the one before, which are not said again; none where everything is said.
    rounds: RefCell<Option<[BTreeSet<String>; 2]>>,
}

impl Reporter {
    /// Without a progress bar.
    pub(crate) fn quiet() -> Reporter {
        Reporter {
            bar: ProgressBar::hidden(),
            begun: Instant::now(),
            skipped: RefCell::default(),
            says_faults: Cell::new(true),
            rounds: RefCell::default(),
        }
    }

    /// From here on skipped parts are only counted: they are written to a file.
    pub(crate) fn hush_faults(&self) {
        self.says_faults.set(false);
    }

    /// A new round begins: what was said in the one before is not said again.
    pub(crate) fn begin_round(&self) {
        let mut rounds = self.rounds.borrow_mut();
        let said = rounds.take().map(|[said, _]| said).unwrap_or_default();
        *rounds = Some([BTreeSet::new(), said]);
    }

    /// From here on a bar shows how many of these bytes were read, if they are many or unknown and on a terminal.
    pub(crate) fn start(&mut self, total: Option<u64>) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let (bar, template) = match total {
            Some(total) if total < MUCH => return,
            Some(total) => (ProgressBar::new(total), "{bar:30} {percent:>3} % · {msg}{eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg}{elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        self.bar = bar;
        self.begun = Instant::now();
    }

    /// Prints a message, without characters that could control the terminal.
    pub(crate) fn say(&self, message: &str) {
        if let Some([said, before]) = &mut *self.rounds.borrow_mut()
            && (!said.insert(message.to_owned()) || before.contains(message))
        {
            return;
        }
        // if stderr is closed, nobody can be informed
        self.bar.suspend(|| drop(writeln!(std::io::stderr(), "{}", harmless(message))));
    }

    /// Reports that a part of the input was skipped, and counts it.
    pub(crate) fn skip(&self, skip: Skip, count: usize, message: &str) {
        *self.skipped.borrow_mut().entry(skip).or_default() += count;
        // a crawl may have more pages in other languages than in English: their number at the end is enough
        if self.says_faults.get() && skip != Skip::Language {
            self.say(message);
        }
    }

    /// Whether something was skipped that should not have been.
    pub(crate) fn has_failures(&self) -> bool {
        self.skipped.borrow().keys().any(|skip| skip.is_failure())
    }

    /// Reports the end of a run over documents: `2 documents, 812 words, 7 events, none skipped, 0.03 s`.
    pub(crate) fn close(&self, summary: &Summary, start: Instant) {
        self.say(&format!(
            "{}, {}, {}, {}, {:.2} s",
            counted(summary.documents, "document"),
            counted(summary.words, "word"),
            counted(summary.events, "event"),
            self.skipped(),
            start.elapsed().as_secs_f64()
        ));
    }

    /// `3 skipped (1 empty, 2 malformed)`.
    pub(crate) fn skipped(&self) -> String {
        let skipped = self.skipped.borrow();
        let total: usize = skipped.values().sum();
        if total == 0 {
            return "none skipped".to_owned();
        }
        let reasons: Vec<String> =
            skipped.iter().map(|(skip, count)| format!("{count} {}", skip.as_str())).collect();
        format!("{total} skipped ({})", reasons.join(", "))
    }
}

/// The library reports through it.
impl Listener for &Reporter {
    fn note(&mut self, message: &str) {
        self.say(message);
    }

    fn fault(&mut self, fault: &Fault) {
        self.skip(fault.skip, fault.count, &fault.message);
    }

    fn resumed(&mut self, summary: &Summary) {
        for (skip, count) in &summary.skipped {
            *self.skipped.borrow_mut().entry(*skip).or_default() += count;
        }
    }

    fn progress(&mut self, progress: Progress) {
        if self.bar.length().is_some() {
            self.bar.set_position(progress.bytes);
        }
        if !self.bar.is_hidden() {
            let rate = progress.documents as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
            let done = counted(progress.documents, "document");
            self.bar.set_message(format!("{done}, {rate:.0} a second · "));
        }
    }

    fn finished(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// `1 document`, `2 documents`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
