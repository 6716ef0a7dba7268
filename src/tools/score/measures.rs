//! Counts, and the figures computed from them.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Precision, recall and F with their counts. All are rounded to four digits; they are 0 if nothing was found or
/// marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measures {
    /// The share of the found that is right.
    pub p: f64,
    /// The share of the marked that was found.
    pub r: f64,
    /// Their harmonic mean.
    pub f: f64,
    /// How many are right.
    pub tp: usize,
    /// How many were found.
    pub pred: usize,
    /// How many are marked.
    pub gold: usize,
}

/// How many of the examined are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// The share, rounded to four digits; none if nothing was examined.
    pub part: Option<f64>,
    /// How many are right.
    pub of_these: usize,
    /// How many were examined.
    pub all: usize,
}

/// The figures of all types, or of one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // docs/scoring.md defines them
pub struct Figures {
    pub trigger_relaxed: Measures,
    pub trigger_strict: Measures,
    pub args_relaxed: Measures,
    pub args_strict: Measures,
    pub whole_record: Measures,
    pub modality_acc: Accuracy,
    pub modality_acc_nonasserted: Accuracy,
    pub polarity_acc: Accuracy,
    pub negation_recall: Accuracy,
    pub time_value_acc: Accuracy,
    pub attribution_acc: Accuracy,
    pub resolved_name_acc: Accuracy,
    pub hard_negative_false_alarm: Accuracy,
}

/// Everything that is measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// All types together.
    #[serde(flatten)]
    pub overall: Figures,
    /// The F of triggers, averaged over the types with a marked event.
    pub trigger_macro_f: f64,
    /// The F of arguments (relaxed), averaged over the types with a marked argument.
    pub args_macro_f: f64,
    /// Triggers of all types but `Statement`, which are many and easy.
    pub trigger_no_statement: Measures,
    /// By type, in alphabetical order: all that are marked or were found.
    pub per_type: IndexMap<String, Figures>,
}

/// A count of right ones and a total.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    pub(super) of_these: usize,
    pub(super) all: usize,
}

impl Part {
    /// Counts one more.
    pub(super) fn ask(&mut self, right: bool) {
        self.of_these += usize::from(right);
        self.all += 1;
    }

    fn accuracy(self) -> Accuracy {
        let part = (self.all > 0).then(|| rounded(self.of_these as f64 / self.all as f64));
        Accuracy { part, of_these: self.of_these, all: self.all }
    }
}

/// The counts of a type.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) marked: usize,
    pub(super) found: usize,
    pub(super) matched: usize,
    pub(super) same_span: usize,
    pub(super) whole: usize,
    pub(super) marked_arguments: usize,
    pub(super) found_arguments: usize,
    pub(super) matched_arguments: usize,
    pub(super) same_span_arguments: usize,
    pub(super) modality: Part,
    pub(super) not_asserted: Part,
    pub(super) polarity: Part,
    pub(super) negative: Part,
    pub(super) time: Part,
    pub(super) attribution: Part,
    pub(super) names: Part,
    pub(super) hard_negatives: Part,
}

impl AddAssign for Part {
    fn add_assign(&mut self, other: Part) {
        self.of_these += other.of_these;
        self.all += other.all;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.marked += other.marked;
        self.found += other.found;
        self.matched += other.matched;
        self.same_span += other.same_span;
        self.whole += other.whole;
        self.marked_arguments += other.marked_arguments;
        self.found_arguments += other.found_arguments;
        self.matched_arguments += other.matched_arguments;
        self.same_span_arguments += other.same_span_arguments;
        self.modality += other.modality;
        self.not_asserted += other.not_asserted;
        self.polarity += other.polarity;
        self.negative += other.negative;
        self.time += other.time;
        self.attribution += other.attribution;
        self.names += other.names;
        self.hard_negatives += other.hard_negatives;
    }
}

impl Counts {
    fn figures(&self) -> Figures {
        let triggers = |right| measures(right, self.found, self.marked);
        let arguments = |right| measures(right, self.found_arguments, self.marked_arguments);
        Figures {
            trigger_relaxed: triggers(self.matched),
            trigger_strict: triggers(self.same_span),
            args_relaxed: arguments(self.matched_arguments),
            args_strict: arguments(self.same_span_arguments),
            whole_record: triggers(self.whole),
            modality_acc: self.modality.accuracy(),
            modality_acc_nonasserted: self.not_asserted.accuracy(),
            polarity_acc: self.polarity.accuracy(),
            negation_recall: self.negative.accuracy(),
            time_value_acc: self.time.accuracy(),
            attribution_acc: self.attribution.accuracy(),
            resolved_name_acc: self.names.accuracy(),
            hard_negative_false_alarm: self.hard_negatives.accuracy(),
        }
    }
}

/// The figures of counts by type.
pub(super) fn score(counts: &BTreeMap<String, Counts>) -> Score {
    let (mut all, mut rest) = (Counts::default(), Counts::default());
    for (kind, of_type) in counts {
        all += *of_type;
        if kind != "Statement" {
            rest += *of_type;
        }
    }
    let per_type: IndexMap<String, Figures> =
        counts.iter().map(|(kind, of_type)| (kind.clone(), of_type.figures())).collect();
    let triggers = per_type.values().map(|figures| figures.trigger_relaxed);
    let arguments = per_type.values().map(|figures| figures.args_relaxed);
    Score {
        overall: all.figures(),
        trigger_macro_f: mean(triggers),
        args_macro_f: mean(arguments),
        trigger_no_statement: measures(rest.matched, rest.found, rest.marked),
        per_type,
    }
}

/// The mean F of everything that is marked.
fn mean(measures: impl Iterator<Item = Measures>) -> f64 {
    let all: Vec<f64> = measures.filter(|measures| measures.gold > 0).map(|measures| measures.f).collect();
    if all.is_empty() { 0.0 } else { rounded(all.iter().sum::<f64>() / all.len() as f64) }
}

fn measures(right: usize, found: usize, marked: usize) -> Measures {
    let part = |of: usize| if of > 0 { right as f64 / of as f64 } else { 0.0 };
    let (p, r) = (part(found), part(marked));
    let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    Measures { p: rounded(p), r: rounded(r), f: rounded(f), tp: right, pred: found, gold: marked }
}

/// Rounds to four digits, as printing does: exact halves to the even digit.
fn rounded(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}
