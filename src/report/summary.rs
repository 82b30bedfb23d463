//! What a design is worth, before any of it is built.

use super::Table;
use crate::config::{Decoder, DecoderKind, Design};
use crate::rtl::Manifest;
use serde::Serialize;
use std::fmt;

/// Uncompressed bytes of the packets that the summary looks at.
const PACKETS: [u64; 6] = [64, 256, 1024, 4096, 16384, 65536];

/// The facts that `generate` prints; as JSON documented in `docs/generate.md`.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The design's name.
    pub name: String,
    /// The codebook's digest.
    pub digest: String,
    /// The encoder.
    pub encoder: Side,
    /// The decoder.
    pub decoder: Side,
    /// What frames can come to.
    pub worst_case: WorstCase,
    /// What frames come to on average.
    pub expected: Expected,
}

/// One side of the link.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// Top module.
    pub module: String,
    /// Elements per beat of the uncompressed bus.
    pub lanes: usize,
    /// The most elements that a clock can take or give.
    pub elements_per_clock: usize,
    /// Width of the compressed bus, bytes.
    pub bus_bytes: usize,
    /// Clocks from first in to first out.
    pub latency_clocks: usize,
    /// Preset or cuts.
    pub pipeline: String,
    /// Of a parallel decoder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<Word>,
}

/// What a parallel decoder makes of a bus word in every clock.
#[derive(Clone, Debug, Serialize)]
pub struct Word {
    /// The most elements that begin in a word.
    pub most_elements: usize,
    /// Elements per word of data as the codebook expects them.
    pub expected_elements: f64,
    /// Bits per element below which, on average, output beats are too small and the decoder stalls; `None` where
    /// a beat holds all that a word can start.
    pub stalls_below_bits: Option<f64>,
}

impl Word {
    fn of(design: &Design, expected_bits: f64) -> Option<Self> {
        let Decoder { kind, in_bytes, lanes, .. } = design.decoder;
        let shortest = design.codebooks[0].shortest_element() as usize;
        let bits = 8 * in_bytes;
        let most_elements = bits.div_ceil(shortest);
        (kind == DecoderKind::Parallel).then(|| Self {
            most_elements,
            expected_elements: bits as f64 / expected_bits,
            stalls_below_bits: (lanes < most_elements).then(|| bits as f64 / lanes as f64),
        })
    }
}

/// The longest frames.
#[derive(Clone, Debug, Serialize)]
pub struct WorstCase {
    /// Bits of the longest element.
    pub element_bits: u32,
    /// Frame bytes per packet byte; above 1 a packet can grow.
    pub expansion: f64,
    /// Whether the bus takes the longest beat in every clock; if not, the encoder stalls on such data.
    pub bus_takes_it: bool,
}

/// Frames of data as the codebook expects them.
#[derive(Clone, Debug, Serialize)]
pub struct Expected {
    /// `calibration`: from the tensors that the codebook was made of; `code lengths`: of data for which this
    /// code would be ideal, because the codebook's file does not say.
    pub basis: &'static str,
    /// Bits per element.
    pub bits_per_element: f64,
    /// Saving against the significant bits, percent.
    pub saving_percent: f64,
    /// Saving against the container, percent: the same where every bit is significant.
    pub container_saving_percent: f64,
    /// By packet length.
    pub packets: Vec<Packet>,
}

/// A packet of some length and its frame. A frame starts on a fresh beat, so short packets save fewer beats
/// than bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Packet {
    /// Uncompressed bytes.
    pub bytes: u64,
    /// Frame bytes.
    pub frame_bytes: u64,
    /// Beats of the compressed bus that the packet would take as it is.
    pub raw_beats: u64,
    /// Beats that the frame takes.
    pub frame_beats: u64,
}

impl Summary {
    /// The facts of a design.
    pub fn of(design: &Design, manifest: &Manifest) -> Self {
        let book = &design.codebooks[0];
        let element = design.element;
        let (encoder, decoder) = (&manifest.encoder, &manifest.decoder);
        let (basis, bits) = match design.expected_bits {
            Some(bits) => ("calibration", bits),
            None => ("code lengths", ideal_bits(book)),
        };
        let bus = encoder.out_bytes as u64;
        let packets = PACKETS.map(|bytes| {
            let elements = bytes / element.bytes() as u64;
            let header = f64::from(manifest.bounds.header_bits);
            let frame_bytes = ((header + elements as f64 * bits) / 8.0).ceil() as u64;
            let beats = |bytes: u64| bytes.div_ceil(bus);
            Packet { bytes, frame_bytes, raw_beats: beats(bytes), frame_beats: beats(frame_bytes) }
        });
        let longest = manifest.bounds.longest_element_bits;
        Self {
            name: design.name.clone(),
            digest: book.digest().to_string(),
            encoder: Side {
                module: encoder.module.clone(),
                lanes: encoder.lanes,
                elements_per_clock: encoder.lanes,
                bus_bytes: encoder.out_bytes,
                latency_clocks: encoder.latency_clocks,
                pipeline: encoder.pipeline.clone(),
                word: None,
            },
            decoder: Side {
                module: decoder.module.clone(),
                lanes: decoder.lanes,
                elements_per_clock: decoder.lanes,
                bus_bytes: decoder.in_bytes,
                latency_clocks: decoder.latency_clocks,
                pipeline: decoder.pipeline.clone(),
                word: Word::of(design, bits),
            },
            worst_case: WorstCase {
                element_bits: longest,
                expansion: manifest.bounds.worst_case_expansion,
                bus_takes_it: encoder.lanes as u32 * longest <= encoder.out_bytes as u32 * 8,
            },
            expected: Expected {
                basis,
                bits_per_element: bits,
                saving_percent: 100.0 * (1.0 - bits / f64::from(element.bits())),
                container_saving_percent: 100.0 * (1.0 - bits / (8 * element.bytes()) as f64),
                packets: packets.to_vec(),
            },
        }
    }
}

/// Bits per element of data for which the code is ideal: every codeword as likely as its length says.
fn ideal_bits(book: &crate::codebook::Codebook) -> f64 {
    let weighed = book.entries().iter().map(|entry| (0.5f64.powi(entry.word.length as i32), entry));
    let (sum, bits) = weighed
        .fold((0.0, 0.0), |(sum, bits), (p, entry)| (sum + p, bits + p * f64::from(book.total_bits(entry))));
    bits / sum
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { encoder, decoder, worst_case, expected, .. } = self;
        let mut sides = Table::new(["", "elements a clock", "bus", "latency", "pipeline"]);
        for side in [encoder, decoder] {
            sides.row(vec![
                side.module.clone(),
                side.elements_per_clock.to_string(),
                counted(side.bus_bytes, "byte"),
                counted(side.latency_clocks, "clock"),
                side.pipeline.clone(),
            ]);
        }
        writeln!(f, "{sides}")?;
        if let Some(word) = &decoder.word {
            write!(f, "decoder     {} a clock", counted(decoder.bus_bytes, "byte"))?;
            match word.stalls_below_bits {
                None => writeln!(
                    f,
                    ", {:.1} elements on average, at most {}",
                    word.expected_elements, word.most_elements
                )?,
                Some(bits) => writeln!(
                    f,
                    " with up to {} elements to a beat of {}; on data of fewer than {bits:.2} bits an element it stalls",
                    word.most_elements, decoder.lanes
                )?,
            }
        }
        writeln!(
            f,
            "worst case  {} bits an element, {:.2} times the packet{}",
            worst_case.element_bits,
            worst_case.expansion,
            if worst_case.bus_takes_it {
                ""
            } else {
                "; on such data the bus is the limit and the encoder stalls"
            }
        )?;
        writeln!(
            f,
            "expected    {:.3} bits an element, {:.1} % saved{} (from {})",
            expected.bits_per_element,
            expected.saving_percent,
            match expected.container_saving_percent {
                same if same == expected.saving_percent => String::new(),
                container => format!(" of the significant bits, {container:.1} % of the container"),
            },
            match expected.basis {
                "calibration" => "the codebook's calibration",
                _ => "the code lengths; the codebook's file says no more",
            }
        )?;
        writeln!(f)?;
        let percent = |now: u64, then: u64| format!("{:.1} %", 100.0 * (1.0 - now as f64 / then as f64));
        let mut packets = Table::new(["packet", "frame", "saved", "beats", "frame's beats", "saved"]);
        for packet in &expected.packets {
            packets.row(vec![
                format!("{} B", packet.bytes),
                format!("{} B", packet.frame_bytes),
                percent(packet.frame_bytes, packet.bytes),
                packet.raw_beats.to_string(),
                packet.frame_beats.to_string(),
                percent(packet.frame_beats, packet.raw_beats),
            ]);
        }
        write!(f, "{packets}")
    }
}
