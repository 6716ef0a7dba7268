//! A sentence as the matchers see it: its tokens in the program's numbers, and the mentions in it.

use std::cell::OnceCell;
use std::ops::Range;

use smallvec::SmallVec;

use crate::annotate::feature;
use crate::document::time::TimeKind;
use crate::document::{Clauses, Document, NameKind, Quantity, QuantityKind, TokenId, Upos, Word};
use crate::english::nouns::{self, NounClass};
use crate::english::numbers;
use crate::lang::compile::Program;
use crate::lang::compile::gazetteer::EntryId;
use crate::lang::compile::token::Check;
use crate::lang::ir::{Accepts, Attribute, BuiltInType, EventId, Given, ListId, TokenClass, TypeId};

/// A span of tokens that names a thing of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// Its type.
    pub kind: TypeId,
    /// The list entry that made it, if one did.
    pub entry: Option<EntryId>,
}

/// An event that a rule has made, for others to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its type.
    pub kind: EventId,
    /// Its trigger.
    pub trigger: Range<TokenId>,
    /// The id of its record.
    pub id: String,
}

/// A sentence of a document under a program.
#[derive(Debug)]
pub struct View<'a> {
    /// The program.
    pub program: &'a Program,
    /// The document.
    pub document: &'a Document,
    /// The sentence's number.
    pub sentence: usize,
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// Its mentions, once they were asked for.
    mentions: OnceCell<Vec<Mention>>,
    /// The events that rules have found in it so far.
    pub occurrences: Vec<Occurrence>,
    /// Every list entry in it, with its tokens, by position.
    pub entries: Vec<(Range<TokenId>, EntryId)>,
    /// Whether the document's words are numbered by the program's vocabulary.
    shares: bool,
}

/// The type of what a common noun usually names, if it is one that roles have: the type of a noun that is in no list.
pub fn usual(document: &Document, token: TokenId) -> Option<TypeId> {
    if document.tokens.upos.get(token as usize) != Some(&Upos::Noun) {
        return None;
    }
    let kind = match classes(document, token).first()? {
        NounClass::Person => NameKind::Person,
        NounClass::Organization => NameKind::Organization,
        NounClass::Facility => NameKind::Facility,
        NounClass::Place => NameKind::Place,
        NounClass::Group | NounClass::Thing => return None,
    };
    Some(TypeId::from(kind))
}

/// The classes of what a noun names, the most frequent first: those of two words where they name something else than the
/// last one alone (*web site*). O(log n) in the nouns that are known.
pub(super) fn classes(document: &Document, token: TokenId) -> SmallVec<[NounClass; 2]> {
    let noun = document.lemma(token).to_lowercase();
    let before =
        token.checked_sub(1).map(|before| document.strings.text(document.tokens.lower[before as usize]));
    let both = before.map(|before| nouns::classes(&[before, " ", &noun].concat()));
    both.filter(|both| !both.is_empty()).unwrap_or_else(|| nouns::classes(&noun))
}

impl<'a> View<'a> {
    /// Finds the list entries of a sentence, and its mentions when they are first asked for. Linear in the sentence.
    pub fn new(program: &'a Program, document: &'a Document, sentence: usize) -> View<'a> {
        let mut view = View::of_words(program, document, sentence);
        view.find_entries();
        view
    }

    /// A view of the words of a sentence only. O(1).
    pub fn of_words(program: &'a Program, document: &'a Document, sentence: usize) -> View<'a> {
        let tokens = document.sentences.get(sentence).map_or(0..0, |s| s.tokens.clone());
        let shares = std::sync::Arc::ptr_eq(document.strings.shared(), &program.vocabulary);
        let (mentions, occurrences, entries) = (OnceCell::new(), Vec::new(), Vec::new());
        View { program, document, sentence, tokens, mentions, occurrences, entries, shares }
    }

    /// The clauses of the sentence; empty until the layer is filled.
    pub fn clauses(&self) -> &'a Clauses {
        &self.document.sentences[self.sentence].clauses
    }

    /// A word of the document in the numbers of the program; none if no rule mentions it.
    pub fn word(&self, word: Word) -> Option<Word> {
        if self.shares {
            Some(word).filter(|w| (w.0 as usize) < self.program.vocabulary.len())
        } else {
            self.program.vocabulary.get(self.document.strings.text(word))
        }
    }

    fn column(&self, column: &[Word], token: TokenId) -> Option<Word> {
        column.get(token as usize).and_then(|&word| self.word(word))
    }

    /// The lower-case form of a token in the numbers of the program.
    pub fn lower(&self, token: TokenId) -> Option<Word> {
        self.column(&self.document.tokens.lower, token)
    }

    /// The lemma of a token, lower case, in the numbers of the program.
    pub fn lemma(&self, token: TokenId) -> Option<Word> {
        let &word = self.document.tokens.lemma.get(token as usize)?;
        // most lemmas are the word itself, in small letters
        if self.document.tokens.lower.get(token as usize) == Some(&word) {
            return self.word(word);
        }
        let text = self.document.strings.text(word);
        if text.chars().any(char::is_uppercase) {
            self.program.vocabulary.get(&text.to_lowercase())
        } else {
            self.word(word)
        }
    }

    fn find_entries(&mut self) {
        if self.program.gazetteer.is_empty() {
            return;
        }
        let range = self.tokens.clone();
        let mut entries = Vec::new();
        for start in range.clone() {
            let inside = |at: usize| Some(at as TokenId).filter(|t| range.contains(t));
            self.program.gazetteer.entries_at(
                start as usize,
                |at| inside(at).and_then(|t| self.lower(t)),
                |at| inside(at).and_then(|t| self.lemma(t)),
                |length, entry| entries.push((start..start + length as TokenId, entry)),
            );
        }
        self.entries = entries;
    }

    /// Whether a token is in an entry of a list. Linear in the entries of the sentence.
    pub(crate) fn is_in(&self, list: ListId, token: TokenId) -> bool {
        self.entries.iter().any(|(tokens, entry)| entry.list == list && tokens.contains(&token))
    }

    /// Whether these words, anywhere in the document, are an entry of a list.
    pub fn is_entry(&self, list: ListId, words: &Range<TokenId>) -> bool {
        let inside = |at: usize| Some(at as TokenId).filter(|token| words.contains(token));
        let mut is = false;
        self.program.gazetteer.entries_at(
            words.start as usize,
            |at| inside(at).and_then(|token| self.lower(token)),
            |at| inside(at).and_then(|token| self.lemma(token)),
            |length, entry| is |= entry.list == list && length == words.len(),
        );
        is
    }

    /// Its mentions, by position, longer ones first.
    pub fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(|| self.find_mentions())
    }

    fn find_mentions(&self) -> Vec<Mention> {
        let names = self.document.names_in(&self.tokens).iter();
        let named = names.map(|name| Mention {
            tokens: name.tokens.clone(),
            kind: TypeId::from(name.kind),
            entry: None,
        });
        let quantities = self.document.quantities_in(&self.tokens).iter();
        let quantities = quantities.filter(|quantity| !self.is_of_time(quantity));
        let measured = quantities.map(|quantity| Mention {
            tokens: quantity.tokens.clone(),
            kind: TypeId::from(quantity.kind),
            entry: None,
        });
        let listed = self.entries.iter().filter_map(|(tokens, entry)| {
            let kind = self.program.lists[entry.list.index()].makes?;
            Some(Mention { tokens: tokens.clone(), kind, entry: Some(*entry) })
        });
        let dated = self.document.times_in(&self.tokens).iter().filter_map(|time| {
            let kind = match time.kind {
                TimeKind::Date | TimeKind::Time => BuiltInType::Date,
                TimeKind::Duration => BuiltInType::Duration,
                TimeKind::Set => return None,
            };
            Some(Mention { tokens: time.tokens.clone(), kind: kind.id(), entry: None })
        });
        let mut mentions: Vec<Mention> = named.chain(measured).chain(dated).chain(listed).collect();
        sort(&mut mentions);
        let nouns = self.tokens.clone().filter(|&token| over(&mentions, token).next().is_none());
        let usual = |token: TokenId| {
            let kind = usual(self.document, token)?;
            Some(Mention { tokens: token..token + 1, kind, entry: None })
        };
        let usual: Vec<Mention> = nouns.filter_map(usual).collect();
        mentions.extend(usual);
        sort(&mut mentions);
        mentions
    }

    /// Whether a number is part of a time expression: a day of a month, a year, an hour, a number of days.
    fn is_of_time(&self, quantity: &Quantity) -> bool {
        quantity.kind == QuantityKind::Number && self.document.time_at(quantity.tokens.start).is_some()
    }

    /// Whether a thing of one type is a thing of another.
    pub fn is_a(&self, kind: TypeId, of: TypeId) -> bool {
        self.program.types.get(kind.index()).is_some_and(|kind| kind.is.contains(&of))
    }

    /// Adds mentions that rules have made.
    pub fn add_mentions(&mut self, made: Vec<Mention>) {
        if !made.is_empty() {
            let mut mentions = self.mentions.take().unwrap_or_else(|| self.find_mentions());
            mentions.extend(made);
            sort(&mut mentions);
            self.mentions = OnceCell::from(mentions);
        }
    }

    /// Whether a thing of this type is accepted.
    pub fn takes(&self, accepts: &Accepts, kind: TypeId) -> bool {
        self.program.types[kind.index()].is.iter().any(|is| accepts.entities.contains(is))
    }

    /// The event of an accepted type whose trigger contains a token, by its index in the view.
    pub fn event_at(&self, accepts: &Accepts, token: TokenId) -> Option<u32> {
        if accepts.events.is_empty() {
            return None;
        }
        let is =
            |kind: EventId| self.program.events[kind.index()].is.iter().any(|is| accepts.events.contains(is));
        let at = self.occurrences.iter().position(|o| o.trigger.contains(&token) && is(o.kind));
        at.map(|at| at as u32)
    }

    /// The mentions that start at a token, longest first.
    pub fn mentions_at(&self, token: TokenId) -> impl Iterator<Item = &Mention> {
        let mentions = self.mentions();
        let from = mentions.partition_point(|m| m.tokens.start < token);
        mentions[from..].iter().take_while(move |m| m.tokens.start == token)
    }

    /// The mentions that cover a token, by position.
    pub fn mentions_over(&self, token: TokenId) -> impl Iterator<Item = &Mention> {
        over(self.mentions(), token)
    }

    /// Whether a token passes a check.
    pub fn passes(&self, check: &Check, token: TokenId) -> bool {
        let (document, index) = (self.document, token as usize);
        let columns = &document.tokens;
        match check {
            Check::Any => true,
            Check::Never => false,
            Check::Form(forms) => self.column(&columns.form, token).is_some_and(|word| forms.contains(&word)),
            Check::Lower(lower) => self.lower(token).is_some_and(|word| lower.contains(&word)),
            Check::Lemma(lemmas) => {
                let upos = 1 << columns.upos[index] as u32;
                let lemma = self.lemma(token);
                lemma
                    .is_some_and(|lemma| lemmas.iter().any(|(word, mask)| *word == lemma && mask & upos != 0))
            }
            Check::Upos(mask) => mask & 1 << columns.upos[index] as u32 != 0,
            Check::Tag(mask) => mask & 1 << columns.xpos[index] as u32 != 0,
            Check::Dep(mask) => mask & 1 << columns.relation[index] as u32 != 0,
            Check::Ent(names) => {
                let types = &self.program.types;
                let is = |m: &Mention| {
                    types[m.kind.index()].is.iter().any(|is| names.contains(&types[is.index()].name))
                };
                let none = names.iter().any(String::is_empty) && self.mentions_over(token).next().is_none();
                none || self.mentions_over(token).any(is)
            }
            Check::Shape(shapes) => shapes.contains(&feature::outline(document.form(token))),
            Check::List(list) => self
                .entries
                .iter()
                .any(|(tokens, entry)| *tokens == (token..token + 1) && entry.list == *list),
            Check::Regex(attribute, regex) => regex.is_match(&self.attribute(*attribute, token)),
            Check::Ordered(attribute, order, bound) => {
                let word = self.attribute(*attribute, token).to_lowercase();
                let value = numbers::value(&word).or_else(|| numbers::ordinal(&word));
                value.is_some_and(|value| order.holds(value, *bound))
            }
            Check::Is(class) => self.is(*class, token),
            Check::Given { column, key, values, tags } => {
                let column = match column {
                    Given::Features => &columns.features,
                    Given::Misc => &columns.misc,
                };
                let given = column.get(index).map_or("", |&word| document.strings.text(word));
                if given.is_empty() {
                    return tags & 1 << columns.xpos[index] as u32 != 0;
                }
                // a feature may have several values: `Case=Acc,Dat`
                let mut pairs = given.split('|').filter_map(|pair| pair.strip_prefix(key.as_str()));
                pairs.any(|value| {
                    values.iter().any(|wanted| wanted == value)
                        || value.split(',').any(|one| values.iter().any(|wanted| wanted == one))
                })
            }
            Check::And(all) => all.iter().all(|check| self.passes(check, token)),
            Check::Or(any) => any.iter().any(|check| self.passes(check, token)),
            Check::Not(check) => !self.passes(check, token),
        }
    }

    /// The written value of an attribute.
    fn attribute(&self, attribute: Attribute, token: TokenId) -> String {
        let (document, index) = (self.document, token as usize);
        let columns = &document.tokens;
        match attribute {
            Attribute::Text => document.form(token).to_owned(),
            Attribute::Lower => document.strings.text(columns.lower[index]).to_owned(),
            Attribute::Lemma => document.lemma(token).to_owned(),
            Attribute::Upos => columns.upos[index].as_str().to_owned(),
            Attribute::Tag => columns.xpos[index].as_str().to_owned(),
            Attribute::Dep => columns.relation[index].as_str().to_owned(),
            Attribute::Shape => feature::outline(document.form(token)),
            Attribute::Ent => {
                let mention = self.mentions_over(token).next();
                mention.map_or_else(String::new, |m| self.program.types[m.kind.index()].name.clone())
            }
        }
    }

    fn is(&self, class: TokenClass, token: TokenId) -> bool {
        let form = self.document.form(token);
        let has_digit = || form.chars().any(|c| c.is_ascii_digit());
        match class {
            TokenClass::Number => {
                let in_digits = has_digit() && form.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
                in_digits || numbers::value(&form.to_lowercase()).is_some()
            }
            TokenClass::Url => {
                form.starts_with("http://") || form.starts_with("https://") || form.starts_with("www.")
            }
            TokenClass::Email => {
                form.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            }
            TokenClass::Date => has_digit() && form.chars().all(|c| c.is_ascii_digit() || "-/.".contains(c)),
            TokenClass::Title => {
                let mut letters = form.chars();
                letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
            }
            TokenClass::Upper => {
                form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase)
            }
            TokenClass::First => token == self.tokens.start,
            TokenClass::Last => token + 1 == self.tokens.end,
            TokenClass::Begin => self.mentions_at(token).next().is_some(),
            TokenClass::Inside => self.mentions_over(token).any(|mention| mention.tokens.start < token),
        }
    }
}

/// Puts mentions in order, each once.
fn sort(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end), m.kind, m.entry));
    mentions.dedup();
}

/// Those of the mentions, which are in order, that cover a token.
fn over(mentions: &[Mention], token: TokenId) -> impl Iterator<Item = &Mention> {
    let until = mentions.iter().take_while(move |m| m.tokens.start <= token);
    until.filter(move |m| m.tokens.contains(&token))
}

/// The smallest range that contains all of them.
pub(super) fn hull(
    first: Range<TokenId>,
    others: impl IntoIterator<Item = Range<TokenId>>,
) -> Range<TokenId> {
    others.into_iter().fold(first, |hull, other| hull.start.min(other.start)..hull.end.max(other.end))
}
