//! Readers: one file a format, from bytes to articles or annotated documents.

pub mod conllu;
