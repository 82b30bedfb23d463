//! Speed of the golden model on one core, in MB/s of uncompressed bytes.
//!
//! `cargo bench --bench codec`; with a file's name, that file is used instead of generated values.

use huffwire::codebook::Codebook;
use huffwire::codec::{Decoder, Encoder};
use huffwire::element::Element;
use std::hint::black_box;
use std::time::Instant;

/// Bytes per format.
const SIZE: usize = 16 << 20;
/// Bytes per frame.
const PACKET: usize = 64 << 10;
/// The best of so many runs counts.
const RUNS: usize = 7;

fn main() {
    println!(
        "{:>12} {:>14} {:>10} {:>14} {:>14}",
        "element", "max_length", "size", "encode MB/s", "decode MB/s"
    );
    for (name, max_length) in [
        ("bf16", 8),
        ("bf16", 12),
        ("bf16_bytes", 12),
        ("bytes", 8),
        ("bytes", 12),
        ("bytes", 16),
        ("e3m2", 8),
        ("fp16", 8),
        ("fp32", 8),
    ] {
        let element = Element::named(name).expect("a name of the table");
        let data = normal(element);
        let book = shannon(element, max_length, &data);
        let (encoder, decoder) = (Encoder::new(&book), Decoder::new(&book));

        let mut frames = Vec::new();
        let encode = fastest(|| {
            frames.clear();
            for packet in data.chunks(PACKET) {
                let mut frame = Vec::with_capacity(2 * PACKET);
                encoder.frame(black_box(packet), &mut frame).expect("elements are valid");
                frames.push(frame);
            }
        });
        let mut elements = Vec::with_capacity(SIZE);
        let decode = fastest(|| {
            elements.clear();
            for frame in &frames {
                decoder.frame(black_box(frame), &mut elements).expect("frames are good");
            }
        });
        assert!(elements == data, "the round trip is exact");

        let coded: usize = frames.iter().map(Vec::len).sum();
        let size = format!("{:.1} %", 100.0 * coded as f64 / data.len() as f64);
        println!("{name:>12} {max_length:>14} {size:>10} {:>14.0} {:>14.0}", rate(encode), rate(decode));
    }
}

fn rate(seconds: f64) -> f64 {
    SIZE as f64 / 1e6 / seconds
}

fn fastest(mut work: impl FnMut()) -> f64 {
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    runs.fold(f64::INFINITY, f64::min)
}

/// Nearly normal values of deviation 1 (a sum of twelve uniform ones), in the format's own encoding where it is
/// a float of 2 or 4 bytes and as rounded integers of deviation 12 (1.5 in six bits) else.
fn normal(element: Element) -> Vec<u8> {
    let mut state = 1u64;
    let mut uniform = move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 40) as f32 / (1 << 24) as f32
    };
    let mut data = Vec::with_capacity(SIZE);
    while data.len() < SIZE {
        let value = (0..12).map(|_| uniform()).sum::<f32>() - 6.0;
        match element.name() {
            Some("bf16") => data.extend_from_slice(&value.to_le_bytes()[2..]),
            Some("bf16_bytes") => data.extend_from_slice(&value.to_le_bytes()[2..]),
            Some("fp16") => {
                let bits = value.to_bits();
                let exponent = (bits >> 23 & 0xff).saturating_sub(112) as u16;
                let half = (bits >> 31 << 15) as u16 | exponent << 10 | (bits >> 13 & 0x3ff) as u16;
                data.extend_from_slice(&half.to_le_bytes());
            }
            Some("fp32") => data.extend_from_slice(&value.to_le_bytes()),
            _ if element.bits() < 8 => data.push((value * 1.5) as i8 as u8 & element.mask() as u8),
            _ => data.push((value * 12.0) as i8 as u8),
        }
    }
    data
}

/// A code of Shannon's lengths, one bit longer for room; what does not fit the limit is escaped.
fn shannon(element: Element, max_length: u8, data: &[u8]) -> Codebook {
    let mut counts = vec![0u64; element.alphabet()];
    for bytes in data.chunks_exact(element.bytes()) {
        counts[usize::from(element.symbol(element.value(bytes)))] += 1;
    }
    let total: u64 = counts.iter().sum();
    let length = |count: u64| (1..max_length).find(|&length| count << length >= total);
    let lengths: Vec<u8> = counts.into_iter().map(|count| length(count).unwrap_or(0)).collect();
    let escape = lengths.contains(&0).then_some(max_length);
    Codebook::new(element, max_length, &lengths, escape).expect("Shannon's lengths are a code")
}
