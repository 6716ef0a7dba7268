//! What the phrases of a sentence refer to: their types, and the names that stand behind other words.
//!
//! Precision first: a last name takes the full name that the document has for it, if there is only one; a definite
//! noun or a pronoun takes the nearest name that is the subject of a clause above its own or that opens a sentence
//! before, if it is of the right type. Where that gives nothing, there is no name.

use smallvec::SmallVec;

use super::view::{View, type_of};
use crate::lang::compile::gazetteer::EntryId;
use crate::lang::ir::TypeId;
use crate::text::annotate::nationality;
use crate::text::document::clause::{Clause, Filler, Function, PhraseKind};
use crate::text::document::{Document, Name, NameKind, Phrase, PhraseId, Relation, TokenId, Upos};

/// What every phrase of a sentence refers to.
#[derive(Clone, Debug, Default)]
pub struct References {
    phrases: Vec<Reference>,
}

/// What a phrase refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Its types: that of its name first, then those of the lists that its head is in.
    pub kinds: SmallVec<[TypeId; 2]>,
    /// The canonical name.
    pub name: Option<String>,
    /// The list entry at its head.
    pub entry: Option<EntryId>,
    /// The type of the affiliation.
    pub affiliation: Option<TypeId>,
    /// Whether it is a proper name of which nothing tells the type.
    pub is_untyped: bool,
}

impl References {
    /// Resolves the phrases of a sentence. Linear in the sentence and the names before it.
    pub fn new(view: &View) -> References {
        let phrases = view.clauses().phrases.iter().map(|phrase| refer(view, phrase));
        let mut references = References { phrases: phrases.collect() };
        for id in 0..references.phrases.len() {
            if let Some(antecedent) = antecedent(view, &references, id as PhraseId) {
                let name = full_name(view.document, antecedent);
                let reference = &mut references.phrases[id];
                if reference.kinds.is_empty() {
                    reference.kinds.push(type_of(antecedent.kind));
                }
                reference.name = name;
            }
        }
        references
    }

    /// What a phrase refers to.
    pub fn of(&self, phrase: PhraseId) -> Option<&Reference> {
        self.phrases.get(phrase as usize)
    }

    /// The types of a phrase, the surest first.
    pub fn kinds(&self, phrase: PhraseId) -> &[TypeId] {
        self.of(phrase).map_or(&[], |reference| &reference.kinds)
    }

    /// The surest type of a phrase.
    pub fn kind(&self, phrase: PhraseId) -> Option<TypeId> {
        self.kinds(phrase).first().copied()
    }

    /// Whether a phrase is a proper name of which nothing tells the type.
    pub fn is_untyped(&self, phrase: PhraseId) -> bool {
        self.of(phrase).is_some_and(|reference| reference.is_untyped)
    }

    /// The type of a phrase's affiliation.
    pub fn affiliation(&self, phrase: PhraseId) -> Option<TypeId> {
        self.of(phrase).and_then(|reference| reference.affiliation)
    }
}

/// What a phrase refers to by its own words and its appositions.
fn refer(view: &View, phrase: &Phrase) -> Reference {
    let mut reference = Reference::default();
    let mut heads: SmallVec<[TokenId; 2]> = SmallVec::new();
    heads.push(phrase.head);
    let appositions = phrase.appositions.iter();
    heads.extend(appositions.map(|&id| view.clauses().phrases[id as usize].head));
    heads.extend(whole(view, phrase));
    for &head in &heads {
        if let Some(name) = view.document.name_at(head) {
            reference.kinds.push(type_of(name.kind));
            reference.name = full_name(view.document, name);
            break;
        }
    }
    reference.entry = view.mentions_over(phrase.head).find_map(|mention| mention.entry);
    // what stands in apposition tells the type of a name that is not known (*Nordhavn, a shipping company*)
    for mention in heads.iter().flat_map(|&head| view.mentions_over(head)) {
        if !reference.kinds.contains(&mention.kind) {
            reference.kinds.push(mention.kind);
        }
    }
    // what a list calls it goes before what the text calls it
    if let Some(entry) = reference.entry {
        let named = &view.program.lists[entry.list.index()].entries[entry.entry as usize].name;
        reference.name = named.clone().or(reference.name);
    }
    reference.is_untyped = reference.kinds.is_empty() && is_proper(view.document, phrase);
    reference.affiliation = phrase.affiliation.as_ref().and_then(|tokens| {
        let named = view.document.names_in(tokens).first().map(|name| type_of(name.kind));
        named.or_else(|| view.mentions.iter().find(|m| tokens.contains(&m.tokens.start)).map(|m| m.kind))
    });
    reference
}

/// Words that count or part what stands after *of*: *thousands of villagers* are villagers.
const PARTITIVES: [&str; 34] = [
    "all", "bunch", "couple", "dozen", "each", "few", "group", "half", "handful", "hundred", "lot",
    "majority", "many", "million", "most", "none", "number", "one", "pair", "percent", "rest", "scores",
    "series", "several", "some", "thousand", "three", "two", "four", "five", "third", "quarter", "crowd",
    "billion",
];

/// The head of what a phrase is a part or a number of.
fn whole(view: &View, phrase: &Phrase) -> Option<TokenId> {
    let document = view.document;
    let of = phrase.head + 1;
    let counts = document.tokens.upos.get(phrase.head as usize) == Some(&Upos::Num)
        || PARTITIVES.contains(&document.lemma(phrase.head).to_lowercase().as_str());
    let is_of = of < view.tokens.end && document.form(of).eq_ignore_ascii_case("of");
    let whole = || {
        (of + 1..view.tokens.end).find(|&t| {
            document.tokens.head[t as usize] == phrase.head
                && document.tokens.relation[t as usize].universal() == Relation::Nmod
        })
    };
    (counts && is_of).then(whole).flatten()
}

/// Whether a phrase is headed by a proper name that is no day or month.
fn is_proper(document: &Document, phrase: &Phrase) -> bool {
    let form = document.form(phrase.head);
    document.tokens.upos.get(phrase.head as usize) == Some(&Upos::Propn)
        && form.chars().next().is_some_and(char::is_uppercase)
        && document.time_at(phrase.head).is_none()
}

/// The canonical name of a name by itself: the country of a nationality, where it has one, the words of an acronym that
/// the document explains, else the name as it stands.
pub(super) fn canonical(document: &Document, name: &Name) -> Option<String> {
    if name.kind == NameKind::Nationality {
        return nationality::country(document.text(&name.tokens)).map(str::to_owned);
    }
    let word = document.tokens.form.get(name.tokens.start as usize);
    let introduced = document.acronyms.iter().find(|a| name.tokens.len() == 1 && Some(&a.word) == word);
    Some(document.text(introduced.map_or(&name.tokens, |acronym| &acronym.tokens)).to_owned())
}

/// The longest name of the document that a name is a part of, if it is the only one.
fn full_name(document: &Document, name: &Name) -> Option<String> {
    let short = document.text(&name.tokens);
    if name.kind != NameKind::Person || name.tokens.len() > 1 {
        return canonical(document, name);
    }
    let has_part = |other: &&Name| {
        other.kind == name.kind
            && other.tokens.len() > 1
            && other.tokens.clone().any(|token| document.form(token) == short)
    };
    let mut full = document.names.iter().filter(has_part).map(|other| document.text(&other.tokens));
    match full.next() {
        Some(first) if full.all(|other| other == first) => Some(first.to_owned()),
        _ => Some(short.to_owned()),
    }
}

/// The name that a definite noun phrase or a pronoun stands for.
fn antecedent<'d>(view: &View<'d>, references: &References, id: PhraseId) -> Option<&'d Name> {
    let phrase = &view.clauses().phrases[id as usize];
    let kind = wanted(view, references, id)?;
    let clause = clause_of(view, id);
    let document = view.document;
    // the subject of a clause above: the speaker, the one who plans
    let mut above = clause.and_then(|clause| clause.parent);
    let mut steps = 0;
    while let Some((parent, _)) = above.filter(|_| steps < 64) {
        let parent = &view.clauses().clauses[parent as usize];
        let subjects = parent.arguments.iter().filter(|a| a.function == Function::Subject);
        for subject in subjects {
            let Filler::Phrase(subject) = subject.filler else { continue };
            let head = view.clauses().phrases[subject as usize].head;
            let name = document.name_at(head).filter(|name| name.kind == kind && head < phrase.head);
            if subject != id && name.is_some() {
                return name;
            }
        }
        above = parent.parent;
        steps += 1;
    }
    // the name that opens the sentence, or one of the two before it
    let first = document.sentences[..=view.sentence].iter().rev().take(3);
    first
        .filter_map(|sentence| opening_name(document, sentence.tokens.start, phrase.head))
        .find(|n| n.kind == kind)
}

/// The type of name that a phrase can stand for.
fn wanted(view: &View, references: &References, id: PhraseId) -> Option<NameKind> {
    let phrase = &view.clauses().phrases[id as usize];
    let document = view.document;
    let lower = |token: TokenId| document.form(token).to_lowercase();
    match phrase.kind {
        PhraseKind::Pronoun => match lower(phrase.head).as_str() {
            "he" | "she" | "him" | "her" | "his" => Some(NameKind::Person),
            "it" | "its" => Some(NameKind::Organization),
            _ => None,
        },
        PhraseKind::Common => {
            let definite = lower(phrase.core.start) == "the" && phrase.narrow.len() == 2;
            let singular = document.tokens.xpos.get(phrase.head as usize).is_some_and(|x| x.as_str() == "NN");
            let organization = type_of(NameKind::Organization);
            let is = references.kinds(id).contains(&organization);
            let named = references.of(id).is_some_and(|reference| reference.name.is_some());
            (definite && singular && is && !named).then_some(NameKind::Organization)
        }
        PhraseKind::Name | PhraseKind::Relative => None,
    }
}

/// The clause that has a phrase as an argument.
fn clause_of<'d>(view: &View<'d>, phrase: PhraseId) -> Option<&'d Clause> {
    let has = |clause: &&Clause| clause.arguments.iter().any(|a| a.filler == Filler::Phrase(phrase));
    view.clauses().clauses.iter().find(has)
}

/// The name at the start of a sentence, which is mostly its subject; titles, articles and quotation marks may stand
/// before it.
fn opening_name(document: &Document, start: TokenId, before: TokenId) -> Option<&Name> {
    let end = (start..before).find(|&t| document.tokens.upos[t as usize] == Upos::Verb).unwrap_or(before);
    let names = document.names_in(&(start..end));
    names
        .iter()
        .find(|name| name.kind != NameKind::Nationality)
        .filter(|name| name.tokens.end <= before && name.tokens.start < start + 6)
}
