//! The Verilog against vectors of an implementation that shares nothing with the golden model.

use super::{assert_pass, common, have};
use flate2::read::GzDecoder;
use huffwire::config::Design;
use huffwire::element::Element;
use huffwire::sim::{Bench, Idle, Run, Simulation, Simulator, Stall, sources, vectors};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;

const VECTORS: &[u8] = include_bytes!("../data/conformance_one_book.jsonl.gz");

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// The design of a vector's codebook.
fn design(vector: &Value) -> Design {
    let element = Element::parse(vector["element"].as_str().unwrap()).unwrap();
    let book = &vector["books"][0];
    let mut text =
        format!("element: {element}\nmax_length: 16\nlengths: {}\n", book["lengths"]).replace('"', "");
    // The field of a custom format is a string in both files.
    text = text.replacen(&element.to_string().replace('"', ""), &element.to_string(), 1);
    if let Some(escape) = book["escape"].as_u64() {
        text += &format!("escape: {escape}\n");
    }
    let design = format!(
        "name: vectors\nelement: {element}\ncodebooks: [book.yaml]\n\
         encoder: {{ lanes: 4, out_bytes: 4 }}\ndecoder: {{ kind: serial, in_bytes: 4 }}\n"
    );
    let design = common::design(&text, &design);
    assert_eq!(design.codebooks[0].digest().to_string(), book["digest"].as_str().unwrap());
    design
}

/// Every element format with and without an escape, as far as the vectors have it.
#[test]
fn a_sample_of_the_vectors() {
    if !have(Simulator::Icarus) {
        return;
    }
    let mut text = String::new();
    GzDecoder::new(VECTORS).read_to_string(&mut text).unwrap();
    // One codebook of each kind, and all its vectors.
    let mut sample: BTreeMap<(String, bool), (String, Vec<Value>)> = BTreeMap::new();
    for line in text.lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let book = &vector["books"][0];
        let kind = (vector["element"].as_str().unwrap().to_owned(), !book["escape"].is_null());
        let digest = book["digest"].as_str().unwrap().to_owned();
        let (chosen, of_it) = sample.entry(kind).or_insert_with(|| (digest.clone(), Vec::new()));
        if *chosen == digest {
            of_it.push(vector);
        }
    }
    for name in huffwire::element::NAMED.map(|element| element.digest_name()) {
        assert!(sample.keys().any(|(element, _)| *element == name), "no vectors of {name}");
    }
    assert!(sample.keys().any(|(element, _)| element.starts_with("custom:")));
    for ((element, escape), (_, vectors)) in &sample {
        let design = design(&vectors[0]);
        let good = vectors.iter().filter(|vector| vector["case"] == "good");
        let (packets, sent): (Vec<_>, Vec<_>) =
            good.map(|vector| (bytes(&vector["elements"]), bytes(&vector["frame"]))).unzip();
        // The benches are given what the golden model makes of these; so that must be what the vectors say.
        assert_eq!(vectors::frames(&design, &packets).unwrap(), sent);
        let frames: Vec<_> = vectors.iter().map(|vector| bytes(&vector["frame"])).collect();
        let decoder = huffwire::codec::Decoder::new(&design.codebooks[0]);
        for (vector, frame) in vectors.iter().zip(&frames) {
            let mut elements = Vec::new();
            let reason = decoder.frame(frame, &mut elements).err();
            let name = reason.map(|reason| reason.to_string().replace(' ', "_"));
            assert_eq!((elements, name.as_deref()), (bytes(&vector["elements"]), vector["reason"].as_str()));
        }
        let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, ..Run::default() };
        for (bench, vectors) in [
            (Bench::Encoder, vectors::encoder(&design, &packets, None).unwrap()),
            (Bench::Decoder, vectors::decoder(&design, &frames, None)),
        ] {
            let simulation = Simulation::compile(Simulator::Icarus, bench, None, &sources(&design)).unwrap();
            let outcome = simulation.run(&vectors, &run).unwrap();
            assert_pass(&outcome, &format!("{element} escape {escape} {bench}"));
        }
    }
}
