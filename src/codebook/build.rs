//! Optimal length-limited codes, with or without an escape, by package-merge on integers.

use super::{Codebook, CodebookError, Coded, MAX_LENGTH};
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

/// The limit that suits an element format: 8 bits where raw bits follow the symbol (exponents gather on a
/// few values, the rest escapes), else 12; and never more than the longest codeword that the alphabet can need.
pub fn default_max_length(element: Element) -> u8 {
    let limit = if element.raw_bits() > 0 { 8 } else { 12 };
    limit.min(element.alphabet()) as u8
}

/// The codebook of the smallest expected length among all valid ones with codewords of at most `max_length` bits
/// (and, with [`EscapeRule::Never`], without an escape).
///
/// `weights` holds one weight per symbol value, 0 where the symbol was never seen. Of codebooks equally short the one
/// with the fewest codewords is taken, of those one without escape, then the one that codes unseen symbols shortest; equal weights go by symbol value,
/// the smaller one first. So the same weights give the same codebook everywhere.
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
    let mut ranked: Vec<u8> = (0..element.alphabet()).map(|s| s as u8).collect();
    ranked.sort_by_key(|&s| Reverse(weights[usize::from(s)]));
    let all = ranked.len();
    let with = |limit, coded| best_of(element, weights, &ranked, coded, limit);
    let found = match escape {
        EscapeRule::Never => with(max_length, all),
        // Coding the most frequent ones is optimal: to swap a coded symbol for a more frequent escaped one saves bits, or
        // else its codeword is no shorter than escaping it and it may as well go without. So only their number is open.
        EscapeRule::Auto => (0..=all)
            .filter_map(|coded| with(max_length, coded))
            .min_by_key(|book| (symbol_bits(book, weights), book.entries().len(), book.escape())),
    };
    found.ok_or_else(|| {
        let needed = (max_length..=MAX_LENGTH).find(|&limit| with(limit, all).is_some());
        let needed = needed.expect("16 bits hold 256 symbols");
        BuildError::TooSmall { max_length, symbols: all, needed }
    })
}

/// Bits that the codebook takes for symbols of these weights: codewords and escaped symbols, raw bits not counted.
pub fn symbol_bits(book: &Codebook, weights: &[u128]) -> u128 {
    let raw = book.element().raw_bits();
    let bits = |(symbol, &weight): (u8, &u128)| weight * u128::from(book.element_bits(symbol) - raw);
    (0..=255).zip(weights).map(bits).sum()
}

/// Bits that Huffman's code without any limit takes for symbols of these weights, every symbol seen being coded:
/// no code of whole bits is shorter. A single symbol takes one bit.
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

/// The best codebook that codes exactly the first `coded` symbols of `ranked`, or `None` where the limit cannot hold them.
fn best_of(element: Element, weights: &[u128], ranked: &[u8], coded: usize, limit: u8) -> Option<Codebook> {
    // An unseen symbol weighs something, but all of them together in codewords of 16 bits less than 1 of the seen ones.
    let scaled = |symbol: u8| match weights[usize::from(symbol)] {
        0 => 1,
        weight => (weight as i128) << 13,
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
    // The all-ones codeword is assigned and too short. It stays unassigned: a leaf without weight takes it. Or, where
    // that is cheaper, the last codeword is made long enough: a symbol's (then the lightest one's), or the escape's, which
    // is the last one when no codeword is longer.
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

/// Code lengths of at most `limit` bits with the smallest sum of weight times length; `None` where the limit cannot hold the leaves.
///
/// `weights` descend. `floor` names a leaf and the least length that it shall have; where no complete code gives it that,
/// the result is of some shorter length and the caller has to look.
///
/// Package-merge (Larmore and Hirschberg 1990): a leaf of length l takes l coins, worth 1/2, 1/4 .. 2^-l, each at the price of its weight; the
/// cheapest coins worth n - 1 in all are the optimal code. From the smallest denomination up, coins are sorted, paired, and the pairs merged into
/// the coins twice their worth; the cheapest 2n - 2 of the largest are taken, with all that is packed in them.
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
