//! `dateline words`: the word lists for reading patterns and texts.

use std::io::Write;

use anyhow::bail;
use clap::Args;
use dateline::diagnostic::nearest;
use dateline::english::words::{Class, entries, sourced, value};
use serde_json::json;

use super::Verdict;

/// Show the classes of words by which patterns and texts are read, or the words of one
///
/// Rule files add words to open classes: `words title = harbourmaster`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline words                 the classes, what they are, and which are open
  dateline words preposition     the words of one, with their values and sources")]
pub(crate) struct Words {
    /// The class; all of them are described where there is none
    #[arg(value_name = "CLASS")]
    class: Option<String>,
    /// Write a JSON object a line instead of text for people
    #[arg(long)]
    json: bool,
}

impl Words {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let mut out = anstream::stdout();
        match &self.class {
            Some(name) => self.entries(named(name)?, &mut out)?,
            None => self.classes(&mut out)?,
        }
        Ok(Verdict::Fine)
    }

    fn classes(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let width = Class::ALL.iter().map(|class| class.name().len()).max().unwrap_or_default();
        for &class in Class::ALL {
            let (name, about, count) = (class.name(), class.description(), entries(class).len());
            if self.json {
                let record = json!({
                    "class": name, "description": about, "count": count, "open": class.closed().is_none(),
                    "closed": class.closed(),
                });
                writeln!(out, "{record}")?;
            } else {
                let open = if class.closed().is_none() { "open" } else { "closed" };
                writeln!(out, "{name:width$}  {count:>4}  {open:6}  {about}")?;
            }
        }
        Ok(())
    }

    fn entries(&self, class: Class, out: &mut impl Write) -> anyhow::Result<()> {
        let width = entries(class).map(|entry| entry.chars().count()).max().unwrap_or_default();
        for (entry, source) in sourced(class) {
            let value = value(class, entry);
            if self.json {
                writeln!(out, "{}", json!({ "entry": entry, "value": value, "source": source }))?;
            } else {
                let value = value.map(|value| format!("{value}  ")).unwrap_or_default();
                writeln!(out, "{entry:width$}  {value}{source}")?;
            }
        }
        Ok(())
    }
}

fn named(name: &str) -> anyhow::Result<Class> {
    match (Class::named(name), nearest(name, Class::ALL.iter().map(|class| class.name()))) {
        (Some(class), _) => Ok(class),
        (None, Some(other)) => bail!("there is no class of words `{name}`; did you mean `{other}`?"),
        (None, None) => bail!("there is no class of words `{name}`; `dateline words` shows them all"),
    }
}
