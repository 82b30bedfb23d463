//! CRCs as linear maps over bits, for hardware that takes many of them at once. A CRC's state is a vector of bits, and so is a
//! message; what becomes of either is an XOR of some of their bits.

use super::text::Lit;
use crate::codebook::Check;

/// A CRC whose bits go in lowest first.
#[derive(Clone, Copy)]
pub struct Crc {
    width: u32,
    /// Without the highest term, mirrored.
    polynomial: u32,
}

/// A linear map: what each bit of its input becomes, the lowest first.
pub struct Map {
    columns: Vec<u32>,
    width: u32,
}

impl Crc {
    pub fn of(check: Check) -> Self {
        match check {
            Check::Crc16 => Self { width: 16, polynomial: 0x8408 },
            Check::Crc32 => Self { width: 32, polynomial: 0xedb8_8320 },
        }
    }

    /// Bits of the state.
    pub fn width(self) -> u32 {
        self.width
    }

    /// The state at a message's beginning: all ones, which is also what the result is inverted by.
    pub fn ones(self) -> u32 {
        u32::MAX >> (32 - self.width)
    }

    /// A bit of zero goes in.
    fn step(self, state: u32) -> u32 {
        state >> 1 ^ if state & 1 == 1 { self.polynomial } else { 0 }
    }

    /// And out again.
    fn back(self, state: u32) -> u32 {
        let top = 1 << (self.width - 1);
        match state & top {
            0 => state << 1,
            _ => (state ^ self.polynomial) << 1 | 1,
        }
    }

    /// The state after so many bits of zero, or before them where there are fewer than none.
    fn after(self, state: u32, bits: i64) -> u32 {
        let one = |state, _| if bits < 0 { self.back(state) } else { self.step(state) };
        (0..bits.unsigned_abs()).fold(state, one)
    }

    /// What becomes of the state in so many bits of zero, or was of it before them where there are fewer than none.
    pub fn advance(self, bits: i64) -> Map {
        self.map((0..self.width).map(|bit| self.after(1 << bit, bits)))
    }

    /// What a message of so many bits makes of a state of zeros, and `more` bits of zero behind it.
    pub fn message(self, bits: u32, more: i64) -> Map {
        // A bit goes in by being added to the state's lowest.
        self.map((0..bits).map(|bit| self.after(1, i64::from(bits - bit) + more)))
    }

    fn map(self, columns: impl Iterator<Item = u32>) -> Map {
        Map { columns: columns.collect(), width: self.width }
    }
}

impl Map {
    /// Where this input goes, its lowest bits of `value`.
    pub fn of(&self, value: u64) -> u32 {
        let set = |bit: &usize| value >> bit & 1 == 1;
        (0..self.columns.len()).filter(set).fold(0, |sum, bit| sum ^ self.columns[bit])
    }

    /// Bits of the output.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// What each bit of the input becomes, the lowest first.
    pub fn columns(&self) -> &[u32] {
        &self.columns
    }
}

/// A state as a literal.
pub fn state(crc: Crc, value: u32) -> Lit {
    Lit::hex(crc.width, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bit by bit, as the catalogues of CRCs define it.
    fn crc(crc: Crc, state: u32, message: &[u8]) -> u32 {
        let mut state = state;
        for byte in message {
            for bit in 0..8 {
                let low = state & 1 ^ u32::from(byte >> bit & 1);
                state = state >> 1 ^ if low == 1 { crc.polynomial } else { 0 };
            }
        }
        state
    }

    #[test]
    fn maps_are_what_bits_one_by_one_make() {
        // The catalogue's check values, of the digits 1 to 9.
        for (check, expected) in [(Check::Crc16, 0x906e), (Check::Crc32, 0xcbf4_3926)] {
            let of = Crc::of(check);
            let state = crc(of, of.ones(), b"123456789");
            assert_eq!(state ^ of.ones(), expected);
            let words = [*b"12345678", *b"9\0\0\0\0\0\0\0"].map(u64::from_le_bytes);
            let first = of.advance(64).of(of.ones().into()) ^ of.message(64, 0).of(words[0]);
            let second = of.advance(8).of(first.into()) ^ of.message(8, 0).of(words[1]);
            assert_eq!(second, state);
            // In one go, with zeros behind it; and back before them.
            let ahead = of.advance(8).of(first.into()) ^ of.message(8, 24).of(words[1]);
            assert_eq!(
                of.advance(-24).of(of.message(8, 24).of(words[1]).into()),
                of.message(8, 0).of(words[1])
            );
            assert_ne!(ahead, state);
            assert_eq!(of.advance(-16).of(of.advance(16).of(state.into()).into()), state);
        }
    }
}
