//! Which lines of a file were touched since an earlier version of it.

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use std::ops::Range;
use std::time::{Duration, Instant};

/// How long the smallest set of lines is looked for; what is left then counts as touched.
const PATIENCE: Duration = Duration::from_secs(2);

/// The lines of a file that an earlier version of it does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Ranges of 1-based lines, in order.
    lines: Vec<Range<u32>>,
    is_same: bool,
}

impl Touched {
    /// The lines of `new` that `old` does not have; how lines end makes no difference.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
        let deadline = Instant::now().checked_add(PATIENCE);
        let changes = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
        let touched = changes.iter().filter(|change| change.tag() != DiffTag::Equal).map(similar::DiffOp::new_range);
        let lines = touched.filter(|range| !range.is_empty()).map(|range| range.start as u32 + 1..range.end as u32 + 1);
        Self { lines: lines.collect(), is_same: old == new }
    }

    /// All lines of a new file.
    #[must_use]
    pub fn all() -> Self {
        Self { lines: std::iter::once(1..u32::MAX).collect(), is_same: false }
    }

    /// Whether the versions have the same lines.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.is_same
    }

    /// Whether any line from `first` to `last`, 1-based and both among them, was touched.
    #[must_use]
    pub fn any_of(&self, first: u32, last: u32) -> bool {
        let before = self.lines.partition_point(|range| range.end <= first);
        self.lines.get(before).is_some_and(|range| range.start <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_not_there_are_touched() {
        let touched = Touched::between("a\nb\nc\nd\n", "a\r\nB\r\nc\r\nd\r\ne\r\n");
        let of: Vec<u32> = (1..=6).filter(|&line| touched.any_of(line, line)).collect();
        assert_eq!(of, [2, 5]);
        assert!(touched.any_of(1, 2) && touched.any_of(3, 9) && !touched.any_of(3, 4));
        assert!(!touched.is_same());
    }

    #[test]
    fn what_was_taken_out_leaves_no_line_but_a_change() {
        let touched = Touched::between("a\nb\nc\n", "a\nc\n");
        assert!(!touched.any_of(1, u32::MAX) && !touched.is_same());
        assert!(Touched::between("a\nb", "a\r\nb\n").is_same());
        assert!(Touched::all().any_of(7, 7));
    }
}
