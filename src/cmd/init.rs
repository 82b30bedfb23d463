use super::schema::Of;
use super::{calibrate, console, inputs, output};
use anyhow::{anyhow, bail, ensure};
use huffwire::calibration::{self, EscapeRule};
use huffwire::codebook;
use huffwire::design::Design;
use huffwire::element::Element;
use huffwire::tools::scratch::Folder;
use huffwire::words::{self, Shown as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Bytes of the buses that are written down.
const BUS: usize = 16;
/// Codebooks that come with the program.
const BOOKS: [(&str, &str); 2] = [
    ("bf16", include_str!("../../configs/codebooks/bf16_act.yaml")),
    ("e4m3", include_str!("../../configs/codebooks/e4m3_act.yaml")),
];

/// What editors complete and check the two by.
const SCHEMAS: [(&str, Of); 2] = [("design.schema.json", Of::Design), ("codebook.schema.json", Of::Codebook)];

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

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let element = inputs::element(&args.element).map_err(|why| anyhow!("--element: {why}"))?;
    let [design, book] = ["design.yaml", "codebook.yaml"].map(|name| args.output.join(name));
    for file in [&design, &book] {
        ensure!(!file.exists(), "{}: is there already: name another folder with -o", file.shown());
    }
    ensure!(args.output.is_dir(), "{}: no folder: make it first", args.output.shown());
    let text = design_text(args, (BUS / element.bytes()).max(1), element.exponent_bits() > 0);
    fits(&text, element)?;
    let (yaml, facts) = if args.from.is_empty() {
        let Some((_, yaml)) = BOOKS.iter().find(|(name, _)| inputs::element(name) == Ok(element)) else {
            let known = words::list(BOOKS.map(|(name, _)| name));
            bail!(
                "a codebook for `{}` does not come with the program, as those for {known} do: calibrate one with --from",
                args.element
            );
        };
        ((*yaml).to_owned(), String::new())
    } else {
        let made = calibrate::by_default(&args.element, &args.from, &[], &book)?;
        (made.yaml, format!("{}\n", made.facts))
    };
    let shown = design.display().to_string();
    let line = |schema: &str| format!("# yaml-language-server: $schema={schema}\n");
    let mut files = vec![(book, line(SCHEMAS[1].0) + &yaml), (design, line(SCHEMAS[0].0) + &text)];
    // For editors; somebody's own stay.
    let schemas = SCHEMAS.map(|(name, of)| (args.output.join(name), of.text().to_owned()));
    files.extend(schemas.into_iter().filter(|(path, _)| !path.exists()));
    output::replace_all(&files)?;
    console::print(&format!("{facts}{shown} written; next: huffwire generate {shown}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Whether such a design can be, with any codebook: before tensors are read.
fn fits(text: &str, element: Element) -> anyhow::Result<()> {
    let rule = EscapeRule::Auto;
    let any = vec![1; element.alphabet()];
    let any = calibration::build(element, &any, calibration::default_max_length(element, rule), rule)?;
    let folder = Folder::new()?;
    folder.write("codebook.yaml", codebook::to_yaml(&any))?;
    folder.write("design.yaml", text)?;
    let place = format!("{}/", folder.path().display());
    // The temporary folder is nothing to the reader.
    Design::load(&folder.path().join("design.yaml"))
        .map_err(|error| anyhow!("{}", error.to_string().replace(&place, "")))?;
    Ok(())
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
         \x20 pipeline: balanced           # low_latency, small, balanced, high_fmax, or [level, ...]\n\
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
