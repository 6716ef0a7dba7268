//! From an expression's meaning to its value, using the document's day and the direction of the clause.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::Direction;
use super::value::Value;
use crate::document::time::{Meaning, Season, Unit, Which, WhichYear, YearPart};
use crate::english::calendar::Holiday;

/// The context in which an expression is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// The day of the document.
    pub(super) today: Option<Date>,
    pub(super) direction: Direction,
}

impl Setting {
    /// None if the text gives no value, or only one relative to an unknown day. O(1).
    pub(super) fn resolve(self, meaning: &Meaning) -> Option<Value> {
        match meaning {
            Meaning::Day(year, month, day) => Date::new(*year, *month, *day).ok().map(Value::Day),
            Meaning::Year(WhichYear::Of(year)) => Some(Value::Year(*year)),
            Meaning::Year(WhichYear::Shifted(years)) => self.shifted(Unit::Year, *years),
            Meaning::Year(WhichYear::Any(_)) | Meaning::Elsewhere | Meaning::Fiscal(None, _) => None,
            Meaning::Decade(decade) => Some(Value::Decade(*decade)),
            Meaning::Century(century) => Some(Value::Century(*century)),
            Meaning::InYear(part, year) => self.in_year(*part, *year),
            Meaning::Fiscal(Some(year), part) => Some(Value::Fiscal(*year, *part)),
            Meaning::Weekday(day, which) => {
                let day = Weekday::from_monday_one_offset(*day).ok()?;
                self.weekday(day, *which).map(Value::Day)
            }
            Meaning::Weekend(which) => {
                let saturdays = (-3..=3).filter_map(|weeks| {
                    let week = add(self.today?, Unit::Week, weeks)?;
                    let start = back_to(week, Weekday::Saturday)?;
                    Some((start, add(start, Unit::Day, 1)?, start))
                });
                self.choose(saturdays, *which).map(Value::Weekend)
            }
            Meaning::Shifted(unit, count) => self.shifted(*unit, *count),
            Meaning::From(anchor, unit, count) => {
                let direction = if *count < 0 { Direction::Past } else { Direction::Future };
                moved(Setting { direction, ..self }.resolve(anchor)?, *unit, *count)
            }
            Meaning::Run(unit, count) => {
                let [from, to] = if *count < 0 { [*count, 0] } else { [0, *count] };
                Some(Value::Interval(
                    Box::new(self.shifted(*unit, from)?),
                    Box::new(self.shifted(*unit, to)?),
                ))
            }
            Meaning::Clock(None, clock) => Some(Value::Clock(None, *clock)),
            Meaning::Clock(Some(day), clock) => {
                let day = self.resolve(day).and_then(|day| bounds(&day))?.0;
                Some(Value::Clock(Some(day), *clock))
            }
            Meaning::Range(from, to) => self.range(from, to),
            Meaning::Past => Some(Value::Word("PAST_REF")),
            Meaning::Present => Some(Value::Word("PRESENT_REF")),
            Meaning::Future => (self.direction != Direction::Past).then_some(Value::Word("FUTURE_REF")),
            Meaning::Length(count, half, unit) => Some(Value::Length((*count)?, *half, *unit)),
            Meaning::Every(count, unit) => Some(Value::Length(*count, false, *unit)),
        }
    }

    fn shifted(self, unit: Unit, count: i32) -> Option<Value> {
        let day = add(self.today?, unit, count)?;
        Some(match unit {
            Unit::Minute | Unit::Hour => return None,
            Unit::Day => Value::Day(day),
            Unit::Week => Value::Week(day),
            Unit::Month => Value::Part(day.year(), YearPart::Month(day.month())),
            Unit::Quarter => Value::Part(day.year(), YearPart::Quarter((day.month() + 2) / 3)),
            Unit::Year => Value::Year(day.year()),
            Unit::Decade => Value::Decade(day.year().div_euclid(10)),
            Unit::Century => Value::Century(day.year().div_euclid(100)),
        })
    }

    fn weekday(self, day: Weekday, which: Which) -> Option<Date> {
        let days = (-3..=3).filter_map(|weeks| {
            let day = back_to(add(self.today?, Unit::Week, weeks)?, day)?;
            Some((day, day, day))
        });
        self.choose(days, which)
    }

    fn in_year(self, part: YearPart, year: WhichYear) -> Option<Value> {
        match year {
            WhichYear::Of(year) => of_year(part, year),
            WhichYear::Shifted(years) => of_year(part, add(self.today?, Unit::Year, years)?.year()),
            WhichYear::Any(which) => {
                let year = self.today?.year();
                if which == Which::This && matches!(part, YearPart::Month(_) | YearPart::Quarter(_)) {
                    return of_year(part, year);
                }
                let near = (-8..=8).filter_map(|years| {
                    let value = of_year(part, year.checked_add(years)?)?;
                    let (start, end) = bounds(&value)?;
                    Some((start, end, value))
                });
                // without a tense the nearest one, but never for days of the week
                match (which, self.direction) {
                    (Which::Bare, Direction::Unknown) => near
                        .min_by_key(|(start, end, _)| gap(self.today, *start, *end))
                        .map(|(.., value)| value),
                    _ => self.choose(near, which),
                }
            }
        }
    }

    /// One of several periods in order of time, given as first day, last day and value.
    fn choose<T>(self, mut periods: impl Iterator<Item = (Date, Date, T)>, which: Which) -> Option<T> {
        let today = self.today?;
        let found = match (which, self.direction) {
            (Which::Last, _) => periods.take_while(|(_, end, _)| *end < today).last(),
            (Which::Next, _) => periods.find(|(start, ..)| *start > today),
            (Which::This, Direction::Unknown) | (_, Direction::Future) => {
                periods.find(|(_, end, _)| *end >= today)
            }
            _ => periods.take_while(|(start, ..)| *start <= today).last(),
        };
        found.map(|(.., value)| value)
    }

    /// An end without a year, or a day of the week, is resolved from the other end.
    fn range(self, from: &Meaning, to: &Meaning) -> Option<Value> {
        let is_bare = |meaning: &Meaning| {
            matches!(
                meaning,
                Meaning::InYear(_, WhichYear::Any(Which::Bare)) | Meaning::Weekday(_, Which::Bare)
            )
        };
        let seen = |today: &Value, direction| {
            bounds(today).map(|(start, _)| Setting { today: Some(start), direction })
        };
        let (from, to) = if is_bare(from) {
            let to = self.resolve(to)?;
            (seen(&to, Direction::Past)?.resolve(from)?, to)
        } else if is_bare(to) {
            let from = self.resolve(from)?;
            let to = seen(&from, Direction::Future)?.resolve(to)?;
            (from, to)
        } else {
            (self.resolve(from)?, self.resolve(to)?)
        };
        Some(Value::Interval(Box::new(from), Box::new(to)))
    }
}

/// A day or period so many units earlier or later.
fn moved(value: Value, unit: Unit, count: i32) -> Option<Value> {
    Some(match value {
        Value::Day(day) => Value::Day(add_to_day(day, unit, count)?),
        Value::Week(day) => Value::Week(add_to_day(day, unit, count)?),
        Value::Part(year, YearPart::Month(month)) => {
            let day = add(Date::new(year, month, 1).ok()?, unit, count)?;
            Value::Part(day.year(), YearPart::Month(day.month()))
        }
        _ => return None,
    })
}

/// The same day of another month or year; of a month that is too short its last day.
fn add_to_day(day: Date, unit: Unit, count: i32) -> Option<Date> {
    let months = match unit {
        Unit::Month => count,
        Unit::Quarter => 3 * count,
        _ => return add(day, unit, count),
    };
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// How many days lie between a day and a period.
fn gap(today: Option<Date>, start: Date, end: Date) -> i32 {
    let Some(today) = today else { return 0 };
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    days(end, today).max(days(today, start)).max(0)
}

fn add(day: Date, unit: Unit, count: i32) -> Option<Date> {
    let count = i64::from(count);
    let span = match unit {
        Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day => Span::new().try_days(count),
        Unit::Week => Span::new().try_weeks(count),
        // the last day of a month must not skip the next month
        Unit::Month => return day.first_of_month().checked_add(Span::new().try_months(count).ok()?).ok(),
        Unit::Quarter => {
            return day.first_of_month().checked_add(Span::new().try_months(3 * count).ok()?).ok();
        }
        Unit::Year => Span::new().try_years(count),
        Unit::Decade => Span::new().try_years(10 * count),
        Unit::Century => Span::new().try_years(100 * count),
    };
    day.checked_add(span.ok()?).ok()
}

/// The latest such day of the week on or before a day.
fn back_to(day: Date, weekday: Weekday) -> Option<Date> {
    add(day, Unit::Day, -i32::from(weekday.until(day.weekday())))
}

/// A part of a known year; none if there is no such day.
fn of_year(part: YearPart, year: i16) -> Option<Value> {
    let day = |month, day| Date::new(year, month, day).ok();
    match part {
        YearPart::Day(month, number) => day(month, number).map(Value::Day),
        YearPart::Holiday(Holiday::Fixed(month, number)) => day(month, number).map(Value::Day),
        YearPart::Holiday(Holiday::Nth(month, nth, weekday, more)) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            let first = day(month, 1)?.nth_weekday_of_month(nth, weekday).ok()?;
            add(first, Unit::Day, i32::from(more)).map(Value::Day)
        }
        YearPart::Holiday(Holiday::Easter(days)) => {
            add(easter(year)?, Unit::Day, i32::from(days)).map(Value::Day)
        }
        YearPart::Month(_) | YearPart::Quarter(_) | YearPart::Half(_) | YearPart::Season(_) => {
            Some(Value::Part(year, part))
        }
    }
}

/// Easter Sunday by the Gregorian calendar (Meeus, *Astronomical Algorithms*, 1991).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// The first and last day that a value covers.
fn bounds(value: &Value) -> Option<(Date, Date)> {
    let months = |year: i16, month: i8, count: i32| {
        let start = Date::new(year, month, 1).ok()?;
        Some((start, add(start, Unit::Month, count - 1)?.last_of_month()))
    };
    match value {
        Value::Day(day) => Some((*day, *day)),
        Value::Week(day) => {
            let start = back_to(*day, Weekday::Monday)?;
            Some((start, add(start, Unit::Day, 6)?))
        }
        Value::Weekend(day) => Some((*day, add(*day, Unit::Day, 1)?)),
        Value::Year(year) => months(*year, 1, 12),
        Value::Part(year, YearPart::Month(month)) => months(*year, *month, 1),
        Value::Part(year, YearPart::Quarter(quarter)) => months(*year, quarter * 3 - 2, 3),
        Value::Part(year, YearPart::Half(half)) => months(*year, half * 6 - 5, 6),
        Value::Part(year, YearPart::Season(season)) => {
            let month = match season {
                Season::Spring => 3,
                Season::Summer => 6,
                Season::Autumn => 9,
                Season::Winter => 12,
            };
            months(*year, month, 3)
        }
        Value::Clock(Some(day), _) => Some((*day, *day)),
        _ => None,
    }
}
