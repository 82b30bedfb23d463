//! The program as it is typed. No other tools.

#[path = "../common/mod.rs"]
mod common;
#[path = "../oracle/mod.rs"]
mod oracle;

mod analyze;
mod base;
mod books;
mod calibrate;
mod console;
mod datasheet;
mod drift;
mod encode_decode;
mod envelope;
mod generate;
mod histogram;
mod init;
mod inputs;
mod interrupts;
mod link;
mod load;
mod manifest;
mod outputs;
mod ppa;
mod rtl_out;
mod streams;
mod synth;
mod tools;
