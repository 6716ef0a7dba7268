//! `dateline events`: the event types of rules, described.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dateline::diagnostic::Severity;
use dateline::lang::compile::Program;
use dateline::tools::describe::{describe, page};

use super::Verdict;
use super::reporter::Reporter;
use super::rules;
use super::session::Session;

/// The introduction to the page of the packs; for other rules without the names of the packs.
const TITLE: &str = "# Events\n";
const PACKS: &str = "
The event types that `dateline run` finds without rules of one's own. A pack is a folder: `dateline run --pack business`
takes only what is in `rules/business`. This page is written by `dateline events`, which describes other rules as well.
";
const FACETS: &str = "
Every event has, beside its roles, a trigger (the word that names it), a polarity (`positive` or `negative`), a modality
(`asserted`, `planned`, `possible`, `conditional`, `generic` or `cancelled`) and a tense; and, where the words tell them,
a time with its value, a place, and the source: who says so.
";

/// Describe the event types of rules: what each is, its roles, and examples from the tests of the rules
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline events > events.md               the packs that are part of the program
  dateline events my.rules --format json    rules of one's own, for programs")]
pub(crate) struct Events {
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Of the packs that are part of the program take this one (may be given several times)
    #[arg(long, value_name = "NAME", conflicts_with = "rules")]
    pack: Vec<String>,
    /// How to write them
    #[arg(long, value_enum, default_value_t = Shape::Markdown)]
    format: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// A page for people
    Markdown,
    /// A JSON array
    Json,
}

impl Events {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let session = Session::new()?;
        let shipped = self.rules.is_empty();
        let rules = rules::load_or_shipped(&self.rules, &self.pack, &session, &Reporter::quiet())?;
        rules::show(&rules, Severity::Error, &mut anstream::stderr())?;
        let program = Program::compile(rules.ruleset());
        let descriptions = describe(rules.ruleset(), &program, session.english())?;
        let text = match self.format {
            Shape::Json => serde_json::to_string_pretty(&descriptions)? + "\n",
            Shape::Markdown => {
                let packs = if shipped { PACKS } else { "" };
                page(&format!("{TITLE}{packs}{FACETS}"), &descriptions)
            }
        };
        anstream::stdout().write_all(text.as_bytes())?;
        Ok(if rules.count(Severity::Error) == 0 { Verdict::Fine } else { Verdict::Findings })
    }
}
