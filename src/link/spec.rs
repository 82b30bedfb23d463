//! A link: what a standard or a paper says of it, and nothing else.

use super::units;
use crate::words::{did_you_mean, shown};
use crate::yaml::{At, Document, YamlError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The links that come with Huffwire, by name.
const BUILT_IN: [(&str, &str); 15] = [
    ("ucie_2d", include_str!("../../links/ucie_2d.yaml")),
    ("ucie_2d_68", include_str!("../../links/ucie_2d_68.yaml")),
    ("ucie_2p5d", include_str!("../../links/ucie_2p5d.yaml")),
    ("ucie_2p5d_68", include_str!("../../links/ucie_2p5d_68.yaml")),
    ("ucie_3d", include_str!("../../links/ucie_3d.yaml")),
    ("nvlink_c2c", include_str!("../../links/nvlink_c2c.yaml")),
    ("serdes_112g", include_str!("../../links/serdes_112g.yaml")),
    ("pcie_6", include_str!("../../links/pcie_6.yaml")),
    ("cxl_3", include_str!("../../links/cxl_3.yaml")),
    ("cxl_3_68", include_str!("../../links/cxl_3_68.yaml")),
    ("ethernet_100g", include_str!("../../links/ethernet_100g.yaml")),
    ("ethernet_400g", include_str!("../../links/ethernet_400g.yaml")),
    ("ethernet_800g", include_str!("../../links/ethernet_800g.yaml")),
    ("hbm3", include_str!("../../links/hbm3.yaml")),
    ("noc_64", include_str!("../../links/noc_64.yaml")),
];

/// A link, in one direction. What is `None` nobody has said: it is asked for where it is needed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub about: String,
    /// Bytes a second on the wire, framing included.
    #[serde(rename = "bytes_per_second")]
    pub rate: Option<f64>,
    /// Its clock, Hz.
    #[serde(rename = "clock_hz")]
    pub clock: Option<f64>,
    /// Bytes a clock; the rate is both multiplied.
    pub bytes_per_clock: Option<u64>,
    /// From a byte's going in to its coming out, seconds: without the time that those before it take.
    #[serde(rename = "latency_seconds")]
    pub latency: Option<f64>,
    /// Energy of a bit on the wire, of random data, picojoules.
    pub pj_per_bit: Option<f64>,
    /// What an idle bit time costs, 0 to 1 of a sent bit.
    pub idle: Option<f64>,
    /// How much of the energy goes with toggles, 0 to 1.
    pub toggling: Option<f64>,
    /// What is sent at least; without, any number of bytes, or of whole clocks.
    pub flit: Option<Flit>,
    /// What a packet has around it.
    #[serde(rename = "packet")]
    pub framing: Framing,
    /// Where each figure is from, by its key.
    pub sources: BTreeMap<String, String>,
}

/// What is sent at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Flit {
    /// On the wire.
    pub bytes: u64,
    /// Of these of packets.
    pub payload: u64,
    /// Whether a packet begins in the flit in which the one before ends.
    pub shared: bool,
}

/// What a packet on the link has around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Framing {
    /// Bytes beside what it carries.
    pub header: u64,
    /// Bytes that it carries at least; less is filled up.
    pub least: u64,
    /// Bytes that it carries at most; what is longer goes in several.
    pub most: Option<u64>,
    /// Whether it can only be sent when all of it is there, and is only given on when all of it has come.
    pub whole: bool,
}

/// A link that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// Its file cannot be read or is none.
    #[error(transparent)]
    Yaml(#[from] YamlError),
    /// There is none of that name.
    #[error("no link `{name}`{meant} The links are {}; a file of your own has a name that ends in .yaml", known.join(", "))]
    Unknown {
        /// As typed.
        name: String,
        /// What may have been meant.
        meant: String,
        /// All there are.
        known: Vec<&'static str>,
    },
}

const KEYS: [&str; 12] = [
    "name",
    "about",
    "rate",
    "clock",
    "bytes_per_clock",
    "latency",
    "pj_per_bit",
    "idle",
    "toggling",
    "flit",
    "packet",
    "sources",
];

impl Link {
    /// The links that come with Huffwire.
    pub fn built_in() -> Vec<Self> {
        let parse = |(name, text): &(&str, &str)| {
            Self::parse(text, Path::new(&format!("{name}.yaml"))).expect("the project's own links are right")
        };
        BUILT_IN.iter().map(parse).collect()
    }

    /// The link of this name, or of this file.
    ///
    /// # Errors
    /// No such name, or a file that cannot be read or is no link; says file, line and what to change.
    pub fn find(name: &str) -> Result<Self, LinkError> {
        let path = Path::new(name);
        if path.extension().is_some() || path.components().count() > 1 {
            return Ok(Self::load(path)?);
        }
        let found = BUILT_IN.iter().find(|(known, _)| *known == name);
        let (known, text) = found.ok_or_else(|| {
            let known: Vec<&str> = BUILT_IN.iter().map(|(known, _)| *known).collect();
            let meant = match did_you_mean(name, known.iter().copied()) {
                meant if meant.is_empty() => ".".to_owned(),
                meant => meant,
            };
            LinkError::Unknown { name: shown(name), meant, known }
        })?;
        Ok(Self::parse(text, Path::new(&format!("{known}.yaml")))?)
    }

    /// Reads a link's file.
    ///
    /// # Errors
    /// A file that cannot be read or is no link; says file, line and what to change.
    pub fn load(file: &Path) -> Result<Self, YamlError> {
        Self::read(&Document::load(file)?)
    }

    /// Reads a link's text; `file` is only for errors.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn parse(text: &str, file: &Path) -> Result<Self, YamlError> {
        Self::read(&Document::parse(text, file)?)
    }

    fn read(document: &Document) -> Result<Self, YamlError> {
        let root = document.root();
        let fields =
            root.fields(&KEYS, "a link: name, rate or clock and bytes_per_clock, latency, pj_per_bit")?;
        let name = fields.required("name", "such as my_link")?.text("a name, such as my_link")?.to_owned();
        let about =
            fields.optional("about").map(|at| at.text("some words").map(str::to_owned)).transpose()?;
        let with_unit = |key: &str, parse: fn(&str) -> Result<f64, String>| {
            let read = |at: At| parse(at.text("a number with its unit")?).map_err(|error| wrong(&at, &error));
            fields.optional(key).map(read).transpose()
        };
        let share = |key: &str| {
            let read = |at: At| match at.real() {
                Some(share) if (0.0..=1.0).contains(&share) => Ok(share),
                _ => Err(at.refuse(format!("here stands {at}: use a share, 0 to 1"))),
            };
            fields.optional(key).map(read).transpose()
        };
        let (rate, clock) = (with_unit("rate", units::rate)?, with_unit("clock", units::clock)?);
        let bytes_per_clock = fields.optional("bytes_per_clock").map(|at| at_least(&at, 1)).transpose()?;
        if let (Some(at), true) = (fields.optional("rate"), bytes_per_clock.is_some()) {
            return Err(at.refuse("both `rate` and `bytes_per_clock`: leave one of them out"));
        }
        if let (Some(at), None) = (fields.optional("bytes_per_clock"), clock) {
            return Err(at.refuse("bytes a clock without `clock`: add it, such as clock: 2 GHz"));
        }
        let rate = rate.or_else(|| Some(clock? * bytes_per_clock? as f64));
        Ok(Self {
            name,
            about: about.unwrap_or_default(),
            rate,
            clock,
            bytes_per_clock,
            latency: with_unit("latency", units::seconds)?,
            pj_per_bit: with_unit("pj_per_bit", units::picojoules)?,
            idle: share("idle")?,
            toggling: share("toggling")?,
            flit: fields.optional("flit").map(|at| flit(&at)).transpose()?,
            framing: fields.optional("packet").map(|at| framing(&at)).transpose()?.unwrap_or_default(),
            sources: fields.optional("sources").map(|at| sources(&at)).transpose()?.unwrap_or_default(),
        })
    }
}

fn wrong(at: &At, why: &str) -> YamlError {
    at.refuse(format!("here stands {at}: {why}"))
}

fn at_least(at: &At, least: u64) -> Result<u64, YamlError> {
    // As far as sizes go at all.
    match at.number()? {
        number if (least..=1 << 30).contains(&number) => Ok(number),
        number => Err(at.refuse(format!("{number}: use {least} to {}", 1 << 30))),
    }
}

fn flit(at: &At) -> Result<Flit, YamlError> {
    let fields = at.fields(&["bytes", "payload", "shared"], "{ bytes: 256, payload: 240 }")?;
    let bytes = at_least(&fields.required("bytes", "how long a flit is, such as 256")?, 1)?;
    let carried = fields.required("payload", "how much of it packets have, such as 240")?;
    let payload = at_least(&carried, 1)?;
    if payload > bytes {
        return Err(
            carried.refuse(format!("{payload}: a flit of {bytes} bytes carries no more than it is long"))
        );
    }
    let shared = fields.optional("shared").map(|at| at.flag()).transpose()?.unwrap_or_default();
    Ok(Flit { bytes, payload, shared })
}

fn framing(at: &At) -> Result<Framing, YamlError> {
    let fields = at.fields(&["header", "least", "most", "whole"], "{ header: 38, least: 46, most: 1500 }")?;
    let bytes = |key: &str| fields.optional(key).map(|at| at_least(&at, 0)).transpose();
    let most = fields.optional("most").map(|at| at_least(&at, 1)).transpose()?;
    let (header, least) = (bytes("header")?.unwrap_or_default(), bytes("least")?.unwrap_or_default());
    if let (Some(at), true) = (fields.optional("least"), most.is_some_and(|most| least > most)) {
        return Err(at.refuse(format!("{least}: more than `most`")));
    }
    let whole = fields.optional("whole").map(|at| at.flag()).transpose()?.unwrap_or_default();
    Ok(Framing { header, least, most, whole })
}

fn sources(at: &At) -> Result<BTreeMap<String, String>, YamlError> {
    // A source is of a figure.
    let figures = &KEYS[2..KEYS.len() - 1];
    at.fields(figures, "{ rate: a standard and its section }")?;
    let pairs = at.pairs("{ rate: a standard and its section }")?;
    pairs.iter().map(|(key, at)| Ok(((*key).to_owned(), at.text("where it is from")?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Link, String> {
        Link::parse(text, Path::new("l.yaml")).map_err(|error| error.to_string())
    }

    #[test]
    fn every_figure_of_the_built_in_links_has_a_source() {
        for link in Link::built_in() {
            let json = serde_json::to_value(&link).unwrap();
            for (key, written) in [
                ("rate", "bytes_per_second"),
                ("latency", "latency_seconds"),
                ("pj_per_bit", "pj_per_bit"),
                ("idle", "idle"),
                ("toggling", "toggling"),
                ("flit", "flit"),
            ] {
                let given = !json[written].is_null();
                let sourced = link.sources.contains_key(key);
                let both = key == "rate" && link.sources.contains_key("bytes_per_clock");
                assert_eq!(given, sourced || both, "{}: {key}", link.name);
            }
            let framed = link.framing != Framing::default();
            assert_eq!(framed, link.sources.contains_key("packet"), "{}", link.name);
            assert!(!link.about.is_empty(), "{}", link.name);
            assert_eq!(Link::find(&link.name).unwrap(), link, "its name is its file's");
        }
    }

    #[test]
    fn a_clock_and_bytes_are_a_rate() {
        let link = parse("name: a\nclock: 2 GHz\nbytes_per_clock: 64\n").unwrap();
        assert_eq!((link.rate, link.latency, link.pj_per_bit), (Some(128e9), None, None));
    }

    #[test]
    fn every_refusal_says_where_and_what() {
        for (text, expected) in [
            ("rate: 1 GB/s\n", "l.yaml:1: `name` is missing"),
            ("name: a\nrate: 5\n", "l.yaml:2: rate: here stands `5`: use a number and MB/s, GB/s"),
            ("name: a\nspeed: 5\n", "l.yaml:2: unknown key `speed`"),
            ("name: a\nlatncy: 5 ns\n", "l.yaml:2: unknown key `latncy`, did you mean `latency`?"),
            ("name: a\nbytes_per_clock: 8\n", "l.yaml:2: bytes_per_clock: bytes a clock without `clock`"),
            ("name: a\nclock: 1 GHz\nbytes_per_clock: 0\n", "l.yaml:3: bytes_per_clock: 0: use 1 to"),
            ("name: a\nrate: 1 GB/s\nclock: 1 GHz\nbytes_per_clock: 8\n", "l.yaml:2: rate: both `rate` and"),
            ("name: a\nidle: 2\n", "l.yaml:2: idle: here stands `2`: use a share, 0 to 1"),
            ("name: a\nflit: { bytes: 64 }\n", "l.yaml:2: flit: `payload` is missing"),
            ("name: a\nflit: { bytes: 64, payload: 65 }\n", "l.yaml:2: flit.payload: 65: a flit of 64 bytes"),
            ("name: a\npacket: { least: 9, most: 8 }\n", "l.yaml:2: packet.least: 9: more than `most`"),
            ("name: a\nsources: { name: me }\n", "l.yaml:2: sources: unknown key `name`"),
            (
                "name: a\npj_per_bit: -1\n",
                "l.yaml:2: pj_per_bit: here stands `-1`: use a number of picojoules",
            ),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.starts_with(expected), "{message}\n  expected: {expected}");
        }
        let message = Link::find("ucie_25d").unwrap_err().to_string();
        assert!(message.starts_with("no link `ucie_25d`, did you mean `ucie_2d`?"), "{message}");
    }
}
