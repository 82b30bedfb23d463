//! The golden model against vectors of an implementation that shares nothing with this one.

use crate::common::conformance;
use huffwire::codec::{Choice, Decoder, Encoder, FrameDecoder, PacketDecoder, PacketEncoder};
use std::collections::BTreeMap;

#[test]
fn every_vector_with_one_book() {
    let mut seen = BTreeMap::new();
    for case in conformance::one_book() {
        let what = format!("{}: {:02x?}", case.book.element(), case.frame);
        if case.good {
            let mut encoded = Vec::new();
            Encoder::new(&case.book).frame(&case.elements, &mut encoded).unwrap();
            assert_eq!(encoded, case.frame, "{what}");
        }
        let mut decoded = Vec::new();
        let verdict = Decoder::new(&case.book).frame(&case.frame, &mut decoded);
        assert_eq!(decoded, case.elements, "{what}");
        let reason = verdict.err().map(|reason| reason.to_string().replace(' ', "_"));
        assert_eq!(reason, case.reason, "{what}");
        *seen.entry((case.good, reason)).or_insert(0) += 1;
    }
    let seen: Vec<_> = seen.iter().map(|((good, reason), n)| (*good, reason.as_deref(), *n)).collect();
    assert_eq!(
        seen,
        [
            (false, None, 28),
            (false, Some("bad_padding"), 26),
            (false, Some("invalid_codeword"), 26),
            (false, Some("truncated"), 29),
            (true, None, 337),
        ]
    );
}

/// One book among them, through the same door.
#[test]
fn every_vector_without_blocks() {
    let mut seen = BTreeMap::new();
    for case in conformance::frames() {
        let what = format!("{}, {} books: {:02x?}", case.book.element(), case.books.indices(), case.frame);
        if case.good {
            let index = case.index.unwrap();
            let frames =
                PacketEncoder::new(&case.books).packet(Choice::index(index), &case.elements).unwrap();
            assert_eq!(frames.len(), 1, "{what}");
            assert_eq!(frames[0].bytes, case.frame, "{what}");
            let read = FrameDecoder::new(&case.books).frame(&case.frame, &mut Vec::new());
            assert_eq!((read.index, read.last), (Some(index), true), "{what}");
        }
        let mut decoded = Vec::new();
        let verdict = PacketDecoder::new(&case.books).frame(&case.frame, &mut decoded).unwrap();
        assert_eq!(decoded, case.elements, "{what}");
        let reason = verdict.err().map(|reason| reason.to_string().replace(' ', "_"));
        assert_eq!(reason, case.reason, "{what}");
        *seen.entry((case.books.indices(), case.good, reason)).or_insert(0) += 1;
    }
    let count = |indices: std::ops::RangeInclusive<usize>, good: bool, reason: Option<&str>| -> usize {
        let of = seen.iter().filter(|((books, sound, why), _)| {
            indices.contains(books) && *sound == good && why.as_deref() == reason
        });
        of.map(|(_, count)| count).sum()
    };
    // One, 2, 3 + raw, 4 + raw as well as 5, and 16 + raw.
    assert_eq!(seen.keys().map(|(books, ..)| *books).collect::<std::collections::BTreeSet<_>>().len(), 5);
    assert_eq!(count(2..=17, true, None), 84 + 92 + 84 + 76 + 34);
    assert_eq!(count(2..=17, false, None), 7 + 5 + 4 + 7);
    assert_eq!(count(2..=17, false, Some("bad_padding")), 10 + 7 + 9 + 9);
    assert_eq!(count(2..=17, false, Some("invalid_codeword")), 6 + 5 + 3 + 3);
    assert_eq!(count(2..=17, false, Some("truncated")), 9 + 8 + 7 + 8 + 2);
    assert_eq!(count(2..=17, false, Some("codebook_index")), 15 + 8 + 8);
    assert_eq!(seen.values().sum::<usize>(), 956);
}

#[test]
fn every_vector_with_blocks() {
    let packets = conformance::packets();
    assert_eq!(packets.len(), 12);
    for packet in packets {
        let what = format!("{}: {:?}", packet.books.element(), packet.indices);
        assert_eq!(packet.blocks().len(), packet.frames.len(), "{what}");
        let encoder = PacketEncoder::new(&packet.books);
        let mut decoder = PacketDecoder::new(&packet.books);
        let mut decoded = Vec::new();
        for (number, elements) in packet.blocks().enumerate() {
            let last = number + 1 == packet.frames.len();
            let mut frame = Vec::new();
            encoder.frame(packet.indices[number], last, elements, &mut frame).unwrap();
            assert_eq!(frame, packet.frames[number], "{what}");
            let verdict = decoder.frame(&frame, &mut decoded);
            assert_eq!(verdict, last.then_some(Ok(())), "{what}");
        }
        assert_eq!(decoded, packet.elements, "{what}");
    }
}
