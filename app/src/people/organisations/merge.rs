//! Merging a school into another: first a look at what moves, then the deed.

use super::api::{MergeSchools, preview_merge};
use crate::{
    error::AppError,
    ui::{error_panel::ErrorPanel, field::today},
    words,
};
use domain::{
    calendar::write_day,
    people::node::{MergePreview, NodeName},
};
use leptos::{either::EitherOf3, prelude::*, server_fn::ServerFn};

/// The question, and the answer once the address holds it.
#[component]
pub fn Merge(code: String, schools: Vec<NodeName>, asked: (String, String)) -> impl IntoView {
    let (into, on) = asked;
    let options = schools
        .into_iter()
        .map(|school| {
            let selected = school.code == into;
            view! { <option value=school.code.clone() selected=selected>{school.name}" · "{school.code.clone()}</option> }
        })
        .collect_view();
    let is_asked = !into.is_empty() && !on.is_empty();
    let day = if on.is_empty() { today() } else { on.clone() };
    view! {
        <section class="panel" id="merge">
            <h2>{words!(organisations.merge)}</h2>
            <p class="hint">{words!(organisations.merge_text)}</p>
            <form class="filter" method="get">
                <label class="field">
                    <span>{words!(organisations.merge_into)}</span>
                    <select name="into" required>
                        <option value="">{words!(organisations.choose)}</option>
                        {options}
                    </select>
                </label>
                <label class="field">
                    <span>{words!(organisations.from_day)}</span>
                    <input type="date" name="on" required value=day/>
                </label>
                <button class="button" type="submit">{words!(organisations.merge_look)}</button>
            </form>
            {is_asked.then(|| view! { <Look code into on/> })}
        </section>
    }
}

#[component]
fn Look(code: String, into: String, on: String) -> impl IntoView {
    view! {
        <Suspense>
            {Suspend::new(async move {
                match preview_merge(code, into, on).await {
                    Ok(preview) => EitherOf3::A(view! { <Preview preview/> }),
                    Err(AppError::Invalid(problem)) => {
                        EitherOf3::B(view! { <p class="notice" role="alert">{words::problem(problem)}</p> })
                    }
                    Err(error) => EitherOf3::C(view! { <ErrorPanel error/> }),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Preview(preview: MergePreview) -> impl IntoView {
    let MergePreview { from, into, on, moves, renamed } = preview;
    let title = words!(organisations.merge_preview, from = from.name, into = into.name, day = write_day(on));
    let counts = words!(
        organisations.merge_moves,
        staff = words::number(moves.staff),
        pupils = words::number(moves.pupils),
        duties = words::number(moves.responsibilities),
        roles = words::number(moves.roles),
        classes = words::number(moves.classes)
    );
    let renamed = renamed
        .into_iter()
        .map(|(before, name)| view! { <li>{words!(organisations.merge_renamed, before = before, name = name)}</li> })
        .collect::<Vec<_>>();
    view! {
        <h3>{title}</h3>
        <p>{counts}</p>
        {(!renamed.is_empty()).then(|| view! { <ul>{renamed}</ul> })}
        <form method="post" action=MergeSchools::url()>
            <input type="hidden" name="code" value=from.code/>
            <input type="hidden" name="into" value=into.code/>
            <input type="hidden" name="on" value=on.to_string()/>
            <button class="button button-main" type="submit">{words!(organisations.merge_do)}</button>
        </form>
    }
}
