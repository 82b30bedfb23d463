//! Writing a result: whole or not at all.

use anyhow::Context as _;
use std::io::Write as _;
use std::path::Path;

/// Replaces `file` by these bytes: written beside and renamed, so that no half of it ever stands there.
pub fn replace(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let whole = || -> std::io::Result<()> {
        // Renaming would replace a device or a pipe by a plain file.
        if std::fs::metadata(file).is_ok_and(|found| !found.is_file()) {
            return Err(std::io::Error::other("it is there and no regular file"));
        }
        let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        // As any new file, less what the umask takes; a temporary one would be for its owner alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut beside = builder.tempfile_in(folder)?;
        beside.write_all(bytes)?;
        beside.persist(file)?;
        Ok(())
    };
    whole().with_context(|| format!("{}: cannot be written", file.display()))
}
