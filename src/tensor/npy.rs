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
    let header = str::from_utf8(&header).ok().and_then(Header::parse);
    let header = header.ok_or_else(|| {
        file.malformed("a .npy header that is not understood (a plain array is needed, not a structured one)")
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
    })
}

/// The dtype of a numpy type string such as `<f4`.
fn dtype(descr: &str) -> Result<Dtype, String> {
    let refuse = || format!("dtype '{descr}' is not supported");
    let (order, kind) = descr.split_at_checked(1).ok_or_else(refuse)?;
    let (_, size) = kind.split_at_checked(1).ok_or_else(refuse)?;
    let bytes: u64 = size.parse().map_err(|_| refuse())?;
    if bytes == 0 || bytes > 1 << 32 || !"<>|=".contains(order) || kind.starts_with('O') {
        return Err(refuse());
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
        // How numpy writes the 8-bit floats of ml_dtypes, of any kind.
        "f1" => "V1",
        // UCS-4, so of four times the size it gives; times have a unit behind it. No elements of ours.
        other if !other.starts_with(['f', 'c', 'V', 'S']) => return Err(refuse()),
        other => other,
    };
    Ok(Dtype::new(name, 8 * bytes))
}

struct Header<'a> {
    descr: &'a str,
    shape: Vec<u64>,
}

impl<'a> Header<'a> {
    /// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`; keys in any order.
    fn parse(text: &'a str) -> Option<Self> {
        let mut rest = Scanner(text);
        let (mut descr, mut shape) = (None, None);
        rest.eat("{")?;
        while rest.eat("}").is_none() {
            let key = rest.string()?;
            rest.eat(":")?;
            match key {
                "descr" => descr = Some(rest.string()?),
                // Counting does not care for the order, and `encode` takes the elements as they lie.
                "fortran_order" => rest.eat("True").or_else(|| rest.eat("False"))?,
                "shape" => shape = Some(rest.numbers()?),
                _ => return None,
            }
            if rest.eat(",").is_none() {
                rest.eat("}")?;
                break;
            }
        }
        (rest.0.trim().is_empty()).then_some(Self { descr: descr?, shape: shape? })
    }
}

struct Scanner<'a>(&'a str);

impl<'a> Scanner<'a> {
    fn eat(&mut self, token: &str) -> Option<()> {
        self.0 = self.0.trim_start().strip_prefix(token)?;
        Some(())
    }

    fn string(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start();
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
            if self.eat(",").is_none() {
                self.eat(")")?;
                break;
            }
        }
        Some(numbers)
    }
}
