//! `huffwire generate` as it is typed.

use assert_cmd::Command;
use predicates::str::contains;
use std::fs;
use std::path::Path;

fn huffwire(folder: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("huffwire").unwrap().current_dir(folder).args(arguments).assert()
}

/// A folder with the reference designs as a user would have them.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("configs/codebooks")).unwrap();
    for file in ["tiny.yaml", "bf16_link.yaml", "codebooks/tiny.yaml", "codebooks/bf16_act.yaml"] {
        let file = Path::new("configs").join(file);
        fs::copy(crate::common::root().join(&file), folder.path().join(&file)).unwrap();
    }
    folder
}

/// Every file below a folder, with its text.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(texts(&path)),
            false => found.push((path.display().to_string(), fs::read_to_string(&path).unwrap())),
        }
    }
    found.sort();
    found
}

/// Where every codebook comes later, nothing is said of what frames come to.
#[test]
fn codebooks_to_come_promise_nothing() {
    let folder = folder();
    let design = "name: later\nelement: bf16\nloadable: { slots: 1, shortest: 2, longest: 8, symbols: 32 }\ncheck: crc16\n\
                  encoder: { lanes: 4, out_bytes: 8 }\ndecoder: { kind: parallel, in_bytes: 8, lanes: 4 }\n";
    fs::write(folder.path().join("later.yaml"), design).unwrap();
    let output = huffwire(folder.path(), &["generate", "later.yaml"])
        .success()
        .stdout(contains(
            "at most 7 elements; its beats hold 4, so it stalls on data of fewer than 16.00 bits",
        ))
        .stdout(contains("expected    as the codebooks that are loaded"));
    let printed = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    let written = fs::read_to_string(folder.path().join("rtl_out/later/README.md")).unwrap();
    for text in [printed, written] {
        assert!(!text.contains("NaN") && !text.contains("n/a") && !text.contains("100.0 %"), "{text}");
    }
    let output = huffwire(folder.path(), &["generate", "later.yaml", "--json"]).success();
    let facts: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert!(facts.get("expected").is_none() && facts.get("sustained").is_none());
    assert_eq!(facts["decoder"]["word"]["expected_elements"], serde_json::Value::Null);
    // Nor does a link have anything to decide by, with tensors or without.
    for more in [&[][..], &["--tensors", "a.npy"]] {
        let link = [&["link", "later.yaml", "--link", "ucie_2p5d", "--clock", "1GHz"], more].concat();
        huffwire(folder.path(), &link).code(2).stderr(contains("add the one that a slot is to hold"));
    }
}

#[test]
fn the_same_files_from_every_folder() {
    let folder = folder();
    huffwire(folder.path(), &["generate", "configs/tiny.yaml"]).success().stdout(contains("4 clocks"));
    let first = texts(&folder.path().join("rtl_out"));
    assert!(first.iter().any(|(path, _)| path.ends_with("tb/tiny_tb_loopback.v")));
    huffwire(&folder.path().join("configs"), &["generate", "tiny.yaml", "-o", "../rtl_out"]).success();
    assert_eq!(texts(&folder.path().join("rtl_out")), first);
    let configs = folder.path().join("configs");
    huffwire(&configs, &["generate", "tiny.yaml", "-o", "../rtl_out", "--check"]).success();
    // No path of this machine in any of them.
    let here = folder.path().to_str().unwrap();
    assert!(first.iter().all(|(_, text)| !text.contains(here)));
    let absolute = folder.path().join("configs/tiny.yaml");
    huffwire(folder.path(), &["generate", absolute.to_str().unwrap(), "--check"]).success();
}

#[test]
fn check_lists_what_differs_and_writes_nothing() {
    let folder = folder();
    huffwire(folder.path(), &["generate", "configs/tiny.yaml", "--check"])
        .code(1)
        .stdout(contains("missing"));
    assert!(!folder.path().join("rtl_out").exists());
    huffwire(folder.path(), &["generate", "configs/tiny.yaml"]).success();
    let table = folder.path().join("rtl_out/tiny/tiny_enc_table.v");
    let edited = fs::read_to_string(&table).unwrap().replace("3'd2", "3'd3");
    fs::write(&table, &edited).unwrap();
    fs::write(folder.path().join("rtl_out/tiny/notes.txt"), "mine").unwrap();
    huffwire(folder.path(), &["generate", "configs/tiny.yaml", "--check"])
        .code(1)
        .stdout(contains("tiny_enc_table.v:"))
        .stdout(contains("notes.txt: not part of the design"))
        .stdout(contains("huffwire generate configs/tiny.yaml"));
    assert_eq!(fs::read_to_string(&table).unwrap(), edited);
    // The note is somebody's, so the folder is not replaced either.
    huffwire(folder.path(), &["generate", "configs/tiny.yaml"]).code(2).stderr(contains("notes.txt"));
    assert_eq!(fs::read_to_string(&table).unwrap(), edited);
    fs::remove_file(folder.path().join("rtl_out/tiny/notes.txt")).unwrap();
    huffwire(folder.path(), &["generate", "configs/tiny.yaml"]).success();
    huffwire(folder.path(), &["generate", "configs/tiny.yaml", "--check"]).success();
}

#[test]
fn json_and_manifest_say_the_same() {
    let folder = folder();
    let run = huffwire(folder.path(), &["generate", "configs/bf16_link.yaml", "--json"]).success();
    let facts: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let text = fs::read_to_string(folder.path().join("rtl_out/bf16_link/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    for side in ["encoder", "decoder"] {
        for key in ["module", "lanes", "latency_clocks", "pipeline"] {
            assert_eq!(facts[side][key], manifest[side][key], "{side}.{key}");
        }
    }
    assert_eq!(facts["digest"], manifest["digest"]);
    assert_eq!(facts["digest"], manifest["codebooks"][0]["digest"]);
    assert_eq!(facts["files"], manifest["folder"]);
    for file in manifest["folder"].as_array().unwrap() {
        assert!(folder.path().join("rtl_out/bf16_link").join(file.as_str().unwrap()).is_file(), "{file}");
    }
    // Ports are those of the Verilog.
    for side in ["encoder", "decoder"] {
        let module = manifest[side]["module"].as_str().unwrap();
        let path = folder.path().join(format!("rtl_out/bf16_link/{module}.v"));
        let verilog = fs::read_to_string(path).unwrap();
        let digest = format!("localparam [63:0] DIGEST = 64'h{};", facts["digest"].as_str().unwrap());
        assert!(verilog.contains(&digest), "{module}");
        let head = verilog[verilog.find(&format!("module {module}")).unwrap()..].split(");").next().unwrap();
        let ports = manifest[side]["ports"].as_array().unwrap();
        assert_eq!(head.matches("put  wire").count() + head.matches("put wire").count(), ports.len());
        for port in ports {
            let name = port["name"].as_str().unwrap();
            let line = head.lines().find(|line| {
                line.trim_end_matches(',').split_whitespace().any(|word| word.trim_end_matches(',') == name)
            });
            let line = line.unwrap_or_else(|| panic!("{module} has no port {name}"));
            let width = port["width"].as_u64().unwrap();
            assert!(line.contains(port["direction"].as_str().unwrap()), "{line}");
            assert_eq!(line.contains(&format!("[{}:0]", width - 1)), line.contains('['), "{line}");
            assert!(width == 1 || line.contains('['), "{line}");
        }
    }
    // The bound on frames: 24 bits an element at worst, a multiple of the 16 that it has.
    assert_eq!(manifest["bounds"]["longest_element_bits"], 24);
    assert_eq!(facts["worst_case"]["expansion"], 1.5);
    // A packet of 4096 elements at 11.404744 bits.
    let packet = &facts["expected"]["packets"][3];
    assert_eq!((&packet["bytes"], &packet["frame_bytes"]), (&4096.into(), &2920.into()));
    assert_eq!((&packet["raw_beats"], &packet["frame_beats"]), (&256.into(), &183.into()));
}

/// A design's text without one of its sections.
fn without(design: &str, section: &str) -> String {
    let from = design.find(&format!("\n{section}:\n")).unwrap() + 1;
    let body = |line: &&str| line.starts_with(' ');
    let lines = design[from..].lines().skip(1).take_while(body).map(|line| line.len() + 1);
    let end = from + section.len() + 2 + lines.sum::<usize>();
    design[..from].to_owned() + &design[end..]
}

/// Every file of a design with one end is, to the byte, that of the design with both; nothing of the other end is there,
/// and nothing that is needed is left out.
#[test]
fn one_end_has_the_files_of_both() {
    for file in crate::common::reference_designs() {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let generate = |text: &str| -> Vec<(String, String)> {
            let books = folder.path().join("codebooks");
            fs::create_dir_all(&books).unwrap();
            for book in fs::read_dir(file.with_file_name("codebooks")).unwrap() {
                let book = book.unwrap();
                fs::copy(book.path(), books.join(book.file_name())).unwrap();
            }
            let _ = fs::remove_dir_all(folder.path().join("rtl_out"));
            fs::write(folder.path().join("design.yaml"), text).unwrap();
            huffwire(folder.path(), &["-q", "generate", "design.yaml"]).success();
            huffwire(folder.path(), &["-q", "generate", "design.yaml", "--check"]).success();
            let verilog = |(path, _): &(String, String)| path.ends_with(".v");
            texts(&folder.path().join("rtl_out")).into_iter().filter(verilog).collect()
        };
        let design = fs::read_to_string(&file).unwrap();
        let manifest = || -> serde_json::Value {
            let path = folder.path().join(format!("rtl_out/{name}/manifest.json"));
            serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
        };
        let both = generate(&design);
        let digest = manifest()["digest"].clone();
        let blocks = if design.contains("  block:") { "blocks: true\n" } else { "" };
        let mut left = both.clone();
        for (section, other, more) in [("decoder", "encoder", ""), ("encoder", "decoder", blocks)] {
            let mut text = without(&design, section) + more;
            if section == "encoder" {
                // It is the encoder that counts.
                let lines = text.lines().filter(|line| !line.starts_with("counters:"));
                text = lines.map(|line| format!("{line}\n")).collect();
            }
            let one = generate(&text);
            let tops: Vec<&str> = one
                .iter()
                .filter_map(|(path, _)| path.rsplit_once('/'))
                .map(|(_, file)| file)
                .filter(|file| file.ends_with("_encoder.v") || file.ends_with("_decoder.v"))
                .collect();
            assert_eq!(tops, [format!("{name}_{other}.v")]);
            for written in &one {
                assert!(both.contains(written), "{name}, {other} alone: {}", written.0);
            }
            left.retain(|file| !one.contains(file));
            let manifest = manifest();
            assert!(manifest.get(section).is_none() && manifest.get(other).is_some());
            // Ends of one link.
            assert_eq!(manifest["digest"], digest, "{name}, {other} alone");
            let core = fs::read_to_string(folder.path().join(format!("rtl_out/{name}/{name}.core"))).unwrap();
            assert!(
                !core.contains(&format!("{name}_{section}")) && core.contains(&format!("{name}_{other}"))
            );
        }
        // What is of both ends alone.
        let left: Vec<&str> = left.iter().filter_map(|(path, _)| Some(path.rsplit_once("_tb_")?.1)).collect();
        let slots = ["adapter.v", "link.v", "loopback.v", "script.v", "swap.v"];
        let benches = if design.contains("\nloadable:") { &slots[..] } else { &["adapter.v", "loopback.v"] };
        assert_eq!(left, benches, "{name}");
    }
}

/// A codebook of relative exponents in a design without base, and of plain ones in a design with one: said, and what its
/// calibration expects is not what will come.
#[test]
fn a_codebook_of_other_symbols_is_noticed() {
    let folder = folder();
    let book = "configs/codebooks/bf16_train_a.yaml";
    fs::copy(crate::common::root().join(book), folder.path().join(book)).unwrap();
    let file = folder.path().join("configs/bf16_link.yaml");
    let design = fs::read_to_string(&file).unwrap();
    let based = |design: &str| design.to_owned() + "base: sideband\n";
    let relative = design.replace("bf16_act.yaml", "bf16_train_a.yaml");
    for (text, note) in [
        (&relative, "bf16_train_a.yaml was calibrated on exponents relative to a base, and frames have none"),
        (&based(&design), "bf16_act.yaml was calibrated on exponents as they are, and frames have a base"),
    ] {
        fs::write(&file, text).unwrap();
        huffwire(folder.path(), &["generate", "configs/bf16_link.yaml"])
            .success()
            .stderr(contains(note))
            .stdout(contains("from the code lengths"));
    }
    for text in [design.clone(), based(&relative)] {
        fs::write(&file, text).unwrap();
        huffwire(folder.path(), &["generate", "configs/bf16_link.yaml"])
            .success()
            .stderr(predicates::str::is_empty())
            .stdout(contains("from the codebook's calibration"));
    }
    // Likewise where they are used without a design.
    fs::write(folder.path().join("x.bin"), [0x80, 0x3f].repeat(64)).unwrap();
    for (book, base, noted) in [
        ("bf16_train_a", &[][..], true),
        ("bf16_act", &["--base", "own"], true),
        ("bf16_train_a", &["--base", "own"], false),
        ("bf16_act", &[], false),
    ] {
        let codebook = format!("configs/codebooks/{book}.yaml");
        let encode = ["encode", "x.bin", "-o", "x.hfw", "--codebook", &codebook];
        let run = huffwire(folder.path(), &[&encode[..], base].concat()).success();
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert_eq!(said.contains("was calibrated on exponents"), noted, "{book} {base:?}: {said}");
    }
}

/// Two codebooks and raw, the smallest for every block of 1024 bf16 elements.
#[test]
fn bounds_of_the_smallest() {
    let folder = folder();
    let file = folder.path().join("configs/bf16_link.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let book = fs::read_to_string(crate::common::root().join("configs/codebooks/bf16_layer0.yaml")).unwrap();
    // A codebook without `source`: what is expected follows from the code lengths.
    let bare = book.split("digest").next().unwrap();
    fs::write(folder.path().join("configs/codebooks/bare.yaml"), bare).unwrap();
    let text = text
        .replace("codebooks/bf16_act.yaml]", "codebooks/bf16_act.yaml, codebooks/bare.yaml]\nraw: true")
        .replace("out_bytes: 16", "out_bytes: 16\n  select: smallest\n  block: 128");
    fs::write(&file, text).unwrap();
    let run = huffwire(folder.path(), &["generate", "configs/bf16_link.yaml", "--json"]).success();
    let facts: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let text = fs::read_to_string(folder.path().join("rtl_out/bf16_link/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(facts["digest"], manifest["digest"]);
    assert_ne!(facts["digest"], manifest["codebooks"][0]["digest"]);
    // Two bits of index and `last`; raw has 16 bits for each of 1024: 16387 bits.
    let bounds = &manifest["bounds"];
    assert_eq!((&bounds["header_bits"], &bounds["longest_element_bits"]), (&3.into(), &24.into()));
    let block = serde_json::json!({
        "elements": 1024, "element_bits": 16, "frame_bytes": 2049, "growth_bytes": 1, "growth_percent": 0.048828125,
    });
    assert_eq!(bounds["block"], block);
    assert_eq!(facts["worst_case"]["block"], block);
    assert_eq!(facts["worst_case"]["expansion"], 2049.0 / 2048.0);
    // 129 beats of 16 bytes for 128 beats of 8 elements.
    assert_eq!(facts["worst_case"]["bus_takes_it"], false);
    let expected = &facts["expected"];
    assert_eq!(expected["basis"], "code lengths");
    let books = expected["codebooks"].as_array().unwrap();
    let basis: Vec<&str> = books.iter().map(|book| book["basis"].as_str().unwrap()).collect();
    assert_eq!(basis, ["calibration", "code lengths"]);
    let bits: Vec<f64> = books.iter().map(|book| book["bits_per_element"].as_f64().unwrap()).collect();
    let mean = expected["bits_per_element"].as_f64().unwrap();
    assert!((mean - (bits[0] + bits[1]) / 2.0).abs() < 1e-9);
    // 4096 bytes are two blocks, each with header and padding, and in whole beats.
    let frame = ((3.0 + 1024.0 * mean) / 8.0).ceil() as u64;
    let packet = &expected["packets"][3];
    assert_eq!((&packet["bytes"], &packet["frame_bytes"]), (&4096.into(), &(2 * frame).into()));
    assert_eq!(packet["frame_beats"], 2 * frame.div_ceil(16));
    huffwire(folder.path(), &["generate", "configs/bf16_link.yaml"])
        .success()
        .stdout(contains(
            "worst case  2049 bytes for a block of 1024 elements, which grows by at most 1 (0.05 %)",
        ))
        .stdout(contains("a block of 128 beats waits for its codebook"))
        .stdout(contains("bare.yaml"));
}

#[test]
fn mistakes_leave_nothing_and_say_what_to_change() {
    for (from, to, message) in [
        ("lanes: 4", "lanes: 3", "configs/tiny.yaml:6: encoder.lanes: 3: use 1, 2, 4, 8, 16 or 32"),
        ("lanes: 4", "lane: 4", "configs/tiny.yaml:6: encoder: unknown key `lane`, did you mean `lanes`?"),
        (
            "codebooks/tiny.yaml",
            "codebooks/tinny.yaml",
            "configs/tiny.yaml:4: codebooks[0]: configs/codebooks/tinny.yaml: No such file",
        ),
        ("kind: serial", "kind: [", "configs/tiny.yaml:11: not YAML: "),
        ("name: tiny", "name: ../tiny", "configs/tiny.yaml:2: name: `../tiny`"),
        (
            "in_bytes: 1",
            "in_bytes: -1",
            "configs/tiny.yaml:11: decoder.in_bytes: here stands `-1`: use a whole number, 0 or more",
        ),
    ] {
        let folder = folder();
        let file = folder.path().join("configs/tiny.yaml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen(from, to, 1)).unwrap();
        huffwire(folder.path(), &["generate", "configs/tiny.yaml"]).code(2).stderr(contains(message));
        assert!(!folder.path().join("rtl_out").exists());
    }
}

/// A base, a check and sidebands as they are typed wrong: the key and the line of each.
#[test]
fn mistakes_of_base_check_and_sideband() {
    let bf16 = "configs/bf16_link.yaml";
    for (file, line, from, to, message) in [
        (
            bf16,
            14,
            "license:",
            "base: onw\nlicense:",
            "base: `onw` is not known, did you mean `own`? use own, previous, sideband",
        ),
        (
            bf16,
            5,
            "license:",
            "base: own\nlicense:",
            "encoder.block: missing: say how many input beats make the block that",
        ),
        (
            bf16,
            8,
            "  pipeline",
            "  block: 3\n  pipeline",
            "encoder.block: 3: only `select: smallest` and `base: own` have blocks",
        ),
        (
            bf16,
            8,
            "  pipeline",
            "  block: 64\n  pipeline",
            "encoder.block: 64: only `select: smallest` and `base: own` have blocks",
        ),
        (
            "configs/tiny.yaml",
            13,
            "license:",
            "base: previous\nlicense:",
            "base: `{ bytes: 1, bits: 2, symbol: \"1:0\" }` has no exponent of its own width",
        ),
        (bf16, 14, "license:", "check: crc\nlicense:", "check: `crc` is not known"),
        (bf16, 14, "license:", "check: crc64\nlicense:", "use crc16, crc32"),
        (bf16, 14, "license:", "clock_gate: true\nlicense:", "use wrapper"),
        (bf16, 14, "license:", "target: cpld\nlicense:", "use asic, fpga"),
        (bf16, 15, "license:", "target: fpga\nclock_gate: wrapper\nlicense:", "do not pass through logic"),
        (
            bf16,
            14,
            "license:",
            "sideband: { tid: 257 }\nlicense:",
            "sideband.tid: 257: use 1 to 64 bits, or leave it out",
        ),
        (
            bf16,
            16,
            "license:",
            "sideband:\n  tid: 4\n  tdest: 999\nlicense:",
            "sideband.tdest: 999: use 1 to 64 bits",
        ),
        (bf16, 14, "license:", "sideband: { tuser: -1 }\nlicense:", "sideband.tuser: here stands `-1`"),
        (bf16, 14, "license:", "sideband: { id: 4 }\nlicense:", "sideband: unknown key `id`"),
        (bf16, 14, "license:", "sideband: 4\nlicense:", "sideband: "),
    ] {
        let folder = folder();
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        huffwire(folder.path(), &["generate", file])
            .code(2)
            .stderr(contains(format!("{file}:{line}: ")))
            .stderr(contains(message));
        assert!(!folder.path().join("rtl_out").exists(), "{to}");
    }
    // A block of another size where one is cut.
    let folder = folder();
    let path = folder.path().join(bf16);
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replacen("  pipeline", "  block: 3\n  pipeline", 1).replacen(
        "license:",
        "base: own\nlicense:",
        1,
    );
    fs::write(&path, text).unwrap();
    huffwire(folder.path(), &["generate", bf16])
        .code(2)
        .stderr(contains("configs/bf16_link.yaml:8: encoder.block: 3: use a power of two from 2 to 1024"));
}
