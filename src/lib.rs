//! Single-stage Huffman codecs for hardware links: codebook, golden model and Verilog generator.
//!
//! Data flows one way: [`tensor`] files become a [`histogram`], that a [`codebook`], that with a
//! [`design`] Verilog text ([`rtl`]), which [`sim`] runs against the golden model ([`codec`]).
//! `rtl` and `codec` share nothing but `codebook` and `element`: one checks the other.
#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr)]

pub mod analysis;
pub mod calibration;
pub mod codebook;
pub mod codec;
pub mod design;
pub mod element;
pub mod emit;
pub mod files;
pub mod histogram;
mod json;
pub mod report;
pub mod rtl;
pub mod sim;
pub mod tensor;
pub mod tools;
pub mod words;
mod yaml;
