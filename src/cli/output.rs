//! The output of data: stdout, or the files that `--output` names.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use dateline::pipeline::{Output, Target};
use dateline::write::Format;

use super::choice;

/// Where events are written, and how.
#[derive(Args, Debug)]
pub(crate) struct Destination {
    /// How to write the events [default: what the name of the output tells, else jsonl]
    #[arg(long, value_parser = choice::output_format(), value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to this file, whole or not at all, instead of stdout (may be given several times): .jsonl, .json, .csv, .tsv,
    /// .parquet, .sqlite, .db, .graphml, .neo4j, .jsonld, .brat, .prodigy.jsonl, .doccano.jsonl
    #[arg(long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Write each document by this template (Jinja2) instead; what it includes lies in its folder
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    template: Option<PathBuf>,
}

impl Destination {
    /// The format that was asked for.
    pub(crate) fn format(&self) -> Option<Format> {
        self.format
    }

    /// The requested outputs: stdout if there are none.
    ///
    /// # Errors
    /// If the format of one is known neither from its name nor from `--format`, which is for one output only.
    pub(crate) fn targets(&self) -> anyhow::Result<Vec<Target>> {
        let format = if self.template.is_some() { Some(Format::Template) } else { self.format };
        let targets = match (self.output.as_slice(), format) {
            ([], _) => {
                let format = format.unwrap_or(Format::Jsonl);
                vec![Target::stream(io::stdout(), format).width(width())]
            }
            ([path], Some(format)) => vec![Target::file_as(path, format)],
            (_, Some(Format::Template)) => bail!("`--template` is for one output"),
            (_, Some(_)) => bail!("`--format` is for one output; the names of several tell their formats"),
            (paths, None) => paths.iter().map(Target::file).collect::<Result<_, _>>()?,
        };
        let with_template = |target: Target| match &self.template {
            Some(path) => target.template(path),
            None => target,
        };
        Ok(targets.into_iter().map(with_template).collect())
    }
}

/// The width of a table; none if there is no terminal.
fn width() -> Option<usize> {
    let size = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    size.map(|(width, _)| usize::from(width.0))
}

/// The file, whole or not at all, or stdout if there is none.
pub(crate) fn create(path: Option<&Path>) -> anyhow::Result<Output> {
    Ok(match path {
        Some(path) => Output::file(path)?,
        None => Output::stream(Box::new(io::stdout())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_ending() {
        let command = Destination::augment_args(clap::Command::new("run"));
        let output = command.get_arguments().find(|argument| argument.get_id() == "output").unwrap();
        let help = output.get_help().unwrap().to_string();
        for ending in Format::ALL.iter().flat_map(|format| format.endings()) {
            assert!(help.contains(&format!(" .{ending}")), "{ending}");
        }
    }
}
