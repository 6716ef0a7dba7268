//! Fixing rules: applies the changes in diagnostics, as long as each makes the rules better.
//!
//! A round applies all changes at once that do not overlap; if the rules are not better afterwards, each is tried
//! alone. Fixing one mistake may uncover others, so rounds are repeated until one changes nothing: syntax errors first,
//! since they hide others, then other errors, then warnings.

use std::collections::BTreeMap;

use crate::diagnostic::{Certainty, Code, Diagnostic, Severity};
use crate::english::lexicon::Lexicon;
use crate::lang::check::{self, Package};
use crate::source::{FileId, Sources};

/// The ranks of mistakes, from the worst: syntax errors, which can hide others; other errors; everything else.
const RANKS: [u8; 3] = [0, 1, 2];

/// The maximum number of rounds. Each fixes what the one before uncovered, which is seldom more than two deep.
const MOST_ROUNDS: usize = 16;

/// The result of fixing rules.
#[derive(Debug)]
pub struct Fixed {
    /// The name and text of each file, in the order given.
    pub texts: Vec<(String, String)>,
    /// The mistakes that were fixed, in order.
    pub mended: Vec<Mistake>,
    /// Those whose change was not applied, because it would not have made the rules better.
    pub refused: Vec<Mistake>,
    /// All remaining problems of the texts, in the order of files and places.
    pub problems: Vec<Diagnostic>,
}

/// A mistake and its remedy, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Its code.
    pub code: Code,
    /// The name of its file.
    pub file: String,
    /// Its line when it was found, from 1.
    pub line: usize,
    /// What was wrong.
    pub message: String,
    /// The remedy.
    pub what: String,
}

/// Fixes the rules of these files, each a name and a text, where the intention is certain; with `guesses` also where it
/// is not. Files that they `use` are left unchanged.
///
/// A change is applied only if its mistake is gone afterwards, the new text has no mistake as bad, no item is lost and
/// there are no more syntax errors than before. It may uncover other mistakes elsewhere. The time is that of checking
/// the rules, once for each round and, if a round as a whole is no better, once more for each change.
pub fn fix(files: Vec<(String, String)>, package: &dyn Package, lexicon: &Lexicon, guesses: bool) -> Fixed {
    let mut texts = files;
    let mut now = State::of(&texts, package, lexicon);
    let mut mended = Vec::new();
    let mut refused = Vec::new();
    for _ in 0..MOST_ROUNDS {
        refused.clear();
        let done = RANKS.into_iter().find_map(|rank| {
            let changes = now.changes(&texts, guesses, rank);
            let done = round(&mut texts, &mut now, changes, &mut refused, package, lexicon);
            (!done.is_empty()).then_some(done)
        });
        match done {
            Some(done) => mended.extend(done),
            None => break,
        }
    }
    Fixed { texts, mended, refused, problems: now.problems }
}

/// Applies changes of one rank: all at once, else each alone. Returns what was fixed.
fn round(
    texts: &mut Vec<(String, String)>,
    now: &mut State,
    changes: Vec<Change>,
    refused: &mut Vec<Mistake>,
    package: &dyn Package,
    lexicon: &Lexicon,
) -> Vec<Mistake> {
    let all: Vec<&Change> = changes.iter().collect();
    if let Some(after) = try_all(texts, now, &all, package, lexicon) {
        *now = after;
        return changes.into_iter().map(|change| change.mistake).collect();
    }
    let (mut done, mut no_better) = (Vec::new(), Vec::new());
    // from the last to the first, so that earlier places stay valid
    for change in changes.into_iter().rev() {
        match try_all(texts, now, &[&change], package, lexicon) {
            Some(after) => {
                *now = after;
                done.push(change.mistake);
            }
            None => no_better.push(change.mistake),
        }
    }
    done.reverse();
    refused.extend(no_better.into_iter().rev());
    done
}

/// A change of one of the texts.
struct Change {
    /// The number of the text.
    file: usize,
    start: usize,
    end: usize,
    replacement: String,
    /// The rank of its mistake, of [`RANKS`].
    rank: u8,
    mistake: Mistake,
}

impl Change {
    /// Whether two changes overlap.
    fn touches(&self, other: &Change) -> bool {
        self.file == other.file && self.start <= other.end && other.start <= self.end
    }
}

/// Applies changes that do not overlap, in the order of the text, if the rules are better afterwards.
fn try_all(
    texts: &mut Vec<(String, String)>,
    before: &State,
    changes: &[&Change],
    package: &dyn Package,
    lexicon: &Lexicon,
) -> Option<State> {
    let mut changed = texts.clone();
    // each change with the start of its text once those before it are applied
    let mut written = Vec::new();
    let mut moved = (0, 0);
    for change in changes {
        if moved.0 != change.file {
            moved = (change.file, 0);
        }
        let start = change.start.checked_add_signed(moved.1)?;
        let (_, text) = changed.get_mut(change.file)?;
        let end = start + (change.end - change.start);
        text.get(start..end)?;
        text.replace_range(start..end, &change.replacement);
        moved.1 += change.replacement.len() as isize - (change.end - change.start) as isize;
        written.push((change, start));
    }
    let after = State::of(&changed, package, lexicon);
    if after.syntax > before.syntax || after.items < before.items {
        return None;
    }
    let mut left = after.counts();
    for (kind, count) in before.counts() {
        let gone = changes.iter().filter(|change| change.mistake.kind() == kind).count();
        let now = left.remove(&kind).unwrap_or(0);
        if gone > 0 && now + gone > count {
            return None;
        }
    }
    if written.iter().any(|(change, start)| after.blames(&texts[change.file].0, *start, change)) {
        return None;
    }
    *texts = changed;
    Some(after)
}

/// Identifies a mistake even if its place moves.
type Kind<'a> = (Code, &'a str, &'a str);

impl Mistake {
    fn kind(&self) -> Kind<'_> {
        (self.code, &self.file, &self.message)
    }
}

/// The problems of texts.
struct State {
    sources: Sources,
    problems: Vec<Diagnostic>,
    /// The rank of each, of [`RANKS`].
    ranks: Vec<u8>,
    /// How many of them are syntax errors.
    syntax: usize,
    /// How many items could be read.
    items: usize,
}

impl State {
    fn of(texts: &[(String, String)], package: &dyn Package, lexicon: &Lexicon) -> State {
        let (sources, files, mut problems) = check::load(texts.to_vec(), package);
        let syntax = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let hiding = problems.len();
        let (_, found) = check::check(&files, &sources, lexicon, package);
        problems.extend(found);
        let mut ranked: Vec<(u8, Diagnostic)> = problems
            .into_iter()
            .enumerate()
            .map(|(index, problem)| {
                let rank = match problem.severity {
                    Severity::Error if index < hiding => 0,
                    Severity::Error => 1,
                    _ => 2,
                };
                (rank, problem)
            })
            .collect();
        ranked.sort_by_key(|(_, problem)| problem.place());
        let items = files.iter().map(|file| file.items.len()).sum();
        let (ranks, problems) = ranked.into_iter().unzip();
        State { sources, problems, ranks, syntax, items }
    }

    /// Whether the new text of a change, which begins there, has a mistake as bad as the fixed one.
    fn blames(&self, file: &str, start: usize, change: &Change) -> bool {
        let end = start + change.replacement.len();
        self.problems.iter().zip(&self.ranks).any(|(problem, rank)| {
            let (id, place) = problem.place();
            *rank <= change.rank && self.sources.name(id) == file && place.start < end && start < place.end
        })
    }

    /// The changes in the diagnostics of a rank, in the order of files and places, without overlaps.
    fn changes(&self, texts: &[(String, String)], guesses: bool, rank: u8) -> Vec<Change> {
        let number = |file: FileId| texts.iter().position(|(name, _)| *name == self.sources.name(file));
        let mut changes: Vec<Change> = Vec::new();
        for (problem, _) in self.problems.iter().zip(&self.ranks).filter(|(_, known)| **known == rank) {
            let (id, place) = problem.place();
            let Some(fix) = problem.fix.as_ref() else { continue };
            let Some(file) = number(id).filter(|_| guesses || fix.certainty == Certainty::Certain) else {
                continue;
            };
            let change = Change {
                file,
                start: fix.span.start,
                end: fix.span.end,
                replacement: fix.replacement.clone(),
                rank,
                mistake: Mistake {
                    code: problem.code,
                    file: self.sources.name(id).to_owned(),
                    line: self.sources.get(id).map_or(0, |source| source.lines.line(place.start)) + 1,
                    message: problem.message.clone(),
                    what: fix.what.clone(),
                },
            };
            if !changes.iter().any(|other| other.touches(&change)) {
                changes.push(change);
            }
        }
        changes.sort_by_key(|change| (change.file, change.start));
        changes
    }

    /// How often each mistake occurs.
    fn counts(&self) -> BTreeMap<Kind<'_>, usize> {
        let mut counts = BTreeMap::new();
        for problem in &self.problems {
            let kind = (problem.code, self.sources.name(problem.place().0), problem.message.as_str());
            *counts.entry(kind).or_default() += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotator;

    fn fixed(files: &[&str], guesses: bool) -> Fixed {
        let files = files.iter().enumerate();
        let files = files.map(|(number, text)| (format!("{number}.rules"), (*text).to_owned())).collect();
        fix(files, &(), &Annotator::english().unwrap().lexicon, guesses)
    }

    #[test]
    fn a_name_is_mended_in_all_files_and_what_that_uncovers_after_it() {
        let declaration = "event visit { agent: person }\n";
        let rule = "rule Visiting -> visit { “{agent} visited {_}” }\n";
        let fixed = fixed(&[declaration, rule], false);
        assert_eq!(fixed.texts[0].1, "event Visit { agent: Person }\n");
        assert_eq!(fixed.texts[1].1, "rule visiting -> Visit { \"{agent} visited {_}\" }\n");
        assert_eq!((fixed.problems, fixed.refused, fixed.mended.len()), (vec![], vec![], 5));
    }

    #[test]
    fn a_quote_is_closed_before_the_brace_of_its_rule() {
        let text = "event Visit { agent: Person }\nrule visit -> Visit { \"{agent} arrived }\n";
        assert_eq!(fixed(&[text], false).texts[0].1, text.replace("arrived }", "arrived\" }"));
    }

    #[test]
    fn what_may_mean_something_else_is_changed_only_if_that_is_wanted() {
        let text = "event Visit { agent: Person }\nrule visit -> Visit { \"{agent} arrived\"\n";
        let careful = fixed(&[text], false);
        assert_eq!((careful.texts[0].1.as_str(), careful.mended), (text, vec![]));
        assert_eq!(fixed(&[text], true).texts[0].1, text.replace("arrived\"", "arrived\"\n}"));
    }

    #[test]
    fn mending_one_mistake_may_uncover_another_which_is_then_mended_too() {
        let text = "event Visit { agent: Person  host: Person }\nrule visit -> Vist {\n    \"{agnet} visited {host}\"\n}\n";
        let fixed = fixed(&[text], false);
        assert_eq!(fixed.texts[0].1, text.replace("Vist", "Visit").replace("agnet", "agent"));
        assert_eq!((fixed.problems, fixed.refused, fixed.mended.len()), (vec![], vec![], 2));
    }

    #[test]
    fn a_change_of_syntax_does_not_carry_a_bad_one_of_a_name() {
        let text = "event Visit { agent: Person  host: Person }\nrule visit: Visit {\n    \"{agent} visited {agnet}\"\n}\n";
        let fixed = fixed(&[text], false);
        assert_eq!(fixed.texts[0].1, text.replace("visit: Visit", "visit -> Visit"));
        assert_eq!(fixed.refused.len(), 1);
    }

    #[test]
    fn a_change_that_makes_nothing_better_is_refused() {
        // the role that was meant is filled already
        let text = "event Visit { agent: Person  host: Person }\nrule visit -> Visit {\n    \"{agent} visited {agnet}\"\n}\n";
        let fixed = fixed(&[text], false);
        assert_eq!(fixed.texts[0].1, text);
        let codes = |mistakes: &[Mistake]| mistakes.iter().map(|m| (m.code, m.line)).collect::<Vec<_>>();
        assert_eq!(codes(&fixed.mended), []);
        assert_eq!(codes(&fixed.refused), [(Code::UnknownRole, 3)]);
        assert!(fixed.problems.iter().any(|problem| problem.code == Code::UnknownRole));
    }
}
