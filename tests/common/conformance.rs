//! The conformance vectors, made by an implementation that shares nothing with this one.

use flate2::read::GzDecoder;
use huffwire::codebook::{Books, Check, Codebook};
use huffwire::element::Element;
use serde_json::Value;
use std::io::Read;

const VECTORS: &[u8] = include_bytes!("../data/conformance.jsonl.gz");

/// Wide symbols, base and check.
const VECTORS_2: &[u8] = include_bytes!("../data/conformance_2.jsonl.gz");

/// One frame, without blocks.
pub struct Case {
    /// `good`: the elements become the frame and the frame the elements; `damaged`: only the latter.
    pub good: bool,
    /// The first codebook: of vectors with one book the only one.
    pub book: Codebook,
    /// All of them.
    pub books: Books,
    /// The index that the packet is sent with, if the frame is good.
    pub index: Option<usize>,
    /// Little-endian elements.
    pub elements: Vec<u8>,
    /// The frame.
    pub frame: Vec<u8>,
    /// Why the frame is in error, in the vectors' words.
    pub reason: Option<String>,
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn codebook(element: Element, book: &Value) -> Codebook {
    let length = |value: &Value| value.as_u64().unwrap() as u8;
    let mut lengths = vec![0; element.alphabet()];
    for (symbol, value) in book["lengths"].as_object().unwrap() {
        lengths[symbol.parse::<usize>().unwrap()] = length(value);
    }
    let escape = Some(&book["escape"]).filter(|value| !value.is_null()).map(length);
    let built = Codebook::new(element, 16, &lengths, escape).unwrap();
    assert_eq!(built.digest().to_string(), book["digest"].as_str().unwrap());
    built
}

fn books(vector: &Value, blocks: bool) -> Books {
    let element = Element::parse(vector["element"].as_str().unwrap()).unwrap();
    let books = vector["books"].as_array().unwrap().iter().map(|book| codebook(element, book)).collect();
    Books::new(books, vector["raw"].as_bool().unwrap(), blocks).unwrap()
}

fn vectors() -> Vec<Value> {
    lines(VECTORS)
}

fn lines(gzip: &[u8]) -> Vec<Value> {
    let mut text = String::new();
    GzDecoder::new(gzip).read_to_string(&mut text).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every frame without blocks, in order.
pub fn frames() -> Vec<Case> {
    let case = |vector: &Value| {
        let reason = vector["reason"].as_str().map(str::to_owned);
        assert_eq!(reason.is_some(), vector["error"] == Value::Bool(true), "{vector}");
        let books = books(vector, false);
        Case {
            good: vector["case"] == "good",
            book: books.books()[0].clone(),
            index: vector["index"].as_u64().map(|index| index as usize),
            books,
            elements: bytes(&vector["elements"]),
            frame: bytes(&vector["frame"]),
            reason,
        }
    };
    vectors().iter().filter(|vector| vector["case"] != "blocks").map(case).collect()
}

/// Those of one book, whose frames have no header.
pub fn one_book() -> Vec<Case> {
    frames().into_iter().filter(|case| case.books.header_bits() == 0).collect()
}

/// A packet whose blocks became frames.
pub struct Packet {
    /// The codebooks.
    pub books: Books,
    /// Little-endian elements of the packet.
    pub elements: Vec<u8>,
    /// Of every frame the index of its book, which need not be the one that makes it smallest.
    pub indices: Vec<usize>,
    /// The frames.
    pub frames: Vec<Vec<u8>>,
}

impl Packet {
    /// The elements of every frame; the vectors' blocks have six.
    pub fn blocks(&self) -> std::slice::Chunks<'_, u8> {
        self.elements.chunks(6 * self.books.element().bytes())
    }
}

/// Every packet with blocks, in order.
pub fn packets() -> Vec<Packet> {
    let packet = |vector: &Value| Packet {
        books: books(vector, true),
        elements: bytes(&vector["elements"]),
        indices: vector["indices"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect(),
        frames: vector["frames"].as_array().unwrap().iter().map(bytes).collect(),
    };
    vectors().iter().filter(|vector| vector["case"] == "blocks").map(packet).collect()
}

/// One frame of whatever design.
pub struct Wide {
    /// `good`: the elements become the frame and the frame the elements; `damaged`: only the latter.
    pub good: bool,
    /// All that both ends agree on.
    pub books: Books,
    /// The tag of every book, the raw one's last, as it is written.
    pub tags: Vec<String>,
    /// The header's index and base of a good frame, the latter where the books have one.
    pub index: Option<usize>,
    pub base: Option<u16>,
    /// The header's `last`, where the books have blocks and the frame has a header.
    pub last: Option<bool>,
    /// The base that the elements of a good frame have of their own, also where the books have none.
    pub own_base: Option<u16>,
    /// Little-endian elements.
    pub elements: Vec<u8>,
    /// The frame.
    pub frame: Vec<u8>,
    /// Why the frame is in error, in the vectors' words.
    pub reason: Option<String>,
}

/// Every frame with wide symbols, base or check, and some with none of them, in order.
pub fn wide() -> Vec<Wide> {
    let case = |vector: &Value| {
        let reason = vector["reason"].as_str().map(str::to_owned);
        let good = vector["case"] == "good";
        assert!(good || reason.is_some() == (vector["error"] == Value::Bool(true)), "{vector}");
        let check = match vector["check"].as_u64().unwrap() {
            0 => None,
            16 => Some(Check::Crc16),
            32 => Some(Check::Crc32),
            other => panic!("{other}: {vector}"),
        };
        let blocks = vector["blocks"].as_bool().unwrap();
        let books = books(vector, blocks).with_base(vector["base"].as_bool().unwrap()).unwrap();
        let number = |key: &str| vector[key].as_u64().map(|number| number as u16);
        Wide {
            good,
            books: books.with_check(check),
            tags: vector["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap().into()).collect(),
            index: number("index").map(usize::from),
            last: vector["last"].as_u64().map(|bit| bit == 1),
            base: number("field"),
            own_base: number("own_base"),
            elements: bytes(&vector["elements"]),
            frame: bytes(&vector["frame"]),
            reason,
        }
    };
    lines(VECTORS_2).iter().map(case).collect()
}
