//! Standoff annotation from brat: `T` lines are spans of text, `E` lines events, `A` lines their attributes, `#` lines
//! notes. `docs/scoring.md` lists the attributes and notes that are read.

use std::collections::BTreeMap;

use super::{Argument, HardNegative, Marked, Place, Record, names};
use crate::document::{Facet, Modality, Polarity};

/// An event line: its id, its number and its parts, the first of which is the type with its trigger.
type EventLine<'a> = (&'a str, usize, Vec<(&'a str, &'a str)>);

/// Reads the `.ann` file of an article; offsets count Unicode scalar values.
///
/// A span of several pieces extends from the first to the last. Roles are written as in the packs, except for the case
/// of their first letter and a number at the end (`Participant2`); `Source` is the source.
///
/// # Errors
/// The number of the first line that cannot be read, from 1, and why.
pub fn brat(annotation: &str, doc: &str) -> Result<Marked, (usize, String)> {
    let mut stretches: BTreeMap<&str, (&str, Place)> = BTreeMap::new();
    let mut events: Vec<EventLine> = Vec::new();
    let mut facets: BTreeMap<&str, Vec<(usize, &str, &str)>> = BTreeMap::new();
    let mut notes: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, line) in annotation.lines().enumerate() {
        let mut columns = line.splitn(3, '\t');
        let (id, about, rest) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""), columns.next());
        let mut words = about.split_whitespace();
        match id.chars().next() {
            Some('T') => {
                let place =
                    place(about).ok_or_else(|| (index + 1, format!("`{about}` is no type with offsets")))?;
                stretches.insert(id, (words.next().unwrap_or(""), place));
            }
            Some('E') => {
                let parts: Option<Vec<_>> = words.map(|part| part.split_once(':')).collect();
                let parts = parts.filter(|parts| !parts.is_empty());
                let parts = parts
                    .ok_or_else(|| (index + 1, format!("`{about}` is no event: `Visit:T1 Agent:T2`")))?;
                events.push((id, index + 1, parts));
            }
            Some('A' | 'M') => {
                if let (Some(name), Some(of)) = (words.next(), words.next()) {
                    facets.entry(of).or_default().push((index + 1, name, words.next().unwrap_or("")));
                }
            }
            Some('#') => {
                if let Some(of) = words.nth(1) {
                    notes.insert(of, rest.unwrap_or("").trim());
                }
            }
            // relations, equivalences and blank lines
            _ => {}
        }
    }
    let triggers: BTreeMap<&str, &str> =
        events.iter().filter_map(|(id, _, parts)| Some((*id, parts.first()?.1))).collect();
    let stretch = |id: &str| stretches.get(triggers.get(id).copied().unwrap_or(id)).copied();
    let mut marked = Marked { doc: doc.to_owned(), ..Marked::default() };
    for (id, line, parts) in &events {
        let unknown = |id: &str| (*line, format!("there is no `{id}`"));
        let mut event = Record {
            modality: Some(Modality::default()),
            polarity: Some(Polarity::default()),
            ..Record::default()
        };
        for (index, (role, of)) in parts.iter().enumerate() {
            let (_, place) = stretch(of).ok_or_else(|| unknown(of))?;
            if index == 0 {
                event.kind = (*role).to_owned();
                event.trigger = place;
                continue;
            }
            let role = role_name(role);
            if role == "source" {
                event.sources.push(place);
                continue;
            }
            let note = notes.get(of).and_then(|note| note.strip_prefix("resolved:"));
            let names = names::several(note.unwrap_or_default());
            event.arguments.push(Argument { role, place, names });
        }
        for (line, name, value) in facets.get(id).into_iter().flatten() {
            let word = value.to_lowercase();
            let unknown = |facet: Facet| {
                (*line, format!("`{value}` is no {facet}: it is one of `{}`", facet.words().join(" ")))
            };
            match *name {
                "Modality" => {
                    event.modality = Some(Modality::named(&word).ok_or_else(|| unknown(Facet::Modality))?);
                }
                "Polarity" => {
                    event.polarity = Some(Polarity::named(&word).ok_or_else(|| unknown(Facet::Polarity))?);
                }
                "Negation" | "Negated" => event.polarity = Some(Polarity::Negative),
                "Time" => event.time = Some((*value).to_owned()),
                _ => {}
            }
        }
        marked.events.push(event);
    }
    for (id, facets) in &facets {
        let looks = facets.iter().filter(|(_, name, _)| *name == "LooksLike");
        for ((_, _, kind), (_, place)) in looks.zip(stretches.get(id)) {
            let reason = notes.get(id).copied().unwrap_or_default().to_owned();
            marked.hard_negatives.push(HardNegative { kind: (*kind).to_owned(), place: *place, reason });
        }
    }
    marked.hard_negatives.sort_by_key(|negative| negative.place);
    Ok(marked)
}

/// From the first to the last character of `Visit 10 17` or `Visit 10 14;16 20`.
fn place(about: &str) -> Option<Place> {
    let (_, numbers) = about.split_once(' ')?;
    let mut numbers = numbers.split([' ', ';']).map(str::parse::<usize>);
    let start = numbers.next()?.ok()?;
    let end = numbers.next_back()?.ok()?;
    (start < end).then_some(Place { start, end })
}

pub(super) fn role_name(written: &str) -> String {
    let written = written.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut chars = written.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_facets_names_and_hard_negatives_are_read() {
        let annotation = "T1\tVisit 5 12\tvisited\nT2\tPerson 0 4\tAnna\nT3\tOrganization 13 16;21 25\tthe bank\n\
            E1\tVisit:T1 Agent:T2 Host1:T3 Source:T2\nA1\tModality E1 Planned\nA2\tNegation E1\nA3\tTime E1 2019-05-20\n\
            #1\tAnnotatorNotes T3\tresolved: Northgate Bank\nT4\tWord 30 34\tmeet\nA4\tLooksLike T4 Meet\n\
            #2\tAnnotatorNotes T4\tmeeting a demand\nR1\tKnows Arg1:T1 Arg2:T2\n";
        let marked = brat(annotation, "a").unwrap();
        let event = &marked.events[0];
        assert_eq!((event.kind.as_str(), event.trigger), ("Visit", Place { start: 5, end: 12 }));
        let roles: Vec<_> =
            event.arguments.iter().map(|a| (a.role.as_str(), a.place.start, a.place.end)).collect();
        assert_eq!(roles, [("agent", 0, 4), ("host", 13, 25)]);
        assert_eq!(event.arguments[1].names, ["Northgate Bank"]);
        assert_eq!((event.modality, event.polarity), (Some(Modality::Planned), Some(Polarity::Negative)));
        assert_eq!((event.time.as_deref(), event.sources.len()), (Some("2019-05-20"), 1));
        let negative = &marked.hard_negatives[0];
        assert_eq!((negative.kind.as_str(), negative.reason.as_str()), ("Meet", "meeting a demand"));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_told() {
        assert_eq!(brat("T1\tVisit x\ty\n", "a"), Err((1, "`Visit x` is no type with offsets".into())));
        assert_eq!(brat("E1\tVisit:T1\n", "a"), Err((1, "there is no `T1`".into())));
        let facet = "T1\tVisit 5 12\tvisited\nE1\tVisit:T1\nA1\tPolarity E1 Maybe\n";
        let message = "`Maybe` is no polarity: it is one of `positive negative`";
        assert_eq!(brat(facet, "a"), Err((3, message.into())));
    }
}
