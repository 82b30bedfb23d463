//! The examples of docs/stream-format.md, read out of it and checked against the golden model.

use huffwire::codebook::{self, Codebook, Coded};
use huffwire::codec::file;
use huffwire::codec::{Decoder, Encoder};
use huffwire::element::NAMED;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

const DOCUMENT: &str = include_str!("../docs/stream-format.md");

/// A fenced block: the words behind the language, such as `frame=tiny`, and the lines.
struct Block {
    tags: BTreeMap<&'static str, &'static str>,
    lines: Vec<&'static str>,
}

/// The tagged blocks.
fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = DOCUMENT.lines();
    while let Some(fence) = lines.find_map(|line| line.strip_prefix("```")) {
        let tags = fence.split(' ').skip(1).map(|tag| tag.split_once('=').unwrap_or((tag, ""))).collect();
        let lines = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push(Block { tags, lines });
    }
    blocks.retain(|block| !block.tags.is_empty());
    blocks
}

/// The blocks of a kind and the value of its tag; there must be as many as expected, so that none goes unread.
fn tagged(kind: &str, count: usize) -> Vec<(&'static str, Block)> {
    let tagged: Vec<_> =
        blocks().into_iter().filter_map(|block| Some((*block.tags.get(kind)?, block))).collect();
    assert_eq!(tagged.len(), count, "examples of `{kind}`");
    tagged
}

fn book(name: &str) -> Codebook {
    let (_, block) = tagged("book", 4).into_iter().find(|(book, _)| *book == name).unwrap();
    codebook::parse(&block.lines.join("\n"), Path::new("stream-format.md")).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

impl Block {
    /// What stands behind the word that begins a line.
    fn field(&self, name: &str) -> &'static str {
        self.lines.iter().find_map(|line| line.strip_prefix(name)).unwrap().trim()
    }
}

#[test]
fn the_table_of_elements() {
    let rows = DOCUMENT.lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<String> = rows.map(|row| row.split('|').take(6).collect::<Vec<_>>().join("|")).collect();
    let expected = NAMED.map(|element| {
        let (name, bytes, bits) = (element.name().unwrap(), element.bytes(), element.bits());
        format!(
            "| `{name}` | {bytes} | {bits} | {}:{} | {} ",
            element.high(),
            element.low(),
            element.raw_bits()
        )
    });
    assert_eq!(rows, expected);
}

#[test]
fn codewords() {
    for (name, block) in tagged("codewords", 3) {
        let said: Vec<(&str, &str)> = block.lines.iter().map(|line| line.split_at(12)).collect();
        let book = book(name);
        let entries = book.entries().iter().map(|entry| (entry.coded.to_string(), entry.word.to_string()));
        let said: Vec<_> =
            said.iter().map(|(what, word)| (what.trim().to_owned(), (*word).to_owned())).collect();
        assert_eq!(said, entries.collect::<Vec<_>>());
    }
}

#[test]
fn frames() {
    for (name, block) in tagged("frame", 5) {
        let (elements, frame) = (hex(block.field("elements")), hex(block.field("frame")));
        let digits: String = block.field("bits").chars().filter(|c| c.is_ascii_digit()).collect();
        let sent: String = frame.iter().map(|byte| format!("{byte:08b}")).collect();
        assert_eq!(digits, sent, "the bits are not the frame");

        let book = book(name);
        let bits: Vec<u32> = block
            .field("bits")
            .rsplit_once('|')
            .map(|(elements, _)| elements.split('|'))
            .into_iter()
            .flatten()
            .map(|bits| bits.chars().filter(|c| c.is_ascii_digit()).count() as u32)
            .filter(|bits| *bits != 0)
            .collect();
        let element = book.element();
        let symbols = elements.chunks(element.bytes()).map(|bytes| element.symbol(element.value(bytes)));
        assert_eq!(bits, symbols.map(|symbol| book.element_bits(symbol)).collect::<Vec<_>>());

        let mut encoded = Vec::new();
        Encoder::new(&book).frame(&elements, &mut encoded).unwrap();
        assert_eq!(encoded, frame);
        let mut decoded = Vec::new();
        Decoder::new(&book).frame(&frame, &mut decoded).unwrap();
        assert_eq!(decoded, elements);
    }
}

#[test]
fn what_a_decoder_reports() {
    for (name, block) in tagged("decode", 5) {
        let mut elements = Vec::new();
        let verdict = Decoder::new(&book(name)).frame(&hex(block.field("frame")), &mut elements);
        assert_eq!(elements, hex(block.field("elements")));
        let verdict = verdict.err().map_or("good".to_owned(), |reason| reason.to_string());
        assert_eq!(verdict, *block.lines.last().unwrap());
    }
}

#[test]
fn refusals() {
    let (_, block) = tagged("refused", 1).remove(0);
    assert_eq!(block.lines.len(), 8);
    for line in block.lines {
        let (lengths, message) = line.split_at(line.find('}').unwrap() + 1);
        let element = "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4";
        let text = format!("{element}\n{}", lengths.replace(", lengths", "\nlengths"));
        let error = codebook::parse(&text, Path::new("book.yaml")).unwrap_err().to_string();
        assert!(error.contains(message.trim()), "{line}\n{error}");
    }
}

#[test]
fn digest() {
    let (name, block) = tagged("digest", 1).remove(0);
    let (said, bytes) = block.lines[0].strip_prefix('"').unwrap().split_once('"').unwrap();
    let hash = Sha256::digest([said.as_bytes(), &hex(bytes)].concat());
    let digits: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digits, block.lines[1]);
    assert_eq!(digits, book(name).digest().to_string());
}

#[test]
fn bounds() {
    let (_, block) = tagged("bounds", 1).remove(0);
    for line in &block.lines[1..] {
        let words: Vec<&str> = line.split_whitespace().collect();
        let book = book(words[0]);
        let (shortest, longest) = (book.shortest_element(), book.longest_element());
        let bytes = |bits: u32| (1000 * bits).div_ceil(8);
        let expected = format!("{} {shortest} {longest} {} to {}", words[0], bytes(shortest), bytes(longest));
        assert_eq!(words.join(" "), expected);
    }
    assert_eq!(block.lines.len(), 4);
}

#[test]
fn file_of_frames() {
    let (name, block) = tagged("file", 1).remove(0);
    // The bytes are in groups of two digits and one space; more spaces end them.
    let bytes: Vec<u8> = block.lines.iter().flat_map(|line| hex(line.split("  ").next().unwrap())).collect();
    let mut written = Vec::new();
    let packet = block.tags["packet"].parse().unwrap();
    file::encode(&book(name), packet, &[0, 1, 2, 3][..], &mut written).unwrap();
    assert_eq!(written, bytes);
}

#[test]
fn the_raw_book_of_six_bits() {
    let raw = Codebook::raw(huffwire::element::Element::named("e3m2").unwrap());
    let words: Vec<_> = raw.entries().iter().map(|entry| (entry.coded, entry.word.to_string())).collect();
    assert_eq!(words.iter().filter(|(_, word)| word.len() == 6).count(), 63);
    assert_eq!(words[63], (Coded::Symbol(63), "1111110".to_owned()));
}
