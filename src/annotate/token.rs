//! From text to words, following the English Web Treebank.
//!
//! Words end at spaces and at punctuation. Clitics and the parts of hyphenated compounds are words (*do|n't*,
//! *Park|'s*, *Seoul|-|based*), while numbers, acronyms, addresses and abbreviations keep their punctuation
//! (*1,250.50*, *U.S.*, *now@donga.com*, *Inc.*). One pass from left to right without backtracking; a decision looks at
//! most [`LONGEST_ADDRESS`] bytes ahead, so time is linear for any text.

mod address;
mod number;

use std::borrow::Cow;

use crate::english::words::{self, Class};
use address::trim_address;

/// Emoticons, longer ones first.
const EMOTICONS: &[&str] = &[
    ":'-(", ":-))", ":-)", ":-(", ";-)", ":-D", ":-P", ":-/", "^_^", ":'(", ":))", ":)", ":(", ";)", ":D",
    ":P", ":O", ":o", ":p", ":/", "=)", "<3",
];

/// More bytes than any prefix has.
const LONGEST_PREFIX: usize = 8;

/// More bytes than any contraction without an apostrophe has.
const LONGEST_CONTRACTION: usize = 9;

/// An address longer than this is not kept whole.
pub const LONGEST_ADDRESS: usize = 2048;

/// A word of a text: its bytes from `start` to `end`, on borders of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenSpan {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl TokenSpan {
    /// The word without soft hyphens and other zero-width characters.
    pub fn form<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let surface = text.get(self.start..self.end).unwrap_or_default();
        // the joiners of a multi-part picture are part of it
        let picture = || !surface.chars().any(char::is_alphanumeric);
        if surface.is_ascii() || !surface.chars().any(is_invisible) || picture() {
            Cow::Borrowed(surface)
        } else {
            Cow::Owned(surface.chars().filter(|&c| !is_invisible(c)).collect())
        }
    }
}

/// The words of a text, in order, disjoint, covering everything but white space. Linear in the text.
pub fn tokens(text: &str) -> Vec<TokenSpan> {
    let mut scanner =
        Scanner { text, at: 0, chunk: 0, chunk_end: 0, tokens: Vec::with_capacity(text.len() / 5) };
    scanner.scan();
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The run of characters without white space around `at`.
    chunk: usize,
    chunk_end: usize,
    tokens: Vec<TokenSpan>,
}

/// A soft hyphen, a zero-width space or joiner, a mark of direction, a byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A character that belongs to the one before it.
fn is_mark(c: char) -> bool {
    is_invisible(c)
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

impl<'a> Scanner<'a> {
    fn scan(&mut self) {
        while let Some(c) = self.peek(self.at) {
            if c.is_whitespace() {
                self.at += c.len_utf8();
                continue;
            }
            if self.at >= self.chunk_end {
                self.chunk = self.at;
                let rest = &self.text[self.at..];
                self.chunk_end = self.at + rest.find(char::is_whitespace).unwrap_or(rest.len());
            }
            let start = self.at;
            if let Some(end) = self.address() {
                self.push(start, end);
            } else if c.is_ascii_digit()
                || (matches!(c, '+' | '.') && self.is_chunk_start() && self.digit(start + 1))
            {
                self.number();
            } else if is_word(c) {
                self.word();
            } else {
                self.punctuation(c);
            }
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        let first = *self.text.as_bytes().get(at)?;
        if first.is_ascii() { Some(char::from(first)) } else { self.text.get(at..)?.chars().next() }
    }

    fn digit(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }

    fn word_at(&self, at: usize) -> bool {
        self.peek(at).is_some_and(is_word)
    }

    fn is_chunk_start(&self) -> bool {
        self.at == self.chunk
    }

    /// Ends the token that starts at `start` and goes on after it.
    fn push(&mut self, start: usize, end: usize) {
        if end > start {
            self.tokens.push(TokenSpan { start, end });
        }
        self.at = end;
    }

    /// The position after all characters from `at` that pass the test.
    fn run(&self, at: usize, test: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[at..];
        at + rest.find(|c| !test(c)).unwrap_or(rest.len())
    }

    /// A word that starts with a letter: read to its end, then cut into its clitics.
    fn word(&mut self) {
        let start = self.at;
        let mut end = self.run(start, is_word);
        while let Some(connector) = self.peek(end) {
            let next = end + connector.len_utf8();
            let so_far = &self.text[start..end];
            let joins = match connector {
                _ if is_apostrophe(connector) => self.word_at(next) && !self.is_quote_before_word(next),
                '&' => self.word_at(next) && so_far.len() <= 3 && self.is_capital_run(start, end, next),
                '-' => self.is_prefix(start, end) && self.peek(next).is_some_and(char::is_alphabetic),
                '.' => match self.dotted(start, end) {
                    Some(end) => return self.push(start, end),
                    None => false,
                },
                '$' => {
                    let currency = so_far.len() <= 3 && so_far.bytes().all(|b| b.is_ascii_uppercase());
                    if currency && self.digit(next) {
                        return self.push(start, next);
                    }
                    false
                }
                _ => false,
            };
            if !joins {
                break;
            }
            end = self.run(next, is_word);
        }
        // A word that breaks off: *th-* in a transcript.
        if self.peek(end) == Some('-')
            && end - start <= 2
            && end + 1 == self.chunk_end
            && self.is_small(start, end)
        {
            end += 1;
        }
        self.clitics(start, end);
    }

    fn is_small(&self, start: usize, end: usize) -> bool {
        self.text[start..end].bytes().all(|b| b.is_ascii_lowercase())
    }

    /// Whether the word before a hyphen is a prefix that stays with the next part: *anti-war*, but *UN|-|backed*.
    fn is_prefix(&self, start: usize, end: usize) -> bool {
        let prefix = &self.text[start..end];
        let acronym = prefix.len() > 1 && prefix.bytes().all(|b| b.is_ascii_uppercase());
        let short = prefix.len() < LONGEST_PREFIX && !acronym && !self.text[..start].ends_with('-');
        short && words::is(Class::Prefix, &prefix.to_ascii_lowercase())
    }

    fn is_quote_before_word(&self, at: usize) -> bool {
        // *said,'The* is a missing space; after a letter an apostrophe before a capital is part of a name: *O'Neill*.
        self.digit(at)
    }

    /// Whether `&` joins capitals: *AT&T*, *R&D*.
    fn is_capital_run(&self, start: usize, end: usize, next: usize) -> bool {
        let after = self.run(next, is_word);
        let capitals = |text: &str| text.chars().all(char::is_uppercase);
        let small = |text: &str| text.len() == 1;
        let (left, right) = (&self.text[start..end], &self.text[next..after]);
        (capitals(left) && capitals(right)) || (small(left) && small(right))
    }

    /// The end of a word that keeps the point after it: an acronym, an abbreviation, an initial, a host name.
    fn dotted(&self, start: usize, dot: usize) -> Option<usize> {
        let first = &self.text[start..dot];
        let single = |text: &str| text.chars().filter(|c| !is_mark(*c)).count() == 1;
        if self.word_at(dot + 1) {
            let mut labels = 1;
            let mut end = dot;
            let mut letters = single(first) || words::is(Class::AcronymStart, first);
            let limit = start + LONGEST_ADDRESS;
            let mut last = first;
            while self.peek(end) == Some('.') && self.word_at(end + 1) && end < limit {
                let next = self.run(end + 1, is_word);
                last = &self.text[end + 1..next];
                letters &= single(last) && !last.starts_with(|c: char| c.is_ascii_digit());
                labels += 1;
                end = next;
            }
            if letters && labels > 1 {
                return Some(if self.peek(end) == Some('.') && self.peek(end + 1) != Some('.') {
                    end + 1
                } else {
                    end
                });
            }
            let ending = last.to_ascii_lowercase();
            let host = words::is(Class::HostEnding, &ending);
            // *example.org/news*, *bit.ly/2xYz*
            let path = self.peek(end) == Some('/') && self.word_at(end + 1);
            if path && (host || words::is(Class::ShortenerEnding, &ending)) {
                let rest = &self.text[start..self.chunk_end];
                return Some(start + trim_address(&rest[..rest.floor_char_boundary(LONGEST_ADDRESS)]));
            }
            if host || self.is_ticker(start, dot, end, last) {
                return Some(end);
            }
            let numbered = words::is(Class::NumberAbbreviation, first) && self.digit(dot + 1);
            return (numbered || words::is(Class::Abbreviation, first)).then_some(dot + 1);
        }
        if self.peek(dot + 1) == Some('.') {
            // *Inc..* is an abbreviation and a full stop, *Inc...* a word and an ellipsis.
            let doubled = self.peek(dot + 2) != Some('.') && words::is(Class::Abbreviation, first);
            return doubled.then_some(dot + 1);
        }
        let rest = self.text[dot + 1..].trim_start_matches([' ', '\u{a0}']);
        let following = &rest[..rest.floor_char_boundary(24)];
        let is_abbreviation = if single(first) {
            self.is_initial(first, following)
        } else if words::is(Class::NumberAbbreviation, first) {
            following.starts_with(|c: char| c.is_ascii_digit())
        } else if first == "etc" {
            following.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')' | ';'))
        } else {
            words::is(Class::Abbreviation, first)
        };
        is_abbreviation.then_some(dot + 1)
    }

    /// Whether a single letter with a point is an initial (*J. K. Rowling*) or the last word of a sentence.
    fn is_initial(&self, letter: &str, following: &str) -> bool {
        if letter.starts_with(char::is_lowercase) {
            return matches!(letter, "p" | "c" | "v") && following.starts_with(|c: char| c.is_ascii_digit());
        }
        let word = following.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        letter != "I"
            && letter.starts_with(char::is_uppercase)
            && match following.chars().next() {
                Some(c) if c.is_uppercase() => !words::is(Class::SentenceStart, word),
                Some(c) => matches!(c, ',' | '-') || c.is_lowercase(),
                None => false,
            }
    }

    /// Cuts a word into its host and its clitics.
    fn clitics(&mut self, start: usize, end: usize) {
        let surface = &self.text[start..end];
        let whole = (surface.len() < LONGEST_CONTRACTION)
            .then(|| words::value(Class::Contraction, &surface.to_ascii_lowercase()))
            .flatten();
        if let Some(parts) = whole {
            parts.split('|').for_each(|part| self.push(self.at, self.at + part.len()));
            return;
        }
        let border = if surface.contains(is_apostrophe) { start + clitic(surface) } else { end };
        self.push(start, border);
        self.push(border, end);
    }

    fn punctuation(&mut self, c: char) {
        let start = self.at;
        let next = start + c.len_utf8();
        let rest = &self.text[start..self.chunk_end];
        if let Some(face) = EMOTICONS.iter().find(|face| rest.starts_with(**face)) {
            let end = start + face.len();
            if end == self.chunk_end || (face.len() > 2 && self.peek(end) == Some('.')) {
                return self.push(start, end);
            }
        }
        if is_apostrophe(c) && self.is_chunk_start() && self.word_at(next) {
            let end = self.run(next, is_word);
            let word = self.text[next..end].to_ascii_lowercase();
            let decade = self.digit(next) && word.len() == 3 && word.ends_with('s');
            if decade || words::is(Class::ApostropheWord, &word) {
                return self.push(start, end);
            }
        }
        let clings = |c: char| is_word(c) || matches!(c, '.' | '!' | ')' | '%');
        if is_apostrophe(c) && !self.is_chunk_start() && self.text[..start].ends_with(clings) {
            let end = self.run(next, is_word);
            if words::is(Class::Clitic, &self.text[next..end].to_ascii_lowercase()) {
                return self.push(start, end);
            }
        }
        if c == '.' && self.is_chunk_start() && self.peek(next).is_some_and(char::is_alphabetic) {
            return self.push(start, self.run(next, is_word));
        }
        let end = match c {
            '.' | '!' | '?' => {
                let same = self.run(start, |d| d == c);
                // Points only go together with points; exclamation and question marks mix.
                if c == '.' { same } else { self.run(start, |d| matches!(d, '!' | '?')) }
            }
            '-' | '=' | '_' | '*' | '~' | '#' | '<' | '>' | '`' | '\'' | '\u{2014}' | '\u{2026}' | '+'
            | '|' | '$' => self.run(start, |d| d == c),
            '\u{2018}' | '\u{2019}' if matches!(self.peek(next), Some(d) if d == c || d == '\u{2019}') => {
                next + c.len_utf8()
            }
            '\u{1f1e6}'..='\u{1f1ff}' => match self.peek(next) {
                Some(second @ '\u{1f1e6}'..='\u{1f1ff}') => next + second.len_utf8(),
                _ => next,
            },
            _ => self.picture(next),
        };
        self.push(start, end);
    }

    /// The end of a picture that marks and joiners form from several characters.
    fn picture(&self, next: usize) -> usize {
        let mut end = self.run(next, is_mark);
        while self.text[..end].ends_with('\u{200d}')
            && let Some(c) = self.peek(end).filter(|c| !c.is_whitespace() && !c.is_alphanumeric())
        {
            end = self.run(end + c.len_utf8(), is_mark);
        }
        end
    }
}

/// Where the clitic of a word with an apostrophe begins; the word's length if there is none.
fn clitic(word: &str) -> usize {
    let Some((at, apostrophe)) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) else {
        return word.len();
    };
    let tail = word[at + apostrophe.len_utf8()..].to_ascii_lowercase();
    let host = &word[..at];
    match tail.as_str() {
        "t" if host.len() > 1 && host.ends_with(['n', 'N']) => at - 1,
        tail if words::is(Class::Clitic, tail) => at,
        _ => word.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_words(expected: &str) {
        let text = expected.replace('|', "");
        let found: Vec<&str> = tokens(&text).iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(found, expected.split([' ', '|']).filter(|word| !word.is_empty()).collect::<Vec<_>>());
    }

    #[test]
    fn clitics_are_words() {
        assert_words("They do|n't say it|'s over|; we|'ll see Park|'s plan|, and ca|n’t wait");
        assert_words("the workers|' union can|not be wo|n't over");
        assert_words("I|'M SURE HE DID|N'T");
    }

    #[test]
    fn names_keep_their_apostrophes() {
        assert_words("O'Neill met Shi'ite leaders of Cote d'Ivoire at 5 o'clock");
    }

    #[test]
    fn hyphenated_compounds_are_cut_but_for_prefixes() {
        assert_words(
            "the Seoul|-|based firm signed a 15|-|year deal with ex-members of the anti-war al|-|Qaeda|-|linked UN|-|backed group",
        );
    }

    #[test]
    fn numbers_keep_their_points_commas_and_colons() {
        assert_words(
            "1,250,000 of 3.5 at 10:45 on 5/22/2019|, 2019-05-22 or 9/11|, not 1|/|2|, in 1998|-|2001|: call 713-853-3989|.",
        );
        assert_words("the 1990s|, the 1980's|, the '90s|, the 3rd 5G phone|, 2019|'s best");
    }

    #[test]
    fn money_and_units_are_words() {
        assert_words("$|5|bn|, US$|3.2 million|, €|40|m|, 5|%|, £|1,000|, 7|pm|, 10|km");
    }

    #[test]
    fn acronyms_and_abbreviations_keep_their_points() {
        assert_words(
            "Mr. Lee of Acme Inc. and Sen. J. K. Doe met in the U.S. on Jan. 5 at 3 p.m.|, No. 2 vs. Gen. A. Poe",
        );
        assert_words("Is there a plan|? No|. Did it end|? It did|.");
        assert_words("a U.S.|-|led force");
    }

    #[test]
    fn addresses_are_one_word() {
        assert_words(
            "by Jane Doe now@example.co.kr|. See https://example.org/a?b=(c)|, www.example.com/ or Example.com|!",
        );
        assert_words("(|news@example.org|) and @reporter wrote #strike");
    }

    #[test]
    fn dashes_quotes_and_dots_are_words() {
        assert_words("WASHINGTON (|AP|) — “|We won|,|” he said|...|and left -- \"|at last|.|\"");
        assert_words("Tokyo|—|Osaka ‘|yes|’ [|…|]");
    }

    #[test]
    fn a_missing_space_after_a_full_stop_ends_the_word() {
        assert_words("He left|.|Then she left|.");
    }

    #[test]
    fn pictures_are_one_word_each() {
        assert_words("👍🏽|👩‍👩‍👧|🇰🇷|🇯🇵 ❤️ won");
    }

    #[test]
    fn spaces_of_all_kinds_separate_and_soft_hyphens_do_not() {
        let text = "5\u{a0}million\u{2009}basic\u{ad}ally";
        let words = tokens(text);
        assert_eq!(words.iter().map(|t| t.form(text)).collect::<Vec<_>>(), ["5", "million", "basically"]);
    }

    proptest! {
        #[test]
        fn the_words_of_any_text_are_in_order_and_leave_out_only_white_space(
            text in "(\\PC|[a-zA-Z0-9 .,'’@/:&$-]|\\n|U\\.S\\.|n't|\u{200d}|👍|www\\.){0,60}"
        ) {
            let mut end = 0;
            for token in tokens(&text) {
                assert!(token.start >= end && token.end > token.start);
                assert!(text[end..token.start].chars().all(char::is_whitespace));
                assert!(!text[token.start..token.end].contains(char::is_whitespace));
                end = token.end;
            }
            assert!(text[end..].chars().all(char::is_whitespace));
        }
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        for pattern in
            ["a.", "a-", "1-", "1,", "@a", "a@", "'", "www.", "n't", "a'", "(", "\u{200d}", "U.S.", "&A"]
        {
            let text = pattern.repeat(200_000);
            assert!(!tokens(&text).is_empty());
        }
    }
}
