//! What is sent over a link in which sizes, and what of the link is another than its file says.

use huffwire::link::sweep::Task;
use huffwire::link::{Link, MAX_CODECS, Missing, Wire, units};

/// Options that go with `--link`.
#[derive(clap::Args)]
pub(super) struct Traffic {
    /// The codec's clock, such as 1.5GHz [default: as measured; else the link's, where it has one].
    #[arg(long, requires = "link", value_name = "CLOCK", value_parser = units::clock)]
    pub clock: Option<f64>,
    /// Bytes of a message, such as 64KiB, or a range, such as 1KiB..1GiB, of which every doubling is looked at.
    #[arg(long, requires = "link", value_name = "SIZE", default_value = "1KiB..1GiB", value_parser = range)]
    pub message: Sizes,
    /// Bytes of a packet before coding [default: a message is one packet].
    #[arg(long, requires = "link", value_name = "SIZE", value_parser = size)]
    pub packet: Option<u64>,
    /// Codecs that work beside each other, each on as large a part of the link, 1 to 64; of many designs at most so many
    /// [default: 1; of many designs as many as the link takes].
    #[arg(long, requires = "link", value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MAX_CODECS))]
    pub codecs: Option<u64>,
    /// The link's rate instead of its own, such as 64GB/s, one way.
    #[arg(long, requires = "link", value_name = "RATE", value_parser = units::rate)]
    rate: Option<f64>,
    /// The link's latency instead of its own, such as 100ns, one way.
    #[arg(long, requires = "link", value_name = "TIME", value_parser = units::seconds)]
    latency: Option<f64>,
    /// What a bit on the link costs instead of its own figure, picojoules.
    #[arg(long, requires = "link", value_name = "PJ", value_parser = units::picojoules)]
    pub pj_per_bit: Option<f64>,
}

impl Traffic {
    /// The link's wire, with what was typed.
    pub fn wire(&self, link: &Link) -> Result<Wire, Missing> {
        Wire::of(link, self.rate, self.latency)
    }

    /// What is asked of many designs.
    pub fn task(&self, wire: &Wire) -> Task {
        Task {
            wire: wire.clone(),
            clock: self.clock,
            messages: self.message.0.clone(),
            packet: self.packet,
            codecs: self.codecs.unwrap_or(MAX_CODECS),
        }
    }
}

/// Every doubling from the first on up to the last.
#[derive(Clone, Debug)]
pub(super) struct Sizes(pub Vec<u64>);

/// Every doubling of a range.
///
/// # Errors
/// In words.
pub(super) fn doublings(text: &str, parse: impl Fn(&str) -> Result<u64, String>) -> Result<Sizes, String> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (parse(from)?, parse(to)?);
    if from > to {
        return Err("the range ends before it begins".to_owned());
    }
    let next = |size: &u64| size.checked_mul(2).filter(|size| *size <= to);
    Ok(Sizes(std::iter::successors(Some(from), next).collect()))
}

fn size(text: &str) -> Result<u64, String> {
    match units::bytes(text)? {
        0 => Err("1 byte at least".to_owned()),
        bytes => Ok(bytes),
    }
}

fn range(text: &str) -> Result<Sizes, String> {
    doublings(text, size)
}
