use super::book::{self, Files};
use super::console;
use super::output::Output;
use huffwire::codebook::Books;
use huffwire::codec::file::{self, FileError};
use huffwire::report::frames;
use huffwire::words;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Decode a file that encode wrote.
///
/// Checks the codebooks' digest (the file tells whether they have the raw book and blocks), every frame, the
/// number of bytes and their CRC; nothing is left of the output when something is wrong.
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
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let loaded = args.files.load(false)?;
    let candidates: Vec<Books> = if args.files.are_codebooks() {
        let all = [(false, false), (true, false), (false, true), (true, true)];
        all.map(|(raw, blocks)| loaded.with(raw, blocks)).into()
    } else {
        vec![loaded.books.clone()]
    };
    let inputs: Vec<&Path> = args.files.paths().chain([args.input.as_path()]).collect();
    let mut output = Output::binary(&args.output, &inputs)?;
    let decoded = if args.input == Path::new("-") {
        file::decode_by_one_of(&candidates, io::stdin().lock(), &mut output)
    } else {
        let input = File::open(&args.input).map_err(FileError::Read);
        input.and_then(|input| file::decode_by_one_of(&candidates, io::BufReader::new(input), &mut output))
    };
    let totals = decoded.map_err(|error| book::locate(error, &args.input, &args.output))?;
    output.finish()?;
    console::say(format_args!(
        "{}: {}, {} decoded{}{}",
        args.input.display(),
        frames::size(&totals),
        words::counted(totals.bytes, "byte"),
        frames::saving(&totals, loaded.books.element()),
        frames::by_index(&totals, |index| loaded.name(index))
    ));
    Ok(ExitCode::SUCCESS)
}
