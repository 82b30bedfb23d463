//! The stream format's text transcribed to strings of binary digits: slow, obvious, and sharing nothing with the
//! golden model but the code lengths. And random codebooks and elements to compare the two on.
#![allow(dead_code)] // Each test program uses its part.

use huffwire::codebook::{Books, Codebook, CodebookError, Coded};
use huffwire::codec::Reason;
use huffwire::element::{Element, NAMED};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

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

/// The digits of these elements.
fn coded(book: &Codebook, elements: &[u8]) -> String {
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
    stream
}

/// Digits, padded with ones, as bytes.
fn padded(mut stream: String) -> Vec<u8> {
    while !stream.len().is_multiple_of(8) {
        stream += "1";
    }
    (0..stream.len()).step_by(8).map(|at| u8::from_str_radix(&stream[at..at + 8], 2).unwrap()).collect()
}

/// The frame of these elements.
pub fn encode(book: &Codebook, elements: &[u8]) -> Vec<u8> {
    padded(coded(book, elements))
}

/// Every book by index. The raw one as the text has it: the symbol's width for all, one more for the last symbol
/// where symbol and raw bits are fewer than 8.
pub fn all(books: &Books) -> Vec<Codebook> {
    let element = books.element();
    let mut all = books.books().to_vec();
    if books.raw() {
        let width = element.high() - element.low() + 1;
        let mut lengths = vec![width as u8; 1 << width];
        if width + element.raw_bits() < 8 {
            *lengths.last_mut().unwrap() += 1;
        }
        all.push(Codebook::new(element, 9, &lengths, None).unwrap());
    }
    all
}

/// Bits of the index: as many as the highest one needs.
fn index_bits(books: &Books) -> usize {
    let highest = books.books().len() + usize::from(books.raw()) - 1;
    (0..).find(|bits| highest >> bits == 0).unwrap()
}

/// The frame of these elements by the book of an index.
pub fn frame(books: &Books, index: usize, last: bool, elements: &[u8]) -> Vec<u8> {
    let mut header = String::new();
    for bit in (0..index_bits(books)).rev() {
        header += if index >> bit & 1 == 1 { "1" } else { "0" };
    }
    if books.blocks() {
        header += if last { "1" } else { "0" };
    }
    padded(header + &coded(&all(books)[index], elements))
}

/// The index whose book makes the shortest digits of these elements, the first of several.
pub fn smallest(books: &Books, elements: &[u8]) -> usize {
    let sizes: Vec<usize> = all(books).iter().map(|book| coded(book, elements).len()).collect();
    sizes.iter().position(|size| size == sizes.iter().min().unwrap()).unwrap()
}

/// Packets that a decoder gives of these frames, each with what is wrong with it; the last one may lack its end.
pub type Packets = (Vec<(Vec<u8>, Result<(), Reason>)>, Option<Vec<u8>>);

/// The packets of these frames.
pub fn packets(books: &Books, frames: &[Vec<u8>]) -> Packets {
    let (bits, all) = (index_bits(books), all(books));
    let mut packets = Vec::new();
    let mut open: Option<(Vec<u8>, Result<(), Reason>)> = None;
    for frame in frames {
        let stream = digits(frame);
        let (mut packet, mut state) = open.take().unwrap_or((Vec::new(), Ok(())));
        let mut last = !books.blocks();
        let header = bits + usize::from(books.blocks());
        let (elements, verdict) = if stream.len() < header {
            (Vec::new(), Err(Reason::Truncated))
        } else {
            last |= stream[..header].ends_with('1');
            match all.get(usize::from_str_radix(&format!("0{}", &stream[..bits]), 2).unwrap()) {
                Some(book) => decode_digits(book, &stream[header..]),
                None => (Vec::new(), Err(Reason::CodebookIndex)),
            }
        };
        if state.is_ok() {
            packet.extend(elements);
            state = verdict;
        }
        match last {
            true => packets.push((packet, state)),
            false => open = Some((packet, state)),
        }
    }
    (packets, open.map(|(packet, _)| packet))
}

/// The elements of a frame, and what is wrong with it.
pub fn decode(book: &Codebook, frame: &[u8]) -> (Vec<u8>, Result<(), Reason>) {
    decode_digits(book, &digits(frame))
}

fn decode_digits(book: &Codebook, mut rest: &str) -> (Vec<u8>, Result<(), Reason>) {
    let element = book.element();
    let words = codewords(book);
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
    let frames: Vec<Vec<u8>> = elements.chunks(packet).map(|elements| encode(book, elements)).collect();
    file_of(&book.digest().0, packet, &frames, elements)
}

/// The same by several books: the smallest for every packet, or for every block of so many bytes.
pub fn file_by_books(books: &Books, packet: usize, block: Option<usize>, elements: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = books.books().iter().flat_map(|book| book.digest().0).collect();
    bytes.push(u8::from(books.raw()) + 2 * u8::from(books.blocks()));
    let hash = Sha256::digest(&bytes);
    // One book alone has no more to say than its own digest.
    let digest = if bytes.len() == 9 && bytes[8] == 0 { &bytes[..8] } else { &hash[..8] };
    let mut frames = Vec::new();
    for packet in elements.chunks(packet) {
        let blocks: Vec<&[u8]> = packet.chunks(block.unwrap_or(packet.len())).collect();
        for (number, block) in blocks.iter().enumerate() {
            frames.push(frame(books, smallest(books, block), number + 1 == blocks.len(), block));
        }
    }
    file_of(digest, packet, &frames, elements)
}

fn file_of(digest: &[u8], packet: usize, frames: &[Vec<u8>], elements: &[u8]) -> Vec<u8> {
    let mut file = b"HFW1".to_vec();
    file.extend(digest);
    file.extend((packet as u32).to_le_bytes());
    for frame in frames {
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

/// Valid codebooks of an element: few symbols coded or all, complete and incomplete codes, the escape alone.
pub fn books_of(element: Element) -> impl Strategy<Value = Codebook> {
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
}

/// The same of any element, and the raw book.
pub fn books() -> impl Strategy<Value = Codebook> {
    elements()
        .prop_flat_map(move |element| prop_oneof![9 => books_of(element), 1 => Just(Codebook::raw(element))])
}

/// One to five codebooks of an element, with or without the raw book and blocks.
pub fn designs() -> impl Strategy<Value = Books> {
    let books = elements().prop_flat_map(|element| prop::collection::vec(books_of(element), 1..=5));
    (books, any::<bool>(), any::<bool>())
        .prop_map(|(books, raw, blocks)| Books::new(books, raw, blocks).unwrap())
}

/// Whole elements of a book's format, about half of them with a codeword of their own.
pub fn elements_for(book: &Codebook, values: &[(u32, bool)]) -> Vec<u8> {
    let element = book.element();
    let coded: Vec<usize> = codewords(book).into_iter().filter_map(|(_, symbol)| symbol).collect();
    let mut bytes = Vec::new();
    for &(mut value, own) in values {
        value &= element.mask();
        if own && !coded.is_empty() {
            let symbol = coded[value as usize % coded.len()] as u32;
            value = value & !((element.alphabet() as u32 - 1) << element.low()) | symbol << element.low();
        }
        bytes.extend_from_slice(&value.to_le_bytes()[..element.bytes()]);
    }
    bytes
}

/// Books, elements that suit one of them about half, and a length.
pub fn designs_and_elements() -> impl Strategy<Value = (Books, Vec<u8>, usize)> {
    let values = prop::collection::vec((any::<u32>(), any::<bool>()), 0..40);
    (designs(), values, any::<prop::sample::Index>(), 1usize..12).prop_map(
        |(books, values, suited, length)| {
            let elements = elements_for(&books.books()[suited.index(books.books().len())], &values);
            (books, elements, length)
        },
    )
}

/// A codebook and whole elements, about half of them with a codeword of their own.
pub fn books_and_elements() -> impl Strategy<Value = (Codebook, Vec<u8>)> {
    books().prop_flat_map(|book| {
        let values = prop::collection::vec((any::<u32>(), any::<bool>()), 0..60);
        (Just(book), values).prop_map(|(book, values)| {
            let bytes = elements_for(&book, &values);
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
