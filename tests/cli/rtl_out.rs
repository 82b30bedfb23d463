//! `rtl_out/` is what the reference designs generate.

use assert_cmd::Command;

#[test]
fn the_reference_designs_are_as_generated() {
    for design in crate::common::reference_designs() {
        let design = design.strip_prefix(crate::common::root()).unwrap().to_owned();
        let output = Command::cargo_bin("huffwire")
            .unwrap()
            .current_dir(crate::common::root())
            .args(["generate", "--check"])
            .arg(&design)
            .output()
            .unwrap();
        // The command itself prints what differs and how to make it again.
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn nothing_else_stands_there() {
    let mut folders: Vec<String> = std::fs::read_dir(crate::common::root().join("rtl_out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    assert_eq!(
        folders,
        ["bf16_best4", "bf16_link", "bf16_loadable", "bf16_train", "e4m3_link", "tiny", "tiny_parallel"]
    );
}
