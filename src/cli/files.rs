//! Arguments to files: folders are walked, `-` is stdin.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use ignore::WalkBuilder;

use super::reporter::{Reporter, Skip, counted};
use super::unpack::{self, Packing};

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Where it is; none for stdin.
    pub(crate) path: Option<PathBuf>,
    /// How it is called in messages, with `/` between folders.
    pub(crate) shown: String,
    /// Its path from the folder that was named, without the extension, be it packed or not: what identifies it in the
    /// output.
    pub(crate) name: String,
    /// Its extension in lower case, that of what is packed (`txt` of `a.txt.gz`); empty where it has none.
    pub(crate) extension: String,
}

impl File {
    fn new(path: &Path, folder: Option<&Path>) -> File {
        let known = path;
        let extension =
            |path: &Path| path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
        let is_packed = Packing::of_extension(&extension(path)).is_some();
        let bare = if is_packed { path.with_extension("") } else { path.to_owned() };
        let path = bare.as_path();
        let inner = match folder.map(|folder| path.strip_prefix(folder)) {
            Some(Ok(inner)) => inner.with_extension(""),
            _ => PathBuf::from(path.file_stem().unwrap_or_default()),
        };
        let extension = match extension(path) {
            inner if inner.is_empty() => extension(known),
            inner => inner,
        };
        File { path: Some(known.to_owned()), shown: shown(known), name: with_slashes(&inner), extension }
    }

    /// How many bytes it has, packed as it is; none of what is no file.
    pub(crate) fn size(&self) -> Option<u64> {
        let about = self.path.as_deref().map(std::fs::metadata)?.ok()?;
        about.is_file().then_some(about.len())
    }

    /// All that it holds, unpacked.
    pub(crate) fn bytes(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = unpack::open(self.path.as_deref(), |raw| raw)
            .and_then(|mut file| file.reader.read_to_end(&mut bytes));
        read.map(|_| bytes).with_context(|| format!("cannot read `{}`", self.shown))
    }

    /// All that it holds, which must be UTF-8: what is written back must not be something else.
    pub(crate) fn text(&self) -> anyhow::Result<String> {
        String::from_utf8(self.bytes()?).with_context(|| format!("cannot read `{}`", self.shown))
    }
}

/// How a file is called in messages: `.` is where the reader is anyway.
pub(crate) fn shown(path: &Path) -> String {
    with_slashes(path.strip_prefix(".").unwrap_or(path))
}

/// The file whose name is that of another and an ending: `events.jsonl.journal`.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// A path as it is shown, whatever the system.
pub(crate) fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// What sort of files are looked for in folders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// What they hold: `articles`.
    pub(crate) what: &'static str,
    /// Their extensions.
    pub(crate) extensions: &'static [&'static str],
    /// Whether it matters that there are others.
    pub(crate) tell_others: bool,
}

/// The files that the arguments name, in their order; those of a folder by path, hidden ones left out. Files that are
/// named themselves are always taken.
pub(crate) fn expand(
    arguments: &[PathBuf],
    wanted: Wanted,
    reporter: &Reporter,
) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            files.push(File {
                path: None,
                shown: "stdin".into(),
                name: "stdin".into(),
                extension: String::new(),
            });
            continue;
        }
        let shown = argument.display();
        let about = std::fs::metadata(argument).with_context(|| format!("cannot read `{shown}`"))?;
        if about.is_dir() {
            walk(argument, wanted, reporter, &mut files);
        } else {
            files.push(File::new(argument, None));
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
pub(crate) fn within(folder: &Path, wanted: Wanted, reporter: &Reporter) -> Vec<File> {
    let mut files = Vec::new();
    walk(folder, wanted, reporter, &mut files);
    files
}

fn walk(folder: &Path, wanted: Wanted, reporter: &Reporter, files: &mut Vec<File>) {
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    let mut builder = WalkBuilder::new(folder);
    // what git ignores may well be the articles
    builder.standard_filters(false).hidden(true).follow_links(true).sort_by_file_path(Ord::cmp);
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let file = File::new(entry.path(), Some(folder));
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
