//! Links to take rosters out and to get empty ones.

use crate::words;
use leptos::prelude::*;

/// Links to the rosters of a school, or of the office's whole node where no school is given; and to empty rosters.
///
/// To be placed on pages of whoever may take rosters out: the office, and who leads the school.
#[component]
pub fn ExportLinks(
    /// Code of the school.
    #[prop(optional, into)]
    school: Option<String>,
) -> impl IntoView {
    let base = school.as_ref().map_or_else(|| "/people/export".to_owned(), |code| format!("/school/{code}/export"));
    let is_office = school.is_none();
    let schools = is_office.then(|| ("schools", words!(exports.schools)));
    let kinds = [("staff", words!(exports.staff)), ("pupils", words!(exports.pupils))];
    let lines = schools
        .into_iter()
        .chain(kinds)
        .map(|(kind, name)| {
            let link = |address: String, text: &'static str| {
                let label = format!("{name}: {text}");
                view! { <a class="button button-quiet" rel="external" href=address aria-label=label>{text}</a> }
            };
            view! {
                <li>
                    <strong>{name}</strong>
                    {link(format!("{base}/{kind}.xlsx"), words!(exports.as_xlsx))}
                    {link(format!("{base}/{kind}.csv"), words!(exports.as_csv))}
                    {link(format!("/people/templates/{kind}.xlsx"), words!(exports.template))}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel exports" id="exports">
            <h2>{words!(exports.title)}</h2>
            <p class="hint">{words!(exports.text)}</p>
            <ul class="export-links">{lines}</ul>
            {is_office.then(|| view! {
                <p>
                    <a rel="external" href="/people/export/oneroster.zip">{words!(exports.oneroster)}</a>
                    " "<span class="hint">{words!(exports.oneroster_text)}</span>
                </p>
            })}
        </section>
    }
}
