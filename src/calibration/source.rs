//! Where a codebook comes from, as its file says it.

use crate::codebook::{self, Codebook};
use crate::histogram::Weighting;
use std::collections::BTreeMap;

/// Where a codebook comes from: for people, but for `expected_bits`, from which `generate` tells the saving.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Source {
    /// The files, sorted, without absolute paths: the same tensors give the same text everywhere.
    pub files: Vec<String>,
    /// Tensors with at least one element.
    pub tensors: u64,
    /// Elements of all of them.
    pub elements: u64,
    /// What every tensor weighed.
    pub weight: Weighting,
    /// Entropy of the average distribution, bits per symbol.
    pub entropy: f64,
    /// Bits per element that this code takes on average, raw bits included.
    pub expected_bits: f64,
}

impl Source {
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
    use std::path::Path;

    #[test]
    fn what_is_written_is_read_back() {
        let book = Codebook::new(Element::named("bf16").unwrap(), 8, &[0, 2, 0, 3, 2], Some(2)).unwrap();
        let source = Source {
            files: vec!["a/b.safetensors".to_owned(), "12: \"x\"\ny #.bin".to_owned()],
            tensors: 3,
            elements: 12,
            weight: Weighting::Tensors,
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
        assert_eq!(value["source"]["weight"].as_str(), Some("tensors"));
        assert_eq!(value["source"]["entropy"].as_f64(), Some(2.123457));
        assert_eq!(value["source"]["expected_bits"].as_f64(), Some(10.25));
    }
}
