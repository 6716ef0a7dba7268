//! One step a file, each of which fills one layer of a document.

pub mod weights;
