//! Whether codebooks have gone stale: what the encoder's counters say against what calibration expects.

use super::Table;
use crate::codebook::{Books, Codebook};
use crate::design::counters::{COUNTER_BITS, Counted};
use crate::json;
use crate::words;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// With fewer elements than that a codebook's average says nothing yet.
pub const FEW_ELEMENTS: u64 = 1000;

/// A reading of the counters of a design with `counters: true`, by the names of its manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters(BTreeMap<Counted, u64>);

/// Why counters say nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DriftError {
    /// Not a JSON object.
    #[error("not a JSON object of counters: {0}")]
    Json(String),
    /// A counter's value that none can have.
    #[error("{name}: {value}: a counter is a whole number below 2^{COUNTER_BITS}")]
    Value {
        /// The counter.
        name: String,
        /// Its value, as JSON.
        value: String,
    },
    /// A counter that should be there.
    #[error("no `{name}`: of every index frames, elements and bits are needed, here of 0 to {last}")]
    Missing {
        /// The counter.
        name: String,
        /// The last index.
        last: usize,
    },
    /// Counters of an index beyond the last.
    #[error(
        "`{name}`: the last index is {last}: name every codebook of the design, and --raw where it has the raw book"
    )]
    Beyond {
        /// The counter.
        name: String,
        /// The last index.
        last: usize,
    },
    /// More or fewer bits than the codebook's elements can have.
    #[error(
        "bits_{index} / elements_{index}: {bits:.2} bits an element, but by {book} they have {shortest} to {longest}: \
         are these the codebooks of the design, in its order?"
    )]
    Impossible {
        /// The index.
        index: usize,
        /// Its codebook.
        book: String,
        /// Bits per element as counted.
        bits: f64,
        /// Bits of the shortest element.
        shortest: u32,
        /// Bits of the longest element.
        longest: u32,
    },
}

impl Counters {
    /// Reads a JSON object of counters: name and value. Other names may stand there too, but none twice.
    pub fn parse(text: &str) -> Result<Self, DriftError> {
        let typed: BTreeMap<String, Value> =
            json::parse(text.as_bytes()).map_err(|error| DriftError::Json(json::said(&error)))?;
        let mut counters = BTreeMap::new();
        for (name, value) in typed {
            let Ok(counted) = name.parse::<Counted>() else { continue };
            let count = value.as_u64().filter(|count| count >> COUNTER_BITS == 0);
            let count = count.ok_or_else(|| DriftError::Value { name, value: value.to_string() })?;
            counters.insert(counted, count);
        }
        Ok(Self(counters))
    }

    /// Of these counters and their values, which are below 2^48.
    pub fn new(counters: impl IntoIterator<Item = (Counted, u64)>) -> Self {
        Self(counters.into_iter().collect())
    }

    /// What was counted since an earlier reading, if no counter wrapped more than once.
    pub fn since(mut self, earlier: &Self) -> Self {
        for (counted, count) in &mut self.0 {
            let before = earlier.0.get(counted).copied().unwrap_or(0);
            *count = count.wrapping_sub(before) & ((1 << COUNTER_BITS) - 1);
        }
        self
    }

    fn get(&self, counted: Counted, last: usize) -> Result<u64, DriftError> {
        let missing = || DriftError::Missing { name: counted.to_string(), last };
        self.0.get(&counted).copied().ok_or_else(missing)
    }
}

/// From where on a codebook has gone stale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Percent by which the bits of an element may be more than calibration expects.
    pub bits_percent: f64,
    /// Percent of all elements that may be sent by the raw book.
    pub raw_percent: f64,
}

impl Default for Limits {
    /// 5 % more bits, which is about a tenth of what a bf16 codebook saves, and a tenth of the elements raw.
    fn default() -> Self {
        Self { bits_percent: 5.0, raw_percent: 10.0 }
    }
}

/// What is to be said of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Within the limit.
    Good,
    /// Beyond it, or more bits than the raw book would take: calibrate again.
    Stale,
    /// The raw book alone: more elements than the limit allows are sent with it.
    Often,
    /// Nothing was sent with it.
    Unused,
    /// Fewer than [`FEW_ELEMENTS`] were sent with it.
    Few,
    /// Its file does not say what calibration expects.
    Unknown,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Good => "good",
            Self::Stale => "stale",
            Self::Often => "too often",
            Self::Unused => "unused",
            Self::Few => "too few",
            Self::Unknown => "unknown",
        })
    }
}

/// What was sent with one index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The index.
    pub index: usize,
    /// The codebook's file, or `raw`.
    pub file: String,
    /// Frames.
    pub frames: u64,
    /// Elements.
    pub elements: u64,
    /// Percent of the elements of all indices.
    pub share_percent: f64,
    /// Bits per element that calibration expects, where the file says so.
    pub expected_bits: Option<f64>,
    /// Bits per element as counted, where there are elements.
    pub measured_bits: Option<f64>,
    /// Percent by which these are more than expected.
    pub drift_percent: Option<f64>,
    /// What is to be said of it.
    pub verdict: Verdict,
}

/// What `huffwire drift` prints; as JSON documented in `docs/drift.md`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// From where on a codebook counts as stale.
    pub limits: Limits,
    /// Every index, the raw book last.
    pub indices: Vec<Index>,
    /// Packets that asked for an index beyond the last.
    pub index_beyond: u64,
    /// Files of the codebooks to calibrate again.
    pub recalibrate: Vec<String>,
}

impl Drift {
    /// What the counters say of the books; `files` and `expected_bits` are those of the codebooks without the raw one.
    pub fn new(
        counters: &Counters,
        books: &Books,
        files: &[String],
        expected_bits: &[Option<f64>],
        limits: Limits,
    ) -> Result<Self, DriftError> {
        let last = books.indices() - 1;
        let beyond = |counted: &&Counted| counted.index().is_some_and(|index| index > last);
        if let Some(counted) = counters.0.keys().find(beyond) {
            return Err(DriftError::Beyond { name: counted.to_string(), last });
        }
        let mut indices = Vec::new();
        for (index, book) in books.by_index().enumerate() {
            let count = |what: fn(usize) -> Counted| counters.get(what(index), last);
            let (frames, elements, bits) =
                (count(Counted::Frames)?, count(Counted::Elements)?, count(Counted::Bits)?);
            let raw = Some(index) == books.raw_index();
            let slot = || format!("slot {}", index - books.books().len());
            let file = if raw { "raw".to_owned() } else { files.get(index).cloned().unwrap_or_else(slot) };
            let measured = (elements > 0).then(|| bits as f64 / elements as f64);
            if let Some(bits) = measured.filter(|_| elements >= FEW_ELEMENTS) {
                // A slot can have held anything.
                let of = |book: &Codebook| (book.shortest_element(), book.longest_element());
                let (shortest, longest) =
                    book.map_or((books.shortest_element(), books.longest_element()), of);
                // Read while it counts, a reading may be some elements apart from itself.
                if bits < 0.99 * f64::from(shortest) || bits > 1.01 * f64::from(longest) {
                    return Err(DriftError::Impossible { index, book: file, bits, shortest, longest });
                }
            }
            let expected_bits = expected_bits.get(index).copied().flatten();
            let drift_percent =
                measured.zip(expected_bits).map(|(measured, expected)| 100.0 * (measured / expected - 1.0));
            let verdict = match measured {
                None => Verdict::Unused,
                Some(_) if raw => Verdict::Good,
                Some(_) if elements < FEW_ELEMENTS => Verdict::Few,
                Some(bits) if bits > books.element().bits().into() => Verdict::Stale,
                Some(bits) => match expected_bits {
                    None => Verdict::Unknown,
                    Some(expected) if 100.0 * bits > (100.0 + limits.bits_percent) * expected => {
                        Verdict::Stale
                    }
                    Some(_) => Verdict::Good,
                },
            };
            indices.push(Index {
                index,
                file,
                frames,
                elements,
                share_percent: 0.0,
                expected_bits,
                measured_bits: measured,
                drift_percent,
                verdict,
            });
        }
        let all: u64 = indices.iter().map(|index| index.elements).sum();
        for index in indices.iter_mut().filter(|index| index.elements > 0) {
            index.share_percent = 100.0 * index.elements as f64 / all as f64;
        }
        if let Some(raw) = books.raw_index().map(|index| &mut indices[index])
            && all >= FEW_ELEMENTS
            && raw.share_percent > limits.raw_percent
        {
            raw.verdict = Verdict::Often;
        }
        let stale = indices.iter().filter(|index| index.verdict == Verdict::Stale);
        Ok(Self {
            limits,
            recalibrate: stale.map(|index| index.file.clone()).collect(),
            indices,
            index_beyond: counters.0.get(&Counted::IndexBeyond).copied().unwrap_or(0),
        })
    }

    /// Whether some codebook has gone stale, or too much is sent raw.
    pub fn stale(&self) -> bool {
        self.indices.iter().any(|index| matches!(index.verdict, Verdict::Stale | Verdict::Often))
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table =
            Table::new(["codebook", "frames", "elements", "share", "expected", "measured", "drift", ""]);
        let bits = |bits: Option<f64>| bits.map_or("-".to_owned(), |bits| format!("{bits:.3}"));
        for index in &self.indices {
            table.row(vec![
                index.file.clone(),
                index.frames.to_string(),
                index.elements.to_string(),
                format!("{:.1} %", index.share_percent),
                bits(index.expected_bits),
                bits(index.measured_bits),
                index.drift_percent.map_or("-".to_owned(), |percent| words::signed(percent, 1) + " %"),
                index.verdict.to_string(),
            ]);
        }
        writeln!(f, "{table}")?;
        for file in &self.recalibrate {
            writeln!(f, "calibrate {file} again: it takes more bits than it should")?;
        }
        for raw in self.indices.iter().filter(|index| index.verdict == Verdict::Often) {
            writeln!(
                f,
                "{:.1} % of the elements are sent raw: no codebook suits them; calibrate one on such data",
                raw.share_percent
            )?;
        }
        if self.index_beyond > 0 {
            writeln!(
                f,
                "{} asked for an index beyond the last and went with the last: see s_axis_tuser",
                words::counted(self.index_beyond, "packet")
            )?;
        }
        if !self.stale() {
            writeln!(f, "no codebook to calibrate again")?;
        }
        Ok(())
    }
}
