//! Questions that are answered on a picture. What can be pointed at can be chosen from a list, too.

use super::fields::{Choosers, Options};
use crate::words;
use domain::quizzes::{
    question::{Shape, Zone},
    sheet::AskedPicture,
};
use leptos::{prelude::*, svg};

/// Zones to choose: by pointing, which the player turns into a choice below, or from the list.
#[component]
pub fn Hotspots(
    name: String,
    picture: AskedPicture,
    zones: Vec<Zone>,
    several: bool,
    values: Vec<String>,
) -> impl IntoView {
    let options = numbered(&zones).into_iter().enumerate().map(|(place, text)| (place.to_string(), text)).collect();
    let chosen = values.clone();
    let (kind, name) = if several { ("checkbox", format!("{name}[]")) } else { ("radio", name) };
    view! {
        <Zones picture zones chosen/>
        {several.then(|| view! { <input type="hidden" name=name.clone() value=""/> })}
        <div class="zones-list"><Options name kind options values/></div>
    }
}

/// Texts to be put onto zones: by dragging or pressing, which the player turns into a choice below, or from the lists.
#[component]
pub fn Placing(
    name: String,
    picture: AskedPicture,
    zones: Vec<Zone>,
    answers: Vec<String>,
    values: Vec<String>,
) -> impl IntoView {
    let options: Vec<_> = answers.iter().enumerate().map(|(place, text)| (place.to_string(), text.clone())).collect();
    let stems = numbered(&zones);
    view! {
        <div class="chips" aria-hidden="true">
            {answers
                .into_iter()
                .enumerate()
                .map(|(place, text)| view! {
                    <button type="button" class="chip" tabindex="-1" draggable="true" data-answer=place>{text}</button>
                })
                .collect_view()}
        </div>
        <Zones picture zones chosen=Vec::new()/>
        <div class="zones-list"><Choosers name stems options values/></div>
    }
}

/// "1. what is there", as HTML.
fn numbered(zones: &[Zone]) -> Vec<String> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    zones.iter().zip(1..).map(|(zone, number)| format!("{number}. {}", escaped(&zone.label))).collect()
}

#[component]
fn Zones(picture: AskedPicture, zones: Vec<Zone>, chosen: Vec<String>) -> impl IntoView {
    let (width, height) = (picture.width.max(1), picture.height.max(1));
    // Numbers stay readable on large pictures.
    let size = (width.max(height) / 24).max(10);
    let marks = zones
        .into_iter()
        .enumerate()
        .map(|(place, zone)| {
            let class = if chosen.contains(&place.to_string()) { "zone zone-chosen" } else { "zone" };
            let (shape, x, y) = match zone.shape {
                Shape::Rectangle { x, y, width, height } => {
                    (svg::rect().attr("x", x).attr("y", y).attr("width", width).attr("height", height).into_any(), x, y)
                }
                Shape::Circle { x, y, radius } => (
                    svg::circle().attr("cx", x).attr("cy", y).attr("r", radius).into_any(),
                    x.saturating_sub(radius / 2),
                    y.saturating_sub(radius / 2),
                ),
            };
            view! {
                <g class=class data-zone=place>
                    {shape}
                    <text x=x + size / 3 y=y + size font-size=size>{place + 1}</text>
                </g>
            }
        })
        .collect_view();
    view! {
        <figure class="zones">
            <svg viewBox=format!("0 0 {width} {height}") role="img" aria-label=picture.words>
                <image href=picture.address width=width height=height></image>
                {marks}
            </svg>
            <figcaption class="hint">{words!(quizzes.zones_below)}</figcaption>
        </figure>
    }
}
