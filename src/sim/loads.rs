//! Codebooks for the slots of a design, which a bench loads before it plays.

use super::Random;
use crate::codebook::{Codebook, Envelope, GROUP};
use crate::codec::{Relative, Scale};
use crate::design::{BaseRule, Design};
use crate::load::{Load, Step};
use crate::registers::{Map, Side};

/// Codebooks that are drawn for one with the base that it is asked for.
const TRIES: usize = 100;

/// The design with codebooks in its slots, the same ones for the same design: in each another one, and of several
/// slots nothing in the last.
pub fn loaded(design: &Design) -> Design {
    let books = design.books();
    let slots = books.slots().len();
    let random = &mut Random::new(0x10ad);
    let filled = if slots > 1 { slots - 1 } else { slots };
    pool(design, filled, random).into_iter().enumerate().fold(design.clone(), |design, (slot, book)| {
        design.with_slot(slot, Some(book)).expect("a book of the envelope")
    })
}

/// Codebooks of a design's envelope, each as likely as the others; none where it has no slots. Where the encoder takes a
/// frame's base from its own elements, elements by such a codebook have the base that they were made for: by another one
/// they would be other symbols, and the codebook of no use.
pub fn pool(design: &Design, books: usize, random: &mut Random) -> Vec<Codebook> {
    let Some(envelope) = design.books().envelope() else { return Vec::new() };
    let own = matches!(design.base(), Some(BaseRule::Own | BaseRule::Previous));
    let mut next = || {
        // Of few exponents, or without escapes, there may be none.
        let found = (0..if own { TRIES } else { 0 }).find_map(|_| centred(envelope, &book(envelope, random)));
        found.unwrap_or_else(|| book(envelope, random))
    };
    (0..books).map(|_| next()).collect()
}

/// The codebook with its groups of symbols side by side, where likely elements have the base that they are relative to: far
/// from each other the mean of a frame would be another one's.
fn centred(envelope: &Envelope, book: &Codebook) -> Option<Codebook> {
    let element = envelope.element();
    // Any that few symbols wrap around by.
    let base = 1;
    let relative = Relative::new(element, base);
    let weight = |length: u8| 1 << (32 - length);
    let groups: Vec<&[u8]> = book.lengths().chunks(GROUP).collect();
    let used: Vec<u8> = groups
        .iter()
        .filter(|group| group.iter().any(|length| *length > 0))
        .copied()
        .flatten()
        .copied()
        .collect();
    for first in 0..=(book.lengths().len() - used.len()) / GROUP {
        let mut lengths = vec![0; book.lengths().len()];
        lengths[GROUP * first..][..used.len()].copy_from_slice(&used);
        let uncoded = lengths.iter().filter(|length| **length == 0).count().max(1) as u64;
        let escaped = book.escape().map_or(0, |length| weight(length) / uncoded);
        let count = |length: u8| if length == 0 { escaped } else { weight(length) };
        let scale = lengths.iter().enumerate().fold(Scale::default(), |scale, (symbol, length)| {
            scale.with(element, relative.absolute(symbol as u16), count(*length))
        });
        if scale.base(element) == base
            && let Ok(moved) = Codebook::new(element, book.max_length(), &lengths, book.escape())
            && envelope.holds(&moved).is_ok()
        {
            return Some(moved);
        }
    }
    None
}

/// Whether an end has slots.
fn has_slots(design: &Design, side: Side) -> bool {
    design.books().envelope().is_some() && Map::of(design, side).is_some()
}

/// Names of files and what is played to the registers of each end that has slots.
pub(super) fn files(design: &Design) -> Vec<(&'static str, String)> {
    let files = [("encoder_load.hex", Side::Encoder), ("decoder_load.hex", Side::Decoder)];
    let there = files.into_iter().filter(|(_, side)| has_slots(design, *side));
    there.map(|(name, side)| (name, played(design, side))).collect()
}

/// What is played to an end's registers: the steps that `huffwire load` prints, for every slot that holds something, a line
/// each. Nothing where the design has no slots or no such end.
pub fn played(design: &Design, side: Side) -> String {
    if !has_slots(design, side) {
        return String::new();
    }
    let filled =
        design.books().slots().iter().enumerate().filter_map(|(slot, book)| Some((slot, book.as_ref()?)));
    let steps = filled.flat_map(|(slot, book)| {
        Load::new(design, book, slot, &[side]).expect("what a slot holds can be loaded into it").steps
    });
    steps
        .filter_map(|step| match step {
            Step::Write { address, value, .. } => Some((address, value, 0)),
            Step::Wait { address, mask, value, .. } | Step::Check { address, mask, value, .. } => {
                Some((address, value, mask))
            }
            // Nothing has been sent yet.
            Step::Flight => None,
        })
        .map(|(address, value, mask)| format!("{address:03x} {value:08x} {mask:08x}\n"))
        .collect()
}

/// Any complete code of an envelope: a tree whose leaves are split at random, and symbols for them at random.
pub fn book(envelope: &Envelope, random: &mut Random) -> Codebook {
    let element = envelope.element();
    let alphabet = element.alphabet();
    let (shortest, longest) = (envelope.shortest(), envelope.longest());
    // Padding must never be read as an element.
    let behind = if envelope.escapes() { element.symbol_bits() } else { 0 } + element.raw_bits();
    loop {
        let most = envelope.symbols() + usize::from(envelope.escapes());
        let hole = !envelope.escapes() && random.below(2) == 1;
        let wanted = match envelope.escapes() {
            true => 1 + random.below(most),
            false => most + usize::from(hole),
        };
        let mut leaves = vec![shortest as u8; 1 << shortest];
        // Often the deepest ones, for lopsided codes.
        while leaves.len() < wanted {
            let splits: Vec<usize> =
                (0..leaves.len()).filter(|&at| u32::from(leaves[at]) < longest).collect();
            let Some(&last) = splits.last() else { break };
            let at = if random.below(3) > 0 { last } else { *random.of(&splits) };
            leaves[at] += 1;
            leaves.push(leaves[at]);
        }
        leaves.sort_unstable();
        let Some(&last) = leaves.last() else { continue };
        if leaves.len() > most + usize::from(hole) || (!hole && u32::from(last) + behind < 8) {
            continue;
        }
        let mut symbols: Vec<usize> =
            if envelope.escapes() { grouped(envelope, random) } else { (0..alphabet).collect() };
        shuffle(&mut symbols, random);
        if leaves.len() > symbols.len() + 1
            || (!envelope.escapes() && leaves.len() != alphabet + usize::from(hole))
        {
            continue;
        }
        let mut lengths = vec![0u8; alphabet];
        // The last leaf is the escape's, or left out.
        let coded = leaves.len() - usize::from(envelope.escapes() || hole);
        leaves[..coded].iter().zip(symbols).for_each(|(&length, symbol)| lengths[symbol] = length);
        let escape = envelope.escapes().then_some(last);
        if let Ok(book) = Codebook::new(element, last, &lengths, escape)
            && envelope.holds(&book).is_ok()
        {
            return book;
        }
    }
}

/// Symbols of as many groups as an envelope has.
fn grouped(envelope: &Envelope, random: &mut Random) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..envelope.element().alphabet() / GROUP).collect();
    shuffle(&mut groups, random);
    groups.truncate(envelope.groups());
    groups.into_iter().flat_map(|group| GROUP * group..GROUP * (group + 1)).collect()
}

fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for at in (1..items.len()).rev() {
        items.swap(at, random.below(at + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::Element;

    #[test]
    fn books_fill_their_envelopes() {
        let random = &mut Random::new(1);
        let bf16 = Element::named("bf16").unwrap();
        let e6m2 = Element::custom(1, 8, 6, 2).unwrap();
        let e2 = Element::custom(1, 2, 1, 0).unwrap();
        for (element, shortest, longest, symbols) in [
            (bf16, 2, 8, 32),
            (bf16, 1, 15, 64),
            (bf16, 1, 4, 4),
            (e6m2, 2, 8, 32),
            (e2, 1, 4, 4),
            (e2, 2, 3, 4),
        ] {
            let envelope = Envelope::new(element, shortest, longest, symbols, None).unwrap();
            let counts: Vec<usize> = (0..40).map(|_| book(&envelope, random).entries().len()).collect();
            let most = counts.iter().max().unwrap();
            assert!(*most >= symbols as usize * 3 / 4, "{element}: {counts:?}");
        }
    }
}
