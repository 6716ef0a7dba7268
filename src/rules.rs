//! Rules, read and checked: the door to the language.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::annotate::Annotator;
use crate::diagnostic::{Code, Diagnostic, Severity, render};
use crate::lang::check::{self, Package};
use crate::lang::ir::{EventType, Ruleset};
use crate::library::{Library, UnknownPack};
use crate::source::Sources;

/// Checked rules, and the problems of those that are left out. Immutable and cheap to clone.
///
/// ```
/// use dateline::{Annotator, Rules};
///
/// let annotator = Annotator::english()?;
/// let rules = Rules::builder()
///     .source("visit.rules", r#"rule visit -> Visit { "{agent} visited {host}" }"#)
///     .build(&annotator);
/// let problem = &rules.problems()[0];
/// assert_eq!(problem.message, "unknown event `Visit`");
/// assert!(rules.render(problem).contains("visit.rules:1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rules {
    checked: Arc<Checked>,
}

#[derive(Debug)]
struct Checked {
    ruleset: Ruleset,
    sources: Sources,
    problems: Vec<Diagnostic>,
}

/// Collects the texts of rules.
#[derive(Clone, Debug)]
pub struct RulesBuilder {
    texts: Vec<(String, String)>,
    library: Library,
}

impl RulesBuilder {
    /// Adds a rule file: its name in messages and its text.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> RulesBuilder {
        self.texts.push((name.into(), text.into()));
        self
    }

    /// The library in which `use` and lists find files; by default the [shipped](Library::shipped) one.
    #[must_use]
    pub fn library(mut self, library: Library) -> RulesBuilder {
        self.library = library;
        self
    }

    /// Adds the rules of these packs of the library, or of all its packs if none is named.
    ///
    /// # Errors
    /// If the library lacks one of the packs.
    pub fn packs(mut self, packs: &[impl AsRef<str>]) -> Result<RulesBuilder, UnknownPack> {
        self.texts.extend(self.library.rules(packs)?);
        Ok(self)
    }

    /// Checks everything. Never fails: a rule with a mistake is left out and [reported](Rules::problems). Linear in the
    /// texts.
    pub fn build(self, annotator: &Annotator) -> Rules {
        Rules::check(self.texts, &self.library, annotator)
    }
}

impl Rules {
    /// A builder that collects rules and uses the shipped library.
    pub fn builder() -> RulesBuilder {
        RulesBuilder { texts: Vec::new(), library: Library::shipped() }
    }

    /// The rules of all packs that are part of the program.
    pub fn shipped(annotator: &Annotator) -> Rules {
        let library = Library::shipped();
        Rules::check(library.all_rules(), &library, annotator)
    }

    /// Checks texts, each with its name in messages; `use` and lists look in a package.
    pub fn check(texts: Vec<(String, String)>, package: &dyn Package, annotator: &Annotator) -> Rules {
        let (sources, files, mut problems) = check::load(texts, package);
        let (ruleset, found) = check::check(&files, &sources, &annotator.lexicon, package);
        problems.extend(found);
        problems.sort_by_key(Diagnostic::place);
        Rules { checked: Arc::new(Checked { ruleset, sources, problems }) }
    }

    /// The problems of the rules, in the order of files and places.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.checked.problems
    }

    /// The number of problems of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems().iter().filter(|problem| problem.severity == severity).count()
    }

    /// The same rules, whose problems of these codes have another severity; none takes them away. The rules that work stay
    /// the same.
    #[must_use]
    pub fn graded(self, severities: &BTreeMap<Code, Option<Severity>>) -> Rules {
        if severities.is_empty() {
            return self;
        }
        let grade = |problem: &Diagnostic| match severities.get(&problem.code) {
            None => Some(problem.clone()),
            Some(severity) => severity.map(|severity| Diagnostic { severity, ..problem.clone() }),
        };
        let Checked { ruleset, sources, problems } = &*self.checked;
        let problems = problems.iter().filter_map(grade).collect();
        let checked = Checked { ruleset: ruleset.clone(), sources: sources.clone(), problems };
        Rules { checked: Arc::new(checked) }
    }

    /// A problem as plain text, with the lines of the file that it is about.
    pub fn render(&self, problem: &Diagnostic) -> String {
        render(problem, &self.checked.sources, false)
    }

    /// The types of events, with their roles, by name.
    pub fn events(&self) -> &[EventType] {
        &self.checked.ruleset.events
    }

    /// The rules themselves.
    pub fn ruleset(&self) -> &Ruleset {
        &self.checked.ruleset
    }

    /// The texts of the files, including those that were `use`d.
    pub fn sources(&self) -> &Sources {
        &self.checked.sources
    }
}
