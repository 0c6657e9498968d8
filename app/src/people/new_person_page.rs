//! A person who comes in by hand.

use super::{
    api::{AddPerson, classes_to_join, schools_to_keep},
    parts::fields::{DayField, KindField, Known, Particulars, SchoolField},
};
use crate::{
    access::sign_in_page::kept_field,
    error::AppError,
    ui::{load::load, notice::Notice},
    words,
};
use domain::people::{MembershipKind, card::ClassName, directory::SchoolName};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// A form for somebody new, at a school within reach. Which classes a pupil can be put into depends on the school: the
/// one in the address, or the only one.
#[component]
pub fn NewPersonPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("school")).unwrap_or_default();
    // A form that was refused leads back here without a school in the address.
    let asked = if asked.is_empty() { kept_field("school") } else { asked };
    let choices = async move {
        let schools = schools_to_keep().await?;
        let chosen = match schools.as_slice() {
            [only] => Some(only.code.clone()),
            several => several.iter().find(|school| school.code == asked).map(|school| school.code.clone()),
        };
        let classes = match &chosen {
            Some(school) => classes_to_join(school.clone()).await?,
            None => Vec::new(),
        };
        Ok::<_, AppError>((schools, chosen.unwrap_or_default(), classes))
    };
    load(choices, move |(schools, chosen, classes)| view! { <Show schools chosen classes/> })
}

#[component]
fn Show(schools: Vec<SchoolName>, chosen: String, classes: Vec<ClassName>) -> impl IntoView {
    let known = Known {
        name: kept_field("name"),
        code: kept_field("code"),
        born_on: kept_field("born_on"),
        sex: kept_field("sex"),
        email: kept_field("email"),
    };
    let kind = MembershipKind::from_word(&kept_field("kind")).or(Some(MembershipKind::Teacher));
    let of_which = (schools.len() > 1).then(|| schools.clone());
    view! {
        <Title text=words!(people.add)/>
        <nav class="crumbs"><a href="/people">{words!(people.title)}</a></nav>
        <header class="page-head"><h1>{words!(people.add)}</h1></header>
        <Notice/>
        {of_which.map(|schools| view! {
            <form class="filter" method="get">
                <SchoolField name="school" schools label=words!(people.class_school) chosen=chosen.clone()/>
                <button class="button" type="submit">{words!(people.show_classes)}</button>
            </form>
        })}
        <form class="panel form person-form" method="post" action=AddPerson::url()>
            <Particulars known/>
            <SchoolField name="place[school]" schools label=words!(people.school) chosen=chosen.clone()/>
            <div class="field-row">
                <KindField name="place[kind]" chosen=kind/>
                <label class="field">
                    <span>{words!(people.post)}</span>
                    <input name="place[post]" maxlength="80" value=kept_field("post")/>
                </label>
                <DayField name="place[from]" label=words!(people.from_day) value=kept_field("from") required=true/>
            </div>
            {(!classes.is_empty()).then(|| view! { <ClassField classes chosen=kept_field("class")/> })}
            <button class="button button-main" type="submit">{words!(people.add_do)}</button>
        </form>
    }
}

/// The class of a pupil, or none yet.
#[component]
fn ClassField(classes: Vec<ClassName>, chosen: String) -> impl IntoView {
    let options = classes.into_iter().map(|class| {
        let id = class.id.to_string();
        let selected = id == chosen;
        view! { <option value=id selected=selected>{class.name}</option> }
    });
    view! {
        <label class="field">
            <span>{words!(people.class)}</span>
            <select name="class">
                <option value="">{words!(people.no_class)}</option>
                {options.collect_view()}
            </select>
            <small class="hint">{words!(people.class_for_pupils)}</small>
        </label>
    }
}
