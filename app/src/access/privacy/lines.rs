//! A part of what is held: what it is, why it is kept, how many lines there are.

use crate::words;
use leptos::prelude::*;

/// So many lines of a part stand on the page; the file has all.
const SHOWN: usize = 20;

/// A part as a table; its first column names the line.
#[component]
pub fn Lines(
    /// What it is.
    title: &'static str,
    /// Why it is kept and for how long.
    why: String,
    /// Said when nothing is held.
    empty: &'static str,
    /// Headings of the columns.
    headings: Vec<&'static str>,
    /// The lines, a text for each column.
    rows: Vec<Vec<String>>,
    /// How many there are, if more than are given.
    #[prop(optional)]
    count: usize,
) -> impl IntoView {
    let count = count.max(rows.len());
    let more = count.saturating_sub(SHOWN);
    let table = (!rows.is_empty()).then(|| {
        let body =
            rows.into_iter().take(SHOWN).map(|row| view! { <Line headings=headings.clone() row/> }).collect_view();
        let head = headings.iter().map(|heading| view! { <th scope="col">{*heading}</th> }).collect_view();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table data-stack="">
                    <thead><tr>{head}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <section class="held">
            <h2>{title}" "<span class="tag tag-plain">{words::number(count as u64)}</span></h2>
            <p class="hint">{why}</p>
            {if count == 0 { view! { <p class="empty">{empty}</p> }.into_any() } else { table.into_any() }}
            {(more > 0).then(|| view! { <p class="hint">{words!(privacy.more_in_file, count = words::number(more as u64))}</p> })}
        </section>
    }
}

#[component]
fn Line(headings: Vec<&'static str>, row: Vec<String>) -> impl IntoView {
    let mut cells = row.into_iter().zip(headings);
    let first = cells.next().map(|(text, _)| text).unwrap_or_default();
    let others = cells
        .map(|(text, heading)| {
            // On a narrow screen a label without a value would stand alone.
            let label = (!text.is_empty()).then_some(heading);
            view! { <td data-label=label>{text}</td> }
        })
        .collect_view();
    view! { <tr><th scope="row">{first}</th>{others}</tr> }
}
