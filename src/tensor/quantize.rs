//! Quantisation to the element formats of OCP Microscaling (MX) v1.0, so that formats can be compared on
//! tensors that are stored wider.
//!
//! A block of values shares one power-of-two scale, 2^exponent with
//! exponent = floor(log2(largest magnitude)) - (exponent of the format's largest normal value), limited to
//! what E8M0 holds (section 6.3 of the specification). Each value over the scale goes to the nearest value of
//! the format, ties to the even code; what lies beyond its largest value becomes that. Subnormal values of
//! the format are used, and the sign of zero is kept.
//!
//! The specification leaves open what happens to values that are not finite, and gives a block that holds
//! one a NaN for its scale. Here the scale goes by the finite values, so that the others of the block keep
//! theirs: an infinity becomes the largest value, a NaN the format's NaN with the same sign, or zero with
//! the same sign where the format has no NaN (E3M2, E2M3, E2M1).

use crate::element::Element;

/// Values of a row that share a scale with [`Scale::Block`].
pub const BLOCK: usize = 32;

/// Limits of the shared exponent: E8M0 holds 2^-127 to 2^127.
const EXPONENTS: (i32, i32) = (-127, 127);

/// What a value becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// FP8, largest value 448, NaN but no infinity (E4M3FN).
    E4m3,
    /// FP8, largest value 57344. Infinities are not made: values saturate.
    E5m2,
    /// FP6, largest value 28.
    E3m2,
    /// FP6, largest value 7.5.
    E2m3,
    /// FP4, largest value 6. Two make one element: see [`pack_e2m1`].
    E2m1,
}

/// What shares a scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Each [`BLOCK`] of values along the last axis, as in MX. A new row begins a new block, and what is left
    /// at the end of a row is a block of its own.
    #[default]
    Block,
    /// The whole tensor, by the same rule from its largest magnitude.
    Tensor,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::E4m3, Self::E5m2, Self::E3m2, Self::E2m3, Self::E2m1];

    /// The element format that codes it: of e2m1, two values at a time.
    pub fn element(self) -> Element {
        let name = match self {
            Self::E4m3 => "e4m3",
            Self::E5m2 => "e5m2",
            Self::E3m2 => "e3m2",
            Self::E2m3 => "e2m3",
            Self::E2m1 => "e2m1",
        };
        Element::named(name).expect("a name of the table")
    }

    /// Bits of one code: 4, 6 or 8. The sign is the highest of them.
    pub fn bits(self) -> u32 {
        match self {
            Self::E4m3 | Self::E5m2 => 8,
            Self::E3m2 | Self::E2m3 => 6,
            Self::E2m1 => 4,
        }
    }

    /// Bits of the mantissa.
    const fn mantissa(self) -> u32 {
        match self {
            Self::E4m3 | Self::E2m3 => 3,
            Self::E5m2 | Self::E3m2 => 2,
            Self::E2m1 => 1,
        }
    }

    /// What is subtracted from a normal value's exponent field.
    const fn bias(self) -> i32 {
        match self {
            Self::E4m3 => 7,
            Self::E5m2 => 15,
            Self::E3m2 => 3,
            Self::E2m3 | Self::E2m1 => 1,
        }
    }

    /// Exponent of the largest normal value.
    const fn largest_exponent(self) -> i32 {
        match self {
            Self::E4m3 => 8,
            Self::E5m2 => 15,
            Self::E3m2 => 4,
            Self::E2m3 | Self::E2m1 => 2,
        }
    }

    /// Code of the largest value.
    const fn largest(self) -> u8 {
        match self {
            Self::E4m3 => 0x7e,
            Self::E5m2 => 0x7b,
            Self::E3m2 | Self::E2m3 => 0x1f,
            Self::E2m1 => 0x7,
        }
    }

    /// Code that a positive NaN becomes. Of the three that E5M2 has it is the one that IEEE 754 rules would
    /// make: quiet, without payload.
    const fn nan(self) -> u8 {
        match self {
            Self::E4m3 => 0x7f,
            Self::E5m2 => 0x7e,
            Self::E3m2 | Self::E2m3 | Self::E2m1 => 0,
        }
    }
}

/// The largest magnitude of the finite values; 0 where there is none.
pub fn largest_magnitude(values: &[f32]) -> f32 {
    // Magnitudes are in the order of their bits, which compare faster.
    let finite = |value: &f32| if value.is_finite() { value.abs().to_bits() } else { 0 };
    f32::from_bits(values.iter().map(finite).max().unwrap_or(0))
}

/// The exponent of the scale that values of this largest magnitude (finite, not negative) share: -127 to 127,
/// and -127 where all are zero. Biased by 127 it is the byte of E8M0.
pub fn scale_exponent(largest_magnitude: f32, format: Format) -> i32 {
    // In 64 bits every value but zero is normal; zero has the smallest exponent of all.
    let exponent = (f64::from(largest_magnitude).to_bits() >> 52) as i32 - 1023;
    (exponent - format.largest_exponent()).clamp(EXPONENTS.0, EXPONENTS.1)
}

/// The format's code for value / 2^exponent, in the low [`bits`](Format::bits).
///
/// # Panics
/// In debug builds, when the exponent is none of E8M0, -127 to 127.
#[inline]
pub fn quantize(value: f32, exponent: i32, format: Format) -> u8 {
    debug_assert!((EXPONENTS.0..=EXPONENTS.1).contains(&exponent), "an exponent of E8M0");
    let power = |exponent: i32| f64::from_bits(((exponent + 1023) as u64) << 52);
    let below = 52 - format.mantissa();
    let least = 1 - format.bias();
    // Exact: 64 bits hold every f32 over every scale as a normal value.
    let scaled = f64::from(value.abs()) * power(-exponent);
    // A value of 53 bits, plus one whose last place is the format's smallest step, has that last place too:
    // the addition rounds, ties to even, and leaves the number of steps in the low bits.
    let anchor = power(least - format.mantissa() as i32 + 52);
    let steps = (scaled + anchor).to_bits() - anchor.to_bits();
    // From the smallest normal value on, the format's exponent and mantissa are the highest bits of the
    // value's, but for the bias; a carry out of the mantissa goes into the exponent, as it should.
    let bits = scaled.to_bits();
    let rounded = (bits + (1 << (below - 1)) - 1 + (bits >> below & 1)) >> below;
    let rebias = ((1023 - format.bias()) as u64) << format.mantissa();
    let magnitude = if scaled < power(least) { steps } else { rounded.wrapping_sub(rebias) };
    let magnitude = magnitude.min(format.largest().into()) as u8;
    let sign = (value.to_bits() >> 31) as u8;
    sign << (format.bits() - 1) | if value.is_nan() { format.nan() } else { magnitude }
}

/// Appends a code per value, all with one scale of this exponent: [`Scale::Tensor`], piece by piece, the
/// exponent being that of the whole tensor.
pub fn quantize_all(values: &[f32], exponent: i32, format: Format, out: &mut Vec<u8>) {
    // A constant format makes a loop without tests in it.
    match format {
        Format::E4m3 => out.extend(values.iter().map(|&v| quantize(v, exponent, Format::E4m3))),
        Format::E5m2 => out.extend(values.iter().map(|&v| quantize(v, exponent, Format::E5m2))),
        Format::E3m2 => out.extend(values.iter().map(|&v| quantize(v, exponent, Format::E3m2))),
        Format::E2m3 => out.extend(values.iter().map(|&v| quantize(v, exponent, Format::E2m3))),
        Format::E2m1 => out.extend(values.iter().map(|&v| quantize(v, exponent, Format::E2m1))),
    }
}

/// Appends a code per value of one row, every [`BLOCK`] of them with its own scale: [`Scale::Block`]. A row
/// may come in pieces, each but the last of a multiple of [`BLOCK`] values.
pub fn quantize_row(values: &[f32], format: Format, out: &mut Vec<u8>) {
    for block in values.chunks(BLOCK) {
        quantize_all(block, scale_exponent(largest_magnitude(block), format), format, out);
    }
}

/// Two codes of [`Format::E2m1`] in a byte, the first in the low half; a last one without a partner has zeros
/// above it. The codes of a whole tensor are joined in memory order, across its rows; a tensor may come in
/// pieces, each but the last of an even number of codes.
pub fn pack_e2m1(codes: &[u8]) -> Vec<u8> {
    codes.chunks(2).map(|pair| pair[0] | pair.get(1).map_or(0, |high| high << 4)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::safetensors::SafeTensors;
    use proptest::prelude::*;
    use std::path::Path;

    fn bf16(bits: u16) -> f32 {
        f32::from_bits(u32::from(bits) << 16)
    }

    /// Exponent bits, mantissa bits, bias, number of codes of positive finite values: the tables of section
    /// 5.3 of the specification.
    fn fields(format: Format) -> (u32, u32, i32, u8) {
        match format {
            Format::E4m3 => (4, 3, 7, 127),
            Format::E5m2 => (5, 2, 15, 124),
            Format::E3m2 => (3, 2, 3, 32),
            Format::E2m3 => (2, 3, 1, 32),
            Format::E2m1 => (2, 1, 1, 8),
        }
    }

    /// The values of the codes from 0 up.
    fn values(format: Format) -> Vec<f64> {
        let (_, mantissa, bias, codes) = fields(format);
        let value = |code: u8| {
            let (exponent, fraction) = (i32::from(code >> mantissa), f64::from(code & ((1 << mantissa) - 1)));
            let fraction = fraction / f64::from(1 << mantissa);
            match exponent {
                0 => fraction * 2f64.powi(1 - bias),
                _ => (1.0 + fraction) * 2f64.powi(exponent - bias),
            }
        };
        (0..codes).map(value).collect()
    }

    /// The nearest of all values, of two the one with the even code.
    fn nearest(value: f32, exponent: i32, format: Format, values: &[f64]) -> u8 {
        let (exponent_bits, mantissa, ..) = fields(format);
        let sign = u8::from(value.is_sign_negative()) << (exponent_bits + mantissa);
        if value.is_nan() {
            let nan = match format {
                Format::E4m3 => 0x7f,
                Format::E5m2 => 0x7e,
                _ => 0,
            };
            return sign | nan;
        }
        let scaled = (f64::from(value.abs()) / 2f64.powi(exponent)).min(1e300);
        let distance = |code: usize| (values[code] - scaled).abs();
        let best = (0..values.len()).reduce(|best, code| {
            let closer = distance(code) < distance(best);
            let tie = distance(code) == distance(best) && code % 2 == 0;
            if closer || tie { code } else { best }
        });
        // Beyond the largest value all are equally far, as far as 64 bits can tell.
        let best = if scaled >= values[values.len() - 1] { values.len() - 1 } else { best.unwrap() };
        sign | best as u8
    }

    #[test]
    fn largest_values_are_those_of_the_specification() {
        for (format, largest) in Format::ALL.into_iter().zip([448.0, 57344.0, 28.0, 7.5, 6.0]) {
            let values = values(format);
            assert_eq!(values.last(), Some(&largest));
            // A magnitude between this power of two and the next needs no scale.
            let power = largest.log2().floor().exp2() as f32;
            assert_eq!(scale_exponent(power, format), 0);
            assert_eq!(scale_exponent(power * 1.99, format), 0);
            assert_eq!(scale_exponent(power * 2.0, format), 1);
            assert_eq!(scale_exponent(power.next_down(), format), -1);
            let element = format.element();
            assert_eq!(element.bits(), if format == Format::E2m1 { 8 } else { format.bits() });
        }
    }

    #[test]
    fn exponents_stay_within_e8m0() {
        assert_eq!(scale_exponent(0.0, Format::E2m1), -127);
        assert_eq!(scale_exponent(f32::from_bits(1), Format::E2m1), -127);
        assert_eq!(scale_exponent(f32::MIN_POSITIVE, Format::E4m3), -127);
        // 2^-120 is 1.0 * 2^-120, and 8 less than that is -128.
        assert_eq!(scale_exponent(2f32.powi(-120), Format::E4m3), -127);
        assert_eq!(scale_exponent(2f32.powi(-119), Format::E4m3), -127);
        assert_eq!(scale_exponent(2f32.powi(-118), Format::E4m3), -126);
        // A subnormal f32 has a logarithm as any other value: 2^-127 / 4 would be 2^-129.
        assert_eq!(scale_exponent(2f32.powi(-125), Format::E2m1), -127);
        assert_eq!(scale_exponent(f32::MAX, Format::E2m1), 125);
    }

    /// Every value of bf16, with scales that put all of the format's values, its subnormals and both of its
    /// ends within reach.
    #[test]
    fn every_bf16_value_goes_to_the_nearest() {
        for format in Format::ALL {
            let values = values(format);
            for exponent in [-127, -9, 0, 127] {
                let all: Vec<f32> = (0..=u16::MAX).map(bf16).collect();
                let mut codes = Vec::new();
                quantize_all(&all, exponent, format, &mut codes);
                for (&value, &code) in all.iter().zip(&codes) {
                    let expected = nearest(value, exponent, format, &values);
                    assert_eq!(code, expected, "{format:?} of {value:e} / 2^{exponent}");
                }
            }
        }
    }

    /// The midpoints of neighbours, which bf16 does not all have, and the f32 next to them.
    #[test]
    fn ties_go_to_the_even_code() {
        for format in Format::ALL {
            let values = values(format);
            for (code, pair) in values.windows(2).enumerate() {
                for exponent in [-110, 0, 90] {
                    let middle = ((pair[0] + pair[1]) / 2.0 * 2f64.powi(exponent)) as f32;
                    let even = (code + code % 2) as u8;
                    assert_eq!(quantize(middle, exponent, format), even, "{format:?} {middle}");
                    assert_eq!(quantize(middle.next_down(), exponent, format), code as u8);
                    assert_eq!(quantize(middle.next_up(), exponent, format), code as u8 + 1);
                }
            }
        }
    }

    #[test]
    fn what_is_not_finite() {
        let row = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN, -f32::NAN, 1.0, -0.0];
        for (format, expected) in [
            (Format::E4m3, [0x7e, 0xfe, 0x7f, 0xff, 0x78, 0x80]),
            (Format::E5m2, [0x7b, 0xfb, 0x7e, 0xfe, 0x78, 0x80]),
            (Format::E3m2, [0x1f, 0x3f, 0x00, 0x20, 0x1c, 0x20]),
            (Format::E2m3, [0x1f, 0x3f, 0x00, 0x20, 0x18, 0x20]),
            (Format::E2m1, [0x7, 0xf, 0x0, 0x8, 0x6, 0x8]),
        ] {
            let mut codes = Vec::new();
            quantize_row(&row, format, &mut codes);
            assert_eq!(codes, expected, "{format:?}");
        }
        assert_eq!(largest_magnitude(&row), 1.0);
        assert_eq!(largest_magnitude(&row[..4]), 0.0);
        assert_eq!(largest_magnitude(&[]), 0.0);
    }

    #[test]
    fn zeros_keep_their_sign() {
        for format in Format::ALL {
            let mut codes = Vec::new();
            quantize_row(&[0.0, -0.0], format, &mut codes);
            assert_eq!(codes, [0, 1 << (format.bits() - 1)]);
        }
    }

    #[test]
    fn a_row_ends_with_a_block_of_its_own() {
        let mut row = vec![0.75; BLOCK];
        row.extend([1024.0, 512.0]);
        let mut codes = Vec::new();
        quantize_row(&row, Format::E2m1, &mut codes);
        // 0.75 is 6 / 8; 1024 is 4 * 256, and 512 is 2 * 256.
        assert_eq!(codes, [vec![0x7; BLOCK], vec![0x6, 0x4]].concat());
        // Two rows are two calls: the second one's small values do not suffer from the first one's.
        codes.clear();
        quantize_row(&[1024.0], Format::E2m1, &mut codes);
        quantize_row(&[0.75], Format::E2m1, &mut codes);
        assert_eq!(codes, [0x6, 0x7]);
    }

    #[test]
    fn pairs_of_e2m1() {
        assert!(pack_e2m1(&[]).is_empty());
        assert_eq!(pack_e2m1(&[0x1, 0xf, 0x7]), [0xf1, 0x07]);
        let codes: Vec<u8> = (0..=255).flat_map(|byte: u8| [byte & 15, byte >> 4]).collect();
        assert_eq!(pack_e2m1(&codes), (0..=255).collect::<Vec<u8>>());
    }

    proptest! {
        /// Any f32 with any scale of the specification.
        #[test]
        fn every_value_goes_to_the_nearest(bits: u32, exponent in -127i32..=127, near in any::<bool>()) {
            // Or one of the scale's magnitude, as few of all are.
            let bits = if near {
                let field = (i64::from(bits >> 23 & 15) - 10 + i64::from(exponent) + 127).clamp(0, 254) as u32;
                bits & 0x807f_ffff | field << 23
            } else {
                bits
            };
            let value = f32::from_bits(bits);
            for format in Format::ALL {
                let expected = nearest(value, exponent, format, &values(format));
                prop_assert_eq!(quantize(value, exponent, format), expected, "{:?} {:e}", format, value);
            }
        }

        /// Blocks by the text of the specification, with logarithms; pieces make no difference.
        #[test]
        fn blocks_by_the_text(
            row in prop::collection::vec((-60i32..60, -100i32..=100).prop_map(|(e, m)| m as f32 * 2f32.powi(e)), 0..100),
            cut in 0usize..4,
        ) {
            for format in Format::ALL {
                let (values, mut expected) = (values(format), Vec::new());
                let largest = values[values.len() - 1].log2().floor() as i32;
                for block in row.chunks(32) {
                    let peak = block.iter().fold(0.0, |peak: f64, &v| peak.max(f64::from(v.abs())));
                    let exponent = if peak == 0.0 { -127 } else { peak.log2().floor() as i32 - largest };
                    expected.extend(block.iter().map(|&v| nearest(v, exponent, format, &values)));
                }
                let mut codes = Vec::new();
                let (head, tail) = row.split_at((cut * BLOCK).min(row.len()));
                quantize_row(head, format, &mut codes);
                quantize_row(tail, format, &mut codes);
                prop_assert_eq!(&codes, &expected);
            }
        }
    }

    /// The sample tensors in e4m3 and their scales were made of those in bf16 by another implementation.
    #[test]
    fn the_sample_tensors() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        let shards = [(29, 0), (29, 2), (29, 5), (29, 7), (83, 0), (83, 5)];
        for (step, shard) in shards {
            let file = |format: &str| {
                std::fs::read(data.join(format!("{format}/step_{step:06}/shard_{shard}.safetensors")))
                    .unwrap()
            };
            let (wide, narrow) = (file("bf16"), file("e4m3"));
            let [wide, narrow] = [&wide, &narrow].map(|bytes| SafeTensors::deserialize(bytes).unwrap());
            assert_eq!(wide.len(), 4);
            for (name, tensor) in wide.iter() {
                let values: Vec<f32> =
                    tensor.data().chunks_exact(2).map(|b| bf16(u16::from_le_bytes([b[0], b[1]]))).collect();
                let (mut codes, mut scales) = (Vec::new(), Vec::new());
                for row in values.chunks(*tensor.shape().last().unwrap()) {
                    quantize_row(row, Format::E4m3, &mut codes);
                    let scale = |block| (scale_exponent(largest_magnitude(block), Format::E4m3) + 127) as u8;
                    scales.extend(row.chunks(BLOCK).map(scale));
                }
                assert!(codes == narrow.tensor(name).unwrap().data(), "{step} {shard} {name}");
                let expected = narrow.tensor(&format!("{name}.scale_e8m0")).unwrap();
                assert_eq!(scales, expected.data(), "{step} {shard} {name}");
            }
        }
    }
}
