//! The golden model against vectors of an implementation that shares nothing with this one.

use crate::common::conformance;
use huffwire::codebook::Check;
use huffwire::codec::{
    Base, Choice, Decoder, Encoder, FrameDecoder, PacketDecoder, PacketEncoder, Read, Scale,
};
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
            encoder.frame(packet.indices[number], last, 0, elements, &mut frame).unwrap();
            assert_eq!(frame, packet.frames[number], "{what}");
            let verdict = decoder.frame(&frame, &mut decoded);
            assert_eq!(verdict, last.then_some(Ok(())), "{what}");
        }
        assert_eq!(decoded, packet.elements, "{what}");
    }
}

#[test]
fn every_vector_with_wide_symbols_base_and_check() {
    let mut reasons = BTreeMap::new();
    let mut designs = BTreeMap::new();
    let mut own = 0;
    for case in conformance::wide() {
        let books = &case.books;
        let element = books.element();
        let what = format!("{element}, {books:?}: {:02x?}", case.frame);
        let tags: Vec<String> = books.all().map(|book| book.tag().to_string()).collect();
        assert_eq!(tags, case.tags, "{what}");
        let mut decoded = Vec::new();
        let read = FrameDecoder::new(books).frame(&case.frame, &mut decoded);
        assert_eq!(decoded, case.elements, "{what}");
        let reason = read.verdict.err().map(|reason| reason.to_string().replace(' ', "_"));
        assert_eq!(reason, case.reason, "{what}");
        // Without blocks a packet always ends; a frame without its header does not say so.
        assert_eq!(read.last, case.last.unwrap_or(!books.blocks()), "{what}");
        let verdict = PacketDecoder::new(books).frame(&case.frame, &mut Vec::new());
        assert_eq!(verdict, read.last.then_some(read.verdict), "{what}");
        if case.good {
            let (index, last) = (case.index.unwrap(), case.last.unwrap_or(true));
            assert_eq!(case.base.is_some(), books.base(), "{what}");
            let base = case.base.unwrap_or(0);
            let encoder = PacketEncoder::new(books);
            let mut encoded = Vec::new();
            encoder.frame(index, last, base, &case.elements, &mut encoded).unwrap();
            assert_eq!(encoded, case.frame, "{what}");
            assert_eq!(read, Read { index: Some(index), last, base, verdict: Ok(()) }, "{what}");
            if let Some(own_base) = case.own_base {
                assert_eq!(Scale::of(element, &case.elements).base(element), own_base, "{what}");
                own += 1;
                let given = Choice::index(index).with_base(Base::Given(base));
                let frame = encoder.packet(given, &case.elements).unwrap().remove(0);
                assert_eq!(frame.own_base, if books.base() { own_base } else { 0 }, "{what}");
                if last {
                    assert_eq!((frame.bytes, frame.base), (encoded.clone(), base), "{what}");
                }
                let frame = encoder.packet(Choice::index(index), &case.elements).unwrap().remove(0);
                assert_eq!(frame.bytes == encoded, last && (!books.base() || base == own_base), "{what}");
            }
        }
        *reasons.entry((case.good, reason)).or_insert(0) += 1;
        *designs.entry((books.base(), books.check().map_or(0, Check::bytes))).or_insert(0) += 1;
    }
    let reasons: Vec<_> = reasons.iter().map(|((good, why), n)| (*good, why.as_deref(), *n)).collect();
    assert_eq!(
        reasons,
        [
            (false, None, 146),
            (false, Some("bad_padding"), 82),
            (false, Some("check"), 139),
            (false, Some("codebook_index"), 14),
            (false, Some("invalid_codeword"), 38),
            (false, Some("truncated"), 118),
            (true, None, 528),
        ]
    );
    assert_eq!(own, 432);
    let expected = [
        ((false, 0), 91),
        ((false, 2), 247),
        ((false, 4), 230),
        ((true, 0), 208),
        ((true, 2), 150),
        ((true, 4), 139),
    ];
    assert_eq!(designs, BTreeMap::from(expected));
}
