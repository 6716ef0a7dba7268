//! Units to articles, by the reader of each content.

use std::sync::Arc;

#[cfg(feature = "formats")]
use super::Visit;
use super::{Content, Unit};
use crate::document::{Article, Document, Vocabulary};
use crate::read::fields::Fields;
#[cfg(feature = "formats")]
use crate::read::html::{self, Extract, Readability, Trafilatura};
#[cfg(feature = "formats")]
use crate::read::reading::{Html, Language};
use crate::read::{Problem, conllu, json, jsonl, plain};
#[cfg(feature = "formats")]
use crate::read::{feed, language};

/// The content of a unit.
#[derive(Debug, Default)]
pub struct Contents {
    /// Texts.
    pub articles: Vec<Article>,
    /// Documents that another tool annotated. A unit has texts or documents, not both.
    pub documents: Vec<Document>,
    /// Its problems; lines are those of the file.
    pub problems: Vec<Problem>,
    /// How many articles were left out because they are not in English.
    pub foreign: usize,
}

impl Unit {
    /// Reads it; annotated documents use this vocabulary. Linear in the bytes.
    pub fn contents(&self, vocabulary: &Arc<Vocabulary>) -> Contents {
        let mut contents = Contents { problems: self.problems.clone(), ..Contents::default() };
        let (bytes, name, problems) = (&self.bytes, &*self.name, &mut contents.problems);
        match self.content {
            Content::Conllu => {
                let text = plain::decode(bytes, problems);
                let (documents, found) = conllu::documents(&text, name, vocabulary);
                contents.documents = documents;
                problems.extend(found);
            }
            Content::Json => {
                let text = plain::decode(bytes, problems);
                let (documents, found) = json::documents(&text, name, vocabulary);
                contents.documents = documents;
                let in_file = |problem: Problem| Problem { line: problem.line + self.line - 1, ..problem };
                problems.extend(found.into_iter().map(in_file));
            }
            Content::Record => {
                let fields = jsonl::fields(bytes, self.line, name, &self.reading.mapping, problems);
                contents.articles.extend(fields.and_then(|fields| self.article(fields, problems)));
            }
            Content::Plain => {
                let visit = self.visit.as_deref();
                let charset = visit.and_then(|visit| visit.charset.as_deref());
                let (mut article, found) = plain::article_in(bytes, charset, name);
                problems.extend(found);
                article.url = article.url.or_else(|| visit?.url.clone());
                contents.articles.push(article);
            }
            #[cfg(feature = "formats")]
            Content::Page => {
                let visit = self.visit.as_deref();
                let charset = visit.and_then(|visit: &Visit| visit.charset.as_deref());
                let article = html::article(bytes, charset, name, self.extract(), problems);
                contents.articles.extend(article.map(|mut article| {
                    article.url = article.url.or_else(|| visit?.url.clone());
                    article
                }));
            }
            #[cfg(feature = "formats")]
            Content::Feed => {
                let (articles, found) = feed::articles(bytes, None, name);
                contents.articles = articles;
                problems.extend(found);
            }
        }
        #[cfg(feature = "formats")]
        self.leave_out_foreign(&mut contents);
        contents
    }

    #[cfg(feature = "formats")]
    fn leave_out_foreign(&self, contents: &mut Contents) {
        if self.reading.language == Language::Any {
            return;
        }
        let count = contents.articles.len();
        contents.articles.retain(|article| !language::is_other_than_english(&article.text));
        contents.foreign = count - contents.articles.len();
        if contents.foreign > 0 && contents.articles.is_empty() {
            // their text is discarded
            contents.problems.clear();
        }
    }

    /// The article of a record; if it has a page, the fields of the record override those of the page.
    #[cfg(feature = "formats")]
    fn article(&self, fields: Fields, problems: &mut Vec<Problem>) -> Option<Article> {
        let Fields { article, html } = fields;
        let Some(html) = html else { return Some(article) };
        let mut found = Vec::new();
        let page = html::article(html.as_bytes(), Some("utf-8"), &article.id, self.extract(), &mut found);
        problems.extend(found.into_iter().map(|problem| Problem { line: self.line, ..problem }));
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

    /// The article of a record; one with nothing but a page is reported.
    #[cfg(not(feature = "formats"))]
    fn article(&self, fields: Fields, problems: &mut Vec<Problem>) -> Option<Article> {
        if fields.html.is_some() {
            let message = "the record has only a web page, which this build does not read; skipped";
            problems.push(Problem { line: self.line, message: message.to_owned() });
            return None;
        }
        Some(fields.article)
    }

    #[cfg(feature = "formats")]
    fn extract(&self) -> &'static dyn Extract {
        match self.reading.html {
            Html::Full => &Trafilatura,
            Html::Fast => &Readability,
        }
    }
}
