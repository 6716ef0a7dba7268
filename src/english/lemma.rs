//! From a form to its lemma: edits of an ending, and where each applies.

use std::borrow::Cow;

use crate::label::{Upos, Xpos};

/// How an edit sets the case of a form before it replaces the ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// As they are: *Singtel*.
    Keep,
    /// All small: *Visits* as a verb.
    Lower,
    /// The first one large, the others small: *american* and *AMERICAN* as an adjective.
    Title,
    /// All large: *tv*.
    Upper,
}

/// Turns a form into its lemma: a case, and an ending that replaces another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    case: Case,
    old: Box<str>,
    new: Box<str>,
}

impl Edit {
    /// The shortest edit of this case that turns the form into the lemma.
    pub fn between(form: &str, lemma: &str, case: Case) -> Edit {
        let form = in_case(form, case);
        let shared: usize =
            form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        Edit { case, old: form[shared..].into(), new: lemma[shared..].into() }
    }

    /// The lemma of a form; a form without the edit's ending changes only its case.
    pub fn apply<'a>(&self, form: &'a str) -> Cow<'a, str> {
        let written = in_case(form, self.case);
        if self.old.is_empty() && self.new.is_empty() {
            return written;
        }
        match written.strip_suffix(&*self.old) {
            Some(stem) => Cow::Owned([stem, &*self.new].concat()),
            None => written,
        }
    }

    /// The case that the edit sets.
    pub fn case(&self) -> Case {
        self.case
    }

    /// Reads an edit as [`Edit`] writes it: a letter for the case, the old ending, `>`, the new ending.
    pub fn parse(text: &str) -> Option<Edit> {
        let (old, new) = text.get(1..)?.rsplit_once('>')?;
        let case = match text.as_bytes().first()? {
            b'k' => Case::Keep,
            b'l' => Case::Lower,
            b't' => Case::Title,
            b'u' => Case::Upper,
            _ => return None,
        };
        Some(Edit { case, old: old.into(), new: new.into() })
    }
}

impl std::fmt::Display for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let case = match self.case {
            Case::Keep => 'k',
            Case::Lower => 'l',
            Case::Title => 't',
            Case::Upper => 'u',
        };
        write!(f, "{case}{}>{}", self.old, self.new)
    }
}

fn in_case(form: &str, case: Case) -> Cow<'_, str> {
    match case {
        Case::Keep => straight(form),
        Case::Lower => lower(form),
        Case::Upper => Cow::Owned(straight(form).to_uppercase()),
        Case::Title => {
            let low = lower(form);
            let mut chars = low.chars();
            Cow::Owned(chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect()))
        }
    }
}

/// The form in small letters with a straight apostrophe: the key for looking up forms.
pub fn lower(form: &str) -> Cow<'_, str> {
    if form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(form)
    } else {
        Cow::Owned(straight(form).to_lowercase())
    }
}

fn straight(form: &str) -> Cow<'_, str> {
    if form.contains('\u{2019}') { Cow::Owned(form.replace('\u{2019}', "'")) } else { Cow::Borrowed(form) }
}

/// The inflected classes, each with its own rules of endings, and those that have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the tags of the Penn Treebank say what they are
pub enum Inflection {
    Plural,
    ProperPlural,
    Past,
    PastParticiple,
    PresentParticiple,
    ThirdPerson,
    Comparative,
    Superlative,
    /// The lemma is the form in small letters.
    Bare,
    /// The lemma is the form as it is: proper names, addresses.
    Proper,
    /// The lemma is the form without the commas that group its digits.
    Number,
}

impl Inflection {
    /// Every class, in the order of their numbers.
    pub const ALL: [Inflection; 11] = [
        Inflection::Plural,
        Inflection::ProperPlural,
        Inflection::Past,
        Inflection::PastParticiple,
        Inflection::PresentParticiple,
        Inflection::ThirdPerson,
        Inflection::Comparative,
        Inflection::Superlative,
        Inflection::Bare,
        Inflection::Proper,
        Inflection::Number,
    ];

    /// The class of a pair of tags.
    pub fn of(upos: Upos, xpos: Xpos) -> Inflection {
        match (upos, xpos) {
            (Upos::Propn, Xpos::Nnps | Xpos::Nns) => Inflection::ProperPlural,
            (Upos::Propn, _) | (_, Xpos::Nnp | Xpos::Nnps | Xpos::Add) => Inflection::Proper,
            (Upos::Noun, Xpos::Nns) => Inflection::Plural,
            (Upos::Verb | Upos::Aux, Xpos::Vbd) => Inflection::Past,
            (Upos::Verb | Upos::Aux, Xpos::Vbn) => Inflection::PastParticiple,
            (Upos::Verb | Upos::Aux, Xpos::Vbg) => Inflection::PresentParticiple,
            (Upos::Verb | Upos::Aux, Xpos::Vbz) => Inflection::ThirdPerson,
            (Upos::Adj | Upos::Adv, Xpos::Jjr | Xpos::Rbr) => Inflection::Comparative,
            (Upos::Adj | Upos::Adv, Xpos::Jjs | Xpos::Rbs) => Inflection::Superlative,
            (_, Xpos::Cd) => Inflection::Number,
            _ => Inflection::Bare,
        }
    }

    /// The lemma by the class alone, without a rule for an ending.
    pub fn plain(self, form: &str) -> Cow<'_, str> {
        match self {
            Inflection::Proper | Inflection::ProperPlural => proper(form),
            Inflection::Number if form.contains(',') => Cow::Owned(ungrouped(form)),
            _ => lower(form),
        }
    }

    /// The ending of its forms that are written regularly.
    fn regular_ending(self) -> Option<&'static str> {
        Some(match self {
            Inflection::Past | Inflection::PastParticiple => "ed",
            Inflection::PresentParticiple => "ing",
            Inflection::ThirdPerson | Inflection::Plural => "s",
            Inflection::Comparative => "er",
            Inflection::Superlative => "est",
            _ => return None,
        })
    }

    /// Other possible lemmas of a form of this class, for when the rule of the ending gives no known one: *scraping*
    /// can be from *scrap* or *scrape*.
    pub fn alternatives(self, key: &str) -> Vec<String> {
        let Some(ending) = self.regular_ending() else { return Vec::new() };
        let Some(stem) = key.strip_suffix(ending).filter(|stem| stem.len() > 1) else { return Vec::new() };
        if ending == "s" {
            let es = stem.strip_suffix('e');
            let single = es.and_then(single);
            let y = stem.strip_suffix("ie").map(|stem| [stem, "y"].concat());
            return y
                .into_iter()
                .chain([stem.to_owned()])
                .chain(es.map(str::to_owned))
                .chain(single)
                .collect();
        }
        let y = stem.strip_suffix('i').map(|stem| [stem, "y"].concat());
        let e = [stem, "e"].concat();
        // *lying* is from *lie*, *mimicked* from *mimic*
        let ie = stem.strip_suffix('y').filter(|_| ending == "ing").map(|stem| [stem, "ie"].concat());
        let c = stem.strip_suffix("ck").map(|stem| [stem, "c"].concat());
        y.into_iter().chain([e, stem.to_owned()]).chain(single(stem)).chain(ie).chain(c).collect()
    }

    /// Whether a form of the class that ends regularly can be from this lemma. *Seeped* is not from *see*, nor *raping* from
    /// *rap*: of a word of one syllable that ends in a vowel and a consonant, the consonant is doubled.
    pub(crate) fn can_make(self, key: &str, lemma: &str) -> bool {
        let lemmas = self.alternatives(key);
        let is_vowel = |c: char| "aeiou".contains(c);
        let mut letters = lemma.chars().rev();
        let (last, vowel) = (letters.next().unwrap_or('w'), letters.next().unwrap_or('w'));
        let doubles = !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !letters.any(is_vowel);
        let takes_vowel = self.regular_ending().is_some_and(|ending| ending.starts_with(is_vowel));
        let single = key.strip_prefix(lemma).is_some_and(|ending| ending.starts_with(is_vowel));
        lemmas.is_empty() || lemmas.iter().any(|other| other == lemma) && !(takes_vowel && doubles && single)
    }

    /// Whether nothing that could be a verb stands before the ending: *sing* and *red* have none.
    pub(crate) fn has_no_stem(self, key: &str) -> bool {
        let is_verb =
            matches!(self, Inflection::Past | Inflection::PastParticiple | Inflection::PresentParticiple);
        let stem = self.regular_ending().and_then(|ending| key.strip_suffix(ending));
        is_verb && stem.is_some_and(|stem| !stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    }

    /// Whether forms of the class have endings that their lemmas lack.
    pub fn is_inflected(self) -> bool {
        !matches!(self, Inflection::Bare | Inflection::Proper | Inflection::Number)
    }

    /// The number of the class, below the length of [`Inflection::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// A stem without the doubling of its last letter.
fn single(stem: &str) -> Option<String> {
    let mut last = stem.chars().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b => stem.strip_suffix(a).map(str::to_owned),
        _ => None,
    }
}

/// A name in capitals is written as a name unless it is short enough to be an acronym.
fn proper(form: &str) -> Cow<'_, str> {
    const LONGEST_ACRONYM: usize = 5;
    if form.chars().all(char::is_uppercase) && form.chars().count() > LONGEST_ACRONYM {
        in_case(form, Case::Title)
    } else {
        straight(form)
    }
}

fn ungrouped(form: &str) -> String {
    let mut groups = form.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    let whole = groups.clone().count();
    let grouped = digits(first) == first.len()
        && !first.is_empty()
        && groups.enumerate().all(|(i, group)| digits(group) == 3 && (group.len() == 3 || i + 1 == whole));
    if grouped { form.replace(',', "") } else { form.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_read_back_as_written_and_gives_the_lemma() {
        for (form, lemma, case) in [
            ("Studies", "study", Case::Lower),
            ("went", "go", Case::Lower),
            ("States", "State", Case::Keep),
            ("AMERICAN", "American", Case::Title),
            ("tv", "TV", Case::Upper),
            ("’ve", "have", Case::Lower),
        ] {
            let edit = Edit::between(form, lemma, case);
            assert_eq!(edit.apply(form), lemma);
            assert_eq!(Edit::parse(&edit.to_string()), Some(edit));
        }
    }

    #[test]
    fn a_form_without_the_ending_keeps_it() {
        let edit = Edit::between("studies", "study", Case::Lower);
        assert_eq!(edit.apply("Sheep"), "sheep");
    }
}
