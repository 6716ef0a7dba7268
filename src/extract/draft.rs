//! Drafts: pattern matches that may become events.

use std::ops::Range;

use super::clause::{self, Filling};
use super::sequence;
use super::tree;
use super::view::{View, hull};
use crate::document::clause::{ClauseId, Filler};
use crate::document::{Clause, TokenId, Upos};
use crate::lang::compile::Program;
use crate::lang::compile::automaton::Capture;
use crate::lang::ir::{Accepts, EventId, PatternId, RoleId, Target, TypeId};

/// A match of a pattern whose rule makes an event.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) pattern: PatternId,
    pub(super) event: EventId,
    pub(super) trigger: Range<TokenId>,
    /// The clause of the trigger, which determines the facets.
    pub(super) clause: Option<ClauseId>,
    pub(super) fillers: Vec<(RoleId, Part)>,
    /// What fills slots without a role.
    pub(super) others: Vec<Filling>,
    /// The relations that a tree pattern names.
    pub(super) relations: Vec<tree::Named>,
    /// Whether nothing shows what a filler is.
    pub(super) guessed: bool,
    /// The words of a token pattern, which belong to none of its fillers.
    pub(super) literals: Vec<TokenId>,
    /// What distinguishes it from other matches at its trigger: the fillers of roles with `each`, the span of a pattern
    /// with `all`.
    pub(super) apart: Vec<Range<TokenId>>,
}

/// What fills a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Something from the clause layer.
    Filling(Filling),
    /// A mention that a token pattern captured, with its type.
    Mention(Range<TokenId>, Option<TypeId>),
    /// Tokens that a part of a token pattern captured, with the type of the mention that they form.
    Tokens(Range<TokenId>, Option<TypeId>),
    /// Tokens of a token pattern that express an event, by its index in the view.
    Event(Range<TokenId>, u32),
}

impl Draft {
    pub(super) fn of_clause(view: &View, found: clause::Found) -> Option<Draft> {
        let event = event_of(view.program, found.pattern)?;
        let fillers = found.fillers.into_iter().map(|(role, filling)| (role, Part::Filling(filling)));
        Some(Draft {
            pattern: found.pattern,
            event,
            trigger: view.clauses().clauses[found.clause.index()].trigger.clone(),
            clause: Some(found.clause),
            fillers: fillers.collect(),
            others: found.others,
            relations: Vec::new(),
            guessed: found.guessed,
            literals: Vec::new(),
            apart: Vec::new(),
        })
    }

    pub(super) fn of_tree(view: &View, found: tree::Found) -> Option<Draft> {
        let event = event_of(view.program, found.pattern)?;
        let fillers = found.fillers.into_iter().map(|(role, filling)| (role, Part::Filling(filling)));
        let (trigger, clause) = predicate(view, found.trigger..found.trigger + 1);
        Some(Draft {
            pattern: found.pattern,
            event,
            trigger,
            clause,
            fillers: fillers.collect(),
            others: Vec::new(),
            relations: found.relations,
            guessed: false,
            literals: Vec::new(),
            apart: Vec::new(),
        })
    }

    pub(super) fn of_tokens(view: &View, pattern: PatternId, found: sequence::Found) -> Option<Draft> {
        let event = event_of(view.program, pattern)?;
        let mut fillers = Vec::new();
        let mut trigger: Option<Range<TokenId>> = None;
        for (capture, tokens) in found.captures {
            match capture {
                Capture::Mention(role) => fillers.push((*role, mention(view, event, *role, tokens))),
                Capture::Role(role) => {
                    let accepts = &view.program.events[event.index()].roles[role.index()].accepts;
                    fillers.push((*role, captured(view, accepts, tokens)));
                }
                Capture::Name(name) if name == "trigger" => trigger = Some(tokens),
                Capture::Name(_) => {}
            }
        }
        let upos = |token: &TokenId| view.document.tokens.upos[*token as usize];
        let verb = found.literals.iter().find(|token| upos(token) == Upos::Verb);
        let literal = verb.or(found.literals.first()).map(|&token| token..token + 1);
        let whole = found.tokens;
        let apart = if view.program.patterns[pattern.index()].all { vec![whole.clone()] } else { Vec::new() };
        let (trigger, clause) = predicate(view, trigger.or(literal).unwrap_or(whole));
        let literals = found.literals;
        Some(Draft {
            pattern,
            event,
            trigger,
            clause,
            fillers,
            others: Vec::new(),
            relations: Vec::new(),
            guessed: false,
            literals,
            apart,
        })
    }

    /// One draft for each filler of the roles with `each` in the pattern.
    pub(super) fn split(self, view: &View) -> Vec<Draft> {
        let mut drafts = vec![self];
        let Some(pattern) = drafts.first().map(|draft| draft.pattern) else { return drafts };
        for &role in &view.program.patterns[pattern.index()].each {
            drafts = drafts.into_iter().flat_map(|draft| draft.each(view, role)).collect();
        }
        drafts
    }

    fn each(self, view: &View, role: RoleId) -> Vec<Draft> {
        let (own, rest): (Vec<_>, Vec<_>) = self.fillers.iter().cloned().partition(|(id, _)| *id == role);
        if own.is_empty() {
            return vec![self];
        }
        let with = |filler: (RoleId, Part)| {
            let apart = self.apart.iter().cloned().chain([filler.1.tokens(view)]).collect();
            let fillers = rest.iter().cloned().chain([filler]).collect();
            Draft { fillers, apart, ..self.clone() }
        };
        own.into_iter().map(with).collect()
    }

    /// From the first to the last token of its trigger and its fillers.
    pub(super) fn extent(&self, view: &View) -> Range<TokenId> {
        let parts = self.fillers.iter().map(|(_, part)| part.tokens(view));
        hull(self.trigger.clone(), parts)
    }
}

impl Part {
    /// Its tokens, with those that the clause layer adds to it.
    pub(super) fn tokens(&self, view: &View) -> Range<TokenId> {
        match self {
            Part::Filling(filling) => filling.tokens(view),
            Part::Mention(tokens, _) | Part::Tokens(tokens, _) | Part::Event(tokens, _) => tokens.clone(),
        }
    }
}

impl Filling {
    /// Its tokens: the core of a phrase, the extent of a clause.
    pub(super) fn tokens(&self, view: &View) -> Range<TokenId> {
        let clauses = view.clauses();
        match self {
            Filling::Phrase(id, _) | Filling::Event(Filler::Phrase(id), _) => {
                clauses.phrases[id.index()].core.clone()
            }
            Filling::Word(token) => *token..token + 1,
            Filling::Mention(index) => view.mentions()[*index as usize].tokens.clone(),
            Filling::Affiliation(id, _) => {
                let phrase = &clauses.phrases[id.index()];
                phrase.affiliation.clone().unwrap_or(phrase.core.clone())
            }
            Filling::Clause(id) | Filling::Event(Filler::Clause(id), _) => {
                clauses.clauses[id.index()].extent.clone()
            }
        }
    }
}

fn event_of(program: &Program, pattern: PatternId) -> Option<EventId> {
    match program.rule_of(pattern).target {
        Target::Event(event) => Some(event),
        Target::Entity(_) => None,
    }
}

/// What captured tokens are: a mention, or words for an event of a type that the role takes.
fn mention(view: &View, event: EventId, role: RoleId, tokens: Range<TokenId>) -> Part {
    let accepts = &view.program.events[event.index()].roles[role.index()].accepts;
    let phrases = view.clauses().phrases.iter();
    let mut heads = phrases.filter(|p| p.core == tokens || p.narrow == tokens).map(|p| p.head);
    let told = heads.find_map(|head| view.event_at(accepts, head));
    let told = told.or_else(|| {
        let at = view.event_at(accepts, tokens.start)?;
        (view.occurrences[at as usize].trigger == tokens).then_some(at)
    });
    match told {
        Some(at) => Part::Event(tokens, at),
        None => match captured(view, accepts, tokens) {
            Part::Tokens(tokens, kind) => Part::Mention(tokens, kind),
            word => word,
        },
    }
}

/// Captured tokens as a filler of a role: the word that it takes, if it takes words and no phrases, else the tokens.
fn captured(view: &View, accepts: &Accepts, tokens: Range<TokenId>) -> Part {
    match mention_type(view, &tokens) {
        None if accepts.word && !accepts.phrase && tokens.len() == 1 => {
            Part::Filling(Filling::Word(tokens.start))
        }
        kind => Part::Tokens(tokens, kind),
    }
}

/// A trigger extended to its whole predicate, and the clause that it heads or is in.
fn predicate(view: &View, trigger: Range<TokenId>) -> (Range<TokenId>, Option<ClauseId>) {
    let clauses = view.clauses();
    let inside = clauses.clauses.iter().position(|clause| trigger.contains(&clause.head));
    let around = || {
        let holds = |(_, clause): &(usize, &Clause)| clause.extent.contains(&trigger.start);
        let holding = clauses.clauses.iter().enumerate().filter(holds);
        holding.min_by_key(|(_, clause)| clause.extent.len()).map(|(id, _)| id)
    };
    // a verb is the trigger with its particle
    let trigger =
        inside.map_or(trigger.clone(), |id| hull(trigger.clone(), [clauses.clauses[id].trigger.clone()]));
    let clause = inside.or_else(around).map(ClauseId::at);
    (trigger, clause)
}

/// The type of the mention with exactly these tokens.
fn mention_type(view: &View, tokens: &Range<TokenId>) -> Option<TypeId> {
    let exact = view.mentions_at(tokens.start).find(|mention| mention.tokens == *tokens);
    exact.map(|mention| mention.kind)
}
