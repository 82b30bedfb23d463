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
    /// As they lie, with exponents relative to the base of their frame.
    Relative(Origin, u32),
}

/// Whose exponents a frame's base is of. A tensor is a stream of frames of as many elements each, of which the last may
/// have fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// The frame's own.
    Own,
    /// Those of the frame before in the tensor; before the first one, as behind a tensor like it, comes the last one.
    Previous,
}

impl Origin {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Own, Self::Previous];

    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Previous => "previous",
        }
    }
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

    /// The values as they lie, with exponents relative to the base of their frame of so many elements.
    pub fn relative(element: Element, origin: Origin, frame: u32) -> Self {
        Self { reading: Reading::Relative(origin, frame), element }
    }

    /// Elements of a frame, where exponents are relative to its base.
    pub fn frame(&self) -> Option<u32> {
        match self.reading {
            Reading::Relative(_, frame) => Some(frame),
            _ => None,
        }
    }

    /// The view of that name: the inverse of its `Display`.
    pub fn parse(name: &str) -> Option<Self> {
        let mut words = name.split(' ');
        let (first, scale, nibbles) = (words.next()?, words.next(), words.next());
        if words.next().is_some() {
            return None;
        }
        if let (Some(origin), Some(frame)) =
            (Origin::ALL.into_iter().find(|origin| Some(origin.name()) == scale), nibbles)
        {
            let frame = frame.parse().ok().filter(|&n: &u32| n > 0 && n.to_string() == frame)?;
            let element = Element::parse(first).ok().filter(|element| element.exponent_bits() > 0)?;
            return Some(Self::relative(element, origin, frame));
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
    /// As a file of counts knows it: `bf16`, `custom:2:16:15:8`, `nibbles`, `e4m3 mx`, `e2m1 tensor nibbles`,
    /// `bf16 own 1024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Reading::Relative(origin, frame) = self.reading {
            return write!(f, "{} {} {frame}", self.element.digest_name(), origin.name());
        }
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
        for origin in Origin::ALL {
            views.push(View::relative(Element::named("bf16_m1").unwrap(), origin, 1024));
            views.push(View::relative(planes.with_exponent(8).unwrap(), origin, 1));
        }
        for scale in [Scale::Block, Scale::Tensor] {
            views.extend(Format::ALL.map(|format| View::quantized(format, scale)));
            views.push(View::quantized_nibbles(scale));
        }
        for view in &views {
            assert_eq!(View::parse(&view.to_string()), Some(*view), "{view}");
        }
        let names: std::collections::BTreeSet<String> = views.iter().map(View::to_string).collect();
        assert_eq!(names.len(), views.len());
        for wrong in [
            "",
            "bf17",
            "e4m3 row",
            "bf16 mx",
            "e4m3 mx nibbles",
            "e4m3 mx mx",
            "e2m1 mx nibbles x",
            "bf16 own",
            "bf16 own 0",
            "bf16 own 07",
            "bf16 own 4 4",
            "e4m3 own 1024",
            "bf16 sideband 1024",
        ] {
            assert_eq!(View::parse(wrong), None, "{wrong}");
        }
    }
}
