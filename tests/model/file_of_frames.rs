//! The file of frames: byte by byte, there and back, and every way to damage it.

use huffwire::codebook::{Books, Check, Codebook};
use huffwire::codec::Choice;
use huffwire::codec::file::{self, FileError, FileWriter, Part, Totals};
use huffwire::codec::{EncodeError, Reason};
use huffwire::element::Element;
use proptest::prelude::*;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;

/// The documentation's codebook: 0, 10, 110, 1110.
fn tiny() -> Codebook {
    Codebook::new(Element::custom(1, 2, 1, 0).unwrap(), 4, &[1, 2, 3, 4], None).unwrap()
}

fn encode(book: &Codebook, packet: u32, input: impl Read, output: impl Write) -> Result<Totals, FileError> {
    file::encode(&book.clone().into(), Choice::smallest(), packet, input, output)
}

fn decode(book: &Codebook, input: impl Read, output: impl Write) -> Result<Totals, FileError> {
    file::decode(&book.clone().into(), input, output)
}

/// What went through one book without blocks.
fn totals(bytes: u64, frames: u64, frame_bytes: u64) -> Totals {
    Totals { bytes, packets: frames, frames, by_index: vec![frames], frame_bytes }
}

fn read(book: &Codebook, file: &[u8]) -> Result<(Vec<u8>, Totals), FileError> {
    let mut elements = Vec::new();
    decode(book, file, &mut elements).map(|totals| (elements, totals))
}

fn written(book: &Codebook, packet: u32, elements: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    encode(book, packet, elements, &mut file).unwrap();
    file
}

/// Elements 0 1 2 and 3 in two frames: 01 0110 11 and 1110 1111.
fn small() -> Vec<u8> {
    let mut file = b"HFW1".to_vec();
    file.extend(tiny().digest().0);
    file.extend([3, 0, 0, 0]);
    file.extend([1, 0, 0, 0, 0b0101_1011]);
    file.extend([1, 0, 0, 0, 0b1110_1111]);
    file.extend([0xff, 0xff, 0xff, 0xff, 4, 0, 0, 0, 0, 0, 0, 0]);
    // What zlib's crc32 says of the bytes 0 1 2 3.
    file.extend(0x8bb9_8613_u32.to_le_bytes());
    file
}

#[test]
fn byte_by_byte() {
    assert_eq!(crate::oracle::crc32(b"123456789"), 0xcbf4_3926);
    assert_eq!(written(&tiny(), 3, &[0, 1, 2, 3]), small());
    let totals = totals(4, 2, 2);
    assert_eq!(read(&tiny(), &small()).unwrap(), (vec![0, 1, 2, 3], totals));
}

#[test]
fn no_elements_are_no_frames() {
    let file = written(&tiny(), 65536, &[]);
    assert_eq!(file[16..], [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(read(&tiny(), &file).unwrap(), (vec![], totals(0, 0, 0)));
}

/// What a reader does with the packets says the text: any length, so also none.
#[test]
fn packets_of_any_length_are_read() {
    let mut file = small();
    // The beginning's packet is what the writer used; nothing hangs on it.
    file[12] = 200;
    // An empty frame between the two.
    file.splice(21..21, [0; 4]);
    let totals = totals(4, 3, 2);
    assert_eq!(read(&tiny(), &file).unwrap(), (vec![0, 1, 2, 3], totals));
}

#[test]
fn packets_are_whole_elements_and_not_too_long() {
    let bf16 = Codebook::raw(Element::named("bf16").unwrap());
    let refuse = |book: &Codebook, packet| {
        let books = Books::from(book.clone());
        FileWriter::new(&books, Choice::smallest(), packet, io::sink()).err().map(|e| e.to_string())
    };
    let message = "packets of 3 bytes: not a positive multiple of the 2 byte(s) of a `bf16` element";
    assert_eq!(refuse(&bf16, 3).as_deref(), Some(message));
    assert!(refuse(&bf16, 0).is_some_and(|message| message.starts_with("packets of 0 bytes")));
    // The longest frame is the one whose length is not yet the end's mark.
    let bytes = Codebook::raw(Element::named("bytes").unwrap());
    assert_eq!(refuse(&bytes, 0xffff_fffe), None);
    assert!(
        refuse(&bytes, 0xffff_ffff)
            .is_some_and(|message| message.contains("frame could have 4294967295 bytes"))
    );
    let wide = Codebook::new(Element::named("bytes").unwrap(), 16, &[1], Some(8)).unwrap();
    assert!(
        refuse(&wide, 0x8000_0000)
            .is_some_and(|message| message.contains("frame could have 4294967296 bytes"))
    );

    for packet in [0u32, 3] {
        let mut file = written(&bf16, 2, &[1, 2]);
        file[12..16].copy_from_slice(&packet.to_le_bytes());
        assert!(matches!(read(&bf16, &file), Err(FileError::Packet { packet: p, .. }) if p == packet));
    }
}

#[test]
fn elements_are_counted_through_all_packets() {
    let error = encode(&tiny(), 2, &[0, 1, 2, 3, 0, 7][..], io::sink()).unwrap_err();
    assert!(matches!(error, FileError::Encode(EncodeError::Insignificant { index: 5, value: 7, .. })));
    let bf16 = Codebook::raw(Element::named("bf16").unwrap());
    let error = encode(&bf16, 4, &[0; 9][..], io::sink()).unwrap_err();
    assert!(matches!(error, FileError::Encode(EncodeError::NotWhole { bytes: 9, .. })));
}

/// The message of the one error that reading this file must give.
fn refusal(file: &[u8]) -> String {
    read(&tiny(), file).expect_err("a damaged file").to_string()
}

#[test]
fn every_damage_is_named_with_its_place() {
    let damage = |at: usize, with: &[u8]| {
        let mut file = small();
        file.splice(at..at + with.len(), with.iter().copied());
        refusal(&file)
    };
    assert_eq!(damage(3, b"2"), "not a file of frames: it begins with `HFW2`, not with `HFW1`");
    assert_eq!(refusal(b"x"), "not a file of frames: it begins with `x`, not with `HFW1`");
    let mut other = small();
    other[4] ^= 1;
    let digest = tiny().digest().to_string();
    let message = refusal(&other);
    assert!(
        message.contains(&digest)
            && message.starts_with(
                "written with another codebook, or with raw book, blocks, base or check beside it: the file"
            )
    );
    assert_eq!(
        damage(20, &[0b0101_1110]),
        "frame 0 (its bytes begin at byte 20 of the file) is in error: bad padding"
    );
    assert_eq!(
        damage(25, &[0xff]),
        "frame 1 (its bytes begin at byte 25 of the file) is in error: invalid codeword"
    );
    let behind = [small(), vec![0]].concat();
    assert_eq!(refusal(&behind), "bytes behind the end: the frames end at byte 42, the file goes on");
    assert_eq!(
        damage(30, &[5]),
        "the frames hold 4 bytes, the file's end says 5: frames are missing or doubled"
    );
    assert_eq!(
        damage(38, &[0x14]),
        "wrong CRC: the elements have 8bb98613, the file's end says 8bb98614: the file is damaged"
    );
    // Another element that is as good for the frame.
    assert!(damage(25, &[0b1101_1111]).starts_with("wrong CRC"));
    // A length that the file cannot have.
    assert_eq!(
        damage(21, &[0xfe, 0xff, 0xff, 0xff]),
        "cut: the file ends at byte 42, within frame 1 of 4294967294 bytes from byte 25 on"
    );
}

#[test]
fn a_cut_file_is_an_error_wherever_it_is_cut() {
    let file = small();
    for length in 0..file.len() {
        let expected = match length {
            0..16 => (Part::Beginning, 0),
            16..20 => (Part::Length { frame: 0 }, 16),
            20 => (Part::Frame { frame: 0, length: 1 }, 20),
            21..25 => (Part::Length { frame: 1 }, 21),
            25 => (Part::Frame { frame: 1, length: 1 }, 25),
            26..30 => (Part::Length { frame: 2 }, 26),
            _ => (Part::End, 30),
        };
        match read(&tiny(), &file[..length]) {
            Err(FileError::Cut { length: told, part, offset }) => {
                assert_eq!((told, (part, offset)), (length as u64, expected));
            }
            other => panic!("{length}: {other:?}"),
        }
    }
}

/// Gives a byte at a time, with interruptions, as a slow pipe may.
struct Slow<'a>(&'a [u8], bool);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let count = buffer.len().min(1);
        self.0.read(&mut buffer[..count])
    }
}

#[test]
fn input_may_come_in_pieces() {
    let mut file = Vec::new();
    encode(&tiny(), 3, Slow(&[0, 1, 2, 3], false), &mut file).unwrap();
    assert_eq!(file, small());
    let mut elements = Vec::new();
    decode(&tiny(), Slow(&file, false), &mut elements).unwrap();
    assert_eq!(elements, [0, 1, 2, 3]);
}

#[test]
fn failing_inputs_and_outputs_are_errors() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk on fire"))
        }
    }
    let error = encode(&tiny(), 3, Broken, io::sink()).unwrap_err();
    assert_eq!(error.to_string(), "cannot read: disk on fire");
    assert!(matches!(decode(&tiny(), Broken, io::sink()), Err(FileError::Read(_))));
    for room in 0..small().len() {
        let error = encode(&tiny(), 3, &[0, 1, 2, 3][..], &mut vec![0; room][..]).unwrap_err();
        assert!(matches!(error, FileError::Write(_)), "{room}");
    }
    assert!(matches!(decode(&tiny(), &small()[..], &mut [0; 3][..]), Err(FileError::Write(_))));
}

/// All that frames of the same codebooks can have.
fn ways(books: &Books) -> Vec<Books> {
    let mut ways = Vec::new();
    for flags in 0..8 {
        for check in [None, Some(Check::Crc16), Some(Check::Crc32)] {
            let made = Books::new(books.books().to_vec(), flags & 1 == 1, flags & 2 == 2).unwrap();
            ways.extend(made.with_base(flags & 4 == 4).map(|made| made.with_check(check)));
        }
    }
    ways
}

proptest! {
    #[test]
    fn files_are_the_text_s_and_come_back((book, elements) in crate::oracle::books_and_elements(), packet in 1u32..40) {
        let packet = packet * book.element().bytes() as u32;
        let file = written(&book, packet, &elements);
        prop_assert_eq!(&file, &crate::oracle::file(&book, packet as usize, &elements));
        let (back, totals) = read(&book, &file).unwrap();
        prop_assert_eq!(totals.bytes, back.len() as u64);
        prop_assert_eq!(totals.frames, elements.len().div_ceil(packet as usize) as u64);
        prop_assert_eq!(totals.frame_bytes, file.len() as u64 - 32 - 4 * totals.frames);
        prop_assert_eq!(back, elements);
    }

    /// A file that was changed anywhere is refused, or holds the same elements.
    #[test]
    fn no_change_goes_unseen(
        (book, elements) in crate::oracle::books_and_elements(),
        at: prop::sample::Index,
        change in 1u8..,
    ) {
        let mut file = written(&book, 4 * book.element().bytes() as u32, &elements);
        let at = at.index(file.len());
        file[at] ^= change;
        if let Ok((back, _)) = read(&book, &file) {
            prop_assert_eq!(back, elements);
        }
    }

    /// Behind a good beginning, any bytes are read to an error or an end, by whatever reason.
    #[test]
    fn any_bytes_are_a_file_or_an_error(
        (book, frame) in crate::oracle::books_and_frames(),
        lengths in prop::collection::vec(0u32..20, 0..4),
        rest: Vec<u8>,
    ) {
        let mut file = written(&book, 4, &[]);
        file.truncate(16);
        let mut good = Vec::new();
        let mut verdict = Ok(());
        for length in lengths {
            let frame = &frame[..frame.len().min(length as usize)];
            file.extend((frame.len() as u32).to_le_bytes());
            let offset = file.len() as u64;
            file.extend(frame);
            let (elements, reason): (_, Result<(), Reason>) = crate::oracle::decode(&book, frame);
            good.extend(elements);
            verdict = verdict.and(reason.map_err(|reason| (offset, reason)));
        }
        let mut tail = vec![0xff; 4];
        tail.extend((good.len() as u64).to_le_bytes());
        tail.extend(crate::oracle::crc32(&good).to_le_bytes());
        let whole = read(&book, &[&file[..], &tail].concat());
        match (whole, verdict) {
            (Ok((elements, _)), Ok(())) => prop_assert_eq!(elements, good),
            (Err(FileError::Frame { offset, reason, .. }), Err(expected)) => {
                prop_assert_eq!((offset, reason), expected);
            }
            (other, expected) => prop_assert!(false, "{:?}, not {:?}", other, expected),
        }
        // Any bytes behind the frames: no panic, no endless loop.
        let _ = read(&book, &[&file[..], &rest].concat());
    }

    /// The same by several books, the smallest for every packet or for every block.
    #[test]
    fn files_of_several_books(
        (books, elements, length) in crate::oracle::designs_and_elements(),
        packet in 1usize..20,
        rule in crate::oracle::bases(),
    ) {
        let size = books.element().bytes();
        let packet = packet * size;
        let block = books.blocks().then_some(length * size);
        let choice = match NonZeroUsize::new(length).filter(|_| books.blocks()) {
            Some(block) => Choice::blocks(block),
            None => Choice::smallest(),
        }
        .with_base(rule);
        let mut written = Vec::new();
        let totals = file::encode(&books, choice, packet as u32, &elements[..], &mut written).unwrap();
        prop_assert_eq!(&written, &crate::oracle::file_by_choice(&books, packet, choice, &elements));
        let packets = elements.chunks(packet);
        prop_assert_eq!((totals.bytes, totals.packets), (elements.len() as u64, packets.len() as u64));
        let frames: usize = packets.map(|packet| packet.len().div_ceil(block.unwrap_or(usize::MAX))).sum();
        prop_assert_eq!((totals.frames, totals.by_index.iter().sum()), (frames as u64, frames as u64));
        prop_assert_eq!(totals.by_index.len(), books.indices());
        let mut back = Vec::new();
        prop_assert_eq!(file::decode(&books, &written[..], &mut back).unwrap(), totals);
        prop_assert_eq!(&back, &elements);

        // The digest tells which of the candidates it was.
        let candidates = ways(&books);
        let mut back = Vec::new();
        file::decode_by_one_of(&candidates, &written[..], &mut back).unwrap();
        prop_assert_eq!(back, elements);
        for candidate in candidates.iter().filter(|candidate| **candidate != books) {
            let refused = file::decode(candidate, &written[..], io::sink());
            let by_digest = matches!(refused, Err(FileError::Digest { .. } | FileError::Digests { .. }));
            prop_assert!(by_digest);
        }
    }

    #[test]
    fn no_change_of_blocks_goes_unseen(
        (books, elements, length) in crate::oracle::designs_and_elements(),
        at: prop::sample::Index,
        change in 1u8..,
    ) {
        let checked = (books.base(), books.check());
        let books = Books::new(books.books().to_vec(), books.raw(), true).unwrap();
        let books = books.with_base(checked.0).unwrap().with_check(checked.1);
        let choice = Choice::blocks(NonZeroUsize::new(length).unwrap());
        let mut file = Vec::new();
        file::encode(&books, choice, 20 * books.element().bytes() as u32, &elements[..], &mut file).unwrap();
        let at = at.index(file.len());
        file[at] ^= change;
        let mut back = Vec::new();
        if file::decode(&books, &file[..], &mut back).is_ok() {
            prop_assert_eq!(back, elements);
        }
    }
}

/// Elements 0 1 2 in one packet: frames of two and of one, by two books and raw.
#[test]
fn a_packet_ends_before_the_file_does() {
    let books = Books::new(vec![tiny(), tiny()], true, true).unwrap();
    let mut file = Vec::new();
    let choice = Choice::blocks(NonZeroUsize::new(2).unwrap());
    file::encode(&books, choice, 3, &[0, 1, 2][..], &mut file).unwrap();
    // 00 0 0 10 and two ones, 10 1 10 and three: element 2 has 3 bits by either book and 2 raw.
    assert_eq!(file[16..26], [1, 0, 0, 0, 0b0000_1011, 1, 0, 0, 0, 0b1011_0111]);
    let decode = |file: &[u8]| file::decode(&books, file, io::sink()).map_err(|error| error.to_string());
    assert_eq!(decode(&file).unwrap().packets, 1);
    let mut damaged = file.clone();
    damaged[25] ^= 0b0010_0000;
    let message = "the last packet is not complete: frame 1, the last one, says that it goes on";
    assert_eq!(decode(&damaged).unwrap_err(), message);
    // Index 3 of three.
    damaged[25] = 0b1111_0111;
    let message = "frame 1 (its bytes begin at byte 25 of the file) is in error: codebook index";
    assert_eq!(decode(&damaged).unwrap_err(), message);
    let others = Books::new(vec![tiny()], true, true).unwrap();
    let error = file::decode(&others, &file[..], io::sink()).unwrap_err().to_string();
    let expected = format!(
        "written with other codebooks or in another order, or they differ in raw book, blocks, base or check: the file \
         has digest {}, these have {}",
        books.digest(),
        others.digest()
    );
    assert_eq!(error, expected);
}

/// What a frame may have at most counts a block, not the packet.
#[test]
fn long_packets_of_short_blocks() {
    let book = Codebook::new(Element::named("bytes").unwrap(), 8, &[1], Some(8)).unwrap();
    let books = Books::new(vec![book.clone(), book], false, true).unwrap();
    let writer = |choice| FileWriter::new(&books, choice, u32::MAX - 1, io::sink()).map(drop);
    assert!(matches!(writer(Choice::smallest()), Err(FileError::LongPacket { .. })));
    assert!(writer(Choice::blocks(NonZeroUsize::new(1024).unwrap())).is_ok());
}
