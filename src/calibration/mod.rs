//! What makes codebooks: the shortest code under a limit or in a loadable slot, codes of a fixed shape, and several codebooks for
//! tensors of several kinds. Above the contract ([`codebook`](crate::codebook)), which knows no tensors.

mod build;
#[cfg(feature = "full")]
mod cluster;
mod shape;
#[cfg(feature = "full")]
mod source;
mod within;

pub use build::{
    BuildError, EscapeRule, build, default_max_length, default_max_length_relative, huffman_bits,
    symbol_bits, symbol_costs, unlimited_lengths,
};
#[cfg(feature = "full")]
pub use cluster::{Blocks, Clusters, cluster};
pub use shape::{Shape, shaped};
#[cfg(feature = "full")]
pub use source::{Source, expected_bits};
pub use within::within;
