//! Numbers: *1,250.50*, *10:45*, *5/22/2019*, *713-853-3989*, *1990s*.

use super::{Scanner, is_apostrophe, is_word};
use crate::english::words::{self, Class};

impl Scanner<'_> {
    /// A number with its points, commas, colons and slashes; the unit after it is a separate word.
    pub(super) fn number(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let digits =
            |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        let first = usize::from(!self.digit(start));
        let mut end = start + first + digits(start + first);
        let mut groups = vec![end - start];
        let mut separator = 0;
        while let Some(&b) = bytes.get(end) {
            let next = digits(end + 1);
            let joins = match b {
                b',' => {
                    next == 3
                        && (separator == 0 || separator == b',')
                        && groups.last().is_some_and(|&n| n <= 3)
                }
                b'.' => next > 0 && !matches!(separator, b':' | b'/'),
                b':' => next > 0 && (separator == 0 || separator == b),
                b'/' => {
                    next > 0
                        && (separator == b || (separator == 0 && self.is_date(start, end, end + 1 + next)))
                }
                b'-' => {
                    next > 0
                        && (separator == 0 || separator == b)
                        && self.is_dashed(&groups, next, end + 1 + next)
                }
                _ => false,
            };
            if !joins {
                break;
            }
            separator = b;
            groups.push(next);
            end += 1 + next;
        }
        let letters = self.run(end, is_word);
        let suffix = &self.text[end..letters];
        let dotted =
            suffix.chars().count() == 1 && self.peek(letters) == Some('.') && self.word_at(letters + 1);
        if suffix.is_empty() || words::is(Class::Unit, suffix) || dotted {
            self.push(start, end);
        } else {
            // *1980's*, but *2003|'s*
            self.push(start, letters);
        }
        let decade = groups.len() == 1 && matches!(end - start, 2 | 4) && self.text[..end].ends_with('0');
        if suffix.is_empty() && decade && self.decade_ending(end) {
            self.tokens.pop();
            self.push(start, self.run(end, is_apostrophe) + 1);
        }
    }

    /// Whether two numbers around a slash are a date (*9/11*) and not a fraction (*1/2*, *24/7*).
    fn is_date(&self, start: usize, slash: usize, end: usize) -> bool {
        let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        let (left, right) = (number(&self.text[start..slash]), number(&self.text[slash + 1..end]));
        let month_day = left <= 12 && (5..=31).contains(&right) || (5..=12).contains(&left) && right <= 31;
        month_day || self.peek(end) == Some('/')
    }

    fn decade_ending(&self, at: usize) -> bool {
        let s = self.run(at, is_apostrophe);
        s > at && s - at <= 3 && self.peek(s) == Some('s') && !self.word_at(s + 1)
    }

    /// Whether a dash after these groups of digits, with this many digits after it, is part of one number: in a date or
    /// a telephone number, not between two years.
    fn is_dashed(&self, groups: &[usize], next: usize, after: usize) -> bool {
        let telephone = groups.last() == Some(&3) && next == 4;
        let third = self.text.as_bytes().get(after) == Some(&b'-') && self.digit(after + 1);
        groups.len() > 1 || telephone || third
    }
}
