//! Rules applied to articles: the door to events.

use std::sync::Arc;

use crate::annotate::{AnnotateError, Annotator};
use crate::document::{Article, Document};
use crate::extract::entity::{Entity, entities};
use crate::extract::{Event, extract};
use crate::lang::compile::Program;
use crate::rules::Rules;

/// Compiled rules and an annotator. Immutable, shared between threads, and cheap to clone.
#[derive(Clone, Debug)]
pub struct Extractor {
    rules: Rules,
    program: Arc<Program>,
    annotator: Annotator,
}

impl Extractor {
    /// Compiles rules. Linear in their size.
    pub fn new(rules: &Rules, annotator: &Annotator) -> Extractor {
        let program = Arc::new(Program::compile(rules.ruleset()));
        Extractor { rules: rules.clone(), program, annotator: annotator.clone() }
    }

    /// The events of an article, in the order of the text.
    ///
    /// # Errors
    /// Never for a text; see [`extract`](Extractor::extract).
    pub fn events(&self, article: Article) -> Result<Vec<Event>, AnnotateError> {
        self.extract(&mut self.document(article))
    }

    /// The article split into sentences and words, over the vocabulary of the rules. Linear in the text.
    pub fn document(&self, article: Article) -> Document {
        self.annotator.document(article, self.program.vocabulary())
    }

    /// The events of a document, whose layers are filled where the rules need them.
    ///
    /// # Errors
    /// If another tool has annotated the document and it lacks a layer that a rule needs.
    pub fn extract(&self, document: &mut Document) -> Result<Vec<Event>, AnnotateError> {
        extract(&self.program, document, &self.annotator, &mut ())
    }

    /// The entities that a document names, in the order of their first names.
    ///
    /// # Errors
    /// If another tool has annotated the document and it lacks the layer of names.
    pub fn entities(&self, document: &mut Document) -> Result<Vec<Entity>, AnnotateError> {
        entities(&self.program, document, &self.annotator)
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The compiled rules.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The annotator.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }
}
