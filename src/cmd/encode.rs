use super::book::{self, Book};
use super::output::Output;
use anyhow::{Context as _, anyhow, bail};
use huffwire::codebook::Codebook;
use huffwire::codec::file::{self, FileError, FileWriter, Totals};
use huffwire::element::Element;
use huffwire::tensor::{self, Fit, Tensor};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Encode a file with the golden model.
///
/// Writes a file of frames (docs/stream-format.md): what the Verilog of the same codebook sends, packet by packet.
#[derive(clap::Args)]
pub struct Args {
    /// A file whose bytes are elements, little-endian; - is standard input.
    #[arg(value_name = "IN")]
    input: PathBuf,

    /// Write the frames here; - is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    #[command(flatten)]
    book: Book,

    /// Uncompressed bytes in a frame, such as 4096, 64KiB or 1MiB; whole elements.
    #[arg(long, value_name = "SIZE", default_value = "64KiB", value_parser = size)]
    packet: u32,

    /// Encode this tensor of a .safetensors file, or of a .npy file (the file's name without extension).
    #[arg(long, value_name = "NAME")]
    tensor: Option<String>,
}

fn size(text: &str) -> Result<u32, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match text[digits..].trim_start() {
        "" | "B" => Some(1u64),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        _ => None,
    };
    let bytes = unit.zip(text[..digits].parse().ok()).and_then(|(unit, number)| unit.checked_mul(number));
    match bytes.map(u32::try_from) {
        Some(Ok(bytes)) => Ok(bytes),
        Some(Err(_)) => Err("at most 4294967295 bytes".to_owned()),
        None => Err("use a number of bytes, or of KiB, MiB or GiB: 4096, 64KiB, 1MiB".to_owned()),
    }
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let book = args.book.load()?;
    let mut output = Output::create(&args.output, &[&args.input, args.book.file()])?;
    let totals = match &args.tensor {
        Some(name) => encode_tensor(args, name, &book, &mut output)?,
        None => encode_file(args, &book, &mut output).map_err(|error| explain(error, args))?,
    };
    output.finish()?;
    eprintln!(
        "{}: {} bytes in {}{}",
        args.input.display(),
        totals.bytes,
        book::frames(&totals),
        book::saving(&totals, book.element())
    );
    Ok(ExitCode::SUCCESS)
}

fn encode_file(args: &Args, book: &Codebook, output: impl Write) -> Result<Totals, FileError> {
    if args.input == Path::new("-") {
        return file::encode(book, args.packet, io::stdin().lock(), output);
    }
    if args.input.extension().is_some_and(|extension| extension == "safetensors" || extension == "npy") {
        eprintln!(
            "note: {} is encoded as it is, header and all; --tensor NAME takes a tensor out of it",
            args.input.display()
        );
    }
    file::encode(book, args.packet, File::open(&args.input).map_err(FileError::Read)?, output)
}

/// Packets are what was typed; the rest has a place.
fn explain(error: FileError, args: &Args) -> anyhow::Error {
    match error {
        FileError::Packet { .. } | FileError::LongPacket { .. } => anyhow!("--packet: {error}"),
        error => book::locate(error, &args.input, &args.output),
    }
}

fn encode_tensor(args: &Args, name: &str, book: &Codebook, output: impl Write) -> anyhow::Result<Totals> {
    /// Elements at a time; packed formats are read in groups of four.
    const STEP: u64 = 1 << 18;
    let element = book.element();
    let tensor = find(&args.input, name, element)?;
    let count = tensor.elements(element)?;
    let mut writer = FileWriter::new(book, args.packet, output).map_err(|error| explain(error, args))?;
    let mut elements = Vec::new();
    for start in (0..count).step_by(STEP as usize) {
        elements.clear();
        tensor.read(element, start, STEP.min(count - start), |_, bytes| {
            elements.extend_from_slice(bytes);
            Ok(())
        })?;
        writer.push(&elements).map_err(|error| explain(error, args)).context(tensor.name().to_owned())?;
    }
    writer.finish().map_err(|error| explain(error, args))
}

/// The tensor of that name, if its dtype is of the element format.
fn find(file: &Path, name: &str, element: Element) -> anyhow::Result<Tensor> {
    if file == Path::new("-") {
        bail!("--tensor {name}: a tensor is taken out of a file, not out of standard input");
    }
    let tensors = tensor::open(file)?;
    let Some(tensor) = tensors.iter().find(|tensor| tensor.name() == name) else {
        let names: Vec<&str> = tensors.iter().map(Tensor::name).take(5).collect();
        bail!(
            "{}: no tensor `{name}` among its {}: {}",
            file.display(),
            tensors.len(),
            names.join(", ") + if names.len() < tensors.len() { ", ..." } else { "" }
        );
    };
    if let Some(dtype) = tensor.dtype().filter(|dtype| dtype.fit(element) == Fit::No) {
        bail!(
            "{}: tensor {name} is {dtype}, but the codebook's element `{element}` takes {}",
            file.display(),
            tensor::accepted(element)
        );
    }
    Ok(tensor.clone())
}
