//! The header that is checked in is the one that the library's source makes.

use std::path::Path;

#[test]
fn the_header_is_that_of_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("include/libhuffwire.h");
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    let mut made = Vec::new();
    let sources = ["src/lib.rs", "src/codec.rs", "src/status.rs"];
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in sources {
        builder = builder.with_src(root.join(source));
    }
    builder.generate().unwrap().write(&mut made);
    if std::env::var_os("HUFFWIRE_UPDATE_HEADER").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    let made = String::from_utf8(made).unwrap();
    let command = "HUFFWIRE_UPDATE_HEADER=1 cargo test -p huffwire-c --test header";
    assert!(
        there == made,
        "include/libhuffwire.h is not what the source says; write it again: {command}\n{made}"
    );
}
