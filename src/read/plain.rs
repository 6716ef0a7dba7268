//! Plain text and Markdown: an article a file.
//!
//! The file may start with lines `title: …`, `date: …`, `id: …`, `source: …`, `author: …`, `url: …`, `language: …` in
//! any order, then a blank line, or with such lines, and any others, between two lines `---`. If these have no title, a
//! first line `# …` with a blank line after it is the title. None of that is part of the text. UTF-8, or another set by
//! [`charset`].

use super::{Problem, charset, date, language_code, replace_nuls};
use crate::document::Article;

/// A header with more lines is not treated as one.
const FRONT_MATTER: usize = 200;

/// Reads the article of a file; `name` is its id if the header has none. Linear in the bytes.
///
/// If neither the header nor the first lines have the day of publication, the article has none.
pub fn article(bytes: &[u8], name: &str) -> (Article, Vec<Problem>) {
    article_in(bytes, None, name)
}

/// The same; `charset` is the character set from the protocol.
pub fn article_in(bytes: &[u8], charset: Option<&str>, name: &str) -> (Article, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = charset::decode(bytes, charset::Markup::None, charset, &mut problems).text;
    let text = replace_nuls(text, 1, &mut problems);
    let mut article = Article { id: name.to_owned(), ..Article::default() };
    let mut body = match front_matter(&text, &mut article, &mut problems) {
        Some(body) => body,
        None => header(&text, &mut article, &mut problems),
    };
    if article.title.is_none()
        && let Some((title, rest)) = heading(&text[body..])
    {
        article.title = Some(title.to_owned());
        body += rest;
    }
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

/// Reads the header into the article; returns where the text continues, 0 if there is no header.
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
        let known =
            matches!(key.as_str(), "title" | "date" | "id" | "source" | "author" | "url" | "language");
        if !known || fields.iter().any(|(_, other, _)| *other == key) {
            return 0;
        }
        fields.push((index + 1, key, value.trim()));
    }
    if fields.is_empty() {
        return 0;
    }
    for (line, key, value) in fields {
        set(article, &key, value, line, problems);
    }
    end
}

/// Sets the field of a line of a header; other lines are ignored.
fn set(article: &mut Article, key: &str, value: &str, line: usize, problems: &mut Vec<Problem>) {
    if value.is_empty() {
        return;
    }
    match key {
        "title" => article.title = Some(value.to_owned()),
        "id" => article.id = value.to_owned(),
        "source" => article.source = Some(value.to_owned()),
        "author" | "authors" => article.author = Some(value.to_owned()),
        "url" => article.url = Some(value.to_owned()),
        "language" | "lang" => article.language = language_code(value),
        "date" => match date::leading(value) {
            Some((day, _)) => article.date = Some(day),
            None => problems.push(unread_date(line, value)),
        },
        _ => {}
    }
}

/// A header as site generators write it, between two lines `---`: of its YAML only lines `key: value`, values in
/// quotes, and lists in brackets are understood. Returns where the text continues, none if there is no such header.
fn front_matter(text: &str, article: &mut Article, problems: &mut Vec<Problem>) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let mut end = lines.next().filter(|first| first.trim_end() == "---")?.len();
    let mut fields: Vec<(usize, String, String)> = Vec::new();
    let mut closed = false;
    for (index, line) in lines.enumerate().take(FRONT_MATTER) {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            closed = true;
            break;
        }
        // an indented line belongs to a line above
        let own = (!line.starts_with([' ', '\t', '#', '-'])).then(|| line.split_once(':')).flatten();
        if let Some((key, value)) = own {
            fields.push((index + 2, key.trim().to_ascii_lowercase(), unquoted(value.trim())));
        }
    }
    if !closed || fields.is_empty() {
        return None;
    }
    for (line, key, value) in fields {
        set(article, &key, &value, line, problems);
    }
    let blank = text[end..].split_inclusive('\n').take_while(|line| line.trim().is_empty());
    Some(end + blank.map(str::len).sum::<usize>())
}

/// A value of YAML without its quotes, and the elements of a list with commas between them.
fn unquoted(value: &str) -> String {
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        let elements: Vec<String> = list.split(',').map(|element| unquoted(element.trim())).collect();
        return elements.join(", ");
    }
    for quote in ['"', '\''] {
        let inner = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
        if let Some(inner) = inner.filter(|inner| !inner.contains(quote)) {
            return inner.to_owned();
        }
    }
    value.to_owned()
}

/// The title at the start of a text of Markdown, and where the text continues.
fn heading(text: &str) -> Option<(&str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let mut end = 0;
    let line = lines.by_ref().inspect(|line| end += line.len()).find(|line| !line.trim().is_empty())?;
    let title = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
    let blank = lines.next()?;
    (blank.trim().is_empty() && !title.is_empty()).then_some((title, end + blank.len()))
}

/// The date of an article that cannot be read as a day.
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
    fn front_matter_and_a_heading_of_markdown_are_understood() {
        let (article, problems) = read(
            "---\ntitle: \"Storm: it ends 🌊\"\ndate: 2019-05-20T07:51:00Z\nauthors: [Anna Brandt, 'דנה']\ntags:\n  - title: no\n\
             draft: false\n---\n\nIt rained.\n\n---\n",
        );
        assert_eq!(problems, []);
        assert_eq!(article.title.as_deref(), Some("Storm: it ends 🌊"));
        assert_eq!(article.date.as_deref(), Some("2019-05-20"));
        assert_eq!(article.author.as_deref(), Some("Anna Brandt, דנה"));
        assert_eq!(article.text, "It rained.\n\n---\n");
        let (article, _) = read("date: 2019-05-20\n\n# Storm 🌊 #\r\n\r\nIt *rained*.\n");
        assert_eq!((article.title.as_deref(), article.text.as_str()), (Some("Storm 🌊"), "It *rained*.\n"));
    }

    #[test]
    fn what_only_looks_like_markdown_is_text() {
        for text in [
            "---\nIt rained.\n---\n",
            "---\ntitle: Storm\n",
            "# Storm\nIt rained.",
            "#1 hit\n\nText",
            "# Storm",
        ] {
            let (article, _) = read(text);
            assert_eq!((article.title, article.text.as_str()), (None, text));
        }
        assert_eq!(read("title: Rain\n\n# Storm\n\nText").0.text, "# Storm\n\nText");
    }

    #[test]
    fn a_dateline_with_a_year_dates_an_article() {
        for head in [
            "LONDON, May 17, 2019 (Reuters) - It",
            "NEW YORK, 17 May 2019 /Newswire/ -- It",
            "SEOUL, May 17, 2019 — It",
        ] {
            assert_eq!(read(&format!("{head} rained.\n")).0.date.as_deref(), Some("2019-05-17"), "{head}");
        }
        for head in [
            "LONDON, May 17 (Reuters) - It",
            "London, May 17, 2019 was wet - It",
            "On MONDAY, May 17, 2019 - it",
            "LONDON, May 17, 2019, it",
        ] {
            assert_eq!(read(&format!("{head} rained.\n")).0.date, None, "{head}");
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
