//! Cues: the words that say of what they govern that it is planned, possible, denied, …, and the verbs that report.
//!
//! The shipped ones are the lists of `rules/std/cues`; a rule file adds to them with `cue planned = be on track to do`.
//! Cues travel with the [`Vocabulary`](super::Vocabulary) that a program and its documents share.

use rustc_hash::FxHashMap;

use super::clause::Modality;

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// What it governs has this modality; `Asserted` takes a shipped cue back.
    Modality(Modality),
    /// The verb reports: *say*.
    Attribution,
    /// What it governs does not happen: *prevent*.
    Negative,
}

impl CueKind {
    /// Every kind by its name in rules.
    pub const ALL: [(&'static str, CueKind); 8] = [
        ("asserted", CueKind::Modality(Modality::Asserted)),
        ("attribution", CueKind::Attribution),
        ("cancelled", CueKind::Modality(Modality::Cancelled)),
        ("conditional", CueKind::Modality(Modality::Conditional)),
        ("generic", CueKind::Modality(Modality::Generic)),
        ("negative", CueKind::Negative),
        ("planned", CueKind::Modality(Modality::Planned)),
        ("possible", CueKind::Modality(Modality::Possible)),
    ];

    /// The kind of this name.
    pub fn named(name: &str) -> Option<CueKind> {
        CueKind::ALL.iter().find(|(other, _)| *other == name).map(|(_, kind)| *kind)
    }
}

/// What a cue governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Governed {
    /// A noun of an event (*cancelled the **visit***), or the clause that an adverb or a conjunction belongs to.
    Noun,
    /// An infinitive or a gerund: *agreed **to buy***, *barred from **entering***.
    Infinitive,
    /// A finite clause: *expects that it **rises***.
    Finite,
}

/// What is said of a word, with what it governs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cue {
    /// The modality that it gives.
    pub modality: Option<Modality>,
    /// Whether it denies.
    pub negative: bool,
    /// Whether it reports.
    pub attribution: bool,
}

/// All cues. A phrase is the lemma of a word with its particle and preposition, and what it governs.
#[derive(Clone, Debug)]
pub struct Cues {
    noun: FxHashMap<Box<str>, Cue>,
    infinitive: FxHashMap<Box<str>, Cue>,
    finite: FxHashMap<Box<str>, Cue>,
}

/// The shipped lists, by kind.
const SHIPPED: [(&str, &str); 7] = [
    ("attribution", include_str!("../../rules/std/cues/attribution.tsv")),
    ("cancelled", include_str!("../../rules/std/cues/cancelled.tsv")),
    ("conditional", include_str!("../../rules/std/cues/conditional.tsv")),
    ("generic", include_str!("../../rules/std/cues/generic.tsv")),
    ("negative", include_str!("../../rules/std/cues/negative.tsv")),
    ("planned", include_str!("../../rules/std/cues/planned.tsv")),
    ("possible", include_str!("../../rules/std/cues/possible.tsv")),
];

impl Default for Cues {
    /// The shipped cues.
    fn default() -> Cues {
        let map = FxHashMap::default;
        let mut cues = Cues { noun: map(), infinitive: map(), finite: map() };
        for (name, text) in SHIPPED {
            let Some(kind) = CueKind::named(name) else { continue };
            text.lines().filter(|line| !line.starts_with('#')).for_each(|phrase| cues.add(kind, phrase));
        }
        cues
    }
}

impl Cues {
    /// Adds a phrase: `agree to do` before infinitives and gerunds, `bar from doing` before gerunds with a preposition,
    /// `expect that` before finite clauses, and any other before nouns of events, or of its own clause.
    pub fn add(&mut self, kind: CueKind, phrase: &str) {
        let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let (map, key) = if let Some(phrase) = phrase.strip_suffix(" to do").or(phrase.strip_suffix(" doing"))
        {
            (&mut self.infinitive, phrase)
        } else if let Some(phrase) = phrase.strip_suffix(" that") {
            (&mut self.finite, phrase)
        } else {
            (&mut self.noun, phrase.as_str())
        };
        if key.is_empty() {
            return;
        }
        let cue = map.entry(Box::from(key)).or_default();
        match kind {
            CueKind::Attribution => cue.attribution = true,
            CueKind::Negative => cue.negative = true,
            CueKind::Modality(Modality::Asserted) => (cue.modality, cue.negative) = (None, false),
            CueKind::Modality(modality) => cue.modality = Some(modality),
        }
    }

    /// What the phrase says of what it governs. O(length).
    pub fn get(&self, phrase: &str, governed: Governed) -> Cue {
        let map = match governed {
            Governed::Noun => &self.noun,
            Governed::Infinitive => &self.infinitive,
            Governed::Finite => &self.finite,
        };
        map.get(phrase).copied().unwrap_or_default()
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
        for (name, text) in SHIPPED {
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
