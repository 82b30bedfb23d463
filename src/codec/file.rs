//! The file of frames: what `huffwire encode` writes and `huffwire decode` reads.
//!
//! Little-endian: `HFW1`, the digest (8 bytes), the uncompressed bytes of a packet (u32); then for each frame its
//! length (u32) and its bytes; at the end u32 0xFFFFFFFF, the uncompressed bytes in all (u64) and their CRC-32.
//! Both ways hold one packet and its frames in memory, whatever the size of the file.

use super::{Base, Choice, EncodeError, FrameDecoder, PacketEncoder, Reason};
use crate::codebook::{Books, Bounds, Digest};
use crate::element::Element;
use std::io::{self, Read, Write};

const MAGIC: [u8; 4] = *b"HFW1";

/// Stands where a frame's length would, behind the last one.
const END: u32 = u32::MAX;

/// What went through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Uncompressed bytes.
    pub bytes: u64,
    /// Packets: as many as frames, where there are no blocks.
    pub packets: u64,
    /// Frames.
    pub frames: u64,
    /// Frames by the index of their book, the raw book last.
    pub by_index: Vec<u64>,
    /// Bytes of the frames, as they go over the wire: without the file's lengths, beginning and end.
    pub frame_bytes: u64,
}

/// Why a file of frames was not written or not read. Frames, elements and bytes are counted from 0.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The input failed.
    #[error("cannot read: {0}")]
    Read(#[source] io::Error),
    /// The output failed.
    #[error("cannot write: {0}")]
    Write(#[source] io::Error),
    /// A packet of no bytes, or of a broken element.
    #[error(
        "packets of {packet} bytes: not a positive multiple of the {} byte(s) of a `{element}` element",
        element.bytes()
    )]
    Packet {
        /// Bytes asked for.
        packet: u32,
        /// The codebook's element format.
        element: Element,
    },
    /// A packet whose frame may become too long for the file.
    #[error(
        "packets of {packet} bytes: a frame could have {frame} bytes, and its length has 32 bits; \
         use smaller packets"
    )]
    LongPacket {
        /// Bytes asked for.
        packet: u32,
        /// Bytes of the longest frame.
        frame: u64,
    },
    /// The input cannot be encoded.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// Another kind of file.
    #[error("not a file of frames: it begins with `{}`, not with `HFW1`", found.escape_ascii())]
    Magic {
        /// Its first bytes, at most 4.
        found: Vec<u8>,
    },
    /// Written with another codebook.
    #[error(
        "written with another codebook, or with raw book, blocks, base or check beside it: the file has digest {file}, \
         this codebook has {book}"
    )]
    Digest {
        /// The file's.
        file: Digest,
        /// The codebook's.
        book: Digest,
    },
    /// Written with other books, where there is more than one codebook alone.
    #[error(
        "written with other codebooks or in another order, or they differ in raw book, blocks, base or check: the file has digest \
         {file}, these have {books}"
    )]
    Digests {
        /// The file's.
        file: Digest,
        /// That of the books.
        books: Digest,
    },
    /// The file ends too early.
    #[error("cut: the file ends at byte {length}, within {part} from byte {offset} on")]
    Cut {
        /// Bytes of the file.
        length: u64,
        /// What is incomplete.
        part: Part,
        /// Where that begins.
        offset: u64,
    },
    /// A frame that the decoder finds in error.
    #[error("frame {frame} (its bytes begin at byte {offset} of the file) is in error: {reason}")]
    Frame {
        /// The frame.
        frame: u64,
        /// The file's byte at which it begins, behind its length.
        offset: u64,
        /// What is wrong.
        reason: Reason,
    },
    /// The last packet goes on where the file ends.
    #[error("the last packet is not complete: frame {frame}, the last one, says that it goes on")]
    Unfinished {
        /// The last frame.
        frame: u64,
    },
    /// The file does not end behind its end.
    #[error("bytes behind the end: the frames end at byte {offset}, the file goes on")]
    Behind {
        /// Where it should end.
        offset: u64,
    },
    /// The frames hold less or more than was encoded.
    #[error("the frames hold {found} bytes, the file's end says {file}: frames are missing or doubled")]
    Length {
        /// Uncompressed bytes as the end says.
        file: u64,
        /// Uncompressed bytes of the frames.
        found: u64,
    },
    /// The elements are not those that were encoded.
    #[error("wrong CRC: the elements have {found:08x}, the file's end says {file:08x}: the file is damaged")]
    Crc {
        /// As the file's end says.
        file: u32,
        /// Of the elements.
        found: u32,
    },
}

/// A part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Magic, digest and packet.
    Beginning,
    /// The length of a frame, or the mark of the end.
    Length {
        /// The frame.
        frame: u64,
    },
    /// A frame's bytes.
    Frame {
        /// The frame.
        frame: u64,
        /// Its bytes as the length says.
        length: u32,
    },
    /// Number of bytes and CRC.
    End,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Beginning => f.write_str("the 16 bytes of its beginning"),
            Self::Length { frame } => write!(f, "the length of frame {frame}"),
            Self::Frame { frame, length } => write!(f, "frame {frame} of {length} bytes"),
            Self::End => f.write_str("the 12 bytes of its end"),
        }
    }
}

/// Writes elements as a file of frames.
pub struct FileWriter<W> {
    output: W,
    encoder: PacketEncoder,
    choice: Choice,
    packet: usize,
    /// Elements that do not make a packet yet.
    pending: Vec<u8>,
    crc: crc32fast::Hasher,
    totals: Totals,
}

impl<W: Write> FileWriter<W> {
    /// Writes the beginning. `packet` is the uncompressed bytes of a packet; the last one may hold less.
    ///
    /// # Panics
    /// A choice with blocks by books without.
    pub fn new(books: &Books, choice: Choice, packet: u32, mut output: W) -> Result<Self, FileError> {
        let element = books.element();
        let size = element.bytes() as u32;
        if packet == 0 || !packet.is_multiple_of(size) {
            return Err(FileError::Packet { packet, element });
        }
        let packet_elements = u64::from(packet / size);
        let elements = match choice.block {
            Some(block) => {
                assert!(books.blocks(), "books without blocks");
                packet_elements.min(block.get() as u64)
            }
            None => packet_elements,
        };
        let frame = Bounds::new(books, None, false).frame_bytes(elements);
        if frame >= END.into() {
            return Err(FileError::LongPacket { packet, frame });
        }
        let beginning = [&MAGIC[..], &books.digest().0, &packet.to_le_bytes()].concat();
        output.write_all(&beginning).map_err(FileError::Write)?;
        Ok(Self {
            output,
            encoder: PacketEncoder::new(books),
            choice,
            packet: packet as usize,
            pending: Vec::new(),
            crc: crc32fast::Hasher::new(),
            totals: Totals { by_index: vec![0; books.indices()], ..Totals::default() },
        })
    }

    /// Appends bytes of elements, which need not be whole ones. A packet is written as soon as it is full.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), FileError> {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(self.packet - self.pending.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
            if self.pending.len() == self.packet {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), FileError> {
        let size = self.encoder.books().element().bytes();
        let before = self.totals.bytes;
        for frame in self.encoder.frames(self.choice, &self.pending) {
            let frame = frame.map_err(|error| error.behind(before, size))?;
            // Within 32 bits, as `new` made sure.
            let length = frame.bytes.len() as u32;
            self.output.write_all(&length.to_le_bytes()).map_err(FileError::Write)?;
            self.output.write_all(&frame.bytes).map_err(FileError::Write)?;
            self.totals.frames += 1;
            self.totals.by_index[frame.index] += 1;
            self.totals.frame_bytes += u64::from(length);
            if let Base::Previous(before) = &mut self.choice.base {
                *before = frame.own_base;
            }
        }
        self.crc.update(&self.pending);
        self.totals.bytes += self.pending.len() as u64;
        self.totals.packets += 1;
        self.pending.clear();
        Ok(())
    }

    /// Writes what is left and the end. Flushes the output.
    pub fn finish(mut self) -> Result<Totals, FileError> {
        if !self.pending.is_empty() {
            self.flush()?;
        }
        let crc = self.crc.finalize();
        let end = [&END.to_le_bytes()[..], &self.totals.bytes.to_le_bytes(), &crc.to_le_bytes()].concat();
        self.output.write_all(&end).and_then(|()| self.output.flush()).map_err(FileError::Write)?;
        Ok(self.totals)
    }
}

/// Encodes all of the input, which is elements' bytes, into a file of frames.
///
/// # Panics
/// A choice with blocks by books without.
pub fn encode(
    books: &Books,
    choice: Choice,
    packet: u32,
    mut input: impl Read,
    output: impl Write,
) -> Result<Totals, FileError> {
    let mut writer = FileWriter::new(books, choice, packet, output)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return writer.finish(),
            Ok(count) => writer.push(&buffer[..count])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(FileError::Read(error)),
        }
    }
}

/// Decodes a file of frames. What the output got before an error is worth nothing.
pub fn decode(books: &Books, input: impl Read, output: impl Write) -> Result<Totals, FileError> {
    decode_by_one_of(std::slice::from_ref(books), input, output)
}

/// Decodes a file of frames by those books whose digest it has; the first ones are those an error speaks of.
///
/// # Panics
/// Without any books.
pub fn decode_by_one_of(
    candidates: &[Books],
    input: impl Read,
    mut output: impl Write,
) -> Result<Totals, FileError> {
    let mut input = Counted { input, offset: 0 };
    let (digest, packet) = beginning(&mut input)?;
    let books = candidates.iter().find(|books| books.digest() == digest);
    let books = books.ok_or_else(|| other_digest(digest, &candidates[0]))?;
    let element = books.element();
    if packet == 0 || !packet.is_multiple_of(element.bytes() as u32) {
        return Err(FileError::Packet { packet, element });
    }
    let decoder = FrameDecoder::new(books);
    let (mut frame, mut elements) = (Vec::new(), Vec::new());
    let mut crc = crc32fast::Hasher::new();
    let mut totals = Totals { by_index: vec![0; books.indices()], ..Totals::default() };
    let mut complete = true;
    loop {
        let number = totals.frames;
        input.bytes(4, &mut frame, Part::Length { frame: number })?;
        let length = u32::from_le_bytes(array(&frame));
        if length == END {
            break;
        }
        let offset = input.offset;
        input.bytes(length.into(), &mut frame, Part::Frame { frame: number, length })?;
        elements.clear();
        let read = decoder.frame(&frame, &mut elements);
        read.verdict.map_err(|reason| FileError::Frame { frame: number, offset, reason })?;
        complete = read.last;
        crc.update(&elements);
        output.write_all(&elements).map_err(FileError::Write)?;
        totals.bytes += elements.len() as u64;
        totals.frames += 1;
        totals.packets += u64::from(read.last);
        totals.by_index[read.index.expect("a good frame has a book")] += 1;
        totals.frame_bytes += u64::from(length);
    }
    if !complete {
        return Err(FileError::Unfinished { frame: totals.frames - 1 });
    }
    let (length, file_crc) = end(&mut input)?;
    if length != totals.bytes {
        return Err(FileError::Length { file: length, found: totals.bytes });
    }
    let found = crc.finalize();
    if file_crc != found {
        return Err(FileError::Crc { file: file_crc, found });
    }
    output.flush().map_err(FileError::Write)?;
    Ok(totals)
}

/// The error for a file of another digest than the books'.
fn other_digest(file: Digest, books: &Books) -> FileError {
    let digest = books.digest();
    match books.books() {
        [book] if digest == book.digest() => FileError::Digest { file, book: digest },
        _ => FileError::Digests { file, books: digest },
    }
}

/// Reads the file's beginning: digest and the packet's bytes.
fn beginning(input: &mut Counted<impl Read>) -> Result<(Digest, u32), FileError> {
    let mut bytes = Vec::new();
    let read = input.upto(16, &mut bytes)?;
    let magic = &bytes[..bytes.len().min(4)];
    if !MAGIC.starts_with(magic) {
        return Err(FileError::Magic { found: magic.to_vec() });
    }
    if read < 16 {
        return Err(FileError::Cut { length: read, part: Part::Beginning, offset: 0 });
    }
    Ok((Digest(array(&bytes[4..12])), u32::from_le_bytes(array(&bytes[12..]))))
}

/// Reads the file's end behind its mark: number of uncompressed bytes and their CRC.
fn end(input: &mut Counted<impl Read>) -> Result<(u64, u32), FileError> {
    let mut bytes = Vec::new();
    input.bytes(12, &mut bytes, Part::End)?;
    let offset = input.offset;
    if input.upto(1, &mut Vec::new())? != 0 {
        return Err(FileError::Behind { offset });
    }
    Ok((u64::from_le_bytes(array(&bytes[..8])), u32::from_le_bytes(array(&bytes[8..]))))
}

/// The bytes of a field, as many as it has.
fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.try_into().expect("as many bytes as the field has")
}

/// An input that knows where it is.
struct Counted<R> {
    input: R,
    offset: u64,
}

impl<R: Read> Counted<R> {
    /// Reads up to `count` bytes in place of what the buffer holds, and says how many there were. The buffer grows
    /// with the bytes that come, not with what the file announces.
    fn upto(&mut self, count: u64, buffer: &mut Vec<u8>) -> Result<u64, FileError> {
        buffer.clear();
        let read = self.input.by_ref().take(count).read_to_end(buffer).map_err(FileError::Read)? as u64;
        self.offset += read;
        Ok(read)
    }

    fn bytes(&mut self, count: u64, buffer: &mut Vec<u8>, part: Part) -> Result<(), FileError> {
        let offset = self.offset;
        if self.upto(count, buffer)? < count {
            return Err(FileError::Cut { length: self.offset, part, offset });
        }
        Ok(())
    }
}
