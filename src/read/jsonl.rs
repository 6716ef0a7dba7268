//! JSON Lines: an article a line, an object with `text` and perhaps `id`, `title`, `date`, `source`, `author` and `url`, or
//! other keys that mean the same ([`fields`]).

use serde::Deserialize;

use super::fields::{Fields, Mapping};
use super::plain::unread_date;
use super::{Problem, date, decode_utf8, replace_nuls};
use crate::document::Article;

/// An article: a line of JSON Lines. Keys have other names, too (docs/formats.md); all others are of no concern.
#[derive(Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema), schemars(rename = "Article"))]
pub(super) struct Record {
    /// The text. Offsets of events count in it.
    #[cfg_attr(feature = "cli", schemars(required))]
    text: Option<String>,
    /// What identifies the article in the events; without it the name of the file and the number of the line (`news-3`).
    id: Option<Id>,
    /// The headline, where it is not part of the text.
    title: Option<String>,
    /// The day of publication, best as `2019-05-20`; what the text says of time is counted from it.
    date: Option<String>,
    /// Who published it: a newspaper, an agency, a site.
    source: Option<String>,
    /// Who wrote it.
    author: Option<String>,
    /// The address at which it was published.
    url: Option<String>,
}

/// Archives number their articles or name them.
#[derive(Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(untagged)]
enum Id {
    /// A number.
    Number(i64),
    /// A name.
    Name(String),
}

/// The JSON Schema (draft 2020-12) of a line.
#[cfg(feature = "cli")]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}

/// Reads the articles of a file and reports its faults; all good lines are read. An article without an id gets that of
/// the file with its line: `news-3`. Linear in the bytes.
pub fn articles(bytes: &[u8], name: &str) -> (Vec<Article>, Vec<Problem>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        articles.extend(article(line, index + 1, name, &mut problems));
    }
    (articles, problems)
}

/// Reads the article of one line (its number counts from 1); none if the line is blank or cannot be read, which is
/// reported.
pub fn article(line: &[u8], number: usize, name: &str, problems: &mut Vec<Problem>) -> Option<Article> {
    fields(line, number, &format!("{name}-{number}"), &Mapping::default(), problems)
        .map(|fields| fields.article)
}

/// The same with the whole record of a line, by the keys of a mapping; its id is the name if it has none.
pub fn fields(
    line: &[u8],
    number: usize,
    name: &str,
    mapping: &Mapping,
    problems: &mut Vec<Problem>,
) -> Option<Fields> {
    let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
    if line.trim_ascii().is_empty() {
        return None;
    }
    let line = decode_utf8(line, number, problems);
    mapping.read(&line, number, name, problems)
}

impl Record {
    /// The article, with the text from its pipeline; `name` is its id if it has none. A date that is not understood is
    /// reported.
    pub(super) fn article(self, name: &str, line: usize, problems: &mut Vec<Problem>) -> Article {
        let id = match self.id {
            Some(Id::Name(id)) if !id.is_empty() => id,
            Some(Id::Number(id)) => id.to_string(),
            _ => name.to_owned(),
        };
        let date = self.date.filter(|date| !date.trim().is_empty()).and_then(|written| {
            let day = date::leading(written.trim());
            if day.is_none() {
                problems.push(unread_date(line, &written));
            }
            day.map(|(day, _)| day)
        });
        let text = replace_nuls(self.text.unwrap_or_default(), line, problems);
        let (source, author) = (self.source, self.author);
        Article { id, title: self.title, date, source, author, url: self.url, language: None, text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_line_is_an_article_with_what_its_source_says_of_it() {
        let lines = "\u{feff}{\"text\": \"It rained.\", \"id\": 7, \"date\": \"1-JUN-1987 03:17:14.53\", \"extra\": []}\n\n\
                     {\"text\": \"It snowed.\", \"title\": \"Snow\", \"url\": null}\r\n";
        let (articles, problems) = articles(lines.as_bytes(), "weather");
        assert_eq!(problems, []);
        let found: Vec<_> =
            articles.iter().map(|a| (a.id.as_str(), a.date.as_deref(), a.text.as_str())).collect();
        assert_eq!(found, [("7", Some("1987-06-01"), "It rained."), ("weather-3", None, "It snowed.")]);
        assert_eq!(articles[1].title.as_deref(), Some("Snow"));
    }

    #[test]
    fn a_bad_line_is_told_with_its_number_and_the_others_are_read() {
        let lines = b"{\"text\": \"One.\"\n{\"body\": 1}\n{\"text\": 5}\n{\"text\": \"Four.\", \"date\": \"soon\"}\n[\n\xff";
        let (articles, problems) = articles(lines, "news");
        assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["news-4"]);
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.message.as_str())).collect();
        assert_eq!(
            told,
            [
                (1, "not JSON: EOF while parsing an object, at column 15; the line was skipped"),
                (2, "the object has no text where one should be; the line was skipped"),
                (3, "the object has no text where one should be; the line was skipped"),
                (4, "the date `soon` was not understood; write it as 2019-05-20"),
                (5, "invalid type: sequence, expected an object; the line was skipped"),
                (6, "1 byte was not UTF-8, replaced by U+FFFD"),
                (6, "not JSON: expected value, at column 1; the line was skipped"),
            ]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            articles(&bytes, "news");
        }
    }
}
