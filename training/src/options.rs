//! Options of the command line: `--name value`.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// The options after a subcommand.
#[derive(Debug)]
pub struct Options(BTreeMap<String, String>);

impl Options {
    pub fn read(mut arguments: impl Iterator<Item = String>) -> io::Result<Options> {
        let mut options = BTreeMap::new();
        while let Some(name) = arguments.next() {
            let name = name
                .strip_prefix("--")
                .ok_or_else(|| wrong(format!("`{name}` is not an option")))?
                .to_owned();
            let value = arguments.next().ok_or_else(|| wrong(format!("--{name} needs a value")))?;
            options.insert(name, value);
        }
        Ok(Options(options))
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn path(&self, name: &str) -> io::Result<PathBuf> {
        self.text(name).map(PathBuf::from).ok_or_else(|| wrong(format!("--{name} is missing")))
    }

    pub fn number(&self, name: &str, default: usize) -> io::Result<usize> {
        match self.text(name) {
            None => Ok(default),
            Some(text) => text.parse().map_err(|_| wrong(format!("--{name} needs a number, not `{text}`"))),
        }
    }
}

fn wrong(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
