//! What makes codebooks: the shortest code under a limit, codes of a fixed shape, and several codebooks for
//! tensors of several kinds. Above the contract ([`codebook`](crate::codebook)), which knows no tensors.

mod build;
mod cluster;
mod shape;
mod source;

pub use build::{
    BuildError, EscapeRule, build, default_max_length, huffman_bits, symbol_bits, symbol_costs,
    unlimited_lengths,
};
pub use cluster::{Clusters, cluster};
pub use shape::{Shape, shaped};
pub use source::{Source, expected_bits};
