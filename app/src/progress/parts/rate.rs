//! A rate as percentage, bar and count.

use crate::{ui::meter::Meter, words};
use domain::progress::{Percent, Rate, Standing};
use leptos::prelude::*;

/// The class that says how good a rate is; near means at most ten points below the target.
pub fn tone(rate: Rate, target: Percent) -> &'static str {
    match rate.standing(target) {
        Standing::Met => "tone-good",
        Standing::NoOneInScope => "tone-none",
        Standing::NotMet if rate.tenths().unwrap_or(0) + 100 >= u64::from(target.value()) * 10 => "tone-near",
        Standing::NotMet => "tone-far",
    }
}

/// A rate's share, 0 to 100.
pub fn share(rate: Rate) -> Option<f64> {
    rate.tenths().map(|tenths| tenths as f64 / 10.0)
}

/// `n/d`, as the language writes numbers.
pub fn count(rate: Rate) -> String {
    format!("{}/{}", words::number(rate.n()), words::number(rate.d()))
}

/// Bar, percentage and count in one cell.
#[component]
pub fn RateCell(rate: Rate, target: Percent) -> impl IntoView {
    let words = words::rate(rate);
    let label = format!("{words}, {}", count(rate));
    view! {
        <span class="rate">
            {share(rate).map(|share| view! { <Meter share mark=f64::from(target.value()) label tone=tone(rate, target)/> })}
            <span class="rate-percent">{words}</span>
            {(rate.d() > 0).then(|| view! { <small class="rate-count">{count(rate)}</small> })}
        </span>
    }
}
