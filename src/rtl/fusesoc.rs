//! The core that FuseSoC 2 takes: lint, simulation and synthesis by its flow API.

use super::Design;
use super::package::Contents;
use super::text::banner;
use crate::codebook::Digest;

/// `<name>.core`.
pub fn core(design: &Design, contents: &Contents) -> String {
    let name = design.name();
    let ends: Vec<&str> =
        design.encoder().map(|_| "encoder").into_iter().chain(design.decoder().map(|_| "decoder")).collect();
    let license = design.license().map_or(String::new(), |license| format!("license: \"{license}\"\n"));
    format!(
        "CAPI=2:
{banner}
# The revision is the digest of the codebooks, as a decimal number: ends of one link have the same one.
name: \"huffwire:generated:{name}:{version}\"
description: Single-stage Huffman {all}, digest {digest}
{license}
filesets:
{filesets}
targets:
{targets}",
        banner = banner(design, "#"),
        version = version(design.books().digest()),
        all = ends.join(" and "),
        digest = design.books().digest(),
        filesets = filesets(name, contents),
        targets = targets(name, &ends, contents),
    )
}

/// A version that FuseSoC can order: a release, and as its revision the digest. With hex digits in it a core would be no
/// answer to one that depends on it without saying which.
fn version(digest: Digest) -> String {
    format!("{}-r{}", env!("CARGO_PKG_VERSION"), u64::from_be_bytes(digest.0))
}

fn filesets(name: &str, contents: &Contents) -> String {
    let list = |paths: &[&str]| -> String { paths.iter().map(|path| format!("      - {path}\n")).collect() };
    // The benches look for them below the folder that they run in.
    let vectors: String =
        contents.vectors.iter().map(|path| format!("      - {path}: {{ copyto: {path} }}\n")).collect();
    format!(
        "  rtl:
    files:
{rtl}    file_type: verilogSource-2005
  tb:
    files:
{benches}    file_type: verilogSource-2005
  vectors:
    files:
{vectors}    file_type: user
  sdc:
    files: [{name}.sdc]
    file_type: SDC
  xdc:
    files: [{name}.xdc]
    file_type: xdc
",
        rtl = list(&contents.verilog),
        benches = list(&contents.benches),
    )
}

/// Targets that are alike but for their top: the first says all, the others what differs.
struct Alike {
    anchor: &'static str,
    /// Between the description and the top.
    body: &'static str,
}

impl Alike {
    fn targets(&self, each: &[(String, String, String)]) -> String {
        let target = |(number, (target, description, top)): (usize, &(String, String, String))| {
            let (mark, body) = match number {
                0 => (format!(" &{}", self.anchor), self.body.to_owned()),
                _ => (String::new(), format!("    <<: *{}\n", self.anchor)),
            };
            format!("  {target}:{mark}\n    description: {description}\n{body}    toplevel: {top}\n")
        };
        each.iter().enumerate().map(target).collect()
    }
}

const LINT: Alike = Alike {
    anchor: "lint",
    body: "    flow: lint
    flow_options:
      tool: verilator
      verilator_options: [-Wall]
    filesets: [rtl]
",
};

const SIM: Alike = Alike {
    anchor: "sim",
    body: "    flow: sim
    flow_options:
      tool: icarus
      iverilog_options: [-g2005]
      mode: binary
      verilator_options: [--timing]
    filesets: [rtl, tb, vectors]
",
};

const VIVADO: Alike = Alike {
    anchor: "vivado",
    body: "    flow: vivado
    flow_options:
      pnr: none
    filesets: [rtl, xdc]
",
};

const ASIC: Alike = Alike {
    anchor: "asic",
    // The flow API has no tool that takes SDC.
    body: "    default_tool: design_compiler
    filesets: [rtl, sdc]
",
};

/// Benches that are tops, and what they simulate.
const BENCHES: [(&str, &str); 4] = [
    ("loopback", "both ends"),
    ("enc", "the encoder"),
    ("dec", "the decoder"),
    ("swap", "codebooks that are loaded under traffic"),
];

/// What may be run: those for both ends first, the default of its kind, then its likes.
fn targets(name: &str, ends: &[&str], contents: &Contents) -> String {
    let of_ends = |prefix: &str, what: &str| -> Vec<(String, String, String)> {
        let target =
            |end: &&str| (format!("{prefix}_{end}"), format!("{what} the {end}"), format!("{name}_{end}"));
        ends.iter().map(target).collect()
    };
    let benches: Vec<(String, String, String)> = BENCHES
        .into_iter()
        .filter(|(bench, _)| contents.benches.contains(&format!("tb/{name}_tb_{bench}.v").as_str()))
        .map(|(bench, what)| {
            let description =
                format!("simulate {what}; in Verilator with --tool=verilator behind the core's name");
            (format!("sim_{bench}"), description, format!("{name}_tb_{bench}"))
        })
        .collect();
    format!(
        "  # For cores that depend on this one.
  default:
    filesets: [rtl]
    toplevel: {name}_{first}
{lint}{sim}{vivado}{asic}",
        first = ends[0],
        lint = LINT.targets(&of_ends("lint", "lint")),
        sim = SIM.targets(&benches),
        vivado = VIVADO.targets(&of_ends("vivado", "synthesise in Vivado")),
        asic = ASIC.targets(&of_ends("asic", "synthesise with the SDC")),
    )
}
