//! The test sentences of rule files: the expected events of a sentence, compared with the found ones.
//!
//! A sentence is run against all rules, or against those that it names. Every expected event must be there once, with
//! exactly the marked roles and the facets in the test; any other event is noise. A mark without the name of an event
//! belongs to all expected events that have its role; of several events of one type each mark belongs to any.
//!
//! A mark and a filler are the same if they are the same words, if one only has determiners before the other (*the
//! company*, *company*), or if the mark is the canonical name inside the filler (*Satya Nadella* in *Microsoft CEO
//! Satya Nadella*). A filler that is merely longer or shorter is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::annotate::{Annotate, AnnotateError, Annotator};
use crate::document::{Article, Document, Facet};
use crate::english::words::{self, Class};
use crate::extract::event::Filler;
use crate::extract::{Event, Observer, extract};
use crate::lang::compile::Program;
use crate::lang::ir::{EventId, EventType, Expectation, Expected, Ruleset, Test};
use crate::source::OffsetMap;

/// The result of a test sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// The expected events, in the notation of the test: `Visit { agent: Park; host: KT }`.
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

/// A ruleset and its program, and those of every choice of rules that its tests name (`test "…" by visit`).
#[derive(Debug)]
pub struct Programs<'a> {
    all: (&'a Ruleset, &'a Program),
    chosen: BTreeMap<&'a BTreeSet<String>, (Ruleset, Program)>,
}

impl<'a> Programs<'a> {
    /// Compiles the choices; the program is that of all rules. Linear in the rules, for each choice.
    pub fn new(ruleset: &'a Ruleset, program: &'a Program) -> Programs<'a> {
        let named: BTreeSet<&BTreeSet<String>> =
            ruleset.tests.iter().map(|test| &test.by).filter(|by| !by.is_empty()).collect();
        let chosen = named.into_iter().map(|by| {
            let rules = ruleset.only(by);
            let program = Program::compile(&rules);
            (by, (rules, program))
        });
        Programs { all: (ruleset, program), chosen: chosen.collect() }
    }

    /// The rules that a test is run against, and their program.
    pub fn of(&self, test: &Test) -> (&Ruleset, &Program) {
        self.chosen.get(&test.by).map_or(self.all, |(ruleset, program)| (ruleset, program))
    }
}

/// Runs the rules that a test is for over its sentence and compares.
///
/// # Errors
/// As [`extract`] does; with the embedded annotator never.
pub fn verify(test: &Test, programs: &Programs, annotator: &Annotator) -> Result<Report, AnnotateError> {
    let (_, program) = programs.of(test);
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

/// Compares the events of a test's sentence with the expected ones. Event types are those of the rules; events of rules
/// that the test does not name do not count.
pub fn compare(test: &Test, types: &[EventType], events: &[Event]) -> Report {
    let name = |event: EventId| types.get(event.index()).map_or("", |kind| kind.name.as_str());
    let counts = |event: &&Event| test.by.is_empty() || test.by.contains(&event.rule);
    let events: Vec<&Event> = events.iter().filter(counts).collect();
    let found = events.iter().map(|event| event.to_string()).collect();
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
        Expectation::Events(expected) => {
            let mut kinds: Vec<EventId> = expected.iter().map(|expected| expected.event).collect();
            kinds.sort_unstable();
            kinds.dedup();
            let (mut worst, mut differences) = (None, Vec::new());
            for kind in kinds.iter().filter_map(|id| types.get(id.index()).map(|kind| (*id, kind))) {
                let (worse, told) = of_one_type(test, kind, expected, &events);
                let about = |told| if kinds.len() == 1 { told } else { format!("{}: {told}", kind.1.name) };
                differences.extend(told.into_iter().map(about));
                worst = worst.into_iter().chain(worse).min();
            }
            let rest = if events.len() > expected.len() { Verdict::Noisy } else { Verdict::Ok };
            let written = expected.iter().filter_map(|expected| {
                let kind = types.get(expected.event.index())?;
                Some(Marks::new(test, expected.event, kind).expected(&kind.name, &expected.facets))
            });
            (worst.unwrap_or(rest), written.collect::<Vec<_>>().join(" and "), differences)
        }
    };
    let verdict = if test.todo { verdict.of_todo() } else { verdict };
    Report { verdict, expected, found, differences }
}

/// Whether events of a type are missing or wrong, and what is different.
fn of_one_type(
    test: &Test,
    (id, kind): (EventId, &EventType),
    expected: &[Expected],
    events: &[&Event],
) -> (Option<Verdict>, Vec<String>) {
    let marks = Marks::new(test, id, kind);
    let mut left: Vec<&Event> = events.iter().copied().filter(|event| event.kind == kind.name).collect();
    let mut chosen = Vec::new();
    let mut differences = Vec::new();
    for Expected { facets, .. } in expected.iter().filter(|expected| expected.event == id) {
        let told = |event: &Event| marks.wrong(event, facets);
        let far = |event: &Event| told(event).len() + marks.lacking(&[event]).len();
        let Some(nearest) = (0..left.len()).min_by_key(|&at| far(left[at])) else {
            return (Some(Verdict::Missing), Vec::new());
        };
        let event = left.remove(nearest);
        differences.extend(told(event));
        chosen.push(event);
    }
    differences.splice(0..0, marks.lacking(&chosen));
    ((!differences.is_empty()).then_some(Verdict::Wrong), differences)
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

/// The marks of a test that are for one type of event, in the offsets of events.
struct Marks<'a> {
    marks: Vec<Mark<'a>>,
}

struct Mark<'a> {
    role: &'a str,
    text: &'a str,
    scalars: Range<usize>,
}

impl<'a> Marks<'a> {
    fn new(test: &'a Test, id: EventId, kind: &EventType) -> Marks<'a> {
        let offsets = OffsetMap::new(&test.text);
        let has = |role: &str| kind.roles.iter().any(|known| known.name == role);
        let own = test.marks.iter().filter(|mark| mark.event.map_or(has(&mark.role), |event| event == id));
        let marks = own.map(|mark| Mark {
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

    /// The marks that no event has as a filler.
    fn lacking(&self, events: &[&Event]) -> Vec<String> {
        let fills = |mark: &Mark, event: &Event| {
            event.roles.get(mark.role).is_some_and(|fillers| fillers.iter().any(|filler| mark.is(filler)))
        };
        let lacking = self.marks.iter().filter(|mark| !events.iter().any(|event| fills(mark, event)));
        lacking.map(|mark| format!("`{}` lacks `{}`", mark.role, mark.text)).collect()
    }

    /// The fillers that are not marked, and the facets with other values.
    fn wrong(&self, event: &Event, facets: &[(Facet, String)]) -> Vec<String> {
        let mut differences = Vec::new();
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
        let role = |name: &&str| ir::Role {
            name: (*name).into(),
            doc: String::new(),
            least: 0,
            most: None,
            accepts: Default::default(),
        };
        let named = |name: &str| EventType {
            name: name.into(),
            doc: String::new(),
            is: Default::default(),
            roles: ["agent", "host"].iter().map(role).collect(),
        };
        vec![named("Meet"), named("Visit")]
    }

    fn test(text: &str, marks: &[(&str, &str)], expect: Expectation) -> Test {
        let mark = |(role, marked): &(&str, &str)| {
            let start = text.find(marked).unwrap();
            let (event, role) = match role.split_once('.') {
                Some(("Meet", role)) => (Some(MEET), role),
                Some((_, role)) => (Some(VISIT), role),
                None => (None, *role),
            };
            ir::Mark { event, role: role.into(), start, end: start + marked.len() }
        };
        Test {
            text: text.into(),
            marks: marks.iter().map(mark).collect(),
            expect,
            by: BTreeSet::new(),
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

    const MEET: EventId = EventId(0);
    const VISIT: EventId = EventId(1);
    const TEXT: &str = "Café CEO Park visited the firm.";

    fn visit(facets: &[(Facet, &str)]) -> Expectation {
        let facets = facets.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Expectation::Events(vec![Expected { event: VISIT, facets: facets.collect() }])
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

    /// What is expected: events of these types.
    fn all(events: &[EventId]) -> Expectation {
        let expected = |&event| Expected { event, facets: Vec::new() };
        Expectation::Events(events.iter().map(expected).collect())
    }

    #[test]
    fn several_events_are_each_there_once_and_a_mark_is_for_all_that_have_its_role() {
        let test = test(TEXT, &[("agent", "Park"), ("Visit.host", "the firm")], all(&[VISIT, MEET]));
        let visit = || event(TEXT, "Visit", &[("agent", "Park", None), ("host", "the firm", None)]);
        let meet = || event(TEXT, "Meet", &[("agent", "Park", None)]);
        assert_eq!(verdict(&test, &[meet(), visit()]), Verdict::Ok);
        assert_eq!(verdict(&test, &[visit()]), Verdict::Missing);
        assert_eq!(verdict(&test, &[visit(), meet(), meet()]), Verdict::Noisy);
        let other = event(TEXT, "Meet", &[("agent", "Park", None), ("host", "the firm", None)]);
        let report = compare(&test, &types(), &[visit(), other]);
        assert_eq!(report.verdict, Verdict::Wrong);
        assert_eq!(report.differences, ["Meet: `host` should not be `the firm`"]);
        assert_eq!(report.expected, "Visit { agent: Park; host: the firm } and Meet { agent: Park }");
    }

    #[test]
    fn of_two_events_of_one_type_each_has_some_of_the_marks_and_together_they_have_all() {
        let test = test(TEXT, &[("agent", "Park"), ("host", "the firm")], all(&[VISIT, VISIT]));
        let first = || event(TEXT, "Visit", &[("agent", "Park", None)]);
        let second = || event(TEXT, "Visit", &[("host", "the firm", None)]);
        assert_eq!(verdict(&test, &[first(), second()]), Verdict::Ok);
        assert_eq!(verdict(&test, &[first(), first()]), Verdict::Wrong);
        assert_eq!(verdict(&test, &[first()]), Verdict::Missing);
    }

    #[test]
    fn of_the_rules_that_a_test_does_not_name_no_event_counts() {
        let mut test = test(TEXT, &[("agent", "Park")], visit(&[]));
        test.by = BTreeSet::from(["visit".to_owned()]);
        let made = |kind: &str, rule: &str| {
            let mut event = event(TEXT, kind, &[("agent", "Park", None)]);
            event.rule = rule.to_owned();
            event
        };
        assert_eq!(verdict(&test, &[made("Visit", "visit"), made("Meet", "meet")]), Verdict::Ok);
        assert_eq!(verdict(&test, &[made("Visit", "other")]), Verdict::Missing);
    }

    #[test]
    fn a_sentence_that_should_give_nothing_or_no_such_event_is_held_to_it() {
        let nothing = test(TEXT, &[], Expectation::Nothing);
        let no_visit = test(TEXT, &[], Expectation::Not(VISIT));
        let (visit, meet) = (|| event(TEXT, "Visit", &[]), || event(TEXT, "Meet", &[]));
        assert_eq!(verdict(&nothing, &[]), Verdict::Ok);
        assert_eq!(verdict(&nothing, &[meet()]), Verdict::Noisy);
        assert_eq!(verdict(&no_visit, &[meet()]), Verdict::Ok);
        assert_eq!(verdict(&no_visit, &[visit()]), Verdict::Noisy);
    }
}
