//! Frames that no encoder wrote.

use super::{Payload, Random, vectors};
use crate::config::Design;

/// Damages a frame of a link whose bus has `width` bytes.
type Damage = fn(&mut Vec<u8>, width: usize, &mut Random);

const DAMAGES: [Damage; 11] = [
    // One to three bits, anywhere.
    |frame, _, random| (0..=random.below(3)).for_each(|_| flip(frame, random)),
    |frame, _, random| flip(frame, random),
    // Cut anywhere, and after a whole beat.
    |frame, _, random| frame.truncate(random.below(frame.len() + 1)),
    |frame, width, random| frame.truncate(random.below(frame.len() + 1) / width * width),
    // The last bit is the padding's, where there is padding.
    |frame, _, _| frame.iter_mut().rev().take(1).for_each(|byte| *byte ^= 1),
    // More behind the end: what may be padding, and what cannot be.
    |frame, width, random| frame.extend(vec![0xff; 1 + random.below(width + 1)]),
    |frame, width, random| frame.extend((0..=random.below(width + 1)).map(|_| random.bits() as u8)),
    // All of it.
    |frame, width, random| *frame = (0..random.below(3 * width + 3)).map(|_| random.bits() as u8).collect(),
    |frame, _, _| frame.fill(0xff),
    |frame, _, _| frame.fill(0),
    |frame, _, _| frame.clear(),
];

fn flip(frame: &mut [u8], random: &mut Random) {
    if !frame.is_empty() {
        let bit = random.below(8 * frame.len());
        frame[bit / 8] ^= 1 << (bit % 8);
    }
}

/// `count` damaged frames for the design's decoder, each followed by a good one, which it must not hurt.
/// What must come out of them the golden decoder says.
pub fn damaged(design: &Design, count: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let width = design.decoder.in_bytes;
    let book = &design.codebooks[0];
    let mut frames = Vec::with_capacity(2 * count);
    for index in 0..count {
        let damage = DAMAGES[index % DAMAGES.len()];
        // Frames of up to about three beats, and good ones of one.
        let beat = (8 * width).div_ceil(book.shortest_element() as usize);
        let packets = [3 * beat, beat].map(|most| {
            let payload = *random.of(&[Payload::Codebook, Payload::Codebook, Payload::Random]);
            payload.elements(book, 1 + random.below(most.min(100)), random)
        });
        let mut good = vectors::frames(design, &packets).expect("payloads are elements");
        damage(&mut good[0], width, random);
        frames.append(&mut good);
    }
    frames
}
