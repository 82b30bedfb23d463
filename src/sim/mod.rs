//! Runs a design's Verilog in Icarus Verilog or Verilator against the golden model.
//!
//! The benches ([`rtl::benches`]) do the comparing; this module compiles them with a design's files, once,
//! writes the vectors they play and expect, runs them and reads back what they saw.

mod damage;
mod icarus;
pub mod loads;
mod payload;
mod random;
pub mod swaps;
mod trace;
pub mod vectors;
mod verilator;

pub use damage::{by_other_books, damaged};
pub use payload::{Payload, long_packets, packets};
pub use random::Random;
pub use swaps::Swaps;
pub use vectors::Vectors;

use crate::design::Design;
use crate::design::counters::COUNTER_BITS;
use crate::rtl;
use crate::tools::cache::{self, Entry};
use crate::tools::scratch::Folder;
use crate::tools::{self, ToolError};
use crate::words::Shown as _;
use rayon::prelude::*;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::time::Duration;

/// An enum whose variants have the names that are typed and printed.
macro_rules! named {
    ($(#[$on_enum:meta])* $enum:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$on_enum])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $enum { $($(#[$doc])* $variant,)* }

        impl $enum {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name as it is typed and printed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }

        impl std::fmt::Display for $enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $enum {
            type Err = $crate::sim::NameError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|known| known.name() == text).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|known| known.name()).collect();
                    $crate::sim::NameError { what: $what, typed: text.to_owned(), known: known.join(", ") }
                })
            }
        }
    };
}
use named;

/// A name that is none of the known ones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no {what} `{typed}`: use {known}")]
pub struct NameError {
    what: &'static str,
    typed: String,
    known: String,
}

named! {
    /// A Verilog simulator.
    Simulator, "simulator" {
        /// Icarus Verilog: starts at once, runs slowly.
        Icarus = "icarus",
        /// Verilator: compiles through C++, runs fast.
        Verilator = "verilator",
    }
}

named! {
    /// What is simulated.
    Bench, "bench" {
        /// Elements in, frames out.
        Encoder = "encoder",
        /// Frames in, elements out.
        Decoder = "decoder",
        /// Elements in, through the encoder and the decoder, elements out.
        Loopback = "loopback",
        /// The same, while codebooks are loaded into the slots of both ends.
        Swap = "swap",
    }
}

named! {
    /// When the source does not send.
    Idle, "idle pattern" {
        /// It always sends.
        None = "none",
        /// One clock in four, at random.
        Quarter = "quarter",
        /// Stretches of up to 32 clocks, at random.
        Bursts = "bursts",
        /// From a packet's end until all that was sent has come out.
        Alone = "alone",
    }
}

named! {
    /// When the sink does not take.
    Stall, "stall pattern" {
        /// It is always ready.
        None = "none",
        /// One clock in four, at random.
        Quarter = "quarter",
        /// Stretches of up to 32 clocks, at random.
        Bursts = "bursts",
        /// Until it has seen `tvalid`.
        AfterValid = "after_valid",
    }
}

named! {
    /// Which ends of a link are reset in the midst of traffic. What sends to the encoder is reset with it, and what
    /// takes from the decoder with that.
    Ends, "end" {
        /// Encoder and decoder at the same time.
        Both = "both",
        /// The encoder alone.
        Encoder = "encoder",
        /// The decoder alone.
        Decoder = "decoder",
    }
}

named! {
    /// The format of a trace of every signal.
    Trace, "trace format" {
        /// Value change dump.
        Vcd = "vcd",
        /// GTKWave's compact format.
        Fst = "fst",
    }
}

/// Why there is no result. A design that differs from the golden model is a result, not an error.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// A program is missing, or was stopped, or the system failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// A compiler ended with an error.
    #[error("{command}\n{output}\n{status}: the Verilog does not compile")]
    Compile {
        /// Its command line.
        command: String,
        /// How it ended.
        status: ExitStatus,
        /// What it wrote.
        output: String,
    },
    /// The simulation ended without a result.
    #[error("the simulation ended without a result ({status}):\n{output}")]
    NoResult {
        /// How it ended.
        status: ExitStatus,
        /// What it wrote.
        output: String,
    },
    /// The simulation ran, and its trace is not what it wrote.
    #[error("{}: the trace is not whole: {why}", path.shown())]
    Trace {
        /// The trace.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// The bench could not use what it was given.
    #[error("the bench refuses: {0}")]
    Setup(String),
}

impl SimError {
    fn io(what: impl fmt::Display) -> impl FnOnce(io::Error) -> Self {
        let io = ToolError::io(what);
        move |source| Self::Tool(io(source))
    }
}

impl Simulator {
    /// What the program calls itself.
    ///
    /// # Errors
    /// [`ToolError::Missing`] where it is not installed.
    pub fn version(self) -> Result<String, SimError> {
        match self {
            Self::Icarus => icarus::version(),
            Self::Verilator => verilator::version(),
        }
    }
}

/// A compiled simulation of one bench. It is kept for the next process that asks for the same.
#[derive(Clone, Debug)]
pub struct Simulation {
    simulator: Simulator,
    bench: Bench,
    /// The bench that was compiled: of the loopback, what the bench of one end does is a part.
    top: Bench,
    trace: Option<Trace>,
    /// What holds vvp's program or the native one.
    entry: Arc<Entry>,
}

/// How a simulation is driven.
#[derive(Clone, Debug)]
pub struct Run {
    /// When the source does not send.
    pub idle: Idle,
    /// When the sink does not take.
    pub stall: Stall,
    /// Of the patterns, and of the garbage where nothing is sent.
    pub seed: u32,
    /// Resets in the midst of traffic, as long as there are packets to send. Behind each, the source goes on with the
    /// next packet.
    pub resets: u32,
    /// Of the loopback: what is reset. The benches of one end reset that. Where one end alone is reset, nothing is
    /// compared; what came is in [`Outcome::recorded`].
    pub ends: Ends,
    /// Where a simulation that was compiled for it dumps its signals.
    pub trace: Option<PathBuf>,
    /// When to kill it. The bench itself ends a run in which nothing moves any more; this is for a
    /// simulation whose time stands still.
    pub timeout: Duration,
}

impl Default for Run {
    /// As fast as it goes, for at most ten minutes.
    fn default() -> Self {
        let timeout = Duration::from_secs(600);
        let (idle, stall) = (Idle::None, Stall::None);
        Self { idle, stall, seed: 1, resets: 0, ends: Ends::Both, trace: None, timeout }
    }
}

/// What a bench saw. Spans of clocks include both ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Where it failed, or `None`: it passed.
    pub failure: Option<Failure>,
    /// Beats accepted at the input.
    pub in_beats: u64,
    /// Clocks from the first to the last of them.
    pub in_clocks: u64,
    /// Beats accepted at the output.
    pub out_beats: u64,
    /// Clocks from the first to the last of them.
    pub out_clocks: u64,
    /// Clocks from the first beat in to the last beat out.
    pub clocks: u64,
    /// Clocks from the first beat in to the first beat offered at the output: 1 is one register. `None`
    /// where nothing came.
    pub latency: Option<u64>,
    /// Resets in the midst of traffic that were made.
    pub resets: u64,
    /// Where one end alone is reset, in the order in which they came: the lines BEAT of the sink and RESET of the
    /// bench, which say for themselves what they hold.
    pub recorded: Vec<String>,
    /// What the encoder's counters hold at the end, in the order of its manifest; none where it does not count. `None`
    /// is a counter with unknown bits.
    pub counters: Vec<Option<u64>>,
    /// What the script did; of [`Bench::Swap`] that passed.
    pub swaps: Option<Swaps>,
}

/// How a bench failed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Failure {
    /// `mismatch`, `protocol`, `hang`, `bound`, `counters`, and of the swap bench `registers` or `unused`; of `huffwire
    /// simulate` also `unnoticed`.
    pub kind: String,
    /// The first output beat that differs, from 0.
    pub beat: u64,
    /// The packet it belongs to, from 0.
    pub packet: u64,
    /// All that the bench said, with what was expected and what came.
    pub text: String,
}

impl Simulation {
    /// Compiles a bench with a design's files, or finds what was compiled from the same ones before.
    ///
    /// `files` are paths (relative, `/`) and texts: every Verilog module of the design and its benches, as [`sources`]
    /// gives them.
    /// Programs are kept in the folder that the variable `HUFFWIRE_CACHE` names, else in `huffwire` in the
    /// user's cache folder; see [`cache`].
    ///
    /// # Errors
    /// A missing program, Verilog that does not compile, or a folder that cannot be written.
    pub fn compile(
        simulator: Simulator,
        bench: Bench,
        trace: Option<Trace>,
        files: &[(String, String)],
    ) -> Result<Self, SimError> {
        Self::compiled(simulator, bench, trace, verilator::FAST, files)
    }

    /// Several benches of one design. Verilator compiles its ends once for all of them, in the loopback.
    ///
    /// # Errors
    /// As [`Self::compile`].
    pub fn compile_all(
        simulator: Simulator,
        benches: &[Bench],
        trace: Option<Trace>,
        files: &[(String, String)],
    ) -> Result<Vec<Self>, SimError> {
        Self::all_compiled(simulator, benches, trace, verilator::FAST, files)
    }

    /// The same without a trace, for runs of some thousand clocks: ready in two thirds of the time, and five times slower.
    ///
    /// # Errors
    /// As [`Self::compile`].
    pub fn compile_for_short_runs(
        simulator: Simulator,
        bench: Bench,
        files: &[(String, String)],
    ) -> Result<Self, SimError> {
        Self::compiled(simulator, bench, None, verilator::SOON, files)
    }

    /// Several benches for short runs.
    ///
    /// # Errors
    /// As [`Self::compile`].
    pub fn compile_all_for_short_runs(
        simulator: Simulator,
        benches: &[Bench],
        files: &[(String, String)],
    ) -> Result<Vec<Self>, SimError> {
        Self::all_compiled(simulator, benches, None, verilator::SOON, files)
    }

    fn all_compiled(
        simulator: Simulator,
        benches: &[Bench],
        trace: Option<Trace>,
        optimise: &str,
        files: &[(String, String)],
    ) -> Result<Vec<Self>, SimError> {
        let of_ends = |bench: &Bench| *bench != Bench::Swap;
        let once =
            simulator == Simulator::Verilator && benches.iter().filter(|bench| of_ends(bench)).count() > 1;
        let top = |bench: &Bench| if once && of_ends(bench) { Bench::Loopback } else { *bench };
        let mut tops: Vec<Bench> = Vec::new();
        for top in benches.iter().map(top) {
            if !tops.contains(&top) {
                tops.push(top);
            }
        }
        let compile = |top: &Bench| Self::compiled(simulator, *top, trace, optimise, files);
        let compiled: Vec<Self> = tops.par_iter().map(compile).collect::<Result<_, _>>()?;
        let of = |bench: &Bench| {
            let found = compiled.iter().find(|simulation| simulation.top == top(bench));
            Self { bench: *bench, ..found.expect("every top is compiled").clone() }
        };
        Ok(benches.iter().map(of).collect())
    }

    fn compiled(
        simulator: Simulator,
        bench: Bench,
        trace: Option<Trace>,
        optimise: &str,
        files: &[(String, String)],
    ) -> Result<Self, SimError> {
        let entry = Arc::new(match simulator {
            Simulator::Icarus => icarus::compile(bench, files)?,
            Simulator::Verilator => verilator::compile(bench, trace, optimise, files)?,
        });
        Ok(Self { simulator, bench, top: bench, trace, entry })
    }

    /// The bench it simulates.
    pub fn bench(&self) -> Bench {
        self.bench
    }

    /// Plays the vectors.
    ///
    /// # Errors
    /// A simulation that crashes, is killed, or cannot use its vectors, or whose trace is not whole. A difference is an
    /// [`Outcome`].
    pub fn run(&self, vectors: &Vectors, run: &Run) -> Result<Outcome, SimError> {
        let folder = Folder::new().map_err(SimError::io("temporary folder"))?;
        for (name, text) in [("in.hex", &vectors.input), ("expect.hex", &vectors.expected)] {
            folder.write(name, text).map_err(SimError::io(folder.path().join(name).shown()))?;
        }
        for (name, text) in &vectors.loads {
            folder.write(name, text).map_err(SimError::io(folder.path().join(name).shown()))?;
        }
        let (input, expected, others) = self.arguments();
        // A bench of one end has one reset, and of both the one of both is the same.
        let ends = if self.bench == self.top { run.ends } else { Ends::Both };
        let mut arguments: Vec<OsString> = [
            format!("+{input}=in.hex"),
            format!("+{expected}=expect.hex"),
            format!("+idle={}", run.idle),
            format!("+stall={}", run.stall),
            format!("+seed={}", run.seed),
            format!("+resets={}", run.resets),
            format!("+reset={ends}"),
        ]
        .map(OsString::from)
        .into();
        let loads = vectors.loads.iter().map(|(name, _)| match *name {
            swaps::SCRIPT => format!("+script={name}").into(),
            name => format!("+{}_load={name}", &name[..3]).into(),
        });
        // The first one of a name counts.
        arguments.extend(others.iter().map(OsString::from).chain(loads));
        if self.bench == Bench::Loopback && run.ends != Ends::Both {
            arguments.push("+record".into());
        }
        if let Some(path) = &run.trace {
            let path = std::path::absolute(path).map_err(SimError::io(path.shown()))?;
            let mut argument = OsString::from("+trace=");
            argument.push(path);
            arguments.push(argument);
        }
        let mut command = match self.simulator {
            Simulator::Icarus => icarus::command(&self.entry.path().join(icarus::PROGRAM), self.trace),
            Simulator::Verilator => verilator::command(&self.entry.path().join(verilator::PROGRAM), run.seed),
        };
        let ended = tools::run(command.args(arguments).current_dir(folder.path()), Some(run.timeout))?;
        let mut outcome = Outcome::read(&ended.output(), ended.status)?;
        if let (Some(path), Some(format)) = (&run.trace, self.trace) {
            trace::check(path, format)?;
        }
        // Those of the encoder's own vectors are known.
        if self.bench != Bench::Encoder {
            outcome.counters.clear();
        }
        let counters: Vec<Option<u64>> = vectors.counters.iter().copied().map(Some).collect();
        // A reset clears the counters.
        let counted = outcome.resets == 0 && !outcome.counters.is_empty();
        if outcome.pass() && counted && outcome.counters != counters {
            outcome.failure = Some(Failure {
                kind: "counters".to_owned(),
                beat: outcome.out_beats,
                packet: vectors.packets as u64,
                text: format!(
                    "counters at the end\n  expected {:?}\n  got      {:?}",
                    counters, outcome.counters
                ),
            });
        }
        Ok(outcome)
    }
}

impl Simulation {
    /// The run-time arguments that name the file which is played and the one which is expected, and those that say of the
    /// loopback's other parts that they rest.
    fn arguments(&self) -> (&'static str, &'static str, &'static [&'static str]) {
        match (self.top, self.bench) {
            (Bench::Loopback, Bench::Encoder) => ("in", "expect_frames", &["+expect=none", "+dec_load=none"]),
            (Bench::Loopback, Bench::Decoder) => ("frames", "expect", &["+in=none", "+enc_load=none"]),
            _ => ("in", "expect", &[]),
        }
    }
}

/// The files that a design's simulations are compiled from: its Verilog and its benches, as
/// [`Simulation::compile`] takes them.
pub fn sources(design: &Design) -> Vec<(String, String)> {
    let verilog = rtl::render(design).into_iter().filter(|file| file.path.ends_with(".v"));
    verilog.chain(rtl::benches(design)).map(|file| (file.path, file.text)).collect()
}

/// The same with the design's Verilog as it stands in a folder that `generate` wrote. The benches are those of this
/// program, which knows what they say.
///
/// # Errors
/// A file that cannot be read.
pub fn sources_in(folder: &Path, design: &Design) -> Result<Vec<(String, String)>, SimError> {
    let read = |path: &str| {
        let file = folder.join(path);
        let text = std::fs::read_to_string(&file).map_err(SimError::io(file.shown()))?;
        Ok((path.to_owned(), text))
    };
    let (_, list) = read("files.f")?;
    let modules = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let mut files = modules.map(read).collect::<Result<Vec<_>, SimError>>()?;
    files.extend(rtl::benches(design).into_iter().map(|file| (file.path, file.text)));
    Ok(files)
}

/// Names what is made from these words, and the files (path and text).
fn key(words: &[&str], files: &[(String, String)]) -> String {
    cache::key(words, files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Runs a compiler to its end.
fn compiler(command: &mut Command) -> Result<(), SimError> {
    match tools::run(command, None)?.success() {
        Ok(_) => Ok(()),
        Err(ToolError::Failed { command, status, output }) => {
            Err(SimError::Compile { command, status, output })
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes a simulation's files into a folder and returns the paths of the Verilog modules.
fn write_files(folder: &Folder, files: &[(String, String)]) -> Result<Vec<String>, SimError> {
    let mut modules = Vec::new();
    for (path, text) in files {
        folder.write(path, text).map_err(SimError::io(folder.path().join(path).shown()))?;
        if path.ends_with(".v") {
            modules.push(path.clone());
        }
    }
    Ok(modules)
}

impl Bench {
    /// Those that a design has: of its ends, of both, and of its slots.
    pub fn of(design: &Design) -> Vec<Self> {
        let there = |bench: &Self| match (design.encoder(), design.decoder()) {
            (Some(_), Some(_)) => *bench != Self::Swap || design.books().envelope().is_some(),
            (encoder, _) => *bench == if encoder.is_some() { Self::Encoder } else { Self::Decoder },
        };
        Self::ALL.iter().copied().filter(there).collect()
    }

    /// The bench's top module, which is among these files.
    fn top(self, files: &[(String, String)]) -> Result<String, SimError> {
        let suffix = match self {
            Self::Encoder => "_tb_enc.v",
            Self::Decoder => "_tb_dec.v",
            Self::Loopback => "_tb_loopback.v",
            Self::Swap => "_tb_swap.v",
        };
        let file = files.iter().find_map(|(path, _)| path.strip_prefix("tb/")?.strip_suffix(suffix));
        let prefix = file.ok_or_else(|| SimError::Setup(format!("no file tb/*{suffix}")))?;
        Ok(format!("{prefix}{}", suffix.trim_end_matches(".v")))
    }
}

impl Outcome {
    /// Whether everything was as the golden model has it.
    pub fn pass(&self) -> bool {
        self.failure.is_none()
    }

    /// Reads what a bench wrote; `templates/bench/report.v` describes it.
    fn read(output: &str, status: ExitStatus) -> Result<Self, SimError> {
        let no_result = || SimError::NoResult { status, output: output.trim_end().to_owned() };
        if let Some(line) = output.lines().find_map(|line| line.strip_prefix("FAIL setup: ")) {
            return Err(SimError::Setup(line.to_owned()));
        }
        let mut lines = output.lines().skip_while(|line| !line.starts_with("RESULT "));
        let line = lines.next().and_then(|line| line.strip_prefix("RESULT ")).ok_or_else(no_result)?;
        // What fails behind the result, or cuts it, may have changed it.
        let whole = lines.any(|line| matches!(line, "PASS" | "FAIL"));
        if !status.success() || !whole {
            return Err(no_result());
        }
        let field = |name: &str| {
            let value =
                line.split(' ').find_map(|field| field.split_once('=').filter(|(key, _)| *key == name));
            value.map(|(_, value)| value).ok_or_else(no_result)
        };
        let number = |name: &str| field(name)?.parse::<u64>().map_err(|_| no_result());
        let failure = match field("status")? {
            "pass" => None,
            _ => Some(Failure::read(output).ok_or_else(no_result)?),
        };
        let digits = output.lines().find_map(|line| line.strip_prefix("COUNTERS ")).unwrap_or("");
        // The first in the lowest place. One with unknown bits has no number.
        let counter = |digits: &[u8]| u64::from_str_radix(&String::from_utf8_lossy(digits), 16).ok();
        let counters = digits.as_bytes().rchunks(COUNTER_BITS as usize / 4).map(counter).collect();
        let swaps = output.lines().find_map(|line| line.strip_prefix("SWAPS "));
        Ok(Self {
            failure,
            counters,
            swaps: swaps.map(|line| Swaps::read(line).ok_or_else(no_result)).transpose()?,
            in_beats: number("in_beats")?,
            in_clocks: number("in_clocks")?,
            out_beats: number("out_beats")?,
            out_clocks: number("out_clocks")?,
            clocks: number("clocks")?,
            latency: field("latency")?.parse().ok(),
            resets: number("resets")?,
            recorded: output
                .lines()
                .filter(|line| ["BEAT ", "RESET "].iter().any(|word| line.starts_with(word)))
                .map(str::to_owned)
                .collect(),
        })
    }
}

impl Failure {
    /// Reads `FAIL kind at beat N (packet M): ...` and the indented lines behind it.
    fn read(output: &str) -> Option<Self> {
        let mut lines = output.lines().skip_while(|line| !line.starts_with("FAIL "));
        let first = lines.next()?.strip_prefix("FAIL ")?;
        let mut words = first.split([' ', '(', ')', ':']).filter(|word| !word.is_empty());
        let kind = words.next()?.to_owned();
        let words: Vec<&str> = words.collect();
        let behind = |name| {
            let at = words.iter().position(|word| *word == name)?;
            words.get(at + 1)?.parse().ok()
        };
        let details = lines.take_while(|line| line.starts_with("  "));
        let text = std::iter::once(first).chain(details).collect::<Vec<_>>().join("\n");
        // In reset no beat has come.
        Some(Self { kind, beat: behind("beat").unwrap_or(0), packet: behind("packet").unwrap_or(0), text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_where_and_what() {
        let output = "VCD info: dumpfile a.vcd opened for output.\n\
            FAIL mismatch at beat 17 (packet 3)\n  expected tdata=00 tkeep=1\n  got      tdata=01 tkeep=1\n\
            RESULT bench=encoder status=fail in_beats=5 in_packets=1 in_clocks=6 out_beats=17 out_packets=3 \
            out_clocks=20 clocks=21 latency=4 resets=0\nFAIL\n";
        let outcome = Outcome::read(output, ExitStatus::default()).unwrap();
        let failure = outcome.failure.unwrap();
        assert_eq!((failure.kind.as_str(), failure.beat, failure.packet), ("mismatch", 17, 3));
        assert_eq!(failure.text.lines().count(), 3);
        assert_eq!((outcome.in_beats, outcome.latency), (5, Some(4)));
    }

    #[test]
    fn a_simulation_without_result_is_an_error() {
        const CUT: &str = "RESULT bench=encoder status=pass in_beats=5 in_packets=1 in_clocks=6 out_beats=17 \
                           out_packets=3 out_clocks=20 clocks=21 latency=4";
        let status = ExitStatus::default();
        for output in
            ["", "PASS\n", "RESULT bench=encoder status=pass in_beats=5\n", "RESULT status=fail\nFAIL\n", CUT]
        {
            assert!(matches!(Outcome::read(output, status), Err(SimError::NoResult { .. })), "{output}");
        }
        let refused = Outcome::read("FAIL setup: +idle=often: use none\nRESULT status=fail\n", status);
        assert!(refused.unwrap_err().to_string().contains("+idle=often"));
    }

    #[test]
    fn names_are_read_back() {
        for idle in Idle::ALL {
            assert_eq!(idle.name().parse(), Ok(*idle));
        }
        let error = "often".parse::<Stall>().unwrap_err().to_string();
        assert_eq!(error, "no stall pattern `often`: use none, quarter, bursts, after_valid");
    }
}
