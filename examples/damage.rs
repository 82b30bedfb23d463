//! What a decoder notices of damage, and what it does not: frames of the sample tensors, damaged one kind after the
//! other, through the golden model. `cargo run --release --example damage` prints the table of docs/damage.md.

use huffwire::codebook::{self, Codebook};
use huffwire::codec::{Decoder, Encoder, Reason};
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

/// The table of docs/damage.md.
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
    print!("{}", table(Path::new(env!("CARGO_MANIFEST_DIR"))));
}
