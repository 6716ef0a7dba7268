//! One step a file, each of which fills one layer of a document.

pub mod decode;
pub mod network;
pub mod tag;
pub mod tree;
pub mod weights;
