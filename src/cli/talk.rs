//! What is said on stderr: progress, and what was skipped and why.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::time::Instant;

use dateline::tools::columns::steers;
use indicatif::{ProgressBar, ProgressStyle};

/// So many files are worth a progress bar.
const MANY_FILES: usize = 16;

/// Why a part of the input gave no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
        }
    }

    /// Whether it means that something is wrong with the input.
    fn is_failure(self) -> bool {
        !matches!(self, Skip::Extension | Skip::Empty)
    }
}

/// The one who talks. Messages and the progress bar do not get in each other's way.
#[derive(Debug)]
pub(crate) struct Talk {
    bar: ProgressBar,
    skipped: RefCell<BTreeMap<Skip, usize>>,
}

impl Talk {
    /// Without a progress bar.
    pub(crate) fn quiet() -> Talk {
        Talk { bar: ProgressBar::hidden(), skipped: RefCell::default() }
    }

    /// From here on a bar shows how many of the files were read, if they are many and somebody is looking.
    pub(crate) fn start(&mut self, files: usize) {
        if files >= MANY_FILES && std::io::stderr().is_terminal() {
            self.bar = ProgressBar::new(files as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left") {
                self.bar.set_style(style);
            }
        }
    }

    /// One more file was read.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// The bar goes.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Says something. Characters that could steer the terminal are not passed on: file names and articles may hold
    /// any.
    pub(crate) fn say(&self, message: &str) {
        let harmless = message.replace(|c: char| steers(c) && c != '\n', "\u{fffd}");
        // there is nobody to tell that stderr is closed
        self.bar.suspend(|| drop(writeln!(std::io::stderr(), "{harmless}")));
    }

    /// Says that a part of the input was skipped, and remembers it.
    pub(crate) fn skip(&self, skip: Skip, count: usize, message: &str) {
        *self.skipped.borrow_mut().entry(skip).or_default() += count;
        self.say(message);
    }

    /// Whether something was skipped that should not have to be.
    pub(crate) fn has_failures(&self) -> bool {
        self.skipped.borrow().keys().any(|skip| skip.is_failure())
    }

    /// Says how a run over documents ended: `2 documents, 7 events, none skipped, 0.03 s`.
    pub(crate) fn close(&self, documents: usize, events: usize, start: Instant) {
        self.say(&format!(
            "{}, {}, {}, {:.2} s",
            counted(documents, "document"),
            counted(events, "event"),
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
