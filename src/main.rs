//! The `dateline` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(dateline::cli::main(std::env::args_os()))
}
