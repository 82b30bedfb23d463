use super::console;
use super::inputs::{self, Asked, Inputs};
use super::output::{self, Output};
use super::quantize::Quantize;
use anyhow::{Context as _, ensure};
use huffwire::analysis;
use huffwire::element::Element;
use huffwire::histogram::file::{Header, Writer};
use huffwire::histogram::{Origin, View};
use huffwire::words::Shown as _;
use huffwire::words::counted;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Count the symbols of tensors, for `calibrate` and `analyze` to take instead of them.
///
/// Keeps the counts of every tensor, so that parts counted on many hosts give what all tensors on one host
/// would give, to the last digit.
#[derive(clap::Args)]
pub struct Args {
    /// Tensor files: .safetensors, .npy, or raw little-endian elements; or other counts (.hist.json), to join
    /// them.
    #[arg(required = true, value_name = "TENSORS", value_parser = output::input())]
    files: Vec<PathBuf>,

    /// What the elements are: bf16, e4m3, fp32, .. or a field of your own such as
    /// '{ bytes: 2, symbol: "14:7" }'.
    #[arg(long, value_name = "FORMAT", value_parser = inputs::element)]
    element: Element,

    /// Take only tensors whose name matches, for instance 'layers.*.ffn1.act'; may be given more than once.
    ///
    /// A pattern that matches none is no error here: it may match tensors of the other parts.
    #[arg(long, value_name = "GLOB")]
    tensors: Vec<String>,

    /// Take every file as raw elements from its first byte on, whatever it is, header and all.
    #[arg(long)]
    as_bytes: bool,

    #[command(flatten)]
    quantize: Quantize,

    /// Count exponents relative to this base of their frame as well, and not to the others; may be given more than once
    /// [default: each, where the element has an exponent and all counts that are joined have them].
    #[arg(long, value_name = "BASE", value_enum)]
    base: Vec<inputs::BaseRule>,

    /// Elements of a frame, which has a base.
    #[arg(long, value_name = "ELEMENTS", default_value_t = inputs::BLOCK, value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    block: u32,

    /// Pass over files and tensors that cannot be used, and say which.
    #[arg(long)]
    keep_going: bool,

    /// Write the counts here; a file's name ends in .hist.json; - is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    ensure!(
        huffwire::histogram::file::is_counts(&args.output) || !output::is_file(&args.output),
        "{}: files of counts are known by their name: let it end in .hist.json",
        args.output.shown()
    );
    let files: Vec<&Path> = args.files.iter().map(PathBuf::as_path).collect();
    output::check(&args.output, &files)?;
    let ways =
        analysis::symbolisations(args.element, &args.quantize.formats()).map_err(anyhow::Error::msg)?;
    let mut views: Vec<View> = ways.into_iter().flat_map(|way| way.views).collect();
    for &base in &args.base {
        let view = inputs::coded(args.element, Some(base), args.block)?;
        ensure!(!views.contains(&view), "--base {}: given twice", base.origin().name());
        views.push(view);
    }
    let exponent = args.base.is_empty() && args.element.exponent_bits() > 0;
    let origins = Origin::ALL.iter().filter(|_| exponent);
    let relative: Vec<View> =
        origins.map(|&origin| View::relative(args.element, origin, args.block)).collect();
    let asked = Asked {
        element: args.element,
        views: &views,
        tensors: &args.tensors,
        blocks: &[],
        frames: None,
        optional: &relative,
        as_bytes: args.as_bytes,
        keep_going: args.keep_going,
        side: "histogram",
    };
    let (mut inputs, unmatched) = Inputs::open_part(&args.files, &asked)?;
    let written = || format!("{}: cannot be written", args.output.shown());
    let output = Output::create(&args.output, &files)?;
    let views = inputs.views(&asked);
    let header = Header { element: args.element, views: views.clone() };
    let mut writer = Writer::new(output, &header).with_context(written)?;
    let (mut tensors, mut elements) = (0u64, 0u64);
    inputs.count(&asked, |file, name, counts| {
        tensors += 1;
        elements += counts.histograms[0].total();
        writer.write(file, name, &counts.histograms).with_context(written)
    })?;
    writer.finish().with_context(written)?.finish()?;
    for unmatched in &unmatched {
        console::note(unmatched);
    }
    for skipped in &inputs.skipped {
        console::note(format_args!("passed over: {}: {}", skipped.what, skipped.why));
    }
    let facts = format!(
        "{}: {}, {} of `{}`, {}",
        args.output.shown(),
        counted(tensors, "tensor"),
        counted(elements, "element"),
        args.element,
        counted(views.len(), "view")
    );
    match output::is_stdout(&args.output) {
        true => console::say(facts),
        false => console::print(&(facts + "\n"))?,
    }
    Ok(ExitCode::SUCCESS)
}
