use super::{book, console, output};
use huffwire::datasheet::Figures;
use huffwire::design::Design;
use huffwire::emit;
use huffwire::files::{self, Difference};
use huffwire::report::Summary;
use huffwire::words::Shown as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write the Verilog of a design: encoder, decoder, testbench.
#[derive(clap::Args)]
pub struct Args {
    /// The design (YAML).
    #[arg(value_parser = output::input())]
    design: PathBuf,
    /// Folder in which the design's own folder is made.
    #[arg(short, long, value_name = "FOLDER", default_value = "rtl_out", value_parser = output::folder())]
    output: PathBuf,
    /// Write nothing; exit with 1 where the folder differs from what would be written.
    #[arg(long)]
    check: bool,
    /// What synth --json printed of the design, for the figures on its README.md; may be given more than once.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    synth: Vec<PathBuf>,
    /// Print the summary as one JSON object.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let design = Design::load(&args.design)?.regenerated_by(command(&args.design, &args.output, &args.synth));
    let folder = args.output.join(design.name());
    let figures =
        args.synth.iter().map(|file| Figures::load(file, &design)).collect::<Result<Vec<_>, _>>()?;
    let (files, manifest) = emit::folder_with(&design, &figures);
    if args.check {
        return check(&folder, &files, &args.design, &args.output, &args.synth);
    }
    if let Some(before) = made_by(&folder).filter(|before| before != design.regenerate()) {
        console::note(format_args!(
            "{} was made by `{before}`: another design of the name `{}`, or the same one moved, is replaced",
            folder.shown(),
            design.name()
        ));
    }
    files::write(&folder, &files)?;
    book::note_other_symbols(design.codebook_files(), design.relative(), design.base().is_some());
    note_silence(&design);
    let summary = Summary::of(&design, &manifest);
    if args.json {
        let facts = Facts { folder: &folder.to_string_lossy(), files: &manifest.folder, summary: &summary };
        console::print_json(&facts)?;
    } else {
        console::print(&format!("{}: {} files\n\n{summary}", folder.shown(), files.len()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Slots of which nobody would notice that the two ends hold something else.
fn note_silence(design: &Design) {
    if design.books().envelope().is_none() || design.books().check().is_some() {
        return;
    }
    let broken = match design.protect() {
        Some(_) => ", and neither are elements that a slot's flipped bits have changed before it is found",
        None => "",
    };
    console::note(format_args!(
        "`loadable` without `check`: frames by another codebook than the decoder's are hardly ever noticed{broken}; \
         `check: crc32` makes them errors"
    ));
}

/// The command that made the folder, as far as its manifest says.
fn made_by(folder: &Path) -> Option<String> {
    let manifest = std::fs::read(folder.join("manifest.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    manifest.get("regenerate")?.as_str().map(str::to_owned)
}

/// What `--json` prints.
#[derive(serde::Serialize)]
struct Facts<'a> {
    folder: &'a str,
    files: &'a [String],
    #[serde(flatten)]
    summary: &'a Summary,
}

fn check(
    folder: &Path,
    files: &[huffwire::files::File],
    design: &Path,
    out: &Path,
    synth: &[PathBuf],
) -> anyhow::Result<ExitCode> {
    let differences = files::differences(folder, files)?;
    if differences.is_empty() {
        console::print(&format!("{}: {} files, all as generated\n", folder.shown(), files.len()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    for difference in &differences {
        text += &match difference {
            Difference::Missing(path) => format!("{}: missing\n", folder.join(path).shown()),
            Difference::Changed(path, line) => format!("{}:{line}: differs\n", folder.join(path).shown()),
            Difference::Extra(path) => format!("{}: not part of the design\n", folder.join(path).shown()),
        };
    }
    let synth: String = synth.iter().map(|file| format!(" --synth {}", file.shown())).collect();
    let again = format!("huffwire generate {} -o {}{synth}", design.shown(), out.shown());
    console::print(&format!("{text}make it again with: {again}\n"))?;
    Ok(ExitCode::FAILURE)
}

/// The command for the files' banners. It depends on where design and output lie to each other and not on
/// where the command was given, so that `--check` holds from any folder.
fn command(design: &Path, output: &Path, synth: &[PathBuf]) -> String {
    let output = std::path::absolute(output).ok();
    let top = || output.as_ref()?.parent()?.canonicalize().ok();
    let relative = |file: &Path| -> Option<String> {
        Some(file.canonicalize().ok()?.strip_prefix(top()?).ok()?.to_str()?.to_owned())
    };
    let name =
        |file: &Path| file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut command = format!("huffwire generate {}", relative(design).unwrap_or_else(|| name(design)));
    let folder = output.as_ref().and_then(|output| output.file_name()?.to_str());
    if let Some(folder) = folder.filter(|folder| *folder != "rtl_out" && relative(design).is_some()) {
        command += &format!(" -o {folder}");
    }
    for file in synth {
        command += &format!(" --synth {}", relative(file).unwrap_or_else(|| name(file)));
    }
    command
}
