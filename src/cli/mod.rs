//! The commands, one file each, and their common parts: input, output, the terminal.
//!
//! Data goes to stdout, messages to stderr. Exit codes: 0 all is well, 1 a problem was found, 2 could not run.
//!
//! They are part of the library for packages of other languages, which hold the command as well: [`main`] runs it, and
//! the rest is what some commands show, as values.

mod annotate;
mod check;
mod choice;
mod colour;
mod completions;
mod dedupe;
mod diff;
mod events;
mod expansion;
mod explain;
mod explain_code;
mod files;
mod fix;
mod fmt;
mod man;
mod marked;
mod merge;
mod new;
mod output;
mod paint;
mod project;
mod query;
mod read;
mod reading;
mod repl;
mod report;
mod reporter;
mod review;
mod rewriting;
mod rules;
mod run;
mod schema;
mod score;
mod session;
mod snapshots;
mod stats;
mod test;
mod watch;
mod words;

use std::ffi::OsString;
use std::io;

use clap::{CommandFactory, Parser, Subcommand};
use dateline::pipeline::PipelineError;

pub use self::annotate::annotated;
pub use self::explain::{Explained, explained};
pub use self::reading::article_files;
pub use self::rules::RuleFiles;

use self::project::Project;

/// Turns news into typed, dated, attributed events, with rules that read like the news.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
struct Dateline {
    #[command(subcommand)]
    command: Command,
    /// When to use colours [env: NO_COLOR=]
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = colour::When::Auto)]
    color: colour::When,
    /// Read no `dateline.toml`
    #[arg(long, global = true)]
    no_project: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Run(run::Run),
    Merge(merge::Merge),
    Report(report::Report),
    Check(check::Check),
    Fmt(fmt::Fmt),
    Fix(fix::Fix),
    Test(test::Test),
    Review(review::Review),
    Query(query::Query),
    Repl(repl::Repl),
    Diff(diff::Diff),
    Stats(stats::Stats),
    Watch(watch::Watch),
    Explain(explain::Explain),
    ExplainCode(explain_code::ExplainCode),
    Events(events::Events),
    Score(score::ScoreCommand),
    Annotate(annotate::Annotate),
    Read(read::ReadCommand),
    Dedupe(dedupe::Dedupe),
    Schema(schema::Schema),
    Words(words::Words),
    Completions(completions::Completions),
    Man(man::Man),
}

/// The result of a command that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Fine,
    Findings,
}

/// Runs the command in the arguments, the first of which is the name of the program, and returns its exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let Dateline { command, color, no_project } = match Dateline::try_parse_from(arguments) {
        Ok(dateline) => dateline,
        Err(told) => {
            // nobody is left to be told that stderr is closed
            let _ = told.print();
            return if told.use_stderr() { 2 } else { 0 };
        }
    };
    color.hold();
    let project = || if no_project { Ok(Project::default()) } else { Project::find() };
    let result = match command {
        Command::New(command) => command.run(),
        Command::Run(command) => project().and_then(|project| command.run(&project)),
        Command::Merge(command) => command.run(),
        Command::Report(command) => project().and_then(|project| command.run(&project)),
        Command::Check(command) => project().and_then(|project| command.run(&project)),
        Command::Fmt(command) => command.run(),
        Command::Fix(command) => command.run(),
        Command::Test(command) => project().and_then(|project| command.run(&project)),
        Command::Review(command) => command.run(),
        Command::Query(command) => command.run(),
        Command::Repl(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Stats(command) => project().and_then(|project| command.run(&project)),
        Command::Watch(command) => project().and_then(|project| command.run(&project)),
        Command::Explain(command) => project().and_then(|project| command.run(&project)),
        Command::ExplainCode(command) => command.run(),
        Command::Events(command) => command.run(),
        Command::Score(command) => project().and_then(|project| command.run(&project)),
        Command::Annotate(command) => command.run(),
        Command::Read(command) => command.run(),
        Command::Dedupe(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Words(command) => command.run(),
        Command::Completions(command) => command.run(Dateline::command()),
        Command::Man(command) => command.run(Dateline::command()),
    };
    match result {
        Ok(Verdict::Fine) => 0,
        Ok(Verdict::Findings) => 1,
        // the reader of the output closed it
        Err(error) if is_closed_pipe(&error) => 0,
        Err(error) => {
            reporter::Reporter::quiet().say(&format!("error: {error:#}"));
            2
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    kind == Some(io::ErrorKind::BrokenPipe)
        || error.downcast_ref::<PipelineError>().is_some_and(PipelineError::is_closed_pipe)
}
