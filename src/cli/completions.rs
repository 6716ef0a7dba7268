//! `dateline completions`: scripts for shells to complete commands and options.

use std::io::Write;

use clap::Args;
use clap_complete::Shell;

use super::Verdict;

/// Print a script with which a shell completes commands and options
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh > ~/.zfunc/_dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, mut command: clap::Command) -> anyhow::Result<Verdict> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "dateline", &mut script);
        std::io::stdout().write_all(&script)?;
        Ok(Verdict::Fine)
    }
}
