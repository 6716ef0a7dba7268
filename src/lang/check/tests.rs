//! Test sentences: `[role: text]` marks, the rules that they are run against, facets, dates.

use std::collections::BTreeSet;

use super::Checker;
use super::names::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Facet;
use crate::lang::ir::{EventId, Expectation, Expected, Mark, Target, Test};
use crate::lang::syntax::ast::{self, File, ItemKind, Name};
use crate::source::{FileId, Span};

impl Checker<'_> {
    /// Reads the tests of the files.
    pub(super) fn tests(&mut self, files: &[File]) {
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            if let ItemKind::Test(test) = &item.kind {
                let test = self.test(file, item.span, test);
                self.ruleset.tests.extend(test);
            }
        }
    }

    fn test(&mut self, file: FileId, span: Span, test: &ast::Test) -> Option<Test> {
        let (text, marks) = match sentence(&test.text.raw) {
            Ok(sentence) => sentence,
            Err((at, message)) => {
                let place = Span::new(test.text.span.start + at, test.text.span.start + at + 1);
                let problem = Diagnostic::new(Code::TestMark, file, place, message);
                self.problems
                    .push(problem.note("a mark is written `[role: text]`, a bracket of the sentence `\\[`"));
                return None;
            }
        };
        let base = test.text.span.start;
        let expect = match &test.expect {
            ast::Expectation::Nothing => Expectation::Nothing,
            ast::Expectation::Not(event) => Expectation::Not(self.event(file, event)?),
            ast::Expectation::Events(events) => {
                let mut expected = Vec::with_capacity(events.len());
                for ast::Expected { event, facets } in events {
                    let event = self.event(file, event)?;
                    let facets = facets.iter().filter_map(|(name, value)| self.facet(file, name, value));
                    expected.push(Expected { event, facets: facets.collect() });
                }
                Expectation::Events(expected)
            }
        };
        let marks = match &expect {
            Expectation::Events(expected) => {
                let marks = marks.into_iter().map(|mark| self.mark(file, mark.shifted(base), expected));
                marks.collect::<Option<Vec<Mark>>>()?
            }
            Expectation::Nothing | Expectation::Not(_) => {
                if let Some(mark) = marks.into_iter().next() {
                    let message = "a sentence that should give no event has no roles to mark";
                    let place = mark.shifted(base).role.span;
                    self.problems.push(Diagnostic::new(Code::MarksWithoutEvent, file, place, message));
                }
                Vec::new()
            }
        };
        let by = test.by.as_ref().map(|by| self.by(file, by));
        let by = by.map_or(Some(BTreeSet::new()), |rules| rules)?;
        let date = test.date.as_ref().and_then(|date| self.date(file, date));
        Some(Test { text, marks, expect, by, date, todo: test.todo, at: self.location(file, span) })
    }

    /// A mark, if the event that it names, or any expected one, has its role.
    fn mark(&mut self, file: FileId, mark: Written, expected: &[Expected]) -> Option<Mark> {
        let events: BTreeSet<EventId> = expected.iter().map(|expected| expected.event).collect();
        let Written { event, role, start, end } = mark;
        let event = match event {
            None => None,
            Some(name) => {
                let event = self.event(file, &name)?;
                if !events.contains(&event) {
                    let message = format!("the sentence is not expected to give a `{}`", name.text);
                    let problem = Diagnostic::new(Code::MarksWithoutEvent, file, name.span, message);
                    self.problems.push(problem.label("an event after `=>` belongs here"));
                    return None;
                }
                Some(event)
            }
        };
        let among: Vec<EventId> = event.map_or_else(|| events.into_iter().collect(), |event| vec![event]);
        let has =
            |id: &EventId| self.ruleset.events[id.index()].roles.iter().any(|known| known.name == role.text);
        if !among.iter().any(has) {
            self.no_role(file, &among, &role);
            return None;
        }
        Some(Mark { event, role: role.text, start, end })
    }

    /// The rules that a test is run against: one, or those that make an event of this type.
    fn by(&mut self, file: FileId, name: &Name) -> Option<BTreeSet<String>> {
        if self.ruleset.rules.iter().any(|rule| rule.name == name.text) {
            return Some(BTreeSet::from([name.text.clone()]));
        }
        if let Some(&event) = self.event_ids.get(&name.text) {
            let is = |id: EventId| self.ruleset.events[id.index()].is.contains(&event);
            let makes = |target: Target| matches!(target, Target::Event(id) if is(id));
            let rules = self.ruleset.rules.iter().filter(|rule| makes(rule.target));
            let rules: BTreeSet<String> = rules.map(|rule| rule.name.clone()).collect();
            if rules.is_empty() {
                let message = format!("no rule makes a `{}`", name.text);
                let problem = Diagnostic::new(Code::UnknownRule, file, name.span, message);
                self.problems.push(problem.label("the sentence would be run against no rule"));
                return None;
            }
            return Some(rules);
        }
        // a rule with a mistake of its own is not among the rules, and is reported there
        if !self.declared.contains_key(&(Kind::Rule, name.text.clone())) {
            let rules = self.ruleset.rules.iter().map(|rule| rule.name.as_str());
            let known: Vec<&str> = rules.chain(self.event_ids.keys().map(String::as_str)).collect();
            let message = format!("unknown rule `{}`", name.text);
            let problem = Diagnostic::new(Code::UnknownRule, file, name.span, message)
                .label("`by` names a rule, or an event whose rules are meant")
                .did_you_mean(&name.text, known, name.span);
            self.problems.push(problem);
        }
        None
    }

    /// A facet and its value; unknown ones are reported.
    pub(super) fn facet(&mut self, file: FileId, name: &Name, value: &Name) -> Option<(Facet, String)> {
        let Some(facet) = Facet::named(&name.text) else {
            let message = format!("unknown facet `{}`", name.text);
            let known = Facet::ALL.iter().map(|facet| facet.as_str());
            let problem = Diagnostic::new(Code::UnknownFacet, file, name.span, message);
            self.problems.push(problem.did_you_mean(&name.text, known, name.span));
            return None;
        };
        let words = facet.words();
        if !words.is_empty() && !words.contains(&&*value.text) {
            let message = format!("`{facet}` cannot be `{}`", value.text);
            let problem = Diagnostic::new(Code::BadFacet, file, value.span, message)
                .note(format!("it is one of `{}`", words.join(" ")))
                .did_you_mean(&value.text, words.iter().copied(), value.span);
            self.problems.push(problem);
            return None;
        }
        Some((facet, value.text.clone()))
    }

    fn date(&mut self, file: FileId, date: &Name) -> Option<String> {
        if date.text.len() == "2019-05-20".len() && is_date(&date.text) {
            return Some(date.text.clone());
        }
        let message = format!("`{}` is not a date", date.text);
        self.problems.push(
            Diagnostic::new(Code::BadDate, file, date.span, message)
                .label("year-month-day, as in 2019-05-20"),
        );
        None
    }
}

/// Whether the text is a year, a month or a day of the calendar: `2019`, `2019-05`, `2019-05-20`.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = [4, 2, 2];
    let fits = |(part, length): (&&str, &usize)| {
        part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if parts.len() > lengths.len() || !parts.iter().zip(&lengths).all(fits) {
        return false;
    }
    // what is left out is the first
    let number = |at: usize| parts.get(at).map_or(1, |part| part.parse::<u32>().unwrap_or(0));
    let (year, month, day) = (number(0), number(1), number(2));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// A mark as written: its names, with their places in the raw text, and its bytes in the sentence.
#[derive(Debug)]
struct Written {
    event: Option<Name>,
    role: Name,
    start: usize,
    end: usize,
}

impl Written {
    /// The same, with the names `by` bytes further into the file.
    fn shifted(mut self, by: usize) -> Written {
        for name in self.event.iter_mut().chain([&mut self.role]) {
            name.span = name.span.shifted(by);
        }
        self
    }
}

/// The sentence without its marks, and the marks; or the place of a mistake and what it is.
fn sentence(raw: &str) -> Result<(String, Vec<Written>), (usize, String)> {
    let mut text = String::with_capacity(raw.len());
    let mut marks: Vec<Written> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(c) = raw[at..].chars().next() {
        let next = at + c.len_utf8();
        match c {
            '\\' if raw[next..].starts_with(['[', ']', '"', '\\']) => {
                text.push_str(&raw[next..next + 1]);
                at = next + 1;
                continue;
            }
            '[' => {
                let first = name_at(raw, next);
                let second = first.as_ref().filter(|name| raw[name.span.end..].starts_with('.'));
                let second = second.and_then(|name| name_at(raw, name.span.end + 1));
                let (event, role) = match second {
                    Some(role) => (first, Some(role)),
                    None => (None, first),
                };
                let after = role.as_ref().map_or("", |role| raw[role.span.end..].trim_start());
                let Some(role) = role.filter(|_| after.starts_with(':')) else {
                    return Err((at, "a mark begins with the name of a role and `:`".to_owned()));
                };
                open.push((marks.len(), at));
                marks.push(Written { event, role, start: text.len(), end: text.len() });
                let body = raw.len() - after.len() + 1;
                at = body + (raw[body..].len() - raw[body..].trim_start_matches(' ').len());
                continue;
            }
            ']' => match open.pop() {
                Some((mark, _)) => marks[mark].end = text.len(),
                None => return Err((at, "this `]` closes no mark".to_owned())),
            },
            _ => text.push(c),
        }
        at = next;
    }
    match open.last() {
        Some((_, at)) => Err((*at, "this mark is never closed".to_owned())),
        None => Ok((text, marks)),
    }
}

/// The name that starts at a place.
fn name_at(raw: &str, at: usize) -> Option<Name> {
    let rest = &raw[at..];
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    (length > 0).then(|| Name { text: rest[..length].to_owned(), span: Span::new(at, at + length) })
}

#[cfg(test)]
mod unit {
    use super::*;

    fn marked(raw: &str) -> (String, Vec<(String, String)>) {
        let (text, marks) = sentence(raw).unwrap();
        let words = marks.iter().map(|m| {
            let event = m.event.iter().map(|event| format!("{}.", event.text)).collect::<String>();
            (event + &m.role.text, text[m.start..m.end].to_owned())
        });
        let words = words.collect();
        (text, words)
    }

    #[test]
    fn marks_are_taken_out_and_their_places_kept() {
        let (text, marks) =
            marked("On Friday [agent: Alexéy] visited [host: the \\[new\\] [owner: KT] office].");
        assert_eq!(text, "On Friday Alexéy visited the [new] KT office.");
        let expected = [("agent", "Alexéy"), ("host", "the [new] KT office"), ("owner", "KT")];
        assert_eq!(marks, expected.map(|(role, text)| (role.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_mark_may_name_its_event() {
        let (text, marks) = marked("[Visit.agent: Ann] called off [Cancel.what: [host: Oslo]].");
        assert_eq!(text, "Ann called off Oslo.");
        let expected = [("Visit.agent", "Ann"), ("Cancel.what", "Oslo"), ("host", "Oslo")];
        assert_eq!(marks, expected.map(|(role, text)| (role.to_owned(), text.to_owned())));
        assert_eq!(sentence("[Visit.: Ann] left.").unwrap_err().0, 0);
    }

    #[test]
    fn open_and_stray_brackets_have_their_places() {
        assert_eq!(sentence("a [b: c").unwrap_err().0, 2);
        assert_eq!(sentence("a b] c").unwrap_err().0, 3);
        assert_eq!(sentence("a [b] c").unwrap_err().0, 2);
        assert_eq!(sentence("[é").unwrap_err().0, 0);
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(
            is_date("2020-02-29") && !is_date("2019-02-29") && !is_date("2019-13-01") && !is_date("2019-5-2")
        );
        assert!(is_date("2019-02") && is_date("2019") && !is_date("2019-00") && !is_date("19"));
        assert!(!is_date("") && !is_date("2019-02-01-01") && !is_date("20x9"));
    }
}
