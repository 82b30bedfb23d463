//! What a design is worth, before any of it is built.

use super::Table;
use crate::codebook::BlockBounds;
use crate::design::{DecoderKind, Design};
use crate::rtl::Manifest;
use crate::words::{self, counted, decimals};
use serde::Serialize;
use std::fmt;

/// Uncompressed bytes of the packets that the summary looks at.
const PACKETS: [u64; 6] = [64, 256, 1024, 4096, 16384, 65536];

/// The facts that `generate` prints; as JSON documented in `docs/generate.md`.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The design's name.
    pub name: String,
    /// The codebooks' digest.
    pub digest: String,
    /// The encoder, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoder: Option<Side>,
    /// The decoder, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoder: Option<Side>,
    /// What goes through in every clock, on average. Left out where nothing is known of the data: all codebooks are loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sustained: Option<Sustained>,
    /// What frames can come to.
    pub worst_case: WorstCase,
    /// What frames come to on average. Left out likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
}

/// One side of the link.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// Top module.
    pub module: String,
    /// Elements per beat of the uncompressed bus.
    pub lanes: usize,
    /// The most elements that a clock can take or give: its lanes. What is sustained is less or as much.
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

/// What goes through in every clock of long packets, on average, of data as the codebooks expect them.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Sustained {
    /// The encoder, where whatever it sends is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoder: Option<Rate>,
    /// The decoder, where frames are always there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoder: Option<Rate>,
    /// Both with the link between them, however that makes beats of one width from those of the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub both_ends: Option<Rate>,
}

/// What goes through, and why no more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// Elements a clock.
    pub elements_per_clock: f64,
    /// What cannot take more.
    pub limit: Limit,
}

/// What cannot take more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The encoder's input beats.
    EncoderLanes,
    /// The encoder's compressed bus.
    EncoderBus,
    /// The decoder's compressed bus.
    DecoderBus,
    /// The decoder's output beats; of a serial one the one element that it gives.
    DecoderLanes,
}

impl Sustained {
    fn of(design: &Design, manifest: &Manifest, bits: f64) -> Self {
        // How many beats of a bus of so many bytes an element takes. Blocks begin on fresh ones.
        let beats = |bus: usize| match &manifest.bounds.block {
            Some(block) => {
                let elements = block.elements as u64;
                frame_bytes(manifest, elements, bits).div_ceil(bus as u64) as f64 / elements as f64
            }
            None => bits / (8 * bus) as f64,
        };
        let rate = |elements_per_clock, limit| Rate { elements_per_clock, limit };
        // Of equals the first: a bus that is just wide enough is no limit.
        let least = |a: Rate, b: Rate| if b.elements_per_clock < a.elements_per_clock { b } else { a };
        let encoder = design.encoder().map(|encoder| {
            least(
                rate(encoder.lanes() as f64, Limit::EncoderLanes),
                rate(1.0 / beats(encoder.out_bytes()), Limit::EncoderBus),
            )
        });
        let decoder = design.decoder().map(|decoder| {
            least(
                rate(decoder.lanes() as f64, Limit::DecoderLanes),
                rate(1.0 / beats(decoder.in_bytes()), Limit::DecoderBus),
            )
        });
        let both_ends = encoder.zip(decoder).map(|(encoder, decoder)| least(encoder, decoder));
        Self { encoder, decoder, both_ends }
    }
}

/// What a parallel decoder makes of a bus word in every clock.
#[derive(Clone, Debug, Serialize)]
pub struct Word {
    /// The most elements that begin in a word.
    pub most_elements: usize,
    /// Elements per word of data as the codebooks expect them; `None` where all codebooks are loaded.
    pub expected_elements: Option<f64>,
    /// Bits per element below which, on average, output beats are too small and the decoder stalls; `None` where
    /// a beat holds all that a word can start.
    pub stalls_below_bits: Option<f64>,
}

impl Word {
    fn of(design: &Design, expected_bits: Option<f64>) -> Option<Self> {
        let decoder = design.decoder()?;
        let (kind, in_bytes, lanes) = (decoder.kind(), decoder.in_bytes(), decoder.lanes());
        let shortest = design.books().shortest_element() as usize;
        let bits = 8 * in_bytes;
        let most_elements = bits.div_ceil(shortest);
        (kind == DecoderKind::Parallel).then(|| Self {
            most_elements,
            expected_elements: expected_bits.map(|expected| bits as f64 / expected),
            stalls_below_bits: (lanes < most_elements).then(|| bits as f64 / lanes as f64),
        })
    }
}

/// The longest frames.
#[derive(Clone, Debug, Serialize)]
pub struct WorstCase {
    /// Bits of the longest element.
    pub element_bits: u32,
    /// Frame bytes per packet byte, of full blocks where there are blocks; above 1 a packet can grow.
    pub expansion: f64,
    /// Whether the bus takes the longest beat in every clock, or the longest frame of a block in as many clocks as
    /// the block has beats; if not, the encoder stalls on such data. Left out without an encoder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bus_takes_it: Option<bool>,
    /// Of an encoder that selects the smallest: what a block can come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockBounds>,
}

/// Frames of data as the codebooks expect them: of several, the data of each equally often.
#[derive(Clone, Debug, Serialize)]
pub struct Expected {
    /// `calibration`: from the tensors that the codebooks were made of; `code lengths`: of data for which the code
    /// would be ideal, because some codebook's file does not say.
    pub basis: &'static str,
    /// Bits per element.
    pub bits_per_element: f64,
    /// Saving against the significant bits, percent.
    pub saving_percent: f64,
    /// Saving against the container, percent: the same where every bit is significant.
    pub container_saving_percent: f64,
    /// Of several codebooks each one, on its own data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codebooks: Vec<ExpectedBook>,
    /// By packet length.
    pub packets: Vec<Packet>,
}

/// A codebook on data as it expects them.
#[derive(Clone, Debug, Serialize)]
pub struct ExpectedBook {
    /// Its file's name.
    pub file: String,
    /// As of all of them.
    pub basis: &'static str,
    /// Bits per element.
    pub bits_per_element: f64,
    /// Saving against the significant bits, percent.
    pub saving_percent: f64,
}

/// A packet of some length and its frames. A frame starts on a fresh beat, so short packets and blocks save fewer
/// beats than bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Packet {
    /// Uncompressed bytes.
    pub bytes: u64,
    /// Bytes of its frames.
    pub frame_bytes: u64,
    /// Beats of the compressed bus that the packet would take as it is.
    pub raw_beats: u64,
    /// Beats that the frames take.
    pub frame_beats: u64,
}

/// Of a frame of so many elements.
fn frame_bytes(manifest: &Manifest, elements: u64, bits: f64) -> u64 {
    ((f64::from(manifest.bounds.header_bits) + elements as f64 * bits) / 8.0).ceil() as u64
}

impl Expected {
    /// On a compressed bus of so many bytes; `None` of a design without constant codebooks.
    fn of(design: &Design, manifest: &Manifest, bus: u64) -> Option<Self> {
        let element = design.element();
        let saving = |bits: f64, of: f64| 100.0 * (1.0 - bits / of);
        let books = design.codebook_files().iter().zip(design.books().books()).zip(design.expected_bits());
        let mut codebooks: Vec<ExpectedBook> = books
            .map(|((file, book), calibrated)| {
                let (basis, bits) = match calibrated {
                    Some(bits) => ("calibration", *bits),
                    None => ("code lengths", ideal_bits(book)),
                };
                let saving_percent = saving(bits, element.bits().into());
                ExpectedBook { file: file.clone(), basis, bits_per_element: bits, saving_percent }
            })
            .collect();
        if codebooks.is_empty() {
            return None;
        }
        let bits = codebooks.iter().map(|book| book.bits_per_element).sum::<f64>() / codebooks.len() as f64;
        let uncertain = codebooks.iter().find(|book| book.basis != "calibration");
        let basis = uncertain.map_or("calibration", |book| book.basis);
        if let [_] = codebooks[..] {
            codebooks.clear();
        }
        let packets = PACKETS.map(|bytes| {
            let elements = bytes / element.bytes() as u64;
            let frame = |elements| frame_bytes(manifest, elements, bits);
            let beats = |bytes: u64| bytes.div_ceil(bus);
            let block = manifest.bounds.block.as_ref();
            let full = block.map_or(elements, |block| elements.min(block.elements as u64));
            let (blocks, rest) = (elements / full, elements % full);
            let rest = if rest > 0 { frame(rest) } else { 0 };
            Packet {
                bytes,
                frame_bytes: blocks * frame(full) + rest,
                raw_beats: beats(bytes),
                frame_beats: blocks * beats(frame(full)) + beats(rest),
            }
        });
        Some(Self {
            basis,
            bits_per_element: bits,
            saving_percent: saving(bits, element.bits().into()),
            container_saving_percent: saving(bits, (8 * element.bytes()) as f64),
            codebooks,
            packets: packets.to_vec(),
        })
    }
}

impl Summary {
    /// The facts of a design.
    pub fn of(design: &Design, manifest: &Manifest) -> Self {
        let (encoder, decoder) = (manifest.encoder.as_ref(), manifest.decoder.as_ref());
        // The compressed bus that packets are counted on: what the design sends, or takes.
        let bus = match (encoder, decoder) {
            (Some(encoder), _) => encoder.out_bytes,
            (None, decoder) => decoder.map_or(1, |decoder| decoder.in_bytes),
        } as u64;
        let block = &manifest.bounds.block;
        let expected = Expected::of(design, manifest, bus);
        let bits = expected.as_ref().map(|expected| expected.bits_per_element);
        let longest = manifest.bounds.longest_element_bits;
        Self {
            name: design.name().to_owned(),
            digest: manifest.digest.clone(),
            encoder: encoder.map(|encoder| Side {
                module: encoder.module.clone(),
                lanes: encoder.lanes,
                elements_per_clock: encoder.lanes,
                bus_bytes: encoder.out_bytes,
                latency_clocks: encoder.latency_clocks,
                pipeline: encoder.pipeline.clone(),
                word: None,
            }),
            decoder: decoder.map(|decoder| Side {
                module: decoder.module.clone(),
                lanes: decoder.lanes,
                elements_per_clock: decoder.lanes,
                bus_bytes: decoder.in_bytes,
                latency_clocks: decoder.latency_clocks,
                pipeline: decoder.pipeline.clone(),
                word: Word::of(design, bits),
            }),
            sustained: bits.map(|bits| Sustained::of(design, manifest, bits)),
            worst_case: WorstCase {
                element_bits: longest,
                expansion: manifest.bounds.worst_case_expansion,
                bus_takes_it: encoder.map(|encoder| match block {
                    Some(block) => block.frame_bytes.div_ceil(bus) <= (block.elements / encoder.lanes) as u64,
                    None => encoder.lanes as u32 * longest <= encoder.out_bytes as u32 * 8,
                }),
                block: block.clone(),
            },
            expected,
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

impl Summary {
    /// A limit in words.
    fn words(&self, limit: Limit) -> String {
        let bytes = |side: &Option<Side>| counted(side.as_ref().map_or(0, |side| side.bus_bytes), "byte");
        let lanes = |side: &Option<Side>| side.as_ref().map_or(0, |side| side.lanes);
        let word = self.decoder.as_ref().and_then(|decoder| decoder.word.as_ref());
        match limit {
            Limit::EncoderLanes => format!("the encoder takes {} a clock", lanes(&self.encoder)),
            Limit::EncoderBus => format!("the encoder's bus of {} is the limit", bytes(&self.encoder)),
            Limit::DecoderBus => format!("the decoder's bus of {} is the limit", bytes(&self.decoder)),
            Limit::DecoderLanes if word.is_none() => "the serial decoder gives 1 a clock".to_owned(),
            Limit::DecoderLanes => format!("the decoder's beats hold {}", lanes(&self.decoder)),
        }
    }

    fn sustained(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Sustained { encoder, decoder, both_ends }) = self.sustained else { return Ok(()) };
        let (first, from, other) = match (both_ends, encoder, decoder) {
            // The end that is not the limit could do more.
            (Some(both), encoder, decoder) => match both.limit {
                Limit::EncoderLanes | Limit::EncoderBus => {
                    (Some(both), " from end to end", decoder.map(|rate| ("decoder", rate)))
                }
                Limit::DecoderBus | Limit::DecoderLanes => {
                    (Some(both), " from end to end", encoder.map(|rate| ("encoder", rate)))
                }
            },
            (None, encoder, decoder) => (encoder.or(decoder), "", None),
        };
        if let Some(rate) = first {
            writeln!(
                f,
                "sustained   {:.2} elements a clock{from}, in long packets of data as expected: {}",
                rate.elements_per_clock,
                self.words(rate.limit)
            )?;
        }
        match other {
            Some((name, rate)) => writeln!(
                f,
                "            the {name} alone {:.2}: {}",
                rate.elements_per_clock,
                self.words(rate.limit)
            ),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { encoder, decoder, worst_case, expected, .. } = self;
        let mut sides = Table::new(["", "lanes", "bus", "latency", "pipeline"]);
        for side in encoder.iter().chain(decoder) {
            sides.row(vec![
                side.module.clone(),
                side.lanes.to_string(),
                counted(side.bus_bytes, "byte"),
                counted(side.latency_clocks, "clock"),
                side.pipeline.clone(),
            ]);
        }
        writeln!(f, "{sides}")?;
        self.sustained(f)?;
        if let Some((block, encoder)) = worst_case.block.as_ref().zip(encoder.as_ref()) {
            let beats = block.elements / encoder.lanes;
            writeln!(f, "encoder     a block of {beats} beats waits for its codebook: as many clocks more")?;
        }
        if let Some((decoder, word)) = decoder.as_ref().and_then(|side| Some((side, side.word.as_ref()?))) {
            write!(f, "decoder     {} a clock", counted(decoder.bus_bytes, "byte"))?;
            let most = word.most_elements;
            match word.expected_elements {
                Some(elements) => write!(f, ", {elements:.1} elements on average, at most {most}")?,
                None => write!(f, ", at most {most} elements")?,
            }
            match word.stalls_below_bits {
                None => writeln!(f)?,
                Some(bits) => {
                    write!(f, "; its beats hold {}, so it stalls ", decoder.lanes)?;
                    match (bits, expected) {
                        (bits, _) if bits > worst_case.element_bits.into() => writeln!(f, "on all data")?,
                        (bits, Some(expected)) if bits > expected.bits_per_element => {
                            writeln!(f, "on data as expected")?;
                        }
                        _ => writeln!(f, "on data of fewer than {bits:.2} bits an element")?,
                    }
                }
            }
        }
        let stalls = match worst_case.bus_takes_it {
            Some(true) | None => "",
            Some(false) => "; on such data the bus is the limit and the encoder stalls",
        };
        match &worst_case.block {
            None => writeln!(
                f,
                "worst case  {} bits an element, {:.2} times the packet{stalls}",
                worst_case.element_bits, worst_case.expansion
            )?,
            Some(block) => writeln!(
                f,
                "worst case  {} for a block of {} elements, {}{stalls}",
                counted(block.frame_bytes, "byte"),
                block.elements,
                match block.growth_bytes {
                    0 => "which never grows".to_owned(),
                    bytes => format!("which grows by at most {bytes} ({:.2} %)", block.growth_percent),
                }
            )?,
        }
        match expected {
            Some(expected) => expected.fmt(f),
            None => {
                writeln!(f, "expected    as the codebooks that are loaded; none is constant")
            }
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let several = !self.codebooks.is_empty();
        writeln!(
            f,
            "expected    {:.3} bits an element, {} % saved{} (from {})",
            self.bits_per_element,
            decimals(self.saving_percent, 1),
            match self.container_saving_percent {
                same if same == self.saving_percent => String::new(),
                container => {
                    format!(" of the significant bits, {} % of the container", decimals(container, 1))
                }
            },
            match self.basis {
                "calibration" if several => "the codebooks' calibration, each on its own data",
                "calibration" => "the codebook's calibration",
                _ if several => "the code lengths, where a codebook's file says no more",
                _ => "the code lengths; the codebook's file says no more",
            }
        )?;
        if several {
            let mut books = Table::new(["codebook", "bits an element", "saved", "from"]);
            for book in &self.codebooks {
                books.row(vec![
                    book.file.clone(),
                    format!("{:.3}", book.bits_per_element),
                    decimals(book.saving_percent, 1) + " %",
                    book.basis.to_owned(),
                ]);
            }
            write!(f, "\n{books}")?;
        }
        writeln!(f)?;
        let percent = |now: u64, then: u64| decimals(words::saved(now as f64, then as f64), 1) + " %";
        let mut packets = Table::new(["packet", "frame", "saved", "beats", "frame's beats", "saved"]);
        for packet in &self.packets {
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
