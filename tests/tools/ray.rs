//! `examples/ray_calibrate.py` on a local Ray cluster of two nodes.
#![cfg(unix)]

use assert_cmd::Command;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Two nodes of one core, until standard input ends.
const CLUSTER: &str = r#"
import sys
from ray.cluster_utils import Cluster
small = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
cluster = Cluster(initialize_head=True, head_node_args=small)
cluster.add_node(**small)
print("UP", cluster.address, *[node.node_id for node in cluster.list_all_nodes()], flush=True)
sys.stdin.read()
cluster.shutdown()
"#;

const SHARDS: [&str; 4] = [
    "step_000029/shard_0.safetensors",
    "step_000029/shard_2.safetensors",
    "step_000029/shard_5.safetensors",
    "step_000029/shard_7.safetensors",
];

/// Ends when it is dropped, panic or not: its standard input closes.
struct Cluster {
    process: Child,
    folder: TempDir,
    address: String,
    nodes: [String; 2],
}

impl Cluster {
    /// None where Ray is missing; in the campaign that fails, unless its script found that there is none to install.
    fn start() -> Option<Self> {
        let ray = std::process::Command::new("python3").args(["-c", "import ray"]).output();
        if !ray.is_ok_and(|output| output.status.success()) {
            let required = crate::common::campaign() && std::env::var_os("HUFFWIRE_NO_RAY").is_none();
            assert!(!required, "ray is missing; scripts/campaign.sh installs it");
            eprintln!("SKIPPED: ray is missing; scripts/campaign.sh installs it");
            return None;
        }
        let folder = TempDir::new().unwrap();
        let mut process = std::process::Command::new("python3")
            .args(["-c", CLUSTER])
            .envs(quiet(folder.path()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let up = lines.find(|line| line.starts_with("UP ")).expect("the cluster comes up");
        let words: Vec<String> = up.split(' ').skip(1).map(str::to_owned).collect();
        let [address, one, two] = words.try_into().unwrap();
        Some(Self { process, folder, address, nodes: [one, two] })
    }

    /// The example, in the folder of sample tensors unless told otherwise.
    fn calibrate(&self, huffwire: &Path) -> Command {
        let mut command = Command::new("python3");
        command
            .arg(crate::common::root().join("examples/ray_calibrate.py"))
            .args(["--address", &self.address, "--huffwire", huffwire.to_str().unwrap(), "--element", "bf16"])
            .envs(quiet(self.folder.path()))
            .current_dir(crate::common::root().join("tests/data/bf16"))
            .timeout(Duration::from_secs(120));
        command
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A program in the place of huffwire.
    fn program(&self, name: &str, text: &str) -> PathBuf {
        let file = self.file(name);
        std::fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        file
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// No word to Ray's makers, and its logs go where the test's files go.
fn quiet(folder: &Path) -> [(&'static str, &str); 2] {
    [("RAY_USAGE_STATS_ENABLED", "0"), ("RAY_TMPDIR", folder.to_str().unwrap())]
}

fn huffwire() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_huffwire"))
}

/// What one machine makes of all files.
fn one_machine(to: &Path, options: &[&str]) -> Vec<u8> {
    let mut command = Command::new(huffwire());
    command.current_dir(crate::common::root().join("tests/data/bf16")).arg("calibrate").args(SHARDS);
    command.args(["--element", "bf16", "-o", to.to_str().unwrap()]).args(options).assert().success();
    std::fs::read(to).unwrap()
}

fn stderr(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

/// All on one cluster, for that takes longest to come up.
#[test]
fn two_nodes_give_the_codebook_of_one_machine() {
    let Some(cluster) = Cluster::start() else { return };
    parts_of_shared_files_and_one_that_fails_once(&cluster);
    files_that_only_one_node_has(&cluster);
    a_part_that_fails_twice(&cluster);
    a_file_given_twice(&cluster);
    interrupted(&cluster);
}

fn parts_of_shared_files_and_one_that_fails_once(cluster: &Cluster) {
    // Creating the folder succeeds once.
    let (once, book) = (cluster.file("once"), cluster.file("ray.yaml"));
    let text = format!(
        "if [ $1 = histogram ] && mkdir {} 2> /dev/null; then echo 'not mounted' >&2; exit 3; fi\nexec {} \"$@\"",
        once.display(),
        huffwire().display()
    );
    let flaky = cluster.program("flaky", &text);
    let mut command = cluster.calibrate(&flaky);
    command.args(["step_000029/*.safetensors", "--tensors", "layers.*", "--parts", "3", "-o"]).arg(&book);
    let said = stderr(&command.assert().success());
    assert_eq!(
        std::fs::read(&book).unwrap(),
        one_machine(&cluster.file("whole.yaml"), &["--tensors", "layers.*"])
    );
    // The part that failed came from the other node in the end.
    let failed = said.lines().find(|line| line.contains("is tried once more")).expect("one fails");
    assert!(failed.contains("exit code 3: not mounted"), "{failed}");
    let part = failed.split(" failed").next().unwrap();
    let counted = said.lines().find(|line| line.starts_with(&format!("{part}:"))).unwrap();
    let node =
        |line: &str| cluster.nodes.iter().position(|node| line.contains(node)).expect("a node is named");
    assert_ne!(node(failed), node(counted), "{said}");
}

fn files_that_only_one_node_has(cluster: &Cluster) {
    let (book, kept) = (cluster.file("on.yaml"), cluster.file("kept"));
    let [one, two] = &cluster.nodes;
    let mut command = cluster.calibrate(huffwire());
    command.args(["--on", one, SHARDS[0], SHARDS[2], "--on", two, "step_000029/shard_[27].*"]);
    command.arg("--keep").arg(&kept).arg("-o").arg(&book).args(["--", "--weight", "elements"]);
    let said = stderr(&command.assert().success());
    assert_eq!(
        std::fs::read(&book).unwrap(),
        one_machine(&cluster.file("whole.yaml"), &["--weight", "elements"])
    );
    for (part, node) in [("part 0: 2 files", one), ("part 1: 2 files", two)] {
        assert!(said.lines().any(|line| line.contains(part) && line.contains(node)), "{said}");
    }
    assert_eq!(std::fs::read_dir(kept).unwrap().count(), 2);
}

fn a_part_that_fails_twice(cluster: &Cluster) {
    let bytes = std::fs::read(crate::common::root().join("tests/data/bf16").join(SHARDS[0])).unwrap();
    std::fs::write(cluster.file("good.safetensors"), &bytes).unwrap();
    std::fs::write(cluster.file("cut.safetensors"), &bytes[..bytes.len() / 2]).unwrap();
    let book = cluster.file("failed.yaml");
    let mut command = cluster.calibrate(huffwire());
    command.current_dir(cluster.folder.path()).args(["good.safetensors", "cut.safetensors", "-o"]).arg(&book);
    let said = stderr(&command.assert().code(1));
    let (_, report) = said.split_once("failed twice:").expect("it says so");
    assert!(cluster.nodes.iter().all(|node| report.contains(node.as_str())), "{said}");
    assert_eq!(report.matches("exit code 2: huffwire: cut.safetensors: ").count(), 2, "{said}");
    assert!(!said.contains("Traceback"), "{said}");
    assert!(!book.exists());
}

/// In parts of their own nobody would see both.
fn a_file_given_twice(cluster: &Cluster) {
    let link = cluster.file("link.safetensors");
    std::os::unix::fs::symlink(crate::common::root().join("tests/data/bf16").join(SHARDS[0]), &link).unwrap();
    for other in [SHARDS[0], "step_000029/../step_000029/shard_0.safetensors", link.to_str().unwrap()] {
        let book = cluster.file("twice.yaml");
        let mut command = cluster.calibrate(huffwire());
        command.args([SHARDS[0], SHARDS[2], other, "--parts", "3", "-o"]).arg(&book);
        let said = stderr(&command.assert().code(2));
        assert!(said.contains(&format!("{other}: ")) && said.contains("given twice"), "{said}");
        assert!(!book.exists());
    }
}

fn interrupted(cluster: &Cluster) {
    let (pid, book) = (cluster.file("pid"), cluster.file("interrupted.yaml"));
    // Moved into its place, so that it is never read half.
    let text = format!("echo $$ > {0}.new && mv {0}.new {0} && exec sleep 100", pid.display());
    let slow = cluster.program("slow", &text);
    let mut command = std::process::Command::new("python3");
    let prepared = cluster.calibrate(&slow);
    command.args(prepared.get_args()).arg(SHARDS[0]).arg("-o").arg(&book).stderr(Stdio::piped());
    command.envs(quiet(cluster.folder.path())).current_dir(prepared.get_current_dir().unwrap());
    let example = command.spawn().unwrap();
    wait_until("huffwire runs", || pid.exists());
    let counting = std::fs::read_to_string(&pid).unwrap();
    let kill = |signal: &str, pid: &str| {
        let mut kill = std::process::Command::new("kill");
        kill.args([signal, pid.trim()]).stderr(Stdio::null()).status().unwrap().success()
    };
    assert!(kill("-INT", &example.id().to_string()));
    let output = example.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted") && !said.contains("Traceback"), "{said}");
    assert!(!book.exists());
    wait_until("huffwire ends", || !kill("-0", &counting));
}

fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
