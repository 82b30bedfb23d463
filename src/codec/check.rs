//! What stands behind a frame: a CRC of its elements, and the tag of its codebook.

use super::encoder::Header;
use crate::codebook::{Check, Tag};
use crc::{CRC_16_IBM_SDLC, Crc};

static CRC16: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_SDLC);

/// The check's bytes, of which the first 2 or 4 are sent: over the elements as on the uncompressed bus, then the
/// header's bits as a number in 2 bytes. Of the 32-bit CRC `crc32fast` is the same as the catalogue's, and fast.
pub(super) fn check(check: Check, tag: Tag, elements: &[u8], header: Header) -> Vec<u8> {
    // Of 14 bits at most.
    let header = (header.bits as u16).to_le_bytes();
    match check {
        Check::Crc16 => {
            let mut digest = CRC16.digest();
            digest.update(elements);
            digest.update(&header);
            (digest.finalize() ^ tag.0 as u16).to_le_bytes().into()
        }
        Check::Crc32 => {
            let mut hasher = crc32fast::Hasher::new();
            hasher.update(elements);
            hasher.update(&header);
            (hasher.finalize() ^ tag.0).to_le_bytes().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the CRC catalogue: of the digits 1 to 9, the last two of which are the header here.
    #[test]
    fn check_values_of_the_catalogue() {
        let header = Header { bits: u16::from_le_bytes(*b"89").into(), count: 14 };
        let of = |kind, tag| check(kind, Tag(tag), b"1234567", header);
        assert_eq!(of(Check::Crc16, 0), 0x906eu16.to_le_bytes());
        assert_eq!(of(Check::Crc32, 0), 0xcbf4_3926u32.to_le_bytes());
        assert_eq!(of(Check::Crc16, 0xabcd_0001), 0x906fu16.to_le_bytes());
        assert_eq!(of(Check::Crc32, 1), 0xcbf4_3927u32.to_le_bytes());
    }
}
