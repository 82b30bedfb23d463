//! The best codebook that a loadable slot can hold.

use super::build::ranked;
use crate::codebook::{Codebook, Envelope, GROUP};

/// Bits below a weight's own, for symbols never seen: all of them together, at their longest, are less than 1 of a seen one.
const SCALE: u32 = 15;

/// Codes that are looked for, at most, in order to find the best groups.
const CODES: usize = 2000;

/// What decides between codebooks, in this order: bits of the symbols, codewords, bits with those of symbols never seen.
type Key = (u128, usize, u128);

/// The codebook of the smallest expected length among all that an envelope holds.
///
/// `weights` holds one weight per symbol value, 0 where the symbol was never seen. Of codebooks equally short the one
/// with the fewest codewords is taken, then the one that codes unseen symbols shortest. The same weights give the same
/// codebook everywhere. Its limit is the envelope's longest codeword, used or not.
///
/// That is exact where the groups of neighbours are no limit, for symbols of given groups, and for any whose best groups
/// are found among the first 2000 codes that a branch and bound looks at: tensors need some ten. Beyond those it is the
/// best of what was looked at, and no worse than that of the heaviest groups.
///
/// # Panics
/// When there are not as many weights as the alphabet has symbols, or their sum reaches 2^100.
pub fn within(envelope: &Envelope, weights: &[u128]) -> Codebook {
    searched(envelope, weights, CODES).0
}

/// The codebook, and whether none is better.
fn searched(envelope: &Envelope, weights: &[u128], codes: usize) -> (Codebook, bool) {
    assert_eq!(weights.len(), envelope.element().alphabet(), "a weight per symbol");
    assert!(weights.iter().sum::<u128>() < 1 << 100, "the sum of the weights is below 2^100");
    let scaled: Vec<u128> = weights.iter().map(|&weight| (weight << SCALE).max(1)).collect();
    let (best, exact) = match envelope.escapes() {
        true => {
            let mut search = Search::new(envelope, &scaled, codes);
            search.branch(0, &mut Vec::new(), &vec![false; search.groups.len()], true);
            (search.best, search.left > 0)
        }
        false => (best(envelope, &ranked(&scaled), &scaled), true),
    };
    let code = best.expect("an envelope holds a code for any symbols");
    let mut lengths = vec![0; weights.len()];
    let each = (0u8..).zip(&code.counts).flat_map(|(length, &count)| vec![length; count]);
    code.symbols.iter().zip(each).for_each(|(&symbol, length)| lengths[usize::from(symbol)] = length);
    let limit = envelope.longest() as u8;
    let escape = envelope.escapes().then_some(code.longest);
    (
        Codebook::new(envelope.element(), limit, &lengths, escape).expect("what an envelope holds is valid"),
        exact,
    )
}

/// A code of the best lengths for symbols of given groups.
#[derive(Clone)]
struct Code {
    key: Key,
    /// The symbols, by falling weight; those behind the codewords have none.
    symbols: Vec<u16>,
    /// How many symbols have codewords of 0, 1, .. bits.
    counts: Vec<usize>,
    /// Bits of the longest codeword.
    longest: u8,
}

/// Which groups have codewords, by branch and bound. For given groups those are the heaviest symbols of them.
struct Search<'a> {
    envelope: &'a Envelope,
    weights: &'a [u128],
    /// The groups by falling weight: their symbols, by falling weight.
    groups: Vec<[u16; GROUP]>,
    best: Option<Code>,
    /// Codes that may yet be looked for.
    left: usize,
}

impl<'a> Search<'a> {
    fn new(envelope: &'a Envelope, weights: &'a [u128], codes: usize) -> Self {
        let all: Vec<u16> = (0..weights.len() as u16).collect();
        let weight = |symbol: &u16| weights[usize::from(*symbol)];
        let (groups, _) = all.as_chunks::<GROUP>();
        let mut groups = groups.to_vec();
        groups.iter_mut().for_each(|group| group.sort_by_key(|symbol| std::cmp::Reverse(weight(symbol))));
        groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(weight).sum::<u128>()));
        Self { envelope, weights, groups, best: None, left: codes }
    }

    fn weight(&self, symbol: u16) -> u128 {
        self.weights[usize::from(symbol)]
    }

    /// The best choice of groups with all of `chosen`, which are some of the first `at`, and others from there on that are
    /// not `refused`. `news` says that the heaviest of those are not those of the choice that was looked at before.
    fn branch(&mut self, at: usize, chosen: &mut Vec<usize>, refused: &[bool], news: bool) {
        if self.left == 0 {
            return;
        }
        let more = self.envelope.groups() - chosen.len();
        let open: Vec<usize> = (at..self.groups.len()).filter(|&group| !refused[group]).collect();
        if news || open.len() <= more {
            self.left -= 1;
            let groups = chosen.iter().chain(open.iter().take(more));
            let mut symbols: Vec<u16> = groups.flat_map(|&group| self.groups[group]).collect();
            symbols.sort_by_key(|&symbol| (std::cmp::Reverse(self.weight(symbol)), symbol));
            let found = best(self.envelope, &symbols, self.weights);
            let better = |found: &Code| self.best.as_ref().is_none_or(|best| found.key < best.key);
            if let Some(found) = found.filter(better) {
                self.best = Some(found);
            }
        }
        if more == 0 || open.len() <= more || self.left == 0 {
            return;
        }
        // No choice of so many groups is better than groups whose heaviest symbols weigh what the heaviest ones of all that
        // are open do, the second ones what the second ones of all do, and so on.
        let place = |place: usize| {
            let mut symbols: Vec<u16> = open.iter().map(|&group| self.groups[group][place]).collect();
            symbols.sort_by_key(|&symbol| std::cmp::Reverse(self.weight(symbol)));
            symbols.truncate(more);
            symbols
        };
        let mut symbols: Vec<u16> = chosen.iter().flat_map(|&group| self.groups[group]).collect();
        symbols.extend((0..GROUP).flat_map(place));
        symbols.sort_by_key(|&symbol| std::cmp::Reverse(self.weight(symbol)));
        self.left -= 1;
        let bound = best(self.envelope, &symbols, self.weights).map(|code| code.key);
        let least = self.best.as_ref().map(|best| best.key);
        if bound.is_none_or(|bound| least.is_some_and(|least| bound >= least)) {
            return;
        }
        let first = open[0];
        chosen.push(first);
        self.branch(first + 1, chosen, refused, false);
        chosen.pop();
        // Without it, none either that it could take the place of.
        let heavier = |group: &[u16; GROUP]| {
            self.groups[first].iter().zip(group).all(|(&a, &b)| self.weight(a) >= self.weight(b))
        };
        let refused: Vec<bool> =
            self.groups.iter().zip(refused).map(|(group, &refused)| refused || heavier(group)).collect();
        self.branch(first + 1, chosen, &refused, true);
    }
}

/// The best code for some of these symbols, the first ones, which are sorted by falling weight; without an escape for all
/// of them. None where no code of the envelope has so few codewords.
///
/// All codes at once, by dynamic programming over the code tree's levels. What counts of the part above a level is
/// how many symbols have codewords and how many nodes are left, each of which needs one codeword at least. The last
/// codeword, of the greatest length, is the escape or left out.
fn best(envelope: &Envelope, symbols: &[u16], weights: &[u128]) -> Option<Code> {
    let element = envelope.element();
    let most = envelope.symbols().min(symbols.len());
    // Of the first so many.
    let mut weight = vec![0];
    for &symbol in &symbols[..most] {
        weight.push(weight[weight.len() - 1] + weights[usize::from(symbol)]);
    }
    let all: u128 = weights.iter().sum();
    let verbatim = if envelope.escapes() { element.symbol_bits() } else { 0 };
    let width = most + 2;
    let at = |coded: usize, nodes: usize| coded * width + nodes;
    // The fewest bits with which that is reached, and per level how many codewords of the level before lead there.
    let mut bits = vec![None; width * width];
    let mut steps: Vec<Vec<u8>> = Vec::new();
    let (shortest, longest) = (envelope.shortest(), envelope.longest());
    if 1 << shortest > most + 1 {
        return None;
    }
    bits[at(0, 1 << shortest)] = Some(0u128);
    let mut end: Option<(Key, u32, usize, usize, usize)> = None;
    for length in shortest..=longest {
        let mut below = vec![None; width * width];
        let mut step = vec![0; width * width];
        for coded in 0..=most {
            for nodes in 2..=most + 1 - coded {
                let Some(bits) = bits[at(coded, nodes)] else { continue };
                let of = |leaves: usize| u128::from(length) * (weight[coded + leaves] - weight[coded]);
                // With one codeword that is no symbol's, or without.
                for leaves in [nodes, nodes - 1] {
                    let (symbols, other) = (coded + leaves, leaves < nodes);
                    let fits = match envelope.escapes() {
                        true => other,
                        false => symbols == most,
                    };
                    // An element of ones alone must be longer than padding.
                    let left_out = !envelope.escapes() && other;
                    if fits && (left_out || length + verbatim + element.raw_bits() >= 8) {
                        let escaped = u128::from(length + verbatim) * (all - weight[symbols]);
                        let bits = bits + of(leaves) + escaped;
                        let key = (bits >> SCALE, symbols, bits);
                        if end.is_none_or(|(best, ..)| key < best) {
                            end = Some((key, length, coded, nodes, leaves));
                        }
                    }
                }
                // So many at least that each node below can have a codeword.
                for leaves in (coded + 2 * nodes).saturating_sub(most + 1)..nodes.min(most + 1 - coded) {
                    let bits = bits + of(leaves);
                    let to = at(coded + leaves, 2 * (nodes - leaves));
                    if below[to].is_none_or(|best| bits < best) {
                        (below[to], step[to]) = (Some(bits), leaves as u8);
                    }
                }
            }
        }
        bits = below;
        steps.push(step);
    }
    let (key, last, mut coded, mut nodes, leaves) = end?;
    let mut counts = vec![0; longest as usize + 1];
    counts[last as usize] = leaves;
    for length in (shortest..last).rev() {
        let leaves = usize::from(steps[(length - shortest) as usize][at(coded, nodes)]);
        counts[length as usize] = leaves;
        (coded, nodes) = (coded - leaves, nodes / 2 + leaves);
    }
    Some(Code { key, symbols: symbols.to_vec(), counts, longest: last as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::{EscapeRule, build, huffman_bits, symbol_bits};
    use crate::element::Element;
    use proptest::prelude::*;

    /// Symbols below raw bits.
    fn field(symbol_bits: u64, raw_bits: u64) -> Element {
        Element::custom(4, symbol_bits + raw_bits, symbol_bits - 1, 0).unwrap()
    }

    fn envelope(element: Element, of: (u64, u64, u64, u64)) -> Envelope {
        let (shortest, longest, symbols, groups) = of;
        Envelope::new(element, shortest, longest, symbols, Some(groups)).unwrap()
    }

    /// What decides: bits, codewords, bits of one unseen symbol each.
    type Facts = (u128, usize, u128);

    fn facts(lengths: &[u8], escape: Option<u8>, symbol_bits: u32, weights: &[u128]) -> Facts {
        let bits = |length: u8| match length {
            0 => u128::from(u32::from(escape.unwrap()) + symbol_bits),
            length => length.into(),
        };
        let each = || weights.iter().zip(lengths).map(|(&weight, &length)| (weight, bits(length)));
        (
            each().map(|(weight, bits)| weight * bits).sum(),
            lengths.iter().filter(|length| **length != 0).count(),
            each().filter(|(weight, _)| *weight == 0).map(|(_, bits)| bits).sum(),
        )
    }

    fn of_book(book: &Codebook, weights: &[u128]) -> Facts {
        facts(book.lengths(), book.escape(), book.element().symbol_bits(), weights)
    }

    /// Every codebook that an envelope holds: any length for any symbol, asked of the envelope itself.
    fn all(envelope: &Envelope) -> Vec<Codebook> {
        fn extend(lengths: &mut Vec<u8>, sum: u32, envelope: &Envelope, books: &mut Vec<Codebook>) {
            let (element, longest) = (envelope.element(), envelope.longest() as u8);
            // More than a prefix code has, or more symbols than there is room for: no matter what follows.
            if sum > 1 << 15 || lengths.iter().filter(|length| **length != 0).count() > envelope.symbols() {
                return;
            }
            if lengths.len() < element.alphabet() {
                for length in 0..=longest {
                    lengths.push(length);
                    let share = if length == 0 { 0 } else { 1 << (15 - length) };
                    extend(lengths, sum + share, envelope, books);
                    lengths.pop();
                }
                return;
            }
            let escapes = (1..=longest).map(Some).chain([None]);
            let books_of = escapes.filter_map(|escape| Codebook::new(element, longest, lengths, escape).ok());
            books.extend(books_of.filter(|book| envelope.holds(book).is_ok()));
        }
        let mut books = Vec::new();
        extend(&mut Vec::new(), 0, envelope, &mut books);
        assert!(!books.is_empty());
        books
    }

    /// How many codewords of 0, 1, .. bits, the escape not among them: of all complete codes of the envelope's lengths with
    /// so many codewords at most.
    fn complete_codes(envelope: &Envelope, most: usize) -> Vec<Vec<usize>> {
        fn extend(
            counts: &mut Vec<usize>,
            left: usize,
            most: usize,
            envelope: &Envelope,
            codes: &mut Vec<Vec<usize>>,
        ) {
            let length = counts.len() as u32;
            let used: usize = counts.iter().sum();
            if length > envelope.longest() || used + left > most {
                return;
            }
            if length < envelope.shortest() {
                counts.push(0);
                extend(counts, 2 * left, most, envelope, codes);
                counts.pop();
                return;
            }
            for count in 0..=left {
                counts.push(count);
                match left - count {
                    0 => codes.push(counts.clone()),
                    left => extend(counts, 2 * left, most, envelope, codes),
                }
                counts.pop();
            }
        }
        let mut codes = Vec::new();
        extend(&mut Vec::new(), 1, most, envelope, &mut codes);
        codes.iter_mut().for_each(|counts| *counts.last_mut().unwrap() -= 1);
        codes
    }

    /// The best code of the heaviest symbols of any groups.
    fn by_groups(envelope: &Envelope, codes: &[Vec<usize>], weights: &[u128]) -> Facts {
        let element = envelope.element();
        let count = weights.len() / GROUP;
        let choices = (0u32..1 << count).filter(|choice| choice.count_ones() as usize == envelope.groups());
        let best = choices.flat_map(|choice| {
            let mut symbols: Vec<usize> =
                (0..weights.len()).filter(|s| choice >> (s / GROUP) & 1 == 1).collect();
            symbols.sort_by_key(|&symbol| (std::cmp::Reverse(weights[symbol]), symbol));
            let all: u128 = weights.iter().sum();
            let unseen = weights.iter().filter(|weight| **weight == 0).count();
            codes.iter().filter_map(move |counts| {
                let longest = counts.len() - 1;
                let escaped = (longest as u32 + element.symbol_bits()) as u128;
                (longest as u32 + element.bits() >= 8).then_some(())?;
                let (mut facts, mut next) = ((escaped * all, 0, escaped * unseen as u128), symbols.iter());
                for (length, &count) in counts.iter().enumerate() {
                    for &symbol in next.by_ref().take(count) {
                        let saved = escaped - length as u128;
                        facts.0 -= weights[symbol] * saved;
                        facts.1 += 1;
                        facts.2 -= if weights[symbol] == 0 { saved } else { 0 };
                    }
                }
                Some(facts)
            })
        });
        best.min().unwrap()
    }

    fn fits(envelope: &Envelope, weights: &[u128]) -> Result<Codebook, TestCaseError> {
        let (book, exact) = searched(envelope, weights, CODES);
        prop_assert!(exact);
        prop_assert_eq!(envelope.holds(&book), Ok(()));
        prop_assert_eq!(of_book(&book, weights).0, symbol_bits(&book, weights));
        prop_assert_eq!(u32::from(book.max_length()), envelope.longest());
        Ok(book)
    }

    /// Many ties and zeros, and lopsided ones.
    fn weights(n: usize) -> impl Strategy<Value = Vec<u128>> {
        let one = prop_oneof![2 => Just(0u128), 4 => 1u128..4, 2 => 1u128..40, 2 => (0u32..90).prop_map(|e| 1 << e)];
        prop::collection::vec(one, n)
    }

    /// Envelopes of few symbols: in escapes and without, where padding matters and where it does not, where groups do.
    fn small() -> Vec<(Envelope, Vec<Codebook>)> {
        let of = [
            (field(1, 0), (1, 8, 2, 1)),
            (field(1, 6), (1, 3, 2, 1)),
            (field(1, 7), (1, 3, 2, 1)),
            (field(2, 0), (1, 4, 4, 1)),
            (field(2, 0), (2, 8, 4, 1)),
            (field(2, 4), (1, 4, 4, 1)),
            (field(2, 7), (1, 2, 4, 1)),
            (field(3, 0), (2, 4, 8, 2)),
            (field(3, 2), (1, 4, 4, 1)),
            (field(3, 2), (1, 4, 4, 2)),
            (field(3, 4), (2, 4, 4, 1)),
            (field(3, 7), (1, 5, 4, 2)),
            (field(3, 7), (2, 4, 4, 2)),
            (field(3, 7), (1, 1, 4, 1)),
        ];
        let of = of.into_iter().map(|(element, of)| envelope(element, of));
        of.map(|envelope| (envelope, all(&envelope))).collect()
    }

    #[test]
    fn no_codebook_of_a_small_envelope_is_better() {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for (envelope, books) in small() {
            let of = weights(envelope.element().alphabet());
            let tried = runner.run(&of, |weights| {
                let book = fits(&envelope, &weights)?;
                let best = books.iter().map(|book| of_book(book, &weights)).min().unwrap();
                prop_assert_eq!(of_book(&book, &weights), best, "{:?}: {:?}", envelope, book);
                Ok(())
            });
            tried.unwrap();
        }
    }

    #[test]
    fn no_choice_of_groups_is_better() {
        let config = ProptestConfig { cases: 64, ..ProptestConfig::default() };
        for (element, of) in [
            (field(4, 0), (1, 6, 4, 2)),
            (field(4, 1), (2, 5, 8, 2)),
            (field(4, 4), (1, 8, 8, 4)),
            (field(5, 8), (2, 6, 8, 4)),
            (field(5, 8), (2, 6, 16, 4)),
            (field(6, 8), (3, 5, 16, 4)),
        ] {
            let envelope = envelope(element, of);
            let codes = complete_codes(&envelope, envelope.symbols() + 1);
            // Of one symbol heavy, or all of them a little, so that no group is better in all of its places.
            let group = prop_oneof![
                weights(GROUP),
                (1u128..40).prop_map(|heavy| vec![0, heavy, 0, 0]),
                (1u128..12).prop_map(|each| vec![each; GROUP]),
            ];
            let of = prop::collection::vec(group, element.alphabet() / GROUP).prop_map(|of| of.concat());
            let mut runner = proptest::test_runner::TestRunner::new(config.clone());
            let tried = runner.run(&of, |weights| {
                let book = fits(&envelope, &weights)?;
                let best = by_groups(&envelope, &codes, &weights);
                prop_assert_eq!(of_book(&book, &weights), best, "{:?}: {:?}", envelope, book);
                Ok(())
            });
            tried.unwrap();
        }
    }

    /// What is accepted as an envelope can be calibrated for, whatever is counted.
    #[test]
    fn every_envelope_holds_a_codebook() {
        for (symbol_bits, raw) in (1..=7).flat_map(|bits| [0, 1, 2, 4, 7].map(|raw| (bits, raw))) {
            let element = field(symbol_bits, raw);
            let alphabet = element.alphabet() as u64;
            for of in (1..=7).flat_map(|shortest| {
                let symbols = (1..=alphabet.min(64)).filter(|symbols| symbols.is_power_of_two());
                let all = symbols.flat_map(|symbols| [(symbols, None), (symbols, Some(alphabet / 4))]);
                all.flat_map(move |(symbols, groups)| {
                    [1, 3, 4, 5, 6, 7, 8, 15].map(|longest| (shortest, longest, symbols, groups))
                })
            }) {
                let Ok(envelope) = Envelope::new(element, of.0, of.1, of.2, of.3) else { continue };
                let mut lopsided = vec![0; element.alphabet()];
                lopsided[element.alphabet() - 1] = 1 << 99;
                for weights in [vec![0; element.alphabet()], vec![1 << 80; element.alphabet()], lopsided] {
                    fits(&envelope, &weights).unwrap();
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        /// As short as any with no more symbols where there are groups for all; otherwise longer, and never shorter than
        /// what has no envelope.
        #[test]
        fn wide_alphabets_fit(weights in weights(256), longest in 6u64..=15, shortest in 1u64..=4, spread in 0u32..=2) {
            let element = Element::named("bf16").unwrap();
            let of = |groups| envelope(element, (shortest, longest, 32, groups));
            let narrow = fits(&of(8 << spread), &weights)?;
            let wide = fits(&of(64), &weights)?;
            prop_assert!(of_book(&wide, &weights) <= of_book(&narrow, &weights));
            let free = build(element, &weights, longest as u8, EscapeRule::Auto).unwrap();
            prop_assert!(symbol_bits(&free, &weights) <= symbol_bits(&wide, &weights));
            // A search that is cut short has no better one, and what it has fits.
            let (first, _) = searched(&of(8), &weights, 1);
            prop_assert_eq!(of(8).holds(&first), Ok(()));
            prop_assert!(of_book(&fits(&of(8), &weights)?, &weights) <= of_book(&first, &weights));
        }

        /// Where no limit is felt it is Huffman's code.
        #[test]
        fn without_limits_it_is_huffmans_code(weights in prop::collection::vec(100u128..10_000, 32)) {
            let element = Element::custom(1, 8, 6, 2).unwrap();
            let book = fits(&envelope(element, (1, 15, 32, 8)), &weights)?;
            prop_assert_eq!(symbol_bits(&book, &weights), huffman_bits(&weights));
        }
    }

    /// Exponents of bf16 activations, counted over a whole fine-tuning run: few codes are enough to know which groups.
    #[test]
    fn groups_of_real_exponents_are_found_soon() {
        const FROM_98: [u128; 35] = [
            1, 1, 4, 8, 10, 18, 43, 87, 175, 265, 383, 578, 1040, 1763, 3348, 6056, 9508, 16684, 29881,
            52416, 92153, 156257, 258629, 413361, 627900, 860238, 891538, 549543, 328717, 253106, 126632,
            33353, 4257, 248, 9,
        ];
        let mut weights = vec![0; 256];
        weights[0] = 382;
        weights[98..133].copy_from_slice(&FROM_98);
        for (symbols, groups) in [(4, 1), (8, 2), (8, 4), (16, 4), (16, 8), (32, 8), (64, 16)] {
            let envelope = envelope(Element::named("bf16").unwrap(), (2, 8, symbols, groups));
            let (book, exact) = searched(&envelope, &weights, 20);
            assert!(exact && envelope.holds(&book).is_ok(), "{symbols} symbols in {groups} groups");
        }
    }

    /// The heaviest groups are not the best ones where few of their symbols get codewords.
    #[test]
    fn groups_by_hand() {
        let mut weights = vec![0; 16];
        weights[..4].copy_from_slice(&[5, 5, 5, 5]);
        weights[5] = 18;
        weights[10] = 17;
        let envelope = envelope(field(4, 4), (2, 2, 4, 2));
        let book = within(&envelope, &weights);
        // Three codewords of 2 bits and the escape: the two lone symbols and one of the heaviest group would take three
        // groups, and 18, 17 and an unseen one save more than 18, 5 and 5.
        let coded: Vec<usize> = (0..16).filter(|&symbol| book.lengths()[symbol] != 0).collect();
        assert_eq!(coded, [4, 5, 10]);
    }
}
