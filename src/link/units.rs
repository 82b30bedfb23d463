//! Quantities as people type and read them: sizes, times, rates, clocks.

/// A number and its unit: one of these with its factor.
fn quantity(text: &str, units: &[(&str, f64)], example: &str) -> Result<f64, String> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = text[end..].trim();
    let factor = units.iter().find(|(name, _)| *name == unit).map(|(_, factor)| factor);
    let value = text[..end].parse::<f64>().ok().zip(factor).map(|(number, factor)| number * factor);
    value.ok_or_else(|| {
        let names: Vec<&str> = units.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
        format!("use a number and {}, such as {example}", names.join(", "))
    })
}

const SIZES: [(&str, u64); 7] = [
    ("EiB", 1 << 60),
    ("PiB", 1 << 50),
    ("TiB", 1 << 40),
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("B", 1),
];

/// Bytes: `4096`, `64KiB`, `1 GiB`.
///
/// # Errors
/// What else could have been typed, in words.
pub fn bytes(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match text[end..].trim() {
        "" => Some(1),
        unit => SIZES.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor),
    };
    let example = || "use whole bytes, or KiB, MiB, GiB, TiB, PiB, EiB: 4096, 64KiB, 1GiB".to_owned();
    let (number, unit) = text[..end].parse::<u64>().ok().zip(unit).ok_or_else(example)?;
    number.checked_mul(unit).filter(|&bytes| bytes <= 1 << 60).ok_or_else(|| "at most 1EiB".to_owned())
}

/// Seconds: `2 ns`, `1.5us`, `0`.
///
/// # Errors
/// What else could have been typed, in words.
pub fn seconds(text: &str) -> Result<f64, String> {
    if text.trim() == "0" {
        return Ok(0.0);
    }
    quantity(text, &[("ps", 1e-12), ("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1.0)], "2ns")
}

/// Bytes a second: `128 GB/s`, `112Gb/s`.
///
/// # Errors
/// What else could have been typed, in words; a rate of 0 is none.
pub fn rate(text: &str) -> Result<f64, String> {
    let units =
        [("MB/s", 1e6), ("GB/s", 1e9), ("TB/s", 1e12), ("Mb/s", 125e3), ("Gb/s", 125e6), ("Tb/s", 125e9)];
    positive(quantity(text, &units, "128GB/s")?)
}

/// Hertz: `1.5 GHz`.
///
/// # Errors
/// What else could have been typed, in words; a clock of 0 is none.
pub fn clock(text: &str) -> Result<f64, String> {
    positive(quantity(text, &[("MHz", 1e6), ("GHz", 1e9)], "1.5GHz")?)
}

/// Picojoules, 0 or more.
///
/// # Errors
/// What else could have been typed, in words.
pub fn picojoules(text: &str) -> Result<f64, String> {
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    let number = text.trim().parse::<f64>().ok().filter(|_| text.trim().chars().all(plain));
    number.ok_or_else(|| "use a number of picojoules, 0 or more, such as 0.25".to_owned())
}

fn positive(value: f64) -> Result<f64, String> {
    if value > 0.0 { Ok(value) } else { Err("more than 0 is wanted".to_owned()) }
}

/// A size in the largest unit that is whole: `64 KiB`.
pub fn shown_bytes(bytes: u64) -> String {
    let whole = |(_, unit): &&(&str, u64)| bytes >= *unit && bytes.is_multiple_of(*unit);
    let (name, unit) = SIZES.iter().find(whole).unwrap_or(&SIZES[6]);
    format!("{} {name}", bytes / unit)
}

/// Three digits that count, and no exponent.
pub fn digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let places = (2 - value.abs().log10().floor() as i32).clamp(0, 6) as usize;
    let text = format!("{value:.places$}");
    // Rounding may have added a digit.
    match text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count() {
        4 if places > 0 => format!("{value:.*}", places - 1),
        _ => text,
    }
}

/// A time: `12.3 ns`.
pub fn shown_seconds(seconds: f64) -> String {
    scaled(seconds, &[(1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")])
}

/// Bytes a second: `45.6 GB/s`.
pub fn shown_rate(rate: f64) -> String {
    scaled(rate, &[(1e12, "TB/s"), (1e9, "GB/s"), (1e6, "MB/s")])
}

/// A clock: `1.5 GHz`.
pub fn shown_clock(clock: f64) -> String {
    scaled(clock, &[(1e9, "GHz"), (1e6, "MHz")])
}

fn scaled(value: f64, units: &[(f64, &str)]) -> String {
    // What rounds up to the next unit is shown in that.
    let fits = |(factor, _): &&(f64, &str)| value >= 0.9995 * factor;
    let (factor, name) = units.iter().find(fits).unwrap_or(&units[units.len() - 1]);
    format!("{} {name}", digits(value / factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_exact_up_to_an_exbibyte() {
        for (text, expected) in
            [("0", 0), ("4096", 4096), ("64KiB", 65536), ("1 GiB", 1 << 30), ("1EiB", 1 << 60), ("7 B", 7)]
        {
            assert_eq!(bytes(text), Ok(expected), "{text}");
        }
        for text in ["2EiB", "18446744073709551615"] {
            assert_eq!(bytes(text), Err("at most 1EiB".to_owned()), "{text}");
        }
        for text in ["", "KiB", "1.5KiB", "-1", "1 kB", "99999999999999999999"] {
            assert!(bytes(text).unwrap_err().starts_with("use whole bytes"), "{text}");
        }
    }

    #[test]
    fn quantities_have_units() {
        assert_eq!(seconds("2 ns"), Ok(2.0 * 1e-9));
        assert_eq!(seconds("0"), Ok(0.0));
        assert_eq!(rate("100Gb/s"), Ok(100.0 * 125e6));
        assert_eq!(clock("1.5GHz"), Ok(1.5e9));
        assert_eq!(picojoules("0.25"), Ok(0.25));
        for refused in ["2", "ns", "-2ns", "1e3ns", "2 hours"] {
            assert!(seconds(refused).is_err(), "{refused}");
        }
        assert!(clock("0GHz").is_err() && rate("0GB/s").is_err() && picojoules("-1").is_err());
        assert!(picojoules("nan").is_err() && picojoules("inf").is_err());
    }

    #[test]
    fn three_digits_are_shown() {
        for (value, expected) in
            [(0.0, "0"), (1.0, "1.00"), (9.999, "10.0"), (12.34, "12.3"), (1234.0, "1234")]
        {
            assert_eq!(digits(value), expected);
        }
        assert_eq!(digits(0.01875), "0.0187");
        assert_eq!(shown_seconds(1.5e-7), "150 ns");
        assert_eq!(shown_seconds(9.9999e-7), "1.00 us");
        assert_eq!(shown_rate(128e9), "128 GB/s");
        assert_eq!([shown_bytes(0), shown_bytes(1536), shown_bytes(1 << 20)], ["0 B", "1536 B", "1 MiB"]);
    }
}
