//! Limits on markup, checked before a parser sees it.
//!
//! The parsers take any markup, but some makes them extremely slow or large: open elements are walked at every tag,
//! formatting that is never closed is opened again in every paragraph, the attributes of a tag are compared with each
//! other. One pass over the tags finds such pages. It knows less of HTML than a parser, so the tree is measured as
//! well, see [`DEPTH`].

use crate::read::ReadError;

/// Elements may be nested this deep; browsers stop at 512. The extractors walk recursively, and threads have stacks of
/// 2 MiB.
pub(super) const DEPTH: usize = 256;
/// A page may have this many elements, with those that a parser makes anew for open formatting: trafilatura takes a
/// second for some thousands.
const ELEMENTS: usize = 50_000;
/// A tag may have this many attributes.
const ATTRIBUTES: usize = 1_000;
/// Formatting that may be open at once.
const FORMATTING: usize = 64;

const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];
/// Elements whose end tags are optional, as their like end them: these never nest by themselves.
const ENDED_BY_THE_NEXT: &[&str] = &["body", "dd", "dt", "head", "html", "li", "option", "p"];
/// The same in a table.
const CELLS: &[&str] = &["tbody", "td", "tfoot", "th", "thead", "tr"];
/// Elements that a parser opens again after they were cut off by the end of another.
const REOPENED: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements in which tags are text.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Whether the markup is within the limits, else the one that it exceeds. Linear in the bytes.
pub(super) fn check(html: &str) -> Result<(), ReadError> {
    let mut open = Open::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let Some(tag) = Tag::at(rest) else {
            rest = after_other_markup(rest);
            continue;
        };
        rest = &rest[tag.source.len()..];
        if tag.attributes > ATTRIBUTES {
            return Err(ReadError::TooManyAttributes(ATTRIBUTES));
        }
        if tag.closes {
            open.end(tag.name);
        } else {
            open.start(&tag)?;
            if is_any(tag.name, RAW) && !open.is_foreign() {
                rest = after_raw(rest, tag.name);
            }
        }
    }
    Ok(())
}

/// The open elements at the current position.
#[derive(Default)]
struct Open<'a> {
    elements: Vec<&'a str>,
    /// Formatting in the order of its start tags.
    formatting: Vec<Tag<'a>>,
    /// How many elements there were.
    count: usize,
}

impl<'a> Open<'a> {
    fn start(&mut self, tag: &Tag<'a>) -> Result<(), ReadError> {
        let reopened = is_any(tag.name, REOPENED);
        self.count += if reopened { 1 } else { 1 + self.formatting.len() };
        if self.count > ELEMENTS {
            return Err(ReadError::TooManyElements(ELEMENTS));
        }
        if is_any(tag.name, CELLS) {
            // ends whatever the cell before left open
            let table = self.elements.iter().rposition(|open| open.eq_ignore_ascii_case("table"));
            self.elements.truncate(table.map_or(self.elements.len(), |table| table + 1));
            return Ok(());
        }
        if is_any(tag.name, ENDED_BY_THE_NEXT) {
            while self.elements.pop_if(|open| is_any(open, REOPENED)).is_some() {}
            return Ok(());
        }
        if is_any(tag.name, VOID) {
            return Ok(());
        }
        self.elements.push(tag.name);
        if self.elements.len() > DEPTH {
            return Err(ReadError::TooDeep(DEPTH));
        }
        if !reopened {
            return Ok(());
        }
        if is_any(tag.name, &["a", "nobr"]) {
            self.end_formatting(tag.name);
        }
        // parsers keep three of the same kind
        if self.formatting.iter().filter(|other| other.source == tag.source).count() < 3 {
            self.formatting.push(*tag);
        }
        if self.formatting.len() > FORMATTING {
            return Err(ReadError::TooMuchFormatting(FORMATTING));
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if let Some(index) = self.elements.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            self.elements.truncate(index);
        }
        if is_any(name, REOPENED) {
            self.end_formatting(name);
        }
    }

    fn end_formatting(&mut self, name: &str) {
        if let Some(index) = self.formatting.iter().rposition(|open| open.name.eq_ignore_ascii_case(name)) {
            self.formatting.remove(index);
        }
    }

    /// In drawings and formulas no tag makes raw text.
    fn is_foreign(&self) -> bool {
        self.elements.iter().any(|open| is_any(open, &["svg", "math"]))
    }
}

#[derive(Clone, Copy)]
struct Tag<'a> {
    source: &'a str,
    name: &'a str,
    closes: bool,
    /// At least as many as there are.
    attributes: usize,
}

impl<'a> Tag<'a> {
    /// The tag at the start, if there is one. An unfinished one extends to the end of the text.
    fn at(text: &'a str) -> Option<Tag<'a>> {
        let bytes = text.as_bytes();
        let closes = bytes.get(1) == Some(&b'/');
        let start = if closes { 2 } else { 1 };
        if !bytes.get(start)?.is_ascii_alphabetic() {
            return None;
        }
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let end = bytes[start..].iter().position(ends_name).map_or(bytes.len(), |length| start + length);
        let (mut attributes, mut quote, mut at) = (0, None, end);
        // a quote opens a value only after the sign of equality
        let mut before = b' ';
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match quote {
                Some(open) if byte == open => {
                    quote = None;
                    attributes += 1;
                }
                Some(_) => continue,
                None if byte == b'>' => break,
                None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
                None if byte == b'/' => attributes += 1,
                None if byte.is_ascii_whitespace() => {
                    attributes += usize::from(!before.is_ascii_whitespace());
                    if before == b'=' {
                        continue;
                    }
                }
                None => {}
            }
            before = byte;
        }
        Some(Tag { source: &text[..at], name: &text[start..end], closes, attributes })
    }
}

fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// What follows a comment, a declaration or a lone `<`.
fn after_other_markup(text: &str) -> &str {
    let (skip, end) = if text.starts_with("<!--") {
        // `<!-->` is a whole comment
        (2, "-->")
    } else if text.starts_with("<!") || text.starts_with("<?") || text.starts_with("</") {
        (2, ">")
    } else {
        return &text[1..];
    };
    text[skip..].find(end).map_or("", |at| &text[skip + at + end.len()..])
}

/// What follows the raw text of an element: its end tag.
fn after_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let after = from + at + 2;
        let end = text.as_bytes().get(after..after + name.len());
        if end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
            return &text[from + at..];
        }
        from = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_every_day_is_within_the_limits() {
        let rows = "<tr><td><font size=2>a<td><p>b<br><li>c<a name=x>d".repeat(3);
        let list = "<ul><li>One<li>Two 🐟</ul><p>Text <b>bold<p>more".repeat(300);
        let script =
            "<SCRIPT>if (a<b && '</div>' < \"<div>\") {}</script ><!-- <div> --><!DOCTYPE html><br/>"
                .repeat(300);
        for page in [rows, list, script, "<p title='a > b' lang=he>שלום</p><".repeat(300)] {
            assert_eq!(check(&page), Ok(()), "{page}");
        }
    }

    #[test]
    fn a_page_beyond_a_limit_is_told_by_it() {
        let attributes: String = (0..2_000).map(|n| format!("a{n} ")).collect();
        let fonts: String = (0..100).map(|n| format!("<p><font size={n}>x")).collect();
        for (page, expected) in [
            ("<div>".repeat(300), "elements are nested deeper than 256"),
            ("<div><!--</div>-->".repeat(300), "elements are nested deeper than 256"),
            ("<div title='</div>'></p></x>".repeat(300), "elements are nested deeper than 256"),
            ("<svg><title><x>".repeat(300), "elements are nested deeper than 256"),
            (format!("<p {attributes}>"), "a tag has more than 1000 attributes"),
            (fonts, "more than 64 formatting elements are left open"),
            ("<p>x".repeat(300_000), "the page has more than 50000 elements"),
        ] {
            assert_eq!(check(&page).unwrap_err().to_string(), expected);
        }
    }
}
