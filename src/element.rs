//! Element formats: which bits of a tensor's value are the entropy-coded symbol.
//!
//! An element is one value as it lies in memory (1, 2 or 4 bytes, little-endian). A contiguous field of
//! 1 to 10 bits of it is the *symbol*; the other significant bits are *raw* and travel verbatim behind the
//! symbol's codeword, most significant first. A format is only a choice of wires: it costs no logic.
//!
//! The symbol's upper bits can be an *exponent*, which designs with a base code relative to the frame's own scale.

use crate::words::{self, nearest, shown};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The widest symbol, bits.
pub const MAX_SYMBOL_BITS: u32 = 10;

/// One element format. Always valid: `low <= high < bits <= 8 * bytes`, the symbol has 1 to 10 bits, and the exponent
/// none or 2 to 8 of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Element {
    name: Option<&'static str>,
    bytes: u8,
    bits: u8,
    high: u8,
    low: u8,
    exponent: u8,
}

/// Every named format, in the order of the table in `docs/stream-format.md`.
pub const NAMED: [Element; 13] = [
    Element::table("bf16", 2, 16, 14, 7, 8),
    Element::table("bf16_m1", 2, 16, 14, 6, 8),
    Element::table("bf16_m2", 2, 16, 14, 5, 8),
    Element::table("bf16_bytes", 1, 8, 7, 0, 0),
    Element::table("e4m3", 1, 8, 7, 0, 0),
    Element::table("e5m2", 1, 8, 7, 0, 0),
    Element::table("int8", 1, 8, 7, 0, 0),
    Element::table("bytes", 1, 8, 7, 0, 0),
    Element::table("e3m2", 1, 6, 5, 0, 0),
    Element::table("e2m3", 1, 6, 5, 0, 0),
    Element::table("e2m1", 1, 8, 7, 0, 0),
    Element::table("fp16", 2, 16, 14, 10, 5),
    Element::table("fp32", 4, 32, 30, 23, 8),
];

/// Why a description is no element format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ElementError {
    /// Not a name of [`NAMED`].
    #[error(
        "unknown element format `{}`{}use one of {}, or a field such as {{ bytes: 2, symbol: \"14:7\" }}",
        shown(.0),
        meant(.0).map_or(": ".to_owned(), |name| format!(", did you mean `{name}`? Else ")),
        words::list(names())
    )]
    Unknown(String),
    /// Elements are 1, 2 or 4 bytes.
    #[error("element of {0} bytes: an element has 1, 2 or 4 bytes")]
    Bytes(u64),
    /// More significant bits than the container holds, or none.
    #[error("element with {bits} significant bits in {bytes} byte(s): use 1 to {}", bytes * 8)]
    Bits {
        /// Significant bits asked for.
        bits: u64,
        /// Bytes of the container.
        bytes: u64,
    },
    /// The symbol field is not two numbers `high:low`.
    #[error("symbol field `{0}`: write it as \"high:low\", for instance \"14:7\"")]
    Field(String),
    /// The symbol field lies outside the significant bits, or is empty, or has more than 10 bits.
    #[error(
        "symbol field \"{high}:{low}\" of {bits} significant bits: it needs 1 to {MAX_SYMBOL_BITS} bits, high not below low, high at most {}",
        bits - 1
    )]
    Symbol {
        /// Highest bit of the field.
        high: u64,
        /// Lowest bit of the field.
        low: u64,
        /// Significant bits of the element.
        bits: u64,
    },
    /// An exponent that the symbol's upper bits cannot be.
    #[error(
        "exponent of {exponent} bits in a symbol of {symbol}: {}",
        match symbol {
            1 => "leave it out, there is no room for one".to_owned(),
            symbol => format!("use 2 to {}, or leave it out", (*symbol).min(8)),
        }
    )]
    Exponent {
        /// Bits asked for.
        exponent: u64,
        /// Bits of the symbol.
        symbol: u64,
    },
}

fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().filter_map(|element| element.name)
}

/// The format that somebody may mean by another name.
fn meant(typed: &str) -> Option<&'static str> {
    /// What frameworks call them.
    const ELSEWHERE: [(&str, &str); 25] = [
        ("bfloat16", "bf16"),
        ("half", "fp16"),
        ("float16", "fp16"),
        ("f16", "fp16"),
        ("single", "fp32"),
        ("float", "fp32"),
        ("float32", "fp32"),
        ("f32", "fp32"),
        ("fp8", "e4m3"),
        ("float8_e4m3", "e4m3"),
        ("float8_e4m3fn", "e4m3"),
        ("f8_e4m3", "e4m3"),
        ("fp8_e4m3", "e4m3"),
        ("float8_e5m2", "e5m2"),
        ("f8_e5m2", "e5m2"),
        ("fp8_e5m2", "e5m2"),
        ("float6_e3m2fn", "e3m2"),
        ("float6_e2m3fn", "e2m3"),
        ("float4_e2m1fn", "e2m1"),
        ("fp4", "e2m1"),
        ("i8", "int8"),
        ("uint8", "bytes"),
        ("u8", "bytes"),
        ("byte", "bytes"),
        ("raw", "bytes"),
    ];
    let typed = typed.trim().to_lowercase();
    let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == typed).map(|(_, element)| *element);
    elsewhere.or_else(|| nearest(&typed, names()))
}

impl Element {
    const fn table(name: &'static str, bytes: u8, bits: u8, high: u8, low: u8, exponent: u8) -> Self {
        Self { name: Some(name), bytes, bits, high, low, exponent }
    }

    /// The format of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        NAMED.into_iter().find(|e| e.name == Some(name))
    }

    /// A custom format: `bytes` of container, the low `bits` of it significant, bits `high..=low` the symbol.
    pub fn custom(bytes: u64, bits: u64, high: u64, low: u64) -> Result<Self, ElementError> {
        if !matches!(bytes, 1 | 2 | 4) {
            return Err(ElementError::Bytes(bytes));
        }
        if bits == 0 || bits > bytes * 8 {
            return Err(ElementError::Bits { bits, bytes });
        }
        if low > high || high >= bits || high - low >= MAX_SYMBOL_BITS.into() {
            return Err(ElementError::Symbol { high, low, bits });
        }
        // All four are at most 32 here.
        Ok(Self {
            name: None,
            bytes: bytes as u8,
            bits: bits as u8,
            high: high as u8,
            low: low as u8,
            exponent: 0,
        })
    }

    /// The same custom format, of whose symbol the upper `exponent` bits are an exponent.
    ///
    /// # Errors
    /// Fewer than 2 bits, more than 8, or more than the symbol has.
    pub fn with_exponent(self, exponent: u64) -> Result<Self, ElementError> {
        let symbol = u64::from(self.symbol_bits());
        if !(2..=symbol.min(8)).contains(&exponent) {
            return Err(ElementError::Exponent { exponent, symbol });
        }
        Ok(Self { name: None, exponent: exponent as u8, ..self })
    }

    /// Parses a name of the table or a digest name (`custom:2:16:14:7`: bytes, significant bits, high, low; then the
    /// exponent's bits, if there is one).
    pub fn parse(text: &str) -> Result<Self, ElementError> {
        if let Some(named) = Self::named(text) {
            return Ok(named);
        }
        let unknown = || ElementError::Unknown(text.to_owned());
        let fields = text.strip_prefix("custom:").ok_or_else(unknown)?;
        let numbers: Vec<u64> =
            fields.split(':').map(str::parse).collect::<Result<_, _>>().map_err(|_| unknown())?;
        match numbers[..] {
            [bytes, bits, high, low] => Self::custom(bytes, bits, high, low),
            [bytes, bits, high, low, exponent] => {
                Self::custom(bytes, bits, high, low)?.with_exponent(exponent)
            }
            _ => Err(unknown()),
        }
    }

    /// Whether the other format is the same choice of bits under another name, or without one. What of them is an
    /// exponent is no matter of wires.
    pub fn same_wires(&self, other: &Self) -> bool {
        let Self { name: _, bytes, bits, high, low, exponent: _ } = *self;
        (bytes, bits, high, low) == (other.bytes, other.bits, other.high, other.low)
    }

    /// The table's name, or `None` for a custom format.
    pub fn name(&self) -> Option<&'static str> {
        self.name
    }

    /// Bytes of one element in memory and on the uncompressed bus: 1, 2 or 4.
    pub fn bytes(&self) -> usize {
        self.bytes.into()
    }

    /// Significant bits; those above are zero in every valid element.
    pub fn bits(&self) -> u32 {
        self.bits.into()
    }

    /// Highest bit of the symbol's field.
    pub fn high(&self) -> u32 {
        self.high.into()
    }

    /// Lowest bit of the symbol's field.
    pub fn low(&self) -> u32 {
        self.low.into()
    }

    /// Bits of the symbol: 1 to 10.
    pub fn symbol_bits(&self) -> u32 {
        self.high() - self.low() + 1
    }

    /// Number of symbol values: 2 to 1024.
    pub fn alphabet(&self) -> usize {
        1 << self.symbol_bits()
    }

    /// Bits of the exponent, which is the symbol's upper ones: 2 to 8, or 0 where the format has none of its own width.
    pub fn exponent_bits(&self) -> u32 {
        self.exponent.into()
    }

    /// Bits of the symbol below its exponent.
    pub fn below_exponent(&self) -> u32 {
        self.symbol_bits() - self.exponent_bits()
    }

    /// Bits sent verbatim behind the codeword: 0 to 31.
    pub fn raw_bits(&self) -> u32 {
        self.bits() - self.symbol_bits()
    }

    /// The significant bits, as a mask.
    pub fn mask(&self) -> u32 {
        u32::MAX >> (32 - self.bits())
    }

    /// The symbol of an element's value.
    pub fn symbol(&self, value: u32) -> u16 {
        (value >> self.low & (self.alphabet() as u32 - 1)) as u16
    }

    /// The raw bits of an element's value, right-aligned: those above the symbol, then those below.
    pub fn raw(&self, value: u32) -> u32 {
        let below = value & ((1 << self.low) - 1);
        let above = ((value & self.mask()) as u64 >> (self.high + 1)) as u32;
        above << self.low | below
    }

    /// The element's value made of its symbol and raw bits: the inverse of [`symbol`](Self::symbol) and [`raw`](Self::raw).
    pub fn join(&self, symbol: u16, raw: u32) -> u32 {
        let below = raw & ((1 << self.low) - 1);
        let above = u64::from(raw >> self.low) << (self.high + 1);
        above as u32 | u32::from(symbol) << self.low | below
    }

    /// The value of the element whose little-endian bytes these are (as many as [`bytes`](Self::bytes) says).
    pub fn value(&self, bytes: &[u8]) -> u32 {
        bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte))
    }

    /// Name under which the digest knows the format: the table's, or `custom:2:16:14:7`.
    pub fn digest_name(&self) -> String {
        match self.name {
            Some(name) => name.to_owned(),
            None => {
                let Self { name: _, bytes, bits, high, low, exponent } = self;
                let exponent = if *exponent > 0 { format!(":{exponent}") } else { String::new() };
                format!("custom:{bytes}:{bits}:{high}:{low}{exponent}")
            }
        }
    }
}

impl fmt::Display for Element {
    /// As it is written in YAML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Some(name) => f.write_str(name),
            None => {
                let Self { name: _, bytes, bits, high, low, exponent } = self;
                write!(f, "{{ bytes: {bytes}, ")?;
                if *bits != 8 * bytes {
                    write!(f, "bits: {bits}, ")?;
                }
                write!(f, "symbol: \"{high}:{low}\"")?;
                if *exponent > 0 {
                    write!(f, ", exponent: {exponent}")?;
                }
                f.write_str(" }")
            }
        }
    }
}

/// A custom format as it is typed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    bits: Option<u64>,
    symbol: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exponent: Option<u64>,
}

impl TryFrom<Fields> for Element {
    type Error = ElementError;

    fn try_from(typed: Fields) -> Result<Self, ElementError> {
        let field = || ElementError::Field(typed.symbol.clone());
        let (high, low) = typed.symbol.split_once(':').ok_or_else(field)?;
        let number = |text: &str| text.trim().parse::<u64>().map_err(|_| field());
        let bits = typed.bits.unwrap_or(typed.bytes.saturating_mul(8));
        let element = Self::custom(typed.bytes, bits, number(high)?, number(low)?)?;
        typed.exponent.map_or(Ok(element), |exponent| element.with_exponent(exponent))
    }
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Element;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an element format: a name such as bf16, or { bytes: 2, symbol: \"14:7\" }")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Element, E> {
                Element::named(text).ok_or_else(|| E::custom(ElementError::Unknown(text.to_owned())))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Element, A::Error> {
                let fields = Fields::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                fields.try_into().map_err(serde::de::Error::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl Serialize for Element {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.name {
            Some(name) => serializer.serialize_str(name),
            None => Fields {
                bytes: self.bytes.into(),
                bits: (self.bits != 8 * self.bytes).then_some(self.bits.into()),
                symbol: format!("{}:{}", self.high, self.low),
                exponent: (self.exponent > 0).then_some(self.exponent.into()),
            }
            .serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bf16_splits_into_sign_exponent_mantissa() {
        let bf16 = Element::named("bf16").unwrap();
        // -1.5 is 1_01111111_1000000.
        assert_eq!(bf16.symbol(0xbfc0), 127);
        assert_eq!(bf16.raw(0xbfc0), 0b1_1000000);
        assert_eq!((bf16.symbol_bits(), bf16.raw_bits(), bf16.alphabet()), (8, 8, 256));
    }

    #[test]
    fn wide_symbols_are_exponent_and_mantissa() {
        let m2 = Element::named("bf16_m2").unwrap();
        assert_eq!(m2.symbol(0xbfc0), 127 << 2 | 0b10);
        assert_eq!(m2.raw(0xbfc0), 0b1_00000);
        assert_eq!((m2.symbol_bits(), m2.raw_bits(), m2.alphabet(), m2.exponent_bits()), (10, 6, 1024, 8));
    }

    #[test]
    fn bits_above_the_significant_ones_are_ignored() {
        let e3m2 = Element::named("e3m2").unwrap();
        assert_eq!(e3m2.symbol(0xff), 0x3f);
        assert_eq!(e3m2.raw(0xff), 0);
        let two = Element::custom(1, 2, 1, 1).unwrap();
        assert_eq!(two.raw(0xfd), 1);
    }

    #[test]
    fn impossible_fields_are_refused() {
        assert_eq!(Element::custom(3, 8, 7, 0), Err(ElementError::Bytes(3)));
        assert_eq!(Element::custom(1, 9, 7, 0), Err(ElementError::Bits { bits: 9, bytes: 1 }));
        for (bits, high, low) in [(16, 16, 9), (16, 3, 4), (16, 10, 0), (6, 7, 0)] {
            assert_eq!(Element::custom(2, bits, high, low), Err(ElementError::Symbol { high, low, bits }));
        }
        let three = Element::custom(1, 3, 2, 0).unwrap();
        for exponent in [0, 1, 4, 9] {
            assert_eq!(three.with_exponent(exponent), Err(ElementError::Exponent { exponent, symbol: 3 }));
        }
        let ten = Element::custom(2, 16, 9, 0).unwrap();
        assert_eq!(ten.with_exponent(9), Err(ElementError::Exponent { exponent: 9, symbol: 10 }));
        assert!(Element::parse("bf17").is_err());
        assert!(Element::parse("custom:1:2").is_err());
    }

    fn any_element() -> impl Strategy<Value = Element> {
        (prop::sample::select(vec![1u64, 2, 4]), 1u64..=32, 0u64..32, 0u64..10, 0u64..=8).prop_filter_map(
            "fits",
            |(bytes, bits, low, width, exponent)| {
                let element = Element::custom(bytes, bits, low + width, low).ok()?;
                if exponent < 2 { Some(element) } else { element.with_exponent(exponent).ok() }
            },
        )
    }

    proptest! {
        #[test]
        fn join_undoes_the_split(element in any_element(), value: u32) {
            let value = value & element.mask();
            prop_assert_eq!(element.join(element.symbol(value), element.raw(value)), value);
            prop_assert!(u64::from(element.raw(value)) < 1 << element.raw_bits());
        }

        #[test]
        fn names_round_trip(element in any_element()) {
            prop_assert_eq!(Element::parse(&element.digest_name()), Ok(element));
            let yaml = serde_yaml::to_string(&element).unwrap();
            prop_assert_eq!(serde_yaml::from_str::<Element>(&yaml).unwrap(), element);
            prop_assert_eq!(serde_yaml::from_str::<Element>(&element.to_string()).unwrap(), element);
        }
    }
}
