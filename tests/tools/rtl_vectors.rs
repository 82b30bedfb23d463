//! The conformance vectors in RTL: for every element format a codebook with an escape, one that codes every symbol
//! and, where the vectors have it, the raw book.

use crate::common::conformance::{Case, frames, one_book, packets};
use huffwire::codebook::{Books, Codebook};
use huffwire::design::{DecoderKind, Design};
use huffwire::sim::{self, Bench, Idle, Run, Simulation, Simulator, Stall, Vectors, vectors};
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
    crate::common::design(&huffwire::codebook::to_yaml(book), &text)
}

#[test]
fn a_sample_of_every_format_escape_and_raw_book() {
    if !crate::common::have("iverilog") {
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
        // Icarus takes long for it: every other sample.
        let parallel = (number % 2 == 0).then_some(&parallel);
        for (bench, design, vectors) in [
            (Bench::Encoder, &serial, vectors::encoder(&serial, &packets, None).unwrap()),
            (Bench::Decoder, &serial, vectors::decoder(&serial, &frames, None)),
        ]
        .into_iter()
        .chain(parallel.map(|parallel| (Bench::Decoder, parallel, vectors::decoder(parallel, &few, None))))
        {
            let files = sim::sources(design);
            let simulation = Simulation::compile(Simulator::Icarus, bench, None, &files).unwrap();
            let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, ..Run::default() };
            let outcome = simulation.run(&vectors, &run).unwrap();
            let decoder = design.decoder().kind().name();
            assert_eq!(outcome.failure, None, "{} {kind:?} {bench:?} {decoder}", book.element());
        }
    }
}

/// The beats of these bytes on a bus of `width` bytes, the index on `tuser`.
fn beats(bytes: &[u8], width: usize, index: usize) -> String {
    let mut text = String::new();
    for at in (0..bytes.len().max(1)).step_by(width) {
        let beat = &bytes[at..bytes.len().min(at + width)];
        let data: String =
            (0..width).rev().map(|byte| format!("{:02x}", beat.get(byte).unwrap_or(&0))).collect();
        let last = u8::from(at + width >= bytes.len());
        text += &format!("{data} {:x} {last} {index:x}\n", (1u128 << beat.len()) - 1);
    }
    text
}

/// Of every format the first of each number of codebooks that no other format had twice, each with its vectors.
fn several_codebooks() -> Vec<Vec<Case>> {
    let mut groups: Vec<Vec<Case>> = Vec::new();
    for case in frames().into_iter().filter(|case| case.books.indices() > 1) {
        match groups.iter_mut().find(|group| group[0].books == case.books) {
            Some(group) => group.push(case),
            None => groups.push(vec![case]),
        }
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut formats: BTreeMap<String, usize> = BTreeMap::new();
    groups.retain(|group| {
        let books = &group[0].books;
        let count = counts.entry(books.books().len()).or_default();
        let format = formats.entry(books.element().digest_name()).or_default();
        let taken = *format == 0 || *count < 2;
        *count += usize::from(taken);
        *format += usize::from(taken);
        taken
    });
    assert!(formats.values().all(|count| *count > 0) && counts.values().all(|count| *count > 0));
    assert!([2, 3, 4, 5, 16].iter().all(|count| counts.contains_key(count)), "{counts:?}");
    groups
}

/// A design of these books; `rest` stands in its file behind them.
fn design_of(books: &Books, rest: &str) -> Design {
    let texts: Vec<String> = books.books().iter().map(huffwire::codebook::to_yaml).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    crate::common::several("sample", &texts, &format!("raw: {}\n{rest}", books.raw()))
}

/// Headers and tables by index: the encoder makes the vectors' own frames of their packets.
#[test]
fn a_sample_of_several_codebooks() {
    if !crate::common::have("iverilog") {
        return;
    }
    for (number, cases) in several_codebooks().iter().enumerate() {
        let books = &cases[0].books;
        let lanes = [1, 2, 4, 8, 16][number % 5];
        let out = [1, 4, 16, 2][number % 4];
        let pipeline = ["low_latency", "balanced", "high_fmax"][number % 3];
        let rest = format!(
            "encoder: {{ lanes: {lanes}, out_bytes: {out}, pipeline: {pipeline} }}\n\
             decoder: {{ kind: serial, in_bytes: 1 }}\n"
        );
        let design = design_of(books, &rest);
        let mut vectors = Vectors::default();
        for case in cases.iter().filter(|case| case.good) {
            let width = lanes * books.element().bytes();
            vectors.input += &beats(&case.elements, width, case.index.unwrap());
            vectors.expected += &beats(&case.frame, out, 0);
        }
        let files = sim::sources(&design);
        let simulation = Simulation::compile(Simulator::Icarus, Bench::Encoder, None, &files).unwrap();
        for (idle, stall) in [(Idle::Quarter, Stall::Quarter), (Idle::None, Stall::None)] {
            let outcome = simulation.run(&vectors, &Run { idle, stall, ..Run::default() }).unwrap();
            let count = books.books().len();
            assert_eq!(outcome.failure, None, "{} {count} codebooks, {lanes} lanes", books.element());
        }
    }
}

/// The decoder's part of a file: kind, a width that holds the longest element, pipeline.
fn decoder(number: usize, books: &Books, kind: DecoderKind) -> String {
    let in_bytes = match kind {
        DecoderKind::Serial => [1, 3, 8, 16][number % 4],
        DecoderKind::Parallel => (books.longest_element() as usize).div_ceil(8).next_power_of_two(),
    };
    let pipeline = ["low_latency", "balanced", "high_fmax"][number % 3];
    format!("decoder: {{ kind: {}, in_bytes: {in_bytes}, pipeline: {pipeline} }}\n", kind.name())
}

/// Which decoders are tried; parallel ones take Icarus long.
fn kinds(number: usize) -> &'static [DecoderKind] {
    if number.is_multiple_of(4) {
        &[DecoderKind::Serial, DecoderKind::Parallel]
    } else {
        &[DecoderKind::Serial]
    }
}

/// Plays frames, and expects what the vectors say.
fn decode(design: &Design, vectors: &Vectors, what: &str) {
    let files = sim::sources(design);
    let simulation = Simulation::compile(Simulator::Icarus, Bench::Decoder, None, &files).unwrap();
    let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, ..Run::default() };
    let outcome = simulation.run(vectors, &run).unwrap();
    let (element, kind) = (design.element(), design.decoder().kind().name());
    assert_eq!(outcome.failure, None, "{element} {kind} {what}");
}

/// The decoders make the vectors' own elements, and reasons, of their frames.
#[test]
fn a_sample_of_several_codebooks_back() {
    if !crate::common::have("iverilog") {
        return;
    }
    let mut seen = BTreeMap::new();
    for (number, cases) in several_codebooks().iter().enumerate() {
        let books = &cases[0].books;
        for &kind in kinds(number) {
            let encoder = "encoder: { lanes: 1, out_bytes: 1 }\n";
            let design = design_of(books, &format!("{encoder}{}", decoder(number, books, kind)));
            let width = design.decoder().lanes() * books.element().bytes();
            let mut vectors = Vectors::default();
            let most = if kind == DecoderKind::Serial { usize::MAX } else { 9 };
            for case in cases.iter().take(most) {
                let reasons = ["", "bad_padding", "invalid_codeword", "truncated", "codebook_index"];
                let reason = case.reason.as_deref().unwrap_or("");
                let reason = reasons.iter().position(|it| *it == reason).unwrap();
                *seen.entry(reason).or_insert(0) += 1;
                vectors.input += &beats(&case.frame, design.decoder().in_bytes(), 0);
                vectors.expected += &beats(&case.elements, width, 2 * reason + usize::from(reason > 0));
            }
            decode(&design, &vectors, &format!("{} codebooks", books.books().len()));
        }
    }
    assert_eq!(seen.into_keys().collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
}

/// The decoders join the vectors' own frames to their packets.
#[test]
fn packets_of_several_frames_back() {
    if !crate::common::have("iverilog") {
        return;
    }
    let packets = packets();
    let mut groups: Vec<&Books> = packets.iter().map(|packet| &packet.books).collect();
    groups.dedup();
    assert!(packets.iter().any(|packet| packet.frames.len() > 2));
    for (number, books) in groups.into_iter().enumerate() {
        for &kind in kinds(number) {
            let encoder = "encoder: { lanes: 1, out_bytes: 1, select: smallest, block: 2 }\n";
            let design = design_of(books, &format!("{encoder}{}", decoder(number, books, kind)));
            let width = design.decoder().lanes() * books.element().bytes();
            let mut vectors = Vectors::default();
            for packet in packets.iter().filter(|packet| packet.books == *books) {
                for (at, frame) in packet.frames.iter().enumerate() {
                    let goes_on = at + 1 < packet.frames.len();
                    vectors.input += &beats(frame, design.decoder().in_bytes(), usize::from(goes_on));
                }
                vectors.expected += &beats(&packet.elements, width, 0);
            }
            decode(&design, &vectors, "blocks");
        }
    }
}
