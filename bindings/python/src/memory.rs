//! Other people's memory, read where it lies: the buffer protocol, and DLPack where there is none.

use crate::error::Error;
use huffwire::tensor::Dtype;
use pyo3::buffer::PyUntypedBuffer;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods};
use std::ffi::c_void;
use std::slice;

/// What holds the memory while it is read.
enum Owner {
    Buffer(#[allow(dead_code)] PyUntypedBuffer),
    /// The capsule frees the tensor when it is dropped, for nobody takes it over.
    Capsule(#[allow(dead_code)] Py<PyCapsule>),
}

/// Values one behind the other, the last axis first.
pub struct Values {
    /// Holds what `pointer` points to.
    _owner: Owner,
    pointer: *const u8,
    length: usize,
    /// What the values are; `None` for plain bytes.
    pub dtype: Option<Dtype>,
    /// Values along each axis.
    pub shape: Vec<u64>,
}

// SAFETY: the memory is read only, and held by the owner, whatever the thread. As with every buffer, who changes the values
// meanwhile gets counts or frames of some of each: the golden model takes any bytes.
unsafe impl Send for Values {}
unsafe impl Sync for Values {}

impl AsRef<[u8]> for Values {
    fn as_ref(&self) -> &[u8] {
        if self.length == 0 {
            return &[];
        }
        // SAFETY: the owner holds so many bytes there.
        unsafe { slice::from_raw_parts(self.pointer, self.length) }
    }
}

impl Values {
    /// Of whatever has a buffer or DLPack; of dtypes without a buffer type, such as bfloat16, as unsigned integers.
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        match PyUntypedBuffer::get(object) {
            Ok(buffer) => Self::of_buffer(buffer, None),
            Err(no_buffer) => {
                if let Some(values) = Self::of_array(object)? {
                    return Ok(values);
                }
                if object.hasattr("__dlpack__")? {
                    return Self::of_dlpack(object);
                }
                let kind = object.get_type().name()?;
                let text = format!(
                    "{kind}: use bytes, a NumPy array, or an object with the buffer protocol or DLPack ({no_buffer})"
                );
                Err(PyTypeError::new_err(text))
            }
        }
    }

    fn of_buffer(buffer: PyUntypedBuffer, dtype: Option<String>) -> PyResult<Self> {
        if !buffer.is_c_contiguous() {
            return Err(scattered());
        }
        let format = buffer.format().to_string_lossy().into_owned();
        let bits = 8 * buffer.item_size() as u64;
        let dtype = match dtype {
            Some(name) => Some(Dtype::new(file_name(&name), bits)),
            None => buffer_dtype(&format, bits),
        };
        Ok(Self {
            pointer: buffer.buf_ptr().cast_const().cast(),
            length: buffer.len_bytes(),
            dtype,
            shape: buffer.shape().iter().map(|&axis| axis as u64).collect(),
            _owner: Owner::Buffer(buffer),
        })
    }

    /// An array of a dtype that the buffer protocol does not know, as those of ml_dtypes: a view of it as unsigned integers
    /// shares its memory. `None` for what is no such array.
    fn of_array(object: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        if !object.hasattr("__array_interface__")? {
            return Ok(None);
        }
        let dtype = object.getattr("dtype")?;
        let (name, size) = (dtype.getattr("name")?.extract::<String>()?, dtype.getattr("itemsize")?);
        let view = object.call_method1("view", (format!("u{}", size.extract::<usize>()?),))?;
        Self::of_buffer(PyUntypedBuffer::get(&view)?, Some(name)).map(Some)
    }

    fn of_dlpack(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        // Tensors that are part of a graph give nothing away.
        let object = match object.hasattr("detach")? {
            true => object.call_method0("detach")?,
            false => object.clone(),
        };
        let device: (i32, i32) = object.call_method0("__dlpack_device__")?.extract()?;
        if device.0 != CPU {
            let text = "the values are on a device: copy them to the host first, such as with .cpu()";
            return Err(Error::new_err(text));
        }
        let capsule = object.call_method0("__dlpack__")?.cast_into::<PyCapsule>()?;
        let managed = capsule.pointer_checked(Some(c"dltensor"))?.cast::<DlTensor>();
        // SAFETY: a capsule of this name holds a DLManagedTensor, which begins with a DLTensor.
        let tensor = unsafe { managed.as_ref() };
        let axes = usize::try_from(tensor.axes).unwrap_or(0);
        // SAFETY: the tensor has as many axes.
        let (shape, strides) = unsafe { (axis(tensor.shape, axes), axis(tensor.strides, axes)) };
        if !tensor.strides.is_null() && !contiguous(shape, strides) {
            return Err(scattered());
        }
        let bits = u64::from(tensor.bits) * u64::from(tensor.lanes);
        let values: u64 = shape.iter().map(|&axis| axis as u64).product();
        let pointer = tensor.data.cast_const().cast::<u8>().wrapping_add(tensor.byte_offset as usize);
        Ok(Self {
            pointer,
            length: (values * bits).div_ceil(8) as usize,
            dtype: Some(Dtype::new(dlpack_name(tensor.code, bits), bits)),
            shape: shape.iter().map(|&axis| axis as u64).collect(),
            _owner: Owner::Capsule(capsule.unbind()),
        })
    }
}

fn scattered() -> PyErr {
    Error::new_err(
        "the values do not lie one behind the other: copy them first, such as with numpy.ascontiguousarray",
    )
}

/// What a file would call values of that name in NumPy or ml_dtypes.
fn file_name(numpy: &str) -> String {
    let known = match numpy {
        "bfloat16" => "BF16",
        "float8_e4m3fn" => "F8_E4M3",
        "float8_e4m3fnuz" => "F8_E4M3FNUZ",
        "float8_e5m2" => "F8_E5M2",
        "float8_e5m2fnuz" => "F8_E5M2FNUZ",
        "float8_e8m0fnu" => "F8_E8M0",
        // Each in a byte of its own.
        "float6_e3m2fn" => "F6_E3M2",
        "float6_e2m3fn" => "F6_E2M3",
        "float4_e2m1fn" => "F4",
        other => other,
    };
    known.to_owned()
}

/// The dtype of a buffer's format, as the struct module says it; plain bytes have none.
fn buffer_dtype(format: &str, bits: u64) -> Option<Dtype> {
    let code = format.trim_start_matches(['@', '=', '<', '|']);
    let name = match code {
        "B" | "b" | "c" | "" => return None,
        "e" => "F16".to_owned(),
        "f" => "F32".to_owned(),
        "d" => "F64".to_owned(),
        "?" => "BOOL".to_owned(),
        "H" | "I" | "L" | "Q" | "N" => format!("U{bits}"),
        "h" | "i" | "l" | "q" | "n" => format!("I{bits}"),
        other => other.to_owned(),
    };
    Some(Dtype::new(name, bits))
}

/// `DLDevice.device_type` of the host.
const CPU: i32 = 1;

/// DLPack's tensor.
#[repr(C)]
struct DlTensor {
    data: *mut c_void,
    device_type: i32,
    device_id: i32,
    axes: i32,
    code: u8,
    bits: u8,
    lanes: u16,
    shape: *const i64,
    /// Null where the values lie one behind the other.
    strides: *const i64,
    byte_offset: u64,
}

/// # Safety
/// `of` is null or has so many.
unsafe fn axis<'a>(of: *const i64, axes: usize) -> &'a [i64] {
    if of.is_null() || axes == 0 { &[] } else { unsafe { slice::from_raw_parts(of, axes) } }
}

/// Whether values of these strides lie one behind the other, the last axis first.
fn contiguous(shape: &[i64], strides: &[i64]) -> bool {
    let mut expected = 1;
    shape.contains(&0)
        || shape.iter().zip(strides).rev().all(|(&length, &stride)| {
            let fits = length == 1 || stride == expected;
            expected *= length;
            fits
        })
}

/// What a file would call values of this type of DLPack.
fn dlpack_name(code: u8, bits: u64) -> String {
    match (code, bits) {
        (0, _) => format!("I{bits}"),
        (1, _) => format!("U{bits}"),
        (2, _) => format!("F{bits}"),
        (4, 16) => "BF16".to_owned(),
        (6, _) => "BOOL".to_owned(),
        (10, 8) => "F8_E4M3".to_owned(),
        (11, 8) => "F8_E4M3FNUZ".to_owned(),
        (12, 8) => "F8_E5M2".to_owned(),
        (13, 8) => "F8_E5M2FNUZ".to_owned(),
        (14, 8) => "F8_E8M0".to_owned(),
        _ => format!("DLPack type {code} of {bits} bits"),
    }
}
