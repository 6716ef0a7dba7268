//! Which names of a document refer to the same entity: last names, short forms of companies, acronyms.
//!
//! Precision comes first: an ambiguous short name refers only to itself. A name belongs to a longer one that the
//! document has introduced before it, else to a later one, if there is only one.

mod person;

use std::ops::Range;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use crate::document::{Document, Entities, Entity, EntityId, Layer, Name, NameKind, TokenId, Word};
use crate::english::words::{self, Class};

/// A name that could belong to more longer names than this belongs to none of them.
const MOST_CANDIDATES: usize = 32;

/// All names of a document that have the same words.
struct Form {
    kind: NameKind,
    /// In small letters, without points, articles and legal forms.
    words: Vec<String>,
    /// The names of the document with these words, by position.
    names: Vec<u32>,
    /// Another form of the same entity, or itself.
    longer: usize,
}

/// Fills the entities of a document whose names are known. Linear in the names except for those that share words, at
/// most `MOST_CANDIDATES` each.
pub(super) fn resolve(document: &mut Document) {
    document.entities = entities(document);
    for sentence in &mut document.sentences {
        sentence.layers = sentence.layers.with(Layer::Entities);
    }
}

fn entities(document: &Document) -> Entities {
    let mut forms = forms(document);
    link_last_names(&mut forms);
    link_short_forms(document, &mut forms);
    link_acronyms(document, &mut forms);
    let mut whole: IndexMap<usize, Vec<usize>> = IndexMap::new();
    for at in 0..forms.len() {
        whole.entry(root(&forms, at)).or_default().push(at);
    }
    let mut list: Vec<Entity> = whole.values().map(|members| entity(document, &forms, members)).collect();
    list.sort_by_key(|entity| entity.names.first().copied());
    let mut of = vec![None; document.names.len()];
    for (id, entity) in list.iter().enumerate() {
        for &name in &entity.names {
            of[name as usize] = Some(EntityId::at(id));
        }
    }
    for entity in list.iter_mut().filter(|entity| entity.kind == NameKind::Person) {
        person::describe(document, entity);
    }
    Entities { list, of }
}

fn forms(document: &Document) -> Vec<Form> {
    let mut forms: IndexMap<(NameKind, Vec<String>), Form> = IndexMap::new();
    for (index, name) in document.names.iter().enumerate() {
        if name.kind == NameKind::Nationality {
            continue;
        }
        let words = key(document, name);
        let fresh = || Form { kind: name.kind, words: words.clone(), names: Vec::new(), longer: 0 };
        forms.entry((name.kind, words.clone())).or_insert_with(fresh).names.push(index as u32);
    }
    let mut forms: Vec<Form> = forms.into_values().collect();
    for (at, form) in forms.iter_mut().enumerate() {
        form.longer = at;
    }
    forms
}

/// The words by which a name is compared.
fn key(document: &Document, name: &Name) -> Vec<String> {
    let plain = |token: TokenId| document.form(token).to_lowercase().replace('.', "");
    let mut words: Vec<String> = name.tokens.clone().map(plain).collect();
    words.retain(|word| !word.is_empty());
    if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    let ending = match name.kind {
        NameKind::Organization => Class::LegalForm,
        NameKind::Person => Class::NameSuffix,
        _ => return words,
    };
    while words.len() > 1 && words.last().is_some_and(|word| document.is(ending, word)) {
        words.pop();
    }
    words
}

fn root(forms: &[Form], mut at: usize) -> usize {
    while forms[at].longer != at {
        at = forms[at].longer;
    }
    at
}

/// Makes two forms refer to one entity.
fn link(forms: &mut [Form], at: usize, longer: usize) {
    let (from, to) = (root(forms, at), root(forms, longer));
    if from != to {
        forms[from].longer = to;
    }
}

/// The only entity that these longer forms refer to: among those that come before, else among all.
fn only(forms: &[Form], at: usize, candidates: &[usize]) -> Option<usize> {
    if candidates.len() > MOST_CANDIDATES {
        return None;
    }
    let first = |form: usize| forms[form].names.first().copied();
    let one = |candidates: &mut dyn Iterator<Item = usize>| -> Result<Option<usize>, ()> {
        let mut found: Option<usize> = None;
        for candidate in candidates {
            match found {
                Some(known) if root(forms, known) != root(forms, candidate) => return Err(()),
                _ => found = Some(candidate),
            }
        }
        Ok(found)
    };
    let mut before = candidates.iter().copied().filter(|&candidate| first(candidate) < first(at));
    match one(&mut before) {
        Ok(Some(found)) => Some(found),
        Ok(None) => one(&mut candidates.iter().copied()).ok().flatten(),
        Err(()) => None,
    }
}

/// *Brook* of *Ada Brook*, *Ada Brook* of *Ada J. Brook*, *Park* of *Park Min-woo*.
fn link_last_names(forms: &mut [Form]) {
    let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate() {
        if form.kind == NameKind::Person && form.words.len() > 1 {
            for end in [form.words.first(), form.words.last()].into_iter().flatten() {
                by_word.entry(end.clone()).or_default().push(at);
            }
        }
    }
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(forms[at].words.len()), at));
    for at in order {
        if forms[at].kind != NameKind::Person {
            continue;
        }
        let form = &forms[at];
        let longer = |end: Option<&String>, is: &dyn Fn(&Form) -> bool| -> Vec<usize> {
            let shared = end.and_then(|word| by_word.get(word)).map_or(&[][..], Vec::as_slice);
            let fits = |&other: &usize| {
                forms[other].words.len() > form.words.len()
                    && is(&forms[other])
                    && is_part(&form.words, &forms[other].words)
            };
            shared.iter().copied().filter(fits).collect()
        };
        let several = form.words.len() > 1;
        let by_last = longer(form.words.last(), &|other| {
            other.words.last() == form.words.last()
                && (!several || other.words.first() == form.words.first() || ends(&form.words, &other.words))
        });
        let by_first = longer(form.words.first(), &|other| other.words.first() == form.words.first());
        let candidates = if by_last.is_empty() { by_first } else { by_last };
        if let Some(found) = only(forms, at, &candidates) {
            link(forms, at, found);
        }
    }
}

/// Whether some words occur in others in the same order.
fn is_part(short: &[String], long: &[String]) -> bool {
    let mut long = long.iter();
    short.iter().all(|word| long.any(|other| other == word))
}

fn ends(short: &[String], long: &[String]) -> bool {
    long.ends_with(short)
}

/// *Norvik* of *Norvik Systems*, *Tarn Telecoms* of *Tarn Telecom*.
fn link_short_forms(document: &Document, forms: &mut [Form]) {
    let mut by_words: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut by_first: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate() {
        if form.kind == NameKind::Organization {
            by_words.insert(form.words.clone(), at);
            if let (Some(first), true) = (form.words.first(), form.words.len() > 1) {
                by_first.entry(first.clone()).or_default().push(at);
            }
        }
    }
    for at in 0..forms.len() {
        if forms[at].kind != NameKind::Organization {
            continue;
        }
        if let Some(singular) = singular(&forms[at].words).and_then(|words| by_words.get(&words)) {
            link(forms, at, *singular);
            continue;
        }
        let form = &forms[at];
        let is_short = |&other: &usize| {
            let long = &forms[other];
            let Some(rest) = long.words.strip_prefix(form.words.as_slice()) else { return false };
            let is = |class| !rest.is_empty() && rest.iter().all(|word| document.is(class, word));
            // a unit of a company comes after the company: *Norvik*, then *Norvik Energy*
            is(Class::CompanySuffix) || is(Class::BusinessField) && long.names.first() < form.names.first()
        };
        let shared = form.words.first().and_then(|word| by_first.get(word));
        let candidates: Vec<usize> = shared.into_iter().flatten().copied().filter(is_short).collect();
        if !document.is(Class::BusinessField, &form.words.join(" "))
            && let Some(found) = only(forms, at, &candidates)
        {
            link(forms, at, found);
        }
    }
}

/// The words with the last one made singular.
fn singular(words: &[String]) -> Option<Vec<String>> {
    let (last, rest) = words.split_last().filter(|(last, rest)| last.len() > 4 && !rest.is_empty())?;
    let last = last.strip_suffix('s').filter(|stem| !stem.ends_with('s'))?;
    Some(rest.iter().cloned().chain([last.to_owned()]).collect())
}

/// Acronyms that the document explains in brackets, and those that match the initials of exactly one name.
fn link_acronyms(document: &Document, forms: &mut [Form]) {
    let mut by_letters: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate() {
        if let (true, Some(&name)) = (form.kind == NameKind::Organization, form.names.first()) {
            for letters in acronyms(document, &document.names[name as usize].tokens) {
                by_letters.entry(letters).or_default().push(at);
            }
        }
    }
    let mut of_name: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate() {
        of_name.extend(form.names.iter().map(|&name| (name, at)));
    }
    let index = |tokens: &Range<TokenId>| {
        let found = document.names.binary_search_by_key(&tokens.start, |name| name.tokens.start).ok();
        found.filter(|&name| document.names[name].tokens == *tokens)
    };
    let mut meant: FxHashMap<Word, &Range<TokenId>> = FxHashMap::default();
    for acronym in &document.acronyms {
        meant.entry(acronym.word).or_insert(&acronym.tokens);
    }
    for at in 0..forms.len() {
        let Some(&name) = forms[at].names.first().filter(|_| forms[at].words.len() == 1) else { continue };
        let token = document.names[name as usize].tokens.start;
        let word = document.tokens.form.get(token as usize);
        let explained = word.and_then(|word| meant.get(word)).and_then(|tokens| index(tokens));
        let explained = explained.and_then(|name| of_name.get(&(name as u32)).copied());
        let letters = document.form(token).replace('.', "");
        let is_acronym = (2..=6).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
        let candidates =
            by_letters.get(&letters).filter(|_| is_acronym && forms[at].kind == NameKind::Organization);
        let found = explained.or_else(|| candidates.and_then(|candidates| only(forms, at, candidates)));
        if let Some(found) = found {
            link(forms, at, found);
        }
    }
}

/// The possible acronyms of a name: the first letters of its words, or all its capitals; also without a final legal
/// form or *Group*.
fn acronyms(document: &Document, tokens: &Range<TokenId>) -> Vec<String> {
    let words: Vec<&str> = tokens.clone().map(|token| document.form(token)).collect();
    let words: Vec<&str> =
        words.into_iter().filter(|word| !words::is(Class::SmallInNames, &word.to_lowercase())).collect();
    let mut found: Vec<String> = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let words = &words[..end];
        let first: String =
            words.iter().filter_map(|word| word.chars().next().filter(|c| c.is_uppercase())).collect();
        let capitals: String =
            words.iter().flat_map(|word| word.chars()).filter(|c| c.is_uppercase()).collect();
        if words.len() > 1 {
            found.extend([first, capitals].into_iter().filter(|letters| letters.chars().count() > 1));
        }
        let last = words[end - 1].to_lowercase().replace('.', "");
        if !document.is(Class::LegalForm, &last) && !document.is(Class::CompanySuffix, &last) {
            break;
        }
        end -= 1;
    }
    found.sort();
    found.dedup();
    found
}

fn entity(document: &Document, forms: &[Form], members: &[usize]) -> Entity {
    let loud = |text: &str| !text.chars().any(char::is_lowercase);
    let text = |name: u32| document.text(&document.names[name as usize].tokens);
    // the form with the most words, and of its spellings the shortest, which has no legal form
    let best = members.iter().min_by_key(|&&at| {
        let form = &forms[at];
        let shouted = form.names.iter().all(|&name| loud(text(name)));
        (std::cmp::Reverse(form.words.len()), shouted, form.names.first().copied())
    });
    let written = best.and_then(|&at| {
        let length = |name: u32| document.names[name as usize].tokens.len();
        forms[at].names.iter().copied().min_by_key(|&name| (loud(text(name)), length(name), name))
    });
    let name = written.map_or_else(String::new, |name| {
        let words: Vec<&str> = text(name).split_whitespace().collect();
        let article = words.len() > 1 && words.first().is_some_and(|word| word.eq_ignore_ascii_case("the"));
        words.get(usize::from(article)..).unwrap_or(&[]).join(" ")
    });
    let mut names: Vec<u32> = members.iter().flat_map(|&at| forms[at].names.iter().copied()).collect();
    names.sort_unstable();
    let kind = best.map_or(NameKind::Organization, |&at| forms[at].kind);
    Entity { kind, name, names, titles: Vec::new(), affiliation: None, gender: None }
}

#[cfg(test)]
mod tests;
