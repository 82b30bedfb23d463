//! Tensor files: .safetensors, .npy, and raw elements.
//!
//! [`open`] reads headers only; [`Tensor::read`] streams a tensor's elements through a small buffer by
//! positioned reads. They are as fast as a mapping here (`cargo bench --bench calibrate` prints both), and a file
//! that shrinks under a reader is an error, where a mapping would kill the process.

mod dtype;
mod npy;
mod safetensors;

pub use dtype::{Dtype, Fit, accepted};

use crate::element::Element;
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
}

/// A tensor that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TensorError {
    /// The file could not be read.
    #[error("{}: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file is not what its name says, or damaged.
    #[error("{}: {message}", file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A tensor whose dtype is not of the element format.
    #[error("{0}")]
    Dtype(String),
    /// A raw file that ends inside an element.
    #[error("{}: tensor {tensor}: {bytes} bytes are not whole `{element}` elements of {} bytes", file.display(), element.bytes())]
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
    /// A bit is set above the significant ones.
    #[error(
        "{}: tensor {tensor}: element {index} is {value:#x}, but of `{element}` only the low {} bits may be set: \
         is this another format?",
        file.display(), element.bits()
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

/// File formats that look like raw elements and are not.
const CONTAINERS: [&str; 10] = ["npz", "pt", "pth", "ckpt", "pkl", "gguf", "h5", "gz", "zip", "zst"];

/// The tensors of a file: all of a .safetensors, the one of a .npy (named after the file), or one of raw
/// little-endian elements where the name ends otherwise. Reads headers only.
pub fn open(path: &Path) -> Result<Vec<Tensor>, TensorError> {
    let file = Whole::open(path)?;
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("safetensors") => safetensors::tensors(&file),
        Some("npy") => npy::tensor(&file).map(|tensor| vec![tensor]),
        Some(container) if CONTAINERS.contains(&container) => Err(file.malformed(format!(
            ".{container} files are not read: save the tensors as .safetensors, .npy or raw elements"
        ))),
        _ => Ok(vec![Tensor {
            file: file.path.clone(),
            file_length: file.length,
            name: file.stem(),
            dtype: None,
            shape: vec![file.length],
            offset: 0,
            bytes: file.length,
        }]),
    }
}

/// Refuses tensors whose dtype is not of the element format, naming them.
///
/// Where nobody `chose` among the tensors, a mixture of the format's own dtype and of integers that may carry
/// its bits is refused too: beside F8_E4M3 values, U8 tensors are their scales.
pub fn check(tensors: &[Tensor], element: Element, chosen: bool) -> Result<(), TensorError> {
    let fit = |tensor: &&Tensor| tensor.dtype.as_ref().map_or(Fit::Own, |dtype| dtype.fit(element));
    let no: Vec<&Tensor> = tensors.iter().filter(|t| fit(t) == Fit::No).collect();
    if !no.is_empty() {
        return Err(TensorError::Dtype(format!(
            "element `{element}` takes {}; of another dtype: {}; choose tensors with --tensors",
            accepted(element),
            listed(&no)
        )));
    }
    let bits: Vec<&Tensor> = tensors.iter().filter(|t| fit(t) == Fit::Bits).collect();
    if let Some(own) = tensors.iter().find(|t| fit(t) == Fit::Own)
        && !chosen
        && !bits.is_empty()
    {
        return Err(TensorError::Dtype(format!(
            "element `{element}`: beside {}, are these its values too? {}; choose tensors with --tensors",
            own.described(),
            listed(&bits)
        )));
    }
    Ok(())
}

/// The first few by name, and how many more.
fn listed(tensors: &[&Tensor]) -> String {
    const SHOWN: usize = 3;
    let mut text = tensors.iter().take(SHOWN).map(|t| t.described()).collect::<Vec<_>>().join(", ");
    if tensors.len() > SHOWN {
        text += &format!(" and {} more", tensors.len() - SHOWN);
    }
    text
}

impl Tensor {
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
        format!("{}{dtype} ({})", self.name, self.file.display())
    }

    /// Four 6-bit values lie in three bytes of the file, and become a byte each.
    fn packed(&self, element: Element) -> bool {
        element.name() != Some("bytes") && self.dtype.as_ref().is_some_and(|dtype| dtype.bits() == 6)
    }

    /// How many elements it has. Refuses a tensor that is not whole elements; dtypes are [`check`]'s matter.
    pub fn elements(&self, element: Element) -> Result<u64, TensorError> {
        let size = element.bytes() as u64;
        let (size, each) = if self.packed(element) { (3, 4) } else { (size, 1) };
        if self.bytes % size != 0 {
            return Err(TensorError::Partial {
                file: self.file.to_path_buf(),
                tensor: self.name.clone(),
                bytes: self.bytes,
                element,
            });
        }
        Ok(self.bytes / size * each)
    }

    /// Streams `length` elements from element `start` on: calls `each` with the index of an element and the
    /// little-endian bytes of it and those behind it, unpacked, a few hundred KiB at a time.
    ///
    /// # Panics
    /// When that is more than [`elements`](Self::elements) says, or `start` divides a packed group of four.
    pub fn read(
        &self,
        element: Element,
        start: u64,
        length: u64,
        mut each: impl FnMut(u64, &[u8]) -> Result<(), TensorError>,
    ) -> Result<(), TensorError> {
        assert!(start + length <= self.elements(element)?, "elements of the tensor");
        // In the second-level cache, so that what a read brings is counted before it leaves.
        const BUFFER: u64 = 192 << 10;
        let size = if self.packed(element) { 3 } else { element.bytes() as u64 };
        let each_holds = if self.packed(element) { 4 } else { 1 };
        assert!(start % each_holds == 0, "a whole group of packed values");
        let file = Whole::open(&self.file)?;
        if file.length != self.file_length {
            return Err(file.malformed("it changed its length while it was read"));
        }
        let mut at = start / each_holds * size;
        let end = at + length.div_ceil(each_holds) * size;
        let mut buffer = vec![0; BUFFER.min(end - at) as usize];
        let mut index = start;
        let mut unpacked = Vec::new();
        while at < end {
            let bytes = &mut buffer[..BUFFER.min(end - at) as usize];
            file.read(bytes, self.offset + at)?;
            at += bytes.len() as u64;
            let elements = if self.packed(element) {
                unpacked.clear();
                unpacked.extend(bytes.chunks_exact(3).flat_map(six_bits));
                unpacked.truncate((start + length - index) as usize);
                &unpacked[..]
            } else {
                &*bytes
            };
            each(index, elements)?;
            index += (elements.len() / element.bytes()) as u64;
        }
        Ok(())
    }

    pub(crate) fn stray(&self, element: Element, index: u64, value: u32) -> TensorError {
        let (file, tensor) = (self.file.to_path_buf(), self.name.clone());
        TensorError::Stray { file, tensor, index, value, element }
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
