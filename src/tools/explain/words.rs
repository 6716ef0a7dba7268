//! The annotator's analysis and the tests of patterns, in words.

use std::ops::Range;

use crate::document::clause::{Argument, Filler, Function, PhraseKind, Via};
use crate::document::{PhraseId, TokenId, Upos};
use crate::extract::clause::Filling;
use crate::extract::coreference::References;
use crate::extract::view::{self, View};
use crate::lang::check::accepted;
use crate::lang::ir::{Accepts, ListId, PredicateKind, Ruleset, SlotTest, TokenTest, TypeId};

/// A sentence with everything needed to describe it.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) view: &'a View<'a>,
    pub(super) references: &'a References<'a>,
}

impl Words<'_> {
    pub(super) fn text(&self, tokens: &Range<TokenId>) -> &str {
        self.view.document.text(tokens)
    }

    pub(super) fn bytes(&self, tokens: &Range<TokenId>) -> Option<Range<usize>> {
        Some(self.view.document.bytes(tokens))
    }

    /// The tokens that represent a filler: the core of a phrase, the predicate of a clause.
    pub(super) fn tokens(&self, filler: Filler) -> Range<TokenId> {
        match filler {
            Filler::Phrase(id) => self.view.clauses().phrases[id.index()].core.clone(),
            Filler::Clause(id) => self.view.clauses().clauses[id.index()].trigger.clone(),
        }
    }

    /// `a Visit`, for an event by its place in the view.
    pub(super) fn event(&self, at: u32) -> String {
        let kind = self.view.occurrences.get(at as usize).map(|occurrence| occurrence.kind);
        let name = kind.and_then(|kind| self.ruleset.events.get(kind.index())).map(|event| &event.name);
        name.map_or_else(|| "an event".to_owned(), |name| with_article(name))
    }

    /// The tokens of a role's filler.
    pub(super) fn filled(&self, filling: Filling) -> Range<TokenId> {
        match filling {
            Filling::Phrase(id, _) => self.tokens(Filler::Phrase(id)),
            Filling::Clause(id) => self.tokens(Filler::Clause(id)),
            Filling::Event(filler, _) => self.tokens(filler),
            Filling::Word(token) => token..token + 1,
            Filling::Mention(index) => self.view.mentions()[index as usize].tokens.clone(),
            Filling::Affiliation(id, _) => {
                let phrase = &self.view.clauses().phrases[id.index()];
                phrase.affiliation.clone().unwrap_or_else(|| phrase.core.clone())
            }
        }
    }

    /// `object`, `subject (of the verb it is coordinated with)`, `on`.
    pub(super) fn argument(&self, argument: &Argument) -> String {
        let via = match argument.via {
            Via::Direct => "",
            Via::Conjunct => ", one of several",
            Via::Relative => ", the noun that the clause describes",
            Via::Control => ", shared with the verb above",
            Via::Coordination => ", shared with a coordinated verb",
            Via::Adjunct => ", from the clause around the noun",
        };
        let function = match argument.function {
            Function::Subject => "subject".to_owned(),
            Function::Object => "object".to_owned(),
            Function::IndirectObject => "indirect object".to_owned(),
            Function::Complement => "complement".to_owned(),
            Function::Purpose => "purpose".to_owned(),
            Function::Genitive => "possessor".to_owned(),
            Function::Modifier => "word before the noun".to_owned(),
            Function::Adverbial => "phrase without preposition".to_owned(),
            Function::Oblique(word) => format!("*{}* phrase", self.view.document.strings.text(word)),
        };
        function + via
    }

    /// `subject = \`Park\`, object = \`Microsoft\``.
    pub(super) fn arguments(&self, arguments: &[Argument]) -> String {
        let parts: Vec<String> = arguments
            .iter()
            .map(|argument| {
                let tokens = self.tokens(argument.filler);
                format!("{} = `{}`", self.argument(argument), self.text(&tokens))
            })
            .collect();
        if parts.is_empty() { "no arguments".to_owned() } else { parts.join("; ") }
    }

    pub(super) fn type_name(&self, kind: TypeId) -> &str {
        self.ruleset.types.get(kind.index()).map_or("?", |kind| &kind.name)
    }

    pub(super) fn list(&self, list: ListId) -> &str {
        self.ruleset.lists.get(list.index()).map_or("?", |list| &list.name)
    }

    /// The type of a phrase, and the reason: `a Person (a name)`.
    pub(super) fn phrase(&self, id: PhraseId) -> String {
        let phrase = &self.view.clauses().phrases[id.index()];
        let head = phrase.head;
        let Some(&kind) = self.references.kinds(id).first() else {
            return match phrase.kind {
                PhraseKind::Pronoun => "a pronoun that stands for no known name".to_owned(),
                PhraseKind::Relative => "a relative pronoun without an antecedent".to_owned(),
                _ if self.view.document.time_at(phrase.head).is_some() => "a time".to_owned(),
                _ if self.references.is_untyped(id) => "a name of unknown type".to_owned(),
                _ => "a Phrase without a type (no name, and its head is in no list with a type)".to_owned(),
            };
        };
        let why = if self.view.document.name_at(head).is_some() {
            "a name".to_owned()
        } else if let Some(entry) = self.view.mentions_over(head).find_map(|mention| mention.entry) {
            let named = self.references.of(id).and_then(|reference| reference.name.as_ref());
            let stands = named.map_or(String::new(), |name| format!(", here `{name}`"));
            format!("an entry of @{}{stands}", self.list(entry.list))
        } else if view::usual(self.view.document, head) == Some(kind) {
            "what the noun usually names".to_owned()
        } else if self.view.mentions_over(head).next().is_some() {
            "made by a rule".to_owned()
        } else if let Some(name) = self.references.of(id).and_then(|r| r.name.as_ref()) {
            format!("it stands for `{name}`")
        } else {
            "by its apposition".to_owned()
        };
        format!("{} ({why})", with_article(&format!("{} phrase", self.type_name(kind))))
    }

    /// `a Person, an Organization or a Place`.
    pub(super) fn accepts(&self, accepts: &Accepts) -> String {
        any_of(accepted(self.ruleset, accepts).map(with_article))
    }

    /// Why an argument fails the test of a slot.
    pub(super) fn unfit(&self, test: &SlotTest, argument: &Argument) -> String {
        let function = self.argument(argument);
        let text = self.text(&self.tokens(argument.filler)).to_owned();
        let start = format!("{function} is `{text}`");
        let id = match argument.filler {
            Filler::Clause(_) => return format!("{start}, a clause, not {}", self.test(test)),
            Filler::Phrase(id) => id,
        };
        let phrase = &self.view.clauses().phrases[id.index()];
        let head = self.view.document.form(phrase.head);
        match test {
            SlotTest::Accepts(accepts) if accepts.phrase && phrase.kind != PhraseKind::Relative => {
                format!("{start}, a time, which fills roles for dates only")
            }
            SlotTest::Accepts(accepts) => {
                format!("{start}, {}, not {}", self.phrase(id), self.accepts(accepts))
            }
            SlotTest::List(list, accepts) => {
                let list = self.list(*list);
                let over = |(tokens, entry): &(Range<TokenId>, crate::lang::compile::gazetteer::EntryId)| {
                    self.list(entry.list) == list && tokens.contains(&phrase.head)
                };
                if self.view.entries.iter().any(over) {
                    let types = self.accepts(accepts);
                    return format!("{start}, whose head is in @{list}, but it is not {types}");
                }
                format!("{start}, whose head `{head}` is no entry of @{list}")
            }
            SlotTest::Head(tests) => {
                format!("{start}, whose head `{head}` is not {}", any_of(tests.iter().map(test_in_words)))
            }
            SlotTest::Union(_) | SlotTest::Except(..) => {
                format!("{start}, {}, not {}", self.phrase(id), self.test(test))
            }
            SlotTest::Any => start,
        }
    }

    /// What the test of a slot accepts.
    pub(super) fn test(&self, test: &SlotTest) -> String {
        match test {
            SlotTest::Accepts(accepts) => self.accepts(accepts),
            SlotTest::List(list, _) => format!("an entry of @{}", self.list(*list)),
            SlotTest::Head(tests) => any_of(tests.iter().map(test_in_words)),
            SlotTest::Union(tests) => any_of(tests.iter().map(|test| self.test(test))),
            SlotTest::Except(test, excluded) => {
                format!("{} other than {}", self.test(test), self.test(excluded))
            }
            SlotTest::Any => "any phrase or clause".to_owned(),
        }
    }

    /// `\`visits\` is read as a noun (NNS), a form of \`visit\``.
    pub(super) fn reading(&self, token: TokenId) -> String {
        let document = self.view.document;
        let index = token as usize;
        let tag = document.tokens.xpos[index].as_str();
        let tag = if tag == "_" { String::new() } else { format!(" ({tag})") };
        let word = part_of_speech(document.tokens.upos[index]);
        format!("`{}` is read as {word}{tag}, a form of `{}`", document.form(token), document.lemma(token))
    }
}

/// A token test of a pattern in words.
pub(super) fn test_in_words(test: &TokenTest) -> String {
    match test {
        TokenTest::Any => "any word".to_owned(),
        TokenTest::Word { written, .. } => format!("a form of `{written}`"),
        TokenTest::Exact(text) => format!("exactly `{text}`"),
        TokenTest::And(all) => all.iter().map(test_in_words).collect::<Vec<_>>().join(" and "),
        TokenTest::Or(any) => any_of(any.iter().map(test_in_words)),
        TokenTest::Not(test) => format!("not {}", test_in_words(test)),
        TokenTest::Attribute(..) | TokenTest::Given { .. } => {
            "a word with the attributes in brackets".to_owned()
        }
    }
}

/// The kind of a predicate's word.
pub(super) fn kind(kind: PredicateKind) -> &'static str {
    match kind {
        PredicateKind::Verb => "a verb",
        PredicateKind::Noun => "a noun",
        PredicateKind::Adjective => "an adjective",
    }
}

fn part_of_speech(upos: Upos) -> &'static str {
    match upos {
        Upos::Noun => "a noun",
        Upos::Propn => "a name",
        Upos::Verb => "a verb",
        Upos::Aux => "an auxiliary",
        Upos::Adj => "an adjective",
        Upos::Adv => "an adverb",
        Upos::Adp => "a preposition or particle",
        Upos::Num => "a number",
        Upos::Pron => "a pronoun",
        Upos::Det => "a determiner",
        _ => "another kind of word",
    }
}

/// `a Person`, `an Organization`.
pub(super) fn with_article(name: &str) -> String {
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}

/// `a, b or c`.
pub(super) fn any_of(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    match parts.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
