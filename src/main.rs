//! The command line: parse, dispatch, exit code.

mod cmd;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Single-stage Huffman encoders and decoders in Verilog, from a fixed codebook.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Calibrate(cmd::calibrate::Args),
    Histogram(cmd::histogram::Args),
    Analyze(cmd::analyze::Args),
    Generate(cmd::generate::Args),
    Simulate(cmd::simulate::Args),
    Encode(cmd::encode::Args),
    Decode(cmd::decode::Args),
    Drift(cmd::drift::Args),
}

fn main() -> ExitCode {
    let interrupted = || {
        let _held = huffwire::scratch::clean_up();
        std::process::exit(130);
    };
    // Without a handler the default one ends the process as well, only less tidily.
    let _ = ctrlc::set_handler(interrupted);
    let result = match Cli::parse().command {
        Command::Calibrate(args) => cmd::calibrate::run(&args),
        Command::Histogram(args) => cmd::histogram::run(&args),
        Command::Analyze(args) => cmd::analyze::run(&args),
        Command::Generate(args) => cmd::generate::run(&args),
        Command::Simulate(args) => cmd::simulate::run(&args),
        Command::Encode(args) => cmd::encode::run(&args),
        Command::Decode(args) => cmd::decode::run(&args),
        Command::Drift(args) => cmd::drift::run(&args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("huffwire: {error:#}");
        ExitCode::from(2)
    })
}
