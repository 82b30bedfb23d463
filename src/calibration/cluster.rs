//! Several codebooks for tensors of several kinds: which tensors share one.
//!
//! k-means with the length of the coded tensors for a distance: every item goes to the codebook that codes it
//! shortest, every codebook is made again of its items, until nothing changes. That only ever shortens the
//! whole, and ends in a local optimum; so it starts from several places, and the shortest end is taken.

use super::{BuildError, symbol_costs, unlimited_lengths};
use crate::codebook::Codebook;
use crate::element::Element;
use crate::histogram::{Average, Sparse, Weighting};
use rayon::prelude::*;

/// Starts that are tried: one from the items furthest apart, the others at random.
const STARTS: u64 = 8;

/// Items that a task looks at, at least.
const CHUNK: usize = 256;

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
    let full: Vec<usize> = (0..items.len()).filter(|&item| items[item].elements() > 0).collect();
    assert!(!full.is_empty(), "an item with elements");
    let sparse: Vec<Vec<(u16, u128)>> = full
        .iter()
        .map(|&item| {
            let weights = items[item].weights().iter().copied();
            (0u16..).zip(weights).filter(|&(_, weight)| weight != 0).collect()
        })
        .collect();
    let weights =
        Items { of: sparse.iter().map(|item| &item[..]).collect(), alphabet: items[0].weights().len() };
    let (made, of) = shared(&weights, books, seed, &[], build)?;
    let mut all = vec![0; items.len()];
    let mut averages: Vec<Option<Average>> = vec![None; made.len()];
    for (&item, &book) in full.iter().zip(&of) {
        all[item] = book;
        match &mut averages[book] {
            Some(sum) => sum.merge(&items[item]),
            none => *none = Some(items[item].clone()),
        }
    }
    let books = made.into_iter().zip(averages);
    let books = books.map(|(book, average)| (book, average.expect("a book in use has an item")));
    Ok(Clusters { books: books.collect(), of: all })
}

/// Blocks of tensors, of which a bounded number is kept: every one, or every second, fourth and so on of those added.
/// A block's weights are its part of its tensor's, so that all blocks of a tensor weigh together what the tensor does.
#[derive(Clone, Debug)]
pub struct Blocks {
    element: Element,
    weighting: Weighting,
    most: usize,
    kept: Vec<Block>,
    stride: u64,
    added: u64,
    tensors: usize,
}

#[derive(Clone, Debug)]
struct Block {
    tensor: usize,
    elements: u64,
    weights: Vec<(u16, u128)>,
}

/// Blocks that are kept: some 50 MB.
const MOST: usize = 1 << 16;

impl Blocks {
    /// No blocks of these elements yet.
    pub fn new(element: Element, weighting: Weighting) -> Self {
        Self { element, weighting, most: MOST, kept: Vec::new(), stride: 1, added: 0, tensors: 0 }
    }

    /// Adds the blocks of the next tensor.
    pub fn add(&mut self, blocks: &[Sparse]) {
        let total = u128::from(blocks.iter().map(Sparse::total).sum::<u64>());
        for block in blocks {
            if self.added.is_multiple_of(self.stride) {
                let weight = |&(symbol, count): &(u16, u32)| (symbol, self.weighting.of(count.into(), total));
                self.kept.push(Block {
                    tensor: self.tensors,
                    elements: block.total(),
                    weights: block.0.iter().map(weight).collect(),
                });
                if self.kept.len() > self.most {
                    self.stride *= 2;
                    let mut at = 0;
                    self.kept.retain(|_| {
                        at += 1;
                        at % 2 == 1
                    });
                }
            }
            self.added += 1;
        }
        self.tensors += 1;
    }

    /// Of how many blocks each one was kept: 1 where all were.
    pub fn stride(&self) -> u64 {
        self.stride
    }

    /// Which tensor each block is of, counted from 0 in the order in which they were added.
    pub fn tensors(&self) -> impl Iterator<Item = usize> {
        self.kept.iter().map(|block| block.tensor)
    }

    /// Shares at most `books` codebooks among the blocks, as [`cluster`] does among tensors, where those that `others`
    /// code shorter (which stay as they are) go with them: in [`Clusters::of`] these follow the codebooks in their
    /// order. None where the others code every block shortest.
    ///
    /// # Errors
    /// The first of `build`.
    ///
    /// # Panics
    /// When `books` is 0, or there are no blocks.
    pub fn cluster(
        &self,
        books: usize,
        seed: u64,
        others: &[Codebook],
        build: impl Fn(&[u128]) -> Result<Codebook, BuildError>,
    ) -> Result<Clusters, BuildError> {
        let of = self.kept.iter().map(|block| &block.weights[..]).collect();
        let items = Items { of, alphabet: self.element.alphabet() };
        let others: Vec<Vec<u32>> = others.iter().map(symbol_costs).collect();
        let (made, of) = shared(&items, books, seed, &others, build)?;
        let books = made.into_iter().enumerate();
        let books = books.map(|(at, book)| (book, self.average(|block| of[block] == at))).collect();
        Ok(Clusters { books, of })
    }

    /// The average of the blocks of these indices.
    pub fn average(&self, chosen: impl Fn(usize) -> bool) -> Average {
        let mut average = Average::new(self.element, self.weighting);
        let mut last = None;
        for (_, block) in self.kept.iter().enumerate().filter(|&(at, _)| chosen(at)) {
            average.add_part(&block.weights, block.elements, last != Some(block.tensor));
            last = Some(block.tensor);
        }
        average
    }
}

/// What codebooks are shared among: the symbols that occur and their weights.
struct Items<'a> {
    of: Vec<&'a [(u16, u128)]>,
    alphabet: usize,
}

impl Items<'_> {
    /// The weights of some of them together.
    fn sum(&self, chosen: impl Fn(usize) -> bool) -> Vec<u128> {
        let mut sum = vec![0; self.alphabet];
        for item in (0..self.of.len()).filter(|&item| chosen(item)) {
            self.of[item].iter().for_each(|&(symbol, weight)| sum[usize::from(symbol)] += weight);
        }
        sum
    }

    fn all(&self) -> Vec<u128> {
        self.sum(|_| true)
    }

    fn of(&self, item: usize) -> Vec<u128> {
        let mut weights = vec![0; self.alphabet];
        self.of[item].iter().for_each(|&(symbol, weight)| weights[usize::from(symbol)] = weight);
        weights
    }

    /// Every item at the codebook that codes it shortest, of equals the first; and the bits of all.
    fn assigned<'b>(&self, costs: impl Iterator<Item = &'b Vec<u32>>) -> (Vec<usize>, u128) {
        let costs: Vec<&Vec<u32>> = costs.collect();
        let best = |item: &&[(u16, u128)]| {
            let all = costs.iter().enumerate().map(|(book, costs)| (bits(item, costs), book));
            all.min().expect("there are codebooks")
        };
        let best: Vec<(u128, usize)> = self.of.par_iter().with_min_len(CHUNK).map(best).collect();
        (best.iter().map(|&(_, book)| book).collect(), best.iter().map(|&(bits, _)| bits).sum())
    }
}

/// Codebooks in the order of their first items, and which one every item has; behind them come the others, which are
/// only chosen from.
fn shared(
    items: &Items,
    books: usize,
    seed: u64,
    others: &[Vec<u32>],
    build: impl Fn(&[u128]) -> Result<Codebook, BuildError>,
) -> Result<(Vec<Codebook>, Vec<usize>), BuildError> {
    assert!(books > 0, "at least one codebook");
    assert!(!items.of.is_empty(), "an item");
    // Without limit and escape a code is made in microseconds, and differs little from the one with them.
    let lengths =
        |weights: &[u128]| -> Vec<u32> { unlimited_lengths(weights).into_iter().map(u32::from).collect() };
    let own = |item: usize| bits(items.of[item], &lengths(&items.of(item)));
    let own: Vec<u128> = (0..items.of.len()).into_par_iter().with_min_len(CHUNK).map(own).collect();
    let mut random = seed;
    let starts = (0..STARTS).map(|start| {
        let centres = centres(items, &own, books, (start > 0).then_some(&mut random), others, lengths);
        let count = centres.len();
        let (of, bits) = settled(items, centres, others, lengths);
        (of, bits, count)
    });
    // Of equally short ends the first.
    let (mut of, _, count) = starts.min_by_key(|&(_, bits, _)| bits).expect("there are starts");
    // Then with the codes that will be used, as long as that helps.
    let (mut made, mut bits) = with_books(items, &of, count, others, &build)?;
    for _ in 0..ROUNDS {
        let costs: Vec<Vec<u32>> = made.iter().map(symbol_costs).collect();
        let (moved, _) = items.assigned(costs.iter().chain(others));
        let (again, fewer) = with_books(items, &moved, count, others, &build)?;
        if fewer >= bits {
            break;
        }
        (of, made, bits) = (moved, again, fewer);
    }
    // In the order of their first items, without those that nothing is left in.
    let mut order: Vec<usize> = Vec::new();
    for &book in &of {
        if book < count && !order.contains(&book) {
            order.push(book);
        }
    }
    let place = |book: usize| match book.checked_sub(count) {
        Some(other) => order.len() + other,
        None => order.iter().position(|&b| b == book).expect("every book in use has a place"),
    };
    let of = of.into_iter().map(place).collect();
    Ok((order.iter().map(|&book| made[book].clone()).collect(), of))
}

fn bits(item: &[(u16, u128)], costs: &[u32]) -> u128 {
    item.iter().map(|&(symbol, weight)| weight * u128::from(costs[usize::from(symbol)])).sum()
}

/// Code lengths to start from: those of single items. The first is of the item that the code of all fits
/// worst, or a random one; each next is of the one that those before fit worst, or random in proportion to
/// how badly they do. `own` are the bits of every item by the code of its own.
fn centres(
    items: &Items,
    own: &[u128],
    books: usize,
    mut random: Option<&mut u64>,
    others: &[Vec<u32>],
    lengths: impl Fn(&[u128]) -> Vec<u32>,
) -> Vec<Vec<u32>> {
    let mut centres: Vec<Vec<u32>> = Vec::new();
    // What the codes before make of every item.
    let mut least: Vec<u128> = Vec::new();
    let least_with = |least: &mut Vec<u128>, centre: &Vec<u32>| {
        let now = items.of.iter().map(|item| bits(item, centre));
        match least.is_empty() {
            true => *least = now.collect(),
            false => least.iter_mut().zip(now).for_each(|(least, now)| *least = now.min(*least)),
        }
    };
    others.iter().for_each(|other| least_with(&mut least, other));
    while centres.len() < books.min(items.of.len()) {
        let regret: Vec<u128> = match centres.is_empty() {
            true => {
                let mut all = least.clone();
                least_with(&mut all, &lengths(&items.all()));
                all.iter().zip(own).map(|(all, own)| all.saturating_sub(*own)).collect()
            }
            false => least.iter().zip(own).map(|(least, own)| least.saturating_sub(*own)).collect(),
        };
        let total: u128 = regret.iter().sum();
        let chosen = match &mut random {
            _ if total == 0 => break,
            // Of equals the first.
            None => (0..items.of.len()).rev().max_by_key(|&item| regret[item]).expect("an item"),
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
        centres.push(lengths(&items.of(chosen)));
        least_with(&mut least, centres.last().expect("just pushed"));
    }
    if centres.is_empty() {
        centres.push(lengths(&items.all()));
    }
    centres
}

/// Assigns and makes again until nothing moves.
fn settled(
    items: &Items,
    mut centres: Vec<Vec<u32>>,
    others: &[Vec<u32>],
    lengths: impl Fn(&[u128]) -> Vec<u32>,
) -> (Vec<usize>, u128) {
    let (mut of, mut all) = items.assigned(centres.iter().chain(others));
    for _ in 0..ROUNDS {
        for (book, centre) in centres.iter_mut().enumerate() {
            // One without items keeps its code and may win some back.
            if of.contains(&book) {
                *centre = lengths(&items.sum(|item| of[item] == book));
            }
        }
        let (moved, fewer) = items.assigned(centres.iter().chain(others));
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
    items: &Items,
    of: &[usize],
    books: usize,
    others: &[Vec<u32>],
    build: impl Fn(&[u128]) -> Result<Codebook, BuildError>,
) -> Result<(Vec<Codebook>, u128), BuildError> {
    let mut made = Vec::with_capacity(books);
    for book in 0..books {
        let weights = if of.contains(&book) { items.sum(|item| of[item] == book) } else { items.all() };
        made.push(build(&weights)?);
    }
    let costs: Vec<Vec<u32>> = made.iter().map(symbol_costs).collect();
    let costs: Vec<&Vec<u32>> = costs.iter().chain(others).collect();
    let all = items.of.iter().zip(of).map(|(item, &of)| bits(item, costs[of])).sum();
    Ok((made, all))
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
    use crate::calibration::{EscapeRule, build, symbol_bits};
    use crate::histogram::Histogram;
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

    fn sum<'a>(items: impl Iterator<Item = &'a [u128]>) -> Vec<u128> {
        let mut sum = vec![0; 8];
        items.for_each(|item| sum.iter_mut().zip(item).for_each(|(sum, &weight)| *sum += weight));
        sum
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
            let bits = |book: usize| {
                let members =
                    || items.iter().zip(&of).filter(|(_, of)| **of == book).map(|(item, _)| item.weights());
                members().next().map_or(0, |_| {
                    let codebook = code(&sum(members())).unwrap();
                    members().map(|item| symbol_bits(&codebook, item)).sum::<u128>()
                })
            };
            (0..books).map(bits).sum()
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

    fn block(of: &[(u16, u32)]) -> Sparse {
        Sparse(of.to_vec())
    }

    /// Two kinds of blocks within tensors are told apart, and those that a code given in advance suits go to that one and
    /// into no average. A block weighs its part of its tensor.
    #[test]
    fn blocks_share_codebooks_within_tensors() {
        let low = block(&[(0, 60), (1, 20), (2, 20)]);
        let high = block(&[(5, 20), (6, 20), (7, 60)]);
        let fours = block(&[(4, 100)]);
        let mut blocks = Blocks::new(element(), Weighting::Tensors);
        blocks.add(&[low.clone(), high.clone(), low.clone(), fours.clone()]);
        blocks.add(&[high.clone(), block(&[(0, 6), (1, 2), (2, 2)])]);
        assert_eq!(blocks.tensors().collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1]);
        let given = Codebook::new(element(), 7, &[4, 4, 4, 4, 1, 4, 4, 4], None).unwrap();
        for seed in [0, 1, u64::MAX] {
            let clusters = blocks.cluster(2, seed, std::slice::from_ref(&given), code).unwrap();
            assert_eq!(clusters.of, [0, 1, 0, 2, 1, 0]);
            let (book, average) = &clusters.books[0];
            assert_eq!(book, &code(average.weights()).unwrap());
            assert_eq!((average.tensors(), average.elements()), (2, 210));
            // 120 of the 400 elements of the first tensor, and 6 of the 110 of the second.
            let part = |count: u128, total: u128| ((count << 48) + total / 2) / total;
            assert_eq!(average.weights()[0], 2 * part(60, 400) + part(6, 110));
            assert_eq!(average.weights()[4..], [0; 4]);
            assert_eq!(clusters.books[1].1.weights()[7], part(60, 400) + part(60, 110));
        }
        // Without it they go where the codewords for what never occurred are shortest, and count there.
        let clusters = blocks.cluster(3, 0, &[], code).unwrap();
        assert_eq!(clusters.of, [0, 1, 0, 2, 1, 0]);
        assert_eq!(blocks.average(|_| true).elements(), 510);
    }

    #[test]
    fn of_too_many_blocks_every_second_one_is_kept() {
        let mut blocks = Blocks { most: 4, ..Blocks::new(element(), Weighting::Elements) };
        for tensor in 0..3u32 {
            blocks.add(&[0, 1, 2, 3].map(|i| block(&[(0, 1 + 4 * tensor + i)])));
        }
        // Numbers 0, 4 and 8 of 12: the fifth makes it every second, the ninth every fourth.
        assert_eq!(blocks.stride(), 4);
        assert_eq!(blocks.tensors().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(blocks.average(|_| true).weights()[0], 1 + 5 + 9);
    }
}
