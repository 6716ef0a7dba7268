//! Rule files, the files that they use, and their problems.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use dateline::diagnostic::{Severity, render};
use dateline::lang::check::Package;
use dateline::pipeline::{self, Input};
use dateline::read::plain;
use dateline::{Library, Rules};

use super::files::{self, Wanted};
use super::reporter::{Reporter, counted};
use super::session::Session;

/// What rule files are.
pub(crate) const WANTED: Wanted =
    Wanted { what: "rules", extensions: Cow::Borrowed(&["rules"]), tell_others: false };

/// Reads and checks the rules of files and folders.
pub(crate) fn load(arguments: &[PathBuf], session: &Session, reporter: &Reporter) -> anyhow::Result<Rules> {
    check(Vec::new(), files::expand(arguments, &WANTED, reporter)?, session, reporter)
}

/// The rules of files and folders together with these packs of the program; all packs if neither are named.
pub(crate) fn load_or_shipped(
    arguments: &[PathBuf],
    packs: &[String],
    session: &Session,
    reporter: &Reporter,
) -> anyhow::Result<Rules> {
    let shipped = match packs {
        [] if !arguments.is_empty() => Vec::new(),
        packs => Library::shipped().rules(packs)?,
    };
    with_texts(shipped, arguments, session, reporter)
}

/// The same, with their errors shown, for commands that need a rule.
pub(crate) fn to_run(
    arguments: &[PathBuf],
    packs: &[String],
    session: &Session,
    reporter: &Reporter,
) -> anyhow::Result<Rules> {
    let rules = load_or_shipped(arguments, packs, session, reporter)?;
    show(&rules, Severity::Error, &mut anstream::stderr())?;
    if rules.ruleset().rules.is_empty() {
        bail!("there is no rule to run");
    }
    Ok(rules)
}

/// The rules of these texts, each with its name, and of files and folders. `use` finds files beside these and those
/// that are part of the program.
pub(crate) fn with_texts(
    texts: Vec<(String, String)>,
    arguments: &[PathBuf],
    session: &Session,
    reporter: &Reporter,
) -> anyhow::Result<Rules> {
    let files = if arguments.is_empty() { Vec::new() } else { files::expand(arguments, &WANTED, reporter)? };
    check(texts, files, session, reporter)
}

fn check(
    mut texts: Vec<(String, String)>,
    files: Vec<Input>,
    session: &Session,
    reporter: &Reporter,
) -> anyhow::Result<Rules> {
    let files = RuleFiles::new(files);
    texts.extend(files.texts(reporter)?);
    Ok(Rules::check(texts, &files, session.english()).graded(session.severities()))
}

/// Writes every problem of at least this severity, for people.
pub(crate) fn show(rules: &Rules, least: Severity, out: &mut impl Write) -> io::Result<()> {
    let shown = rules.problems().iter().filter(|problem| problem.severity <= least);
    shown.map(|problem| render(problem, rules.sources(), true)).try_for_each(|text| writeln!(out, "{text}\n"))
}

/// `4 rules, 7 tests, 1 error, 0 warnings`.
pub(crate) fn summary(rules: &Rules) -> String {
    let counts = [
        (rules.ruleset().rules.len(), "rule"),
        (rules.ruleset().tests.len(), "test"),
        (rules.count(Severity::Error), "error"),
        (rules.count(Severity::Warning), "warning"),
    ];
    counts.map(|(count, noun)| counted(count, noun)).join(", ")
}

/// The name and text of a rule file.
fn read(file: &Input, reporter: &Reporter) -> anyhow::Result<(String, String)> {
    let bytes = files::bytes(file)?;
    let mut problems = Vec::new();
    let text = plain::decode(&bytes, &mut problems);
    problems.iter().for_each(|problem| reporter.say(&format!("{}: {}", file.shown, problem.message)));
    Ok((file.shown.clone(), text))
}

/// Rule files, and where `use` looks: among them, beside them, and in the library.
pub struct RuleFiles {
    pub(crate) files: Vec<Input>,
    library: Library,
}

impl RuleFiles {
    pub(crate) fn new(files: Vec<Input>) -> RuleFiles {
        RuleFiles { files, library: Library::shipped() }
    }

    /// The rule files (`.rules`) of these paths, and the name and text of each; folders are walked, by path and without
    /// what is hidden.
    ///
    /// # Errors
    /// If a path cannot be read or there is no rule file.
    pub fn find(paths: &[PathBuf]) -> anyhow::Result<(RuleFiles, Vec<(String, String)>)> {
        let reporter = Reporter::quiet();
        let files = RuleFiles::new(files::expand(paths, &WANTED, &reporter)?);
        let texts = files.texts(&reporter)?;
        Ok((files, texts))
    }

    /// The names and texts of the files.
    fn texts(&self, reporter: &Reporter) -> anyhow::Result<Vec<(String, String)>> {
        self.files.iter().map(|file| read(file, reporter)).collect()
    }

    /// The folders of the files, each once.
    fn folders(&self) -> Vec<&Path> {
        let folders = self.files.iter().filter_map(|file| file.path()?.parent());
        let mut folders: Vec<&Path> = folders.collect();
        folders.sort();
        folders.dedup();
        folders
    }
}

impl Package for RuleFiles {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let wanted = PathBuf::from(path.replace("::", "/") + ".rules");
        let loaded = self.files.iter().find(|file| file.path().is_some_and(|path| path.ends_with(&wanted)));
        let beside =
            || self.folders().into_iter().map(|folder| folder.join(&wanted)).find(|path| path.is_file());
        let found = loaded.and_then(|file| file.path().map(Path::to_owned)).or_else(beside);
        if let Some(path) = found {
            let bytes = fs::read(&path).ok()?;
            return Some((pipeline::shown(&path), plain::decode(&bytes, &mut Vec::new())));
        }
        Package::file(&self.library, path)
    }

    fn paths(&self) -> Vec<String> {
        let ours = self.files.iter().map(|file| file.name.replace('/', "::"));
        ours.chain(self.library.paths()).collect()
    }

    fn list(&self, rule_file: &str, file: &str) -> io::Result<String> {
        let path = Path::new(rule_file).with_file_name(file);
        if !path.is_file()
            && let Ok(text) = Package::list(&self.library, rule_file, file)
        {
            return Ok(text);
        }
        let bytes = fs::read(path)?;
        Ok(plain::decode(&bytes, &mut Vec::new()))
    }
}
