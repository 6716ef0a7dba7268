//! For people who write rules.

pub mod coverage;
pub mod dedupe;
pub mod describe;
pub mod difference;
pub mod expansion;
pub mod explain;
pub mod fix;
pub mod format;
pub mod query;
#[cfg(feature = "cli")]
pub mod report;
pub mod score;
pub mod snapshot;
pub mod statistics;
pub mod verify;
