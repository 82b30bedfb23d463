//! A folder of texts: written whole, and compared with what stands on disk. What replacing keeps.

use crate::tools::scratch::{self, Folder, Parents};
use crate::words;
use crate::words::Shown as _;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the file that lists what a report's folder holds.
pub const ANALYSIS: &str = "analysis.json";
/// The same of a report about a link.
pub const LINK: &str = "link.json";

/// Why a folder was not written. Whatever stood there still does.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// The file system refused.
    #[error("{}", path.shown())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is something in the folder that was not made by an earlier run.
    #[error(
        "{} holds `{first}`{}, which Huffwire did not make: move it away, or choose another folder with -o",
        folder.shown(),
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

/// The most links that lead from one to the next, as Linux has it.
const LINKS: usize = 40;

/// Where a path leads when its last part is a symbolic link, or a chain of them, also where nothing is there yet. A link
/// to an open file of a process (`/proc/self/fd/1`) is such a place itself.
///
/// # Errors
/// Links that lead in a circle.
pub fn follow(path: &Path) -> io::Result<PathBuf> {
    // Without a slash at the end, which would follow the link where a folder stands.
    let mut path: PathBuf = path.components().collect();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(to) if descriptor(&path).is_none() => path = parent(&path).join(to),
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// The process and the number of an open file that has this path, as `/proc` and `/dev/fd` name them; no process where
/// it is this one.
pub fn descriptor(path: &Path) -> Option<(Option<u32>, i32)> {
    let number = path.file_name()?.to_str()?.parse().ok()?;
    let folder = parent(path).canonicalize().ok()?;
    let of = |process: u32| (Some(process).filter(|&process| process != std::process::id()), number);
    if folder == Path::new("/dev/fd") {
        return Some((None, number));
    }
    // `/proc/17/fd`, and `/proc/17/task/18/fd` of a thread.
    let rest = folder.strip_prefix("/proc").ok()?;
    let process = rest.iter().next()?.to_str()?.parse().ok()?;
    rest.ends_with("fd").then(|| of(process))
}

/// The folder that a path is in.
pub fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."))
}

/// Gives a new file or folder the mode of the one that it replaces, and its owner as far as the system allows.
///
/// # Errors
/// A mode that cannot be set.
pub fn resemble(new: &fs::File, old: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::fs::{Gid, Uid, fchown};
        use std::os::unix::fs::MetadataExt as _;
        let now = new.metadata()?;
        if now.gid() != old.gid() {
            // Who is not in the group may not give it away.
            let _ = fchown(new, None, Some(Gid::from_raw(old.gid())));
        }
        if now.uid() != old.uid() {
            let _ = fchown(new, Some(Uid::from_raw(old.uid())), None);
        }
    }
    new.set_permissions(old.permissions())
}

/// Writes the files beside `folder`, then swaps them in. The last of them is the one that lists them all, under
/// the key `folder`.
///
/// Folders above it that are missing are made. A link is followed: the folder that it leads to is replaced. Modes and
/// owners stay. A folder with files of other origin is refused, see [`vacant`].
///
/// # Errors
/// A folder that is refused, or what the file system has against it.
pub fn write(folder: &Path, files: &[File]) -> Result<(), EmitError> {
    files.last().map_or(Ok(()), |list| vacant(folder, &list.path))?;
    let folder = &follow(folder).map_err(io_error(folder))?;
    let parent = parent(folder);
    let parents = Parents::make(parent).map_err(io_error(parent))?;
    // Both are removed when they go out of scope, whatever happens in between.
    let beside = |what| Folder::beside(parent, what).map_err(io_error(parent));
    let (new, old) = (beside(".huffwire-new-")?, beside(".huffwire-old-")?);
    for file in files {
        let path = new.path().join("folder").join(&file.path);
        new.write(&format!("folder/{}", file.path), &file.text).map_err(io_error(&path))?;
        if let Ok(there) = fs::metadata(folder.join(&file.path)) {
            fs::File::open(&path).and_then(|new| resemble(&new, &there)).map_err(io_error(&path))?;
        }
    }
    let (made, put_aside) = (new.path().join("folder"), old.path().join("folder"));
    let held = scratch::hold();
    let existed = fs::metadata(folder).ok();
    if existed.is_some() {
        fs::rename(folder, &put_aside).map_err(io_error(folder))?;
    }
    fs::rename(&made, folder).map_err(|source| {
        if existed.is_some() {
            // The error that is reported is the one that matters; this one can only follow from it.
            let _ = fs::rename(&put_aside, folder);
        }
        io_error(folder)(source)
    })?;
    #[cfg(unix)]
    if let Some(there) = existed {
        fs::File::open(folder).and_then(|new| resemble(&new, &there)).map_err(io_error(folder))?;
    }
    drop(held);
    parents.keep();
    Ok(())
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
        let manifest: serde_json::Value = crate::json::parse(&fs::read(list).ok()?).ok()?;
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
    #[cfg(unix)]
    fn links_are_followed() {
        use std::os::unix::fs::symlink;
        let out = tempfile::tempdir().unwrap();
        let at = |path: &str| out.path().join(path);
        fs::create_dir(at("real")).unwrap();
        symlink("real/design", at("link")).unwrap();
        symlink("link", at("link to link")).unwrap();
        // First there is nothing where it leads, then there is.
        for _ in 0..2 {
            write(&at("link to link"), &made()).unwrap();
            assert_eq!(differences(&at("real/design"), &made()).unwrap(), []);
            assert!(at("link").is_symlink() && at("link to link").is_symlink());
        }
        symlink("b", at("a")).unwrap();
        symlink("a", at("b")).unwrap();
        assert!(matches!(write(&at("a"), &made()), Err(EmitError::Io { .. })));
        assert_eq!(names(&at("real")), ["design"]);
    }

    #[test]
    #[cfg(unix)]
    fn modes_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("design");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        write(&folder, &made()).unwrap();
        let new = mode(&folder.join("tb/b.v"));
        fs::set_permissions(folder.join("a.v"), fs::Permissions::from_mode(0o640)).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o750)).unwrap();
        write(&folder, &made()).unwrap();
        assert_eq!((mode(&folder), mode(&folder.join("a.v"))), (0o750, 0o640));
        assert_eq!(mode(&folder.join("tb/b.v")), new);
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
