//! A program applied to a document: events, and why there are no others.

pub mod event;
