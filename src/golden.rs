//! The golden model of a design: how its encoder makes frames of packets where nobody says otherwise.

use crate::codec::{Base, Choice};
use crate::design::{BaseRule, Design, Encoder};
use std::num::NonZeroUsize;

/// The codebook that makes a frame the smallest, the base of the design's rule (of `sideband`, which somebody else brings,
/// that of the frame's own exponents), and the design's blocks.
pub fn choice(design: &Design) -> Choice {
    let base = match design.base() {
        Some(BaseRule::Previous) => Base::Previous(0),
        _ => Base::Own,
    };
    let block = design.encoder().and_then(Encoder::block_elements).and_then(NonZeroUsize::new);
    Choice { block, ..Choice::smallest() }.with_base(base)
}
