//! A sentence on one line, with the trigger and the roles of an event marked in it: `[agent: Park] *visited* [host: KT]`.
//!
//! Roles are written as in test sentences. Colours are added to that; without them nothing is lost.

use std::ops::Range;

use clap::builder::styling::{AnsiColor, Effects, Style};
use dateline::display::{one_line, push};
use dateline::document::Document;
use dateline::extract::Event;
use dateline::source::{OffsetMap, Unit};

/// The colours of roles, repeated.
const ROLES: [AnsiColor; 5] =
    [AnsiColor::Cyan, AnsiColor::Green, AnsiColor::Yellow, AnsiColor::Blue, AnsiColor::Magenta];
const TRIGGER: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
const LABEL: Style = Style::new().effects(Effects::DIMMED);

/// The files and numbers before a line, as other tools colour them.
pub(crate) const FILE: Style = AnsiColor::Magenta.on_default();
pub(crate) const NUMBER: Style = AnsiColor::Green.on_default();
/// The colours of new, lost and changed.
pub(crate) const GAIN: Style = AnsiColor::Green.on_default();
pub(crate) const LOSS: Style = AnsiColor::Red.on_default();
pub(crate) const CHANGE: Style = AnsiColor::Yellow.on_default();
pub(crate) const STRONG: Style = Style::new().effects(Effects::BOLD);

/// Text in a style. Characters that could control the terminal are removed.
pub(crate) fn styled(style: Style, text: &str) -> String {
    format!("{style}{}{style:#}", one_line(text))
}

/// The sentences of a document, and where their characters are.
pub(crate) struct Painter<'a> {
    document: &'a Document,
    offsets: OffsetMap,
}

/// A mark: a role, by its place in the event and its name, or the trigger.
struct Mark<'a> {
    bytes: Range<usize>,
    role: Option<(usize, &'a str)>,
}

impl Mark<'_> {
    fn style(&self) -> Style {
        match self.role {
            None => TRIGGER,
            Some((index, _)) => ROLES[index % ROLES.len()].on_default(),
        }
    }

    fn opening(&self) -> String {
        let style = self.style();
        match self.role {
            None => format!("{style}*"),
            Some((_, name)) => format!("{LABEL}[{name}: {LABEL:#}{style}"),
        }
    }

    fn closing(&self) -> String {
        let style = self.style();
        match self.role {
            None => format!("*{style:#}"),
            Some(_) => format!("{style:#}{LABEL}]{LABEL:#}"),
        }
    }
}

impl<'a> Painter<'a> {
    pub(crate) fn new(document: &'a Document) -> Painter<'a> {
        Painter { document, offsets: OffsetMap::new(&document.article.text) }
    }

    /// The bytes of a sentence in its article.
    pub(crate) fn bytes(&self, sentence: usize) -> Range<usize> {
        let sentence = self.document.sentences.get(sentence);
        sentence.map_or(0..0, |sentence| self.document.bytes(&sentence.tokens))
    }

    /// The text of a sentence, unchanged from the article.
    pub(crate) fn text(&self, sentence: usize) -> &'a str {
        self.document.article.text.get(self.bytes(sentence)).unwrap_or_default()
    }

    /// The Unicode scalar values before the first and after the last character of a sentence.
    pub(crate) fn scalars(&self, sentence: usize) -> Range<usize> {
        let bytes = self.bytes(sentence);
        self.offsets.scalar(bytes.start)..self.offsets.scalar(bytes.end)
    }

    /// The sentence of an event with its marks.
    pub(crate) fn paint(&self, event: &Event) -> String {
        let sentence = self.bytes(event.sentence);
        let marks = self.marks(event, &sentence);
        let mut out = String::new();
        let mut open: Vec<&Mark> = Vec::new();
        let mut next = 0;
        for (at, c) in self.text(event.sentence).char_indices() {
            let at = sentence.start + at;
            while let Some(mark) = open.pop_if(|mark| mark.bytes.end <= at) {
                close(&mut out, mark, open.last().copied());
            }
            while let Some(mark) = marks.get(next).filter(|mark| mark.bytes.start <= at) {
                out.push_str(&mark.opening());
                open.push(mark);
                next += 1;
            }
            push(&mut out, c);
        }
        while let Some(mark) = open.pop() {
            close(&mut out, mark, open.last().copied());
        }
        out
    }

    /// The marks by start, outer ones first; a mark that would cross another is left out.
    fn marks<'e>(&self, event: &'e Event, sentence: &Range<usize>) -> Vec<Mark<'e>> {
        let bytes = |start: usize, end: usize| {
            self.offsets.to_byte(start, Unit::Scalar)..self.offsets.to_byte(end, Unit::Scalar)
        };
        let trigger = Mark { bytes: bytes(event.trigger.start, event.trigger.end), role: None };
        let roles = event.roles.iter().enumerate().flat_map(|(index, (role, fillers))| {
            fillers.iter().map(move |filler| Mark {
                bytes: bytes(filler.span.start, filler.span.end),
                role: Some((index, role)),
            })
        });
        let mut marks: Vec<Mark> = roles.chain([trigger]).collect();
        marks.retain(|mark| sentence.start <= mark.bytes.start && mark.bytes.end <= sentence.end);
        marks.sort_by_key(|mark| (mark.bytes.start, std::cmp::Reverse(mark.bytes.end)));
        let mut kept: Vec<Mark> = Vec::new();
        for mark in marks.into_iter().filter(|mark| !mark.bytes.is_empty()) {
            let crosses =
                |other: &Mark| other.bytes.end > mark.bytes.start && other.bytes.end < mark.bytes.end;
            if !kept.iter().any(crosses) {
                kept.push(mark);
            }
        }
        kept
    }
}

/// Ends a mark, and restores the colour of the one around it. The space after its last word stays outside.
fn close(out: &mut String, mark: &Mark, around: Option<&Mark>) {
    let space = out.ends_with(' ');
    if space {
        out.pop();
    }
    out.push_str(&mark.closing());
    if let Some(around) = around {
        out.push_str(&around.style().to_string());
    }
    if space {
        out.push(' ');
    }
}
