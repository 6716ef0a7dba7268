//! The text of an article, cut at the ends of mentions of events.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use crate::display::harmless;
use crate::document::Document;
use crate::extract::Event;
use crate::source::{OffsetMap, Unit};

/// Consecutive sentences, and their events.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Paragraph {
    sentences: Vec<Sentence>,
    /// Their numbers, from 1.
    events: Vec<usize>,
}

#[derive(Clone, Debug, Serialize)]
struct Sentence {
    number: usize,
    pieces: Vec<Piece>,
}

/// A span of text without the start or end of a mark inside.
#[derive(Clone, Debug, Serialize)]
struct Piece {
    text: String,
    /// The number of the event whose trigger it is.
    trigger: Option<usize>,
    /// Its role in each event: `1:buyer 2:seller`.
    parts: String,
    /// The same for people.
    title: String,
    /// How many roles it is part of.
    depth: usize,
}

/// A span of an event, in bytes of the text.
struct Mark<'a> {
    bytes: Range<usize>,
    event: usize,
    /// None for the trigger.
    role: Option<&'a str>,
    kind: &'a str,
}

/// The paragraphs of a document with the marks of its events.
pub(super) fn paragraphs(document: &Document, events: &[Event]) -> Vec<Paragraph> {
    let text = &document.article.text;
    let offsets = OffsetMap::new(text);
    let byte = |scalar: usize| offsets.to_byte(scalar, Unit::Scalar);
    let mut marks: Vec<Vec<Mark>> = document.sentences.iter().map(|_| Vec::new()).collect();
    let mut told: Vec<Vec<usize>> = document.sentences.iter().map(|_| Vec::new()).collect();
    for (event, number) in events.iter().zip(1..) {
        let (Some(marks), Some(told)) = (marks.get_mut(event.sentence), told.get_mut(event.sentence)) else {
            continue;
        };
        told.push(number);
        let mark =
            |start, end, role| Mark { bytes: byte(start)..byte(end), event: number, role, kind: &event.kind };
        marks.push(mark(event.trigger.start, event.trigger.end, None));
        for (role, fillers) in &event.roles {
            marks.extend(
                fillers.iter().map(|filler| mark(filler.span.start, filler.span.end, Some(role.as_str()))),
            );
        }
    }
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut end = 0;
    for (index, sentence) in document.sentences.iter().enumerate() {
        let bytes = document.bytes(&sentence.tokens);
        let gap = text.get(end..bytes.start).unwrap_or_default();
        end = bytes.end;
        let starts = paragraphs.is_empty() || gap.matches('\n').count() > 1;
        if starts {
            paragraphs.push(Paragraph::default());
        }
        let Some(paragraph) = paragraphs.last_mut() else { continue };
        paragraph.events.append(&mut told[index]);
        paragraph.sentences.push(Sentence { number: index + 1, pieces: pieces(text, bytes, &marks[index]) });
    }
    paragraphs
}

/// A sentence, cut at every end of a mark. Marks may overlap freely.
fn pieces(text: &str, sentence: Range<usize>, marks: &[Mark]) -> Vec<Piece> {
    let inside = |byte: usize| byte.clamp(sentence.start, sentence.end);
    let mut cuts: BTreeSet<usize> = [sentence.start, sentence.end].into();
    cuts.extend(marks.iter().flat_map(|mark| [inside(mark.bytes.start), inside(mark.bytes.end)]));
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let spans = cuts.windows(2).map(|cut| (cut[0], cut[1]));
    let piece = |(start, end): (usize, usize)| {
        let over: Vec<&Mark> =
            marks.iter().filter(|mark| mark.bytes.start <= start && end <= mark.bytes.end).collect();
        let part = |mark: &&Mark| format!("{}:{}", mark.event, mark.role.unwrap_or("trigger"));
        let title = |mark: &&Mark| format!("{}: {}", mark.kind, mark.role.unwrap_or("trigger"));
        Piece {
            text: line(text.get(start..end).unwrap_or_default()),
            trigger: over.iter().find(|mark| mark.role.is_none()).map(|mark| mark.event),
            parts: over.iter().map(part).collect::<Vec<_>>().join(" "),
            title: over.iter().map(title).collect::<Vec<_>>().join(", "),
            depth: over.iter().filter(|mark| mark.role.is_some()).count(),
        }
    };
    spans.map(piece).collect()
}

/// The text with its lines joined.
pub(super) fn line(text: &str) -> String {
    harmless(text).replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(bytes: Range<usize>, event: usize, role: Option<&'static str>) -> Mark<'static> {
        Mark { bytes, event, role, kind: "Deal" }
    }

    #[test]
    fn marks_that_overlap_are_cut_and_no_character_is_lost() {
        let text = "Aster bought Birch on Monday.";
        let marks = [
            mark(6..12, 1, None),
            mark(0..5, 1, Some("buyer")),
            mark(0..18, 2, Some("deal")),
            mark(13..29, 2, Some("rest")),
        ];
        let pieces = pieces(text, 0..29, &marks);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        let seen: Vec<_> =
            pieces.iter().map(|piece| (piece.text.as_str(), piece.parts.as_str(), piece.depth)).collect();
        let expected = [
            ("Aster", "1:buyer 2:deal", 2),
            (" ", "2:deal", 1),
            ("bought", "1:trigger 2:deal", 1),
            (" ", "2:deal", 1),
            ("Birch", "2:deal 2:rest", 2),
            (" on Monday.", "2:rest", 1),
        ];
        assert_eq!(seen, expected);
        assert_eq!(pieces[2].trigger, Some(1));
    }

    #[test]
    fn a_mark_beyond_its_sentence_is_cut_there() {
        let pieces = pieces("One. Two.", 0..4, &[mark(2..9, 1, Some("all"))]);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["On", "e."]);
    }
}
