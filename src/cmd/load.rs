use super::{console, output};
use anyhow::Context as _;
use huffwire::codebook;
use huffwire::design::Design;
use huffwire::load::{self, Load};
use huffwire::registers::Side;
use huffwire::words::Shown as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the register writes that put a codebook into a slot.
#[derive(clap::Args)]
pub struct Args {
    /// The codebook (YAML).
    #[arg(value_parser = output::input())]
    book: PathBuf,
    /// The design (YAML), whose `loadable` says what slots can hold.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    design: PathBuf,
    /// The slot, counted from 0.
    #[arg(long, value_name = "N")]
    slot: usize,
    /// Whose registers; by default those of all ends that the design has.
    #[arg(long, value_enum)]
    side: Option<Sides>,
    /// Print one JSON object.
    #[arg(long, group = "format")]
    json: bool,
    /// Print a table in C.
    #[arg(long, group = "format")]
    c: bool,
    /// Print a list in Tcl.
    #[arg(long, group = "format")]
    tcl: bool,
    /// Print a list in Python, as for cocotb.
    #[arg(long, group = "format")]
    python: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Sides {
    Encoder,
    Decoder,
    Both,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let design = Design::load(&args.design)?;
    let book = codebook::load(&args.book)?;
    let ends = [(Side::Encoder, design.encoder().is_some()), (Side::Decoder, design.decoder().is_some())];
    let sides: Vec<Side> = match args.side {
        Some(Sides::Encoder) => vec![Side::Encoder],
        Some(Sides::Decoder) => vec![Side::Decoder],
        Some(Sides::Both) => Side::ALL.into(),
        None => ends.into_iter().filter(|(_, there)| *there).map(|(side, _)| side).collect(),
    };
    let load = Load::new(&design, &book, args.slot, &sides).with_context(|| args.book.shown().to_string())?;
    if args.json {
        console::print_json(&load)?;
    } else {
        let text = match (args.c, args.tcl, args.python) {
            (true, ..) => load::c(&load),
            (_, true, _) => load::tcl(&load),
            (_, _, true) => load::python(&load),
            _ => load::text(&load),
        };
        console::print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
