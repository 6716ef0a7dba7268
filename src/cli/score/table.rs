//! A score for people.

use std::fmt::Write;

use dateline::tools::score::{Accuracy, Figures, Measures, Score};
use unicode_width::UnicodeWidthStr;

/// Smaller differences are not shown.
const SMALLEST: f64 = 0.000_05;

/// Everything that was measured.
pub(super) fn table(score: &Score) -> String {
    let Figures { trigger_relaxed, trigger_strict, args_relaxed, args_strict, whole_record, .. } =
        score.overall;
    let rows = [
        ("triggers", trigger_relaxed),
        ("  same words", trigger_strict),
        ("  without Statement", score.trigger_no_statement),
        ("arguments", args_relaxed),
        ("  same words", args_strict),
        ("whole records", whole_record),
    ];
    let label = score.per_type.keys().map(|kind| kind.width()).max().unwrap_or(0).max(24);
    let mut out = format!("{:label$}  precision  recall      F  right  found  marked\n", "");
    for (name, measures) in rows {
        out += &format!("{name:label$}  {}\n", row(&measures));
    }
    out += &format!("{:label$}  {:24.3}\n", "triggers, mean of types", score.trigger_macro_f);
    out += &format!("{:label$}  {:24.3}\n\n", "arguments, mean of types", score.args_macro_f);
    for (name, accuracy) in accuracies(&score.overall) {
        let part = accuracy.part.map_or("–".to_owned(), |part| format!("{part:.3}"));
        out += &format!("{name:28}{part:>6}  {} of {}\n", accuracy.of_these, accuracy.all);
    }
    out += &format!(
        "\n{:label$}  precision  recall      F  right  found  marked  arguments  false alarms\n",
        "type"
    );
    for (kind, figures) in &score.per_type {
        let Accuracy { of_these, all, .. } = figures.hard_negative_false_alarm;
        let alarms = if all > 0 { format!("{of_these} of {all}") } else { String::new() };
        let line = format!("{}  {:9.3}  {alarms:>12}", row(&figures.trigger_relaxed), figures.args_relaxed.f);
        out += &format!("{kind:label$}  {}\n", line.trim_end());
    }
    out
}

fn row(measures: &Measures) -> String {
    let Measures { p, r, f, tp, pred, gold } = measures;
    format!("{p:9.3}  {r:6.3}  {f:5.3}  {tp:5}  {pred:5}  {gold:6}")
}

fn accuracies(figures: &Figures) -> [(&'static str, Accuracy); 8] {
    [
        ("modality", figures.modality_acc),
        ("  of what is not asserted", figures.modality_acc_nonasserted),
        ("polarity", figures.polarity_acc),
        ("  of what is negative", figures.negation_recall),
        ("values of times", figures.time_value_acc),
        ("who says so", figures.attribution_acc),
        ("resolved names", figures.resolved_name_acc),
        ("false alarms", figures.hard_negative_false_alarm),
    ]
}

/// The figures that differ between two scores: the new minus the old.
pub(super) fn differences(old: &Score, new: &Score) -> Vec<(String, f64)> {
    let changed = pairs(old, new).into_iter().filter(|(_, old, new)| (new - old).abs() > SMALLEST);
    changed.map(|(name, old, new)| (name, format!("{:.4}", new - old).parse().unwrap_or(new - old))).collect()
}

/// The changes, for people.
pub(super) fn changes(old: &Score, new: &Score) -> String {
    let changed: Vec<_> =
        pairs(old, new).into_iter().filter(|(_, old, new)| (new - old).abs() > SMALLEST).collect();
    if changed.is_empty() {
        return "nothing changed\n".to_owned();
    }
    let width = changed.iter().map(|(name, ..)| name.width()).max().unwrap_or(0);
    let mut out = format!("{:width$}  before    now  change\n", "");
    for (name, old, new) in changed {
        // writing to a string does not fail
        let _ = writeln!(out, "{name:width$}  {old:6.3}  {new:5.3}  {:+.3}", new - old);
    }
    out
}

/// The names of figures with the old and the new value.
fn pairs(old: &Score, new: &Score) -> Vec<(String, f64, f64)> {
    let mut pairs = Vec::new();
    let triples = |score: &Score| {
        let Figures { trigger_relaxed, trigger_strict, args_relaxed, args_strict, whole_record, .. } =
            score.overall;
        [
            ("triggers", trigger_relaxed),
            ("triggers, same words", trigger_strict),
            ("arguments", args_relaxed),
            ("arguments, same words", args_strict),
            ("whole records", whole_record),
        ]
    };
    for ((name, before), (_, now)) in triples(old).into_iter().zip(triples(new)) {
        pairs.push((format!("{name}: precision"), before.p, now.p));
        pairs.push((format!("{name}: recall"), before.r, now.r));
        pairs.push((format!("{name}: F"), before.f, now.f));
    }
    pairs.push(("triggers, mean of types: F".into(), old.trigger_macro_f, new.trigger_macro_f));
    pairs.push(("arguments, mean of types: F".into(), old.args_macro_f, new.args_macro_f));
    for ((name, before), (_, now)) in accuracies(&old.overall).into_iter().zip(accuracies(&new.overall)) {
        let value = |accuracy: Accuracy| accuracy.part.unwrap_or(0.0);
        pairs.push((name.trim().to_owned(), value(before), value(now)));
    }
    let mut kinds: Vec<&String> = old.per_type.keys().chain(new.per_type.keys()).collect();
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        let of = |score: &Score| score.per_type.get(kind).cloned().unwrap_or_default();
        let (before, now) = (of(old), of(new));
        pairs.push((format!("{kind}: F"), before.trigger_relaxed.f, now.trigger_relaxed.f));
        pairs.push((format!("{kind}: F of arguments"), before.args_relaxed.f, now.args_relaxed.f));
    }
    pairs
}
