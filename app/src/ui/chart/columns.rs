//! Columns sorted by height, with a line to be reached.

use leptos::prelude::*;

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// 0 to 100; `None` where there is nothing to show.
    pub share: Option<f64>,
    /// Name and value in words.
    pub label: String,
    /// Where a click leads.
    pub href: String,
    /// A class that says how good the value is.
    pub tone: &'static str,
}

/// Height of the drawing in units; 100 of them are the columns'.
const HEIGHT: f64 = 116.0;
const TOP: f64 = 6.0;
/// Room at the left for the numbers of the axis.
const LEFT: f64 = 26.0;
const WIDTH: f64 = 420.0;

/// A chart of columns with a line at `target`. The caller puts a table beside it.
#[component]
pub fn Columns(
    /// The columns in the order to be shown.
    columns: Vec<Column>,
    /// Where the line stands, 0 to 100.
    target: f64,
    /// What the chart shows, in words.
    label: String,
    /// What stands at the line.
    target_label: String,
) -> impl IntoView {
    let step = (WIDTH - LEFT) / columns.len().max(1) as f64;
    let y = |share: f64| TOP + 100.0 - share;
    let bars = columns
        .into_iter()
        .enumerate()
        .map(|(place, column)| {
            let x = LEFT + step * place as f64 + step * 0.12;
            let height = column.share.unwrap_or(0.0).max(0.6);
            let name = column.label.clone();
            view! {
                <a href=column.href aria-label=name>
                    <title>{column.label}</title>
                    <rect class="chart-reach" x=format!("{x:.2}") y=format!("{TOP:.1}") width=format!("{:.2}", step * 0.76) height="100"/>
                    <rect
                        class=format!("chart-bar {}", column.tone)
                        x=format!("{x:.2}")
                        y=format!("{:.2}", y(height))
                        width=format!("{:.2}", step * 0.76)
                        height=format!("{height:.2}")
                        rx="1"
                    />
                </a>
            }
        })
        .collect_view();
    let axis = [0.0, 50.0, 100.0]
        .into_iter()
        .map(|share| {
            view! {
                <line class="chart-grid" x1=format!("{LEFT}") x2=format!("{WIDTH}") y1=format!("{:.1}", y(share)) y2=format!("{:.1}", y(share))/>
                <text class="chart-number" x=format!("{:.1}", LEFT - 4.0) y=format!("{:.1}", y(share) + 2.6) text-anchor="end">{format!("{share:.0}")}</text>
            }
        })
        .collect_view();
    view! {
        <svg class="chart chart-columns" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="group" aria-label=label>
            {axis}
            {bars}
            <line class="chart-target" x1=format!("{LEFT}") x2=format!("{WIDTH}") y1=format!("{:.1}", y(target)) y2=format!("{:.1}", y(target))/>
            <text class="chart-number chart-target-label" x=format!("{:.1}", LEFT - 4.0) y=format!("{:.1}", y(target) + 2.6) text-anchor="end">{target_label}</text>
        </svg>
    }
}
