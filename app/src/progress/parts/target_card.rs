//! One target: how many of how many, met or not, still needed.

use super::rate::{count, share, tone};
use crate::{ui::meter::Meter, words};
use domain::progress::{Percent, Standing, Target, figures::TargetFigure};
use leptos::prelude::*;

/// A card with a target's figure and, below, its rule in words.
#[component]
pub fn TargetCard(letter: &'static str, figure: TargetFigure, target: Percent) -> impl IntoView {
    let rate = figure.rate;
    let rule = match figure.target {
        Target::SchoolsTeach => words!(progress.rule_a),
        Target::SchoolsWithTeam => words!(progress.rule_c),
        Target::StaffTrained => words!(progress.rule_d),
    };
    let needed = match figure.standing {
        Standing::NotMet => words!(progress.still_needed, needed = words::number(figure.still_needed)),
        Standing::Met | Standing::NoOneInScope => String::new(),
    };
    let tag = if figure.standing == Standing::Met { "tag tag-good" } else { "tag tag-under-way" };
    view! {
        <article class=format!("target {}", tone(rate, target)) data-target=figure.target.as_str()>
            <header class="target-head">
                <span class="target-letter" aria-hidden="true">{letter}</span>
                <h2>{words::target(figure.target)}</h2>
                <span class=tag>{words::standing(figure.standing)}</span>
            </header>
            <p class="target-figure">
                <strong class="target-rate">{words::rate(rate)}</strong>
                <span class="target-count">{count(rate)}</span>
            </p>
            {share(rate).map(|share| view! {
                <Meter share mark=f64::from(target.value()) label=format!("{}, {}", words::rate(rate), count(rate)) tone=tone(rate, target)/>
            })}
            <p class="target-needed">{needed}</p>
            <details class="target-rule">
                <summary>{words!(progress.rule)}</summary>
                <p>{rule}</p>
            </details>
        </article>
    }
}
