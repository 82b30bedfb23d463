//! CRCs as linear maps over bits, for hardware that takes many of them at once. A CRC's state is a vector of bits, and so is a
//! message; what becomes of either is an XOR of some of their bits.

use super::text::Lit;
use crate::codebook::Check;
use std::fmt;

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

impl fmt::Display for Crc {
    /// As the catalogues name it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.width == 16 { "CRC-16/IBM-SDLC" } else { "CRC-32" })
    }
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

    fn map(self, columns: impl Iterator<Item = u32>) -> Map {
        Map { columns: columns.collect(), width: self.width }
    }
}

/// The states of a CRC as sums of powers of an element: the power n is what becomes of the state 1 in n elements of zeros.
///
/// An element of zeros makes the next power of each, so that it moves the coefficients of a state up by one, and a row's
/// number of them is a matter of shifting, whatever that number is. What is beyond the highest power is the sum of a few of
/// the others: elements have 2^k bits, and the 2^k-th powers of a binary polynomial's roots are its roots again, so these are
/// the polynomial's own terms.
pub struct Powers {
    crc: Crc,
    /// Bits of an element.
    element: u32,
    /// The states that they are, from the power 0 on.
    states: Vec<u32>,
    /// Per bit of a state the powers that it is the sum of.
    of_bits: Vec<u32>,
}

/// Bits of a header as the check is over it.
const HEADER_BITS: i64 = 16;

impl Powers {
    /// Of elements of so many bits.
    pub fn of(check: Check, element: u32) -> Self {
        let crc = Crc::of(check);
        let states: Vec<u32> =
            (0..i64::from(crc.width)).map(|power| crc.after(1, power * i64::from(element))).collect();
        Self { crc, element, of_bits: inverse(&states), states }
    }

    /// The CRC.
    pub fn crc(&self) -> Crc {
        self.crc
    }

    /// The powers that a state is the sum of, bit n for the power n.
    pub fn of_state(&self, state: u32) -> u32 {
        sum(&self.of_bits, state.into())
    }

    /// The state before a message.
    pub fn ones(&self) -> u32 {
        self.of_state(self.crc.ones())
    }

    /// What a message of so many elements makes of a state of zeros.
    pub fn message(&self, elements: usize) -> Map {
        let bits = i64::from(self.element) * elements as i64;
        // A bit goes in by being added to the state's lowest.
        self.crc.map((0..bits).map(|bit| self.of_state(self.crc.after(1, bits - bit))))
    }

    /// The powers from the first one on that is beyond a state's, so many of them.
    pub fn beyond(&self, powers: usize) -> Map {
        let elements = (i64::from(self.crc.width)..).take(powers);
        self.crc.map(elements.map(|power| self.of_state(self.crc.after(1, power * i64::from(self.element)))))
    }

    /// What follows behind a frame's elements: of a state, and above it of so many bits of a header, the state behind the
    /// header.
    pub fn head(&self, header_bits: u32) -> Map {
        let header = (0..header_bits).map(|bit| 1 << bit);
        self.crc.map(self.states.iter().copied().chain(header).map(|bit| self.crc.after(bit, HEADER_BITS)))
    }

    /// Of a state behind a header of zeros the one ahead of it.
    pub fn back(&self) -> Map {
        self.crc.map((0..self.crc.width).map(|bit| self.of_state(self.crc.after(1 << bit, -HEADER_BITS))))
    }

    /// What the header makes of the state ahead of it.
    pub fn header(&self, header_bits: u32) -> Map {
        self.crc.map((0..header_bits).map(|bit| self.of_state(1 << bit)))
    }
}

/// Of which columns each bit is the sum, for as many columns as bits.
///
/// # Panics
///
/// Panics if one of them is a sum of others; of the polynomials and elements that there are, none is.
fn inverse(columns: &[u32]) -> Vec<u32> {
    let bits = columns.len();
    let mut rows: Vec<(u32, u32)> =
        columns.iter().enumerate().map(|(at, column)| (*column, 1 << at)).collect();
    for bit in 0..bits {
        let at = (bit..bits).find(|at| rows[*at].0 >> bit & 1 == 1).expect("columns are independent");
        rows.swap(bit, at);
        let (value, from) = rows[bit];
        for (_, row) in rows.iter_mut().enumerate().filter(|(at, row)| *at != bit && row.0 >> bit & 1 == 1) {
            row.0 ^= value;
            row.1 ^= from;
        }
    }
    rows.into_iter().map(|(_, from)| from).collect()
}

/// The sum of the columns that the lowest bits of `value` name.
fn sum(columns: &[u32], value: u64) -> u32 {
    let set = |(bit, _): &(usize, &u32)| value >> bit & 1 == 1;
    columns.iter().enumerate().filter(set).fold(0, |sum, (_, column)| sum ^ column)
}

impl Map {
    /// Where this input goes, its lowest bits of `value`.
    pub fn of(&self, value: u64) -> u32 {
        sum(&self.columns, value)
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

    const WIDTHS: [u32; 3] = [8, 16, 32];

    /// A state from its powers, each of them made bit by bit.
    fn state(of: Crc, element: u32, powers: u32) -> u32 {
        let zeros = vec![0; element as usize / 8];
        let mut power = 1;
        let mut state = 0;
        for n in 0..of.width {
            state ^= if powers >> n & 1 == 1 { power } else { 0 };
            power = crc(of, power, &zeros);
        }
        state
    }

    #[test]
    fn sums_of_powers_are_what_bits_one_by_one_make() {
        // The catalogue's check values, of the digits 1 to 9.
        for (check, expected) in [(Check::Crc16, 0x906e), (Check::Crc32, 0xcbf4_3926)] {
            let of = Crc::of(check);
            assert_eq!(crc(of, of.ones(), b"123456789") ^ of.ones(), expected);
            for element in WIDTHS {
                let powers = Powers::of(check, element);
                assert_eq!(state(of, element, powers.ones()), of.ones());
                for start in [1, 0x5a17 & of.ones(), of.ones()] {
                    let from = powers.of_state(start);
                    assert_eq!(state(of, element, from), start);
                    // A message, and what it is behind: the coefficients moved up, the highest ones by their sums.
                    let bytes = 8 * element as usize / 8;
                    let message = &b"The quick brown fox jumps over a dog"[..bytes];
                    let taken = message.chunks(8).enumerate().fold(0, |taken, (at, word)| {
                        let bits = word.iter().rev().fold(0, |bits, byte| bits << 8 | u64::from(*byte));
                        let columns = &powers.message(8).columns[64 * at..][..8 * word.len()];
                        taken ^ super::sum(columns, bits)
                    });
                    let wide = u64::from(from) << 8;
                    let moved = wide as u32 & of.ones() ^ powers.beyond(8).of(wide >> of.width);
                    assert_eq!(
                        state(of, element, taken ^ moved),
                        crc(of, start, message),
                        "{check:?} {element}"
                    );
                    // A header of 11 bits in two bytes; and back.
                    let header = 0x5a3_u32;
                    let behind = crc(of, start, &header.to_le_bytes()[..2]);
                    let with = u64::from(from) | u64::from(header) << of.width;
                    assert_eq!(powers.head(11).of(with), behind);
                    assert_eq!(powers.back().of(behind.into()) ^ powers.header(11).of(header.into()), from);
                }
            }
        }
    }

    /// The shift's sums are the polynomial's own terms: 14 of CRC-32 below the highest, and 3.
    #[test]
    fn the_power_beyond_has_the_polynomials_terms() {
        for (check, polynomial) in [(Check::Crc16, 0x1021), (Check::Crc32, 0x04c1_1db7)] {
            for element in WIDTHS {
                assert_eq!(Powers::of(check, element).beyond(1).columns(), [polynomial]);
            }
        }
    }
}
