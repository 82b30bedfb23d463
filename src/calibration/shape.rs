//! Codes whose lengths follow a fixed shape, so that a decoder of its own kind can be simpler than one of
//! Huffman's code: Dual Length and Quad Length Codes (Agrawal et al., arXiv 2602.17849, versions 1 and 2).
//!
//! In both, the first bits of a codeword say how long it is and the rest is a number. A canonical code of the
//! same lengths has this structure too, so a shape is nothing but a choice of lengths, and its codebook is
//! one as any other.

use super::build::{BuildError, EscapeRule, build, default_max_length, ranked};
use crate::codebook::{Codebook, MAX_LENGTH};
use crate::element::Element;
use serde::Serialize;
use std::fmt;

/// How the code lengths are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// The shortest of all codes under a limit: [`build`].
    #[default]
    Huffman,
    /// Dual Length Code: one prefix bit. Behind 0 stand the 8 most frequent symbols, 3 bits more; behind 1 the
    /// others, as many bits as a symbol has: of 256 symbols 8 take 4 bits and 248 take 9.
    ///
    /// Where symbols have 3 bits or fewer, 8 of them would be all; there half of the alphabet is short.
    Dlc,
    /// Quad Length Code: 3 prefix bits name one of 8 areas. An area has codewords of one length, of a prefix
    /// and 0 to as many bits as a symbol has, and holds as many symbols as those bits can tell apart; there
    /// are at most four different lengths. The areas are those of the smallest expected length.
    ///
    /// Where symbols have fewer than 3 bits, the prefix has as many.
    Qlc,
}

impl Shape {
    /// As it is typed and printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Huffman => "huffman",
            Self::Dlc => "dlc",
            Self::Qlc => "qlc",
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The shape's codebook for symbols of these weights, one weight per symbol value. [`Shape::Huffman`] is
/// [`build`] with the default limit and an escape where that is shorter; the others code every symbol and
/// always exist, their [`max_length`](Codebook::max_length) being the longest codeword.
///
/// Symbols of equal weight go by value, the smaller one first. Of equally short [`Shape::Qlc`] those are
/// taken that send symbols of weight 0 shortest, then those of the fewest different lengths, then those whose
/// first areas are smallest. The all-ones codeword makes no element below 8 bits, as in every codebook.
///
/// # Panics
/// When there are not as many weights as the alphabet has symbols, or their sum reaches 2^100.
pub fn shaped(element: Element, weights: &[u128], shape: Shape) -> Result<Codebook, BuildError> {
    assert_eq!(weights.len(), element.alphabet(), "a weight per symbol");
    assert!(weights.iter().sum::<u128>() < 1 << 100, "the sum of the weights is below 2^100");
    let by_rank = match shape {
        Shape::Huffman => {
            let rule = EscapeRule::Auto;
            return build(element, weights, default_max_length(element, rule), rule);
        }
        Shape::Dlc => dual(element),
        Shape::Qlc => quad(element, weights),
    };
    let mut lengths = vec![0; element.alphabet()];
    for (symbol, &length) in ranked(weights).into_iter().zip(&by_rank) {
        lengths[usize::from(symbol)] = length;
    }
    let longest = by_rank.into_iter().max().expect("an alphabet has symbols");
    Ok(Codebook::new(element, longest, &lengths, None).expect("every shape is a code"))
}

/// Code lengths from the most frequent symbol on. Behind the prefix 1 there is a codeword for every symbol and
/// the short ones need none, so all ones stays unassigned.
fn dual(element: Element) -> Vec<u8> {
    let symbol = element.symbol_bits() as u8;
    let short = 3.min(symbol - 1);
    (0..element.alphabet()).map(|rank| 1 + if rank < 1 << short { short } else { symbol }).collect()
}

/// Code lengths from the most frequent symbol on.
fn quad(element: Element, weights: &[u128]) -> Vec<u8> {
    let (n, symbol) = (element.alphabet(), element.symbol_bits() as u8);
    let prefix = 3.min(symbol);
    // Of the first symbols by rank: their weight, and how many of them were never seen.
    let mut sums = vec![(0u128, 0u32)];
    for symbol in ranked(weights) {
        let (weight, &(sum, unseen)) = (weights[usize::from(symbol)], sums.last().expect("there is a first"));
        sums.push((sum + weight, unseen + u32::from(weight == 0)));
    }
    let holds = |areas: &[u8]| areas.iter().map(|&bits| 1usize << bits).sum::<usize>();
    let bits = |areas: &[u8]| {
        let (mut at, mut seen, mut unseen) = (0, 0, 0);
        for &bits in areas {
            let to = n.min(at + (1 << bits));
            seen += u128::from(prefix + bits) * (sums[to].0 - sums[at].0);
            unseen += u32::from(prefix + bits) * (sums[to].1 - sums[at].1);
            at = to;
        }
        (seen, unseen)
    };
    // Areas without a place to spare assign the all-ones codeword, the last of the last area.
    let padded = |areas: &[u8]| {
        let last = u32::from(prefix + areas.last().expect("there are areas"));
        holds(areas) > n || last + element.raw_bits() >= 8
    };
    let best = ascending(1 << prefix, symbol)
        .into_iter()
        .filter(|areas| holds(areas) >= n && padded(areas))
        .min_by_key(|areas| (bits(areas), changes(areas), areas.clone()))
        .expect("areas of all of a symbol's bits hold them");
    best.iter().flat_map(|&bits| std::iter::repeat_n(prefix + bits, 1 << bits)).take(n).collect()
}

/// How often an ascending sequence has a greater length than before: one less than its different lengths.
fn changes(areas: &[u8]) -> usize {
    areas.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Every ascending sequence of that many lengths from 0 to `longest` of which at most four differ.
fn ascending(count: usize, longest: u8) -> Vec<Vec<u8>> {
    debug_assert!(longest + 3 <= MAX_LENGTH);
    (0..count).fold(vec![vec![]], |shorter: Vec<Vec<u8>>, _| {
        let longer = |areas: &Vec<u8>| {
            let areas = areas.clone();
            (areas.last().copied().unwrap_or(0)..=longest).map(move |next| [&areas[..], &[next]].concat())
        };
        shorter.iter().flat_map(longer).filter(|areas| changes(areas) < 4).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::{huffman_bits, symbol_bits};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn named(name: &str) -> Element {
        Element::named(name).unwrap()
    }

    fn book(element: Element, weights: &[u128], shape: Shape) -> Codebook {
        shaped(element, weights, shape).unwrap()
    }

    /// How many symbols have each length.
    fn counts(book: &Codebook) -> Vec<(u8, usize)> {
        let mut counts = BTreeMap::new();
        for &length in book.lengths() {
            *counts.entry(length).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    /// Symbols from the heaviest on, of equals the smallest first: by looking for it each time.
    fn heaviest_first(weights: &[u128]) -> Vec<usize> {
        let mut left: Vec<usize> = (0..weights.len()).collect();
        let mut order = Vec::new();
        while !left.is_empty() {
            let heaviest = left.iter().map(|&s| weights[s]).max().unwrap();
            let at = left.iter().position(|&s| weights[s] == heaviest).unwrap();
            order.push(left.remove(at));
        }
        order
    }

    /// What decides between codes: bits, bits of one unseen symbol each, how many lengths there are.
    type Key = (u128, u32, usize);

    fn key(lengths: &[u8], weights: &[u128]) -> Key {
        let each = || weights.iter().zip(lengths);
        let unseen = each().filter(|(weight, _)| **weight == 0);
        (
            each().map(|(weight, &length)| weight * u128::from(length)).sum(),
            unseen.map(|(_, &length)| u32::from(length)).sum(),
            lengths.iter().collect::<BTreeSet<_>>().len(),
        )
    }

    /// The best code of 2^`prefix` areas and at most four lengths, over every number of areas of every length.
    fn by_trying(element: Element, weights: &[u128], prefix: u8) -> Key {
        fn extend(
            lengths: &mut Vec<u8>,
            length: u8,
            longest: u8,
            areas: usize,
            each: &mut impl FnMut(&[u8]),
        ) {
            if areas == 0 {
                return each(lengths);
            }
            if length > longest {
                return;
            }
            for count in 0..=areas {
                let before = lengths.len();
                lengths.extend(vec![length; count]);
                extend(lengths, length + 1, longest, areas - count, each);
                lengths.truncate(before);
            }
        }
        let order = heaviest_first(weights);
        let mut best = None;
        extend(&mut Vec::new(), prefix, prefix + element.symbol_bits() as u8, 1 << prefix, &mut |areas| {
            if areas.iter().collect::<BTreeSet<_>>().len() > 4 {
                return;
            }
            let mut places = areas.iter().flat_map(|&length| vec![length; 1 << (length - prefix)]);
            let mut lengths = vec![0; weights.len()];
            for &symbol in &order {
                // Too few places leave a symbol without a codeword, which is refused below.
                lengths[symbol] = places.next().unwrap_or(0);
            }
            if Codebook::new(element, 16, &lengths, None).is_ok() {
                let key = key(&lengths, weights);
                best = Some(best.map_or(key, |best: Key| best.min(key)));
            }
        });
        best.unwrap()
    }

    fn agrees(element: Element, weights: &[u128]) -> Result<(), TestCaseError> {
        let prefix = element.symbol_bits().min(3) as u8;
        let book = book(element, weights, Shape::Qlc);
        prop_assert_eq!(key(book.lengths(), weights), by_trying(element, weights, prefix));
        prop_assert_eq!(key(book.lengths(), weights).0, symbol_bits(&book, weights));
        prop_assert!(counts(&book).len() <= 4);
        prop_assert_eq!(u32::from(book.max_length()), book.longest_codeword());
        // The prefix alone tells the length.
        let mut areas = BTreeMap::new();
        for entry in book.entries() {
            let area = entry.word.bits >> (entry.word.length - u32::from(prefix));
            prop_assert_eq!(*areas.entry(area).or_insert(entry.word.length), entry.word.length);
        }
        // A heavier symbol, or the smaller one of equals, is never the longer one.
        let order = heaviest_first(weights);
        prop_assert!(order.is_sorted_by_key(|&symbol| book.lengths()[symbol]));
        Ok(())
    }

    /// Many ties and zeros, and lopsided ones.
    fn weights(n: usize) -> impl Strategy<Value = Vec<u128>> {
        let one = prop_oneof![2 => Just(0u128), 4 => 1u128..4, 2 => 1u128..40, 2 => (0u32..80).prop_map(|e| 1 << e)];
        prop::collection::vec(one, n)
    }

    fn field(symbol_bits: u64, raw_bits: u64) -> Element {
        Element::custom(4, symbol_bits + raw_bits, symbol_bits - 1, 0).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn no_qlc_of_few_symbols_is_shorter(
            (bits, weights) in (1u64..=4).prop_flat_map(|bits| (Just(bits), weights(1 << bits))),
            raw in 0u64..=7,
        ) {
            agrees(field(bits, raw), &weights)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

        #[test]
        fn no_qlc_of_bytes_is_shorter(weights in weights(256), even in prop::collection::vec(900u128..1000, 256)) {
            agrees(named("e4m3"), &weights)?;
            // Here every codeword is assigned: 8 areas of 32 symbols each, or nearly that.
            agrees(named("e4m3"), &even)?;
        }

        #[test]
        fn no_qlc_of_six_bits_is_shorter(weights in weights(64), even in prop::collection::vec(900u128..1000, 64)) {
            agrees(named("e3m2"), &weights)?;
            agrees(named("e3m2"), &even)?;
        }
    }

    proptest! {
        /// The definition, symbol by symbol.
        #[test]
        fn dlc_is_by_rank(
            (bits, weights) in (1u64..=10).prop_flat_map(|bits| (Just(bits), weights(1 << bits))),
            raw in 0u64..=7,
        ) {
            let book = book(field(bits, raw), &weights, Shape::Dlc);
            let short = [0, 1, 2, 4, 8, 8, 8, 8, 8, 8, 8][bits as usize];
            let length = [0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4][bits as usize];
            for (rank, symbol) in heaviest_first(&weights).into_iter().enumerate() {
                let expected = if rank < short { length } else { bits as u8 + 1 };
                prop_assert_eq!(book.lengths()[symbol], expected);
            }
            for entry in book.entries() {
                let first = entry.word.bits >> (entry.word.length - 1);
                prop_assert_eq!(first == 0, entry.word.length == u32::from(length));
            }
            prop_assert_eq!(u32::from(book.max_length()), book.longest_codeword());
        }

        /// Four areas behind 0 and four behind 1 make a Dual Length Code, so a Quad Length Code is at least as
        /// short.
        #[test]
        fn shapes_in_order(
            (bits, weights) in (1u64..=10).prop_flat_map(|bits| (Just(bits), weights(1 << bits))),
            raw in 0u64..=7,
        ) {
            let bits = |shape| symbol_bits(&book(field(bits, raw), &weights, shape), &weights);
            prop_assert!(huffman_bits(&weights) <= bits(Shape::Qlc));
            prop_assert!(bits(Shape::Qlc) <= bits(Shape::Dlc));
        }
    }

    #[test]
    fn dlc_of_256_symbols() {
        for element in ["bf16", "bf16_bytes", "e4m3", "e2m1", "fp32"].map(named) {
            let weights: Vec<u128> = (0..256).map(|symbol| symbol * symbol).collect();
            let book = book(element, &weights, Shape::Dlc);
            assert_eq!(counts(&book), [(4, 8), (9, 248)]);
            assert_eq!((book.max_length(), book.escape()), (9, None));
            assert!(book.lengths()[248..].iter().all(|&length| length == 4));
        }
        assert_eq!(counts(&book(named("e3m2"), &[1; 64], Shape::Dlc)), [(4, 8), (7, 56)]);
        assert_eq!(counts(&book(named("fp16"), &[1; 32], Shape::Dlc)), [(4, 8), (6, 24)]);
    }

    /// Nothing to gain: every symbol keeps its size, or as nearly as padding allows.
    #[test]
    fn qlc_of_a_uniform_distribution() {
        assert_eq!(counts(&book(named("bytes"), &[7; 256], Shape::Qlc)), [(8, 256)]);
        assert_eq!(counts(&book(named("bytes"), &[0; 256], Shape::Qlc)), [(8, 256)]);
        // Seven areas of 8 and one of 16, of which half stays empty.
        assert_eq!(counts(&book(named("e3m2"), &[7; 64], Shape::Qlc)), [(6, 56), (7, 8)]);
        assert_eq!(counts(&book(field(2, 0), &[7; 4], Shape::Qlc)), [(2, 3), (3, 1)]);
        assert_eq!(counts(&book(field(1, 7), &[7; 2], Shape::Qlc)), [(1, 2)]);
    }

    #[test]
    fn huffman_has_its_defaults() {
        let weights: Vec<u128> = (0..256).map(|symbol| 1 << (symbol % 50)).collect();
        let expected = build(named("bf16"), &weights, 8, EscapeRule::Auto);
        assert_eq!(shaped(named("bf16"), &weights, Shape::Huffman), expected);
        assert_eq!(
            [Shape::Huffman, Shape::Dlc, Shape::Qlc].map(|s| s.to_string()),
            ["huffman", "dlc", "qlc"]
        );
    }

    /// Exponents of bf16 activations of the model that the sample tensors come from, counted over a whole
    /// fine-tuning run. The lengths and their bits were found by another program.
    #[test]
    fn real_exponents() {
        const FROM_98: [u128; 35] = [
            1, 1, 4, 8, 10, 18, 43, 87, 175, 265, 383, 578, 1040, 1763, 3348, 6056, 9508, 16684, 29881,
            52416, 92153, 156257, 258629, 413361, 627900, 860238, 891538, 549543, 328717, 253106, 126632,
            33353, 4257, 248, 9,
        ];
        let mut weights = [0; 256];
        weights[0] = 382;
        weights[98..133].copy_from_slice(&FROM_98);
        assert_eq!(huffman_bits(&weights), 16_027_736);
        let bf16 = named("bf16");
        let qlc = book(bf16, &weights, Shape::Qlc);
        assert_eq!(counts(&qlc), [(3, 4), (4, 4), (6, 8), (11, 240)]);
        assert_eq!(symbol_bits(&qlc, &weights), 17_109_649);
        assert_eq!([122, 123, 124, 125].map(|symbol: usize| qlc.lengths()[symbol]), [3; 4]);
        assert_eq!(symbol_bits(&book(bf16, &weights, Shape::Dlc), &weights), 21_552_168);
    }
}
