//! Files of counts, `.hist.json`: what `huffwire histogram` writes on every host, and `calibrate` and
//! `analyze` take in place of the tensors. Counts are kept per tensor, so nothing is lost: whatever the
//! split of the tensors over hosts and files, the result is the same to the last digit.
//!
//! ```json
//! {"format": "huffwire histograms", "version": 1, "element": "bf16", "views": ["bf16", "bf16_bytes"],
//!  "tensors": [
//! {"file": "a.safetensors", "name": "w", "counts": {"bf16": {"118": 4, "119": 2}, "bf16_bytes": {"0": 12}}}
//! ]}
//! ```
//!
//! Tensors are read one at a time, so memory does not grow with the file.

use super::{Histogram, View};
use crate::element::Element;
use crate::json::{self, Unique};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

/// What the first key says.
const FORMAT: &str = "huffwire histograms";
/// The version that is written and read.
const VERSION: u64 = 1;

/// Whether a file of that name holds counts.
pub fn is_counts(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().to_ascii_lowercase().ends_with(".hist.json"))
}

/// What comes before the tensors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// What the tensors' values are.
    pub element: Element,
    /// The views counted.
    pub views: Vec<View>,
}

/// A tensor's counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The tensor's file, as typed where it was counted.
    pub file: String,
    /// The tensor's name in it.
    pub name: String,
    /// A histogram per view, in the order of the header's.
    pub histograms: Vec<Histogram>,
}

/// A file of counts that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CountsError {
    /// It could not be read.
    #[error("{}: cannot be read", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// It is none, or damaged.
    #[error("{}: {message}", file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// What is wrong, with line and column.
        message: String,
    },
}

/// Writes the beginning, then tensors one by one, then the end.
pub struct Writer<W: Write> {
    to: W,
    views: Vec<String>,
    tensors: u64,
}

impl<W: Write> Writer<W> {
    /// Writes the header.
    pub fn new(mut to: W, header: &Header) -> io::Result<Self> {
        let views: Vec<String> = header.views.iter().map(View::to_string).collect();
        let (element, names) = (serde_json::to_string(&header.element)?, serde_json::to_string(&views)?);
        write!(
            to,
            "{{\"format\": \"{FORMAT}\", \"version\": {VERSION}, \"element\": {element}, \"views\": {names},\n\"tensors\": ["
        )?;
        Ok(Self { to, views, tensors: 0 })
    }

    /// Writes a tensor on a line of its own.
    ///
    /// # Panics
    /// When there are not as many histograms as views.
    pub fn write(&mut self, file: &str, name: &str, histograms: &[Histogram]) -> io::Result<()> {
        #[derive(Serialize)]
        struct Line<'a> {
            file: &'a str,
            name: &'a str,
            counts: BTreeMap<&'a str, BTreeMap<usize, u64>>,
        }
        assert_eq!(histograms.len(), self.views.len(), "a histogram per view");
        let sparse = |histogram: &Histogram| {
            histogram.counts().iter().copied().enumerate().filter(|&(_, count)| count != 0).collect()
        };
        let counts = self.views.iter().map(String::as_str).zip(histograms.iter().map(sparse)).collect();
        self.to.write_all(if self.tensors == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut self.to, &Line { file, name, counts })?;
        self.tensors += 1;
        Ok(())
    }

    /// Writes the end.
    pub fn finish(mut self) -> io::Result<W> {
        self.to.write_all(b"\n]}\n")?;
        Ok(self.to)
    }
}

/// Reads a file of counts and calls `each` with every tensor, in the order of the file; ends early with the
/// first error that `each` returns, as the inner result.
pub fn read<E>(
    path: &Path,
    mut each: impl FnMut(&Header, Counted) -> Result<(), E>,
) -> Result<Result<Header, E>, CountsError> {
    let file = File::open(path).map_err(|source| CountsError::Read { file: path.to_owned(), source })?;
    let mut stopped = None;
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, file));
    let document = Document {
        each: &mut |header, counted| match each(header, counted) {
            Ok(()) => true,
            Err(error) => {
                stopped = Some(error);
                false
            }
        },
    };
    let header = document.deserialize(&mut json).and_then(|header| json.end().map(|()| header));
    match (stopped, header) {
        (Some(error), _) => Ok(Err(error)),
        (None, Ok(header)) => Ok(Ok(header)),
        (None, Err(error)) if error.is_io() => {
            Err(CountsError::Read { file: path.to_owned(), source: error.into() })
        }
        (None, Err(error)) => {
            let message = if error.is_eof() {
                format!("cut off: {error}; write it again with `huffwire histogram`")
            } else {
                error.to_string()
            };
            Err(CountsError::Malformed { file: path.to_owned(), message })
        }
    }
}

/// The whole file: keys in any order, but the tensors last.
struct Document<'a> {
    each: &'a mut dyn FnMut(&Header, Counted) -> bool,
}

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = Header;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Header, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = Header;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a file of counts, as `huffwire histogram` writes it")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
        let (mut format, mut element, mut views) = (None::<String>, None::<Element>, None::<Vec<String>>);
        let mut version = None::<u64>;
        let mut header = None;
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                return Err(json::twice(&key));
            }
            match key.as_str() {
                "format" => format = Some(map.next_value()?),
                "version" => version = Some(map.next_value()?),
                "element" => element = Some(map.next_value()?),
                "views" => views = Some(map.next_value()?),
                "tensors" => {
                    if format.as_deref() != Some(FORMAT) {
                        return Err(de::Error::custom(format!(
                            "no file of counts: `format` is not \"{FORMAT}\""
                        )));
                    }
                    if version != Some(VERSION) {
                        let version = version
                            .map_or_else(|| "no version".to_owned(), |version| format!("version {version}"));
                        let message =
                            format!("{version} of the format; this program reads version {VERSION}");
                        return Err(de::Error::custom(message));
                    }
                    let missing = |what| de::Error::custom(format!("`{what}` must stand before `tensors`"));
                    let parsed = |name: &String| {
                        View::parse(name).ok_or_else(|| de::Error::custom(format!("unknown view `{name}`")))
                    };
                    let names = views.take().ok_or_else(|| missing("views"))?;
                    let views = names.iter().map(parsed).collect::<Result<Vec<View>, A::Error>>()?;
                    if let Some(at) = (1..views.len()).find(|&at| views[..at].contains(&views[at])) {
                        return Err(de::Error::custom(format!("the view `{}` stands twice", names[at])));
                    }
                    let head = Header { element: element.ok_or_else(|| missing("element"))?, views };
                    map.next_value_seed(Tensors { header: &head, names: &names, each: &mut *self.each })?;
                    header = Some(head);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        header.ok_or_else(|| de::Error::missing_field("tensors"))
    }
}

/// The list of tensors, given away one by one.
struct Tensors<'a> {
    header: &'a Header,
    names: &'a [String],
    each: &'a mut dyn FnMut(&Header, Counted) -> bool,
}

impl<'de> DeserializeSeed<'de> for Tensors<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

/// A tensor as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    file: String,
    name: String,
    // Symbols as text: a file that ends within a key is cut off, and says so only for strings.
    counts: Unique<Unique<u64>>,
}

/// A symbol by the one way to write it: `07` beside `7` would be the same symbol twice.
fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number: &usize| number.to_string() == text)
}

impl<'de> Visitor<'de> for Tensors<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of tensors")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(line) = seq.next_element::<Line>()? {
            let wrong = |what: String| de::Error::custom(format!("tensor {}: {what}", line.name));
            let mut histograms = Vec::new();
            for (view, name) in self.header.views.iter().zip(self.names) {
                let sparse = line
                    .counts
                    .0
                    .get(name)
                    .ok_or_else(|| wrong(format!("no counts of the view `{name}`")))?;
                let mut counts = vec![0; view.element.alphabet()];
                for (symbol, &count) in &sparse.0 {
                    let slot = number(symbol).and_then(|symbol| counts.get_mut(symbol)).ok_or_else(|| {
                        wrong(format!(
                            "symbol {symbol} of `{name}`, which has 0 to {}",
                            view.element.alphabet() - 1
                        ))
                    })?;
                    *slot = count;
                }
                // Far above any tensor, and far below what sums of them overflow at.
                if counts.iter().map(|&count| u128::from(count)).sum::<u128>() >> 48 != 0 {
                    return Err(wrong(format!("2^48 or more symbols of `{name}`")));
                }
                histograms.push(Histogram::from_counts(view.element, counts));
            }
            let counted = Counted { file: line.file, name: line.name, histograms };
            if !(self.each)(self.header, counted) {
                // The caller knows why and does not look at this.
                return Err(de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
