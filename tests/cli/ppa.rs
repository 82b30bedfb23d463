//! The tables of docs/ppa/ are those of the figures beside them, and the README says what they say.

use crate::common::root;
use serde_json::Value;
use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn every_page_has_the_figures_of_its_file() {
    let mut libraries = 0;
    for entry in fs::read_dir(root().join("docs/ppa")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        libraries += 1;
        let page = fs::read_to_string(path.with_extension("md")).unwrap();
        let file = fs::read_to_string(&path).unwrap();
        let all: Value = serde_json::from_str(&file).unwrap();
        let designs = all["designs"].as_object().unwrap();
        assert!(designs.len() >= 10);
        for result in designs.values() {
            for end in ["encoder", "decoder"] {
                let end = &result[end];
                let row = format!(
                    "| `{}` | {} | {:.1} | {} | {:.2} | {:.2} |",
                    end["module"].as_str().unwrap(),
                    end["latency_clocks"],
                    end["kge"].as_f64().unwrap(),
                    end["flip_flops"],
                    end["ghz"].as_f64().unwrap(),
                    end["ghz_with_ports"].as_f64().unwrap(),
                );
                assert!(page.contains(&row), "{row}");
            }
        }
        for library in all["designs"]["tiny"]["libraries"].as_array().unwrap() {
            assert!(page.contains(library["file"].as_str().unwrap()));
        }
        // Nobody's folders.
        assert!(!file.contains("\"file\": \"/"), "a path");
    }
    assert_eq!(libraries, 2);
}

/// The fit is of these very figures.
#[test]
fn the_fit_is_of_the_figures() {
    let designs: Value = serde_json::from_str(&read("docs/ppa/asap7.json")).unwrap();
    let area: Value = serde_json::from_str(&read("src/link/area.json")).unwrap();
    for kind in ["encoder", "parallel", "serial"] {
        for measured in area[kind]["measured"].as_array().unwrap() {
            let result = &designs["designs"][measured["design"].as_str().unwrap()];
            let end = if kind == "encoder" { "encoder" } else { "decoder" };
            let near =
                |key: &str| (result[end][key].as_f64().unwrap() - measured[key].as_f64().unwrap()).abs();
            assert!(near("kge") < 0.006 && near("ghz") < 0.0006, "{kind} {measured}");
        }
    }
}

/// The energy that the README decides by is what was measured.
/// Of the largest design with slots, and of what it is made of.
#[test]
fn the_document_of_slots_says_the_same() {
    let all: Value = serde_json::from_str(&read("docs/ppa/asap7.json")).unwrap();
    let document = read("docs/loadable.md").split_whitespace().collect::<Vec<_>>().join(" ");
    let of = |design: &str, end: &str, key: &str| all["designs"][design][end][key].as_f64().unwrap();
    for end in ["encoder", "decoder"] {
        let [loaded, fixed] = ["bf16_loadable", "bf16_train"]
            .map(|design| ["kge", "ghz", "latency_clocks"].map(|key| of(design, end, key)));
        let here = format!("of {:.1} kGE at {:.2} GHz in {:.0}", loaded[0], loaded[1], loaded[2]);
        let there =
            format!("has {:.1}, {:.2} and {:.0} ({:.2})", fixed[0], fixed[1], fixed[2], loaded[0] / fixed[0]);
        assert!(document.contains(&here) && document.contains(&there), "{here}; {there}");
    }
}

#[test]
fn the_readme_decides_by_the_energy_that_was_measured() {
    let all: Value = serde_json::from_str(&read("docs/ppa/asap7.json")).unwrap();
    let of = |end: &str| all["energy"]["bf16_link"][end]["energy"]["pj_per_bit"].as_f64().unwrap();
    let options = format!("--encoder-pj {:.4} --decoder-pj {:.4}", of("encoder"), of("decoder"));
    assert_eq!(read("README.md").matches(&options).count(), 2, "{options}");
}

/// Designs that stand in the README and there: the mapper's noise is a few percent.
#[test]
fn the_readme_says_the_same() {
    let all: Value = serde_json::from_str(&read("docs/ppa/asap7.json")).unwrap();
    let readme = read("README.md");
    let row = |begins: &str| -> Vec<f64> {
        let line = readme.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{begins}"));
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        cells[cells.len() - 2..].iter().map(|cell| cell.parse().unwrap()).collect()
    };
    for (begins, design, end) in [
        ("| parallel decoder, bf16, 8 bytes", "bf16_4_8", "decoder"),
        ("| parallel decoder, bf16, 16 bytes", "bf16_8_16", "decoder"),
    ] {
        let told = row(begins);
        let measured = &all["designs"][design][end];
        for (told, key) in told.iter().zip(["kge", "ghz"]) {
            let measured = measured[key].as_f64().unwrap();
            assert!((told / measured - 1.0).abs() < 0.03, "{begins}: {told}, and {measured} was measured");
        }
    }
}
