//! Time expressions: stretches of tokens that say when, how long or how often, and their meaning before the day of
//! writing is known.
//!
//! `annotate::time` finds them and gives them their values.

use std::ops::Range;

use super::token::TokenId;
use crate::english::calendar::Holiday;

/// A stretch of tokens that gives a time. It excludes a preposition (*on **March 5***) but includes an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// What kind of time it gives.
    pub kind: TimeKind,
    /// What it means.
    pub meaning: Meaning,
}

/// What kind of time an expression gives, in the terms of TimeML.
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
    /// Whether it says when: such an expression is a mention of type `Date`.
    pub fn is_when(self) -> bool {
        matches!(self, TimeKind::Date | TimeKind::Time)
    }
}

/// The meaning of a time expression. Most need the day of writing to become a day, and some also a direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A day with its year, month and day given (it may not exist).
    Day(i16, i8, i8),
    /// A year, given in the text or counted from the present one.
    Year(WhichYear),
    /// Ten years: 199 is the 1990s.
    Decade(i16),
    /// A hundred years: 19 is the 1900s.
    Century(i16),
    /// What recurs every year.
    InYear(YearPart, WhichYear),
    /// A fiscal year or a part of one; the text does not say whose.
    Fiscal(Option<i16>, Option<YearPart>),
    /// A day of the week, from 1 for Monday.
    Weekday(i8, Which),
    /// A Saturday with its Sunday.
    Weekend(Which),
    /// This many units from the present one: *today*, *last week*, *two days ago*.
    Shifted(Unit, i32),
    /// This many units from a day, week, … given in the text: *a week ago on Tuesday*, *three weeks from today*.
    From(Box<Meaning>, Unit, i32),
    /// This many units up to the present one, or from it: *the past three days*.
    Run(Unit, i32),
    /// A time of day, with its day if given.
    Clock(Option<Box<Meaning>>, Clock),
    /// From one to the other: *January to March*; or just two: *November and December*.
    Range(Box<Meaning>, Box<Meaning>),
    /// Some time before: *recently*.
    Past,
    /// About now: *currently*.
    Present,
    /// Some time ahead: *soon*.
    Future,
    /// This many units (none: several) and perhaps half a unit more.
    Length(Option<u32>, bool, Unit),
    /// Once in this many units.
    Every(u32, Unit),
    /// Counted from something else in the story, or known only to other calendars: *two days later*, *that day*,
    /// *Ramadan*.
    Elsewhere,
}

/// Which of the days, months, … with a name.
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

/// The year of something that recurs every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichYear {
    /// The year is given.
    Of(i16),
    /// This many years from the present one (*of last year*).
    Shifted(i32),
    /// No year is given.
    Any(Which),
}

/// A part of the year that recurs.
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

/// A season of the northern hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February, in the year of December.
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
    /// The zone's offset from Greenwich in minutes, if the text names a zone that has one.
    pub offset: Option<i16>,
}
