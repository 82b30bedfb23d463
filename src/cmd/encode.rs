use super::book::{self, Files, Framing, Loaded};
use super::output::Output;
use super::{console, inputs};
use anyhow::{Context as _, anyhow, bail, ensure};
use huffwire::codebook::Books;
use huffwire::codec::file::{self, FileError, FileWriter, Totals};
use huffwire::codec::{Base, Choice, Select};
use huffwire::design::{self, BaseRule};
use huffwire::element::Element;
use huffwire::report::frames;
use huffwire::tensor::{self, Fit, Kind, Tensor};
use huffwire::words;
use huffwire::words::Shown as _;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Encode a file with the golden model.
///
/// Writes a file of frames (docs/stream-format.md): what the Verilog of the same codebooks sends, packet by packet. Of
/// several codebooks each packet, or each block, gets the one that makes it smallest.
#[derive(clap::Args)]
pub struct Args {
    /// A file whose bytes are elements, little-endian; - is standard input.
    #[arg(value_name = "IN")]
    input: PathBuf,

    /// Write the frames here; - is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    #[command(flatten)]
    files: Files,

    #[command(flatten)]
    framing: Framing,

    /// Uncompressed bytes in a packet, such as 4096, 64KiB or 1MiB; whole elements.
    #[arg(long, value_name = "SIZE", default_value = "64KiB", value_parser = size)]
    packet: u32,

    /// Encode this tensor of a .safetensors file, or of a .npy file (the file's name without extension).
    #[arg(long, value_name = "NAME")]
    tensor: Option<String>,

    /// Say nothing of a file that holds something else than elements: its bytes are encoded in any case.
    #[arg(long, conflicts_with = "tensor")]
    as_bytes: bool,
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
    let mut loaded = args.files.load()?;
    let choice = choose(args, &mut loaded)?;
    book::note_other_symbols(&loaded.files, &loaded.relative, loaded.books.base());
    let named = args.files.paths();
    let inputs: Vec<&Path> = named.iter().chain([&args.input]).map(PathBuf::as_path).collect();
    let mut output = Output::binary(&args.output, &inputs)?;
    let books = &loaded.books;
    let totals = match &args.tensor {
        Some(name) => encode_tensor(args, name, books, choice, &mut output)?,
        None => encode_file(args, books, choice, &mut output).map_err(|error| explain(error, args))?,
    };
    output.finish()?;
    console::say(format_args!(
        "{}: {} in {}{}{}",
        args.input.shown(),
        words::counted(totals.bytes, "byte"),
        frames::size(&totals),
        frames::saving(&totals, books.element()),
        frames::by_index(&totals, |index| loaded.name(index))
    ));
    Ok(ExitCode::SUCCESS)
}

/// How packets become frames. What was typed of frames by codebooks is the books' too.
fn choose(args: &Args, loaded: &mut Loaded) -> anyhow::Result<Choice> {
    let framing = &args.framing;
    let design = !args.files.are_codebooks();
    if !design {
        loaded.books = framing.of(&loaded.books)?;
        loaded.block = framing.block;
    }
    let indices = loaded.books.indices();
    let select = match framing.index {
        Some(index) => {
            ensure!(
                !design || loaded.select != Some(design::Select::Smallest),
                "--index {index}: this design chooses for every block itself"
            );
            let names = (0..indices).map(|index| format!("{index} ({})", loaded.name(index)));
            ensure!(index < indices, "--index {index}: no such codebook: use {}", words::list(names));
            Select::Index(index)
        }
        None => Select::Smallest,
    };
    if let Some(block) = framing.block {
        ensure!(
            indices > 1 || framing.base.is_some(),
            "--block {block}: nothing to choose from one codebook: name more, add the raw book with --raw, or give \
             blocks a base with --base"
        );
    }
    let typed = framing.base(loaded.books.element())?;
    let base = match (loaded.base, typed) {
        (None, Some(_)) if design => bail!("--base: the frames of this design have none"),
        (Some(rule @ (BaseRule::Own | BaseRule::Previous)), Some(_)) => {
            bail!("--base: this design's frames have it from themselves: `base: {}`", rule.name())
        }
        (Some(BaseRule::Previous), None) => Base::Previous(0),
        (_, typed) => typed.unwrap_or(Base::Own),
    };
    Ok(Choice { select, block: loaded.block, base })
}

fn encode_file(args: &Args, books: &Books, choice: Choice, output: impl Write) -> Result<Totals, FileError> {
    if args.input == Path::new("-") {
        return file::encode(books, choice, args.packet, io::stdin().lock(), output);
    }
    if !args.as_bytes {
        note(&args.input);
    }
    let input = File::open(&args.input).map_err(FileError::Read)?;
    file::encode(books, choice, args.packet, input, output)
}

/// What a file is whose bytes are hardly meant for elements. It is encoded all the same, for `decode` gives any file
/// back as it was.
fn note(input: &Path) {
    // A pipe's first bytes can be read only once; what cannot be read is an error soon.
    let kind = std::fs::metadata(input)
        .is_ok_and(|found| found.is_file() && found.len() > 0)
        .then(|| tensor::kind_of(input));
    match kind {
        Some(Ok(Kind::Safetensors | Kind::Npy)) => console::note(format_args!(
            "{} is encoded as it is, header and all; --tensor NAME takes a tensor out of it",
            input.shown()
        )),
        Some(Ok(Kind::Foreign { what, .. })) => {
            console::note(format_args!("{} is encoded as it is: {what}", input.shown()));
        }
        _ => {}
    }
}

/// Packets are what was typed; the rest has a place.
fn explain(error: FileError, args: &Args) -> anyhow::Error {
    match error {
        FileError::Packet { .. } | FileError::LongPacket { .. } => anyhow!("--packet: {error}"),
        error => book::locate(error, &args.input, &args.output),
    }
}

fn encode_tensor(
    args: &Args,
    name: &str,
    books: &Books,
    choice: Choice,
    output: impl Write,
) -> anyhow::Result<Totals> {
    /// Elements at a time; packed formats are read in groups of four.
    const STEP: u64 = 1 << 18;
    let element = books.element();
    let tensor = find(&args.input, name, element)?;
    let count = tensor.elements(element)?;
    let mut writer =
        FileWriter::new(books, choice, args.packet, output).map_err(|error| explain(error, args))?;
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
    let tensors = inputs::tensors(file, false)?;
    let Some(tensor) = tensors.iter().find(|tensor| tensor.name() == name) else {
        bail!(
            "{}: no tensor `{name}` among its {}: {}",
            file.shown(),
            tensors.len(),
            words::first_of(tensors.iter().map(Tensor::name), 5)
        );
    };
    if let Some(dtype) = tensor.dtype().filter(|dtype| dtype.fit(element) == Fit::No) {
        bail!(
            "{}: tensor {name} is {dtype}, but the codebook's element `{element}` takes {}",
            file.shown(),
            tensor::accepted(element)
        );
    }
    Ok(tensor.clone())
}
