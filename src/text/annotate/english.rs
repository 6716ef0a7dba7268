//! The English weights that are part of the program.

use super::entity::Names;
use super::lexicon::Lexicon;
use super::sentence::SentenceSplitter;
use super::weights::{Weights, WeightsError};

/// All that the annotation of English words needs.
#[derive(Debug)]
pub struct English {
    /// Readings and lemmas of forms.
    pub lexicon: Lexicon,
    /// Borders of sentences.
    pub sentences: SentenceSplitter,
    /// Names of people, organisations and places.
    pub names: Names,
}

impl English {
    /// Reads the weights inside the program; a few milliseconds, so that it is done once.
    ///
    /// # Errors
    /// Only if the program was built with damaged weights.
    pub fn embedded() -> Result<English, WeightsError> {
        let lexicon = Weights::read(include_bytes!("../../../models/english/lexicon.bin"))?;
        let sentences = Weights::read(include_bytes!("../../../models/english/sentences.bin"))?;
        let names = Weights::read(include_bytes!("../../../models/english/names.bin"))?;
        Ok(English {
            lexicon: Lexicon::read(&lexicon)?,
            sentences: SentenceSplitter::read(&sentences)?,
            names: Names::read(&names)?,
        })
    }
}
