//! A dump of an encoder's registers: its counters.

use super::{Map, Side};
use crate::design::Design;
use crate::design::counters::Counted;
use std::collections::BTreeMap;

/// Why a dump says nothing of the counters.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DumpError {
    /// A line that is none of a dump.
    #[error(
        "line {line}: `{text}`: an address and what is there are expected, hexadecimal, as in 0x100: 0x0000002a"
    )]
    Line {
        /// Counted from 1.
        line: usize,
        /// The line.
        text: String,
    },
    /// No whole words.
    #[error("{0} bytes, which are no words of 4 bytes")]
    Bytes(usize),
    /// A design without registers, or whose encoder does not count.
    #[error(
        "a dump of registers, and the design has no counters in registers: it needs `registers: axi_lite` and `counters: true`"
    )]
    NoCounters,
    /// Something else was dumped.
    #[error("{name} at {address:#05x} is {found:#010x}, and the encoder's is {expected:#010x}: {what}")]
    Other {
        /// The register.
        name: String,
        /// Its address.
        address: u32,
        /// What stands there.
        found: u32,
        /// What should.
        expected: u32,
        /// What that means.
        what: &'static str,
    },
    /// A register that is not in it.
    #[error(
        "no word of address {address:#05x} ({name}): all counters are needed, and CONTROL.snapshot before they are read"
    )]
    Missing {
        /// The register.
        name: String,
        /// Its address.
        address: u32,
    },
}

/// Words by their addresses, of which the lowest 12 bits count.
fn words(bytes: &[u8]) -> Result<BTreeMap<u32, u32>, DumpError> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let Some(text) = text else {
        let (words, []) = bytes.as_chunks::<4>() else { return Err(DumpError::Bytes(bytes.len())) };
        return Ok((0..).step_by(4).zip(words.iter().map(|word| u32::from_le_bytes(*word))).collect());
    };
    let hex = |word: &str| {
        let digits = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")).unwrap_or(word);
        let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        plain.then(|| u64::from_str_radix(digits, 16).ok()).flatten()
    };
    let mut words = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let typed = line.split('#').next().unwrap_or_default().trim();
        if typed.is_empty() {
            continue;
        }
        let wrong = || DumpError::Line { line: number + 1, text: typed.chars().take(60).collect() };
        // What a monitor prints as letters stands behind a wider gap.
        let (address, rest) = typed.split_once([':', ' ', '\t']).ok_or_else(wrong)?;
        let rest = rest.trim_start_matches([':', ' ', '\t']);
        let address = hex(address).ok_or_else(wrong)? as u32 & 0xfff;
        let shown = rest.split("  ").next().unwrap_or_default();
        let values: Option<Vec<u32>> =
            shown.split_whitespace().map(|word| hex(word)?.try_into().ok()).collect();
        let values = values.filter(|values| !values.is_empty()).ok_or_else(wrong)?;
        words.extend((address..).step_by(4).zip(values));
    }
    Ok(words)
}

/// The counters in a dump of a design's encoder: lines of an address and the words from there on, hexadecimal, `#` before what is
/// none of it; or the registers' bytes from the first one on, little-endian.
///
/// # Errors
/// What is no dump, or one of something else, and counters that are not in it.
pub fn counters(dump: &[u8], design: &Design) -> Result<Vec<(Counted, u64)>, DumpError> {
    let layout = design.counter_layout();
    let map = Map::of(design, Side::Encoder).filter(|_| !layout.is_empty()).ok_or(DumpError::NoCounters)?;
    let words = words(dump)?;
    for (name, what) in [
        ("ID", "these are not Huffwire's registers, or those of another version"),
        ("CAPABILITIES", "these are the registers of another design, or of the decoder"),
        ("DIGEST_LOW", "these are the registers of another design"),
        ("DIGEST_HIGH", "these are the registers of another design"),
    ] {
        let Some(register) = map.register(name) else { continue };
        let (address, expected) = (register.offset, register.reset());
        if let Some(&found) = words.get(&address).filter(|found| **found != expected) {
            return Err(DumpError::Other { name: name.to_owned(), address, found, expected, what });
        }
    }
    let word = |name: String| {
        let address = map.register(&name).map_or(0, |register| register.offset);
        let found = words.get(&address).map(|word| u64::from(*word));
        found.ok_or(DumpError::Missing { name, address })
    };
    let of = |counted: Counted| {
        let name = counted.to_string().to_uppercase();
        Ok((counted, word(format!("{name}_LOW"))? | word(format!("{name}_HIGH"))? << 32))
    };
    layout.into_iter().map(|counter| of(counter.counted)).collect()
}
