//! `huffwire histogram`, and counts in the place of tensors: whatever the parts, the same result.

use assert_cmd::Command;
use safetensors::SafeTensors;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const EARLIER: [&str; 4] = [
    "step_000029/shard_0.safetensors",
    "step_000029/shard_2.safetensors",
    "step_000029/shard_5.safetensors",
    "step_000029/shard_7.safetensors",
];
const LATER: [&str; 2] = ["step_000083/shard_0.safetensors", "step_000083/shard_5.safetensors"];
const BF16: [&str; 2] = ["--element", "bf16"];

fn data() -> PathBuf {
    crate::common::root().join("tests/data/bf16")
}

/// Runs huffwire in the folder of the sample tensors.
fn huffwire<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(data()).args(args);
    command
}

fn stdout(args: &[&str]) -> String {
    String::from_utf8(huffwire(args).assert().success().get_output().stdout.clone()).unwrap()
}

/// What is said of a mistake, with nothing on standard output.
fn refusal(args: &[&str]) -> String {
    let output = huffwire(args).assert().code(2).get_output().clone();
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    message.strip_prefix("huffwire: ").expect("the command names itself").trim_end().to_owned()
}

/// A folder of counts.
struct Parts(TempDir);

impl Parts {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn count(&self, name: &str, files: &[&str], options: &[&str]) -> String {
        let to = self.path(name);
        huffwire(&[&["histogram"], files, &BF16, options, &["-o", &to]].concat()).assert().success();
        to
    }

    /// A file of this text.
    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn listed(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn json(file: &str) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn the_counts_are_those_of_a_naive_count() {
    let parts = Parts::new();
    let file = json(&parts.count("a.hist.json", &[EARLIER[1]], &[]));
    assert_eq!(file["format"], "huffwire histograms");
    assert_eq!((&file["version"], &file["element"]), (&1.into(), &"bf16".into()));
    let bytes = std::fs::read(data().join(EARLIER[1])).unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let listed = file["tensors"].as_array().unwrap();
    assert_eq!(listed.len(), tensors.len());
    for listed in listed {
        assert_eq!(listed["file"], EARLIER[1]);
        let view = tensors.tensor(listed["name"].as_str().unwrap()).unwrap();
        let pairs = || view.data().chunks_exact(2);
        let naive = |symbols: &mut dyn Iterator<Item = u8>| {
            let mut counts = BTreeMap::<String, u64>::new();
            symbols.for_each(|symbol| *counts.entry(symbol.to_string()).or_default() += 1);
            serde_json::to_value(counts).unwrap()
        };
        assert_eq!(listed["counts"]["bf16"], naive(&mut pairs().map(|pair| pair[1] << 1 | pair[0] >> 7)));
        assert_eq!(listed["counts"]["bf16_bytes"], naive(&mut view.data().iter().copied()));
        assert_eq!(listed["counts"]["custom:2:16:7:0"], naive(&mut pairs().map(|pair| pair[0])));
        assert_eq!(listed["counts"]["custom:2:16:15:8"], naive(&mut pairs().map(|pair| pair[1])));
    }
}

/// Ways in which `files` can be given; the last two in another order.
fn splits(parts: &Parts, files: &[&str], options: &[&str]) -> [Vec<String>; 9] {
    let (half, tag) = (files.len() / 2, files[0].replace(['/', '.'], "_"));
    let count = |name: &str, files: &[&str]| parts.count(&format!("{tag}_{name}.hist.json"), files, options);
    let own = |files: &[&str]| files.iter().map(|&file| file.to_owned()).collect::<Vec<_>>();
    let one_each: Vec<String> =
        files.iter().enumerate().map(|(i, file)| count(&i.to_string(), &[file])).collect();
    let (first, second) = (count("first", &files[..half]), count("second", &files[half..]));
    let joined = count("joined", &[&first, &second]);
    let with_files = count("with_files", &[&[first.as_str()], &files[half..]].concat());
    let reversed = one_each.iter().rev().cloned().collect();
    [
        vec![count("all", files)],
        one_each,
        vec![first.clone(), second.clone()],
        vec![joined],
        vec![with_files],
        [vec![first.clone()], own(&files[half..])].concat(),
        [own(&files[..half]), vec![second.clone()]].concat(),
        reversed,
        [own(&files[half..]), vec![first]].concat(),
    ]
}

fn strs(strings: &[String]) -> Vec<&str> {
    strings.iter().map(String::as_str).collect()
}

#[test]
fn any_split_gives_the_same_codebook() {
    let parts = Parts::new();
    let splits = splits(&parts, &EARLIER, &["--quantize", "e4m3"]);
    for options in [
        &[][..],
        &["--weight", "elements"],
        &["--shape", "qlc"],
        &["--max-length", "10", "--escape", "never", "--tensors", "layers.[05].*"],
    ] {
        let book = |files: &[&str]| {
            let (to, said) = (parts.path("book.yaml"), ["--json", "-o", &parts.path("book.yaml")]);
            let said = stdout(&[&["calibrate"], files, &BF16, options, &said].concat());
            let bytes = std::fs::read(&to).unwrap();
            std::fs::remove_file(to).unwrap();
            (bytes, said)
        };
        let whole = book(&EARLIER);
        for split in &splits {
            assert!(book(&strs(split)) == whole, "{options:?} {split:?}");
        }
    }
    // Files in the codebook are those that were counted, and not the parts.
    let book = stdout(&["calibrate", &splits[0][0], "--element", "bf16"]);
    assert!(EARLIER.iter().all(|file| book.contains(&format!("  - {file}\n"))), "{book}");
}

#[test]
fn any_split_gives_the_same_analysis() {
    let parts = Parts::new();
    let options = ["--quantize", "e4m3,e2m1", "--quantize-scale", "block,tensor"];
    let (earlier, later) = (splits(&parts, &EARLIER, &options), splits(&parts, &LATER, &options));
    let analyze = |calibrate: &[&str], evaluate: &[&str], options: &[&str]| {
        let sides = [&["analyze", "--calibrate"], calibrate, &["--evaluate"], evaluate].concat();
        stdout(&[&sides[..], &BF16, options, &["--max-length", "8", "--json"]].concat())
    };
    let whole = analyze(&EARLIER, &LATER, &options);
    for (i, j) in [(1, 3), (6, 7), (8, 5)] {
        let split = analyze(&strs(&earlier[i]), &strs(&later[j]), &options);
        assert!(split == whole, "{:?} {:?}", earlier[i], later[j]);
    }
    // What was counted beside is no matter, and patterns choose among what was counted.
    let fewer = ["--tensors", "*.2.*", "--weight", "elements"];
    let split = analyze(&strs(&earlier[1]), &strs(&later[3]), &fewer);
    assert!(split == analyze(&EARLIER, &LATER, &fewer));
}

#[test]
fn patterns_choose_among_counts() {
    let parts = Parts::new();
    let all = parts.count("all.hist.json", &EARLIER, &[]);
    let pattern = ["--tensors", "layers.[23].*"];
    // Counted and then chosen, or the other way round.
    let chosen = parts.count("chosen.hist.json", &[&all], &pattern);
    let counted = parts.count("counted.hist.json", &EARLIER, &pattern);
    assert_eq!(json(&counted)["tensors"].as_array().unwrap().len(), 8);
    assert_eq!(std::fs::read(&chosen).unwrap(), std::fs::read(&counted).unwrap());
    let message = refusal(&["calibrate", &counted, "--element", "bf16", "--tensors", "layers.0.*"]);
    assert!(
        message.starts_with("--tensors 'layers.0.*' matches no tensor; there are layers.2.ffn1.act,"),
        "{message}"
    );
    // A part need not have what the others have.
    let to = parts.path("none.hist.json");
    let args = ["histogram", EARLIER[0], "--element", "bf16", "--tensors", "experts.*", "-o", &to];
    let said = huffwire(&args).assert().success().get_output().stderr.clone();
    assert!(String::from_utf8(said).unwrap().starts_with("note: --tensors 'experts.*' matches no tensor;"));
    let whole = stdout(&["calibrate", &all, "--element", "bf16"]);
    assert_eq!(stdout(&["calibrate", &to, &all, "--element", "bf16"]), whole);
    let message = refusal(&["calibrate", &to, "--element", "bf16"]);
    assert!(message.contains("nothing to calibrate on"), "{message}");
}

#[test]
fn mistakes_are_named_and_nothing_is_written() {
    let parts = Parts::new();
    let good = parts.count("good.hist.json", &EARLIER[..2], &[]);
    let text = std::fs::read_to_string(&good).unwrap();
    let copy = parts.write("copy.hist.json", &text);
    let other = parts.count("other.hist.json", &EARLIER[1..3], &[]);
    let quantized = parts.count("quantized.hist.json", &[EARLIER[1]], &["--quantize", "e5m2"]);
    // What is given, the file that is named, and the reason.
    let mut cases = vec![
        (
            vec![good.clone(), "--element=e4m3".to_owned()],
            good.clone(),
            "counts of `bf16`, but --element is `e4m3`",
        ),
        (
            vec![good.clone(), copy.clone()],
            copy.clone(),
            "layers.0.ffn1.act of step_000029/shard_0.safetensors stands in another",
        ),
        (vec![good.clone(), other.clone()], other, "step_000029/shard_2.safetensors stands in another"),
        // Counted with other options it is the same tensor still, and so it is as a file.
        (
            vec![good.clone(), quantized.clone()],
            quantized.clone(),
            "step_000029/shard_2.safetensors stands in another",
        ),
        (
            vec![good.clone(), EARLIER[1].to_owned()],
            EARLIER[1].to_owned(),
            "step_000029/shard_2.safetensors stands in another",
        ),
    ];
    let first = r#"{"bf16":{"108":"#;
    for (i, (from, to, reason)) in [
        (&text[..], "no JSON", "line 1 column"),
        (&text, "", "cut off"),
        (&text, "[]", "expected a file of counts"),
        (r#""version": 1"#, r#""version": 2"#, "version 2 of the format; this program reads version 1"),
        (r#""version": 1, "#, "", "no version of the format; this program reads version 1"),
        ("huffwire histograms", "histograms", "`format` is not \"huffwire histograms\""),
        (r#""element": "bf16""#, r#""element": "bf17""#, "bf17"),
        (r#"["bf16","#, r#"["bf17","#, "unknown view `bf17`"),
        (r#"{"bf16":"#, r#"{"bf18":"#, "tensor layers.0.ffn1.act: no counts of the view `bf16`"),
        (first, r#"{"bf16":{"256":"#, "tensor layers.0.ffn1.act: symbol 256 of `bf16`, which has 0 to 255"),
        (first, r#"{"bf16":{"x":"#, "tensor layers.0.ffn1.act: symbol x of `bf16`"),
        (first, r#"{"bf16":{"108":-"#, "line 3 column"),
        (first, r#"{"bf16":{"108":0."#, "line 3 column"),
        (first, r#"{"bf16":{"108":281474976710656, "109":"#, "2^48 or more symbols of `bf16`"),
    ]
    .into_iter()
    .enumerate()
    {
        assert!(text.contains(from), "{from}");
        let file = parts.write(&format!("edited_{i}.hist.json"), text.replacen(from, to, 1));
        cases.push((vec![file.clone()], file, reason));
    }
    let before = parts.listed();
    let (book, joined) = (parts.path("book.yaml"), parts.path("joined.hist.json"));
    for (given, file, reason) in &cases {
        let given = strs(given);
        let element: &[&str] = if given.len() == 2 && given[1].starts_with("--") { &[] } else { &BF16 };
        let calibrate = [&["calibrate"], &given[..], element, &["-o", &book]].concat();
        let histogram = [&["histogram"], &given[..], element, &["-o", &joined]].concat();
        let analyze = [&["analyze", "--evaluate", LATER[0], "--calibrate"], &given[..], element].concat();
        for args in [calibrate, histogram, analyze] {
            let message = refusal(&args);
            let said = message.strip_prefix(&format!("{file}: "));
            assert!(said.is_some_and(|said| said.contains(reason)), "{args:?}: {message}");
        }
    }
    // The same file twice.
    let message = refusal(&["calibrate", &good, &good, "--element", "bf16", "-o", &book]);
    assert!(message.starts_with(&format!("{good}: given twice")), "{message}");
    // Asked for, but not counted.
    let asked =
        ["--evaluate", LATER[0], "--element", "bf16", "--quantize", "e5m2", "--quantize-scale", "tensor"];
    for (counts, has) in [(&good, "bf16_bytes"), (&quantized, "e5m2 mx")] {
        let message = refusal(&[&["analyze", "--calibrate", counts], &asked[..]].concat());
        let reason = format!("{counts}: no counts of `e5m2 tensor`, only of bf16,");
        assert!(message.starts_with(&reason) && message.contains(has), "{message}");
    }
    // Names of the output.
    let message = refusal(&["histogram", EARLIER[0], "--element", "bf16", "-o", &parts.path("counts.json")]);
    assert!(
        message.starts_with(&parts.path("counts.json")) && message.ends_with("let it end in .hist.json"),
        "{message}"
    );
    for to in [&good, &parts.path("./good.hist.json")] {
        let message = refusal(&["histogram", &good, &copy, "--element", "bf16", "-o", to]);
        assert!(message.starts_with(to.as_str()) && message.contains("an input"), "{message}");
    }
    assert_eq!(parts.listed(), before);
    assert_eq!(std::fs::read_to_string(&good).unwrap(), text);
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let parts = Parts::new();
    let text = std::fs::read(parts.count("good.hist.json", &EARLIER[..1], &[])).unwrap();
    let book = parts.path("book.yaml");
    // Behind the last brace there is only the end of the line.
    let whole = text.len() - 1;
    for length in (1..whole).step_by(whole / 9).chain([whole - 1, whole - 2, whole - 3]) {
        let cut = parts.write("cut.hist.json", &text[..length]);
        let message = refusal(&["calibrate", &cut, "--element", "bf16", "-o", &book]);
        assert!(message.starts_with(&format!("{cut}: cut off: ")), "{length}: {message}");
        assert!(message.ends_with("write it again with `huffwire histogram`"), "{message}");
    }
    assert!(!Path::new(&book).exists());
    let longer = parts.write("longer.hist.json", [&text[..], b"{}"].concat());
    let message = refusal(&["calibrate", &longer, "--element", "bf16", "-o", &book]);
    assert!(message.starts_with(&format!("{longer}: trailing characters")), "{message}");
}

#[test]
fn files_that_cannot_be_used_are_passed_over_and_named() {
    let parts = Parts::new();
    let bytes = std::fs::read(data().join(EARLIER[2])).unwrap();
    let cut = parts.write("cut.safetensors", &bytes[..bytes.len() / 2]);
    let counts = std::fs::read(parts.count("all.hist.json", &EARLIER[2..], &[])).unwrap();
    let cut_counts = parts.write("cut.hist.json", &counts[..counts.len() - 20]);
    let (missing, other) = (parts.path("missing.safetensors"), "../e4m3/step_000029/shard_7.safetensors");
    let files = [EARLIER[0], &cut, &missing, other, &cut_counts, EARLIER[1]];
    let before = b"counts of an earlier run".to_vec();
    let to = parts.write("kept.hist.json", &before);
    let args = [&["histogram"], &files[..], &BF16, &["-o", &to]].concat();
    let message = refusal(&args);
    assert!(message.starts_with(&cut), "{message}");
    assert_eq!(std::fs::read(&to).unwrap(), before);

    let said = huffwire(&args).arg("--keep-going").assert().success().get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    for name in [&cut, &missing, other, &cut_counts] {
        let named = |line: &str| line.starts_with("note: passed over: ") && line.contains(name);
        assert!(said.lines().any(named), "{name}: {said}");
    }
    assert!(!said.contains(EARLIER[0]) && !said.contains(EARLIER[1]), "{said}");
    let good = parts.count("good.hist.json", &EARLIER[..2], &[]);
    assert_eq!(std::fs::read(&to).unwrap(), std::fs::read(good).unwrap());
}

/// No counts are the same counts everywhere, but they shift no average.
#[test]
fn tensors_without_elements_may_stand_in_many_parts() {
    let parts = Parts::new();
    let empty = parts.write("none.npy", npy("<V2", "(0,)", &[]));
    let (one, two) = (parts.count("1.hist.json", &[&empty], &[]), parts.count("2.hist.json", &[&empty], &[]));
    let whole = stdout(&["calibrate", EARLIER[0], "--element", "bf16"]);
    let book = stdout(&["calibrate", EARLIER[0], &one, &two, "--element", "bf16"]);
    // Only the list of files differs.
    assert_eq!(book.replace("  - none.npy\n", ""), whole);
}

/// A .npy file as numpy writes it.
fn npy(descr: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n");
    [b"\x93NUMPY\x01\0", &(header.len() as u16).to_le_bytes()[..], header.as_bytes(), data].concat()
}

/// Counts that were made in other folders name the same file otherwise.
#[test]
fn one_file_under_two_paths_is_noticed() {
    let parts = Parts::new();
    let whole = std::fs::read(data().join(EARLIER[0])).unwrap();
    std::fs::create_dir(parts.path("deep")).unwrap();
    let file = parts.write("deep/w.safetensors", &whole);
    let count = |to: &str, folder: &str, typed: &str| {
        let to = parts.path(to);
        let mut command = huffwire(&["histogram", typed, "--element", "bf16", "-o", &to]);
        command.current_dir(parts.path(folder)).assert().success();
        to
    };
    let plain = count("plain.hist.json", "deep", "w.safetensors");
    let mut others = vec![
        count("dot.hist.json", "deep", "./w.safetensors"),
        count("up.hist.json", "deep", "../deep/./w.safetensors"),
        count("above.hist.json", ".", "deep//w.safetensors"),
        count("absolute.hist.json", ".", &file),
        file.clone(),
    ];
    #[cfg(unix)]
    {
        let link = parts.path("link.safetensors");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        others.push(link);
    }
    for other in &others {
        for (first, second) in [(&plain, other), (other, &plain)] {
            // Of links only this folder knows; from there the plain name is the file.
            let mut command = huffwire(&["calibrate", first, second, "--element", "bf16"]);
            let output = command.current_dir(parts.path("deep")).assert().code(2).get_output().clone();
            let message = String::from_utf8(output.stderr).unwrap();
            assert!(message.contains("stands in another file of counts too"), "{first} {second}: {message}");
        }
    }
    // A copy beside it is another file: replicas of a tensor may all count.
    let copy = parts.write("copy.safetensors", &whole);
    let copy = count("copy.hist.json", ".", &copy);
    stdout(&["calibrate", &plain, &copy, "--element", "bf16"]);
    // So is one of the same name elsewhere, whose few values happen to be the same.
    for folder in ["a", "b"] {
        std::fs::create_dir(parts.path(folder)).unwrap();
        parts.write(&format!("{folder}/ones.bin"), [0x80, 0x3f].repeat(1000));
    }
    let ones = [count("ones_a.hist.json", "a", "ones.bin"), count("ones_b.hist.json", ".", "b/ones.bin")];
    stdout(&["calibrate", &ones[0], &ones[1], "--element", "bf16"]);
}

/// Of two values for one key nobody knows which was meant.
#[test]
fn no_key_of_counts_stands_twice() {
    let parts = Parts::new();
    let text = std::fs::read_to_string(parts.count("good.hist.json", &EARLIER[..1], &[])).unwrap();
    let first = text.lines().nth(2).unwrap();
    let symbol = first.split(r#"{"bf16":{""#).nth(1).unwrap().split('"').next().unwrap();
    for (from, to, named) in [
        (r#""version": 1"#, r#""version": 1, "version": 1"#.to_owned(), "`version` stands twice"),
        (r#""element": "#, r#""element": "e4m3", "element": "#.to_owned(), "`element` stands twice"),
        (r#"["bf16","#, r#"["bf16","bf16","#.to_owned(), "view `bf16` stands twice"),
        (r#"{"file":"#, r#"{"file":"x","file":"#.to_owned(), "duplicate field `file`"),
        (r#""counts":{"#, r#""counts":{"bf16":{},"#.to_owned(), "`bf16` stands twice"),
        (r#"{"bf16":{"#, format!(r#"{{"bf16":{{"{symbol}":1,"#), &format!("`{symbol}` stands twice")),
        // The same number in another way.
        (r#"{"bf16":{"#, format!(r#"{{"bf16":{{"0{symbol}":1,"#), &format!("symbol 0{symbol} of `bf16`")),
    ] {
        assert!(text.contains(from), "{from}");
        let file = parts.write("edited.hist.json", text.replacen(from, &to, 1));
        let message = refusal(&["calibrate", &file, "--element", "bf16"]);
        assert!(message.starts_with(&file) && message.contains(named), "{from}: {message}");
        assert!(message.contains(" line "), "{message}");
    }
    // Two of the list.
    let file = parts.write("edited.hist.json", text.replacen(first, &format!("{first}\n{first}"), 1));
    let message = refusal(&["calibrate", &file, "--element", "bf16"]);
    assert!(message.contains("layers.0.ffn1.act") && message.contains("would count twice"), "{message}");
}

/// The body of the job, as Slurm's environment would have it run.
#[test]
fn the_slurm_job_counts_every_file_once() {
    if !crate::common::have("bash") {
        return;
    }
    let parts = Parts::new();
    let list = parts.write("files.txt", format!("{}\n\n", EARLIER.join("\n")));
    let whole = stdout(&[&["calibrate"], &EARLIER[..], &BF16].concat());
    // As many as files, fewer and more; a first number that is not 0; a list as Windows writes it.
    let windows = parts.write("windows.txt", format!("\u{feff}{}\r\n", EARLIER.join("\r\n")));
    for (list, tasks, first) in [(&list, 4, 0), (&list, 3, 1), (&list, 6, 0), (&windows, 3, 0)] {
        let counts = parts.path(&format!("counts_{tasks}_{first}/of_this_job"));
        for task in first..first + tasks {
            slurm(list, &counts, task, first, first + tasks - 1, tasks).assert().success();
        }
        let written = std::fs::read_dir(&counts).unwrap();
        let mut written: Vec<_> =
            written.map(|part| part.unwrap().path().into_os_string().into_string().unwrap()).collect();
        written.sort();
        assert_eq!(written.len(), tasks.min(EARLIER.len()));
        assert_eq!(stdout(&[&["calibrate"], &strs(&written)[..], &BF16].concat()), whole);
    }
}

/// A task of an array, in Slurm's words.
fn slurm(list: &str, counts: &str, task: usize, min: usize, max: usize, count: usize) -> Command {
    let mut job = Command::new("bash");
    job.arg(crate::common::root().join("examples/slurm_calibrate.sbatch")).args([list, counts]).args(BF16);
    job.current_dir(data()).env("HUFFWIRE", env!("CARGO_BIN_EXE_huffwire"));
    for (name, value) in [("ID", task), ("MIN", min), ("MAX", max), ("COUNT", count)] {
        job.env(format!("SLURM_ARRAY_TASK_{name}"), value.to_string());
    }
    job
}

#[test]
fn a_slurm_job_that_would_miss_files_is_refused() {
    if !crate::common::have("bash") {
        return;
    }
    let parts = Parts::new();
    let list = parts.write("files.txt", EARLIER.join("\n"));
    let twice = parts.write("twice.txt", [EARLIER[0], EARLIER[1], EARLIER[0]].join("\n"));
    let none = parts.write("none.txt", "\n\n");
    let (missing, counts) = (parts.path("missing.txt"), parts.path("counts"));
    for (list, [task, min, max, count], reason) in [
        // --array=0-4:2, and the third of --array=1,2,7.
        (&list, [2, 0, 4, 3], "has holes"),
        (&list, [7, 1, 7, 3], "has holes"),
        (&list, [9, 0, 3, 4], "none of 0 to 3"),
        (&twice, [0, 0, 1, 2], "stands twice"),
        (&none, [0, 0, 1, 2], "names no file"),
        (&missing, [0, 0, 1, 2], "cannot be read"),
    ] {
        let output = slurm(list, &counts, task, min, max, count).assert().code(2).get_output().clone();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.starts_with("slurm_calibrate: ") && message.contains(reason), "{message}");
    }
    let mut step = slurm(&list, &counts, 2, 0, 2, 2);
    step.env("SLURM_ARRAY_TASK_STEP", "2").assert().code(2);
    let mut alone = slurm(&list, &counts, 0, 0, 0, 1);
    let output = alone.env_remove("SLURM_ARRAY_TASK_ID").assert().code(2).get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains("--array"));
    assert!(!Path::new(&counts).exists());
}
