//! What a decoder notices of damage, and what it does not: frames of the sample tensors, damaged one kind after the
//! other, through the golden model. `cargo run --release --example damage` prints the tables of docs/damage.md.

use huffwire::codebook::{self, Books, Check, Codebook};
use huffwire::codec::{
    Choice, Decoder, Encoder, Frame, FrameDecoder, PacketEncoder, Read, Reason, Relative, Scale,
};
use huffwire::sim::Random;
use huffwire::tensor;
use std::fmt::Write as _;
use std::path::Path;

/// Elements of a packet.
pub const PACKET: usize = 1024;

/// Bytes of the bus whose beats are dropped.
const BEAT: usize = 16;

/// Damaged frames of each kind.
const FRAMES: usize = 1000;

/// A code, another one of the same format that a receiver may have by mistake, and the tensors it is tried on.
const CODES: [(&str, &str, &str, &str); 2] = [
    (
        "bf16",
        "configs/codebooks/bf16_act.yaml",
        "configs/codebooks/bf16_layer0.yaml",
        "tests/data/bf16/step_000083",
    ),
    (
        "e4m3",
        "configs/codebooks/e4m3_act.yaml",
        "benches/qor/e4m3_layer0.yaml",
        "tests/data/e4m3/step_000083",
    ),
];

type Damage = fn(&mut Vec<u8>, &mut Random);

/// The kinds; the last one leaves the frame as it is, and the receiver has another codebook.
const DAMAGES: [(&str, Damage); 8] = [
    ("one bit flipped", |frame, random| flip(frame, 1, random)),
    ("four bits flipped", |frame, random| flip(frame, 4, random)),
    ("burst of 32 bits", |frame, random| {
        let at = random.below(8 * frame.len() - 31);
        let noise = random.bits() as u32 | 1;
        (0..32).filter(|bit| noise >> bit & 1 == 1).for_each(|bit| toggle(frame, at + bit));
    }),
    ("cut anywhere", |frame, random| frame.truncate(random.below(frame.len()))),
    ("16 random bytes more", |frame, random| frame.extend((0..BEAT).map(|_| random.bits() as u8))),
    ("a beat of 16 bytes dropped", |frame, random| {
        let at = BEAT * random.below(frame.len() / BEAT);
        frame.drain(at..at + BEAT);
    }),
    ("two beats exchanged", |frame, random| {
        let beats = frame.len() / BEAT;
        let (a, b) = (random.below(beats), random.below(beats - 1));
        let b = if b < a { b } else { b + 1 };
        (0..BEAT).for_each(|byte| frame.swap(BEAT * a + byte, BEAT * b + byte));
    }),
    (ANOTHER, |_, _| ()),
];

const ANOTHER: &str = "another codebook";

/// Flips so many different bits.
fn flip(frame: &mut [u8], bits: usize, random: &mut Random) {
    let mut flipped = Vec::new();
    while flipped.len() < bits {
        let bit = random.below(8 * frame.len());
        if !flipped.contains(&bit) {
            toggle(frame, bit);
            flipped.push(bit);
        }
    }
}

fn toggle(frame: &mut [u8], bit: usize) {
    frame[bit / 8] ^= 0x80 >> (bit % 8);
}

/// What became of the frames of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub frames: usize,
    /// In error, by reason: bad padding, invalid codeword, truncated.
    pub reported: [usize; 3],
    /// Not in error, and the elements are those that were sent.
    pub right: usize,
    /// Not in error, and they are not. Of these, as many elements as were sent: a receiver that counts sees nothing either.
    pub wrong: usize,
    pub wrong_of_same_length: usize,
    /// Of the wrong ones, those whose CRC-32 is another: what the file of frames carries.
    pub found_by_crc: usize,
}

/// The packets of a folder's tensors, whole ones.
fn packets(book: &Codebook, folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("sample tensors").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut packets = Vec::new();
    for tensor in files.iter().flat_map(|file| tensor::open(file).expect("a sample file")) {
        if tensor.dtype().is_some_and(|dtype| dtype.fit(book.element()) == tensor::Fit::Own) {
            let (mut bytes, all) =
                (Vec::new(), tensor.elements(book.element()).expect("elements of the format"));
            let each = |_, elements: &[u8]| {
                bytes.extend_from_slice(elements);
                Ok(())
            };
            tensor.read(book.element(), 0, all, each).expect("a sample tensor");
            packets.extend(bytes.chunks_exact(PACKET * book.element().bytes()).map(<[u8]>::to_vec));
        }
    }
    packets
}

/// All kinds with all codes: name of the code, of the damage, and what became of it. `root` is the project's folder.
pub fn outcomes(root: &Path) -> Vec<(&'static str, &'static str, Outcome)> {
    let mut rows = Vec::new();
    for (name, own, other, tensors) in CODES {
        let load = |file: &str| codebook::load(&root.join(file)).expect("a codebook of the project");
        let (own, other) = (load(own), load(other));
        let packets = packets(&own, &root.join(tensors));
        let encoder = Encoder::new(&own);
        let frames: Vec<Vec<u8>> = packets
            .iter()
            .map(|packet| {
                let mut frame = Vec::new();
                encoder.frame(packet, &mut frame).expect("elements");
                frame
            })
            .collect();
        for (kind, (what, damage)) in DAMAGES.into_iter().enumerate() {
            let decoder = Decoder::new(if what == ANOTHER { &other } else { &own });
            let mut random = Random::new(kind as u64);
            let mut outcome = Outcome::default();
            for number in 0..FRAMES {
                let sent = &packets[number % packets.len()];
                let mut frame = frames[number % packets.len()].clone();
                damage(&mut frame, &mut random);
                let mut came = Vec::new();
                outcome.frames += 1;
                match decoder.frame(&frame, &mut came) {
                    Err(Reason::BadPadding) => outcome.reported[0] += 1,
                    Err(Reason::InvalidCodeword) => outcome.reported[1] += 1,
                    Err(Reason::Truncated) => outcome.reported[2] += 1,
                    Err(reason) => panic!("{reason}: of a frame without header"),
                    Ok(()) if came == *sent => outcome.right += 1,
                    Ok(()) => {
                        outcome.wrong += 1;
                        outcome.wrong_of_same_length += usize::from(came.len() == sent.len());
                        outcome.found_by_crc += usize::from(crc32fast::hash(&came) != crc32fast::hash(sent));
                    }
                }
            }
            rows.push((name, what, outcome));
        }
    }
    rows
}

/// Damaged frames of each kind, with each check: 100,000 in all.
const CHECKED_FRAMES: usize = 10_000;

/// Codebooks of a link, and those that the other end may have by mistake: at no index the same.
const LINK: [&str; 4] = ["bf16_layer0", "bf16_layer2", "bf16_layer3", "bf16_layer5"];
const OTHERS: [&str; 4] = ["bf16_act", "bf16_layer0", "bf16_layer2", "bf16_layer3"];

/// What can befall a frame with a header and a check.
const CHECKED: [(&str, Damage); 10] = [
    ("one bit flipped", |frame, random| flip(frame, 1, random)),
    ("two bits flipped", |frame, random| flip(frame, 2, random)),
    ("three bits flipped", |frame, random| flip(frame, 3, random)),
    ("four bits flipped", |frame, random| flip(frame, 4, random)),
    ("burst of 2 to 64 bits", |frame, random| {
        let length = 2 + random.below(63);
        let at = random.below(8 * frame.len() + 1 - length);
        // Its first and its last bit are wrong, those between them at random.
        let noise = random.bits() | 1 | 1 << (length - 1);
        (0..length).filter(|bit| noise >> bit & 1 == 1).for_each(|bit| toggle(frame, at + bit));
    }),
    ("cut anywhere", |frame, random| frame.truncate(random.below(frame.len()))),
    ("16 random bytes more", |frame, random| frame.extend((0..BEAT).map(|_| random.bits() as u8))),
    ("a beat of 16 bytes dropped", |frame, random| {
        // The last one may be shorter.
        let at = BEAT * random.below(frame.len().div_ceil(BEAT));
        frame.drain(at..frame.len().min(at + BEAT));
    }),
    ("two beats exchanged", |frame, random| {
        let beats = frame.len() / BEAT;
        let (a, b) = (random.below(beats), random.below(beats - 1));
        let b = if b < a { b } else { b + 1 };
        (0..BEAT).for_each(|byte| frame.swap(BEAT * a + byte, BEAT * b + byte));
    }),
    (ANOTHER, |_, _| ()),
];

/// What became of the frames of one kind with one check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub frames: usize,
    /// In error, for a reason of the frame's grammar or for the check's.
    pub grammar: usize,
    pub check: usize,
    /// Not in error, and elements and `last` are those that were sent.
    pub right: usize,
    /// Not in error, and they are not.
    pub wrong: usize,
}

/// Codebooks of exponents relative to a base, of those of exponents.
fn relative(names: [&str; 4], base: u16, root: &Path) -> Vec<Codebook> {
    let relative = |name: &str| {
        let file = root.join("configs/codebooks").join(name).with_extension("yaml");
        let book = codebook::load(&file).expect("a codebook of the project");
        let mapped = Relative::new(book.element(), base);
        let mut lengths = vec![0; book.lengths().len()];
        for (symbol, length) in (0..).zip(book.lengths()) {
            lengths[usize::from(mapped.coded(symbol))] = *length;
        }
        Codebook::new(book.element(), book.max_length(), &lengths, book.escape())
            .expect("a permutation of it")
    };
    names.into_iter().map(relative).collect()
}

/// Damaged frames of every kind, with no check, crc16 and crc32: four codebooks and raw, blocks of 1024 elements,
/// each with the smallest and relative to its own base. Frames are damaged alike whatever their check.
pub fn checked(root: &Path) -> Vec<(&'static str, [Checked; 3])> {
    let plain =
        codebook::load(&root.join("configs/codebooks/bf16_act.yaml")).expect("a codebook of the project");
    let element = plain.element();
    // Of two blocks each, so that `last` is both.
    let blocks = packets(&plain, &root.join("tests/data/bf16/step_000083"));
    let packets: Vec<Vec<u8>> = blocks.chunks_exact(2).map(<[_]>::concat).collect();
    let base = packets.iter().map(|packet| Scale::of(element, packet)).sum::<Scale>().base(element);
    let books = |names, check| {
        let books = Books::new(relative(names, base, root), true, true).expect("books");
        books.with_base(true).expect("bf16 has an exponent").with_check(check)
    };
    let choice = Choice::blocks(PACKET.try_into().expect("elements"));
    let mut outcomes = CHECKED.map(|(what, _)| (what, [const { None }; 3]));
    for (at, check) in [None, Some(Check::Crc16), Some(Check::Crc32)].into_iter().enumerate() {
        let (own, other) = (books(LINK, check), books(OTHERS, check));
        let encoder = PacketEncoder::new(&own);
        let sent: Vec<(Frame, &[u8])> = packets
            .iter()
            .flat_map(|packet| {
                let made = encoder.packet(choice, packet).expect("elements");
                made.into_iter().zip(packet.chunks(PACKET * element.bytes()))
            })
            .collect();
        for (kind, (what, damage)) in CHECKED.into_iter().enumerate() {
            let decoder = FrameDecoder::new(if what == ANOTHER { &other } else { &own });
            let mut random = Random::new(kind as u64);
            let mut outcome = Checked { frames: CHECKED_FRAMES, ..Checked::default() };
            for number in 0..CHECKED_FRAMES {
                let (frame, elements) = &sent[number % sent.len()];
                let mut bytes = frame.bytes.clone();
                damage(&mut bytes, &mut random);
                let mut came = Vec::new();
                let Read { last, verdict, .. } = decoder.frame(&bytes, &mut came);
                match verdict {
                    Err(Reason::Check) => outcome.check += 1,
                    Err(_) => outcome.grammar += 1,
                    Ok(()) if came == *elements && last == frame.last => outcome.right += 1,
                    Ok(()) => outcome.wrong += 1,
                }
            }
            outcomes[kind].1[at] = Some(outcome);
        }
    }
    outcomes.map(|(what, of)| (what, of.map(|outcome| outcome.expect("each was tried")))).into()
}

/// The table of docs/damage.md about checks.
pub fn checked_table(outcomes: &[(&str, [Checked; 3])]) -> String {
    let mut text = "| damage | frames | no check: wrong without a word | crc16: wrong without a word \
                    | crc32: wrong without a word | crc32: found by the code's grammar | by the check |\n|---|---|---|---|---|---|---|\n"
        .to_owned();
    let mut row = |what: &str, columns: [usize; 6]| {
        let columns = columns.map(|column| column.to_string()).join(" | ");
        let _ = writeln!(text, "| {what} | {columns} |");
    };
    let mut all = [0; 6];
    for (what, [none, crc16, crc32]) in outcomes {
        let wrong = [none.wrong, crc16.wrong, crc32.wrong];
        let columns = [crc32.frames, wrong[0], wrong[1], wrong[2], crc32.grammar, crc32.check];
        all.iter_mut().zip(columns).for_each(|(all, column)| *all += column);
        row(what, columns);
    }
    row("all", all);
    text
}

/// The table of docs/damage.md about reasons.
pub fn table(root: &Path) -> String {
    let mut text = "| code | damage | frames | bad padding | invalid codeword | truncated | unharmed | wrong without a word \
                    | of these as many elements as sent | of these found by a CRC-32 |\n|---|---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for (code, what, outcome) in outcomes(root) {
        let Outcome {
            frames,
            reported: [padding, codeword, truncated],
            right,
            wrong,
            wrong_of_same_length,
            found_by_crc,
        } = outcome;
        let _ = writeln!(
            text,
            "| {code} | {what} | {frames} | {padding} | {codeword} | {truncated} | {right} | {wrong} | {wrong_of_same_length} | {found_by_crc} |"
        );
    }
    text
}

#[allow(dead_code)]
fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!("{}", table(root));
    print!("{}", checked_table(&checked(root)));
}
