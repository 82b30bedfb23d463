//! The golden model: elements to frames and back, bit for bit as `docs/stream-format.md` says.
//!
//! It is the oracle that the generated Verilog is compared with, so it shares nothing with [`rtl`](crate::rtl)
//! but codebooks and element formats, and it is written to be read next to the format's text.
//!
//! [`PacketEncoder`] and [`PacketDecoder`] are those of a design; [`Encoder`] and [`Decoder`] those of one codebook, whose
//! frames have no header.

mod base;
mod bits;
mod check;
mod decoder;
mod encoder;
pub mod file;
mod packet;

pub use base::{Base, Relative, Scale};
pub use decoder::{Decoder, Reason};
pub use encoder::{EncodeError, Encoder};
pub use packet::{Choice, Frame, FrameDecoder, PacketDecoder, PacketEncoder, Read, Select};
