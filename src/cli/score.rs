//! `dateline score`: the events of rules compared with those marked by a reader.

mod errors;
mod gold;
mod table;

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use dateline::Rules;
use dateline::diagnostic::{Severity, nearest};
use dateline::document::Document;
use dateline::extract::extract;
use dateline::lang::compile::Program;
use dateline::tools::score::{Marked, Mistake, Record, Score, compare};
use rayon::prelude::*;
use serde::Serialize;

use self::errors::{Explainer, MistakeRecord};
use super::Verdict;
use super::files;
use super::project::Project;
use super::reading::{self, Reading};
use super::reporter::{Reporter, counted};
use super::rules;
use super::session::Session;

/// Measure rules against articles in which a reader has marked the events
///
/// Precision, recall and F of triggers, arguments and whole records, how often the facets are right, and false alarms on
/// words that only look like an event. docs/scoring.md defines every figure.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline score gold.jsonl                            the packs that are part of the program
  dateline score gold.jsonl my.rules --errors          what is missing, noisy or wrong, and why
  dateline score gold.jsonl my.rules --json > old.json
  dateline score gold.jsonl my.rules --baseline old.json
  dateline score gold.jsonl --pack business --type Acquire --min-f 0.8
  dateline score brat-folder my.rules                  .txt and .ann files of brat
  dateline score gold.jsonl --events found.jsonl       events of an earlier run
  dateline score old.jsonl --events new.jsonl --input articles    how two runs differ")]
pub(crate) struct ScoreCommand {
    /// Marked articles: JSON Lines (also those of doccano and Prodigy), a folder of brat (.txt and .ann), or events as `run` writes them, with `--input`
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    positional: Vec<PathBuf>,
    /// The same
    #[arg(long, value_name = "RULES", num_args = 1.., conflicts_with = "positional")]
    rules: Vec<PathBuf>,
    /// Take this pack of the program, beside the rules that are named (may be given several times)
    #[arg(long, value_name = "NAME")]
    pack: Vec<String>,
    /// Instead of running rules take these events, as `run` writes them in JSON Lines
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rules", "positional", "pack"])]
    events: Option<PathBuf>,
    /// The articles, where GOLD has no texts; an article of GOLD that is not among them counts as empty
    #[arg(long, short, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Only events of this type (may be given several times)
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// Then tell each event that is missing, noisy or wrong, with its sentence and the nearest miss
    #[arg(long)]
    errors: bool,
    /// Show the difference to an earlier score, written with `--json`
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Fail (exit code 1) if the F of triggers is less: 0.8
    #[arg(long, value_name = "F")]
    min_f: Option<f64>,
    /// Write JSON instead of tables for people
    #[arg(long)]
    json: bool,
}

/// The source of events.
struct Finder {
    rules: Rules,
    program: Program,
}

/// Everything in JSON.
#[derive(Serialize)]
struct Output<'a> {
    #[serde(flatten)]
    score: &'a Score,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<MistakeRecord<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<std::collections::BTreeMap<String, f64>>,
}

impl ScoreCommand {
    pub(crate) fn run(mut self, project: &Project) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        files::sort_out(&mut self.positional, &mut self.input);
        if self.rules.is_empty() && self.events.is_none() {
            project.complete_rules(&mut self.positional, &mut self.pack);
        }
        let session = Session::of(project)?;
        let mut gold = gold::read(&self.gold)?;
        let finder = self.finder(&session, &reporter)?;
        let session = match &finder {
            Some(finder) => session.over(&finder.program),
            None => session,
        };
        let mut documents = match self.input.is_empty() {
            true => gold.articles.drain(..).map(|article| session.document(article)).collect(),
            false => self.documents(&session, &reporter)?,
        };
        if documents.is_empty() && (finder.is_some() || gold.of_run) {
            bail!("`{}` has events but no texts; name the articles with `--input`", self.gold.display());
        }
        if gold.of_run {
            gold.all(documents.iter().map(|document| document.article.id.as_str()));
        }
        let mut found = match (&finder, &self.events) {
            (Some(finder), _) => finder.find(&session, &mut documents)?,
            (None, Some(path)) => gold::events(path)?,
            (None, None) => Vec::new(),
        };
        self.check_types(&gold.marked, &found, finder.as_ref())?;
        if !gold.tells_arguments {
            found
                .iter_mut()
                .flat_map(|article| &mut article.events)
                .for_each(|event| event.arguments.clear());
        }
        if !self.types.is_empty() {
            gold.marked.iter_mut().chain(&mut found).for_each(|article| article.retain(&self.types));
        }
        let comparison = compare(&gold.marked, &found);
        let score = &comparison.score;
        let baseline = self.baseline.as_deref().map(read_score).transpose()?;
        let mut out = BufWriter::new(anstream::stdout());
        if self.json {
            let errors: Vec<_> = comparison.mistakes.iter().map(MistakeRecord::new).collect();
            let difference =
                baseline.as_ref().map(|old| table::differences(old, score).into_iter().collect());
            let output = Output { score, errors: self.errors.then_some(errors), difference };
            writeln!(out, "{}", serde_json::to_string_pretty(&output)?)?;
        } else {
            write!(out, "{}", table::table(score))?;
            if let Some(old) = &baseline {
                write!(out, "\n{}", table::changes(old, score))?;
            }
            if self.errors {
                self.show_errors(&mut out, &comparison.mistakes, &session, &finder, &mut documents)?;
            }
        }
        out.flush()?;
        let f = score.overall.trigger_relaxed.f;
        let low = self.min_f.filter(|least| f < *least);
        if let Some(least) = low {
            reporter.say(&format!("the F of triggers is {f:.3}, less than {least}"));
        }
        let broken = finder.as_ref().map_or(0, |finder| finder.rules.count(Severity::Error));
        if broken > 0 {
            reporter.say(&format!("{} in the rules; what has one was left out", counted(broken, "error")));
        }
        let fine = low.is_none() && broken == 0 && !reporter.has_failures();
        Ok(if fine { Verdict::Fine } else { Verdict::Findings })
    }

    fn finder(&self, session: &Session, reporter: &Reporter) -> anyhow::Result<Option<Finder>> {
        if self.events.is_some() {
            return Ok(None);
        }
        let named = if self.rules.is_empty() { &self.positional } else { &self.rules };
        let rules = rules::to_run(named, &self.pack, session, reporter)?;
        let program = Program::compile(rules.ruleset());
        Ok(Some(Finder { rules, program }))
    }

    /// The documents of `--input`.
    fn documents(&self, session: &Session, reporter: &Reporter) -> anyhow::Result<Vec<Document>> {
        let mut all = Vec::new();
        let files = files::expand(&self.input, &reading::wanted(), reporter)?;
        for unit in reading::units(files, &self.reading.options(), reporter) {
            let (documents, problems) = session.documents(&unit);
            problems.iter().for_each(|p| reporter.say(&format!("{}:{}: {}", unit.shown, p.line, p.message)));
            all.extend(documents);
        }
        self.reading.close(reporter);
        Ok(all)
    }

    /// An unknown type is a typing error.
    fn check_types(
        &self,
        marked: &[Marked],
        found: &[Marked],
        finder: Option<&Finder>,
    ) -> anyhow::Result<()> {
        let articles = || marked.iter().chain(found);
        let mut known: BTreeSet<&str> =
            articles().flat_map(|a| a.events.iter().map(|e| e.kind.as_str())).collect();
        known.extend(articles().flat_map(|a| a.hard_negatives.iter().map(|negative| negative.kind.as_str())));
        known.extend(
            finder.into_iter().flat_map(|f| f.rules.ruleset().events.iter().map(|e| e.name.as_str())),
        );
        let Some(unknown) = self.types.iter().find(|name| !known.contains(name.as_str())) else {
            return Ok(());
        };
        match nearest(unknown, known.iter().copied()) {
            Some(other) => bail!("there is no event of type `{unknown}`; did you mean `{other}`?"),
            None => bail!("there is no event of type `{unknown}`"),
        }
    }

    fn show_errors(
        &self,
        out: &mut impl Write,
        mistakes: &[Mistake],
        session: &Session,
        finder: &Option<Finder>,
        documents: &mut [Document],
    ) -> anyhow::Result<()> {
        let rules = finder.as_ref().map(|finder| (finder.rules.ruleset(), &finder.program));
        for document in documents {
            let own: Vec<&Mistake> = mistakes.iter().filter(|m| m.doc == document.article.id).collect();
            if !own.is_empty() {
                Explainer::new(document, session.english(), rules)?.show(out, &own)?;
            }
        }
        Ok(())
    }
}

impl Finder {
    fn find(&self, session: &Session, documents: &mut [Document]) -> anyhow::Result<Vec<Marked>> {
        let found: Result<Vec<Marked>, _> = documents
            .par_iter_mut()
            .map(|document| {
                let events = extract(&self.program, document, session.english(), &mut ())?;
                let doc = document.article.id.clone();
                let events = events.iter().map(Record::from).collect();
                Ok::<_, dateline::annotate::AnnotateError>(Marked { doc, events, hard_negatives: Vec::new() })
            })
            .collect();
        Ok(found?)
    }
}

fn read_score(path: &Path) -> anyhow::Result<Score> {
    let text = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    serde_json::from_slice(&text)
        .with_context(|| format!("`{}` is no score; write one with `dateline score --json`", path.display()))
}
