//! Fits Dateline's English models from open treebanks.

mod options;
mod random;
mod words;

use options::Options;
use std::io;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let options = Options::read(arguments)?;
    match command.as_deref() {
        Some("lexicon") => words::lexicon::run(&options),
        Some("sentences") => words::sentences::run(&options),
        Some("names") => words::names::run(&options),
        Some("evaluate-words") => words::evaluate(&options),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "training lexicon|sentences|names|evaluate-words --data DIR --output FILE",
        )),
    }
}
