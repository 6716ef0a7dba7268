//! Dates: days, months, years, decades, days of the week, holidays.

use super::super::lexicon::Sense;
use super::{Found, Grammar, date};
use crate::document::Upos;
use crate::document::time::{Clock, Meaning, TimeKind, Unit, Which, WhichYear, YearPart};
use crate::english::words::{self, Class};
use crate::english::{calendar, numbers};

const BARE: WhichYear = WhichYear::Any(Which::Bare);

impl Grammar<'_> {
    /// A date with all its parts. `trusted` says that other words already mark numbers as years.
    pub(super) fn calendar(&self, at: usize, trusted: bool) -> Option<Found> {
        if self.words.get(at)?.named {
            return None;
        }
        let all = [
            self.iso(at),
            self.numeric(at),
            self.hyphenated(at),
            self.day_of_month(at),
            self.month(at),
            self.weekday(at),
            self.near_day(at),
            self.before_last(at),
            self.holiday(at),
            self.year(at, trusted),
            self.years(at),
            self.quarter_sign(at),
            self.fiscal(at),
            self.season(at),
            self.shifted(at),
            self.part(at),
        ];
        let found = all.into_iter().flatten().rev().max_by_key(|found| found.end)?;
        Some(self.with_time(found))
    }

    /// The year after a month, a season, …, and the next word.
    pub(super) fn year_after(&self, at: usize) -> (usize, WhichYear) {
        let lower = self.lower(at);
        let skipped = at + usize::from(matches!(lower, "," | "of" | "in"));
        if let Some(year) = self.year_number(skipped)
            && (lower == "of" || !words::is(Class::CountedNoun, self.lower(skipped + 1)))
        {
            return (skipped + 1, WhichYear::Of(year));
        }
        // *May '18*
        let is_short =
            matches!(lower, "'" | "’" | "‘") && self.words.get(at + 1).is_some_and(|word| word.glued);
        if let Some(year) = self.short_year(at + 1).filter(|_| is_short) {
            return (at + 2, WhichYear::Of(year));
        }
        let at = at + usize::from(lower == "of");
        let shift = match self.sense(at) {
            Some(Sense::Last) if self.lower(at) == "last" => Some(-1),
            Some(Sense::This) => Some(0),
            Some(Sense::The) if lower == "of" => Some(0),
            Some(Sense::Next) => Some(1),
            _ => None,
        };
        match (shift, self.unit(at + 1)) {
            (Some(shift), Some((Unit::Year, false))) => (at + 2, WhichYear::Shifted(shift)),
            _ => (at - usize::from(lower == "of"), BARE),
        }
    }

    fn in_year(&self, at: usize, part: YearPart) -> Option<Found> {
        let (end, year) = self.year_after(at);
        date(end, in_year(part, year))
    }

    /// `2019-05-17`, `2019-05-17T08:00:00Z`
    fn iso(&self, at: usize) -> Option<Found> {
        let lower = self.lower(at);
        let (day, rest) = lower.split_at_checked(10)?;
        let ends = rest.is_empty() || rest.starts_with('t');
        let mut parts = day.split('-').map(|part| part.parse().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let found = self.day(at + 1, year, month, day).filter(|_| ends)?;
        // texts are cut at the colon behind the hour
        let hour =
            rest.strip_prefix('t').and_then(|hour| hour.parse().ok()).filter(|hour| (0..24).contains(hour));
        match hour {
            Some(hour) if self.lower(at + 1) == ":" => Some(self.with_minutes(found, hour, at + 2)),
            _ => Some(found),
        }
    }

    /// A day with the rest of its time: *00*, *00:00*, *00:00Z*.
    fn with_minutes(&self, day: Found, hour: i8, at: usize) -> Found {
        let lower = self.lower(at);
        let (time, is_utc) = lower.strip_suffix('z').map_or((lower, false), |time| (time, true));
        let minute =
            time.get(..2).and_then(|minute| minute.parse().ok()).filter(|minute| (0..60).contains(minute));
        let Some(minute) = minute else { return day };
        let clock = Clock { hour, minute, offset: is_utc.then_some(0) };
        let meaning = Meaning::Clock(Some(Box::new(day.meaning)), clock);
        Found { end: at + 1, kind: TimeKind::Time, meaning }
    }

    /// `5/17/2019`, `17/5/2019`, `19.10.2019`, `2019/10/19`. With slashes the year may be last and the order of the others
    /// ambiguous: then there is no value. With points the day comes first.
    fn numeric(&self, at: usize) -> Option<Found> {
        let lower = self.lower(at);
        let mark = if lower.contains('/') { '/' } else { '.' };
        let mut parts = lower.split(mark).map(|part| part.parse::<i16>().ok());
        let (a, b, c) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() {
            return None;
        }
        let is_year = |year: &i16| (1000..3000).contains(year);
        let (a, b, year) = match (is_year(&a), is_year(&c)) {
            (true, false) if mark == '/' => return self.day(at + 1, a, b, c),
            (false, true) => (a, b, c),
            _ => return None,
        };
        match (a, b) {
            _ if mark == '.' => self.day(at + 1, year, b, a),
            (1..=12, 13..=31) => self.day(at + 1, year, a, b),
            (13..=31, 1..=12) => self.day(at + 1, year, b, a),
            (1..=12, 1..=12) if a == b => self.day(at + 1, year, a, b),
            (1..=12, 1..=12) => date(at + 1, Meaning::Elsewhere),
            _ => None,
        }
    }

    fn day(&self, end: usize, year: i16, month: i16, day: i16) -> Option<Found> {
        ((1..=12).contains(&month) && (1..=31).contains(&day))
            .then(|| date(end, Meaning::Day(year, month as i8, day as i8)))?
    }

    /// *19-Oct-2019*, *19-Oct-19*
    fn hyphenated(&self, at: usize) -> Option<Found> {
        let day = self.day_number(at)?;
        let month = self.sense_of_month(at + 2)?;
        if self.lower(at + 1) != "-" || self.lower(at + 3) != "-" {
            return None;
        }
        let year = self.year_number(at + 4).or_else(|| self.short_year(at + 4))?;
        date(at + 5, Meaning::Day(year, month, day))
    }

    /// A year without its century: those up to 49 are of ours.
    fn short_year(&self, at: usize) -> Option<i16> {
        let number = self.digits(at).filter(|_| self.lower(at).len() == 2)? as i16;
        Some(if number < 50 { 2000 + number } else { 1900 + number })
    }

    /// *17 May (2019)*, *the 17th of May*
    pub(super) fn day_of_month(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        let day = self.day_number(start)?;
        let next = start + 1 + usize::from(self.lower(start + 1) == "of");
        let month = self.sense_of_month(next)?;
        self.in_year(next + 1, YearPart::Day(month, day))
    }

    /// *May 17, 2019*, *May 2019*, *May*
    fn month(&self, at: usize) -> Option<Found> {
        let month = self.sense_of_month(at)?;
        let the = usize::from(
            self.lower(at + 1) == "the" && self.lower(at + 2).ends_with(|c: char| c.is_alphabetic()),
        );
        if let Some(day) = self.day_number(at + 1 + the) {
            let is_count = words::is(Class::CountedNoun, self.lower(at + 2 + the));
            return if is_count { None } else { self.in_year(at + 2 + the, YearPart::Day(month, day)) };
        }
        let found = self.in_year(at + 1, YearPart::Month(month))?;
        (found.end > at + 1 || self.is_month(at)).then_some(found)
    }

    /// The month that a word may name; the words after it decide.
    pub(super) fn sense_of_month(&self, at: usize) -> Option<i8> {
        let word = self.words.get(at).filter(|word| !word.named)?;
        let (name, joined) = word.lower.strip_prefix("mid-").map_or((word.lower, false), |name| (name, true));
        let month = calendar::month(name)?;
        let is_title = joined || word.form.starts_with(|c: char| c.is_uppercase());
        (is_title || !words::is(Class::AmbiguousMonth, word.lower)).then_some(month)
    }

    /// Whether a word with neither day nor year beside it is the name of a month.
    fn is_month(&self, at: usize) -> bool {
        let word = &self.words[at];
        if word.lower.len() <= 3 && word.lower != "may" {
            return false;
        }
        if !matches!(word.lower, "may" | "march") {
            return true;
        }
        let next = self.words.get(at + 1);
        let goes_on = next.is_some_and(|next| next.upos == Upos::Noun || next.upos == Upos::Adj);
        let leads = words::is(Class::BeforeMonth, self.before(at));
        leads && !matches!(next.map(|next| next.lower), Some("'s" | "’s"))
            || goes_on && is_determiner(self.before(at))
    }

    /// *Friday*, *Friday, May 17*
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let word = self.words.get(at)?;
        let day = calendar::weekday(word.lower).or_else(|| calendar::short_weekday(word.lower));
        let day =
            day.filter(|_| word.form.starts_with(|c: char| c.is_uppercase()) || word.lower.len() > 4)?;
        let next = at + 1 + usize::from(self.lower(at + 1) == ",");
        let whole = self.day_of_month(next).or_else(|| self.month(next));
        match whole.filter(|found| super::clock::is_day(&found.meaning)) {
            Some(found) => Some(found),
            None if word.lower.len() <= 4 => None,
            None => date(at + 1, Meaning::Weekday(day, Which::Bare)),
        }
    }

    /// *the Monday before last*, *the week after next*
    fn before_last(&self, at: usize) -> Option<Found> {
        let (the, way, which) = (self.lower(at), self.lower(at + 2), self.lower(at + 3));
        let sign = match (the, way, which) {
            ("the", "before", "last") => -1,
            ("the", "after", "next") => 1,
            _ => return None,
        };
        let which = if sign < 0 { Which::Last } else { Which::Next };
        let meaning = match self.sense(at + 1)? {
            Sense::Weekday(day) => Meaning::From(Box::new(Meaning::Weekday(day, which)), Unit::Week, sign),
            Sense::Unit(unit, false) => Meaning::Shifted(unit, 2 * sign),
            _ => return None,
        };
        date(at + 4, meaning)
    }

    /// *today*, *the day before yesterday*
    pub(super) fn near_day(&self, at: usize) -> Option<Found> {
        if let Some(Sense::Day(days)) = self.sense(at) {
            return date(at + 1, Meaning::Shifted(Unit::Day, days));
        }
        if (self.lower(at), self.lower(at + 1)) != ("the", "day") {
            return None;
        }
        match (self.lower(at + 2), self.lower(at + 3)) {
            ("before", "yesterday") => date(at + 4, Meaning::Shifted(Unit::Day, -2)),
            ("after", "tomorrow") => date(at + 4, Meaning::Shifted(Unit::Day, 2)),
            _ => None,
        }
    }

    fn holiday(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the" && self.lower(at + 1) == "fourth");
        let (rule, length) = calendar::holiday(|index| self.lower(start + index))?;
        let is_name =
            self.words[start..].iter().take(1).all(|word| word.form.starts_with(|c: char| c.is_uppercase()));
        // another country's day
        let other = matches!(self.before(at), "'s" | "’s") && self.lower(start) == "independence";
        match rule.filter(|_| !other) {
            _ if !is_name => None,
            Some(rule) => self.in_year(start + length, YearPart::Holiday(rule)),
            None => date(self.year_after(start + length).0, Meaning::Elsewhere),
        }
    }

    /// *2019*
    fn year(&self, at: usize, trusted: bool) -> Option<Found> {
        if (self.lower(at), self.lower(at + 1)) == ("the", "year")
            && let Some(year) = self.year_number(at + 2)
        {
            return date(at + 3, Meaning::Year(WhichYear::Of(year)));
        }
        let year = self.year_number(at)?;
        (trusted || self.is_year(at, year)).then(|| date(at + 1, Meaning::Year(WhichYear::Of(year))))?
    }

    fn is_year(&self, at: usize, year: i16) -> bool {
        let (before, next) = (self.before(at), self.lower(at + 1));
        let modern = (1900..2100).contains(&year);
        let is_round = year % 100 == 0 && next.ends_with('s') && next.len() > 3;
        let joined =
            self.words.get(at).is_some_and(|word| word.glued) && !matches!(before, "(" | "[" | "\"" | "“");
        if words::is(Class::CountedNoun, next)
            || is_round
            || joined && before != "-"
            || joined && !is_edge(self.before_that(at))
        {
            return false;
        }
        let goes_on = next.starts_with(char::is_alphabetic);
        words::is(Class::BeforeYear, before) && (modern || words::is(Class::BeforeOldYear, before))
            || modern && goes_on && is_determiner(before)
            || modern && before == "(" && matches!(next, ")" | "," | "-" | "–")
            || modern && at == 0 && goes_on && !next.ends_with('s')
    }

    fn before_that(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.before(at))
    }

    /// *the 1990s*, *the '90s*, *the nineties*, *the 19th century*
    fn years(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        let lower = self.lower(start);
        if let Some(Sense::Decade(decade)) =
            self.sense(start).filter(|_| start > at || is_edge(self.before(at)))
        {
            return date(start + 1, Meaning::Decade(decade));
        }
        if let Some(ordinal) = self.ordinal(start) {
            let end = start + 1 + usize::from(self.lower(start + 1) == "-");
            let is_century =
                matches!(self.unit(end), Some((Unit::Century, _))) && (1..=30).contains(&ordinal);
            return is_century.then(|| date(end + 1, Meaning::Century(ordinal as i16 - 1)))?;
        }
        let digits = lower.strip_suffix('s').map(|digits| digits.trim_end_matches(['\'', '’']))?;
        let quoted = digits.trim_start_matches(['\'', '’', '‘']);
        let number: i16 = quoted.parse().ok().filter(|number| number % 10 == 0)?;
        match quoted.len() {
            4 if (1000..3000).contains(&number) => date(start + 1, Meaning::Decade(number / 10)),
            2 if quoted.len() < digits.len() => {
                date(start + 1, Meaning::Decade(if number < 30 { 200 } else { 190 } + number / 10))
            }
            _ => None,
        }
    }

    /// *third*, *3rd*
    pub(super) fn ordinal(&self, at: usize) -> Option<u32> {
        if let Some(Sense::Ordinal(ordinal)) = self.sense(at) {
            return Some(ordinal);
        }
        numbers::ordinal_digits(self.lower(at)).filter(|digits| digits.len() <= 2)?.parse().ok()
    }
}

/// A part of a year; a day in a known year is a day.
fn in_year(part: YearPart, year: WhichYear) -> Meaning {
    match (part, year) {
        (YearPart::Day(month, day), WhichYear::Of(year)) => Meaning::Day(year, month, day),
        _ => Meaning::InYear(part, year),
    }
}

fn is_edge(lower: &str) -> bool {
    words::is(Class::EdgeOfPeriod, lower)
}

/// A determiner that does not count, or *'s*: *the March vote*, *Oslo's 2019 budget*.
fn is_determiner(lower: &str) -> bool {
    let is = |class| words::is(class, lower);
    is(Class::Article) || is(Class::DefiniteDeterminer) || matches!(lower, "'s" | "’s")
}
