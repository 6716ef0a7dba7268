//! What is said on stderr: progress, and what was skipped and why.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Read, Write};
use std::time::Instant;

use dateline::tools::columns::steers;
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};

use super::files::File;

/// So many bytes of input are worth a progress bar.
const MUCH: u64 = 1 << 20;

/// Why a part of the input gave no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Skip {
    /// A file of a folder whose extension is none of ours.
    Extension,
    /// Nothing but white space.
    Empty,
    /// The system would not give it.
    Unreadable,
    /// More than an article can have.
    TooLarge,
    /// Not what its format demands.
    Malformed,
    /// Annotated by somebody else, without what a rule needs.
    Layer,
    /// A mistake of this program.
    Failure,
    /// In another language than English.
    Language,
    /// It took longer than it may.
    Late,
}

impl Skip {
    fn what(self) -> &'static str {
        match self {
            Skip::Extension => "of another kind",
            Skip::Empty => "empty",
            Skip::Unreadable => "unreadable",
            Skip::TooLarge => "too large",
            Skip::Malformed => "malformed",
            Skip::Layer => "without a layer",
            Skip::Failure => "that this program failed over",
            Skip::Language => "in another language",
            Skip::Late => "too slow",
        }
    }

    /// Whether it means that something is wrong with the input.
    pub(crate) fn is_failure(self) -> bool {
        !matches!(self, Skip::Extension | Skip::Empty | Skip::Language)
    }
}

/// A part of the input that gave no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Why.
    pub(crate) skip: Skip,
    /// How many documents it would have been.
    pub(crate) count: usize,
    /// The same for people, with file and line.
    pub(crate) message: String,
    /// The part itself, where it could be read.
    pub(crate) raw: Option<Vec<u8>>,
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) documents: usize,
    /// With numbers and punctuation.
    pub(crate) words: usize,
    pub(crate) events: usize,
}

/// How many parts of the input gave no document, by reason.
pub(crate) type Skipped = BTreeMap<Skip, usize>;

/// The one who talks. Messages and the progress bar do not get in each other's way.
#[derive(Debug)]
pub(crate) struct Reporter {
    bar: ProgressBar,
    /// When the bar began.
    begun: Instant,
    /// The bytes of the files that were read.
    read: Cell<u64>,
    /// The documents that are done.
    done: Cell<usize>,
    skipped: RefCell<Skipped>,
    /// What was skipped since [`Reporter::faults`] was asked, if it is to be kept.
    kept: Option<RefCell<Vec<Fault>>>,
    /// Whether what is skipped is said.
    says_faults: bool,
    /// Whether nothing is said and remembered for now.
    mute: Cell<bool>,
}

impl Reporter {
    /// Without a progress bar.
    pub(crate) fn quiet() -> Reporter {
        Reporter {
            bar: ProgressBar::hidden(),
            begun: Instant::now(),
            read: Cell::new(0),
            done: Cell::new(0),
            skipped: RefCell::default(),
            kept: None,
            says_faults: true,
            mute: Cell::new(false),
        }
    }

    /// From here on what was skipped is kept for somebody who writes it down; it may also be said as before.
    pub(crate) fn keep_faults(&mut self, also_say: bool) {
        self.kept = Some(RefCell::default());
        self.says_faults = also_say;
    }

    /// What was skipped since this was asked last, where it is kept.
    pub(crate) fn faults(&self) -> Vec<Fault> {
        self.kept.as_ref().map(RefCell::take).unwrap_or_default()
    }

    /// Does something of which nothing is said and remembered.
    pub(crate) fn muted<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.mute.replace(true);
        let done = work();
        self.mute.set(before);
        done
    }

    /// Remembers what another run skipped with which this one goes on.
    pub(crate) fn remember(&self, skipped: Skipped) {
        *self.skipped.borrow_mut() = skipped;
    }

    /// From here on a bar shows how much of the files was read, if it is much or unknown and somebody is looking.
    pub(crate) fn start(&mut self, files: &[File]) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let sizes: Option<Vec<u64>> = files.iter().map(File::size).collect();
        let total = sizes.map(|sizes| sizes.iter().sum());
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

    /// A reader of one of the files: what is read of it moves the bar.
    pub(crate) fn watch(&self, reader: Box<dyn Read>) -> Box<dyn Read> {
        if self.bar.is_hidden() { reader } else { Box::new(self.bar.wrap_read(reader)) }
    }

    /// A file of this size was read, whether or not [`Reporter::watch`] saw it.
    pub(crate) fn advance(&self, size: Option<u64>) {
        self.read.set(self.read.get() + size.unwrap_or_default());
        if self.bar.length().is_some() {
            self.bar.set_position(self.read.get());
        }
    }

    /// So many documents more are done.
    pub(crate) fn count(&self, documents: usize) {
        self.done.set(self.done.get() + documents);
        if !self.bar.is_hidden() {
            let (done, seconds) = (self.done.get(), self.begun.elapsed().as_secs_f64());
            let rate = done as f64 / seconds.max(0.001);
            self.bar.set_message(format!("{}, {rate:.0} a second · ", counted(done, "document")));
        }
    }

    /// The bar goes.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Says something. Characters that could steer the terminal are not passed on: file names and articles may hold
    /// any.
    pub(crate) fn say(&self, message: &str) {
        if self.mute.get() {
            return;
        }
        let harmless = message.replace(|c: char| steers(c) && c != '\n', "\u{fffd}");
        // there is nobody to tell that stderr is closed
        self.bar.suspend(|| drop(writeln!(std::io::stderr(), "{harmless}")));
    }

    /// Says that a part of the input was skipped, and remembers it.
    pub(crate) fn skip(&self, skip: Skip, count: usize, message: &str) {
        self.fault(Fault { skip, count, message: message.to_owned(), raw: None });
    }

    /// The same with the part itself.
    pub(crate) fn fault(&self, fault: Fault) {
        if self.mute.get() {
            return;
        }
        *self.skipped.borrow_mut().entry(fault.skip).or_default() += fault.count;
        // a crawl may have more of other languages than of English: their number at the end will do
        if self.says_faults && fault.skip != Skip::Language {
            self.say(&fault.message);
        }
        if let Some(kept) = &self.kept {
            kept.borrow_mut().push(fault);
        }
    }

    /// Whether something was skipped that should not have to be.
    pub(crate) fn has_failures(&self) -> bool {
        self.skipped.borrow().keys().any(|skip| skip.is_failure())
    }

    /// Says how a run over documents ended: `2 documents, 812 words, 7 events, none skipped, 0.03 s`.
    pub(crate) fn close(&self, tally: Tally, start: Instant) {
        self.say(&format!(
            "{}, {}, {}, {}, {:.2} s",
            counted(tally.documents, "document"),
            counted(tally.words, "word"),
            counted(tally.events, "event"),
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
            skipped.iter().map(|(skip, count)| format!("{count} {}", skip.what())).collect();
        format!("{total} skipped ({})", reasons.join(", "))
    }
}

/// `1 document`, `2 documents`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
