//! The report of an analysis: that it says every figure, lets no name out unescaped, and stays small.

use huffwire::analysis::{
    Analysis, Claim, Code, Distribution, Drift, Figures, Gap, Group, GroupVerdict, Inputs, Limit, Place,
    Remedy, Saving, Skipped, Symbolised, Tensor, Verdict,
};
use huffwire::element::Element;
use huffwire::histogram::Weighting;
use huffwire::report::analysis::{files, text};

/// A symbolisation of 16 bits with codes of which the third is missing.
const CODES: [(&str, &str); 5] = [
    ("unlimited", "unlimited"),
    ("8 bits, escape", "limited"),
    ("8 bits", "limited"),
    ("DLC", "dlc"),
    ("base own per 1024", "base"),
];

/// Figures that are all different for every `seed`; with `seed` 9 the fixed code makes the data grow.
fn figures(seed: u32) -> Figures {
    let x = f64::from(seed);
    let fixed = if seed == 9 { 17.3571 } else { 11.0437 + x };
    let (entropy, huffman) = (10.1234 + x / 7.0, 10.2345 + x / 7.0);
    let saving = |bits: f64| 100.0 * (1.0 - bits / 16.0);
    let gap = |other: f64| Gap { points: (fixed - other) / 0.16, percent: 100.0 * (fixed / other - 1.0) };
    Figures {
        entropy,
        huffman,
        fixed: vec![Some(10.9876 + x), Some(fixed), None, Some(12.3456 + x), Some(10.8765 + x)],
        kl: 0.0123 + x / 100.0,
        saving: Saving { entropy: saving(entropy), huffman: saving(huffman), fixed: saving(fixed) },
        gap_huffman: gap(huffman),
        gap_entropy: gap(entropy),
    }
}

fn group(name: &str, seed: u32, tensors: u64, alphabets: &[&str]) -> Group {
    let mut mean = vec![0.0; 256];
    mean[120] = 0.75;
    mean[123] = 0.25;
    let calibrated = if tensors == 0 { Vec::new() } else { mean.clone() };
    let distribution = |alphabet: &&str| Distribution {
        name: (*alphabet).to_owned(),
        calibrated: calibrated.clone(),
        mean: mean.clone(),
        least: mean.iter().map(|p| p / 2.0).collect(),
        most: mean.iter().map(|p| p * 1.1).collect(),
    };
    Group {
        name: name.to_owned(),
        tensors: 1201 + u64::from(seed),
        values: 7_654_321 + u64::from(seed),
        calibrated: tensors,
        figures: figures(seed),
        within_half: 0.1111 + f64::from(seed) / 100.0,
        within_one: 0.2222 + f64::from(seed) / 100.0,
        within_both: 0.0505 + f64::from(seed) / 100.0,
        distributions: alphabets.iter().map(distribution).collect(),
    }
}

fn symbolised(name: &str, groups: &[&str], alphabets: &[&str]) -> Symbolised {
    let code = |(name, kind): (&str, &'static str)| Code {
        name: name.to_owned(),
        kind,
        max_length: name.starts_with('8').then_some(8),
        escape: name.ends_with("escape"),
        digests: vec!["0123456789abcdef0123".to_owned(); alphabets.len()],
        missing: (name == "8 bits").then(|| "300 symbols < 256 & more".to_owned()),
    };
    Symbolised {
        name: name.to_owned(),
        description: format!("symbols of {name}"),
        value_bits: 16.0,
        raw_bits: 8.0,
        lossless: name != "e4m3 mx",
        codes: CODES.into_iter().map(code).collect(),
        chosen: 1,
        total: group("all", 5, 12, alphabets),
        // The second group has no calibrated tensor.
        groups: groups
            .iter()
            .zip([3, 9, 4])
            .map(|(name, seed)| group(name, seed, if seed == 9 { 0 } else { 7 }, alphabets))
            .collect(),
        by_limit: (7..=12)
            .map(|limit| Limit {
                max_length: limit,
                escape: 11.0 + 1.0 / f64::from(limit),
                plain: (limit > 7).then(|| 11.0 + 40.0 / f64::from(limit).powi(2)),
            })
            .collect(),
    }
}

/// Tensors of the groups in turn, with or without the places that names tell.
fn tensors(count: usize, groups: usize, symbolisations: usize, steps: usize, told: bool) -> Vec<Tensor> {
    let number = |n: usize| told.then(|| n.to_string());
    let tensor = |i: usize| Tensor {
        name: format!("layers.{}.<b>\"'&", i / groups),
        file: format!("a&b<c>/{i}.npy"),
        group: i % groups,
        place: Place { layer: number(i / groups % 90), shard: number(i % 7), step: number(i % steps) },
        values: 1000,
        mean_exponent: told.then_some(100.0 + (i % 17) as f64),
        figures: vec![figures(i as u32 % 8); symbolisations],
    };
    (0..count).map(tensor).collect()
}

fn analysis(groups: &[&str], symbolisations: Vec<Symbolised>, tensors: Vec<Tensor>) -> Analysis {
    let remedy = |kind, gain: f64| Remedy {
        kind,
        text: "a <codebook> of the group's own".to_owned(),
        saving: 20.0 + gain,
        gain,
        bound: gain > 1.0,
        within_both: (kind == "group").then_some(1.0),
    };
    let verdict = |name: &&str| GroupVerdict {
        name: (*name).to_owned(),
        claim: Claim::Fails,
        text: "Of 12 tensors 3 & no more are within 0.5 points.".to_owned(),
        worst: (0..tensors.len().min(5)).collect(),
        remedies: vec![remedy("group", 1.23), remedy("code", -0.77)],
    };
    let inputs = |tensors| Inputs {
        files: 3,
        tensors,
        values: 9_000_001,
        empty: vec!["<nothing> in a.npy".to_owned()],
        steps: ["0", "1", "2"].map(str::to_owned).to_vec(),
    };
    Analysis {
        generator: "huffwire 0.0.0".to_owned(),
        folder: Vec::new(),
        element: Element::named("bf16").unwrap(),
        weight: Weighting::Tensors,
        group_by: Some("(?<group>act|grad)".to_owned()),
        calibrate: inputs(24),
        evaluate: inputs(tensors.len() as u64),
        skipped: vec![Skipped {
            side: "evaluate",
            what: "x<y>.npy".to_owned(),
            why: "cut & short".to_owned(),
        }],
        verdict: Verdict {
            holds: false,
            text: "The claim does not hold: 2 of 3 groups fail.".to_owned(),
            groups: groups.iter().map(verdict).collect(),
            symbolisations: vec![remedy("symbols", 0.31)],
            better: None,
        },
        symbolisations,
        scales: Vec::new(),
        tensors,
    }
}

/// Exponents of every group at steps calibrated on and at later ones; of one of them none.
fn scales(groups: &[&str]) -> Vec<Drift> {
    let drift = |(at, group): (usize, &&str), step: usize| Drift {
        group: (*group).to_owned(),
        step: Some(step.to_string()),
        calibrated: step < 2,
        mean_exponent: (at + step != 3).then_some(110.0 - (at * step) as f64),
    };
    groups.iter().enumerate().flat_map(|group| (0..5).map(move |step| drift(group, step))).collect()
}

const GROUPS: [&str; 3] = ["layers.*.act", "<script>alert('&\"')</script>", "grad"];

/// Several groups and symbolisations, and names that would be markup.
fn several() -> Analysis {
    let symbolisations = vec![
        symbolised("bf16", &GROUPS, &["symbol"]),
        symbolised("planes", &GROUPS, &["byte 0", "byte 1"]),
        symbolised("e4m3 mx", &GROUPS, &["symbol"]),
    ];
    Analysis { scales: scales(&GROUPS), ..analysis(&GROUPS, symbolisations, tensors(42, 3, 3, 3, true)) }
}

/// One tensor whose name tells nothing.
fn one() -> Analysis {
    let mut one =
        analysis(&["all"], vec![symbolised("bf16", &["all"], &["symbol"])], tensors(1, 1, 1, 1, false));
    one.verdict.holds = true;
    one.verdict.groups[0].claim = Claim::Holds;
    one.skipped.clear();
    one
}

fn index(analysis: &Analysis) -> String {
    let files = files(analysis, None);
    assert_eq!(files[0].path, "index.html");
    files[0].text.clone()
}

/// The text of a page or picture, its markup and entities resolved.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((text, markup)) = rest.split_once('<') {
        out += text;
        out.push('\n');
        rest = markup.split_once('>').expect("an element ends").1;
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#60;", "<"), ("&#62;", ">")];
    let more = [("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&"), ("&amp;", "&")];
    entities.iter().chain(&more).fold(out + rest, |text, (entity, c)| text.replace(entity, c))
}

#[test]
fn every_figure_of_a_group_is_on_the_page() {
    let analysis = several();
    let page = plain(&index(&analysis));
    let words: std::collections::HashSet<&str> = page.split(['\n', ' ', ',', ';']).collect();
    let has = |what: &str, figure: f64, decimals: usize| {
        let text = format!("{figure:.decimals$}").replace('-', "\u{2212}");
        assert!(words.contains(&text[..]), "{what}: {text}");
    };
    let first = &analysis.symbolisations[0];
    for group in first.groups.iter().chain([&first.total]) {
        let f = &group.figures;
        has("entropy", f.entropy, 4);
        has("Huffman", f.huffman, 4);
        has("KL", f.kl, 4);
        for fixed in f.fixed.iter().flatten() {
            has("fixed", *fixed, 4);
            has("saved", 100.0 - fixed / 0.16, 2);
        }
        for saving in [f.saving.entropy, f.saving.huffman, f.saving.fixed] {
            has("saving", saving, 2);
        }
        for gap in [f.gap_huffman, f.gap_entropy] {
            has("points", gap.points, 2);
            has("percent", gap.percent, 2);
        }
        for share in [group.within_half, group.within_one, group.within_both] {
            has("share", 100.0 * share, 2);
        }
        assert!(page.contains(&format!("{} calibrated", group.calibrated)));
        assert!(page.contains(&format!("7,654,{} values", group.values - 7_654_000)));
        assert!(page.contains(&format!("1,{} tensors", group.tensors - 1000)));
    }
    assert!(
        first.groups.iter().any(|group| group.figures.saving.fixed < 0.0),
        "a saving below zero was tried"
    );
}

#[test]
fn every_symbolisation_code_and_remedy_is_on_the_page() {
    let analysis = several();
    let page = plain(&index(&analysis));
    for symbolised in &analysis.symbolisations {
        assert!(page.contains(&format!("{}\n", symbolised.name)), "{}", symbolised.name);
        assert!(page.contains(&symbolised.description));
    }
    for text in [
        "unlimited",
        "8 bits, escape",
        "DLC",
        "300 symbols < 256 & more",
        "+1.23",
        "\u{2212}0.77",
        "+0.31",
        "21.23",
    ] {
        assert!(page.contains(text), "{text}");
    }
    for text in ["lossless", "quantised", "x<y>.npy", "cut & short", "<nothing> in a.npy", "huffwire 0.0.0"] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn names_are_text_and_never_markup() {
    let mut analysis = several();
    analysis.tensors[0].name = "a\u{1}b\u{0}<i>\u{ffff}".to_owned();
    for file in files(&analysis, None) {
        let text = &file.text;
        for markup in ["<script", "<b>\"", "<i>", "<codebook>", "<c>", "<nothing>", "<y>", "'&\"'"] {
            assert!(!text.contains(markup), "{markup} in {}", file.path);
        }
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{}", file.path);
    }
    let page = plain(&index(&analysis));
    assert!(page.contains("<script>alert('&\"')</script>"), "the group's name");
    assert!(page.contains("a\u{fffd}b\u{fffd}<i>\u{fffd}"), "a tensor's name");
    assert!(page.contains("a&b<c>/1.npy"), "its file");
}

#[test]
fn plots_are_xml_that_stands_alone() {
    let files = files(&several(), None);
    let plots: Vec<_> = files.iter().filter(|file| file.path.ends_with(".svg")).collect();
    for kind in ["distribution", "saving", "gap", "divergence", "scale", "limit"] {
        assert!(plots.iter().any(|plot| plot.path == format!("plots/{kind}_1.svg")), "{kind}");
    }
    // Where exponents lie, and what codes lose along it.
    assert_eq!(plots.iter().filter(|plot| plot.path.contains("scale")).count(), 2);
    // Of the first symbolisation three groups, of `planes` two alphabets, of the third one.
    assert_eq!(plots.iter().filter(|plot| plot.path.contains("distribution")).count(), 3 + 2 + 1);
    for plot in plots {
        let xml =
            roxmltree::Document::parse(&plot.text).unwrap_or_else(|error| panic!("{}: {error}", plot.path));
        let root = xml.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
        let child =
            |name| root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)));
        assert!(child("title").is_some_and(|title| title.text().is_some_and(|text| !text.trim().is_empty())));
        assert!(
            child("style").is_some_and(|style| style.text().unwrap().contains("prefers-color-scheme: dark"))
        );
        let number = |name: &str| root.attribute(name).unwrap().parse::<f64>().unwrap();
        let (width, height) = (number("width"), number("height"));
        for node in xml.descendants().filter(|node| node.is_element()) {
            for (axis, size) in
                [("x", width), ("cx", width), ("x1", width), ("y", height), ("cy", height), ("y1", height)]
            {
                if let Some(at) = node.attribute(axis) {
                    let at: f64 = at.parse().unwrap();
                    assert!((0.0..=size).contains(&at), "{}: {axis} = {at}", plot.path);
                }
            }
        }
    }
}

/// Pictures within the page are XML, too, and colours that the dark style does not know are not used.
#[test]
fn pictures_of_the_page_are_whole_and_have_dark_colours() {
    let page = index(&several());
    let pictures: Vec<&str> =
        page.split("<svg ").skip(1).map(|rest| rest.split_once("</svg>").expect("an end").0).collect();
    let classes =
        |class: &str| pictures.iter().filter(|p| p.starts_with(&format!("class=\"{class}\""))).count();
    assert_eq!((classes("wide"), classes("narrow")), (pictures.len() / 2, pictures.len() / 2));
    for picture in pictures {
        let picture = format!("<svg {picture}</svg>");
        let xml = roxmltree::Document::parse(&picture).expect("XML");
        assert!(!xml.root_element().attribute("aria-label").unwrap().is_empty());
        for node in xml.descendants() {
            for colour in ["fill", "stroke"].into_iter().filter_map(|name| node.attribute(name)) {
                let known = page.contains(&format!("[fill=\"{colour}\"] {{ fill: #"));
                assert!(colour == "none" || known, "{colour}");
            }
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for analysis in [several(), one()] {
        for file in files(&analysis, None) {
            let text = file.text.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
            for reference in ["http", "src=", "href", "url(", "@import", "<script", "<link", "<iframe"] {
                assert!(!text.contains(reference), "{reference} in {}", file.path);
            }
        }
    }
}

#[test]
fn one_tensor_without_a_place_has_a_page() {
    let analysis = one();
    let files = files(&analysis, None);
    let page = plain(&files[0].text);
    assert!(page.contains("The names tell neither layer nor shard"));
    assert!(!files.iter().any(|file| file.path.contains("gap")));
    assert!(page.contains("KL of every tensor, the largest first"));
    assert!(!files[0].text.contains("<tr class=\"total\">"), "one group needs no sum");
    assert!(!page.contains("skipped"));
}

#[test]
fn a_group_without_calibration_says_so() {
    assert!(plain(&index(&several())).contains("None of the calibrated tensors is in the group."));
}

/// Figures that are no numbers, and distributions of nothing, make no picture and no panic.
#[test]
fn nothing_to_draw_is_no_error() {
    let mut analysis = one();
    let first = &mut analysis.symbolisations[0];
    first.by_limit.clear();
    for group in first.groups.iter_mut().chain([&mut first.total]) {
        group.distributions[0].mean.fill(0.0);
        group.distributions[0].least.fill(0.0);
        group.distributions[0].most.fill(0.0);
        group.distributions[0].calibrated.clear();
        group.figures.entropy = f64::NAN;
        group.figures.saving.entropy = f64::NAN;
        group.figures.fixed = vec![None; 5];
    }
    analysis.tensors[0].figures[0].kl = f64::NAN;
    let files = files(&analysis, None);
    assert_eq!(
        files.iter().map(|file| &file.path[..]).collect::<Vec<_>>(),
        ["index.html", "plots/saving_1.svg"]
    );
    assert!(plain(&files[0].text).contains("\nn/a\n"));
    analysis.tensors.clear();
    analysis.verdict.groups[0].worst.clear();
    assert!(text(&analysis).contains("n/a"));
    assert!(plain(&index(&analysis)).contains("\nn/a\n"));
}

/// All the same value, and one symbol alone: ranges of no width.
#[test]
fn ranges_of_no_width_are_drawn() {
    let mut analysis = one();
    let first = &mut analysis.symbolisations[0];
    first.by_limit.truncate(1);
    for group in first.groups.iter_mut().chain([&mut first.total]) {
        let d = &mut group.distributions[0];
        for series in [&mut d.calibrated, &mut d.mean, &mut d.least, &mut d.most] {
            series.fill(0.0);
            series[255] = 1.0;
        }
        group.figures.saving = Saving::default();
    }
    analysis.tensors[0].figures[0].kl = 0.0;
    let files = files(&analysis, None);
    assert_eq!(files.len(), 1 + 4);
    files[1..].iter().for_each(|file| drop(roxmltree::Document::parse(&file.text).expect("XML")));
}

#[test]
fn a_hundred_thousand_tensors_make_a_small_page() {
    let names: Vec<String> =
        (0..500).map(|i| format!("model.layers.*.mlp.experts.{i}.down_proj.weight")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut first = symbolised("bf16", &GROUPS, &["symbol"]);
    first.groups = names.iter().zip(0..).map(|(name, seed)| group(name, seed % 9, 7, &["symbol"])).collect();
    let mut analysis = analysis(&names, vec![first], tensors(100_000, 500, 1, 3, true));
    analysis.skipped = vec![analysis.skipped[0].clone(); 1000];
    analysis.scales = scales(&names);
    let page = index(&analysis);
    assert!(page.len() < 2 << 20, "{} bytes", page.len());
    let page = plain(&page);
    for text in [
        "1,000 inputs skipped",
        "and 980 more",
        "analysis.json has all 500",
        "The 12 groups furthest from their own Huffman codes",
        "A cell is the worst of",
        "Of 500 groups the 24 whose exponents moved most.",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(text(&analysis).lines().count() < 120);
}

/// What costs is no help: the page says apart from the table that it was tried, the terminal not at all.
#[test]
fn a_remedy_that_costs_is_not_listed_as_help() {
    for analysis in [several(), one()] {
        let page = index(&analysis);
        let mut tables = page.split("What would help").skip(1).peekable();
        assert!(tables.peek().is_some());
        for table in tables {
            let table = plain(table.split("</table>").next().unwrap());
            assert!(table.contains("+1.23") && !table.contains("\u{2212}0.77"), "{table}");
        }
        assert!(plain(&page).contains("no help: a <codebook> of the group's own (\u{2212}0.77 points)"));
        let text = text(&analysis);
        assert!(text.contains("+1.23 points") && !text.contains("-0.77"), "{text}");
    }
}

/// The answer is green where what was measured makes the claim hold for all, and says what.
#[test]
fn the_answer_has_the_colour_of_the_best_that_was_measured() {
    let mut analysis = several();
    assert!(index(&analysis).contains("class=\"answer bad\""));
    let within = |share| Remedy { within_both: share, ..several().verdict.groups[0].remedies[0].clone() };
    for (share, class) in [(Some(1.0), "good"), (Some(0.99), "bad"), (None, "bad")] {
        analysis.verdict.better = Some(within(share));
        let page = index(&analysis);
        assert!(page.contains(&format!("class=\"answer {class}\"")), "{share:?}");
        assert_eq!(page.contains(": the claim holds with "), class == "good", "{share:?}");
    }
    assert!(index(&one()).contains("class=\"answer good\""));
}

/// A single rare symbol far away does not press the others into a corner; it is told in words.
#[test]
fn a_distribution_shows_where_the_data_are() {
    let page = |rare: f64| {
        let mut analysis = one();
        let group = &mut analysis.symbolisations[0].groups[0];
        group.distributions[0].most[3] = rare;
        plain(&index(&analysis))
    };
    assert!(page(0.0).contains("Symbols outside 120 to 123 do not occur."));
    let rare = page(0.000_213);
    assert!(
        rare.contains("Symbols outside 120 to 123 are too rare to be seen: none has more than 0.03 %"),
        "{rare}"
    );
    assert!(page(0.05).contains("Symbols outside 3 to 123 do not occur."));
}

/// The steps on the axis, calibrated ones first, and every code that is compared along the drift.
#[test]
fn the_drift_of_the_scale_is_drawn() {
    let analysis = several();
    let page = plain(&index(&analysis));
    assert!(page.contains("Drift of the scale"));
    assert!(page.contains("2 steps calibrated on, 3 evaluated"));
    assert!(page.contains("fixed: 8 bits, escape") && page.contains("base own per 1024"));
    // Without an exponent, or with nothing to compare, there is none.
    let mut plain_codes = several();
    plain_codes.symbolisations[0].codes[4].kind = "dlc";
    let paths = |analysis: &Analysis| -> Vec<String> {
        files(analysis, None).into_iter().map(|file| file.path).collect()
    };
    assert!(!paths(&plain_codes).contains(&"plots/scale_2.svg".to_owned()));
    assert!(!paths(&Analysis { scales: Vec::new(), ..several() }).iter().any(|path| path.contains("scale")));
}

#[test]
fn the_terminal_has_110_columns() {
    for analysis in [several(), one()] {
        let text = text(&analysis);
        for line in text.lines() {
            assert!(line.chars().count() <= 110, "{line}");
            assert!(!line.ends_with(' ') && !line.chars().any(char::is_control), "{line:?}");
        }
        assert!(text.starts_with(&analysis.verdict.text), "the verdict comes first");
    }
    assert!(text(&one()).lines().count() <= 40);
}

#[test]
fn the_text_of_one_group() {
    insta::assert_snapshot!(text(&one()));
}
