//! Events as a table for people: a block a document, a row an event.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::{Error, Extraction, Form};
use crate::display::{clusters, flat};
use crate::document::{Document, Modality, Polarity};
use crate::extract::Event;
use crate::extract::event::{Filler, Time};

/// The width if the output is no terminal.
const WIDTH: usize = 120;
/// The minimum width; a narrower terminal breaks lines.
const NARROWEST: usize = 60;
/// The maximum width of the type and the trigger.
const LABEL: usize = 24;
/// The maximum number of lines shown of a sentence; the roles may need more.
const LINES: usize = 4;
const GAP: &str = "  ";

/// A block for each document with events.
#[derive(Debug)]
pub struct Table {
    width: usize,
}

impl Table {
    /// At most this wide, unless that is too narrow.
    pub fn of_width(width: Option<usize>) -> Table {
        Table { width: width.unwrap_or(WIDTH) }
    }
}

impl Form for Table {
    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        if let Some(document) = extraction.document.filter(|_| !extraction.events.is_empty()) {
            out.extend_from_slice(block(document, extraction.events, self.width).as_bytes());
        }
        Ok(())
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

/// The events of a document, with a line above that names it.
fn block(document: &Document, events: &[Event], width: usize) -> String {
    let article = &document.article;
    let about = [Some(article.id.as_str()), article.date.as_deref(), article.title.as_deref()];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    let mut out = format!("{}\n", flat(&about.join(" · ")));
    let widest = |text: fn(&Event) -> &str| {
        let width = events.iter().map(|event| flat(text(event)).width()).max().unwrap_or_default();
        width.min(LABEL)
    };
    let labels = [widest(|event| &event.kind), widest(|event| &event.trigger.text)];
    let rest = width.max(NARROWEST).saturating_sub(labels.iter().sum::<usize>() + 3 * GAP.len());
    let widths = [labels[0], labels[1], rest / 2, rest - rest / 2];
    for event in events {
        row(document, event, widths, &mut out);
    }
    out.push('\n');
    out
}

fn row(document: &Document, event: &Event, widths: [usize; 4], out: &mut String) {
    let roles = event.roles.iter().flat_map(|(role, fillers)| {
        fillers.iter().flat_map(move |filler| wrap(&format!("{role}: {}", describe(filler)), widths[2]))
    });
    let facets = facets(event);
    let facets = (!facets.is_empty()).then(|| wrap(&format!("— {facets}"), widths[2]));
    let roles: Vec<String> = roles.chain(facets.into_iter().flatten()).collect();
    let tokens = document.sentences.get(event.sentence).map_or(Range::default(), |s| s.tokens.clone());
    let mut sentence = wrap(document.text(&tokens), widths[3]);
    let most = roles.len().max(LINES);
    if sentence.len() > most {
        sentence.truncate(most);
        if let Some(last) = sentence.last_mut() {
            *last = wrap(last, widths[3] - 2).swap_remove(0) + " …";
        }
    }
    let cells = [wrap(&event.kind, widths[0]), wrap(&event.trigger.text, widths[1]), roles, sentence];
    for line in 0..cells.iter().map(Vec::len).max().unwrap_or_default() {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            let part = cell.get(line).map_or("", String::as_str);
            text.push_str(part);
            text.push_str(&" ".repeat(width.saturating_sub(part.width())));
            text.push_str(GAP);
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

/// `Alexey Kornya (CEO, Mobile TeleSystems Group)`.
fn describe(filler: &Filler) -> String {
    let about = [&filler.title, &filler.affiliation].into_iter().flatten().map(String::as_str);
    let about: Vec<&str> = about.chain(filler.alternative.then_some("one of several")).collect();
    let name = filler.name_or_text();
    if about.is_empty() { name.to_owned() } else { format!("{name} ({})", about.join(", ")) }
}

/// `negative · planned · 2026-03-12 · Oslo · said by Helvion`: the facets of an event, unless they have their usual
/// values.
fn facets(event: &Event) -> String {
    let time = event.time.as_ref().map(Time::value_or_text);
    let place = event.place.as_ref().map(|place| place.text.as_str());
    let denied = (event.polarity != Polarity::default()).then(|| event.polarity.as_str());
    let status =
        denied.into_iter().chain((event.modality != Modality::default()).then(|| event.modality.as_str()));
    let source = event.source.as_ref().map(|source| format!("said by {}", source.name_or_text()));
    let facets = status.chain(time).chain(place).map(str::to_owned);
    facets.chain(source).collect::<Vec<_>>().join(" · ")
}

/// The text in lines of at most this width; a longer word is broken. At least one line.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in flat(text).split(' ') {
        let needed = word.width();
        if used > 0 && used + 1 + needed > width {
            lines.push(String::new());
            used = 0;
        }
        for unit in (used > 0).then_some(" ").into_iter().chain(clusters(word).map(|cluster| cluster.shown)) {
            if used > 0 && used + unit.width() > width {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(unit);
            }
            used += unit.width();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_with_words_and_wide_characters_count_twice() {
        assert_eq!(wrap("one two  three\nfour", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("서울 서울 a", 5), ["서울", "서울", "a"]);
        assert_eq!(wrap("서울서울", 5), ["서울", "서울"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn nothing_in_a_text_can_steer_the_terminal() {
        assert_eq!(flat("a\u{1b}[31mb\tc\u{9b}d"), "a [31mb c d");
    }
}
