//! Everything that is found about a design on a link, and what follows from it.

use super::collective::{Collective, Steps, Topology};
use super::data::Data;
use super::energy::{CodecEnergy, Energy};
use super::route::{Clocks, Limit, Route, Timing};
use super::spec::Link;
use serde::Serialize;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The design's name.
    pub design: String,
    /// Bits of an element in memory.
    pub element_bits: u32,
    /// The link as its file has it.
    pub link: Link,
    /// Its pJ a bit, where another is typed.
    pub pj_per_bit: Option<f64>,
    /// Where the clocks are from, in words.
    pub clocks_from: String,
    /// Where the data are from, in words.
    pub data_from: String,
    /// What coding costs.
    pub energy: CodecEnergy,
    /// Messages, bytes, from the smallest on.
    pub messages: Vec<u64>,
    /// Bytes of a packet; none: a message is one.
    pub packet: Option<u64>,
    /// A collective over a topology, and of how many ranks each.
    pub collective: Option<(Collective, Topology, Vec<u64>)>,
}

/// A message.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MessageRow {
    /// Times and bytes.
    #[serde(flatten)]
    pub timing: Timing,
    /// How many times as fast it is coded.
    pub speedup: f64,
    /// Bytes of the message a second, not coded.
    pub raw_bytes_per_second: f64,
    /// The same, coded.
    pub coded_bytes_per_second: f64,
}

/// A packet size on the largest message.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PacketRow {
    /// Bytes of a packet before coding.
    pub bytes: u64,
    /// Bytes of the message a second, not coded.
    pub raw_bytes_per_second: f64,
    /// The same, coded.
    pub coded_bytes_per_second: f64,
}

/// A collective of one message size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CollectiveRow {
    /// The message, bytes.
    pub bytes: u64,
    /// Steps and times.
    #[serde(flatten)]
    pub steps: Steps,
    /// How many times as fast it is coded.
    pub speedup: f64,
}

/// A collective.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CollectiveTable {
    /// What is done.
    pub collective: Collective,
    /// What is connected with what.
    pub topology: Topology,
    /// By ranks and message.
    pub rows: Vec<CollectiveRow>,
}

/// The data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coded {
    /// Where they are from.
    pub from: String,
    /// Bits an element, without headers and padding.
    pub bits_per_element: f64,
    /// Saved of the elements in memory, percent.
    pub saving_percent: f64,
}

/// Whether it pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pays {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// That is not known: a figure is missing.
    Unknown,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Whether the largest message is faster.
    pub time: Pays,
    /// Whether it takes less energy.
    pub energy: Pays,
    /// The smallest message from which on it is faster, bytes.
    pub break_even_bytes: Option<u64>,
    /// How many codecs beside each other make the link the limit, where as many as 64 do.
    pub codecs_for_link: Option<u64>,
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Study {
    /// The design's name.
    pub design: String,
    /// The link.
    pub link: Link,
    /// Its rate that was taken, bytes a second.
    pub bytes_per_second: f64,
    /// Its latency that was taken, seconds.
    pub latency_seconds: f64,
    /// The codec's clocks.
    pub clocks: Clocks,
    /// Where they are from.
    pub clocks_from: String,
    /// Codecs beside each other.
    pub codecs: u64,
    /// The data.
    pub data: Coded,
    /// Bytes of a packet; none: a message is one.
    pub packet_bytes: Option<u64>,
    /// Seconds that the codec adds to a message of one element.
    pub added_latency_seconds: f64,
    /// How much longer the first element of a whole block waits, for the block's last one.
    pub block_wait_seconds: f64,
    /// By size.
    pub messages: Vec<MessageRow>,
    /// By packet, of the largest message.
    pub packets: Vec<PacketRow>,
    /// The smallest packet within a part in a thousand of the fastest.
    pub best_packet_bytes: u64,
    /// Energy of the largest message.
    pub energy: Option<Energy>,
    /// A collective, where one was asked for.
    pub collective: Option<CollectiveTable>,
    /// The answer.
    pub verdict: Verdict,
}

/// The smallest packet that is tried, bytes.
const SMALLEST_PACKET: u64 = 64;
/// The largest.
const LARGEST_PACKET: u64 = 1 << 20;
/// Codecs beside each other, at most.
pub const MAX_CODECS: u64 = 64;

impl Study {
    /// Looks at a design on a link; `messages` must not be empty.
    pub fn new(question: &Question, route: &Route, data: &Data) -> Self {
        let time = |message: u64| route.time(data, message, question.packet.unwrap_or(message));
        let messages: Vec<MessageRow> = question
            .messages
            .iter()
            .map(|&message| {
                let timing = time(message);
                MessageRow {
                    timing,
                    speedup: timing.speedup(),
                    raw_bytes_per_second: timing.raw_bandwidth(),
                    coded_bytes_per_second: timing.bandwidth(),
                }
            })
            .collect();
        let largest = messages[messages.len() - 1].timing;
        let packets: Vec<PacketRow> = std::iter::successors(Some(SMALLEST_PACKET), |bytes| Some(2 * bytes))
            .take_while(|&bytes| bytes <= LARGEST_PACKET.min(largest.bytes.max(SMALLEST_PACKET)))
            .map(|bytes| {
                let timing = route.time(data, largest.bytes, bytes);
                PacketRow {
                    bytes,
                    raw_bytes_per_second: timing.raw_bandwidth(),
                    coded_bytes_per_second: timing.bandwidth(),
                }
            })
            .collect();
        let best = packets.iter().map(|row| row.coded_bytes_per_second).fold(0.0, f64::max);
        let near = packets.iter().find(|row| row.coded_bytes_per_second >= 0.999 * best);
        let energy = Energy::of(&question.link, question.pj_per_bit, question.energy, &largest);
        let collective = question.collective.as_ref().map(|(collective, topology, ranks)| {
            let kind = (*collective, *topology);
            let packet = |message: u64| question.packet.unwrap_or(message);
            let row = |ranks: u64, bytes: u64| {
                let steps = Steps::of(route, data, kind, ranks, bytes, packet(bytes));
                CollectiveRow { bytes, steps, speedup: steps.raw_seconds / steps.coded_seconds }
            };
            let rows =
                ranks.iter().flat_map(|&ranks| question.messages.iter().map(move |&bytes| (ranks, bytes)));
            CollectiveTable {
                collective: *collective,
                topology: *topology,
                rows: rows.map(|(ranks, bytes)| row(ranks, bytes)).collect(),
            }
        });
        let one = route.time(data, 1, 1);
        let faster = largest.speedup() > 1.0;
        let at_link = |codecs: &u64| {
            let more = Route { codecs: *codecs, ..route.clone() };
            let timing = more.time(data, largest.bytes, question.packet.unwrap_or(largest.bytes));
            timing.limit == Limit::Link
        };
        let verdict = Verdict {
            time: if faster { Pays::Yes } else { Pays::No },
            energy: match energy.and_then(|energy| Some((energy.raw, energy.total?))) {
                None => Pays::Unknown,
                Some((raw, total)) if total < raw => Pays::Yes,
                Some(_) => Pays::No,
            },
            break_even_bytes: faster
                .then(|| route.break_even(data, question.packet.unwrap_or(u64::MAX), largest.bytes))
                .flatten(),
            codecs_for_link: (1..=MAX_CODECS).find(at_link),
        };
        let bits = data.bits();
        Self {
            design: question.design.clone(),
            link: question.link.clone(),
            bytes_per_second: route.wire.rate,
            latency_seconds: route.wire.latency,
            clocks: route.clocks,
            clocks_from: question.clocks_from.clone(),
            codecs: route.codecs,
            data: Coded {
                from: question.data_from.clone(),
                bits_per_element: bits,
                saving_percent: 100.0 * (1.0 - bits / f64::from(question.element_bits)),
            },
            packet_bytes: question.packet,
            added_latency_seconds: one.coded_seconds - one.raw_seconds,
            block_wait_seconds: route.block_wait(),
            best_packet_bytes: near.map_or(SMALLEST_PACKET, |row| row.bytes),
            messages,
            packets,
            energy,
            collective,
            verdict,
        }
    }

    /// The largest message.
    pub fn largest(&self) -> &MessageRow {
        &self.messages[self.messages.len() - 1]
    }
}
