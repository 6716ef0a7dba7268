//! RSS and Atom to entries.
//!
//! Feeds on the web are careless, so the reader is lenient: namespaces follow the root's declarations or the usual
//! prefixes, end tags need not match. Entities of a document type are never expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Body, Entry, Feed};
use crate::read::ReadError;

/// Elements may be nested this deep.
const DEPTH: usize = 256;

/// Reads a feed as far as it is well-formed; returns the message, with its line, of the error that ended the reading.
pub(super) fn read(text: &str) -> (Feed, Option<(usize, String)>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut walk = Walk::default();
    let mut lines = Lines { text, at: 0, line: 1 };
    let trouble = loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                if let Err(error) = walk.start(&tag, || lines.line_at(start)) {
                    let rest =
                        if error == ReadError::NoFeed { "nothing was" } else { "what follows was not" };
                    break Some(format!("{error}; {rest} read"));
                }
            }
            Ok(Event::End(tag)) => walk.end(tag.name().into_inner()),
            Ok(Event::Text(text)) => walk.text(&text),
            Ok(Event::CData(text)) => walk.text(&text),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => walk.text(c.encode_utf8(&mut [0; 4])),
                _ => walk.text(&entity(&reference)),
            },
            Ok(Event::Eof) if !walk.open.is_empty() => {
                break Some("the feed does not end; an entry may be missing".to_owned());
            }
            Ok(Event::Eof) => break None,
            Ok(_) => {}
            Err(error) => break Some(format!("not well-formed: {error}; what follows was not read")),
        }
    };
    let position = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
    (walk.feed, trouble.map(|message| (lines.line_at(position), message)))
}

/// The character of an entity of XML, else the entity unchanged: HTML may know it.
fn entity(name: &str) -> String {
    quick_xml::escape::resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}

/// Lines of ascending positions.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn line_at(&mut self, position: usize) -> usize {
        let between = self.text.as_bytes().get(self.at..position).unwrap_or_default();
        self.line += between.iter().filter(|&&byte| byte == b'\n').count();
        self.at = self.at.max(position);
        self.line
    }
}

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    /// RSS of any version, which often has no namespace, or Atom.
    Feed,
    Content,
    DublinCore,
    Other,
}

impl Space {
    fn of_address(address: &str) -> Space {
        match address {
            "http://www.w3.org/2005/Atom"
            | "http://purl.org/atom/ns#"
            | "http://purl.org/rss/1.0/"
            | "http://my.netscape.com/rdf/simple/0.9/"
            | "http://backend.userland.com/rss2" => Space::Feed,
            "http://purl.org/rss/1.0/modules/content/" => Space::Content,
            "http://purl.org/dc/elements/1.1/" | "http://purl.org/dc/terms/" => Space::DublinCore,
            _ => Space::Other,
        }
    }

    fn of_prefix(prefix: &str) -> Space {
        match prefix {
            "" => Space::Feed,
            "content" => Space::Content,
            "dc" | "dcterms" => Space::DublinCore,
            _ => Space::Other,
        }
    }
}

/// The position of a walk through a feed.
#[derive(Default)]
struct Walk {
    feed: Feed,
    is_atom: bool,
    /// The names of the elements that are open.
    open: Vec<String>,
    /// Prefixes that the root declares.
    spaces: Vec<(String, Space)>,
    /// The current entry, and its depth.
    entry: Option<(usize, Entry)>,
    /// The current field.
    field: Option<Field>,
    /// The depth of the current `author`, whose name is a field.
    author: Option<usize>,
}

/// An element with text.
struct Field {
    depth: usize,
    space: Space,
    name: String,
    /// The attribute `type` of Atom.
    kind: String,
    /// A guid that is an address.
    is_permalink: bool,
    text: String,
    /// Whether the text is markup because there are elements in it.
    has_elements: bool,
    /// The elements that are open in it.
    open: Vec<String>,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart, line: impl FnOnce() -> usize) -> Result<(), ReadError> {
        self.open.push(tag.name().into_inner().to_owned());
        let depth = self.open.len();
        if depth > DEPTH {
            return Err(ReadError::TooDeep(DEPTH));
        }
        if let Some(field) = &mut self.field {
            field.start(tag);
            return Ok(());
        }
        let name = tag.local_name().into_inner().to_owned();
        if depth == 1 {
            return self.root(tag, &name);
        }
        let space = self.space(tag);
        if space == Space::Feed && matches!(name.as_str(), "item" | "entry") && self.entry.is_none() {
            let language = attribute(tag, "xml:lang");
            self.entry = Some((depth, Entry { line: line(), language, ..Entry::default() }));
            return Ok(());
        }
        let parent = match &self.entry {
            Some((depth, _)) => *depth,
            // `feed` is the root of Atom, in RSS there is a `channel` in it
            None => 1 + usize::from(!self.is_atom),
        };
        let is_author = self.author == Some(depth - 1) && name == "name";
        if depth != parent + 1 && !is_author {
            return Ok(());
        }
        if self.is_atom && space == Space::Feed && name == "author" {
            self.author = Some(depth);
            return Ok(());
        }
        if self.is_atom && space == Space::Feed && name == "link" {
            self.link(tag);
        }
        self.field = Some(Field {
            depth,
            space,
            name: if is_author { "author".to_owned() } else { name },
            kind: attribute(tag, "type").unwrap_or_default(),
            is_permalink: attribute(tag, "isPermaLink").is_none_or(|value| value != "false"),
            text: String::new(),
            has_elements: false,
            open: Vec::new(),
        });
        Ok(())
    }

    fn root(&mut self, tag: &BytesStart, name: &str) -> Result<(), ReadError> {
        self.is_atom = matches!(name, "feed" | "entry");
        if !self.is_atom && !matches!(name, "rss" | "RDF") {
            return Err(ReadError::NoFeed);
        }
        self.feed.language = attribute(tag, "xml:lang");
        for attribute in tag.attributes().with_checks(false).flatten().take(100) {
            let key = attribute.key.into_inner();
            let prefix = if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                let space = Space::of_address(attribute.value.trim());
                // a default namespace that is unknown is a mistake, but it is still a feed
                let space = if prefix.is_empty() { Space::Feed } else { space };
                self.spaces.push((prefix.to_owned(), space));
            }
        }
        if name == "entry" {
            self.entry = Some((1, Entry { line: 1, ..Entry::default() }));
        }
        Ok(())
    }

    fn space(&self, tag: &BytesStart) -> Space {
        let name = tag.name().into_inner();
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let declared = self.spaces.iter().find(|(other, _)| other == prefix).map(|(_, space)| *space);
        declared.unwrap_or_else(|| Space::of_prefix(prefix))
    }

    fn link(&mut self, tag: &BytesStart) {
        let is_page = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
        if let (Some((_, entry)), true) = (&mut self.entry, is_page)
            && entry.url.is_none()
        {
            entry.url = attribute(tag, "href");
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = &mut self.field {
            field.push(text);
        }
    }

    /// Ends the element of that name and the open ones in it.
    fn end(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|open| open == name) else { return };
        while self.open.len() > index {
            self.end_last();
        }
    }

    fn end_last(&mut self) {
        let depth = self.open.len();
        match &mut self.field {
            Some(field) if field.depth < depth => field.end_element(),
            Some(_) => {
                if let Some(field) = self.field.take() {
                    self.take(field);
                }
            }
            None => {}
        }
        if self.author == Some(depth) {
            self.author = None;
        }
        if self.entry.as_ref().is_some_and(|(of_entry, _)| *of_entry == depth) {
            self.feed.entries.extend(self.entry.take().map(|(_, entry)| entry));
        }
        self.open.pop();
    }

    fn take(&mut self, field: Field) {
        let is_markup = field.has_elements || field.kind.contains("html") || !self.is_atom;
        let Field { space, name, text, is_permalink, .. } = field;
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let body = || if is_markup { Body::Html(text.to_owned()) } else { Body::Plain(text.to_owned()) };
        let plain = || text.to_owned();
        let Some((_, entry)) = &mut self.entry else {
            match (space, name.as_str()) {
                (Space::Feed, "title") => self.feed.title = Some(body()),
                (Space::Feed | Space::DublinCore, "language") => self.feed.language = Some(plain()),
                (Space::Feed, "author") if self.is_atom => self.feed.author = Some(plain()),
                _ => {}
            }
            return;
        };
        match (space, name.as_str()) {
            (Space::Feed, "title") => entry.title = Some(body()),
            (Space::Feed, "id") => entry.id = Some(plain()),
            (Space::Feed, "guid") => {
                entry.id = Some(plain());
                if entry.url.is_none() && is_permalink && text.starts_with("http") {
                    entry.url = Some(plain());
                }
            }
            (Space::Feed, "link") if !self.is_atom => entry.url = Some(plain()),
            (Space::Feed, "published" | "issued" | "pubDate") => entry.published = Some(plain()),
            (Space::DublinCore, "date" | "issued" | "created") if entry.published.is_none() => {
                entry.published = Some(plain());
            }
            (Space::Feed | Space::DublinCore, "updated" | "modified") => entry.updated = Some(plain()),
            (Space::Feed, "author") | (Space::DublinCore, "creator") => entry.authors.push(plain()),
            (Space::Feed, "source") if !self.is_atom => entry.source = Some(plain()),
            (Space::DublinCore, "language") => entry.language = Some(plain()),
            (Space::Content, "encoded") | (Space::Feed, "content") => entry.content = Some(body()),
            (Space::Feed, "description" | "summary") => entry.summary = Some(body()),
            _ => {}
        }
    }
}

impl Field {
    /// An element makes the text markup; attributes are ignored.
    fn start(&mut self, tag: &BytesStart) {
        if !self.has_elements {
            self.has_elements = true;
            self.text = escape(&self.text);
        }
        self.text.push('<');
        self.text.push_str(tag.local_name().into_inner());
        self.text.push('>');
        self.open.push(tag.local_name().into_inner().to_owned());
    }

    fn end_element(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(&name);
            self.text.push('>');
        }
    }

    fn push(&mut self, text: &str) {
        if self.has_elements {
            self.text.push_str(&escape(text));
        } else {
            self.text.push_str(text);
        }
    }
}

/// Text as markup; entities of HTML are kept.
fn escape(text: &str) -> String {
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// The value of an attribute. The first of several with the same name counts.
fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.into_inner() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(value.trim().to_owned())
}
