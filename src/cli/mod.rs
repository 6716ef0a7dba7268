//! The commands, one file each, and what they share: input, output, the terminal.
//!
//! Data goes to stdout, talk to stderr. Exit codes: 0 all is well, 1 something was found wrong, 2 could not run.

mod annotate;
mod batch;
mod check;
mod dedupe;
mod expansion;
mod explain;
mod explain_code;
mod files;
mod library;
mod marked;
mod output;
mod pieces;
mod rules;
mod run;
mod score;
mod session;
mod table;
mod talk;
mod test;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns news into typed, dated, attributed events, with rules that read like the news.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
struct Dateline {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Run),
    Check(check::Check),
    Test(test::Test),
    Explain(explain::Explain),
    ExplainCode(explain_code::ExplainCode),
    Score(score::ScoreCommand),
    Annotate(annotate::Annotate),
    Dedupe(dedupe::Dedupe),
}

/// How a command that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Fine,
    Findings,
}

/// Runs the command that the arguments tell.
pub(crate) fn main() -> ExitCode {
    let result = match Dateline::parse().command {
        Command::Run(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Test(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::ExplainCode(command) => command.run(),
        Command::Score(command) => command.run(),
        Command::Annotate(command) => command.run(),
        Command::Dedupe(command) => command.run(),
    };
    match result {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        // the reader of the output has seen enough
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            talk::Talk::quiet().say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    kind == Some(io::ErrorKind::BrokenPipe)
}
