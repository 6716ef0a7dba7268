//! The results of articles, one after the other, without files.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;
use std::vec::IntoIter;

use rayon::ThreadPool;
use rayon::prelude::*;

use super::workers::{BYTES, Outcome, UNITS, in_time};
use super::{Found, Pipeline};
use crate::document::Article;
use crate::read::guard::{Panic, guarded};
use crate::read::{Fault, Skip};

/// The results of the articles of an iterator, in their order; [`Pipeline::results`] makes it. While the caller looks
/// at some results, threads work on the next articles; no more are taken from the iterator.
pub struct Results<I> {
    articles: I,
    pipeline: Pipeline,
    pool: ThreadPool,
    ready: IntoIter<Result<Found, Fault>>,
    /// What the threads work on.
    pending: Option<Receiver<Done>>,
}

/// The results of some articles.
type Done = Vec<Result<Found, Fault>>;

impl<I: Iterator<Item = Article>> Results<I> {
    pub(super) fn new(articles: I, pipeline: Pipeline, pool: ThreadPool) -> Results<I> {
        Results { articles, pipeline, pool, ready: Vec::new().into_iter(), pending: None }
    }

    /// Waits at most this time; whether the next call of `next` then returns at once.
    pub fn wait(&mut self, time: Duration) -> bool {
        while self.ready.len() == 0 {
            if self.pending.is_none() {
                self.start();
            }
            let Some(pending) = &self.pending else { return true };
            match pending.recv_timeout(time) {
                Ok(done) => self.go_on(done),
                Err(RecvTimeoutError::Timeout) => return false,
                Err(RecvTimeoutError::Disconnected) => self.go_on(Vec::new()),
            }
        }
        true
    }

    /// Takes what is done, and gives the next articles to the threads.
    fn go_on(&mut self, done: Done) {
        self.pending = None;
        self.start();
        self.ready = done.into_iter();
    }

    /// Gives the next articles to the threads.
    fn start(&mut self) {
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        while chunk.len() < UNITS && bytes < BYTES {
            let Some(article) = self.articles.next() else { break };
            bytes += article.text.len();
            chunk.push(article);
        }
        if chunk.is_empty() {
            return;
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        let pipeline = self.pipeline.clone();
        self.pool.spawn(move || {
            let done = chunk.into_par_iter().map(|article| pipeline.result(article)).collect();
            // nobody waits for it any more
            drop(sender.send(done));
        });
        self.pending = Some(receiver);
    }
}

impl<I: Iterator<Item = Article>> Iterator for Results<I> {
    type Item = Result<Found, Fault>;

    fn next(&mut self) -> Option<Result<Found, Fault>> {
        loop {
            if let Some(result) = self.ready.next() {
                return Some(result);
            }
            if self.pending.is_none() {
                self.start();
            }
            let done = self.pending.take()?.recv().unwrap_or_default();
            self.go_on(done);
        }
    }
}

impl Pipeline {
    /// The result of an article. A failure of this program loses the article, not the run.
    fn result(&self, article: Article) -> Result<Found, Fault> {
        let id = article.id.clone();
        let found = guarded(|| {
            let document = self.extractor.document(article);
            if document.tokens.is_empty() {
                return Outcome::Empty;
            }
            let annotator = self.extractor.annotator();
            in_time(annotator, self.timeout, |annotator| self.find(document, annotator, self.entities))
        });
        match found {
            Ok(outcome) => outcome.given("articles", 1, &id),
            Err(Panic(failure)) => {
                let message =
                    format!("this program failed over `{id}`: {failure}; skipped. Please report it");
                Err(Fault::new(Skip::Failure, 1, message))
            }
        }
    }
}
