//! With tools of others: simulators, linters, provers, clusters.

#[path = "../common/mod.rs"]
mod common;

mod console;
mod constraints;
mod dpi;
mod driver;
mod families;
mod formal;
mod fpga;
mod keep;
mod latency;
mod link;
mod lint;
mod loaded_encoder;
mod packages;
mod python;
mod ray;
mod registers;
mod rtl_vectors;
mod schema;
mod simulate;
mod sustained;
mod synth;
mod timing;
