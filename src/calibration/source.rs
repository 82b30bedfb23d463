//! Where a codebook comes from, as its file says it.

use super::symbol_bits;
use crate::codebook::{self, Codebook};
use crate::histogram::{Average, Origin, Weighting};
use std::collections::BTreeMap;
use std::path::Path;

/// Where a codebook comes from: for people, but for `expected_bits`, from which `generate` tells the saving.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Source {
    /// The group of tensors that the codebook is for, where they were grouped; several that share it separated by
    /// commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The files, sorted, without absolute paths: the same tensors give the same text everywhere.
    pub files: Vec<String>,
    /// Tensors with at least one element.
    pub tensors: u64,
    /// Elements of all of them.
    pub elements: u64,
    /// What every tensor weighed.
    pub weight: Weighting,
    /// Whose exponents the coded ones are relative to, where they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<&'static str>,
    /// Elements of a frame, which has a base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<u32>,
    /// Entropy of the average distribution, bits per symbol.
    pub entropy: f64,
    /// Bits per element that this code takes on average, raw bits included.
    pub expected_bits: f64,
}

/// Bits per element of an average with a codebook, raw bits included.
pub fn expected_bits(book: &Codebook, average: &Average) -> f64 {
    let weights = average.weights();
    let total = weights.iter().sum::<u128>() as f64;
    symbol_bits(book, weights) as f64 / total + f64::from(book.element().raw_bits())
}

impl Source {
    /// Where a codebook comes from that was made of an average of tensors in these files; of absolute paths the name
    /// is kept, because the codebook is committed and read elsewhere. `relative` says to whose exponents, in frames of how
    /// many elements.
    pub fn new<'a>(
        files: impl IntoIterator<Item = &'a String>,
        book: &Codebook,
        average: &Average,
        group: Option<String>,
        relative: Option<(Origin, u32)>,
    ) -> Self {
        let shown = |file: &String| {
            let path = Path::new(file);
            let name = if path.is_absolute() {
                path.file_name().unwrap_or(path.as_os_str())
            } else {
                path.as_os_str()
            };
            name.to_string_lossy().into_owned()
        };
        let mut files: Vec<String> = files.into_iter().map(shown).collect();
        files.sort();
        Self {
            group,
            files,
            tensors: average.tensors(),
            elements: average.elements(),
            weight: average.weighting(),
            base: relative.map(|(origin, _)| origin.name()),
            block: relative.map(|(_, block)| block),
            entropy: average.entropy(),
            expected_bits: expected_bits(book, average),
        }
    }

    /// The text of the codebook's file, with where it comes from at its end.
    pub fn to_yaml(&self, book: &Codebook) -> String {
        let six_places = |bits: f64| (bits * 1e6).round() / 1e6;
        let rounded = Self {
            entropy: six_places(self.entropy),
            expected_bits: six_places(self.expected_bits),
            ..self.clone()
        };
        let map = BTreeMap::from([("source", rounded)]);
        codebook::to_yaml(book) + &serde_yaml::to_string(&map).expect("strings and numbers are YAML")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::Element;

    #[test]
    fn what_is_written_is_read_back() {
        let book = Codebook::new(Element::named("bf16").unwrap(), 8, &[0, 2, 0, 3, 2], Some(2)).unwrap();
        let source = Source {
            group: Some("layers.*.act: \"x\"".to_owned()),
            files: vec!["a/b.safetensors".to_owned(), "12: \"x\"\ny #.bin".to_owned()],
            tensors: 3,
            elements: 12,
            weight: Weighting::Tensors,
            base: Some("own"),
            block: Some(1024),
            entropy: 2.123456789,
            expected_bits: 10.25,
        };
        let text = source.to_yaml(&book);
        let expected = "element: bf16\nmax_length: 8\nescape: 2\nlengths:\n  1: 2\n  3: 3\n  4: 2\n";
        assert_eq!(
            text.strip_prefix(expected).unwrap().lines().next().unwrap(),
            format!("digest: \"{}\"", book.digest())
        );
        assert_eq!(codebook::parse(&text, Path::new("book.yaml")).unwrap(), book);
        let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(value["source"]["files"][1].as_str(), Some(source.files[1].as_str()));
        assert_eq!(value["source"]["group"].as_str(), source.group.as_deref());
        assert_eq!(value["source"]["weight"].as_str(), Some("tensors"));
        assert_eq!(value["source"]["base"].as_str(), Some("own"));
        assert_eq!(value["source"]["block"].as_u64(), Some(1024));
        assert_eq!(value["source"]["entropy"].as_f64(), Some(2.123457));
        assert_eq!(value["source"]["expected_bits"].as_f64(), Some(10.25));
    }
}
