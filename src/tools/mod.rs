//! For people who write rules.

pub mod verify;
