//! The pupils of a class.

use super::{
    api::{MovePupils, members_of},
    classes_page::span,
};
use crate::{
    error::AppError,
    ui::{
        load::load,
        notice::Notice,
        pager::{Pager, page_in_address},
    },
    words,
};
use domain::{
    calendar::write_day,
    people::classes::{ClassMember, ClassMembers},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The pupils, each to be chosen, and below them where they can move.
#[component]
pub fn MembersPage() -> impl IntoView {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name)).unwrap_or_default();
    let (code, class) = (param("code"), param("class").parse::<i64>());
    let page = page_in_address();
    let members = async move {
        // An address that names no class leads nowhere.
        let class = class.map_err(|_| AppError::NotFound)?;
        members_of(code, class, page).await
    };
    load(members, move |members| view! { <Show members page/> })
}

#[component]
fn Show(members: ClassMembers, page: u64) -> impl IntoView {
    let count = members.count;
    let title = words!(classes.members_title, name = members.name.clone());
    let code = members.school_code.clone();
    let classes_of_year = format!("/school/{code}/classes?year={}", members.year.first_year());
    let progress = format!("/school/{code}/classes/{}", members.class);
    view! {
        <Title text=format!("{title}, {}", members.school_name)/>
        <nav class="crumbs">
            <a href=format!("/school/{code}")>{members.school_name.clone()}</a>
            <a href=classes_of_year>{words!(classes.year_named, year = members.year.to_string())}</a>
        </nav>
        <header class="page-head">
            <h1>{title}</h1>
            <p class="hint">{words!(classes.as_of, day = write_day(members.as_of))}</p>
        </header>
        <Notice/>
        <p><a href=progress>{words!(classes.to_progress)}</a></p>
        <p class="people-count" role="status">{words!(classes.members_count, count = words::number(count))}</p>
        {if members.pupils.is_empty() {
            Either::Left(view! { <p class="empty">{words!(classes.no_members)}</p> })
        } else {
            Either::Right(view! { <Move members/> })
        }}
        <Pager page count/>
    }
}

#[component]
fn Move(members: ClassMembers) -> impl IntoView {
    let rows = members
        .pupils
        .into_iter()
        .map(|ClassMember { person, name, born_on, span: held }| {
            view! {
                <tr>
                    <td class="choose">
                        <input type="checkbox" name="pupils[]" value=person.0 aria-label=words!(classes.choose_person, name = name.clone())/>
                    </td>
                    <th scope="row"><a href=format!("/people/{person}")>{name}</a></th>
                    <td data-label=words!(classes.born_on)>{born_on.map(write_day)}</td>
                    <td data-label=words!(classes.in_class_since)>{span(held)}</td>
                </tr>
            }
        })
        .collect_view();
    let others =
        members.others.iter().map(|(id, name)| view! { <option value=id.0>{name.clone()}</option> }).collect_view();
    view! {
        <form method="post" action=MovePupils::url()>
            <input type="hidden" name="code" value=members.school_code/>
            <input type="hidden" name="class" value=members.class.0/>
            <div class="table-wrap" tabindex="0" role="region" aria-label=words!(classes.pupils)>
                <table data-stack="">
                    <thead>
                        <tr>
                            <th scope="col">{words!(classes.chosen)}</th>
                            <th scope="col">{words!(classes.person)}</th>
                            <th scope="col">{words!(classes.born_on)}</th>
                            <th scope="col">{words!(classes.in_class_since)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <section class="panel">
                <h2>{words!(classes.move_title)}</h2>
                {if members.others.is_empty() {
                    Either::Left(view! { <p class="empty">{words!(classes.no_other_class)}</p> })
                } else {
                    Either::Right(view! {
                        <p class="hint">{words!(classes.move_text)}</p>
                        <div class="filter">
                            <label class="field">
                                <span>{words!(classes.to_class)}</span>
                                <select name="to" required>
                                    <option value="">{words!(classes.choose)}</option>
                                    {others}
                                </select>
                            </label>
                            <label class="field">
                                <span>{words!(classes.from_day)}</span>
                                <input type="date" name="from" required value=members.as_of.to_string()/>
                            </label>
                            <button class="button button-main" type="submit">{words!(classes.move_do)}</button>
                        </div>
                    })
                }}
            </section>
        </form>
    }
}
