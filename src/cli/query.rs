//! `dateline query`: searches articles for a pattern, without a rule file.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use dateline::annotate::Annotate;
use dateline::diagnostic::{Severity, render};
use dateline::display::one_line;
use dateline::document::{Document, Modality, Polarity, Tense};
use dateline::extract::event::{Filler, Source, Span, Time};
use dateline::extract::{Event, extract};
use dateline::lang::compile::Program;
use dateline::pipeline::{Inputs, Workers};
use dateline::read::format::Content;
use dateline::read::unit::Unit;
use dateline::tools::query;
use indexmap::IndexMap;
use serde::Serialize;

use super::Verdict;
use super::files;
use super::paint::{self, Painter};
use super::reading::{self, Reading};
use super::reporter::Reporter;
use super::rules;
use super::session::Session;

/// The types of nouns, which are always known.
pub(crate) const STD: &str = "std::nouns";

/// Look for a pattern in articles, as grep does for characters
///
/// The pattern is one that could stand in a rule: a clause in quotes (which may be left out), a token pattern between
/// slashes, or a tree pattern. A slot without a type takes any name, phrase or clause; `{a: Person}` narrows it. Each match
/// is a line: the file, the number of the sentence, and the sentence with `[role: text]` and `*trigger*`.
///
/// Exit code: 0 if something was found, 1 if nothing was, 2 if the pattern is wrong or the command could not run.
#[derive(Args, Debug)]
#[command(
    override_usage = "dateline query [OPTIONS] <PATTERN> --input <ARTICLES>...",
    after_help = "Examples:
  dateline query '{a} acquired {b}' --input articles/
  dateline query '{who: Person} resigned (as {office})?' --input articles/ --count
  dateline query '/ {firm: Organization} \"said\" ... {sum: Money} /' --input news.jsonl --json
  dateline query 'tree [lemma=visit] { nsubj {a} obj {b} }' --input articles/ --context 1
  dateline query '{a} signed {object: @agreement}' --use my-lists.rules --input articles/"
)]
pub(crate) struct Query {
    /// The pattern, in quotes for the shell
    #[arg(value_name = "PATTERN")]
    pattern: Option<String>,
    /// Articles: files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(long, short, required = true, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Rules whose lists, entities and events the pattern may name: files, folders, or what `use` could name
    /// (`std::nouns`, which is always there)
    #[arg(long = "use", num_args = 1.., value_name = "RULES")]
    uses: Vec<PathBuf>,
    /// Write how many matches each file has
    #[arg(long, short, conflicts_with_all = ["files_with_matches", "json", "context"])]
    count: bool,
    /// Write the names of the files that have matches
    #[arg(long, short = 'l', conflicts_with_all = ["json", "context"])]
    files_with_matches: bool,
    /// Write a JSON object a match
    #[arg(long, conflicts_with = "context")]
    json: bool,
    /// Show so many sentences before and after each match
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0, hide_default_value = true)]
    context: usize,
    /// Use so many threads; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Query {
    pub(crate) fn run(mut self) -> anyhow::Result<Verdict> {
        let mut reporter = Reporter::quiet();
        let pattern = self.choose()?;
        let files = files::expand(&self.input, &reading::wanted(), &reporter)?;
        let session = Session::new()?;
        let program = self.compile(&pattern, &session, &reporter)?;
        reporter.start(files::size(&files));
        let workers = Workers::new(session.english(), self.jobs.map(usize::from), None)?;
        let mut out = BufWriter::new(anstream::stdout());
        // the files in order, with the number of matches in each
        let mut counts: Vec<(Arc<str>, usize)> = Vec::new();
        let inputs = Inputs::new(files, &self.reading.options());
        let work = |unit: &Unit, [mut document]: [Document; 1], annotator: &dyn Annotate| {
            let mut events = extract(&program, &mut document, annotator, &mut ())?;
            events.retain(|event| event.rule == query::RULE);
            Ok((events.len(), self.records(unit, &document, &events)))
        };
        let mut written = false;
        let take = |shown: &Arc<str>, (found, records): (usize, Vec<String>)| {
            match counts.last_mut() {
                Some((last, count)) if last == shown => *count += found,
                _ => counts.push((Arc::clone(shown), found)),
            }
            if self.context > 0 && written && found > 0 {
                writeln!(out, "--")?;
            }
            written |= found > 0;
            records.iter().try_for_each(|record| writeln!(out, "{record}"))
        };
        workers.each([program.vocabulary()], inputs, &mut &reporter, work, take)?;
        self.reading.close(&reporter);
        if self.count || self.files_with_matches {
            self.summarise(&counts, &mut out)?;
        }
        out.flush()?;
        let found = counts.iter().any(|(_, count)| *count > 0);
        Ok(if found { Verdict::Fine } else { Verdict::Findings })
    }

    /// The pattern. `--input` takes every argument behind it: a last one that is no file must be the pattern, and rule
    /// files are to be used.
    fn choose(&mut self) -> anyhow::Result<String> {
        files::sort_out(&mut self.uses, &mut self.input);
        let is_pattern = |last: &mut PathBuf| last.as_os_str() != "-" && !last.exists();
        let behind = if self.pattern.is_none() { self.input.pop_if(is_pattern) } else { None };
        let behind = behind.map(|pattern| pattern.to_string_lossy().into_owned());
        self.pattern.take().or(behind).context(
            "there is no pattern; it stands before `--input`: `dateline query '{a} met {b}' --input articles/`",
        )
    }

    /// The program of the pattern; its problems are shown.
    fn compile(&self, pattern: &str, session: &Session, reporter: &Reporter) -> anyhow::Result<Program> {
        let (paths, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.uses.iter().partition(|path| path.to_string_lossy().contains("::"));
        let paths = paths.into_iter().map(|path| path.to_string_lossy().into_owned());
        let uses: Vec<String> = [STD.to_owned()].into_iter().chain(paths).collect();
        let query = query::Query::new(pattern, &uses);
        let files: Vec<PathBuf> = files.into_iter().cloned().collect();
        let text = ("pattern".to_owned(), query.text.clone());
        let rules = rules::with_texts(vec![text], &files, session, reporter)?;
        let (sources, problems) = query.problems(rules.sources(), rules.problems());
        let mut err = anstream::stderr();
        for problem in &problems {
            writeln!(err, "{}\n", render(problem, &sources, true))?;
        }
        let matches =
            rules.ruleset().rules.iter().any(|rule| rule.name == query::RULE && !rule.patterns.is_empty());
        if !matches || problems.iter().any(|problem| problem.severity == Severity::Error) {
            bail!("the pattern cannot be looked for");
        }
        Ok(Program::compile(rules.ruleset()))
    }

    fn records(&self, unit: &Unit, document: &Document, events: &[Event]) -> Vec<String> {
        if self.count || self.files_with_matches {
            return Vec::new();
        }
        let painter = Painter::new(document);
        if self.json {
            let records = events.iter().map(|event| Record::new(&unit.shown, &painter, event));
            // strings and numbers always make JSON
            return records.map(|record| serde_json::to_string(&record).unwrap_or_default()).collect();
        }
        let label = |sentence: usize, sign: char| label(unit, document, sentence, sign);
        if self.context == 0 {
            let line = |event: &Event| format!("{} {}", label(event.sentence, ':'), painter.paint(event));
            return events.iter().map(line).collect();
        }
        let near = |sentence: usize| events.iter().any(|e| e.sentence.abs_diff(sentence) <= self.context);
        let mut lines = Vec::new();
        for sentence in (0..document.sentences.len()).filter(|sentence| near(*sentence)) {
            if !lines.is_empty() && !near(sentence - 1) {
                lines.push("--".to_owned());
            }
            let here = events.iter().filter(|event| event.sentence == sentence);
            let matches = here.map(|event| format!("{} {}", label(sentence, ':'), painter.paint(event)));
            let known = lines.len();
            lines.extend(matches);
            if lines.len() == known {
                lines.push(format!("{} {}", label(sentence, '-'), one_line(painter.text(sentence))));
            }
        }
        lines
    }

    fn summarise(&self, counts: &[(Arc<str>, usize)], out: &mut impl Write) -> io::Result<()> {
        for (shown, count) in counts {
            let file = paint::styled(paint::FILE, shown);
            if self.count {
                writeln!(out, "{file}:{count}")?;
            } else if *count > 0 {
                writeln!(out, "{file}")?;
            }
        }
        Ok(())
    }
}

/// `trips.txt:3:`, and if a file holds several documents `trips.jsonl:oslo:3:`.
fn label(unit: &Unit, document: &Document, sentence: usize, sign: char) -> String {
    let file = paint::styled(paint::FILE, &unit.shown);
    let number = paint::styled(paint::NUMBER, &sentence.to_string());
    match unit.content {
        Content::Plain | Content::Page => format!("{file}{sign}{number}{sign}"),
        Content::Feed | Content::Record | Content::Json | Content::Conllu => {
            let id = paint::styled(paint::FILE, &document.article.id);
            format!("{file}{sign}{id}{sign}{number}{sign}")
        }
    }
}

/// A match in JSON. Offsets are those of events: Unicode scalar values from the start of the text.
#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    doc: &'a str,
    sentence: usize,
    text: &'a str,
    start: usize,
    end: usize,
    trigger: &'a Span,
    roles: &'a IndexMap<String, Vec<Filler>>,
    time: &'a Option<Time>,
    place: &'a Option<Span>,
    polarity: Polarity,
    #[serde(skip_serializing_if = "Option::is_none")]
    polarity_cue: &'a Option<Span>,
    modality: Modality,
    #[serde(skip_serializing_if = "Option::is_none")]
    modality_cue: &'a Option<Span>,
    tense: Tense,
    source: &'a Option<Source>,
}

impl<'a> Record<'a> {
    fn new(file: &'a str, painter: &Painter<'a>, event: &'a Event) -> Record<'a> {
        let scalars = painter.scalars(event.sentence);
        Record {
            file,
            doc: &event.doc,
            sentence: event.sentence,
            text: painter.text(event.sentence),
            start: scalars.start,
            end: scalars.end,
            trigger: &event.trigger,
            roles: &event.roles,
            time: &event.time,
            place: &event.place,
            polarity: event.polarity,
            polarity_cue: &event.polarity_cue,
            modality: event.modality,
            modality_cue: &event.modality_cue,
            tense: event.tense,
            source: &event.source,
        }
    }
}
