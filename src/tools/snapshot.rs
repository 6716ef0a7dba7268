//! The events of an article as a readable text that is compared line by line.
//!
//! It contains the whole text, a sentence a paragraph; a sentence with several events is repeated for each of them. The
//! type of the event (`^`) and the roles (`-`) are under its words, and all that is not under a word is below:
//!
//! ```text
//! Anna Brandt, the minister, will visit Nordwerk on Friday, she said.
//! -----------                    ^^^^^ --------
//! agent                          Visit host
//!   modality: planned
//!   time: Friday = 2026-03-06
//!   source: she = Anna Brandt
//! ```
//!
//! It leaves out what may change although the events are the same: ids, offsets, the names and lines of rules,
//! confidence.
//!
//! A test in Rust compares it with [`insta`](https://insta.rs), whose `cargo insta review` then shows the differences:
//!
//! ```
//! use dateline::extract::extract;
//! use dateline::lang::{check, compile::Program};
//! use dateline::annotate::Annotator;
//! use dateline::document::Article;
//! use dateline::tools::snapshot;
//!
//! let rules = r#"
//!     event Visit { agent+: Person  host: Person | Organization }
//!     rule visit -> Visit { "{agent} visited {host}" }
//! "#;
//! let english = Annotator::english()?;
//! let (sources, files, _) = check::load(vec![("visit.rules".into(), rules.into())], &());
//! let (ruleset, _) = check::check(&files, &sources, &english.lexicon, &());
//! let program = Program::compile(&ruleset);
//!
//! let text = "Anna Brandt visited Leo Marsh. It rained.".to_owned();
//! let mut document = english.document(Article { text, ..Article::default() }, program.vocabulary());
//! let events = extract(&program, &mut document, &english, &mut ())?;
//! insta::assert_snapshot!(snapshot::render(&document, &events), @r"
//! Anna Brandt visited Leo Marsh.
//! ----------- ^^^^^^^ ---------
//! agent       Visit   host
//!
//! It rained.
//! ");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::display::{clusters, flat};
use crate::document::{Document, Modality, Polarity};
use crate::extract::Event;
use crate::extract::event::{Filler, Source, Span};
use crate::source::OffsetMap;

/// The maximum width of a line, in columns, except for a longer word.
const WIDTH: usize = 96;

/// The text of a document with its events from [`extract`](crate::extract::extract), in the order of the text. It ends
/// with a line break. Linear in the text and the events.
pub fn render(document: &Document, events: &[Event]) -> String {
    let published = document.article.date.iter().map(|date| format!("published {}\n", flat(date)));
    published.chain(sentences(document, events)).collect::<Vec<_>>().join("\n")
}

/// The part of [`render`] for each sentence of a document.
pub fn sentences(document: &Document, events: &[Event]) -> Vec<String> {
    let offsets = OffsetMap::new(&document.article.text);
    let mut rest = events;
    let mut written = Vec::with_capacity(document.sentences.len());
    for (number, sentence) in document.sentences.iter().enumerate() {
        let text = document.text(&sentence.tokens);
        let start = offsets.scalar(document.bytes(&sentence.tokens).start);
        let own = rest.iter().take_while(|event| event.sentence <= number).count();
        let (here, later) = rest.split_at(own);
        rest = later;
        let paragraphs: Vec<String> = here.iter().map(|event| paragraph(text, start, event)).collect();
        written.push(if here.is_empty() { marked(text, &[]) } else { paragraphs.join("\n") });
    }
    written
}

/// An underlined span of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its characters (Unicode scalar values), from the start of the sentence.
    pub scalars: Range<usize>,
    /// The character under each of its columns.
    pub sign: char,
    /// The label below that.
    pub label: String,
}

/// A sentence in lines that fit a terminal, with marks and their labels under its words. Marks that overlap, or whose
/// labels would, are placed one below another. White space and characters that could control a terminal become a space,
/// those that would reorder characters `\u{fffd}`. A character as readers see it is marked as a whole.
pub fn marked(text: &str, marks: &[Mark]) -> String {
    let mut out = String::new();
    for line in lines(text) {
        let _ = writeln!(out, "{}", line.text.trim_end());
        for row in rows(&line, marks) {
            let (mut signs, mut labels) = (String::new(), String::new());
            for Placed { columns, sign, label } in row {
                signs.extend(std::iter::repeat_n(' ', columns.start.saturating_sub(signs.len())));
                signs.extend(std::iter::repeat_n(sign, columns.len()));
                if !label.is_empty() {
                    labels.extend(std::iter::repeat_n(' ', columns.start.saturating_sub(labels.width())));
                    labels.push_str(label);
                }
            }
            let _ = writeln!(out, "{signs}");
            if !labels.is_empty() {
                let _ = writeln!(out, "{labels}");
            }
        }
    }
    out
}

/// An event under its sentence, whose first character has this offset in the article.
fn paragraph(text: &str, start: usize, event: &Event) -> String {
    let end = start + text.chars().count();
    let inside = |span: &Span| start <= span.start && span.end <= end;
    let mark = |span: &Span, sign: char, label: &str| Mark {
        scalars: span.start - start..span.end - start,
        sign,
        label: label.to_owned(),
    };
    let mut marks = Vec::new();
    let mut facets = Vec::new();
    if inside(&event.trigger) {
        marks.push(mark(&event.trigger, '^', &event.kind));
    } else {
        facets.push(("event", event.kind.clone()));
    }
    for (role, filler) in
        event.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |f| (role, f)))
    {
        if inside(&filler.span) {
            marks.push(mark(&filler.span, '-', role));
        }
        let known = known(filler);
        if !inside(&filler.span) || !known.is_empty() {
            facets.push((role, format!("{}{known}", flat(&filler.span.text))));
        }
    }
    if event.polarity != Polarity::Positive {
        facets.push(("polarity", event.polarity.to_string()));
    }
    if event.modality != Modality::Asserted {
        facets.push(("modality", event.modality.to_string()));
    }
    if let Some(time) = &event.time {
        facets.push(("time", with_name(&time.span.text, time.value.as_deref())));
    }
    if let Some(place) = &event.place {
        facets.push(("place", flat(&place.text)));
    }
    if let Some(source) = &event.source {
        facets.push(("source", told_by(source)));
    }
    let mut out = marked(text, &marks);
    for (name, value) in facets {
        let _ = writeln!(out, "  {name}: {value}");
    }
    out
}

/// The value of a filler besides its words: ` = Anna Brandt`, ` = 5 percent`.
fn known(filler: &Filler) -> String {
    let mut known = String::new();
    if let Some(name) = filler.name.as_deref().filter(|name| *name != filler.span.text) {
        let _ = write!(known, " = {}", flat(name));
    }
    if let Some(value) = &filler.value {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let _ = write!(known, " = {}", flat(&value));
        if let Some(unit) = &filler.unit {
            let _ = write!(known, " {unit}");
        }
    }
    known
}

/// The source, and the sources that report it.
fn told_by(source: &Source) -> String {
    let mut told = with_name(&source.span.text, source.name.as_deref());
    let mut by = source.by.as_deref();
    while let Some(source) = by {
        let _ = write!(told, ", by {}", with_name(&source.span.text, source.name.as_deref()));
        by = source.by.as_deref();
    }
    told
}

/// `she = Anna Brandt`, if the name differs from the words.
fn with_name(text: &str, name: Option<&str>) -> String {
    match name.filter(|name| *name != text) {
        Some(name) => format!("{} = {}", flat(text), flat(name)),
        None => flat(text),
    }
}

/// A line of a sentence and the column of each of its characters.
#[derive(Debug, Default)]
struct Line {
    text: String,
    width: usize,
    /// The characters of the sentence, each with its columns.
    places: Vec<(usize, Range<usize>)>,
}

/// A sentence cut at spaces. Several spaces are one.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for cluster in clusters(text) {
        if cluster.is_space() {
            let after = text.get(cluster.bytes.end..).unwrap_or_default();
            let word = after.split(char::is_whitespace).next().map_or(0, UnicodeWidthStr::width);
            if line.width + 1 + word > WIDTH && word > 0 {
                lines.push(std::mem::take(&mut line));
                continue;
            }
            if line.text.is_empty() || line.text.ends_with(' ') {
                continue;
            }
        }
        let from = line.width;
        line.width += cluster.width;
        line.text.push_str(cluster.shown);
        line.places.extend(cluster.scalars.map(|scalar| (scalar, from..line.width)));
    }
    lines.push(line);
    lines
}

/// A mark on a line.
struct Placed<'a> {
    columns: Range<usize>,
    sign: char,
    label: &'a str,
}

/// The marks on a line, in as few rows as possible; a mark continued from the line before has no second label.
fn rows<'a>(line: &Line, marks: &'a [Mark]) -> Vec<Vec<Placed<'a>>> {
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by_key(|mark| (mark.scalars.start, mark.scalars.end));
    let mut rows: Vec<Vec<Placed>> = Vec::new();
    for mark in sorted {
        let mut covered = line.places.iter().filter(|(scalar, _)| mark.scalars.contains(scalar));
        let Some((first, columns)) = covered.next() else { continue };
        let end = covered.next_back().map_or(columns.end, |(_, columns)| columns.end);
        let begins = *first == mark.scalars.start;
        let label = if begins { mark.label.as_str() } else { "" };
        let placed = Placed { columns: columns.start..end, sign: mark.sign, label };
        let fits = |row: &&mut Vec<Placed>| row.last().is_none_or(|last| last.end() < placed.columns.start);
        match rows.iter_mut().find(fits) {
            Some(row) => row.push(placed),
            None => rows.push(vec![placed]),
        }
    }
    rows
}

impl Placed<'_> {
    /// The column after the mark and its label.
    fn end(&self) -> usize {
        self.columns.end.max(self.columns.start + self.label.width())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, part: &str, sign: char, label: &str) -> Mark {
        let start = text[..text.find(part).unwrap()].chars().count();
        Mark { scalars: start..start + part.chars().count(), sign, label: label.into() }
    }

    #[test]
    fn marks_stand_under_wide_characters_and_their_labels_below() {
        let text = "박근혜 met Zoe\u{308} there.";
        let marks = [
            mark(text, "met", '^', "Meet"),
            mark(text, "박근혜", '-', "agent"),
            mark(text, "Zoe\u{308}", '-', "host"),
        ];
        assert_eq!(
            marked(text, &marks),
            "박근혜 met Zoe\u{308} there.\n------ ^^^\nagent  Meet\n           ---\n           host\n"
        );
    }

    #[test]
    fn marks_stand_under_emoji_flags_and_letters_that_are_read_from_the_right() {
        let text = "👨‍👩‍👧 of 🇳🇴 met שרה and \u{202e}علي\u{202c}.";
        let marks =
            [mark(text, "🇳🇴", '-', "from"), mark(text, "met", '^', "Meet"), mark(text, "שרה", '-', "host")];
        assert_eq!(
            marked(text, &marks),
            "👨‍👩‍👧 of 🇳🇴 met שרה and \u{fffd}علي\u{fffd}.\n      --     ---\n      from   host\n         ^^^\n         Meet\n"
        );
    }

    #[test]
    fn what_overlaps_stands_below_one_another() {
        let text = "Talks of Oslo and Bergen";
        let marks = [mark(text, "Oslo and Bergen", '-', "party"), mark(text, "Oslo", '-', "party")];
        assert_eq!(
            marked(text, &marks),
            "Talks of Oslo and Bergen\n         ----\n         party\n         ---------------\n         party\n"
        );
    }

    #[test]
    fn long_sentences_are_broken_and_marks_go_on() {
        let text = format!("{} end.", "word ".repeat(18).trim_end());
        let text = format!("{text} Anna Brandt");
        let marked = marked(&text, &[mark(&text, "end. Anna Brandt", '-', "all")]);
        let lines: Vec<&str> = marked.lines().collect();
        assert_eq!(lines.len(), 5, "{marked}");
        assert!(lines[0].width() <= WIDTH);
        assert_eq!((lines[2].trim(), lines[3], lines[4]), ("all", "Anna Brandt", "-----------"));
    }

    #[test]
    fn what_could_steer_a_terminal_is_a_space() {
        assert_eq!(marked("a\u{1b}[31m\t\n b", &[]), "a [31m b\n");
        assert_eq!(flat("a\u{1b}[31m\n b "), "a [31m b");
    }
}
