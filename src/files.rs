//! A folder of texts: written whole, and compared with what stands on disk.

use crate::scratch::{self, Pending};
use crate::words;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the file that lists what a report's folder holds.
pub const ANALYSIS: &str = "analysis.json";

/// Why a folder was not written. Whatever stood there still does.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// The file system refused.
    #[error("{}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is something in the folder that was not made by an earlier run.
    #[error(
        "{} holds `{first}`{}, which Huffwire did not make: move it away, or choose another folder with -o",
        folder.display(),
        words::and_more(*others)
    )]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// The first such file.
        first: String,
        /// How many more there are.
        others: usize,
    },
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> EmitError {
    let path = path.to_owned();
    move |source| EmitError::Io { path, source }
}

/// A text of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path within the folder, `/` between its parts.
    pub path: String,
    /// The whole text, ending in a newline.
    pub text: String,
}

/// Refuses a folder that holds a file which its own list, the file of that name, does not name.
pub fn vacant(folder: &Path, list: &str) -> Result<(), EmitError> {
    let listed = listed(&folder.join(list));
    let mut foreign = present(folder)?.into_iter().filter(|path| !listed.contains(path));
    match foreign.next() {
        None => Ok(()),
        Some(first) => Err(EmitError::Foreign { folder: folder.to_owned(), first, others: foreign.count() }),
    }
}

/// Writes the files beside `folder`, then swaps them in. The last of them is the one that lists them all, under
/// the key `folder`.
///
/// A folder with files of other origin is refused, see [`vacant`].
pub fn write(folder: &Path, files: &[File]) -> Result<(), EmitError> {
    files.last().map_or(Ok(()), |list| vacant(folder, &list.path))?;
    let parent = match folder.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(io_error(parent))?;
    // Both are removed when they go out of scope, whatever happens in between.
    let beside = |what| tempfile::Builder::new().prefix(what).tempdir_in(parent).map_err(io_error(parent));
    let (new, old) = (beside(".huffwire-new-")?, beside(".huffwire-old-")?);
    let _pending = [Pending::new(new.path()), Pending::new(old.path())];
    let (made, put_aside) = (new.path().join("folder"), old.path().join("folder"));
    for file in files {
        let path = made.join(&file.path);
        let folder = path.parent().unwrap_or(&made);
        fs::create_dir_all(folder).map_err(io_error(folder))?;
        fs::write(&path, &file.text).map_err(io_error(&path))?;
    }
    let _held = scratch::hold();
    let existed = folder.exists();
    if existed {
        fs::rename(folder, &put_aside).map_err(io_error(folder))?;
    }
    fs::rename(&made, folder).map_err(|source| {
        if existed {
            // The error that is reported is the one that matters; this one can only follow from it.
            let _ = fs::rename(&put_aside, folder);
        }
        io_error(folder)(source)
    })
}

/// A difference between what should be in a folder and what is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The file is not there.
    Missing(String),
    /// The file's text is another, first in this line (counted from 1).
    Changed(String, usize),
    /// The file should not be there.
    Extra(String),
}

/// Compares a folder with the files that should be in it.
pub fn differences(folder: &Path, files: &[File]) -> Result<Vec<Difference>, EmitError> {
    let mut extra = present(folder)?;
    let mut differences = Vec::new();
    for file in files {
        if !extra.remove(&file.path) {
            differences.push(Difference::Missing(file.path.clone()));
            continue;
        }
        let path = folder.join(&file.path);
        let bytes = fs::read(&path).map_err(io_error(&path))?;
        if bytes != file.text.as_bytes() {
            let there = String::from_utf8_lossy(&bytes);
            let same = there.lines().zip(file.text.lines()).take_while(|(a, b)| a == b).count();
            differences.push(Difference::Changed(file.path.clone(), same + 1));
        }
    }
    differences.extend(extra.into_iter().map(Difference::Extra));
    Ok(differences)
}

/// The files that a folder's list says Huffwire made; none where there is no list to be read.
fn listed(list: &Path) -> BTreeSet<String> {
    let read = || -> Option<BTreeSet<String>> {
        let text = fs::read_to_string(list).ok()?;
        let manifest: serde_json::Value = serde_json::from_str(&text).ok()?;
        let made_here = manifest.get("generator")?.as_str()?.starts_with("huffwire ");
        let files = manifest.get("folder")?.as_array()?.iter();
        made_here.then(|| files.filter_map(|file| Some(file.as_str()?.to_owned())).collect())
    };
    read().unwrap_or_default()
}

/// The files in the folder, with `/` between the parts of their paths; none where there is no folder.
fn present(folder: &Path) -> Result<BTreeSet<String>, EmitError> {
    let mut files = BTreeSet::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = folders.pop() {
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && prefix.is_empty() => break,
            entries => entries.map_err(io_error(&path))?,
        };
        for entry in entries {
            let entry = entry.map_err(io_error(&path))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.file_type().map_err(io_error(&entry.path()))?.is_dir() {
                true => folders.push((entry.path(), name + "/")),
                false => drop(files.insert(name)),
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "manifest.json";

    fn made() -> Vec<File> {
        let manifest = r#"{"generator": "huffwire 0", "folder": ["a.v", "tb/b.v", "manifest.json"]}"#;
        [("a.v", "one\ntwo\n"), ("tb/b.v", "b\n"), (MANIFEST, manifest)]
            .map(|(path, text)| File { path: path.to_owned(), text: text.to_owned() })
            .to_vec()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_written_whole_and_again() {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("deep/design");
        write(&folder, &made()).unwrap();
        assert_eq!(differences(&folder, &made()).unwrap(), []);
        fs::write(folder.join("a.v"), "one\nTWO\n").unwrap();
        fs::remove_file(folder.join("tb/b.v")).unwrap();
        let expected = [Difference::Changed("a.v".into(), 2), Difference::Missing("tb/b.v".into())];
        assert_eq!(differences(&folder, &made()).unwrap(), expected);
        write(&folder, &made()).unwrap();
        assert_eq!(differences(&folder, &made()).unwrap(), []);
        assert_eq!(names(&out.path().join("deep")), ["design"], "nothing is left beside it");
    }

    #[test]
    fn what_was_not_made_here_is_kept() {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("design");
        write(&folder, &made()).unwrap();
        fs::write(folder.join("tb/mine.v"), "mine").unwrap();
        assert_eq!(differences(&folder, &made()).unwrap(), [Difference::Extra("tb/mine.v".into())]);
        let error = write(&folder, &made()).unwrap_err();
        assert!(matches!(&error, EmitError::Foreign { first, others: 0, .. } if first == "tb/mine.v"));
        // A folder without manifest is somebody else's altogether.
        let other = out.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("a.v"), "theirs").unwrap();
        assert!(matches!(write(&other, &made()), Err(EmitError::Foreign { .. })));
        assert_eq!(fs::read_to_string(other.join("a.v")).unwrap(), "theirs");
        assert_eq!(names(out.path()), ["design", "other"]);
    }
}
