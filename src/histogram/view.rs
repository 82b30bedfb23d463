//! Ways to see stored values as elements.

use crate::element::Element;
use crate::tensor::quantize::{Format, Scale};
use std::fmt;

/// How stored values become the elements whose symbols are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// As they lie.
    Stored,
    /// The low and the high half of each byte, two elements of 4 bits.
    Nibbles,
    /// As an MX format. Two E2M1 make one byte where the element has 8 bits, and are one each where it has 4.
    Quantized(Format, Scale),
}

/// A way to see a tensor: what its values become, and which bits of that are the symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// What the values become.
    pub reading: Reading,
    /// The format of the elements counted.
    pub element: Element,
}

impl View {
    /// The values as they lie. Where the element is narrower than a value, a value is several elements.
    pub fn stored(element: Element) -> Self {
        Self { reading: Reading::Stored, element }
    }

    /// The two halves of each byte.
    pub fn nibbles() -> Self {
        Self { reading: Reading::Nibbles, element: nibble() }
    }

    /// The values quantised; of E2M1, two in a byte.
    pub fn quantized(format: Format, scale: Scale) -> Self {
        Self { reading: Reading::Quantized(format, scale), element: format.element() }
    }

    /// The values quantised to E2M1, each an element of its own.
    pub fn quantized_nibbles(scale: Scale) -> Self {
        Self { reading: Reading::Quantized(Format::E2m1, scale), element: nibble() }
    }

    /// The view of that name: the inverse of its `Display`.
    pub fn parse(name: &str) -> Option<Self> {
        let mut words = name.split(' ');
        let (first, scale, nibbles) = (words.next()?, words.next(), words.next());
        if words.next().is_some() {
            return None;
        }
        let scale = match scale {
            None if first == "nibbles" => return Some(Self::nibbles()),
            None => return Element::parse(first).ok().map(Self::stored),
            Some("mx") => Scale::Block,
            Some("tensor") => Scale::Tensor,
            Some(_) => return None,
        };
        let format = Format::ALL.into_iter().find(|format| format.element().name() == Some(first))?;
        match nibbles {
            None => Some(Self::quantized(format, scale)),
            Some("nibbles") if format == Format::E2m1 => Some(Self::quantized_nibbles(scale)),
            Some(_) => None,
        }
    }
}

/// One value of 4 bits in a byte.
fn nibble() -> Element {
    Element::custom(1, 4, 3, 0).expect("4 bits are a symbol")
}

impl fmt::Display for View {
    /// As a file of counts knows it: `bf16`, `custom:2:16:15:8`, `nibbles`, `e4m3 mx`, `e2m1 tensor nibbles`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reading::Quantized(format, scale) = self.reading else {
            let nibbles = self.reading == Reading::Nibbles;
            return f.write_str(&if nibbles { "nibbles".to_owned() } else { self.element.digest_name() });
        };
        let scale = match scale {
            Scale::Block => "mx",
            Scale::Tensor => "tensor",
        };
        write!(f, "{} {scale}", format.element())?;
        f.write_str(if self.element == format.element() { "" } else { " nibbles" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        let planes = Element::custom(2, 16, 15, 8).unwrap();
        let mut views =
            vec![View::stored(Element::named("bf16").unwrap()), View::stored(planes), View::nibbles()];
        for scale in [Scale::Block, Scale::Tensor] {
            views.extend(Format::ALL.map(|format| View::quantized(format, scale)));
            views.push(View::quantized_nibbles(scale));
        }
        for view in &views {
            assert_eq!(View::parse(&view.to_string()), Some(*view), "{view}");
        }
        let names: std::collections::BTreeSet<String> = views.iter().map(View::to_string).collect();
        assert_eq!(names.len(), views.len());
        for wrong in ["", "bf17", "e4m3 row", "bf16 mx", "e4m3 mx nibbles", "e4m3 mx mx", "e2m1 mx nibbles x"]
        {
            assert_eq!(View::parse(wrong), None, "{wrong}");
        }
    }
}
