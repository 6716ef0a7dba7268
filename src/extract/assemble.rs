//! From matches to events: required roles, conditions, facets, merging and order.

use std::ops::Range;

use indexmap::IndexMap;

use super::alternative;
use super::clause::{Filling, Fitting};
use super::condition::Judged;
use super::confidence::Shape;
use super::coreference::{Reference, References, canonical};
use super::draft::{Draft, Part};
use super::entity;
use super::event::{Event, Extent, Filler, Span, Time, amount};
use super::observer::{Observer, Outcome};
use super::time::Times;
use super::tree::Named;
use super::view::View;
use crate::annotate::quantity;
use crate::document::clause::{self, Clause, Function, PhraseKind};
use crate::document::cue::Governed;
use crate::document::time::Meaning;
use crate::document::{
    Modality, PhraseId, Polarity, Quantity, Relation, Setting, Tense, TimeExpression, TokenId, Upos, Xpos,
};
use crate::english::words::{self, Class};
use crate::lang::compile::Program;
use crate::lang::ir::{BuiltInType, ListId, Role, RoleId, TypeId};
use crate::source::OffsetMap;

/// The types of time expressions.
const DATE: TypeId = BuiltInType::Date.id();
const DURATION: TypeId = BuiltInType::Duration.id();

/// Makes the events of a sentence from the matches of its patterns.
pub(super) struct Assembler<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) references: &'a References<'a>,
    pub(super) offsets: &'a OffsetMap,
    pub(super) times: &'a Times<'a>,
}

impl Assembler<'_> {
    /// The events of those matches that meet all requirements of their events.
    pub(super) fn whole(&self, drafts: Vec<Draft>, observer: &mut impl Observer) -> Vec<(Draft, Event)> {
        let mut whole: Vec<(Draft, Event)> = Vec::new();
        for draft in drafts.into_iter().flat_map(|draft| draft.split(self.view)) {
            let event = self.event(&draft);
            match self.objection(&draft, &event) {
                Some(outcome) => observer.tried(draft.pattern, draft.trigger.start, outcome),
                None => whole.push((draft, event)),
            }
        }
        whole
    }

    /// Why a match is not an event.
    fn objection(&self, draft: &Draft, event: &Event) -> Option<Outcome> {
        let program = self.view.program;
        let schema = &program.events[draft.event.index()];
        for (index, role) in schema.roles.iter().enumerate() {
            let count = event.roles.get(&role.name).map_or(0, Vec::len) as u32;
            if count < role.least {
                return Some(Outcome::LacksRole(RoleId::at(index)));
            }
        }
        let rule = &program.rules[program.patterns[draft.pattern.index()].rule.index()];
        let article = &self.view.document.article;
        let judged = Judged { schema, event, article, lists: &program.lists };
        judged
            .unmet(&rule.conditions, |role, list| self.fills_from(draft, role, list))
            .map(Outcome::Condition)
    }

    /// Whether an entry of a list is a filler of a role, or heads one.
    fn fills_from(&self, draft: &Draft, role: RoleId, list: ListId) -> bool {
        draft.fillers.iter().any(|(filled, part)| *filled == role && self.is_listed(part, list))
    }

    /// Whether an entry of a list is a filler, or heads it.
    fn is_listed(&self, part: &Part, list: ListId) -> bool {
        if let Part::Filling(Filling::Phrase(id, _) | Filling::Event(clause::Filler::Phrase(id), _)) = part {
            return Fitting { view: self.view, references: self.references }.is_listed(list, *id);
        }
        self.head(part).is_some_and(|head| self.view.is_in(list, head))
    }

    /// Whether a part is one of several things that *or* joins.
    fn is_alternative(&self, part: &Part) -> bool {
        let (document, sentence) = (self.view.document, &self.view.tokens);
        self.head(part).is_some_and(|head| alternative::is_alternative(document, sentence, head))
    }

    /// The head of a part that is a phrase.
    fn head(&self, part: &Part) -> Option<TokenId> {
        let phrases = &self.view.clauses().phrases;
        match part {
            Part::Filling(Filling::Phrase(id, _) | Filling::Event(clause::Filler::Phrase(id), _)) => {
                Some(phrases[id.index()].head)
            }
            Part::Filling(_) => None,
            Part::Mention(tokens, _) | Part::Tokens(tokens, _) | Part::Event(tokens, _) => {
                let same = phrases.iter().find(|p| p.core == *tokens || p.narrow == *tokens);
                Some(same.map_or(tokens.end.saturating_sub(1), |phrase| phrase.head))
            }
        }
    }

    /// The number that identifies the event: the offset of its trigger, and of what distinguishes it.
    fn number(&self, draft: &Draft) -> String {
        let mut number = self.extent(&draft.trigger).start.to_string();
        for tokens in &draft.apart {
            let Extent { start, end } = self.extent(tokens);
            number += &format!("+{start}-{end}");
        }
        number
    }

    fn event(&self, draft: &Draft) -> Event {
        let (program, document) = (self.view.program, self.view.document);
        let pattern = &program.patterns[draft.pattern.index()];
        let schema = &program.events[draft.event.index()];
        let mut roles = IndexMap::new();
        let mut extent = self.extent(&draft.trigger);
        for (index, role) in schema.roles.iter().enumerate() {
            let parts = draft.fillers.iter().filter(|(id, _)| id.index() == index);
            let marked = |part| {
                let mut filler =
                    Filler { alternative: self.is_alternative(part), ..self.filler(part, draft) };
                let own =
                    |named: &&Named| named.role.index() == index && *part == Part::Filling(named.filling);
                let named = draft.relations.iter().filter(own);
                filler.attributes.extend(named.map(|n| (n.name.clone(), n.relation.as_str().to_owned())));
                filler
            };
            let mut fillers: Vec<Filler> = parts.map(|(_, part)| marked(part)).collect();
            fillers.sort_by_key(|filler| (filler.span.start, filler.span.end));
            fillers.dedup_by_key(|filler| (filler.span.start, filler.span.end));
            fillers.truncate(role.most.unwrap_or(u32::MAX) as usize);
            for filler in &fillers {
                extent.start = extent.start.min(filler.span.start);
                extent.end = extent.end.max(filler.span.end);
            }
            if !fillers.is_empty() {
                roles.insert(role.name.clone(), fillers);
            }
        }
        let shape = Shape::of(self.view, draft);
        let trigger = self.span(&draft.trigger);
        let clause = draft.clause.map(|id| &self.view.clauses().clauses[id.index()]);
        // the time of the clause, or of the clause that it depends on
        let expression = draft.clause.and_then(|id| self.times.of(id));
        let mut event = Event {
            id: format!("{}#{}:{}", document.article.id, self.number(draft), schema.name),
            kind: schema.name.clone(),
            rule: program.rules[pattern.rule.index()].name.clone(),
            pattern: pattern.number,
            at: pattern.at.clone(),
            doc: document.article.id.clone(),
            published: document.article.date.clone(),
            sentence: self.view.sentence,
            trigger,
            extent,
            roles,
            time: expression
                .map(|time| Time { span: self.span(&time.tokens), value: self.times.value(time, clause) }),
            place: clause.and_then(|clause| self.place(clause)),
            polarity: clause.map(|c| c.polarity).unwrap_or_default(),
            polarity_cue: clause.and_then(|c| c.polarity_cue).map(|cue| self.span(&(cue..cue + 1))),
            modality: clause.map(|c| c.modality).unwrap_or_default(),
            modality_cue: clause.and_then(|c| c.modality_cue).map(|cue| self.span(&(cue..cue + 1))),
            tense: clause.map(|c| c.tense).unwrap_or_default(),
            source: clause.and_then(|clause| self.source(clause)),
            confidence: shape.confidence(),
            shape,
            same_as: None,
            mentions: Vec::new(),
            definite: self.is_definite(&draft.trigger),
        };
        self.look_ahead(&mut event, expression, clause);
        if event.polarity == Polarity::Negative {
            event.roles.values_mut().flatten().for_each(|filler| filler.alternative = false);
        }
        for setting in &program.rules[pattern.rule.index()].settings {
            match *setting {
                Setting::Polarity(value) => (event.polarity, event.polarity_cue) = (value, None),
                Setting::Modality(value) => (event.modality, event.modality_cue) = (value, None),
                Setting::Tense(value) => event.tense = value,
            }
        }
        event
    }

    /// Whether a trigger is a noun for something that the text has already told: *the takeover*, *their talks*.
    fn is_definite(&self, trigger: &Range<TokenId>) -> bool {
        let clauses = self.view.clauses();
        let phrase = clauses.phrase_at(trigger.start).map(|id| &clauses.phrases[id.index()]);
        phrase.is_some_and(|phrase| {
            let first = self.view.document.form(phrase.core.start).to_lowercase();
            words::is(Class::DefiniteDeterminer, &first)
        })
    }

    /// *arrives on Sunday*: an event in the present tense on a future day is a plan.
    fn look_ahead(&self, event: &mut Event, expression: Option<&TimeExpression>, clause: Option<&Clause>) {
        let today = self.view.document.article.date.as_deref().unwrap_or_default();
        let Some(time) = event.time.as_ref() else { return };
        let value = time.value.as_deref().unwrap_or_default();
        // compared as exactly as both are: 2019-05 is not after 2019-05-20
        let exact = value.len().min(today.len()).min("2019-05-20".len());
        let is_date = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let ahead = match (value.get(..exact), today.get(..exact)) {
            (Some(value), Some(today)) => exact >= 4 && is_date(value) && is_date(today) && value > today,
            _ => false,
        };
        let is_fact = event.tense == Tense::Present && event.modality == Modality::Asserted;
        let undated =
            today.is_empty() && expression.is_some_and(|time| matches!(time.meaning, Meaning::Weekday(..)));
        // *says on Sunday* is not a plan
        let lemma = clause.map(|clause| self.view.document.strings.text(clause.lemma));
        let cues = self.view.document.strings.shared().cues();
        let speaks = lemma.is_some_and(|lemma| cues.get(lemma, Governed::Noun).attribution);
        if is_fact && (ahead || undated) && !speaks {
            event.modality = Modality::Planned;
            event.modality_cue = Some(time.span.clone());
        }
    }

    fn filler(&self, part: &Part, draft: &Draft) -> Filler {
        let filler = self.undated(part, draft);
        let Some(time) = self.time_of(part) else { return filler };
        let clause = draft.clause.and_then(|id| self.view.clauses().clauses.get(id.index()));
        let value = self.times.value(time, clause).map(Into::into);
        Filler { span: self.span(&time.tokens), value, ..filler }
    }

    /// The time expression that a part of type `Date` is.
    fn time_of(&self, part: &Part) -> Option<&TimeExpression> {
        let token = match part {
            Part::Filling(Filling::Phrase(id, Some(DATE | DURATION))) => {
                self.view.clauses().phrases[id.index()].head
            }
            Part::Mention(tokens, Some(DATE | DURATION)) | Part::Tokens(tokens, Some(DATE | DURATION)) => {
                tokens.start
            }
            _ => return None,
        };
        self.view.document.time_at(token)
    }

    fn undated(&self, part: &Part, draft: &Draft) -> Filler {
        match part {
            Part::Filling(Filling::Phrase(id, kind)) => {
                let core = self.core(*id, draft);
                Filler { span: self.span(&core), ..self.phrase(*id, *kind) }
            }
            Part::Filling(Filling::Affiliation(id, kind)) => {
                let tokens = self.view.clauses().phrases[id.index()].affiliation.clone().unwrap_or(0..0);
                self.plain(&tokens, Some(*kind))
            }
            Part::Filling(Filling::Mention(index)) => {
                let mention = &self.view.mentions()[*index as usize];
                self.plain(&mention.tokens, Some(mention.kind))
            }
            Part::Filling(Filling::Word(token)) => {
                Filler { kind: "Word".to_owned(), ..self.plain(&(*token..token + 1), None) }
            }
            Part::Filling(Filling::Clause(id)) => {
                let clause = &self.view.clauses().clauses[id.index()];
                let tokens = self.content(clause);
                Filler { kind: "Clause".to_owned(), ..self.plain(&tokens, None) }
            }
            Part::Filling(Filling::Event(clause::Filler::Phrase(id), at)) => {
                let core = self.core(*id, draft);
                self.event_filler(Filler { span: self.span(&core), ..self.phrase(*id, None) }, *at)
            }
            Part::Filling(Filling::Event(clause::Filler::Clause(id), at)) => {
                let trigger = &self.view.clauses().clauses[id.index()].trigger;
                self.event_filler(self.plain(trigger, None), *at)
            }
            Part::Event(tokens, at) => self.event_filler(self.plain(tokens, None), *at),
            Part::Mention(tokens, kind) => {
                let phrases = self.view.clauses().phrases.iter().enumerate();
                let heads = phrases.filter(|(_, p)| tokens.contains(&p.head));
                // a mention represents the noun phrase that it heads, but for the words that the pattern names itself
                match heads.min_by_key(|(_, p)| p.core.start) {
                    Some((id, phrase)) => {
                        let own = beside(phrase.core.clone(), tokens, &draft.literals);
                        Filler { span: self.span(&own), ..self.phrase(PhraseId::at(id), *kind) }
                    }
                    None => self.plain(tokens, *kind),
                }
            }
            Part::Tokens(tokens, kind) => {
                let phrases = self.view.clauses().phrases.iter();
                let same = phrases.enumerate().find(|(_, p)| p.core == *tokens || p.narrow == *tokens);
                match same {
                    Some((id, _)) => {
                        Filler { span: self.span(tokens), ..self.phrase(PhraseId::at(id), *kind) }
                    }
                    None => self.plain(tokens, *kind),
                }
            }
        }
    }

    /// A filler that is an event.
    fn event_filler(&self, filler: Filler, at: u32) -> Filler {
        let Some(event) = self.view.occurrences.get(at as usize) else { return filler };
        let kind = self.view.program.events[event.kind.index()].name.clone();
        Filler { kind, event: Some(event.id.clone()), ..filler }
    }

    /// The core of a phrase, up to the filler of another slot: *signed **an accord** with Oslo*.
    fn core(&self, id: PhraseId, draft: &Draft) -> Range<TokenId> {
        let clauses = self.view.clauses();
        let phrase = &clauses.phrases[id.index()];
        let roles = draft.fillers.iter().filter_map(|(_, part)| match part {
            Part::Filling(filling) => Some(filling),
            _ => None,
        });
        let inner = roles.chain(&draft.others).filter_map(|filling| match filling {
            Filling::Phrase(other, _) | Filling::Event(clause::Filler::Phrase(other), _) => {
                Some(clauses.phrases[other.index()].core.start)
            }
            Filling::Clause(other) | Filling::Event(clause::Filler::Clause(other), _) => {
                Some(clauses.clauses[other.index()].extent.start)
            }
            Filling::Affiliation(..) | Filling::Mention(_) | Filling::Word(_) => None,
        });
        let first = inner.filter(|start| (phrase.head + 1..phrase.core.end).contains(start)).min();
        let mut end = first.unwrap_or(phrase.core.end);
        let joins = |token: TokenId| {
            let upos = self.view.document.tokens.upos[token as usize];
            first.is_some() && matches!(upos, Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Punct)
        };
        while end > phrase.head + 1 && joins(end - 1) {
            end -= 1;
        }
        phrase.core.start..end
    }

    fn phrase(&self, id: PhraseId, kind: Option<TypeId>) -> Filler {
        let phrase = &self.view.clauses().phrases[id.index()];
        let reference = self.references.of(id);
        let entry = reference.and_then(|reference| reference.entry);
        let entry = entry.map(|e| &self.view.program.lists[e.list.index()].entries[e.entry as usize]);
        let text = |tokens: &Range<TokenId>| self.view.document.text(tokens).to_owned();
        Filler {
            name: reference.and_then(|reference| reference.name.clone()),
            entities: self.entities(reference),
            title: phrase.title.as_ref().map(text),
            affiliation: phrase.affiliation.as_ref().map(text),
            id: entry.and_then(|entry| entry.id.clone()),
            attributes: entry.map_or_else(IndexMap::new, |entry| entry.attributes.iter().cloned().collect()),
            ..self.plain(&phrase.core, kind)
        }
    }

    /// The ids of the entities that a phrase refers to.
    pub(super) fn entities(&self, reference: Option<&Reference>) -> Vec<String> {
        let entities = reference.map_or(&[][..], |reference| &reference.entities);
        entities.iter().map(|&id| entity::id(self.view.document, id, self.offsets)).collect()
    }

    pub(super) fn plain(&self, tokens: &Range<TokenId>, kind: Option<TypeId>) -> Filler {
        let kind = kind.map_or("Phrase", |kind| self.view.program.types[kind.index()].name.as_str());
        let document = self.view.document;
        let name = document.names_in(tokens).iter().find(|name| name.tokens == *tokens);
        let entity = name.and_then(|name| document.entity_at(name.tokens.start));
        // the quantity that the filler is, or that heads it (*a total of*, *about $3 billion*)
        let is_quantity = |q: &&Quantity| self.view.program.types[TypeId::from(q.kind).index()].name == kind;
        let quantity = document.quantities_in(tokens).iter().find(is_quantity);
        let measure = quantity.map(|quantity| quantity::measure(document, quantity));
        Filler {
            span: self.span(tokens),
            kind: kind.to_owned(),
            name: name.and_then(|name| canonical(document, name)),
            entities: entity.map(|id| entity::id(document, id, self.offsets)).into_iter().collect(),
            title: None,
            affiliation: None,
            id: None,
            attributes: IndexMap::new(),
            event: None,
            sentence: None,
            alternative: false,
            value: measure.and_then(|measure| amount(measure.value?)).map(Into::into),
            unit: measure.and_then(|measure| measure.unit).map(str::to_owned),
        }
    }

    /// A clause as the content of another: without *that*, the comma before it, or quotation marks around it.
    fn content(&self, clause: &Clause) -> Range<TokenId> {
        let mut tokens = clause.extent.clone();
        let columns = &self.view.document.tokens;
        // *a reactor which Oslo says **helps Bergen***: a pronoun before the verb of saying belongs to the clause, too
        let above = clause.parent.map(|(parent, _)| self.view.clauses().clauses[parent.index()].head);
        let relative = matches!(columns.xpos[tokens.start as usize], Xpos::Wdt | Xpos::Wp | Xpos::WpPoss);
        if let Some(said) = above.filter(|said| relative && (tokens.start..clause.head).contains(said)) {
            tokens.start = said + 1;
        }
        // the preposition before a gerund belongs to the predicate above
        let gerund = columns.xpos[clause.head as usize] == Xpos::Vbg;
        while gerund && tokens.start < clause.head && leads(columns.relation[tokens.start as usize]) {
            tokens.start += 1;
        }
        let form = |token: TokenId| self.view.document.form(token);
        let outside = |token: TokenId| {
            matches!(form(token), "that" | "," | "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''" | ":")
        };
        while tokens.len() > 1 && outside(tokens.start) {
            tokens.start += 1;
        }
        while tokens.len() > 1
            && (outside(tokens.end - 1) || form(tokens.end - 1) == ".")
            && form(tokens.end - 1) != "that"
        {
            tokens.end -= 1;
        }
        tokens
    }

    /// The place that the clause gives.
    fn place(&self, clause: &Clause) -> Option<Span> {
        let place = TypeId::from(crate::document::NameKind::Place);
        let tokens = self.circumstance(clause, |function, id| {
            let Function::Oblique(preposition) = function else { return false };
            words::is(Class::PlacePreposition, self.view.document.strings.text(preposition))
                && self.references.kind(id).is_some_and(|kind| {
                    // a facility must have a name: *interested in a second terminal* gives no place
                    let named = self.view.clauses().phrases[id.index()].kind == PhraseKind::Name;
                    kind == place || named && self.view.is_a(kind, place)
                })
        });
        tokens.map(|tokens| self.span(&tokens))
    }

    /// The first fitting phrase of a function, in the clause or, for a noun, in the clauses that contain it.
    fn circumstance(
        &self,
        clause: &Clause,
        fit: impl Fn(Function, PhraseId) -> bool,
    ) -> Option<Range<TokenId>> {
        let mut at = Some(clause);
        for _ in 0..3 {
            let clause = at?;
            for argument in &clause.arguments {
                if let clause::Filler::Phrase(id) = argument.filler
                    && fit(argument.function, id)
                {
                    return Some(self.view.clauses().phrases[id.index()].narrow.clone());
                }
            }
            let nominal = clause.parent.filter(|(_, link)| *link == clause::Link::Nominal);
            at = nominal.and_then(|(parent, _)| self.view.clauses().clauses.get(parent.index()));
        }
        None
    }

    pub(super) fn span(&self, tokens: &Range<TokenId>) -> Span {
        let Extent { start, end } = self.extent(tokens);
        Span { text: self.view.document.text(tokens).to_owned(), start, end }
    }

    fn extent(&self, tokens: &Range<TokenId>) -> Extent {
        let bytes = self.view.document.bytes(tokens);
        Extent { start: self.offsets.scalar(bytes.start), end: self.offsets.scalar(bytes.end) }
    }
}

/// One event for each trigger, type and filler of `each`, by position of the trigger, type and rule.
pub(super) fn merged(
    program: &Program,
    mut whole: Vec<(Draft, Event)>,
    observer: &mut impl Observer,
) -> Vec<Event> {
    let size = |event: &Event| event.roles.values().map(Vec::len).sum::<usize>();
    // events with something to distinguish them come first, so that those without join them
    fn apart(draft: &Draft) -> impl Iterator<Item = (TokenId, TokenId)> {
        draft.apart.iter().map(|tokens| (tokens.start, tokens.end))
    }
    whole.sort_by(|(a, x), (b, y)| {
        let place = |d: &Draft| (d.trigger.start, d.event, d.apart.is_empty());
        let order = place(a).cmp(&place(b)).then_with(|| apart(a).cmp(apart(b)));
        order
            .then(y.roles.len().cmp(&x.roles.len()))
            .then(size(y).cmp(&size(x)))
            .then_with(|| (&x.rule, x.pattern, a.pattern).cmp(&(&y.rule, y.pattern, b.pattern)))
    });
    let mut merged: Vec<(Draft, Event)> = Vec::new();
    for (draft, event) in whole {
        let here = |(other, _): &&mut (Draft, Event)| {
            other.event == draft.event && other.trigger.start == draft.trigger.start
        };
        // those that the same distinguishes follow each other
        let same = |(other, _): &&mut (Draft, Event)| draft.apart.is_empty() || other.apart == draft.apart;
        let mut into = None;
        for (first, best) in merged.iter_mut().rev().take_while(here).take_while(same) {
            join(&program.events[draft.event.index()].roles, best, &event);
            into = Some(first.pattern);
        }
        match into {
            Some(first) => observer.tried(draft.pattern, draft.trigger.start, Outcome::Merged(first)),
            None => {
                observer.tried(draft.pattern, draft.trigger.start, Outcome::Matched);
                merged.push((draft, event));
            }
        }
    }
    merged.into_iter().map(|(_, event)| event).collect()
}

/// Adds to the better of two events of one trigger the roles that only the other one has.
fn join(roles: &[Role], best: &mut Event, other: &Event) {
    for role in roles {
        if let Some(fillers) = other.roles.get(&role.name).filter(|_| !best.roles.contains_key(&role.name)) {
            best.roles.insert(role.name.clone(), fillers.clone());
        }
    }
    let place = |name: &str| roles.iter().position(|role| role.name == name);
    best.roles.sort_by(|a, _, b, _| place(a).cmp(&place(b)));
    best.extent.start = best.extent.start.min(other.extent.start);
    best.extent.end = best.extent.end.max(other.extent.end);
}

/// The part of a phrase around a mention that has none of these words.
fn beside(phrase: Range<TokenId>, mention: &Range<TokenId>, words: &[TokenId]) -> Range<TokenId> {
    let before = words.iter().filter(|word| **word < mention.start).max();
    let after = words.iter().filter(|word| **word >= mention.end).min();
    let start = before.map_or(phrase.start, |word| phrase.start.max(word + 1));
    let end = after.map_or(phrase.end, |word| phrase.end.min(*word));
    start..end
}

/// Whether a word introduces a clause rather than belonging to it.
fn leads(relation: Relation) -> bool {
    matches!(relation, Relation::Mark | Relation::Case)
}
