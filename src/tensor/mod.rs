//! Tensor files: .safetensors, .npy, and raw elements.
//!
//! [`open`] reads headers only; [`Tensor::read`] streams a tensor's elements through a small buffer by
//! positioned reads. A file that shrinks under a reader is then an error, where a mapping would kill the
//! process with a signal; copying out of the page cache costs a quarter to two fifths of the rate that a
//! mapping has (`cargo bench --bench calibrate` prints both), and nothing where the disk is the limit.

mod dtype;
mod kind;
mod npy;
pub mod quantize;
mod safetensors;

pub use dtype::{Dtype, Fit, accepted};
pub use kind::Kind;

use crate::element::Element;
use crate::words;
use crate::words::Shown as _;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One tensor of a file: where it lies and what it is.
#[derive(Clone, Debug)]
pub struct Tensor {
    file: Arc<Path>,
    file_length: u64,
    name: String,
    dtype: Option<Dtype>,
    shape: Vec<u64>,
    offset: u64,
    bytes: u64,
    /// Its bytes, where they lie in memory and not in the file.
    memory: Option<Memory>,
}

/// Bytes of a tensor that is in no file. They stay what they are as long as somebody holds them.
#[derive(Clone)]
struct Memory(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes in memory", self.0.as_ref().as_ref().len())
    }
}

/// A tensor that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TensorError {
    /// The file could not be read.
    #[error("{}: cannot be read", file.shown())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file is not what its name says, or damaged.
    #[error("{}: {message}", file.shown())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The file is something else than tensors.
    #[error("{}: {what}: {remedy}", file.shown())]
    Foreign {
        /// The file.
        file: PathBuf,
        /// What it is.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Tensors whose dtype is not of the element format.
    #[error("element `{element}` takes {}; of another dtype: {}", accepted(*element), listed(tensors))]
    Unfit {
        /// The element format.
        element: Element,
        /// Every such tensor, with dtype and file.
        tensors: Vec<String>,
    },
    /// Tensors of the element format's own dtype, and beside them integers that may carry its bits or
    /// something else.
    #[error("element `{element}`: beside {own}, are these its values too? {}", listed(tensors))]
    Mixed {
        /// The element format.
        element: Element,
        /// A tensor of its own dtype.
        own: String,
        /// Every tensor in doubt, with dtype and file.
        tensors: Vec<String>,
    },
    /// A raw file that ends inside an element.
    #[error(
        "{}: tensor {tensor}: {bytes} bytes are not whole `{element}` elements of {} bytes",
        file.shown(), element.bytes()
    )]
    Partial {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        tensor: String,
        /// Its bytes.
        bytes: u64,
        /// The element format.
        element: Element,
    },
    /// A byte that should hold one value of 4 bits and holds more.
    #[error(
        "{}: tensor {tensor}: value {index} is {value:#x}, but {dtype} of a .npy is one value of 4 bits in a byte, its \
         high half zero; bytes of two values each are saved as uint8: np.save(.., x.view(np.uint8))",
        file.shown()
    )]
    Halves {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        tensor: String,
        /// Its dtype.
        dtype: Dtype,
        /// The value's index in the tensor.
        index: u64,
        /// The byte.
        value: u8,
    },
    /// A bit is set above the significant ones.
    #[error(
        "{}: tensor {tensor}: element {index} is {value:#x}, but of `{element}` only the low {} bits may be set: \
         is this another format?",
        file.shown(), element.bits()
    )]
    Stray {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        tensor: String,
        /// The element's index in the tensor.
        index: u64,
        /// Its value.
        value: u32,
        /// The element format.
        element: Element,
    },
}

/// The tensors of a file: all of a .safetensors, the one of a .npy (named after the file), or one of raw
/// little-endian elements where it is nothing else that is known, see [`Kind`]. Reads headers only.
pub fn open(path: &Path) -> Result<Vec<Tensor>, TensorError> {
    let file = Whole::open(path)?;
    match kind::kind(&file)? {
        Kind::Safetensors => safetensors::tensors(&file),
        Kind::Npy => npy::tensor(&file).map(|tensor| vec![tensor]),
        Kind::Raw => Ok(vec![raw(&file)]),
        Kind::Foreign { what, remedy } => Err(TensorError::Foreign { file: path.to_owned(), what, remedy }),
    }
}

/// The file as one tensor of raw little-endian elements, whatever it is: header and all.
pub fn open_as_bytes(path: &Path) -> Result<Tensor, TensorError> {
    Whole::open(path).map(|file| raw(&file))
}

/// What the file is, by its name and its first bytes.
pub fn kind_of(path: &Path) -> Result<Kind, TensorError> {
    kind::kind(&Whole::open(path)?)
}

fn raw(file: &Whole) -> Tensor {
    Tensor {
        file: file.path.clone(),
        file_length: file.length,
        name: file.stem(),
        dtype: None,
        shape: vec![file.length],
        offset: 0,
        bytes: file.length,
        memory: None,
    }
}

/// Refuses tensors whose dtype is not of the element format, naming them.
///
/// Where nobody `chose` among the tensors, a mixture of the format's own dtype and of integers that may carry
/// its bits is refused too: beside F8_E4M3 values, U8 tensors are their scales.
pub fn check(tensors: &[Tensor], element: Element, chosen: bool) -> Result<(), TensorError> {
    let fit = |tensor: &Tensor| tensor.dtype.as_ref().map_or(Fit::Own, |dtype| dtype.fit(element));
    let of = |what| -> Vec<String> {
        tensors.iter().filter(|tensor| fit(tensor) == what).map(Tensor::described).collect()
    };
    let unfit = of(Fit::No);
    if !unfit.is_empty() {
        return Err(TensorError::Unfit { element, tensors: unfit });
    }
    let bits = of(Fit::Bits);
    match of(Fit::Own).into_iter().next() {
        Some(own) if !chosen && !bits.is_empty() => Err(TensorError::Mixed { element, own, tensors: bits }),
        _ => Ok(()),
    }
}

/// The first few, and how many more.
fn listed(tensors: &[String]) -> String {
    const SHOWN: usize = 3;
    words::first_of(tensors, SHOWN)
}

impl Tensor {
    /// A tensor in memory, such as one of another program's: what it is, its values along each axis, and its bytes in the
    /// order of a file, the last axis first. `file` is only for people. Without dtype they are raw elements.
    pub fn in_memory(
        file: &Path,
        name: impl Into<String>,
        dtype: Option<Dtype>,
        shape: Vec<u64>,
        bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    ) -> Self {
        let length = bytes.as_ref().as_ref().len() as u64;
        Self {
            file: Arc::from(file),
            file_length: length,
            name: name.into(),
            dtype,
            shape,
            offset: 0,
            bytes: length,
            memory: Some(Memory(bytes)),
        }
    }

    /// The file that it lies in, as it was typed.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Its name in the file; of .npy and raw files the file's name without extension.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file says that its values are; `None` for raw elements.
    pub fn dtype(&self) -> Option<&Dtype> {
        self.dtype.as_ref()
    }

    /// Values along each axis; bytes for a raw file.
    pub fn shape(&self) -> &[u64] {
        &self.shape
    }

    /// Bytes that it takes in the file.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn described(&self) -> String {
        let dtype = self.dtype.as_ref().map_or(String::new(), |dtype| format!(" {dtype}"));
        format!("{}{dtype} ({})", self.name, self.file.shown())
    }

    /// Four 6-bit values lie in three bytes of the file, and become a byte each.
    fn packed(&self, element: Element) -> bool {
        element.name() != Some("bytes") && self.dtype.as_ref().is_some_and(|dtype| dtype.bits() == 6)
    }

    /// One 4-bit value lies in each byte of the file, and two of them become one.
    fn halved(&self, element: Element) -> bool {
        element.name() == Some("e2m1") && self.dtype.as_ref().is_some_and(Dtype::is_halved)
    }

    /// Bytes in the file that hold the fewest elements that end with a byte, and how many elements those are.
    fn group(&self, element: Element) -> (u64, u64) {
        match () {
            _ if self.packed(element) => (3, 4),
            _ if self.halved(element) => (2, 1),
            _ => (element.bytes() as u64, 1),
        }
    }

    /// Bytes in the file of that many elements.
    pub(crate) fn stored(&self, element: Element, elements: u64) -> u64 {
        let (bytes, holds) = self.group(element);
        // An odd 4-bit value is an element alone.
        (elements.div_ceil(holds) * bytes).min(self.bytes)
    }

    /// How many elements it has. Refuses a tensor that is not whole elements; dtypes are [`check`]'s matter.
    pub fn elements(&self, element: Element) -> Result<u64, TensorError> {
        let (bytes, holds) = self.group(element);
        if self.halved(element) {
            return Ok(self.bytes.div_ceil(bytes));
        }
        if !self.bytes.is_multiple_of(bytes) {
            return Err(TensorError::Partial {
                file: self.file.to_path_buf(),
                tensor: self.name.clone(),
                bytes: self.bytes,
                element,
            });
        }
        Ok(self.bytes / bytes * holds)
    }

    /// Streams `length` elements from element `start` on: calls `each` with the index of an element and the
    /// little-endian bytes of it and those behind it, packed values unpacked, about 100 KiB at a time.
    ///
    /// # Panics
    /// When that is more than [`elements`](Self::elements) says, or `start` is inside a packed group of four.
    pub fn read(
        &self,
        element: Element,
        start: u64,
        length: u64,
        mut each: impl FnMut(u64, &[u8]) -> Result<(), TensorError>,
    ) -> Result<(), TensorError> {
        // It stays in the second-level cache, and is whole groups of any size.
        const BUFFER: u64 = 96 << 10;
        let elements = self.elements(element)?;
        assert!(start <= elements && length <= elements - start, "elements of the tensor");
        let (bytes, holds) = self.group(element);
        assert_eq!(start % holds, 0, "whole groups of packed values");
        let mut source = self.source()?;
        let mut at = start / holds * bytes;
        let end = (at + self.stored(element, length)).min(self.bytes);
        let mut unpacked = Vec::new();
        let mut index = start;
        while at < end {
            let stored = source.part(self.offset + at, BUFFER.min(end - at) as usize)?;
            at += stored.len() as u64;
            let elements = if self.packed(element) {
                unpacked.clear();
                unpacked.extend(stored.chunks_exact(3).flat_map(six_bits));
                unpacked.truncate((start + length - index) as usize);
                &unpacked[..]
            } else if self.halved(element) {
                if let Some(i) = stored.iter().position(|byte| byte >> 4 != 0) {
                    return Err(TensorError::Halves {
                        file: self.file.to_path_buf(),
                        tensor: self.name.clone(),
                        dtype: self.dtype.clone().expect("a halved dtype"),
                        index: index * 2 + i as u64,
                        value: stored[i],
                    });
                }
                unpacked = quantize::pack_e2m1(stored);
                &unpacked[..]
            } else {
                stored
            };
            each(index, elements)?;
            index += (elements.len() / element.bytes()) as u64;
        }
        Ok(())
    }

    fn source(&self) -> Result<Source<'_>, TensorError> {
        if let Some(memory) = &self.memory {
            return Ok(Source::Memory(memory.0.as_ref().as_ref()));
        }
        let file = Whole::open(&self.file)?;
        if file.length != self.file_length {
            return Err(file.malformed("it changed its length while it was read"));
        }
        Ok(Source::File(file, Vec::new()))
    }

    pub(crate) fn stray(&self, element: Element, index: u64, value: u32) -> TensorError {
        let (file, tensor) = (self.file.to_path_buf(), self.name.clone());
        TensorError::Stray { file, tensor, index, value, element }
    }
}

/// Where a tensor's bytes come from.
enum Source<'a> {
    Memory(&'a [u8]),
    /// With what was read last.
    File(Whole, Vec<u8>),
}

impl Source<'_> {
    /// So many bytes from byte `offset` on.
    fn part(&mut self, offset: u64, length: usize) -> Result<&[u8], TensorError> {
        match self {
            Self::Memory(bytes) => Ok(&bytes[offset as usize..][..length]),
            Self::File(file, buffer) => {
                buffer.resize(length, 0);
                file.read(buffer, offset)?;
                Ok(buffer)
            }
        }
    }
}

/// The four values in three bytes, the first in the lowest bits.
fn six_bits(bytes: &[u8]) -> [u8; 4] {
    let word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]);
    [word, word >> 6, word >> 12, word >> 18].map(|value| value as u8 & 0x3f)
}

/// An open file and its length when it was opened.
struct Whole {
    path: Arc<Path>,
    file: File,
    length: u64,
}

impl Whole {
    fn open(path: &Path) -> Result<Self, TensorError> {
        let read = |source| TensorError::Read { file: path.to_owned(), source };
        let (path, metadata) = (Arc::from(path), std::fs::metadata(path).map_err(read)?);
        let malformed = |message: &str| {
            Err(TensorError::Malformed { file: Path::to_owned(&path), message: message.to_owned() })
        };
        // Asked before opening: opening a pipe would wait for its writer.
        if metadata.is_dir() {
            return malformed("a folder: name the files in it");
        }
        if !metadata.is_file() {
            return malformed("not a regular file: write its contents to one first");
        }
        let file = File::open(&path).map_err(read)?;
        let length = file.metadata().map_err(read)?.len();
        Ok(Self { path, file, length })
    }

    fn malformed(&self, message: impl Into<String>) -> TensorError {
        TensorError::Malformed { file: self.path.to_path_buf(), message: message.into() }
    }

    fn stem(&self) -> String {
        self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Fills the buffer from byte `offset` on.
    fn read(&self, buffer: &mut [u8], offset: u64) -> Result<(), TensorError> {
        let source = match read_exact_at(&self.file, buffer, offset) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(self.malformed("it became shorter while it was read"));
            }
            Err(error) => error,
        };
        Err(TensorError::Read { file: self.path.to_path_buf(), source })
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut buffer: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !buffer.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, buffer, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                buffer = &mut buffer[read..];
                offset += read as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::safetensors::tensor::{Dtype as St, TensorView, serialize};
    use npyz::WriterBuilder as _;
    use proptest::prelude::*;
    use std::collections::HashMap;
    use tempfile::TempDir;

    fn named(name: &str) -> Element {
        Element::named(name).unwrap()
    }

    fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn refusal(path: &Path) -> String {
        let error = open(path).unwrap_err().to_string();
        error.strip_prefix(&format!("{}: ", path.display())).expect("the file is named first").to_owned()
    }

    fn values(tensor: &Tensor, element: Element, start: u64, length: u64) -> Vec<u8> {
        let mut all = Vec::new();
        let mut next = start;
        let read = tensor.read(element, start, length, |index, bytes| {
            assert_eq!(index, next);
            next += (bytes.len() / element.bytes()) as u64;
            all.extend_from_slice(bytes);
            Ok(())
        });
        read.unwrap();
        all
    }

    /// The same tensor, whose bytes are no file's.
    fn in_memory(tensor: &Tensor, bytes: &[u8]) -> Tensor {
        let (name, dtype, shape) = (tensor.name(), tensor.dtype().cloned(), tensor.shape().to_vec());
        Tensor::in_memory(Path::new("no/such/file"), name, dtype, shape, Arc::new(bytes.to_vec()))
    }

    fn safetensors_of(tensors: &[(&str, St, &[usize], &[u8])]) -> Vec<u8> {
        let views: HashMap<String, TensorView> = tensors
            .iter()
            .map(|&(name, dtype, shape, data)| {
                (name.to_owned(), TensorView::new(dtype, shape.to_vec(), data).unwrap())
            })
            .collect();
        serialize(views, None).unwrap()
    }

    #[test]
    fn safetensors_keep_names_dtypes_and_shapes() {
        let folder = TempDir::new().unwrap();
        let bytes = safetensors_of(&[
            ("b", St::BF16, &[2, 1], &[1, 2, 3, 4]),
            ("empty", St::BF16, &[0, 7], &[]),
            ("a", St::F8_E4M3, &[3], &[5, 6, 7]),
        ]);
        let tensors = open(&file(&folder, "x.SafeTensors", &bytes)).unwrap();
        let shown: Vec<_> = tensors
            .iter()
            .map(|t| (t.name(), t.dtype().unwrap().to_string(), t.shape(), t.bytes()))
            .collect();
        let bf16 = || "BF16".to_owned();
        let expected = [
            ("b", bf16(), &[2, 1][..], 4),
            ("empty", bf16(), &[0, 7][..], 0),
            ("a", "F8_E4M3".to_owned(), &[3], 3),
        ];
        let mut sorted = shown.clone();
        sorted.sort_by_key(|t| expected.iter().position(|e| e.0 == t.0));
        assert_eq!(sorted, expected);
        for tensor in &tensors {
            let element = if tensor.name() == "a" { named("e4m3") } else { named("bf16") };
            let expected: &[u8] = match tensor.name() {
                "a" => &[5, 6, 7],
                "b" => &[1, 2, 3, 4],
                _ => &[],
            };
            assert_eq!(values(tensor, element, 0, tensor.elements(element).unwrap()), expected);
        }
    }

    #[test]
    fn packed_values_become_a_byte_each() {
        let folder = TempDir::new().unwrap();
        // More than one buffer, and 24 bits by hand: 000100 000011 000010 000001.
        let mut data = vec![0x81, 0x30, 0x10];
        data.extend((0..150_000u32).map(|i| ((i * 7) >> 3) as u8));
        let four = [0x21, 0x43];
        let bytes = safetensors_of(&[
            ("six", St::F6_E3M2, &[data.len() / 3, 4], &data),
            ("four", St::F4, &[4], &four),
        ]);
        let tensors = open(&file(&folder, "x.safetensors", &bytes)).unwrap();
        let tensor = |name| tensors.iter().find(|t| t.name() == name).unwrap();
        let six = tensor("six");
        let e3m2 = named("e3m2");
        assert_eq!(six.elements(e3m2).unwrap() as usize, data.len() / 3 * 4);
        let all = values(six, e3m2, 0, six.elements(e3m2).unwrap());
        assert_eq!(all[..4], [1, 2, 3, 4]);
        // Bit i of the stream of values is bit i of the stream of bytes.
        for bit in 0..8 * data.len() {
            assert_eq!(all[bit / 6] >> (bit % 6) & 1, data[bit / 8] >> (bit % 8) & 1, "bit {bit}");
        }
        assert_eq!(values(six, e3m2, 8, 5), all[8..13]);
        let memory = in_memory(six, &data);
        assert!(values(&memory, e3m2, 0, six.elements(e3m2).unwrap()) == all);
        assert_eq!(values(&memory, e3m2, 8, 5), all[8..13]);
        // Bytes are bytes, and two values of four bits are one element.
        assert_eq!(six.elements(named("bytes")).unwrap() as usize, data.len());
        assert_eq!(values(tensor("four"), named("e2m1"), 0, 2), four);
    }

    #[test]
    fn damaged_safetensors_are_refused() {
        let folder = TempDir::new().unwrap();
        let good = safetensors_of(&[("a", St::U8, &[4], &[1, 2, 3, 4])]);
        let refused = |bytes: &[u8]| refusal(&file(&folder, "x.safetensors", bytes));
        assert!(refused(&good[..5]).contains("less than 8 bytes"));
        assert!(refused(&good[..20]).starts_with("cut off: the header alone has"));
        assert_eq!(
            refused(&good[..good.len() - 1]),
            format!(
                "cut off: the header describes {} bytes, the file has {}; copy it again",
                good.len(),
                good.len() - 1
            )
        );
        assert_eq!(refused(&[&good[..], b"xy"].concat()), "2 bytes behind the last tensor");
        assert!(refused(&[0xff; 40]).starts_with("no safetensors file: a header of"));
        assert!(
            refused(&[b"\x08\0\0\0\0\0\0\0" as &[u8], b"{\"a\": 1}"].concat())
                .starts_with("safetensors header: ")
        );
        // The same name twice, of a tensor and of a field.
        let one = r#"{"dtype":"U8","shape":[1],"data_offsets":[0,1]}"#;
        let two = r#"{"dtype":"U8","shape":[1],"data_offsets":[1,2]}"#;
        for (header, key) in [
            (format!(r#"{{"w":{one},"w":{two}}}"#), "w"),
            (r#"{"w":{"dtype":"U8","shape":[2],"shape":[1],"data_offsets":[0,2]}}"#.to_owned(), "shape"),
            (format!(r#"{{"__metadata__":{{"k":"1","k":"2"}},"v":{one},"w":{two}}}"#), "k"),
        ] {
            let length = (header.len() as u64).to_le_bytes();
            let message = refused(&[&length, header.as_bytes(), &[1, 2]].concat());
            assert!(message.starts_with(&format!("safetensors header: `{key}` stands twice")), "{message}");
        }
    }

    fn npy<T: npyz::AutoSerialize>(values: &[T], shape: &[u64], order: npyz::Order) -> Vec<u8> {
        let mut bytes = Vec::new();
        let builder = npyz::WriteOptions::new().default_dtype().order(order).shape(shape);
        let mut writer = builder.writer(&mut bytes).begin_nd().unwrap();
        writer.extend(values).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn npy_arrays_as_npyz_writes_them() {
        let folder = TempDir::new().unwrap();
        let order = npyz::Order::C;
        for (bytes, dtype, shape, data) in [
            (npy(&[1u8, 2, 3], &[3], order), "U8", &[3][..], vec![1, 2, 3]),
            (npy(&[-2i16, 3], &[1, 2], npyz::Order::Fortran), "I16", &[1, 2], vec![0xfe, 0xff, 3, 0]),
            (npy(&[1.0f32], &[], order), "F32", &[], vec![0, 0, 0x80, 0x3f]),
            (npy::<f64>(&[], &[4, 0], order), "F64", &[4, 0], vec![]),
        ] {
            let tensors = open(&file(&folder, "layer.0.npy", &bytes)).unwrap();
            let [tensor] = &tensors[..] else { panic!("one array") };
            assert_eq!((tensor.name(), tensor.shape()), ("layer.0", shape));
            assert_eq!(tensor.dtype().unwrap().to_string(), dtype);
            assert_eq!(values(tensor, named("bytes"), 0, tensor.bytes()), data);
        }
    }

    /// A .npy of version 1 with this header.
    fn npy_text(header: &str, data: &[u8]) -> Vec<u8> {
        let length = (header.len() as u16).to_le_bytes();
        [b"\x93NUMPY\x01\0" as &[u8], &length, header.as_bytes(), data].concat()
    }

    #[test]
    fn npy_dtypes_and_refusals() {
        let folder = TempDir::new().unwrap();
        let opened = |descr: &str, shape: &str, data: usize| {
            let header = format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}   \n");
            let path = file(&folder, "x.npy", &npy_text(&header, &vec![0; data]));
            open(&path).map(|t| t[0].dtype().unwrap().to_string()).map_err(|_| refusal(&path))
        };
        // What numpy writes for ml_dtypes: bfloat16 in two ways, 8-bit floats.
        assert_eq!(opened("'<V2'", "(3,)", 6).unwrap(), "V2");
        assert_eq!(opened("'|V2'", "(3,)", 6).unwrap(), "V2");
        assert_eq!(opened("'<f1'", "(3,)", 3).unwrap(), "V1");
        assert_eq!(opened("\"<f2\"", "( 3,1 )", 6).unwrap(), "F16");
        // By name, as ml_dtypes' users work around numpy; and as Python 2 wrote numbers and texts.
        assert_eq!(opened("'bfloat16'", "(3,)", 6).unwrap(), "BF16");
        assert_eq!(opened("'float8_e4m3fn'", "(3,)", 3).unwrap(), "F8_E4M3");
        assert_eq!(opened("'float6_e2m3fn'", "(3,)", 3).unwrap(), "F6_E2M3");
        assert_eq!(opened("'int4'", "(3,)", 3).unwrap(), "int4");
        assert_eq!(opened("u'<u2'", "(3L, 1L)", 6).unwrap(), "U16");
        assert_eq!(opened("b'<u2'", "(3L,)", 6).unwrap(), "U16");
        assert_eq!(opened("'f4'", "()", 4).unwrap(), "F32");
        for (descr, shape, data, expected) in [
            ("'>f4'", "(1,)", 4, "dtype '>f4' is big-endian: save it as '<f4'"),
            ("'|O'", "(1,)", 4, "dtype '|O' is not supported"),
            ("'|O8'", "(1,)", 8, "dtype '|O8' is not supported"),
            ("'<M8[ns]'", "(1,)", 8, "dtype '<M8[ns]' is not supported"),
            ("'<U3'", "(1,)", 12, "dtype '<U3' is not supported"),
            ("'é'", "(1,)", 8, "dtype 'é' is not supported"),
            ("'<f0'", "(1,)", 8, "dtype '<f0' is not supported"),
            ("''", "(1,)", 8, "dtype '' is not supported"),
            ("[('a', '<f4')]", "(1,)", 4, "a .npy header that is not understood (a structured dtype: "),
            ("('<f4', (2,))", "(1,)", 8, "a .npy header that is not understood (a structured dtype: "),
            ("'<f4'", "(1", 4, "a .npy header that is not understood (`shape` is no tuple"),
            ("'<f4'", "(-1,)", 4, "a .npy header that is not understood (`shape` is no tuple"),
            (
                "'<f4', 'descr': '<f4'",
                "(1,)",
                4,
                "a .npy header that is not understood (`descr` stands twice)",
            ),
            (
                "'<f4', 'shape': (1,)",
                "(1,)",
                4,
                "a .npy header that is not understood (`shape` stands twice)",
            ),
            ("'<f4', 'more': 'x'", "(1,)", 4, "a .npy header that is not understood (it has `more`)"),
            ("7", "(1,)", 4, "a .npy header that is not understood (`descr` is no text)"),
            ("'float'", "(1,)", 8, "dtype 'float' is not supported"),
            ("'<f+4'", "(1,)", 4, "dtype '<f+4' is not supported"),
            ("'<f4'", "(4294967296, 4294967296)", 4, "a .npy shape beyond all bounds"),
            ("'<f4'", "(4611686018427387904,)", 4, "a .npy shape beyond all bounds"),
            ("'<f4'", "(4,)", 15, "cut off: the header describes "),
            ("'<f4'", "(4,)", 17, "1 bytes behind the array"),
        ] {
            let message = opened(descr, shape, data).unwrap_err();
            assert!(message.starts_with(expected), "{descr} {shape}: {message}");
        }
        let refused = |bytes: &[u8]| refusal(&file(&folder, "x.npy", bytes));
        assert_eq!(refused(b""), "named .npy, but an empty file: write or copy it again");
        assert!(refused(b"\x93NUMP").starts_with("no .npy file"));
        assert!(refused(b"\x93NUMPY\x01\0\xff\xff{}").starts_with("cut off: the header ends at byte 65545"));
        assert!(
            refused(b"\x93NUMPY\x02\0\xff\xff\xff\xff{}").starts_with("a .npy header of 4294967295 bytes")
        );
        assert!(refused(b"\x93NUMPY\x09\0\xff\xff{}").starts_with(".npy version 9"));
    }

    #[test]
    fn values_of_four_bits_become_two_in_a_byte() {
        let folder = TempDir::new().unwrap();
        let e2m1 = named("e2m1");
        // More than one buffer; an odd one is alone in the last byte.
        let data: Vec<u8> = (0..200_001u32).map(|i| (i.wrapping_mul(i) % 15) as u8).collect();
        for descr in ["<V1", "|V1", "float4_e2m1fn"] {
            let header =
                format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({},), }}", data.len());
            let path = file(&folder, "x.npy", &npy_text(&header, &data));
            let tensor = open(&path).unwrap().remove(0);
            let pairs: Vec<u8> =
                (0..100_001).map(|i| data[2 * i] + 16 * data.get(2 * i + 1).unwrap_or(&0)).collect();
            assert_eq!(tensor.elements(e2m1).unwrap(), 100_001);
            assert!(values(&tensor, e2m1, 0, 100_001) == pairs);
            assert_eq!(values(&tensor, e2m1, 99_998, 3), pairs[99_998..]);
            assert_eq!(values(&tensor, e2m1, 7, 2), pairs[7..9]);
            assert!(values(&in_memory(&tensor, &data), e2m1, 0, 100_001) == pairs);
            // As bytes they are as they lie.
            assert!(values(&tensor, named("bytes"), 0, data.len() as u64) == data);
        }
        let header = "{'descr': '<V1', 'fortran_order': False, 'shape': (3,), }";
        let path = file(&folder, "x.npy", &npy_text(header, &[1, 2, 0x13]));
        let read = open(&path).unwrap()[0].read(e2m1, 0, 2, |_, _| Ok(()));
        let message = read.unwrap_err().to_string();
        assert!(
            message.contains("x.npy: tensor x: value 2 is 0x13, but V1 of a .npy is one value"),
            "{message}"
        );
        // Integers are two in a byte, as everywhere else.
        let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }";
        let path = file(&folder, "x.npy", &npy_text(header, &[1, 2, 0x13]));
        assert_eq!(values(&open(&path).unwrap()[0], e2m1, 0, 3), [1, 2, 0x13]);
    }

    #[test]
    fn tensors_are_known_without_their_name() {
        let folder = TempDir::new().unwrap();
        let one = safetensors_of(&[("a", St::BF16, &[2], &[1, 2, 3, 4])]);
        let array = npy(&[1u16, 2], &[2], npyz::Order::C);
        for name in ["9c53aa", "x.bin", "x.SAFETENSORS", "x.safetensors.tmp"] {
            let tensors = open(&file(&folder, name, &one)).unwrap();
            assert_eq!((tensors[0].name(), tensors[0].bytes()), ("a", 4), "{name}");
        }
        for name in ["9c53aa", "x.bin", "x.NPY", "x.raw"] {
            let tensors = open(&file(&folder, name, &array)).unwrap();
            assert_eq!(tensors[0].dtype().unwrap().to_string(), "U16", "{name}");
        }
        assert!(refusal(&file(&folder, "x.npy", &one)).starts_with("named .npy, but a safetensors file: "));
        assert!(
            refusal(&file(&folder, "x.safetensors", &array))
                .starts_with("named .safetensors, but a .npy file: ")
        );
        assert!(refusal(&file(&folder, "x.onnx", &one)).starts_with("named .onnx, as an ONNX model is: "));
        // Whatever it is, it may be taken as it is.
        for (name, bytes) in [("x.onnx", &one), ("x.npy", &array), ("x.safetensors", &array)] {
            let tensor = open_as_bytes(&file(&folder, name, bytes)).unwrap();
            assert_eq!(tensor.dtype(), None);
            assert_eq!(&values(&tensor, named("bytes"), 0, bytes.len() as u64), bytes);
        }
    }

    #[test]
    fn raw_files_and_what_is_none() {
        let folder = TempDir::new().unwrap();
        let tensors = open(&file(&folder, "layer.0.act.bin", &[1, 2, 3])).unwrap();
        assert_eq!((tensors[0].name(), tensors[0].dtype(), tensors[0].bytes()), ("layer.0.act", None, 3));
        assert_eq!(tensors[0].elements(named("e4m3")).unwrap(), 3);
        let error = tensors[0].elements(named("bf16")).unwrap_err().to_string();
        assert!(
            error.ends_with("tensor layer.0.act: 3 bytes are not whole `bf16` elements of 2 bytes"),
            "{error}"
        );
        assert!(
            refusal(&file(&folder, "x.npz", b"PK")).starts_with("named .npz, as an archive of arrays is: ")
        );
        assert_eq!(refusal(folder.path()), "a folder: name the files in it");
        let missing = open(&folder.path().join("missing.npy"));
        assert!(matches!(missing, Err(TensorError::Read { .. })));
    }

    #[test]
    fn a_file_that_changes_is_an_error() {
        let folder = TempDir::new().unwrap();
        let path = file(&folder, "x.bin", &[0; 400_000]);
        let tensor = open(&path).unwrap().remove(0);
        let cut =
            |length| std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(length).unwrap();
        // While it is being read.
        let read = tensor.read(named("bytes"), 0, 400_000, |_, _| {
            cut(100);
            Ok(())
        });
        assert!(read.unwrap_err().to_string().ends_with("x.bin: it became shorter while it was read"));
        // Between the header and the data.
        let read = tensor.read(named("bytes"), 0, 400_000, |_, _| Ok(()));
        assert!(read.unwrap_err().to_string().ends_with("x.bin: it changed its length while it was read"));
        std::fs::remove_file(&path).unwrap();
        let read = tensor.read(named("bytes"), 0, 400_000, |_, _| Ok(()));
        assert!(matches!(read, Err(TensorError::Read { .. })));
    }

    #[test]
    fn dtypes_are_checked_with_names() {
        let folder = TempDir::new().unwrap();
        let names: Vec<String> = (0..5).map(|i| format!("w{i}")).collect();
        let list: Vec<_> =
            names.iter().map(|name| (name.as_str(), St::F32, &[1][..], &[0u8; 4][..])).collect();
        let mut all = list.clone();
        all.push(("x", St::F8_E4M3, &[1], &[0]));
        all.push(("x.scale", St::U8, &[1], &[0]));
        let path = file(&folder, "m.safetensors", &safetensors_of(&all));
        let tensors = open(&path).unwrap();
        let at = path.display();
        assert_eq!(
            check(&tensors, named("e4m3"), true).unwrap_err().to_string(),
            format!(
                "element `e4m3` takes F8_E4M3, F8_E4M3FNUZ (or its bits as U8, I8, V1); of another dtype: \
                 w0 F32 ({at}), w1 F32 ({at}), w2 F32 ({at}) and 2 more"
            )
        );
        let narrow: Vec<Tensor> = tensors.into_iter().filter(|t| t.name().starts_with('x')).collect();
        let error = check(&narrow, named("e4m3"), false).unwrap_err().to_string();
        assert_eq!(
            error,
            format!("element `e4m3`: beside x F8_E4M3 ({at}), are these its values too? x.scale U8 ({at})")
        );
        assert!(check(&narrow, named("e4m3"), true).is_ok());
        assert!(check(&narrow, named("bytes"), false).is_ok());
    }

    proptest! {
        /// Neither noise nor a damaged header makes anything but tensors within the file, or an error.
        #[test]
        fn damage_never_panics(
            noise in prop::collection::vec(any::<u8>(), 0..200),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
            cut in any::<prop::sample::Index>(),
            start in 0..4,
        ) {
            let folder = TempDir::new().unwrap();
            let safetensors = safetensors_of(&[("a", St::F6_E2M3, &[8], &[1, 2, 3, 4, 5, 6]), ("b", St::U8, &[1], &[1])]);
            let npy = npy(&[1u16, 2], &[2], npyz::Order::C);
            let mut bytes = match start {
                0 => noise,
                1 => [&safetensors[..8], &noise].concat(),
                2 => safetensors,
                _ => npy,
            };
            for (at, byte) in damage {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
            }
            bytes.truncate(bytes.len() - cut.index(bytes.len() + 1) / 2);
            for name in ["x.safetensors", "x.npy", "x"] {
                let Ok(tensors) = open(&file(&folder, name, &bytes)) else { continue };
                for tensor in tensors {
                    prop_assert!(tensor.offset + tensor.bytes <= bytes.len() as u64);
                    let read = values(&tensor, named("bytes"), 0, tensor.bytes());
                    prop_assert_eq!(&read[..], &bytes[tensor.offset as usize..][..tensor.bytes as usize]);
                    for element in crate::element::NAMED {
                        if let Ok(elements) = tensor.elements(element) {
                            values(&tensor, element, 0, elements);
                        }
                    }
                }
            }
        }
    }
}
