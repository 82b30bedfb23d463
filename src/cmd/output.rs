//! Writing a result: whole or not at all.

use anyhow::{Context as _, ensure};
use huffwire::scratch::Pending;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Refuses a place where no result can be written or where one of the `inputs` stands, before the work that makes it.
pub fn check(file: &Path, inputs: &[&Path]) -> anyhow::Result<()> {
    for input in inputs {
        let same = matches!((file.canonicalize(), input.canonicalize()), (Ok(a), Ok(b)) if a == b);
        ensure!(!same, "{}: an input, and --output would overwrite it", file.display());
    }
    // Renaming would replace a device or a pipe by a plain file.
    let special = std::fs::metadata(file).is_ok_and(|found| !found.is_file());
    ensure!(!special, "{}: cannot be written: it is there and no regular file", file.display());
    ensure!(folder(file).is_dir(), "{}: cannot be written: there is no such folder", file.display());
    Ok(())
}

/// Replaces `file` by these bytes: written beside and renamed, so that no half of it ever stands there.
pub fn replace(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut output = Output::beside(file)?;
    output.write_all(bytes).with_context(|| cannot_write(file))?;
    output.finish()
}

/// Replaces several files, all of them or, where one cannot be written, none.
pub fn replace_all(files: &[(PathBuf, String)]) -> anyhow::Result<()> {
    let mut outputs = Vec::new();
    for (file, text) in files {
        let mut output = Output::beside(file)?;
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush())
            .with_context(|| cannot_write(file))?;
        outputs.push(output);
    }
    outputs.into_iter().try_for_each(Output::finish)
}

/// A result in the making. Dropped before [`finish`](Self::finish), it leaves the file as it was.
pub struct Output {
    to: To,
    file: PathBuf,
}

enum To {
    Beside(BufWriter<NamedTempFile>, Pending),
    Stdout(io::StdoutLock<'static>),
}

impl Output {
    /// Will replace `file`, which must be none of the `inputs`; `-` is standard output.
    pub fn create(file: &Path, inputs: &[&Path]) -> anyhow::Result<Self> {
        if file == Path::new("-") {
            let stdout = io::stdout().lock();
            ensure!(!stdout.is_terminal(), "standard output is a terminal: name a file with --output");
            return Ok(Self { to: To::Stdout(stdout), file: file.to_owned() });
        }
        check(file, inputs)?;
        Self::beside(file)
    }

    fn beside(file: &Path) -> anyhow::Result<Self> {
        check(file, &[])?;
        let mut builder = tempfile::Builder::new();
        // As any new file, less what the umask takes; a temporary one would be for its owner alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let beside = builder.tempfile_in(folder(file)).with_context(|| cannot_write(file))?;
        let pending = Pending::new(beside.path());
        Ok(Self { to: To::Beside(BufWriter::new(beside), pending), file: file.to_owned() })
    }

    /// Puts the file in its place.
    pub fn finish(self) -> anyhow::Result<()> {
        let done = match self.to {
            To::Beside(beside, _pending) => match beside.into_inner() {
                Ok(beside) => beside.persist(&self.file).map(drop).map_err(io::Error::from),
                Err(error) => Err(error.into_error()),
            },
            To::Stdout(mut stdout) => stdout.flush(),
        };
        done.with_context(|| cannot_write(&self.file))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Beside(file, _) => file.write(bytes),
            To::Stdout(stdout) => stdout.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Beside(file, _) => file.flush(),
            To::Stdout(stdout) => stdout.flush(),
        }
    }
}

/// Writes to standard output; a reader that went away is an error and no panic.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output")
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

fn cannot_write(file: &Path) -> String {
    format!("{}: cannot be written", file.display())
}
