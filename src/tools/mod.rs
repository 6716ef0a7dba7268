//! For people who write rules.

pub mod explain;
pub mod verify;
