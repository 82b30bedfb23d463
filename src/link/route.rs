//! How long a message takes: raw over the wire, and coded through encoder, wire and decoder.

use super::data::{Data, Frame};
use super::spec::{Flit, Framing, Link};
use crate::design::{BaseRule, Decoder, Design, Encoder, Select};
use crate::rtl::Manifest;
use serde::Serialize;

/// What a link's file does not say, and no option does either.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("link `{link}` has no {what} that a source would state: give it with {option}")]
pub struct Missing {
    /// The link's name.
    pub link: String,
    /// The figure.
    pub what: &'static str,
    /// What to type.
    pub option: &'static str,
}

/// A link of which all is known that time takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// Bytes a second, framing included.
    pub rate: f64,
    /// From a byte's going in to its coming out, seconds.
    pub latency: f64,
    /// What is sent at least.
    pub flit: Option<Flit>,
    /// Bytes of a clock, where it has clocks and no flits.
    pub beat: Option<u64>,
    /// What a packet has around it.
    pub framing: Framing,
}

impl Wire {
    /// The link's, with what is typed instead of its own figures.
    ///
    /// # Errors
    /// A figure that neither has.
    pub fn of(link: &Link, rate: Option<f64>, latency: Option<f64>) -> Result<Self, Missing> {
        let missing = |what, option| Missing { link: link.name.clone(), what, option };
        let typed = rate;
        let rate = rate.or(link.rate);
        let rate = rate.ok_or_else(|| missing("rate", "--rate, such as --rate 128GB/s"))?;
        let latency = latency.or(link.latency).ok_or_else(|| {
            missing("latency", "--latency, such as --latency 100ns (0: the transfer alone)")
        })?;
        // Of another rate nobody has said what a clock of it has.
        let beat = link.bytes_per_clock.filter(|_| typed.is_none());
        Ok(Self { rate, latency, flit: link.flit, beat, framing: link.framing })
    }

    /// What goes over the wire as one: its bytes there, and those of packets in it; `beat` is that of who sends. Whether
    /// it is always sent in full.
    fn cell(&self, beat: u64) -> (u64, u64, bool) {
        match (self.flit, self.beat) {
            (Some(flit), _) => (flit.bytes, flit.payload, true),
            (None, Some(beat)) => (beat, beat, true),
            (None, None) => (beat, beat, false),
        }
    }

    fn shared(&self) -> bool {
        self.flit.is_some_and(|flit| flit.shared)
    }

    /// The packets of the link that so many bytes make: full ones, and the bytes of the last one.
    fn packets(&self, bytes: u64) -> (u64, u64) {
        match self.framing.most {
            Some(most) if bytes > most => ((bytes - 1) / most, (bytes - 1) % most + 1),
            _ => (0, bytes),
        }
    }

    /// Bytes of a packet of the link with what is around it.
    fn framed(&self, bytes: u64) -> u64 {
        bytes.max(self.framing.least) + self.framing.header
    }

    /// Bytes on the wire of a frame, or of a packet that is not coded; in shared flits its part of them.
    fn bytes(&self, frame: u64) -> f64 {
        let (full, rest) = self.packets(frame);
        let (cell, payload, whole) = self.cell(1);
        let packet = |bytes: u64| match bytes {
            bytes if self.shared() || !whole => bytes as f64 * cell as f64 / payload as f64,
            bytes => (bytes.div_ceil(payload) * cell) as f64,
        };
        let most = self.framing.most.unwrap_or(rest);
        full as f64 * packet(self.framed(most)) + packet(self.framed(rest))
    }

    /// The end of what shares flits is rounded up once.
    fn rounded(&self, bytes: f64) -> f64 {
        match self.flit.filter(|flit| flit.shared) {
            // Sums of fractions: what lacks less than a part in 10^9 of a flit is whole.
            Some(flit) => (bytes / flit.bytes as f64 - 1e-9).ceil() * flit.bytes as f64,
            None => bytes,
        }
    }

    /// What of a frame goes over the wire first, bytes of the frame and on the wire; and of which the last `rest` bytes of it
    /// are the same, and what of these comes last. Not of shared flits.
    fn unit(&self, frame: u64, beat: u64) -> Unit {
        let (cell, payload, rounds) = self.cell(beat);
        if self.framing.whole {
            let most = self.framing.most.unwrap_or(frame).min(frame);
            return Unit { first: most, payload: most, first_wire: self.bytes(most), wire: self.bytes(most) };
        }
        match rounds {
            true => Unit {
                // What is around it may fill cells of its own.
                first: frame.min(payload - self.framing.header % payload),
                payload,
                first_wire: ((self.framing.header / payload + 1) * cell) as f64,
                wire: cell as f64,
            },
            false => Unit {
                first: frame.min(payload),
                payload,
                first_wire: (frame.min(payload) + self.framing.header) as f64,
                wire: frame.min(payload) as f64,
            },
        }
    }
}

/// How a frame goes over the wire.
#[derive(Clone, Copy, Debug)]
struct Unit {
    /// Bytes of the frame in what goes first.
    first: u64,
    /// The same of what follows.
    payload: u64,
    /// Bytes on the wire of both.
    first_wire: f64,
    wire: f64,
}

impl Unit {
    /// What of a frame is not on its way where so many bytes of it are there.
    fn left(&self, frame: u64, there: u64) -> u64 {
        match there >= self.first {
            true => frame - (self.first + (there - self.first) / self.payload * self.payload).min(frame),
            false => frame,
        }
    }
}

/// The codec's clocks, Hz.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Clocks {
    /// Of the encoder.
    #[serde(rename = "encoder_hz")]
    pub encoder: f64,
    /// Of the decoder.
    #[serde(rename = "decoder_hz")]
    pub decoder: f64,
}

/// What of a design with both ends counts here.
#[derive(Clone, Debug, PartialEq)]
pub struct Codec {
    /// Bytes of an element in memory.
    pub element_bytes: u64,
    /// Bits before a frame's elements.
    pub header_bits: u32,
    /// Bytes behind its padding.
    pub check_bytes: u64,
    /// Elements of a full block, where packets are cut.
    pub block: Option<u64>,
    /// How often a block waits until all of it is there.
    pub waits: u64,
    /// Elements that the encoder takes in a clock.
    pub lanes: u64,
    /// Bytes that it gives.
    pub out_bytes: u64,
    /// Bytes that the decoder takes in a clock.
    pub in_bytes: u64,
    /// Elements that it gives.
    pub out_lanes: u64,
    /// Clocks from the edge that takes a beat to the edge that can take what becomes of it.
    pub encoder_latency: u64,
    /// The same of the decoder.
    pub decoder_latency: u64,
}

impl Codec {
    /// Of a design; none where it has one end only.
    pub fn of(design: &Design) -> Option<Self> {
        let (encoder, decoder) = (design.encoder()?, design.decoder()?);
        let manifest = Manifest::of(design, &[]);
        let smallest = encoder.select() == Some(Select::Smallest);
        let own = design.base() == Some(BaseRule::Own);
        Some(Self {
            element_bytes: design.element().bytes() as u64,
            header_bits: design.books().header_bits(),
            check_bytes: design.books().check_bytes() as u64,
            block: encoder.block_elements().map(|elements| elements as u64),
            waits: u64::from(smallest) + u64::from(own),
            lanes: Encoder::lanes(encoder) as u64,
            out_bytes: encoder.out_bytes() as u64,
            in_bytes: decoder.in_bytes() as u64,
            out_lanes: Decoder::lanes(decoder) as u64,
            encoder_latency: manifest.encoder?.latency_clocks as u64,
            decoder_latency: manifest.decoder?.latency_clocks as u64,
        })
    }

    /// Clocks of the encoder for a frame: of its lanes, and of its bus.
    fn encoder(&self, frame: Frame) -> (u64, u64) {
        (frame.elements.div_ceil(self.lanes), frame.bytes.div_ceil(self.out_bytes))
    }

    /// Clocks of the decoder for a frame: of its bus, and of its lanes.
    fn decoder(&self, frame: Frame) -> (u64, u64) {
        (frame.bytes.div_ceil(self.in_bytes), frame.elements.div_ceil(self.out_lanes))
    }
}

/// What is the slowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Limit {
    /// The encoder's input beats.
    EncoderLanes,
    /// The encoder's compressed bus.
    EncoderBus,
    /// The link.
    Link,
    /// The decoder's compressed bus.
    DecoderBus,
    /// The decoder's output beats.
    DecoderLanes,
    /// Nothing of these: what is on its way takes longer than what waits for it.
    Latency,
}

/// A message on a route.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Timing {
    /// Its bytes before coding.
    pub bytes: u64,
    /// Bytes of its frames.
    pub frame_bytes: f64,
    /// Bytes on the wire where it is not coded, and where it is.
    pub raw_wire_bytes: f64,
    /// See `raw_wire_bytes`.
    pub coded_wire_bytes: f64,
    /// From the first beat to the last byte at the other end, seconds, not coded.
    pub raw_seconds: f64,
    /// The same, coded.
    pub coded_seconds: f64,
    /// What limits it coded.
    pub limit: Limit,
}

impl Timing {
    /// How many times as fast it is coded.
    pub fn speedup(&self) -> f64 {
        self.raw_seconds / self.coded_seconds
    }

    /// Bytes of the message a second, coded.
    pub fn bandwidth(&self) -> f64 {
        self.bytes as f64 / self.coded_seconds
    }

    /// The same, not coded.
    pub fn raw_bandwidth(&self) -> f64 {
        self.bytes as f64 / self.raw_seconds
    }
}

/// A design on a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The design.
    pub codec: Codec,
    /// The link.
    pub wire: Wire,
    /// The design's clocks.
    pub clocks: Clocks,
    /// How many of it work beside each other, each on as large a part of the link.
    pub codecs: u64,
}

/// Clocks and bytes of all frames of a message, and when encoder, wire and decoder have done with them.
#[derive(Clone, Copy, Debug, Default)]
struct Load {
    lanes: f64,
    bus: f64,
    encoder: f64,
    wire: f64,
    decoder: f64,
    out_bus: f64,
    out_lanes: f64,
    bytes: f64,
    first: Option<Frame>,
    /// Latencies left out.
    done: Done,
}

/// When each has done with all frames so far, seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    /// The encoder's input.
    beats: f64,
    /// Its compressed bus.
    words: f64,
    wire: f64,
    decoder: f64,
}

impl Load {
    /// Frames that are alike, `weight` of them.
    fn add(&mut self, route: &Route, weight: f64, frame: Frame) {
        let (lanes, bus) = route.codec.encoder(frame);
        let (out_bus, out_lanes) = route.codec.decoder(frame);
        let wire = route.wire.bytes(frame.bytes);
        self.lanes += weight * lanes as f64;
        self.bus += weight * bus as f64;
        self.encoder += weight * lanes.max(bus) as f64;
        self.out_bus += weight * out_bus as f64;
        self.out_lanes += weight * out_lanes as f64;
        self.decoder += weight * out_bus.max(out_lanes) as f64;
        self.wire += weight * wire;
        self.bytes += weight * frame.bytes as f64;
        self.first.get_or_insert(frame);
        self.done = route.done(self.done, weight, frame);
    }
}

impl Route {
    /// The time of a message of so many bytes, in packets of so many; whole elements of both are taken, one at least.
    pub fn time(&self, data: &Data, message: u64, packet: u64) -> Timing {
        let size = self.codec.element_bytes;
        let elements = (message / size).max(1);
        let bytes = elements * size;
        let packet = (packet / size).clamp(1, elements);
        // Each codec has its part of the elements.
        let part = elements.div_ceil(self.codecs);
        let load = self.load(data, part, packet.min(part));
        let (raw_wire, coded) = (self.raw(bytes, packet * size), self.coded(&load));
        Timing {
            bytes,
            frame_bytes: load.bytes * self.codecs as f64,
            raw_wire_bytes: raw_wire,
            coded_wire_bytes: self.wire.rounded(load.wire) * self.codecs as f64,
            raw_seconds: self.wire.latency + raw_wire / self.wire.rate,
            coded_seconds: coded.0,
            limit: coded.1,
        }
    }

    /// The time of a message's frames on the link alone, without codec: what passes them on.
    pub fn forward(&self, timing: &Timing) -> f64 {
        self.wire.latency + timing.coded_wire_bytes / self.wire.rate
    }

    /// Bytes on the wire of a message that is not coded.
    fn raw(&self, bytes: u64, packet: u64) -> f64 {
        let (full, rest) = (bytes / packet, bytes % packet);
        let rest = if rest > 0 { self.wire.bytes(rest) } else { 0.0 };
        self.wire.rounded(full as f64 * self.wire.bytes(packet) + rest)
    }

    fn load(&self, data: &Data, elements: u64, packet: u64) -> Load {
        let mut load = Load::default();
        data.frames(&self.codec, elements, packet, |weight, frame| load.add(self, weight, frame));
        load
    }

    /// Bytes a second of a codec's part of the link.
    fn rate(&self) -> f64 {
        self.wire.rate / self.codecs as f64
    }

    /// When all have done with so many frames like this one, if they have with those before: the formulas of
    /// `docs/link.md`.
    fn done(&self, before: Done, weight: f64, frame: Frame) -> Done {
        let codec = &self.codec;
        let (period, out_period, rate) = (1.0 / self.clocks.encoder, 1.0 / self.clocks.decoder, self.rate());
        let Frame { elements, bytes } = frame;
        let (lanes, bus) = codec.encoder(frame);
        let (out_bus, out_lanes) = codec.decoder(frame);
        let unit = self.wire.unit(bytes, codec.out_bytes);
        // When so many bytes of the first frame have left the encoder, in whole words.
        let filled = |needed: u64| {
            let words = needed.div_ceil(codec.out_bytes);
            let needed = (words * codec.out_bytes).min(bytes);
            let share = elements as f64 * needed as f64 / bytes.max(1) as f64;
            let beats = (share / codec.lanes as f64 - 1e-9).ceil().max(1.0);
            (before.beats + beats * period).max(before.words + words as f64 * period)
        };
        // Whole words that are there before a frame's last beat, and what they leave for the wire.
        let taken = (lanes.max(1) - 1) * codec.lanes;
        let there = (u128::from(bytes) * u128::from(taken) / u128::from(elements.max(1))) as u64;
        let there = there / codec.out_bytes * codec.out_bytes;
        let there = if lanes >= bus { there } else { (bus - 1) * codec.out_bytes };
        let left = unit.left(bytes, there);
        let behind = if left == bytes { bytes - unit.first } else { left };
        let tail = if behind == 0 { bytes } else { (behind - 1) % unit.payload + 1 };
        let full = self.wire.cell(1).2 || self.wire.framing.whole;
        let of_wire = |whole: bool, part: u64, units: u64| match (whole, full) {
            (true, _) => self.wire.bytes(bytes),
            (false, true) => units as f64 * unit.wire,
            (false, false) => part as f64,
        };
        let left_wire = of_wire(left == bytes, left, left.div_ceil(unit.payload)) / rate;
        let tail_wire = of_wire(behind == 0, tail, 1) / rate;
        // The decoder's clocks for the last bytes: words that were not whole before, and the rows of these, of which the
        // last may be one more.
        let drained = |last: u64| {
            let earlier = (bytes - last) / codec.in_bytes;
            let rows = |bytes_of: u64| elements as f64 * bytes_of as f64 / bytes.max(1) as f64;
            let word = (bytes - 1) / codec.in_bytes * codec.in_bytes;
            let rest = elements % codec.out_lanes;
            let more = rest > 0 && (rest as f64) < rows(bytes - word).floor() && codec.out_lanes > 1;
            let rows = (rows(bytes - earlier * codec.in_bytes) / codec.out_lanes as f64 - 1e-9).ceil();
            rows.max((out_bus - earlier) as f64 + if more { 1.0 } else { 0.0 }) * out_period
        };
        let beats = before.beats + weight * lanes as f64 * period;
        let last_words = (bus - there / codec.out_bytes).saturating_sub(1);
        let words = (before.words + weight * bus as f64 * period)
            .max(filled(codec.out_bytes.min(bytes)) + (weight * bus as f64 - 1.0) * period)
            .max(beats + last_words as f64 * period);
        let begins = filled(unit.first).max(before.wire);
        let wire = (begins + weight * self.wire.bytes(bytes) / rate)
            .max(beats.max(words - last_words as f64 * period) + left_wire)
            .max(words + tail_wire);
        // A decoder begins with a whole word.
        let word = codec.in_bytes.min(bytes);
        let more = word.saturating_sub(unit.first).div_ceil(unit.payload);
        let wanted = (unit.first + more * unit.payload).min(bytes);
        let last_of_word = if more > 0 { unit.wire } else { unit.first_wire };
        let first_there = (begins + (unit.first_wire + more as f64 * unit.wire) / rate)
            .max(filled(wanted).max(before.wire) + last_of_word / rate);
        let clocks = weight * out_bus.max(out_lanes) as f64 * out_period;
        let decoder = (first_there.max(before.decoder) + clocks)
            .max(words - last_words as f64 * period + tail_wire + drained(left))
            .max(wire + drained(tail));
        Done { beats, words, wire, decoder }
    }

    /// Seconds that a whole block's first element waits for the block's last.
    pub fn block_wait(&self) -> f64 {
        let beats = self.codec.block.map_or(0, |block| block.div_ceil(self.codec.lanes).max(1) - 1);
        (self.codec.waits * beats) as f64 / self.clocks.encoder
    }

    /// Seconds, and what is the slowest.
    fn coded(&self, load: &Load) -> (f64, Limit) {
        let first = load.first.expect("a message has a frame");
        let codec = &self.codec;
        let busy = [
            load.encoder / self.clocks.encoder,
            self.wire.rounded(load.wire) / self.rate(),
            load.decoder / self.clocks.decoder,
        ];
        let flits = self.wire.flit.filter(|flit| flit.shared);
        let done = flits.map_or(load.done.decoder, |flit| self.shared(flit, load, busy));
        // The edge that takes a beat is counted with the beats.
        let block = codec.block.map_or(0, |block| block.min(first.elements).div_ceil(codec.lanes).max(1) - 1);
        let latency = (codec.encoder_latency - 1 + codec.waits * block) as f64 / self.clocks.encoder
            + self.wire.latency
            + (codec.decoder_latency - 1) as f64 / self.clocks.decoder;
        let total = latency + done;
        let [encoder, wire, decoder] = busy;
        let limit = match encoder.max(wire).max(decoder) {
            slowest if 2.0 * slowest < total => Limit::Latency,
            // Of equals the link: the codec is as fast.
            slowest if slowest == wire => Limit::Link,
            slowest if slowest == encoder && load.bus > load.lanes => Limit::EncoderBus,
            slowest if slowest == encoder => Limit::EncoderLanes,
            _ if load.out_lanes > load.out_bus => Limit::DecoderLanes,
            _ => Limit::DecoderBus,
        };
        (total, limit)
    }

    /// Seconds, latencies left out, where all frames share flits: as one run of these.
    fn shared(&self, flit: Flit, load: &Load, [encoder, wire, decoder]: [f64; 3]) -> f64 {
        let flits = wire * self.rate() / flit.bytes as f64;
        let filling = load.wire / flit.bytes as f64;
        let clocks = |seconds: f64, clock: f64| (seconds * clock - 1e-9).ceil() / clock;
        let filled = clocks(encoder * (1.0 / filling).min(1.0), self.clocks.encoder);
        let drained = clocks(decoder * ((filling - (flits - 1.0)) / filling).min(1.0), self.clocks.decoder);
        let one = wire / flits;
        (encoder + one + drained).max(filled + wire + drained).max(filled + one + decoder)
    }

    /// The smallest message, bytes, from which on every one is faster coded, as far as the powers of two up to `most`
    /// tell; none where the largest is not.
    pub fn break_even(&self, data: &Data, packet: u64, most: u64) -> Option<u64> {
        let size = self.codec.element_bytes;
        let faster = |bytes: u64| self.time(data, bytes, packet.min(bytes)).speedup() > 1.0;
        let powers = || (0..60).map(|power| size << power).take_while(|&bytes| bytes <= most);
        let slow = powers().filter(|&bytes| !faster(bytes)).last();
        let Some(mut low) = slow else { return Some(size) };
        let mut high = powers().find(|&bytes| bytes > low)?;
        while high - low > size {
            let middle = low + (high - low) / 2 / size * size;
            if faster(middle) { high = middle } else { low = middle }
        }
        Some(high)
    }
}
