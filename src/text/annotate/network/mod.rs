//! The network.
pub mod activation;
pub mod features;
