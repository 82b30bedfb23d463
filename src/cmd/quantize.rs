//! The options of quantisation, which `histogram` and `analyze` share.

use huffwire::tensor::quantize::{Format, Scale};

#[derive(clap::Args)]
pub struct Quantize {
    /// Look at the tensors (bf16, fp16 or fp32) quantised to these MX formats too: e4m3, e5m2, e3m2, e2m3, e2m1;
    /// separated by commas.
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_enum)]
    quantize: Vec<Typed>,

    /// What shares a scale: 32 values along the last axis, as OCP MX says, or the whole tensor; both for both.
    #[arg(long, value_name = "SCALE", value_delimiter = ',', value_enum, default_value = "block")]
    quantize_scale: Vec<TypedScale>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Typed {
    E4m3,
    E5m2,
    E3m2,
    E2m3,
    E2m1,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TypedScale {
    Block,
    Tensor,
}

impl Quantize {
    /// Every format with every scale, none twice.
    pub fn formats(&self) -> Vec<(Format, Scale)> {
        let mut formats = Vec::new();
        for scale in &self.quantize_scale {
            for typed in &self.quantize {
                let format = match typed {
                    Typed::E4m3 => Format::E4m3,
                    Typed::E5m2 => Format::E5m2,
                    Typed::E3m2 => Format::E3m2,
                    Typed::E2m3 => Format::E2m3,
                    Typed::E2m1 => Format::E2m1,
                };
                let scale = match scale {
                    TypedScale::Block => Scale::Block,
                    TypedScale::Tensor => Scale::Tensor,
                };
                if !formats.contains(&(format, scale)) {
                    formats.push((format, scale));
                }
            }
        }
        formats
    }
}
