//! What a file is: by its first bytes, and by its name where these say nothing. Raw elements are what is left, so
//! everything that people take for a tensor file, and that is none, has to be known here.
//!
//! A signature is taken only where elements cannot well begin like it: four bytes or more, or fewer with something
//! that has to agree with them (a length, a last byte). [`text`] says how text is told from bytes.

use super::{TensorError, Whole};

/// Bytes at the beginning that are looked at.
const HEAD: u64 = 4096;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By its first bytes or its name.
    Safetensors,
    /// By its first bytes or its name.
    Npy,
    /// Nothing that is known: raw elements.
    Raw,
    /// Something that is no tensor.
    Foreign {
        /// What it is, such as `a zip archive`.
        what: String,
        /// What to do, such as `unpack it`.
        remedy: &'static str,
    },
}

const SAVE: &str = "save the tensors as .safetensors, .npy or raw little-endian elements";
const TORCH: &str = "load it with torch.load and save its tensors with safetensors.torch.save_file";
const NPZ: &str = "load it with np.load and save each array with np.save, as .npy";
const PICKLE: &str = "load it where it comes from, and save its arrays with np.save or as .safetensors";
const COLUMNS: &str = "read its columns and save each as an array with np.save";
const ONNX: &str = "take its initializers with onnx.numpy_helper.to_array and save them with np.save";
const HDF5: &str = "read its datasets with h5py and save them with np.save";
const FLAX: &str =
    "restore it with flax.serialization.msgpack_restore and save it with safetensors.flax.save_file";
const UNPACK: &str = "unpack it, and give the tensor files in it";
const WRONG: &str = "this is no file of tensors";
const VALUES: &str =
    "numbers as text are saved as .npy (np.loadtxt, np.save) or as raw little-endian elements";
const SHARDS: &str = "give the shards that it names, and not the index";
const AGAIN: &str = "download it again: this is what a server says in place of the file";

/// Where a signature stands, the signature, what has it, and what to do.
const SIGNATURES: &[(usize, &[u8], &str, &str)] = &[
    (0, b"PAR1", "a Parquet file", COLUMNS),
    (0, b"PARE", "a Parquet file", COLUMNS),
    (0, b"ARROW1\0\0", "an Arrow or Feather file", COLUMNS),
    (0, b"FEA1", "a Feather file", COLUMNS),
    (0, b"Obj\x01", "an Avro file", COLUMNS),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", HDF5),
    (512, b"\x89HDF\r\n\x1a\n", "an HDF5 file", HDF5),
    (1024, b"\x89HDF\r\n\x1a\n", "an HDF5 file", HDF5),
    (2048, b"\x89HDF\r\n\x1a\n", "an HDF5 file", HDF5),
    (
        0,
        b"MATLAB 5.0 MAT-file",
        "a MATLAB file",
        "load it with scipy.io.loadmat and save its arrays with np.save",
    ),
    (0, b"CDF\x01", "a NetCDF file", SAVE),
    (0, b"CDF\x02", "a NetCDF file", SAVE),
    (0, b"CDF\x05", "a NetCDF file", SAVE),
    (0, b"SIMPLE  =", "a FITS file", SAVE),
    (0, b"GGUF", "a GGUF file", SAVE),
    (0, b"FUGG", "a GGUF file", SAVE),
    (0, b"lmgg", "a GGML file", SAVE),
    (0, b"fmgg", "a GGML file", SAVE),
    (0, b"tjgg", "a GGML file", SAVE),
    (0, b"algg", "a GGML file", SAVE),
    (4, b"TFL3", "a TensorFlow Lite model", SAVE),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"\xfd7zXZ\0", "an xz file", UNPACK),
    (0, b"\x04\x22\x4d\x18", "an LZ4 file", UNPACK),
    (0, b"\x02\x21\x4c\x18", "an LZ4 file", UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (0, b"LZIP\x01", "an lzip file", UNPACK),
    (0, b"\xff\x06\0\0sNaPpY", "a Snappy file", UNPACK),
    (0, b"!<arch>\n", "an ar archive", UNPACK),
    (0, b"\xed\xab\xee\xdb", "an RPM package", WRONG),
    (0, b"HFW1", "a file of frames", "decode it with `huffwire decode`"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", WRONG),
    (0, b"\xff\xd8\xff\xe0", "a JPEG image", WRONG),
    (0, b"\xff\xd8\xff\xe1", "a JPEG image", WRONG),
    (0, b"\xff\xd8\xff\xdb", "a JPEG image", WRONG),
    (0, b"GIF87a", "a GIF image", WRONG),
    (0, b"GIF89a", "a GIF image", WRONG),
    (0, b"II*\0", "a TIFF image", WRONG),
    (0, b"MM\0*", "a TIFF image", WRONG),
    (8, b"WEBPVP8", "a WebP image", WRONG),
    (8, b"WAVEfmt ", "a WAV file", WRONG),
    (0, b"OggS\0", "an Ogg file", WRONG),
    (0, b"fLaC\0", "a FLAC file", WRONG),
    (4, b"ftypisom", "an MP4 file", WRONG),
    (4, b"ftypmp4", "an MP4 file", WRONG),
    (0, b"%PDF-", "a PDF document", WRONG),
    (0, b"\x7fELF", "an ELF program", WRONG),
    (0, b"\xcf\xfa\xed\xfe", "a Mach-O program", WRONG),
    (0, b"\xca\xfe\xba\xbe", "a Java class or Mach-O program", WRONG),
    (0, b"\0asm\x01\0\0\0", "a WebAssembly module", WRONG),
    (0, b"SQLite format 3\0", "an SQLite database", WRONG),
    (128, b"DICM", "a DICOM image", WRONG),
    (0, b"\x76\x2f\x31\x01", "an OpenEXR image", WRONG),
    (0, b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", "a pickle of PyTorch", TORCH),
];

/// Endings of names, what has them, and what to do: where the first bytes say nothing, or might not.
const NAMES: &[(&[&str], &str, &str)] = &[
    (&["pt", "pth", "pt2", "ckpt"], "a file of PyTorch", TORCH),
    (&["pkl", "pickle", "joblib", "pdparams"], "a pickle", PICKLE),
    (&["npz"], "an archive of arrays", NPZ),
    (&["h5", "hdf5", "hdf", "he5", "keras"], "an HDF5 or Keras file", HDF5),
    (&["mat", "nc", "netcdf", "fits", "zarr", "rds"], "a file of another program", SAVE),
    (&["gguf", "ggml", "ggjt"], "a GGUF or GGML file", SAVE),
    (&["onnx"], "an ONNX model", ONNX),
    (
        &["pb", "tflite", "mlmodel", "tfrecord", "tfrecords", "pdmodel", "caffemodel"],
        "a model or record file",
        SAVE,
    ),
    (&["parquet", "arrow", "feather", "orc", "avro"], "a file of columns", COLUMNS),
    (&["msgpack"], "a MessagePack file", FLAX),
    (
        &[
            "zip", "gz", "tgz", "bz2", "tbz", "tbz2", "xz", "txz", "lzma", "zst", "zstd", "tzst", "lz4",
            "lz", "br", "sz", "zz", "zlib", "7z", "rar", "tar", "whl", "jar",
        ],
        "an archive or a compressed file",
        UNPACK,
    ),
    (&["json", "jsonl", "ndjson"], "JSON", VALUES),
    (&["yaml", "yml"], "YAML", VALUES),
    (&["txt", "md", "rst", "csv", "tsv", "toml", "ipynb", "py"], "text", VALUES),
    (&["html", "htm", "xml"], "HTML or XML", AGAIN),
    (
        &["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "svg", "pdf"],
        "an image or document",
        WRONG,
    ),
    (&["wav", "mp3", "flac", "ogg", "mp4", "exe", "dll", "dylib", "pyc", "sqlite"], "something else", WRONG),
];

fn foreign(what: impl Into<String>, remedy: &'static str) -> Kind {
    Kind::Foreign { what: what.into(), remedy }
}

/// What the file is. A name that says .safetensors or .npy is believed unless the first bytes say what else it is;
/// any other name that says what a file is, is believed in any case.
pub(super) fn kind(file: &Whole) -> Result<Kind, TensorError> {
    let mut head = vec![0; HEAD.min(file.length) as usize];
    file.read(&mut head, 0)?;
    let content = content(file, &head)?;
    let extension = file.path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    let Some(extension) = extension else { return Ok(content) };
    let named = match extension.as_str() {
        "safetensors" => Kind::Safetensors,
        "npy" => Kind::Npy,
        _ => match NAMES.iter().find(|(names, ..)| names.contains(&extension.as_str())) {
            Some((_, what, remedy)) => foreign(*what, remedy),
            None => return Ok(content),
        },
    };
    Ok(match (named, content) {
        (Kind::Safetensors | Kind::Npy, Kind::Foreign { what, remedy }) => {
            foreign(format!("named .{extension}, but {what}"), remedy)
        }
        (Kind::Safetensors, Kind::Npy) => {
            foreign("named .safetensors, but a .npy file", "give it its right name")
        }
        (Kind::Npy, Kind::Safetensors) => {
            foreign("named .npy, but a safetensors file", "give it its right name")
        }
        (Kind::Foreign { what, .. }, Kind::Safetensors | Kind::Npy) => {
            let remedy = "if it holds tensors all the same, name it .safetensors or .npy";
            foreign(format!("named .{extension}, as {what} is"), remedy)
        }
        (Kind::Foreign { what, remedy }, Kind::Raw) => {
            foreign(format!("named .{extension}, as {what} is"), remedy)
        }
        // The first bytes say it more closely than the name does.
        (Kind::Foreign { .. }, content) => content,
        (named, _) => named,
    })
}

fn content(file: &Whole, head: &[u8]) -> Result<Kind, TensorError> {
    if head.is_empty() {
        return Ok(foreign("an empty file", "write or copy it again"));
    }
    if head.starts_with(b"\x93NUMPY") {
        return Ok(Kind::Npy);
    }
    if safetensors(head) {
        return Ok(Kind::Safetensors);
    }
    let at = |(at, signature, ..): &&(usize, &[u8], &str, &str)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(signature))
    };
    if let Some((_, _, what, remedy)) = SIGNATURES.iter().find(at) {
        return Ok(foreign(*what, remedy));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08") {
        return Ok(zip(head));
    }
    // Third byte: the only method; fourth: flags, three of which are not given away.
    if let [0x1f, 0x8b, 8, flags, ..] = head
        && flags & 0xe0 == 0
    {
        return Ok(foreign("a gzip file", UNPACK));
    }
    if let [b'B', b'Z', b'h', b'1'..=b'9', block @ ..] = head
        && (block.starts_with(b"1AY&SY") || block.starts_with(b"\x17\x72\x45\x38\x50\x90"))
    {
        return Ok(foreign("a bzip2 file", UNPACK));
    }
    if pickle(file, head)? {
        return Ok(foreign("a pickle", PICKLE));
    }
    if onnx(file, head)? {
        return Ok(foreign("an ONNX model", ONNX));
    }
    if messagepack(head) {
        return Ok(foreign("a MessagePack file", FLAX));
    }
    if arrow_stream(file, head) {
        return Ok(foreign("an Arrow stream", COLUMNS));
    }
    Ok(text(head, head.len() as u64 == file.length).unwrap_or(Kind::Raw))
}

/// A header's length and the beginning of a JSON object of that length; damaged and cut ones as well, for their
/// reader says best what is wrong with them.
fn safetensors(head: &[u8]) -> bool {
    let Some((length, header)) = head.split_first_chunk() else { return false };
    let length = u64::from_le_bytes(*length);
    let header = &header[..header.len().min(usize::try_from(length).unwrap_or(usize::MAX))];
    let plausible = (2..=super::safetensors::MAX_HEADER).contains(&length);
    plausible && json_object(header) && printable(header, false).is_some()
}

/// `{`, and behind it a key with its colon, or the end of all.
fn json_object(text: &[u8]) -> bool {
    match text.trim_ascii() {
        b"{}" => true,
        [b'{', rest @ ..] => string(rest).is_some_and(|rest| rest.starts_with(b":")),
        _ => false,
    }
}

/// `[`, and behind it an object, a text with what separates it from the next, or nothing but numbers and brackets.
fn json_array(text: &[u8]) -> bool {
    let [b'[', rest @ ..] = text.trim_ascii() else { return false };
    let number = |byte: &u8| b"[]0123456789.,-+eE \t\r\n".contains(byte);
    json_object(rest)
        || string(rest).is_some_and(|rest| matches!(rest.first(), Some(b',' | b']')))
        || rest.iter().all(number) && (rest.contains(&b',') || rest == b"]")
}

/// What stands behind the text in quotes with which it begins, and behind blanks.
fn string(text: &[u8]) -> Option<&[u8]> {
    let text = text.trim_ascii_start().strip_prefix(b"\"")?;
    let end = text.iter().position(|&byte| byte == b'"')?;
    Some(text[end + 1..].trim_ascii_start())
}

/// Whose archive it is stands in the name of its first file.
fn zip(head: &[u8]) -> Kind {
    let length = head.get(26..28).map_or(0, |length| u16::from_le_bytes([length[0], length[1]]).into());
    let name = String::from_utf8_lossy(head.get(30..30usize + length).unwrap_or_default());
    match &*name {
        name if name.ends_with(".npy") => foreign("a zip archive of arrays (.npz)", NPZ),
        name if name.ends_with("data.pkl")
            || name.ends_with("/version")
            || name.ends_with("/.format_version") =>
        {
            foreign("a zip archive of PyTorch", TORCH)
        }
        _ => foreign("a zip archive (.npz, or of PyTorch?)", SAVE),
    }
}

/// From protocol 2 on: `0x80` and the protocol, from 4 on a frame that ends within the file; before that an
/// instruction that can stand first, and `.` as the last byte. Protocols 0 and 1 have no mark, but name a class of
/// numpy's or of PyTorch's near the beginning, and end with `.` too.
fn pickle(file: &Whole, head: &[u8]) -> Result<bool, TensorError> {
    const FIRST: &[u8] = b"}])(cXUTKJMGNCB\x85\x86\x87\x88\x89\x8a\x8c\x8e";
    const CLASSES: [&[u8]; 4] = [b"cnumpy.", b"cnumpy\n", b"ctorch.", b"ccopy_reg\n"];
    let named = |class: &[u8]| head[..head.len().min(64)].windows(class.len()).any(|bytes| bytes == class);
    let plausible = match head {
        [0x80, 4..=5, 0x95, rest @ ..] => {
            let length = rest.first_chunk().map(|length| u64::from_le_bytes(*length));
            return Ok(length.is_some_and(|length| (1..file.length).contains(&length)));
        }
        [0x80, 2..=5, first, ..] => FIRST.contains(first),
        [b'}' | b']' | b'(' | b'c', ..] => CLASSES.iter().any(|class| named(class)),
        _ => false,
    };
    let mut last = [0];
    if plausible {
        file.read(&mut last, file.length - 1)?;
    }
    Ok(last == *b".")
}

/// A number of protobuf, and what stands behind it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (i, byte) in bytes.iter().take(9).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[i + 1..]));
        }
    }
    None
}

/// A ModelProto as its writers order it: the version of the format, texts of its producer, then a graph that ends
/// where the file does or where the list of operator sets begins.
fn onnx(file: &Whole, head: &[u8]) -> Result<bool, TensorError> {
    let [0x08, 1..=31, fields @ ..] = head else { return Ok(false) };
    let mut rest = fields;
    loop {
        match rest {
            // Producer, its version, domain, description.
            [0x12 | 0x1a | 0x22 | 0x32, more @ ..] => {
                let Some((length, more)) = varint(more) else { return Ok(false) };
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                let Some((text, more)) = more.split_at_checked(length) else { return Ok(false) };
                if printable(text, true).is_none() {
                    return Ok(false);
                }
                rest = more;
            }
            [0x28, more @ ..] => match varint(more) {
                Some((_, more)) => rest = more,
                None => return Ok(false),
            },
            [0x3a, more @ ..] => {
                let Some((length, graph)) = varint(more) else { return Ok(false) };
                let end = ((head.len() - graph.len()) as u64).checked_add(length);
                let Some(end) = end.filter(|end| length > 0 && *end <= file.length) else { return Ok(false) };
                if end == file.length {
                    return Ok(true);
                }
                let mut next = [0];
                file.read(&mut next, end)?;
                return Ok(
                    matches!(next, [0x42 | 0x72 | 0xa2]) && matches!(graph.first(), Some(0x0a | 0x12 | 0x2a))
                );
            }
            _ => return Ok(false),
        }
    }
}

/// A map whose first key is a word, of a map whose first key is one too, as flax nests parameters.
fn messagepack(head: &[u8]) -> bool {
    fn map(bytes: &[u8]) -> Option<&[u8]> {
        match bytes {
            [0x81..=0x8f, rest @ ..] | [0xde, _, _, rest @ ..] | [0xdf, _, _, _, _, rest @ ..] => Some(rest),
            _ => None,
        }
    }
    fn word(bytes: &[u8]) -> Option<&[u8]> {
        let (length, rest) = match bytes {
            [short @ 0xa1..=0xbf, rest @ ..] => (usize::from(short & 0x1f), rest),
            [0xd9, length, rest @ ..] => (usize::from(*length), rest),
            _ => return None,
        };
        let (word, rest) = rest.split_at_checked(length)?;
        word.iter().all(|byte| byte.is_ascii_graphic()).then_some(rest)
    }
    map(head).and_then(word).and_then(map).and_then(word).is_some()
}

/// `0xffffffff`, a length, and a flatbuffer whose table leads back to its own description.
fn arrow_stream(file: &Whole, head: &[u8]) -> bool {
    let word = |at: usize| Some(i64::from(i32::from_le_bytes(*head.get(at..)?.first_chunk()?)));
    let table = || -> Option<bool> {
        let (mark, length, root) = (word(0)?, word(4)?, word(8)?);
        let table = usize::try_from(8 + root).ok().filter(|_| (4..=256).contains(&root))?;
        let description = usize::try_from(table as i64 - word(table)?).ok().filter(|at| *at >= 12)?;
        let size = u16::from_le_bytes(*head.get(description..)?.first_chunk()?);
        let fits = length > 0 && length % 8 == 0 && length as u64 <= file.length;
        Some(mark == -1 && fits && size % 2 == 0 && (4..=16).contains(&size))
    };
    table().unwrap_or(false)
}

/// The text, where all of it is UTF-8 without control characters but tabs, ends of lines and form feeds. Of a file
/// that goes on, the last character may be cut.
fn printable(head: &[u8], whole: bool) -> Option<&str> {
    let text = match str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if !whole && error.error_len().is_none() => {
            str::from_utf8(&head[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c');
    (!text.contains(control)).then_some(text)
}

/// What kind of text it is, if it is one: [`printable`], and with something that bytes of numbers have not.
///
/// That all of the first 4 KiB is printable does not do: scales in E4M3 from 0.125 upwards are. Text has, beside
/// that, lines (a quarter of it letters and digits), or words (three quarters of it small letters and blanks), or it
/// is JSON or markup from its first characters on. Values of a tensor that have 10, the end of a line, have some of 0 to
/// 8 and 14 to 31 too. Of files of 16 random bytes one in a million is taken for text, of 32 one in 10^11.
fn text(head: &[u8], whole: bool) -> Option<Kind> {
    if let Some(units) = head.strip_prefix(b"\xff\xfe").filter(|units| units.len() >= 8) {
        let wide = |unit: &[u8]| unit[1] == 0 && printable(&unit[..1], true).is_some();
        return units.chunks_exact(2).all(wide).then(|| foreign("text in UTF-16", VALUES));
    }
    let text = printable(head, whole)?.trim_start_matches('\u{feff}');
    let all = text.len();
    let count = |of: fn(char) -> bool| text.chars().filter(|c| of(*c)).map(char::len_utf8).sum::<usize>();
    let begin: String = text.trim_start().chars().take(64).collect::<String>().to_ascii_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| begin.starts_with(word));
    if begins(&[
        "version https://git-lfs.github.com/spec/",
        "version http://git-media.io/",
        "version https://hawser.",
    ]) {
        return Some(foreign("a git-lfs pointer and not the file itself", "run `git lfs pull`"));
    }
    if begins(&["/annex/objects/", "../.git/annex/objects/", ".git/annex/objects/"]) {
        return Some(foreign("a git-annex pointer and not the file itself", "run `git annex get`"));
    }
    if begins(&["<!doctype html", "<html", "<head", "<!doctype"]) {
        return Some(foreign("an HTML page", AGAIN));
    }
    if begins(&["<?xml"]) {
        return Some(foreign("XML", AGAIN));
    }
    if json_object(text.as_bytes()) || json_array(text.as_bytes()) {
        let has = |key: &str| text.contains(key);
        return Some(match () {
            _ if has("\"weight_map\"") => foreign("the index of a sharded model", SHARDS),
            _ if has("\"format\": \"huffwire histograms\"") => foreign(
                "counts of `huffwire histogram`",
                "let its name end in .hist.json; `encode` and `simulate` take none",
            ),
            _ => foreign("JSON", VALUES),
        });
    }
    let figures = |c: char| c.is_alphanumeric();
    // Few bytes are printable by chance now and then; a text of few ends with its line.
    let lines = if all < 16 { all >= 4 && text.ends_with('\n') } else { text.contains(['\n', '\r']) };
    let lines = lines && 4 * count(figures) >= all;
    let blanks = count(|c| c == ' ');
    let small = count(|c| c.is_lowercase());
    let words = all >= 8 && 20 * blanks >= all && 2 * small >= all && 4 * (blanks + small) >= 3 * all;
    let table = all >= 32
        && 32 * count(|c| ",; \t".contains(c)) >= all
        && 2 * count(|c| c.is_ascii_digit()) >= all
        && count(|c| !"0123456789.,;-+eE \t".contains(c)) == 0;
    (lines || words || table).then(|| foreign("text", VALUES))
}

#[cfg(test)]
mod tests {
    use super::super::{kind_of, open};
    use super::*;
    use crate::element::Element;
    use proptest::prelude::*;
    use tempfile::TempDir;

    /// What a file of these bytes is, under a name that says nothing.
    fn of(bytes: &[u8]) -> Kind {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("x.bin");
        std::fs::write(&file, bytes).unwrap();
        kind_of(&file).unwrap()
    }

    fn what(bytes: &[u8]) -> String {
        match of(bytes) {
            Kind::Foreign { what, .. } => what,
            kind => panic!("{kind:?}: {}", bytes[..bytes.len().min(40)].escape_ascii()),
        }
    }

    /// The beginnings of files as their own programs write them: Python 3.11's pickle, gzip, bz2, lzma, tarfile and
    /// json, numpy 2.4, pyarrow 26, onnx 1.23, h5py 3.16, msgpack 1.2.
    #[test]
    fn files_of_other_programs() {
        let noise: Vec<u8> = (0..3000u32).map(|i| ((i * i) >> 3) as u8 | 0x80).collect();
        let then = |begin: &[u8], end: &[u8]| [begin, &noise, end].concat();
        let zip = |name: &str| {
            let mut bytes = b"PK\x03\x04\x2d\0\0\0\0\0\0\0\x21\0".to_vec();
            bytes.extend([0; 12]);
            bytes.extend((name.len() as u16).to_le_bytes());
            bytes.extend([0; 2]);
            [&bytes, name.as_bytes(), &noise].concat()
        };
        for (bytes, expected) in [
            (zip("a.npy"), "a zip archive of arrays (.npz)"),
            (zip("pytorch_model/data.pkl"), "a zip archive of PyTorch"),
            (zip("word/document.xml"), "a zip archive (.npz, or of PyTorch?)"),
            (then(b"\x80\x02}q\0X\x01\0\0\0wq\x01", b"u."), "a pickle"),
            (then(b"\x80\x03cnumpy.core.multiarray\n_reconstruct\n", b"b."), "a pickle"),
            (then(b"\x80\x04\x95\x40\x01\0\0\0\0\0\0}\x94", b"."), "a pickle"),
            (then(b"(dp0\nVw\np1\ncnumpy._core.multiarray\n", b"."), "a pickle"),
            (then(b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", b""), "a pickle of PyTorch"),
            (
                then(b"\x08\x08\x12\x07pytorch\x1a\x052.1.0:\xb9\x17\n", b"\x42\x04\n\0\x10\x12"),
                "an ONNX model",
            ),
            (then(b"\x08\x0d:\xb9\x17\n", b""), "an ONNX model"),
            (then(b"\x81\xa6params\x81\xa5dense\x81", b""), "a MessagePack file"),
            (then(b"\x1f\x8b\x08\0\0\0\0\0\x02\xff", b""), "a gzip file"),
            (then(b"BZh91AY&SY", b""), "a bzip2 file"),
            (then(b"PAR1\x15\x04", b"PAR1"), "a Parquet file"),
            (then(b"ARROW1\0\0\xff\xff\xff\xff", b"ARROW1"), "an Arrow or Feather file"),
            (then(b"\x89HDF\r\n\x1a\n", b""), "an HDF5 file"),
            ([vec![0; 512], then(b"\x89HDF\r\n\x1a\n", b"")].concat(), "an HDF5 file"),
            ([b"name".to_vec(), vec![0; 253], then(b"ustar\0", b"")].concat(), "a tar archive"),
            (then(b"GGUF\x03\0\0\0", b""), "a GGUF file"),
            (then(b"HFW1", b""), "a file of frames"),
            (
                b"version https://git-lfs.github.com/spec/v1\noid sha256:53aa\nsize 9\n".to_vec(),
                "a git-lfs pointer and not the file itself",
            ),
            (b"/annex/objects/SHA256E-s9--53aa\n".to_vec(), "a git-annex pointer and not the file itself"),
            (b"\n <!DOCTYPE html>\n<html>".to_vec(), "an HTML page"),
            (b"<HTML>404</HTML>".to_vec(), "an HTML page"),
            (b"<?xml version=\"1.0\"?><Error>".to_vec(), "XML"),
            (b"{\"error\":\"gated\"}".to_vec(), "JSON"),
            (b"[[1.5, -2e-3], [3, 4]]".to_vec(), "JSON"),
            (b"{\"metadata\": {}, \"weight_map\": {\"a\": \"b\"}}".to_vec(), "the index of a sharded model"),
            (
                b"{\"format\": \"huffwire histograms\", \"version\": 1".to_vec(),
                "counts of `huffwire histogram`",
            ),
            (b"element: bf16\nmax_length: 8\n".to_vec(), "text"),
            (b"1.5\r\n-2.25\r\n".to_vec(), "text"),
            (b"hello\n".to_vec(), "text"),
            (b"Entry not found".to_vec(), "text"),
            ("Größe: 3 µs\n".repeat(1000).into_bytes(), "text"),
            (b"\xef\xbb\xbfname,value\n".to_vec(), "text"),
            ("0.25,-1.5,".repeat(500).into_bytes(), "text"),
            ("\u{feff}hello".encode_utf16().flat_map(u16::to_le_bytes).collect(), "text in UTF-16"),
            (Vec::new(), "an empty file"),
        ] {
            assert_eq!(what(&bytes), expected);
        }
    }

    #[test]
    fn this_project_s_texts_are_no_tensors() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in [
            "README.md",
            "Cargo.toml",
            "LICENSE-MIT",
            "src/main.rs",
            "docs/decoder.svg",
            "tests/data/README.md",
        ] {
            let text = std::fs::read(root.join(name)).unwrap();
            assert!(matches!(of(&text), Kind::Foreign { .. }), "{name}");
        }
    }

    /// Every sample tensor as a raw file: whole, and cut off to a few bytes.
    #[test]
    fn tensors_are_no_texts() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        let bytes = Element::named("bytes").unwrap();
        let mut tried = 0;
        for format in ["bf16", "e4m3"] {
            for shard in [0, 2, 5, 7] {
                let file = data.join(format!("{format}/step_000029/shard_{shard}.safetensors"));
                for tensor in open(&file).unwrap() {
                    let mut all = Vec::new();
                    let add = |_, bytes: &[u8]| {
                        all.extend_from_slice(bytes);
                        Ok(())
                    };
                    tensor.read(bytes, 0, tensor.bytes(), add).unwrap();
                    for length in [16, 32, 100, 1000, all.len()] {
                        let cut = &all[..length.min(all.len())];
                        assert_eq!(of(cut), Kind::Raw, "{} of {}", cut.len(), tensor.name());
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried >= 80, "{tried}");
    }

    proptest! {
        /// Scales in E4M3 are all printable where they are 0.125 or more; bytes of int8 may all be the same.
        #[test]
        fn printable_numbers_are_no_text(
            scales in prop::collection::vec(0x20u8..0x7f, 64..5000),
            one in any::<u8>(),
            length in 1..5000usize,
        ) {
            prop_assert_eq!(of(&scales), Kind::Raw);
            prop_assert_eq!(of(&vec![one; length]), Kind::Raw);
        }

        /// Of 64 random bytes or more nothing else is ever made.
        #[test]
        fn noise_is_raw(noise in prop::collection::vec(any::<u8>(), 64..5000)) {
            prop_assert_eq!(of(&noise), Kind::Raw);
        }
    }
}
