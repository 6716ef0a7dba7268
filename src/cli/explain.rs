//! `dateline explain`: how far each rule got in each sentence, and why no further.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use dateline::annotate::AnnotateError;
use dateline::diagnostic::{Severity, nearest};
use dateline::display::one_line;
use dateline::document::{Article, Document};
use dateline::lang::compile::Program;
use dateline::read::Reading;
use dateline::read::unit::Unit;
use dateline::source::OffsetMap;
use dateline::tools::explain::{Choice, Explanation, Finding, Reached, Sign, Step, explain};
use dateline::{Extractor, Rules};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Verdict;
use super::files;
use super::marked::Marked;
use super::project::Project;
use super::reading;
use super::reporter::{Reporter, counted};
use super::rules;
use super::session::Session;

/// Say why rules match, or how far they come and what fails there
///
/// For each sentence, the rules of which something was found are shown, the nearest first: what was found, and the
/// step that failed, with carets under the words that it is about. With `--rule` every pattern of that rule is
/// explained, even where no word of it occurs.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline explain rules --sentence 'Park went to see Lee.'
  dateline explain rules --rule visit --input story.txt --sentence 3
  dateline explain --pack justice --sentence 'Two men were held.'
  dateline explain rules --input story.txt --json")]
pub(crate) struct Explain {
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Take this pack of the program, beside the rules that are named (may be given several times)
    #[arg(long, value_name = "NAME")]
    pack: Vec<String>,
    /// Articles: files (.txt, .md, .jsonl, .conllu), folders, or `-` for stdin
    #[arg(long, short, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    /// Explain only this rule, and all of it
    #[arg(long, value_name = "NAME")]
    rule: Option<String>,
    /// Without `--input`: the text to explain. With it: which sentences, by number (from 0, as in events) or by words
    /// that they have
    #[arg(long, value_name = "TEXT")]
    sentence: Option<String>,
    /// Write a JSON object a line, one for each sentence, instead of text for people
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(crate) fn run(mut self, project: &Project) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        files::sort_out(&mut self.rules, &mut self.input);
        if self.sentence.is_none() {
            project.complete_input(&mut self.input);
        }
        project.complete_rules(&mut self.rules, &mut self.pack);
        let session = Session::of(project)?;
        let rules = rules::load_or_shipped(&self.rules, &self.pack, &session, &reporter)?;
        rules::show(&rules, Severity::Error, &mut anstream::stderr())?;
        self.check_rule(&rules)?;
        let program = Program::compile(rules.ruleset());
        let session = session.over(&program);
        let mut out = BufWriter::new(anstream::stdout());
        let mut shown = 0;
        for unit in self.units(&reporter)? {
            let (documents, problems) = session.documents(&unit);
            problems.iter().for_each(|p| reporter.say(&format!("{}:{}: {}", unit.shown, p.line, p.message)));
            for mut document in documents {
                let annotator = session.english();
                let choice = Choice { rule: self.rule.as_deref() };
                let (explanations, _) = explain(rules.ruleset(), &program, &mut document, annotator, choice)?;
                for explanation in explanations.iter().filter(|e| self.wants(e, &document)) {
                    shown += 1;
                    if self.json {
                        writeln!(out, "{}", serde_json::to_string(&Record::new(explanation, &document))?)?;
                    } else {
                        show(&mut out, explanation, &document, self.rule.is_some())?;
                    }
                }
            }
        }
        out.flush()?;
        if shown == 0 {
            match &self.sentence {
                Some(sentence) if !self.input.is_empty() => bail!("no sentence has the words `{sentence}`"),
                _ => bail!("there is no sentence to explain"),
            }
        }
        Ok(if rules.count(Severity::Error) == 0 { Verdict::Fine } else { Verdict::Findings })
    }

    fn check_rule(&self, rules: &Rules) -> anyhow::Result<()> {
        let Some(name) = &self.rule else { return Ok(()) };
        let known = || rules.ruleset().rules.iter().map(|rule| rule.name.as_str());
        if known().any(|rule| rule == name) {
            return Ok(());
        }
        match nearest(name, known()) {
            Some(other) => bail!("there is no rule `{name}`; did you mean `{other}`?"),
            None => bail!("there is no rule `{name}`"),
        }
    }

    /// The input: the articles, or the text of the command line.
    fn units(&self, reporter: &Reporter) -> anyhow::Result<Vec<Unit>> {
        if !self.input.is_empty() {
            let files = files::expand(&self.input, &reading::wanted(), reporter)?;
            return Ok(reading::units(files, &Reading::default(), reporter).collect());
        }
        let Some(text) = self.sentence.clone() else {
            bail!("there is nothing to explain: name articles with `--input`, or a text with `--sentence`");
        };
        Ok(vec![Unit::text("--sentence", "text", text)])
    }

    /// Whether a sentence was asked for.
    fn wants(&self, explanation: &Explanation, document: &Document) -> bool {
        let Some(wanted) = self.sentence.as_ref().filter(|_| !self.input.is_empty()) else { return true };
        if let Ok(number) = wanted.parse::<usize>() {
            return explanation.sentence == number;
        }
        let text = document.article.text.get(explanation.bytes.clone()).unwrap_or_default();
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        squeezed(text).contains(&squeezed(wanted))
    }
}

/// The explanation of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// For programs, as `dateline explain --json` writes it. Offsets count Unicode scalar values.
    pub json: String,
    /// For people, as `dateline explain` shows it.
    pub text: String,
}

/// Explains every sentence of a text; of one rule everything, where one is named. Takes a few times as long as
/// extraction.
///
/// # Errors
/// As [`explain`](dateline::tools::explain::explain) does; for a text never.
pub fn explained(
    extractor: &Extractor,
    article: Article,
    rule: Option<&str>,
) -> Result<Vec<Explained>, AnnotateError> {
    let mut document = extractor.document(article);
    let (ruleset, program) = (extractor.rules().ruleset(), extractor.program());
    let choice = Choice { rule };
    let (explanations, _) = explain(ruleset, program, &mut document, extractor.annotator(), choice)?;
    let explained = explanations.iter().map(|explanation| {
        let mut text = Vec::new();
        // writing to memory does not fail, and strings and numbers always make JSON
        let _ = show(&mut text, explanation, &document, rule.is_some());
        let json = serde_json::to_string(&Record::new(explanation, &document)).unwrap_or_default();
        Explained { json, text: String::from_utf8_lossy(&text).into_owned() }
    });
    Ok(explained.collect())
}

/// The results of the rules in a sentence: of all of them, or only of those that came near.
pub(crate) fn show(
    out: &mut impl Write,
    explanation: &Explanation,
    document: &Document,
    whole: bool,
) -> std::io::Result<()> {
    let (near, far) =
        if whole { (explanation.findings.iter().collect(), 0) } else { near_ones(&explanation.findings) };
    let text = document.article.text.get(explanation.bytes.clone()).unwrap_or_default();
    let Article { id, .. } = &document.article;
    writeln!(out, "{id}, sentence {}", explanation.sentence)?;
    let nothing_near = near.is_empty();
    if nothing_near {
        writeln!(out, "  {}", one_line(text))?;
    }
    for finding in near {
        show_finding(out, finding, text, explanation.bytes.start, 2)?;
    }
    let mut rest = Vec::new();
    if far > 0 {
        rest.push(format!("{}: only single words occur", counted(far, "rule")));
    }
    if explanation.silent > 0 {
        rest.push(format!("{}: no word of theirs occurs", counted(explanation.silent, "rule")));
    }
    if nothing_near && !explanation.unknown_verbs.is_empty() {
        let verbs: Vec<String> = explanation.unknown_verbs.iter().map(|verb| format!("`{verb}`")).collect();
        rest.push(format!("no rule has the verb {}", verbs.join(", ")));
    }
    if !rest.is_empty() {
        writeln!(out, "  ({})", rest.join("; "))?;
    }
    writeln!(out)
}

/// The nearest pattern for each rule and trigger, and what was merged; and how many rules have nothing near.
fn near_ones(findings: &[Finding]) -> (Vec<&Finding>, usize) {
    let mut near: Vec<&Finding> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.reached >= Reached::Reading) {
        // everything that matched; for a rule that does not match only its nearest pattern
        let first = !near.iter().any(|other| other.rule == finding.rule);
        if finding.reached >= Reached::Merged || first {
            near.push(finding);
        }
    }
    let mut far: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    far.sort_unstable();
    far.dedup();
    far.retain(|rule| !near.iter().any(|finding| finding.rule == *rule));
    (near, far.len())
}

/// A finding with its sentence and carets below, indented by this much. The sentence starts at this byte of its
/// article.
pub(crate) fn show_finding(
    out: &mut impl Write,
    finding: &Finding,
    text: &str,
    start: usize,
    indent: usize,
) -> std::io::Result<()> {
    let verdict = match finding.reached {
        Reached::Match => "matched",
        Reached::Merged => "matched, and was merged",
        Reached::Nothing => "has no word here",
        Reached::Word | Reached::Reading | Reached::Predicate | Reached::Slots => "did not match",
    };
    let Finding { rule, makes, pattern, at, .. } = finding;
    writeln!(out, "{:indent$}{rule} -> {makes}: pattern {pattern} {verdict}", "")?;
    let inner = indent + 2;
    writeln!(out, "{:inner$}{}  ({at})", "", one_line(&finding.source))?;
    write!(out, "{}", Marked::new(text, start, &finding.steps).indented(inner))?;
    let width = finding.steps.iter().map(|step| step.about.width()).max().unwrap_or(0);
    for step in &finding.steps {
        let sign = match step.sign {
            Sign::Held => '+',
            Sign::Failed => '!',
            Sign::Note => ' ',
        };
        let space = width - step.about.width();
        writeln!(out, "{:inner$}{sign} {}{:space$}  {}", "", step.about, "", step.text)?;
    }
    Ok(())
}

/// An explanation in JSON. Offsets are those of events: Unicode scalar values from the start of the text.
#[derive(Serialize)]
struct Record<'a> {
    doc: &'a str,
    sentence: usize,
    text: &'a str,
    start: usize,
    end: usize,
    findings: Vec<FindingRecord<'a>>,
    silent: usize,
    unknown_verbs: &'a [String],
}

#[derive(Serialize)]
pub(crate) struct FindingRecord<'a> {
    rule: &'a str,
    makes: &'a str,
    pattern: u32,
    at: &'a str,
    source: &'a str,
    reached: &'static str,
    steps: Vec<StepRecord<'a>>,
}

#[derive(Serialize)]
struct StepRecord<'a> {
    sign: &'static str,
    about: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

impl<'a> Record<'a> {
    fn new(explanation: &'a Explanation, document: &'a Document) -> Record<'a> {
        let offsets = OffsetMap::new(&document.article.text);
        Record {
            doc: &document.article.id,
            sentence: explanation.sentence,
            text: document.article.text.get(explanation.bytes.clone()).unwrap_or_default(),
            start: offsets.scalar(explanation.bytes.start),
            end: offsets.scalar(explanation.bytes.end),
            findings: explanation.findings.iter().map(|f| FindingRecord::new(f, &offsets)).collect(),
            silent: explanation.silent,
            unknown_verbs: &explanation.unknown_verbs,
        }
    }
}

impl<'a> FindingRecord<'a> {
    pub(crate) fn new(finding: &'a Finding, offsets: &OffsetMap) -> FindingRecord<'a> {
        let step = |step: &'a Step| StepRecord {
            sign: match step.sign {
                Sign::Held => "held",
                Sign::Failed => "failed",
                Sign::Note => "note",
            },
            about: &step.about,
            text: &step.text,
            start: step.bytes.as_ref().map(|bytes| offsets.scalar(bytes.start)),
            end: step.bytes.as_ref().map(|bytes| offsets.scalar(bytes.end)),
        };
        FindingRecord {
            rule: &finding.rule,
            makes: &finding.makes,
            pattern: finding.pattern,
            at: &finding.at,
            source: &finding.source,
            reached: finding.reached.as_str(),
            steps: finding.steps.iter().map(step).collect(),
        }
    }
}
