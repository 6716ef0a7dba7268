//! The bench: a text, items, a pattern; and their results.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use dateline::diagnostic::{Severity, nearest, render};
use dateline::display::one_line;
use dateline::document::{Article, Document};
use dateline::extract::extract;
use dateline::lang::compile::Program;
use dateline::lang::ir::{Added, Ruleset};
use dateline::lang::syntax::ast::ItemKind;
use dateline::lang::syntax::parse;
use dateline::read::Reading;
use dateline::read::unit::Unit;
use dateline::source::FileId;
use dateline::tools::explain::{Choice, Finding, explain};
use dateline::tools::query::{EVENT, Query, RULE};

use crate::cli::explain::show_finding;
use crate::cli::files;
use crate::cli::paint::{self, Painter};
use crate::cli::query::STD;
use crate::cli::reading;
use crate::cli::reporter::{Reporter, counted};
use crate::cli::rules;
use crate::cli::session::Session;

/// What is tried out.
pub(super) struct Bench {
    session: Session,
    files: Vec<PathBuf>,
    /// The typed items, each with its word and name, by which another one replaces it.
    items: Vec<(String, String)>,
    pattern: Option<String>,
    texts: Vec<Text>,
    date: Option<String>,
    /// The texts annotated with these cues and words; none if that is still to be done.
    documents: Vec<Document>,
    added: Added,
    /// The names of types, lists and rules, for completion.
    names: Vec<String>,
}

/// A text to look at.
enum Text {
    Typed(String),
    Read(Unit),
}

impl Bench {
    pub(super) fn new(session: Session, files: Vec<PathBuf>) -> Bench {
        Bench {
            session,
            files,
            items: Vec::new(),
            pattern: None,
            texts: Vec::new(),
            date: None,
            documents: Vec::new(),
            added: Added::default(),
            names: Vec::new(),
        }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    pub(super) fn items(&self) -> Vec<&str> {
        self.items.iter().map(|(_, item)| item.as_str()).collect()
    }

    /// Uses articles as the text.
    pub(super) fn load(&mut self, input: &[PathBuf], reporter: &Reporter) -> anyhow::Result<()> {
        let files = files::expand(input, &reading::wanted(), reporter)?;
        self.texts = reading::units(files, &Reading::default(), reporter).map(Text::Read).collect();
        self.documents.clear();
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str, out: &mut impl Write) -> anyhow::Result<()> {
        self.texts = vec![Text::Typed(text.to_owned())];
        self.documents.clear();
        self.run(out)
    }

    pub(super) fn date(&mut self, date: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let (day, _) = dateline::read::date::leading(date)
            .with_context(|| format!("the date `{date}` was not understood; write it as 2019-05-20"))?;
        self.date = Some(day);
        // times were resolved from another day
        self.documents.clear();
        self.run(out)
    }

    /// Makes documents of the texts, if there are none yet or the cues and words have changed.
    fn prepare(&mut self, ruleset: &Ruleset, program: &Program) {
        if !self.documents.is_empty() && self.added == ruleset.added {
            return;
        }
        self.added.clone_from(&ruleset.added);
        self.session.follow(program);
        let documents = self.texts.iter().flat_map(|text| match text {
            Text::Typed(text) => {
                let article = Article { id: "text".into(), text: text.clone(), ..Article::default() };
                vec![self.session.english().document(article, program.vocabulary())]
            }
            Text::Read(unit) => {
                let (documents, problems) = self.session.documents(unit);
                let reporter = Reporter::quiet();
                problems
                    .iter()
                    .for_each(|p| reporter.say(&format!("{}:{}: {}", unit.shown, p.line, p.message)));
                documents
            }
        });
        let mut documents: Vec<Document> = documents.collect();
        if let Some(date) = &self.date {
            documents.iter_mut().for_each(|document| document.article.date = Some(date.clone()));
        }
        self.documents = documents;
    }

    pub(super) fn rules(&mut self, files: Vec<PathBuf>, out: &mut impl Write) -> anyhow::Result<()> {
        let before = self.files.len();
        self.files.extend(files);
        let result = self.run(out);
        if result.is_err() {
            self.files.truncate(before);
        }
        result
    }

    /// Adds items and replaces those of the same name.
    pub(super) fn item(&mut self, text: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let before = self.items.clone();
        let (file, _) = parse(FileId::default(), text);
        let mut added: Vec<(String, String)> = Vec::new();
        for item in &file.items {
            added.push((name(&item.kind), item.span.of(text).to_owned()));
        }
        if added.is_empty() {
            // its mistakes are reported when it is checked
            added.push((text.to_owned(), text.to_owned()));
        }
        self.items.retain(|(known, _)| !added.iter().any(|(name, _)| name == known));
        self.items.extend(added);
        if self.apply(false, out)? {
            self.items = before;
            writeln!(out, "the item was not taken")?;
        }
        Ok(())
    }

    pub(super) fn drop(&mut self, wanted: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let is = |name: &str| name.rsplit(' ').next() == Some(wanted);
        if !self.items.iter().any(|(name, _)| is(name)) {
            let names = self.items.iter().filter_map(|(name, _)| name.rsplit(' ').next());
            match nearest(wanted, names) {
                Some(other) => bail!("no item is called `{wanted}`; did you mean `{other}`?"),
                None => bail!("no item is called `{wanted}`"),
            }
        }
        self.items.retain(|(name, _)| !is(name));
        self.run(out)
    }

    pub(super) fn pattern(&mut self, pattern: &str, out: &mut impl Write) -> anyhow::Result<()> {
        let before = self.pattern.replace(pattern.to_owned());
        if self.apply(true, out)? {
            self.pattern = before;
        }
        Ok(())
    }

    /// Applies everything to the text, and shows the results.
    pub(super) fn run(&mut self, out: &mut impl Write) -> anyhow::Result<()> {
        self.apply(true, out)?;
        Ok(())
    }

    /// Like [`Bench::run`], but can show how far the pattern got if it does not match; returns whether there was a
    /// mistake, which is shown instead.
    fn apply(&mut self, explains: bool, out: &mut impl Write) -> anyhow::Result<bool> {
        let (ruleset, errors) = self.check(out)?;
        if errors > 0 {
            return Ok(true);
        }
        let Some(ruleset) = ruleset else { return Ok(false) };
        if self.texts.is_empty() {
            if self.pattern.is_some() {
                writeln!(out, "there is no text yet: type a sentence, or `:load FILE`")?;
            }
            return Ok(false);
        }
        let program = Program::compile(&ruleset);
        self.prepare(&ruleset, &program);
        let several = self.documents.len() > 1;
        let (mut found, mut events, mut sentences) = (0, 0, 0);
        for document in &mut self.documents {
            sentences += document.sentences.len();
            let all = extract(&program, document, self.session.english(), &mut ())?;
            let painter = Painter::new(document);
            for event in &all {
                let mut label = paint::styled(paint::NUMBER, &event.sentence.to_string());
                if several {
                    label = format!("{}:{label}", paint::styled(paint::FILE, &event.doc));
                }
                if event.rule == RULE {
                    found += 1;
                } else {
                    label += &format!(": {}", event.kind);
                }
                writeln!(out, "{label}: {}", painter.paint(event))?;
            }
            events += all.len();
        }
        match self.pattern {
            Some(_) if found == 0 && explains => self.nearest(&ruleset, &program, out)?,
            None if events == 0 && explains => writeln!(out, "{}, no match", counted(sentences, "sentence"))?,
            _ => {}
        }
        Ok(false)
    }

    /// Checks everything, and shows the problems of the pattern and the typed items. No rules if nothing could match.
    fn check(&mut self, out: &mut impl Write) -> anyhow::Result<(Option<Ruleset>, usize)> {
        let query = self.pattern.as_ref().map(|pattern| Query::new(pattern, &[STD.to_owned()]));
        let text = query.as_ref().map_or_else(|| format!("use {STD}\n"), |query| query.text.clone());
        let items = self.items().join("\n");
        let texts = vec![("pattern".to_owned(), text), ("typed".to_owned(), items)];
        let rules = rules::with_texts(texts, &self.files, &self.session, &Reporter::quiet())?;
        let (sources, problems) = match &query {
            Some(query) => query.problems(rules.sources(), rules.problems()),
            None => (rules.sources().clone(), rules.problems().to_vec()),
        };
        let shown = |severity: Severity| severity == Severity::Error || query.is_some();
        for problem in problems.iter().filter(|problem| shown(problem.severity)) {
            writeln!(out, "{}", render(problem, &sources, true))?;
        }
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let ruleset = rules.ruleset().clone();
        let types = ruleset.types.iter().map(|kind| &kind.name);
        let events = ruleset.events.iter().map(|event| &event.name);
        let lists = ruleset.lists.iter().map(|list| &list.name);
        let names = types.chain(events).chain(lists).chain(ruleset.rules.iter().map(|rule| &rule.name));
        self.names = names.filter(|name| *name != RULE && *name != EVENT).cloned().collect();
        Ok((
            Some(ruleset).filter(|_| query.is_some() || !self.items.is_empty() || !self.files.is_empty()),
            errors,
        ))
    }

    /// Shows how far the pattern got where it got furthest.
    fn nearest(&mut self, ruleset: &Ruleset, program: &Program, out: &mut impl Write) -> anyhow::Result<()> {
        let mut best: Option<(Finding, String, usize)> = None;
        for document in &mut self.documents {
            let annotator = self.session.english();
            let choice = Choice { rule: Some(RULE) };
            let (explanations, _) = explain(ruleset, program, document, annotator, choice)?;
            for explanation in explanations {
                let text = document.article.text.get(explanation.bytes.clone()).unwrap_or_default();
                // the nearest is the first
                let Some(finding) = explanation.findings.into_iter().next() else { continue };
                if best.as_ref().is_none_or(|(other, _, _)| finding.reached > other.reached) {
                    best = Some((finding, text.to_owned(), explanation.bytes.start));
                }
            }
        }
        let Some((finding, text, start)) = best else { return Ok(()) };
        Ok(show_finding(out, &typed(finding), &text, start, 0)?)
    }

    /// Shows how far a rule, or the last pattern, got in every sentence.
    pub(super) fn explain(&mut self, rule: Option<&str>, out: &mut impl Write) -> anyhow::Result<()> {
        let wanted = match (rule, &self.pattern) {
            (Some(rule), _) => rule,
            (None, Some(_)) => RULE,
            (None, None) => bail!("there is no pattern yet; `:explain RULE` explains a rule"),
        };
        let (Some(ruleset), 0) = self.check(out)? else { return Ok(()) };
        if !ruleset.rules.iter().any(|rule| rule.name == wanted) {
            let known = ruleset.rules.iter().map(|rule| rule.name.as_str());
            match nearest(wanted, known) {
                Some(other) => bail!("there is no rule `{wanted}`; did you mean `{other}`?"),
                None => bail!("there is no rule `{wanted}`"),
            }
        }
        let program = Program::compile(&ruleset);
        self.prepare(&ruleset, &program);
        for document in &mut self.documents {
            let annotator = self.session.english();
            let choice = Choice { rule: Some(wanted) };
            let (explanations, _) = explain(&ruleset, &program, document, annotator, choice)?;
            for explanation in explanations {
                let text = document.article.text.get(explanation.bytes.clone()).unwrap_or_default();
                writeln!(out, "{}, sentence {}", one_line(&document.article.id), explanation.sentence)?;
                for finding in explanation.findings {
                    show_finding(out, &typed(finding), text, explanation.bytes.start, 2)?;
                }
            }
        }
        Ok(())
    }
}

/// The place of the pattern of a query is not shown.
fn typed(mut finding: Finding) -> Finding {
    if finding.rule == RULE {
        finding.at = "typed".to_owned();
    }
    finding
}

/// The word and name of an item: `rule visit`; another item with the same ones replaces it.
fn name(kind: &ItemKind) -> String {
    let name = match kind {
        ItemKind::Use(path) => &path.text,
        ItemKind::Entity(entity) => &entity.name.text,
        ItemKind::Event(event) => &event.name.text,
        ItemKind::List(list) => &list.name.text,
        // those of one kind add up
        ItemKind::Cue(added) | ItemKind::Words(added) => {
            &format!("{} {}", added.kind.text, added.entries.len())
        }
        ItemKind::Let(fragment) => &fragment.name.text,
        ItemKind::Rule(rule) => &rule.name.text,
        ItemKind::Test(test) => &test.text.raw,
    };
    format!("{} {name}", kind.word())
}
