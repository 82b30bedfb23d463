//! The emitted constraints in OpenSTA: no port and no endpoint of either top is left out, and a reset that needs no
//! clock is let go in time.

use crate::common::{TINY, design, encoder, parallel, serial, spec};
use huffwire::design::Preset::Balanced;
use huffwire::design::Reset::{AsyncLow, SyncHigh, SyncLow};
use huffwire::design::{Design, Reset};
use huffwire::files::File;
use huffwire::rtl;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every port that a design can have, at one bit and at more, under every reset: small enough to be mapped to cells.
fn small() -> Vec<Design> {
    let shapes = [
        ("narrow", 1, false, encoder(1, 1, Balanced), serial(1, Balanced), false, SyncHigh),
        ("wide", 1, false, encoder(2, 2, Balanced), serial(2, Balanced), false, SyncLow),
        ("cleared", 1, false, encoder(2, 1, Balanced), serial(2, Balanced), false, AsyncLow),
        ("counted", 1, false, encoder(1, 1, Balanced), serial(1, Balanced), true, AsyncLow),
        ("sided", 2, false, encoder(1, 1, Balanced), serial(1, Balanced), true, SyncLow),
        ("sided_wide", 2, true, encoder(2, 1, Balanced), parallel(1, Balanced), false, AsyncLow),
    ];
    let asked = |(name, books, raw, encoder, decoder, counters, reset)| {
        let mut spec = spec(name, vec![TINY; books], encoder, decoder);
        (spec.raw, spec.counters, spec.reset) = (raw, counters, reset);
        design(spec)
    };
    shapes.into_iter().map(asked).collect()
}

/// A port as a module's head declares it.
pub(super) struct Declared {
    pub direction: String,
    pub range: String,
    pub name: String,
}

/// The ports of a top, out of its text.
pub(super) fn declared(verilog: &str, top: &str) -> Vec<Declared> {
    let head = verilog.split(&format!("module {top} (")).nth(1).unwrap().split("\n);").next().unwrap();
    let lines = head.lines().map(|line| line.split("//").next().unwrap().trim().trim_end_matches(','));
    let port = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let range = if words.len() == 4 { words[2] } else { "" };
        Declared { direction: words[0].into(), range: range.into(), name: words[words.len() - 1].into() }
    };
    lines.filter(|line| !line.is_empty()).map(port).collect()
}

/// A netlist with the ports of a top in which every input ends in a flip-flop and every output comes from one, for
/// designs that are long to map. `scalars` writes a bus of one bit as some netlists do.
fn stub(verilog: &str, top: &str, reset: Reset, scalars: bool) -> String {
    let mut ports = declared(verilog, top);
    for port in ports.iter_mut().filter(|port| scalars && port.range == "[0:0]") {
        port.range.clear();
    }
    let names: Vec<&str> = ports.iter().map(|port| port.name.as_str()).collect();
    let mut text = format!("module {top} ({});\n", names.join(", "));
    let mut cells = 0;
    let mut cell = |text: &mut String, input: &str, output: &str| {
        let clear = if reset == Reset::AsyncLow { "R" } else { "" };
        let pin = if reset == Reset::AsyncLow { ", .RN(rst_n)" } else { "" };
        writeln!(text, "    DFF{clear} u{cells} (.CK(clk), .D({input}), .Q({output}){pin});").unwrap();
        cells += 1;
    };
    for Declared { direction, range, name } in &ports {
        writeln!(text, "    {direction} {range} {name};").unwrap();
        if name == "clk" || reset == Reset::AsyncLow && name == "rst_n" {
            continue;
        }
        let high: Option<u32> =
            range.strip_prefix('[').map(|range| range.split(':').next().unwrap().parse().unwrap());
        let bits: Vec<String> = match high {
            None => vec![name.clone()],
            Some(high) => (0..=high).map(|bit| format!("{name}[{bit}]")).collect(),
        };
        for bit in bits {
            let unused = format!("unused_{cells}", cells = bit.replace(['[', ']'], "_"));
            match direction.as_str() {
                "input" => {
                    writeln!(text, "    wire {unused};").unwrap();
                    cell(&mut text, &bit, &unused);
                }
                _ => cell(&mut text, "s_axis_tvalid", &bit),
            }
        }
    }
    text + "endmodule\n"
}

/// A top of the folder, mapped to the cells.
fn mapped(folder: &Path, files: &[File], top: &str) -> String {
    let modules = files.iter().filter(|file| file.path.ends_with(".v")).map(|file| file.path.as_str());
    let cells = cells();
    let script = format!(
        "read_verilog {}; synth -flatten -top {top}; dfflibmap -liberty {cells}; abc -liberty {cells}; \
         hilomap -hicell TIE1 Y -locell TIE0 Y; splitnets; opt_clean -purge; write_verilog -noattr -noexpr {top}.net",
        modules.collect::<Vec<_>>().join(" ")
    );
    let run = Command::new("yosys").current_dir(folder).args(["-q", "-p", &script]).output().unwrap();
    assert!(run.status.success(), "{top}: {}", String::from_utf8_lossy(&run.stderr));
    fs::read_to_string(folder.join(format!("{top}.net"))).unwrap()
}

fn cells() -> String {
    crate::common::root().join("tests/data/cells.lib").to_str().unwrap().to_owned()
}

/// What OpenSTA says of a netlist under constraints.
fn sta(folder: &Path, netlist: &str, top: &str, constraints: &str, ask: &str) -> String {
    fs::write(folder.join("netlist.v"), netlist).unwrap();
    let script = format!(
        "read_liberty {}\nread_verilog netlist.v\nlink_design {top}\nputs BEGIN\nsource {constraints}\n{ask}\n",
        cells()
    );
    fs::write(folder.join("sta.tcl"), script).unwrap();
    let run = Command::new("sta")
        .current_dir(folder)
        .args(["-no_init", "-no_splash", "-exit", "sta.tcl"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    let (before, said) = said.split_once("BEGIN\n").unwrap_or_else(|| panic!("{top}: {said}"));
    assert!(!before.contains("rror"), "{top}: {before}");
    said.to_owned()
}

/// What is said of what can change: bits of the container above an element are always zero, for one.
fn moving(complaints: &str, netlist: &str) -> String {
    let netlist: String = netlist.split_whitespace().collect();
    let constant = |net: &str| {
        let pin = format!("(.Y({net}));");
        netlist.split(';').any(|cell| cell.starts_with("TIE") && format!("{cell};").ends_with(&pin))
    };
    // A port, or a register's input: `_12_/D`.
    let tied = |name: &str| match name.split_once('/') {
        None => constant(name),
        Some((cell, pin)) => {
            let instance = netlist.split(';').find(|line| line.contains(&format!("{cell}(.")));
            let net = instance.and_then(|line| line.split(&format!(".{pin}(")).nth(1)?.split(')').next());
            net.is_some_and(constant)
        }
    };
    let mut kept = String::new();
    let mut lines = complaints.lines().peekable();
    while let Some(heading) = lines.next() {
        let names: Vec<&str> = std::iter::from_fn(|| lines.next_if(|line| line.starts_with("  "))).collect();
        let left: Vec<&&str> = names.iter().filter(|name| !tied(name.trim())).collect();
        if names.is_empty() || !left.is_empty() {
            kept += &format!("{heading}\n");
            left.iter().for_each(|name| kept += &format!("{name}\n"));
        }
    }
    kept
}

/// Both files, on one netlist of a top.
fn check(folder: &Path, design: &Design, top: &str, netlist: &str) {
    let from_reset = format!("-from [get_ports {}]", design.reset().port());
    let ask = format!(
        "check_setup -verbose\nputs CHECKED\nreport_checks -path_delay max {from_reset}\n\
         report_checks -path_delay min {from_reset}"
    );
    for kind in ["sdc", "xdc"] {
        let said = sta(folder, netlist, top, &format!("{}.{kind}", design.name()), &ask);
        let (complaints, paths) = said.split_once("CHECKED\n").unwrap_or((&said, ""));
        assert_eq!(moving(complaints, netlist), "", "{top}, {kind}");
        assert_eq!(paths.matches("input external delay").count(), 2, "{top}, {kind}: {paths}");
        for what in ["library recovery time", "library removal time"] {
            let asynchronous = design.reset() == Reset::AsyncLow;
            assert_eq!(paths.contains(what), asynchronous, "{top}, {kind}, {what}: {paths}");
        }
    }
}

fn write(design: &Design, folder: &Path) -> Vec<File> {
    let files = rtl::render(design);
    fs::create_dir_all(folder.join("tb")).unwrap();
    for file in &files {
        fs::write(folder.join(&file.path), &file.text).unwrap();
    }
    files
}

fn tops(design: &Design) -> [String; 2] {
    ["encoder", "decoder"].map(|side| format!("{}_{side}", design.name()))
}

#[test]
fn every_port_of_the_reference_designs_is_constrained() {
    if !crate::common::have("sta") {
        return;
    }
    let references = crate::common::reference_designs();
    for design in references.iter().map(|file| Design::load(file).unwrap()).chain(small()) {
        let folder = tempfile::tempdir().unwrap();
        let files = write(&design, folder.path());
        for top in tops(&design) {
            let verilog = &files.iter().find(|file| file.path == format!("{top}.v")).unwrap().text;
            for scalars in [false, true] {
                let netlist = stub(verilog, &top, design.reset(), scalars);
                check(folder.path(), &design, &top, &netlist);
            }
        }
    }
}

#[test]
fn no_endpoint_of_mapped_designs_is_left_out() {
    if !crate::common::have("sta") || !crate::common::have("yosys") {
        return;
    }
    for design in small() {
        // A parallel decoder takes as long as all others, and these have the resets and ports of the rest.
        if ["wide", "cleared", "sided_wide"].contains(&design.name()) && !crate::common::campaign() {
            println!("left to scripts/campaign.sh: {}", design.name());
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let files = write(&design, folder.path());
        for top in tops(&design) {
            let netlist = mapped(folder.path(), &files, &top);
            check(folder.path(), &design, &top, &netlist);
        }
    }
}

/// The check itself: a port that is forgotten is found, in every netlist.
#[test]
fn a_forgotten_port_is_noticed() {
    if !crate::common::have("sta") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let design = &small()[4];
    let files = write(design, folder.path());
    let [top, _] = tops(design);
    let text = |path: &str| &files.iter().find(|file| file.path == path).unwrap().text;
    let netlist = stub(text(&format!("{top}.v")), &top, design.reset(), true);
    for port in ["rst_n", "s_axis_tuser", "s_axis_tkeep", "m_axis_tready"] {
        let cut = text("sided.sdc").replace(&format!("    {port}\n"), "");
        fs::write(folder.path().join("cut.sdc"), cut).unwrap();
        let said = sta(folder.path(), &netlist, &top, "cut.sdc", "check_setup -verbose");
        assert!(said.contains(port), "{port}: {said}");
    }
}
