//! The command line: parse, dispatch, exit code.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod cmd;

use clap::{CommandFactory as _, Parser, Subcommand};
use cmd::console;
use std::io::Write as _;
use std::process::ExitCode;

/// Single-stage Huffman encoders and decoders in Verilog, from a fixed codebook.
#[derive(Parser)]
#[command(name = "huffwire", version, max_term_width = 100)]
struct Cli {
    /// Say nothing on standard error but errors; results stay as they are.
    #[arg(short, long, global = true)]
    quiet: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(cmd::init::Args),
    Calibrate(cmd::calibrate::Args),
    Histogram(cmd::histogram::Args),
    Analyze(cmd::analyze::Args),
    Generate(cmd::generate::Args),
    Simulate(cmd::simulate::Args),
    Synth(cmd::synth::Args),
    Encode(cmd::encode::Args),
    Decode(cmd::decode::Args),
    Drift(cmd::drift::Args),
    Link(cmd::link::Args),
    Load(cmd::load::Args),
    Schema(cmd::schema::Args),
    Completions(cmd::completions::Args),
    Man(cmd::man::Args),
}

fn main() -> ExitCode {
    cmd::signals::handle();
    let result = match Cli::try_parse() {
        Ok(typed) => run(&typed),
        Err(message) => shown(&message),
    };
    result.unwrap_or_else(|error| {
        console::error(&error);
        ExitCode::from(2)
    })
}

fn run(typed: &Cli) -> anyhow::Result<ExitCode> {
    if typed.quiet {
        console::be_quiet();
    }
    match &typed.command {
        Command::Init(args) => cmd::init::run(args),
        Command::Calibrate(args) => cmd::calibrate::run(args),
        Command::Histogram(args) => cmd::histogram::run(args),
        Command::Analyze(args) => cmd::analyze::run(args),
        Command::Generate(args) => cmd::generate::run(args),
        Command::Simulate(args) => cmd::simulate::run(args),
        Command::Synth(args) => cmd::synth::run(args),
        Command::Encode(args) => cmd::encode::run(args),
        Command::Decode(args) => cmd::decode::run(args),
        Command::Drift(args) => cmd::drift::run(args),
        Command::Link(args) => cmd::link::run(args),
        Command::Load(args) => cmd::load::run(args),
        Command::Schema(args) => cmd::schema::run(args),
        Command::Completions(args) => cmd::completions::run(args, Cli::command()),
        Command::Man(args) => cmd::man::run(args, Cli::command()),
    }
}

/// Help, the version, or what was typed wrong.
fn shown(message: &clap::Error) -> anyhow::Result<ExitCode> {
    let written = message.print().and_then(|()| std::io::stdout().flush());
    if !message.use_stderr() {
        console::written(written)?;
    }
    Ok(ExitCode::from(message.exit_code() as u8))
}
