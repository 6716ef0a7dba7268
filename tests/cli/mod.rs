//! The commands as a terminal sees them: what they write, what they say, and how they end.

mod annotate;
mod corpus;
mod diff;
mod events;
mod explain;
mod fix;
mod fmt;
mod new;
mod parts;
mod project;
mod query;
mod read;
mod repl;
mod report;
mod rules;
mod schema;
mod score;
mod snapshots;
mod stats;
mod watch;
#[cfg(all(feature = "parquet", feature = "sqlite"))]
mod write;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// How a command ended.
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs `dateline` in a folder with these arguments, separated by spaces, and this input.
fn dateline(folder: &Path, arguments: &str, input: &[u8]) -> Ended {
    dateline_with(folder, &arguments.split_whitespace().collect::<Vec<_>>(), input)
}

/// Runs `dateline` in a folder with these arguments and this input.
fn dateline_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    dateline_in(folder, &[], arguments, input)
}

/// The same with these variables of the environment.
fn dateline_in(folder: &Path, variables: &[(&str, &str)], arguments: &[&str], input: &[u8]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // a command that does not read its input closes it
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}
