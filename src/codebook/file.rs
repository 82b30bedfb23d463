//! The codebook file.

use super::{Codebook, CodebookError, Coded, Digest, DigestError, Tag, TagError};
use crate::element::{Element, ElementError};
use crate::yaml::{At, Document, YamlError, place};
use std::path::{Path, PathBuf};

/// A codebook file that could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CodebookFileError {
    /// It cannot be read, or is not of the shape of a codebook.
    #[error(transparent)]
    Yaml(#[from] YamlError),
    /// Its lengths are no codebook.
    #[error("{}{key}: {error}", place(file, Some(*line)))]
    Codebook {
        /// The file.
        file: PathBuf,
        /// Line of the value, counted from 1.
        line: usize,
        /// The key's path, such as `lengths.118`.
        key: String,
        /// Why not.
        error: CodebookError,
    },
}

/// A codebook as it stands in its file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Loaded {
    /// The codebook.
    pub book: Codebook,
    /// Bits per element that its calibration expects: from its shortest element's to its longest one's.
    pub expected_bits: Option<f64>,
    /// The group of tensors that it was made for.
    pub group: Option<String>,
    /// Whether it was calibrated on exponents relative to a base; not known of a file that says nothing of its tensors.
    pub relative: Option<bool>,
}

/// Reads a codebook file.
///
/// # Errors
/// A file that cannot be read, or is no codebook.
pub fn load(file: &Path) -> Result<Codebook, CodebookFileError> {
    Ok(load_with_source(file)?.book)
}

/// Reads a codebook file, and what its `source` says that is not for people alone.
///
/// # Errors
/// As [`load`].
pub fn load_with_source(file: &Path) -> Result<Loaded, CodebookFileError> {
    read(&Document::load(file)?, file)
}

/// Reads the text of a codebook file; `file` is only for errors.
///
/// # Errors
/// As [`load`].
pub fn parse(text: &str, file: &Path) -> Result<Codebook, CodebookFileError> {
    Ok(read(&Document::parse(text, file)?, file)?.book)
}

/// Reads an element format as it stands in YAML: a name, or `{ bytes: 2, symbol: "14:7" }`; `place` is only for errors.
///
/// # Errors
/// What is no element format.
pub fn parse_element(text: &str, place: &Path) -> Result<Element, YamlError> {
    element(&Document::parse(text, place)?.root())
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
    // Quoted, because some of them would be numbers.
    text += &format!("digest: \"{}\"\ntag: \"{}\"\n", book.digest(), book.tag());
    text
}

const LENGTHS: &str = "a map of symbol value to code length, such as { 0: 1, 1: 2 }";

fn read(document: &Document, file: &Path) -> Result<Loaded, CodebookFileError> {
    const KEYS: [&str; 7] = ["element", "max_length", "escape", "lengths", "digest", "tag", "source"];
    let fields = document.root().fields(&KEYS, "a codebook: element, max_length, lengths")?;
    let element = element(&fields.required("element", "what is coded, such as bf16")?)?;
    let max_length = fields.required("max_length", "the longest codeword, such as 12")?.number()?;
    let escape = fields.optional("escape").map(|at| at.number()).transpose()?;
    let mut lengths: Vec<(u64, u64, At)> = Vec::new();
    for (symbol, length) in fields.required("lengths", LENGTHS)?.pairs(LENGTHS)? {
        let number: u64 =
            symbol.parse().map_err(|_| length.refuse("the key is no symbol value: use a whole number"))?;
        // As text the two may differ: 7 and 07.
        if lengths.iter().any(|&(seen, ..)| seen == number) {
            return Err(length
                .refuse(format!("symbol {number} stands twice: take one of the two out"))
                .into());
        }
        lengths.push((number, length.number()?, length));
    }
    let pairs: Vec<(u64, u64)> = lengths.iter().map(|&(symbol, length, _)| (symbol, length)).collect();
    let book = build(element, max_length, &pairs, escape).map_err(|error| {
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
        CodebookFileError::Codebook { file: file.to_owned(), line: document.line(&key), key, error }
    })?;
    if let Some(at) = fields.optional("digest") {
        let text = at.text("16 hex digits, in quotes")?;
        let digest: Digest = text.parse().map_err(|error: DigestError| at.refuse(error))?;
        if digest != book.digest() {
            let message = format!(
                "{digest} does not fit the lengths, whose digest is {}: the file was edited; correct the digest or leave it out",
                book.digest()
            );
            return Err(at.refuse(message).into());
        }
    }
    if let Some(at) = fields.optional("tag") {
        let text = at.text("8 hex digits, in quotes")?;
        let tag: Tag = text.parse().map_err(|error: TagError| at.refuse(error))?;
        if tag != book.tag() {
            let message = format!(
                "{tag} does not fit the lengths, whose tag is {}: the file was edited; correct the tag or leave it out",
                book.tag()
            );
            return Err(at.refuse(message).into());
        }
    }
    // For people, but for these: anything may stand here.
    let source = |key: &str| fields.optional("source").and_then(|source| source.get(key));
    let expected_bits = source("expected_bits").and_then(|at| Some((at.real()?, at)));
    if let Some((bits, at)) = &expected_bits {
        let (shortest, longest) = (book.shortest_element(), book.longest_element());
        // Files have six decimals of it.
        if !(f64::from(shortest) - 1e-6..=f64::from(longest) + 1e-6).contains(bits) {
            let message = format!(
                "{bits:?}: elements by this codebook have {shortest} to {longest} bits: correct it or leave it out"
            );
            return Err(at.refuse(message).into());
        }
    }
    let expected_bits = expected_bits.map(|(bits, _)| bits);
    let group = source("group").and_then(|at| at.text("").ok().map(str::to_owned));
    let relative = source("tensors").map(|_| source("base").is_some());
    Ok(Loaded { book, expected_bits, group, relative })
}

/// An element format: a name, or the fields of a custom one.
pub(crate) fn element(at: &At) -> Result<Element, YamlError> {
    const CUSTOM: &str = "{ bytes: 2, symbol: \"14:7\" }";
    if !at.is_map() {
        let name = at.text(&format!("an element format: a name such as bf16, or {CUSTOM}"))?;
        return Element::named(name).ok_or_else(|| at.refuse(ElementError::Unknown(name.to_owned())));
    }
    let fields = at.fields(&["bytes", "bits", "symbol", "exponent"], CUSTOM)?;
    let bytes = fields.required("bytes", "bytes of an element: 1, 2 or 4")?.number()?;
    let symbol = fields.required("symbol", "the coded bits as \"high:low\", such as \"14:7\"")?;
    let text = symbol.text("the coded bits as \"high:low\", such as \"14:7\"")?;
    let field = || symbol.refuse(ElementError::Field(text.to_owned()));
    let (high, low) = text.split_once(':').ok_or_else(field)?;
    let number = |text: &str| text.trim().parse::<u64>().map_err(|_| field());
    let bits = fields.optional("bits").map(|at| at.number()).transpose()?;
    let bits = bits.unwrap_or(bytes.saturating_mul(8));
    let element = Element::custom(bytes, bits, number(high)?, number(low)?).map_err(|error| match error {
        ElementError::Symbol { .. } => symbol.refuse(error),
        error => at.refuse(error),
    })?;
    match fields.optional("exponent") {
        Some(exponent) => element.with_exponent(exponent.number()?).map_err(|error| exponent.refuse(error)),
        None => Ok(element),
    }
}

fn build(
    element: Element,
    max_length: u64,
    pairs: &[(u64, u64)],
    escape: Option<u64>,
) -> Result<Codebook, CodebookError> {
    let limit = u8::try_from(max_length).ok().filter(|limit| (1..=super::MAX_LENGTH).contains(limit));
    let max_length = limit.ok_or(CodebookError::MaxLength(max_length))?;
    let length = |what, length: u64| match u8::try_from(length) {
        Ok(short) if short != 0 && short <= max_length => Ok(short),
        _ => Err(CodebookError::Length { what, length, max_length }),
    };
    let mut lengths = vec![0; element.alphabet()];
    for &(symbol, bits) in pairs {
        let slot = usize::try_from(symbol).ok().and_then(|s| lengths.get_mut(s));
        let slot = slot.ok_or(CodebookError::Alphabet { symbol, element })?;
        *slot = length(Coded::Symbol(symbol as u16), bits)?;
    }
    let escape = escape.map(|bits| length(Coded::Escape, bits)).transpose()?;
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
        // By zlib, of the bytes that the format's page names.
        assert_eq!(parse(&format!("{GOOD}tag: d25547ce\n"), Path::new("book.yaml")).unwrap(), book);
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
            ("3: 4", "2: 4", "book.yaml:7: lengths: `2` stands twice"),
            ("3: 4", "03: 1\n  3: 4", "book.yaml:8: lengths.3: symbol 3 stands twice"),
            ("3: 4", "4: 4", "book.yaml:7: lengths.4: symbol 4 is outside the alphabet"),
            ("3: 4", "3: 3", "book.yaml:7: lengths.3: the all-ones codeword of symbol 3"),
            (
                "3: 4",
                "3: 0",
                "book.yaml:7: lengths.3: symbol 3 has code length 0: use 1 to max_length, which is 4",
            ),
            ("3: 4", "3: 300", "book.yaml:7: lengths.3: symbol 3 has code length 300"),
            (
                "3: 4",
                "3: 2",
                "book.yaml:3: lengths: over-subscribed code: Kraft's sum of 2^-length is 73728/65536",
            ),
            (
                "  3: 4\n",
                "",
                "book.yaml:3: lengths: symbol 3 has no codeword (1 in all) and there is no escape",
            ),
            (
                "max_length: 4",
                "max_length: 4\nescape: 4",
                "book.yaml:3: escape: escape of length 4, but every symbol",
            ),
            ("max_length: 4", "max_length: 400", "book.yaml:2: max_length: max_length 400: use 1 to 16"),
            ("max_length", "max_lenght", "book.yaml:2: unknown key `max_lenght`, did you mean `max_length`?"),
            ("bits: 2", "bits: 9", "book.yaml:1: element: element with 9 significant bits"),
            (
                "max_length: 4",
                "max_length: 4\ndigest: 0011223344556677",
                "book.yaml:3: digest: 0011223344556677 does not fit",
            ),
            (
                "max_length: 4",
                "max_length: 4\ndigest: abc",
                "book.yaml:3: digest: digest `abc`: a digest has 16 hex digits",
            ),
            (
                "max_length: 4",
                "max_length: 4\ntag: d25547cf",
                "book.yaml:3: tag: d25547cf does not fit the lengths, whose tag is d25547ce",
            ),
            (
                "max_length: 4",
                "max_length: 4\ntag: \"+25547ce\"",
                "book.yaml:3: tag: tag `+25547ce`: a tag has 8 hex digits",
            ),
        ] {
            let message = refusal(&GOOD.replacen(from, to, 1));
            assert!(message.starts_with(expected), "{message}");
        }
    }
}
