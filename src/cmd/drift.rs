use super::book::Files;
use super::{console, output, same};
use anyhow::{Context as _, ensure};
use huffwire::codebook::Books;
use huffwire::design::Design;
use huffwire::registers;
use huffwire::report::Drift;
use huffwire::report::drift::{Counters, Limits};
use huffwire::words::Shown as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Tell which codebooks have gone stale, from the counters of an encoder.
///
/// Compares the bits per element that the counters measured (a design with `counters: true`) with those that
/// calibration expects, codebook by codebook.
#[derive(clap::Args)]
pub struct Args {
    /// What was read from the counters: a JSON object of the names in manifest.json and their values; or a dump of the
    /// encoder's registers, as lines of an address and the words from there on, or as their bytes.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    counters: PathBuf,

    /// An earlier reading: look at what was counted since.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    since: Option<PathBuf>,

    #[command(flatten)]
    files: Files,

    /// Codebooks: the design has the raw book behind them.
    #[arg(long, conflicts_with = "design")]
    raw: bool,

    /// A codebook is stale whose elements have so many percent more bits than expected.
    #[arg(long, value_name = "PERCENT", default_value_t = Limits::default().bits_percent, value_parser = percent)]
    threshold: f64,

    /// So many percent of all elements may be sent raw.
    #[arg(long, value_name = "PERCENT", default_value_t = Limits::default().raw_percent, value_parser = percent)]
    raw_threshold: f64,

    /// Exit with 1 where a codebook is stale or too much is sent raw.
    #[arg(long)]
    fail: bool,

    /// Print the figures as one JSON object.
    #[arg(long)]
    json: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(percent) if (0.0..=1e6).contains(&percent) => Ok(percent),
        _ => Err("use a number of percent, 0 or more".to_owned()),
    }
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut loaded = args.files.load()?;
    if args.files.are_codebooks() {
        let books = loaded.books.books().to_vec();
        loaded.books = Books::new(books, args.raw, false).expect("codebooks that were books");
    }
    let design = args.files.design().map(Design::load).transpose()?;
    let mut counters = read(&args.counters, design.as_ref())?;
    if let Some(earlier) = &args.since {
        let same = same::Files::new([&args.counters]).find(earlier).is_some();
        ensure!(
            !same,
            "--since {}: the same file as --counters: nothing was counted between them",
            earlier.shown()
        );
        counters = counters.since(&read(earlier, design.as_ref())?);
    }
    let limits = Limits { bits_percent: args.threshold, raw_percent: args.raw_threshold };
    let drift = Drift::new(&counters, &loaded.books, &loaded.files, &loaded.expected_bits, limits)
        .with_context(|| args.counters.shown().to_string())?;
    if args.json {
        console::print_json(&drift)?;
    } else {
        console::print(&drift.to_string())?;
    }
    Ok(if args.fail && drift.stale() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A dump begins with an address, or has zeros in it as bytes.
fn read(file: &Path, design: Option<&Design>) -> anyhow::Result<Counters> {
    let bytes = std::fs::read(file).with_context(|| format!("{}: cannot be read", file.shown()))?;
    let shown = || file.shown().to_string();
    let first = bytes.trim_ascii_start().first().copied().unwrap_or_default();
    if first.is_ascii_hexdigit() || first == b'#' || bytes.contains(&0) {
        let design =
            design.with_context(|| format!("{}: a dump of registers: name its --design", shown()))?;
        return Ok(Counters::new(registers::counters(&bytes, design).with_context(shown)?));
    }
    let text = String::from_utf8(bytes).with_context(shown)?;
    Counters::parse(&text).with_context(shown)
}
