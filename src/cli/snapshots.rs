//! Where the snapshots of articles are, how they are made, and how they differ.
//!
//! The articles are those in folders called `tests` inside the named folders, and beside the named rule files. The
//! accepted result of `tests/visit.txt` is in `tests/snapshots/visit.snap`, a pending one in
//! `tests/snapshots/visit.snap.new`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::annotate::AnnotateError;
use dateline::display::{harmless, one_line};
use dateline::extract::{Event, extract};
use dateline::lang::compile::Program;
use dateline::pipeline::Input;
use dateline::read::Reading;
use dateline::read::unit::Unit;
use dateline::tools::coverage::Coverage;
use dateline::tools::snapshot;
use ignore::WalkBuilder;
use similar::{ChangeTag, TextDiff};

use super::files::{self, Wanted};
use super::paint::{GAIN, LOSS};
use super::reading;
use super::reporter::Reporter;
use super::session::Session;

const ARTICLES: Wanted = Wanted {
    what: "articles",
    extensions: Cow::Borrowed(&["txt", "md", "jsonl", "conllu"]),
    tell_others: false,
};
const SNAPSHOTS: Wanted =
    Wanted { what: "snapshots", extensions: Cow::Borrowed(&["snap", "new"]), tell_others: false };
const FOLDER: &str = "tests";
/// The number of context lines shown around a difference.
const CONTEXT: usize = 4;

/// An article and its snapshots, which may not exist.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) article: Input,
    pub(crate) accepted: PathBuf,
    pub(crate) pending: PathBuf,
}

/// The contents of the folders of tests.
#[derive(Debug, Default)]
pub(crate) struct Snapshots {
    /// The articles, by path.
    pub(crate) cases: Vec<Case>,
    /// Snapshots without an article.
    pub(crate) unreferenced: Vec<PathBuf>,
}

impl Snapshots {
    /// The contents for files and folders of rules.
    pub(crate) fn find(arguments: &[PathBuf], reporter: &Reporter) -> anyhow::Result<Snapshots> {
        let mut found = Snapshots::default();
        for folder in folders(arguments)? {
            let inner = folder.join("snapshots");
            let mut names: BTreeMap<String, String> = BTreeMap::new();
            for article in files::within(&folder, &ARTICLES, reporter) {
                if article.path().is_some_and(|path| path.starts_with(&inner)) {
                    continue;
                }
                let (name, shown) = (article.name.clone(), article.shown.clone());
                let case = Case {
                    accepted: inner.join(format!("{name}.snap")),
                    pending: inner.join(format!("{name}.snap.new")),
                    article,
                };
                if let Some(other) = names.insert(name, shown.clone()) {
                    bail!("`{other}` and `{shown}` would have the same snapshot; call one of them otherwise");
                }
                found.cases.push(case);
            }
            let own: BTreeSet<&Path> =
                found.cases.iter().flat_map(|case| [case.accepted.as_path(), &case.pending]).collect();
            let kept = if inner.is_dir() { files::within(&inner, &SNAPSHOTS, reporter) } else { Vec::new() };
            let all = kept.iter().filter_map(|file| file.path().map(Path::to_owned));
            let lost =
                all.filter(|path| !own.contains(path.as_path()) && is_snapshot(path)).collect::<Vec<_>>();
            found.unreferenced.extend(lost);
        }
        Ok(found)
    }
}

/// The folders of tests, each once.
fn folders(arguments: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = BTreeSet::new();
    for argument in arguments.iter().filter(|argument| argument.as_os_str() != "-") {
        let about =
            fs::metadata(argument).with_context(|| format!("cannot read `{}`", argument.display()))?;
        if about.is_dir() {
            let mut builder = WalkBuilder::new(argument);
            builder.standard_filters(false).hidden(true).follow_links(true);
            let entries = builder.build().filter_map(Result::ok);
            let dirs = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
            found.extend(dirs.map(ignore::DirEntry::into_path).filter(|path| path.ends_with(FOLDER)));
        } else {
            let beside = argument.with_file_name(FOLDER);
            found.extend(beside.is_dir().then_some(beside));
        }
    }
    // for nested folders of tests, the articles belong to the outer one
    let inner = |path: &PathBuf| path.ancestors().skip(1).any(|outer| found.contains(outer));
    Ok(found.iter().filter(|path| !inner(path)).map(|path| plain(path)).collect())
}

/// Without a leading `./`.
pub(crate) fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

/// Whether it is one of ours; those of Rust tests, which may be in the same folder, start with a header.
fn is_snapshot(path: &Path) -> bool {
    let named = path.to_string_lossy();
    (named.ends_with(".snap") || named.ends_with(".snap.new"))
        && !fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"---\n"))
}

/// A snapshot; none if there is no such file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.replace("\r\n", "\n"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    }
}

/// Writes a snapshot and creates its folders.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Deletes a snapshot, if it is there.
pub(crate) fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot delete `{}`", path.display()))
        }
        _ => Ok(()),
    }
}

/// The parts of a case's article.
pub(crate) fn units(case: &Case, reporter: &Reporter) -> Vec<Unit> {
    reading::units(vec![case.article.clone()], &Reading::default(), reporter).collect()
}

/// The result of an article.
#[derive(Debug, Default)]
pub(crate) struct Made {
    pub(crate) text: String,
    pub(crate) coverage: Coverage,
    /// The problems of the file, with their places.
    pub(crate) problems: Vec<String>,
}

/// The snapshot of an article. Several documents are listed below their ids.
pub(crate) fn make(
    units: &[Unit],
    program: &Program,
    session: &Session,
    cover: bool,
) -> Result<Made, AnnotateError> {
    let mut made = Made::default();
    let mut parts: Vec<(String, String)> = Vec::new();
    for unit in units {
        let (documents, problems) = session.documents(unit);
        let told = problems.iter().map(|p| format!("{}:{}: {}", unit.shown, p.line, p.message));
        made.problems.extend(told);
        for mut document in documents {
            let annotator = session.english();
            let events: Vec<Event> = if cover {
                extract(program, &mut document, annotator, &mut made.coverage)?
            } else {
                extract(program, &mut document, annotator, &mut ())?
            };
            parts.push((document.article.id.clone(), snapshot::render(&document, &events)));
        }
    }
    made.text = match parts.as_slice() {
        [(_, text)] => text.clone(),
        several => {
            let titled = several.iter().map(|(id, text)| format!("== {} ==\n\n{text}", one_line(id)));
            titled.collect::<Vec<_>>().join("\n")
        }
    };
    Ok(made)
}

/// The differences of two snapshots, with some lines around them; all lines of a new one.
pub(crate) fn difference(old: Option<&str>, new: &str) -> Vec<(char, String)> {
    let line = |sign: char, text: &str| {
        let text = harmless(text.trim_end_matches('\n'));
        (sign, text)
    };
    let Some(old) = old else { return new.lines().map(|text| line('+', text)).collect() };
    let diff = TextDiff::from_lines(old, new);
    let mut lines = Vec::new();
    for (number, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if number > 0 {
            lines.push(('.', String::new()));
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            lines.push(line(sign, change.value()));
        }
    }
    lines
}

/// A difference, in colours if they are on, with this indentation.
pub(crate) fn show_difference(
    out: &mut impl Write,
    lines: &[(char, String)],
    indent: usize,
) -> std::io::Result<()> {
    for (sign, text) in lines {
        match sign {
            '-' => writeln!(out, "{:indent$}{LOSS}{}{LOSS:#}", "", format!("- {text}").trim_end())?,
            '+' => writeln!(out, "{:indent$}{GAIN}{}{GAIN:#}", "", format!("+ {text}").trim_end())?,
            '.' => writeln!(out, "{:indent$}...", "")?,
            _ => writeln!(out, "{}", format!("{:indent$}  {text}", "").trim_end())?,
        }
    }
    Ok(())
}
