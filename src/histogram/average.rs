//! Averages of distributions.

use super::Histogram;
use crate::element::Element;

/// What every tensor weighs in an average.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weighting {
    /// The same: distributions are averaged, so that a large tensor does not outvote the small ones.
    #[default]
    Tensors,
    /// As much as it has elements: counts are added.
    Elements,
}

impl Weighting {
    /// What so many of a tensor's `total` elements weigh: more than nothing where there are some.
    pub fn of(self, count: u64, total: u128) -> u128 {
        let count = u128::from(count);
        match self {
            Self::Elements => count,
            Self::Tensors => (((count << 48) + total / 2) / total).max(count.min(1)),
        }
    }
}

/// The average distribution of tensors, in integers.
///
/// A tensor adds round(count * 2^48 / total) per symbol, and at least 1 where a symbol occurs; or its plain
/// counts where elements weigh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Average {
    weighting: Weighting,
    weights: Vec<u128>,
    tensors: u64,
    elements: u64,
}

impl Average {
    /// The average of no tensors.
    pub fn new(element: Element, weighting: Weighting) -> Self {
        Self { weighting, weights: vec![0; element.alphabet()], tensors: 0, elements: 0 }
    }

    /// Adds a tensor. An empty one has no distribution and changes nothing.
    ///
    /// # Panics
    /// When the alphabets differ.
    pub fn add(&mut self, tensor: &Histogram) {
        assert_eq!(tensor.counts.len(), self.weights.len(), "one alphabet");
        let total = u128::from(tensor.total());
        if total == 0 {
            return;
        }
        for (sum, &count) in self.weights.iter_mut().zip(&tensor.counts) {
            *sum += self.weighting.of(count, total);
        }
        self.tensors += 1;
        self.elements = self.elements.saturating_add(tensor.total());
    }

    /// Adds a part of a tensor: weights by symbol, and its elements; `first` where none of this tensor was added before.
    pub(crate) fn add_part(&mut self, weights: &[(u16, u128)], elements: u64, first: bool) {
        weights.iter().for_each(|&(symbol, weight)| self.weights[usize::from(symbol)] += weight);
        self.tensors += u64::from(first);
        self.elements = self.elements.saturating_add(elements);
    }

    /// The same, in which symbol 0 weighs as much as all others together: of blocks in which half of the values are
    /// zero, as where positions are masked or padded. Of nothing but zeros it is the same.
    #[must_use]
    pub fn half_zeros(&self) -> Self {
        let others: u128 = self.weights[1..].iter().sum();
        let mut half = self.clone();
        if others > 0 {
            half.weights[0] = others;
        }
        half
    }

    /// Adds the tensors of another average.
    ///
    /// # Panics
    /// When alphabets or weightings differ.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.weights.len(), other.weights.len(), "one alphabet");
        assert_eq!(self.weighting, other.weighting, "one weighting");
        self.weights.iter_mut().zip(&other.weights).for_each(|(sum, weight)| *sum += weight);
        self.tensors += other.tensors;
        self.elements = self.elements.saturating_add(other.elements);
    }

    /// The weight of every symbol value; 0 exactly where it never occurs.
    pub fn weights(&self) -> &[u128] {
        &self.weights
    }

    /// The average distribution: a probability per symbol value. Empty where there are no elements.
    pub fn probabilities(&self) -> Vec<f64> {
        match self.weights.iter().sum::<u128>() {
            0 => Vec::new(),
            total => self.weights.iter().map(|&weight| weight as f64 / total as f64).collect(),
        }
    }

    /// Kullback-Leibler divergence of a tensor's distribution to this average, bits per symbol. Symbols that
    /// the average lacks weigh so little that all together are less than the least one seen, but more than
    /// nothing: it is finite.
    pub fn divergence(&self, tensor: &Histogram) -> f64 {
        let scaled = |&weight: &u128| if weight == 0 { 1.0 } else { weight as f64 * 8192.0 };
        let sum: f64 = self.weights.iter().map(scaled).sum();
        let total = tensor.total() as f64;
        let pairs = self.weights.iter().zip(&tensor.counts).filter(|&(_, &count)| count != 0);
        let bits = pairs.map(|(weight, &count)| {
            let p = count as f64 / total;
            p * (p / (scaled(weight) / sum)).log2()
        });
        // Rounding can make what is zero a little less.
        bits.sum::<f64>().max(0.0)
    }

    /// What the tensors weigh.
    pub fn weighting(&self) -> Weighting {
        self.weighting
    }

    /// Tensors added, empty ones apart.
    pub fn tensors(&self) -> u64 {
        self.tensors
    }

    /// Elements of all tensors.
    pub fn elements(&self) -> u64 {
        self.elements
    }

    /// Shannon entropy of the average distribution, bits per symbol; 0 where there are no elements.
    pub fn entropy(&self) -> f64 {
        entropy(self.weights.iter().copied())
    }
}

/// Shannon entropy of a distribution in proportion to these weights, bits per symbol.
pub(super) fn entropy(weights: impl Iterator<Item = u128> + Clone) -> f64 {
    let total = weights.clone().sum::<u128>() as f64;
    let bits = |weight| {
        let p = weight as f64 / total;
        -p * p.log2()
    };
    // The sum of one certain symbol is -0.0 without the last step.
    weights.filter(|&w| w != 0).map(bits).sum::<f64>() + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(counts: &[u64]) -> Histogram {
        let element = Element::custom(1, counts.len().ilog2().into(), u64::from(counts.len().ilog2()) - 1, 0);
        Histogram { element: element.unwrap(), counts: counts.to_vec() }
    }

    #[test]
    fn every_tensor_weighs_the_same_or_every_element_does() {
        let tensors = [histogram(&[3, 1, 0, 0]), histogram(&[0, 0, 0, 0]), histogram(&[0, 1_000_000, 0, 0])];
        let average = |weighting| {
            let mut average = Average::new(tensors[0].element, weighting);
            tensors.iter().for_each(|tensor| average.add(tensor));
            average
        };
        let equal = average(Weighting::Tensors);
        assert_eq!(equal.weights(), [3 << 46, (1 << 46) + (1 << 48), 0, 0]);
        assert_eq!((equal.tensors(), equal.elements()), (2, 1_000_004));
        // 3/8 and 5/8.
        let entropy = -(0.375f64 * 0.375f64.log2() + 0.625 * 0.625f64.log2());
        assert!((equal.entropy() - entropy).abs() < 1e-12);
        assert_eq!(average(Weighting::Elements).weights(), [3, 1_000_001, 0, 0]);
    }

    #[test]
    fn half_of_what_is_coded_is_zero() {
        let mut average = Average::new(histogram(&[0; 4]).element, Weighting::Elements);
        average.add(&histogram(&[3, 1, 0, 6]));
        assert_eq!(average.half_zeros().weights(), [7, 1, 0, 6]);
        let mut zeros = Average::new(histogram(&[0; 4]).element, Weighting::Tensors);
        zeros.add(&histogram(&[9, 0, 0, 0]));
        assert_eq!(zeros.half_zeros(), zeros);
    }

    #[test]
    fn what_occurs_never_weighs_nothing() {
        let mut average = Average::new(histogram(&[0; 2]).element, Weighting::Tensors);
        average.add(&histogram(&[1, u64::MAX - 1]));
        assert_eq!(average.weights(), [1, 1 << 48]);
        assert!(average.entropy() > 0.0);
        let mut certain = Average::new(histogram(&[0; 2]).element, Weighting::Tensors);
        certain.add(&histogram(&[5, 0]));
        assert_eq!(certain.entropy().to_bits(), 0f64.to_bits());
    }
}
