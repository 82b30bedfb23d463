use super::book::{self, Files, Framing};
use super::console;
use super::output::Output;
use anyhow::{anyhow, bail};
use huffwire::codebook::Books;
use huffwire::codec::file::{self, FileError};
use huffwire::report::frames;
use huffwire::words;
use huffwire::words::Shown as _;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Decode a file that encode wrote.
///
/// Checks the codebooks' digest (which tells whether frames have the raw book, blocks, a base and a check, so that
/// none of it need be said), every frame, the number of bytes and their CRC; nothing is left of the output when
/// something is wrong.
#[derive(clap::Args)]
pub struct Args {
    /// A file of frames (docs/stream-format.md); - is standard input.
    #[arg(value_name = "IN")]
    input: PathBuf,

    /// Write the elements here, little-endian; - is standard output.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    #[command(flatten)]
    files: Files,

    #[command(flatten)]
    framing: Framing,
}

/// Where the codebooks are the file's, but not what its frames have beside elements, says what that is.
fn explain(error: FileError, args: &Args, books: &Books) -> anyhow::Error {
    let typed = args.files.are_codebooks().then_some(&args.framing);
    let (file, here) = match error {
        FileError::Digest { file, book: here } | FileError::Digests { file, books: here } => (file, here),
        error => return book::locate(error, &args.input, &args.output),
    };
    let message = book::framing_error(file, books, typed).unwrap_or_else(|| match books.books() {
        [book] => format!(
            "written with another codebook: the file has digest {file}, this codebook has {}",
            book.digest()
        ),
        _ => format!(
            "written with other codebooks or in another order: the file has digest {file}, these have {here}"
        ),
    });
    anyhow!("{}: {message}", args.input.shown())
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let loaded = args.files.load()?;
    let candidates: Vec<Books> = if args.files.are_codebooks() {
        args.framing.of(&loaded.books)?;
        args.framing.base(loaded.books.element())?;
        args.framing.candidates(&loaded.books)
    } else {
        vec![loaded.books.clone()]
    };
    let named = args.files.paths();
    let inputs: Vec<&Path> = named.iter().chain([&args.input]).map(PathBuf::as_path).collect();
    let mut output = Output::binary(&args.output, &inputs)?;
    let decoded = if args.input == Path::new("-") {
        file::decode_by_one_of(&candidates, io::stdin().lock(), &mut output)
    } else {
        let input = File::open(&args.input).map_err(FileError::Read);
        input.and_then(|input| file::decode_by_one_of(&candidates, io::BufReader::new(input), &mut output))
    };
    let totals = decoded.map_err(|error| explain(error, args, &loaded.books))?;
    if let Some(index) = args.framing.index {
        let others =
            totals.by_index.iter().enumerate().find(|&(other, frames)| other != index && *frames > 0);
        if let Some((other, frames)) = others {
            bail!(
                "{}: --index {index}: {} of its frames {} index {other}: leave --index out, each says its own",
                args.input.shown(),
                frames,
                if *frames == 1 { "has" } else { "have" }
            );
        }
    }
    output.finish()?;
    console::say(format_args!(
        "{}: {}, {} decoded{}{}",
        args.input.shown(),
        frames::size(&totals),
        words::counted(totals.bytes, "byte"),
        frames::saving(&totals, loaded.books.element()),
        frames::by_index(&totals, |index| loaded.name(index))
    ));
    Ok(ExitCode::SUCCESS)
}
