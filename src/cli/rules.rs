//! Rule files, those that they use, and what is wrong with them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use dateline::diagnostic::{Diagnostic, Severity, render};
use dateline::lang::check::{self, Package};
use dateline::lang::ir::Ruleset;
use dateline::read::plain;
use dateline::source::Sources;

use super::files::{self, File, Wanted};
use super::library;
use super::reporter::{Reporter, counted};
use super::session::Session;

/// What rule files are.
pub(crate) const WANTED: Wanted = Wanted { what: "rules", extensions: &["rules"], tell_others: false };

/// Checked rules and what is wrong with those that are left out.
pub(crate) struct Rules {
    pub(crate) ruleset: Ruleset,
    pub(crate) sources: Sources,
    pub(crate) problems: Vec<Diagnostic>,
}

impl Rules {
    /// Reads and checks the rules of files and folders.
    pub(crate) fn load(
        arguments: &[PathBuf],
        session: &Session,
        reporter: &Reporter,
    ) -> anyhow::Result<Rules> {
        let files = files::expand(arguments, WANTED, reporter)?;
        let texts: anyhow::Result<Vec<(String, String)>> =
            files.iter().map(|file| read(file, reporter)).collect();
        Ok(Rules::check(texts?, &Files { files }, session))
    }

    /// The rules of files and folders or, where none are named, those that are part of the program: of these
    /// packs, or of all if none is named.
    pub(crate) fn load_or_shipped(
        arguments: &[PathBuf],
        packs: &[String],
        session: &Session,
        reporter: &Reporter,
    ) -> anyhow::Result<Rules> {
        if arguments.is_empty() {
            Rules::shipped(packs, session)
        } else {
            Rules::load(arguments, session, reporter)
        }
    }

    /// The same, with their errors shown, for commands that can do nothing without a rule.
    pub(crate) fn to_run(
        arguments: &[PathBuf],
        packs: &[String],
        session: &Session,
        reporter: &Reporter,
    ) -> anyhow::Result<Rules> {
        let rules = Rules::load_or_shipped(arguments, packs, session, reporter)?;
        rules.show(Severity::Error, &mut anstream::stderr())?;
        if rules.ruleset.rules.is_empty() {
            bail!("there is no rule to run");
        }
        Ok(rules)
    }

    /// The rules that are part of the program: of these packs, or of all if none is named.
    pub(crate) fn shipped(packs: &[String], session: &Session) -> anyhow::Result<Rules> {
        let known = library::packs();
        if let Some(unknown) = packs.iter().find(|name| !known.contains(&name.as_str())) {
            bail!("there is no pack `{unknown}`; there are {}", known.join(", "));
        }
        Ok(Rules::check(library::rules(packs), &Files { files: Vec::new() }, session))
    }

    /// The rules of these texts, each with its name, and of files and folders. `use` finds what stands beside the files
    /// and what is part of the program.
    pub(crate) fn with_texts(
        mut texts: Vec<(String, String)>,
        arguments: &[PathBuf],
        session: &Session,
        reporter: &Reporter,
    ) -> anyhow::Result<Rules> {
        let files =
            if arguments.is_empty() { Vec::new() } else { files::expand(arguments, WANTED, reporter)? };
        for file in &files {
            texts.push(read(file, reporter)?);
        }
        Ok(Rules::check(texts, &Files { files }, session))
    }

    fn check(texts: Vec<(String, String)>, package: &Files, session: &Session) -> Rules {
        let (sources, trees, mut problems) = check::load(texts, package);
        let (ruleset, found) = check::check(&trees, &sources, &session.english().lexicon, package);
        problems.extend(found);
        problems.sort_by_key(Diagnostic::place);
        Rules { ruleset, sources, problems }
    }

    /// How many errors there are.
    pub(crate) fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Writes everything that is at least so bad, for people.
    pub(crate) fn show(&self, least: Severity, out: &mut impl Write) -> io::Result<()> {
        let shown = self.problems.iter().filter(|problem| problem.severity <= least);
        shown.map(|problem| render(problem, &self.sources, true)).try_for_each(|text| {
            writeln!(
                out,
                "{text}
"
            )
        })
    }

    /// `4 rules, 7 tests, 1 error, 0 warnings`.
    pub(crate) fn summary(&self) -> String {
        let counts = [
            (self.ruleset.rules.len(), "rule"),
            (self.ruleset.tests.len(), "test"),
            (self.errors(), "error"),
            (self.count(Severity::Warning), "warning"),
        ];
        counts.map(|(count, noun)| counted(count, noun)).join(", ")
    }
}

/// The name and text of a rule file.
fn read(file: &File, reporter: &Reporter) -> anyhow::Result<(String, String)> {
    let bytes = file.bytes()?;
    let mut problems = Vec::new();
    let text = plain::decode(&bytes, &mut problems);
    problems.iter().for_each(|problem| reporter.say(&format!("{}: {}", file.shown, problem.message)));
    Ok((file.shown.clone(), text))
}

/// Where `use` looks: among the files of the run, beside them, and in the library.
pub(crate) struct Files {
    pub(crate) files: Vec<File>,
}

impl Files {
    /// The folders of the files, each once.
    fn folders(&self) -> Vec<&Path> {
        let folders = self.files.iter().filter_map(|file| file.path.as_deref()?.parent());
        let mut folders: Vec<&Path> = folders.collect();
        folders.sort();
        folders.dedup();
        folders
    }
}

impl Package for Files {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let wanted = PathBuf::from(path.replace("::", "/") + ".rules");
        let loaded =
            self.files.iter().find(|file| file.path.as_ref().is_some_and(|path| path.ends_with(&wanted)));
        let beside =
            || self.folders().into_iter().map(|folder| folder.join(&wanted)).find(|path| path.is_file());
        let found = loaded.and_then(|file| file.path.clone()).or_else(beside);
        if let Some(path) = found {
            let bytes = fs::read(&path).ok()?;
            return Some((files::shown(&path), plain::decode(&bytes, &mut Vec::new())));
        }
        let (_, text) = library::FILES.iter().find(|(shipped, _)| *shipped == path)?;
        Some((library::shown(path), (*text).to_owned()))
    }

    fn paths(&self) -> Vec<String> {
        let ours = self.files.iter().map(|file| file.name.replace('/', "::"));
        ours.chain(library::FILES.iter().map(|(path, _)| (*path).to_owned())).collect()
    }

    fn list(&self, rule_file: &str, file: &str) -> Result<String, String> {
        let path = Path::new(rule_file).with_file_name(file);
        let shown = files::with_slashes(&path);
        let shipped = || library::LISTS.iter().find(|(name, _)| *name == shown);
        if let Some((_, text)) = shipped().filter(|_| !path.is_file()) {
            return Ok((*text).to_owned());
        }
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        Ok(plain::decode(&bytes, &mut Vec::new()))
    }
}
