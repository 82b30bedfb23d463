//! Frames that no encoder wrote.

use super::payload::sent_by;
use super::{Payload, Random};
use crate::codebook::{Books, Codebook};
use crate::codec::PacketEncoder;
use crate::design::Design;

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

/// Damages a header: which of its bits, the first highest, flip. Its bits are the index, with blocks one that says where
/// the packet ends, and the base.
type HeadDamage = fn(frame: &[u8], books: &Books, &mut Random) -> u16;

const HEAD_DAMAGES: [HeadDamage; 3] = [
    // Where the packet ends; without blocks the last one.
    |_, books, _| match books.blocks() {
        true => 0x8000 >> books.index_bits(),
        false => 0x8000 >> (books.header_bits() - 1),
    },
    // Any of them.
    |_, _, random| random.bits() as u16,
    // All ones: the highest index.
    |frame, _, _| !frame.iter().take(2).fold(0, |head, byte| head << 8 | u16::from(*byte)),
];

/// Flips bits of the header, which lies in the first two bytes.
fn head(frame: &mut [u8], flip: u16, books: &Books) {
    let mask = !(0xffffu32 >> books.header_bits()) as u16;
    for (byte, flip) in frame.iter_mut().zip((flip & mask).to_be_bytes()) {
        *byte ^= flip;
    }
}

/// `count` damaged frames for the design's decoder, each followed by a good one, which it must not hurt. With blocks
/// each of them may be one of several frames of a packet, and a second good one follows: the first may be lost.
/// What must come out of them the golden decoder says. None without a decoder.
pub fn damaged(design: &Design, count: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let Some(decoder) = design.decoder() else { return Vec::new() };
    let width = decoder.in_bytes();
    let books = design.books();
    let header = books.header_bits();
    let encoder = PacketEncoder::new(books);
    let mut frames = Vec::with_capacity(2 * count);
    for number in 0..count {
        let index = if header > 0 { random.below(books.indices()) } else { 0 };
        let book = sent_by(books, index);
        // Frames of up to about three beats, and good ones of one.
        let beat = (8 * width).div_ceil(books.shortest_element() as usize);
        let mut good = Vec::new();
        for most in if books.blocks() { vec![3 * beat, beat, beat] } else { vec![3 * beat, beat] } {
            let payload = *random.of(&[Payload::Codebook, Payload::Codebook, Payload::Random]);
            let elements = payload.elements(book, 1 + random.below(most.min(100)), random);
            let blocks = if books.blocks() { 1 + random.below(3) } else { 1 };
            // Vectors of designs without base are what they were: no number is drawn for them.
            let base = if books.base() { random.bits() as u16 } else { 0 };
            good.push(split(&encoder, index, base, &elements, blocks));
        }
        let packet = &mut good[0];
        let at = if packet.len() > 1 { random.below(packet.len()) } else { 0 };
        // Every third time the header, where there is one.
        match HEAD_DAMAGES.get(number / 3 % HEAD_DAMAGES.len()).filter(|_| header > 0 && number % 3 == 2) {
            Some(damage) => {
                let flip = damage(&packet[at], books, random);
                head(&mut packet[at], flip, books);
            }
            None => DAMAGES[number % DAMAGES.len()](&mut packet[at], width, random),
        }
        frames.extend(good.into_iter().flatten());
    }
    frames
}

/// `count` packets for the design's decoder from an encoder with other codebooks, of which there is one for every
/// codebook where its format has one. With a check none of them may be taken for good.
///
/// Empty where there is no decoder or no other codebook.
pub fn by_other_books(design: &Design, count: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let Some(decoder) = design.decoder() else { return Vec::new() };
    let books = design.books();
    // Whatever another raw book may be, there is none.
    let raw = books.raw_index();
    let coded: Vec<(usize, &Codebook)> = books
        .by_index()
        .enumerate()
        .filter_map(|(index, book)| Some((index, book.filter(|_| Some(index) != raw)?)))
        .collect();
    let mut frames = Vec::new();
    for number in 0..count {
        let Some(&(index, book)) = coded.get(number % coded.len().max(1)) else { break };
        let Some(other) = another(book, 1 + number) else { continue };
        let others = books.clone().replacing(index, other.clone());
        let beat = (8 * decoder.in_bytes()).div_ceil(other.shortest_element() as usize);
        let elements = Payload::Codebook.elements(&other, 1 + random.below((3 * beat).min(100)), random);
        let blocks = if books.blocks() { 1 + random.below(3) } else { 1 };
        let base = random.bits() as u16;
        frames.extend(split(&PacketEncoder::new(&others), index, base, &elements, blocks));
    }
    frames
}

/// Another code of the same format and lengths, as of other data: every length stands some symbols further on.
fn another(book: &Codebook, by: usize) -> Option<Codebook> {
    let symbols = book.lengths().len();
    let turned = |by: usize| {
        let mut lengths = book.lengths().to_vec();
        lengths.rotate_right(by);
        Codebook::new(book.element(), book.max_length(), &lengths, book.escape()).ok()
    };
    let other = |other: &Codebook| other.digest() != book.digest();
    (by..by + symbols).filter_map(|by| turned(by % symbols)).find(other)
}

/// The frames of a packet that is sent by one book, relative to one base, in so many blocks or fewer.
fn split(encoder: &PacketEncoder, index: usize, base: u16, elements: &[u8], blocks: usize) -> Vec<Vec<u8>> {
    let size = encoder.books().element().bytes();
    let block = (elements.len() / size).div_ceil(blocks).max(1) * size;
    let count = elements.len().div_ceil(block);
    let frame = |(at, block): (usize, &[u8])| {
        let mut frame = Vec::new();
        encoder.frame(index, at + 1 == count, base, block, &mut frame).expect("payloads are elements");
        frame
    };
    elements.chunks(block).enumerate().map(frame).collect()
}
