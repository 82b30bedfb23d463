//! Compiled simulations, kept between processes.

use super::SimError;
use etcetera::BaseStrategy as _;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// Names what is made from these words and files (path and text).
pub(super) fn key(words: &[&str], files: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        // With its length, so that no two lists run together to the same bytes.
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    words.iter().for_each(|word| add(word));
    for (path, text) in files {
        add(path);
        add(text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder of that key, made by `build` in an empty folder where there is none yet.
///
/// Processes may ask for the same key at the same time: each builds beside, the first one to finish is kept.
pub(super) fn kept(
    key: &str,
    build: impl FnOnce(&Path) -> Result<(), SimError>,
) -> Result<PathBuf, SimError> {
    let root = root()?;
    let target = root.join(key);
    if target.is_dir() {
        return Ok(target);
    }
    let refused = |source| {
        let what = format!("{} (HUFFWIRE_CACHE names another folder)", root.display());
        SimError::Io { what, source }
    };
    std::fs::create_dir_all(&root).map_err(refused)?;
    let beside = tempfile::Builder::new().prefix("building-").tempdir_in(&root).map_err(refused)?;
    build(beside.path())?;
    match std::fs::rename(beside.path(), &target) {
        Ok(()) => {
            let _ = beside.keep();
            Ok(target)
        }
        Err(_) if target.is_dir() => Ok(target),
        Err(source) => Err(refused(source)),
    }
}

fn root() -> Result<PathBuf, SimError> {
    if let Some(folder) = std::env::var_os("HUFFWIRE_CACHE").filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder);
        return std::path::absolute(&folder).map_err(SimError::io(folder.display()));
    }
    let base = etcetera::choose_base_strategy().map_err(|error| SimError::Io {
        what: "the user's cache folder (HUFFWIRE_CACHE names another one)".to_owned(),
        source: std::io::Error::other(error),
    })?;
    Ok(base.cache_dir().join("huffwire"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_every_word_and_file() {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let keys = [
            key(&["a", "b"], &[]),
            key(&["ab"], &[]),
            key(&["a"], &[file("b", "")]),
            key(&["a"], &[file("", "b")]),
            key(&["a"], &[file("b", "c")]),
        ];
        for (index, one) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(one));
        }
    }
}
