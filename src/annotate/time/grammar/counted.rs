//! Numbers of units: how long, how often, and how long ago.

use super::super::lexicon::{self, Sense};
use super::{Found, Grammar, date};
use crate::document::time::{Meaning, TimeKind, Unit, YearPart};
use crate::english::words::{self, Class};

/// No story counts more units than this.
const MOST: u32 = 9_999;

impl Grammar<'_> {
    /// *three days*, *a year and a half*, *two weeks ago*, *a day later*
    pub(super) fn counted(&self, at: usize) -> Option<Found> {
        let (at, count, mut half) = self.count(at)?;
        let (unit, many) = self.unit(at)?;
        let is_part = !many && unit == Unit::Quarter;
        if is_part || matches!(self.lower(at + 1), "-" | "old") {
            return None;
        }
        let mut end = at + 1;
        if self.is_and_a_half(end) {
            (end, half) = (end + 3, true);
        }
        let shifted = |sign: i32| match count {
            Some(count) if !half && !matches!(unit, Unit::Hour | Unit::Minute) => {
                Meaning::Shifted(unit, sign * count as i32)
            }
            // hardly any of them is on another day
            Some(_) if unit == Unit::Minute => Meaning::Shifted(Unit::Day, 0),
            Some(..=12) if unit == Unit::Hour => Meaning::Shifted(Unit::Day, 0),
            _ if sign < 0 => Meaning::Past,
            _ => Meaning::Future,
        };
        if let Some(count) = count.filter(|_| !half && !matches!(unit, Unit::Hour | Unit::Minute))
            && let Some(found) = self.counted_from(end, unit, count as i32)
        {
            return Some(found);
        }
        match (self.lower(end), self.lower(end + 1)) {
            ("ago", _) => date(end + 1, shifted(-1)),
            ("from", "now") => date(end + 2, shifted(1)),
            ("'" | "’" | "'s" | "’s", "time") => date(end + 2, shifted(1)),
            (word, _) if words::is(Class::RelativeAdverb, word) => date(end + 1, Meaning::Elsewhere),
            (word, next) if next != "," && words::is(Class::RelativePreposition, word) => {
                date(end, Meaning::Elsewhere)
            }
            _ => Some(Found { end, kind: TimeKind::Duration, meaning: Meaning::Length(count, half, unit) }),
        }
    }

    /// Units counted from a day or a period that the text gives: *a week **ago on Tuesday***, *two years **ago this week***,
    /// *three weeks **from today***.
    fn counted_from(&self, at: usize, unit: Unit, count: i32) -> Option<Found> {
        let (sign, next) = match (self.lower(at), self.lower(at + 1)) {
            ("ago", "on") => (-1, at + 2),
            ("ago", _) => (-1, at + 1),
            ("from", _) => (1, at + 1),
            _ => return None,
        };
        let anchor = self.weekday(next).or_else(|| self.near_day(next)).or_else(|| self.shifted(next))?;
        let is_known = matches!(
            anchor.meaning,
            Meaning::Weekday(..)
                | Meaning::Day(..)
                | Meaning::InYear(YearPart::Day(..), _)
                | Meaning::Shifted(..)
        );
        is_known.then(|| date(anchor.end, Meaning::From(Box::new(anchor.meaning), unit, sign * count)))?
    }

    /// *every year*, *each Monday*, *daily*, *Mondays*
    pub(super) fn regular(&self, at: usize) -> Option<Found> {
        let set =
            |end, count, unit| Some(Found { end, kind: TimeKind::Set, meaning: Meaning::Every(count, unit) });
        match self.sense(at)? {
            Sense::Regular(unit) => set(at + 1, 1, unit),
            Sense::Weekdays => set(at + 1, 1, Unit::Week),
            Sense::Every => {
                let (at, count) = match self.count(at + 1) {
                    Some((at, Some(count), false)) => (at, count),
                    _ => (at + 1, 1),
                };
                match self.sense(at)? {
                    Sense::Unit(unit, _) => set(at + 1, count, unit),
                    Sense::Weekday(_) | Sense::Weekend => set(at + 1, 1, Unit::Week),
                    Sense::DayPart => set(at + 1, 1, Unit::Day),
                    Sense::Month(_) | Sense::Season(_) => set(at + 1, 1, Unit::Year),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// How many (none: several), whether half a unit more, and the next word.
    pub(super) fn count(&self, at: usize) -> Option<(usize, Option<u32>, bool)> {
        if self.before(at) == "-" && self.words.get(at)?.glued {
            return None;
        }
        if let Some(number) = self.number(at) {
            let end = number.0;
            let more = words::is(Class::AfterCount, self.lower(end));
            if self.is_and_a_half(end) {
                return Some((end + 3, Some(number.1), true));
            }
            return Some((end + usize::from(more), Some(number.1), false));
        }
        let next = self.lower(at + 1);
        match self.sense(at)? {
            Sense::One if matches!(next, "few" | "couple") => self.count(at + 1),
            Sense::One if next == "half" => None,
            Sense::One => Some((at + 1, Some(1), false)),
            Sense::Several if self.lower(at) == "couple" => {
                (next == "of").then_some((at + 2, Some(2), false))
            }
            Sense::Several => Some((at + 1, None, false)),
            Sense::Half if matches!(next, "a" | "an") => Some((at + 2, Some(0), true)),
            _ => None,
        }
    }

    fn is_and_a_half(&self, at: usize) -> bool {
        (self.lower(at), self.lower(at + 1), self.lower(at + 2)) == ("and", "a", "half")
    }

    /// A number in digits or words, and the next word.
    fn number(&self, at: usize) -> Option<(usize, u32)> {
        let lower = self.lower(at);
        if lower.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            let plain = lower.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
            let number = lower.replace(',', "").parse().ok();
            return number
                .filter(|number| plain && (1..=MOST).contains(number))
                .map(|number| (at + 1, number));
        }
        let Sense::Number(number) = lexicon::sense(lower)? else { return None };
        match (self.lower(at + 1), self.sense(at + 2)) {
            ("-", Some(Sense::Number(more))) if number >= 20 && more < 10 => Some((at + 3, number + more)),
            _ => match self.sense(at + 1) {
                // *sixty three*
                Some(Sense::Number(more)) if number >= 20 && number % 10 == 0 && more < 10 => {
                    Some((at + 2, number + more))
                }
                _ => Some((at + 1, number)),
            },
        }
    }
}
