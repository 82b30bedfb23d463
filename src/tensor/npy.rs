//! The header of a .npy file: `\x93NUMPY`, the version, and a Python dictionary in text.
//!
//! Parsed here, as numpy writes it and nothing more of Python: the crates that know all of it recurse without
//! bound or overflow on a damaged header.

use super::{Dtype, Tensor, TensorError, Whole};

/// numpy itself refuses headers above 10,000 bytes unless told otherwise.
const MAX_HEADER: u64 = 1 << 16;

pub(super) fn tensor(file: &Whole) -> Result<Tensor, TensorError> {
    let mut start = [0; 12];
    let known = start.len().min(file.length as usize);
    file.read(&mut start[..known], 0)?;
    if &start[..6] != b"\x93NUMPY" {
        return Err(file.malformed("no .npy file: it does not begin with \\x93NUMPY"));
    }
    let (begin, length) = match start[6] {
        1 => (10, u64::from(u16::from_le_bytes([start[8], start[9]]))),
        2 | 3 => (12, u64::from(u32::from_le_bytes([start[8], start[9], start[10], start[11]]))),
        version => return Err(file.malformed(format!(".npy version {version}: 1, 2 and 3 are known"))),
    };
    if length > MAX_HEADER {
        return Err(file.malformed(format!("a .npy header of {length} bytes")));
    }
    let offset = begin + length;
    if offset > file.length {
        return Err(file.malformed(format!(
            "cut off: the header ends at byte {offset}, the file has {}; copy it again",
            file.length
        )));
    }
    let mut header = vec![0; length as usize];
    file.read(&mut header, begin)?;
    let header = str::from_utf8(&header).map_err(|_| "it is no text".to_owned());
    let header = header.and_then(Header::parse).map_err(|what| {
        file.malformed(format!(
            "a .npy header that is not understood ({what}); a plain array of numbers is needed, as np.save writes it"
        ))
    })?;
    let dtype = dtype(header.descr).map_err(|message| file.malformed(message))?;
    let values = header.shape.iter().try_fold(1u64, |product, &n| product.checked_mul(n));
    let bytes = values.and_then(|n| n.checked_mul(dtype.bits() / 8));
    let end = bytes.and_then(|bytes| bytes.checked_add(offset));
    let Some((bytes, end)) = bytes.zip(end) else {
        return Err(file.malformed(format!("a .npy shape beyond all bounds: {:?}", header.shape)));
    };
    if end > file.length {
        return Err(file.malformed(format!(
            "cut off: the header describes {end} bytes, the file has {}; copy it again",
            file.length
        )));
    }
    if end < file.length {
        return Err(file.malformed(format!("{} bytes behind the array", file.length - end)));
    }
    Ok(Tensor {
        file: file.path.clone(),
        file_length: file.length,
        name: file.stem(),
        dtype: Some(dtype),
        shape: header.shape,
        offset,
        bytes,
        memory: None,
    })
}

/// What numpy and ml_dtypes call dtypes by name, and what they are here: a header has such a name where the writer's
/// numpy knew the dtype by no code, and then every value has bytes of its own, also those of 4 and 6 bits.
const NAMED: [(&str, &str, u64); 32] = [
    ("bool", "BOOL", 8),
    ("uint8", "U8", 8),
    ("int8", "I8", 8),
    ("uint16", "U16", 16),
    ("int16", "I16", 16),
    ("uint32", "U32", 32),
    ("int32", "I32", 32),
    ("uint64", "U64", 64),
    ("int64", "I64", 64),
    ("float16", "F16", 16),
    ("float32", "F32", 32),
    ("float64", "F64", 64),
    ("complex64", "C64", 64),
    ("complex128", "c16", 128),
    ("bfloat16", "BF16", 16),
    ("float8_e4m3fn", "F8_E4M3", 8),
    ("float8_e4m3fnuz", "F8_E4M3FNUZ", 8),
    ("float8_e4m3b11fnuz", "float8_e4m3b11fnuz", 8),
    ("float8_e4m3", "float8_e4m3", 8),
    ("float8_e3m4", "float8_e3m4", 8),
    ("float8_e5m2", "F8_E5M2", 8),
    ("float8_e5m2fnuz", "F8_E5M2FNUZ", 8),
    ("float8_e8m0fnu", "F8_E8M0", 8),
    ("float6_e2m3fn", "F6_E2M3", 8),
    ("float6_e3m2fn", "F6_E3M2", 8),
    ("float4_e2m1fn", "F4", 8),
    ("int4", "int4", 8),
    ("uint4", "uint4", 8),
    ("int2", "int2", 8),
    ("uint2", "uint2", 8),
    ("int1", "int1", 8),
    ("uint1", "uint1", 8),
];

/// The dtype of a numpy type string such as `<f4`, or of a name.
fn dtype(descr: &str) -> Result<Dtype, String> {
    let refuse = |why: &str| format!("dtype '{descr}' is not supported{why}");
    if let Some((_, name, bits)) = NAMED.iter().find(|(name, ..)| *name == descr) {
        return Ok(Dtype::new(*name, *bits));
    }
    let (order, kind) = match descr.chars().next() {
        Some('<' | '>' | '|' | '=') => descr.split_at(1),
        // numpy takes a code without order for the machine's own.
        Some(_) => ("=", descr),
        None => return Err(refuse("")),
    };
    let (_, size) = kind.split_at_checked(1).ok_or_else(|| refuse(""))?;
    if kind.starts_with('O') {
        return Err(refuse(": objects of Python, pickled; save numbers, with an own array for each"));
    }
    let bytes: u64 = size.parse().map_err(|_| refuse(""))?;
    if bytes == 0 || bytes > 1 << 32 || !size.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(refuse(""));
    }
    if order == ">" && bytes > 1 {
        return Err(format!("dtype '{descr}' is big-endian: save it as '<{kind}' (`.astype('<{kind}')`)"));
    }
    let name = match kind {
        "b1" => "BOOL",
        "u1" => "U8",
        "i1" => "I8",
        "u2" => "U16",
        "i2" => "I16",
        "f2" => "F16",
        "u4" => "U32",
        "i4" => "I32",
        "f4" => "F32",
        "u8" => "U64",
        "i8" => "I64",
        "f8" => "F64",
        "c8" => "C64",
        // How numpy writes an 8-bit float of ml_dtypes; it writes others of them as V1.
        "f1" => "V1",
        // UCS-4, so of four times the size it gives; times have a unit behind it. No elements of ours.
        other if !other.starts_with(['f', 'c', 'V', 'S']) => return Err(refuse("")),
        other => other,
    };
    Ok(Dtype::new(name, 8 * bytes))
}

struct Header<'a> {
    descr: &'a str,
    shape: Vec<u64>,
}

impl<'a> Header<'a> {
    /// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`; keys in any order. Numbers and texts may be
    /// those of Python 2: `4096L`, `u'<f4'`. Else what is wrong with it.
    fn parse(text: &'a str) -> Result<Self, String> {
        let mut rest = Scanner(text);
        let (mut descr, mut order, mut shape) = (None, None, None);
        let other = || "no dictionary of descr, fortran_order and shape".to_owned();
        rest.eat("{").ok_or_else(other)?;
        while rest.eat("}").is_none() {
            let key = rest.string().ok_or_else(other)?;
            rest.eat(":").ok_or_else(other)?;
            let twice = match key {
                "descr" if rest.0.trim_start().starts_with(['[', '(']) => {
                    return Err("a structured dtype: save every field as an array of its own".to_owned());
                }
                "descr" => descr.replace(rest.string().ok_or("`descr` is no text")?).is_some(),
                // Counting does not care for the order, and `encode` takes the elements as they lie.
                "fortran_order" => {
                    let value = rest.eat("True").or_else(|| rest.eat("False"));
                    order.replace(value.ok_or("`fortran_order` is neither True nor False")?).is_some()
                }
                "shape" => shape.replace(rest.numbers().ok_or("`shape` is no tuple of sizes")?).is_some(),
                _ => return Err(format!("it has `{key}`")),
            };
            if twice {
                return Err(format!("`{key}` stands twice"));
            }
            if rest.eat(",").is_none() {
                rest.eat("}").ok_or_else(other)?;
                break;
            }
        }
        match (descr, shape) {
            (Some(descr), Some(shape)) if rest.0.trim().is_empty() => Ok(Self { descr, shape }),
            _ => Err(other()),
        }
    }
}

struct Scanner<'a>(&'a str);

impl<'a> Scanner<'a> {
    fn eat(&mut self, token: &str) -> Option<()> {
        self.0 = self.0.trim_start().strip_prefix(token)?;
        Some(())
    }

    /// In quotes, with or without the letter that Python 2 wrote, and Python 3 may, before them. No escapes: what
    /// is asked for has none.
    fn string(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start();
        let text = text.strip_prefix(['u', 'U', 'b', 'B']).unwrap_or(text);
        let quote = text.chars().next().filter(|c| "'\"".contains(*c))?;
        let (string, rest) = text[1..].split_once(quote)?;
        self.0 = rest;
        Some(string)
    }

    fn numbers(&mut self) -> Option<Vec<u64>> {
        let mut numbers = Vec::new();
        self.eat("(")?;
        while self.eat(")").is_none() {
            let text = self.0.trim_start();
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            numbers.push(text[..digits].parse().ok()?);
            self.0 = &text[digits..];
            self.0 = self.0.strip_prefix('L').unwrap_or(self.0);
            if self.eat(",").is_none() {
                self.eat(")")?;
                break;
            }
        }
        Some(numbers)
    }
}
