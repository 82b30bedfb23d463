//! What a bench plays and expects: text files, a line for every beat.
//!
//! Of a design without the end that a bench is of there are no vectors.
//!
//! A line is `tdata tkeep tlast tuser` in hex; what travels with a packet, {tdest, tid, tuser}, stands above a bench's
//! own bits in the last field. Expected files hold the beats as they come when a packet's last
//! beat carries its `tlast`; the sink also takes an empty closing beat behind a full one.
//!
//! Where the functions here are given random numbers, what is sent varies as it may: packets that fill their last
//! beat end with it or with an empty one, beats of elements have null ones among them or nothing else, and there is
//! garbage above an element's significant bits.

use super::{Payload, Random, damaged, loads};
use crate::codec::{self, Base, Choice, EncodeError, Frame, FrameDecoder, PacketEncoder};
use crate::design::counters::Counted;
use crate::design::ports::DECODER_USER_BITS;
use crate::design::{BaseRule, Decoder, Design, Encoder, Select};
use std::fmt::{self, Write as _};
use std::num::NonZeroUsize;

/// Bits below what travels with a packet in what the sink of frames expects; the lowest is a mark.
const MARK_BITS: u32 = 4;

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
    /// Packets that the decoder must end with an error.
    pub errors: usize,
    /// What an encoder that counts must have counted, in the order of its manifest.
    pub counters: Vec<u64>,
    /// What the ends' slots are loaded with, a file for each that has any.
    pub loads: Vec<(&'static str, String)>,
}

/// The bits of a line's `tuser`, the lowest first.
#[derive(Clone, Debug, Default)]
struct Bits(Vec<bool>);

impl Bits {
    /// The lowest `width` bits of `value` above those that are there.
    fn and(mut self, value: u64, width: u32) -> Self {
        self.0.extend((0..width).map(|bit| value >> bit & 1 == 1));
        self
    }

    fn then(mut self, above: &Self) -> Self {
        self.0.extend(&above.0);
        self
    }

    fn inverted(&self) -> Self {
        Self(self.0.iter().map(|bit| !bit).collect())
    }
}

impl fmt::Display for Bits {
    /// In hex.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("0");
        }
        let digit = |bits: &[bool]| bits.iter().rev().fold(0, |digit, bit| 2 * digit + u8::from(*bit));
        self.0.chunks(4).rev().try_for_each(|bits| write!(f, "{:x}", digit(bits)))
    }
}

/// What stands on `tuser`.
enum User<'a> {
    /// The second on every beat, and below it so many bits: these on a packet's last beat, 0 on the others.
    Last(u8, u32, &'a Bits),
    /// The same of a frame that goes into a decoder: behind its first beat that has bytes the inverse of what travels with it,
    /// which must not matter.
    Frame(u8, u32, &'a Bits),
    /// This on a packet's first beat, the inverse, which must not matter, on the others.
    First(Bits),
}

/// What travels with a packet, by its number in a run: {tdest, tid, tuser}, which differ from packet to packet.
fn side(design: &Design, number: usize) -> Bits {
    let side = design.sideband();
    let mut random = Random::new(number as u64 + 1);
    [side.tuser, side.tid, side.tdest]
        .into_iter()
        .fold(Bits::default(), |bits, width| bits.and(random.bits(), width as u32))
}

/// Which units of every beat (bytes, or the lanes of elements) hold something, the first lowest. There is a beat.
type Shape = Vec<Vec<bool>>;

/// Full beats but for the last. Where there are random numbers, an empty one may stand behind a last one that is full.
fn dense(count: usize, units: usize, random: &mut Option<&mut Random>) -> Shape {
    let beat = |from: usize| (from..from + units).map(|unit| unit < count).collect();
    let mut shape: Shape =
        (0..count.div_ceil(units).max(1)).map(|beat_number| beat(beat_number * units)).collect();
    let full = count > 0 && count.is_multiple_of(units);
    if full && random.as_mut().is_some_and(|random| random.below(2) == 1) {
        shape.push(beat(count));
    }
    shape
}

/// Any units of any beat; beats without any among them, at the beginning and at the end too.
fn sparse(count: usize, units: usize, random: &mut Random) -> Shape {
    let mut shape = Shape::new();
    let mut left = count;
    while left > 0 || shape.is_empty() || random.below(4) == 0 {
        // Full, none, or each with one chance in two.
        let chance = *random.of(&[0, 1, 1, 1, 2]);
        let mut beat = Vec::with_capacity(units);
        for _ in 0..units {
            let kept = left > 0 && random.below(2) < chance;
            left -= usize::from(kept);
            beat.push(kept);
        }
        shape.push(beat);
    }
    shape
}

fn kept(beat: &[bool]) -> usize {
    beat.iter().filter(|kept| **kept).count()
}

/// Appends a packet's beats, `packet` in the places that `shape` keeps; a unit has `size` bytes.
fn beats(out: &mut String, packet: &[u8], shape: &[Vec<bool>], size: usize, user: User) {
    let mut left = packet.chunks(size);
    let mut begun = false;
    for (number, beat) in shape.iter().enumerate() {
        let last = number + 1 == shape.len();
        let mut bytes = vec![0; beat.len() * size];
        for (place, _) in bytes.chunks_mut(size).zip(beat).filter(|(_, kept)| **kept) {
            place.copy_from_slice(left.next().expect("a shape has the packet's units"));
        }
        for byte in bytes.iter().rev() {
            write!(out, "{byte:02x}").expect("a String takes everything");
        }
        out.push(' ');
        let keep: Vec<bool> = beat.iter().flat_map(|kept| std::iter::repeat_n(*kept, size)).collect();
        for digit in keep.chunks(4).rev() {
            let ones = digit.iter().rev().fold(0, |ones, kept| 2 * ones + u8::from(*kept));
            write!(out, "{ones:x}").expect("a String takes everything");
        }
        let user = match &user {
            User::Last(user, width, side) => {
                Bits::default().and(if last { (*user).into() } else { 0 }, *width).then(side)
            }
            User::Frame(mark, width, side) => {
                let mark = Bits::default().and(if last { (*mark).into() } else { 0 }, *width);
                if begun { mark.then(&side.inverted()) } else { mark.then(side) }
            }
            User::First(bits) if number == 0 => bits.clone(),
            User::First(bits) => bits.inverted(),
        };
        writeln!(out, " {} {user}", u8::from(last)).expect("a String takes everything");
        begun |= kept(beat) > 0;
    }
}

/// The same for full beats.
fn full_beats(out: &mut String, bytes: &[u8], width: usize, user: User, mut random: Option<&mut Random>) {
    beats(out, bytes, &dense(bytes.len(), width, &mut random), 1, user);
}

/// The index that comes with a packet, by its number in a run: every one that the bits can say, also those beyond the
/// last codebook.
pub(super) fn index(design: &Design, number: usize) -> usize {
    let indices = 1 << design.books().index_bits();
    (number + number / indices) % indices
}

/// The base that comes with a packet, by its number in a run: all of them in turn, the middle first.
pub(super) fn base(design: &Design, number: usize) -> u16 {
    let range = 1 << design.element().exponent_bits();
    ((number * 37 + range / 2) % range) as u16
}

/// How the frames of a packet are made, by its number in a run; `before` is the base that the frame before would have
/// had.
fn choice(design: &Design, number: usize, before: u16) -> Choice {
    let smallest = match design.encoder() {
        Some(encoder) => encoder.select() == Some(Select::Smallest),
        None => design.books().blocks(),
    };
    let select = if smallest { codec::Select::Smallest } else { codec::Select::Index(index(design, number)) };
    let base = match design.base() {
        Some(BaseRule::Previous) => Base::Previous(before),
        Some(BaseRule::Sideband) => Base::Given(base(design, number)),
        _ => Base::Own,
    };
    Choice { select, block: block_elements(design).and_then(NonZeroUsize::new), base }
}

/// Beats of a block that a decoder alone is sent, which takes any.
const BLOCK_BEATS: usize = 64;

/// Elements in a full block, where packets are cut into blocks.
pub(super) fn block_elements(design: &Design) -> Option<usize> {
    match design.encoder() {
        Some(encoder) => encoder.block_elements(),
        None => design.books().blocks().then(|| BLOCK_BEATS * lanes(design)),
    }
}

/// Elements in a beat: the encoder's, or of a decoder alone.
pub(super) fn lanes(design: &Design) -> usize {
    match (design.encoder(), design.decoder()) {
        (Some(encoder), _) => encoder.lanes(),
        (None, decoder) => decoder.map_or(1, Decoder::lanes),
    }
}

/// The beats in which the encoder is sent a packet. Where there are random numbers, every third one's are sparse.
fn encoder_shape(design: &Design, packet: &[u8], random: &mut Option<&mut Random>) -> Shape {
    let count = packet.len() / design.element().bytes();
    let lanes = lanes(design);
    if let Some(random) = random
        && random.below(3) == 0
    {
        return sparse(count, lanes, random);
    }
    dense(count, lanes, random)
}

/// How many elements are in each of a packet's blocks of so many beats. An empty last beat behind a full block makes
/// none of its own.
fn elements_of_blocks(shape: &[Vec<bool>], block: usize) -> Vec<usize> {
    let (last, before) = shape.split_last().expect("there is a beat");
    let closing = kept(last) == 0 && !before.is_empty() && before.len().is_multiple_of(block);
    let beats = if closing { before } else { shape };
    beats.chunks(block).map(|block| block.iter().map(|beat| kept(beat)).sum()).collect()
}

/// Appends what the encoder is sent, with garbage above the significant bits. `number` is the packet's in the run.
fn encoder_input(
    out: &mut String,
    design: &Design,
    number: usize,
    packet: &[u8],
    shape: &[Vec<bool>],
    random: &mut Option<&mut Random>,
) {
    let element = design.element();
    let mut sent = Vec::with_capacity(packet.len());
    for bytes in packet.chunks(element.bytes()) {
        let garbage = random.as_mut().map_or(0, |random| random.bits() as u32);
        let value = element.value(bytes) | garbage & !element.mask();
        sent.extend_from_slice(&value.to_le_bytes()[..element.bytes()]);
    }
    let mut user = Bits::default();
    if design.encoder().and_then(Encoder::select) == Some(Select::Sideband) {
        user = user.and(index(design, number) as u64, design.books().index_bits());
    }
    if design.base() == Some(BaseRule::Sideband) {
        user = user.and(base(design, number).into(), design.books().base_bits());
    }
    beats(out, &sent, shape, element.bytes(), User::First(user.then(&side(design, number))));
}

/// The golden encoder of packets that come one behind the other.
struct Golden<'a> {
    design: &'a Design,
    encoder: PacketEncoder,
    /// The base that the frame before would have had.
    before: u16,
}

impl<'a> Golden<'a> {
    fn new(design: &'a Design) -> Self {
        Self { design, encoder: PacketEncoder::new(design.books()), before: 0 }
    }

    /// The frames of packet `number` whose blocks have so many elements; without blocks there is one.
    fn packet(&mut self, number: usize, packet: &[u8], counts: &[usize]) -> Result<Vec<Frame>, EncodeError> {
        let size = self.design.element().bytes();
        let mut left = packet;
        let mut frames = Vec::with_capacity(counts.len());
        for (at, count) in counts.iter().enumerate() {
            let (elements, rest) = left.split_at(count * size);
            left = rest;
            let choice = Choice { block: None, ..choice(self.design, number, self.before) };
            let [frame] = &self.encoder.packet(choice, elements)?[..] else { unreachable!("one block") };
            let last = at + 1 == counts.len();
            let mut bytes = Vec::new();
            self.encoder.frame(frame.index, last, frame.base, elements, &mut bytes)?;
            self.before = frame.own_base;
            frames.push(Frame { last, bytes, ..frame.clone() });
        }
        Ok(frames)
    }

    /// The same of a packet that is sent in these beats.
    fn beats(
        &mut self,
        number: usize,
        packet: &[u8],
        shape: &[Vec<bool>],
    ) -> Result<Vec<Frame>, EncodeError> {
        match self.design.encoder().and_then(Encoder::block) {
            Some(block) => self.packet(number, packet, &elements_of_blocks(shape, block)),
            None => self.packet(number, packet, &[packet.len() / self.design.element().bytes()]),
        }
    }
}

/// The golden frames of packets of elements, in their order: one a packet, or with blocks at least one.
///
/// # Errors
/// Bytes that the design's element format does not allow.
pub fn frames(design: &Design, packets: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, EncodeError> {
    let encoder = PacketEncoder::new(design.books());
    let mut before = 0;
    let mut frames = Vec::new();
    for (number, packet) in packets.iter().enumerate() {
        for frame in encoder.packet(choice(design, number, before), packet)? {
            before = frame.own_base;
            frames.push(frame.bytes);
        }
    }
    Ok(frames)
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

/// For the encoder's bench: packets of elements (their little-endian bytes) and their golden frames. The sink's
/// `tuser` is 1 at the end of a frame with which no packet ends.
///
/// # Errors
/// Bytes that the design's element format does not allow.
pub fn encoder(
    design: &Design,
    packets: &[Vec<u8>],
    mut random: Option<&mut Random>,
) -> Result<Vectors, EncodeError> {
    let Some(encoder) = design.encoder() else { return Ok(Vectors::default()) };
    let mut vectors = Vectors {
        packets: packets.len(),
        elements: elements(design, packets),
        loads: loads::files(design),
        ..Vectors::default()
    };
    let mut golden = Golden::new(design);
    let mut sent = Vec::with_capacity(packets.len());
    for (number, packet) in packets.iter().enumerate() {
        let shape = encoder_shape(design, packet, &mut random);
        encoder_input(&mut vectors.input, design, number, packet, &shape, &mut random);
        let frames = golden.beats(number, packet, &shape)?;
        let side = side(design, number);
        for frame in &frames {
            let user = User::Last(u8::from(!frame.last), MARK_BITS, &side);
            full_beats(&mut vectors.expected, &frame.bytes, encoder.out_bytes(), user, None);
        }
        sent.push(frames);
    }
    vectors.counters = counters(design, &sent);
    Ok(vectors)
}

/// For the decoder's bench: frames, whole or damaged, and what the golden decoder makes of them. With the last of them a
/// packet must end.
///
/// The hardware ends a packet as soon as it is in error, with that frame, and gives nothing for what follows of it; the
/// source's `tuser` is 1 at the end of a frame with which no packet ends, so that the bench knows what to wait for.
pub fn decoder(design: &Design, frames: &[Vec<u8>], mut random: Option<&mut Random>) -> Vectors {
    let mut vectors = Vectors { loads: loads::files(design), ..Vectors::default() };
    let Some(decoder) = design.decoder() else { return vectors };
    let golden = FrameDecoder::new(design.books());
    let width = decoder.lanes() * design.element().bytes();
    let mut packet = Vec::new();
    let mut dropping = false;
    for frame in frames {
        let before = packet.len();
        let read = golden.frame(frame, &mut packet);
        if dropping {
            packet.truncate(before);
        }
        let ends = !dropping && (read.last || read.verdict.is_err());
        dropping = !read.last && (dropping || read.verdict.is_err());
        let side = side(design, vectors.packets);
        let user = User::Frame(u8::from(!ends), 1, &side);
        full_beats(&mut vectors.input, frame, decoder.in_bytes(), user, random.as_deref_mut());
        if ends {
            // {reason, error}
            let user = read.verdict.map_or_else(|reason| (reason as u8) << 1 | 1, |()| 0);
            let user = User::Last(user, DECODER_USER_BITS, &side);
            full_beats(&mut vectors.expected, &packet, width, user, None);
            vectors.packets += 1;
            vectors.errors += usize::from(read.verdict.is_err());
            vectors.elements += packet.len() / design.element().bytes();
            packet.clear();
        }
    }
    vectors
}

/// For the loopback: packets of elements, and the same again.
pub fn loopback(design: &Design, packets: &[Vec<u8>], mut random: Option<&mut Random>) -> Vectors {
    let (Some(_), Some(decoder)) = (design.encoder(), design.decoder()) else { return Vectors::default() };
    let width = decoder.lanes() * design.element().bytes();
    let mut vectors = Vectors {
        packets: packets.len(),
        elements: elements(design, packets),
        loads: loads::files(design),
        ..Vectors::default()
    };
    for (number, packet) in packets.iter().enumerate() {
        let shape = encoder_shape(design, packet, &mut random);
        encoder_input(&mut vectors.input, design, number, packet, &shape, &mut random);
        let side = side(design, number);
        let user = User::Last(0, DECODER_USER_BITS, &side);
        full_beats(&mut vectors.expected, packet, width, user, None);
    }
    vectors
}

/// The small set that lies beside a generated design: file names and texts, for the benches' defaults.
///
/// A few dozen packets of every payload, the decoder's with damaged frames among them; the same ones whenever the
/// design is the same.
pub fn files(design: &Design) -> Vec<(String, String)> {
    let random = &mut Random::new(0);
    let lanes = lanes(design);
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
    if let Some(block) = block_elements(design) {
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
    let files = [
        ("encoder_in.hex", encoder.input),
        ("encoder_out.hex", encoder.expected),
        ("decoder_in.hex", decoder.input),
        ("decoder_out.hex", decoder.expected),
        ("loopback_out.hex", loopback.expected),
    ];
    let loads = loads::files(design).into_iter();
    // Those of an end that is not there are empty, as no others are.
    let there = loads.chain(files).filter(|(_, text)| !text.is_empty());
    there.map(|(name, text)| (name.to_owned(), text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(packet: &[u8], shape: &[Vec<bool>], size: usize, user: u8) -> String {
        let mut out = String::new();
        beats(&mut out, packet, shape, size, User::Last(user, 4, &Bits::default()));
        out
    }

    #[test]
    fn a_line_is_a_beat() {
        let full = |packet: &[u8], width: usize, user| {
            lines(packet, &dense(packet.len(), width, &mut None), 1, user)
        };
        assert_eq!(full(&[1, 2, 3, 4, 5], 4, 7), "04030201 f 0 0\n00000005 1 1 7\n");
        assert_eq!(full(&[1, 2, 3, 4, 5, 6], 6, 0), "060504030201 3f 1 0\n");
        assert_eq!(full(&[], 2, 3), "0000 0 1 3\n");
        let shape = [vec![false, false], vec![false, true], vec![true, true], vec![false, false]];
        let sparse = lines(&[1, 2, 3, 4, 5, 6], &shape, 2, 5);
        assert_eq!(sparse, "00000000 0 0 0\n02010000 c 0 0\n06050403 f 0 0\n00000000 0 1 5\n");
    }

    /// Every kind of beat comes, and never another number of elements.
    #[test]
    fn shapes_hold_what_they_should() {
        let random = &mut Random::new(3);
        let (mut empty, mut gaps, mut closed, mut ends_empty) = (0, 0, 0, 0);
        for count in 0..60 {
            let shape = sparse(count, 4, random);
            assert_eq!(shape.iter().map(|beat| kept(beat)).sum::<usize>(), count);
            let (last, before) = shape.split_last().unwrap();
            empty += before.iter().filter(|beat| kept(beat) == 0).count();
            gaps += before.iter().filter(|beat| !beat[0] && kept(beat) > 0).count();
            ends_empty += usize::from(kept(last) == 0);
            let shape = dense(count, 4, &mut Some(&mut *random));
            assert_eq!(shape.iter().map(|beat| kept(beat)).sum::<usize>(), count);
            closed += usize::from(count > 0 && kept(shape.last().unwrap()) == 0);
        }
        assert!(empty > 0 && gaps > 0 && closed > 0 && ends_empty > 0);
    }

    /// Blocks are of beats, whatever is in them; the beat that closes a packet behind a full block is none.
    #[test]
    fn blocks_are_of_beats() {
        let (some, none) = (vec![true, false], vec![false, false]);
        for (beats, counts) in [
            (&[&none][..], &[0][..]),
            (&[&some], &[1]),
            (&[&some, &none], &[1]),
            (&[&some, &some, &none], &[2]),
            (&[&none, &none, &some], &[0, 1]),
            (&[&some, &some, &none, &none], &[2, 0]),
            (&[&some, &some, &none, &some, &none], &[2, 1]),
        ] {
            let shape: Shape = beats.iter().map(|beat| (*beat).clone()).collect();
            assert_eq!(elements_of_blocks(&shape, 2), counts, "{beats:?}");
        }
    }
}
