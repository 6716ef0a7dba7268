//! Marked and found events, paired one to one, and their differences.

use std::collections::BTreeMap;

use super::measures::{Counts, Score, score};
use super::{Argument, Marked, Place, Record, names};
use crate::document::{Modality, Polarity};

/// The result of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The figures.
    pub score: Score,
    /// The mistakes, in the order of the articles and of their text.
    pub mistakes: Vec<Mistake>,
}

/// A missing, noisy or wrong event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The article's id.
    pub doc: String,
    /// Its type.
    pub kind: String,
    /// In one word.
    pub verdict: Verdict,
    /// The trigger: as marked or, for a noisy event, as found.
    pub trigger: Place,
    /// Its index among the article's found events, as given; none if it is missing.
    pub found: Option<usize>,
    /// The differences, or why there is no such event.
    pub details: Vec<Detail>,
}

/// A difference, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its subject: `trigger`, `role \`host\``, `modality`.
    pub about: String,
    /// The observation; places of the text are named by their words elsewhere.
    pub text: String,
    /// The relevant words.
    pub place: Option<Place>,
}

/// The kind of a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is marked and was not found.
    Missing,
    /// It was found and is not marked.
    Noisy,
    /// It was found with other words, roles or facets.
    Wrong,
}

impl Verdict {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Missing => "missing",
            Verdict::Noisy => "noisy",
            Verdict::Wrong => "wrong",
        }
    }
}

/// Compares the events found in articles with those marked in them.
///
/// An article without found events may be absent from `found`; events found in unmarked articles do not count.
/// Quadratic in the events of an article.
pub fn compare(marked: &[Marked], found: &[Marked]) -> Comparison {
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let mut mistakes = Vec::new();
    let by_doc: BTreeMap<&str, &Marked> =
        found.iter().map(|article| (article.doc.as_str(), article)).collect();
    for article in marked {
        let found = by_doc.get(article.doc.as_str()).map_or(&[][..], |found| &found.events);
        let mut own = Article { marked: article, found, counts: &mut counts, mistakes: Vec::new() };
        own.compare();
        own.mistakes.sort_by_key(|mistake| (mistake.trigger, mistake.verdict));
        mistakes.append(&mut own.mistakes);
    }
    Comparison { score: score(&counts), mistakes }
}

struct Article<'a> {
    marked: &'a Marked,
    found: &'a [Record],
    counts: &'a mut BTreeMap<String, Counts>,
    mistakes: Vec<Mistake>,
}

impl Article<'_> {
    fn compare(&mut self) {
        for event in self.found {
            let counts = self.of_type(&event.kind);
            counts.found += 1;
            counts.found_arguments += event.arguments.len();
        }
        // both from left to right
        let found = self.found;
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&index| found[index].trigger.start);
        let mut marked: Vec<&Record> = self.marked.events.iter().collect();
        marked.sort_by_key(|event| event.trigger.start);
        let mut used = vec![false; found.len()];
        for event in marked {
            let counts = self.of_type(&event.kind);
            counts.marked += 1;
            counts.marked_arguments += event.arguments.len();
            match partner(event, found, &order, &used) {
                Some(index) => {
                    used[index] = true;
                    let details = pair(event, &found[index], self.of_type(&event.kind));
                    if !details.is_empty() {
                        self.tell(Verdict::Wrong, event, Some(index), details);
                    }
                }
                None => self.tell(Verdict::Missing, event, None, Vec::new()),
            }
        }
        self.hard_negatives();
        for index in order.into_iter().filter(|&index| !used[index]) {
            let event = &found[index];
            let looks = |negative: &&super::HardNegative| {
                negative.kind == event.kind && event.trigger.overlaps(negative.place)
            };
            let why = self.marked.hard_negatives.iter().find(looks).map(|negative| Detail {
                about: "hard negative".to_owned(),
                text: negative.reason.clone(),
                place: Some(negative.place),
            });
            self.tell(Verdict::Noisy, event, Some(index), why.into_iter().collect());
        }
    }

    fn hard_negatives(&mut self) {
        let found = self.found;
        for negative in &self.marked.hard_negatives {
            let alarm =
                |event: &Record| event.kind == negative.kind && event.trigger.overlaps(negative.place);
            self.of_type(&negative.kind).hard_negatives.ask(found.iter().any(alarm));
        }
    }

    fn of_type(&mut self, kind: &str) -> &mut Counts {
        self.counts.entry(kind.to_owned()).or_default()
    }

    fn tell(&mut self, verdict: Verdict, event: &Record, found: Option<usize>, details: Vec<Detail>) {
        let (doc, kind) = (self.marked.doc.clone(), event.kind.clone());
        self.mistakes.push(Mistake { doc, kind, verdict, trigger: event.trigger, found, details });
    }
}

/// The found event that corresponds to a marked one: of its type, and with the same trigger or, if there is none, the
/// last one whose trigger overlaps.
fn partner(event: &Record, found: &[Record], order: &[usize], used: &[bool]) -> Option<usize> {
    let free = order.iter().copied().filter(|&index| {
        !used[index] && found[index].kind == event.kind && found[index].trigger.overlaps(event.trigger)
    });
    let mut best = None;
    for index in free {
        best = Some(index);
        if found[index].trigger == event.trigger {
            break;
        }
    }
    best
}

/// Counts what is right in a found event, and reports the rest.
fn pair(event: &Record, found: &Record, counts: &mut Counts) -> Vec<Detail> {
    let mut details = Vec::new();
    counts.matched += 1;
    counts.same_span += usize::from(event.trigger == found.trigger);
    if event.trigger != found.trigger {
        details.push(detail("trigger", "is marked otherwise", Some(event.trigger)));
    }
    let right = arguments(event, found, counts, &mut details);
    counts.whole += usize::from(right == event.arguments.len() && right == found.arguments.len());
    facets(event, found, counts, &mut details);
    details
}

/// Pairs the arguments, and returns how many are right.
fn arguments(event: &Record, found: &Record, counts: &mut Counts, details: &mut Vec<Detail>) -> usize {
    let mut used = vec![false; found.arguments.len()];
    let mut right = 0;
    for argument in &event.arguments {
        let about = format!("role `{}`", argument.role);
        let fits = |(index, other): &(usize, &Argument)| {
            !used[*index] && other.role == argument.role && argument.place.covers(other.place)
        };
        let Some((index, other)) = found.arguments.iter().enumerate().find(fits) else {
            details.push(detail(&about, "was not found", Some(argument.place)));
            continue;
        };
        used[index] = true;
        right += 1;
        counts.matched_arguments += 1;
        counts.same_span_arguments += usize::from(argument.place == other.place);
        if argument.place != other.place {
            details.push(detail(&about, "was found with other words", Some(other.place)));
        }
        if !argument.names.is_empty() {
            // several fillers may match one marked phrase: *both firms*
            let together = found.arguments.iter().filter(|a| a.role == other.role && a.place == other.place);
            let given: Vec<&String> = together.flat_map(|argument| &argument.names).collect();
            let same = names::same(&argument.names, given.iter().copied());
            counts.names.ask(same);
            if !same {
                let given: Vec<&str> = given.into_iter().map(String::as_str).collect();
                let given = if given.is_empty() { "nobody".to_owned() } else { given.join("; ") };
                let text = format!("is {}; found was {given}", argument.names.join("; "));
                details.push(detail(&about, &text, Some(argument.place)));
            }
        }
    }
    for (argument, _) in found.arguments.iter().zip(&used).filter(|(_, used)| !**used) {
        let about = format!("role `{}`", argument.role);
        details.push(detail(&about, "is not marked", Some(argument.place)));
    }
    right
}

fn facets(event: &Record, found: &Record, counts: &mut Counts, details: &mut Vec<Detail>) {
    let mut differs = |about: &str, marked: &str, given: &str| {
        if marked != given {
            details.push(detail(about, &format!("is {marked}; found was {given}"), None));
        }
    };
    if let Some(modality) = event.modality {
        let right = found.modality == Some(modality);
        counts.modality.ask(right);
        if modality != Modality::Asserted {
            counts.not_asserted.ask(right);
        }
        differs("modality", modality.as_str(), found.modality.map_or("", Modality::as_str));
    }
    if let Some(polarity) = event.polarity {
        let right = found.polarity == Some(polarity);
        counts.polarity.ask(right);
        if polarity == Polarity::Negative {
            counts.negative.ask(right);
        }
        differs("polarity", polarity.as_str(), found.polarity.map_or("", Polarity::as_str));
    }
    if let Some(time) = &event.time {
        counts.time.ask(found.time.as_ref() == Some(time));
        differs("time", time, found.time.as_deref().unwrap_or("nothing"));
    }
    if let Some(source) = event.sources.first() {
        let right = found.sources.first().is_some_and(|found| event.sources.iter().any(|s| s.covers(*found)));
        counts.attribution.ask(right);
        if !right {
            let text = if found.sources.is_empty() { "was not found" } else { "is somebody else" };
            details.push(detail("source", text, Some(*source)));
        }
    }
}

fn detail(about: &str, text: &str, place: Option<Place>) -> Detail {
    Detail { about: about.to_owned(), text: text.to_owned(), place }
}
