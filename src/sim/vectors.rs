//! What a bench plays and expects: text files, a line for every beat.
//!
//! A line is `tdata tkeep tlast tuser` in hex. Expected files hold the beats as they come when a packet's last
//! beat carries its `tlast`; the sink also takes an empty closing beat behind a full one.
//!
//! Where the functions here are given random numbers, what is sent varies as it may: packets that fill their last
//! beat end with it or with an empty one, and there is garbage above an element's significant bits.

use super::{Payload, Random, damaged};
use crate::codec::{Decoder, EncodeError, Encoder};
use crate::config::Design;
use std::fmt::Write as _;

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
}

/// How a packet ends that fills its last beat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// With that beat.
    Full,
    /// With an empty beat behind it.
    Empty,
}

/// Appends a packet's beats on a bus of `width` bytes; `user` stands at its end.
fn beats(out: &mut String, packet: &[u8], width: usize, user: u8, end: End) {
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
        let user = if last { user } else { 0 };
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

/// Appends what the encoder is sent, with garbage above the significant bits.
fn encoder_input(out: &mut String, design: &Design, packet: &[u8], random: &mut Option<&mut Random>) {
    let element = design.element;
    let mut sent = Vec::with_capacity(packet.len());
    for bytes in packet.chunks(element.bytes()) {
        let garbage = random.as_mut().map_or(0, |random| random.bits() as u32);
        let value = element.value(bytes) | garbage & !element.mask();
        sent.extend_from_slice(&value.to_le_bytes()[..element.bytes()]);
    }
    beats(out, &sent, design.encoder.lanes * element.bytes(), 0, end(random));
}

/// The golden frames of packets of elements.
///
/// # Errors
/// Bytes that the design's element format does not allow.
pub fn frames(design: &Design, packets: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, EncodeError> {
    let encoder = Encoder::new(&design.codebooks[0]);
    let frame = |packet: &Vec<u8>| {
        let mut frame = Vec::new();
        encoder.frame(packet, &mut frame).map(|()| frame)
    };
    packets.iter().map(frame).collect()
}

fn elements(design: &Design, packets: &[Vec<u8>]) -> usize {
    packets.iter().map(|packet| packet.len() / design.element.bytes()).sum()
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
    for (packet, frame) in packets.iter().zip(frames(design, packets)?) {
        encoder_input(&mut vectors.input, design, packet, &mut random);
        beats(&mut vectors.expected, &frame, design.encoder.out_bytes, 0, End::Full);
    }
    Ok(vectors)
}

/// For `tb_decoder`: frames, whole or damaged, and what the golden decoder makes of them.
pub fn decoder(design: &Design, frames: &[Vec<u8>], mut random: Option<&mut Random>) -> Vectors {
    let decoder = Decoder::new(&design.codebooks[0]);
    let width = design.decoder.lanes * design.element.bytes();
    let mut vectors = Vectors { packets: frames.len(), ..Vectors::default() };
    for frame in frames {
        let mut packet = Vec::new();
        // {reason, error}
        let user = decoder.frame(frame, &mut packet).map_or_else(|reason| (reason as u8) << 1 | 1, |()| 0);
        beats(&mut vectors.input, frame, design.decoder.in_bytes, 0, end(&mut random));
        beats(&mut vectors.expected, &packet, width, user, End::Full);
        vectors.elements += packet.len() / design.element.bytes();
    }
    vectors
}

/// For `tb_loopback`: packets of elements, and the same again.
pub fn loopback(design: &Design, packets: &[Vec<u8>], mut random: Option<&mut Random>) -> Vectors {
    let width = design.decoder.lanes * design.element.bytes();
    let mut vectors =
        Vectors { packets: packets.len(), elements: elements(design, packets), ..Vectors::default() };
    for packet in packets {
        encoder_input(&mut vectors.input, design, packet, &mut random);
        beats(&mut vectors.expected, packet, width, 0, End::Full);
    }
    vectors
}

/// The small set that lies beside a generated design: file names and texts, for the benches' defaults.
///
/// A few dozen packets of every payload, the decoder's with damaged frames among them; the same ones whenever the
/// design is the same.
pub fn files(design: &Design) -> Vec<(String, String)> {
    let random = &mut Random::new(0);
    let book = &design.codebooks[0];
    let lanes = design.encoder.lanes;
    let mut packets: Vec<Vec<u8>> = Vec::new();
    for payload in Payload::ALL.iter().filter(|payload| payload.fits(book)) {
        for count in [lanes, 1 + random.below(lanes + 2)] {
            packets.push(payload.elements(book, count, random));
        }
    }
    for count in [0, 0, 2 * lanes + 1, 1] {
        packets.push(Payload::Codebook.elements(book, count, random));
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
        beats(&mut out, packet, width, user, end);
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
