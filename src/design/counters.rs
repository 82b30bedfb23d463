//! The encoder's counters: what is counted, in what order, and where each stands in the port `counters`.

use super::{Design, Encoder, Select};
use std::fmt;
use std::str::FromStr;

/// Bits of every counter, which wraps. The hardware adds in three equal parts, and benches print whole hex digits.
pub const COUNTER_BITS: u32 = 48;

/// What a counter counts. Displayed and parsed as the manifest names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// `frames_N`: frames sent with index N.
    Frames(usize),
    /// `elements_N`: elements in them.
    Elements(usize),
    /// `bits_N`: the elements' bits, without header and padding.
    Bits(usize),
    /// `index_beyond`: packets that asked for an index beyond the last.
    IndexBeyond,
}

impl Counted {
    /// The index that it belongs to.
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Frames(index) | Self::Elements(index) | Self::Bits(index) => Some(index),
            Self::IndexBeyond => None,
        }
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frames(index) => write!(f, "frames_{index}"),
            Self::Elements(index) => write!(f, "elements_{index}"),
            Self::Bits(index) => write!(f, "bits_{index}"),
            Self::IndexBeyond => f.write_str("index_beyond"),
        }
    }
}

impl FromStr for Counted {
    /// Not the name of a counter.
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        if name == Self::IndexBeyond.to_string() {
            return Ok(Self::IndexBeyond);
        }
        let (_, index) = name.rsplit_once('_').ok_or(())?;
        let index = index.parse().map_err(|_| ())?;
        let counted = [Self::Frames(index), Self::Elements(index), Self::Bits(index)];
        // `frames_01` and `frames_+1` are not how an index is written.
        counted.into_iter().find(|counted| counted.to_string() == name).ok_or(())
    }
}

/// A counter in the port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// What it counts.
    pub counted: Counted,
    /// Its lowest bit in the port.
    pub offset: u32,
    /// Bits.
    pub width: u32,
}

impl Design {
    /// The counters of its encoder, the lowest of the port first; none where it does not count.
    pub fn counter_layout(&self) -> Vec<Counter> {
        if !self.counters {
            return Vec::new();
        }
        let of_index = |index| [Counted::Frames(index), Counted::Elements(index), Counted::Bits(index)];
        let select = self.encoder().and_then(Encoder::select);
        let beyond = (select == Some(Select::Sideband)).then_some(Counted::IndexBeyond);
        let counted = (0..self.books.indices()).flat_map(of_index).chain(beyond);
        let counter = |(number, counted)| Counter {
            counted,
            offset: number as u32 * COUNTER_BITS,
            width: COUNTER_BITS,
        };
        counted.enumerate().map(counter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for counted in [Counted::Frames(0), Counted::Elements(7), Counted::Bits(16), Counted::IndexBeyond] {
            assert_eq!(counted.to_string().parse(), Ok(counted));
        }
        for other in ["", "_", "frames", "frames_", "frames_-1", "frames_01", "bits_x", "clocks_1", "index_1"]
        {
            assert_eq!(other.parse::<Counted>(), Err(()), "{other}");
        }
    }
}
