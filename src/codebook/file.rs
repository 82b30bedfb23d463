//! The codebook file.

use super::{Codebook, CodebookError, Coded, Digest};
use crate::element::Element;
use crate::yaml::{self, YamlError};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::path::Path;

/// Reads a codebook file.
pub fn load(file: &Path) -> Result<Codebook, YamlError> {
    check(yaml::load(file)?, file)
}

/// Reads a codebook file, and the bits per element that its calibration expects, where `source` says so: a number
/// from the shortest element to the longest.
pub fn load_with_bits(file: &Path) -> Result<(Codebook, Option<f64>), YamlError> {
    let typed: Typed = yaml::load(file)?;
    let expected = typed.source.as_ref().and_then(|source| source.get("expected_bits")).cloned();
    let book = check(typed, file)?;
    let Some(expected) = expected.filter(|expected| !expected.is_null()) else { return Ok((book, None)) };
    let (shortest, longest) = (book.shortest_element(), book.longest_element());
    // Files are written with six decimals.
    let range = f64::from(shortest) - 1e-6..=f64::from(longest) + 1e-6;
    match expected.as_f64().filter(|bits| range.contains(bits)) {
        Some(bits) => Ok((book, Some(bits))),
        None => Err(YamlError::Value {
            file: file.to_owned(),
            key: "source.expected_bits".to_owned(),
            message: format!(
                "{}: elements by this codebook have {shortest} to {longest} bits: correct it or leave it out",
                serde_yaml::to_string(&expected).unwrap_or_default().trim().replace('\n', " ")
            ),
        }),
    }
}

/// Reads the text of a codebook file; `file` is only for errors.
pub fn parse(text: &str, file: &Path) -> Result<Codebook, YamlError> {
    check(yaml::parse(text, file)?, file)
}

/// The text of a codebook file, one symbol a line, so that two of them can be compared by eye and by `diff`.
pub fn to_yaml(book: &Codebook) -> String {
    let mut text = format!("element: {}\nmax_length: {}\n", book.element(), book.max_length());
    if let Some(escape) = book.escape() {
        text += &format!("escape: {escape}\n");
    }
    let coded = book.lengths().iter().enumerate().filter(|(_, length)| **length != 0);
    let lines: String = coded.map(|(symbol, length)| format!("  {symbol}: {length}\n")).collect();
    text += &if lines.is_empty() { "lengths: {}\n".to_owned() } else { format!("lengths:\n{lines}") };
    // Quoted, because some digests would be numbers.
    text += &format!("digest: \"{}\"\n", book.digest());
    text
}

/// What is typed.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    element: Element,
    max_length: u64,
    escape: Option<u64>,
    lengths: Lengths,
    digest: Option<String>,
    /// Where `calibrate` took it from: for people, and so anything may stand here.
    source: Option<serde_yaml::Value>,
}

/// Symbol and length in the order typed. A map type would let the second of two equal keys win silently.
struct Lengths(Vec<(u64, u64)>);

impl<'de> Deserialize<'de> for Lengths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Lengths;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map of symbol value to code length, such as { 0: 1, 1: 2 }")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lengths, A::Error> {
                let mut pairs: Vec<(u64, u64)> = Vec::new();
                while let Some((symbol, length)) = map.next_entry()? {
                    if pairs.iter().any(|&(seen, _)| seen == symbol) {
                        let message = format!("symbol {symbol} stands twice: take one of the two lines out");
                        return Err(serde::de::Error::custom(message));
                    }
                    pairs.push((symbol, length));
                }
                Ok(Lengths(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

fn check(typed: Typed, file: &Path) -> Result<Codebook, YamlError> {
    let book = build(&typed).map_err(|error| {
        let key = match &error {
            CodebookError::MaxLength(_) => "max_length".to_owned(),
            CodebookError::Alphabet { symbol, .. } => format!("lengths.{symbol}"),
            CodebookError::Length { what, .. } | CodebookError::Padding { what, .. } => match what {
                Coded::Symbol(symbol) => format!("lengths.{symbol}"),
                Coded::Escape => "escape".to_owned(),
            },
            CodebookError::Oversubscribed { .. } | CodebookError::Uncoded { .. } => "lengths".to_owned(),
            CodebookError::UselessEscape { .. } => "escape".to_owned(),
        };
        YamlError::Value { file: file.to_owned(), key, message: error.to_string() }
    })?;
    if let Some(text) = &typed.digest {
        let refuse = |message| YamlError::Value { file: file.to_owned(), key: "digest".to_owned(), message };
        let digest: Digest = text.parse().map_err(|e: super::DigestError| refuse(e.to_string()))?;
        if digest != book.digest() {
            return Err(refuse(format!(
                "{digest} does not fit the lengths, whose digest is {}: the file was edited; correct the digest or leave it out",
                book.digest()
            )));
        }
    }
    Ok(book)
}

fn build(typed: &Typed) -> Result<Codebook, CodebookError> {
    let element = typed.element;
    let max_length =
        u8::try_from(typed.max_length).map_err(|_| CodebookError::MaxLength(typed.max_length))?;
    if max_length == 0 || max_length > super::MAX_LENGTH {
        return Err(CodebookError::MaxLength(typed.max_length));
    }
    let length = |what, length: u64| match u8::try_from(length) {
        Ok(short) if short != 0 && short <= max_length => Ok(short),
        _ => Err(CodebookError::Length { what, length, max_length }),
    };
    let mut lengths = vec![0; element.alphabet()];
    for &(symbol, bits) in &typed.lengths.0 {
        let slot = usize::try_from(symbol).ok().and_then(|s| lengths.get_mut(s));
        let slot = slot.ok_or(CodebookError::Alphabet { symbol, element })?;
        *slot = length(Coded::Symbol(symbol as u8), bits)?;
    }
    let escape = typed.escape.map(|bits| length(Coded::Escape, bits)).transpose()?;
    Codebook::new(element, max_length, &lengths, escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths:\n  0: 1\n  1: 2\n  2: 3\n  3: 4\n";

    fn refusal(text: &str) -> String {
        parse(text, Path::new("book.yaml")).unwrap_err().to_string()
    }

    #[test]
    fn the_shortest_file_is_enough() {
        let book = parse(GOOD, Path::new("book.yaml")).unwrap();
        assert_eq!(book.lengths(), [1, 2, 3, 4]);
        let again = format!("{GOOD}digest: {}\nsource: {{ anything: 1 }}\n", book.digest());
        assert_eq!(parse(&again, Path::new("book.yaml")).unwrap(), book);
    }

    #[test]
    fn what_is_written_is_read_back() {
        for book in [
            Codebook::new(Element::named("bf16").unwrap(), 8, &[0, 2, 0, 3, 2], Some(2)).unwrap(),
            Codebook::new(Element::named("bytes").unwrap(), 1, &[], Some(1)).unwrap(),
            Codebook::raw(Element::custom(1, 2, 1, 0).unwrap()),
        ] {
            assert_eq!(parse(&to_yaml(&book), Path::new("book.yaml")).unwrap(), book);
        }
    }

    #[test]
    fn every_refusal_says_where_and_what() {
        for (from, to, expected) in [
            ("3: 4", "2: 4", "book.yaml:4: lengths: symbol 2 stands twice"),
            ("3: 4", "4: 4", "book.yaml: lengths.4: symbol 4 is outside the alphabet"),
            ("3: 4", "3: 3", "book.yaml: lengths.3: the all-ones codeword of symbol 3"),
            (
                "3: 4",
                "3: 0",
                "book.yaml: lengths.3: symbol 3 has code length 0: use 1 to max_length, which is 4",
            ),
            ("3: 4", "3: 300", "book.yaml: lengths.3: symbol 3 has code length 300"),
            (
                "3: 4",
                "3: 2",
                "book.yaml: lengths: over-subscribed code: Kraft's sum of 2^-length is 73728/65536",
            ),
            (
                "  3: 4\n",
                "",
                "book.yaml: lengths: symbol 3 has no codeword (1 in all) and there is no escape",
            ),
            (
                "max_length: 4",
                "max_length: 4\nescape: 4",
                "book.yaml: escape: escape of length 4, but every symbol",
            ),
            ("max_length: 4", "max_length: 400", "book.yaml: max_length: max_length 400: use 1 to 16"),
            ("max_length", "max_lenght", "book.yaml:2: unknown field `max_lenght`"),
            ("bits: 2", "bits: 9", "book.yaml:1: element: element with 9 significant bits"),
            (
                "max_length: 4",
                "max_length: 4\ndigest: 0011223344556677",
                "book.yaml: digest: 0011223344556677 does not fit",
            ),
            (
                "max_length: 4",
                "max_length: 4\ndigest: abc",
                "book.yaml: digest: digest `abc`: a digest has 16 hex digits",
            ),
        ] {
            let message = refusal(&GOOD.replacen(from, to, 1));
            assert!(message.starts_with(expected), "{message}");
        }
    }
}
