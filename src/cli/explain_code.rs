//! `dateline explain-code`: the meaning of a code of the catalogue.

use std::io::Write;

use anyhow::bail;
use clap::Args;
use dateline::diagnostic::{Code, Severity, entry, nearest};
use serde::Serialize;

use super::Verdict;

/// Say what the code of a mistake means, with an example and how to mend it
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline explain-code D0203")]
pub(crate) struct ExplainCode {
    /// Codes as messages have them: D0203; all where there is none
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    /// Write a JSON object a line instead of text for people
    #[arg(long)]
    json: bool,
}

impl ExplainCode {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let codes: anyhow::Result<Vec<Code>> = self.codes.iter().map(|code| parse(code)).collect();
        let codes = if self.codes.is_empty() { Code::ALL.to_vec() } else { codes? };
        let mut out = anstream::stdout();
        for (index, code) in codes.into_iter().enumerate() {
            if self.json {
                writeln!(out, "{}", serde_json::to_string(&Record::new(code))?)?;
            } else {
                let space = if index == 0 { "" } else { "\n" };
                write!(out, "{space}{}", entry(code))?;
            }
        }
        Ok(Verdict::Fine)
    }
}

/// The code written like this, in any case and with or without its letter.
fn parse(written: &str) -> anyhow::Result<Code> {
    let upper = written.trim_matches(['[', ']']).to_ascii_uppercase();
    let is = |code: &&Code| code.as_str() == upper || code.as_str().trim_start_matches('D') == upper;
    if let Some(code) = Code::ALL.iter().find(is) {
        return Ok(*code);
    }
    match nearest(&upper, Code::ALL.iter().map(|code| code.as_str())) {
        Some(other) => bail!("there is no code `{written}`; did you mean `{other}`?"),
        None => bail!("there is no code `{written}`; codes look like `D0203`"),
    }
}

/// A code in JSON.
#[derive(Serialize)]
struct Record {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    explanation: &'static str,
    wrong: String,
    mended: String,
}

impl Record {
    fn new(code: Code) -> Record {
        let (wrong, mended) = code.example();
        Record {
            code: code.as_str(),
            severity: match code.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "hint",
            },
            title: code.title(),
            explanation: code.explanation(),
            wrong,
            mended,
        }
    }
}
