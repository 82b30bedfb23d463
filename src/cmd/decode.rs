use super::book::{self, Book};
use super::output::Output;
use huffwire::codec::file::{self, FileError};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Decode a file that encode wrote.
///
/// Checks the codebook's digest, every frame, the number of bytes and their CRC; nothing is left of the output when
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
    book: Book,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let book = args.book.load()?;
    let mut output = Output::create(&args.output, &[&args.input, args.book.file()])?;
    let decoded = if args.input == Path::new("-") {
        file::decode(&book, io::stdin().lock(), &mut output)
    } else {
        let input = File::open(&args.input).map_err(FileError::Read);
        input.and_then(|input| file::decode(&book, io::BufReader::new(input), &mut output))
    };
    let totals = decoded.map_err(|error| book::locate(error, &args.input, &args.output))?;
    output.finish()?;
    eprintln!(
        "{}: {}, {} bytes decoded{}",
        args.input.display(),
        book::frames(&totals),
        totals.bytes,
        book::saving(&totals, book.element())
    );
    Ok(ExitCode::SUCCESS)
}
