//! `dateline man`: manual pages.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Verdict;

/// Write manual pages, one for each command
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline man --output ~/.local/share/man/man1 && man dateline-query")]
pub(crate) struct Man {
    /// The folder to write to; it is made where it is not there
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
}

impl Man {
    pub(crate) fn run(self, command: clap::Command) -> anyhow::Result<Verdict> {
        let cannot = || format!("cannot write to `{}`", self.output.display());
        fs::create_dir_all(&self.output).with_context(cannot)?;
        clap_mangen::generate_to(command, &self.output).with_context(cannot)?;
        Ok(Verdict::Fine)
    }
}
