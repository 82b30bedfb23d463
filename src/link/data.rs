//! What frames a design makes of a message.

use super::route::Codec;
use crate::codec::{Base, Choice, EncodeError, PacketEncoder};
use crate::design::Design;
use crate::golden;

/// A frame, by what counts of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its elements.
    pub elements: u64,
    /// Its bytes.
    pub bytes: u64,
}

/// What is coded.
#[derive(Clone, Debug)]
pub enum Data {
    /// So many bits an element, of all frames alike.
    Bits(f64),
    /// Elements that the golden model codes.
    Sample(Box<Sample>),
}

/// Elements of tensors, and how the design codes them.
#[derive(Clone, Debug)]
pub struct Sample {
    elements: Vec<u8>,
    encoder: PacketEncoder,
    choice: Choice,
    bits: f64,
}

impl Sample {
    /// Whole elements, little-endian, one after the other.
    ///
    /// # Errors
    /// Bytes that the design's element format does not allow, or none.
    pub fn new(design: &Design, elements: Vec<u8>) -> Result<Self, EncodeError> {
        let encoder = PacketEncoder::new(design.books());
        let mut choice = golden::choice(design);
        if let Base::Previous(_) = choice.base {
            // As behind data like these, not at a stream's beginning.
            let last = encoder.frames(choice, &elements).last().transpose()?;
            choice = choice.with_base(Base::Previous(last.map_or(0, |frame| frame.own_base)));
        }
        let (mut bits, mut count) = (0, 0);
        for frame in encoder.frames(choice, &elements) {
            let frame = frame?;
            bits += frame.bits;
            count += frame.elements;
        }
        Ok(Self { elements, encoder, choice, bits: bits as f64 / count.max(1) as f64 })
    }

    /// Bits an element, without headers and padding.
    pub fn bits(&self) -> f64 {
        self.bits
    }

    fn packet(&self, elements: &[u8], mut each: impl FnMut(Frame)) {
        for frame in self.encoder.frames(self.choice, elements) {
            let frame = frame.expect("coded before");
            each(Frame { elements: frame.elements, bytes: frame.bytes.len() as u64 });
        }
    }
}

impl Data {
    /// Bits an element, without headers and padding.
    pub fn bits(&self) -> f64 {
        match self {
            Self::Bits(bits) => *bits,
            Self::Sample(sample) => sample.bits,
        }
    }

    /// The frames of a message of so many elements, in packets of `packet`: each with how many there are of it, first and
    /// last in their places. Where there are more of a kind than the sample has, each of the sample's stands for several.
    pub(super) fn frames(&self, codec: &Codec, elements: u64, packet: u64, mut each: impl FnMut(f64, Frame)) {
        let (full, rest) = (elements / packet, elements % packet);
        match self {
            Self::Bits(bits) => {
                cut(codec, *bits, packet, full, &mut each);
                if rest > 0 {
                    cut(codec, *bits, rest, 1, &mut each);
                }
            }
            Self::Sample(sample) => {
                let size = codec.element_bytes;
                let there = sample.elements.len() as u64 / size;
                if packet > there {
                    // Longer than the sample: of blocks its own stand for all, of one frame its bits do.
                    sample.long(codec, elements, packet, &mut each);
                    return;
                }
                let found = (there / packet).min(full.max(1));
                let (packets, _) = sample.elements.split_at((found * packet * size) as usize);
                for packet in packets.chunks_exact((packet * size) as usize) {
                    sample.packet(packet, |frame| each(full as f64 / found as f64, frame));
                }
                if rest > 0 {
                    // In the message's own order where the sample is the message.
                    let from = if full == found && full * packet + rest <= there {
                        full * packet
                    } else {
                        there - rest
                    };
                    let tail = &sample.elements[(from * size) as usize..((from + rest) * size) as usize];
                    sample.packet(tail, |frame| each(1.0, frame));
                }
            }
        }
    }
}

impl Sample {
    fn long(&self, codec: &Codec, elements: u64, packet: u64, each: &mut impl FnMut(f64, Frame)) {
        let (full, rest) = (elements / packet, elements % packet);
        let Some(block) = codec.block else {
            cut(codec, self.bits, packet, full, each);
            if rest > 0 {
                cut(codec, self.bits, rest, 1, each);
            }
            return;
        };
        let mut found = Vec::new();
        self.packet(&self.elements, |frame| found.push(frame));
        // The last one may not be full.
        let whole = found.iter().filter(|frame| frame.elements == block).count();
        if whole == 0 {
            cut(codec, self.bits, packet, full, each);
            if rest > 0 {
                cut(codec, self.bits, rest, 1, each);
            }
            return;
        }
        let blocks = full * (packet / block) + rest / block;
        found[..whole].iter().for_each(|&frame| each(blocks as f64 / whole as f64, frame));
        if !packet.is_multiple_of(block) {
            cut(codec, self.bits, packet % block, full, each);
        }
        if !rest.is_multiple_of(block) {
            cut(codec, self.bits, rest % block, 1, each);
        }
    }
}

/// So many packets of `elements`, all of the same bits an element.
fn cut(codec: &Codec, bits: f64, elements: u64, packets: u64, each: &mut impl FnMut(f64, Frame)) {
    let frame = |elements: u64| {
        let bits = f64::from(codec.header_bits) + elements as f64 * bits;
        Frame { elements, bytes: (bits / 8.0).ceil() as u64 + codec.check_bytes }
    };
    let block = codec.block.unwrap_or(elements);
    let (full, rest) = (elements / block, elements % block);
    if full > 0 {
        each((full * packets) as f64, frame(block));
    }
    if rest > 0 {
        each(packets as f64, frame(rest));
    }
}
