//! Packets by several books: the golden model against the format's text, transcribed naively in `oracle`; the bounds
//! on adversarial data; and what damage costs.

use huffwire::codebook::Bounds;
use huffwire::codebook::{Books, Check, Codebook};
use huffwire::codec::{Choice, EncodeError, Frame, FrameDecoder, PacketDecoder, PacketEncoder, Read, Reason};
use huffwire::element::{Element, NAMED};
use proptest::prelude::*;
use std::num::NonZeroUsize;

fn blocks(elements: usize) -> Choice {
    Choice::blocks(NonZeroUsize::new(elements).unwrap())
}

fn decode(books: &Books, frames: &[Vec<u8>]) -> crate::oracle::Packets {
    let mut decoder = PacketDecoder::new(books);
    let (mut packets, mut open) = (Vec::new(), None);
    for frame in frames {
        let mut elements = open.take().unwrap_or_default();
        match decoder.frame(frame, &mut elements) {
            Some(verdict) => packets.push((elements, verdict)),
            None => open = Some(elements),
        }
    }
    (packets, open)
}

fn bytes(frames: &[Frame]) -> usize {
    frames.iter().map(|frame| frame.bytes.len()).sum()
}

/// 0, 10, 110, 1110 and the other way round: symbol 3 is 0.
fn tiny(raw: bool, blocks: bool) -> Books {
    let element = Element::custom(1, 2, 1, 0).unwrap();
    let book = |lengths: [u8; 4]| Codebook::new(element, 4, &lengths, None).unwrap();
    Books::new(vec![book([1, 2, 3, 4]), book([4, 3, 2, 1])], raw, blocks).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn frames_of_every_index_are_the_text_s_and_come_back(
        (books, elements, _) in crate::oracle::designs_and_elements(),
        rule in crate::oracle::bases(),
    ) {
        let encoder = PacketEncoder::new(&books);
        let size = books.element().bytes();
        for typed in 0..books.indices() + 2 {
            let index = typed.min(books.indices() - 1);
            let mut choice = Choice::index(typed).with_base(rule);
            let frames = encoder.packet(choice, &elements).unwrap();
            prop_assert_eq!(frames.len(), 1);
            let sent = crate::oracle::packet(&books, &mut choice, &elements).remove(0);
            let bits = crate::oracle::sizes(&books, sent.base, &elements)[index] as u64;
            prop_assert_eq!(&frames[0], &Frame {
                index,
                last: true,
                base: sent.base,
                own_base: sent.own_base,
                elements: (elements.len() / size) as u64,
                bits,
                bytes: sent.bytes,
            });
            prop_assert_eq!(encoder.bits(sent.base, &elements)[index], Some(bits));
            let mut decoded = vec![0xa5];
            let read = FrameDecoder::new(&books).frame(&frames[0].bytes, &mut decoded);
            prop_assert_eq!(read, Read { index: Some(index), last: true, base: sent.base, verdict: Ok(()) });
            prop_assert_eq!(&decoded[1..], &elements[..]);
        }
    }

    #[test]
    fn the_smallest_of_a_packet_and_of_every_block(
        (books, elements, length) in crate::oracle::designs_and_elements(),
        rule in crate::oracle::bases(),
    ) {
        let encoder = PacketEncoder::new(&books);
        let mut choice = Choice::smallest().with_base(rule);
        let frames = encoder.packet(choice, &elements).unwrap();
        let sent = crate::oracle::packet(&books, &mut choice, &elements);
        prop_assert_eq!((frames.len(), sent.len()), (1, 1));
        prop_assert_eq!(&frames[0].bytes, &sent[0].bytes);
        // No index makes less, and lower ones make more.
        for (other, bits) in encoder.bits(frames[0].base, &elements).into_iter().flatten().enumerate() {
            let index = frames[0].index;
            prop_assert!(bits > frames[0].bits || bits == frames[0].bits && other >= index);
        }
        if !books.blocks() {
            return Ok(());
        }
        let mut choice = blocks(length).with_base(rule);
        let frames = encoder.packet(choice, &elements).unwrap();
        let sent = crate::oracle::packet(&books, &mut choice, &elements);
        prop_assert_eq!(frames.len(), sent.len());
        for (frame, sent) in frames.iter().zip(&sent) {
            prop_assert_eq!((frame.index, frame.last), (sent.index, sent.last));
            prop_assert_eq!((frame.base, frame.own_base), (sent.base, sent.own_base));
            prop_assert_eq!(&frame.bytes, &sent.bytes);
        }
        let frames: Vec<Vec<u8>> = frames.into_iter().map(|frame| frame.bytes).collect();
        prop_assert_eq!(decode(&books, &frames), (vec![(elements, Ok(()))], None));
    }

    /// Frames of several packets, flipped, cut, prolonged, lost, doubled or random.
    #[test]
    fn any_frames_give_what_the_text_says(
        (books, elements, length) in crate::oracle::designs_and_elements(),
        packets in 1usize..4,
        damages in prop::collection::vec((any::<prop::sample::Index>(), 0u8..7, any::<u16>(), any::<[u8; 3]>()), 0..4),
    ) {
        let encoder = PacketEncoder::new(&books);
        let choice = if books.blocks() { blocks(length) } else { Choice::smallest() };
        let packet = encoder.packet(choice, &elements).unwrap();
        let sent: Vec<Vec<u8>> = packet.into_iter().map(|frame| frame.bytes).collect();
        let mut frames = vec![sent; packets].concat();
        for (which, damage, at, random) in damages {
            if frames.is_empty() {
                break;
            }
            let index = which.index(frames.len());
            let frame = &mut frames[index];
            let at = usize::from(at);
            match damage {
                0 if !frame.is_empty() => {
                    let at = at % (8 * frame.len());
                    frame[at / 8] ^= 0x80 >> (at % 8);
                }
                // The header's bits are among these.
                1 if !frame.is_empty() => frame[0] ^= 0x80 >> (at % 8),
                2 => frame.truncate(at % (frame.len() + 1)),
                3 => frame.extend(random),
                4 => *frame = random.to_vec(),
                5 => drop(frames.remove(index)),
                _ => frames.insert(index, frames[index].clone()),
            }
        }
        let decoded = decode(&books, &frames);
        let bits: usize = frames.iter().map(|frame| 8 * frame.len()).sum();
        let out: usize = decoded.0.iter().map(|(elements, _)| elements.len()).sum();
        let most = bits / books.shortest_element() as usize * books.element().bytes();
        prop_assert!(out <= most, "more elements than the frames' bits can hold");
        prop_assert_eq!(decoded, crate::oracle::packets(&books, &frames));
    }

    /// Whatever the data, and on the worst of them.
    #[test]
    fn no_packet_is_longer_than_its_bound(
        (books, elements, length) in crate::oracle::designs_and_elements(),
        pattern in 0usize..6,
        count in 0usize..200,
    ) {
        let encoder = PacketEncoder::new(&books);
        let size = books.element().bytes();
        let adversary = adversary(&books, pattern, count);
        for elements in [&elements, &adversary] {
            let number = (elements.len() / size) as u64;
            let bounds = Bounds::new(&books, None, false);
            for index in 0..books.indices() {
                let frames = encoder.packet(Choice::index(index), elements).unwrap();
                prop_assert!(bytes(&frames) as u64 <= bounds.frame_bytes(number));
                prop_assert!(bytes(&frames) as u64 * 8 >= number * u64::from(bounds.shortest_element_bits));
            }
            if books.blocks() {
                let bounds = Bounds::new(&books, Some(length), true);
                let frames = encoder.packet(blocks(length), elements).unwrap();
                prop_assert!(bytes(&frames) as u64 <= bounds.packet_bytes(number));
                for frame in &frames {
                    prop_assert!(frame.bytes.len() as u64 <= bounds.frame_bytes(frame.elements));
                }
                if books.raw() {
                    // Header, padding and check of every block; in memory an element has at least as many bits as raw.
                    let room = frames.len() * (books.header_bits().div_ceil(8) as usize + books.check_bytes());
                    prop_assert!(bytes(&frames) <= elements.len() + room);
                }
            }
        }
    }
}

/// Every header with a base, and what may stand behind it: all frames of two bytes, of four bits of header where packets
/// are cut; with a check of two bytes behind them, what fits and what does not.
#[test]
fn all_frames_of_two_bytes_relative_to_a_base() {
    let element = Element::custom(1, 4, 2, 0).unwrap().with_exponent(2).unwrap();
    let book = Codebook::new(element, 4, &[0, 0, 3, 3, 2, 2, 4], Some(3)).unwrap();
    let books = |check| {
        let books = Books::new(vec![book.clone()], true, true).unwrap();
        books.with_base(true).unwrap().with_check(check)
    };
    let (plain, checked) = (books(None), books(Some(Check::Crc16)));
    let (plain_decoder, checked_decoder) = (FrameDecoder::new(&plain), FrameDecoder::new(&checked));
    let encoder = PacketEncoder::new(&checked);
    let mut good = 0;
    for bits in 0..=0xffffu16 {
        let frame = bits.to_be_bytes();
        let mut elements = Vec::new();
        let read = plain_decoder.frame(&frame, &mut elements);
        assert_eq!(
            (elements.clone(), read.last, read.verdict),
            crate::oracle::read(&plain, &frame),
            "{frame:02x?}"
        );
        assert_eq!((read.index, read.base), (Some(usize::from(bits >> 15)), bits >> 12 & 3));
        if read.verdict.is_err() {
            continue;
        }
        // Sent again it may be another frame: one without the symbols that were escaped for nothing, or without a byte of
        // padding. What comes of it is the same.
        let mut sent = Vec::new();
        encoder.frame(read.index.unwrap(), read.last, read.base, &elements, &mut sent).unwrap();
        let mut back = Vec::new();
        assert_eq!(checked_decoder.frame(&sent, &mut back), read);
        assert_eq!(back, elements);
        // With that check the frame itself is good too, and with another one it is not.
        let (_, check) = sent.split_at(sent.len() - 2);
        let mut own = [&frame[..], check].concat();
        assert_eq!(checked_decoder.frame(&own, &mut Vec::new()), read);
        own[2 + usize::from(bits & 1)] ^= 1 << (bits >> 1 & 7);
        let expected = Read { verdict: Err(Reason::Check), ..read };
        assert_eq!(checked_decoder.frame(&own, &mut Vec::new()), expected);
        good += 1;
    }
    assert!(good > 1000, "{good}");
}

/// Data against the books: of each element's candidates those with the most bits, by pattern.
fn adversary(books: &Books, pattern: usize, count: usize) -> Vec<u8> {
    let all: Vec<&Codebook> = books.all().collect();
    let symbols = || (0..books.element().alphabet()).map(|symbol| symbol as u16);
    let longest = |book: &Codebook| symbols().max_by_key(|&symbol| book.element_bits(symbol)).unwrap();
    let escaped = |book: &Codebook| symbols().find(|&symbol| book.lengths()[usize::from(symbol)] == 0);
    let symbol = |number: usize| match pattern {
        // Longest codewords, of one book or of each in turn.
        0 => longest(all[0]),
        1 => longest(all[number % all.len()]),
        // Escapes only, of one book or of each in turn.
        2 => escaped(all[0]).unwrap_or(0),
        3 => escaped(all[number % all.len()]).unwrap_or(0),
        // What all books together code worst.
        4 => symbols().max_by_key(|&s| all.iter().map(|book| book.element_bits(s)).min()).unwrap(),
        // Every symbol alike.
        _ => number.wrapping_mul(0x9e37_79b9) as u16,
    };
    let element = books.element();
    let raw_bits = u32::MAX.checked_shr(32 - element.raw_bits()).unwrap_or(0);
    let value = |number| element.join((usize::from(symbol(number)) % element.alphabet()) as u16, raw_bits);
    (0..count).flat_map(|number| value(number).to_le_bytes()[..element.bytes()].to_vec()).collect()
}

/// 64 KiB of random bytes, in every format, through books that they do not suit at all.
#[test]
fn random_bytes_grow_by_less_than_a_fifth_of_a_percent() {
    let mut state = 1u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 32) as u32
    };
    for element in NAMED {
        let mut lengths = vec![0; element.alphabet()];
        lengths[..4].copy_from_slice(&[1, 2, 3, 4]);
        let skewed = Codebook::new(element, 8, &lengths, Some(5)).unwrap();
        lengths[..4].copy_from_slice(&[4, 3, 2, 1]);
        let other = Codebook::new(element, 8, &lengths, Some(5)).unwrap();
        let books = Books::new(vec![skewed, other], true, true).unwrap();
        let count = 65536 / element.bytes();
        let data: Vec<u8> = (0..count)
            .flat_map(|_| (random() & element.mask()).to_le_bytes()[..element.bytes()].to_vec())
            .collect();
        let encoder = PacketEncoder::new(&books);
        let bounds = Bounds::new(&books, Some(1024), true);
        let frames = encoder.packet(blocks(1024), &data).unwrap();
        assert_eq!(frames.len(), count / 1024);
        assert!(frames.iter().all(|frame| frame.index == 2), "{element}: raw is the smallest");
        let (sent, growth) = (bytes(&frames) as u64, bounds.block.as_ref().unwrap().growth_percent);
        assert!(sent <= bounds.packet_bytes(count as u64), "{element}");
        assert!(sent as f64 <= data.len() as f64 * (1.0 + growth / 100.0), "{element}");
        // A byte for header and padding; six-bit formats have room for it in their containers.
        assert!(sent <= (data.len() + frames.len()) as u64, "{element}");
        assert!((sent as f64) < 1.002 * data.len() as f64, "{element}");
        // Without the raw book the same data expand.
        let without = Books::new(books.books().to_vec(), false, true).unwrap();
        let expanded = PacketEncoder::new(&without).packet(blocks(1024), &data).unwrap();
        assert!(bytes(&expanded) > bytes(&frames), "{element}");
    }
}

/// The figures of a block, by hand: header of 2 bits for the index of three books and 1 for `last`.
#[test]
fn bounds_of_blocks() {
    let bf16 = Element::named("bf16").unwrap();
    let book = Codebook::new(bf16, 8, &[1, 2], Some(8)).unwrap();
    let bounds = |raw: bool| {
        Bounds::new(
            &Books::new(vec![book.clone(); 2 + usize::from(!raw)], raw, true).unwrap(),
            Some(1024),
            true,
        )
    };
    let raw = bounds(true);
    assert_eq!((raw.header_bits, raw.shortest_element_bits, raw.longest_element_bits), (3, 9, 24));
    // 3 + 1024 * 16 bits.
    let block = raw.block.clone().unwrap();
    assert_eq!(
        (block.elements, block.element_bits, block.frame_bytes, block.growth_bytes),
        (1024, 16, 2049, 1)
    );
    assert!((block.growth_percent - 100.0 / 2048.0).abs() < 1e-9);
    assert!((raw.worst_case_expansion - 2049.0 / 2048.0).abs() < 1e-9);
    // No elements; one of 19 bits; a block; a block and one; three.
    let packets = [0, 1, 1024, 1025, 3 * 1024].map(|elements| raw.packet_bytes(elements));
    assert_eq!(packets, [1, 3, 2049, 2052, 3 * 2049]);
    // Without raw any element may be an escaped one: 3 + 1024 * 24 bits.
    let without = bounds(false).block.unwrap();
    assert_eq!((without.element_bits, without.frame_bytes, without.growth_bytes), (24, 3073, 1025));
    // In six-bit formats the raw book's longest element has seven.
    let e3m2 = Books::new(vec![Codebook::raw(Element::named("e3m2").unwrap())], true, true).unwrap();
    let six = Bounds::new(&e3m2, Some(1024), true).block.unwrap();
    assert_eq!((six.element_bits, six.frame_bytes, six.growth_bytes), (7, 897, 0));
}

#[test]
fn ties_go_to_the_lowest_index() {
    // Symbols 1 and 2 have 2 and 3 bits or 3 and 2; raw 2 each.
    let encoder = PacketEncoder::new(&tiny(true, true));
    assert_eq!(encoder.bits(0, &[1, 2]), [Some(5), Some(5), Some(4)]);
    assert_eq!(encoder.bits(0, &[0, 1, 2, 3]), [Some(10), Some(10), Some(9)]);
    assert_eq!(encoder.smallest(0, &[1, 2]), 2);
    // 1 + 3 bits, 4 + 2, 2 + 2.
    assert_eq!(encoder.smallest(0, &[0, 2]), 0);
    assert_eq!(encoder.smallest(0, &[1]), 0);
    assert_eq!(encoder.smallest(0, &[2]), 1);
    assert_eq!(encoder.smallest(0, &[]), 0);
    let twice = Books::new(vec![Codebook::raw(Element::named("bytes").unwrap()); 3], true, true).unwrap();
    assert_eq!(PacketEncoder::new(&twice).smallest(0, b"any bytes"), 0);
}

#[test]
fn an_empty_packet_is_header_and_padding() {
    // 00 1 and ones; without blocks 00 and ones.
    for (books, choice, expected) in [
        (tiny(true, true), blocks(4), vec![0b0011_1111]),
        (tiny(true, false), Choice::smallest(), vec![0b0011_1111]),
        (tiny(true, false), Choice::index(2), vec![0b1011_1111]),
        (tiny(false, true), blocks(4), vec![0b0111_1111]),
        (tiny(false, true).books()[0].clone().into(), Choice::smallest(), vec![]),
    ] {
        let frames = PacketEncoder::new(&books).packet(choice, &[]).unwrap();
        assert_eq!(frames.len(), 1);
        assert_eq!((frames[0].index, frames[0].last), (if choice == Choice::index(2) { 2 } else { 0 }, true));
        assert_eq!(frames[0].bytes, expected);
        assert_eq!(decode(&books, &[expected]), (vec![(vec![], Ok(()))], None));
    }
}

/// A packet that ends with a full block has no empty one behind it.
#[test]
fn blocks_are_full_but_the_last() {
    let encoder = PacketEncoder::new(&tiny(true, true));
    for (count, expected) in
        [(1, vec![1]), (4, vec![4]), (5, vec![4, 1]), (8, vec![4, 4]), (9, vec![4, 4, 1])]
    {
        let frames = encoder.packet(blocks(4), &vec![0; count]).unwrap();
        assert_eq!(frames.iter().map(|frame| frame.elements).collect::<Vec<_>>(), expected);
        let last: Vec<bool> = frames.iter().map(|frame| frame.last).collect();
        assert_eq!(last.iter().position(|last| *last), Some(expected.len() - 1));
    }
}

/// Three packets of three frames each.
fn three_packets() -> (Books, Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let books = tiny(true, true);
    let encoder = PacketEncoder::new(&books);
    let packets: Vec<Vec<u8>> = vec![vec![0; 9], vec![3; 10], vec![1, 2, 3, 0, 1, 2, 3, 0, 1]];
    let frames = packets.iter().flat_map(|packet| encoder.packet(blocks(4), packet).unwrap());
    (books, packets.clone(), frames.map(|frame| frame.bytes).collect())
}

/// `last` is bit 5 of a frame's first byte here.
#[test]
fn a_damaged_last_costs_the_packet_behind_and_no_more() {
    let (books, packets, frames) = three_packets();
    let good: Vec<_> = packets.iter().map(|packet| (packet.clone(), Ok(()))).collect();
    assert_eq!(decode(&books, &frames), (good.clone(), None));
    for damaged in 0..frames.len() {
        let mut frames = frames.clone();
        frames[damaged][0] ^= 0x20;
        let (out, open) = decode(&books, &frames);
        match (damaged / 3, damaged % 3) {
            // The packet's end is lost: the next one is joined to it.
            (2, 2) => {
                assert_eq!((&out[..], open), (&good[..2], Some(packets[2].clone())));
            }
            (packet, 2) => {
                let joined = [&packets[packet][..], &packets[packet + 1]].concat();
                assert_eq!(out[packet], (joined, Ok(())));
                assert_eq!(out[packet + 1..], good[packet + 2..]);
            }
            // It ends too early: there is one packet more, and all that follow are whole.
            (packet, block) => {
                let (head, tail) = packets[packet].split_at(4 * (block + 1));
                assert_eq!(out[packet..packet + 2], [(head.to_vec(), Ok(())), (tail.to_vec(), Ok(()))]);
                assert_eq!(out[packet + 2..], good[packet + 1..]);
            }
        }
        assert_eq!(out[..damaged / 3], good[..damaged / 3]);
    }
}

#[test]
fn an_error_drops_the_rest_of_its_packet() {
    let (books, packets, frames) = three_packets();
    let good: Vec<_> = packets.iter().map(|packet| (packet.clone(), Ok(()))).collect();
    // Index 3 of three books, `last` 0; nothing of the packet is left but what was before.
    let mut bad = frames.clone();
    bad[4] = vec![0b1100_0000];
    let (out, open) = decode(&books, &bad);
    assert_eq!(out[1], (vec![3; 4], Err(Reason::CodebookIndex)));
    assert_eq!((&out[0], &out[2], out.len(), open), (&good[0], &good[2], 3, None));
    // The same with `last` 1: the packet ends there, and its last frame is a packet.
    bad[4] = vec![0b1110_0000];
    let (out, _) = decode(&books, &bad);
    assert_eq!(out[1], (vec![3; 4], Err(Reason::CodebookIndex)));
    assert_eq!(out[2], (vec![3; 2], Ok(())));
    assert_eq!((&out[3], out.len()), (&good[2], 4));
    // No bytes at all do not say `last`: the packet goes on to the next frame that does.
    let mut bad = frames.clone();
    bad[5] = vec![];
    let (out, _) = decode(&books, &bad);
    assert_eq!(out, [good[0].clone(), (vec![3; 8], Err(Reason::Truncated))]);
    // The first error is the packet's, and a later one drops nothing more.
    let mut bad = frames;
    bad[3].push(0xff);
    bad[4] = vec![0b1100_0000];
    let (out, _) = decode(&books, &bad);
    assert_eq!(out[1], (vec![3; 4], Err(Reason::InvalidCodeword)));
    assert_eq!((&out[0], &out[2], out.len()), (&good[0], &good[2], 3));
}

#[test]
fn elements_that_cannot_be_sent_are_counted_in_the_packet() {
    let encoder = PacketEncoder::new(&tiny(true, true));
    let error = encoder.packet(blocks(4), &[0, 1, 2, 3, 0, 7]).unwrap_err();
    assert!(matches!(error, EncodeError::Insignificant { index: 5, value: 7, .. }), "{error}");
    let raw = Codebook::raw(Element::named("bf16").unwrap());
    let bf16 = PacketEncoder::new(&Books::new(vec![raw], false, true).unwrap());
    let error = bf16.packet(blocks(2), &[0; 9]).unwrap_err();
    assert!(matches!(error, EncodeError::NotWhole { bytes: 9, .. }), "{error}");
}

#[test]
#[should_panic(expected = "books without blocks")]
fn blocks_need_books_with_blocks() {
    let _ = PacketEncoder::new(&tiny(true, false)).packet(blocks(4), &[0]);
}
