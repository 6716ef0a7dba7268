//! Units to articles, each format by its reader.

use std::sync::Arc;

use dateline::document::{Article, Document, Vocabulary};
use dateline::read::fields::{Fields, Mapping};
use dateline::read::html::{self, Extract, Readability, Trafilatura};
use dateline::read::language::is_other_than_english;
use dateline::read::{Problem, conllu, feed, json, jsonl, plain};

use super::units::{Format, Html, Language, Unit};

/// What a unit holds.
pub(crate) struct Read {
    pub(crate) content: Content,
    /// What was wrong with it.
    pub(crate) problems: Vec<Problem>,
    /// How many articles were left out since they are not in English.
    pub(crate) foreign: usize,
}

/// Texts, or documents that somebody else annotated.
pub(crate) enum Content {
    Articles(Vec<Article>),
    Documents(Vec<Document>),
}

/// Reads a unit.
pub(crate) fn read(unit: &Unit, vocabulary: &Arc<Vocabulary>) -> Read {
    let mut problems = Vec::new();
    let (bytes, name) = (&unit.bytes, &unit.name);
    let mut foreign = 0;
    let content = match unit.format {
        Format::Conllu => {
            let text = plain::decode(bytes, &mut problems);
            let (documents, found) = conllu::documents(&text, name, vocabulary);
            problems.extend(found);
            Content::Documents(documents)
        }
        Format::Json => {
            let text = plain::decode(bytes, &mut problems);
            let (documents, found) = json::documents(&text, name, vocabulary);
            let in_file = |problem: Problem| Problem { line: problem.line + unit.line - 1, ..problem };
            problems.extend(found.into_iter().map(in_file));
            Content::Documents(documents)
        }
        _ => {
            let mut articles = articles(unit, &mut problems);
            if unit.reading.language == Language::English {
                let count = articles.len();
                articles.retain(|article| !is_other_than_english(&article.text));
                foreign = count - articles.len();
            }
            if foreign > 0 && articles.is_empty() {
                // nobody reads what they were about
                problems.clear();
            }
            Content::Articles(articles)
        }
    };
    Read { content, problems, foreign }
}

fn articles(unit: &Unit, problems: &mut Vec<Problem>) -> Vec<Article> {
    let (bytes, name) = (&unit.bytes, &unit.name);
    let visit = unit.visit.as_deref();
    let charset = visit.and_then(|visit| visit.charset.as_deref());
    match unit.format {
        Format::Plain => {
            let (mut article, found) = plain::article_in(bytes, charset, name);
            problems.extend(found);
            article.url = article.url.or_else(|| visit?.url.clone());
            vec![article]
        }
        Format::Html => {
            let article = html::article(bytes, charset, name, extract(unit), problems);
            let placed = article.map(|mut article| {
                article.url = article.url.or_else(|| visit?.url.clone());
                article
            });
            placed.into_iter().collect()
        }
        Format::Feed => {
            let (articles, found) = feed::articles(bytes, None, name);
            problems.extend(found);
            articles
        }
        // a row of a table is a line of JSON Lines, too
        _ => {
            let default = Mapping::default();
            let mapping = unit.reading.map.as_deref().unwrap_or(&default);
            let fields = jsonl::fields(bytes, unit.line, name, mapping, problems);
            fields.and_then(|fields| filled(fields, unit, problems)).into_iter().collect()
        }
    }
}

/// The article of a record; where it has a page, what the record tells counts more than what the page does.
fn filled(fields: Fields, unit: &Unit, problems: &mut Vec<Problem>) -> Option<Article> {
    let Fields { article, html } = fields;
    let Some(html) = html else { return Some(article) };
    let mut found = Vec::new();
    let page = html::article(html.as_bytes(), Some("utf-8"), &article.id, extract(unit), &mut found);
    problems.extend(found.into_iter().map(|problem| Problem { line: unit.line, ..problem }));
    let page = page?;
    Some(Article {
        id: article.id,
        title: article.title.or(page.title),
        date: article.date.or(page.date),
        source: article.source.or(page.source),
        author: article.author.or(page.author),
        url: article.url.or(page.url),
        language: article.language.or(page.language),
        text: page.text,
    })
}

fn extract(unit: &Unit) -> &'static dyn Extract {
    match unit.reading.html {
        Html::Full => &Trafilatura,
        Html::Fast => &Readability,
    }
}
