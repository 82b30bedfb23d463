//! The conformance vectors with one book, made by an implementation that shares nothing with this one.

use flate2::read::GzDecoder;
use huffwire::codebook::Codebook;
use huffwire::element::Element;
use serde_json::Value;
use std::io::Read;

const VECTORS: &[u8] = include_bytes!("../data/conformance_one_book.jsonl.gz");

/// One vector.
pub struct Case {
    /// `good`: the elements become the frame and the frame the elements; `damaged`: only the latter.
    pub good: bool,
    /// The codebook.
    pub book: Codebook,
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

fn codebook(vector: &Value) -> Codebook {
    let element = Element::parse(vector["element"].as_str().unwrap()).unwrap();
    let book = &vector["books"][0];
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

/// Every vector, in order.
pub fn one_book() -> Vec<Case> {
    let mut text = String::new();
    GzDecoder::new(VECTORS).read_to_string(&mut text).unwrap();
    let case = |line: &str| {
        let vector: Value = serde_json::from_str(line).unwrap();
        let reason = vector["reason"].as_str().map(str::to_owned);
        assert_eq!(reason.is_some(), vector["error"] == Value::Bool(true), "{line}");
        Case {
            good: vector["case"] == "good",
            book: codebook(&vector),
            elements: bytes(&vector["elements"]),
            frame: bytes(&vector["frame"]),
            reason,
        }
    };
    text.lines().map(case).collect()
}
