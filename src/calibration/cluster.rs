//! Several codebooks for tensors of several kinds: which tensors share one.
//!
//! k-means with the length of the coded tensors for a distance: every item goes to the codebook that codes it
//! shortest, every codebook is made again of its items, until nothing changes. That only ever shortens the
//! whole, and ends in a local optimum; so it starts from several places, and the shortest end is taken.

use super::{BuildError, symbol_bits, symbol_costs, unlimited_lengths};
use crate::codebook::Codebook;
use crate::histogram::Average;

/// Starts that are tried: one from the items furthest apart, the others at random.
const STARTS: u64 = 8;

/// Rounds after which a start ends even if items still move.
const ROUNDS: usize = 100;

/// Codebooks, and which item has which.
#[derive(Clone, Debug)]
pub struct Clusters {
    /// The codebooks, each with the average that it was made of, in the order of their first items.
    pub books: Vec<(Codebook, Average)>,
    /// The codebook of every item; of an empty one the first.
    pub of: Vec<usize>,
}

impl Clusters {
    /// The items of a codebook, by index.
    pub fn members(&self, book: usize) -> impl Iterator<Item = usize> {
        self.of.iter().enumerate().filter(move |(_, of)| **of == book).map(|(item, _)| item)
    }
}

/// Shares at most `books` codebooks among items (tensors, or groups of them). The same items, seed and
/// `build` give the same codebooks everywhere.
///
/// # Errors
/// The first of `build`, which makes a codebook of an average's weights.
///
/// # Panics
/// When `books` is 0, or the items' alphabets or weightings differ, or no item has elements.
pub fn cluster(
    items: &[Average],
    books: usize,
    seed: u64,
    build: impl Fn(&[u128]) -> Result<Codebook, BuildError>,
) -> Result<Clusters, BuildError> {
    assert!(books > 0, "at least one codebook");
    let full: Vec<usize> = (0..items.len()).filter(|&item| items[item].elements() > 0).collect();
    assert!(!full.is_empty(), "an item with elements");
    let weights: Vec<&[u128]> = full.iter().map(|&item| items[item].weights()).collect();
    // Without limit and escape a code is made in microseconds, and differs little from the one with them.
    let lengths =
        |weights: &[u128]| -> Vec<u32> { unlimited_lengths(weights).into_iter().map(u32::from).collect() };
    let mut random = seed;
    let starts = (0..STARTS).map(|start| {
        let centres = centres(&weights, books, (start > 0).then_some(&mut random), lengths);
        settled(&weights, centres, lengths)
    });
    // Of equally short ends the first.
    let (mut of, _) = starts.min_by_key(|(_, bits)| *bits).expect("there are starts");
    // Then with the codes that will be used, as long as that helps.
    let (mut made, mut bits) = with_books(&weights, &of, &build)?;
    for _ in 0..ROUNDS {
        let costs: Vec<Vec<u32>> = made.iter().map(symbol_costs).collect();
        let (moved, _) = assigned(&weights, &costs);
        let (again, fewer) = with_books(&weights, &moved, &build)?;
        if fewer >= bits {
            break;
        }
        (of, made, bits) = (moved, again, fewer);
    }
    // In the order of their first items, without those that nothing is left in.
    let mut order: Vec<usize> = Vec::new();
    for &book in &of {
        if !order.contains(&book) {
            order.push(book);
        }
    }
    let place = |book: usize| order.iter().position(|&b| b == book).expect("every book in use has a place");
    let mut all = vec![0; items.len()];
    let mut averages: Vec<Option<Average>> = vec![None; order.len()];
    for (&item, &book) in full.iter().zip(&of) {
        all[item] = place(book);
        match &mut averages[all[item]] {
            Some(sum) => sum.merge(&items[item]),
            none => *none = Some(items[item].clone()),
        }
    }
    let books = order
        .iter()
        .zip(averages)
        .map(|(&book, average)| (made[book].clone(), average.expect("a book in use has an item")));
    Ok(Clusters { books: books.collect(), of: all })
}

fn bits(weights: &[u128], costs: &[u32]) -> u128 {
    weights.iter().zip(costs).map(|(&weight, &cost)| weight * u128::from(cost)).sum()
}

/// Every item at the codebook that codes it shortest, of equals the first; and the bits of all.
fn assigned(items: &[&[u128]], costs: &[Vec<u32>]) -> (Vec<usize>, u128) {
    let best = |item: &&[u128]| {
        let all = costs.iter().enumerate().map(|(book, costs)| (bits(item, costs), book));
        all.min().expect("there are codebooks")
    };
    let best: Vec<(u128, usize)> = items.iter().map(best).collect();
    (best.iter().map(|&(_, book)| book).collect(), best.iter().map(|&(bits, _)| bits).sum())
}

/// Code lengths to start from: those of single items. The first is of the item that the code of all fits
/// worst, or a random one; each next is of the one that those before fit worst, or random in proportion to
/// how badly they do.
fn centres(
    items: &[&[u128]],
    books: usize,
    mut random: Option<&mut u64>,
    lengths: impl Fn(&[u128]) -> Vec<u32>,
) -> Vec<Vec<u32>> {
    let own: Vec<u128> = items.iter().map(|item| bits(item, &lengths(item))).collect();
    let mut centres: Vec<Vec<u32>> = Vec::new();
    while centres.len() < books.min(items.len()) {
        let regret: Vec<u128> = match centres.is_empty() {
            true => {
                let all = lengths(&sum(items.iter().copied()));
                items.iter().zip(&own).map(|(item, own)| bits(item, &all).saturating_sub(*own)).collect()
            }
            false => {
                let least = |item: &&[u128]| centres.iter().map(|centre| bits(item, centre)).min();
                let least = items.iter().map(|item| least(item).expect("a centre"));
                least.zip(&own).map(|(least, own)| least.saturating_sub(*own)).collect()
            }
        };
        let total: u128 = regret.iter().sum();
        let chosen = match &mut random {
            _ if total == 0 => break,
            // Of equals the first.
            None => (0..items.len()).rev().max_by_key(|&item| regret[item]).expect("an item"),
            Some(state) => {
                let mut at = wide(state) % total;
                let found = regret.iter().position(|&regret| {
                    let here = at < regret;
                    at = at.saturating_sub(regret);
                    here
                });
                found.expect("it is below the sum")
            }
        };
        centres.push(lengths(items[chosen]));
    }
    if centres.is_empty() {
        centres.push(lengths(&sum(items.iter().copied())));
    }
    centres
}

/// Assigns and makes again until nothing moves.
fn settled(
    items: &[&[u128]],
    mut centres: Vec<Vec<u32>>,
    lengths: impl Fn(&[u128]) -> Vec<u32>,
) -> (Vec<usize>, u128) {
    let (mut of, mut all) = assigned(items, &centres);
    for _ in 0..ROUNDS {
        for (book, centre) in centres.iter_mut().enumerate() {
            let members = items.iter().zip(&of).filter(|&(_, &of)| of == book).map(|(item, _)| *item);
            // One without items keeps its code and may win some back.
            if members.clone().next().is_some() {
                *centre = lengths(&sum(members));
            }
        }
        let (moved, fewer) = assigned(items, &centres);
        let done = moved == of;
        (of, all) = (moved, fewer);
        if done {
            break;
        }
    }
    (of, all)
}

/// The codebooks of an assignment, and the bits of all items with them. A codebook without items is that of
/// all.
fn with_books(
    items: &[&[u128]],
    of: &[usize],
    build: impl Fn(&[u128]) -> Result<Codebook, BuildError>,
) -> Result<(Vec<Codebook>, u128), BuildError> {
    let books = of.iter().max().map_or(1, |most| most + 1);
    let mut made = Vec::with_capacity(books);
    let mut all = 0;
    for book in 0..books {
        let members = items.iter().zip(of).filter(|&(_, &of)| of == book).map(|(item, _)| *item);
        let members: Vec<&[u128]> = members.collect();
        let weights = sum(if members.is_empty() { items } else { &members[..] }.iter().copied());
        let codebook = build(&weights)?;
        all += members.iter().map(|item| symbol_bits(&codebook, item)).sum::<u128>();
        made.push(codebook);
    }
    Ok((made, all))
}

fn sum<'a>(items: impl Iterator<Item = &'a [u128]>) -> Vec<u128> {
    let mut sum = Vec::new();
    for item in items {
        sum.resize(item.len(), 0);
        sum.iter_mut().zip(item).for_each(|(sum, &weight)| *sum += weight);
    }
    sum
}

/// 128 bits of splitmix64 (Steele, Lea and Flood 2014). A library's generator could change with its version,
/// and the codebooks with it.
fn wide(state: &mut u64) -> u128 {
    let mut next = || {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        u128::from(z ^ z >> 31)
    };
    next() << 64 | next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::{EscapeRule, build};
    use crate::element::Element;
    use crate::histogram::{Histogram, Weighting};
    use proptest::prelude::*;

    fn element() -> Element {
        Element::custom(2, 12, 2, 0).unwrap()
    }

    fn item(counts: &[u64]) -> Average {
        let mut average = Average::new(element(), Weighting::Tensors);
        average.add(&Histogram::from_counts(element(), counts.to_vec()));
        average
    }

    fn code(weights: &[u128]) -> Result<Codebook, BuildError> {
        build(element(), weights, 7, EscapeRule::Never)
    }

    fn total(items: &[Average], clusters: &Clusters) -> u128 {
        let bits = |(item, &book): (&Average, &usize)| symbol_bits(&clusters.books[book].0, item.weights());
        items.iter().zip(&clusters.of).map(bits).sum()
    }

    /// The bits of the best of all partitions, found by trying every one.
    fn by_trying(items: &[Average], books: usize) -> u128 {
        let partition = |mut number: usize| -> u128 {
            let digit = |_| {
                let digit = number % books;
                number /= books;
                digit
            };
            let of: Vec<usize> = (0..items.len()).map(digit).collect();
            let weights: Vec<&[u128]> = items.iter().map(Average::weights).collect();
            with_books(&weights, &of, code).unwrap().1
        };
        (0..books.pow(items.len() as u32)).map(partition).min().unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// Never longer than one codebook, never shorter than the best partition, every item at its best
        /// codebook, and every codebook that of its items.
        #[test]
        fn clusters_are_what_they_say(
            counts in prop::collection::vec(prop::collection::vec(0u64..50, 8), 1..7),
            books in 1usize..4,
            seed: u64,
        ) {
            let items: Vec<Average> = counts.iter().map(|counts| item(counts)).collect();
            prop_assume!(items.iter().all(|item| item.elements() > 0));
            let clusters = cluster(&items, books, seed, code).unwrap();
            prop_assert!(clusters.books.len() <= books);
            let found = total(&items, &clusters);
            prop_assert!(found <= total(&items, &cluster(&items, 1, seed, code).unwrap()));
            prop_assert!(found >= by_trying(&items, books));
            for (book, (codebook, average)) in clusters.books.iter().enumerate() {
                let members: Vec<&[u128]> =
                    items.iter().zip(&clusters.of).filter(|(_, of)| **of == book).map(|(i, _)| i.weights()).collect();
                prop_assert_eq!(average.weights(), &sum(members.into_iter())[..]);
                prop_assert_eq!(codebook, &code(average.weights()).unwrap());
            }
            let firsts: Vec<usize> =
                (0..clusters.books.len()).map(|book| clusters.of.iter().position(|of| *of == book).unwrap()).collect();
            prop_assert!(firsts.is_sorted(), "books are in the order of their first items");
        }
    }

    /// Three kinds of tensors, far apart: each kind has its codebook, whatever the seed, and the bits are those
    /// of the best partition.
    #[test]
    fn kinds_that_differ_are_told_apart() {
        let kind = |low: usize, i: u64| {
            let mut counts = vec![1; 8];
            (counts[low], counts[low + 1], counts[low + 2]) = (500 + i, 250 - i, 100);
            item(&counts)
        };
        let items: Vec<Average> = (0..9).map(|i| kind([0, 5, 2][i % 3], i as u64)).collect();
        for seed in [0, 1, u64::MAX] {
            let clusters = cluster(&items, 3, seed, code).unwrap();
            assert_eq!(clusters.of, [0, 1, 2, 0, 1, 2, 0, 1, 2]);
        }
        assert_eq!(total(&items[..6], &cluster(&items[..6], 3, 0, code).unwrap()), by_trying(&items[..6], 3));
    }

    #[test]
    fn few_or_equal_items_need_few_codebooks() {
        let clusters = cluster(&[item(&[4, 2, 1, 1, 1, 1, 1, 1])], 4, 0, code).unwrap();
        assert_eq!((clusters.books.len(), clusters.of), (1, vec![0]));
        let same = vec![item(&[1; 8]), item(&[0; 8]), item(&[1; 8])];
        let clusters = cluster(&same, 4, 0, code).unwrap();
        assert_eq!((clusters.books.len(), clusters.of), (1, vec![0, 0, 0]));
    }
}
