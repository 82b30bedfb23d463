//! The examples of docs/stream-format.md, read out of it and checked against the golden model.

use huffwire::codebook::Bounds;
use huffwire::codebook::{self, Books, Check, Codebook, Coded};
use huffwire::codec::file;
use huffwire::codec::{Base, Choice, Decoder, Encoder, PacketDecoder, PacketEncoder, Relative};
use huffwire::element::{Element, NAMED};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

const DOCUMENT: &str = include_str!("../../docs/stream-format.md");

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
    let (_, block) = tagged("book", 7).into_iter().find(|(book, _)| *book == name).unwrap();
    codebook::parse(&block.lines.join("\n"), Path::new("stream-format.md")).unwrap()
}

/// The design's part that makes the books.
#[derive(serde::Deserialize)]
struct Typed {
    codebooks: Vec<String>,
    raw: bool,
    blocks: bool,
    #[serde(default)]
    base: bool,
    #[serde(default)]
    check: String,
}

fn books(name: &str) -> Books {
    let (_, block) = tagged("books", 4).into_iter().find(|(books, _)| *books == name).unwrap();
    let typed: Typed = serde_yaml::from_str(&block.lines.join("\n")).unwrap();
    let check = Check::ALL.into_iter().find(|check| check.name() == typed.check);
    assert!(check.is_some() || typed.check.is_empty(), "{}", typed.check);
    let books = Books::new(typed.codebooks.iter().map(|name| book(name)).collect(), typed.raw, typed.blocks);
    books.unwrap().with_base(typed.base).unwrap().with_check(check)
}

fn hex(text: &str) -> Vec<u8> {
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

impl Block {
    /// What stands behind the word that begins a line.
    fn field(&self, name: &str) -> &'static str {
        self.fields(name).next().unwrap()
    }

    /// The same for every such line.
    fn fields(&self, name: &str) -> impl Iterator<Item = &'static str> {
        self.lines.iter().filter_map(move |line| line.strip_prefix(name)).map(str::trim)
    }
}

#[test]
fn the_table_of_elements() {
    let rows = DOCUMENT.lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<String> = rows.map(|row| row.split('|').take(7).collect::<Vec<_>>().join("|")).collect();
    let expected = NAMED.map(|element| {
        let (name, bytes, bits) = (element.name().unwrap(), element.bytes(), element.bits());
        format!(
            "| `{name}` | {bytes} | {bits} | {}:{} | {} |{}",
            element.high(),
            element.low(),
            element.raw_bits(),
            match element.exponent_bits() {
                0 => " ".to_owned(),
                bits => format!(" {bits} "),
            }
        )
    });
    assert_eq!(rows, expected);
}

#[test]
fn codewords() {
    for (name, block) in tagged("codewords", 6) {
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
    for (name, block) in tagged("frame", 6) {
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
fn packets() {
    for (name, block) in tagged("frames", 8) {
        let books = books(name);
        let elements: Vec<Vec<u8>> = block.fields("elements").map(hex).collect();
        let frames: Vec<Vec<u8>> = block.fields("frame").map(hex).collect();
        let choice = match block.tags.get("index") {
            Some(index) => Choice::index(index.parse().unwrap()),
            None => Choice::blocks(block.tags["block"].parse().unwrap()),
        };
        let choice = match block.tags.get("base") {
            None | Some(&"own") => choice.with_base(Base::Own),
            Some(&"previous") => choice.with_base(Base::Previous(0)),
            Some(other) => panic!("{other}"),
        };
        let encoded = PacketEncoder::new(&books).packet(choice, &elements.concat()).unwrap();
        assert_eq!(encoded.iter().map(|frame| frame.bytes.clone()).collect::<Vec<_>>(), frames);
        let mut decoder = PacketDecoder::new(&books);
        let mut decoded = Vec::new();
        let verdicts: Vec<_> = frames.iter().map(|frame| decoder.frame(frame, &mut decoded)).collect();
        assert_eq!((verdicts.last(), decoded), (Some(&Some(Ok(()))), elements.concat()));

        let element = books.element();
        let checks: Vec<Vec<u8>> = block.fields("check").map(hex).collect();
        assert_eq!(checks.len(), if books.check().is_some() { encoded.len() } else { 0 });
        for (number, ((bits, frame), elements)) in
            block.fields("bits").zip(&encoded).zip(&elements).enumerate()
        {
            let check = checks.get(number).map_or(&[][..], Vec::as_slice);
            let body = frame.bytes.strip_suffix(check).expect("the check is the frame's end");
            assert_eq!(check.len(), books.check_bytes());
            let parts: Vec<String> =
                bits.split('|').map(|part| part.chars().filter(char::is_ascii_digit).collect()).collect();
            let sent: String = body.iter().map(|byte| format!("{byte:08b}")).collect();
            assert_eq!(parts.concat(), sent, "the bits are not the frame");
            let header = format!("{:0width$b}", frame.index, width = books.index_bits() as usize);
            let last = if books.blocks() { u8::from(frame.last).to_string() } else { String::new() };
            let base = match books.base_bits() {
                0 => String::new(),
                bits => format!("{:0width$b}", frame.base, width = bits as usize),
            };
            // A number of no digits is still a 0.
            let header = if books.index_bits() == 0 { String::new() } else { header };
            assert_eq!(parts[0], header + &last + &base);
            let relative = Relative::new(element, frame.base);
            let symbols = elements.chunks(element.bytes()).map(|bytes| element.symbol(element.value(bytes)));
            let symbols = symbols.map(|symbol| if books.base() { relative.coded(symbol) } else { symbol });
            let book = books.book(frame.index).unwrap();
            let expected: Vec<u32> = symbols.map(|symbol| book.element_bits(symbol)).collect();
            let coded = &parts[1..parts.len() - 1];
            assert_eq!(coded.iter().map(|part| part.len() as u32).collect::<Vec<_>>(), expected);
        }
        assert_eq!(block.fields("bits").count(), encoded.len());
    }
}

#[test]
fn what_a_decoder_reports_of_packets() {
    for (name, block) in tagged("decode_packets", 8) {
        let mut decoder = PacketDecoder::new(&books(name));
        let mut lines = block.lines.iter();
        let mut elements = Vec::new();
        let mut packets = 0;
        while let Some(line) = lines.next() {
            let frame = hex(line.strip_prefix("frame").unwrap());
            let Some(verdict) = decoder.frame(&frame, &mut elements) else { continue };
            assert_eq!(elements, hex(lines.next().unwrap().strip_prefix("elements").unwrap()));
            let verdict = verdict.err().map_or("good".to_owned(), |reason| reason.to_string());
            assert_eq!(verdict, *lines.next().unwrap());
            elements.clear();
            packets += 1;
        }
        assert!(elements.is_empty() && packets > 0);
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
fn tag() {
    let (name, block) = tagged("tag", 1).remove(0);
    let (said, bytes) = block.lines[0].strip_prefix('"').unwrap().split_once('"').unwrap();
    let digits = format!("{:08x}", crate::oracle::crc32(&[said.as_bytes(), &hex(bytes)].concat()));
    assert_eq!(digits, block.lines[1]);
    assert_eq!(digits, book(name).tag().to_string());
}

/// Every base by hand: an exponent in each column, a base in each row.
#[test]
fn mapping() {
    let (name, block) = tagged("mapping", 1).remove(0);
    let element = book(name).element();
    let below = element.below_exponent();
    let rows = block.lines[1..]
        .iter()
        .map(|line| line.split_whitespace().map(|number| number.parse().unwrap()).collect::<Vec<u16>>());
    let rows: Vec<Vec<u16>> = rows.collect();
    assert_eq!(rows.len(), 1 << element.exponent_bits());
    for row in rows {
        let relative = Relative::new(element, row[0]);
        assert_eq!(row.len() - 1, 1 << element.exponent_bits());
        for (exponent, coded) in (0..).zip(&row[1..]) {
            for rest in 0..1 << below {
                let (symbol, mapped) = (exponent << below | rest, coded << below | rest);
                assert_eq!((relative.coded(symbol), relative.absolute(mapped)), (mapped, symbol));
            }
        }
    }
}

#[test]
fn digest_of_several() {
    for (name, block) in tagged("digests", 2) {
        let bytes = block.lines[0].split_whitespace().collect::<String>();
        let bytes: Vec<u8> = (0..bytes.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&bytes[at..at + 2], 16).unwrap())
            .collect();
        let hash = Sha256::digest(&bytes);
        let digits: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digits, block.lines[1]);
        let books = books(name);
        assert_eq!(digits, books.digest().to_string());
        let said: Vec<&str> = block.lines[0].split_whitespace().collect();
        let digests = books.books().iter().map(|book| book.digest().to_string());
        assert_eq!(said[..said.len() - 1], digests.collect::<Vec<_>>());
    }
}

#[test]
fn bounds_of_blocks() {
    let (_, block) = tagged("block_bounds", 1).remove(0);
    for line in &block.lines[1..] {
        let words: Vec<&str> = line.split_whitespace().collect();
        let element = Element::named(words[0]).unwrap();
        // Any codebooks: what bounds them is the raw one.
        let lengths: Vec<u8> = (0..4).map(|symbol| symbol + 1).collect();
        let book = Codebook::new(element, 8, &lengths, Some(5)).unwrap();
        let books = Books::new(vec![book; words[1].parse().unwrap()], true, true).unwrap();
        let bounds = Bounds::new(&books, Some(1024), true);
        let block = bounds.block.unwrap();
        let growth = match block.growth_bytes {
            0 => "none".to_owned(),
            _ => format!("{:.2} %", block.growth_percent),
        };
        let bytes = 1024 * element.bytes();
        let expected = format!(
            "{} {} {} {bytes} {} {growth}",
            words[0], words[1], bounds.header_bits, block.frame_bytes
        );
        assert_eq!(words.join(" "), expected);
    }
    assert_eq!(block.lines.len(), 6);
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
    file::encode(&book(name).into(), Choice::smallest(), packet, &[0, 1, 2, 3][..], &mut written).unwrap();
    assert_eq!(written, bytes);
}

#[test]
fn the_raw_book_of_six_bits() {
    let raw = Codebook::raw(huffwire::element::Element::named("e3m2").unwrap());
    let words: Vec<_> = raw.entries().iter().map(|entry| (entry.coded, entry.word.to_string())).collect();
    assert_eq!(words.iter().filter(|(_, word)| word.len() == 6).count(), 63);
    assert_eq!(words[63], (Coded::Symbol(63), "1111110".to_owned()));
}
