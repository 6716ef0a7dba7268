//! Time expressions: stretches of tokens that tell when, how long or how often, and what they mean before anybody
//! knows the day on which they were written.
//!
//! They are found by `annotate::time`, which also gives them their values.

use std::ops::Range;

use super::token::TokenId;
use crate::english::calendar::Holiday;

/// A stretch of tokens that tells a time. No preposition belongs to it (*on **March 5***), an article does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// What it tells.
    pub kind: TimeKind,
    /// What it means.
    pub meaning: Meaning,
}

/// What a time expression tells, in the terms of TimeML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or something longer: *Friday*, *last year*, *the 1990s*.
    Date,
    /// A part of a day or a time of day: *Monday night*, *3:30 p.m.*
    Time,
    /// How long: *three days*.
    Duration,
    /// How often: *every year*, *daily*.
    Set,
}

impl TimeKind {
    /// Whether it tells when: such an expression is a mention of type `Date`.
    pub fn is_when(self) -> bool {
        matches!(self, TimeKind::Date | TimeKind::Time)
    }
}

/// What a time expression means. Most meanings need the day of writing to become a day, some a direction, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A day whose year, month and day are told (and exist or not).
    Day(i16, i8, i8),
    /// A year, where the text tells it or counts it from the present one.
    Year(WhichYear),
    /// Ten years: 199 is the 1990s.
    Decade(i16),
    /// A hundred years: 19 is the 1900s.
    Century(i16),
    /// What comes back every year.
    InYear(YearPart, WhichYear),
    /// A fiscal year or a part of one; whose year it is the text does not tell.
    Fiscal(Option<i16>, Option<YearPart>),
    /// A day of the week, from 1 for Monday.
    Weekday(i8, Which),
    /// A Saturday with its Sunday.
    Weekend(Which),
    /// So many units from the present one: *today*, *last week*, *two days ago*.
    Shifted(Unit, i32),
    /// So many units up to the present one, or from it: *the past three days*.
    Run(Unit, i32),
    /// A time of day, of a day if one is told with it.
    Clock(Option<Box<Meaning>>, Clock),
    /// From one to the other: *January to March*; or just two: *November and December*.
    Range(Box<Meaning>, Box<Meaning>),
    /// Some time before: *recently*.
    Past,
    /// About now: *currently*.
    Present,
    /// Some time to come: *soon*.
    Future,
    /// So many units (none: several) and perhaps half of one more.
    Length(Option<u32>, bool, Unit),
    /// Once in so many units.
    Every(u32, Unit),
    /// Counted from something else that the story tells, or known to other calendars only: *two days later*, *that
    /// day*, *Ramadan*.
    Elsewhere,
}

/// Which of the days, months, … of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The tense decides.
    Bare,
    /// *last*
    Last,
    /// *this*
    This,
    /// *next*
    Next,
}

/// The year of something that comes back every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichYear {
    /// The year is told.
    Of(i16),
    /// So many years from the present one (*of last year*).
    Shifted(i32),
    /// No year is told.
    Any(Which),
}

/// What comes back every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearPart {
    /// A month, from 1.
    Month(i8),
    /// A day of a month.
    Day(i8, i8),
    /// A quarter, from 1.
    Quarter(i8),
    /// A half, from 1.
    Half(i8),
    /// A season.
    Season(Season),
    /// A holiday.
    Holiday(Holiday),
}

/// A season of the northern half of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February, of the year of December.
    Winter,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 60 seconds
    Minute,
    /// 60 minutes
    Hour,
    /// A day
    Day,
    /// From Monday to Sunday
    Week,
    /// A month
    Month,
    /// Three months from January, April, July or October
    Quarter,
    /// A year
    Year,
    /// Ten years
    Decade,
    /// A hundred years
    Century,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23
    pub hour: i8,
    /// 0 to 59
    pub minute: i8,
    /// The zone's offset from Greenwich in minutes, where the text names a zone that has one.
    pub offset: Option<i16>,
}
