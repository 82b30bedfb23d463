//! What the wires of a link do: how often a bus of raw elements moves, and one of frames.

use crate::sim::Random;
use serde::Serialize;

/// Transitions per original bit, of a bus as wide as the encoder's output. Wires stay as they are where nothing is sent.
#[derive(Clone, Debug, Serialize)]
pub struct Toggles {
    /// How the wires are driven: `plain`, `inverted` (a byte is sent inverted, and a wire more says so, where fewer wires move)
    /// or `scrambled` (by random bits that both ends know, beats without data too).
    pub wires: &'static str,
    /// Of elements, one behind the other.
    pub raw_per_bit: f64,
    /// Of frames, beat by beat, in as many beats as the elements take: the rest is idle.
    pub coded_per_bit: f64,
}

/// Beats of a bus of so many bytes; each of the parts begins a beat, and what is left of its last one is 0.
fn beats(parts: &[Vec<u8>], width: usize) -> Vec<Vec<u8>> {
    let beat = |chunk: &[u8]| {
        let mut beat = chunk.to_vec();
        beat.resize(width, 0);
        beat
    };
    parts.iter().flat_map(|part| part.chunks(width).map(beat)).collect()
}

fn moved(before: &[u8], now: &[u8]) -> u64 {
    before.iter().zip(now).map(|(a, b)| u64::from((a ^ b).count_ones())).sum()
}

/// Transitions of plain wires, from a beat of zeros.
fn plain(beats: &[Vec<u8>]) -> u64 {
    let mut before = vec![0; beats.first().map_or(0, Vec::len)];
    let mut all = 0;
    for beat in beats {
        all += moved(&before, beat);
        before.clone_from(beat);
    }
    all
}

/// The same where a byte is inverted that would move more than four of its wires; the ninth wire says so.
fn inverted(beats: &[Vec<u8>]) -> u64 {
    let width = beats.first().map_or(0, Vec::len);
    let mut before = vec![(0u8, false); width];
    let mut all = 0;
    for beat in beats {
        for (wires, &byte) in before.iter_mut().zip(beat) {
            let cost = |byte: u8, flag: bool| (wires.0 ^ byte).count_ones() + u32::from(wires.1 != flag);
            let (kept, turned) = (cost(byte, false), cost(!byte, true));
            all += u64::from(kept.min(turned));
            *wires = if turned < kept { (!byte, true) } else { (byte, false) };
        }
    }
    all
}

/// Transitions of packets of raw elements and of their frames, on a bus of `width` bytes.
pub fn toggles(packets: &[Vec<u8>], frames: &[Vec<u8>], width: usize, original_bits: u64) -> Vec<Toggles> {
    let (raw, coded) = (beats(packets, width), beats(frames, width));
    let per_bit = |count: u64| count as f64 / original_bits as f64;
    let scrambled = |beats: &[Vec<u8>], count: usize| {
        let random = &mut Random::new(1);
        let mut sent: Vec<Vec<u8>> = beats.to_vec();
        sent.resize(count.max(beats.len()), vec![0; width]);
        sent.iter_mut().flatten().for_each(|byte| *byte ^= random.bits() as u8);
        plain(&sent)
    };
    [
        ("plain", plain(&raw), plain(&coded)),
        ("inverted", inverted(&raw), inverted(&coded)),
        ("scrambled", scrambled(&raw, raw.len()), scrambled(&coded, raw.len())),
    ]
    .map(|(wires, raw, coded)| Toggles { wires, raw_per_bit: per_bit(raw), coded_per_bit: per_bit(coded) })
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wires_are_counted_by_hand() {
        // 00, ff, 0f: 8 wires move, then 4. Inverted: ff is sent as 00 and the ninth wire, then 0f costs 4 and the ninth
        // back, or as f0 4 and no more: 1 + 4.
        let sent = vec![vec![0x00], vec![0xff], vec![0x0f]];
        assert_eq!((plain(&sent), inverted(&sent)), (12, 5));
        // The ninth wire alone.
        assert_eq!(inverted(&sent[..2]), 1);
        // A packet of three bytes on two is two beats, the last one padded: 0xffff, 0x0100.
        let parts = beats(&[vec![0xff, 0xff, 0x01]], 2);
        assert_eq!(parts, [vec![0xff, 0xff], vec![0x01, 0x00]]);
        assert_eq!(plain(&parts), 16 + 15);
    }

    #[test]
    fn idle_beats_are_scrambled_too() {
        let packets = vec![vec![0u8; 8192]];
        let found = toggles(&packets, &[vec![0u8; 4]], 4, 8 * 8192);
        let of = |wires: &str| found.iter().find(|toggles| toggles.wires == wires).unwrap();
        assert_eq!((of("plain").raw_per_bit, of("plain").coded_per_bit), (0.0, 0.0));
        // Half of the wires in every clock, whatever is sent, within three deviations (128 of 32768).
        for count in [of("scrambled").raw_per_bit, of("scrambled").coded_per_bit] {
            assert!((count - 0.5).abs() < 0.006, "{count}");
        }
    }
}
