//! The annotator, and the vocabulary of documents: the start of most commands.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use dateline::annotate::Annotator;
use dateline::diagnostic::{Code, Severity};
use dateline::document::{Article, Document, Vocabulary};
use dateline::lang::compile::Program;
use dateline::pipeline;
use dateline::read::Problem;
use dateline::read::unit::Unit;

use super::project::Project;

/// The common start of a command.
pub(crate) struct Session {
    english: Annotator,
    vocabulary: Arc<Vocabulary>,
    severities: BTreeMap<Code, Option<Severity>>,
}

impl Session {
    /// Loads the annotator.
    pub(crate) fn new() -> anyhow::Result<Session> {
        let english = Annotator::english().context("the model inside this program is damaged")?;
        Ok(Session { english, vocabulary: Arc::default(), severities: BTreeMap::new() })
    }

    /// The same with the severities of a project.
    pub(crate) fn of(project: &Project) -> anyhow::Result<Session> {
        Ok(Session { severities: project.severities().clone(), ..Session::new()? })
    }

    /// The codes whose problems have another severity than usual; none if they are not told.
    pub(crate) fn severities(&self) -> &BTreeMap<Code, Option<Severity>> {
        &self.severities
    }

    /// The same with the vocabulary of a program, so that its rules match fastest.
    pub(crate) fn over(mut self, program: &Program) -> Session {
        self.follow(program);
        self
    }

    /// From here on documents use the vocabulary of this program: its cues mark what is planned, denied or doubtful.
    pub(crate) fn follow(&mut self, program: &Program) {
        self.vocabulary = Arc::clone(program.vocabulary());
    }

    /// The annotator.
    pub(crate) fn english(&self) -> &Annotator {
        &self.english
    }

    /// An article, cut into sentences and words.
    pub(crate) fn document(&self, article: Article) -> Document {
        self.english.document(article, &self.vocabulary)
    }

    /// The documents of a unit, cut into sentences and words, and its problems.
    pub(crate) fn documents(&self, unit: &Unit) -> (Vec<Document>, Vec<Problem>) {
        let made = pipeline::documents(&self.english, unit, &self.vocabulary);
        (made.given, made.problems)
    }
}
