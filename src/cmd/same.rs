//! The same thing twice: files however their paths are spelled, and tensors that were counted under two paths.

use anyhow::ensure;
use huffwire::histogram::Histogram;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Component, Path, PathBuf};

/// What two paths of one file have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// Without links, dots and the current folder.
    Path(PathBuf),
    /// Device, number and length: of hard links too, and of one folder mounted at two places. The length is for file
    /// systems that make up their numbers.
    #[cfg(unix)]
    Inode(u64, u64, u64),
}

fn keys(path: &Path) -> Vec<Key> {
    // One that is not there is an error elsewhere.
    let mut keys = vec![Key::Path(path.canonicalize().unwrap_or_else(|_| path.to_owned()))];
    #[cfg(unix)]
    if let Ok(found) = std::fs::metadata(path) {
        use std::os::unix::fs::MetadataExt as _;
        keys.push(Key::Inode(found.dev(), found.ino(), found.len()));
    }
    keys
}

/// Files by what they are.
#[derive(Default)]
pub struct Files(BTreeMap<Key, PathBuf>);

impl Files {
    pub fn new<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> Self {
        let mut all = Self::default();
        files.into_iter().for_each(|file| drop(all.insert(file)));
        all
    }

    /// The path under which the file was given before.
    pub fn find(&self, file: &Path) -> Option<&Path> {
        keys(file).iter().find_map(|key| self.0.get(key)).map(PathBuf::as_path)
    }

    /// Adds the file, or gives back the path under which it was given before.
    fn insert(&mut self, file: &Path) -> Option<PathBuf> {
        let before = self.find(file).map(Path::to_owned);
        if before.is_none() {
            self.0.extend(keys(file).into_iter().map(|key| (key, file.to_owned())));
        }
        before
    }
}

/// Refuses files given twice; `why` says what that would do.
pub fn distinct(files: &[PathBuf], why: &str) -> anyhow::Result<()> {
    let mut seen = Files::default();
    for file in files {
        let before = seen.insert(file);
        let spelled = match &before {
            Some(before) if before.as_os_str() != file.as_os_str() => {
                format!("the same file as {}, ", before.display())
            }
            _ => String::new(),
        };
        ensure!(before.is_none(), "{}: {spelled}given twice, {why}", file.display());
    }
    Ok(())
}

/// Tensors by name and counts, with the files in which they were counted as these were spelled there.
#[derive(Default)]
pub struct Tensors(BTreeMap<(String, u64), Vec<String>>);

impl Tensors {
    /// Adds a tensor; or, where it was added before, gives back the file of that time.
    pub fn insert(&mut self, file: &str, name: &str, counts: &[&Histogram]) -> Option<String> {
        let before = self.find(file, name, counts).map(str::to_owned);
        if before.is_none() {
            self.0.entry((name.to_owned(), hash(counts))).or_default().push(file.to_owned());
        }
        before
    }

    /// The file under which the tensor was added before.
    ///
    /// It is the same if name, counts and path are. Of counts that no two tensors share by chance it is the
    /// same as well if the paths may be two ways to the file: a shorter one at the end of a longer one, as they are
    /// typed in different folders, or links to one file of this machine.
    pub fn find(&self, file: &str, name: &str, counts: &[&Histogram]) -> Option<&str> {
        let others = self.0.get(&(name.to_owned(), hash(counts)))?;
        let path = plain(file);
        let same = |other: &&String| {
            let (a, b) = (&path, &plain(other));
            let ends = |long: &[Component], short: &[Component]| !short.is_empty() && long.ends_with(short);
            a == b
                || telling(counts)
                    && (ends(a, relative(b)) && !is_absolute(b)
                        || ends(b, relative(a)) && !is_absolute(a)
                        || keys(Path::new(file)).iter().any(|key| keys(Path::new(other)).contains(key)))
        };
        others.iter().find(same).map(String::as_str)
    }
}

/// Whether hardly any other tensor has these counts: not one of ones only, nor of a few elements.
pub fn telling(counts: &[&Histogram]) -> bool {
    counts.iter().any(|counts| {
        counts.total() >= 256 && counts.counts().iter().filter(|&&count| count != 0).count() >= 8
    })
}

fn hash(counts: &[&Histogram]) -> u64 {
    let mut hash = DefaultHasher::new();
    counts.iter().for_each(|histogram| histogram.counts().hash(&mut hash));
    hash.finish()
}

/// The path's parts without `.`, and without folders that `..` leaves again.
fn plain(path: &str) -> Vec<Component<'_>> {
    let mut parts = Vec::new();
    for part in Path::new(path).components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts
}

/// Without the folders that it goes up first.
fn relative<'a, 'b>(parts: &'b [Component<'a>]) -> &'b [Component<'a>] {
    let up = parts.iter().take_while(|part| **part == Component::ParentDir).count();
    &parts[up..]
}

fn is_absolute(parts: &[Component]) -> bool {
    matches!(parts.first(), Some(Component::RootDir | Component::Prefix(_)))
}
