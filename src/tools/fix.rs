//! Mending rules: the changes that diagnostics name are made, as long as each makes the rules better.
//!
//! A round makes all changes at once that do not touch each other; if the rules are not better for it, each is tried
//! alone. Mending one mistake may uncover others, so rounds follow each other until one changes nothing.

use std::collections::BTreeMap;

use crate::diagnostic::{Certainty, Code, Diagnostic, Severity};
use crate::lang::check::{self, Package};
use crate::source::{FileId, Sources};
use crate::text::annotate::lexicon::Lexicon;

/// So many rounds are made at most. Each mends what the one before uncovered, which is seldom more than two deep.
const MOST_ROUNDS: usize = 16;

/// What became of rules.
#[derive(Debug)]
pub struct Fixed {
    /// The name and text of each file, in the order given.
    pub texts: Vec<(String, String)>,
    /// The mistakes that were mended, in order.
    pub mended: Vec<Mistake>,
    /// Those whose change was not made, because the rules would not have been better for it.
    pub refused: Vec<Mistake>,
    /// All that is wrong with the texts now, in the order of files and places.
    pub problems: Vec<Diagnostic>,
}

/// A mistake and its remedy, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Which it is.
    pub code: Code,
    /// The name of its file.
    pub file: String,
    /// Its line when it was found, from 1.
    pub line: usize,
    /// What was wrong.
    pub message: String,
    /// What the remedy is.
    pub what: String,
}

/// Mends the rules of these files, each a name and a text, where it is certain what was meant; with `guesses` also where
/// it is not. Files that they `use` are left as they are.
///
/// A change is made only if its mistake is gone afterwards, no item is lost, and the rules are better: there are fewer
/// mistakes of syntax, or as many and fewer other errors, or as many of both and fewer warnings. The time is that of
/// checking the rules, once for each round and, where a round as a whole is no better, once more for each change.
pub fn fix(files: Vec<(String, String)>, package: &dyn Package, lexicon: &Lexicon, guesses: bool) -> Fixed {
    let mut texts = files;
    let mut now = State::of(&texts, package, lexicon);
    let mut mended = Vec::new();
    let mut refused = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let changes = now.changes(&texts, guesses);
        let all: Vec<&Change> = changes.iter().collect();
        let mut done = Vec::new();
        refused.clear();
        if let Some(after) = try_all(&mut texts, &now, &all, package, lexicon) {
            now = after;
            done.extend(changes.into_iter().map(|change| change.mistake));
        } else {
            // from the last to the first, so that the places of those before stay as they are
            for change in changes.into_iter().rev() {
                match try_all(&mut texts, &now, &[&change], package, lexicon) {
                    Some(after) => {
                        now = after;
                        done.push(change.mistake);
                    }
                    None => refused.push(change.mistake),
                }
            }
            done.reverse();
            refused.reverse();
        }
        if done.is_empty() {
            break;
        }
        mended.extend(done);
    }
    Fixed { texts, mended, refused, problems: now.problems }
}

/// A change of one of the texts.
struct Change {
    /// The number of the text.
    file: usize,
    start: usize,
    end: usize,
    replacement: String,
    mistake: Mistake,
}

impl Change {
    /// Whether two changes touch each other.
    fn touches(&self, other: &Change) -> bool {
        self.file == other.file && self.start <= other.end && other.start <= self.end
    }
}

/// Makes changes that do not touch each other, in the order of the text, if the rules are better for it.
fn try_all(
    texts: &mut Vec<(String, String)>,
    before: &State,
    changes: &[&Change],
    package: &dyn Package,
    lexicon: &Lexicon,
) -> Option<State> {
    let mut changed = texts.clone();
    for change in changes.iter().rev() {
        let (_, text) = changed.get_mut(change.file)?;
        text.get(change.start..change.end)?;
        text.replace_range(change.start..change.end, &change.replacement);
    }
    let after = State::of(&changed, package, lexicon);
    let better = after.worth < before.worth && after.items >= before.items;
    let mut left = after.counts();
    for (kind, count) in before.counts() {
        let gone = changes.iter().filter(|change| change.mistake.kind() == kind).count();
        let now = left.remove(&kind).unwrap_or(0);
        if gone > 0 && now + gone > count {
            return None;
        }
    }
    better.then(|| {
        *texts = changed;
        after
    })
}

/// What tells mistakes apart wherever their places move.
type Kind<'a> = (Code, &'a str, &'a str);

impl Mistake {
    fn kind(&self) -> Kind<'_> {
        (self.code, &self.file, &self.message)
    }
}

/// What is wrong with texts.
struct State {
    sources: Sources,
    problems: Vec<Diagnostic>,
    /// How many mistakes of syntax, other errors, and warnings there are: less is better.
    worth: (usize, usize, usize),
    /// How many items can be read.
    items: usize,
}

impl State {
    fn of(texts: &[(String, String)], package: &dyn Package, lexicon: &Lexicon) -> State {
        let (sources, files, mut problems) = check::load(texts.to_vec(), package);
        let errors = |problems: &[Diagnostic]| {
            problems.iter().filter(|problem| problem.severity == Severity::Error).count()
        };
        let syntax = errors(&problems);
        let (_, found) = check::check(&files, &sources, lexicon, package);
        let (other, all) = (errors(&found), found.len());
        problems.extend(found);
        problems.sort_by_key(Diagnostic::place);
        let items = files.iter().map(|file| file.items.len()).sum();
        State { sources, problems, worth: (syntax, other, all - other), items }
    }

    /// The changes that the diagnostics of these texts name, in the order of files and places, none touching another.
    fn changes(&self, texts: &[(String, String)], guesses: bool) -> Vec<Change> {
        let number = |file: FileId| texts.iter().position(|(name, _)| *name == self.sources.name(file));
        let mut changes: Vec<Change> = Vec::new();
        for problem in &self.problems {
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

    /// How often there is each mistake.
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
    use crate::text::annotate::English;

    /// A package of nothing.
    struct Nothing;

    impl Package for Nothing {
        fn file(&self, _: &str) -> Option<(String, String)> {
            None
        }

        fn paths(&self) -> Vec<String> {
            Vec::new()
        }

        fn list(&self, _: &str, _: &str) -> Result<String, String> {
            Err("there are no files".to_owned())
        }
    }

    fn fixed(files: &[&str], guesses: bool) -> Fixed {
        let files = files.iter().enumerate();
        let files = files.map(|(number, text)| (format!("{number}.rules"), (*text).to_owned())).collect();
        fix(files, &Nothing, &English::embedded().unwrap().lexicon, guesses)
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
