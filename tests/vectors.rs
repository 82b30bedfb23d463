//! The golden model against vectors of an implementation that shares nothing with this one.

use flate2::read::GzDecoder;
use huffwire::codebook::Codebook;
use huffwire::codec::{Decoder, Encoder};
use huffwire::element::Element;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;

const VECTORS: &[u8] = include_bytes!("data/conformance_one_book.jsonl.gz");

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

#[test]
fn every_vector_with_one_book() {
    let mut text = String::new();
    GzDecoder::new(VECTORS).read_to_string(&mut text).unwrap();
    let mut seen = BTreeMap::new();
    for line in text.lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let book = codebook(&vector);
        let (frame, elements) = (bytes(&vector["frame"]), bytes(&vector["elements"]));
        let case = vector["case"].as_str().unwrap();
        if case == "good" {
            let mut encoded = Vec::new();
            Encoder::new(&book).frame(&elements, &mut encoded).unwrap();
            assert_eq!(encoded, frame, "{line}");
        }
        let mut decoded = Vec::new();
        let verdict = Decoder::new(&book).frame(&frame, &mut decoded);
        assert_eq!(decoded, elements, "{line}");
        let reason = verdict.err().map(|reason| reason.to_string().replace(' ', "_"));
        assert_eq!(reason.as_deref(), vector["reason"].as_str(), "{line}");
        assert_eq!(reason.is_some(), vector["error"] == Value::Bool(true), "{line}");
        *seen.entry((case.to_owned(), reason)).or_insert(0) += 1;
    }
    let seen: Vec<_> = seen.iter().map(|((case, reason), n)| (&case[..], reason.as_deref(), *n)).collect();
    assert_eq!(
        seen,
        [
            ("damaged", None, 28),
            ("damaged", Some("bad_padding"), 26),
            ("damaged", Some("invalid_codeword"), 26),
            ("damaged", Some("truncated"), 29),
            ("good", None, 337),
        ]
    );
}
