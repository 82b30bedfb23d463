//! The conformance vectors in RTL: for every element format a codebook with an escape, one that codes every symbol
//! and, where the vectors have it, the raw book.

use crate::common::conformance::{Case, Wide, frames, one_book, packets, wide};
use crate::common::{decoder, design, encoder, have, serial, smallest, spec};
use huffwire::codebook::{Books, Codebook};
use huffwire::codec::PacketEncoder;
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency, Small};
use huffwire::design::Reset::{AsyncLow, SyncHigh, SyncLow};
use huffwire::design::{BaseRule, DecoderKind, DecoderSpec, Design, EncoderSpec, Select};
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

/// A pipeline, which goes round with the number, each with every width of a bus.
fn pipeline(number: usize) -> Preset {
    [LowLatency, Small, Balanced, HighFmax][(number + number / 4) % 4]
}

/// A decoder whose shape goes round with the number. A parallel one is as wide as the longest element, which is what
/// Icarus can simulate in seconds.
fn round(number: usize, longest: u32, kind: DecoderKind) -> DecoderSpec {
    let in_bytes = match kind {
        DecoderKind::Serial => [1, 3, 8, 16][number % 4],
        DecoderKind::Parallel => u64::from(longest).div_ceil(8).next_power_of_two(),
    };
    decoder(kind, in_bytes, pipeline(number))
}

/// A design for the codebook; its shape goes round with the number.
fn design_for(number: usize, book: &Codebook, kind: DecoderKind) -> Design {
    let lanes = [1, 2, 4, 8, 16, 32][number % 6];
    let out = [1, 4, 16, 64, 2][number % 5];
    let encoder = encoder(lanes, out, pipeline(number));
    let mut spec = spec("sample", [book.clone()], encoder, round(number, book.longest_element(), kind));
    spec.reset = [SyncHigh, AsyncLow, SyncLow][number % 3];
    design(spec)
}

#[test]
fn a_sample_of_every_format_escape_and_raw_book() {
    if !have("iverilog") {
        return;
    }
    let samples = samples();
    let formats: std::collections::BTreeSet<String> =
        samples.iter().map(|(_, book, _)| book.element().digest_name()).collect();
    // Wide symbols are in the other file.
    for named in huffwire::element::NAMED.into_iter().filter(|named| named.symbol_bits() <= 8) {
        assert!(formats.contains(&named.digest_name()), "the vectors have no {named}");
    }
    assert!(formats.len() > huffwire::element::NAMED.len() - 2, "custom formats too");
    for wanted in [Kind::Escape, Kind::Full, Kind::Raw] {
        assert!(samples.iter().any(|(kind, ..)| *kind == wanted), "no {wanted:?} among them");
    }
    for (number, (kind, book, cases)) in
        samples.iter().enumerate().step_by(if crate::common::campaign() { 1 } else { 2 })
    {
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
        let serial = design_for(number, book, DecoderKind::Serial);
        let parallel = design_for(number, book, DecoderKind::Parallel);
        // Icarus takes long for it: some of the samples.
        let every = if crate::common::campaign() { 2 } else { 20 };
        let parallel = number.is_multiple_of(every).then_some(&parallel);
        // An end each by turns; both of them in the campaign.
        let other = if number.is_multiple_of(4) { Bench::Decoder } else { Bench::Encoder };
        for (bench, design, vectors) in [
            (Bench::Encoder, &serial, vectors::encoder(&serial, &packets, None).unwrap()),
            (Bench::Decoder, &serial, vectors::decoder(&serial, &frames, None)),
        ]
        .into_iter()
        .filter(|(bench, ..)| *bench != other || crate::common::campaign())
        .chain(parallel.map(|parallel| (Bench::Decoder, parallel, vectors::decoder(parallel, &few, None))))
        {
            let files = sim::sources(design);
            let simulation = Simulation::compile(Simulator::Icarus, bench, None, &files).unwrap();
            let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, ..Run::default() };
            let outcome = simulation.run(&vectors, &run).unwrap();
            let decoder = design.decoder().unwrap().kind().name();
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

/// A design of these books.
fn design_of(books: &Books, encoder: EncoderSpec, decoder: DecoderSpec) -> Design {
    let mut spec = spec("sample", books.books().iter().cloned(), encoder, decoder);
    spec.raw = books.raw();
    design(spec)
}

/// Every third of those that are many, every time.
fn turns() -> usize {
    if crate::common::campaign() { 1 } else { 3 }
}

/// Headers and tables by index: the encoder makes the vectors' own frames of their packets.
#[test]
fn a_sample_of_several_codebooks() {
    if !have("iverilog") {
        return;
    }
    for (number, cases) in several_codebooks().iter().enumerate().step_by(turns()) {
        let books = &cases[0].books;
        let lanes = [1, 2, 4, 8, 16][number % 5];
        let out = [1, 4, 16, 2][number % 4];
        let encoder = encoder(lanes as u64, out as u64, pipeline(number));
        let design = design_of(books, encoder, serial(1, Balanced));
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

/// Which decoders are tried; parallel ones take Icarus long.
fn kinds(number: usize) -> &'static [DecoderKind] {
    if number.is_multiple_of(if crate::common::campaign() { 4 } else { 8 }) {
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
    let (element, kind) = (design.element(), design.decoder().unwrap().kind().name());
    assert_eq!(outcome.failure, None, "{element} {kind} {what}");
}

/// The decoders make the vectors' own elements, and reasons, of their frames.
#[test]
fn a_sample_of_several_codebooks_back() {
    if !have("iverilog") {
        return;
    }
    let mut seen = BTreeMap::new();
    for (number, cases) in several_codebooks().iter().enumerate() {
        let books = &cases[0].books;
        for &kind in kinds(number) {
            let decoder = round(number, books.longest_element(), kind);
            let design = design_of(books, encoder(1, 1, Balanced), decoder);
            let width = design.decoder().unwrap().lanes() * books.element().bytes();
            let mut vectors = Vectors::default();
            let most = if kind == DecoderKind::Serial { usize::MAX } else { 9 };
            for case in cases.iter().take(most) {
                let reasons = ["", "bad_padding", "invalid_codeword", "truncated", "codebook_index"];
                let reason = case.reason.as_deref().unwrap_or("");
                let reason = reasons.iter().position(|it| *it == reason).unwrap();
                *seen.entry(reason).or_insert(0) += 1;
                vectors.input += &beats(&case.frame, design.decoder().unwrap().in_bytes(), 0);
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
    if !have("iverilog") {
        return;
    }
    let packets = packets();
    let mut groups: Vec<&Books> = packets.iter().map(|packet| &packet.books).collect();
    groups.dedup();
    assert!(packets.iter().any(|packet| packet.frames.len() > 2));
    for (number, books) in groups.into_iter().enumerate() {
        for &kind in kinds(number) {
            let decoder = round(number, books.longest_element(), kind);
            let design = design_of(books, smallest(2, encoder(1, 1, Balanced)), decoder);
            let width = design.decoder().unwrap().lanes() * books.element().bytes();
            let mut vectors = Vectors::default();
            for packet in packets.iter().filter(|packet| packet.books == *books) {
                for (at, frame) in packet.frames.iter().enumerate() {
                    let goes_on = at + 1 < packet.frames.len();
                    vectors.input +=
                        &beats(frame, design.decoder().unwrap().in_bytes(), usize::from(goes_on));
                }
                vectors.expected += &beats(&packet.elements, width, 0);
            }
            decode(&design, &vectors, "blocks");
        }
    }
}

/// Wide symbols, bases and checks: of every format the books with most frames, every fifth of them, through both decoders.
#[test]
fn a_sample_of_bases_and_checks() {
    if !have("iverilog") {
        return;
    }
    let mut groups: BTreeMap<(String, String), Vec<Wide>> = BTreeMap::new();
    for vector in wide() {
        let key = (vector.books.element().digest_name(), vector.books.digest().to_string());
        groups.entry(key).or_default().push(vector);
    }
    // Blocks of a single book without a base are no design's.
    let possible = |books: &Books| !books.blocks() || books.indices() > 1 || books.base();
    let groups = groups.into_values().filter(|group| possible(&group[0].books));
    let groups: Vec<Vec<Wide>> = groups.step_by(groups_step()).collect();
    let has = |what: fn(&Wide) -> bool| groups.iter().any(|group| what(&group[0]));
    assert!(has(|v| v.books.base()) && has(|v| v.books.check().is_some()) && has(|v| v.books.blocks()));
    assert!(has(|v| v.books.element().symbol_bits() == 10) && has(|v| v.books.raw()));
    for (number, group) in groups.iter().enumerate() {
        let books = &group[0].books;
        let mut frames: Vec<Vec<u8>> = group.iter().map(|vector| vector.frame.clone()).collect();
        // With it a packet ends.
        let mut last = Vec::new();
        PacketEncoder::new(books).frame(0, true, 0, &[], &mut last).unwrap();
        frames.push(last);
        let longest = books.longest_element().max(books.header_bits());
        for kind in [DecoderKind::Serial, DecoderKind::Parallel] {
            let mut encoder = encoder(2, 4, Balanced);
            if books.blocks() {
                encoder.block = Some(2);
                encoder.select = (books.indices() > 1).then_some(Select::Smallest);
            }
            let decoder = round(number, longest, kind);
            let mut spec = spec("wide", books.books().to_vec(), encoder, decoder);
            (spec.raw, spec.check) = (books.raw(), books.check());
            let base = if books.blocks() { BaseRule::Own } else { BaseRule::Sideband };
            spec.base = books.base().then_some(base);
            let design = design(spec);
            assert_eq!(design.books(), books);
            let files = sim::sources(&design);
            let simulation = Simulation::compile(Simulator::Icarus, Bench::Decoder, None, &files).unwrap();
            let vectors = vectors::decoder(&design, &frames, None);
            let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, ..Run::default() };
            let outcome = simulation.run(&vectors, &run).unwrap();
            assert_eq!(outcome.failure, None, "{number} {} {}", books.element(), kind.name());
        }
    }
}

/// All of them take minutes: `scripts/campaign.sh rtl_vectors`.
fn groups_step() -> usize {
    if crate::common::campaign() { 1 } else { 36 }
}
