//! Plain text: an article a file.
//!
//! The file may start with lines `title: …`, `date: …`, `id: …`, `source: …`,
//! `author: …`, `url: …` in any order, then a blank line; they are not part of the text. UTF-8, or what
//! [`charset`] makes of it.

use super::{Problem, charset, date, replace_nuls};
use crate::text::document::Article;

/// Reads the article of a file; `name` is its id where the header has none. Linear in the bytes.
///
/// Where neither the header nor its first lines tell the day of publication, the article has none.
pub fn article(bytes: &[u8], name: &str) -> (Article, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = replace_nuls(decode(bytes, &mut problems), 1, &mut problems);
    let mut article = Article { id: name.to_owned(), ..Article::default() };
    let body = header(&text, &mut article, &mut problems);
    article.text = text[body..].to_owned();
    if article.date.is_none() {
        article.date = date::of_head(&article.text);
    }
    (article, problems)
}

/// Text of any of the encodings.
pub fn decode(bytes: &[u8], problems: &mut Vec<Problem>) -> String {
    charset::decode(bytes, charset::Markup::None, None, problems).text
}

/// Reads the header into the article; where the text goes on, 0 where there is no header.
fn header(text: &str, article: &mut Article, problems: &mut Vec<Problem>) -> usize {
    let mut fields: Vec<(usize, String, &str)> = Vec::new();
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        if line.trim().is_empty() {
            break;
        }
        let Some((key, value)) = line.split_once(':') else { return 0 };
        let key = key.trim().to_ascii_lowercase();
        let known = matches!(key.as_str(), "title" | "date" | "id" | "source" | "author" | "url");
        if !known || fields.iter().any(|(_, other, _)| *other == key) {
            return 0;
        }
        fields.push((index + 1, key, value.trim()));
    }
    if fields.is_empty() {
        return 0;
    }
    for (line, key, value) in fields {
        if value.is_empty() {
            continue;
        }
        match key.as_str() {
            "title" => article.title = Some(value.to_owned()),
            "id" => article.id = value.to_owned(),
            "source" => article.source = Some(value.to_owned()),
            "author" => article.author = Some(value.to_owned()),
            "url" => article.url = Some(value.to_owned()),
            _ => match date::leading(value) {
                Some((day, _)) => article.date = Some(day),
                None => problems.push(unread_date(line, value)),
            },
        }
    }
    end
}

/// The date of an article that means no day to us.
pub(super) fn unread_date(line: usize, value: &str) -> Problem {
    let message = format!("the date `{value}` was not understood; write it as 2019-05-20");
    Problem { line, message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Article, Vec<Problem>) {
        article(text.as_bytes(), "story")
    }

    #[test]
    fn a_header_tells_what_its_source_says_of_an_article_and_is_no_part_of_the_text() {
        let (article, problems) = read(
            "Title: Talks: the end\nDATE: 2019-05-20T10:00Z\nid: n7\nSource: Hafenblatt 🌊\nauthor: دانا\nurl: http://a.b\n\nIt rained.\n",
        );
        assert_eq!(article.id, "n7");
        assert_eq!(article.title.as_deref(), Some("Talks: the end"));
        assert_eq!(article.date.as_deref(), Some("2019-05-20"));
        assert_eq!(article.source.as_deref(), Some("Hafenblatt 🌊"));
        assert_eq!(article.author.as_deref(), Some("دانا"));
        assert_eq!(article.url.as_deref(), Some("http://a.b"));
        assert_eq!(article.text, "It rained.\n");
        assert_eq!(problems, []);
    }

    #[test]
    fn a_text_that_only_looks_like_a_header_is_text() {
        for text in [
            "Title: he has none, said Park.\nIt rained.",
            "date: one\ndate: two\n\nIt rained.",
            "\nid: n7\n\n",
        ] {
            assert_eq!(read(text).0.text, text);
        }
    }

    #[test]
    fn a_date_that_is_none_is_told_and_left_out() {
        let (article, problems) = read("date: soon\n\nIt rained.");
        assert_eq!(article.date, None);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, 1);
    }

    #[test]
    fn all_encodings_with_a_byte_order_mark_give_the_same_text() {
        let text = "Café 🇰🇷 — “yes”";
        let little: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), marked.as_bytes(), &little, &big] {
            let (article, problems) = article(bytes, "story");
            assert_eq!((article.text.as_str(), problems.len()), (text, 0));
        }
    }

    #[test]
    fn bytes_and_units_that_are_no_text_are_replaced_and_counted() {
        let (found, problems) = article(b"a\xff\xfeb\0c", "story");
        assert_eq!(found.text, "a\u{fffd}\u{fffd}b\u{fffd}c");
        let messages: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(
            messages,
            ["2 bytes were not UTF-8, replaced by U+FFFD", "1 NUL character was replaced by U+FFFD"]
        );
        let (found, problems) = article(b"\xff\xfea\x00\x00\xd8b", "story");
        assert_eq!(found.text, "a\u{fffd}\u{fffd}");
        assert_eq!(problems[0].message, "2 units were not UTF-16, replaced by U+FFFD");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            article(&bytes, "story");
        }
    }
}
