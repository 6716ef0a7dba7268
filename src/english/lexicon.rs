//! The lexicon: the readings of a form, the lemma of each, and which verbs take which particles.
//!
//! A lemma is looked up under (form, UPOS, XPOS), otherwise derived by the rule of the longest known ending for the
//! tags' [`Inflection`]. Sections of the weights: `tags`, `edits`, `endings` and `particles` in lines, `forms` in
//! sorted lines, and `readings`: for each form a byte with its number of readings, and for each reading tag u8, edit
//! u16 (0: by rule) and count u16.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lemma::{Edit, Inflection, lower};
use super::weights::{Weights, WeightsError};
use crate::label::{Upos, Xpos};

/// The longest ending that a rule uses, in bytes.
pub const LONGEST_ENDING: usize = 7;

/// Data on the forms of English.
#[derive(Debug)]
pub struct Lexicon {
    tags: Vec<(Upos, Xpos)>,
    edits: Vec<Edit>,
    forms: FxHashMap<Box<str>, (u32, u8)>,
    readings: Vec<Reading>,
    endings: FxHashMap<u64, [u16; Inflection::ALL.len()]>,
    particles: FxHashSet<Box<str>>,
}

#[derive(Clone, Copy, Debug)]
struct Reading {
    tag: u8,
    edit: u16,
    count: u16,
}

/// A reading of a form out of context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// Its universal part of speech.
    pub upos: Upos,
    /// Its tag of the Penn Treebank.
    pub xpos: Xpos,
    /// Its lemma.
    pub lemma: String,
    /// How often the treebanks have this reading, at most 65,535; 0 if only its ending makes it possible.
    pub count: u16,
}

impl Lexicon {
    /// Reads the lexicon; linear in its size.
    pub fn read(weights: &Weights) -> Result<Lexicon, WeightsError> {
        let tags: Option<Vec<_>> = weights
            .lines("tags")?
            .map(|line| line.split_once(' ').and_then(|(u, x)| Some((Upos::parse(u)?, Xpos::parse(x)?))))
            .collect();
        let tags = tags.ok_or(WeightsError::Corrupt)?;
        let edits: Option<Vec<Edit>> = weights.lines("edits")?.map(Edit::parse).collect();
        let edits = edits.ok_or(WeightsError::Corrupt)?;

        let mut lexicon = Lexicon {
            tags,
            edits,
            forms: FxHashMap::default(),
            readings: Vec::new(),
            endings: FxHashMap::default(),
            particles: weights.lines("particles")?.map(Box::from).collect(),
        };
        lexicon.read_forms(weights)?;
        lexicon.read_endings(weights)?;
        Ok(lexicon)
    }

    fn read_forms(&mut self, weights: &Weights) -> Result<(), WeightsError> {
        let mut bytes = weights.bytes("readings")?.iter().copied();
        for form in weights.lines("forms")? {
            let count = bytes.next().ok_or(WeightsError::Corrupt)?;
            let start = u32::try_from(self.readings.len()).map_err(|_| WeightsError::Corrupt)?;
            for _ in 0..count {
                let mut next = || bytes.next().ok_or(WeightsError::Corrupt);
                let tag = next()?;
                let edit = u16::from_le_bytes([next()?, next()?]);
                let count = u16::from_le_bytes([next()?, next()?]);
                if usize::from(tag) >= self.tags.len() || usize::from(edit) > self.edits.len() {
                    return Err(WeightsError::Corrupt);
                }
                self.readings.push(Reading { tag, edit, count });
            }
            self.forms.insert(form.into(), (start, count));
        }
        Ok(())
    }

    fn read_endings(&mut self, weights: &Weights) -> Result<(), WeightsError> {
        for line in weights.lines("endings")? {
            let mut fields = line.split('\t');
            let mut next = || fields.next().ok_or(WeightsError::Corrupt);
            let (ending, class, edit) = (next()?, next()?, next()?);
            let class: usize = class.parse().map_err(|_| WeightsError::Corrupt)?;
            let edit: u16 = edit.parse().map_err(|_| WeightsError::Corrupt)?;
            let key = ending_key(ending.as_bytes()).ok_or(WeightsError::Corrupt)?;
            if usize::from(edit) > self.edits.len() {
                return Err(WeightsError::Corrupt);
            }
            let row = self.endings.entry(key).or_default();
            *row.get_mut(class).ok_or(WeightsError::Corrupt)? = edit;
        }
        Ok(())
    }

    /// The lemma of a form with these tags.
    ///
    /// Proper names keep their case; other lemmas are in small letters, except such as *American* and *I*.
    pub fn lemma<'a>(&self, form: &'a str, upos: Upos, xpos: Xpos) -> Cow<'a, str> {
        let key = lower(form);
        let readings = self.readings(&key);
        let class = Inflection::of(upos, xpos);
        let tags = |reading: &&Reading| self.tags.get(usize::from(reading.tag)).copied();
        let exact = readings.iter().find(|r| tags(r) == Some((upos, xpos)));
        // A tagger confuses past tenses with participles; an irregular form still has its lemma.
        let near =
            || readings.iter().find(|r| class.is_inflected() && tags(r).is_some_and(|(u, _)| u == upos));
        match exact.or_else(near).and_then(|reading| self.edit(reading.edit)) {
            Some(edit) => edit.apply(form),
            None => {
                if class.has_no_stem(&key) {
                    return class.plain(form);
                }
                let lemma = self.by_rule(form, &key, class);
                let other = self.attested(&key, class, upos).next();
                if self.is_lemma(&lemma, upos) && (other.is_none() || class.can_make(&key, &lemma)) {
                    return lemma;
                }
                // a noun may be used as a verb: *staked* is from *stake*
                let other = other.or_else(|| self.turned(&key, class, upos).next());
                other.map_or(lemma, Cow::Owned)
            }
        }
    }

    /// Adds to `lemmas` every lemma, once each, that [`Lexicon::lemma`] can give this form, whatever the tags.
    ///
    /// A search for lemmas can thus skip a text before it is tagged, without missing any.
    pub fn candidates(&self, form: &str, lemmas: &mut Vec<String>) {
        let start = lemmas.len();
        let mut add = |lemma: Cow<str>| {
            if lemmas[start..].iter().all(|known| *known != lemma) {
                lemmas.push(lemma.into_owned());
            }
        };
        let key = lower(form);
        for reading in self.readings(&key) {
            if let Some(edit) = self.edit(reading.edit) {
                add(edit.apply(form));
            }
        }
        for edit in self.rules(&key).into_iter().filter_map(|edit| self.edit(edit)) {
            add(edit.apply(form));
        }
        for class in Inflection::ALL {
            add(class.plain(form));
        }
        for (class, upos) in GUESSED {
            self.attested(&key, class, upos).for_each(|lemma| add(Cow::Owned(lemma)));
            self.turned(&key, class, upos).for_each(|lemma| add(Cow::Owned(lemma)));
        }
    }

    /// The readings of a form out of context, the most frequent first.
    ///
    /// A form in the lexicon has the readings of the treebanks, and those that its ending allows and whose lemma the
    /// lexicon has (*visits*, seen as a noun, is also a verb because *visit* is one). Other forms have all readings
    /// that their ending allows.
    pub fn analyses(&self, form: &str) -> Vec<Analysis> {
        let key = lower(form);
        let mut analyses: Vec<Analysis> = Vec::new();
        for reading in self.readings(&key) {
            if let Some(&(upos, xpos)) = self.tags.get(usize::from(reading.tag)) {
                let lemma = self.lemma(form, upos, xpos).into_owned();
                analyses.push(Analysis { upos, xpos, lemma, count: reading.count });
            }
        }
        let known = !analyses.is_empty();
        let mut possible: Vec<(bool, Analysis)> = Vec::new();
        for &(upos, xpos) in readings_by_ending(&key) {
            if analyses.iter().any(|a| (a.upos, a.xpos) == (upos, xpos)) {
                continue;
            }
            let lemma = self.lemma(form, upos, xpos).into_owned();
            let attested = self.is_lemma(&lemma, upos);
            possible.push((attested, Analysis { upos, xpos, lemma, count: 0 }));
        }
        let any_attested = possible.iter().any(|(attested, _)| *attested);
        possible.retain(|(attested, _)| *attested || (!known && !any_attested));
        if !known && form.chars().next().is_some_and(char::is_uppercase) {
            let name = Analysis { upos: Upos::Propn, xpos: Xpos::Nnp, lemma: form.to_owned(), count: 0 };
            possible.push((false, name));
        }
        analyses.extend(possible.into_iter().map(|(_, analysis)| analysis));
        analyses
    }

    /// Whether the lexicon has the form, in any case.
    pub fn knows(&self, form: &str) -> bool {
        !self.readings(&lower(form)).is_empty()
    }

    /// Whether the verb forms a phrasal verb with the particle, as *step* does with *down*.
    pub fn is_particle_verb(&self, lemma: &str, particle: &str) -> bool {
        self.particles.contains([lemma, " ", particle].concat().as_str())
    }

    /// Whether the treebanks have the lemma itself as a bare form of this part of speech.
    fn is_lemma(&self, lemma: &str, upos: Upos) -> bool {
        self.readings(lemma).iter().any(|reading| {
            self.tags.get(usize::from(reading.tag)).is_some_and(|&(u, x)| {
                u == upos && matches!(x, Xpos::Nn | Xpos::Vb | Xpos::Vbp | Xpos::Jj | Xpos::Rb)
            })
        })
    }

    fn readings(&self, key: &str) -> &[Reading] {
        let Some(&(start, count)) = self.forms.get(key) else { return &[] };
        let start = start as usize;
        self.readings.get(start..start + usize::from(count)).unwrap_or(&[])
    }

    /// The edit with this number; 0 means none.
    fn edit(&self, number: u16) -> Option<&Edit> {
        self.edits.get(usize::from(number).checked_sub(1)?)
    }

    fn by_rule<'a>(&self, form: &'a str, key: &str, class: Inflection) -> Cow<'a, str> {
        if class.is_inflected()
            && let Some(edit) = self.edit(self.rules(key)[class.index()])
        {
            return edit.apply(form);
        }
        class.plain(form)
    }

    /// The possible lemmas of a form of the class that the lexicon has.
    fn attested(&self, key: &str, class: Inflection, upos: Upos) -> impl Iterator<Item = String> {
        class.alternatives(key).into_iter().filter(move |lemma| self.is_lemma(lemma, upos))
    }

    /// The possible lemmas of a form of a verb that the lexicon has as nouns or adjectives only.
    fn turned(&self, key: &str, class: Inflection, upos: Upos) -> impl Iterator<Item = String> {
        let lemmas = if upos == Upos::Verb { class.alternatives(key) } else { Vec::new() };
        let is_other = |lemma: &str| self.is_lemma(lemma, Upos::Noun) || self.is_lemma(lemma, Upos::Adj);
        lemmas.into_iter().filter(move |lemma| is_other(lemma))
    }

    /// For each class, the edit of the longest ending that has one.
    fn rules(&self, key: &str) -> [u16; Inflection::ALL.len()] {
        let mut rules = [0; Inflection::ALL.len()];
        let bytes = key.as_bytes();
        for length in (0..=LONGEST_ENDING.min(bytes.len())).rev() {
            let row = ending_key(&bytes[bytes.len() - length..]).and_then(|key| self.endings.get(&key));
            for (rule, &edit) in rules.iter_mut().zip(row.into_iter().flatten()) {
                if *rule == 0 {
                    *rule = edit;
                }
            }
        }
        rules
    }
}

/// The classes, with their parts of speech, whose lemmas may be found among alternatives.
const GUESSED: [(Inflection, Upos); 11] = [
    (Inflection::Plural, Upos::Noun),
    (Inflection::Past, Upos::Verb),
    (Inflection::Past, Upos::Aux),
    (Inflection::PresentParticiple, Upos::Verb),
    (Inflection::PresentParticiple, Upos::Aux),
    (Inflection::ThirdPerson, Upos::Verb),
    (Inflection::ThirdPerson, Upos::Aux),
    (Inflection::Comparative, Upos::Adj),
    (Inflection::Comparative, Upos::Adv),
    (Inflection::Superlative, Upos::Adj),
    (Inflection::Superlative, Upos::Adv),
];

/// An ending of at most seven bytes as one number.
fn ending_key(ending: &[u8]) -> Option<u64> {
    let mut bytes = [0; 8];
    bytes.get_mut(..ending.len())?.copy_from_slice(ending);
    bytes[7] = u8::try_from(ending.len()).ok().filter(|&n| usize::from(n) <= LONGEST_ENDING)?;
    Some(u64::from_le_bytes(bytes))
}

/// The open-class tags that a form's ending allows, likelier ones first.
fn readings_by_ending(key: &str) -> &'static [(Upos, Xpos)] {
    use Upos::{Adj, Adv, Noun, Verb};
    let inflected = |ending: &str| key.len() > ending.len() + 1 && key.ends_with(ending);
    if !key.chars().any(char::is_alphabetic) {
        &[]
    } else if inflected("ing") {
        &[(Verb, Xpos::Vbg), (Noun, Xpos::Nn), (Adj, Xpos::Jj)]
    } else if inflected("ed") {
        &[(Verb, Xpos::Vbd), (Verb, Xpos::Vbn), (Adj, Xpos::Jj)]
    } else if inflected("s") && !["ss", "us", "is"].iter().any(|ending| key.ends_with(ending)) {
        &[(Noun, Xpos::Nns), (Verb, Xpos::Vbz)]
    } else if inflected("ly") {
        &[(Adv, Xpos::Rb), (Adj, Xpos::Jj)]
    } else if inflected("est") {
        &[(Adj, Xpos::Jjs), (Noun, Xpos::Nn), (Verb, Xpos::Vb), (Verb, Xpos::Vbp)]
    } else if inflected("er") {
        &[(Noun, Xpos::Nn), (Adj, Xpos::Jjr), (Verb, Xpos::Vb), (Verb, Xpos::Vbp)]
    } else {
        &[(Noun, Xpos::Nn), (Verb, Xpos::Vb), (Verb, Xpos::Vbp), (Adj, Xpos::Jj)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotator;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

    static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().unwrap());

    fn lemma(form: &str, upos: Upos, xpos: Xpos) -> String {
        ENGLISH.lexicon.lemma(form, upos, xpos).into_owned()
    }

    fn readings(form: &str) -> Vec<(Upos, Xpos, String)> {
        ENGLISH.lexicon.analyses(form).into_iter().map(|a| (a.upos, a.xpos, a.lemma)).collect()
    }

    #[test]
    fn verbs_of_the_news_have_their_lemmas() {
        for (form, xpos, expected) in [
            ("Visited", Xpos::Vbd, "visit"),
            ("signed", Xpos::Vbn, "sign"),
            ("acquires", Xpos::Vbz, "acquire"),
            ("bombing", Xpos::Vbg, "bomb"),
            ("scraped", Xpos::Vbd, "scrape"),
            ("pledged", Xpos::Vbd, "pledge"),
            ("stopped", Xpos::Vbd, "stop"),
            ("denies", Xpos::Vbz, "deny"),
            ("withdrew", Xpos::Vbd, "withdraw"),
            ("took", Xpos::Vbn, "take"),
            ("SAYS", Xpos::Vbz, "say"),
        ] {
            assert_eq!(lemma(form, Upos::Verb, xpos), expected);
        }
    }

    #[test]
    fn irregular_and_misleading_forms_have_their_lemmas() {
        for (form, xpos, expected) in [
            ("lent", Xpos::Vbd, "lend"),
            ("leaned", Xpos::Vbd, "lean"),
            ("probed", Xpos::Vbd, "probe"),
            ("eyed", Xpos::Vbn, "eye"),
            ("eyeing", Xpos::Vbg, "eye"),
            ("felled", Xpos::Vbd, "fell"),
            ("fell", Xpos::Vbd, "fall"),
            ("axed", Xpos::Vbn, "axe"),
            ("belied", Xpos::Vbd, "belie"),
            ("belies", Xpos::Vbz, "belie"),
            ("belying", Xpos::Vbg, "belie"),
            ("broadcast", Xpos::Vbd, "broadcast"),
            ("annulled", Xpos::Vbn, "annul"),
            ("quizzes", Xpos::Vbz, "quiz"),
            ("dying", Xpos::Vbg, "die"),
            ("mimicked", Xpos::Vbd, "mimic"),
            // as a tagger may have it
            ("sing", Xpos::Vbg, "sing"),
        ] {
            assert_eq!(lemma(form, Upos::Verb, xpos), expected, "{form}");
        }
    }

    /// The regular forms of a verb, each with its tag; where the last letter may be doubled, both.
    fn regular_forms(verb: &str) -> Vec<(String, Xpos)> {
        let stem = verb.strip_suffix('e').unwrap_or(verb);
        let mut letters = verb.chars().rev();
        let last = letters.next().unwrap_or_default();
        let ends_in_y = last == 'y' && letters.next().is_some_and(|c| !VOWELS.contains(&c));
        let y = &verb[..verb.len() - last.len_utf8()];
        let third = match verb {
            _ if ends_in_y => format!("{y}ies"),
            _ if verb.ends_with(['s', 'x', 'z']) || verb.ends_with("ch") || verb.ends_with("sh") => {
                format!("{verb}es")
            }
            _ => format!("{verb}s"),
        };
        let past = if ends_in_y { format!("{y}ied") } else { format!("{stem}ed") };
        let gerund = match verb.strip_suffix("ie") {
            Some(stem) => format!("{stem}ying"),
            // *agree* and *dye* keep their letter
            None if verb.ends_with("ee") || verb.ends_with("oe") || verb.ends_with("ye") => {
                format!("{verb}ing")
            }
            None => format!("{stem}ing"),
        };
        let mut forms =
            vec![(third, Xpos::Vbz), (past.clone(), Xpos::Vbd), (past, Xpos::Vbn), (gerund, Xpos::Vbg)];
        if !VOWELS.contains(&last) {
            let tags = [("ed", Xpos::Vbd), ("ed", Xpos::Vbn), ("ing", Xpos::Vbg)];
            forms.extend(tags.map(|(ending, tag)| (format!("{verb}{last}{ending}"), tag)));
        }
        forms
    }

    #[test]
    fn every_verb_goes_through_its_forms_and_back() {
        let lexicon = &ENGLISH.lexicon;
        let mut verbs: Vec<&str> = lexicon.forms.keys().map(|form| &**form).collect();
        verbs.retain(|verb| {
            // *bed* and *skis* are words of their own
            let plain =
                verb.len() > 2 && !verb.ends_with('i') && verb.bytes().all(|b| b.is_ascii_lowercase());
            plain
                && lexicon
                    .analyses(verb)
                    .iter()
                    .any(|a| (a.upos, a.xpos) == (Upos::Verb, Xpos::Vb) && a.lemma == *verb)
        });
        verbs.sort_unstable();
        assert!(verbs.len() > 2000, "{}", verbs.len());
        let mut lost = Vec::new();
        for verb in verbs {
            for (form, xpos) in regular_forms(verb) {
                let lemma = lexicon.lemma(&form, Upos::Verb, xpos);
                // *hoped* is from *hope* though *hop* could be written so too, and *led* from *lead*
                let other = || {
                    lexicon.is_lemma(&lemma, Upos::Verb)
                        && (Inflection::of(Upos::Verb, xpos).alternatives(&form).contains(&lemma.to_string())
                            || lexicon.knows(&form))
                };
                if lemma != verb && !other() {
                    lost.push(format!("{verb}: {form} ({xpos}) is of {lemma}"));
                }
                let readings = lexicon.analyses(&form);
                if lemma == verb && !readings.iter().any(|a| a.upos == Upos::Verb && a.lemma == lemma) {
                    lost.push(format!("{verb}: {form} ({xpos}) is read as {readings:?}"));
                }
            }
        }
        assert!(lost.is_empty(), "{} are lost: {lost:#?}", lost.len());
    }

    #[test]
    fn function_words_contractions_and_numbers_have_their_lemmas() {
        assert_eq!(lemma("n’t", Upos::Part, Xpos::Rb), "not");
        assert_eq!(lemma("'s", Upos::Part, Xpos::Pos), "'s");
        assert_eq!(lemma("’s", Upos::Aux, Xpos::Vbz), "be");
        assert_eq!(lemma("them", Upos::Pron, Xpos::Prp), "they");
        assert_eq!(lemma("An", Upos::Det, Xpos::Dt), "a");
        assert_eq!(lemma("1,250,000", Upos::Num, Xpos::Cd), "1250000");
    }

    #[test]
    fn names_keep_their_case_unless_all_is_in_capitals() {
        assert_eq!(lemma("Singtel", Upos::Propn, Xpos::Nnp), "Singtel");
        assert_eq!(lemma("NATO", Upos::Propn, Xpos::Nnp), "NATO");
        assert_eq!(lemma("WASHINGTON", Upos::Propn, Xpos::Nnp), "Washington");
        assert_eq!(lemma("States", Upos::Propn, Xpos::Nnps), "State");
        assert_eq!(lemma("AMERICAN", Upos::Adj, Xpos::Jj), "American");
    }

    #[test]
    fn a_form_has_the_readings_of_the_treebanks_and_those_of_its_ending() {
        let visited = readings("visited");
        assert!(visited.contains(&(Upos::Verb, Xpos::Vbd, "visit".to_owned())));
        assert!(visited.contains(&(Upos::Verb, Xpos::Vbn, "visit".to_owned())));
        let visits = readings("visits");
        assert!(visits.contains(&(Upos::Noun, Xpos::Nns, "visit".to_owned())));
        assert!(visits.contains(&(Upos::Verb, Xpos::Vbz, "visit".to_owned())));
        assert!(ENGLISH.lexicon.analyses("the").iter().all(|a| a.upos != Upos::Verb));
    }

    #[test]
    fn an_unknown_word_has_the_open_classes_of_its_ending() {
        let unknown = readings("defrobnicated");
        assert!(unknown.contains(&(Upos::Verb, Xpos::Vbd, "defrobnicate".to_owned())), "{unknown:?}");
        assert!(readings("Frobnicorp").contains(&(Upos::Propn, Xpos::Nnp, "Frobnicorp".to_owned())));
        assert!(readings("—").iter().all(|(upos, ..)| *upos == Upos::Punct));
    }

    #[test]
    fn phrasal_verbs_of_the_news_are_known() {
        for (verb, particle) in [("step", "down"), ("take", "over"), ("carry", "out"), ("call", "off")] {
            assert!(ENGLISH.lexicon.is_particle_verb(verb, particle), "{verb} {particle}");
        }
        assert!(!ENGLISH.lexicon.is_particle_verb("visit", "up"));
    }

    fn assert_candidates_are_exhaustive(form: &str) {
        let mut candidates = Vec::new();
        ENGLISH.lexicon.candidates(form, &mut candidates);
        for &upos in Upos::ALL {
            for &xpos in Xpos::ALL {
                let lemma = ENGLISH.lexicon.lemma(form, upos, xpos);
                assert!(
                    candidates.iter().any(|c| *c == lemma),
                    "{form} as {upos} {xpos} is {lemma}: {candidates:?}"
                );
            }
        }
    }

    #[test]
    fn every_lemma_of_every_known_form_is_a_candidate() {
        let mut forms: Vec<&str> = ENGLISH.lexicon.forms.keys().map(|form| &**form).collect();
        forms.sort_unstable();
        for form in forms {
            assert_candidates_are_exhaustive(form);
            assert_candidates_are_exhaustive(&form.to_uppercase());
        }
    }

    proptest! {
        #[test]
        fn every_lemma_of_any_text_is_a_candidate(form in "\\PC{0,12}") {
            assert_candidates_are_exhaustive(&form);
            ENGLISH.lexicon.analyses(&form);
        }

        #[test]
        fn every_lemma_of_any_word_is_a_candidate(
            form in "[A-Za-z’é]{1,8}(s|es|ies|ed|ied|ing|er|iest|S|ED|ING|n't|’s)?"
        ) {
            assert_candidates_are_exhaustive(&form);
        }

        #[test]
        fn damaged_weights_are_refused_or_read_without_a_panic(sections in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut writer = crate::english::weights::WeightsWriter::default();
            for name in ["tags", "edits", "forms", "readings", "endings", "particles"] {
                writer.bytes(name, sections.clone());
            }
            let file = writer.finish();
            let _ = Weights::read(&file).and_then(|weights| Lexicon::read(&weights));
        }
    }
}
