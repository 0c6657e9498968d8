//! What is said to a score.

use super::Score;
use crate::courses::quiz::Band;

/// The band of a score: the highest that it reaches, in whatever order they are written. `None` below all of them, and
/// where nothing was asked.
pub fn band_of(bands: &[Band], score: Score) -> Option<&Band> {
    bands.iter().filter(|band| score.reaches(band.from)).max_by_key(|band| band.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(earned: i64, questions: i64, bands: &[u8]) -> Option<u8> {
        let bands: Vec<Band> = bands.iter().map(|from| Band { from: *from, text: [].into() }).collect();
        band_of(&bands, Score { earned, questions }).map(|band| band.from)
    }

    #[test]
    fn a_score_is_in_the_highest_band_it_reaches() {
        assert_eq!(from(400_000, 5, &[80, 0, 50]), Some(80));
        assert_eq!(from(399_999, 5, &[80, 0, 50]), Some(50), "what rounds to 80 is not 80");
        assert_eq!(from(500_000, 5, &[80, 0, 50]), Some(80));
        assert_eq!(from(0, 5, &[80, 0, 50]), Some(0));
    }

    #[test]
    fn below_the_lowest_band_nothing_is_said() {
        assert_eq!(from(100_000, 5, &[80, 50]), None);
        assert_eq!(from(500_000, 5, &[]), None);
        assert_eq!(from(0, 0, &[0]), None);
    }
}
