//! What programs made, kept between processes.
//!
//! An entry is a folder named by what it was made from. A list of its files, with their sizes and sums, is written last
//! and checked before an entry is used: one that was cut or damaged is made again. Every entry has a lock: shared by
//! those who use it, held alone by who makes or removes it. Locks are the system's, and end with the process.

use super::ToolError;
use super::scratch::{Folder, room};
use etcetera::BaseStrategy as _;
use fs4::FileExt;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Bytes that entries may have together before the least recently used go; `HUFFWIRE_CACHE_MIB` says otherwise.
const MOST: u64 = 4 << 30;
/// How long an entry stays that nobody uses.
const AGE: Duration = Duration::from_secs(90 * 24 * 60 * 60);
/// The list of an entry's files; its time is that of the last use.
const LIST: &str = "files.json";
/// Folders in the making are named so, with the key behind.
const BUILDING: &str = "building-";
/// The folder of locks.
const LOCKS: &str = "locks";

/// Names what is made from these words and files (path and text).
pub fn key<'a>(words: &[&str], files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
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

/// An entry, which stays as long as this is held.
#[derive(Debug)]
pub struct Entry {
    folder: PathBuf,
    _lock: Lock,
}

impl Entry {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }
}

/// The entry of that key, made by `build` in an empty folder where there is none yet, or none that is whole and
/// `works`.
///
/// Where processes ask for the same key at the same time, one builds and the others wait for it.
///
/// # Errors
/// Those of `build`, and a folder that cannot be written. Nothing is kept then.
pub fn kept<E: From<ToolError>>(
    key: &str,
    mut build: impl FnMut(&Path) -> Result<(), E>,
    works: impl Fn(&Path) -> bool,
) -> Result<Entry, E> {
    let root = root()?;
    let target = root.join(key);
    let refused = |source| {
        let what = format!("{} (HUFFWIRE_CACHE names another folder)", root.display());
        E::from(ToolError::Io { what, source })
    };
    fs::create_dir_all(root.join(LOCKS)).map_err(refused)?;
    let usable = || whole(&target) && works(&target);
    loop {
        let lock = Lock::shared(&root, key).map_err(refused)?;
        if usable() {
            // Only tells which entries are in use.
            let _ = File::options()
                .write(true)
                .open(target.join(LIST))
                .and_then(|list| list.set_modified(SystemTime::now()));
            return Ok(Entry { folder: target, _lock: lock });
        }
        drop(lock);
        let lock = Lock::alone(&root, key).map_err(refused)?;
        // Unless somebody else made it meanwhile.
        if !usable() {
            let building = root.join(format!("{BUILDING}{key}"));
            // Of a process that was killed; that of any other would be locked.
            remove(&building).and_then(|()| remove(&target)).map_err(refused)?;
            let folder = Folder::named(&building).map_err(refused)?;
            build(folder.path())?;
            finish(folder.path()).map_err(refused)?;
            if !works(folder.path()) {
                return Err(refused(io::Error::other("what is built there does not start")));
            }
            folder.keep(&target).map_err(refused)?;
            evict(&root, key);
        }
        // For a moment nobody holds it; whoever removes entries takes those first that were not used for long.
        drop(lock);
    }
}

/// The lock of a key.
#[derive(Debug)]
struct Lock {
    _file: File,
}

impl Lock {
    fn shared(root: &Path, key: &str) -> io::Result<Self> {
        Self::take(root, key, <File as FileExt>::lock_shared)
    }

    fn alone(root: &Path, key: &str) -> io::Result<Self> {
        Self::take(root, key, <File as FileExt>::lock)
    }

    /// Alone and at once, or not.
    fn try_alone(root: &Path, key: &str) -> io::Result<Self> {
        Self::take(root, key, |file| <File as FileExt>::try_lock(file).map_err(io::Error::from))
    }

    fn take(root: &Path, key: &str, lock: impl Fn(&File) -> io::Result<()>) -> io::Result<Self> {
        let path = root.join(LOCKS).join(key);
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(&path)?;
            lock(&file)?;
            if current(&file, &path) {
                return Ok(Self { _file: file });
            }
        }
    }
}

/// Whether the locked file is still the one of that name: an entry's lock goes with the entry.
#[cfg(unix)]
fn current(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |found: io::Result<fs::Metadata>| found.ok().map(|found| (found.dev(), found.ino()));
    id(file.metadata()) == id(path.metadata())
}

/// Elsewhere locks stay.
#[cfg(not(unix))]
fn current(_file: &File, _path: &Path) -> bool {
    true
}

/// A file of an entry.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Listed {
    bytes: u64,
    crc32: u32,
    executable: bool,
}

impl Listed {
    fn read(path: &Path) -> io::Result<Self> {
        let bytes = fs::read(path)?;
        Ok(Self {
            bytes: bytes.len() as u64,
            crc32: crc32fast::hash(&bytes),
            executable: executable(&path.metadata()?),
        })
    }
}

#[cfg(unix)]
fn executable(found: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o100 != 0
}

#[cfg(not(unix))]
fn executable(_found: &fs::Metadata) -> bool {
    false
}

/// Writes the list of what was built, and makes sure that all of it arrived.
fn finish(folder: &Path) -> io::Result<()> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        File::open(entry.path())?.sync_all()?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), Listed::read(&entry.path())?);
    }
    fs::write(folder.join(LIST), serde_json::to_string(&files)?)?;
    room(folder)
}

/// Whether the entry's files are those that were listed.
fn whole(folder: &Path) -> bool {
    let read = || -> Option<BTreeMap<String, Listed>> {
        serde_json::from_slice(&fs::read(folder.join(LIST)).ok()?).ok()
    };
    let same =
        |(name, listed): (&String, &Listed)| Listed::read(&folder.join(name)).is_ok_and(|now| now == *listed);
    read().is_some_and(|files| !files.is_empty() && files.iter().all(same))
}

fn remove(folder: &Path) -> io::Result<()> {
    let removed = match folder.symlink_metadata() {
        Ok(found) if !found.is_dir() => fs::remove_file(folder),
        _ => fs::remove_dir_all(folder),
    };
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// The most bytes of all entries.
fn most() -> u64 {
    let typed = std::env::var("HUFFWIRE_CACHE_MIB").ok().and_then(|mib| mib.trim().parse::<u64>().ok());
    typed.map_or(MOST, |mib| mib.saturating_mul(1 << 20))
}

/// Removes what was not used for long, and the least recently used until the others are few enough; never what is in
/// use, or `kept`, or was not made here. What cannot be removed stays for the next time.
fn evict(root: &Path, kept: &str) {
    let is_key = |name: &str| name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut entries = Vec::new();
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let key = name.strip_prefix(BUILDING).unwrap_or(&name);
        if key == kept || !is_key(key) {
            continue;
        }
        let files = fs::read_dir(entry.path()).into_iter().flatten().flatten();
        let bytes: u64 = files.filter_map(|file| Some(file.metadata().ok()?.len())).sum();
        let list = entry.path().join(LIST);
        let used = list.metadata().or_else(|_| entry.metadata()).and_then(|found| found.modified());
        // Nothing that is whole has this name: it is locked, or a process was killed.
        let used = if key == name { used.unwrap_or(SystemTime::UNIX_EPOCH) } else { SystemTime::UNIX_EPOCH };
        entries.push((used, bytes, key.to_owned(), entry.path()));
    }
    entries.sort();
    let own = fs::read_dir(root.join(kept)).into_iter().flatten().flatten();
    let own: u64 = own.filter_map(|file| Some(file.metadata().ok()?.len())).sum();
    let mut total = own + entries.iter().map(|(_, bytes, ..)| bytes).sum::<u64>();
    for (used, bytes, key, path) in entries {
        let old = used.elapsed().is_ok_and(|age| age > AGE);
        if !old && total <= most() {
            break;
        }
        if let Ok(_lock) = Lock::try_alone(root, &key)
            && remove(&path).is_ok()
        {
            total -= bytes;
            #[cfg(unix)]
            let _ = fs::remove_file(root.join(LOCKS).join(&key));
        }
    }
}

fn root() -> Result<PathBuf, ToolError> {
    if let Some(folder) = std::env::var_os("HUFFWIRE_CACHE").filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder);
        return std::path::absolute(&folder).map_err(ToolError::io(folder.display()));
    }
    let base = etcetera::choose_base_strategy().map_err(|error| ToolError::Io {
        what: "the user's cache folder (HUFFWIRE_CACHE names another one)".to_owned(),
        source: io::Error::other(error),
    })?;
    Ok(base.cache_dir().join("huffwire"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_every_word_and_file() {
        let keys = [
            key(&["a", "b"], []),
            key(&["ab"], []),
            key(&["a"], [("b", "")]),
            key(&["a"], [("", "b")]),
            key(&["a"], [("b", "c")]),
        ];
        for (index, one) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(one));
        }
    }

    #[test]
    fn what_was_damaged_is_not_whole() {
        let entry = tempfile::tempdir().unwrap();
        let file = entry.path().join("sim");
        fs::write(&file, "a program").unwrap();
        assert!(!whole(entry.path()), "never finished");
        finish(entry.path()).unwrap();
        assert!(whole(entry.path()));
        for damaged in ["", "a progra", "a program ", "a prigram"] {
            fs::write(&file, damaged).unwrap();
            assert!(!whole(entry.path()), "{damaged}");
        }
        fs::write(&file, "a program").unwrap();
        assert!(whole(entry.path()));
        fs::write(entry.path().join(LIST), "{").unwrap();
        assert!(!whole(entry.path()));
        finish(entry.path()).unwrap();
        fs::remove_file(&file).unwrap();
        assert!(!whole(entry.path()));
    }

    /// Entries of two, three and four bytes, used in that order, and a folder of somebody else.
    #[test]
    fn old_entries_go_and_locked_ones_stay() {
        let root = tempfile::tempdir().unwrap();
        let name = |n: usize| format!("{n:064x}");
        fs::create_dir(root.path().join(LOCKS)).unwrap();
        fs::create_dir(root.path().join("mine")).unwrap();
        for (n, days) in [(1, 200), (2, 100), (3, 1)] {
            let folder = root.path().join(name(n));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("sim"), "text").unwrap();
            finish(&folder).unwrap();
            let list = File::options().write(true).open(folder.join(LIST)).unwrap();
            list.set_modified(SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60)).unwrap();
        }
        fs::create_dir(root.path().join(format!("{BUILDING}{}", name(4)))).unwrap();
        let held = Lock::shared(root.path(), &name(1)).unwrap();
        evict(root.path(), &name(5));
        let there = |n: usize| root.path().join(name(n)).exists();
        assert_eq!([there(1), there(2), there(3)], [true, false, true], "in use, old, new");
        assert!(!root.path().join(format!("{BUILDING}{}", name(4))).exists());
        drop(held);
        evict(root.path(), &name(5));
        assert!(!there(1) && there(3) && root.path().join("mine").exists());
    }
}
