//! Codebooks and designs, and the golden model behind them.

use crate::error::{Error, bad_frame, name, refused};
use crate::memory::Values;
use huffwire::codebook::{self, Books};
use huffwire::codec::{self, Base, Choice, PacketEncoder, Select};
use huffwire::design;
use huffwire::element::Element;
use huffwire::golden;
use huffwire::tensor::{self, Fit};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The most memory that is kept for the next call.
const KEPT: usize = 256 << 20;

/// Memory that one call leaves for the next: fresh pages cost as much as coding what goes into them.
#[derive(Default)]
struct Scratch(Mutex<Vec<u8>>);

impl Scratch {
    /// Runs `make`, which appends to empty memory, without the GIL, and gives what was made to `then`.
    fn with<T: Send, R>(
        &self,
        py: Python<'_>,
        make: impl FnOnce(&mut Vec<u8>) -> T + Send,
        then: impl FnOnce(T, &[u8]) -> R,
    ) -> R {
        let mut memory = self.0.lock().map(|mut kept| std::mem::take(&mut *kept)).unwrap_or_default();
        memory.clear();
        let made = py.detach(|| make(&mut memory));
        let result = then(made, &memory);
        if memory.capacity() <= KEPT
            && let Ok(mut kept) = self.0.lock()
            && kept.capacity() < memory.capacity()
        {
            *kept = memory;
        }
        result
    }
}

/// Bytes of Python, filled without the GIL.
fn bytes<'py>(py: Python<'py>, from: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
    // SAFETY: without contents, which are written before anybody else sees the object.
    let made = unsafe {
        let length = ffi::Py_ssize_t::try_from(from.len()).map_err(|_| Error::new_err("too many bytes"))?;
        let object = ffi::PyBytes_FromStringAndSize(std::ptr::null(), length);
        Bound::from_owned_ptr_or_err(py, object)?.cast_into_unchecked::<PyBytes>()
    };
    // SAFETY: the object is one of bytes.
    let to = unsafe { ffi::PyBytes_AsString(made.as_ptr()) }.expose_provenance();
    py.detach(|| {
        let to = std::ptr::with_exposed_provenance_mut::<u8>(to);
        // SAFETY: so many bytes are there, which nobody else knows yet.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), to, from.len()) };
    });
    Ok(made)
}

/// Elements of the format, where they lie.
fn elements(object: &Bound<'_, PyAny>, element: Element) -> PyResult<Values> {
    let values = Values::of(object)?;
    match &values.dtype {
        Some(dtype) if dtype.fit(element) == Fit::No => Err(Error::new_err(format!(
            "values of dtype {dtype}, but element `{element}` takes {}, or bytes",
            tensor::accepted(element)
        ))),
        _ => Ok(values),
    }
}

/// A codebook: which codeword stands for each symbol of an element format.
#[pyclass(frozen, module = "huffwire")]
pub struct Codebook {
    book: codebook::Codebook,
    /// Its file's text.
    text: String,
    expected_bits: Option<f64>,
    encoder: codec::Encoder,
    decoder: codec::Decoder,
    scratch: Scratch,
}

impl Codebook {
    fn new(book: codebook::Codebook, text: Option<String>, expected_bits: Option<f64>) -> Self {
        Self {
            encoder: codec::Encoder::new(&book),
            decoder: codec::Decoder::new(&book),
            text: text.unwrap_or_else(|| codebook::to_yaml(&book)),
            expected_bits,
            scratch: Scratch::default(),
            book,
        }
    }
}

#[pymethods]
impl Codebook {
    /// A codebook of code lengths by symbol, 1 to 16 bits; where not all symbols have one, the others are sent behind the
    /// codeword of the escape.
    #[new]
    #[pyo3(signature = (element, lengths, *, escape=None, max_length=None))]
    fn create(
        element: &str,
        lengths: BTreeMap<usize, u8>,
        escape: Option<u8>,
        max_length: Option<u8>,
    ) -> PyResult<Self> {
        let element = parse_element(element)?;
        let mut all = vec![0; element.alphabet()];
        for (symbol, length) in &lengths {
            let place = all.get_mut(*symbol);
            *place.ok_or_else(|| {
                Error::new_err(format!(
                    "symbol {symbol} is outside the alphabet: `{element}` has symbols 0 to {}",
                    element.alphabet() - 1
                ))
            })? = *length;
        }
        let longest = all.iter().copied().chain(escape).max().unwrap_or(1);
        let book = codebook::Codebook::new(element, max_length.unwrap_or(longest), &all, escape);
        Ok(Self::new(book.map_err(|error| refused(&error))?, None, None))
    }

    /// Reads a codebook's file (YAML).
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Self> {
        let loaded = codebook::load_with_source(&path).map_err(|error| refused(&error))?;
        let text = std::fs::read_to_string(&path).ok();
        Ok(Self::new(loaded.book, text, loaded.expected_bits))
    }

    /// A codebook of the text of a file; `name` is only for errors.
    #[staticmethod]
    #[pyo3(signature = (text, name="codebook"))]
    fn parse(text: &str, name: &str) -> PyResult<Self> {
        let book = codebook::parse(text, Path::new(name)).map_err(|error| refused(&error))?;
        Ok(Self::new(book, Some(text.to_owned()), None))
    }

    /// The text of its file.
    fn to_yaml(&self) -> &str {
        &self.text
    }

    /// Writes its file (YAML).
    fn save(&self, path: PathBuf) -> PyResult<()> {
        Ok(std::fs::write(path, &self.text)?)
    }

    /// The element format, such as `bf16`.
    #[getter]
    fn element(&self) -> String {
        self.book.element().to_string()
    }

    /// The limit on its codewords, bits.
    #[getter]
    fn max_length(&self) -> u8 {
        self.book.max_length()
    }

    /// The code length of the escape, bits, where symbols have no codeword of their own.
    #[getter]
    fn escape(&self) -> Option<u8> {
        self.book.escape()
    }

    /// Code lengths by symbol, bits.
    #[getter]
    fn lengths(&self) -> BTreeMap<usize, u8> {
        let all = self.book.lengths().iter().copied().enumerate();
        all.filter(|(_, length)| *length > 0).collect()
    }

    /// What both ends must have in common, 16 hex digits.
    #[getter]
    fn digest(&self) -> String {
        self.book.digest().to_string()
    }

    /// What a check has of it, 8 hex digits.
    #[getter]
    fn tag(&self) -> String {
        self.book.tag().to_string()
    }

    /// Bits per element that its calibration expects, where its file says so.
    #[getter]
    fn expected_bits(&self) -> Option<f64> {
        self.expected_bits
    }

    /// One frame of these elements, without header: little-endian bytes, or an array of the element's dtype, which is not
    /// copied. Other threads run meanwhile.
    fn encode<'py>(&self, py: Python<'py>, data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let values = elements(data, self.book.element())?;
        self.scratch.with(
            py,
            |frame| self.encoder.frame(values.as_ref(), frame),
            |encoded, frame| encoded.map_err(|error| refused(&error)).and_then(|()| bytes(py, frame)),
        )
    }

    /// The elements of one frame, little-endian. Other threads run meanwhile.
    ///
    /// Raises FrameError where it is damaged.
    fn decode<'py>(&self, py: Python<'py>, frame: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let values = Values::of(frame)?;
        self.scratch.with(
            py,
            |elements| self.decoder.frame(values.as_ref(), elements),
            |decoded, elements| match decoded {
                Ok(()) => bytes(py, elements),
                Err(reason) => Err(bad_frame(py, 0, reason, elements)),
            },
        )
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.book == other.book
    }

    fn __hash__(&self) -> u64 {
        u64::from_be_bytes(self.book.digest().0)
    }

    fn __repr__(&self) -> String {
        let (book, coded) = (&self.book, self.lengths().len());
        let escape = book.escape().map_or(String::new(), |escape| format!(", escape of {escape} bits"));
        format!("<huffwire.Codebook {}: {}, {coded} symbols{escape}>", book.digest(), book.element())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("parse")?, (slf.get().text.clone(),)))
    }
}

/// A frame that was decoded.
#[pyclass(frozen, get_all, module = "huffwire")]
pub struct Decoded {
    /// The elements, little-endian; those before an error too.
    elements: Py<PyBytes>,
    /// The codebook's index in the header; None where the frame is shorter than header and check.
    index: Option<usize>,
    /// Whether the packet ends with it.
    last: bool,
    /// The base in the header; 0 where there is none.
    base: u16,
    /// Why it is in error, such as `truncated`; None where it is not.
    reason: Option<String>,
}

/// A design: what both ends of a link agree on, with its codebooks.
#[pyclass(frozen, module = "huffwire")]
pub struct Design {
    design: design::Design,
    encoder: PacketEncoder,
    decoder: codec::FrameDecoder,
    scratch: Scratch,
}

impl Design {
    /// How a packet becomes frames where this was asked for, and as the encoder does it where it was not.
    fn choice(&self, index: Option<usize>, base: Option<&Bound<'_, PyAny>>) -> PyResult<Choice> {
        let (design, own) = (&self.design, golden::choice(&self.design));
        let base = match base {
            None => own.base,
            Some(given) => {
                let max = (1u32 << design.element().exponent_bits()) - 1;
                let refuse =
                    || Error::new_err(format!("base: use an exponent, 0 to {max}, `own` or `previous`"));
                match given.extract::<String>() {
                    Ok(name) if name == "own" => Base::Own,
                    Ok(name) if name == "previous" => Base::Previous(0),
                    Ok(_) => return Err(refuse()),
                    Err(_) => {
                        let exponent = given.extract::<u16>().map_err(|_| refuse())?;
                        if u32::from(exponent) > max {
                            return Err(refuse());
                        }
                        Base::Given(exponent)
                    }
                }
            }
        };
        let indices = design.books().indices();
        let select = match index {
            None => own.select,
            Some(index) if index < indices => Select::Index(index),
            Some(index) => {
                return Err(Error::new_err(format!(
                    "index {index}: no such codebook: use 0 to {}",
                    indices - 1
                )));
            }
        };
        Ok(Choice { select, base, ..own })
    }
}

#[pymethods]
impl Design {
    /// Reads a design's file (YAML) and the codebooks that it names.
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Self> {
        let design = design::Design::load(&path).map_err(|error| refused(&error))?;
        Ok(Self {
            encoder: PacketEncoder::new(design.books()),
            decoder: codec::FrameDecoder::new(design.books()),
            scratch: Scratch::default(),
            design,
        })
    }

    /// Beginning of every module's name.
    #[getter]
    fn name(&self) -> &str {
        self.design.name()
    }

    /// The element format, such as `bf16`.
    #[getter]
    fn element(&self) -> String {
        self.design.element().to_string()
    }

    /// Its fixed codebooks, by index.
    #[getter]
    fn codebooks(&self) -> Vec<Codebook> {
        let books = self.design.books().books().iter().zip(self.design.expected_bits());
        books.map(|(book, expected)| Codebook::new(book.clone(), None, *expected)).collect()
    }

    /// What both ends must have in common, 16 hex digits.
    #[getter]
    fn digest(&self) -> String {
        self.books().digest().to_string()
    }

    /// Codebooks that a frame may name, slots and the raw book among them.
    #[getter]
    fn indices(&self) -> usize {
        self.books().indices()
    }

    /// Bits in front of a frame's elements.
    #[getter]
    fn header_bits(&self) -> u32 {
        self.books().header_bits()
    }

    /// Bytes behind a frame's elements.
    #[getter]
    fn check_bytes(&self) -> usize {
        self.books().check_bytes()
    }

    /// Elements of a block; None where a packet is one frame.
    #[getter]
    fn block_elements(&self) -> Option<usize> {
        self.design.encoder().and_then(design::Encoder::block_elements)
    }

    /// The frames of a packet, as the generated encoder sends them.
    ///
    /// index: the codebook's; without it, every frame has the one that makes it smallest.
    /// base: `own`, `previous` or an exponent, where frames have a base; without it, by the design's rule.
    #[pyo3(signature = (packet, *, index=None, base=None))]
    fn encode<'py>(
        &self,
        py: Python<'py>,
        packet: &Bound<'py, PyAny>,
        index: Option<usize>,
        base: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let choice = self.choice(index, base)?;
        let values = elements(packet, self.design.element())?;
        let frames = py.detach(|| self.encoder.packet(choice, values.as_ref()));
        let frames = frames.map_err(|error| refused(&error))?;
        frames.iter().map(|frame| bytes(py, &frame.bytes)).collect()
    }

    /// The elements of a packet's frames, little-endian.
    ///
    /// Raises FrameError for the first frame that is damaged, or says that the packet ends before the last one.
    fn decode<'py>(&self, py: Python<'py>, frames: Vec<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyBytes>> {
        let frames = frames.iter().map(Values::of).collect::<PyResult<Vec<Values>>>()?;
        self.scratch.with(
            py,
            |elements| join(&self.decoder, &frames, elements),
            |joined, elements| match joined {
                Ok(()) => bytes(py, elements),
                Err(Broken::Frame(frame, reason)) => Err(bad_frame(py, frame, reason, elements)),
                Err(Broken::Packet(text)) => Err(Error::new_err(text)),
            },
        )
    }

    /// One frame, whole or damaged: its elements and what its header says.
    fn decode_frame<'py>(&self, py: Python<'py>, frame: &Bound<'py, PyAny>) -> PyResult<Decoded> {
        let values = Values::of(frame)?;
        self.scratch.with(
            py,
            |elements| self.decoder.frame(values.as_ref(), elements),
            |read, elements| {
                Ok(Decoded {
                    elements: bytes(py, elements)?.unbind(),
                    index: read.index,
                    last: read.last,
                    base: read.base,
                    reason: read.verdict.err().map(name),
                })
            },
        )
    }

    fn __repr__(&self) -> String {
        let books = self.books();
        format!(
            "<huffwire.Design {}: {}, {} codebooks>",
            self.design.name(),
            books.element(),
            books.indices()
        )
    }
}

impl Design {
    fn books(&self) -> &Books {
        self.design.books()
    }
}

/// Why frames are no packet.
enum Broken {
    Frame(usize, codec::Reason),
    Packet(String),
}

/// Appends the elements of a packet's frames.
fn join(decoder: &codec::FrameDecoder, frames: &[Values], elements: &mut Vec<u8>) -> Result<(), Broken> {
    for (number, frame) in frames.iter().enumerate() {
        let read = decoder.frame(frame.as_ref(), elements);
        read.verdict.map_err(|reason| Broken::Frame(number, reason))?;
        let end = number + 1 == frames.len();
        if read.last && !end {
            let behind = frames.len() - number - 1;
            return Err(Broken::Packet(format!(
                "frame {number} says that the packet ends with it, and {behind} more were given: decode each packet alone"
            )));
        }
        if end && !read.last {
            return Err(Broken::Packet(format!(
                "frame {number}, the last one given, says that the packet goes on: give all of its frames"
            )));
        }
    }
    match frames.is_empty() {
        true => Err(Broken::Packet("no frames: a packet has one at least, even without elements".to_owned())),
        false => Ok(()),
    }
}

/// An element format by its name, or as it stands in YAML.
pub fn parse_element(text: &str) -> PyResult<Element> {
    if text.trim_start().starts_with('{') {
        return codebook::parse_element(text, Path::new("element")).map_err(|error| refused(&error));
    }
    Element::parse(text).map_err(|error| refused(&error))
}
