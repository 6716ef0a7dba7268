//! Times of day: *3 p.m.*, *14:30 GMT*, *noon on Friday*.

use super::super::lexicon::{self, Sense};
use super::{Found, Grammar};
use crate::document::time::{Clock, Meaning, TimeKind, Unit, YearPart};
use crate::english::words::{self, Class};

impl Grammar<'_> {
    /// A time of day, and the day if it follows.
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let (end, clock) = self.time_of_day(at)?;
        let on = if matches!(self.lower(end), "on" | ",") { end + 1 } else { end };
        let day =
            self.calendar(on, false).filter(|found| found.kind == TimeKind::Date && is_day(&found.meaning));
        let (end, day) = match day {
            Some(found) => (found.end, Some(Box::new(found.meaning))),
            None => (end, None),
        };
        Some(Found { end, kind: TimeKind::Time, meaning: Meaning::Clock(day, clock) })
    }

    /// Adds a part of the day or a time that follows a day.
    pub(super) fn with_time(&self, found: Found) -> Found {
        if !is_day(&found.meaning) {
            return found;
        }
        let Found { end, meaning, .. } = found;
        if let Some(Sense::DayPart) = self.sense(end) {
            return Found { end: end + 1, kind: TimeKind::Time, meaning };
        }
        let at = if matches!(self.lower(end), "at" | ",") { end + 1 } else { end };
        match self.time_of_day(at) {
            Some((end, clock)) => {
                Found { end, kind: TimeKind::Time, meaning: Meaning::Clock(Some(Box::new(meaning)), clock) }
            }
            None => Found { end, kind: found.kind, meaning },
        }
    }

    fn time_of_day(&self, at: usize) -> Option<(usize, Clock)> {
        if let Some(Sense::Hour(hour)) = self.sense(at) {
            return Some((at + 1, Clock { hour, minute: 0, offset: None }));
        }
        let lower = self.lower(at);
        let (hours, minutes) = lower.split_once([':', '.']).unwrap_or((lower, ""));
        let is_number = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let has_minutes = is_number(minutes, 2) && minutes.len() == 2;
        if !minutes.is_empty() && !has_minutes {
            return None;
        }
        if let Some(half) = words::number::<i8>(Class::HalfDay, self.lower(at + 1)) {
            let hour: i8 =
                hours.parse().ok().filter(|hour| is_number(hours, 2) && (1..=12).contains(hour))?;
            let minute = if has_minutes { minutes.parse().ok()? } else { 0 };
            let (end, offset) = self.zone(at + 2);
            let hour = hour % 12 + half;
            return (minute < 60).then_some((end, Clock { hour, minute, offset }));
        }
        if self.lower(at + 1) == "o'clock" || self.lower(at + 1) == "o’clock" {
            // the half of the day is unknown
            return None;
        }
        let (hour, minute): (i8, i8) = match has_minutes && lower.contains(':') {
            true if is_number(hours, 2) => (hours.parse().ok()?, minutes.parse().ok()?),
            false if is_number(lower, 4) && lower.len() == 4 => {
                (lower[..2].parse().ok()?, lower[2..].parse().ok()?)
            }
            _ => return None,
        };
        let (end, offset) = self.zone(at + 1);
        let zoned = end > at + 1;
        let told = has_minutes && words::is(Class::BeforeClock, self.before(at));
        (hour < 24 && minute < 60 && (zoned || told)).then_some((end, Clock { hour, minute, offset }))
    }

    /// A zone, and where it ends; nothing if there is none.
    fn zone(&self, at: usize) -> (usize, Option<i16>) {
        if words::is(Class::ZoneName, self.lower(at)) && self.lower(at + 1) == "time" {
            return (at + 2, None);
        }
        let Some(zone) = self.words.get(at).and_then(|word| lexicon::zone(word.form)) else {
            return (at, None);
        };
        let sign = match self.lower(at + 1) {
            "+" => 1,
            "-" | "−" => -1,
            _ => return (at + 1, zone),
        };
        match self.digits(at + 2).filter(|hours| zone == Some(0) && *hours <= 14) {
            Some(hours) => (at + 3, Some(sign * hours as i16 * 60)),
            None => (at + 1, zone),
        }
    }
}

/// Whether a meaning is a single day.
pub(super) fn is_day(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Day(..)
            | Meaning::InYear(YearPart::Day(..) | YearPart::Holiday(_), _)
            | Meaning::Weekday(..)
            | Meaning::Shifted(Unit::Day, _)
    )
}
