//! Whole sums from which variances and covariances come.

/// Sums over pairs of whole numbers. With numbers below 5·10⁷ and at most 10⁷ pairs nothing here can overflow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pairs {
    pub count: u64,
    pub x: i128,
    pub y: i128,
    pub xx: i128,
    pub yy: i128,
    pub xy: i128,
}

impl Pairs {
    pub fn add(&mut self, x: i64, y: i64) {
        let (x, y) = (i128::from(x), i128::from(y));
        self.merge(&Self { count: 1, x, y, xx: x * x, yy: y * y, xy: x * y });
    }

    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.yy += other.yy;
        self.xy += other.xy;
    }

    pub fn spread_x(&self) -> i128 {
        spread(self.count, self.xx, self.x, self.x)
    }

    pub fn spread_y(&self) -> i128 {
        spread(self.count, self.yy, self.y, self.y)
    }

    pub fn spread_xy(&self) -> i128 {
        spread(self.count, self.xy, self.x, self.y)
    }
}

/// n·Σxy − Σx·Σy = n·(n − 1)·covariance: whole, so that "none at all" can be told from "hardly any".
pub fn spread(count: u64, products: i128, x: i128, y: i128) -> i128 {
    i128::from(count) * products - x * y
}

/// The sample's covariance, Σ(x − x̄)(y − ȳ) / (n − 1); `None` below two.
pub fn covariance(count: u64, spread: i128) -> Option<f64> {
    (count > 1).then(|| spread as f64 / (count as f64 * (count - 1) as f64))
}

/// The lowest and highest of some numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span(Option<(u32, u32)>);

impl Span {
    pub fn add(&mut self, value: u32) {
        self.merge(&Self(Some((value, value))));
    }

    pub fn merge(&mut self, other: &Self) {
        self.0 = match (self.0, other.0) {
            (Some((low, high)), Some((other_low, other_high))) => Some((low.min(other_low), high.max(other_high))),
            (one, other) => one.or(other),
        };
    }

    /// The number, if it was always the same.
    pub fn only(self) -> Option<u32> {
        self.0.filter(|(low, high)| low == high).map(|(low, _)| low)
    }
}
