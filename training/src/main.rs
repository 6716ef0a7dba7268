//! Fits Dateline's English models from open treebanks.

mod conllu;
mod evaluate;
mod network;
mod options;
mod random;

use options::Options;
use std::io;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let options = Options::read(arguments)?;
    match command.as_deref() {
        Some("network") => network::run(&options),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "training network --data DIR --output FILE")),
    }
}
