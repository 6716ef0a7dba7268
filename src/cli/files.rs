//! From arguments to files: folders are walked, `-` is stdin.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::pipeline::{Input, with_slashes};
use dateline::read::Skip;
use ignore::WalkBuilder;

use super::reporter::{Reporter, counted};

/// The whole content of a file, unpacked.
pub(crate) fn bytes(file: &Input) -> anyhow::Result<Vec<u8>> {
    file.read().with_context(|| format!("cannot read `{}`", file.shown))
}

/// The whole content of a file, which must be UTF-8: writing it back must not change it.
pub(crate) fn text(file: &Input) -> anyhow::Result<String> {
    String::from_utf8(bytes(file)?).with_context(|| format!("cannot read `{}`", file.shown))
}

/// The total size of files in bytes; none if unknown.
pub(crate) fn size(files: &[Input]) -> Option<u64> {
    files.iter().map(Input::size).sum()
}

/// The files that a file names, one a line; `-` is stdin.
pub(crate) fn listed(list: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let text = match list.as_os_str() == "-" {
        true => io::read_to_string(io::stdin()),
        false => std::fs::read_to_string(list),
    };
    let text = text.with_context(|| format!("cannot read `{}`", list.display()))?;
    Ok(text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

/// The kind of files to look for in folders.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Their content: `articles`.
    pub(crate) what: &'static str,
    /// Their extensions.
    pub(crate) extensions: Cow<'static, [&'static str]>,
    /// Whether other files are worth a message.
    pub(crate) tell_others: bool,
}

/// Moves rule files from the articles to the rules: `--input` takes every argument behind it, but no article is a rule
/// file.
pub(crate) fn sort_out(rules: &mut Vec<PathBuf>, articles: &mut Vec<PathBuf>) {
    rules.extend(articles.extract_if(.., |path| is_rule_file(path)));
}

fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rules")
}

/// The files named by the arguments, in their order; those of a folder by path, without hidden ones. A file that is
/// named directly is always taken, unless it is a rule file where something else is wanted.
pub(crate) fn expand(
    arguments: &[PathBuf],
    wanted: &Wanted,
    reporter: &Reporter,
) -> anyhow::Result<Vec<Input>> {
    let mut files = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            files.push(Input::stream("stdin", || Ok(Box::new(io::stdin()))));
            continue;
        }
        let shown = argument.display();
        let about = std::fs::metadata(argument).with_context(|| format!("cannot read `{shown}`"))?;
        let takes_rules = wanted.extensions.contains(&"rules");
        if about.is_dir() {
            let known = files.len();
            let others = walk(argument, wanted, reporter, &mut files);
            if files.len() == known && !takes_rules && others.contains_key("rules") {
                bail!(
                    "`{shown}` has rules and no {}; a folder of rules stands before `--input`: \
                     `dateline run {shown} --input …`",
                    wanted.what
                );
            }
        } else if is_rule_file(argument) && !takes_rules {
            bail!("`{shown}` is a rule file; {} are wanted here", wanted.what);
        } else {
            files.push(Input::file(argument));
        }
    }
    if arguments.is_empty() {
        bail!("no {} are named: give files or folders, or name them in a `dateline.toml`", wanted.what);
    }
    if files.is_empty() {
        let known: Vec<String> = wanted.extensions.iter().map(|extension| format!(".{extension}")).collect();
        let named: Vec<String> = arguments.iter().map(|path| format!("`{}`", path.display())).collect();
        bail!("there are no {} in {}; looked for {}", wanted.what, named.join(", "), known.join(", "));
    }
    Ok(files)
}

/// The files of a folder and those below it, by path, without hidden ones.
pub(crate) fn within(folder: &Path, wanted: &Wanted, reporter: &Reporter) -> Vec<Input> {
    let mut files = Vec::new();
    walk(folder, wanted, reporter, &mut files);
    files
}

/// Adds the wanted files of a folder; returns how many others it has, by extension.
fn walk(
    folder: &Path,
    wanted: &Wanted,
    reporter: &Reporter,
    files: &mut Vec<Input>,
) -> BTreeMap<String, usize> {
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    let mut builder = WalkBuilder::new(folder);
    // files that git ignores may well be the articles
    builder.standard_filters(false).hidden(true).follow_links(true).sort_by_file_path(Ord::cmp);
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let file = Input::in_folder(entry.path(), folder);
                if wanted.extensions.contains(&file.extension.as_str()) {
                    files.push(file);
                } else {
                    *others.entry(file.extension).or_default() += 1;
                }
            }
            Ok(_) => {}
            Err(error) => reporter.skip(Skip::Unreadable, 1, &format!("{error}: skipped")),
        }
    }
    if wanted.tell_others && !others.is_empty() {
        let total = others.values().sum();
        let kinds: Vec<String> = others.iter().map(|(extension, count)| kind(extension, *count)).collect();
        let what = counted(total, "file");
        let message =
            format!("{}: skipped {what} of another kind: {}", with_slashes(folder), kinds.join(", "));
        reporter.skip(Skip::Extension, total, &message);
    }
    others
}

fn kind(extension: &str, count: usize) -> String {
    if extension.is_empty() { format!("{count} without extension") } else { format!("{count} .{extension}") }
}
