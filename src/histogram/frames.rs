//! Counting by frames: what is coded depends on the frame where exponents are relative to its base, and so does which
//! codebook codes it shortest.

use super::{Histogram, Origin, Stray, View, tally_all};
use crate::codec::{Relative, Scale};
use crate::element::Element;

/// Packets cut in blocks, each of which is coded by the one of several codebooks that codes it shortest.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// Elements of a block; the last one of a tensor may have fewer.
    pub elements: u32,
    /// Whose exponents the base of a block is of, where it has one.
    pub base: Option<Origin>,
    /// Bits of a block's header.
    pub header_bits: u32,
    /// Bits of an element by codebook and coded symbol value, raw bits included.
    pub bits: Vec<Vec<u32>>,
}

/// Frames whose own counts are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frames {
    /// Elements of a frame; the last one of a tensor may have fewer.
    pub elements: u32,
    /// Whose exponents the base of a frame is of, where it has one.
    pub base: Option<Origin>,
}

/// The coded symbols of a frame that occur, ascending, and how often: few of an alphabet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sparse(pub Vec<(u16, u32)>);

impl Sparse {
    /// Elements of the frame.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|&(_, count)| u64::from(count)).sum()
    }
}

/// Elements that count faster in tables of their own, which are emptied for them.
const MANY: usize = 256;

/// What is wanted of the frames of one length.
enum Wanted<'a> {
    /// The sum of coded symbols, of the view of this index.
    View(usize, Origin),
    /// The bits of the blocks of this index, each by its shortest codebook.
    Blocks(usize, &'a Blocks),
    /// Every frame's counts.
    Each(Option<Origin>),
}

/// Takes a piece of a tensor as it comes, which begins with a frame, and tells frames of one length apart.
pub(super) struct Framer<'a> {
    element: Element,
    elements: u32,
    wanted: Vec<Wanted<'a>>,
    /// Occurrences in the frame so far by symbol, and which symbols have some, where it is known of all.
    counts: Vec<u64>,
    touched: Vec<u16>,
    known: bool,
    at: u32,
    /// The base of the frame before.
    before: u16,
}

/// What frames add to what is counted.
pub(super) struct Sums<'a> {
    pub histograms: &'a mut [Histogram],
    pub block_bits: &'a mut [u64],
    pub frames: &'a mut Vec<Sparse>,
}

/// The lengths of frames that somebody wants to know something of.
pub(super) fn lengths(views: &[View], blocks: &[Blocks], frames: Option<Frames>) -> Vec<u32> {
    let relative = views.iter().filter_map(|view| view.frame());
    let mut lengths: Vec<u32> = relative
        .chain(blocks.iter().map(|blocks| blocks.elements))
        .chain(frames.map(|frames| frames.elements))
        .collect();
    lengths.sort_unstable();
    lengths.dedup();
    assert!(lengths.first() != Some(&0), "frames of elements");
    lengths
}

/// Whether something is relative to the frame before.
pub(super) fn look_back(views: &[View], blocks: &[Blocks], frames: Option<Frames>) -> bool {
    let relative =
        views.iter().any(|view| matches!(view.reading, super::Reading::Relative(Origin::Previous, _)));
    let previous = |base: Option<Origin>| base == Some(Origin::Previous);
    relative
        || blocks.iter().any(|blocks| previous(blocks.base))
        || frames.is_some_and(|frames| previous(frames.base))
}

impl<'a> Framer<'a> {
    /// For frames of this length, behind a frame of that base.
    pub fn new(
        element: Element,
        elements: u32,
        views: &[View],
        blocks: &'a [Blocks],
        frames: Option<Frames>,
        before: u16,
    ) -> Self {
        let mut wanted = Vec::new();
        for (index, view) in views.iter().enumerate() {
            if let super::Reading::Relative(origin, length) = view.reading
                && length == elements
            {
                wanted.push(Wanted::View(index, origin));
            }
        }
        let of = blocks.iter().enumerate().filter(|(_, blocks)| blocks.elements == elements);
        wanted.extend(of.map(|(index, blocks)| Wanted::Blocks(index, blocks)));
        wanted.extend(
            frames.filter(|frames| frames.elements == elements).map(|frames| Wanted::Each(frames.base)),
        );
        let counts = vec![0; element.alphabet()];
        Self { element, elements, wanted, counts, touched: Vec::new(), known: true, at: 0, before }
    }

    /// Whole elements, little-endian.
    pub fn take(&mut self, bytes: &[u8], sums: &mut Sums) -> Result<(), Stray> {
        let (size, insignificant) = (self.element.bytes(), !self.element.mask());
        let mut rest = bytes;
        while !rest.is_empty() {
            let left = (self.elements - self.at) as usize;
            let taken = left.min(rest.len() / size);
            let (part, behind) = rest.split_at(taken * size);
            let stray =
                |at: usize, value| Stray { index: ((bytes.len() - rest.len()) / size + at) as u64, value };
            let mut values = part.chunks_exact(size).map(|value| self.element.value(value)).enumerate();
            if self.counts.len() <= 256 && taken >= MANY {
                self.known = false;
                if !tally_all::<256>(self.element, part, &mut self.counts) {
                    let found = values.find(|(_, value)| value & insignificant != 0);
                    let (at, value) = found.expect("a stray bit was seen");
                    return Err(stray(at, value));
                }
            } else {
                for (at, value) in values {
                    if value & insignificant != 0 {
                        return Err(stray(at, value));
                    }
                    let symbol = self.element.symbol(value);
                    let count = &mut self.counts[usize::from(symbol)];
                    if *count == 0 {
                        self.touched.push(symbol);
                    }
                    *count += 1;
                }
            }
            self.at += taken as u32;
            if self.at == self.elements {
                self.close(sums);
            }
            rest = behind;
        }
        Ok(())
    }

    /// What is left at the piece's end: a tensor's last frame.
    pub fn finish(mut self, sums: &mut Sums) {
        if self.at > 0 {
            self.close(sums);
        }
    }

    fn close(&mut self, sums: &mut Sums) {
        if !self.known {
            self.touched.clear();
            let seen = (0u16..).zip(&self.counts).filter(|(_, count)| **count != 0);
            self.touched.extend(seen.map(|(symbol, _)| symbol));
            self.known = true;
        }
        let Self { element, counts, touched, .. } = &*self;
        let element = *element;
        let each = || touched.iter().map(|&symbol| (symbol, counts[usize::from(symbol)]));
        let scale =
            each().fold(Scale::default(), |scale, (symbol, count)| scale.with(element, symbol, count));
        let own = scale.base(element);
        let relative = |origin| {
            Relative::new(
                element,
                match origin {
                    Origin::Own => own,
                    Origin::Previous => self.before,
                },
            )
        };
        for wanted in &self.wanted {
            match wanted {
                Wanted::View(index, origin) => {
                    let relative = relative(*origin);
                    let histogram = &mut sums.histograms[*index];
                    each().for_each(|(symbol, count)| histogram.add(relative.coded(symbol), count));
                }
                Wanted::Blocks(index, blocks) => {
                    let relative = blocks.base.map(relative);
                    let coded = |symbol| relative.map_or(symbol, |relative| relative.coded(symbol));
                    let bits = |book: &Vec<u32>| -> u64 {
                        let bits = |symbol| u64::from(book[usize::from(coded(symbol))]);
                        each().map(|(symbol, count)| count * bits(symbol)).sum()
                    };
                    let least = blocks.bits.iter().map(bits).min().expect("there are codebooks");
                    sums.block_bits[*index] += (u64::from(blocks.header_bits) + least).div_ceil(8) * 8;
                }
                Wanted::Each(origin) => {
                    let relative = origin.map(relative);
                    let coded = |symbol| relative.map_or(symbol, |relative| relative.coded(symbol));
                    let mut sparse: Vec<(u16, u32)> =
                        each().map(|(symbol, count)| (coded(symbol), count as u32)).collect();
                    sparse.sort_unstable();
                    sums.frames.push(Sparse(sparse));
                }
            }
        }
        self.before = own;
        self.at = 0;
        self.touched.drain(..).for_each(|symbol| self.counts[usize::from(symbol)] = 0);
    }
}
