//! For people who write rules.

pub mod dedupe;
pub mod expansion;
pub mod explain;
pub mod score;
pub mod verify;
