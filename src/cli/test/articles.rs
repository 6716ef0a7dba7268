//! The articles of a run: their results, compared with the accepted ones.

use dateline::lang::compile::Program;
use dateline::tools::coverage::Coverage;
use rayon::prelude::*;

use super::super::reporter::Reporter;
use super::super::session::Session;
use super::super::snapshots::{self, Case};

/// The verdict on an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// As accepted.
    Ok,
    /// Nothing was accepted yet.
    New,
    /// Different from the accepted one.
    Changed,
    /// Something that a rule needs is missing.
    Unreadable,
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::New => "new",
            State::Changed => "changed",
            State::Unreadable => "unreadable",
        }
    }
}

/// The result of an article.
pub(super) struct Outcome {
    pub(super) case: Case,
    pub(super) state: State,
    /// The differences, or the problems.
    pub(super) difference: Vec<(char, String)>,
    /// Its new snapshot.
    pub(super) text: String,
    pub(super) coverage: Coverage,
    problems: Vec<String>,
}

/// Compares the articles with their accepted snapshots, in parallel.
pub(super) fn compare(
    cases: Vec<Case>,
    program: &Program,
    session: &Session,
    cover: bool,
    reporter: &Reporter,
) -> anyhow::Result<Vec<Outcome>> {
    let mut read = Vec::with_capacity(cases.len());
    for case in cases {
        let accepted = snapshots::read(&case.accepted)?;
        let units = snapshots::units(&case, reporter);
        read.push((case, accepted, units));
    }
    let compared: Vec<Outcome> = read
        .into_par_iter()
        .map(|(case, accepted, units)| match snapshots::make(&units, program, session, cover) {
            Ok(made) => {
                let state = match &accepted {
                    None => State::New,
                    Some(accepted) if *accepted == made.text => State::Ok,
                    Some(_) => State::Changed,
                };
                let difference = match state {
                    State::Changed => snapshots::difference(accepted.as_deref(), &made.text),
                    _ => Vec::new(),
                };
                let snapshots::Made { text, coverage, problems } = made;
                Outcome { case, state, difference, text, coverage, problems }
            }
            Err(missing) => Outcome {
                case,
                state: State::Unreadable,
                difference: vec![(' ', missing.to_string())],
                text: String::new(),
                coverage: Coverage::default(),
                problems: Vec::new(),
            },
        })
        .collect();
    compared.iter().flat_map(|outcome| &outcome.problems).for_each(|problem| reporter.say(problem));
    Ok(compared)
}

impl Outcome {
    /// Accepts its new snapshot.
    pub(super) fn accept(&self) -> anyhow::Result<()> {
        if matches!(self.state, State::New | State::Changed) {
            snapshots::write(&self.case.accepted, &self.text)?;
        }
        snapshots::remove(&self.case.pending)
    }

    /// Writes its new snapshot beside the accepted one, if they differ.
    pub(super) fn keep_pending(&self) -> anyhow::Result<()> {
        match self.state {
            State::New | State::Changed => snapshots::write(&self.case.pending, &self.text),
            State::Ok => snapshots::remove(&self.case.pending),
            State::Unreadable => Ok(()),
        }
    }
}
