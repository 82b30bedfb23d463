//! Bit order, defined here and nowhere else: most significant first. The first bit of a frame is bit 7 of byte 0.

/// Bits held back until they make a whole word.
const WORD: u32 = u64::BITS;

/// Appends bits to bytes.
pub(super) struct BitWriter<'a> {
    bytes: &'a mut Vec<u8>,
    /// Its low `held` bits are not in `bytes` yet; those above are leftovers that fall out on the left.
    word: u64,
    held: u32,
}

impl<'a> BitWriter<'a> {
    /// Writes behind the bytes that are there.
    pub fn new(bytes: &'a mut Vec<u8>) -> Self {
        Self { bytes, word: 0, held: 0 }
    }

    /// Appends the low `count` bits of `bits`, at most 63; all bits above them are zero.
    #[inline]
    pub fn put(&mut self, bits: u64, count: u32) {
        debug_assert!(count < WORD && bits >> count == 0);
        let room = WORD - self.held;
        if count < room {
            self.word = self.word << count | bits;
            self.held += count;
        } else {
            let behind = count - room;
            let full = self.word << room | bits >> behind;
            self.bytes.extend_from_slice(&full.to_be_bytes());
            self.word = bits;
            self.held = behind;
        }
    }

    /// Pads with 1-bits to a whole byte.
    pub fn finish(mut self) {
        let pad = self.held.wrapping_neg() % 8;
        self.put((1 << pad) - 1, pad);
        if self.held != 0 {
            let left_aligned = self.word << (WORD - self.held);
            self.bytes.extend_from_slice(&left_aligned.to_be_bytes()[..self.held as usize / 8]);
        }
    }
}

/// Takes bits from bytes.
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    /// Bits taken.
    position: u64,
}

impl<'a> BitReader<'a> {
    /// Bits that a [`window`](Self::window) shows at least, if the stream has as many left: more than any element's 16 + 32.
    pub const WINDOW: u32 = WORD - 7;

    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    /// Bits not taken yet.
    #[inline]
    pub fn left(&self) -> u64 {
        self.bytes.len() as u64 * 8 - self.position
    }

    /// The next bits, from the highest bit down; zeros behind the stream's end.
    #[inline]
    pub fn window(&self) -> u64 {
        let rest = &self.bytes[(self.position / 8) as usize..];
        let word = match rest.first_chunk::<8>() {
            Some(word) => *word,
            None => {
                let mut word = [0; 8];
                word[..rest.len()].copy_from_slice(rest);
                word
            }
        };
        u64::from_be_bytes(word) << (self.position % 8)
    }

    /// Takes `count` bits, at most as many as are [`left`](Self::left).
    #[inline]
    pub fn skip(&mut self, count: u32) {
        debug_assert!(u64::from(count) <= self.left());
        self.position += u64::from(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_bit_is_bit_7_of_byte_0() {
        let mut bytes = vec![0xaa];
        let mut writer = BitWriter::new(&mut bytes);
        writer.put(0b1, 1);
        writer.put(0b001, 3);
        writer.put(0, 0);
        writer.put(0b001100, 6);
        writer.finish();
        assert_eq!(bytes, [0xaa, 0b1001_0011, 0b0011_1111]);
        assert_eq!(BitReader::new(&bytes[1..]).window() >> 54, 0b1001001100);
    }

    proptest! {
        /// Against a string of binary digits.
        #[test]
        fn fields_are_written_and_read_in_order(fields in prop::collection::vec((any::<u64>(), 0u32..=57), 0..40)) {
            let fields: Vec<(u64, u32)> =
                fields.into_iter().map(|(bits, count)| (bits & ((1 << count) - 1), count)).collect();
            let mut bytes = Vec::new();
            let mut writer = BitWriter::new(&mut bytes);
            let mut digits = String::new();
            for &(bits, count) in &fields {
                writer.put(bits, count);
                if count != 0 {
                    digits += &format!("{bits:0width$b}", width = count as usize);
                }
            }
            writer.finish();
            let written: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
            let pad = written.strip_prefix(&digits);
            prop_assert!(pad.is_some_and(|pad| pad.len() < 8 && !pad.contains('0')), "{} {}", digits, written);

            let mut reader = BitReader::new(&bytes);
            for (bits, count) in fields {
                let window = reader.window();
                prop_assert_eq!(window.checked_shr(64 - count).unwrap_or(0), bits);
                reader.skip(count);
            }
            prop_assert!(reader.left() < 8);
        }
    }
}
