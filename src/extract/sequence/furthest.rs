//! How far a token pattern without a match got: computed on demand for explanations.

use super::Run;
use crate::document::TokenId;
use crate::extract::observer::Partial;
use crate::extract::view::View;
use crate::lang::compile::automaton::{Address, Automaton, Instruction};

/// The partial match with the most words, lists and mentions of the pattern, or of the first of its parts that does not
/// match alone; on a tie the longest, then the first. None if the sentence has nothing of the pattern. Quadratic in the
/// sentence.
pub fn furthest(automaton: &Automaton, view: &View) -> Option<Partial> {
    let parts = [automaton].into_iter().chain(&automaton.also).enumerate();
    let matches = |automaton: &Automaton| {
        let mut run = Run::new(automaton, view, 0..view.tokens.len());
        run.keep_useful();
        let mut ends = Vec::new();
        (0..run.length).any(|start| {
            run.ends(start, &mut ends);
            !ends.is_empty()
        })
    };
    let (part, automaton) = match automaton.also.is_empty() {
        true => (0, automaton),
        false => parts.into_iter().find(|(_, part)| !matches(part)).unwrap_or((0, automaton)),
    };
    let run = Run::new(automaton, view, 0..0);
    let mut best: Option<Partial> = None;
    for start in 0..run.length {
        let partial = run.partial(start);
        let rank = |partial: &Partial| (partial.solid, partial.reached);
        if partial.solid > 0 && best.as_ref().is_none_or(|best| rank(&partial) > rank(best)) {
            best = Some(partial);
        }
    }
    best.map(|best| Partial { part, ..best })
}

impl Run<'_, '_> {
    fn partial(&self, start: usize) -> Partial {
        let size = self.automaton.instructions.len();
        let token = |position: usize| self.view.tokens.start + position as TokenId;
        let from = token(start);
        let mut best =
            Partial { start: from, reached: from, found: from, solid: 0, wanted: Vec::new(), part: 0 };
        // one more than the most that was found on a path to an instruction at a position
        let mut seen = vec![0_u32; size * (self.length + 1)];
        let mut todo = vec![(0, start, 0_u32, from)];
        while let Some((address, position, solid, found)) = todo.pop() {
            let entry = &mut seen[position * size + address];
            if *entry > solid {
                continue;
            }
            *entry = solid + 1;
            match &self.automaton.instructions[address] {
                Instruction::Match => {}
                Instruction::Jump(to) => todo.push((*to, position, solid, found)),
                Instruction::Split(a, b) => {
                    todo.extend([(*b, position, solid, found), (*a, position, solid, found)]);
                }
                taking => {
                    let before = todo.len();
                    self.lengths(taking, position, |length| {
                        let next = position + length;
                        todo.push(if is_solid(taking) {
                            (address + 1, next, solid + 1, token(next))
                        } else {
                            (address + 1, next, solid, found)
                        });
                    });
                    if todo.len() == before {
                        best.miss(address, token(position), solid, found);
                    }
                }
            }
        }
        best.wanted.sort_unstable();
        best.wanted.dedup();
        best
    }
}

impl Partial {
    /// Notes an instruction that could not be carried out.
    fn miss(&mut self, address: Address, reached: TokenId, solid: u32, found: TokenId) {
        if (solid, reached) > (self.solid, self.reached) {
            (self.solid, self.reached, self.found) = (solid, reached, found);
            self.wanted.clear();
        }
        if (solid, reached) == (self.solid, self.reached) {
            self.wanted.push(address);
        }
    }
}

/// Whether an instruction, once carried out, shows that the text is about the pattern's subject.
fn is_solid(instruction: &Instruction) -> bool {
    match instruction {
        Instruction::Token { literal, .. } => *literal,
        Instruction::List(_) | Instruction::Mention(_) => true,
        _ => false,
    }
}
