//! Tables in plain text.

use std::fmt;

/// A table whose first columns are words and whose others are figures, aligned right.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
    /// Columns of words.
    words: usize,
    /// Lines, and the number of rows before each.
    below: Vec<(usize, String)>,
}

impl Table {
    /// A table with this heading.
    pub fn new<const N: usize>(heading: [&str; N]) -> Self {
        Self { rows: vec![heading.map(str::to_owned).to_vec()], words: 1, below: Vec::new() }
    }

    /// The same with so many columns of words instead of one.
    pub fn words(self, words: usize) -> Self {
        Self { words, ..self }
    }

    /// Adds a line below the last row that is no part of the columns.
    pub fn below(&mut self, line: String) {
        self.below.push((self.rows.len(), line));
    }

    /// Adds a row; one with fewer cells than the heading ends early.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

impl fmt::Display for Table {
    /// One line per row, without trailing blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max().unwrap_or(0)
        };
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let (width, gap) = (width(column), if column == 0 { "" } else { "  " });
                match column < self.words {
                    true => line += &format!("{gap}{cell:<width$}"),
                    false => line += &format!("{gap}{cell:>width$}"),
                }
            }
            writeln!(f, "{}", line.trim_end())?;
            for (_, line) in self.below.iter().filter(|(rows, _)| *rows == number + 1) {
                writeln!(f, "{line}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_aligned_right() {
        let mut table = Table::new(["", "bits"]);
        table.row(vec!["entropy".to_owned(), "3.35".to_owned()]);
        table.row(vec!["none".to_owned()]);
        assert_eq!(table.to_string(), "         bits\nentropy  3.35\nnone\n");
    }

    #[test]
    fn words_are_aligned_left_and_lines_stand_between() {
        let mut table = Table::new(["a", "b", "c"]).words(2);
        table.row(["x", "long", "1"].map(str::to_owned).to_vec());
        table.below("  why".to_owned());
        table.row(["y", "z", "10"].map(str::to_owned).to_vec());
        assert_eq!(table.to_string(), "a  b      c\nx  long   1\n  why\ny  z     10\n");
    }
}
