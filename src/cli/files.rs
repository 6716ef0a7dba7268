//! Arguments to files: folders are walked, `-` is stdin.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::pipeline::{Input, with_slashes};
use dateline::read::Skip;
use ignore::WalkBuilder;

use super::reporter::{Reporter, counted};

/// All that a file holds, unpacked.
pub(crate) fn bytes(file: &Input) -> anyhow::Result<Vec<u8>> {
    file.read().with_context(|| format!("cannot read `{}`", file.shown))
}

/// All that a file holds, which must be UTF-8: what is written back must not be something else.
pub(crate) fn text(file: &Input) -> anyhow::Result<String> {
    String::from_utf8(bytes(file)?).with_context(|| format!("cannot read `{}`", file.shown))
}

/// How many bytes files have together; none where that is not known.
pub(crate) fn size(files: &[Input]) -> Option<u64> {
    files.iter().map(Input::size).sum()
}

/// What sort of files are looked for in folders.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// What they hold: `articles`.
    pub(crate) what: &'static str,
    /// Their extensions.
    pub(crate) extensions: Cow<'static, [&'static str]>,
    /// Whether it matters that there are others.
    pub(crate) tell_others: bool,
}

/// The files that the arguments name, in their order; those of a folder by path, hidden ones left out. Files that are
/// named themselves are always taken.
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
        if about.is_dir() {
            walk(argument, wanted, reporter, &mut files);
        } else {
            files.push(Input::file(argument));
        }
    }
    if files.is_empty() {
        let known: Vec<String> = wanted.extensions.iter().map(|extension| format!(".{extension}")).collect();
        let named: Vec<String> = arguments.iter().map(|path| format!("`{}`", path.display())).collect();
        bail!("there are no {} in {}; looked for {}", wanted.what, named.join(", "), known.join(", "));
    }
    Ok(files)
}

/// The files of a folder and those below it, by path, hidden ones left out.
pub(crate) fn within(folder: &Path, wanted: &Wanted, reporter: &Reporter) -> Vec<Input> {
    let mut files = Vec::new();
    walk(folder, wanted, reporter, &mut files);
    files
}

fn walk(folder: &Path, wanted: &Wanted, reporter: &Reporter, files: &mut Vec<Input>) {
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    let mut builder = WalkBuilder::new(folder);
    // what git ignores may well be the articles
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
}

fn kind(extension: &str, count: usize) -> String {
    if extension.is_empty() { format!("{count} without extension") } else { format!("{count} .{extension}") }
}
