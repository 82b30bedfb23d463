//! The golden model for C: `libhuffwire`, whose header is `include/libhuffwire.h`.
//!
//! What is behind a handle does not change once it is made, and there are no globals: threads share a codec as they like.
//! Every function that can fail says how by its status, and in words through `error`; no panic leaves the library.
//!
//! The functions trust their caller in what C cannot check: pointers that are not null point to what the header says, and
//! handles are those that were given out and not freed.
#![allow(non_camel_case_types, clippy::missing_safety_doc)]

mod codec;
mod status;

pub use codec::{
    huffwire_base, huffwire_choice, huffwire_codec, huffwire_frame, huffwire_info, huffwire_packet,
    huffwire_read, huffwire_reason,
};
pub use status::huffwire_status;

use codec::{Codec, fill};
use huffwire::codebook;
use huffwire::codec::EncodeError;
use huffwire::design::Design;
use status::{Failure, guarded};
use std::ffi::{CStr, CString, c_char};
use std::path::PathBuf;
use std::slice;

/// The version of the library, such as `0.1.0`. Nobody frees it.
#[unsafe(no_mangle)]
pub extern "C" fn huffwire_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => unreachable!(),
        };
    VERSION.as_ptr()
}

/// Reads a codebook's file (YAML). Its frames have no header, and a packet is one frame.
///
/// On HUFFWIRE_OK `*codec` is a handle for `huffwire_free`; else it is null, and `*error` says file, line and what to
/// change. Whoever wants no text passes a null `error`; the others free it with `huffwire_free_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_load_codebook(
    file: *const c_char,
    codec: *mut *mut huffwire_codec,
    error: *mut *mut c_char,
) -> huffwire_status {
    unsafe {
        guarded(error, || {
            load(file, codec, |file| {
                let book = codebook::load(file).map_err(|error| Failure::file(&error))?;
                Ok(Codec::of_book(book))
            })
        })
    }
}

/// Reads a design's file (YAML) and the codebooks that it names. Its packets become the frames that the generated
/// hardware sends. As `huffwire_load_codebook`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_load_design(
    file: *const c_char,
    codec: *mut *mut huffwire_codec,
    error: *mut *mut c_char,
) -> huffwire_status {
    unsafe {
        guarded(error, || {
            load(file, codec, |file| {
                let design = Design::load(file).map_err(|error| Failure::file(&error))?;
                Ok(Codec::of_design(&design))
            })
        })
    }
}

unsafe fn load(
    file: *const c_char,
    codec: *mut *mut huffwire_codec,
    read: impl FnOnce(&std::path::Path) -> Result<Codec, Failure>,
) -> Result<(), Failure> {
    let codec = unsafe { codec.as_mut() }.ok_or_else(|| Failure::null("codec"))?;
    *codec = std::ptr::null_mut();
    let file = unsafe { path(file) }?;
    *codec = Box::into_raw(Box::new(huffwire_codec(read(&file)?)));
    Ok(())
}

/// Frees a codec; null is nothing to free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_free(codec: *mut huffwire_codec) {
    if !codec.is_null() {
        drop(unsafe { Box::from_raw(codec) });
    }
}

/// Frees a text that came through `error`; null is nothing to free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_free_text(text: *mut c_char) {
    if !text.is_null() {
        drop(unsafe { CString::from_raw(text) });
    }
}

/// What both ends agree on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_describe(
    codec: *const huffwire_codec,
    info: *mut huffwire_info,
    error: *mut *mut c_char,
) -> huffwire_status {
    unsafe {
        guarded(error, || {
            let codec = handle(codec)?;
            *info.as_mut().ok_or_else(|| Failure::null("info"))? = codec.info();
            Ok(())
        })
    }
}

/// The most bytes that a frame of so many elements can have; 0 for a null codec.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_frame_bound(codec: *const huffwire_codec, elements: u64) -> u64 {
    unsafe { codec.as_ref() }.map_or(0, |codec| codec.0.frame_bound(elements))
}

/// The most bytes of elements that a frame of so many bytes can hold; 0 for a null codec.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_elements_bound(codec: *const huffwire_codec, frame_length: u64) -> u64 {
    unsafe { codec.as_ref() }.map_or(0, |codec| codec.0.elements_bound(frame_length))
}

/// Encodes a packet: `length` bytes of whole elements, little-endian; none are a packet as well.
///
/// A null `choice` is what the design's encoder does by itself: the codebook that makes a frame smallest, the base of
/// the design's rule, and the design's blocks. On HUFFWIRE_OK `*packet` holds its frames, at least one, for
/// `huffwire_free_packet`; else it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_encode(
    codec: *const huffwire_codec,
    choice: *const huffwire_choice,
    elements: *const u8,
    length: usize,
    packet: *mut *mut huffwire_packet,
    error: *mut *mut c_char,
) -> huffwire_status {
    unsafe {
        guarded(error, || {
            let packet = packet.as_mut().ok_or_else(|| Failure::null("packet"))?;
            *packet = std::ptr::null_mut();
            let codec = handle(codec)?;
            let elements = bytes(elements, length, "elements")?;
            let frames = codec.packet(choice.as_ref(), elements)?;
            *packet = Box::into_raw(Box::new(huffwire_packet(frames)));
            Ok(())
        })
    }
}

/// How many frames a packet became; 0 for null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_frames(packet: *const huffwire_packet) -> usize {
    unsafe { packet.as_ref() }.map_or(0, |packet| packet.0.len())
}

/// Frame `number` of a packet, counted from 0. Its bytes live as long as the packet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_frame_at(
    packet: *const huffwire_packet,
    number: usize,
    frame: *mut huffwire_frame,
    error: *mut *mut c_char,
) -> huffwire_status {
    unsafe {
        guarded(error, || {
            let frames = &packet.as_ref().ok_or_else(|| Failure::null("packet"))?.0;
            let frame = frame.as_mut().ok_or_else(|| Failure::null("frame"))?;
            let there = frames.get(number);
            let there = there.ok_or_else(|| {
                Failure::argument(format!("frame {number}: the packet has {}, counted from 0", frames.len()))
            })?;
            *frame = codec::frame(there);
            Ok(())
        })
    }
}

/// Frees a packet; null is nothing to free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_free_packet(packet: *mut huffwire_packet) {
    if !packet.is_null() {
        drop(unsafe { Box::from_raw(packet) });
    }
}

/// Encodes one frame of a packet with a header of one's own: the codebook's index, whether the packet ends with it, and the
/// base; what a design's frames do not have is not sent.
///
/// Writes up to `capacity` bytes, of which `huffwire_frame_bound` says how many are enough, and sets `*written`. Where they
/// are too few the status is HUFFWIRE_ERROR_BUFFER, `*written` is how many it takes, and nothing is written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_encode_frame(
    codec: *const huffwire_codec,
    index: usize,
    last: bool,
    base: u16,
    elements: *const u8,
    length: usize,
    frame: *mut u8,
    capacity: usize,
    written: *mut usize,
    error: *mut *mut c_char,
) -> huffwire_status {
    unsafe {
        guarded(error, || {
            let written = written.as_mut().ok_or_else(|| Failure::null("written"))?;
            *written = 0;
            let codec = handle(codec)?;
            let elements = bytes(elements, length, "elements")?;
            let made = codec.one_frame(index, last, base, elements)?;
            *written = made.len();
            fill(&made, frame, capacity, "frame")
        })
    }
}

/// Decodes one frame into `elements`, little-endian: up to `capacity` bytes, of which `huffwire_elements_bound` says how
/// many are enough, and fills `*read`.
///
/// Where they are too few the status is HUFFWIRE_ERROR_BUFFER, `read->length` is how many it takes, and nothing is
/// written. A frame in error is HUFFWIRE_ERROR_FRAME; the elements before the error are there, as the hardware gives them
/// out, and `*read` is filled.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huffwire_decode_frame(
    codec: *const huffwire_codec,
    frame: *const u8,
    length: usize,
    elements: *mut u8,
    capacity: usize,
    read: *mut huffwire_read,
    error: *mut *mut c_char,
) -> huffwire_status {
    unsafe {
        guarded(error, || {
            let read = read.as_mut().ok_or_else(|| Failure::null("read"))?;
            *read = huffwire_read::default();
            let codec = handle(codec)?;
            let frame = bytes(frame, length, "frame")?;
            let mut found = Vec::new();
            let verdict = codec.decode(frame, &mut found, read);
            fill(&found, elements, capacity, "elements")?;
            verdict
        })
    }
}

unsafe fn handle<'a>(codec: *const huffwire_codec) -> Result<&'a Codec, Failure> {
    unsafe { codec.as_ref() }.map(|codec| &codec.0).ok_or_else(|| Failure::null("codec"))
}

/// What C gives as pointer and length; no bytes may be anywhere.
unsafe fn bytes<'a>(from: *const u8, length: usize, what: &str) -> Result<&'a [u8], Failure> {
    if length == 0 {
        return Ok(&[]);
    }
    if from.is_null() {
        return Err(Failure::null(what));
    }
    if isize::try_from(length).is_err() {
        return Err(Failure::argument(format!("{what}: {length} bytes are more than memory holds")));
    }
    Ok(unsafe { slice::from_raw_parts(from, length) })
}

unsafe fn path(file: *const c_char) -> Result<PathBuf, Failure> {
    if file.is_null() {
        return Err(Failure::null("file"));
    }
    let name = unsafe { CStr::from_ptr(file) };
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        Ok(PathBuf::from(std::ffi::OsStr::from_bytes(name.to_bytes())))
    }
    #[cfg(not(unix))]
    {
        let name = name.to_str().map_err(|_| Failure::argument("file: its name is not UTF-8".to_owned()))?;
        Ok(PathBuf::from(name))
    }
}

impl From<EncodeError> for Failure {
    fn from(error: EncodeError) -> Self {
        Self { status: huffwire_status::HUFFWIRE_ERROR_ELEMENTS, text: error.to_string() }
    }
}
