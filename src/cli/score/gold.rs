//! Files of marked articles.

use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use dateline::document::Article;
use dateline::read::{jsonl, plain};
use dateline::tools::score::{self, Marked};

/// Marked articles, with their texts if the file has them.
pub(super) struct Gold {
    pub(super) marked: Vec<Marked>,
    pub(super) articles: Vec<Article>,
    /// Whether these are the events of a run, which leaves out articles without any.
    pub(super) of_run: bool,
    /// Whether arguments were marked; if not, they are not counted.
    pub(super) tells_arguments: bool,
}

impl Gold {
    /// Adds these articles as ones in which a run found nothing.
    pub(super) fn all<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            if !self.marked.iter().any(|article| article.doc == id) {
                self.marked.push(Marked { doc: id.to_owned(), ..Marked::default() });
            }
        }
    }
}

/// Reads a file of JSON Lines, ours or from doccano or Prodigy, or a folder of brat.
pub(super) fn read(path: &Path) -> anyhow::Result<Gold> {
    if path.is_dir() {
        return brat(path);
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let text = plain::decode(&bytes, &mut Vec::new());
    let first: Option<serde_json::Value> =
        text.lines().find(|line| !line.trim().is_empty()).and_then(|line| serde_json::from_str(line).ok());
    if first.as_ref().is_some_and(|record| record.get("events").is_none() && record.get("trigger").is_some())
    {
        return Ok(Gold {
            marked: parsed(path, score::events(&text))?,
            articles: Vec::new(),
            of_run: true,
            tells_arguments: true,
        });
    }
    if let Some(record) = &first
        && score::is_spans(record)
    {
        let score::Spans { marked, articles, tells_arguments } = parsed(path, score::spans(&text))?;
        if marked.is_empty() {
            bail!("no article in `{}` was accepted", path.display());
        }
        return Ok(Gold { marked, articles, of_run: false, tells_arguments });
    }
    let marked = parsed(path, score::marked(&text))?;
    if marked.is_empty() {
        bail!("there are no articles in `{}`", path.display());
    }
    let mut problems = Vec::new();
    let (articles, found) = jsonl::articles(text.as_bytes(), "gold");
    problems.extend(found);
    if let Some(problem) = problems.first() {
        bail!("{}:{}: {}", path.display(), problem.line, problem.message);
    }
    Ok(Gold { marked, articles, of_run: false, tells_arguments: true })
}

/// Reads the events of a run.
pub(super) fn events(path: &Path) -> anyhow::Result<Vec<Marked>> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    parsed(path, score::events(&plain::decode(&bytes, &mut Vec::new())))
}

fn parsed<T>(path: &Path, result: Result<T, (usize, String)>) -> anyhow::Result<T> {
    result.map_err(|(line, message)| anyhow!("{}:{line}: {message}", path.display()))
}

/// Every `.txt` file with its `.ann` file, in the order of their names.
fn brat(folder: &Path) -> anyhow::Result<Gold> {
    let cannot = || format!("cannot read `{}`", folder.display());
    let mut gold = Gold { marked: Vec::new(), articles: Vec::new(), of_run: false, tells_arguments: true };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "ann") {
            paths.push(path);
        }
    }
    paths.sort();
    for path in paths {
        let cannot = || format!("cannot read `{}` with its .txt file", path.display());
        let annotation = plain::decode(&fs::read(&path).with_context(cannot)?, &mut Vec::new());
        let bytes = fs::read(path.with_extension("txt")).with_context(cannot)?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        gold.marked.push(parsed(&path, score::brat(&annotation, &id))?);
        // the whole file is the text, even if it seems to have a header: offsets count from its start
        let text = plain::decode(&bytes, &mut Vec::new());
        gold.articles.push(Article { id, text, ..Article::default() });
    }
    if gold.marked.is_empty() {
        bail!("there are no .ann files in `{}`", folder.display());
    }
    Ok(gold)
}
