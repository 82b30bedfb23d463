//! The stream format's text transcribed to strings of binary digits: slow, obvious, and sharing nothing with the
//! golden model but the code lengths. And random codebooks and elements to compare the two on.
#![allow(dead_code)] // Each test program uses its part.

use huffwire::codebook::{Codebook, CodebookError, Coded};
use huffwire::codec::Reason;
use huffwire::element::{Element, NAMED};
use proptest::prelude::*;

/// Codewords as digits, and the symbol: `None` is the escape.
pub fn codewords(book: &Codebook) -> Vec<(String, Option<usize>)> {
    let symbols = book.lengths().iter().enumerate().filter(|(_, length)| **length > 0);
    let mut sorted: Vec<(u8, usize, Option<usize>)> =
        symbols.map(|(s, &length)| (length, s, Some(s))).collect();
    sorted.extend(book.escape().map(|length| (length, usize::MAX, None)));
    sorted.sort();
    let (mut code, mut before) = (0, None);
    let mut words = Vec::new();
    for (length, _, symbol) in sorted {
        if let Some(before) = before {
            code = (code + 1) << (length - before);
        }
        words.push((format!("{code:0width$b}", width = usize::from(length)), symbol));
        before = Some(length);
    }
    words
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:08b}")).collect()
}

fn value(bytes: &[u8]) -> u32 {
    let mut word = [0; 4];
    word[..bytes.len()].copy_from_slice(bytes);
    u32::from_le_bytes(word)
}

/// Where the symbol stands among the digits of an element's significant bits.
fn field(element: Element) -> std::ops::Range<usize> {
    let from = (element.bits() - 1 - element.high()) as usize;
    from..from + element.symbol_bits() as usize
}

/// The frame of these elements.
pub fn encode(book: &Codebook, elements: &[u8]) -> Vec<u8> {
    let element = book.element();
    let words = codewords(book);
    let word = |symbol| words.iter().find(|(_, coded)| *coded == symbol).map(|(word, _)| word.as_str());
    let mut stream = String::new();
    for bytes in elements.chunks(element.bytes()) {
        let digits = format!("{:0width$b}", value(bytes), width = element.bits() as usize);
        let field = field(element);
        let symbol = &digits[field.clone()];
        match word(Some(usize::from_str_radix(symbol, 2).unwrap())) {
            Some(word) => stream += word,
            None => {
                stream += word(None).unwrap();
                stream += symbol;
            }
        }
        stream += &digits[..field.start];
        stream += &digits[field.end..];
    }
    while !stream.len().is_multiple_of(8) {
        stream += "1";
    }
    (0..stream.len()).step_by(8).map(|at| u8::from_str_radix(&stream[at..at + 8], 2).unwrap()).collect()
}

/// The elements of a frame, and what is wrong with it.
pub fn decode(book: &Codebook, frame: &[u8]) -> (Vec<u8>, Result<(), Reason>) {
    let element = book.element();
    let words = codewords(book);
    let stream = digits(frame);
    let mut rest = stream.as_str();
    let mut elements = Vec::new();
    while let Some((word, symbol)) = words.iter().find(|(word, _)| rest.starts_with(word.as_str())) {
        let verbatim = match symbol {
            Some(_) => element.raw_bits(),
            None => element.bits(),
        };
        let Some(behind) = rest.get(word.len() + verbatim as usize..) else { break };
        let mut sent = rest[word.len()..rest.len() - behind.len()].to_owned();
        let field = field(element);
        let symbol = match symbol {
            Some(symbol) => format!("{symbol:0width$b}", width = field.len()),
            None => sent.drain(..field.len()).collect(),
        };
        sent.insert_str(field.start, &symbol);
        let value = u32::from_str_radix(&sent, 2).unwrap();
        elements.extend_from_slice(&value.to_le_bytes()[..element.bytes()]);
        rest = behind;
    }
    let begins = |word: &str| word.starts_with(rest) || rest.starts_with(word);
    let verdict = if rest.len() < 8 && !rest.contains('0') {
        Ok(())
    } else if rest.len() < 8 {
        Err(Reason::BadPadding)
    } else if !words.iter().any(|(word, _)| begins(word)) {
        Err(Reason::InvalidCodeword)
    } else {
        Err(Reason::Truncated)
    };
    (elements, verdict)
}

/// CRC-32 of IEEE 802.3, bit by bit.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    !crc
}

/// The file of frames that holds these elements.
pub fn file(book: &Codebook, packet: usize, elements: &[u8]) -> Vec<u8> {
    let mut file = b"HFW1".to_vec();
    file.extend(book.digest().0);
    file.extend((packet as u32).to_le_bytes());
    for elements in elements.chunks(packet) {
        let frame = encode(book, elements);
        file.extend((frame.len() as u32).to_le_bytes());
        file.extend(frame);
    }
    file.extend([0xff; 4]);
    file.extend((elements.len() as u64).to_le_bytes());
    file.extend(crc32(elements).to_le_bytes());
    file
}

/// Every named format and custom ones.
pub fn elements() -> impl Strategy<Value = Element> {
    let custom = (prop::sample::select(vec![1u64, 2, 4]), 1u64..=32, 0u64..32, 0u64..8)
        .prop_filter_map("a field of the element", |(bytes, bits, low, width)| {
            Element::custom(bytes, bits, low + width, low).ok()
        });
    prop_oneof![prop::sample::select(NAMED.to_vec()), custom]
}

/// Valid codebooks: few symbols coded or all, complete and incomplete codes, the escape alone, the raw book.
pub fn books() -> impl Strategy<Value = Codebook> {
    let random = |element: Element| {
        let limits = (1u8..=16, 1u8..=16, 1u8..=16, 0..=element.alphabet());
        limits.prop_flat_map(move |(limit, shortest, escape, coded)| {
            let (shortest, escape) = (shortest.min(limit), escape.min(limit));
            let order = Just((0..element.alphabet()).collect::<Vec<_>>()).prop_shuffle();
            let lengths = prop::collection::vec(shortest..=limit, coded);
            (order, lengths).prop_map(move |(order, tried)| {
                // Symbols get their lengths as long as Kraft's sum leaves room for the escape.
                let mut lengths = vec![0; element.alphabet()];
                let mut room = (1u32 << 16) - (1 << (16 - escape));
                for (symbol, length) in order.into_iter().zip(tried) {
                    if let Some(less) = room.checked_sub(1 << (16 - length)) {
                        room = less;
                        lengths[symbol] = length;
                    }
                }
                let mut escape = lengths.contains(&0).then_some(escape);
                // A codeword of all ones that padding could be mistaken for grows until it is unassigned.
                loop {
                    match Codebook::new(element, 16, &lengths, escape) {
                        Ok(book) => return book,
                        Err(CodebookError::Padding { what: Coded::Symbol(symbol), .. }) => {
                            lengths[usize::from(symbol)] += 1;
                        }
                        Err(CodebookError::Padding { .. }) => escape = escape.map(|length| length + 1),
                        Err(error) => panic!("{error}"),
                    }
                }
            })
        })
    };
    elements()
        .prop_flat_map(move |element| prop_oneof![9 => random(element), 1 => Just(Codebook::raw(element))])
}

/// A codebook and whole elements, about half of them with a codeword of their own.
pub fn books_and_elements() -> impl Strategy<Value = (Codebook, Vec<u8>)> {
    books().prop_flat_map(|book| {
        let values = prop::collection::vec((any::<u32>(), any::<bool>()), 0..60);
        (Just(book), values).prop_map(|(book, values)| {
            let element = book.element();
            let coded: Vec<usize> = codewords(&book).into_iter().filter_map(|(_, symbol)| symbol).collect();
            let mut bytes = Vec::new();
            for (mut value, own) in values {
                value &= element.mask();
                if own && !coded.is_empty() {
                    let symbol = coded[value as usize % coded.len()] as u32;
                    value =
                        value & !((element.alphabet() as u32 - 1) << element.low()) | symbol << element.low();
                }
                bytes.extend_from_slice(&value.to_le_bytes()[..element.bytes()]);
            }
            (book, bytes)
        })
    })
}

/// A codebook and a frame that need not be one: random bytes, or a good frame with bits flipped, cut or prolonged.
pub fn books_and_frames() -> impl Strategy<Value = (Codebook, Vec<u8>)> {
    let random = (books(), prop::collection::vec(any::<u8>(), 0..40));
    let flips = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    let damaged =
        (books_and_elements(), flips, any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..2))
            .prop_map(|((book, elements), flips, cut, behind)| {
                let mut frame = encode(&book, &elements);
                for flip in flips {
                    if !frame.is_empty() {
                        let bit = flip.index(8 * frame.len());
                        frame[bit / 8] ^= 0x80 >> (bit % 8);
                    }
                }
                if !behind.is_empty() {
                    frame.truncate(cut.index(frame.len() + 1));
                    frame.extend_from_slice(&behind[1..]);
                }
                (book, frame)
            });
    prop_oneof![random, damaged]
}
