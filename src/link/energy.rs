//! What a message costs: on the link, and in the codec.

use super::route::Timing;
use super::spec::Link;
use serde::Serialize;

/// What is known of a codec's energy.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CodecEnergy {
    /// Of the encoder, pJ per bit of the message.
    pub encoder: Option<f64>,
    /// Of the decoder, pJ per bit of the message.
    pub decoder: Option<f64>,
    /// Toggles on the link per bit of the message, not coded and coded.
    pub toggles: Option<(f64, f64)>,
}

/// Energy per bit of the message, pJ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Energy {
    /// The link's pJ a bit that was taken.
    pub link_pj_per_bit: f64,
    /// On the link, not coded.
    pub raw: f64,
    /// On the link, coded.
    pub coded: f64,
    /// Of the encoder, where that is known.
    pub encoder: Option<f64>,
    /// Of the decoder, where that is known.
    pub decoder: Option<f64>,
    /// All of the coded one, where that is known.
    pub total: Option<f64>,
    /// The link's pJ a bit above which coding costs less, where that is known: 0 where it always does, none where
    /// it never does.
    pub turns_at: Option<f64>,
    /// Whether toggles were counted.
    pub toggles: bool,
    /// Watts while the message is on its way, not coded.
    pub raw_watts: f64,
    /// The same, coded.
    pub coded_watts: Option<f64>,
}

impl Energy {
    /// Of a message on this link; none where nobody says what a bit costs.
    pub fn of(link: &Link, pj_per_bit: Option<f64>, codec: CodecEnergy, timing: &Timing) -> Option<Self> {
        let pj = pj_per_bit.or(link.pj_per_bit)?;
        let bytes = timing.bytes as f64;
        let (sent, coded_sent) = (timing.raw_wire_bytes / bytes, timing.coded_wire_bytes / bytes);
        // While the one that is not coded still sends, the other is idle.
        let idle = link.idle.unwrap_or_default() * (sent - coded_sent).max(0.0);
        let (toggling, toggles) = match (link.toggling, codec.toggles) {
            (Some(share), Some(toggles)) => (share, Some(toggles)),
            _ => (0.0, None),
        };
        // Random data toggle at every second bit; toggles are counted per bit of the message.
        let (raw_toggles, coded_toggles) = toggles.unwrap_or_default();
        let overhead = timing.coded_wire_bytes / timing.frame_bytes;
        let raw = (1.0 - toggling) * sent + toggling * raw_toggles / 0.5 * sent;
        let coded = (1.0 - toggling) * (coded_sent + idle) + toggling * coded_toggles / 0.5 * overhead;
        let spent = codec.encoder.zip(codec.decoder).map(|(encoder, decoder)| encoder + decoder);
        let turns_at = spent.and_then(|spent| match raw - coded {
            _ if spent == 0.0 && raw > coded => Some(0.0),
            saved if saved > 0.0 => Some(spent / saved),
            _ => None,
        });
        let total = spent.map(|spent| pj * coded + spent);
        let watts = |pj: f64, seconds: f64| pj * 1e-12 * 8.0 * bytes / seconds;
        Some(Self {
            link_pj_per_bit: pj,
            raw: pj * raw,
            coded: pj * coded,
            encoder: codec.encoder,
            decoder: codec.decoder,
            total,
            turns_at,
            toggles: toggles.is_some(),
            raw_watts: watts(pj * raw, timing.raw_seconds),
            coded_watts: total.map(|total| watts(total, timing.coded_seconds)),
        })
    }
}
