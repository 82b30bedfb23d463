//! The conformance vectors in RTL: for every element format a codebook with an escape, one that codes every symbol
//! and, where the vectors have it, the raw book.

mod common;

use common::conformance::{Case, one_book};
use huffwire::codebook::Codebook;
use huffwire::config::{DecoderKind, Design};
use huffwire::sim::{self, Bench, Idle, Run, Simulation, Simulator, Stall, vectors};
use std::collections::BTreeMap;

/// How a codebook stands to its alphabet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Escape,
    Full,
    Raw,
}

fn kind(book: &Codebook) -> Kind {
    match book.escape() {
        Some(_) => Kind::Escape,
        None if book.lengths() == Codebook::raw(book.element()).lengths() => Kind::Raw,
        None => Kind::Full,
    }
}

/// The first codebook of each format and kind, with its vectors.
fn samples() -> Vec<(Kind, Codebook, Vec<Case>)> {
    let mut books: BTreeMap<(String, Kind), (Codebook, Vec<Case>)> = BTreeMap::new();
    for case in one_book() {
        let key = (case.book.element().digest_name(), kind(&case.book));
        let sample = books.entry(key).or_insert_with(|| (case.book.clone(), Vec::new()));
        if sample.0 == case.book {
            sample.1.push(case);
        }
    }
    books.into_iter().map(|((_, kind), (book, cases))| (kind, book, cases)).collect()
}

/// A design for the codebook; its shape goes round with the number. A parallel decoder is as wide as its longest
/// element, which is what Icarus can simulate in seconds.
fn design(number: usize, book: &Codebook, kind: DecoderKind) -> Design {
    let lanes = [1, 2, 4, 8, 16, 32][number % 6];
    let out = [1, 4, 16, 64, 2][number % 5];
    let input = match kind {
        DecoderKind::Serial => [1, 3, 8, 16][number % 4],
        DecoderKind::Parallel => (book.longest_element() as usize).div_ceil(8).next_power_of_two(),
    };
    let pipeline = ["low_latency", "balanced", "high_fmax"][number % 3];
    let reset = ["sync_high", "async_low", "sync_low"][number % 3];
    let text = format!(
        "name: sample\nelement: {}\ncodebooks: [book.yaml]\n\
         encoder: {{ lanes: {lanes}, out_bytes: {out}, pipeline: {pipeline} }}\n\
         decoder: {{ kind: {}, in_bytes: {input}, pipeline: {pipeline} }}\nreset: {reset}\n",
        book.element(),
        kind.name()
    );
    common::design(&huffwire::codebook::to_yaml(book, None), &text)
}

#[test]
fn a_sample_of_every_format_escape_and_raw_book() {
    if !common::have("iverilog") {
        return;
    }
    let samples = samples();
    let formats: std::collections::BTreeSet<String> =
        samples.iter().map(|(_, book, _)| book.element().digest_name()).collect();
    for named in huffwire::element::NAMED {
        assert!(formats.contains(&named.digest_name()), "the vectors have no {named}");
    }
    assert!(formats.len() > huffwire::element::NAMED.len(), "custom formats too");
    for wanted in [Kind::Escape, Kind::Full, Kind::Raw] {
        assert!(samples.iter().any(|(kind, ..)| *kind == wanted), "no {wanted:?} among them");
    }
    for (number, (kind, book, cases)) in samples.iter().enumerate() {
        let packets: Vec<Vec<u8>> =
            cases.iter().filter(|case| case.good).map(|case| case.elements.clone()).collect();
        let frames: Vec<Vec<u8>> = cases.iter().map(|case| case.frame.clone()).collect();
        // The shortest of either sort, for the slower one.
        let mut few: Vec<&Case> = cases.iter().collect();
        few.sort_by_key(|case| case.frame.len());
        let some = |good: bool| few.iter().filter(move |case| case.good == good).take(6);
        let few: Vec<Vec<u8>> = some(true).chain(some(false)).map(|case| case.frame.clone()).collect();
        // What the benches expect comes from the golden model, which makes the vectors' own frames of these packets
        // (tests/vectors.rs).
        let serial = design(number, book, DecoderKind::Serial);
        let parallel = design(number, book, DecoderKind::Parallel);
        for (bench, design, vectors) in [
            (Bench::Encoder, &serial, vectors::encoder(&serial, &packets, None).unwrap()),
            (Bench::Decoder, &serial, vectors::decoder(&serial, &frames, None)),
            (Bench::Decoder, &parallel, vectors::decoder(&parallel, &few, None)),
        ] {
            let files = sim::sources(design);
            let simulation = Simulation::compile(Simulator::Icarus, bench, None, &files).unwrap();
            let pairs = [(Idle::Quarter, Stall::Quarter), (Idle::None, Stall::None)];
            let count = if design.decoder.kind == DecoderKind::Parallel { 1 } else { 2 };
            for (idle, stall) in pairs.into_iter().take(count) {
                let run = Run { idle, stall, ..Run::default() };
                let outcome = simulation.run(&vectors, &run).unwrap();
                let decoder = design.decoder.kind.name();
                assert_eq!(outcome.failure, None, "{} {kind:?} {bench:?} {decoder}", book.element());
            }
        }
    }
}
