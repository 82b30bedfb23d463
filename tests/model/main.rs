//! The library alone: the golden model, codebooks, documents, the shape of what is emitted. No tools.

#[path = "../common/mod.rs"]
mod common;
#[path = "../oracle/mod.rs"]
mod oracle;

mod best_of;
mod codec;
mod damage;
mod decoder_doc;
mod file_of_frames;
mod loadable;
mod loads;
mod manifest;
mod markdown;
mod packets;
mod report;
mod snapshots;
mod stream_format;
mod structure;
mod vectors;
