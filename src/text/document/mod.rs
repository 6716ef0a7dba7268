//! Documents: an article and the layers of what is known of it.

pub mod label;

pub use label::{Relation, Upos, Xpos};
