//! The console blocks of documents: run, and compared with what the document shows.
//!
//! A block is fenced by ```` ```console ````. Lines behind `$ ` are commands (a line that ends in a backslash, or within
//! quotes, goes on), those below are what the command prints on standard output and standard error. `...` stands for
//! anything within a line, and alone in a line for any lines: times, versions, lists too long to show. A command below
//! which nothing stands must succeed, whatever it prints.
//!
//! What the reader does not see stands in a comment right before the block:
//!
//! | | |
//! |---|---|
//! | `<!-- illustration: WHY -->` | it is not run |
//! | `<!-- needs: TOOL ... -->` | it is run by `tests/tools`, where these tools are |
//! | `<!-- exit: 1 -->` | its last command ends with this code |
//! | `<!-- file: NAME -->` | before a block of any language: the commands below find it as this file |
//!
//! The blocks of a document are run one after the other in one folder, which holds the project's `configs`, `tests/data`,
//! `examples` and `formal`. A `cd` alone is for the rest of its block. `huffwire` is the program that was built, and so is
//! `cargo run --release --`.
//!
//! With `HUFFWIRE_UPDATE_DOCS` set, blocks that differ are rewritten in place; lines with `...` that still fit stay.

use super::root;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which blocks are run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Those that need nothing but Rust.
    Rust,
    /// All of a document, where its tools are.
    Tools,
}

/// A fenced block and the comments before it.
#[derive(Debug, Default)]
struct Block {
    /// Index of its first line in the document, behind the fence.
    at: usize,
    language: String,
    lines: Vec<String>,
    illustration: bool,
    needs: Vec<String>,
    exit: i32,
    file: Option<String>,
}

/// The fenced blocks of a document.
fn blocks(text: &str) -> Result<Vec<Block>, String> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut blocks, mut next, mut at) = (Vec::new(), Block::default(), 0);
    while at < lines.len() {
        let line = lines[at];
        if let Some(language) = line.strip_prefix("```") {
            let end = (at + 1..lines.len()).find(|&end| lines[end] == "```");
            let end = end.ok_or_else(|| format!("line {}: a block without an end", at + 1))?;
            next.at = at + 1;
            next.language = language.split(' ').next().unwrap_or_default().to_owned();
            next.lines = lines[at + 1..end].iter().map(|line| (*line).to_owned()).collect();
            blocks.push(std::mem::take(&mut next));
            at = end;
        } else if let Some(comment) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")) {
            let (key, value) = comment.split_once(": ").unwrap_or((comment, ""));
            match key {
                "illustration" if !value.is_empty() => next.illustration = true,
                "needs" => next.needs = value.split(' ').map(str::to_owned).collect(),
                "exit" => next.exit = value.parse().map_err(|_| format!("line {}: exit: {value}", at + 1))?,
                "file" => next.file = Some(value.to_owned()),
                _ => return Err(format!("line {}: no comment that tests/common/console.rs knows", at + 1)),
            }
        } else if !line.is_empty() {
            next = Block::default();
        }
        at += 1;
    }
    Ok(blocks)
}

/// A command as it is typed, and the lines that it prints.
#[derive(Debug, PartialEq)]
struct Step {
    command: Vec<String>,
    output: Vec<String>,
}

fn steps(block: &Block) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    for line in &block.lines {
        let open =
            steps.last().is_some_and(|step| step.output.is_empty() && goes_on(&step.command.join("\n")));
        match (steps.last_mut(), line.strip_prefix("$ ")) {
            (Some(step), _) if open => step.command.push(line.clone()),
            (_, Some(command)) => steps.push(Step { command: vec![command.to_owned()], output: Vec::new() }),
            (Some(step), None) => step.output.push(line.clone()),
            (None, None) => return Err(format!("line {}: a block begins with `$ `", block.at + 1)),
        }
    }
    // An empty line between an output and the next command is for the eye.
    let last = steps.len().saturating_sub(1);
    for step in &mut steps[..last] {
        while step.output.last().is_some_and(String::is_empty) {
            step.output.pop();
        }
    }
    Ok(steps)
}

/// Whether a command's next line belongs to it.
fn goes_on(command: &str) -> bool {
    command.ends_with('\\') || command.matches('\'').count() % 2 == 1
}

/// Whether a line is one that `...` in the pattern stands for.
fn fits(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split("...");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The lines that were printed, with those of the document instead wherever they fit: the document itself exactly when
/// all of it fits. The cheapest way to make one of the other, as `diff` finds it.
fn merged(shown: &[String], printed: &[String]) -> Vec<String> {
    // costs[i][j]: of shown[i..] against printed[j..]. A line that stands for others is the cheapest to keep.
    let (rows, columns) = (shown.len(), printed.len());
    let mut costs = vec![vec![0usize; columns + 1]; rows + 1];
    let any = |row: usize| shown[row].trim() == "...";
    let drop = |row: usize| if any(row) { 3 } else { 2 };
    for row in (0..=rows).rev() {
        for column in (0..=columns).rev() {
            let mut best = if row == rows && column == columns { 0 } else { usize::MAX };
            if row < rows {
                best = best.min(costs[row + 1][column] + if any(row) { 0 } else { drop(row) });
                if column < columns && !any(row) {
                    let differs = usize::from(!fits(&shown[row], &printed[column]));
                    best = best.min(costs[row + 1][column + 1] + differs);
                }
            }
            if column < columns {
                let absorbed = row < rows && any(row);
                best = best.min(costs[row][column + 1] + usize::from(!absorbed));
            }
            costs[row][column] = best;
        }
    }
    let (mut row, mut column, mut lines) = (0, 0, Vec::new());
    while row < rows || column < columns {
        let cost = costs[row][column];
        if row < rows && any(row) {
            if column < columns && cost == costs[row][column + 1] {
                column += 1;
                continue;
            }
            lines.push(shown[row].clone());
            row += 1;
        } else if row < rows && column < columns && {
            let differs = usize::from(!fits(&shown[row], &printed[column]));
            cost == costs[row + 1][column + 1] + differs
        } {
            let fit = fits(&shown[row], &printed[column]);
            lines.push(if fit { shown[row].clone() } else { printed[column].clone() });
            (row, column) = (row + 1, column + 1);
        } else if column < columns && cost == costs[row][column + 1] + 1 {
            lines.push(printed[column].clone());
            column += 1;
        } else {
            row += 1;
        }
    }
    lines
}

/// The folder in which a document's commands are run.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let link = |name: &str| {
        let to = folder.path().join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(root().join(name), to).unwrap();
    };
    ["tests/data", "examples", "formal"].into_iter().for_each(link);
    // Copied, because commands may write there.
    for sub in ["configs", "configs/codebooks"] {
        std::fs::create_dir(folder.path().join(sub)).unwrap();
        for entry in std::fs::read_dir(root().join(sub)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), folder.path().join(sub).join(entry.file_name())).unwrap();
            }
        }
    }
    folder
}

/// Exit code and lines of a command. `huffwire` is found first.
fn run(command: &str, folder: &Path, program: &Path) -> (Option<i32>, Vec<String>) {
    let command = command.replace("cargo run --release --quiet -- ", "huffwire ");
    let command = command.replace("cargo run --release -- ", "huffwire ");
    let mut path = program.parent().unwrap().as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("RUST_BACKTRACE")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).expect("programs print text");
    (output.status.code(), text.lines().map(|line| line.trim_end().to_owned()).collect())
}

/// What is wrong with a document's blocks; rewrites it where that is asked for.
pub fn check(document: &str, tier: Tier, program: &Path) {
    let path: PathBuf = root().join(document);
    let text = std::fs::read_to_string(&path).unwrap();
    let update = std::env::var_os("HUFFWIRE_UPDATE_DOCS").is_some();
    let blocks = blocks(&text).unwrap_or_else(|error| panic!("{document}: {error}"));
    let console = || blocks.iter().filter(|block| block.language == "console");
    for block in blocks.iter().filter(|block| block.language != "console") {
        let command = |line: &&String| line.starts_with("$ ") || line.starts_with("huffwire ");
        if let Some(line) = block.lines.iter().find(command) {
            panic!("{document}:{}: `{line}` is a command: let its block be ```console", block.at);
        }
    }
    if tier == Tier::Tools && !console().flat_map(|block| &block.needs).all(|tool| super::have(tool)) {
        return;
    }
    let folder = folder();
    let (mut failed, mut problems, mut rewritten) = (Vec::new(), Vec::new(), Vec::new());
    for block in &blocks {
        if let Some(name) = &block.file {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, block.lines.join("\n") + "\n").unwrap();
        }
        if block.language != "console"
            || block.illustration
            || (tier == Tier::Rust && !block.needs.is_empty())
        {
            continue;
        }
        let steps = steps(block).unwrap_or_else(|error| panic!("{document}: {error}"));
        let (mut lines, mut place) = (Vec::new(), folder.path().to_owned());
        for (number, step) in steps.iter().enumerate() {
            let last = number + 1 == steps.len();
            let command = step.command.join("\n");
            if let Some(to) = command.strip_prefix("cd ").filter(|to| !to.contains(' ')) {
                place = place.join(to);
                lines.push(format!("$ {command}"));
                continue;
            }
            let (code, printed) = run(&command, &place, program);
            let expected = if last { block.exit } else { 0 };
            if code != Some(expected) {
                let printed = printed.join("\n");
                failed.push(format!(
                    "{document}:{}: `{command}` ended with {code:?}, not {expected}:\n{printed}",
                    block.at
                ));
            }
            let output = match step.output.is_empty() {
                true => Vec::new(),
                false => merged(&step.output, &printed),
            };
            if output != step.output {
                problems.push(format!(
                    "{document}:{}: `{command}` printed\n{}\nthe document has\n{}",
                    block.at,
                    output.join("\n"),
                    step.output.join("\n")
                ));
            }
            lines.push(format!("$ {command}"));
            lines.extend(output);
        }
        rewritten.push((block.lines.join("\n"), lines.join("\n")));
    }
    if update {
        // Read again: another tier may have rewritten its blocks meanwhile.
        let mut text = std::fs::read_to_string(&path).unwrap();
        for (old, new) in rewritten {
            text = text.replace(&format!("```console\n{old}\n```"), &format!("```console\n{new}\n```"));
        }
        std::fs::write(&path, text).unwrap();
        problems.drain(..).for_each(|problem| eprintln!("{problem}\n"));
    }
    // No document shows an error by itself: what fails is never rewritten in silence.
    problems.extend(failed);
    assert!(
        problems.is_empty(),
        "{}\n\nHUFFWIRE_UPDATE_DOCS=1 rewrites the blocks; read the difference before it is committed",
        problems.join("\n\n")
    );
}

/// All documents that have console blocks, `needing` other tools or not, relative to the project.
pub fn documents(needing: bool) -> Vec<String> {
    let mut documents: Vec<String> = [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "examples/driver/README.md",
        "formal/README.md",
        "tests/data/README.md",
    ]
    .map(str::to_owned)
    .to_vec();
    for entry in std::fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") {
            documents.push(format!("docs/{name}"));
        }
    }
    documents.retain(|document| {
        let text = std::fs::read_to_string(root().join(document)).unwrap();
        let blocks = blocks(&text).unwrap_or_else(|error| panic!("{document}: {error}"));
        let mut console = blocks.iter().filter(|block| block.language == "console" && !block.illustration);
        if needing {
            console.any(|block| !block.needs.is_empty())
        } else {
            console.any(|block| block.needs.is_empty())
        }
    });
    documents.sort();
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn dots_stand_for_anything() {
        assert!(
            fits("a ... c", "a b c") && fits("...", "") && fits("1.5 s", "1.5 s") && fits("...b...", "abc")
        );
        assert!(
            !fits("a ... c", "a b d") && !fits("1.5 s", "1.6 s") && !fits("a", "ab") && !fits("a...ab", "ab")
        );
    }

    #[test]
    fn what_fits_stays_and_what_does_not_is_printed() {
        let shown = lines("first\n...\ntook ... s\nlast");
        assert_eq!(merged(&shown, &lines("first\nx\ny\ntook 3 s\nlast")), shown);
        assert_eq!(merged(&shown, &lines("first\ntook 3 s\nlast")), shown);
        assert_eq!(merged(&shown, &lines("other\nx\ntook 3 s\nlast")), lines("other\n...\ntook ... s\nlast"));
        assert_eq!(merged(&lines("a\nb"), &lines("a\nb\nc")), lines("a\nb\nc"));
        assert_eq!(merged(&lines("a\nb\nc"), &lines("a\nc")), lines("a\nc"));
        assert_eq!(merged(&lines("a\n...\nb 1"), &lines("a\nx\nb 2")), lines("a\n...\nb 2"));
        assert_ne!(merged(&lines("a"), &lines("")), lines("a"));
    }

    #[test]
    fn blocks_have_comments_commands_and_outputs() {
        let text = "text\n\n<!-- needs: iverilog vvp -->\n<!-- exit: 1 -->\n```console\n$ one \\\n    two\nout\n\n$ 'a\nb'\n```\n\
                    <!-- illustration: no cluster -->\n```console\n$ no\n```\n<!-- file: a.yaml -->\n\n```yaml x\nb: c\n```\n";
        let found = blocks(text).unwrap();
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].needs.len(), found[0].exit, found[0].illustration), (2, 1, false));
        let step = |command, output| Step { command: lines(command), output: lines(output) };
        assert_eq!(steps(&found[0]).unwrap(), [step("one \\\n    two", "out"), step("'a\nb'", "")]);
        assert!(found[1].illustration && found[1].needs.is_empty());
        assert_eq!((found[2].language.as_str(), found[2].file.as_deref()), ("yaml", Some("a.yaml")));
        assert!(blocks("```console\n$ a\n").is_err() && blocks("<!-- ilustration: x -->\n").is_err());
    }
}
