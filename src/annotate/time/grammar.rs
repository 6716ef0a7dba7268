//! The grammar of time expressions: the longest one that starts at a word.
//!
//! A recursive descent over the words. No rule looks more than a dozen words ahead, so a sentence is read in linear
//! time; a word that starts no time expression costs one lookup in the lexicon.

use super::lexicon::{self, Sense};
use crate::document::Upos;
use crate::document::time::{Meaning, TimeKind, Unit, Which, WhichYear, YearPart};
use crate::english::numbers;
use crate::english::words::{self, Class};

mod clock;
mod counted;
mod date;
mod parts;

/// A word of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// As written.
    pub(super) form: &'a str,
    /// In lower case.
    pub(super) lower: &'a str,
    /// Whether no space precedes it.
    pub(super) glued: bool,
    /// Whether it is part of a name.
    pub(super) named: bool,
    /// Its part of speech; `X` if unknown.
    pub(super) upos: Upos,
}

/// An expression, or a part of one: it ends before a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) kind: TimeKind,
    pub(super) meaning: Meaning,
}

fn date(end: usize, meaning: Meaning) -> Option<Found> {
    Some(Found { end, kind: TimeKind::Date, meaning })
}

/// The words of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grammar<'a> {
    pub(super) words: &'a [Word<'a>],
}

impl<'a> Grammar<'a> {
    /// The longest expression that starts at a word.
    pub(super) fn expression(&self, at: usize) -> Option<Found> {
        let word = self.words.get(at)?;
        let starts = word.lower.as_bytes().first().is_some_and(|&byte| !byte.is_ascii_alphabetic());
        if !starts
            && self.sense(at).is_none()
            && lexicon::sense(stem(word.lower)).is_none()
            && !is_short(word)
        {
            return None;
        }
        let first = self.single(at, false)?;
        let range = if first.kind.is_when() { self.range(&first) } else { None };
        range.or(Some(first))
    }

    /// The longest expression without a second end. `trusted` says that other words already mark it as a time.
    fn single(&self, at: usize, trusted: bool) -> Option<Found> {
        let all = [
            self.clock(at),
            self.calendar(at, trusted),
            self.day_span(at),
            self.counted(at),
            self.regular(at),
            self.stance(at),
        ];
        // the first of equally long ones
        all.into_iter().flatten().rev().max_by_key(|found| found.end)
    }

    /// From a found expression to a second end: *January to March*, *May 1-5*, *2018-19*, *November and December*.
    fn range(&self, first: &Found) -> Option<Found> {
        let link = self.lower(first.end);
        if !matches!(link, "-" | "–" | "/") && !words::is(Class::RangeWord, link) {
            return None;
        }
        let at = first.end + 1;
        if let Some(found) = self.short_end(first, link, at) {
            return Some(found);
        }
        if link == "/" {
            return None;
        }
        let second = self.single(at, true)?;
        alike(&first.meaning, &second.meaning).then(|| Found {
            end: second.end,
            kind: first.kind,
            meaning: Meaning::Range(Box::new(first.meaning.clone()), Box::new(second.meaning)),
        })
    }

    /// A second end given only by a number: *May 1-5*, *2018-19*.
    fn short_end(&self, first: &Found, link: &str, at: usize) -> Option<Found> {
        let both = |end, meaning| {
            let meaning = Meaning::Range(Box::new(first.meaning.clone()), Box::new(meaning));
            Some(Found { end, kind: first.kind, meaning })
        };
        let number = self.digits(at)?;
        let length = self.lower(at).len();
        match first.meaning {
            Meaning::Year(WhichYear::Of(year)) if matches!(link, "-" | "–" | "/") && length == 2 => {
                let second = year - year % 100 + number as i16;
                (second == year + 1 || second > year && link != "/")
                    .then(|| both(at + 1, Meaning::Year(WhichYear::Of(second))))?
            }
            Meaning::InYear(YearPart::Day(month, day), WhichYear::Any(Which::Bare))
                if length <= 2
                    && number > day as u32
                    && number <= 31
                    && self.sense_of_month(at + 1).is_none() =>
            {
                let (end, year) = self.year_after(at + 1);
                let first = Meaning::InYear(YearPart::Day(month, day), year);
                let second = Meaning::InYear(YearPart::Day(month, number as i8), year);
                let meaning = Meaning::Range(Box::new(first), Box::new(second));
                Some(Found { end, kind: TimeKind::Date, meaning })
            }
            _ => None,
        }
    }

    /// *1-5 May*, *1 to 5 May 2019*
    fn day_span(&self, at: usize) -> Option<Found> {
        let first = self.digits(at).filter(|day| (1..=31).contains(day))? as i8;
        if !matches!(self.lower(at + 1), "-" | "–" | "to" | "and") {
            return None;
        }
        let second = self.day_of_month(at + 2)?;
        let start = match second.meaning {
            Meaning::InYear(YearPart::Day(month, day), year) if day > first => {
                Meaning::InYear(YearPart::Day(month, first), year)
            }
            Meaning::Day(year, month, day) if day > first => Meaning::Day(year, month, first),
            _ => return None,
        };
        date(second.end, Meaning::Range(Box::new(start), Box::new(second.meaning)))
    }

    /// *recently*, *now*, *soon*
    fn stance(&self, at: usize) -> Option<Found> {
        let next = self.lower(at + 1);
        let units = |meaning| match self.sense(at + 1) {
            Some(Sense::Unit(_, true)) => date(at + 2, meaning),
            _ => None,
        };
        match self.sense(at)? {
            Sense::Past => date(at + 1, Meaning::Past),
            Sense::Present => date(at + 1, Meaning::Present),
            Sense::Future if next != "afterwards" && !words::is(Class::RelativePreposition, next) => {
                date(at + 1, Meaning::Future)
            }
            Sense::Recent => units(Meaning::Past),
            Sense::Coming => units(Meaning::Future),
            Sense::Edge
                if self.lower(at) == "earlier" && self.words[at].upos == Upos::Adv && next != "than" =>
            {
                date(at + 1, Meaning::Past)
            }
            _ => None,
        }
    }

    fn lower(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.lower)
    }

    fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    /// The sense of a word, unless it is part of a name.
    fn sense(&self, at: usize) -> Option<Sense> {
        self.words.get(at).filter(|word| !word.named).and_then(|word| lexicon::sense(word.lower))
    }

    fn unit(&self, at: usize) -> Option<(Unit, bool)> {
        match self.sense(at)? {
            Sense::Unit(unit, many) => Some((unit, many)),
            _ => None,
        }
    }

    /// A number of at most four digits.
    fn digits(&self, at: usize) -> Option<u32> {
        let lower = self.lower(at);
        let fits = (1..=4).contains(&lower.len()) && lower.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| lower.parse().ok())?
    }

    /// A number from 1 to 31, with or without its ending: *5*, *5th*.
    fn day_number(&self, at: usize) -> Option<i8> {
        let lower = self.lower(at);
        let digits = numbers::ordinal_digits(lower).unwrap_or(lower);
        let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|day| fits && (1..=31).contains(day))
    }

    /// A four-digit number that may be a year.
    fn year_number(&self, at: usize) -> Option<i16> {
        let number = self.digits(at).filter(|_| self.lower(at).len() == 4)?;
        (1000..3000).contains(&number).then_some(number as i16)
    }
}

/// Whether both ends of a range are of one kind.
fn alike(a: &Meaning, b: &Meaning) -> bool {
    use Meaning as M;
    match (a, b) {
        (M::InYear(a, _), M::InYear(b, _)) => std::mem::discriminant(a) == std::mem::discriminant(b),
        (M::Day(..) | M::InYear(YearPart::Day(..), _), M::Day(..) | M::InYear(YearPart::Day(..), _))
        | (M::Year(WhichYear::Of(_)), M::Year(WhichYear::Of(_)))
        | (M::Weekday(..), M::Weekday(..))
        | (M::Decade(_), M::Decade(_))
        | (M::Shifted(Unit::Day, _), M::Shifted(Unit::Day, _)) => true,
        (M::Shifted(a, _), M::Shifted(b, _)) => a == b && a != &Unit::Day,
        _ => false,
    }
}

/// A word without the ending of a decade or the period of an abbreviation.
fn stem(lower: &str) -> &str {
    lower.split('-').next_back().unwrap_or(lower)
}

/// Whether a word may be an abbreviation or a number with letters: *Sept.*, *Q2*, *FY2019*.
fn is_short(word: &Word) -> bool {
    let form = word.form;
    form.len() <= 6
        && form.starts_with(|c: char| c.is_ascii_uppercase())
        && (form.ends_with(|c: char| c == '.' || c.is_ascii_digit()) || form.len() <= 4)
}
