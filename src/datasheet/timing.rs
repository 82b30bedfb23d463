//! Timing diagrams: what stands on the ports of an end, clock by clock, of a packet of one beat.
//!
//! The beats are those of the golden model, as the benches play and expect them; when they come follows from the latency.
//! `tests/tools/timing.rs` holds every signal of every clock against a simulation.

use crate::codec::EncodeError;
use crate::design::Design;
use crate::registers::Side;
use crate::rtl::Manifest;
use crate::sim::{Payload, Random, Stall, Vectors, loads, vectors};
use crate::words::counted;

/// Clocks before the first beat and behind the last one.
const AROUND: usize = 1;

/// A diagram: some signals over some clocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// What it shows.
    pub title: String,
    /// What a bench plays and expects.
    pub played: Vectors,
    /// When the sink takes.
    pub stall: Stall,
    /// From the top to the bottom.
    pub signals: Vec<Signal>,
    /// Of every signal.
    pub clocks: usize,
    /// The clock in which the first beat is taken.
    pub taken: usize,
}

/// A signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// The port.
    pub name: &'static str,
    /// By clock, at its rising edge.
    pub values: Vec<Value>,
}

/// What stands on a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// It does not matter.
    Any,
    /// One bit.
    Bit(bool),
    /// Several, as they are written in a bench's vectors, and in the diagram.
    Word(String, String),
}

/// A beat of a bench's vectors.
struct Beat {
    data: String,
    keep: String,
    last: bool,
    user: String,
}

/// The diagrams of an end; none where the design lacks it. Of a design with loadable slots they are loaded as for its benches.
///
/// # Errors
/// None that a design of this element format can have.
pub fn diagrams(design: &Design, side: Side) -> Result<Vec<Diagram>, EncodeError> {
    let design = &loads::loaded(design);
    let manifest = Manifest::of(design, &[]);
    match side {
        Side::Encoder => manifest.encoder.map_or(Ok(Vec::new()), |end| encoder(design, end.latency_clocks)),
        Side::Decoder => manifest.decoder.map_or(Ok(Vec::new()), |end| decoder(design, end.latency_clocks)),
    }
}

/// Elements of the first codebook that take the fewest bits: others may be there a clock later in a serial decoder.
fn packet(design: &Design, elements: usize) -> Vec<u8> {
    Payload::Shortest.packet(design, 0, elements, &mut Random::new(1))
}

fn encoder(design: &Design, latency: usize) -> Result<Vec<Diagram>, EncodeError> {
    let lanes = design.encoder().map_or(1, |encoder| encoder.lanes());
    // A last beat that is not full, where there are several lanes.
    let elements = lanes.max(2) - 1;
    let played = vectors::encoder(design, &[packet(design, elements)], None)?;
    let what = format!("a packet of {}", counted(elements, "element"));
    let of = |title: &str, stall| diagram(format!("{title}: {what}"), &played, latency, stall, false);
    Ok(vec![
        of("In and out again", Stall::None),
        of("Back-pressure: a beat stands still until it is taken", Stall::AfterValid),
    ])
}

fn decoder(design: &Design, latency: usize) -> Result<Vec<Diagram>, EncodeError> {
    let Some(receiver) = design.receiver() else { return Ok(Vec::new()) };
    let decoder = receiver.decoder();
    // As many elements as a word's frame has, and an output beat.
    let mut elements = 1;
    let mut frames = vectors::frames(design, &[packet(design, 1)])?;
    while elements + 1 < decoder.lanes() {
        let more = vectors::frames(design, &[packet(design, elements + 1)])?;
        if more.len() != 1 || more[0].len() > decoder.in_bytes() {
            break;
        }
        (frames, elements) = (more, elements + 1);
    }
    // The latency is that of an element in the frame's first beat. Where more are needed, each takes a clock.
    let part = decoder.in_bytes();
    let check = design.books().check_bytes();
    let of = |title: String, frame: &[u8], played: &Vectors, stall| {
        let parts = frame.len().saturating_sub(check).div_ceil(part);
        diagram(title, played, latency + parts.saturating_sub(1), stall, true)
    };
    let whole = vectors::decoder(design, &frames, None);
    let what = format!("a frame of {}, {}", counted(frames[0].len(), "byte"), counted(elements, "element"));
    let mut diagrams = vec![
        of(format!("In and out again: {what}"), &frames[0], &whole, Stall::None),
        of(format!("Back-pressure: {what}"), &frames[0], &whole, Stall::AfterValid),
    ];
    let cut = frames[0][..frames[0].len() - 1].to_vec();
    let damaged = vectors::decoder(design, std::slice::from_ref(&cut), None);
    if damaged.errors == 1 {
        let left = counted(damaged.elements, "element");
        diagrams.push(of(
            format!("An error: the same frame without its last byte; what is left of it is {left}"),
            &cut,
            &damaged,
            Stall::None,
        ));
    }
    Ok(diagrams)
}

fn beats(text: &str) -> Vec<Beat> {
    let beat = |line: &str| {
        let mut fields = line.split(' ').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        Beat { data: next(), keep: next(), last: next() == "1", user: next() }
    };
    text.lines().map(beat).collect()
}

/// Beats go in one behind the other, and come out `latency` clocks behind the first, one behind the other.
fn diagram(title: String, played: &Vectors, latency: usize, stall: Stall, decoder: bool) -> Diagram {
    let (inputs, outputs) = (beats(&played.input), beats(&played.expected));
    let taken = AROUND;
    // Of every beat the clock from which it stands there, and the one in which it is taken.
    let held = usize::from(stall == Stall::AfterValid);
    let offered: Vec<(usize, usize)> = (0..outputs.len())
        .map(|number| taken + latency + number * (1 + held))
        .map(|from| (from, from + held))
        .collect();
    let clocks =
        offered.last().map_or(taken + inputs.len(), |(_, to)| to + 1).max(taken + inputs.len()) + AROUND;
    let mut signals = Vec::new();
    let mut signal = |name, value: &dyn Fn(usize) -> Value| {
        signals.push(Signal { name, values: (0..clocks).map(value).collect() });
    };
    let input = |clock: usize| clock.checked_sub(taken).and_then(|number| inputs.get(number));
    let output = |clock: usize| {
        let number = offered.iter().position(|(from, to)| (*from..=*to).contains(&clock))?;
        Some((&outputs[number], offered[number].1 == clock))
    };
    let word = |text: &str| Value::Word(text.to_owned(), shown(text));
    // {reason, error}, which have one digit.
    let reason = |beat: &Beat| word(&beat.user[beat.user.len() - 1..]);
    signal("s_axis_tvalid", &|clock| Value::Bit(input(clock).is_some()));
    signal("s_axis_tready", &|clock| input(clock).map_or(Value::Any, |_| Value::Bit(true)));
    signal("s_axis_tdata", &|clock| input(clock).map_or(Value::Any, |beat| word(&beat.data)));
    signal("s_axis_tkeep", &|clock| input(clock).map_or(Value::Any, |beat| word(&beat.keep)));
    signal("s_axis_tlast", &|clock| input(clock).map_or(Value::Any, |beat| Value::Bit(beat.last)));
    signal("m_axis_tvalid", &|clock| Value::Bit(output(clock).is_some()));
    signal("m_axis_tready", &|clock| match stall {
        Stall::None if clock >= taken => Value::Bit(true),
        Stall::None => Value::Any,
        _ => output(clock).map_or(Value::Any, |(_, taken)| Value::Bit(taken)),
    });
    signal("m_axis_tdata", &|clock| output(clock).map_or(Value::Any, |(beat, _)| word(&beat.data)));
    signal("m_axis_tkeep", &|clock| output(clock).map_or(Value::Any, |(beat, _)| word(&beat.keep)));
    signal("m_axis_tlast", &|clock| output(clock).map_or(Value::Any, |(beat, _)| Value::Bit(beat.last)));
    if decoder {
        signal("m_axis_tuser", &|clock| output(clock).map_or(Value::Any, |(beat, _)| reason(beat)));
    }
    Diagram { title, played: played.clone(), stall, signals, clocks, taken }
}

/// Hex digits as they fit into a diagram: the lowest ones.
fn shown(text: &str) -> String {
    const MOST: usize = 6;
    match text.len() {
        0..=MOST => text.to_owned(),
        digits => format!("..{}", &text[digits - MOST + 2..]),
    }
}
