//! Whether a trace is all that the simulation wrote: Icarus Verilog ends as if nothing were wrong when its disk is full.

use super::{SimError, Trace};
use crate::tools::scratch;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// Refuses a trace that is cut.
pub(super) fn check(path: &Path, format: Trace) -> Result<(), SimError> {
    let why = match inspect(path, format) {
        Ok(None) => return Ok(()),
        Ok(Some(why)) => why.to_owned(),
        Err(error) => error.to_string(),
    };
    Err(SimError::Trace { path: path.to_owned(), why })
}

/// What is wrong with it.
fn inspect(path: &Path, format: Trace) -> io::Result<Option<&'static str>> {
    let mut file = File::open(path)?;
    // What was only promised to be written fails here.
    file.sync_all()?;
    scratch::room(path.parent().unwrap_or(Path::new(".")))?;
    match format {
        Trace::Vcd => vcd(&mut file),
        Trace::Fst => fst(&mut file),
    }
}

/// A value change dump is lines; its definitions have an end.
fn vcd(file: &mut File) -> io::Result<Option<&'static str>> {
    let mut line = Vec::new();
    let mut lines = BufReader::new(&mut *file);
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Ok(Some("it ends within the definitions"));
        }
        if line.starts_with(b"$enddefinitions") {
            break;
        }
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok((last != *b"\n").then_some("it ends within a line"))
}

/// An FST file is blocks, each of a byte that says what it is and its length behind that in eight bytes, most significant
/// first, which counts itself: a header, changes of values, and at the end the signals' geometry and hierarchy. A block
/// in the making has another type until it is done.
fn fst(file: &mut File) -> io::Result<Option<&'static str>> {
    const HEADER: u8 = 0;
    const GEOMETRY: u8 = 3;
    const HIERARCHY: [u8; 3] = [4, 6, 7];
    const WHOLE_COMPRESSED: u8 = 254;
    const MAKING: u8 = 255;
    let end = file.metadata()?.len();
    let (mut at, mut kinds) = (0, Vec::new());
    while at < end {
        let mut block = [0; 9];
        file.seek(SeekFrom::Start(at))?;
        if file.read_exact(&mut block).is_err() {
            return Ok(Some("it ends within a block's head"));
        }
        let (kind, length) = (block[0], u64::from_be_bytes(block[1..].try_into().expect("eight bytes")));
        if kind == MAKING || length < 8 {
            return Ok(Some("a block was never finished"));
        }
        match at.checked_add(1).and_then(|at| at.checked_add(length)) {
            Some(next) if next <= end => at = next,
            _ => return Ok(Some("it ends within a block")),
        }
        kinds.push(kind);
    }
    let has = |kind: &u8| kinds.contains(kind);
    let all = kinds.first() == Some(&HEADER) && has(&GEOMETRY) && HIERARCHY.iter().any(has);
    Ok((!all && kinds != [WHOLE_COMPRESSED]).then_some("it has no header, geometry or hierarchy"))
}
