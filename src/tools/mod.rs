//! For people who write rules.

pub mod coverage;
pub mod dedupe;
pub mod difference;
pub mod expansion;
pub mod explain;
pub mod query;
pub mod snapshot;
pub mod statistics;
pub mod verify;
