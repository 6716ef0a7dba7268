//! Addresses: `https://example.org/a`, *now@example.com*, *@reporter*, *#strike*, *<AAPL.O>*.

use super::{LONGEST_ADDRESS, Scanner, is_word};

impl Scanner<'_> {
    /// The end of a web or e-mail address, a user handle or a file name that starts here.
    pub(super) fn address(&self) -> Option<usize> {
        let fresh = self.is_chunk_start() || !self.text[..self.at].ends_with(is_word);
        let chunk = &self.text[self.at..self.chunk_end];
        if !fresh || chunk.len() < 3 {
            return None;
        }
        let window = &chunk[..chunk.floor_char_boundary(LONGEST_ADDRESS)];
        let web = ["http://", "https://", "ftp://", "www."];
        let starts_web = web.iter().any(|scheme| {
            window
                .as_bytes()
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
        });
        if starts_web {
            let end = window.find(['<', '>', '"', '\u{201c}', '\u{201d}', '\u{bb}']).unwrap_or(window.len());
            return Some(self.at + trim_address(&window[..end]));
        }
        if window.starts_with(['@', '#']) {
            let end = window[1..].find(|c| !is_word(c)).map_or(window.len(), |end| end + 1);
            let name = window[1..end].starts_with(|c: char| c.is_alphabetic())
                || window.starts_with('#') && window[1..end].contains(|c: char| c.is_alphabetic());
            return (name && end > 2).then_some(self.at + end);
        }
        self.mail(window)
    }

    fn mail(&self, window: &str) -> Option<usize> {
        const LONGEST_USER: usize = 64;
        let user = window.bytes().take(LONGEST_USER + 1).take_while(|b| is_address_byte(*b)).count();
        let domain = window.get(user..)?.strip_prefix('@')?;
        let length = domain.bytes().take_while(|b| is_address_byte(*b)).count();
        let length = domain[..length].trim_end_matches(['.', '-', '_', '+', '%']).len();
        (user > 0 && length > 0).then_some(self.at + user + 1 + length)
    }

    /// Whether a two-part word in brackets is a share's ticker at its exchange: *<AAPL.O>*, *(BP.L)*.
    pub(super) fn is_ticker(&self, start: usize, dot: usize, end: usize, exchange: &str) -> bool {
        let capitals = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        self.text[..start].ends_with(['<', '('])
            && matches!(exchange.len(), 1..=2)
            && dot + 1 + exchange.len() == end
            && capitals(exchange)
            && capitals(&self.text[start..dot])
            && matches!(self.peek(end), Some('>' | ')' | ',' | ';' | ' '))
    }
}

fn is_address_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%')
}

/// The length of an address without the punctuation of the sentence that follows it.
pub(super) fn trim_address(address: &str) -> usize {
    let mut length = address.len();
    while let Some(last) = address[..length].chars().next_back() {
        let closing =
            last == ')' && address[..length].matches('(').count() < address[..length].matches(')').count();
        if closing || matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2019}' | ']') {
            length -= last.len_utf8();
        } else {
            break;
        }
    }
    length
}
