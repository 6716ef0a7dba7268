//! Test sentences: `[role: text]` marks, facets, dates.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Facet;
use crate::lang::ir::{Expectation, Mark, Test};
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
            ast::Expectation::Event(event, facets) => {
                let event = self.event(file, event)?;
                for (mark, place) in &marks {
                    let name = Name { text: mark.role.clone(), span: place.shifted(base) };
                    self.role(file, event, &name)?;
                }
                let facets = facets.iter().filter_map(|(name, value)| self.facet(file, name, value));
                Expectation::Event(event, facets.collect())
            }
        };
        if !matches!(expect, Expectation::Event(..))
            && let Some((_, place)) = marks.first()
        {
            let message = "a sentence that should give no event has no roles to mark";
            self.problems.push(Diagnostic::new(Code::MarksWithoutEvent, file, place.shifted(base), message));
        }
        let date = test.date.as_ref().and_then(|date| self.date(file, date));
        let marks = marks.into_iter().map(|(mark, _)| mark).collect();
        Some(Test { text, marks, expect, date, todo: test.todo, at: self.location(file, span) })
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
        if is_date(&date.text) {
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

/// Whether the text is a day of the calendar, as `2019-05-20`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    if [year, month, day].map(|part| part.len()) != [4, 2, 2] {
        return false;
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The sentence without its marks, and each mark with the place of its role's name in the raw text; or the place of a
/// mistake and what it is.
#[allow(clippy::type_complexity)] // one value, taken apart at once
fn sentence(raw: &str) -> Result<(String, Vec<(Mark, Span)>), (usize, String)> {
    let mut text = String::with_capacity(raw.len());
    let mut marks: Vec<(Mark, Span)> = Vec::new();
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
                let rest = &raw[next..];
                let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                let after = rest[name..].trim_start();
                if name == 0 || !after.starts_with(':') {
                    return Err((at, "a mark begins with the name of a role and `:`".to_owned()));
                }
                let role = rest[..name].to_owned();
                open.push((marks.len(), at));
                let (start, place) = (text.len(), Span::new(next, next + name));
                marks.push((Mark { role, start, end: start }, place));
                let body = raw.len() - after.len() + 1;
                at = body + (raw[body..].len() - raw[body..].trim_start_matches(' ').len());
                continue;
            }
            ']' => match open.pop() {
                Some((mark, _)) => marks[mark].0.end = text.len(),
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

#[cfg(test)]
mod unit {
    use super::*;

    fn marked(raw: &str) -> (String, Vec<(String, String)>) {
        let (text, marks) = sentence(raw).unwrap();
        let words = marks.iter().map(|(m, _)| (m.role.clone(), text[m.start..m.end].to_owned())).collect();
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
    }
}
