use super::{console, inputs, output};
use anyhow::{bail, ensure};
use huffwire::design::Design;
use huffwire::tools::scratch::Folder;
use huffwire::words::Shown as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bytes of the buses that are written down.
const BUS: usize = 16;
/// Codebooks that come with the program.
const BOOKS: [(&str, &str); 2] = [
    ("bf16", include_str!("../../configs/codebooks/bf16_act.yaml")),
    ("e4m3", include_str!("../../configs/codebooks/e4m3_act.yaml")),
];

/// Write a design to start from, and its codebook.
///
/// The design has a comment for what can be changed. The codebook is calibrated from your tensors (--from), or one of
/// activations that comes with the program. What stands there already is never replaced.
#[derive(clap::Args)]
pub struct Args {
    /// Beginning of every module's name
    #[arg(long, default_value = "mine")]
    name: String,
    /// Element format
    #[arg(long, default_value = "bf16", value_name = "FORMAT")]
    element: String,
    /// Tensor files (.safetensors, .npy, or raw elements) that the codebook is calibrated from
    #[arg(long, num_args = 1.., value_name = "FILE", value_parser = output::input())]
    from: Vec<PathBuf>,
    /// The folder of design.yaml and codebook.yaml
    #[arg(short, long, value_name = "FOLDER", default_value = ".", value_parser = output::folder())]
    output: PathBuf,
}

/// Makes the files. `command` runs another of the program's commands.
pub fn run(args: &Args, command: impl Fn(&[String]) -> anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    let element = inputs::element(&args.element).map_err(|why| anyhow::anyhow!("--element: {why}"))?;
    let [design, book] = ["design.yaml", "codebook.yaml"].map(|name| args.output.join(name));
    for file in [&design, &book] {
        ensure!(!file.exists(), "{}: is there already: name another folder with -o", file.shown());
    }
    ensure!(args.output.is_dir(), "{}: no folder: make it first", args.output.shown());
    let lanes = (BUS / element.bytes()).max(1);
    let text = design_text(args, lanes, element.exponent_bits() > 0);
    // Whether it can be, before anything is written: the name, and an element that such ends have.
    let folder = Folder::new()?;
    if args.from.is_empty() {
        let Some((_, yaml)) = BOOKS.iter().find(|(name, _)| inputs::element(name) == Ok(element)) else {
            let known = BOOKS.map(|(name, _)| name).join(" and ");
            bail!(
                "a codebook for `{}` does not come with the program, as those of {known} do: calibrate one with --from",
                args.element
            );
        };
        std::fs::write(folder.path().join("codebook.yaml"), yaml)?;
    } else {
        let mut words = vec!["huffwire".to_owned(), "calibrate".to_owned(), "--quiet".to_owned()];
        for file in &args.from {
            let Some(file) = file.to_str() else { bail!("{}: the name is not UTF-8", file.shown()) };
            words.push(file.to_owned());
        }
        let made = folder.path().join("codebook.yaml");
        words.extend([
            "--element".to_owned(),
            args.element.clone(),
            "-o".to_owned(),
            made.display().to_string(),
        ]);
        command(&words)?;
    }
    let trial = folder.path().join("design.yaml");
    std::fs::write(&trial, &text)?;
    Design::load(&trial).map_err(|error| {
        // The temporary folder is nothing to the reader.
        anyhow::anyhow!("{}", error.to_string().replace(&format!("{}/", folder.path().display()), ""))
    })?;
    let yaml = std::fs::read_to_string(folder.path().join("codebook.yaml"))?;
    output::replace_all(&[(book.clone(), yaml), (design.clone(), text)])?;
    let shown = |file: &Path| file.display().to_string();
    console::print(&format!(
        "{}\n{}\n\nnext: huffwire generate {}\n",
        shown(&design),
        shown(&book),
        shown(&design)
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// The design, with what can be changed beside it.
fn design_text(args: &Args, lanes: usize, exponent: bool) -> String {
    let base = if exponent {
        "# base: own                      # exponents relative to their block's mean; needs encoder.block\n"
    } else {
        ""
    };
    format!(
        "# docs/generate.md says what else there is.\n\
         name: {name}\n\
         element: {element}\n\
         codebooks: [codebook.yaml]       # paths are relative to this file; several of them: encoder.select\n\
         # raw: true                      # a codebook more that leaves elements as they are\n\
         # check: crc32                   # every frame ends with it, and a wrong codebook is an error\n\
         {base}\
         # counters: true                 # the encoder counts frames, elements and bits\n\
         encoder:\n\
         \x20 lanes: {lanes:<21} # elements in every clock\n\
         \x20 out_bytes: {BUS:<17} # width of the compressed bus\n\
         \x20 pipeline: balanced           # low_latency, balanced, high_fmax, or [level, ...]\n\
         \x20 # select: smallest           # with several codebooks: the one that makes a block the smallest,\n\
         \x20 # block: 128                 # of so many beats\n\
         decoder:\n\
         \x20 kind: parallel               # a whole word in every clock; serial: one element, a twentieth of the gates\n\
         \x20 in_bytes: {BUS}\n\
         \x20 pipeline: balanced\n\
         reset: sync_high                 # sync_high, sync_low, async_low\n",
        name = args.name,
        element = args.element,
    )
}
