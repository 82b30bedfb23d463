//! The header of a .safetensors file.

use super::{Dtype, Tensor, TensorError, Whole};
use safetensors::tensor::Metadata;

/// As the safetensors crate limits it.
pub(super) const MAX_HEADER: u64 = 100_000_000;

pub(super) fn tensors(file: &Whole) -> Result<Vec<Tensor>, TensorError> {
    let mut length = [0; 8];
    if file.length < 8 {
        return Err(file.malformed("no safetensors file: it has less than 8 bytes"));
    }
    file.read(&mut length, 0)?;
    let length = u64::from_le_bytes(length);
    if length > MAX_HEADER {
        return Err(file.malformed(format!("no safetensors file: a header of {length} bytes")));
    }
    if length > file.length - 8 {
        let has = file.length;
        return Err(file.malformed(format!(
            "cut off: the header alone has {length} bytes, the file {has}; copy it again"
        )));
    }
    let mut header = vec![0; length as usize];
    file.read(&mut header, 8)?;
    let metadata: Metadata = crate::json::parse(&header)
        .map_err(|e| file.malformed(format!("safetensors header: {}", crate::json::said(&e))))?;
    let data = 8 + length;
    let end = data + metadata.data_len() as u64;
    if end > file.length {
        return Err(file.malformed(format!(
            "cut off: the header describes {end} bytes, the file has {}; copy it again",
            file.length
        )));
    }
    if end < file.length {
        return Err(file.malformed(format!("{} bytes behind the last tensor", file.length - end)));
    }
    let mut tensors: Vec<Tensor> = metadata
        .tensors()
        .into_iter()
        .map(|(name, info)| Tensor {
            file: file.path.clone(),
            file_length: file.length,
            name,
            dtype: Some(Dtype::new(info.dtype.to_string(), info.dtype.bitsize() as u64)),
            shape: info.shape.iter().map(|&n| n as u64).collect(),
            offset: data + info.data_offsets.0 as u64,
            bytes: (info.data_offsets.1 - info.data_offsets.0) as u64,
            memory: None,
        })
        .collect();
    // The map has no order of its own. Empty tensors share an offset.
    tensors.sort_by(|a, b| (a.offset, &a.name).cmp(&(b.offset, &b.name)));
    Ok(tensors)
}
