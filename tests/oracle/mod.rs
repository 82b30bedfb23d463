//! The stream format's text transcribed to strings of binary digits: slow, obvious, and sharing nothing with the
//! golden model but the code lengths. And random codebooks and elements to compare the two on.
#![allow(dead_code)] // Each test program uses its part.

use huffwire::codebook::{Books, Check, Codebook, CodebookError, Coded};
use huffwire::codec::{Base, Choice, Reason, Select};
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

/// Digits of the symbol that are an exponent, by the format's name: those of a table's, of another the sixth word.
fn exponent_digits(element: Element) -> usize {
    let name = element.digest_name();
    match name.as_str() {
        "bf16" | "bf16_m1" | "bf16_m2" | "fp32" => 8,
        "fp16" => 5,
        _ => name.split(':').nth(5).map_or(0, |bits| bits.parse().unwrap()),
    }
}

/// The exponent's digits of a symbol, mapped by `with` a number and the greatest one; the others stay.
fn mapped(element: Element, symbol: &str, with: impl Fn(i64, i64) -> i64) -> String {
    let digits = exponent_digits(element);
    let (exponent, rest) = symbol.split_at(digits);
    let mapped = with(i64::from_str_radix(exponent, 2).unwrap(), (1 << digits) - 1);
    format!("{mapped:0digits$b}{rest}")
}

/// What is coded for a symbol relative to a base.
fn relative(element: Element, base: u16, symbol: &str) -> String {
    let base = i64::from(base);
    mapped(element, symbol, |e, max| match e - base {
        _ if e == 0 => 0,
        t if t <= 0 => t + max,
        t => t,
    })
}

/// The other way round.
fn absolute(element: Element, base: u16, symbol: &str) -> String {
    let base = i64::from(base);
    mapped(element, symbol, |s, max| match s + base {
        _ if s == 0 => 0,
        t if t > max => t - max,
        t => t,
    })
}

/// The base that these elements have of their own.
pub fn own_base(element: Element, elements: &[u8]) -> u16 {
    let (field, digits) = (field(element), exponent_digits(element));
    let exponents = elements.chunks(element.bytes()).map(|bytes| {
        let all = format!("{:0width$b}", value(bytes), width = element.bits() as usize);
        u64::from_str_radix(&all[field.clone()][..digits], 2).unwrap()
    });
    let max = (1 << digits) - 1;
    let counted: Vec<u64> = exponents.filter(|&e| 0 < e && e < max).collect();
    if counted.is_empty() {
        return 0;
    }
    let (s, n) = (counted.iter().sum::<u64>(), counted.len() as u64);
    let (m, c) = ((2 * s + n) / (2 * n), 1 << (digits - 1));
    (if m >= c { m - c } else { m + max - c }) as u16
}

/// The digits of these elements, relative to a base where there is one.
fn coded(book: &Codebook, base: Option<u16>, elements: &[u8]) -> String {
    let element = book.element();
    let words = codewords(book);
    let mut own = vec![None; element.alphabet()];
    let mut escape = None;
    for (word, symbol) in &words {
        *symbol.map_or(&mut escape, |symbol| &mut own[symbol]) = Some(word.as_str());
    }
    let mut stream = String::new();
    for bytes in elements.chunks(element.bytes()) {
        let digits = format!("{:0width$b}", value(bytes), width = element.bits() as usize);
        let field = field(element);
        let mut symbol = digits[field.clone()].to_owned();
        if let Some(base) = base {
            symbol = relative(element, base, &symbol);
        }
        match own[usize::from_str_radix(&symbol, 2).unwrap()] {
            Some(word) => stream += word,
            None => {
                stream += escape.unwrap();
                stream += &symbol;
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
    padded(coded(book, None, elements))
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
        all.push(Codebook::new(element, 11, &lengths, None).unwrap());
    }
    all
}

/// Bits of the index: as many as the highest one needs.
fn index_bits(books: &Books) -> usize {
    let highest = books.books().len() + usize::from(books.raw()) - 1;
    (0..).find(|bits| highest >> bits == 0).unwrap()
}

/// A number's digits, as many as said.
fn number(value: usize, digits: usize) -> String {
    (0..digits).rev().map(|bit| if value >> bit & 1 == 1 { '1' } else { '0' }).collect()
}

/// Digits of a frame's header.
fn header_digits(books: &Books) -> usize {
    let base = if books.base() { exponent_digits(books.element()) } else { 0 };
    index_bits(books) + usize::from(books.blocks()) + base
}

/// CRC-16/IBM-SDLC, bit by bit.
pub fn crc16(bytes: &[u8]) -> u16 {
    let mut crc = u16::MAX;
    for &byte in bytes {
        crc ^= u16::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0x8408 } else { 0 };
        }
    }
    !crc
}

/// The tag of a book: what its digest is of, through a CRC-32.
pub fn tag(book: &Codebook) -> u32 {
    let mut bytes = book.element().digest_name().into_bytes();
    bytes.push(0);
    bytes.extend(book.lengths());
    bytes.push(book.escape().unwrap_or(0));
    crc32(&bytes)
}

/// What stands behind a frame: nothing, 2 bytes or 4.
fn check(books: &Books, book: &Codebook, header: &str, elements: &[u8]) -> Vec<u8> {
    let header = u16::from_str_radix(&format!("0{header}"), 2).unwrap();
    let covered = [elements, &header.to_le_bytes()].concat();
    match books.check() {
        None => Vec::new(),
        Some(Check::Crc16) => (crc16(&covered) ^ (tag(book) & 0xffff) as u16).to_le_bytes().into(),
        Some(Check::Crc32) => (crc32(&covered) ^ tag(book)).to_le_bytes().into(),
    }
}

/// The frame of these elements by the book of an index, relative to a base where the books have one.
pub fn frame(books: &Books, index: usize, last: bool, base: u16, elements: &[u8]) -> Vec<u8> {
    let mut header = number(index, index_bits(books));
    if books.blocks() {
        header += if last { "1" } else { "0" };
    }
    if books.base() {
        header += &number(base.into(), exponent_digits(books.element()));
    }
    let book = &all(books)[index];
    let mut bytes = padded(header.clone() + &coded(book, books.base().then_some(base), elements));
    bytes.extend(check(books, book, &header, elements));
    bytes
}

/// Digits of these elements by every book.
pub fn sizes(books: &Books, base: u16, elements: &[u8]) -> Vec<usize> {
    let base = books.base().then_some(base);
    all(books).iter().map(|book| coded(book, base, elements).len()).collect()
}

/// The index whose book makes the shortest digits of these elements, the first of several.
pub fn smallest(books: &Books, base: u16, elements: &[u8]) -> usize {
    let sizes = sizes(books, base, elements);
    sizes.iter().position(|size| size == sizes.iter().min().unwrap()).unwrap()
}

/// A frame, and what it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub index: usize,
    pub last: bool,
    pub base: u16,
    pub own_base: u16,
    pub elements: Vec<u8>,
    pub bytes: Vec<u8>,
}

/// The frames of a packet. A choice whose base is that of the frame before has the last one's behind it.
pub fn packet(books: &Books, choice: &mut Choice, elements: &[u8]) -> Vec<Sent> {
    let size = books.element().bytes();
    let block = choice.block.map_or(usize::MAX, |block| block.get() * size);
    let mut blocks: Vec<&[u8]> = elements.chunks(block).collect();
    if blocks.is_empty() {
        blocks.push(&[]);
    }
    let mut frames = Vec::new();
    for (number, elements) in blocks.iter().enumerate() {
        let last = number + 1 == blocks.len();
        let (mut base, mut own) = (0, 0);
        if books.base() {
            own = own_base(books.element(), elements);
            base = match choice.base {
                Base::Own => own,
                // As many bits of it as the header has.
                Base::Previous(base) | Base::Given(base) => base % (1 << exponent_digits(books.element())),
            };
        }
        if let Base::Previous(before) = &mut choice.base {
            *before = own;
        }
        let index = match choice.select {
            Select::Index(index) => index.min(all(books).len() - 1),
            Select::Smallest => smallest(books, base, elements),
        };
        let bytes = frame(books, index, last, base, elements);
        frames.push(Sent { index, last, base, own_base: own, elements: elements.to_vec(), bytes });
    }
    frames
}

/// Packets that a decoder gives of these frames, each with what is wrong with it; the last one may lack its end.
pub type Packets = (Vec<(Vec<u8>, Result<(), Reason>)>, Option<Vec<u8>>);

/// The packets of these frames.
pub fn packets(books: &Books, frames: &[Vec<u8>]) -> Packets {
    let mut packets = Vec::new();
    let mut open: Option<(Vec<u8>, Result<(), Reason>)> = None;
    for frame in frames {
        let (mut packet, mut state) = open.take().unwrap_or((Vec::new(), Ok(())));
        let (elements, last, verdict) = read(books, frame);
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

/// The elements of a frame with its header and check, whether it ends its packet, and what is wrong with it.
pub fn read(books: &Books, frame: &[u8]) -> (Vec<u8>, bool, Result<(), Reason>) {
    let (index_bits, header_bits) = (index_bits(books), header_digits(books));
    let behind = match books.check() {
        None => 0,
        Some(Check::Crc16) => 2,
        Some(Check::Crc32) => 4,
    };
    let all_digits = digits(frame);
    if all_digits.len() < header_bits + 8 * behind {
        return (Vec::new(), !books.blocks(), Err(Reason::Truncated));
    }
    let (body, sent) = all_digits.split_at(all_digits.len() - 8 * behind);
    let (header, body) = body.split_at(header_bits);
    let last = !books.blocks() || header[index_bits..].starts_with('1');
    let number = |digits: &str| usize::from_str_radix(&format!("0{digits}"), 2).unwrap();
    let base = books.base().then(|| number(&header[index_bits + usize::from(books.blocks())..]) as u16);
    let Some(book) = all(books).get(number(&header[..index_bits])).cloned() else {
        return (Vec::new(), last, Err(Reason::CodebookIndex));
    };
    let (elements, mut verdict) = decode_digits(&book, base, body);
    if verdict.is_ok() && digits(&check(books, &book, header, &elements)) != sent {
        verdict = Err(Reason::Check);
    }
    (elements, last, verdict)
}

/// The elements of a frame, and what is wrong with it.
pub fn decode(book: &Codebook, frame: &[u8]) -> (Vec<u8>, Result<(), Reason>) {
    decode_digits(book, None, &digits(frame))
}

fn decode_digits(book: &Codebook, base: Option<u16>, mut rest: &str) -> (Vec<u8>, Result<(), Reason>) {
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
        let mut symbol = match symbol {
            Some(symbol) => format!("{symbol:0width$b}", width = field.len()),
            None => sent.drain(..field.len()).collect(),
        };
        if let Some(base) = base {
            symbol = absolute(element, base, &symbol);
        }
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

/// The same by several books: the smallest for every packet, or for every block of so many bytes; its own base where the
/// books have one.
pub fn file_by_books(books: &Books, packet: usize, block: Option<usize>, elements: &[u8]) -> Vec<u8> {
    let size = books.element().bytes();
    let choice = match block {
        Some(bytes) => Choice::blocks((bytes / size).try_into().unwrap()),
        None => Choice::smallest(),
    };
    file_by_choice(books, packet, choice, elements)
}

/// The same by whatever books and bases.
pub fn file_by_choice(books: &Books, size: usize, mut choice: Choice, elements: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = books.books().iter().flat_map(|book| book.digest().0).collect();
    let check = match books.check() {
        None => 0,
        Some(Check::Crc16) => 8,
        Some(Check::Crc32) => 16,
    };
    bytes.push(u8::from(books.raw()) + 2 * u8::from(books.blocks()) + 4 * u8::from(books.base()) + check);
    let hash = Sha256::digest(&bytes);
    // One book alone has no more to say than its own digest.
    let digest = if bytes.len() == 9 && bytes[8] == 0 { &bytes[..8] } else { &hash[..8] };
    let packets = elements.chunks(size).flat_map(|elements| packet(books, &mut choice, elements));
    let frames: Vec<Vec<u8>> = packets.map(|sent| sent.bytes).collect();
    file_of(digest, size, &frames, elements)
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
    let custom = (prop::sample::select(vec![1u64, 2, 4]), 1u64..=32, 0u64..32, 0u64..10, 0u64..=8)
        .prop_filter_map("a field of the element", |(bytes, bits, low, width, exponent)| {
            let element = Element::custom(bytes, bits, low + width, low).ok()?;
            if exponent < 2 { Some(element) } else { element.with_exponent(exponent).ok() }
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

/// One to five codebooks of an element, with or without the raw book, blocks, a base where there is an exponent, and a
/// check.
pub fn designs() -> impl Strategy<Value = Books> {
    let books = elements().prop_flat_map(|element| prop::collection::vec(books_of(element), 1..=5));
    let check = prop::sample::select(vec![None, Some(Check::Crc16), Some(Check::Crc32)]);
    (books, any::<bool>(), any::<bool>(), any::<bool>(), check).prop_map(
        |(books, raw, blocks, base, check)| {
            let base = base && exponent_digits(books[0].element()) > 0;
            Books::new(books, raw, blocks).unwrap().with_base(base).unwrap().with_check(check)
        },
    )
}

/// Every rule for the base.
pub fn bases() -> impl Strategy<Value = Base> {
    prop_oneof![Just(Base::Own), (0u16..256).prop_map(Base::Previous), (0u16..256).prop_map(Base::Given)]
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
