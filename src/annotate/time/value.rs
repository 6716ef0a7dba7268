//! Values of time expressions, as they are written: ISO 8601, and TimeML where that has no notation.

use std::fmt;

use jiff::civil::Date;

use crate::document::time::{Clock, Season, Unit, YearPart};

/// The resolved value of a time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `2019-05-17`
    Day(Date),
    /// `2019-W20`
    Week(Date),
    /// `2019-W20-WE`, by its Saturday
    Weekend(Date),
    /// `2019-05`, `2019-Q2`, `2019-H1`, `2019-SU`
    Part(i16, YearPart),
    /// `2019`
    Year(i16),
    /// `201`
    Decade(i16),
    /// `20`
    Century(i16),
    /// `FY2019`, `FY2019-Q3`
    Fiscal(i16, Option<YearPart>),
    /// `2019-05-17T14:30+02:00`; without a day `T14:30`
    Clock(Option<Date>, Clock),
    /// `2019-01/2019-03`
    Interval(Box<Value>, Box<Value>),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`
    Word(&'static str),
    /// `P3D`, `PT2H`, `P1.5Y`
    Length(u32, bool, Unit),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Day(day) => write!(f, "{day}"),
            Value::Week(day) => {
                let week = day.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Value::Weekend(day) => write!(f, "{}-WE", Value::Week(*day)),
            Value::Part(year, part) => {
                write!(f, "{year:04}")?;
                write_part(f, *part)
            }
            Value::Year(year) => write!(f, "{year:04}"),
            Value::Decade(decade) => write!(f, "{decade:03}"),
            Value::Century(century) => write!(f, "{century:02}"),
            Value::Fiscal(year, part) => {
                write!(f, "FY{year:04}")?;
                part.map_or(Ok(()), |part| write_part(f, part))
            }
            Value::Clock(day, clock) => {
                if let Some(day) = day {
                    write!(f, "{day}")?;
                }
                write!(f, "T{:02}:{:02}", clock.hour, clock.minute)?;
                match clock.offset {
                    None => Ok(()),
                    Some(0) => write!(f, "Z"),
                    Some(offset) => {
                        let sign = if offset < 0 { '-' } else { '+' };
                        write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
                    }
                }
            }
            Value::Interval(from, to) => write!(f, "{from}/{to}"),
            Value::Word(word) => write!(f, "{word}"),
            Value::Length(count, half, unit) => {
                let half = if *half { ".5" } else { "" };
                match unit {
                    Unit::Minute => write!(f, "PT{count}{half}M"),
                    Unit::Hour => write!(f, "PT{count}{half}H"),
                    Unit::Day => write!(f, "P{count}{half}D"),
                    Unit::Week => write!(f, "P{count}{half}W"),
                    Unit::Month => write!(f, "P{count}{half}M"),
                    Unit::Quarter => write!(f, "P{}M", count * 3),
                    Unit::Year => write!(f, "P{count}{half}Y"),
                    Unit::Decade => write!(f, "P{}Y", count * 10 + if half.is_empty() { 0 } else { 5 }),
                    Unit::Century => write!(f, "P{}Y", count * 100 + if half.is_empty() { 0 } else { 50 }),
                }
            }
        }
    }
}

fn write_part(f: &mut fmt::Formatter<'_>, part: YearPart) -> fmt::Result {
    match part {
        YearPart::Month(month) => write!(f, "-{month:02}"),
        YearPart::Day(month, day) => write!(f, "-{month:02}-{day:02}"),
        YearPart::Quarter(quarter) => write!(f, "-Q{quarter}"),
        YearPart::Half(half) => write!(f, "-H{half}"),
        YearPart::Season(Season::Spring) => write!(f, "-SP"),
        YearPart::Season(Season::Summer) => write!(f, "-SU"),
        YearPart::Season(Season::Autumn) => write!(f, "-FA"),
        YearPart::Season(Season::Winter) => write!(f, "-WI"),
        // a holiday is a day by the time it is written
        YearPart::Holiday(_) => Ok(()),
    }
}
