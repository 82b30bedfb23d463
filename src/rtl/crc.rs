//! The check's CRC as sums of bits: all of it is linear over two elements, so that a row of any width is one matrix of
//! constants. Shared by both ends.

use super::text::{Lit, Range};
use crate::codebook::{Books, Check};
use crate::design::Design;
use askama::Template;
use std::collections::HashMap;

/// Bits of a matrix that are looked at together for sums in common; more make no smaller ones, but take longer.
const TOGETHER: usize = 128;

/// Bits of the check.
pub fn width(check: Check) -> u32 {
    8 * check.bytes() as u32
}

fn polynomial(check: Check) -> u32 {
    match check {
        Check::Crc16 => 0x8408,
        Check::Crc32 => 0xedb8_8320,
    }
}

fn kind(check: Check) -> &'static str {
    match check {
        Check::Crc16 => "CRC-16/IBM-SDLC",
        Check::Crc32 => "CRC-32",
    }
}

/// What each of so many bits, the first one first, does to the CRC behind the last of them.
fn columns(check: Check, bits: usize) -> Vec<u32> {
    let polynomial = polynomial(check);
    let step = |crc: u32| crc >> 1 ^ if crc & 1 == 1 { polynomial } else { 0 };
    let mut columns = Vec::with_capacity(bits);
    let mut column = 1;
    for _ in 0..bits {
        column = step(column);
        columns.push(column);
    }
    columns.reverse();
    columns
}

/// The same for the bits of a CRC behind which so many zeros follow.
fn advance(check: Check, zeros: usize) -> Vec<u32> {
    let bits = width(check) as usize;
    let all = columns(check, zeros.max(bits));
    // The first bit is as many zeros ahead; bits beyond the zeros only move.
    (0..bits).map(|bit| if bit < zeros { all[all.len() - zeros + bit] } else { 1 << (bit - zeros) }).collect()
}

/// Sums over bits that are numbered from 0: first those that several have in common, each of two numbers and numbered on
/// from the bits, then what each output is the sum of.
struct Sums {
    shared: Vec<(usize, usize)>,
    outputs: Vec<Vec<usize>>,
}

impl Sums {
    /// Of a matrix given by its columns. The pair that most outputs have in common is summed first, then the next, as long
    /// as there is one (Paar 1997): two thirds of the gates that a mapper makes of the plain rows.
    fn of(columns: &[u32], width: u32) -> Self {
        let mut shared = Vec::new();
        let mut outputs = vec![Vec::new(); width as usize];
        for (part, columns) in columns.chunks(TOGETHER).enumerate() {
            let bits = |row: usize| {
                let has = move |(_, column): &(usize, &u32)| **column >> row & 1 == 1;
                columns.iter().enumerate().filter(has).map(move |(bit, _)| bit)
            };
            let mut rows: Vec<Vec<usize>> = (0..width as usize).map(|row| bits(row).collect()).collect();
            let pairs = in_common(&mut rows, columns.len());
            // Numbers of this part to those of all.
            let before = shared.len();
            let number = |at: usize| match at.checked_sub(columns.len()) {
                None => Node::Bit(part * TOGETHER + at),
                Some(sum) => Node::Sum(before + sum),
            };
            shared.extend(pairs.into_iter().map(|(a, b)| (number(a), number(b))));
            for (output, row) in outputs.iter_mut().zip(rows) {
                output.extend(row.into_iter().map(number));
            }
        }
        let index = |node| match node {
            Node::Bit(bit) => bit,
            Node::Sum(sum) => columns.len() + sum,
        };
        Self {
            shared: shared.into_iter().map(|(a, b)| (index(a), index(b))).collect(),
            outputs: outputs.into_iter().map(|row| row.into_iter().map(index).collect()).collect(),
        }
    }
}

#[derive(Clone, Copy)]
enum Node {
    Bit(usize),
    Sum(usize),
}

/// Takes pairs out of rows, as long as two rows have one in common, and puts their sum there.
fn in_common(rows: &mut [Vec<usize>], bits: usize) -> Vec<(usize, usize)> {
    let mut shared = Vec::new();
    let mut counts: HashMap<(usize, usize), usize> = HashMap::new();
    for row in rows.iter() {
        for (at, &b) in row.iter().enumerate() {
            row[..at].iter().for_each(|&a| *counts.entry((a, b)).or_default() += 1);
        }
    }
    // Of equally frequent ones the first, so that the text is the same every time.
    while let Some((&pair, _)) = counts
        .iter()
        .filter(|(_, count)| **count > 1)
        .max_by_key(|(pair, count)| (**count, std::cmp::Reverse(**pair)))
    {
        let (a, b) = pair;
        let sum = bits + shared.len();
        shared.push(pair);
        for row in rows.iter_mut().filter(|row| row.contains(&a) && row.contains(&b)) {
            row.retain(|&other| other != a && other != b);
            for &other in row.iter() {
                for gone in [a, b] {
                    let pair = (other.min(gone), other.max(gone));
                    *counts.get_mut(&pair).expect("a pair of the row") -= 1;
                }
                *counts.entry((other, sum)).or_default() += 1;
            }
            row.push(sum);
        }
        counts.remove(&pair);
    }
    shared
}

/// A module that is such sums.
#[derive(Template)]
#[template(path = "common/xors.v")]
pub struct Xors<'a> {
    p: &'a str,
    name: String,
    what: String,
    x_range: Range,
    y_range: Range,
    shared: Vec<String>,
    sums: Vec<String>,
}

impl<'a> Xors<'a> {
    fn new(p: &'a str, name: String, what: String, columns: &[u32], width: u32) -> Self {
        let bits = columns.len();
        let sums = Sums::of(columns, width);
        let name_of = |at: &usize| match at.checked_sub(bits) {
            None => format!("x[{at}]"),
            Some(sum) => format!("t{sum}"),
        };
        let shared = |(number, (a, b)): (usize, &(usize, usize))| {
            format!("t{number} = {} ^ {}", name_of(a), name_of(b))
        };
        let output = |(number, row): (usize, &Vec<usize>)| {
            let names: Vec<String> = row.iter().map(name_of).collect();
            let lines: Vec<String> = names.chunks(10).map(|chunk| chunk.join(" ^ ")).collect();
            format!("y[{number}] = {}", lines.join("\n        ^ "))
        };
        Self {
            p,
            name,
            what,
            x_range: Range(bits as u32),
            y_range: Range(width),
            shared: sums.shared.iter().enumerate().map(shared).collect(),
            sums: sums.outputs.iter().enumerate().map(output).collect(),
        }
    }

    /// The CRC of so many bits behind a CRC of zeros.
    pub fn row(p: &'a str, check: Check, bits: usize) -> Self {
        let what = format!("{} of {bits} bits behind a CRC of zeros", kind(check));
        Self::new(p, format!("crc_sum_{bits}"), what, &columns(check, bits), width(check))
    }

    /// A CRC behind which two bytes of zeros follow.
    pub fn head(p: &'a str, check: Check) -> Self {
        let what = format!("{} behind which two bytes of zeros follow", kind(check));
        Self::new(p, "crc_head".to_owned(), what, &advance(check, 16), width(check))
    }
}

/// The CRC of a row of elements.
#[derive(Template)]
#[template(path = "common/crc.v")]
pub struct Row<'a> {
    p: &'a str,
    kind: &'static str,
    lanes: usize,
    element_bits: usize,
    bits: usize,
    width: u32,
    width_range: Range,
    count_range: Range,
    x_range: Range,
}

impl<'a> Row<'a> {
    /// Of so many lanes.
    pub fn of(design: &'a Design, check: Check, lanes: usize) -> Self {
        let element_bits = 8 * design.element().bytes();
        Self {
            p: design.name(),
            kind: kind(check),
            lanes,
            element_bits,
            bits: lanes * element_bits,
            width: width(check),
            width_range: Range(width(check)),
            count_range: Range(lanes as u32 + 1),
            x_range: Range((lanes * element_bits) as u32),
        }
    }
}

/// A frame's check.
#[derive(Template)]
#[template(path = "common/crc_end.v")]
pub struct End<'a> {
    p: &'a str,
    kind: &'static str,
    width_range: Range,
    header: bool,
    header_bits: u32,
    header_range: Range,
    indexed: bool,
    index_bits: u32,
    zero: Lit,
    /// What fills a header up to the CRC's bits.
    zeros: Lit,
    /// Per index, inverted.
    tags: Vec<(Lit, Lit)>,
}

impl<'a> End<'a> {
    pub fn of(design: &'a Design, check: Check) -> Self {
        let books: &Books = design.books();
        let width = width(check);
        let (header_bits, index_bits) = (books.header_bits(), books.index_bits());
        let ones = u32::MAX >> (32 - width);
        let tag = |(index, book): (usize, &crate::codebook::Codebook)| {
            (Lit::dec(index_bits.max(1), index as u64), Lit::hex(width, !book.tag().0 & ones))
        };
        Self {
            p: design.name(),
            kind: kind(check),
            width_range: Range(width),
            header: header_bits > 0,
            header_bits,
            header_range: Range(header_bits.max(1)),
            indexed: books.indices() > 1,
            index_bits,
            zero: Lit::dec(width, 0u32),
            zeros: Lit::dec(width - header_bits, 0u32),
            tags: books.all().enumerate().map(tag).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bit at a time.
    fn serial(check: Check, crc: u32, bits: &[bool]) -> u32 {
        bits.iter().fold(crc, |crc, &bit| {
            let crc = crc ^ u32::from(bit);
            crc >> 1 ^ if crc & 1 == 1 { polynomial(check) } else { 0 }
        })
    }

    fn sum(sums: &Sums, bits: &[bool]) -> u32 {
        let mut values = bits.to_vec();
        for &(a, b) in &sums.shared {
            values.push(values[a] ^ values[b]);
        }
        let output = |row: &Vec<usize>| row.iter().fold(false, |sum, &at| sum ^ values[at]);
        sums.outputs.iter().rev().fold(0, |number, row| number << 1 | u32::from(output(row)))
    }

    /// Every single bit, and mixtures: the sums are linear, so this is all of them.
    #[test]
    fn sums_are_the_crc_bit_by_bit() {
        for check in Check::ALL {
            for bits in [8, 16, 32, 96, 128, 136, 512] {
                let sums = Sums::of(&columns(check, bits), width(check));
                for one in 0..bits {
                    let single: Vec<bool> = (0..bits).map(|bit| bit == one).collect();
                    assert_eq!(sum(&sums, &single), serial(check, 0, &single), "{check:?} {bits} bit {one}");
                }
                let mixed: Vec<bool> = (0..bits).map(|bit| bit * bit % 7 < 3).collect();
                assert_eq!(sum(&sums, &mixed), serial(check, 0, &mixed), "{check:?} {bits}");
            }
            let sums = Sums::of(&advance(check, 16), width(check));
            for bit in 0..width(check) {
                let crc: Vec<bool> = (0..width(check)).map(|other| other == bit).collect();
                assert_eq!(sum(&sums, &crc), serial(check, 1 << bit, &[false; 16]), "{check:?} bit {bit}");
            }
        }
    }

    /// A mapper finds 1,999 gates less shared ones in the plain rows.
    #[test]
    fn most_sums_are_made_once() {
        let sums = Sums::of(&columns(Check::Crc32, 128), 32);
        let plain: u32 = columns(Check::Crc32, 128).iter().map(|column| column.count_ones()).sum();
        let outputs: usize = sums.outputs.iter().map(|row| row.len() - 1).sum();
        assert!(2 * (sums.shared.len() + outputs) < plain as usize - 32);
    }
}
