//! For people who write rules.

pub mod coverage;
pub mod dedupe;
pub mod describe;
pub mod difference;
pub mod expansion;
pub mod explain;
pub mod format;
pub mod query;
pub mod score;
pub mod snapshot;
pub mod statistics;
pub mod verify;
