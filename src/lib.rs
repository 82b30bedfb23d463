//! Single-stage Huffman codecs for hardware links: codebook, golden model and Verilog generator.
//!
//! Data flows one way: `tensor` files become a `histogram`, that (by [`calibration`]) a [`codebook`], that with a
//! [`design`] Verilog text (`rtl`), which `sim` runs against the golden model ([`codec`]).
//! `rtl` and `codec` share nothing but `codebook` and `element`: one checks the other.
//!
//! ```
//! use huffwire::calibration::{self, EscapeRule};
//! use huffwire::codec::{Decoder, Encoder};
//! use huffwire::element::Element;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Counts of exponents, one per symbol value: what a histogram of earlier tensors holds.
//! let bf16 = Element::parse("bf16")?;
//! let mut counts = vec![0; bf16.alphabet()];
//! for (exponent, count) in [(118, 40), (119, 160), (120, 300), (121, 310), (122, 150), (123, 30)] {
//!     counts[exponent] = count;
//! }
//! let book = calibration::build(bf16, &counts, 8, EscapeRule::Auto)?;
//!
//! // Three elements, little-endian: 0.0078125, 0.0117 and 1.0, whose exponent has no codeword of its own.
//! let elements = [0x00, 0x3c, 0x40, 0x3c, 0x80, 0x3f];
//! let mut frame = Vec::new();
//! Encoder::new(&book).frame(&elements, &mut frame)?;
//! let mut back = Vec::new();
//! Decoder::new(&book).frame(&frame, &mut back).expect("what was encoded is whole");
//! assert_eq!(back, elements);
//! # Ok(())
//! # }
//! ```
//!
//! And the hardware that does the same (feature `full`):
//!
//! ```
//! # #[cfg(feature = "full")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use huffwire::codebook::Codebook;
//! use huffwire::design::{BookSpec, DecoderKind, DecoderSpec, Design, EncoderSpec, Spec};
//! use huffwire::element::Element;
//!
//! let book = Codebook::new(Element::custom(1, 2, 1, 0)?, 4, &[1, 2, 3, 4], None)?;
//! let encoder = EncoderSpec::new(4, 2);
//! let decoder = DecoderSpec::new(DecoderKind::Parallel, 1);
//! let design = Design::new(Spec::new("tiny", vec![BookSpec::new("mine", book)], encoder, decoder))?;
//! let (files, manifest) = huffwire::emit::folder(&design);
//! assert_eq!(manifest.encoder.map(|encoder| encoder.module).as_deref(), Some("tiny_encoder"));
//! assert!(files.iter().any(|file| file.path == "tiny_encoder.v" && file.text.contains("module tiny_encoder")));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "full"))]
//! # fn main() {}
//! ```
//!
//! # Features
//! `cli` (default) is the program. `full` is the library with tensors, counts, analysis, reports, Verilog and
//! simulators. Without either the contract, the golden model, the making of codes and designs are left: what a
//! testbench or a binding needs.
#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "full")]
pub mod analysis;
pub mod calibration;
pub mod codebook;
pub mod codec;
#[cfg(feature = "full")]
pub mod datasheet;
pub mod design;
pub mod element;
#[cfg(feature = "full")]
pub mod emit;
#[cfg(feature = "full")]
pub mod files;
pub mod golden;
#[cfg(feature = "full")]
pub mod histogram;
#[cfg(feature = "full")]
mod json;
#[cfg(feature = "full")]
pub mod link;
#[cfg(feature = "full")]
pub mod load;
#[cfg(feature = "full")]
pub mod registers;
#[cfg(feature = "full")]
pub mod report;
#[cfg(feature = "full")]
pub mod rtl;
#[cfg(feature = "full")]
pub mod sim;
#[cfg(feature = "full")]
pub mod synth;
#[cfg(feature = "full")]
pub mod tensor;
// What the program needs of the library beside what it is for.
#[cfg(feature = "full")]
#[doc(hidden)]
pub mod tools;
#[doc(hidden)]
pub mod words;
mod yaml;
