//! Which tensor dtype fits which element format.

use crate::element::Element;
use crate::words;
use std::fmt;

/// What a file says that its values are. Named as safetensors names it (`BF16`, `F8_E4M3`); what only numpy
/// has, as numpy does (`V2`, `c16`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dtype {
    name: String,
    bits: u64,
}

/// How well a dtype suits an element format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is the format's own dtype.
    Own,
    /// Integers or opaque bytes of the right width: whoever wrote the file viewed the values as bits.
    Bits,
    /// Something else.
    No,
}

/// Element format, its own dtypes, and those that may carry its bits. `bytes` and custom formats go by width.
const TABLE: [(&str, &[&str], &[&str]); 12] = [
    ("bf16", &["BF16"], &["U16", "I16", "V2"]),
    ("bf16_m1", &["BF16"], &["U16", "I16", "V2"]),
    ("bf16_m2", &["BF16"], &["U16", "I16", "V2"]),
    ("bf16_bytes", &["BF16"], &["U16", "I16", "V2", "U8", "I8", "V1"]),
    ("e4m3", &["F8_E4M3", "F8_E4M3FNUZ"], &["U8", "I8", "V1"]),
    ("e5m2", &["F8_E5M2", "F8_E5M2FNUZ"], &["U8", "I8", "V1"]),
    ("int8", &["I8"], &["U8", "V1"]),
    ("e3m2", &["F6_E3M2"], &["U8", "I8", "V1"]),
    ("e2m3", &["F6_E2M3"], &["U8", "I8", "V1"]),
    ("e2m1", &["F4"], &["U8", "I8", "V1"]),
    ("fp16", &["F16"], &["U16", "I16", "V2"]),
    ("fp32", &["F32"], &["U32", "I32", "V4"]),
];

impl Dtype {
    /// A dtype by its name; `bits` is the width of one value as stored.
    pub fn new(name: impl Into<String>, bits: u64) -> Self {
        Self { name: name.into(), bits }
    }

    /// Bits of one value as stored: 4 and 6 for the packed formats.
    pub fn bits(&self) -> u64 {
        self.bits
    }

    /// Whether it is one 4-bit value in a byte, as numpy saves the 4-bit floats of ml_dtypes: where such values
    /// are asked for, opaque bytes of numpy are nothing else.
    pub(super) fn is_halved(&self) -> bool {
        self.bits == 8 && matches!(self.name.as_str(), "F4" | "V1")
    }

    /// How well values of this dtype suit the element format.
    pub fn fit(&self, element: Element) -> Fit {
        let row = TABLE.iter().find(|(name, ..)| Some(*name) == element.name());
        match row {
            Some((_, own, _)) if own.contains(&self.name.as_str()) => Fit::Own,
            Some((_, _, bits)) if bits.contains(&self.name.as_str()) => Fit::Bits,
            Some(_) => Fit::No,
            None if element.name() == Some("bytes") => Fit::Own,
            None if self.bits == 8 * element.bytes() as u64 => Fit::Own,
            None => Fit::No,
        }
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The dtypes that an element format takes, for people: `BF16 (or its bits as U16, I16, V2)`.
pub fn accepted(element: Element) -> String {
    match TABLE.iter().find(|(name, ..)| Some(*name) == element.name()) {
        Some((_, own, bits)) => format!("{} (or its bits as {})", words::list(*own), words::list(*bits)),
        None if element.name() == Some("bytes") => "every dtype".to_owned(),
        None => format!("dtypes of {}", words::counted(element.bytes(), "byte")),
    }
}
