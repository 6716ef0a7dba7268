//! Fits Dateline's English models from open treebanks.

mod calibrate;
mod chain;
mod conllu;
mod evaluate;
mod measures;
mod network;
mod options;
mod random;
mod words;

use options::Options;
use std::io;

const USAGE: &str = "\
training all --data DIR --output DIR --work DIR
training lexicon|sentences|names|evaluate-words --data DIR --output FILE
training teacher --data DIR --output FILE [--width N --seed N --epochs N …]
training trees --data DIR --teachers FILE,FILE --output FILE
training network --data DIR --output FILE [--trees FILE]
training evaluate --data DIR
training evaluate --data DIR --weights FILE [--treebanks NAME,NAME]
training calibrate --data DIR --gold FILE --rules DIR
training speed --data DIR [--weights FILE]";

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let options = Options::read(arguments)?;
    match command.as_deref() {
        Some("all") => chain::run(&options),
        Some("lexicon") => words::lexicon::run(&options),
        Some("sentences") => words::sentences::run(&options),
        Some("names") => words::names::run(&options),
        Some("evaluate-words") => words::evaluate(&options),
        Some("network") => network::run(&options),
        Some("teacher") => network::teach(&options),
        Some("trees") => network::grow(&options),
        Some("evaluate") => evaluate::run(&options),
        Some("calibrate") => calibrate::run(&options),
        Some("speed") => evaluate::speed(&options),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, USAGE)),
    }
}
