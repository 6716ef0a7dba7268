//! JSON Feed 1.0 and 1.1 to entries.

use serde::Deserialize;
use serde_json::Value;

use super::{Body, Entry, Feed};

#[derive(Deserialize)]
struct JsonFeed {
    version: String,
    title: Option<String>,
    language: Option<String>,
    author: Option<Author>,
    #[serde(default)]
    authors: Vec<Author>,
    items: Vec<Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Value,
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    language: Option<String>,
    author: Option<Author>,
    authors: Vec<Author>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

/// Reads a feed; returns its problem, with the line. An invalid item is an entry without text. The line of all entries
/// is 1.
pub(super) fn read(text: &str) -> (Feed, Option<(usize, String)>) {
    let feed: JsonFeed = match serde_json::from_str(text) {
        Ok(feed) => feed,
        Err(error) => {
            return (
                Feed::default(),
                Some((error.line(), format!("no JSON Feed: {error}; nothing was read"))),
            );
        }
    };
    if !feed.version.starts_with("https://jsonfeed.org/version/") {
        let message = "no JSON Feed: its version is not an address of jsonfeed.org; nothing was read";
        return (Feed::default(), Some((1, message.to_owned())));
    }
    let authors = names(feed.author, feed.authors);
    let entries =
        feed.items.into_iter().map(|item| entry(serde_json::from_value(item).unwrap_or_default())).collect();
    let feed = Feed {
        title: feed.title.map(Body::Plain),
        language: feed.language,
        author: (!authors.is_empty()).then(|| authors.join("; ")),
        entries,
    };
    (feed, None)
}

fn entry(item: Item) -> Entry {
    let id = match item.id {
        Value::String(id) => Some(id),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    };
    Entry {
        line: 1,
        id,
        title: item.title.map(Body::Plain),
        url: item.url.or(item.external_url),
        published: item.date_published,
        updated: item.date_modified,
        authors: names(item.author, item.authors),
        source: None,
        language: item.language,
        content: item.content_html.map(Body::Html).or(item.content_text.map(Body::Plain)),
        summary: item.summary.map(Body::Plain),
    }
}

fn names(author: Option<Author>, authors: Vec<Author>) -> Vec<String> {
    let mut names: Vec<String> = authors.into_iter().filter_map(|author| author.name).collect();
    if names.is_empty() {
        names.extend(author.and_then(|author| author.name));
    }
    names
}
