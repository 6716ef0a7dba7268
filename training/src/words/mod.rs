//! What is known of words one by one: the lexicon, the borders of words and sentences, names.

mod clusters;
mod invented;
mod irregular;
pub mod lexicon;
pub mod names;
mod organisations;
mod segments;
pub mod sentences;
pub mod treebank;

use crate::options::Options;
use std::io;

/// Prints the figures of all that this module trains, on the development data.
pub fn evaluate(options: &Options) -> io::Result<()> {
    let data = options.path("data")?;
    lexicon::evaluate(&data)?;
    sentences::evaluate(&data)?;
    names::evaluate(&data)
}
