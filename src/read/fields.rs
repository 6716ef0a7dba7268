//! Records of keys and values to articles: lines of JSON, rows of tables.
//!
//! Collectors of news use different names for the same field: news-please calls it `maintext`, ninjs `body_text`,
//! others `content`. A [`Mapping`] knows these names, or gets them from the user. `docs/formats.md` has the table.

mod value;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::value::RawValue;

use self::value::{Members, Value};
use super::plain::unread_date;
use super::{Problem, ReadError, date, language_code, replace_nuls};
use crate::document::Article;
use crate::english::calendar;

/// The field of an article that a key can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Text,
    Id,
    Title,
    Date,
    Url,
    Source,
    Author,
    Language,
    Html,
}

/// The fields of an article, with their names, and the keys for each, the best first. Keys are compared without case
/// and without `_`, `-` and spaces.
const TARGETS: [(Target, &str, &[&str]); 9] = [
    (
        Target::Text,
        "text",
        &[
            "maintext",
            "text",
            "bodytext",
            "articletext",
            "articlebody",
            "fulltext",
            "rawtext",
            "content",
            "body",
            "article",
            "story",
        ],
    ),
    (
        Target::Id,
        "id",
        &["id", "_id", "uuid", "guid", "docid", "documentid", "articleid", "uri", "fingerprint"],
    ),
    (Target::Title, "title", &["title", "headline", "heading", "titlepage", "webtitle"]),
    (
        Target::Date,
        "date",
        &[
            "date",
            "datepublish",
            "datepublished",
            "publishdate",
            "publisheddate",
            "publicationdate",
            "published",
            "publishedat",
            "publishedon",
            "pubdate",
            "webpublicationdate",
            "versioncreated",
            "firstcreated",
            "datetime",
        ],
    ),
    (
        Target::Url,
        "url",
        &["url", "link", "canonicalurl", "canonicallink", "permalink", "weburl", "sourceurl"],
    ),
    (
        Target::Source,
        "source",
        &[
            "source",
            "publisher",
            "publication",
            "outlet",
            "newspaper",
            "sitename",
            "sourcename",
            "sourcehostname",
            "hostname",
            "sourcedomain",
            "domain",
        ],
    ),
    (Target::Author, "author", &["author", "authors", "byline", "creator", "writer"]),
    (Target::Language, "language", &["language", "lang"]),
    (Target::Html, "html", &["html", "rawhtml", "bodyhtml", "bodyxhtml", "contenthtml"]),
];

/// Which key has which field of an article.
#[derive(Default)]
pub struct Mapping {
    extraction: Vec<Extraction>,
}

/// A key that a user named.
struct Extraction {
    target: Target,
    /// The whole key, which may be a path: `meta.published`.
    key: String,
    /// Whether any record had it.
    met: AtomicBool,
}

/// Only as written, whatever records it met.
impl fmt::Debug for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_map().entries(self.pairs()).finish()
    }
}

/// The content of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The article; its text is empty if the record has HTML only.
    pub article: Article,
    /// The page, if the record has no separate text.
    pub html: Option<String>,
}

impl Mapping {
    /// Reads `text=body,date=meta.published`. Other fields are found by the names of the keys.
    ///
    /// # Errors
    /// [`ReadError::NoPair`] and [`ReadError::UnknownField`].
    pub fn parse(written: &str) -> Result<Mapping, ReadError> {
        let mut extraction = Vec::new();
        for pair in written.split(',') {
            let (name, key) = pair
                .split_once('=')
                .map(|(name, key)| (name.trim(), key.trim()))
                .filter(|(name, key)| !name.is_empty() && !key.is_empty())
                .ok_or_else(|| ReadError::NoPair(pair.to_owned()))?;
            let target = TARGETS.iter().find(|(_, known, _)| *known == name).map(|(target, ..)| *target);
            let target = target.ok_or_else(|| ReadError::UnknownField {
                name: name.to_owned(),
                known: TARGETS.iter().map(|(_, known, _)| *known).collect(),
            })?;
            extraction.push(Extraction { target, key: key.to_owned(), met: AtomicBool::new(false) });
        }
        Ok(Mapping { extraction })
    }

    /// The fields of the mapping, with their keys.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extraction.iter().map(|extraction| {
            let name = TARGETS.iter().find(|(target, ..)| *target == extraction.target);
            (name.map_or("", |(_, name, _)| name), extraction.key.as_str())
        })
    }

    /// The keys of the mapping that no record has had so far.
    pub fn unmet(&self) -> impl Iterator<Item = &str> {
        self.extraction
            .iter()
            .filter(|extraction| !extraction.met.load(Ordering::Relaxed))
            .map(|extraction| extraction.key.as_str())
    }

    /// Whether a key of a record, or a column of a table, is known.
    pub fn wants(&self, key: &str) -> bool {
        let plain = simplified(key);
        self.extraction.iter().any(|extraction| extraction.key == key || first_of(&extraction.key) == key)
            || TARGETS.iter().any(|(_, _, names)| names.contains(&plain.as_str()))
    }

    /// Whether one of these columns has the text or the page.
    pub fn finds_text<'a>(&self, mut columns: impl Iterator<Item = &'a str>) -> bool {
        columns.any(|column| {
            let is_text = |target| matches!(target, Target::Text | Target::Html);
            let extraction = self
                .extraction
                .iter()
                .find(|extraction| extraction.key == column || first_of(&extraction.key) == column);
            let plain = simplified(column);
            match extraction {
                Some(extraction) => is_text(extraction.target),
                None => TARGETS.iter().any(|(target, _, names)| {
                    is_text(*target) && !self.tells(*target) && names.contains(&plain.as_str())
                }),
            }
        })
    }

    /// Reads an object of JSON; `name` is its id if it has none. None if it cannot be read or has neither text nor
    /// HTML, which is reported. Linear in the object; only the wanted values are in memory.
    pub fn read(&self, object: &str, line: usize, name: &str, problems: &mut Vec<Problem>) -> Option<Fields> {
        let members = match Members::parse(object.trim_end(), |key| self.wants(key)) {
            Ok(members) => members,
            Err(error) => {
                problems.push(Problem { line, message: explain(&error) });
                return None;
            }
        };
        let record = Record { mapping: self, members };
        self.extraction.iter().filter(|extraction| record.at(&extraction.key).is_some()).for_each(
            |extraction| {
                extraction.met.store(true, Ordering::Relaxed);
            },
        );
        let text = record.prose(Target::Text);
        let html = if text.is_none() { record.prose(Target::Html) } else { None };
        if text.is_none() && html.is_none() {
            problems.push(Problem { line, message: record.without_text() });
            return None;
        }
        let article = Article {
            id: record.line(Target::Id).unwrap_or_else(|| name.to_owned()),
            title: record.line(Target::Title),
            date: record.line(Target::Date),
            source: record.line(Target::Source),
            author: record.line(Target::Author),
            url: record.line(Target::Url),
            language: record.line(Target::Language).as_deref().and_then(language_code),
            text: text.unwrap_or_default(),
        };
        Some(Fields { article: normalised(article, line, problems), html })
    }

    /// Whether the user named the key for this field.
    fn tells(&self, target: Target) -> bool {
        self.extraction.iter().any(|extraction| extraction.target == target)
    }
}

/// An article whose values come from a record or a program: its date becomes a day, NULs of its text become U+FFFD. What
/// was not understood or replaced is reported with this line. Linear in the text.
pub fn normalised(article: Article, line: usize, problems: &mut Vec<Problem>) -> Article {
    let date = article.date.filter(|date| !date.trim().is_empty()).and_then(|written| {
        let day = day(written.trim());
        if day.is_none() {
            problems.push(unread_date(line, &written));
        }
        day
    });
    Article { date, text: replace_nuls(article.text, line, problems), ..article }
}

/// A record and how it is read.
struct Record<'a> {
    mapping: &'a Mapping,
    members: Members<'a>,
}

impl<'a> Record<'a> {
    /// The value at a key or, if no key has the whole name, at the end of a path of keys.
    fn at(&self, key: &str) -> Option<&'a RawValue> {
        if let Some(value) = self.members.get(key) {
            return Some(value);
        }
        let (first, mut rest) = key.split_once('.')?;
        let mut value = self.members.get(first)?;
        loop {
            if let Some(found) = value::member(value, rest) {
                return Some(found);
            }
            let (first, inner) = rest.split_once('.')?;
            value = value::member(value, first)?;
            rest = inner;
        }
    }

    /// The values for this field, the best first.
    fn values(&self, target: Target) -> Vec<&'a RawValue> {
        let extraction: Vec<&Extraction> =
            self.mapping.extraction.iter().filter(|extraction| extraction.target == target).collect();
        if !extraction.is_empty() {
            return extraction.into_iter().filter_map(|extraction| self.at(&extraction.key)).collect();
        }
        let names = TARGETS.iter().find(|(other, ..)| *other == target).map_or(&[][..], |(.., names)| names);
        let taken = |key: &str| self.mapping.extraction.iter().any(|extraction| extraction.key == key);
        let free: Vec<(String, &RawValue)> = self
            .members
            .iter()
            .filter(|(key, _)| !taken(key))
            .map(|(key, value)| (simplified(key), value))
            .collect();
        let named = names.iter().flat_map(|name| free.iter().filter(move |(key, _)| key == name));
        named.map(|(_, value)| *value).collect()
    }

    /// A text of some length.
    fn prose(&self, target: Target) -> Option<String> {
        self.values(target).into_iter().find_map(|value| match value::read(value, "\n\n") {
            Some(Value::Text(text)) if !text.is_empty() => Some(text),
            _ => None,
        })
    }

    /// A text of a line, or a number.
    fn line(&self, target: Target) -> Option<String> {
        let line = |value| match value::read(value, ", ") {
            Some(Value::Text(text) | Value::Number(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        let found = self.values(target).into_iter().filter_map(line);
        match target {
            // trafilatura writes the address as the source
            Target::Source if !self.mapping.tells(target) => found.into_iter().find(|text| !is_address(text)),
            Target::Url if !self.mapping.tells(target) => {
                let mut sources = self.values(Target::Source).into_iter().filter_map(line);
                found.into_iter().next().or_else(|| sources.find(|text| is_address(text)))
            }
            _ => found.into_iter().next(),
        }
    }

    /// Why there is no text.
    fn without_text(&self) -> String {
        let extraction: Vec<&Extraction> =
            self.mapping.extraction.iter().filter(|extraction| extraction.target == Target::Text).collect();
        let names: Vec<String> = match extraction.is_empty() {
            true => vec!["`text`".to_owned()],
            false => extraction.iter().map(|extraction| format!("`{}`", extraction.key)).collect(),
        };
        let what = match self.values(Target::Text).is_empty() {
            true => format!("the object has no {}", names.join(" or ")),
            false => "the object has no text where one should be".to_owned(),
        };
        let others: Vec<String> = self.members.names().map(|key| format!("`{key}`")).collect();
        let hint = match extraction.is_empty() && self.values(Target::Text).is_empty() && !others.is_empty() {
            true => format!(" (its keys are {}: `--map text=KEY` tells which one)", others.join(", ")),
            false => String::new(),
        };
        format!("{what}{hint}; the line was skipped")
    }
}

/// A key in the form for comparison: `datepublished` for `Date_Published`. The `_id` of databases is kept.
fn simplified(key: &str) -> String {
    let plain: String =
        key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect();
    if key == "_id" { key.to_owned() } else { plain }
}

/// The first key of a path.
fn first_of(path: &str) -> &str {
    path.split_once('.').map_or(path, |(first, _)| first)
}

fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme))
}

/// The day of a date from databases and programs: what [`date::leading`] reads, a weekday before it (`Mon, 20 May 2019
/// 07:51:00 GMT`), `20190520`, and seconds since 1970 or thousandths, millionths, billionths of them.
fn day(written: &str) -> Option<String> {
    if let Some((day, _)) = date::leading(written) {
        return Some(day);
    }
    let letters = written.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = written[..letters].to_ascii_lowercase();
    if calendar::weekday(&word).or_else(|| calendar::short_weekday(&word)).is_some() {
        return date::leading(written[letters..].trim_start_matches([' ', ','])).map(|(day, _)| day);
    }
    if written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        let dashed = format!("{}-{}-{}", &written[..4], &written[4..6], &written[6..]);
        return date::leading(&dashed).map(|(day, _)| day);
    }
    let number: i64 = written.split('.').next()?.parse().ok()?;
    // seconds before the year 5138, and so on
    let parts = match number.unsigned_abs() {
        100_000_000..100_000_000_000 => 1,
        100_000_000_000..100_000_000_000_000 => 1_000,
        100_000_000_000_000..100_000_000_000_000_000 => 1_000_000,
        100_000_000_000_000_000.. => 1_000_000_000,
        _ => return None,
    };
    date::of_days(number.div_euclid(86_400 * parts))
}

/// What is wrong with a line, in words for its author.
fn explain(error: &serde_json::Error) -> String {
    // serde_json counts lines in its input, of which there is one here
    let message = error.to_string();
    let what = message.rsplit_once(" at line 1 column ").map_or(message.as_str(), |(what, _)| what);
    match error.classify() {
        serde_json::error::Category::Data => format!("{what}; the line was skipped"),
        _ if what == "recursion limit exceeded" => {
            format!("nested too deep, at column {}; the line was skipped", error.column())
        }
        _ => format!("not JSON: {what}, at column {}; the line was skipped", error.column()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mapping: &str, object: &str) -> (Option<Fields>, Vec<String>) {
        let mapping = if mapping.is_empty() { Mapping::default() } else { Mapping::parse(mapping).unwrap() };
        let mut problems = Vec::new();
        let fields = mapping.read(object, 3, "news-3", &mut problems);
        (fields, problems.into_iter().map(|problem| problem.message).collect())
    }

    fn article(mapping: &str, object: &str) -> Article {
        let (fields, problems) = read(mapping, object);
        assert_eq!(problems, [""; 0]);
        fields.unwrap().article
    }

    #[test]
    fn the_keys_of_collectors_of_news_are_known() {
        let same = Article {
            id: "a7".into(),
            title: Some("Storm 🌊".into()),
            date: Some("2019-05-20".into()),
            source: Some("Hafenblatt".into()),
            author: Some("Anna Brandt, دانا".into()),
            url: Some("https://hafen.example/7".into()),
            language: Some("en".into()),
            text: "It rained 🌧.\n\nهطل المطر.".into(),
        };
        let objects = [
            // plain
            r#"{"text": T, "id": "a7", "title": "Storm 🌊", "date": "2019-05-20", "url": "https://hafen.example/7", "source": "Hafenblatt", "author": "Anna Brandt, دانا", "language": "en"}"#,
            // news-please
            r#"{"authors": ["Anna Brandt", "دانا"], "date_download": "2019-06-01", "date_modify": null, "date_publish": "2019-05-20 07:51:00", "language": "en", "maintext": T, "text": null, "source_domain": "Hafenblatt", "title": "Storm 🌊", "title_page": null, "url": "https://hafen.example/7", "id": "a7"}"#,
            // trafilatura
            r#"{"title": "Storm 🌊", "author": "Anna Brandt, دانا", "hostname": "hafen.example", "date": "2019-05-20", "fingerprint": "a7", "id": null, "language": "en", "raw_text": "It rained 🌧. هطل المطر.", "text": T, "source": "https://hafen.example/7", "source-hostname": "Hafenblatt"}"#,
            // ninjs
            r#"{"uri": "a7", "language": "en-GB", "headline": "Storm 🌊", "body_text": T, "versioncreated": "2019-05-20T07:51:00Z", "byline": "Anna Brandt, دانا", "link": "https://hafen.example/7", "publisher": {"rank": 1, "name": "Hafenblatt"}}"#,
            // newspaper interfaces
            r#"{"source": {"id": null, "name": "Hafenblatt"}, "author": [{"name": "Anna Brandt"}, {"name": "دانا"}], "headline": "Storm 🌊", "url": "https://hafen.example/7", "publishedAt": 1558310400000, "content": ["It rained 🌧.", "هطل المطر."], "guid": "a7", "lang": "EN"}"#,
            r#"{"Body": T, "Article ID": "a7", "Headline": "Storm 🌊", "pubDate": "Mon, 20 May 2019 07:51:00 GMT", "Publication": "Hafenblatt", "Author": "Anna Brandt, دانا", "Link": "https://hafen.example/7", "Language": "en_US"}"#,
        ];
        for object in objects {
            let object = object.replace("T,", r#""It rained 🌧.\n\nهطل المطر.","#);
            assert_eq!(article("", &object), same, "{object}");
        }
    }

    #[test]
    fn a_user_can_tell_which_key_has_what() {
        let object = r#"{"text": "Teaser.", "doc": {"story": "It rained.", "when.exactly": 20190520}, "nr": 7, "source": "no"}"#;
        let found = article("text=doc.story,date=doc.when.exactly,id=nr,title=source", object);
        let expected = Article {
            id: "7".into(),
            title: Some("no".into()),
            date: Some("2019-05-20".into()),
            text: "It rained.".into(),
            ..Article::default()
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_mapping_that_makes_no_sense_is_told() {
        let message = Mapping::parse("text=body,headline=title").unwrap_err().to_string();
        assert_eq!(
            message,
            "articles have no `headline`; they have `text`, `id`, `title`, `date`, `url`, `source`, `author`, `language`, `html`"
        );
        for wrong in ["", "text", "text=", "=body", "text=body,"] {
            assert!(Mapping::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn keys_that_no_record_has_are_known_at_the_end() {
        let mapping = Mapping::parse("text=body,date=when,title=head.line").unwrap();
        let mut problems = Vec::new();
        mapping.read(r#"{"body": "It rained.", "head": {"line": "Rain"}}"#, 1, "a", &mut problems);
        assert_eq!(mapping.unmet().collect::<Vec<_>>(), ["when"]);
    }

    #[test]
    fn a_record_without_a_text_is_told_with_its_keys() {
        let keys = "the object has no `text` (its keys are `prose`, `nr`: `--map text=KEY` tells which one); the line was skipped";
        assert_eq!(read("", r#"{"prose": "It rained.", "nr": 1}"#).1, [keys]);
        assert_eq!(
            read("text=body", "{\"text\": \"a\"}").1,
            ["the object has no `body`; the line was skipped"]
        );
        assert_eq!(
            read("", r#"{"text": 5}"#).1,
            ["the object has no text where one should be; the line was skipped"]
        );
    }

    #[test]
    fn html_is_read_where_there_is_no_text() {
        let fields = read("", r#"{"html": "<p>It rained.", "lang": "en", "text": ""}"#).0.unwrap();
        assert_eq!(
            (fields.html.as_deref(), fields.article.language.as_deref()),
            (Some("<p>It rained."), Some("en"))
        );
        assert_eq!(read("", r#"{"html": "<p>No.", "text": "It rained."}"#).0.unwrap().html, None);
    }

    #[test]
    fn what_is_nested_too_deep_is_told_and_costs_nothing_where_it_is_not_wanted() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let (fields, problems) =
            read("", &format!(r#"{{"author": {deep}, "x": {deep}, "text": "It rained."}}"#));
        assert_eq!((fields.unwrap().article.text.as_str(), problems.len()), ("It rained.", 0));
        assert_eq!(read("", &format!(r#"{{"text": {deep}}}"#)).0, None);
        assert_eq!(read("", &deep).0, None);
    }

    #[test]
    fn days_are_read_as_programs_write_them() {
        for written in ["20190520", "1558310400", "1558310400000", "Mon May 20, 2019", "Monday, 20 May 2019"]
        {
            assert_eq!(day(written).as_deref(), Some("2019-05-20"), "{written}");
        }
        for written in ["20191320", "7", "soon", "5/6/2019", "-", "1e9"] {
            assert_eq!(day(written), None, "{written}");
        }
    }
}
