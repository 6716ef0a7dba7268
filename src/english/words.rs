//! The word lists of English: which classes a word or phrase belongs to, as `data/english/*.tsv` says.
//!
//! Each list is there once and is read by patterns and by texts alike: what a pattern takes for a preposition is what a
//! sentence takes for one. An entry is a word, or several with single spaces between them; small letters where only the
//! lower-case form is looked up. A class may give its entries a value: the number of *twenty*, the country of *Danish*.
//!
//! A rule file adds to an open class with `words title = harbourmaster`. What is added travels with the vocabulary of a
//! program, see [`Words`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

macro_rules! classes {
    ($($(#[doc = $what:literal])+ $class:ident = $name:literal $openness:ident $($why:literal)?,)+) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Class { $($(#[doc = $what])+ $class,)+ }

        impl Class {
            /// Every class, in the order of their names.
            pub const ALL: &[Class] = &[$(Class::$class,)+];

            /// The name of the class in `data/english`, in rules and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Class::$class => $name,)+ }
            }

            /// What words of the class are, in one sentence.
            pub fn description(self) -> &'static str {
                match self { $(Class::$class => concat!($($what),+),)+ }.trim()
            }

            /// Why rule files may not add to the class; none where they may.
            pub fn closed(self) -> Option<&'static str> {
                match self { $(Class::$class => classes!(@ $openness $($why)?),)+ }
            }

            /// The class of this name.
            pub fn named(name: &str) -> Option<Class> {
                match name { $($name => Some(Class::$class),)+ _ => None }
            }
        }
    };
    (@ open) => { None };
    (@ closed) => { Some("English has no others") };
    (@ closed $why:literal) => { Some($why) };
}

classes! {
    /// Verbs of saying whose participle goes on with what somebody has said: *…, **adding** that*.
    AddingVerb = "adding-verb" closed "the engine has a rule of its own for each of them",
    /// Prepositions before an event whose agent is the subject of the clause: *during a visit*.
    AdjunctPreposition = "adjunct-preposition" closed "the engine has a rule of its own for each of them",
    /// Prepositions between a post and whose it is: *minister **of** trade*.
    AffiliationPreposition = "affiliation-preposition" closed "the engine has a rule of its own for each of them",
    /// Verbs of speech whose object, a noun of an event, is what they report: ***announced** a merger*.
    AnnouncingVerb = "announcing-verb" open,
    /// Verbs that say how far an event is, and lend it their arguments: ***began** talks with Oslo*.
    AspectualVerb = "aspectual-verb" open,
    /// Forms of *be*, *have* and *do*; the value tells of which.
    Auxiliary = "auxiliary" closed,
    /// Words that close the name of a company and are left out as often: *Acme **Company***.
    CompanyNoun = "company-noun" closed "the engine has a rule of its own for each of them",
    /// Nouns that an infinitive completes: *a **plan** to buy*.
    ContentNoun = "content-noun" open,
    /// Verbs that happen when the event does that is their object or subject: ***held** talks on Friday*.
    DatingVerb = "dating-verb" open,
    /// Determiners of what is known already: ***the** takeover*, ***their** talks*.
    DefiniteDeterminer = "definite-determiner" closed,
    /// Words before a noun without which a pattern means the same.
    Determiner = "determiner" closed,
    /// Verbs with two objects: the subject of their passive is the receiver where an object is left.
    DitransitiveVerb = "ditransitive-verb" open,
    /// Nouns of events, beside those whose ending tells it.
    EventNoun = "event-noun" open,
    /// Adverbs before which *not* denies nothing: *not **only***.
    FocusAdverb = "focus-adverb" closed,
    /// Prepositions with a gerund; the value tells whose it is: that of the `object`, of the object of a verb
    /// that judges (`judged`), or as the cues say (`cued`).
    GerundPreposition = "gerund-preposition" closed "the engine has a rule of its own for each of them",
    /// Verbs that so often keep an object in the passive that an object shows no active verb: *was **given** a prize*.
    GivingVerb = "giving-verb" open,
    /// Verbs that make their object happen, or say of their subject that it does: it is as sure as they are.
    HappeningVerb = "happening-verb" open,
    /// Titles that say nothing of a post: *Mr*.
    Honorific = "honorific" open,
    /// Words like relative pronouns that stand for no noun before them: *what*.
    Interrogative = "interrogative" closed,
    /// Verbs that have no object, beside those of motion.
    IntransitiveVerb = "intransitive-verb" open,
    /// Nouns for a journey: who comes for a *visit* is on it.
    JourneyNoun = "journey-noun" open,
    /// Verbs that judge their object by what it did: ***fined** Lind for speeding*.
    JudgingVerb = "judging-verb" open,
    /// Verbs that say little beside the noun that they take, and lend it their arguments: ***paid** a visit*.
    /// With the value `any` they lend to any noun, with `none` to no noun, else to those of events.
    LightVerb = "light-verb" open,
    /// Verbs of telling that are never without the listener: *tell*.
    ListenerVerb = "listener-verb" closed "the engine has a rule of its own for each of them",
    /// Nouns of manner and cause, which a clause without a relative pronoun has no gap for: *the **way** they
    /// won*.
    MannerNoun = "manner-noun" closed "the engine has a rule of its own for each of them",
    /// Modal verbs; the value tells of which a form is.
    Modal = "modal" closed,
    /// Verbs of motion: an infinitive after them tells the purpose, and so does an event after *for*.
    MotionVerb = "motion-verb" open,
    /// Verbs that name their object something: ***named** her chairwoman*.
    NamingVerb = "naming-verb" open,
    /// Adverbs that deny their clause: *not*, *never*.
    NegativeAdverb = "negative-adverb" closed,
    /// Pronouns that deny the clause they are an argument of: *nobody*.
    NegativePronoun = "negative-pronoun" closed,
    /// Words that deny the clause or the noun they belong to: *not*, *no*, *nor*.
    Negator = "negator" closed,
    /// Verbs whose subject is also the agent of the event that is their object: ***postponed** a visit*.
    NounControlVerb = "noun-control-verb" open,
    /// Verbs whose infinitive has the phrase with a preposition as its subject, the value: ***pleaded** with
    /// him to leave*.
    ObliqueControlVerb = "oblique-control-verb" closed "the engine has a rule of its own for each of them",
    /// Verbs that say of their subject, an event, that it comes to be: *talks **began***.
    OccurrenceVerb = "occurrence-verb" open,
    /// Particles of verbs: *step **down***. The value tells what else the word is there: a `preposition`, or an
    /// `adverb` for parsers.
    Particle = "particle" closed,
    /// Nouns of place, for which a clause without a relative pronoun lacks *in*: *the **spot** they met*.
    PlaceNoun = "place-noun" closed "the engine has a rule of its own for each of them",
    /// Prepositions before the place of an event.
    PlacePreposition = "place-preposition" closed "the engine has a rule of its own for each of them",
    /// Prepositions of one word or several: *in*, *on behalf of*.
    Preposition = "preposition" open,
    /// Words that single a noun out, so that an infinitive says what it did: *the **first** to visit*.
    Rank = "rank" closed,
    /// Relative pronouns: *who*, *which*.
    RelativePronoun = "relative-pronoun" closed,
    /// Verbs of saying whose trees are mended by what they report. Whether a clause is attributed, cues decide.
    ReportingVerb = "reporting-verb" open,
    /// Prepositions before an event that happens when the clause does.
    SimultaneousPreposition = "simultaneous-preposition" closed "the engine has a rule of its own for each of them",
    /// Verbs whose subject is that of their infinitive though they have an object: ***promised** him to leave*.
    SubjectControlVerb = "subject-control-verb" open,
    /// Conjunctions; the value tells whether their clause happens `together` with the other or `apart`.
    Subordinator = "subordinator" closed,
    /// Verbs that tell somebody something: a clause after the listener is what they tell.
    TellingVerb = "telling-verb" open,
    /// Nouns of time: a phrase with *by* is no agent there.
    TimeNoun = "time-noun" closed "the engine has a rule of its own for each of them",
    /// Words before a time that leave it the time of the clause. With the value `nominal` they do so behind a
    /// noun too.
    TimePreposition = "time-preposition" closed "the engine has a rule of its own for each of them",
    /// Nouns that are the title or post of a person.
    Title = "title" open,
    /// Words that belong to the title before which they stand: ***deputy** minister*.
    TitlePart = "title-part" open,
    /// Prepositions after a noun that says alone whether its event happens: *a proposal **for** talks*.
    TopicPreposition = "topic-preposition" closed "the engine has a rule of its own for each of them",
    /// Adjectives whose subject is the object of their infinitive: ***hard** to reach*.
    ToughAdjective = "tough-adjective" closed,
}

/// How many words the longest prepositions have.
pub const LONGEST_PREPOSITION: usize = 4;

/// Where the lists stand: the name of each file, and its text.
const FILES: &[(&str, &str)] = &[
    ("function-words", include_str!("../../data/english/function-words.tsv")),
    ("nouns", include_str!("../../data/english/nouns.tsv")),
    ("prepositions", include_str!("../../data/english/prepositions.tsv")),
    ("titles", include_str!("../../data/english/titles.tsv")),
    ("verbs", include_str!("../../data/english/verbs.tsv")),
];

/// The classes that an entry belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Classes([u64; 4]);

impl Classes {
    fn has(self, class: Class) -> bool {
        self.0[class as usize / 64] & 1 << (class as usize % 64) != 0
    }

    fn add(&mut self, class: Class) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }
}

/// The shipped lists.
#[derive(Debug, Default)]
struct Lists {
    classes: FxHashMap<&'static str, Classes>,
    values: FxHashMap<(Class, &'static str), &'static str>,
    /// The entries of each class with their sources, by its number, in the order of the files.
    entries: Vec<Vec<(&'static str, &'static str)>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists { entries: vec![Vec::new(); Class::ALL.len()], ..Lists::default() };
    for (entry, class, value, source) in FILES.iter().flat_map(|(_, text)| lines(text)) {
        // a test below: every class of the files is known
        let Some(class) = Class::named(class) else { continue };
        lists.classes.entry(entry).or_default().add(class);
        lists.entries[class as usize].push((entry, source));
        if let Some(value) = value {
            lists.values.insert((class, entry), value);
        }
    }
    lists
});

/// The entries of a file, once for each of their classes: entry, class, value and source.
fn lines(
    text: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str, Option<&'static str>, &'static str)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).flat_map(|(entry, rest)| {
        let (classes, source) = rest.split_once('\t').unwrap_or((rest, ""));
        classes.split(", ").map(move |class| match class.split_once('=') {
            Some((class, value)) => (entry, class, Some(value), source),
            None => (entry, class, None, source),
        })
    })
}

/// Whether the shipped lists have an entry in a class. O(length).
pub fn is(class: Class, entry: &str) -> bool {
    LISTS.classes.get(entry).is_some_and(|classes| classes.has(class))
}

/// The value of an entry in a class, where it has one. O(length).
pub fn value(class: Class, entry: &str) -> Option<&'static str> {
    LISTS.values.get(&(class, entry)).copied()
}

/// The shipped entries of a class, in the order of its files.
pub fn entries(class: Class) -> impl ExactSizeIterator<Item = &'static str> {
    sourced(class).map(|(entry, _)| entry)
}

/// The same with who says so.
pub fn sourced(class: Class) -> impl ExactSizeIterator<Item = (&'static str, &'static str)> {
    LISTS.entries[class as usize].iter().copied()
}

/// The words of a program: the shipped lists and what rule files add to them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    added: FxHashMap<Box<str>, Classes>,
    /// What is added, in the order in which it was.
    entries: Vec<(Class, Box<str>)>,
}

impl Words {
    /// Adds an entry to a class, in small letters and with single spaces.
    pub fn add(&mut self, class: Class, entry: &str) {
        let entry = entry.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !entry.is_empty() && !self.is(class, &entry) {
            self.added.entry(Box::from(&*entry)).or_default().add(class);
            self.entries.push((class, entry.into()));
        }
    }

    /// Whether an entry belongs to a class. O(length).
    pub fn is(&self, class: Class, entry: &str) -> bool {
        is(class, entry)
            || !self.added.is_empty() && self.added.get(entry).is_some_and(|classes| classes.has(class))
    }

    /// The entries of a class: the shipped ones, then those that were added.
    pub fn entries(&self, class: Class) -> impl Iterator<Item = &str> {
        let added = self.entries.iter().filter(move |(of, _)| *of == class);
        entries(class).map(|entry| -> &str { entry }).chain(added.map(|(_, entry)| &**entry))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_an_entry_with_classes_and_a_source() {
        for (file, text) in FILES {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            for line in &lines {
                let columns: Vec<&str> = line.split('\t').collect();
                assert_eq!(columns.len(), 3, "{file}: {line}");
                assert!(
                    columns.iter().all(|column| *column == column.trim() && !column.is_empty()),
                    "{file}: {line}"
                );
            }
            let entries: Vec<&str> = lines.iter().filter_map(|line| line.split('\t').next()).collect();
            assert!(
                entries.is_sorted() && entries.iter().collect::<BTreeSet<_>>().len() == entries.len(),
                "{file}"
            );
            for (entry, class, _, _) in super::lines(text) {
                assert!(Class::named(class).is_some(), "{file}: `{entry}` is in no class `{class}`");
            }
        }
    }

    #[test]
    fn every_class_has_entries_each_once_and_is_in_order() {
        for &class in Class::ALL {
            let all: Vec<&str> = entries(class).collect();
            let once: BTreeSet<&str> = all.iter().copied().collect();
            assert!(!all.is_empty() && once.len() == all.len(), "{}", class.name());
            assert_eq!(Class::named(class.name()), Some(class));
        }
        assert!(Class::ALL.iter().map(|class| class.name()).is_sorted());
    }

    #[test]
    fn rules_add_to_the_shipped_lists() {
        let mut words = Words::default();
        assert!(words.is(Class::Preposition, "on behalf of") && !words.is(Class::Preposition, "in aid of"));
        words.add(Class::Preposition, "In  aid of");
        assert!(words.is(Class::Preposition, "in aid of"));
    }
}
