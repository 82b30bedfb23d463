//! Ways to see a tensor's values as symbols.

use crate::element::Element;
use crate::histogram::{Origin, Reading, View, quantizable};
use crate::tensor::quantize::{Format, Scale};

/// A way to see a value as one or more symbols, each coded by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbolisation {
    /// As `docs/analyze.md` lists it.
    pub name: String,
    /// The same in words.
    pub description: String,
    /// The alphabets: one, or as many as the value has planes.
    pub views: Vec<View>,
    /// Symbols of one value in each alphabet.
    pub per_value: u32,
    /// Bits of an uncompressed value.
    pub value_bits: u32,
    /// Whether the tensor itself comes back.
    pub lossless: bool,
}

impl Symbolisation {
    /// Bits of a value that are sent as they are.
    pub fn raw_bits(&self) -> u32 {
        self.value_bits
            - self.per_value * self.views.iter().map(|view| view.element.symbol_bits()).sum::<u32>()
    }

    /// The element format that a codebook for each alphabet is of: a plane is a stream of bytes of its own.
    pub fn coded(&self) -> Vec<Element> {
        let bytes = || Element::named("bytes").expect("a named format");
        let alone = self.views.len() == 1;
        self.views.iter().map(|view| if alone { view.element } else { bytes() }).collect()
    }

    /// The same of exponents relative to this base in frames of so many elements.
    ///
    /// # Panics
    /// When the symbols are not those of an element as it lies.
    #[must_use]
    pub fn relative(self, origin: Origin, frame: u32) -> Self {
        let [View { reading: Reading::Stored, element }] = self.views[..] else { panic!("stored elements") };
        Self {
            name: format!("{} base {}", self.name, origin.name()),
            description: format!("{}; exponents relative to base {}", self.description, origin.name()),
            views: vec![View::relative(element, origin, frame)],
            ..self
        }
    }

    /// Whose exponents the symbols' are relative to.
    pub fn base(&self) -> Option<Origin> {
        match self.views[0].reading {
            Reading::Relative(origin, _) => Some(origin),
            _ => None,
        }
    }

    /// What the symbols of an alphabet are called.
    pub fn alphabet(&self, view: usize) -> String {
        if self.views.len() == 1 { "symbol".to_owned() } else { format!("byte {view}") }
    }
}

/// The ways that suit values of this format, the format itself first; quantised ones where they were asked
/// for.
///
/// # Errors
/// In words, where values of the format cannot be quantised.
pub fn symbolisations(element: Element, quantized: &[(Format, Scale)]) -> Result<Vec<Symbolisation>, String> {
    let (bytes, bits) = (element.bytes() as u32, element.bits());
    let raw = element.raw_bits();
    let description = match raw {
        0 => format!("every {bits}-bit value a symbol"),
        _ => format!("bits {}..{} a symbol, {raw} raw bits", element.high(), element.low()),
    };
    let one = |name: String, description: String, view| Symbolisation {
        name,
        description,
        views: vec![view],
        per_value: 1,
        value_bits: bits,
        lossless: true,
    };
    let mut ways = vec![one(element.to_string(), description, View::stored(element))];
    if bytes > 1 && bits == 8 * bytes {
        let byte = Element::named(if element.name() == Some("bf16") { "bf16_bytes" } else { "bytes" });
        let byte = View::stored(byte.expect("a named format"));
        let every = "every byte a symbol, one codebook".to_owned();
        ways.push(Symbolisation { per_value: bytes, ..one("bytes".to_owned(), every, byte) });
        let plane = |at: u32| {
            let plane = Element::custom(bytes.into(), bits.into(), u64::from(8 * at) + 7, u64::from(8 * at));
            View::stored(plane.expect("a byte of the value"))
        };
        let each = "every byte a symbol, a codebook for each byte of the value".to_owned();
        let views = (0..bytes).map(plane).collect();
        ways.push(Symbolisation { views, ..one("planes".to_owned(), each, byte) });
    }
    if element.name() == Some("e2m1") {
        let each = "both values of a byte by themselves, one codebook of 16 symbols".to_owned();
        ways.push(Symbolisation { per_value: 2, ..one("nibbles".to_owned(), each, View::nibbles()) });
    }
    if !quantized.is_empty() && !quantizable(element) {
        return Err(format!(
            "values of `{element}` are not quantised: --quantize takes tensors of bf16, fp16 or fp32"
        ));
    }
    for &(format, scale) in quantized {
        let view = View::quantized(format, scale);
        let by = match scale {
            Scale::Block => "blocks of 32",
            Scale::Tensor => "one scale for the tensor",
        };
        let name = view.to_string();
        let joint = if format == Format::E2m1 { ", two values a byte and a symbol" } else { "" };
        let quantised = Symbolisation {
            value_bits: view.element.bits(),
            lossless: false,
            ..one(name.clone(), format!("quantised to {} by {by}{joint}", format.element()), view)
        };
        ways.push(quantised.clone());
        if format == Format::E2m1 {
            ways.push(Symbolisation {
                name: name + " nibbles",
                description: format!("quantised to e2m1 by {by}, both values of a byte by themselves"),
                views: vec![View::quantized_nibbles(scale)],
                per_value: 2,
                ..quantised
            });
        }
    }
    Ok(ways)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_ways() {
        let ways = |name| symbolisations(Element::named(name).unwrap(), &[]).unwrap();
        let names = |name| ways(name).into_iter().map(|way| way.name).collect::<Vec<_>>();
        assert_eq!(names("bf16"), ["bf16", "bytes", "planes"]);
        assert_eq!(names("e4m3"), ["e4m3"]);
        assert_eq!(names("e2m1"), ["e2m1", "nibbles"]);
        let fp32 = ways("fp32");
        assert_eq!(fp32.iter().map(Symbolisation::raw_bits).collect::<Vec<_>>(), [24, 0, 0]);
        assert_eq!(fp32.iter().map(|way| way.views.len()).collect::<Vec<_>>(), [1, 1, 4]);
        let quantized = [(Format::E2m1, Scale::Block), (Format::E3m2, Scale::Tensor)];
        let ways = symbolisations(Element::named("fp16").unwrap(), &quantized).unwrap();
        let of = |name: &str| ways.iter().find(|way| way.name == name).unwrap();
        assert_eq!((of("e2m1 mx").value_bits, of("e2m1 mx").per_value), (8, 1));
        assert_eq!((of("e2m1 mx nibbles").value_bits, of("e2m1 mx nibbles").per_value), (8, 2));
        assert_eq!((of("e3m2 tensor").value_bits, of("e3m2 tensor").raw_bits()), (6, 0));
        assert!(symbolisations(Element::named("e4m3").unwrap(), &quantized).is_err());
    }
}
