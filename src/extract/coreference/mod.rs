//! What the phrases of a sentence refer to: their types, and the antecedents of pronouns and descriptions.
//!
//! Names refer to the document's entities (`annotate::coreference`). Then, in text order, `pronoun` and `description`
//! look for the antecedents of pronouns and definite descriptions. Precision comes first: if two are possible, or if
//! there is no evidence for one, there is no name.

mod antecedent;
mod description;
mod pronoun;

use std::cell::OnceCell;

use smallvec::SmallVec;

use super::view::View;
use crate::annotate::names::{nationality, title};
use crate::document::clause::PhraseKind;
use crate::document::{Document, EntityId, Name, NameKind, Phrase, PhraseId, Relation, TokenId, Upos};
use crate::english::words::{self, Class};
use crate::lang::compile::gazetteer::EntryId;
use crate::lang::ir::TypeId;
use antecedent::Seeker;

/// What every phrase of a sentence refers to: found when it is first asked for.
#[derive(Clone, Debug, Default)]
pub struct References<'a> {
    /// The sentence; none if nothing is to be found.
    view: Option<&'a View<'a>>,
    phrases: OnceCell<Vec<Reference>>,
}

/// What a phrase refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Its types: that of its name first, then those of the lists that its head is in; for a noun that has none of these,
    /// that of what it usually names.
    pub kinds: SmallVec<[TypeId; 2]>,
    /// The canonical name; for several things their names, separated by `; `.
    pub name: Option<String>,
    /// The entities of the document that it refers to.
    pub entities: SmallVec<[EntityId; 1]>,
    /// The list entry at its head.
    pub entry: Option<EntryId>,
    /// The type of the affiliation.
    pub affiliation: Option<TypeId>,
    /// Whether it is a proper name of unknown type.
    pub is_untyped: bool,
}

impl<'a> References<'a> {
    /// Those of a sentence. The first question takes time linear in the sentence and the names of the sentences before
    /// it.
    pub fn new(view: &'a View<'a>) -> References<'a> {
        References { view: Some(view), phrases: OnceCell::new() }
    }

    fn phrases(&self) -> &[Reference] {
        self.phrases.get_or_init(|| self.view.map(resolve).unwrap_or_default())
    }

    /// What a phrase refers to.
    pub fn of(&self, phrase: PhraseId) -> Option<&Reference> {
        self.phrases().get(phrase.index())
    }

    /// The types of a phrase, the surest first.
    pub fn kinds(&self, phrase: PhraseId) -> &[TypeId] {
        self.of(phrase).map_or(&[], |reference| &reference.kinds)
    }

    /// The surest type of a phrase.
    pub fn kind(&self, phrase: PhraseId) -> Option<TypeId> {
        self.kinds(phrase).first().copied()
    }

    /// Whether a phrase is a proper name of unknown type.
    pub fn is_untyped(&self, phrase: PhraseId) -> bool {
        self.of(phrase).is_some_and(|reference| reference.is_untyped)
    }

    /// The type of a phrase's affiliation.
    pub fn affiliation(&self, phrase: PhraseId) -> Option<TypeId> {
        self.of(phrase).and_then(|reference| reference.affiliation)
    }
}

/// What the phrases of a sentence refer to.
fn resolve(view: &View) -> Vec<Reference> {
    let phrases: Vec<Reference> = view.clauses().phrases.iter().map(|phrase| refer(view, phrase)).collect();
    let count = phrases.len();
    let mut references = References { view: Some(view), phrases: OnceCell::from(phrases) };
    for id in (0..count).map(PhraseId::at) {
        let seeker = Seeker { view, references: &references };
        let found = pronoun::antecedents(&seeker, id);
        let found = if found.is_empty() { description::antecedents(&seeker, id) } else { found };
        let is_person = found.is_empty() && pronoun::is_of_person(&seeker, id);
        let Some(reference) = references.phrases.get_mut().and_then(|all| all.get_mut(id.index())) else {
            continue;
        };
        if !found.is_empty() {
            reference.stand_for(view, id, found);
        } else if is_person && reference.kinds.is_empty() {
            reference.kinds.push(TypeId::from(NameKind::Person));
        }
    }
    references.phrases.into_inner().unwrap_or_default()
}

impl Reference {
    /// Records the entities that its phrase refers to.
    fn stand_for(&mut self, view: &View, id: PhraseId, found: SmallVec<[EntityId; 1]>) {
        let entities = &view.document.entities;
        let named: Vec<_> = found.iter().filter_map(|&entity| entities.get(entity)).collect();
        if let Some(first) = named.first() {
            let kind = TypeId::from(first.kind);
            let pronoun = view.clauses().phrases[id.index()].kind == PhraseKind::Pronoun;
            if pronoun {
                self.kinds.clear();
            }
            if self.kinds.is_empty() {
                self.kinds.push(kind);
            }
        }
        let names: Vec<&str> = named.iter().map(|entity| entity.name.as_str()).collect();
        self.name = Some(names.join("; "));
        self.entities = found;
        self.is_untyped = false;
    }
}

/// What a phrase refers to by its own words and its appositions.
fn refer(view: &View, phrase: &Phrase) -> Reference {
    let mut reference = Reference::default();
    let mut heads: SmallVec<[TokenId; 2]> = SmallVec::new();
    heads.push(phrase.head);
    let appositions = phrase.appositions.iter();
    heads.extend(appositions.map(|&id| view.clauses().phrases[id.index()].head));
    heads.extend(whole(view, phrase));
    for &head in &heads {
        if let Some(name) = view.document.name_at(head) {
            reference.kinds.push(TypeId::from(name.kind));
            reference.name = canonical(view.document, name);
            reference.entities.extend(view.document.entity_at(head));
            break;
        }
    }
    reference.entry = view.mentions_over(phrase.head).find_map(|mention| mention.entry);
    // an apposition gives the type of an unknown name (*Nordhavn, a shipping company*)
    for mention in heads.iter().flat_map(|&head| view.mentions_over(head)) {
        if !reference.kinds.contains(&mention.kind) {
            reference.kinds.push(mention.kind);
        }
    }
    // the name from a list takes precedence over the name in the text
    if let Some(entry) = reference.entry {
        let named = &view.program.lists[entry.list.index()].entries[entry.entry as usize].name;
        reference.name = named.clone().or(reference.name);
    }
    reference.is_untyped = reference.kinds.is_empty() && is_proper(view.document, phrase);
    if reference.name.is_none() {
        name_inside(view.document, phrase, &mut reference);
    }
    reference.affiliation = phrase.affiliation.as_ref().and_then(|tokens| {
        let named = view.document.names_in(tokens).first().map(|name| TypeId::from(name.kind));
        named.or_else(|| view.mentions().iter().find(|m| tokens.contains(&m.tokens.start)).map(|m| m.kind))
    });
    reference
}

/// The head of the whole, if a phrase is a part or a number of something.
fn whole(view: &View, phrase: &Phrase) -> Option<TokenId> {
    let document = view.document;
    let of = phrase.head + 1;
    let counts = document.tokens.upos.get(phrase.head as usize) == Some(&Upos::Num)
        || words::is(Class::Partitive, &document.lemma(phrase.head).to_lowercase());
    let is_of = of < view.tokens.end && document.form(of).eq_ignore_ascii_case("of");
    let whole = || {
        (of + 1..view.tokens.end).find(|&t| {
            document.tokens.head[t as usize] == phrase.head
                && document.tokens.relation[t as usize].universal() == Relation::Nmod
        })
    };
    (counts && is_of).then(whole).flatten()
}

/// Whether the head of a phrase is a proper name, but not a day or month.
fn is_proper(document: &Document, phrase: &Phrase) -> bool {
    let form = document.form(phrase.head);
    document.tokens.upos.get(phrase.head as usize) == Some(&Upos::Propn)
        && form.chars().next().is_some_and(char::is_uppercase)
        && document.time_at(phrase.head).is_none()
}

/// The name in a phrase whose head is not a name: *Secretary of State **Ada Brook***, *the ferry line **Nordhavn***.
fn name_inside(document: &Document, phrase: &Phrase, reference: &mut Reference) {
    let names = document.names_in(&(phrase.head + 1..phrase.core.end));
    let is_titled = title::is_title(document, &document.form(phrase.head).to_lowercase());
    let capital = |token: TokenId| document.tokens.upos.get(token as usize) == Some(&Upos::Propn);
    let person = names.last().filter(|name| {
        let ends = name.kind == NameKind::Person && name.tokens.end == phrase.core.end;
        ends && is_titled && (name.tokens.start == phrase.head + 1 || capital(name.tokens.start - 1))
    });
    let behind = phrase.head + 1..phrase.narrow.end;
    let apposed = names.first().filter(|name| name.tokens == behind && name.kind != NameKind::Nationality);
    if let Some(name) = person.or(apposed) {
        let kind = TypeId::from(name.kind);
        reference.kinds.retain(|other| *other != kind);
        reference.kinds.insert(0, kind);
        reference.name = canonical(document, name);
        reference.entities.extend(document.entity_at(name.tokens.start));
    } else if phrase.kind == PhraseKind::Common && !behind.is_empty() && behind.clone().all(capital) {
        reference.name = Some(document.text(&behind).to_owned());
    } else if !is_titled && phrase.kind == PhraseKind::Name && is_proper(document, phrase) {
        reference.name = Some(proper(document, phrase));
    }
}

/// The words of a proper name that the layer of names does not know: the capitalised ones around the head.
fn proper(document: &Document, phrase: &Phrase) -> String {
    let belongs = |&token: &TokenId| {
        document.tokens.upos.get(token as usize) == Some(&Upos::Propn)
            && document.form(token).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let start = (phrase.narrow.start..=phrase.head).rev().take_while(belongs).last().unwrap_or(phrase.head);
    let end = (phrase.head..phrase.narrow.end).take_while(belongs).last().unwrap_or(phrase.head);
    document.text(&(start..end + 1)).to_owned()
}

/// The canonical name of a name: that of its entity, or for a nationality the country, if it has one.
pub(super) fn canonical(document: &Document, name: &Name) -> Option<String> {
    if name.kind == NameKind::Nationality {
        return nationality::country(document.text(&name.tokens)).map(str::to_owned);
    }
    let entity = document.entity_at(name.tokens.start).and_then(|id| document.entities.get(id));
    Some(entity.map_or_else(|| document.text(&name.tokens).to_owned(), |entity| entity.name.clone()))
}
