//! Writing a result: whole or not at all.

use anyhow::{Context as _, ensure};
use std::io::Write as _;
use std::path::Path;

/// Refuses a place where [`replace`] could not write, before the work that makes the result.
pub fn check(file: &Path) -> anyhow::Result<()> {
    // Renaming would replace a device or a pipe by a plain file.
    let special = std::fs::metadata(file).is_ok_and(|found| !found.is_file());
    ensure!(!special, "{}: cannot be written: it is there and no regular file", file.display());
    ensure!(folder(file).is_dir(), "{}: cannot be written: there is no such folder", file.display());
    Ok(())
}

/// Replaces `file` by these bytes: written beside and renamed, so that no half of it ever stands there.
pub fn replace(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    check(file)?;
    let whole = || -> std::io::Result<()> {
        let mut builder = tempfile::Builder::new();
        // As any new file, less what the umask takes; a temporary one would be for its owner alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut beside = builder.tempfile_in(folder(file))?;
        beside.write_all(bytes)?;
        beside.persist(file)?;
        Ok(())
    };
    whole().with_context(|| format!("{}: cannot be written", file.display()))
}

/// Writes to standard output; a reader that went away is an error and no panic.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output")
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}
