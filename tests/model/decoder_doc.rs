//! The examples of docs/decoder.md, read out of it and checked against a naive walk, which goes from bit to bit, and
//! against the golden model. The transforms, the counts and the lanes are found here without the decoder's trees.

use huffwire::codebook::{self, Books, Codebook};
use huffwire::codec::{Decoder, Encoder, PacketDecoder};
use std::path::Path;

const DOCUMENT: &str = include_str!("../../docs/decoder.md");

/// The fenced blocks with this tag behind their language, each as its lines.
fn tagged(tag: &str) -> Vec<Vec<&'static str>> {
    let mut found = Vec::new();
    let mut lines = DOCUMENT.lines();
    while let Some(fence) = lines.find_map(|line| line.strip_prefix("```")) {
        let block = lines.by_ref().take_while(|line| *line != "```").collect();
        if fence.split_once(' ').is_some_and(|(_, it)| it == tag) {
            found.push(block);
        }
    }
    found
}

/// The only block with this tag.
fn block(tag: &str) -> Vec<&'static str> {
    let mut blocks = tagged(tag);
    assert_eq!(blocks.len(), 1, "blocks `{tag}`");
    blocks.remove(0)
}

/// A block's lines as rows: a name, and what stands behind two or more spaces.
fn rows(tag: &str) -> Vec<(&'static str, &'static str)> {
    let split = |line: &'static str| line.split_once("  ").map(|(name, rest)| (name, rest.trim()));
    block(tag).into_iter().map(|line| split(line).unwrap()).collect()
}

fn row(tag: &str, name: &str) -> &'static str {
    rows(tag).into_iter().find(|(it, _)| *it == name).unwrap_or_else(|| panic!("`{name}` in `{tag}`")).1
}

fn numbers(text: &str) -> Vec<usize> {
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

/// Numbers, or points where there is none.
fn places(text: &str) -> Vec<Option<usize>> {
    text.split_whitespace().map(|it| if it == "." { None } else { Some(it.parse().unwrap()) }).collect()
}

fn hex(text: &str) -> Vec<u8> {
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit()).collect()
}

fn bits_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:08b}")).collect()
}

fn book(name: &str) -> Codebook {
    let path = format!("{}/configs/codebooks/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    codebook::load(Path::new(&path)).unwrap()
}

/// A word and the bits behind it.
struct Word {
    bits: String,
    /// Of the word alone.
    width: usize,
    book: Codebook,
}

impl Word {
    /// The word of the example, from the frame.
    fn of_example() -> Self {
        let book = book("tiny");
        let frame = bits_of(&hex(row("frame=tiny", "frame")));
        let behind = book.longest_element() as usize - 1;
        Self { bits: frame[8..16 + behind].to_owned(), width: 8, book }
    }

    /// Symbol and length of the element that begins here; bits that begin none are as long as the last codeword.
    fn element(&self, place: usize) -> (Option<u16>, usize) {
        let found = (0..4).find_map(|symbol| {
            let word = self.book.codeword(symbol).unwrap().to_string();
            self.bits[place..].starts_with(&word).then_some((Some(symbol), word.len()))
        });
        found.unwrap_or((None, self.book.longest_codeword() as usize))
    }

    /// Where elements begin from place `from`, entered at `entry`, to place `to`; and the exit.
    fn walk(&self, from: usize, to: usize, entry: usize) -> (Vec<usize>, usize) {
        let (mut place, mut starts) = (from + entry, Vec::new());
        while place < to {
            starts.push(place);
            place += self.element(place).1;
        }
        (starts, place - to)
    }

    fn exit(&self, from: usize, to: usize, entry: usize) -> usize {
        self.walk(from, to, entry).1
    }

    /// Exits of all stretches of so many bits.
    fn exits(&self, bits: usize, entry: usize) -> Vec<usize> {
        (0..self.width).step_by(bits).map(|from| self.exit(from, from + bits, entry)).collect()
    }

    /// What the frame says of the words before this one: the entry, and the elements so far.
    fn before(&self) -> (usize, usize) {
        let lengths = element_lengths();
        let (mut bits, mut elements) = (0, 0);
        while bits < 8 {
            bits += lengths[elements];
            elements += 1;
        }
        (bits - 8, elements)
    }
}

/// Lengths of the frame's elements, as its bars show them.
fn element_lengths() -> Vec<usize> {
    let (elements, _) = row("frame=tiny", "bits").rsplit_once('|').unwrap();
    elements.split('|').map(|bits| digits(bits).len()).collect()
}

#[test]
fn the_frame() {
    let (elements, frame) = (hex(row("frame=tiny", "elements")), hex(row("frame=tiny", "frame")));
    assert_eq!(digits(row("frame=tiny", "bits")), bits_of(&frame));
    let book = book("tiny");
    let lengths: Vec<usize> =
        elements.iter().map(|&symbol| book.element_bits(symbol.into()) as usize).collect();
    assert_eq!(element_lengths(), lengths);
    let mut encoded = Vec::new();
    Encoder::new(&book).frame(&elements, &mut encoded).unwrap();
    assert_eq!(encoded, frame);
    let mut decoded = Vec::new();
    Decoder::new(&book).frame(&frame, &mut decoded).unwrap();
    assert_eq!(decoded, elements);
}

#[test]
fn the_word() {
    let word = Word::of_example();
    assert_eq!(numbers(row("word", "place")), (0..11).collect::<Vec<_>>());
    assert_eq!(digits(row("word", "bits")), word.bits);
    let lengths: Vec<usize> = (0..8).map(|place| word.element(place).1).collect();
    assert_eq!(numbers(row("word", "length")), lengths);
}

#[test]
fn transforms() {
    let word = Word::of_example();
    assert_eq!(
        row("transforms", "entry").split_whitespace().collect::<Vec<_>>(),
        ["leaf", "up1", "up2", "up3"]
    );
    for entry in 0..4 {
        let said = row("transforms", &entry.to_string()).split("  ").filter(|it| !it.is_empty());
        let said: Vec<Vec<usize>> = said.map(numbers).collect();
        let expected: Vec<Vec<usize>> = [1, 2, 4, 8].map(|bits| word.exits(bits, entry)).to_vec();
        assert_eq!(said, expected, "entry {entry}");
    }

    let through = numbers(row("compose", "leaves bits 0 and 1 at"));
    let out = numbers(row("compose", "leaves bits 2 and 3 at"));
    for entry in numbers(row("compose", "entry")) {
        assert_eq!(through[entry], word.exit(0, 2, entry));
        assert_eq!(out[entry], word.exit(2, 4, through[entry]));
        assert_eq!(out[entry], word.exit(0, 4, entry));
    }
    assert_eq!(through.len(), 4);
}

#[test]
fn walks_apart() {
    assert_eq!(rows("apart").len(), 2);
    for (bits, exits) in rows("apart") {
        let word = Word { bits: digits(bits), width: 8, book: book("tiny") };
        assert_eq!(word.bits.len(), 11);
        assert_eq!(numbers(exits), (0..4).map(|entry| word.exit(0, 8, entry)).collect::<Vec<_>>());
    }
}

#[test]
fn entries() {
    let word = Word::of_example();
    let (entry, _) = word.before();
    assert_eq!(numbers(row("entries", "entry")), [entry]);
    for (name, bits) in [("down2", 4), ("down1", 2), ("down0", 1)] {
        let walked = (0..8).step_by(bits).map(|to| if to == 0 { entry } else { word.exit(0, to, entry) });
        assert_eq!(numbers(row("entries", name)), walked.collect::<Vec<_>>(), "{name}");
    }
    assert_eq!(numbers(row("entries", "exit")), [word.exit(0, 8, entry)]);
}

/// The example's elements by slot, as the walk finds them.
fn slots() -> Vec<Option<usize>> {
    let word = Word::of_example();
    let (starts, _) = word.walk(0, 8, word.before().0);
    let symbol = |place: usize| starts.contains(&place).then(|| usize::from(word.element(place).0.unwrap()));
    (0..8).map(symbol).collect()
}

#[test]
fn starts_and_places() {
    let slots = slots();
    assert_eq!(numbers(row("starts", "slot")), (0..8).collect::<Vec<_>>());
    assert_eq!(places(row("starts", "symbol")), slots);

    let count = |from: usize, to: usize| slots[from..to].iter().flatten().count();
    for size in [1, 2, 4, 8] {
        let counts: Vec<usize> = (0..8).step_by(size).map(|from| count(from, from + size)).collect();
        assert_eq!(numbers(row("place", &format!("in {size}"))), counts);
    }
    let (_, pointer) = Word::of_example().before();
    assert_eq!(numbers(row("place", "pointer")), [pointer]);
    let at = |slot: usize| slots[slot].map(|_| count(0, slot));
    assert_eq!(places(row("place", "before")), (0..8).map(at).collect::<Vec<_>>());
    let lanes: Vec<_> = (0..8).map(|slot| at(slot).map(|before| (pointer + before) % 8)).collect();
    assert_eq!(places(row("place", "lane")), lanes);
    assert_eq!(numbers(row("place", "next")), [(pointer + count(0, 8)) % 8]);

    // Behind swap k: within its own block of 2^k, at its lane modulo that.
    for (name, size) in [("slots", 1), ("swap1", 2), ("swap2", 4), ("swap3", 8)] {
        let mut expected = vec![None; 8];
        for (slot, lane) in lanes.iter().enumerate() {
            if let Some(lane) = lane {
                expected[slot / size * size + lane % size] = slots[slot];
            }
        }
        assert_eq!(places(row("swaps", name)), expected, "{name}");
    }
}

#[test]
fn rows_of_elements() {
    let elements = hex(row("frame=tiny", "elements"));
    let (_, before) = Word::of_example().before();
    let behind = before + slots().iter().flatten().count();
    assert_eq!(hex(row("rows", "before")), elements[..before]);
    assert_eq!(hex(row("rows", "goes out")), elements[..8]);
    assert_eq!(hex(row("rows", "behind")), elements[8..behind]);
    assert_eq!(elements.len() - behind, 1, "the third word has one element");
}

#[test]
fn what_a_decoder_reports() {
    let lines = block("decode=tiny");
    assert_eq!(lines.len(), 3);
    for line in lines {
        let parts: Vec<&str> = line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
        let mut elements = Vec::new();
        let verdict = Decoder::new(&book("tiny")).frame(&hex(parts[0]), &mut elements);
        assert_eq!(elements, hex(parts[1]));
        assert_eq!(verdict.err().map_or("good".to_owned(), |reason| reason.to_string()), parts[2]);
    }
}

#[test]
fn what_packets_frames_become() {
    let books = Books::new(vec![book("tiny")], true, true).unwrap();
    let lines = block("packets=tiny");
    assert_eq!(lines.len(), 4);
    for line in lines {
        let (frames, packets) = line.split_once("  ").unwrap();
        let mut decoder = PacketDecoder::new(&books);
        let mut elements = Vec::new();
        let mut found = Vec::new();
        for frame in hex(frames) {
            if let Some(verdict) = decoder.frame(&[frame], &mut elements) {
                let said = verdict.err().map_or("good".to_owned(), |reason| reason.to_string());
                let bytes: Vec<String> = elements.drain(..).map(|byte| format!("{byte:02x} ")).collect();
                found.push(format!("{}{said}", bytes.concat()));
            }
        }
        assert!(elements.is_empty(), "{line}");
        assert_eq!(found.join(", "), packets.trim());
    }
}

/// Picks counted one by one: a row of a composition is a pick where its entry lies in the left half.
#[test]
fn picks() {
    let lines = block("picks");
    assert_eq!(
        lines[0].split_whitespace().collect::<Vec<_>>(),
        ["book", "bytes", "S", "N", "X", "up", "down"]
    );
    assert_eq!(lines.len(), 6);
    for line in &lines[1..] {
        let (name, said) = line.split_once(' ').unwrap();
        let said = numbers(said);
        let book = book(name);
        let (shortest, longest) = (book.shortest_element() as usize, book.longest_element() as usize);
        let word = 8 * said[0];
        let slot = (0..5).map(|k| 1 << k).rfind(|&bits| bits <= shortest).unwrap();
        let (mut up, mut down, mut half) = (0, 0, slot);
        while half < word {
            for _left in (0..word).step_by(2 * half) {
                up += (0..longest).filter(|&entry| entry < half).count();
                down += 1;
            }
            half *= 2;
        }
        assert_eq!(said, [said[0], slot, word / slot, longest, up, down], "{line}");
    }
}

/// Every tagged block is one that a test above reads.
#[test]
fn no_block_goes_unread() {
    let read = [
        "picks",
        "frame=tiny",
        "word",
        "transforms",
        "compose",
        "apart",
        "entries",
        "starts",
        "place",
        "swaps",
        "rows",
        "decode=tiny",
        "packets=tiny",
    ];
    let mut lines = DOCUMENT.lines();
    let mut tags = Vec::new();
    while let Some(fence) = lines.find_map(|line| line.strip_prefix("```")) {
        tags.extend(fence.split_once(' ').map(|(_, tag)| tag));
        lines.by_ref().find(|line| *line == "```").unwrap();
    }
    assert_eq!(tags, read);
}
