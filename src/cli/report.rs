//! `dateline report`: one page to look at.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use dateline::annotate::Annotate;
use dateline::diagnostic::Severity;
use dateline::document::Document;
use dateline::extract::{extract, same};
use dateline::lang::compile::Program;
use dateline::pipeline::{Inputs, Summary, Workers};
use dateline::read::unit::Unit;
use dateline::source::Sources;
use dateline::tools::report::{self, Article};

use super::Verdict;
use super::files;
use super::output;
use super::project::Project;
use super::reading::{self, Reading};
use super::reporter::Reporter;
use super::rules;
use super::session::Session;

/// Make a page of articles and their events to look at
///
/// The page is one HTML file that needs no network: the articles with their events marked, a timeline, a graph of who did
/// what with whom, and filters by text, type, name, modality and date. Every event leads to its sentence and its rule.
/// It can be read and printed without its script.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline report --input articles/ --output events.html
  dateline report rules --input news.jsonl --output events.html
  dateline report --pack business --input articles/ --merge --output business.html")]
pub(crate) struct Report {
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Take this pack of the program, beside the rules that are named (may be given several times)
    #[arg(long, value_name = "NAME")]
    pack: Vec<String>,
    /// Articles: files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(long, short, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Write to this file, whole or not at all, instead of stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show an event that an article tells often once
    #[arg(long)]
    merge: bool,
    /// Use so many threads; the page does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Report {
    pub(crate) fn run(mut self, project: &Project) -> anyhow::Result<Verdict> {
        let start = Instant::now();
        let mut reporter = Reporter::quiet();
        files::sort_out(&mut self.rules, &mut self.input);
        project.complete_input(&mut self.input);
        project.complete_rules(&mut self.rules, &mut self.pack);
        let files = files::expand(&self.input, &reading::wanted(), &reporter)?;
        let session = Session::of(project)?;
        let rules = rules::to_run(&self.rules, &self.pack, &session, &reporter)?;
        let program = Program::compile(rules.ruleset());
        reporter.start(files::size(&files));
        let workers = Workers::new(session.english(), self.jobs.map(usize::from), None)?;
        let mut output = output::create(self.output.as_deref())?;
        let work = |_: &Unit, [mut document]: [Document; 1], annotator: &dyn Annotate| {
            let mut events = extract(&program, &mut document, annotator, &mut ())?;
            if self.merge {
                events = same::merge(events);
            }
            Ok((Article::new(&document, &events), document.tokens.len()))
        };
        let (mut articles, mut summary) = (Vec::new(), Summary::default());
        let take = |_: &Arc<str>, (article, words): (Article, usize)| {
            summary.documents += 1;
            summary.words += words;
            summary.events += article.events();
            articles.push(article);
            anyhow::Ok(())
        };
        let inputs = Inputs::new(files, &self.reading.options());
        workers.each([program.vocabulary()], inputs, &mut &reporter, work, take)?;
        let lines = Lines::new(rules.sources());
        output.write(&report::page(articles, &|at| lines.get(at))?)?;
        self.reading.close(&reporter);
        output.finish()?;
        reporter.close(&summary, start);
        let fine = !reporter.has_failures() && rules.count(Severity::Error) == 0;
        Ok(if fine { Verdict::Fine } else { Verdict::Findings })
    }
}

/// The lines of the rule files.
struct Lines<'a> {
    files: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Lines<'a> {
    fn new(sources: &'a Sources) -> Lines<'a> {
        let file =
            |source: &'a dateline::source::Source| (source.name.as_str(), source.text.lines().collect());
        Lines { files: sources.iter().map(|(_, source)| file(source)).collect() }
    }

    /// The line at `rules/visit.rules:12`.
    fn get(&self, at: &str) -> Option<String> {
        let (file, line) = at.rsplit_once(':')?;
        let lines = self.files.get(file)?;
        lines.get(line.parse::<usize>().ok()?.checked_sub(1)?).map(|line| (*line).to_owned())
    }
}
