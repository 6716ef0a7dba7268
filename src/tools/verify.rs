//! The test sentences of rule files: the expected events of a sentence, compared with the found ones.
//!
//! Every sentence is run against all rules. An expected event must be there once, with exactly the marked roles and the
//! facets in the test; any other event is noise.
//!
//! A mark and a filler are the same if they are the same words, if one only has determiners before the other (*the
//! company*, *company*), or if the mark is the canonical name inside the filler (*Satya Nadella* in *Microsoft CEO
//! Satya Nadella*). A filler that is merely longer or shorter is wrong.

use std::ops::Range;
use std::sync::Arc;

use crate::annotate::{Annotate, AnnotateError, Annotator};
use crate::document::{Article, Document, Facet};
use crate::english::words::{self, Class};
use crate::extract::event::Filler;
use crate::extract::{Event, Observer, extract};
use crate::lang::compile::Program;
use crate::lang::ir::{EventType, Expectation, Test};
use crate::source::OffsetMap;

/// The result of a test sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// The expected event, in the notation of the test: `Visit { agent: Park; host: KT }`.
    pub expected: String,
    /// The found events, in the same notation, in the order of the text.
    pub found: Vec<String>,
    /// The differences; empty if there are none.
    pub differences: Vec<String>,
}

/// The verdict in one word. If several apply, the first one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It passes.
    Ok,
    /// The event is missing.
    Missing,
    /// The event has other roles or facets.
    Wrong,
    /// There is an unexpected event.
    Noisy,
    /// It fails, as `todo` says.
    Todo,
    /// It does not fail, although `todo` says so.
    TodoPasses,
}

impl Verdict {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Ok => "ok",
            Verdict::Missing => "missing",
            Verdict::Wrong => "wrong",
            Verdict::Noisy => "noisy",
            Verdict::Todo => "todo",
            Verdict::TodoPasses => "todo-passes",
        }
    }

    /// Whether somebody has to act.
    pub fn is_failure(self) -> bool {
        !matches!(self, Verdict::Ok | Verdict::Todo)
    }

    /// The verdict on a test that is known to fail.
    fn of_todo(self) -> Verdict {
        if self == Verdict::Ok { Verdict::TodoPasses } else { Verdict::Todo }
    }
}

/// Runs a program over the sentence of a test and compares.
///
/// # Errors
/// As [`extract`] does; with the embedded annotator never.
pub fn verify(test: &Test, program: &Program, annotator: &Annotator) -> Result<Report, AnnotateError> {
    let (_, events) = events(test, program, annotator, &mut ())?;
    Ok(compare(test, program.events(), &events))
}

/// The sentence of a test and the events that a program finds in it, with a watcher.
///
/// # Errors
/// As [`extract`] does; with the embedded annotator never.
pub fn events(
    test: &Test,
    program: &Program,
    annotator: &Annotator,
    observer: &mut impl Observer,
) -> Result<(Document, Vec<Event>), AnnotateError> {
    let article =
        Article { id: "test".into(), date: test.date.clone(), text: test.text.clone(), ..Article::default() };
    let mut document = annotator.document(article, &Arc::clone(program.vocabulary()));
    let events = extract(program, &mut document, annotator as &dyn Annotate, observer)?;
    Ok((document, events))
}

/// Compares the events of a test's sentence with the expected one. Event types are those of the rules.
pub fn compare(test: &Test, types: &[EventType], events: &[Event]) -> Report {
    let name =
        |event: crate::lang::ir::EventId| types.get(event.index()).map_or("", |kind| kind.name.as_str());
    let marks = Marks::new(test);
    let found = events.iter().map(Event::to_string).collect();
    let (verdict, expected, differences) = match &test.expect {
        Expectation::Nothing => {
            let verdict = if events.is_empty() { Verdict::Ok } else { Verdict::Noisy };
            (verdict, "nothing".to_owned(), Vec::new())
        }
        Expectation::Not(event) => {
            let kind = name(*event);
            let noisy = events.iter().any(|event| event.kind == kind);
            (if noisy { Verdict::Noisy } else { Verdict::Ok }, format!("not {kind}"), Vec::new())
        }
        Expectation::Event(event, facets) => {
            let kind = name(*event);
            let candidates = events.iter().filter(|event| event.kind == kind);
            let differences = candidates.map(|event| marks.differences(event, facets));
            let (verdict, differences) = match differences.min_by_key(Vec::len) {
                None => (Verdict::Missing, Vec::new()),
                Some(differences) if !differences.is_empty() => (Verdict::Wrong, differences),
                Some(_) if events.len() > 1 => (Verdict::Noisy, Vec::new()),
                Some(_) => (Verdict::Ok, Vec::new()),
            };
            (verdict, marks.expected(kind, facets), differences)
        }
    };
    let verdict = if test.todo { verdict.of_todo() } else { verdict };
    Report { verdict, expected, found, differences }
}

/// `Visit { agent: Park; host: KT }`.
fn record(kind: &str, parts: &[String]) -> String {
    if parts.is_empty() { kind.to_owned() } else { format!("{kind} {{ {} }}", parts.join("; ")) }
}

/// The value of a facet of an event; none if the event has none.
pub(super) fn facet_of(event: &Event, facet: Facet) -> Option<&str> {
    match facet {
        Facet::Polarity => Some(event.polarity.as_str()),
        Facet::Modality => Some(event.modality.as_str()),
        Facet::Tense => Some(event.tense.as_str()),
        Facet::Time => event.time.as_ref().map(|time| time.value_or_text()),
        Facet::Place => event.place.as_ref().map(|span| span.text.as_str()),
        Facet::Source => event.source.as_ref().map(|source| source.span.text.as_str()),
    }
}

/// The marks of a test, in the offsets of events.
struct Marks<'a> {
    marks: Vec<Mark<'a>>,
}

struct Mark<'a> {
    role: &'a str,
    text: &'a str,
    scalars: Range<usize>,
}

impl<'a> Marks<'a> {
    fn new(test: &'a Test) -> Marks<'a> {
        let offsets = OffsetMap::new(&test.text);
        let marks = test.marks.iter().map(|mark| Mark {
            role: &mark.role,
            text: test.text.get(mark.start..mark.end).unwrap_or_default(),
            scalars: offsets.scalar(mark.start)..offsets.scalar(mark.end),
        });
        Marks { marks: marks.collect() }
    }

    fn expected(&self, kind: &str, facets: &[(Facet, String)]) -> String {
        let marks = self.marks.iter().map(|mark| format!("{}: {}", mark.role, mark.text));
        let facets = facets.iter().map(|(name, value)| format!("{name}: {value}"));
        record(kind, &marks.chain(facets).collect::<Vec<_>>())
    }

    fn differences(&self, event: &Event, facets: &[(Facet, String)]) -> Vec<String> {
        let mut differences = Vec::new();
        for mark in &self.marks {
            let fillers = event.roles.get(mark.role).map_or(&[][..], Vec::as_slice);
            if !fillers.iter().any(|filler| mark.is(filler)) {
                differences.push(format!("`{}` lacks `{}`", mark.role, mark.text));
            }
        }
        for (role, fillers) in &event.roles {
            let marks: Vec<&Mark> = self.marks.iter().filter(|mark| mark.role == role).collect();
            for filler in fillers.iter().filter(|filler| !marks.iter().any(|mark| mark.is(filler))) {
                differences.push(format!("`{role}` should not be `{}`", filler.span.text));
            }
        }
        for (name, value) in facets {
            let found = facet_of(event, *name);
            if found != Some(value.as_str()) {
                differences.push(format!("`{name}` should be `{value}`, not `{}`", found.unwrap_or("none")));
            }
        }
        differences
    }
}

impl Mark<'_> {
    /// Whether a filler equals a mark.
    fn is(&self, filler: &Filler) -> bool {
        let span = &filler.span;
        if (span.start..span.end) == self.scalars {
            return true;
        }
        let inside = span.start <= self.scalars.start && self.scalars.end <= span.end;
        if inside && filler.name.as_deref() == Some(self.text) {
            return true;
        }
        span.end == self.scalars.end && without_determiners(&span.text) == without_determiners(self.text)
    }
}

/// A noun phrase without its initial determiners.
fn without_determiners(text: &str) -> &str {
    let is_determiner = |word: &str| matches!(word, "a" | "an") || words::is(Class::DefiniteDeterminer, word);
    let mut rest = text.trim_start();
    while let Some((first, after)) = rest.split_once(char::is_whitespace)
        && is_determiner(&first.to_lowercase())
    {
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::event::{Span, tests as samples};
    use crate::lang::ir::{self, EventId, Location};

    fn types() -> Vec<EventType> {
        let named = |name: &str| EventType {
            name: name.into(),
            doc: String::new(),
            is: Default::default(),
            roles: Vec::new(),
        };
        vec![named("Meet"), named("Visit")]
    }

    fn test(text: &str, marks: &[(&str, &str)], expect: Expectation) -> Test {
        let mark = |(role, marked): &(&str, &str)| {
            let start = text.find(marked).unwrap();
            ir::Mark { role: (*role).into(), start, end: start + marked.len() }
        };
        Test {
            text: text.into(),
            marks: marks.iter().map(mark).collect(),
            expect,
            date: None,
            todo: false,
            at: Location::default(),
        }
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text[..text.find(part).unwrap()].chars().count();
        Span { text: part.into(), start, end: start + part.chars().count() }
    }

    fn event(text: &str, kind: &str, roles: &[(&str, &str, Option<&str>)]) -> Event {
        let mut event = samples::event(kind, span(text, text));
        for (role, part, name) in roles {
            let name = name.map(str::to_owned);
            let filler = Filler { name, ..samples::filler("Person", span(text, part)) };
            event.roles.entry((*role).into()).or_default().push(filler);
        }
        event
    }

    const TEXT: &str = "Café CEO Park visited the firm.";

    fn visit(facets: &[(Facet, &str)]) -> Expectation {
        let facets = facets.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Expectation::Event(EventId(1), facets.collect())
    }

    fn verdict(test: &Test, events: &[Event]) -> Verdict {
        compare(test, &types(), events).verdict
    }

    #[test]
    fn an_event_with_exactly_the_marked_roles_is_ok() {
        let test = test(
            TEXT,
            &[("agent", "Café CEO Park"), ("host", "the firm")],
            visit(&[(Facet::Modality, "asserted")]),
        );
        let found = event(TEXT, "Visit", &[("agent", "Café CEO Park", None), ("host", "the firm", None)]);
        assert_eq!(verdict(&test, &[found]), Verdict::Ok);
    }

    #[test]
    fn a_mark_may_leave_out_determiners_and_all_but_the_name() {
        let test = test(TEXT, &[("agent", "Park"), ("host", "firm")], visit(&[]));
        let fits =
            event(TEXT, "Visit", &[("agent", "Café CEO Park", Some("Park")), ("host", "the firm", None)]);
        assert_eq!(verdict(&test, &[fits]), Verdict::Ok);
        let unnamed = event(TEXT, "Visit", &[("agent", "Café CEO Park", None), ("host", "the firm", None)]);
        assert_eq!(verdict(&test, &[unnamed]), Verdict::Wrong);
    }

    #[test]
    fn other_fillers_roles_and_facets_are_wrong_and_each_is_told() {
        let test =
            test(TEXT, &[("agent", "Park")], visit(&[(Facet::Modality, "planned"), (Facet::Time, "Friday")]));
        let found = event(TEXT, "Visit", &[("agent", "Café", None), ("host", "the firm", None)]);
        let report = compare(&test, &types(), &[found]);
        assert_eq!(report.verdict, Verdict::Wrong);
        assert_eq!(report.expected, "Visit { agent: Park; modality: planned; time: Friday }");
        assert_eq!(report.found, ["Visit { agent: Café; host: the firm }"]);
        assert_eq!(
            report.differences,
            [
                "`agent` lacks `Park`",
                "`agent` should not be `Café`",
                "`host` should not be `the firm`",
                "`modality` should be `planned`, not `asserted`",
                "`time` should be `Friday`, not `none`",
            ]
        );
    }

    #[test]
    fn an_event_that_is_not_there_is_missing_and_one_too_many_is_noise() {
        let test = test(TEXT, &[("agent", "Park")], visit(&[]));
        let right = || event(TEXT, "Visit", &[("agent", "Park", None)]);
        let other = || event(TEXT, "Meet", &[]);
        assert_eq!(verdict(&test, &[]), Verdict::Missing);
        assert_eq!(verdict(&test, &[other()]), Verdict::Missing);
        assert_eq!(verdict(&test, &[right(), other()]), Verdict::Noisy);
        assert_eq!(verdict(&test, &[right(), right()]), Verdict::Noisy);
    }

    #[test]
    fn a_sentence_that_should_give_nothing_or_no_such_event_is_held_to_it() {
        let nothing = test(TEXT, &[], Expectation::Nothing);
        let no_visit = test(TEXT, &[], Expectation::Not(EventId(1)));
        let (visit, meet) = (|| event(TEXT, "Visit", &[]), || event(TEXT, "Meet", &[]));
        assert_eq!(verdict(&nothing, &[]), Verdict::Ok);
        assert_eq!(verdict(&nothing, &[meet()]), Verdict::Noisy);
        assert_eq!(verdict(&no_visit, &[meet()]), Verdict::Ok);
        assert_eq!(verdict(&no_visit, &[visit()]), Verdict::Noisy);
    }
}
