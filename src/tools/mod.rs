//! For people who write rules.

pub mod expansion;
pub mod explain;
pub mod format;
pub mod verify;
