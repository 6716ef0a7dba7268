//! Cues: words that mark what they govern as planned, possible, denied, …, and verbs that report.
//!
//! The lists of `rules/std/cues` are shipped; a rule file adds cues with `cue planned = be on track to do`.
//! Cues travel with the [`Vocabulary`](super::Vocabulary) that a program and its documents share.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::facet::{Modality, Polarity};

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CueKind {
    /// What it governs has this modality; `Asserted` cancels a shipped cue.
    Modality(Modality),
    /// The verb reports: *say*.
    Attribution,
    /// What it governs does not happen: *prevent*.
    Negative,
}

impl CueKind {
    /// Its name in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            CueKind::Modality(modality) => modality.as_str(),
            CueKind::Attribution => "attribution",
            CueKind::Negative => Polarity::Negative.as_str(),
        }
    }

    /// Every kind.
    pub fn all() -> impl Iterator<Item = CueKind> {
        let modalities = Modality::ALL.iter().copied().map(CueKind::Modality);
        modalities.chain([CueKind::Attribution, CueKind::Negative])
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<CueKind> {
        CueKind::all().find(|kind| kind.as_str() == name)
    }
}

/// What a cue governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Governed {
    /// A noun of an event (*cancelled the **visit***), or the clause of an adverb or a conjunction.
    Noun,
    /// An infinitive or a gerund: *agreed **to buy***, *barred from **entering***.
    Infinitive,
    /// A finite clause: *expects that it **rises***.
    Finite,
}

/// The effects of a word on what it governs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cue {
    /// The modality that it gives.
    pub modality: Option<Modality>,
    /// Whether it denies.
    pub negative: bool,
    /// Whether it reports.
    pub attribution: bool,
}

/// The shipped cues and those that rules add. A phrase is the lemma of a word with its particle and preposition, and
/// what it governs.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    added: Phrases,
}

/// The effects of phrases, by what they govern.
#[derive(Clone, Debug, Default)]
struct Phrases {
    noun: FxHashMap<Box<str>, Cue>,
    infinitive: FxHashMap<Box<str>, Cue>,
    finite: FxHashMap<Box<str>, Cue>,
}

/// The shipped lists, read once.
static LISTS: LazyLock<Phrases> = LazyLock::new(|| {
    let mut lists = Phrases::default();
    for (kind, text) in SHIPPED {
        let phrases = text.lines().filter(|line| !line.starts_with('#')).map(str::to_lowercase);
        phrases.for_each(|phrase| {
            let (governed, key) = governed(&phrase);
            lists.of_mut(governed).entry(Box::from(key)).or_default().say(kind);
        });
    }
    lists
});

/// What a phrase governs, and the phrase without the words that say so.
fn governed(phrase: &str) -> (Governed, &str) {
    if let Some(phrase) = phrase.strip_suffix(" to do").or(phrase.strip_suffix(" doing")) {
        (Governed::Infinitive, phrase)
    } else if let Some(phrase) = phrase.strip_suffix(" that") {
        (Governed::Finite, phrase)
    } else {
        (Governed::Noun, phrase)
    }
}

impl Phrases {
    fn of(&self, governed: Governed) -> &FxHashMap<Box<str>, Cue> {
        match governed {
            Governed::Noun => &self.noun,
            Governed::Infinitive => &self.infinitive,
            Governed::Finite => &self.finite,
        }
    }

    fn of_mut(&mut self, governed: Governed) -> &mut FxHashMap<Box<str>, Cue> {
        match governed {
            Governed::Noun => &mut self.noun,
            Governed::Infinitive => &mut self.infinitive,
            Governed::Finite => &mut self.finite,
        }
    }
}

impl Cue {
    fn say(&mut self, kind: CueKind) {
        match kind {
            CueKind::Attribution => self.attribution = true,
            CueKind::Negative => self.negative = true,
            CueKind::Modality(Modality::Asserted) => (self.modality, self.negative) = (None, false),
            CueKind::Modality(modality) => self.modality = Some(modality),
        }
    }
}

/// The shipped lists, by kind.
const SHIPPED: [(CueKind, &str); 7] = [
    (CueKind::Attribution, include_str!("../../rules/std/cues/attribution.tsv")),
    (CueKind::Modality(Modality::Cancelled), include_str!("../../rules/std/cues/cancelled.tsv")),
    (CueKind::Modality(Modality::Conditional), include_str!("../../rules/std/cues/conditional.tsv")),
    (CueKind::Modality(Modality::Generic), include_str!("../../rules/std/cues/generic.tsv")),
    (CueKind::Negative, include_str!("../../rules/std/cues/negative.tsv")),
    (CueKind::Modality(Modality::Planned), include_str!("../../rules/std/cues/planned.tsv")),
    (CueKind::Modality(Modality::Possible), include_str!("../../rules/std/cues/possible.tsv")),
];

impl Cues {
    /// Adds a phrase: `agree to do` before infinitives and gerunds, `bar from doing` before gerunds with a preposition,
    /// `expect that` before finite clauses, and any other before nouns of events or in its own clause.
    pub fn add(&mut self, kind: CueKind, phrase: &str) {
        let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let (governed, key) = governed(&phrase);
        if !key.is_empty() {
            let known = self.get(key, governed);
            self.added.of_mut(governed).entry(Box::from(key)).or_insert(known).say(kind);
        }
    }

    /// The effects of the phrase on what it governs. O(length).
    pub fn get(&self, phrase: &str, governed: Governed) -> Cue {
        let added = self.added.of(governed);
        let added = if added.is_empty() { None } else { added.get(phrase) };
        added.or_else(|| LISTS.of(governed).get(phrase)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_tells_what_it_governs() {
        let cues = Cues::default();
        assert_eq!(cues.get("agree", Governed::Infinitive).modality, Some(Modality::Planned));
        assert_eq!(cues.get("agree", Governed::Finite).modality, None);
        assert_eq!(cues.get("bar from", Governed::Infinitive).modality, Some(Modality::Possible));
        assert_eq!(cues.get("call for", Governed::Noun).modality, Some(Modality::Possible));
        assert!(cues.get("say", Governed::Noun).attribution);
    }

    #[test]
    fn cues_are_added_and_taken_back() {
        let mut cues = Cues::default();
        cues.add(CueKind::Modality(Modality::Planned), "be  on track to do");
        cues.add(CueKind::Modality(Modality::Asserted), "agree to do");
        assert_eq!(cues.get("be on track", Governed::Infinitive).modality, Some(Modality::Planned));
        assert_eq!(cues.get("agree", Governed::Infinitive), Cue::default());
    }

    #[test]
    fn the_shipped_lists_are_sorted_and_each_phrase_is_there_once() {
        let mut known = std::collections::BTreeMap::new();
        for (kind, text) in SHIPPED {
            let name = kind.as_str();
            for phrase in text.lines().filter(|line| !line.starts_with('#')) {
                assert_eq!(phrase, phrase.trim(), "{name}");
                let other = known
                    .insert(phrase, name)
                    .filter(|other| !matches!((*other, name), ("attribution", _) | (_, "attribution")));
                assert_eq!(other, None, "`{phrase}` in {name}");
            }
        }
    }
}
