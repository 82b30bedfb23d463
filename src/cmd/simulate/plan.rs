//! Which runs are asked for, and the vectors that they play.

use super::Args;
use anyhow::{bail, ensure};
use huffwire::design::{Design, Encoder};
use huffwire::sim::{self, Bench, Idle, Payload, Random, Run, Simulator, Stall, Vectors, vectors};
use std::str::FromStr;
use std::time::Duration;

/// Elements in a packet of a tensor.
const TENSOR_PACKET: usize = 4096;
/// How many of them are sent.
fn packets_of_tensor(args: &Args) -> usize {
    args.packets.map_or(16, |packets| packets.get().into())
}

/// Resets in a run that has them: one for four packets of the others.
fn resets(args: &Args) -> u32 {
    args.packets.map_or(24u32, |packets| packets.get().into()).div_ceil(4)
}

/// Elements of the packet whose rates are printed: wide encoders crawl in Icarus Verilog.
fn long(simulator: Simulator) -> usize {
    match simulator {
        Simulator::Icarus => 8192,
        Simulator::Verilator => 65536,
    }
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Elements(Payload),
    /// Frames that no encoder wrote.
    Damage,
    /// Frames of an encoder with other codebooks, which a check tells.
    OtherBook,
    /// Likely elements, and resets of both ends.
    Resets,
    /// Likely elements, again and again, while codebooks are loaded into slots.
    Swaps,
    /// Of --input.
    Tensor,
    /// One packet, long enough for a rate: of --input, or likely symbols.
    Long,
    /// One packet of one beat, for the latency.
    Single,
}

impl Kind {
    /// As it is typed and printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Elements(payload) => payload.name(),
            Self::Damage => "damage",
            Self::OtherBook => "other_book",
            Self::Resets => "resets",
            Self::Swaps => "swaps",
            Self::Tensor => "tensor",
            Self::Long => "long",
            Self::Single => "single",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let others = [Self::Damage, Self::OtherBook, Self::Resets, Self::Swaps, Self::Long, Self::Single];
        match others.into_iter().find(|kind| kind.name() == text) {
            Some(kind) => Ok(kind),
            None => {
                let known = |error| format!("{error}, {}", others.map(Self::name).join(", "));
                text.parse().map(Self::Elements).map_err(|error: sim::NameError| known(error))
            }
        }
    }
}

/// One run to make.
pub struct Job {
    pub bench: Bench,
    pub kind: Kind,
    /// Its place among the plan's vectors.
    pub vectors: usize,
    pub run: Run,
}

/// The runs and the vectors they play.
pub struct Plan {
    pub jobs: Vec<Job>,
    pub vectors: Vec<Vectors>,
    /// Elements of --input.
    input: Option<Vec<u8>>,
    /// Elements of [`Kind::Long`].
    long: usize,
}

impl Plan {
    pub fn new(args: &Args, design: &Design, simulator: Simulator) -> anyhow::Result<Self> {
        let most = long(Simulator::Verilator).max(packets_of_tensor(args).saturating_mul(TENSOR_PACKET));
        let input = args.sent.elements(design.element(), most as u64)?;
        let mut plan = Self { jobs: Vec::new(), vectors: Vec::new(), input, long: long(simulator) };
        let benches = benches(args, design)?;
        for kind in plan.kinds(args, design)? {
            let mut runs = runs(args);
            if kind == Kind::Resets {
                runs.iter_mut().for_each(|run| run.resets = resets(args));
            }
            let frames = matches!(kind, Kind::Damage | Kind::OtherBook);
            let plays = |bench: &&Bench| match bench {
                Bench::Swap => kind == Kind::Swaps,
                Bench::Decoder => kind != Kind::Swaps,
                _ => kind != Kind::Swaps && !frames,
            };
            for &bench in benches.iter().filter(plays) {
                let vectors = plan.vectors(kind, bench, args, design)?;
                plan.push(bench, kind, vectors, runs.clone());
            }
        }
        ensure!(
            !plan.jobs.is_empty(),
            "nothing to run: frames that no encoder of the design wrote are for --bench decoder, swaps for --bench swap"
        );
        Ok(plan)
    }

    fn push(&mut self, bench: Bench, kind: Kind, vectors: Vectors, runs: Vec<Run>) {
        let index = self.vectors.len();
        self.vectors.push(vectors);
        self.jobs.extend(runs.into_iter().map(|run| Job { bench, kind, vectors: index, run }));
    }

    fn kinds(&self, args: &Args, design: &Design) -> anyhow::Result<Vec<Kind>> {
        let mut kinds = args.payload.clone();
        for kind in &kinds {
            if let Kind::Elements(payload) = kind {
                ensure!(payload.fits_design(design), "--payload {payload}: no codebook has an escape");
            }
        }
        if kinds.contains(&Kind::OtherBook) {
            ensure!(
                design.books().check().is_some(),
                "--payload other_book: without `check:` in the design a decoder takes most of such frames for good"
            );
            ensure!(noticed(design), "--payload other_book: no codebook has another one of its lengths");
        }
        let slots = Bench::of(design).contains(&Bench::Swap);
        ensure!(
            slots || !kinds.contains(&Kind::Swaps),
            "--payload swaps: {} has no loadable slots at both ends",
            design.name()
        );
        // What there is for that bench alone.
        let swap_alone = !args.bench.is_empty() && args.bench.iter().all(|bench| *bench == Bench::Swap);
        if kinds.is_empty() && swap_alone {
            kinds.push(Kind::Swaps);
        } else if self.input.is_some() && kinds.is_empty() {
            kinds.push(Kind::Tensor);
        } else if kinds.is_empty() && args.trace.is_some() {
            kinds.push(Kind::Elements(Payload::Codebook));
        } else if kinds.is_empty() {
            let payloads = Payload::ALL.iter().filter(|payload| payload.fits_design(design));
            kinds = payloads.map(|payload| Kind::Elements(*payload)).collect();
            kinds.push(Kind::Damage);
            kinds.extend(noticed(design).then_some(Kind::OtherBook));
            kinds.push(Kind::Resets);
            kinds.extend(slots.then_some(Kind::Swaps));
        }
        Ok(kinds)
    }

    /// The same seed makes the same vectors, whatever else is run.
    fn vectors(&self, kind: Kind, bench: Bench, args: &Args, design: &Design) -> anyhow::Result<Vectors> {
        let random = &mut Random::new(args.seed.into());
        let count = args.packets.map_or(24, |packets| packets.get().into());
        let packets = match kind {
            Kind::Elements(payload) => sim::packets(payload, design, count, random),
            Kind::Damage => {
                let frames = sim::damaged(design, count, random);
                return Ok(vectors::decoder(design, &frames, Some(random)));
            }
            Kind::OtherBook => {
                let frames = sim::by_other_books(design, count, random);
                return Ok(vectors::decoder(design, &frames, Some(random)));
            }
            Kind::Resets => sim::long_packets(design, 8 * resets(args) as usize, random),
            Kind::Swaps => {
                // A codebook for four packets, and two damaged loads for each.
                let swaps = count.div_ceil(4).max(4);
                let plan = sim::swaps::Plan { swaps, damaged: 2 * swaps, pause: 400 };
                let pool = sim::loads::pool(design, 8, random);
                return Ok(sim::swaps::vectors(design, &pool, 4 * count, &plan, random));
            }
            Kind::Tensor => {
                let input = self.input.as_deref().expect("a tensor comes from --input");
                let size = TENSOR_PACKET * design.element().bytes();
                input.chunks(size).take(packets_of_tensor(args)).map(<[u8]>::to_vec).collect()
            }
            Kind::Long => match &self.input {
                Some(input) => vec![input[..input.len().min(self.long * design.element().bytes())].to_vec()],
                None => vec![Payload::Codebook.packet(design, 0, self.long, random)],
            },
            Kind::Single => {
                let elements = match bench {
                    Bench::Encoder | Bench::Loopback | Bench::Swap => {
                        design.encoder().map_or(1, Encoder::lanes)
                    }
                    // As many as a beat holds might need a second word.
                    Bench::Decoder => 1,
                };
                vec![Payload::Codebook.packet(design, 0, elements, random)]
            }
        };
        // Rates and latency are of beats that carry something.
        let figures = matches!(kind, Kind::Long | Kind::Single);
        bench_vectors(bench, design, &packets, Some(random).filter(|_| !figures))
    }

    /// The runs whose rates and latencies are printed.
    pub fn add_figures(&mut self, args: &Args, design: &Design) -> anyhow::Result<()> {
        let run = Run { seed: args.seed, timeout: Duration::from_secs(args.timeout), ..Run::default() };
        for bench in [Bench::Encoder, Bench::Decoder] {
            if !self.jobs.iter().any(|job| job.bench == bench) {
                continue;
            }
            for kind in [Kind::Long, Kind::Single] {
                let vectors = self.vectors(kind, bench, args, design)?;
                self.push(bench, kind, vectors, vec![run.clone()]);
            }
        }
        Ok(())
    }
}

/// Whether a decoder must tell frames by another codebook, and there are such.
fn noticed(design: &Design) -> bool {
    let one_each = design.books().books().len();
    design.books().check().is_some() && !sim::by_other_books(design, one_each, &mut Random::new(0)).is_empty()
}

/// Those that were named, or every one that the design has.
fn benches(args: &Args, design: &Design) -> anyhow::Result<Vec<Bench>> {
    let missing = |bench: Bench| match (design.encoder(), design.decoder()) {
        (None, _) if bench != Bench::Decoder => Some("encoder"),
        (_, None) if bench != Bench::Encoder => Some("decoder"),
        _ if bench == Bench::Swap && design.books().envelope().is_none() => Some("loadable slots"),
        _ => None,
    };
    if let Some((bench, end)) = args.bench.iter().find_map(|bench| Some((bench, missing(*bench)?))) {
        bail!("--bench {bench}: {} has no {end}", design.name());
    }
    if !args.bench.is_empty() {
        return Ok(args.bench.clone());
    }
    let mut there = Bench::of(design);
    if args.trace.is_some() {
        // Of one of them: both ends, where both are there.
        there.retain(|bench| *bench != Bench::Swap);
        there.drain(..there.len() - 1);
    }
    Ok(there)
}

fn bench_vectors(
    bench: Bench,
    design: &Design,
    packets: &[Vec<u8>],
    random: Option<&mut Random>,
) -> anyhow::Result<Vectors> {
    Ok(match bench {
        Bench::Encoder => vectors::encoder(design, packets, random)?,
        Bench::Decoder => vectors::decoder(design, &vectors::frames(design, packets)?, random),
        Bench::Loopback | Bench::Swap => vectors::loopback(design, packets, random),
    })
}

/// Every pair of the patterns that were named; without any, four pairs in which each pattern occurs.
fn runs(args: &Args) -> Vec<Run> {
    let timeout = Duration::from_secs(args.timeout);
    let run = |(idle, stall)| Run { idle, stall, seed: args.seed, timeout, ..Run::default() };
    if args.idle.is_empty() && args.stall.is_empty() && args.trace.is_none() {
        return Idle::ALL.iter().copied().zip(Stall::ALL.iter().copied()).map(run).collect();
    }
    let idles = if args.idle.is_empty() { &[Idle::None] } else { &args.idle[..] };
    let stalls = if args.stall.is_empty() { &[Stall::None] } else { &args.stall[..] };
    idles.iter().flat_map(|idle| stalls.iter().map(move |stall| (*idle, *stall))).map(run).collect()
}
