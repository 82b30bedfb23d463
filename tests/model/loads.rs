//! Codebooks that a bench loads must be of use: an encoder that takes the smallest frame has to take theirs, or nothing of its
//! slots is tested.

use crate::common;
use huffwire::codebook::Codebook;
use huffwire::design::Design;
use huffwire::sim::{Payload, Random, loads, packets, vectors};

#[test]
fn what_is_loaded_makes_frames_smallest() {
    let design = Design::load(&common::root().join("configs/bf16_loadable.yaml")).unwrap();
    let (books, slots) = (design.books(), design.books().slots().len());
    let by_slots = books.slot_index(0)..books.slot_index(0) + slots;
    let random = &mut Random::new(7);
    let pool = loads::pool(&design, 20, random);
    let used = |book: &Codebook| {
        let fill = |design: Design, slot: usize| design.with_slot(slot, Some(book.clone())).unwrap();
        let filled = (0..slots).fold(design.clone(), fill);
        let sent = packets(Payload::Codebook, &filled, 40, random);
        let frames = vectors::frames(&filled, &sent).unwrap();
        frames.iter().any(|frame| by_slots.contains(&usize::from(frame[0] >> (8 - books.index_bits()))))
    };
    // Where an eighth of all elements is escaped, the mean of a frame is anywhere.
    let found = pool.iter().map(used).filter(|used| *used).count();
    assert!(found >= 15, "{found} of {}", pool.len());
}
