//! Books with slots: what the golden model sends and reads by them.

use huffwire::codebook::{Books, Check, Codebook, Envelope, OutsideError};
use huffwire::codec::{FrameDecoder, PacketEncoder, Reason};
use huffwire::design::Design;
use huffwire::element::Element;
use huffwire::registers::{Map, Side, markdown};

fn e2() -> Element {
    Element::custom(1, 2, 1, 0).unwrap()
}

fn book(lengths: [u8; 4]) -> Codebook {
    Codebook::new(e2(), 4, &lengths, None).unwrap()
}

/// One constant book, two slots, and the raw book: indices 0, 1 and 2, 3.
fn books() -> Books {
    let envelope = Envelope::new(e2(), 1, 4, 4, None).unwrap();
    Books::loadable(vec![book([1, 2, 3, 4])], envelope, 2, false).unwrap().with_check(Some(Check::Crc32))
}

#[test]
fn an_empty_slot_is_sent_raw_and_read_by_nothing() {
    let empty = books();
    assert_eq!(
        (empty.indices(), empty.index_bits(), empty.slot_index(1), empty.raw_index()),
        (4, 2, 2, Some(3))
    );
    let (elements, mut raw, mut asked) = ([0, 1, 2, 3, 0], Vec::new(), Vec::new());
    let encoder = PacketEncoder::new(&empty);
    encoder.frame(3, true, 0, &elements, &mut raw).unwrap();
    encoder.frame(2, true, 0, &elements, &mut asked).unwrap();
    assert_eq!(raw, asked);
    assert_eq!(encoder.bits(0, &elements)[2], None);

    // One end has the book, the other does not.
    let loaded = empty.clone().with_slot(1, Some(book([4, 3, 2, 1]))).unwrap();
    let mut frame = Vec::new();
    PacketEncoder::new(&loaded).frame(2, true, 0, &elements, &mut frame).unwrap();
    let mut out = Vec::new();
    assert_eq!(FrameDecoder::new(&empty).frame(&frame, &mut out).verdict, Err(Reason::CodebookIndex));
    assert!(out.is_empty());
    assert_eq!(FrameDecoder::new(&loaded).frame(&frame, &mut out).verdict, Ok(()));
    assert_eq!(out, elements);

    // The other end has another book there: its frames are found by their check.
    let other = empty.clone().with_slot(1, Some(book([3, 4, 2, 1]))).unwrap();
    out.clear();
    assert!(FrameDecoder::new(&other).frame(&frame, &mut out).verdict.is_err());
}

#[test]
fn a_digest_has_zeros_for_an_empty_slot() {
    use sha2::{Digest as _, Sha256};
    let constant = book([1, 2, 3, 4]);
    let second = book([4, 3, 2, 1]);
    let loaded = books().with_slot(1, Some(second.clone())).unwrap();
    let of = |slot: [u8; 8]| {
        let hash = Sha256::new()
            .chain_update(constant.digest().0)
            .chain_update([0; 8])
            .chain_update(slot)
            .chain_update([1 + 16])
            .finalize();
        hash[..8].to_vec()
    };
    assert_eq!(books().digest().0.to_vec(), of([0; 8]));
    assert_eq!(loaded.digest().0.to_vec(), of(second.digest().0));
}

#[test]
fn a_slot_takes_books_of_its_envelope_only() {
    let incomplete = book([2, 2, 3, 3]);
    let refused = books().with_slot(0, Some(incomplete)).unwrap_err();
    assert_eq!(refused, OutsideError::Incomplete { sum: 3 << 14 });
    let emptied = books().with_slot(0, Some(book([4, 3, 2, 1]))).unwrap().with_slot(0, None).unwrap();
    assert_eq!(emptied, books());
}

/// The registers' table in the documentation is that of the design there.
#[test]
fn the_documented_registers_are_those_of_the_documented_design() {
    let root = crate::common::root();
    let document = std::fs::read_to_string(root.join("docs/loadable.md")).unwrap();
    let yaml = document.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("link.yaml");
    std::fs::write(&file, yaml.replace("configs/", &format!("{}/configs/", root.display()))).unwrap();
    let design = Design::load(&file).unwrap();
    let table = markdown(&Map::of(&design, Side::Decoder).unwrap());
    assert!(document.contains(&table), "docs/loadable.md lacks this table:\n{table}");
}

/// Likewise those of a design in which nothing is loaded.
#[test]
fn the_documented_registers_of_any_design_are_there() {
    let root = crate::common::root();
    let document = std::fs::read_to_string(root.join("docs/generate.md")).unwrap();
    let plain = std::fs::read_to_string(root.join("configs/tiny.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(root.join("configs/codebooks/tiny.yaml"), folder.path().join("tiny.yaml")).unwrap();
    let file = folder.path().join("design.yaml");
    let more = "registers: axi_lite\ncounters: true\n";
    std::fs::write(&file, plain.replace("codebooks/", "") + more).unwrap();
    let design = Design::load(&file).unwrap();
    let table = markdown(&Map::of(&design, Side::Encoder).unwrap());
    assert!(document.contains(&table), "docs/generate.md lacks this table:\n{table}");
    let decoder = Map::of(&design, Side::Decoder).unwrap();
    let names: Vec<&str> = decoder.registers.iter().map(|register| register.name.as_str()).collect();
    assert_eq!(names, ["ID", "CAPABILITIES", "DIGEST_LOW", "DIGEST_HIGH"]);
}
