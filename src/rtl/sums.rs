//! Linear maps over bits as sums, those made once that several outputs have in common; and the CRC made of them.

use super::crc::{Crc, Map, Powers};
use super::text::{Lit, Range};
use crate::codebook::{Books, Check, Codebook};
use crate::design::Design;
use askama::Template;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Bits of a matrix that are looked at together for sums in common; more make no smaller ones, but take longer.
const TOGETHER: usize = 128;
/// Levels of gates below which sums are made in common. One more saves a hundredth, and two make sums slower.
const DEEP: u32 = 4;
/// Those of a decoder's row of so many bits at most, of which the sum is the longest path: 4 percent faster, and 0.1 kGE of 128 bits.
/// Of wider ones what is expected of them is longer.
const SHALLOW: (u32, usize) = (3, 128);
/// Bits of a codebook's tag.
const TAG_BITS: u32 = 32;

/// Sums over bits that are numbered from 0: first those that several have in common, each of two numbers and numbered on
/// from the bits, then what each output is the sum of.
struct Sums {
    shared: Vec<(usize, usize)>,
    outputs: Vec<Vec<usize>>,
}

impl Sums {
    /// Of a matrix given by its columns. The pair that most outputs have in common is summed first, then the next, as long
    /// as there is one (Paar 1997): two thirds of the gates that a mapper makes of the plain rows.
    fn of(columns: &[u32], width: u32, deep: u32) -> Self {
        let mut shared = Vec::new();
        let mut outputs = vec![Vec::new(); width as usize];
        for (part, columns) in columns.chunks(TOGETHER).enumerate() {
            let bits = |row: usize| {
                let has = move |(_, column): &(usize, &u32)| **column >> row & 1 == 1;
                columns.iter().enumerate().filter(has).map(move |(bit, _)| bit)
            };
            let mut rows: Vec<Vec<usize>> = (0..width as usize).map(|row| bits(row).collect()).collect();
            let pairs = in_common(&mut rows, columns.len(), deep);
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

/// Takes pairs out of rows, as long as two rows have one in common that is not too deep, and puts their sum there.
fn in_common(rows: &mut [Vec<usize>], bits: usize, deep: u32) -> Vec<(usize, usize)> {
    let mut shared = Vec::new();
    let mut depths = vec![0; bits];
    let mut counts: HashMap<(usize, usize), usize> = HashMap::new();
    for row in rows.iter() {
        for (at, &b) in row.iter().enumerate() {
            row[..at].iter().for_each(|&a| *counts.entry((a, b)).or_default() += 1);
        }
    }
    // Of equally frequent ones the first, so that the text is the same every time.
    while let Some((depth, pair)) = counts
        .iter()
        .map(|(&(a, b), &count)| (count, depths[a].max(depths[b]), (a, b)))
        .filter(|(count, depth, _)| *count > 1 && *depth < deep)
        .max_by_key(|&(count, depth, pair)| (count, Reverse((depth, pair))))
        .map(|(_, depth, pair)| (depth, pair))
    {
        let (a, b) = pair;
        let sum = bits + shared.len();
        shared.push(pair);
        depths.push(depth + 1);
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

/// A sum of these, each with the levels of gates that it comes through: as few levels more as there can be.
fn balanced(mut terms: Vec<(u32, String)>) -> String {
    let mut first = true;
    while terms.len() > 1 {
        // The last two are those with the fewest, and stay in their order otherwise.
        terms.sort_by_key(|(depth, _)| Reverse(*depth));
        let (_, b) = terms.pop().expect("two terms");
        let (depth, a) = terms.pop().expect("two terms");
        terms.push((depth + 1, format!("({a} ^ {b})")));
        first = false;
    }
    let all = terms.pop().map_or_else(|| "1'b0".to_owned(), |(_, sum)| sum);
    // The outermost pair of parentheses says nothing.
    if first { all } else { all[1..all.len() - 1].to_owned() }
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
    fn new(p: &'a str, name: String, what: String, map: &Map) -> Self {
        Self::with_levels(p, name, what, map, DEEP)
    }

    fn with_levels(p: &'a str, name: String, what: String, map: &Map, deep: u32) -> Self {
        let (columns, width) = (map.columns(), map.width());
        let bits = columns.len();
        let sums = Sums::of(columns, width, deep);
        let name_of = |at: &usize| match at.checked_sub(bits) {
            None => format!("x[{at}]"),
            Some(sum) => format!("t{sum}"),
        };
        let shared = |(number, (a, b)): (usize, &(usize, usize))| {
            format!("t{number} = {} ^ {}", name_of(a), name_of(b))
        };
        let mut depths = vec![0; bits];
        for &(a, b) in &sums.shared {
            depths.push(1 + depths[a].max(depths[b]));
        }
        let output = |(number, row): (usize, &Vec<usize>)| {
            let terms = row.iter().map(|at| (depths[*at], name_of(at))).collect();
            format!("y[{number}] = {}", folded(&balanced(terms)))
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

    /// The CRC of so many elements behind a CRC of zeros: of an encoder's beat.
    pub fn beat(p: &'a str, powers: &Powers, elements: usize) -> Self {
        Self::message(p, powers, elements, "sum", DEEP)
    }

    /// The same of a decoder's row.
    pub fn row(p: &'a str, powers: &Powers, elements: usize) -> Self {
        let (levels, most) = SHALLOW;
        let bits = powers.message(elements).columns().len();
        Self::message(p, powers, elements, "row", if bits <= most { levels } else { DEEP })
    }

    fn message(p: &'a str, powers: &Powers, elements: usize, name: &str, deep: u32) -> Self {
        let map = powers.message(elements);
        let bits = map.columns().len();
        let what = format!("{} of {bits} bits behind a CRC of zeros, as powers", powers.crc());
        Self::with_levels(p, format!("crc_{name}_{bits}"), what, &map, deep)
    }

    /// The powers beyond those of a CRC.
    pub fn beyond(p: &'a str, powers: &Powers, elements: usize) -> Self {
        let what = format!("The powers from {} on as those below", powers.crc().width());
        Self::new(p, format!("crc_beyond_{elements}"), what, &powers.beyond(elements))
    }

    /// A CRC and a header, above it, behind it.
    pub fn head(p: &'a str, powers: &Powers, header_bits: u32) -> Self {
        let behind =
            if header_bits > 0 { "its header, above it, follows" } else { "two bytes of zeros follow" };
        let what = format!("{}, given as powers, behind which {behind}", powers.crc());
        Self::new(p, "crc_head".to_owned(), what, &powers.head(header_bits))
    }

    /// The CRC ahead of a header of zeros.
    pub fn back(p: &'a str, powers: &Powers) -> Self {
        let what = format!("{} ahead of two bytes of zeros, as powers", powers.crc());
        Self::new(p, "crc_back".to_owned(), what, &powers.back())
    }

    /// What the header makes of it.
    pub fn header(p: &'a str, powers: &Powers, header_bits: u32) -> Self {
        let what = format!("What a header makes of the {} ahead of it, as powers", powers.crc());
        Self::new(p, "crc_header".to_owned(), what, &powers.header(header_bits))
    }
}

/// A CRC behind which elements of zeros follow.
#[derive(Template)]
#[template(path = "common/crc_step.v")]
pub struct Step<'a> {
    p: &'a str,
    kind: String,
    elements: usize,
    width: u32,
    width_range: Range,
    count_range: Range,
}

impl<'a> Step<'a> {
    /// At most so many elements.
    pub fn of(p: &'a str, powers: &Powers, elements: usize) -> Self {
        let width = powers.crc().width();
        Self {
            p,
            kind: powers.crc().to_string(),
            elements,
            width,
            width_range: Range(width),
            count_range: Range(elements as u32 + 1),
        }
    }
}

/// A frame's check.
#[derive(Template)]
#[template(path = "common/crc_end.v")]
pub struct End<'a> {
    p: &'a str,
    kind: String,
    width_range: Range,
    header: bool,
    header_bits: u32,
    header_range: Range,
    indexed: bool,
    index_bits: u32,
    zero: Lit,
    /// Per index, inverted.
    tags: Vec<(Lit, String)>,
    /// Those of slots come from outside.
    tags_of_slots: bool,
    slots_range: Range,
}

impl<'a> End<'a> {
    pub fn of(design: &'a Design, check: Check) -> Self {
        let books: &Books = design.books();
        let crc = Crc::of(check);
        let width = crc.width();
        let (header_bits, index_bits) = (books.header_bits(), books.index_bits());
        let constants = books.books().len();
        let slots = books.slots().len() as u32;
        let tag = |(index, book): (usize, Option<&Codebook>)| {
            let from_slot = (constants..constants + slots as usize).contains(&index);
            let inverted = match book.filter(|_| !from_slot) {
                Some(book) => Lit::hex(width, !book.tag().0 & crc.ones()).to_string(),
                None => format!("~tags[{} +: {width}]", TAG_BITS as usize * (index - constants)),
            };
            (Lit::dec(index_bits.max(1), index as u64), inverted)
        };
        Self {
            p: design.name(),
            kind: crc.to_string(),
            width_range: Range(width),
            header: header_bits > 0,
            header_bits,
            header_range: Range(header_bits.max(1)),
            indexed: books.indices() > 1,
            index_bits,
            zero: Lit::dec(width, 0u32),
            tags: books.by_index().enumerate().map(tag).collect(),
            tags_of_slots: slots > 0,
            slots_range: Range((TAG_BITS * slots).max(1)),
        }
    }
}

/// A long sum in several lines.
fn folded(sum: &str) -> String {
    let options = textwrap::Options::new(76).break_words(false);
    textwrap::wrap(sum, options).join("\n        ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(sums: &Sums, bits: &[bool]) -> u32 {
        let mut values = bits.to_vec();
        for &(a, b) in &sums.shared {
            values.push(values[a] ^ values[b]);
        }
        let output = |row: &Vec<usize>| row.iter().fold(false, |sum, &at| sum ^ values[at]);
        sums.outputs.iter().rev().fold(0, |number, row| number << 1 | u32::from(output(row)))
    }

    fn is_the_map(map: &Map, deep: u32, check: Check) {
        let (bits, sums) = (map.columns().len(), Sums::of(map.columns(), map.width(), deep));
        for (one, column) in map.columns().iter().enumerate() {
            let single: Vec<bool> = (0..bits).map(|bit| bit == one).collect();
            assert_eq!(sum(&sums, &single), *column, "{check:?} {bits} bit {one}");
        }
        let mixed: Vec<bool> = (0..bits).map(|bit| bit * bit % 7 < 3).collect();
        let set = map.columns().iter().zip(&mixed).filter(|(_, set)| **set);
        assert_eq!(sum(&sums, &mixed), set.fold(0, |sum, (column, _)| sum ^ column), "{check:?} {bits}");
    }

    /// Of every single bit, and of a mixture: they are linear, so this is all there is.
    #[test]
    fn sums_are_the_map() {
        for check in [Check::Crc16, Check::Crc32] {
            let powers = |element| Powers::of(check, element);
            let rows = [(8, 1), (8, 2), (32, 1), (8, 12), (16, 8), (8, 17), (32, 16)];
            let rows = rows.map(|(element, elements)| powers(element).message(elements));
            for map in rows.into_iter().chain([powers(16).back(), powers(16).head(11), powers(8).beyond(40)])
            {
                for deep in [SHALLOW.0, DEEP] {
                    is_the_map(&map, deep, check);
                }
            }
        }
    }

    #[test]
    fn a_sum_has_few_levels() {
        let terms = |depths: &[u32]| depths.iter().zip('a'..).map(|(d, c)| (*d, c.to_string())).collect();
        assert_eq!(balanced(terms(&[])), "1'b0");
        assert_eq!(balanced(terms(&[3])), "a");
        assert_eq!(balanced(terms(&[0, 0])), "a ^ b");
        let levels = |text: &str| {
            let open = text.chars().scan(1, |open, c| {
                *open += i32::from(c == '(') - i32::from(c == ')');
                Some(*open)
            });
            open.max().unwrap()
        };
        assert_eq!(levels(&balanced(terms(&[0; 8]))), 3);
        assert_eq!(levels(&balanced(terms(&[0; 9]))), 4);
        assert_eq!(levels(&balanced(terms(&[2, 0, 0, 0, 0]))), 3);
    }

    #[test]
    fn what_is_in_common_is_made_once() {
        // 0 and 1 in three outputs, and their sum with 2 in two of them.
        let sums = Sums::of(&[0b111, 0b111, 0b110, 0b100], 3, DEEP);
        assert_eq!(sums.shared, [(0, 1), (2, 4)]);
        assert_eq!(sums.outputs, [vec![4], vec![5], vec![3, 5]]);
        let columns = Powers::of(Check::Crc32, 16).message(8);
        let sums = Sums::of(columns.columns(), 32, DEEP);
        let plain: u32 = columns.columns().iter().map(|column| column.count_ones()).sum();
        let outputs: usize = sums.outputs.iter().map(|row| row.len() - 1).sum();
        assert!(2 * (sums.shared.len() + outputs) < plain as usize - 32);
    }
}
