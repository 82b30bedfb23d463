//! What a bench plays and expects: text files, a line for every beat.
//!
//! A line is `tdata tkeep tlast tuser` in hex. Expected files hold the beats as they come when a packet's last
//! beat carries its `tlast`; the sink also takes an empty closing beat behind a full one.
//!
//! Where the functions here are given random numbers, what is sent varies as it may: packets that fill their last
//! beat end with it or with an empty one, and there is garbage above an element's significant bits.

use super::{Payload, Random, damaged};
use crate::codec::{Choice, EncodeError, Frame, FrameDecoder, PacketEncoder};
use crate::design::counters::Counted;
use crate::design::{Design, Select};
use std::fmt::Write as _;
use std::num::NonZeroUsize;

/// The two files of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vectors {
    /// What the source sends.
    pub input: String,
    /// What the sink expects.
    pub expected: String,
    /// Packets in either.
    pub packets: usize,
    /// Elements on the uncompressed side.
    pub elements: usize,
    /// What an encoder that counts must have counted, in the order of its manifest.
    pub counters: Vec<u64>,
}

/// How a packet ends that fills its last beat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// With that beat.
    Full,
    /// With an empty beat behind it.
    Empty,
}

/// What stands on `tuser`.
#[derive(Clone, Copy)]
enum User {
    /// This on a packet's last beat, 0 on the others.
    Last(u8),
    /// This on a packet's first beat, the second, which must not matter, on the others.
    First(u8, u8),
}

/// Appends a packet's beats on a bus of `width` bytes.
fn beats(out: &mut String, packet: &[u8], width: usize, user: User, end: End) {
    let mut first = true;
    let closing = end == End::Empty && !packet.is_empty() && packet.len().is_multiple_of(width);
    let mut left = packet;
    loop {
        let (beat, rest) = left.split_at(left.len().min(width));
        left = rest;
        // A closing beat is one more turn with nothing left.
        let last = rest.is_empty() && !(closing && beat.len() == width);
        for index in (0..width).rev() {
            let byte = beat.get(index).copied().unwrap_or(0);
            write!(out, "{byte:02x}").expect("a String takes everything");
        }
        out.push(' ');
        for digit in (0..width.div_ceil(4)).rev() {
            let ones = beat.len().saturating_sub(4 * digit).min(4);
            write!(out, "{:x}", (1 << ones) - 1).expect("a String takes everything");
        }
        let user = match user {
            User::Last(user) if last => user,
            User::Last(_) => 0,
            User::First(user, others) => {
                if first {
                    user
                } else {
                    others
                }
            }
        };
        first = false;
        writeln!(out, " {} {user:x}", u8::from(last)).expect("a String takes everything");
        if last {
            return;
        }
    }
}

/// One end or the other.
fn end(random: &mut Option<&mut Random>) -> End {
    random.as_mut().map_or(End::Full, |random| *random.of(&[End::Full, End::Empty]))
}

/// The index that comes with a packet, by its number in a run: every one that the bits can say, also those beyond the
/// last codebook.
pub(super) fn index(design: &Design, number: usize) -> usize {
    let indices = 1 << design.books().index_bits();
    (number + number / indices) % indices
}

/// How the frames of a packet get their codebooks, by its number in a run.
fn choice(design: &Design, number: usize) -> Choice {
    let block = design.encoder().block_elements().and_then(NonZeroUsize::new);
    block.map_or(Choice::Index(index(design, number)), Choice::Blocks)
}

/// Appends what the encoder is sent, with garbage above the significant bits. `number` is the packet's in the run.
fn encoder_input(
    out: &mut String,
    design: &Design,
    number: usize,
    packet: &[u8],
    random: &mut Option<&mut Random>,
) {
    let element = design.element();
    let mut sent = Vec::with_capacity(packet.len());
    for bytes in packet.chunks(element.bytes()) {
        let garbage = random.as_mut().map_or(0, |random| random.bits() as u32);
        let value = element.value(bytes) | garbage & !element.mask();
        sent.extend_from_slice(&value.to_le_bytes()[..element.bytes()]);
    }
    let user = match design.encoder().select() {
        Some(Select::Sideband) => {
            let index = index(design, number) as u8;
            User::First(index, !index & ((1 << design.books().index_bits()) - 1))
        }
        _ => User::Last(0),
    };
    beats(out, &sent, design.encoder().lanes() * element.bytes(), user, end(random));
}

/// The golden frames of each packet of elements.
fn golden(design: &Design, packets: &[Vec<u8>]) -> Result<Vec<Vec<Frame>>, EncodeError> {
    let encoder = PacketEncoder::new(design.books());
    packets
        .iter()
        .enumerate()
        .map(|(number, packet)| encoder.packet(choice(design, number), packet))
        .collect()
}

/// The golden frames of packets of elements, in their order: one a packet, or with blocks at least one.
///
/// # Errors
/// Bytes that the design's element format does not allow.
pub fn frames(design: &Design, packets: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, EncodeError> {
    Ok(golden(design, packets)?.into_iter().flatten().map(|frame| frame.bytes).collect())
}

/// What the encoder's counters must say of these frames.
fn counters(design: &Design, packets: &[Vec<Frame>]) -> Vec<u64> {
    let of = |index: usize, what: fn(&Frame) -> u64| {
        packets.iter().flatten().filter(|frame| frame.index == index).map(what).sum()
    };
    let beyond = || (0..packets.len()).filter(|number| index(design, *number) >= design.books().indices());
    let value = |counted: Counted| match counted {
        Counted::Frames(index) => of(index, |_| 1),
        Counted::Elements(index) => of(index, |frame| frame.elements),
        Counted::Bits(index) => of(index, |frame| frame.bits),
        Counted::IndexBeyond => beyond().count() as u64,
    };
    design.counter_layout().iter().map(|counter| value(counter.counted)).collect()
}

fn elements(design: &Design, packets: &[Vec<u8>]) -> usize {
    packets.iter().map(|packet| packet.len() / design.element().bytes()).sum()
}

/// For `tb_encoder`: packets of elements (their little-endian bytes) and their golden frames.
///
/// # Errors
/// Bytes that the design's element format does not allow.
pub fn encoder(
    design: &Design,
    packets: &[Vec<u8>],
    mut random: Option<&mut Random>,
) -> Result<Vectors, EncodeError> {
    let mut vectors =
        Vectors { packets: packets.len(), elements: elements(design, packets), ..Vectors::default() };
    let golden = golden(design, packets)?;
    for (number, (packet, frames)) in packets.iter().zip(&golden).enumerate() {
        encoder_input(&mut vectors.input, design, number, packet, &mut random);
        for frame in frames {
            beats(
                &mut vectors.expected,
                &frame.bytes,
                design.encoder().out_bytes(),
                User::Last(0),
                End::Full,
            );
        }
    }
    vectors.counters = counters(design, &golden);
    Ok(vectors)
}

/// For `tb_decoder`: frames, whole or damaged, and what the golden decoder makes of them. With the last of them a
/// packet must end.
///
/// The hardware ends a packet as soon as it is in error, with that frame, and gives nothing for what follows of it; the
/// source's `tuser` is 1 at the end of a frame with which no packet ends, so that the bench knows what to wait for.
pub fn decoder(design: &Design, frames: &[Vec<u8>], mut random: Option<&mut Random>) -> Vectors {
    let decoder = FrameDecoder::new(design.books());
    let width = design.decoder().lanes() * design.element().bytes();
    let mut vectors = Vectors::default();
    let mut packet = Vec::new();
    let mut dropping = false;
    for frame in frames {
        let before = packet.len();
        let read = decoder.frame(frame, &mut packet);
        if dropping {
            packet.truncate(before);
        }
        let ends = !dropping && (read.last || read.verdict.is_err());
        dropping = !read.last && (dropping || read.verdict.is_err());
        beats(
            &mut vectors.input,
            frame,
            design.decoder().in_bytes(),
            User::Last(u8::from(!ends)),
            end(&mut random),
        );
        if ends {
            // {reason, error}
            let user = read.verdict.map_or_else(|reason| (reason as u8) << 1 | 1, |()| 0);
            beats(&mut vectors.expected, &packet, width, User::Last(user), End::Full);
            vectors.packets += 1;
            vectors.elements += packet.len() / design.element().bytes();
            packet.clear();
        }
    }
    vectors
}

/// For `tb_loopback`: packets of elements, and the same again.
pub fn loopback(design: &Design, packets: &[Vec<u8>], mut random: Option<&mut Random>) -> Vectors {
    let width = design.decoder().lanes() * design.element().bytes();
    let mut vectors =
        Vectors { packets: packets.len(), elements: elements(design, packets), ..Vectors::default() };
    for (number, packet) in packets.iter().enumerate() {
        encoder_input(&mut vectors.input, design, number, packet, &mut random);
        beats(&mut vectors.expected, packet, width, User::Last(0), End::Full);
    }
    vectors
}

/// The small set that lies beside a generated design: file names and texts, for the benches' defaults.
///
/// A few dozen packets of every payload, the decoder's with damaged frames among them; the same ones whenever the
/// design is the same.
pub fn files(design: &Design) -> Vec<(String, String)> {
    let random = &mut Random::new(0);
    let lanes = design.encoder().lanes();
    let mut packets: Vec<Vec<u8>> = Vec::new();
    let mut add = |payload: Payload, count: usize, random: &mut Random| {
        packets.push(payload.packet(design, packets.len(), count, random));
    };
    for payload in Payload::ALL.iter().filter(|payload| payload.fits_design(design)) {
        for count in [lanes, 1 + random.below(lanes + 2)] {
            add(*payload, count, random);
        }
    }
    for count in [0, 0, 2 * lanes + 1, 1] {
        add(Payload::Codebook, count, random);
    }
    if let Some(block) = design.encoder().block_elements() {
        for (payload, count) in
            [(Payload::Codebook, 2 * block + 1), (Payload::Longest, block), (Payload::Random, 0)]
        {
            add(payload, count, random);
        }
    }
    let encoder = encoder(design, &packets, Some(random)).expect("payloads are elements");
    // Its input is the encoder's.
    let loopback = loopback(design, &packets, None);
    let mut sent = frames(design, &packets).expect("payloads are elements");
    sent.extend(damaged(design, 8, random));
    let decoder = decoder(design, &sent, Some(random));
    [
        ("encoder_in.hex", encoder.input),
        ("encoder_out.hex", encoder.expected),
        ("decoder_in.hex", decoder.input),
        ("decoder_out.hex", decoder.expected),
        ("loopback_out.hex", loopback.expected),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(packet: &[u8], width: usize, user: u8, end: End) -> String {
        let mut out = String::new();
        beats(&mut out, packet, width, User::Last(user), end);
        out
    }

    #[test]
    fn a_line_is_a_beat() {
        assert_eq!(lines(&[1, 2, 3, 4, 5], 4, 7, End::Full), "04030201 f 0 0\n00000005 1 1 7\n");
        assert_eq!(lines(&[1, 2, 3, 4, 5, 6], 6, 0, End::Full), "060504030201 3f 1 0\n");
        assert_eq!(lines(&[1, 2], 2, 5, End::Empty), "0201 3 0 0\n0000 0 1 5\n");
        assert_eq!(lines(&[1], 2, 0, End::Empty), "0001 1 1 0\n");
        for end in [End::Full, End::Empty] {
            assert_eq!(lines(&[], 2, 3, end), "0000 0 1 3\n");
        }
    }
}
