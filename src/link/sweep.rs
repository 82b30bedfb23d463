//! Many designs on one link: which to build.

use super::area::{self, Estimate};
use super::data::Data;
use super::route::{Clocks, Codec, Limit, Route, Wire};
use crate::design::{DecoderKind, Design, Encoder, Select};
use serde::Serialize;

/// A design on the link, with as many codecs as make the link the limit, or where none do, as many as are fastest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// Elements in a beat of the encoder.
    pub lanes: usize,
    /// Bytes of its compressed bus.
    pub out_bytes: usize,
    /// `serial` or `parallel`.
    pub decoder: &'static str,
    /// Bytes of the decoder's compressed bus.
    pub in_bytes: usize,
    /// Whether the smallest of several codebooks is chosen for every block.
    pub smallest: bool,
    /// Bits an element, without headers and padding.
    pub bits_per_element: f64,
    /// Codecs beside each other.
    pub codecs: u64,
    /// Area of all of them, both ends, by the fit: thousands of NAND2.
    pub kge: f64,
    /// The codec's clocks.
    pub clocks: Clocks,
    /// How many times as fast as raw the largest message is.
    pub speedup: f64,
    /// The geometric mean over all messages, those that are no faster sent as they are.
    pub mean_speedup: f64,
    /// Bytes of the largest message a second.
    pub bytes_per_second: f64,
    /// Seconds that the codec adds to a message of one element.
    pub added_latency_seconds: f64,
    /// What limits.
    pub limit: Limit,
    /// Whether nothing that was looked at is faster with as little area.
    pub front: bool,
    /// Whether it is the one that was chosen.
    pub chosen: bool,
}

/// What is asked of all of them.
#[derive(Clone, Debug)]
pub struct Task {
    /// The link.
    pub wire: Wire,
    /// The codec's clock, Hz; none: as the fit has it.
    pub clock: Option<f64>,
    /// Messages, bytes, the largest last; at least one.
    pub messages: Vec<u64>,
    /// Bytes of a packet; none: the message is one.
    pub packet: Option<u64>,
    /// Codecs beside each other, at most.
    pub codecs: u64,
}

/// How much of the fastest one's gain the chosen one has at least.
const ENOUGH: f64 = 0.98;

/// A design on the link; none where it lacks an end. `bits` is what its elements take.
pub fn candidate(design: &Design, bits: f64, task: &Task) -> Option<Candidate> {
    let (encoder, decoder): (Estimate, Estimate) = area::estimate(design)?;
    let clock = |end: Estimate| task.clock.unwrap_or(end.ghz * 1e9);
    let clocks = Clocks { encoder: clock(encoder), decoder: clock(decoder) };
    let (codec, data) = (Codec::of(design)?, Data::Bits(bits));
    let route = |codecs| Route { codec: codec.clone(), wire: task.wire.clone(), clocks, codecs };
    let of = |codecs: u64, message: u64| route(codecs).time(&data, message, task.packet.unwrap_or(message));
    let largest = *task.messages.last()?;
    let time = |codecs: u64| of(codecs, largest);
    let codecs = (1..=task.codecs).find(|&codecs| time(codecs).limit == Limit::Link).unwrap_or_else(|| {
        let all = (1..=task.codecs).map(|codecs| (codecs, time(codecs).coded_seconds));
        // The fewest of the fastest.
        all.reduce(|a, b| if b.1 < 0.999 * a.1 { b } else { a }).map_or(1, |(codecs, _)| codecs)
    });
    let (timing, one) = (time(codecs), route(codecs).time(&data, 1, 1));
    Some(Candidate {
        lanes: Encoder::lanes(design.encoder()?),
        out_bytes: design.encoder()?.out_bytes(),
        decoder: design.decoder()?.kind().name(),
        in_bytes: design.decoder()?.in_bytes(),
        smallest: design.encoder()?.select() == Some(Select::Smallest),
        bits_per_element: bits,
        codecs,
        kge: codecs as f64 * (encoder.kge + decoder.kge),
        clocks,
        speedup: timing.speedup(),
        mean_speedup: {
            let logs = task.messages.iter().map(|&message| of(codecs, message).speedup().max(1.0).ln());
            (logs.sum::<f64>() / task.messages.len() as f64).exp()
        },
        bytes_per_second: timing.bandwidth(),
        added_latency_seconds: one.coded_seconds - one.raw_seconds,
        limit: timing.limit,
        front: false,
        chosen: false,
    })
}

/// Marks those that nothing beats in both area and mean speed, and the smallest one with nearly all of the gain; gives its
/// place.
pub fn choose(candidates: &mut [Candidate]) -> Option<usize> {
    let all = candidates.to_vec();
    // Of those that are alike, with a wider bus for instance, the first.
    let better = |(at, a): (usize, &Candidate), (to, b): (usize, &Candidate)| {
        let (x, y) = (a.mean_speedup, b.mean_speedup);
        a.kge <= b.kge && x >= y && (a.kge < b.kge || x > y || at < to)
    };
    for (to, candidate) in candidates.iter_mut().enumerate() {
        candidate.front = !all.iter().enumerate().any(|one| better(one, (to, &all[to])));
    }
    let best = all.iter().map(|candidate| candidate.mean_speedup).fold(0.0, f64::max);
    // Where no message gains, the fastest: nobody asked for a slow link.
    let fastest = all.iter().map(|candidate| candidate.speedup).fold(0.0, f64::max);
    let enough = |one: &Candidate| match best > 1.0 {
        true => one.mean_speedup >= 1.0 + ENOUGH * (best - 1.0),
        false => one.speedup >= fastest,
    };
    let chosen =
        (0..all.len()).filter(|&at| enough(&all[at])).min_by(|&a, &b| all[a].kge.total_cmp(&all[b].kge))?;
    candidates[chosen].chosen = true;
    Some(chosen)
}

/// Ends of the designs that are looked at: lanes, bytes of the compressed bus at either end, and the decoder's kind. Some are
/// no design with every element format.
pub fn ends(element_bytes: usize) -> Vec<(usize, usize, DecoderKind, usize)> {
    let mut ends = Vec::new();
    for lanes in [1, 2, 4, 8, 16, 32] {
        let whole = lanes * element_bytes;
        for out in [whole / 2, whole, 2 * whole] {
            if !(1..=128).contains(&out) {
                continue;
            }
            ends.push((lanes, out, DecoderKind::Serial, 4));
            let widths = [out / 2, out, 2 * out].into_iter().filter(|into| (1..=64).contains(into));
            ends.extend(widths.map(|into| (lanes, out, DecoderKind::Parallel, into)));
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(kge: f64, speedup: f64) -> Candidate {
        Candidate {
            lanes: 1,
            out_bytes: 1,
            decoder: "serial",
            in_bytes: 1,
            smallest: false,
            bits_per_element: 1.0,
            codecs: 1,
            kge,
            clocks: Clocks { encoder: 1.0, decoder: 1.0 },
            speedup,
            mean_speedup: speedup.max(1.0),
            bytes_per_second: 1.0,
            added_latency_seconds: 0.0,
            limit: Limit::Link,
            front: false,
            chosen: false,
        }
    }

    #[test]
    fn the_smallest_with_nearly_all_of_the_gain_is_chosen() {
        let mut all = [(10.0, 1.1), (20.0, 1.395), (40.0, 1.4), (15.0, 1.05), (80.0, 1.4)]
            .map(|(kge, speedup)| candidate(kge, speedup));
        assert_eq!(choose(&mut all), Some(1));
        assert_eq!(all.each_ref().map(|one| one.front), [true, true, true, false, false]);
        let mut alike = [(10.0, 1.1), (10.0, 1.1)].map(|(kge, speedup)| candidate(kge, speedup));
        assert_eq!(choose(&mut alike), Some(0));
        assert_eq!(alike.map(|one| one.front), [true, false]);
        let mut none = [(1.0, 0.5), (9.0, 0.9)].map(|(kge, speedup)| candidate(kge, speedup));
        assert_eq!(choose(&mut none), Some(1));
        assert_eq!(choose(&mut []), None);
    }
}
