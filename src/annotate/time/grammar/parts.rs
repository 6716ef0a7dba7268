//! Parts of years and times relative to the present: quarters, seasons, *last week*, *the end of May*.

use super::super::lexicon::Sense;
use super::{Found, Grammar, date};
use crate::document::time::{Meaning, TimeKind, Unit, Which, WhichYear, YearPart};
use crate::english::words::{self, Class};

impl Grammar<'_> {
    /// *Q2 2019*, *H1*
    pub(super) fn quarter_sign(&self, at: usize) -> Option<Found> {
        let (sign, number) = self.lower(at).split_at_checked(1)?;
        let part = match (sign, number.parse().ok().filter(|_| number.len() == 1)?) {
            ("q", number @ 1..=4) => YearPart::Quarter(number),
            ("h", number @ 1..=2) => YearPart::Half(number),
            _ => return None,
        };
        let (end, year) = self.year_after(at + 1);
        // *H1* alone has many meanings
        let told = matches!(part, YearPart::Quarter(_)) || year != WhichYear::Any(Which::Bare);
        told.then(|| date(end, Meaning::InYear(part, year)))?
    }

    /// *fiscal 2019*, *the financial year 2018-19*, *FY2019*, *fiscal third quarter*
    pub(super) fn fiscal(&self, at: usize) -> Option<Found> {
        let lower = self.lower(at);
        if let Some(year) = lower.strip_prefix("fy") {
            let (end, year) = match year.parse().ok() {
                Some(year) => (at + 1, year),
                None if year.is_empty() => (at + 2, self.year_number(at + 1)?),
                None => return None,
            };
            let year = if (0..100).contains(&year) { year + 2000 } else { year };
            return (1000..3000).contains(&year).then(|| date(end, Meaning::Fiscal(Some(year), None)))?;
        }
        let start = at + usize::from(lower == "the");
        if let (Some(year), Some(Sense::Fiscal), Some((Unit::Year, false))) =
            (self.year_number(start), self.sense(start + 1), self.unit(start + 2))
        {
            return date(start + 3, Meaning::Fiscal(Some(year), None));
        }
        let Some(Sense::Fiscal) = self.sense(start) else { return None };
        if let (Some(number @ 1..=4), Some((Unit::Quarter, false))) =
            (self.ordinal(start + 1), self.unit(start + 2))
        {
            return date(start + 3, Meaning::Fiscal(None, Some(YearPart::Quarter(number as i8))));
        }
        let has_year = matches!(self.unit(start + 1), Some((Unit::Year, false)));
        let next = start + 1 + usize::from(has_year);
        match self.year_number(next) {
            Some(year) => date(next + 1, Meaning::Fiscal(Some(year), None)),
            None => has_year.then(|| date(next, Meaning::Fiscal(None, None)))?,
        }
    }

    /// *the summer of 2019*, *in spring*
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        let Some(Sense::Season(season)) = self.sense(start) else { return None };
        let (end, year) = self.year_after(start + 1);
        let told = year != WhichYear::Any(Which::Bare);
        let in_it = words::is(Class::BeforeSeason, self.before(at)) && !matches!(self.lower(end), "of" | "-");
        // *fall* and *spring* are also verbs and other nouns
        (told || in_it).then(|| date(end, Meaning::InYear(YearPart::Season(season), year)))?
    }

    /// *last week*, *this Friday*, *the past three days*, *next month*, *that day*
    pub(super) fn shifted(&self, at: usize) -> Option<Found> {
        let the = self.lower(at) == "the";
        let start = at + usize::from(the);
        if the && let Some(Sense::Weekend) = self.sense(start) {
            return date(start + 1, Meaning::Weekend(Which::Bare));
        }
        if let Some(found) = the.then(|| self.beside(start)).flatten() {
            return Some(found);
        }
        let which = match self.sense(start)? {
            // *this past Friday*, *this coming week*
            Sense::This => match self.lower(start + 1) {
                "past" => return self.of_which(start + 2, Which::Last, false, false),
                "coming" => return self.of_which(start + 2, Which::Next, false, false),
                _ if self.lower(start) == "this" || the => Which::This,
                _ => return None,
            },
            Sense::Last if self.lower(start) != "final" => Which::Last,
            Sense::Next | Sense::Coming => Which::Next,
            Sense::Other => return self.elsewhere(start, the),
            _ => return None,
        };
        let vague = self.lower(start) == "past" || self.sense(start) == Some(Sense::Coming);
        self.of_which(start + 1, which, the || vague, vague)
    }

    /// The unit, day or month after *last*, *this* or *next*; in a `run`, units are counted from today.
    fn of_which(&self, at: usize, which: Which, run: bool, vague: bool) -> Option<Found> {
        let sign = match which {
            Which::Last => -1,
            Which::Next => 1,
            Which::This | Which::Bare => 0,
        };
        if sign != 0
            && let Some((end, count, false)) = self.count(at)
            && let Some((unit, _)) = self.unit(end)
        {
            let meaning = match count {
                Some(count) => Meaning::Run(unit, sign * count as i32),
                None if sign < 0 => Meaning::Past,
                None => Meaning::Future,
            };
            return date(end + 1, meaning);
        }
        let meaning = match self.sense(at)? {
            Sense::Unit(unit, false) if sign != 0 && run => {
                // *the next day* is counted from another day, *the past day* is not a day
                if unit == Unit::Day || unit == Unit::Week && !vague && sign > 0 {
                    Meaning::Elsewhere
                } else if unit == Unit::Quarter && !vague {
                    // a quarter is one of four, not so many days
                    Meaning::Shifted(unit, sign)
                } else {
                    Meaning::Run(unit, sign)
                }
            }
            Sense::Unit(Unit::Day | Unit::Hour | Unit::Minute, false) => return None,
            Sense::Unit(unit, false) => Meaning::Shifted(unit, sign),
            Sense::Unit(_, true) if vague && sign < 0 => Meaning::Past,
            Sense::Unit(_, true) if vague && sign > 0 => Meaning::Future,
            Sense::Weekday(day) => Meaning::Weekday(day, which),
            Sense::Weekend => Meaning::Weekend(which),
            Sense::Month(_) => {
                let month = self.sense_of_month(at)?;
                let (end, year) = self.year_after(at + 1);
                let year = if matches!(year, WhichYear::Any(_)) { WhichYear::Any(which) } else { year };
                return date(end, Meaning::InYear(YearPart::Month(month), year));
            }
            Sense::Season(season) => Meaning::InYear(YearPart::Season(season), WhichYear::Any(which)),
            Sense::DayPart if sign == 0 || self.lower(at) == "night" && sign < 0 => {
                return Some(Found {
                    end: at + 1,
                    kind: TimeKind::Time,
                    meaning: Meaning::Shifted(Unit::Day, sign),
                });
            }
            Sense::Fiscal if matches!(self.unit(at + 1), Some((Unit::Year | Unit::Quarter, false))) => {
                return date(at + 2, Meaning::Fiscal(None, None));
            }
            Sense::Feast => {
                let found = self.calendar(at, false)?;
                let Meaning::InYear(part, WhichYear::Any(Which::Bare)) = found.meaning else { return None };
                return date(found.end, Meaning::InYear(part, WhichYear::Any(which)));
            }
            _ => return None,
        };
        Some(self.with_time(Found { end: at + 1, kind: TimeKind::Date, meaning }))
    }

    /// *that day*, *the following week*, *the same month*
    fn elsewhere(&self, at: usize, the: bool) -> Option<Found> {
        let is_that = self.lower(at) == "that";
        match self.sense(at + 1)? {
            Sense::Unit(unit, false) if is_that != the && !matches!(unit, Unit::Hour | Unit::Minute) => {}
            Sense::Unit(Unit::Quarter, false) | Sense::DayPart => {}
            Sense::Weekday(_) | Sense::Month(_) | Sense::Season(_) | Sense::Weekend if the => {}
            _ => return None,
        }
        date(at + 2, Meaning::Elsewhere)
    }

    /// *the day before*, *the year after the war*
    fn beside(&self, at: usize) -> Option<Found> {
        let (unit, false) = self.unit(at)? else { return None };
        let counts = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        match self.lower(at + 1) {
            word if counts && (word == "earlier" || words::is(Class::RelativePreposition, word)) => {
                date(at + 1, Meaning::Elsewhere)
            }
            _ => None,
        }
    }

    /// *the end of May*, *early this month*, *the second quarter of 2019*, *the first week of June*, *year-end*
    pub(super) fn part(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        let next = start + 1;
        match self.sense(start) {
            Some(Sense::Edge) => self.edge(start),
            Some(Sense::Part) if self.lower(next) == "of" => self.whole(next + 1, true),
            Some(Sense::Unit(unit @ (Unit::Year | Unit::Month), false))
                if (self.lower(next), self.lower(next + 1)) == ("-", "end") =>
            {
                match self.year_number(next + 2).filter(|_| unit == Unit::Year) {
                    Some(year) => date(next + 3, Meaning::Year(WhichYear::Of(year))),
                    None => date(next + 2, Meaning::Shifted(unit, 0)),
                }
            }
            _ => self.numbered(start),
        }
    }

    fn edge(&self, at: usize) -> Option<Found> {
        let next = at + 1;
        match self.lower(next) {
            part if self.lower(next + 1) == "of" && words::is(Class::PartOfPeriod, part) => {
                self.whole(next + 2, true)
            }
            "in" | "on" => {
                let found = self.whole(next + 1, true)?;
                // *late in 2000 pages*
                (found.kind.is_when()).then_some(found)
            }
            "-" => self.calendar(next + 1, true),
            // *later Friday*, but not *earlier, Friday*
            _ => self
                .calendar(next, true)
                .filter(|_| self.lower(next) != "the" || self.lower(next + 1) != "day"),
        }
    }

    /// *second quarter*, *first half of 2019*, *last three months of the year*, *third week of May*
    fn numbered(&self, at: usize) -> Option<Found> {
        let ordinal = match self.sense(at) {
            Some(Sense::Last) => None,
            _ => Some(self.ordinal(at)?),
        };
        let next = at + 1 + usize::from(self.lower(at + 1) == "-");
        let of = |at: usize| (self.lower(at) == "of").then(|| self.whole(at + 1, true)).flatten();
        let part = match (self.sense(next)?, ordinal) {
            (Sense::Fiscal, Some(number @ 1..=4))
                if matches!(self.unit(next + 1), Some((Unit::Quarter, _))) =>
            {
                let (end, year) = self.year_after(next + 2);
                let year = if let WhichYear::Of(year) = year { Some(year) } else { None };
                return date(end, Meaning::Fiscal(year, Some(YearPart::Quarter(number as i8))));
            }
            (Sense::Unit(Unit::Quarter, false), Some(number @ 1..=4)) => YearPart::Quarter(number as i8),
            (Sense::Unit(Unit::Quarter, false), None) if self.lower(next + 1) == "of" => YearPart::Quarter(4),
            (Sense::Half, Some(number @ 1..=2)) => YearPart::Half(number as i8),
            (Sense::Unit(..) | Sense::Weekend | Sense::Weekday(_), _) => {
                let found = of(next + 1)?;
                return (found.kind == TimeKind::Date).then_some(found);
            }
            (Sense::Number(_) | Sense::Several, _) if self.unit(next + 1).is_some() => return of(next + 2),
            _ => return None,
        };
        // of a fiscal year
        if self.lower(next + 1) == "of"
            && let Some(Found { end, meaning: Meaning::Fiscal(year, None), .. }) = self.fiscal(next + 2)
        {
            return date(end, Meaning::Fiscal(year, Some(part)));
        }
        let (end, year) = self.year_after(next + 1);
        if year == WhichYear::Any(Which::Bare) {
            // a half of a match, or of a month
            return match part {
                YearPart::Half(_) => of(next + 1),
                _ if self.lower(end) == "of" => None,
                _ => date(end, Meaning::InYear(part, year)),
            };
        }
        date(end, Meaning::InYear(part, year))
    }

    /// The whole that a part belongs to: a date, or *the year*.
    fn whole(&self, at: usize, trusted: bool) -> Option<Found> {
        let the = usize::from(self.lower(at) == "the");
        if let Some((unit, false)) = self.unit(at + the).filter(|_| the == 1)
            && !matches!(unit, Unit::Hour | Unit::Minute)
            && self.lower(at + 2) != "of"
            && !words::is(Class::RelativePreposition, self.lower(at + 2))
            && self.year_number(at + 2).is_none()
        {
            return date(at + 2, Meaning::Shifted(unit, 0));
        }
        self.calendar(at, trusted)
    }
}
