//! `huffwire analyze` as it is used: against an independent computation in numpy, on data where the claim
//! fails, and with the mistakes that people make.

use assert_cmd::Command;
use safetensors::tensor::{Dtype, TensorView, serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");

fn huffwire(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(folder).args(args);
    command
}

/// The sample tensors of a step.
fn of_step(format: &str, step: &str) -> Vec<String> {
    let files = std::fs::read_dir(Path::new(DATA).join(format).join(step)).unwrap();
    let mut files: Vec<String> =
        files.map(|file| format!("{step}/{}", file.unwrap().file_name().to_str().unwrap())).collect();
    files.sort();
    files
}

/// Runs `analyze` on the sample tensors of a format: earlier step, later step.
fn samples(format: &str, args: &[&str]) -> Command {
    let mut command = huffwire(&Path::new(DATA).join(format), &["analyze", "--element", format]);
    command.arg("--calibrate").args(of_step(format, "step_000029"));
    command.arg("--evaluate").args(of_step(format, "step_000083"));
    command.args(["--tensors", "layers.*.ffn1.act"]).args(args);
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

fn json(command: &mut Command) -> Value {
    serde_json::from_str(&stdout(command.arg("--json"))).unwrap()
}

fn refusal(command: &mut Command) -> String {
    let output = command.assert().code(2).get_output().clone();
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// Every figure against `tests/oracle/analyze.py`, which shares nothing with this project but the
/// definitions in `docs/analyze.md`: to 0.01 percentage points of the uncompressed size.
#[test]
fn figures_are_those_of_numpy() {
    let expected = std::fs::read_to_string(Path::new(DATA).join("analyze_expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let quantize = ["--quantize", "e4m3,e5m2,e3m2,e2m3,e2m1", "--quantize-scale", "block,tensor"];
    let compared = std::cell::Cell::new(0);
    for (format, args, ways) in [("bf16", &quantize[..], 9), ("e4m3", &[], 1)] {
        let analysis = json(&mut samples(format, args));
        let cases = expected["cases"][format].as_object().unwrap();
        assert_eq!(cases.len(), ways);
        for (name, case) in cases {
            let all = analysis["symbolisations"].as_array().unwrap();
            let at = all.iter().position(|way| way["name"] == **name).expect(name);
            let way = &all[at];
            let bits = way["value_bits"].as_f64().unwrap();
            assert_eq!(bits, case["significant_bits"].as_f64().unwrap(), "{name}");
            let codes: Vec<&str> =
                way["codes"].as_array().unwrap().iter().map(|code| code["name"].as_str().unwrap()).collect();
            assert_eq!(codes[way["chosen"].as_u64().unwrap() as usize], case["chosen"], "{name}");
            let same = |what: &str, found: &Value, expected: &Value| {
                let (found, expected) = (found.as_f64().expect(what), expected.as_f64().expect(what));
                let points = 100.0 * (found - expected).abs() / bits;
                assert!(points < 0.01, "{name} {what}: {found} and not {expected}");
                compared.set(compared.get() + 1);
            };
            let all_of = |what: &str, found: &Value, expected: &Value| {
                for key in ["entropy", "huffman"] {
                    same(&format!("{what} {key}"), &found[key], &expected[key]);
                }
                let fixed = found["fixed"].as_array().unwrap();
                assert_eq!(fixed.len(), expected["fixed"].as_object().unwrap().len());
                for (code, found) in codes.iter().zip(fixed) {
                    same(&format!("{what} {code}"), found, &expected["fixed"][*code]);
                }
                if !expected["kl"].is_null() {
                    same(&format!("{what} kl"), &found["kl"], &expected["kl"]);
                }
            };
            all_of("total", &way["total"]["figures"], &case["total"]);
            for limit in way["by_limit"].as_array().unwrap() {
                let bits = limit["max_length"].as_u64().unwrap();
                for (key, code) in
                    [("escape", format!("{bits} bits, escape")), ("plain", format!("{bits} bits"))]
                {
                    if codes.contains(&&*code) {
                        same(&format!("limit {code}"), &limit[key], &case["total"]["fixed"][&code]);
                    }
                }
            }
            let tensors = analysis["tensors"].as_array().unwrap();
            assert_eq!(tensors.len(), case["tensors"].as_object().unwrap().len());
            for tensor in tensors {
                let file = Path::new(tensor["file"].as_str().unwrap()).file_name().unwrap().to_str().unwrap();
                let key = format!("{file} {}", tensor["name"].as_str().unwrap());
                all_of(&key, &tensor["figures"][at], &case["tensors"][&key]);
            }
            for share in ["within_half", "within_one", "within_both"] {
                let found = way["total"][share].as_f64().unwrap() * tensors.len() as f64;
                assert_eq!(found, case["total"][share].as_f64().unwrap(), "{name} {share}");
            }
        }
    }
    assert!(compared.get() > 1000, "{} figures", compared.get());
}

fn write(folder: &TempDir, name: &str, tensors: &[(&str, Dtype, &[usize], &[u8])]) -> PathBuf {
    let path = folder.path().join(name);
    let views = tensors
        .iter()
        .map(|&(name, dtype, shape, data)| (name, TensorView::new(dtype, shape.to_vec(), data).unwrap()));
    std::fs::write(&path, serialize(views, None).unwrap()).unwrap();
    path
}

/// bf16 values with exponents from `base` up, half of them `base`, a quarter the next, and so on.
fn values(base: u8, count: u32) -> Vec<u8> {
    let value =
        |i: u32| (u16::from(base) + (i + 1).trailing_zeros().min(7) as u16) << 7 | (i * 37 % 128) as u16;
    (0..count).flat_map(|i| value(i).to_le_bytes()).collect()
}

/// Gradients whose scale drifts: the exponents of the later step are others. The claim fails there, holds for
/// the other group, and the remedies say by how much.
#[test]
fn a_drifting_scale_is_found_and_mended() {
    let folder = TempDir::new().unwrap();
    let (still, early) = (values(100, 4096), values(110, 4096));
    let write = |step: u32, drift: u8| {
        let grad = values(110 - drift, 4096);
        let grad = if step == 0 { &early } else { &grad };
        let shape = &[64, 64][..];
        write(
            &folder,
            &format!("step_{step}.safetensors"),
            &[
                ("layers.0.act", Dtype::BF16, shape, &still),
                ("layers.0.grad", Dtype::BF16, shape, grad),
                ("layers.1.grad", Dtype::BF16, shape, grad),
            ],
        );
    };
    (0..=3).for_each(|step| write(step, 20));
    let args = ["analyze", "--element", "bf16", "--calibrate", "step_0.safetensors", "--evaluate"];
    let later = ["step_1.safetensors", "step_2.safetensors", "step_3.safetensors"];
    let analysis = json(huffwire(folder.path(), &args).args(later));
    let groups = analysis["verdict"]["groups"].as_array().unwrap();
    let group = |name: &str| groups.iter().find(|group| group["name"] == name).expect(name);
    assert_eq!(analysis["verdict"]["holds"], false);
    let grad = group("layers.*.grad");
    assert_eq!(grad["claim"], "fails");
    let worst = grad["worst"].as_array().unwrap();
    assert_eq!(worst.len(), 5, "six tensors of the group, five named");
    assert_eq!(analysis["tensors"][worst[0].as_u64().unwrap() as usize]["name"], "layers.0.grad");
    let remedy = |group: &Value, kind: &str| {
        let all = group["remedies"].as_array().unwrap().clone();
        all.into_iter().find(|remedy| remedy["kind"] == kind).expect(kind)
    };
    // Half of the exponents are one value and so on: 2 bits a symbol are their entropy, near enough, and 8 raw.
    let saving = |remedy: &Value| remedy["saving"].as_f64().unwrap();
    let best = 100.0 * (1.0 - 10.0 / 16.0);
    let fixed = analysis["symbolisations"][0]["groups"][1]["figures"]["saving"]["fixed"].as_f64().unwrap();
    assert!(fixed < 0.0, "every symbol is escaped: {fixed}");
    let again = remedy(grad, "recalibrate");
    // One of three steps keeps the old codebook.
    assert!((saving(&again) - (fixed + 2.0 * best) / 3.0).abs() < 0.5, "{again}");
    assert_eq!(again["bound"], false);
    assert!((again["gain"].as_f64().unwrap() - (saving(&again) - fixed)).abs() < 1e-9);
    // The early gradients are of the group as well, and of no use.
    assert!(saving(&remedy(grad, "group")) < 0.0);
    // The activations are as before, but their book also has the gradients in it.
    let act = group("layers.*.act");
    assert!((saving(&remedy(act, "group")) - best).abs() < 0.5);
    assert!(remedy(act, "group")["gain"].as_f64().unwrap() > 1.0);
    assert_eq!(analysis["evaluate"]["steps"], serde_json::json!(["1", "2", "3"]));
    let text = stdout(huffwire(folder.path(), &args).args(later));
    assert!(text.contains("layers.0.grad") && text.contains("fails"), "{text}");
}

/// Two kinds of tensors that one codebook suits badly and two suit well: the claim fails for both groups, and the
/// verdict says with what it holds, because that was measured too.
#[test]
fn the_verdict_names_what_would_hold() {
    let folder = TempDir::new().unwrap();
    // In no group a tensor is like the other group's, and from step to step none changes.
    for step in ["step_0.safetensors", "step_1.safetensors"] {
        let shape = &[64, 64][..];
        let (act, grad) = (values(100, 4096), values(60, 4096));
        write(
            &folder,
            step,
            &[
                ("layers.0.act", Dtype::BF16, shape, &act),
                ("layers.1.act", Dtype::BF16, shape, &act),
                ("layers.0.grad", Dtype::BF16, shape, &grad),
            ],
        );
    }
    let args = [
        "analyze",
        "--element",
        "bf16",
        "--calibrate",
        "step_0.safetensors",
        "--evaluate",
        "step_1.safetensors",
    ];
    let analysis = json(&mut huffwire(folder.path(), &args));
    let verdict = &analysis["verdict"];
    assert_eq!(verdict["holds"], false);
    assert!(verdict["groups"].as_array().unwrap().iter().all(|group| group["claim"] == "fails"));
    assert_eq!(
        (&verdict["better"]["kind"], &verdict["better"]["within_both"]),
        (&"group".into(), &1.0.into())
    );
    // The codebooks are those of tensors with the same counts: what Huffman's code for each would save.
    let figures = &analysis["symbolisations"][0]["total"]["figures"];
    let [best, saved] =
        [&figures["saving"]["huffman"], &verdict["better"]["saving"]].map(|v| v.as_f64().unwrap());
    assert!(best - saved < 0.5 && saved <= best, "{saved} {best}");
    let text = verdict["text"].as_str().unwrap();
    assert!(
        text.starts_with("The claim holds with a codebook for each group: every tensor is within"),
        "{text}"
    );
    assert!(text.contains(&format!("and {saved:.2} % are saved. One codebook")), "{text}");
    assert!(text.ends_with("With it alone 0 % of 3 tensors are within both."), "{text}");
    let own = |group: &Value| {
        let all = group["remedies"].as_array().unwrap().clone();
        all.into_iter().find(|remedy| remedy["kind"] == "group").unwrap()["within_both"].clone()
    };
    assert!(verdict["groups"].as_array().unwrap().iter().all(|group| own(group) == 1.0));
    // Where the claim holds there is nothing better to name.
    assert!(json(&mut samples("bf16", &[]))["verdict"]["better"].is_null());
}

/// One tensor is no share of tensors.
#[test]
fn one_tensor_is_spoken_of_as_one() {
    let folder = TempDir::new().unwrap();
    let value = values(100, 4096);
    write(&folder, "w.safetensors", &[("w", Dtype::BF16, &[64, 64], &value)]);
    let args =
        ["analyze", "--element", "bf16", "--calibrate", "w.safetensors", "--evaluate", "w.safetensors"];
    let text = stdout(&mut huffwire(folder.path(), &args)).replace('\n', " ").replace("  ", " ");
    assert!(text.contains("the tensor is within 0.5 points of its own Huffman code"), "{text}");
    assert!(text.contains("fixed on the earlier tensor (8 bits, escape)"), "{text}");
    assert!(
        !text.contains("1 tensors") && !text.contains("of 1 tensor") && !text.contains("-0.00"),
        "{text}"
    );
}

/// A report as a folder: complete, self-contained, replaced by the next run, and never over other files.
#[test]
fn the_report_is_a_folder() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("deep/report");
    let write = || samples("bf16", &["--out", out.to_str().unwrap(), "--quantize", "e4m3"]);
    write().assert().success();
    let analysis: Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("analysis.json")).unwrap()).unwrap();
    let files: Vec<&str> =
        analysis["folder"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert!(files.contains(&"index.html") && files.contains(&"analysis.json"));
    assert!(files.iter().filter(|file| file.ends_with(".svg")).count() >= 5, "{files:?}");
    assert!(files.iter().all(|file| out.join(file).is_file()));
    assert_eq!(json(&mut samples("bf16", &["--quantize", "e4m3"]))["tensors"], analysis["tensors"]);
    write().assert().success();
    std::fs::write(out.join("mine.txt"), "mine").unwrap();
    let message = refusal(&mut write());
    assert!(message.contains("mine.txt"), "{message}");
    assert!(out.join("index.html").is_file());
    let beside: Vec<_> = std::fs::read_dir(folder.path().join("deep")).unwrap().collect();
    assert_eq!(beside.len(), 1, "nothing is left beside it");
}

/// What the page and `analysis.json` say of a link is what `huffwire link` says of the same tensors; its design has the judged
/// codebook and can be generated.
#[test]
fn a_link_opens_the_report() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("report");
    let asked = ["--link", "ucie_2p5d", "--message", "4KiB..1MiB", "--pj-per-bit", "0.5"];
    let write = || samples("bf16", &[&asked[..], &["--out", out.to_str().unwrap()]].concat());
    let said = write().assert().success().get_output().clone();
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(text.starts_with("The claim holds") && text.contains("\nTime: it pays, "), "{text}");
    let design = out.join("link/design.yaml");
    let next = format!("next: huffwire generate {}", design.display());
    assert!(String::from_utf8(said.stderr).unwrap().contains(&next));
    let read = |file: &str| std::fs::read_to_string(out.join(file)).unwrap();
    let analysis: Value = serde_json::from_str(&read("analysis.json")).unwrap();
    let files = analysis["folder"].as_array().unwrap();
    assert!(
        ["link/design.yaml", "link/codebook.yaml"].iter().all(|file| files.contains(&Value::from(*file)))
    );

    // The decision first, and its plots.
    let page = read("index.html");
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}"));
    assert!(at("Time: it pays, ") < at("How many times as fast a message is"));
    assert!(at("speed against area") < at("What the codebook is worth"));
    assert!(at("What the codebook is worth") < at("The claim holds on these data"));
    assert!(page.contains(&format!("huffwire generate {}", design.display())));
    assert!(page.contains("<title>On ucie_2p5d: it pays"));
    let plain = folder.path().join("plain");
    samples("bf16", &["--out", plain.to_str().unwrap()]).assert().success();
    let plain = std::fs::read_to_string(plain.join("index.html")).unwrap();
    assert!(!plain.contains("times as fast") && !plain.contains("What the codebook is worth"));

    // The codebook is the judged one.
    let first = &analysis["symbolisations"][0];
    let judged = &first["codes"][first["chosen"].as_u64().unwrap() as usize];
    let digest = judged["digests"][0].as_str().unwrap();
    assert!(read("link/codebook.yaml").contains(&format!("digest: \"{digest}\"")));

    // The same by the other command, which counts and codes for itself.
    let mut other = huffwire(&Path::new(DATA).join("bf16"), &["link", "--json", "--out"]);
    other.arg(folder.path().join("other")).args(asked);
    other.arg("--calibrate").args(of_step("bf16", "step_000029"));
    other.arg("--tensors").args(of_step("bf16", "step_000083")).args(["--tensor", "layers.*.ffn1.act"]);
    let other: Value = serde_json::from_str(&stdout(&mut other)).unwrap();
    let link = analysis["link"].as_object().unwrap();
    assert!(link.len() > 10 && link["designs"].as_array().unwrap().len() >= 100);
    for (key, value) in link {
        assert_eq!(*value, other[key], "{key}");
    }
    assert_eq!(
        read("link/design.yaml"),
        std::fs::read_to_string(folder.path().join("other/design.yaml")).unwrap()
    );
    assert_eq!(json(&mut samples("bf16", &asked))["link"], analysis["link"]);
    huffwire(folder.path(), &["generate", design.to_str().unwrap()]).assert().success();

    // Again it is replaced; what is not Huffwire's stays.
    write().assert().success();
    std::fs::write(out.join("link/mine.txt"), "mine").unwrap();
    assert!(refusal(&mut write()).contains("link/mine.txt"));
}

/// With a base the design has it, of counts no block is known; what one frame after the other takes is what the analysis has
/// measured of all of them.
#[test]
fn a_link_takes_what_was_analysed() {
    let folder = TempDir::new().unwrap();
    let of = |more: &[&str]| {
        let out = folder.path().join("report");
        let asked = ["--link", "ucie_2p5d", "--message", "1MiB", "--out", out.to_str().unwrap()];
        let analysis = json(&mut samples("bf16", &[&asked[..], more].concat()));
        let first = &analysis["symbolisations"][0];
        let chosen = first["chosen"].as_u64().unwrap() as usize;
        let bits = first["total"]["figures"]["fixed"][chosen].as_f64().unwrap();
        let design = std::fs::read_to_string(out.join("link/design.yaml")).unwrap();
        huffwire(folder.path(), &["generate", out.join("link/design.yaml").to_str().unwrap()])
            .assert()
            .success();
        let smallest =
            analysis["link"]["designs"].as_array().unwrap().iter().any(|one| one["smallest"] == true);
        (analysis["link"]["data"]["bits_per_element"].as_f64().unwrap(), bits, design, smallest)
    };
    for base in ["own", "previous"] {
        let (coded, counted, design, _) = of(&["--base", base, "--block", "2048"]);
        assert!((coded - counted).abs() < 0.02, "{coded}: {counted}");
        assert!(design.contains(&format!("base: {base}\n")), "{design}");
        let number = |key: &str| -> Option<u64> {
            design.split_once(&format!(" {key}: "))?.1.lines().next()?.parse().ok()
        };
        let elements = number("block").map(|beats| beats * number("lanes").unwrap());
        assert_eq!(elements, (base == "own").then_some(2048), "{design}");
    }
    let (coded, counted, _, smallest) = of(&[]);
    assert!((coded - counted).abs() < 1e-9 && smallest);
    let counts = folder.path().join("later.hist.json");
    let mut count = huffwire(&Path::new(DATA).join("bf16"), &["histogram", "--element", "bf16", "-o"]);
    count.arg(&counts).args(of_step("bf16", "step_000083")).assert().success();
    let mut analyze =
        huffwire(&Path::new(DATA).join("bf16"), &["analyze", "--element", "bf16", "--calibrate"]);
    analyze.args(of_step("bf16", "step_000029")).arg("--evaluate").arg(&counts);
    analyze.args(["--tensors", "layers.*.ffn1.act", "--link", "ucie_2p5d", "--message", "1MiB"]);
    let analysis = json(&mut analyze);
    assert_eq!(analysis["link"]["data"]["bits_per_element"], counted);
    assert!(analysis["link"]["designs"].as_array().unwrap().iter().all(|one| one["smallest"] == false));
}

/// NaN, infinities, unequal shapes, a scalar, an empty tensor: symbols as any other, or left out with a note.
#[test]
fn unusual_tensors_are_analysed() {
    let folder = TempDir::new().unwrap();
    let odd: Vec<u8> =
        [0x7fc0u16, 0xffc0, 0x7f80, 0xff80, 0, 0x8000, 1].iter().flat_map(|v| v.to_le_bytes()).collect();
    let file = write(
        &folder,
        "odd.safetensors",
        &[
            ("odd", Dtype::BF16, &[7], &odd),
            ("scalar", Dtype::BF16, &[], &odd[..2]),
            ("empty", Dtype::BF16, &[3, 0], &[]),
            ("row", Dtype::BF16, &[1, 2, 3], &odd[..12]),
        ],
    );
    let file = file.to_str().unwrap();
    let args = ["analyze", "--calibrate", file, "--evaluate", file, "--element", "bf16"];
    let args =
        [&args[..], &["--quantize", "e4m3,e5m2,e3m2,e2m3,e2m1", "--quantize-scale", "tensor,block"]].concat();
    let mut command = huffwire(folder.path(), &args);
    let analysis = json(&mut command);
    let names: Vec<&str> =
        analysis["tensors"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["odd", "row", "scalar"]);
    assert!(analysis["evaluate"]["empty"][0].as_str().unwrap().starts_with("empty"));
    // All of the exponents 255, 0: NaN and infinities are one symbol, zeros and subnormals the other.
    let p: [f64; 2] = [4.0 / 7.0, 3.0 / 7.0];
    let entropy = 8.0 - p.iter().map(|p| p * p.log2()).sum::<f64>();
    let found = analysis["tensors"][0]["figures"][0]["entropy"].as_f64().unwrap();
    assert!((found - entropy).abs() < 1e-9, "{found}");
    let stderr = String::from_utf8(command.assert().get_output().stderr.clone()).unwrap();
    assert!(stderr.contains("flatter") && stderr.contains("empty"), "{stderr}");
    // The page and the text cope with all of it.
    let out = folder.path().join("report");
    huffwire(folder.path(), &args).args(["--out", out.to_str().unwrap()]).assert().success();
}

/// One unreadable file, one of another dtype, one that does not fit --group-by, among good ones.
#[test]
fn the_rest_is_analysed_where_asked_for() {
    let folder = TempDir::new().unwrap();
    let data = values(120, 512);
    let names: Vec<String> = (0..20).map(|i| format!("shard_{i}.safetensors")).collect();
    for name in &names {
        write(&folder, name, &[("layers.0.act", Dtype::BF16, &[512], &data)]);
    }
    write(&folder, "shard_7.safetensors", &[("layers.0.act", Dtype::F32, &[256], &data)]);
    let cut = folder.path().join("shard_9.safetensors");
    std::fs::write(&cut, &std::fs::read(&cut).unwrap()[..300]).unwrap();
    std::fs::write(folder.path().join("x.bin"), &data[..512]).unwrap();
    let args = ["analyze", "--element", "bf16", "--group-by", r"shard_(?<shard>\d+)", "--calibrate"];
    let command = || {
        let mut command = huffwire(folder.path(), &args);
        command.args(&names[..5]).arg("--evaluate").args(&names[5..]).arg("x.bin");
        command
    };
    let message = refusal(&mut command());
    assert!(message.contains("shard_9.safetensors") && message.contains("cut off"), "{message}");
    let analysis = json(command().arg("--keep-going"));
    let mut skipped: Vec<&str> =
        analysis["skipped"].as_array().unwrap().iter().map(|s| s["what"].as_str().unwrap()).collect();
    skipped.sort();
    assert_eq!(skipped, ["layers.0.act (shard_7.safetensors)", "shard_9.safetensors", "x (x.bin)"]);
    assert_eq!(analysis["tensors"].as_array().unwrap().len(), 13);
    // What is passed over goes over no link either.
    let on_link = json(command().args(["--keep-going", "--link", "ucie_2p5d", "--message", "1KiB"]));
    assert_eq!(on_link["link"]["data"]["from"], "13 tensors, 13,312 bytes coded");
    // Nothing left is an error all the same.
    let none = [
        "analyze",
        "--element",
        "bf16",
        "--keep-going",
        "--calibrate",
        "shard_9.safetensors",
        "--evaluate",
        "x.bin",
    ];
    assert!(refusal(&mut huffwire(folder.path(), &none)).contains("--calibrate"));
}

#[test]
fn mistakes_of_a_link_are_named() {
    let refused = |args: &[&str]| refusal(&mut samples("bf16", args));
    assert!(refused(&["--link", "nowhere"]).contains("no link `nowhere`"));
    assert!(refused(&["--link", "ethernet_400g"]).contains("--latency"));
    for alone in [["--clock", "1GHz"], ["--message", "1KiB"], ["--rate", "1GB/s"], ["--pj-per-bit", "1"]] {
        assert!(refused(&alone).contains("--link <NAME|FILE>"), "{alone:?}");
    }
}

#[test]
fn mistakes_are_named() {
    let refused = |args: &[&str]| refusal(&mut samples("bf16", args));
    for (args, part) in [
        (&["--max-length", "8,17"][..], "--max-length 17: use 1 to 16"),
        (&["--group-by", "("], "--group-by"),
        (&["--group-by", r"layers\.(\d+)"], "no named capture"),
        (&["--group-by", "nowhere(?<layer>x)"], "does not match"),
        (&["--tensors", "decoder.*"], "matches no tensor; there are layers.0.ffn1.act"),
        (&["--codebook", "missing.yaml"], "missing.yaml"),
    ] {
        let message = refused(args);
        assert!(message.contains(part), "{args:?}: {message}");
    }
    let message = refusal(&mut samples("e4m3", &["--quantize", "e2m1"]));
    assert!(message.contains("bf16, fp16 or fp32"), "{message}");
    let twice = ["--evaluate", "step_000083/shard_0.safetensors"];
    assert!(refused(&twice).contains("given twice"));
}

/// A codebook that exists is a column of its own, and says nothing about other symbolisations.
#[test]
fn a_given_codebook_is_compared() {
    let folder = TempDir::new().unwrap();
    let book = folder.path().join("book.yaml");
    let data = Path::new(DATA).join("bf16");
    let mut calibrate =
        huffwire(&data, &["calibrate", "--element", "bf16", "--tensors", "layers.*.ffn1.act"]);
    calibrate.args(of_step("bf16", "step_000029")).args(["--max-length", "10", "-o", book.to_str().unwrap()]);
    calibrate.assert().success();
    let analysis = json(&mut samples("bf16", &["--codebook", book.to_str().unwrap()]));
    let way = &analysis["symbolisations"][0];
    let codes = way["codes"].as_array().unwrap();
    let at = |name: &str| codes.iter().position(|code| code["name"] == name).expect(name);
    let fixed = way["total"]["figures"]["fixed"].as_array().unwrap();
    // It is what the analysis makes under the same limit.
    assert_eq!(fixed[at("book.yaml")], fixed[at("10 bits, escape")]);
    assert_eq!(codes[at("book.yaml")]["digests"], codes[at("10 bits, escape")]["digests"]);
    let bytes = &analysis["symbolisations"][1];
    let last = bytes["codes"].as_array().unwrap().len() - 1;
    assert_eq!(bytes["total"]["figures"]["fixed"][last], Value::Null);
    assert!(bytes["codes"][last]["missing"].as_str().unwrap().contains("bf16"));
}

/// Peak resident memory of a run, and whether it succeeded. Mapped pages of the program itself included.
#[cfg(target_os = "linux")]
fn peak_megabytes(folder: &Path, args: &[&str]) -> f64 {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("huffwire"))
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut peak = 0f64;
    loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0.0) / 1024.0);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{args:?}");
            return peak;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

/// Memory does not grow with the files: a gigabyte (of zeros, which take no disk), and twenty thousand tensors
/// with a report, and their counts.
#[test]
#[cfg(target_os = "linux")]
fn memory_stays_small() {
    let folder = TempDir::new().unwrap();
    let large = std::fs::File::create(folder.path().join("large.bin")).unwrap();
    large.set_len(1 << 27).unwrap();
    let data = values(120, 64);
    let names: Vec<String> = (0..10_000).map(|i| format!("layers.{}.part{}.act", i % 100, i / 100)).collect();
    let tensors: Vec<_> =
        names.iter().map(|name| (name.as_str(), Dtype::BF16, &[64usize][..], &data[..])).collect();
    write(&folder, "many.safetensors", &tensors);
    let both = ["--calibrate", "many.safetensors", "--evaluate", "many.safetensors", "large.bin"];
    let group = ["--group-by", r"(?<kind>act|large)"];
    let args = [&["analyze", "--element", "bf16", "--out", "report"][..], &both, &group].concat();
    let peak = peak_megabytes(folder.path(), &args);
    println!("{peak} MB");
    assert!((1.0..110.0).contains(&peak), "{peak} MB");
    let args = ["histogram", "--element", "bf16", "many.safetensors", "-o", "many.hist.json"];
    let peak = peak_megabytes(folder.path(), &args);
    println!("{peak} MB");
    assert!((1.0..110.0).contains(&peak), "{peak} MB");
    let both = ["--calibrate", "many.hist.json", "--evaluate", "many.hist.json"];
    let args = [&["analyze", "--element", "bf16"][..], &both, &group].concat();
    let peak = peak_megabytes(folder.path(), &args);
    println!("{peak} MB");
    assert!((1.0..110.0).contains(&peak), "{peak} MB");
}

/// An interrupt leaves nothing behind: neither the result nor the file it was made in.
#[test]
#[cfg(unix)]
fn an_interrupt_leaves_nothing() {
    use std::process::{Command, Stdio};
    let folder = TempDir::new().unwrap();
    let large = std::fs::File::create(folder.path().join("large.bin")).unwrap();
    // Sparse, and more than any machine reads before it is stopped.
    large.set_len(1 << 40).unwrap();
    let cases = [
        &[
            "analyze",
            "--element",
            "bf16",
            "--calibrate",
            "large.bin",
            "--evaluate",
            "large.bin",
            "--out",
            "report",
        ][..],
        &["histogram", "--element", "bf16", "large.bin", "-o", "large.hist.json"],
    ];
    for args in cases {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("huffwire"))
            .current_dir(folder.path())
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let inside = || std::fs::read_dir(folder.path()).unwrap().count();
        // `histogram` has its temporary file before it counts; `analyze` needs none until the end.
        for _ in 0..2000 {
            if args[0] == "analyze" || inside() == 2 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert!(child.try_wait().unwrap().is_none(), "it is still counting");
        let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert_eq!(inside(), 1, "{args:?}");
    }
}
