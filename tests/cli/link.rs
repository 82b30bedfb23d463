//! `huffwire link`: options, errors, and figures that are computed by hand here.

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use predicates::str::contains;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn huffwire(folder: &Path, arguments: &[&str]) -> Assert {
    Command::cargo_bin("huffwire").unwrap().current_dir(folder).args(arguments).assert()
}

/// A design of the smallest codebook, and a link.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    // Every symbol has 8 bits: an element of two bytes is one byte of a frame.
    let lengths: Vec<String> = (0..256).map(|symbol| format!("{symbol}: 8")).collect();
    let element = r#"element: { bytes: 2, bits: 8, symbol: "7:0" }"#;
    let book = format!("{element}\nmax_length: 8\nlengths: {{ {} }}\n", lengths.join(", "));
    write("book.yaml", &book);
    let ends = "encoder: { lanes: 8, out_bytes: 8, pipeline: low_latency }\n";
    let design = &format!("name: one\n{element}\ncodebooks: [book.yaml]\n{ends}");
    write("encoder.yaml", design);
    let both = format!("{design}decoder: {{ kind: parallel, in_bytes: 8, pipeline: low_latency }}\n");
    write("design.yaml", &both);
    write(
        "link.yaml",
        "name: l\nclock: 1 GHz\nbytes_per_clock: 1\nlatency: 5 ns\npj_per_bit: 2\nidle: 0.5\n",
    );
    folder
}

fn json(folder: &Path, more: &[&str]) -> Value {
    let arguments = [&["link", "design.yaml", "--json", "--link"], more].concat();
    let output = huffwire(folder, &arguments).success().get_output().stdout.clone();
    serde_json::from_slice(&output).unwrap()
}

#[track_caller]
fn near(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap();
    assert!((value / expected - 1.0).abs() < 1e-9, "{value}, not {expected}");
}

/// 64 bytes are 32 elements, which are 32 bytes of a frame, and everything has a clock of 1 ns. Raw: 64 bytes on the wire, 64
/// ns, and 5 of latency. Coded: 32 ns of the wire, which is the slowest, for there are 4 beats and 4 words. The first word is
/// there after 1 ns, and the last byte on the wire completes one, which takes the decoder 1 ns. The encoder has no register but
/// its last: 1 clock, which is the beat's own. The decoder has three (docs/decoder.md), of which 1 is counted with the word:
/// 2 more. 1 + 32 + 1 + 2 + 5 = 41.
#[test]
fn the_time_is_that_by_hand() {
    let folder = folder();
    let study = json(folder.path(), &["link.yaml", "--message", "64B"]);
    let message = &study["messages"][0];
    near(&message["raw_seconds"], 69e-9);
    near(&message["coded_seconds"], 41e-9);
    near(&message["speedup"], 69.0 / 41.0);
    assert_eq!((&message["raw_wire_bytes"], &message["coded_wire_bytes"]), (&64.0.into(), &32.0.into()));
    assert_eq!(study["clocks_from"], "the link's own");
    // With two codecs each has 16 bytes of frame, but half of the wire: 32 ns again, and all else is as before.
    let two = json(folder.path(), &["link.yaml", "--message", "64B", "--codecs", "2"]);
    near(&two["messages"][0]["coded_seconds"], 41e-9);
}

/// Of 64 bytes 32 are sent and 32 byte times are idle at half the energy: (32 + 16) / 64 of 2 pJ are 1.5, raw 2. With 0.1 and
/// 0.1 in the codec 1.7; it turns where 0.2 is what (64 - 32) / 64 * 0.5 of a bit cost: at 0.8 pJ.
#[test]
fn the_energy_is_that_by_hand() {
    let folder = folder();
    let spent = ["--encoder-pj", "0.1", "--decoder-pj", "0.1"];
    let energy = &json(folder.path(), &[&["link.yaml", "--message", "64B"], &spent[..]].concat())["energy"];
    near(&energy["raw"], 2.0);
    near(&energy["coded"], 1.5);
    near(&energy["total"], 1.7);
    near(&energy["turns_at"], 0.8);
    // 2 pJ a bit and 512 bits in 69 ns.
    near(&energy["raw_watts"], 2e-12 * 512.0 / 69e-9);
    let cheap = json(
        folder.path(),
        &[&["link.yaml", "--message", "64B", "--pj-per-bit", "0.5"], &spent[..]].concat(),
    );
    assert_eq!((&cheap["verdict"]["energy"], &cheap["verdict"]["time"]), (&"no".into(), &"yes".into()));
    let unknown = json(folder.path(), &["link.yaml", "--message", "64B"]);
    assert_eq!(unknown["verdict"]["energy"], "unknown");
}

/// A synthesis' clocks and energies, and toggles of a link whose energy is all of toggles: raw 2 * 0.25 toggles a bit of 2 pJ,
/// coded 2 * 0.125.
#[test]
fn a_synthesis_is_read() {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "synth.json",
        r#"{ "encoder": { "ghz": 2, "energy": { "pj_per_bit": 0.1 } },
            "decoder": { "ghz": 1.5, "energy": { "pj_per_bit": 0.2 } },
            "toggles": [{ "wires": "plain", "raw_per_bit": 0.25, "coded_per_bit": 0.125 }] }"#,
    );
    write("toggling.yaml", "name: t\nrate: 1 GB/s\nlatency: 0\npj_per_bit: 2\ntoggling: 1\n");
    let study = json(folder.path(), &["toggling.yaml", "--synth", "synth.json", "--message", "64B"]);
    near(&study["clocks"]["encoder_hz"], 2e9);
    near(&study["clocks"]["decoder_hz"], 1.5e9);
    near(&study["energy"]["raw"], 1.0);
    near(&study["energy"]["total"], 0.5 + 0.3);
    for (text, expected) in [
        ("{", "synth.json: EOF"),
        ("[]", "synth.json: no result of a synthesis"),
        (r#"{ "encoder": { "ghz": -1 } }"#, "synth.json: encoder.ghz: here stands -1"),
        (r#"{ "encoder": { "ghz": 1 } }"#, "synth.json: decoder.ghz: missing"),
        (
            r#"{ "design": "other", "encoder": { "ghz": 1 } }"#,
            "synth.json: a synthesis of `other`, and the design is",
        ),
        (
            r#"{ "encoder": { "ghz": 1, "latency_clocks": 99 }, "decoder": { "ghz": 1 } }"#,
            "synth.json: a synthesis of another `pipeline`: its encoder takes 99 clocks",
        ),
    ] {
        write("synth.json", text);
        let arguments = ["link", "design.yaml", "--link", "toggling.yaml", "--synth", "synth.json"];
        huffwire(folder.path(), &arguments).code(2).stdout("").stderr(contains(expected));
    }
}

/// Around a packet of Ethernet are 38 bytes, of which 46 are carried at least and 1500 at most: 16 bytes are 84 on the wire, 64
/// are 102, and 3004 are two full ones and one of 4 bytes, 2 * 1538 + 84; at 50 bytes a nanosecond.
#[test]
fn packets_have_something_around_them() {
    let folder = folder();
    for (message, on_wire) in [("16B", 84.0), ("64B", 102.0), ("3004B", 3160.0)] {
        let study = json(
            folder.path(),
            &["ethernet_400g", "--latency", "0", "--clock", "1GHz", "--message", message],
        );
        near(&study["messages"][0]["raw_wire_bytes"], on_wire);
        near(&study["messages"][0]["raw_seconds"], on_wire / 50e9);
    }
}

/// 128 beats wait for the last of them, with `select: smallest` or a base of their own: 127 clocks of half a nanosecond; with
/// both twice.
#[test]
fn blocks_say_how_long_they_wait() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (design, nanoseconds, said) in [
        ("configs/bf16_link.yaml", 0.0, "one element. "),
        ("configs/bf16_best4.yaml", 63.5, "one element, and a block waits 63.5 ns for its last one."),
        ("configs/bf16_train.yaml", 127.0, "one element, and a block waits 127 ns for its last one."),
    ] {
        let arguments = ["link", design, "--link", "ucie_2d", "--clock", "2GHz", "--message", "1MiB"];
        huffwire(root, &arguments).success().stdout(contains(said));
        let printed =
            huffwire(root, &[&arguments[..], &["--json"]].concat()).success().get_output().stdout.clone();
        let study: Value = serde_json::from_slice(&printed).unwrap();
        let waits = study["block_wait_seconds"].as_f64().unwrap();
        assert!((waits - nanoseconds * 1e-9).abs() < 1e-15, "{design}: {waits} s");
    }
}

/// A ring of 4 ranks gathers 256 bytes in 3 steps of 64: coded 41 ns, then twice 5 + 32; raw three times 69.
#[test]
fn a_collective_is_so_many_steps() {
    let folder = folder();
    let of = |collective: &str, topology: &str| {
        let more = [
            "link.yaml",
            "--message",
            "256B",
            "--ranks",
            "4",
            "--collective",
            collective,
            "--topology",
            topology,
        ];
        json(folder.path(), &more)["collective"]["rows"][0].clone()
    };
    let gather = of("all_gather", "ring");
    assert_eq!((&gather["steps"], &gather["coded_steps"]), (&3.into(), &1.into()));
    near(&gather["coded_seconds"], (41.0 + 2.0 * 37.0) * 1e-9);
    near(&gather["raw_seconds"], 3.0 * 69e-9);
    let scatter = of("reduce_scatter", "ring");
    near(&scatter["coded_seconds"], 3.0 * 41e-9);
    let both = of("all_reduce", "ring");
    near(&both["coded_seconds"], (4.0 * 41.0 + 2.0 * 37.0) * 1e-9);
    // Three parts of 64 bytes raw, and another 5 ns behind the switch.
    near(&of("all_to_all", "switch")["raw_seconds"], (192.0 + 10.0) * 1e-9);
    // 128 bytes, then 64.
    near(&of("reduce_scatter", "tree")["raw_seconds"], (128.0 + 64.0 + 10.0) * 1e-9);
    assert_eq!(of("point_to_point", "ring")["steps"], 1);
}

#[test]
fn what_is_wrong_is_said() {
    let folder = folder();
    let refused = |arguments: &[&str], expected: &str| {
        let all = [&["link"], arguments].concat();
        huffwire(folder.path(), &all).code(2).stdout("").stderr(contains(expected));
    };
    refused(&["design.yaml", "--link", "ucie_2p5"], "no link `ucie_2p5`, did you mean `ucie_2p5d`?");
    refused(&["design.yaml", "--link", "none.yaml"], "none.yaml: cannot be read");
    refused(&["design.yaml", "--link", "pcie_6", "--clock", "1GHz"], "link `pcie_6` has no latency");
    refused(&["design.yaml", "--link", "ucie_3d", "--clock", "1GHz"], "link `ucie_3d` has no rate");
    refused(&["design.yaml", "--link", "ucie_2d"], "give the codec's with --clock");
    refused(&["encoder.yaml", "--link", "link.yaml"], "encoder.yaml: a design of the encoder alone");
    let link = ["design.yaml", "--link", "link.yaml"];
    let with = |more: &[&str], expected: &str| refused(&[&link[..], more].concat(), expected);
    with(&["--message", "0"], "1 byte at least");
    with(&["--message", "2EiB"], "at most 1EiB");
    with(&["--message", "2KiB..1KiB"], "the range ends before it begins");
    with(&["--clock", "0GHz"], "more than 0 is wanted");
    with(&["--collective", "all_reduce", "--ranks", "0"], "use 2 to");
    with(&["--collective", "reduce"], "use all_reduce, all_gather");
    with(&["--ranks", "4"], "--collective");
    with(&["--codecs", "0"], "0 is not in 1..=64");
    refused(&["--link", "link.yaml"], "no design: name its file, or tensors");
    fs::write(folder.path().join("an.json"), "{}").unwrap();
    with(&["--tensors", "an.json"], "an.json: no analysis");
}

#[test]
fn the_largest_message_overflows_nothing() {
    let folder = folder();
    let study = json(
        folder.path(),
        &["link.yaml", "--message", "1EiB", "--collective", "all_to_all", "--ranks", "1048576"],
    );
    // A byte a ns.
    near(&study["messages"][0]["raw_seconds"], (1u64 << 60) as f64 * 1e-9);
    assert!(study["collective"]["rows"][0]["coded_seconds"].as_f64().unwrap().is_finite());
}

#[test]
fn links_are_listed() {
    let folder = folder();
    huffwire(folder.path(), &["link", "--list"])
        .success()
        .stdout(contains("ucie_2p5d: UCIe, advanced package"))
        .stdout(contains("  rate: UCIe 1.0"));
    let output = huffwire(folder.path(), &["link", "--list", "--json"]).success().get_output().stdout.clone();
    let links: Vec<Value> = serde_json::from_slice(&output).unwrap();
    let c2c = links.iter().find(|link| link["name"] == "nvlink_c2c").unwrap();
    assert_eq!((c2c["pj_per_bit"].as_f64(), &c2c["flit"]), (Some(1.3), &Value::Null));
}

/// Frames of the golden model, or of an analysis, instead of what the codebook expects.
#[test]
fn data_are_measured_or_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let study = |more: &[&str]| -> Value {
        let arguments = ["link", "configs/bf16_link.yaml", "--link", "ucie_2d", "--clock", "2GHz", "--json"];
        let output = huffwire(root, &[&arguments, more].concat()).success().get_output().stdout.clone();
        serde_json::from_slice(&output).unwrap()
    };
    let bits = |more: &[&str]| study(more)["data"]["bits_per_element"].as_f64().unwrap();
    let later = "tests/data/bf16/step_000083/shard_0.safetensors";
    let measured = bits(&["--tensors", later, "--tensor", "layers.0.*"]);
    let folder = tempfile::tempdir().unwrap();
    let (analysis, earlier) =
        (folder.path().join("a.json"), "tests/data/bf16/step_000029/shard_0.safetensors");
    let arguments = [
        "analyze",
        "--calibrate",
        earlier,
        "--evaluate",
        later,
        "--element",
        "bf16",
        "--tensors",
        "layers.0.*",
        "--codebook",
        "configs/codebooks/bf16_act.yaml",
        "--json",
    ];
    fs::write(&analysis, &huffwire(root, &arguments).success().get_output().stdout).unwrap();
    // Counted by the histogram of the same tensors, not by the codec.
    assert!((measured - bits(&["--tensors", analysis.to_str().unwrap()])).abs() < 1e-9, "{measured}");
    assert!(measured != bits(&[]));
    // A message that is longer than the tensors, in one frame: as many bits an element, 2^29 elements in a GiB.
    let long = study(&["--tensors", later, "--tensor", "layers.0.*", "--message", "1GiB"]);
    near(&long["messages"][0]["frame_bytes"], (measured * (1u64 << 29) as f64 / 8.0).ceil());
    let other = ["link", "configs/e4m3_link.yaml", "--link", "ucie_2d", "--clock", "2GHz", "--tensors"];
    huffwire(root, &[&other[..], &[analysis.to_str().unwrap()]].concat())
        .code(2)
        .stderr(contains("an analysis of `bf16`, and the design's element is `e4m3`"));
}

/// The sample's tensors of one step, and of a later one.
fn sample(step: &str) -> Vec<String> {
    let folder = crate::common::root().join(format!("tests/data/bf16/step_{step}"));
    let mut files: Vec<String> =
        crate::common::names(&folder).iter().map(|name| folder.join(name).display().to_string()).collect();
    files.retain(|file| file.ends_with(".safetensors"));
    files
}

/// From tensors to a design's folder: what is written is generated as it stands, and is the one that was chosen.
#[test]
fn the_best_of_many_designs_is_written() {
    let folder = folder();
    let (made, sent) = (sample("000029"), sample("000083"));
    let mut arguments = vec!["link", "--link", "ucie_2p5d", "--message", "1MiB", "--json", "--out", "best"];
    arguments.push("--calibrate");
    arguments.extend(made.iter().map(String::as_str));
    arguments.push("--tensors");
    arguments.push(&sent[0]);
    arguments.extend(["--tensor", "layers.*.ffn1.act"]);
    let output = huffwire(folder.path(), &arguments).success().get_output().clone();
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let designs = printed["designs"].as_array().unwrap();
    assert!(designs.len() >= 100, "{}", designs.len());
    let number = |one: &Value, key: &str| one[key].as_f64().unwrap();
    let chosen: Vec<&Value> = designs.iter().filter(|one| one["chosen"] == true).collect();
    let [chosen] = chosen[..] else { panic!("{} are chosen", chosen.len()) };
    // Of one message the mean is its own.
    assert!(designs.iter().all(|one| number(one, "mean_speedup") == number(one, "speedup").max(1.0)));
    let best = designs.iter().map(|one| number(one, "speedup")).fold(0.0, f64::max);
    assert!(number(chosen, "speedup") >= 1.0 + 0.98 * (best - 1.0));
    for one in designs {
        let enough = number(one, "speedup") >= 1.0 + 0.98 * (best - 1.0);
        assert!(!enough || number(one, "kge") >= number(chosen, "kge"), "{one}");
        let beaten = designs.iter().any(|other| {
            number(other, "kge") < number(one, "kge") && number(other, "speedup") > number(one, "speedup")
        });
        assert!(!beaten || one["front"] == false, "{one}");
        assert!(number(one, "kge") > 0.5, "{one}");
    }
    // The study is the chosen one's: of the tensors coded by it, where the designs are compared by their bits an element.
    assert_eq!(printed["codecs"], chosen["codecs"]);
    let studied = number(&printed["messages"][0], "speedup");
    assert!((studied / number(chosen, "speedup") - 1.0).abs() < 1e-3, "{studied}, {chosen}");
    let out = folder.path().join("best");
    let listed: Vec<&str> =
        printed["folder"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    let mut there = listed.clone();
    there.sort_unstable();
    assert_eq!(crate::common::names(&out), there);
    let text = fs::read_to_string(out.join("design.yaml")).unwrap();
    for (key, value) in [("lanes", &chosen["lanes"]), ("out_bytes", &chosen["out_bytes"])] {
        assert!(text.contains(&format!("{key}: {value}\n")), "{text}");
    }
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("Time: it pays") && page.contains("huffwire generate best/design.yaml"));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("next: huffwire generate best/design.yaml"), "{said}");
    huffwire(folder.path(), &["generate", "best/design.yaml"]).success();
    // Again it is replaced; what is not Huffwire's stays.
    huffwire(folder.path(), &arguments).success();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    huffwire(folder.path(), &arguments).code(2).stderr(contains("notes.txt"));
}

/// Another design's codebooks and all that it says stay; lanes, widths and decoders change.
#[test]
fn a_sweep_keeps_what_a_design_says() {
    let folder = folder();
    let design = fs::read_to_string(folder.path().join("design.yaml")).unwrap();
    let design = format!("{design}check: crc16\nsideband: {{ tid: 3 }}\n");
    fs::write(folder.path().join("checked.yaml"), design).unwrap();
    let arguments =
        ["link", "checked.yaml", "--sweep", "--link", "link.yaml", "--message", "64KiB", "--out", "best"];
    huffwire(folder.path(), &arguments).success().stdout(contains("nothing beats"));
    let text = fs::read_to_string(folder.path().join("best/design.yaml")).unwrap();
    assert!(text.contains("check: crc16") && text.contains("tid: 3") && text.contains("name: one"), "{text}");
    assert_eq!(
        fs::read(folder.path().join("best/book.yaml")).unwrap(),
        fs::read(folder.path().join("book.yaml")).unwrap()
    );
    huffwire(folder.path(), &["generate", "best/design.yaml"]).success();
    // At most so many codecs; without, some designs take more.
    let most = |more: &[&str]| {
        let arguments = [&arguments[..7], &["--json"], more].concat();
        let output = huffwire(folder.path(), &arguments).success().get_output().stdout.clone();
        let printed: Value = serde_json::from_slice(&output).unwrap();
        let designs = printed["designs"].as_array().unwrap().clone();
        designs.iter().map(|one| one["codecs"].as_u64().unwrap()).max().unwrap()
    };
    assert_eq!(most(&["--codecs", "2", "--rate", "64GB/s"]), 2);
    assert!(most(&["--rate", "64GB/s"]) > 2);
}

/// Frames of a message are behind others like them: with the base of the frame before, data far from base 0 take no more than
/// with their own.
#[test]
fn the_frame_before_the_first_is_one_of_the_data() {
    let folder = folder();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    write("near.yaml", b"element: bf16\nmax_length: 2\nescape: 2\nlengths: { 127: 2, 128: 2, 129: 2 }\n");
    // Exponents 100 to 102.
    let far = (0..4096u16).flat_map(|at| (((100 + at % 3) << 7) | (at & 0x7f)).to_le_bytes());
    write("far.bin", &far.collect::<Vec<u8>>());
    let bits = |base: &str| {
        let ends = "encoder: { lanes: 4, out_bytes: 8 }\ndecoder: { kind: serial, in_bytes: 4 }\n";
        let design = format!("name: two\nelement: bf16\ncodebooks: [near.yaml]\nbase: {base}\n{ends}");
        write("two.yaml", design.as_bytes());
        let arguments = [
            "link",
            "two.yaml",
            "--link",
            "link.yaml",
            "--message",
            "4KiB",
            "--tensors",
            "far.bin",
            "--json",
        ];
        let output = huffwire(folder.path(), &arguments).success().get_output().stdout.clone();
        let printed: Value = serde_json::from_slice(&output).unwrap();
        printed["data"]["bits_per_element"].as_f64().unwrap()
    };
    // Two bits, and eight of sign and mantissa.
    assert_eq!(bits("previous"), 10.0);
    assert_eq!(bits("sideband"), 10.0);
}

#[test]
fn a_report_of_one_design_has_no_others() {
    let folder = folder();
    let arguments = ["link", "design.yaml", "--link", "link.yaml", "--message", "64B..64KiB", "--out", "r"];
    huffwire(folder.path(), &arguments).success();
    assert_eq!(crate::common::names(&folder.path().join("r")), ["index.html", "link.json"]);
    let page = fs::read_to_string(folder.path().join("r/index.html")).unwrap();
    assert!(page.contains("How many times as fast") && !page.contains("speed against area"));
    for (arguments, why) in [
        (&["link", "--link", "link.yaml"][..], "--tensors"),
        (&["link", "--link", "link.yaml", "--tensors", "no.npy", "--out", "x"], "no.npy"),
        (&["link", "--link", "link.yaml", "--tensors", "no.npy", "--element", "bf17"], "--element"),
        (&["link", "design.yaml", "--calibrate", "a.npy", "--link", "link.yaml"], "--calibrate"),
        (
            &["link", "design.yaml", "--sweep", "--synth", "s.json", "--link", "link.yaml"],
            "--synth: of one design",
        ),
    ] {
        huffwire(folder.path(), arguments).code(2).stderr(contains(why));
    }
    assert!(!folder.path().join("x").exists());
}
