//! Missing, noisy and wrong events, each with its sentence and the explanation of the nearest miss.

use std::io::Write;
use std::ops::Range;

use dateline::annotate::Annotate;
use dateline::display::one_line;
use dateline::document::Document;
use dateline::extract::Event;
use dateline::lang::compile::Program;
use dateline::lang::ir::{Ruleset, Target};
use dateline::source::{OffsetMap, Unit};
use dateline::tools::explain::{Choice, Explanation, Finding, Reached, Sign, Step, explain};
use dateline::tools::score::{Mistake, Place, Verdict};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::super::explain::show_finding;
use super::super::marked::Marked;
use super::super::reporter::counted;

/// Explains the mistakes of a document.
pub(super) struct Explainer<'a> {
    document: &'a Document,
    ruleset: Option<&'a Ruleset>,
    explanations: Vec<Explanation>,
    events: Vec<Event>,
    offsets: OffsetMap,
}

impl<'a> Explainer<'a> {
    /// Runs the rules, if there are any, with a recorder.
    pub(super) fn new(
        document: &'a mut Document,
        annotator: &dyn Annotate,
        rules: Option<(&'a Ruleset, &Program)>,
    ) -> anyhow::Result<Explainer<'a>> {
        let (explanations, events) = match rules {
            Some((ruleset, program)) => explain(ruleset, program, document, annotator, Choice::default())?,
            None => Default::default(),
        };
        let offsets = OffsetMap::new(&document.article.text);
        Ok(Explainer { document, ruleset: rules.map(|(ruleset, _)| ruleset), explanations, events, offsets })
    }

    pub(super) fn show(&self, out: &mut impl Write, mistakes: &[&Mistake]) -> std::io::Result<()> {
        for mistake in mistakes {
            self.mistake(out, mistake)?;
        }
        Ok(())
    }

    fn mistake(&self, out: &mut impl Write, mistake: &Mistake) -> std::io::Result<()> {
        let trigger = self.bytes(mistake.trigger);
        let (sentence, whole) = self.sentence(&trigger);
        let text = self.document.article.text.get(whole.clone()).unwrap_or_default();
        let Mistake { doc, kind, verdict, .. } = mistake;
        writeln!(out)?;
        writeln!(
            out,
            "{:<7} {kind} `{}`, {}, sentence {sentence}",
            verdict.as_str(),
            self.words(&trigger),
            one_line(doc)
        )?;
        let details = mistake.details.iter().map(|detail| {
            let bytes = detail.place.map(|place| self.bytes(place));
            let words = bytes.as_ref().map_or(String::new(), |bytes| format!("`{}` ", self.words(bytes)));
            let text = one_line(&format!("{words}{}", detail.text));
            // a hard negative is at its trigger
            Step { sign: Sign::Failed, about: detail.about.clone(), text, bytes }
        });
        let details: Vec<Step> = details.collect();
        let sign = if *verdict == Verdict::Wrong { Sign::Held } else { Sign::Failed };
        let about = Step { sign, about: String::new(), text: String::new(), bytes: Some(trigger.clone()) };
        let marks: Vec<Step> = std::iter::once(about).chain(details.iter().cloned()).collect();
        write!(out, "{}", Marked::new(text, whole.start, &marks).indented(2))?;
        let width = details.iter().map(|step| step.about.width()).max().unwrap_or(0);
        for Step { about, text, .. } in &details {
            writeln!(out, "  {about}{:space$}  {text}", "", space = width - about.width())?;
        }
        let Some(ruleset) = self.ruleset else { return Ok(()) };
        match self.finding(mistake, sentence, &trigger) {
            Some(finding) => show_finding(out, finding, text, whole.start, 4),
            None => {
                let makes = |target: &Target| matches!(target, Target::Event(id) if ruleset.events.get(id.index()).is_some_and(|e| e.name == *kind));
                let rules = ruleset.rules.iter().filter(|rule| makes(&rule.target)).count();
                let rules = counted(rules, "rule");
                writeln!(out, "    ({rules} that could make it: no word of theirs occurs)")
            }
        }
    }

    /// The pattern that made the event, or came nearest to it.
    fn finding(&self, mistake: &Mistake, sentence: usize, trigger: &Range<usize>) -> Option<&Finding> {
        let findings = &self.explanations.get(sentence)?.findings;
        let of_type = || findings.iter().filter(|finding| finding.makes == mistake.kind);
        let event = mistake.found.and(self.events.iter().find(|event| {
            let overlap =
                event.trigger.start < mistake.trigger.end && mistake.trigger.start < event.trigger.end;
            event.kind == mistake.kind && overlap
        }));
        if let Some(event) = event {
            let made = |f: &&Finding| {
                f.rule == event.rule && f.pattern == event.pattern && f.reached == Reached::Match
            };
            return of_type().find(made);
        }
        let here = |finding: &&Finding| {
            finding
                .steps
                .iter()
                .filter_map(|step| step.bytes.as_ref())
                .any(|bytes| bytes.start < trigger.end && trigger.start < bytes.end)
        };
        let missed = || of_type().filter(|finding| finding.reached < Reached::Merged);
        missed().find(here).or_else(|| missed().next())
    }

    /// The number and the bytes of the sentence at these bytes.
    fn sentence(&self, bytes: &Range<usize>) -> (usize, Range<usize>) {
        let document = self.document;
        let mut all = document.sentences.iter().map(|sentence| document.bytes(&sentence.tokens)).enumerate();
        let before = all.rfind(|(_, sentence)| sentence.start <= bytes.start);
        before.unwrap_or((0, 0..document.article.text.len()))
    }

    fn bytes(&self, place: Place) -> Range<usize> {
        let byte = |offset| self.offsets.to_byte(offset, Unit::Scalar);
        byte(place.start)..byte(place.end)
    }

    fn words(&self, bytes: &Range<usize>) -> String {
        one_line(self.document.article.text.get(bytes.clone()).unwrap_or_default())
    }
}

/// A mistake in JSON.
#[derive(Serialize)]
pub(super) struct MistakeRecord<'a> {
    doc: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    verdict: &'static str,
    start: usize,
    end: usize,
    details: Vec<DetailRecord<'a>>,
}

#[derive(Serialize)]
struct DetailRecord<'a> {
    about: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

impl<'a> MistakeRecord<'a> {
    pub(super) fn new(mistake: &'a Mistake) -> MistakeRecord<'a> {
        let details = mistake.details.iter().map(|detail| DetailRecord {
            about: &detail.about,
            text: &detail.text,
            start: detail.place.map(|place| place.start),
            end: detail.place.map(|place| place.end),
        });
        MistakeRecord {
            doc: &mistake.doc,
            kind: &mistake.kind,
            verdict: mistake.verdict.as_str(),
            start: mistake.trigger.start,
            end: mistake.trigger.end,
            details: details.collect(),
        }
    }
}
