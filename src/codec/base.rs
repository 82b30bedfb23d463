//! Exponents relative to a frame's base.
//!
//! With M = 2^w - 1 the greatest exponent, a base moves the exponents 1 to M round in a ring and leaves 0 where it is:
//! so every base is a permutation, and 0 and M move nothing.

use crate::element::Element;
use std::iter;

/// Where a frame's base comes from. Without meaning where books have no base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// From the frame's own exponents: [`Scale::base`] of them.
    Own,
    /// The same of the frame before on the stream, whatever its packet and book. Of the first one it is this: 0 at a
    /// stream's beginning, else [`Frame::own_base`](super::Frame::own_base) of the frame before.
    Previous(u16),
    /// This one.
    Given(u16),
}

/// The mapping of one base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    base: u16,
    /// The greatest exponent.
    max: u16,
    /// Bits of the symbol below its exponent.
    below: u32,
}

impl Relative {
    /// The mapping of exponents of this format by a base, of which the exponent's bits count; of a format without
    /// exponent nothing is mapped.
    pub fn new(element: Element, base: u16) -> Self {
        let max = ((1u32 << element.exponent_bits()) - 1) as u16;
        Self { base: base & max, max, below: element.below_exponent() }
    }

    /// The symbol that is coded for a symbol of an element.
    #[inline]
    pub fn coded(self, symbol: u16) -> u16 {
        let exponent = symbol >> self.below;
        let mapped = match exponent {
            0 => 0,
            above if above > self.base => above - self.base,
            below => below + self.max - self.base,
        };
        mapped << self.below | symbol & ((1 << self.below) - 1)
    }

    /// The symbol of the element for which this one is coded: the inverse of [`coded`](Self::coded).
    #[inline]
    pub fn absolute(self, symbol: u16) -> u16 {
        let mapped = symbol >> self.below;
        let exponent = match mapped {
            0 => 0,
            mapped if mapped + self.base > self.max => mapped + self.base - self.max,
            mapped => mapped + self.base,
        };
        exponent << self.below | symbol & ((1 << self.below) - 1)
    }
}

/// Where exponents lie: the sum and the number of those that are neither zeros' nor infinities' (0 and M).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    sum: u64,
    count: u64,
}

impl Scale {
    /// Of whole elements, little-endian; bytes behind the last one do not count.
    pub fn of(element: Element, elements: &[u8]) -> Self {
        let values = elements.chunks_exact(element.bytes()).map(|bytes| element.value(bytes));
        values.fold(Self::default(), |scale, value| scale.with(element, element.symbol(value), 1))
    }

    /// And `count` elements of this symbol.
    #[must_use]
    pub fn with(self, element: Element, symbol: u16, count: u64) -> Self {
        let max = (1 << element.exponent_bits()) - 1;
        match u64::from(symbol >> element.below_exponent()) {
            exponent if exponent == 0 || exponent >= max => self,
            exponent => Self { sum: self.sum + exponent * count, count: self.count + count },
        }
    }

    /// The mean exponent, or none where there are only zeros and infinities.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / self.count as f64)
    }

    /// The base that brings the mean, rounded (half upwards), to half the exponents' range; 0 where there is no mean.
    pub fn base(&self, element: Element) -> u16 {
        if self.count == 0 {
            return 0;
        }
        let mean = (2 * self.sum + self.count) / (2 * self.count);
        let (middle, max) = (1u64 << (element.exponent_bits() - 1), (1u64 << element.exponent_bits()) - 1);
        (if mean >= middle { mean - middle } else { mean + max - middle }) as u16
    }
}

impl iter::Sum for Scale {
    fn sum<I: Iterator<Item = Self>>(scales: I) -> Self {
        scales.fold(Self::default(), |a, b| Self { sum: a.sum + b.sum, count: a.count + b.count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::NAMED;

    /// The format's text: an addition with end-around carry.
    #[test]
    fn every_base_is_a_permutation_that_keeps_zero() {
        for element in NAMED.into_iter().filter(|element| element.exponent_bits() > 0) {
            let (max, below) = ((1i32 << element.exponent_bits()) - 1, element.below_exponent());
            for base in 0..=max {
                let relative = Relative::new(element, base as u16);
                for symbol in 0..element.alphabet() as u16 {
                    let (e, rest) = (i32::from(symbol >> below), symbol & ((1 << below) - 1));
                    let t = e - base;
                    let s = if e == 0 { 0 } else { if t <= 0 { t + max } else { t } };
                    let coded = relative.coded(symbol);
                    assert_eq!(coded, (s as u16) << below | rest, "{element}, base {base}, symbol {symbol}");
                    assert_eq!(relative.absolute(coded), symbol, "{element}, base {base}, symbol {symbol}");
                    if base == 0 || base == max {
                        assert_eq!(coded, symbol);
                    }
                }
            }
        }
    }

    #[test]
    fn a_base_brings_the_mean_to_the_middle() {
        let bf16 = Element::named("bf16").unwrap();
        let of = |exponents: &[u16]| {
            let elements: Vec<u8> = exponents.iter().flat_map(|e| (e << 7).to_le_bytes()).collect();
            let scale = Scale::of(bf16, &elements);
            (scale.mean(), scale.base(bf16))
        };
        assert_eq!(of(&[]), (None, 0));
        assert_eq!(of(&[0, 255]), (None, 0));
        assert_eq!(of(&[128]), (Some(128.0), 0));
        // 129.5 goes up; zeros and infinities do not count.
        assert_eq!(of(&[129, 0, 130, 255]), (Some(129.5), 2));
        assert_eq!(of(&[127]), (Some(127.0), 254));
        assert_eq!(of(&[1]), (Some(1.0), 128));
        assert_eq!(of(&[254]), (Some(254.0), 126));
        // The mean is coded as 128, wherever it is.
        for mean in 1..255 {
            assert_eq!(Relative::new(bf16, of(&[mean]).1).coded(mean), 128);
        }
    }
}
