//! Feeds: an article an entry. RSS 0.9 to 2.0, Atom and JSON Feed.
//!
//! The text of an entry is its full content (`content:encoded`, `content`, `content_html`, `content_text`), else its
//! summary, with markup turned into paragraphs. The day is the one in the entry, in its time zone. The language and the
//! author of the feed apply to entries that have none.
//!
//! Links, pictures, enclosures, categories, comments and every extension are lost; if a feed has only teasers, the
//! article is the teaser.

mod json;
mod xml;

use super::charset::{self, Markup};
use super::html::paragraphs;
use super::plain::unread_date;
use super::{Problem, ReadError, date, language_code, replace_nuls};
use crate::document::Article;

/// The properties of a feed that its entries inherit.
#[derive(Default)]
struct Feed {
    title: Option<Body>,
    language: Option<String>,
    author: Option<String>,
    entries: Vec<Entry>,
}

/// An entry as written in the feed.
#[derive(Default)]
struct Entry {
    /// Where it starts.
    line: usize,
    id: Option<String>,
    title: Option<Body>,
    url: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    authors: Vec<String>,
    source: Option<String>,
    language: Option<String>,
    content: Option<Body>,
    summary: Option<Body>,
}

/// Text or markup.
#[derive(Clone)]
enum Body {
    Plain(String),
    Html(String),
}

/// Reads the articles of a feed and reports its faults; `charset` is the character set from the protocol. An entry
/// without an id gets the name with its number: `news-3`. Linear in the bytes.
pub fn articles(bytes: &[u8], charset: Option<&str>, name: &str) -> (Vec<Article>, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = charset::decode(bytes, Markup::Xml, charset, &mut problems).text;
    let text = replace_nuls(text, 1, &mut problems);
    let is_json = text.trim_start().starts_with('{');
    let (feed, trouble) = if is_json { json::read(&text) } else { xml::read(&text) };
    let source = feed.title.as_ref().and_then(|title| title.line().ok().flatten());
    let mut articles = Vec::new();
    for (index, entry) in feed.entries.iter().enumerate() {
        let name = format!("{name}-{}", index + 1);
        if let Some(mut article) = entry.article(&name, &mut problems) {
            article.source = article.source.or_else(|| source.clone());
            article.author = article.author.or_else(|| feed.author.clone());
            let language = || feed.language.as_deref().and_then(language_code);
            article.language = article.language.or_else(language);
            articles.push(article);
        }
    }
    problems.extend(trouble.map(|(line, message)| Problem { line, message }));
    (articles, problems)
}

impl Entry {
    fn article(&self, name: &str, problems: &mut Vec<Problem>) -> Option<Article> {
        let mut tell = |message: String| problems.push(Problem { line: self.line, message });
        let mut text = String::new();
        for body in [&self.content, &self.summary].into_iter().flatten() {
            match body.paragraphs() {
                Ok(found) => text = found,
                Err(limit) => tell(format!("{limit}; the text of the entry was not read")),
            }
            if !text.trim().is_empty() {
                break;
            }
        }
        if text.trim().is_empty() {
            tell("the entry has no text; it was skipped".to_owned());
            return None;
        }
        let title = self.title.as_ref().and_then(|title| title.line().unwrap_or_default());
        let written =
            self.published.as_deref().or(self.updated.as_deref()).filter(|date| !date.trim().is_empty());
        let date = written.and_then(|written| {
            let day = day(written);
            if day.is_none() {
                problems.push(unread_date(self.line, written));
            }
            day
        });
        let is_name = |id: &&String| id.len() <= 200 && !id.is_empty() && !id.contains(char::is_whitespace);
        Some(Article {
            id: self.id.as_ref().filter(is_name).map_or_else(|| name.to_owned(), String::clone),
            title,
            date,
            source: self.source.clone(),
            author: (!self.authors.is_empty()).then(|| {
                let names: Vec<&str> = self.authors.iter().map(|author| person(author)).collect();
                names.join("; ")
            }),
            url: self.url.clone(),
            language: self.language.as_deref().and_then(language_code),
            text,
        })
    }
}

impl Body {
    /// The paragraphs, or the limit that the markup exceeds.
    fn paragraphs(&self) -> Result<String, ReadError> {
        match self {
            Body::Plain(text) => Ok(format!("{}\n", text.trim())),
            Body::Html(html) => paragraphs::of(html),
        }
    }

    /// A text of one line; none if it is empty.
    fn line(&self) -> Result<Option<String>, ReadError> {
        let words: Vec<String> = self.paragraphs()?.split_whitespace().map(str::to_owned).collect();
        Ok((!words.is_empty()).then(|| words.join(" ")))
    }
}

/// The day of a date as feeds write it: ISO 8601, or the form of mails, `Mon, 20 May 2019 07:51:00 GMT`.
fn day(written: &str) -> Option<String> {
    let written = written.trim();
    let after_weekday = || written.split_once(',').and_then(|(_, rest)| date::leading(rest.trim()));
    date::leading(written).or_else(after_weekday).map(|(day, _)| day)
}

/// The name of a person in RSS, possibly in brackets after an address: `desk@port.example (Ana Ruiz)`.
fn person(written: &str) -> &str {
    let name = written.split_once('(').and_then(|(address, rest)| {
        let name = rest.trim_end().strip_suffix(')')?.trim();
        (address.contains('@') && !name.is_empty()).then_some(name)
    });
    name.unwrap_or(written)
}

#[cfg(test)]
mod tests;
