//! A person who comes in by hand.

use super::{
    api::{AddPerson, schools_to_keep},
    parts::fields::{DayField, KindField, Known, Particulars, SchoolField},
};
use crate::{
    access::sign_in_page::kept_field,
    ui::{load::load, notice::Notice},
    words,
};
use domain::people::{MembershipKind, directory::SchoolName};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// A form for somebody new, at a school within reach.
#[component]
pub fn NewPersonPage() -> impl IntoView {
    load(schools_to_keep(), move |schools| view! { <Show schools/> })
}

#[component]
fn Show(schools: Vec<SchoolName>) -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("school")).unwrap_or_default();
    let kept = kept_field("school");
    let chosen = if kept.is_empty() { asked } else { kept };
    let known = Known {
        name: kept_field("name"),
        code: kept_field("code"),
        born_on: kept_field("born_on"),
        sex: kept_field("sex"),
        email: kept_field("email"),
    };
    let kind = MembershipKind::from_word(&kept_field("kind")).or(Some(MembershipKind::Teacher));
    view! {
        <Title text=words!(people.add)/>
        <nav class="crumbs"><a href="/people">{words!(people.title)}</a></nav>
        <header class="page-head"><h1>{words!(people.add)}</h1></header>
        <Notice/>
        <form class="panel form person-form" method="post" action=AddPerson::url()>
            <Particulars known/>
            <SchoolField name="place[school]" schools label=words!(people.school) chosen/>
            <div class="field-row">
                <KindField name="place[kind]" chosen=kind/>
                <label class="field">
                    <span>{words!(people.post)}</span>
                    <input name="place[post]" maxlength="80" value=kept_field("post")/>
                </label>
                <DayField name="place[from]" label=words!(people.from_day) value=kept_field("from") required=true/>
            </div>
            <button class="button button-main" type="submit">{words!(people.add_do)}</button>
        </form>
    }
}
