//! The files that carry the Verilog into tools.

use super::text::banner;
use super::{Design, bender, constraints, fusesoc, ipxact};
use crate::files::File;
use crate::registers::{self, Map, Side};

/// `files.f`, constraints and what there is of registers, for these Verilog files.
pub fn files(design: &Design, verilog: &[File]) -> Vec<File> {
    let paths: Vec<String> = verilog.iter().map(|file| file.path.clone()).collect();
    let name = design.name();
    let file = |path: String, text: String| File { path, text };
    let mut files = vec![
        file("files.f".to_owned(), list(design, &paths)),
        file(format!("{name}.sdc"), constraints::sdc(design)),
        file(format!("{name}.xdc"), constraints::xdc(design)),
    ];
    files.extend(register_files(design));
    files
}

/// What a folder consists of, as the tools that take folders are told.
pub(super) struct Contents<'a> {
    /// The Verilog of the ends, every module before the first that uses it.
    pub verilog: Vec<&'a str>,
    /// That of the benches, likewise.
    pub benches: Vec<&'a str>,
    /// What the benches read.
    pub vectors: Vec<&'a str>,
}

impl<'a> Contents<'a> {
    fn of(files: &'a [File]) -> Self {
        let paths = |wanted: fn(&str) -> bool| -> Vec<&str> {
            files.iter().map(|file| file.path.as_str()).filter(|path| wanted(path)).collect()
        };
        Self {
            verilog: paths(|path| path.ends_with(".v") && !path.contains('/')),
            benches: paths(|path| path.ends_with(".v") && path.starts_with("tb/")),
            vectors: paths(|path| path.ends_with(".hex")),
        }
    }
}

/// The FuseSoC core, the Bender manifest and each end's IP-XACT component, for a folder of these files, benches and vectors
/// among them.
pub fn packages(design: &Design, files: &[File]) -> Vec<File> {
    let contents = Contents::of(files);
    let mut packages = vec![
        File { path: format!("{}.core", design.name()), text: fusesoc::core(design, &contents) },
        File { path: "Bender.yml".to_owned(), text: bender::manifest(design, &contents) },
    ];
    packages.extend(Side::ALL.into_iter().filter_map(|side| ipxact::component(design, side)));
    packages
}

/// What software reads of the registers, in SystemRDL and as a C header; nothing where there are none.
pub fn register_files(design: &Design) -> Vec<File> {
    let maps: Vec<Map> = Side::ALL.into_iter().filter_map(|side| Map::of(design, side)).collect();
    match maps.is_empty() {
        true => Vec::new(),
        false => vec![
            File { path: rdl_name(design), text: rdl(design, &maps) },
            File { path: header_name(design), text: header(design, &maps) },
        ],
    }
}

/// The file of the registers' SystemRDL.
pub fn rdl_name(design: &Design) -> String {
    format!("{}_registers.rdl", design.name())
}

/// Their C header.
pub fn header_name(design: &Design) -> String {
    format!("{}_registers.h", design.name())
}

fn rdl(design: &Design, maps: &[Map]) -> String {
    // SystemRDL has two preprocessors, which know no comments.
    let banner = banner(design, "//").replace("<%", "< %").replace('`', "'");
    format!("{banner}\n{}", registers::rdl(design, maps))
}

fn header(design: &Design, maps: &[Map]) -> String {
    let banner = banner(design, " *").replace("*/", "* /");
    format!("/*\n{banner} */\n\n{}", registers::header(design, maps))
}

fn list(design: &Design, paths: &[String]) -> String {
    format!(
        "{}
// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
{}
",
        banner(design, "//"),
        paths.join("\n")
    )
}
