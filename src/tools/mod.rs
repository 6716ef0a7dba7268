//! For people who write rules.

pub mod dedupe;
pub mod difference;
pub mod expansion;
pub mod explain;
pub mod query;
#[cfg(feature = "cli")]
pub mod report;
pub mod statistics;
pub mod verify;
