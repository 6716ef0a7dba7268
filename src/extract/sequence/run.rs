//! A token pattern at work in a sentence.

use std::cell::OnceCell;

use smallvec::SmallVec;

use super::{Found, mentions, opens_clause};
use crate::document::TokenId;
use crate::extract::view::View;
use crate::lang::compile::automaton::{Address, Automaton, Instruction};

/// The number of bits of a word.
const BITS: usize = u64::BITS as usize;

/// The states of a pattern at each position of a sentence; a position is before a token, or at the end.
pub(super) struct Run<'p, 'v> {
    pub(super) automaton: &'p Automaton,
    pub(super) view: &'v View<'v>,
    /// The number of tokens in the sentence.
    pub(super) length: usize,
    /// The states that a match can be in.
    active: Sets,
    /// Those of them to whose question the text says yes, or that end a match.
    passed: Sets,
    /// Those of them that lead to an end.
    useful: Sets,
    /// The same for the match at hand; empty between matches.
    own: Sets,
    /// The positions with active states are from the first up to the last.
    first: usize,
    last: usize,
    /// Whether anything ends a match.
    matches: bool,
    /// Where each look-ahead finds what it looks for, once that was asked.
    aheads: Vec<OnceCell<Vec<bool>>>,
    /// The number of states looked at.
    pub(super) steps: usize,
}

/// A set of states for each position.
#[derive(Default)]
struct Sets {
    width: usize,
    bits: Vec<u64>,
}

impl Sets {
    fn new(width: usize, positions: usize) -> Sets {
        Sets { width, bits: vec![0; width * positions] }
    }

    fn at(&self, position: usize) -> &[u64] {
        self.bits.get(position * self.width..(position + 1) * self.width).unwrap_or(&[])
    }

    fn at_mut(&mut self, position: usize) -> &mut [u64] {
        self.bits.get_mut(position * self.width..(position + 1) * self.width).unwrap_or(&mut [])
    }

    fn insert(&mut self, position: usize, state: usize) {
        if let Some(word) = self.at_mut(position).get_mut(state / BITS) {
            *word |= 1 << (state % BITS);
        }
    }

    fn has(&self, position: usize, state: usize) -> bool {
        self.at(position).get(state / BITS).is_some_and(|word| word & 1 << (state % BITS) != 0)
    }

    fn meets(&self, position: usize, states: &[u64]) -> bool {
        if let (1, &[states]) = (self.width, states) {
            return self.bits[position] & states != 0;
        }
        self.at(position).iter().zip(states).any(|(a, b)| a & b != 0)
    }

    /// Adds states; returns whether any is new.
    fn add(&mut self, position: usize, states: &[u64]) -> bool {
        // most patterns have no more states than a word has bits
        if let (1, &[states]) = (self.width, states) {
            let own = &mut self.bits[position];
            let is_new = states & !*own != 0;
            *own |= states;
            return is_new;
        }
        let mut is_new = false;
        for (own, more) in self.at_mut(position).iter_mut().zip(states) {
            is_new |= *own | more != *own;
            *own |= more;
        }
        is_new
    }

    /// Adds those states that another set has, too; returns whether any is new.
    fn add_common(&mut self, position: usize, states: &[u64], with: &Sets) -> bool {
        if let (1, &[states]) = (self.width, states) {
            return self.add(position, &[states & with.bits[position]]);
        }
        let mut is_new = false;
        for ((own, more), other) in self.at_mut(position).iter_mut().zip(states).zip(with.at(position)) {
            is_new |= *own | more & other != *own;
            *own |= more & other;
        }
        is_new
    }
}

/// The members of a set that is read word by word.
fn members(word: usize, mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = bits.trailing_zeros() as usize;
        (bits != 0).then(|| {
            bits &= bits - 1;
            word * BITS + bit
        })
    })
}

impl<'p, 'v> Run<'p, 'v> {
    /// Runs a pattern from these positions on, each up to the end of the sentence or of what can match. Linear in the
    /// sentence.
    pub(super) fn new(
        automaton: &'p Automaton,
        view: &'v View<'v>,
        starts: impl Iterator<Item = usize>,
    ) -> Run<'p, 'v> {
        let length = view.tokens.len();
        let sets = || Sets::new(automaton.states.width, length + 1);
        let aheads = automaton.aheads.iter().map(|_| OnceCell::new()).collect();
        let mut run = Run {
            automaton,
            view,
            length,
            active: sets(),
            passed: sets(),
            useful: Sets::default(),
            own: Sets::default(),
            first: length,
            last: 0,
            matches: false,
            aheads,
            steps: 0,
        };
        for start in starts {
            run.active.add(start, run.automaton.states.reached(0));
            (run.first, run.last) = (run.first.min(start), run.last.max(start));
        }
        let mut position = run.first;
        while position <= run.last {
            run.stand(position);
            run.take(position);
            position += 1;
        }
        run
    }

    /// Asks the states that take no token.
    fn stand(&mut self, position: usize) {
        let states = &self.automaton.states;
        if !states.has_still || !self.active.meets(position, &states.still) {
            return;
        }
        let mut more = true;
        while more {
            more = false;
            for word in 0..states.width {
                let still =
                    self.active.at(position)[word] & states.still[word] & !self.passed.at(position)[word];
                for state in members(word, still) {
                    self.steps += 1;
                    let address = states.addresses[state];
                    let mut holds = false;
                    self.lengths(&self.automaton.instructions[address], position, |_| holds = true);
                    if holds {
                        self.passed.insert(position, state);
                        more |= self.active.add(position, states.reached(address + 1));
                    }
                }
            }
        }
    }

    /// Asks the states that take tokens.
    fn take(&mut self, position: usize) {
        let states = &self.automaton.states;
        for word in 0..states.width {
            let mut asked = 0;
            loop {
                let left = self.active.at(position)[word] & !states.still[word] & !asked;
                let Some(state) = members(word, left).next() else { break };
                self.steps += 1;
                let alike = states.asking_like(state);
                asked |= alike[word];
                // those in a word before this one have asked for those in it
                if word > 0 && alike[..word].iter().zip(self.active.at(position)).any(|(a, b)| a & b != 0) {
                    continue;
                }
                match &self.automaton.instructions[states.addresses[state]] {
                    Instruction::Match => {
                        self.passed.insert(position, state);
                        self.matches = true;
                    }
                    instruction => {
                        let mut lengths: SmallVec<[usize; 4]> = SmallVec::new();
                        self.lengths(instruction, position, |length| lengths.push(length));
                        for length in lengths {
                            self.lead_on(position, alike, length);
                        }
                    }
                }
            }
        }
    }

    /// Moves the active ones of these states over so many tokens.
    fn lead_on(&mut self, position: usize, alike: &[u64], length: usize) {
        let states = &self.automaton.states;
        for (word, &alike) in alike.iter().enumerate() {
            for state in members(word, alike & self.active.at(position)[word]) {
                self.passed.insert(position, state);
                self.active.add(position + length, states.reached(states.addresses[state] + 1));
            }
        }
        self.last = self.last.max(position + length).min(self.length);
    }

    /// Calls `take` with every number of tokens that an instruction can take here, the preferred one first.
    pub(super) fn lengths(&self, instruction: &Instruction, position: usize, mut take: impl FnMut(usize)) {
        let token = self.view.tokens.start + position as TokenId;
        let inside = position < self.length;
        match instruction {
            Instruction::Token { check, .. }
                if inside && self.view.passes(&self.automaton.checks[*check], token) =>
            {
                take(1);
            }
            Instruction::GapToken if inside && !opens_clause(self.view, token) => take(1),
            Instruction::List(list) if inside => {
                let entries = self.view.entries.iter().rev();
                let here = entries.filter(|(tokens, entry)| tokens.start == token && entry.list == *list);
                here.for_each(|(tokens, _)| take(tokens.len()));
            }
            Instruction::Mention(accepts) if inside => mentions(self.view, accepts, token, take),
            Instruction::Open(_) | Instruction::Close(_) => take(0),
            Instruction::Start if position == 0 => take(0),
            Instruction::End if position == self.length => take(0),
            Instruction::Ahead(ahead, negative) if self.is_ahead(*ahead, position) != *negative => take(0),
            _ => {}
        }
    }

    /// Whether a look-ahead finds what it looks for.
    fn is_ahead(&self, ahead: usize, position: usize) -> bool {
        let found = self.aheads[ahead].get_or_init(|| {
            let mut run = Run::new(&self.automaton.aheads[ahead], self.view, 0..self.length + 1);
            run.keep_useful();
            (0..=self.length).map(|position| run.leads(position)).collect()
        });
        found[position]
    }

    /// Whether there is a match; an empty one counts.
    pub(super) fn matches(&self) -> bool {
        self.matches
    }

    /// Finds which states lead to the end of a match. Linear in the sentence.
    pub(super) fn keep_useful(&mut self) {
        let mut useful = Sets::new(self.automaton.states.width, self.length + 1);
        if self.matches {
            self.steps += self.look_back(&mut useful, self.first, self.last, None);
        }
        self.useful = useful;
    }

    /// Fills the sets of the states that lead to an end of a match, or to this one; returns the number of those looked at.
    fn look_back(&self, leading: &mut Sets, first: usize, last: usize, end: Option<usize>) -> usize {
        let states = &self.automaton.states;
        let mut steps = 0;
        for position in (first..=last).rev() {
            for word in 0..states.width {
                for state in members(word, self.passed.at(position)[word] & !states.still[word]) {
                    steps += 1;
                    let address = states.addresses[state];
                    let after = |length| {
                        position + length <= last
                            && leading.meets(position + length, states.reached(address + 1))
                    };
                    let leads = match &self.automaton.instructions[address] {
                        Instruction::Match => end.is_none_or(|end| end == position),
                        Instruction::Token { .. } | Instruction::GapToken => after(1),
                        instruction => {
                            let mut leads = false;
                            self.lengths(instruction, position, |length| leads |= after(length));
                            leads
                        }
                    };
                    if leads {
                        leading.insert(position, state);
                    }
                }
            }
            let mut more = states.has_still && self.passed.meets(position, &states.still);
            while more {
                more = false;
                for word in 0..states.width {
                    for state in members(word, self.passed.at(position)[word] & states.still[word]) {
                        steps += 1;
                        let reached = states.reached(states.addresses[state] + 1);
                        if !leading.has(position, state) && leading.meets(position, reached) {
                            leading.insert(position, state);
                            more = true;
                        }
                    }
                }
            }
        }
        steps
    }

    /// Whether a match starts here; an empty one counts. Known of useful states only.
    pub(super) fn leads(&self, start: usize) -> bool {
        self.useful.meets(start, self.automaton.states.reached(0))
    }

    /// The ends of the matches that start here and are not empty, in order. Linear in the longest.
    pub(super) fn ends(&mut self, start: usize, ends: &mut Vec<usize>) {
        ends.clear();
        let states = &self.automaton.states;
        let mut own = std::mem::take(&mut self.own);
        if own.bits.is_empty() {
            own = Sets::new(states.width, self.length + 1);
        }
        own.add_common(start, states.reached(0), &self.useful);
        let (mut position, mut last) = (start, start);
        while position <= last {
            let mut more = states.has_still && own.meets(position, &states.still);
            while more {
                more = false;
                for word in 0..states.width {
                    for state in members(word, own.at(position)[word] & states.still[word]) {
                        let reached = states.reached(states.addresses[state] + 1);
                        more |= own.add_common(position, reached, &self.useful);
                    }
                }
            }
            for word in 0..states.width {
                for state in members(word, own.at(position)[word] & !states.still[word]) {
                    self.steps += 1;
                    let address = states.addresses[state];
                    let mut go = |length| {
                        own.add_common(position + length, states.reached(address + 1), &self.useful);
                        last = last.max(position + length);
                    };
                    match &self.automaton.instructions[address] {
                        Instruction::Match => {
                            if position > start {
                                ends.push(position);
                            }
                        }
                        Instruction::Token { .. } | Instruction::GapToken => go(1),
                        instruction => self.lengths(instruction, position, go),
                    }
                }
            }
            own.at_mut(position).fill(0);
            position += 1;
        }
        self.own = own;
    }

    /// The captures of the match from a start to an end.
    pub(super) fn walk(&mut self, start: usize, end: usize) -> Found<'p> {
        let token = |position: usize| self.view.tokens.start + position as TokenId;
        let mut found =
            Found { tokens: token(start)..token(end), captures: Vec::new(), literals: Vec::new() };
        let mut own = std::mem::take(&mut self.own);
        if own.bits.is_empty() {
            own = Sets::new(self.automaton.states.width, self.length + 1);
        }
        self.look_back(&mut own, start, end, Some(end));
        let mut open: Vec<usize> = Vec::new();
        for (address, position) in self.path(&own, start) {
            match &self.automaton.instructions[address] {
                Instruction::Open(_) => open.push(position),
                Instruction::Close(capture) => {
                    let from = open.pop().unwrap_or(position);
                    found.captures.push((capture, token(from)..token(position)));
                }
                Instruction::Token { literal: true, .. } | Instruction::List(_) => {
                    found.literals.push(token(position));
                }
                _ => {}
            }
        }
        (start..=end).for_each(|position| own.at_mut(position).fill(0));
        self.own = own;
        found
    }

    /// The preferred path from a start to the end that these states lead to: its instructions and their positions.
    ///
    /// Every address is left at most once per position, so that a loop that takes no token ends. Where the preferred
    /// branch only leads into such a loop, the path takes the other one.
    fn path(&self, leading: &Sets, start: usize) -> Vec<(Address, usize)> {
        let reached = |address: Address| self.automaton.states.reached(address);
        let mut path: Vec<(Address, usize)> = Vec::new();
        let mut others: Vec<(Address, usize)> = Vec::new();
        let mut left: Vec<Address> = Vec::new();
        let (mut address, mut position) = (0, start);
        loop {
            let leads = leading.meets(position, reached(address)) && !left.contains(&address);
            match &self.automaton.instructions[address] {
                Instruction::Match if leads => return path,
                Instruction::Jump(to) if leads => {
                    left.push(address);
                    address = *to;
                }
                Instruction::Split(preferred, other) if leads => {
                    left.push(address);
                    others.push((*other, path.len()));
                    address = *preferred;
                }
                instruction if leads => {
                    left.push(address);
                    path.push((address, position));
                    let mut taken = 0;
                    self.lengths(instruction, position, |length| {
                        if taken == 0 && leading.meets(position + length, reached(address + 1)) {
                            taken = length;
                        }
                    });
                    if taken > 0 {
                        left.clear();
                        others.clear();
                    }
                    (address, position) = (address + 1, position + taken);
                }
                _ => {
                    let Some((other, length)) = others.pop() else { return path };
                    path.truncate(length);
                    address = other;
                }
            }
        }
    }
}
