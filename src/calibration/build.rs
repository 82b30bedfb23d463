//! Optimal length-limited codes, with or without an escape, by package-merge on integers.

use crate::codebook::{Codebook, CodebookError, Coded, MAX_LENGTH};
use crate::element::Element;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Whether symbols may go without a codeword of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EscapeRule {
    /// Those are escaped for which that makes the expected length smallest.
    #[default]
    Auto,
    /// Every symbol has a codeword.
    Never,
}

/// Why there is no codebook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A limit that no codebook may have.
    #[error(transparent)]
    MaxLength(CodebookError),
    /// Fewer codewords than symbols.
    #[error(
        "max_length {max_length} cannot hold {symbols} symbols (needs at least {needed}): raise it, or allow an escape"
    )]
    TooSmall {
        /// The limit asked for, bits.
        max_length: u8,
        /// Symbols that need a codeword.
        symbols: usize,
        /// The smallest limit that holds them, bits.
        needed: u8,
    },
}

/// The limit that suits an element format: where raw bits follow the symbol 8 bits (exponents gather on a few values,
/// the rest escapes), or 10 for symbols wider than 8 bits, which gather on more; else 12, as it is where nothing may
/// escape; and never more than the longest codeword that the alphabet can need.
pub fn default_max_length(element: Element, escape: EscapeRule) -> u8 {
    let limit = match element.raw_bits() > 0 && escape == EscapeRule::Auto {
        true if element.symbol_bits() <= 8 => 8,
        true => 10,
        false => 12,
    };
    limit.min(element.alphabet()) as u8
}

/// The same for exponents relative to a base: at least 10 bits. One codebook suits more tensors then, and what is left
/// between it and their own Huffman codes is mostly the limit's.
pub fn default_max_length_relative(element: Element, escape: EscapeRule) -> u8 {
    default_max_length(element, escape).max(10).min(element.alphabet().min(255) as u8)
}

/// The codebook of the smallest expected length among all valid ones with codewords of at most `max_length`
/// bits (and, with [`EscapeRule::Never`], without an escape).
///
/// `weights` holds one weight per symbol value, 0 where the symbol was never seen. Of codebooks equally
/// short the one with the fewest codewords is taken, of those one without escape, then the one that codes
/// unseen symbols shortest; equal weights go by symbol value, the smaller one first. So the same weights
/// give the same codebook everywhere.
///
/// # Panics
/// When there are not as many weights as the alphabet has symbols, or their sum reaches 2^100.
pub fn build(
    element: Element,
    weights: &[u128],
    max_length: u8,
    escape: EscapeRule,
) -> Result<Codebook, BuildError> {
    assert_eq!(weights.len(), element.alphabet(), "a weight per symbol");
    assert!(weights.iter().sum::<u128>() < 1 << 100, "the sum of the weights is below 2^100");
    if max_length == 0 || max_length > MAX_LENGTH {
        return Err(BuildError::MaxLength(CodebookError::MaxLength(max_length.into())));
    }
    let ranked = ranked(weights);
    let all = ranked.len();
    let with = |limit, coded| best_of(element, weights, &ranked, coded, limit);
    let found = match escape {
        EscapeRule::Never => with(max_length, all),
        // Coding the most frequent ones is optimal: to swap a coded symbol for a more frequent escaped one
        // saves bits, or else its codeword is no shorter than escaping it and it may as well go without. So
        // only their number is open. Codewords for some of those never seen are more codewords that save
        // nothing; for all of them they may be no more than with an escape.
        EscapeRule::Auto => (0..=weights.iter().filter(|&&weight| weight != 0).count().min(all - 1))
            .chain([all])
            .filter_map(|coded| with(max_length, coded))
            .min_by_key(|book| (symbol_bits(book, weights), book.entries().len(), book.escape())),
    };
    found.ok_or_else(|| {
        let needed = (max_length..=MAX_LENGTH).find(|&limit| with(limit, all).is_some());
        let needed = needed.expect("16 bits hold 1024 symbols");
        BuildError::TooSmall { max_length, symbols: all, needed }
    })
}

/// The symbols from the heaviest on, of equals the smaller value first.
pub(super) fn ranked(weights: &[u128]) -> Vec<u16> {
    let mut ranked: Vec<u16> = (0..weights.len()).map(|s| s as u16).collect();
    ranked.sort_by_key(|&s| Reverse(weights[usize::from(s)]));
    ranked
}

/// Bits that each symbol takes in the stream: its codeword, or the escape's and its own; raw bits not counted.
pub fn symbol_costs(book: &Codebook) -> Vec<u32> {
    let raw = book.element().raw_bits();
    (0..book.lengths().len()).map(|symbol| book.element_bits(symbol as u16) - raw).collect()
}

/// Bits that the codebook takes for symbols of these weights: codewords and escaped symbols, raw bits not
/// counted.
pub fn symbol_bits(book: &Codebook, weights: &[u128]) -> u128 {
    symbol_costs(book).into_iter().zip(weights).map(|(cost, &weight)| weight * u128::from(cost)).sum()
}

/// Bits that Huffman's code without any limit takes for symbols of these weights, every symbol seen being
/// coded: no code of whole bits is shorter. A single symbol takes one bit.
pub fn huffman_bits(weights: &[u128]) -> u128 {
    let mut heap: BinaryHeap<Reverse<u128>> =
        weights.iter().filter(|&&weight| weight != 0).map(|&weight| Reverse(weight)).collect();
    if heap.len() == 1 {
        return weights.iter().sum();
    }
    let mut bits = 0;
    while let (Some(Reverse(a)), Some(Reverse(b))) = (heap.pop(), heap.pop()) {
        bits += a + b;
        if heap.is_empty() {
            break;
        }
        heap.push(Reverse(a + b));
    }
    bits
}

/// Code lengths of Huffman's code without any limit, one per symbol: every symbol has a codeword, of those
/// never seen as if all of them together had been seen less than once. Too long for a [`Codebook`]: a measure
/// of what limits cost.
pub fn unlimited_lengths(weights: &[u128]) -> Vec<u8> {
    let scaled = |&weight: &u128| if weight == 0 { 1 } else { weight << 13 };
    // Of equal weights the one that was made first, so that the same weights give the same code everywhere.
    let mut heap: BinaryHeap<Reverse<(u128, usize)>> =
        weights.iter().map(scaled).zip(0..).map(Reverse).collect();
    let mut parents = vec![0; weights.len()];
    while let Some(Reverse((a, left))) = heap.pop() {
        let Some(Reverse((b, right))) = heap.pop() else { break };
        let node = parents.len();
        (parents[left], parents[right]) = (node, node);
        parents.push(node);
        heap.push(Reverse((a + b, node)));
    }
    let mut depths = vec![0u8; parents.len()];
    for node in (0..parents.len() - 1).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    depths.truncate(weights.len());
    depths
}

/// The best codebook that codes exactly the first `coded` symbols of `ranked`, or `None` where the limit
/// cannot hold them.
fn best_of(element: Element, weights: &[u128], ranked: &[u16], coded: usize, limit: u8) -> Option<Codebook> {
    if coded + usize::from(coded < ranked.len()) > 1 << limit {
        return None;
    }
    // An unseen symbol weighs something, but all of them together in codewords of 16 bits less than 1 of
    // the seen ones: 1024 of them 2^14.
    let scaled = |symbol: u16| match weights[usize::from(symbol)] {
        0 => 1,
        weight => (weight as i128) << 15,
    };
    let mut leaves: Vec<(Coded, i128)> =
        ranked[..coded].iter().map(|&symbol| (Coded::Symbol(symbol), scaled(symbol))).collect();
    let escaped = &ranked[coded..];
    let escape = (!escaped.is_empty()).then(|| {
        let weight = escaped.iter().map(|&symbol| scaled(symbol)).sum();
        let at = leaves.partition_point(|leaf| leaf.1 >= weight);
        leaves.insert(at, (Coded::Escape, weight));
        at
    });
    let of: Vec<i128> = leaves.iter().map(|leaf| leaf.1).collect();
    let cost = |lengths: &[u8]| of.iter().zip(lengths).map(|(w, &l)| w * i128::from(l)).sum::<i128>();
    let valid = |lengths: Vec<u8>| {
        let (mut per_symbol, mut of_escape) = (vec![0; weights.len()], None);
        for (&(what, _), &length) in leaves.iter().zip(&lengths) {
            match what {
                Coded::Symbol(symbol) => per_symbol[usize::from(symbol)] = length,
                Coded::Escape => of_escape = Some(length),
            }
        }
        let book = Codebook::new(element, limit, &per_symbol, of_escape).ok()?;
        Some((cost(&lengths), book))
    };
    if let Some((_, book)) = valid(package_merge(&of, limit, None)?) {
        return Some(book);
    }
    // The all-ones codeword is assigned and too short. It stays unassigned: a leaf without weight takes it.
    // Or, where that is cheaper, the last codeword is made long enough: a symbol's (then the lightest
    // one's), or the escape's, which is the last one when no codeword is longer.
    let enough = 8u8.saturating_sub(element.raw_bits() as u8);
    let enough_escaped = enough.saturating_sub(element.symbol_bits() as u8).max(1);
    let unassigned = package_merge(&[&of[..], &[0]].concat(), limit, None).map(|mut lengths| {
        lengths.pop();
        lengths
    });
    let lightest = package_merge(&of, limit, Some((of.len() - 1, enough)));
    let longest_escape = escape.into_iter().flat_map(|at| {
        let of = &of;
        (enough_escaped..enough.min(limit + 1))
            .map(move |length| package_merge(of, length, Some((at, length))))
    });
    let candidates = [unassigned, lightest].into_iter().chain(longest_escape).flatten();
    candidates.filter_map(valid).min_by_key(|&(cost, _)| cost).map(|(_, book)| book)
}

/// Code lengths of at most `limit` bits with the smallest sum of weight times length; `None` where the
/// limit cannot hold the leaves.
///
/// `weights` descend. `floor` names a leaf and the least length that it shall have; where no complete code
/// gives it that, the result is of some shorter length and the caller has to look.
///
/// Package-merge (Larmore and Hirschberg 1990): a leaf of length l takes l coins, worth 1/2, 1/4 .. 2^-l,
/// each at the price of its weight; the cheapest coins worth n - 1 in all are the optimal code. From the
/// smallest denomination up, coins are sorted, paired, and the pairs merged into the coins twice their
/// worth; the cheapest 2n - 2 of the largest are taken, with all that is packed in them.
fn package_merge(weights: &[i128], limit: u8, floor: Option<(usize, u8)>) -> Option<Vec<u8>> {
    /// Cheaper than all coins together are dear.
    const FORCED: i128 = -1 << 120;
    let n = weights.len();
    if n > 1 << limit {
        return None;
    }
    if n == 1 {
        return Some(vec![floor.map_or(1, |(_, length)| length)]);
    }
    // Per denomination, the leaves in ascending price, and which coins of the merged list are packages.
    let mut levels: Vec<(Vec<usize>, Vec<bool>)> = Vec::new();
    let mut packages: Vec<i128> = Vec::new();
    for level in (1..=limit).rev() {
        let forced = floor.filter(|&(_, length)| level <= length).map(|(leaf, _)| leaf);
        let order: Vec<usize> =
            forced.into_iter().chain((0..n).rev().filter(|&leaf| Some(leaf) != forced)).collect();
        let price = |leaf: usize| if Some(leaf) == forced { FORCED } else { weights[leaf] };
        let mut coins = Vec::with_capacity(n + packages.len());
        let mut packed = Vec::with_capacity(n + packages.len());
        let (mut leaves, mut pairs) =
            (order.iter().map(|&l| price(l)).peekable(), packages.iter().peekable());
        loop {
            // Of equals the leaf first: that keeps the longest codeword short.
            let package = match (leaves.peek(), pairs.peek()) {
                (Some(leaf), Some(pair)) => *pair < leaf,
                (None, None) => break,
                (leaf, _) => leaf.is_none(),
            };
            coins.extend(if package { pairs.next().copied() } else { leaves.next() });
            packed.push(package);
        }
        packages = coins.chunks_exact(2).map(|pair| pair[0] + pair[1]).collect();
        levels.push((order, packed));
    }
    let mut lengths = vec![0; n];
    let mut take = 2 * n - 2;
    for (order, packed) in levels.iter().rev() {
        let pairs = packed[..take].iter().filter(|&&package| package).count();
        for &leaf in &order[..take - pairs] {
            lengths[leaf] += 1;
        }
        take = 2 * pairs;
    }
    Some(lengths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What decides between codebooks, in this order: bits, codewords, whether there is an escape, bits of
    /// one unseen symbol each.
    type Key = (u128, usize, bool, u32);

    fn key(lengths: &[u8], escape: Option<u8>, symbol_bits: u32, weights: &[u128]) -> Key {
        let bits = |length: u8| match length {
            0 => u32::from(escape.unwrap()) + symbol_bits,
            length => length.into(),
        };
        let coded = lengths.iter().chain(&escape).filter(|&&length| length != 0).count();
        let each = || weights.iter().zip(lengths).map(|(&weight, &length)| (weight, bits(length)));
        let cost = each().map(|(weight, bits)| weight * u128::from(bits)).sum();
        let unseen = each().filter(|&(weight, _)| weight == 0).map(|(_, bits)| bits).sum();
        (cost, coded, escape.is_some(), unseen)
    }

    /// The best of all valid codebooks, found by trying every one: every length from none to `max_length`
    /// for every symbol and for the escape.
    fn by_trying(element: Element, weights: &[u128], max_length: u8, escapes: bool) -> Option<Key> {
        let n = element.alphabet();
        let digits = u64::from(max_length) + 1;
        let valid = (0..digits.pow(n as u32 + u32::from(escapes))).filter_map(|number| {
            let digit = |place: usize| (number / digits.pow(place as u32) % digits) as u8;
            let lengths: Vec<u8> = (0..n).map(digit).collect();
            let escape = escapes.then(|| digit(n)).filter(|&length| length != 0);
            Codebook::new(element, max_length, &lengths, escape).ok()?;
            Some(key(&lengths, escape, element.symbol_bits(), weights))
        });
        valid.min()
    }

    /// Many ties and zeros, and lopsided ones.
    fn weights(n: usize) -> impl Strategy<Value = Vec<u128>> {
        let one = prop_oneof![2 => Just(0u128), 4 => 1u128..4, 2 => 1u128..40, 2 => (0u32..90).prop_map(|e| 1 << e)];
        prop::collection::vec(one, n)
    }

    fn agrees(element: Element, weights: &[u128], max_length: u8) -> Result<(), TestCaseError> {
        for (rule, escapes) in [(EscapeRule::Auto, true), (EscapeRule::Never, false)] {
            let best = by_trying(element, weights, max_length, escapes);
            match build(element, weights, max_length, rule) {
                Ok(book) => {
                    let key = key(book.lengths(), book.escape(), element.symbol_bits(), weights);
                    prop_assert_eq!(Some(key), best, "{:?}", book);
                    prop_assert_eq!(symbol_bits(&book, weights), key.0);
                }
                Err(error) => {
                    prop_assert_eq!(best, None);
                    let BuildError::TooSmall { needed, .. } = error else { panic!("{error}") };
                    prop_assert!(build(element, weights, needed, rule).is_ok());
                    prop_assert!(build(element, weights, needed - 1, rule).is_err());
                }
            }
        }
        Ok(())
    }

    proptest! {
        /// Complete, and as short as the sum of all merges says.
        #[test]
        fn unlimited_lengths_are_huffmans(weights in weights(8)) {
            let lengths = unlimited_lengths(&weights);
            let longest = u32::from(*lengths.iter().max().unwrap());
            let sum: u128 = lengths.iter().map(|&length| 1u128 << (longest - u32::from(length))).sum();
            prop_assert_eq!(sum, 1 << longest);
            let scaled: Vec<u128> = weights.iter().map(|&w| if w == 0 { 1 } else { w << 13 }).collect();
            let bits: u128 = scaled.iter().zip(&lengths).map(|(&w, &length)| w * u128::from(length)).sum();
            prop_assert_eq!(bits, huffman_bits(&scaled));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

        /// Raw bits from none to enough that padding is no danger: each way round the all-ones codeword is
        /// taken somewhere.
        #[test]
        fn no_codebook_of_four_symbols_is_cheaper(weights in weights(4), max_length in 1u8..=5, raw in 0u64..=7) {
            agrees(Element::custom(2, 2 + raw, 1 + raw / 2, raw / 2).unwrap(), &weights, max_length)?;
        }

        #[test]
        fn no_codebook_of_two_symbols_is_cheaper(weights in weights(2), max_length in 1u8..=9, raw in 0u64..=7) {
            agrees(Element::custom(1, 1 + raw, raw, raw).unwrap(), &weights, max_length)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn no_codebook_of_eight_symbols_is_cheaper(weights in weights(8), max_length in 2u8..=3, raw in 3u64..=6) {
            agrees(Element::custom(2, 3 + raw, 2, 0).unwrap(), &weights, max_length)?;
        }
    }

    /// Each way round an all-ones codeword that is too short, where it is the cheapest; and a tie.
    #[test]
    fn close_decisions_by_hand() {
        let field =
            |symbol_bits: u64, raw: u64| Element::custom(2, symbol_bits + raw, symbol_bits - 1, 0).unwrap();
        for (element, weights, limit, rule, lengths, escape) in [
            // 2, 2, 2, 2 would end in 11 and 3 raw bits: the last codeword stays unassigned.
            (field(2, 3), &[3, 3, 3, 3][..], 4, EscapeRule::Never, &[2, 2, 2, 3][..], None),
            // Coding 2 in one bit or in two comes to the same; the unseen 3 gains from the shorter escape.
            (field(2, 0), &[1, 1, 2, 0], 2, EscapeRule::Auto, &[0, 0, 2, 0], Some(1)),
            // With 5 raw bits 111 is long enough, and 1, 2, 3, 3 costs no more than 2, 2, 2, 2.
            (field(2, 5), &[2, 2, 1, 1], 4, EscapeRule::Never, &[1, 2, 3, 3], None),
            // The escape weighs more than a coded symbol; but behind all others its 111 and 3 verbatim bits
            // are enough.
            (
                field(3, 3),
                &[10, 10, 10, 10, 3, 3, 3, 3],
                3,
                EscapeRule::Auto,
                &[2, 2, 2, 3, 0, 0, 0, 0],
                Some(3),
            ),
        ] {
            let book = build(element, weights, limit, rule).unwrap();
            assert_eq!((book.lengths(), book.escape()), (lengths, escape));
            agrees(element, weights, limit).unwrap();
        }
    }

    /// Of 1024 symbols those never seen weigh nothing against one that was: the code of those seen is the one that it
    /// would be without the others, whose escape is as long as the limit lets it.
    #[test]
    fn unseen_symbols_of_a_wide_alphabet_cost_the_seen_ones_nothing() {
        let element = Element::named("bf16_m2").unwrap();
        for (seen, limit) in [(1usize, 16u8), (3, 16), (5, 7), (100, 10), (1000, 16)] {
            let mut weights = vec![0u128; 1024];
            (0..seen).for_each(|s| weights[1023 - s] = 1 + (s as u128 % 3));
            let book = build(element, &weights, limit, EscapeRule::Auto).unwrap();
            assert!(weights.iter().zip(book.lengths()).all(|(&w, &length)| (w == 0) == (length == 0)));
            // An escape beside the seen ones: one more leaf of next to no weight.
            let leaf: Vec<u128> = weights.iter().filter(|w| **w > 0).map(|w| w << 40).chain([1]).collect();
            let shortest = huffman_bits(&leaf) >> 40;
            let found = symbol_bits(&book, &weights);
            assert!(
                found == shortest || limit < 16 && found >= shortest,
                "{seen} of {limit}: {found}, {shortest}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

        /// The numbers of codewords that are not looked at give nothing shorter, nor as short with fewer codewords.
        #[test]
        fn no_number_of_codewords_is_missed(weights in weights(16), max_length in 4u8..=6, raw in 0u64..=7) {
            let element = Element::custom(2, 4 + raw, 3, 0).unwrap();
            let book = build(element, &weights, max_length, EscapeRule::Auto).unwrap();
            let key = |book: &Codebook| (symbol_bits(book, &weights), book.entries().len(), book.escape());
            let ranked = ranked(&weights);
            let all = (0..=16).filter_map(|coded| best_of(element, &weights, &ranked, coded, max_length));
            prop_assert_eq!(key(&book), all.map(|book| key(&book)).min().unwrap());
        }
    }

    proptest! {
        /// Another algorithm for the case without limit: Huffman's. 16 bits are no limit where no weight is
        /// rare.
        #[test]
        fn without_a_limit_it_is_huffmans_code(weights in prop::collection::vec(100u128..10_000, 256)) {
            let book = build(Element::named("bf16").unwrap(), &weights, 16, EscapeRule::Never).unwrap();
            prop_assert_eq!(symbol_bits(&book, &weights), huffman_bits(&weights));
        }

        /// The limit only ever costs; and an escape only ever saves.
        #[test]
        fn limits_cost_and_escapes_save(weights in weights(64), max_length in 7u8..=12) {
            let element = Element::named("e3m2").unwrap();
            let bits = |max_length, rule| {
                symbol_bits(&build(element, &weights, max_length, rule).unwrap(), &weights)
            };
            prop_assert!(bits(max_length, EscapeRule::Auto) <= bits(max_length, EscapeRule::Never));
            prop_assert!(bits(max_length + 1, EscapeRule::Auto) <= bits(max_length, EscapeRule::Auto));
            prop_assert!(huffman_bits(&weights) <= bits(max_length, EscapeRule::Auto));
        }

        /// Whatever the weights, an equal or heavier symbol never has the longer codeword, nor the higher
        /// value of equals.
        #[test]
        fn codewords_follow_weight_then_value(weights in weights(32), max_length in 5u8..=10) {
            let element = Element::named("fp16").unwrap();
            let book = build(element, &weights, max_length, EscapeRule::Never).unwrap();
            let mut order: Vec<usize> = (0..32).collect();
            order.sort_by_key(|&s| (Reverse(weights[s]), s));
            prop_assert!(order.is_sorted_by_key(|&s| book.lengths()[s]));
        }
    }

    #[test]
    fn the_four_symbols_of_the_documentation() {
        let two_bits = Element::custom(1, 2, 1, 0).unwrap();
        let limit = default_max_length(two_bits, EscapeRule::Auto);
        let book = build(two_bits, &[8, 4, 2, 1], limit, EscapeRule::Auto).unwrap();
        assert_eq!((book.lengths(), book.escape()), (&[1, 2, 3, 4][..], None));
    }

    #[test]
    fn huffman_by_hand() {
        assert_eq!(huffman_bits(&[]), 0);
        assert_eq!(huffman_bits(&[0, 7, 0]), 7);
        // 1+2, 3+3, 6+4: lengths 3 3 2 1 with 1 2 3 4 or 3 3 2 1.
        assert_eq!(huffman_bits(&[1, 2, 3, 4]), 19);
    }

    #[test]
    fn of_equally_short_codebooks_the_smallest() {
        let bytes = Element::named("bytes").unwrap();
        let mut weights = vec![0; 256];
        weights[7] = 10;
        // One codeword for the symbol and one for everything unseen.
        let book = build(bytes, &weights, 12, EscapeRule::Auto).unwrap();
        assert_eq!((book.codeword(7).unwrap().length, book.escape(), book.entries().len()), (1, Some(1), 2));
        // All alike: no code is shorter than 8 bits each, and without an escape there is none in the
        // hardware.
        let book = build(bytes, &[3; 256], 12, EscapeRule::Auto).unwrap();
        assert_eq!((book.lengths(), book.escape()), (&[8; 256][..], None));
    }

    #[test]
    fn limits_that_hold_nothing_are_refused() {
        let refusal = |name: &str, limit| {
            let element = Element::named(name).unwrap();
            let weights = vec![1; element.alphabet()];
            build(element, &weights, limit, EscapeRule::Never).unwrap_err().to_string()
        };
        assert!(
            refusal("bytes", 6).starts_with("max_length 6 cannot hold 256 symbols (needs at least 8)"),
            "{}",
            refusal("bytes", 6)
        );
        // 64 codewords of 6 bits would leave none for padding.
        assert!(refusal("e3m2", 6).contains("needs at least 7"));
        assert_eq!(refusal("bytes", 17), "max_length 17: use 1 to 16");
        assert_eq!(refusal("bytes", 0), "max_length 0: use 1 to 16");
    }

    #[test]
    fn defaults() {
        let default = |name: &str| default_max_length(Element::named(name).unwrap(), EscapeRule::Auto);
        assert_eq!(
            ["bf16", "fp16", "fp32", "e4m3", "bf16_bytes", "e3m2"].map(default),
            [8, 8, 8, 12, 12, 12]
        );
        assert_eq!(default_max_length(Element::named("bf16").unwrap(), EscapeRule::Never), 12);
        assert_eq!(default_max_length(Element::custom(1, 1, 0, 0).unwrap(), EscapeRule::Auto), 2);
    }
}
