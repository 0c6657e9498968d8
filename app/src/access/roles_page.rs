//! Who holds which role, in an office and at a school.

use super::{
    role_parts::{DayFields, EndForm},
    roles_api::{GiveRole, roles_of_office, roles_of_school},
    roles_words,
};
use crate::{
    ui::{
        field::{SearchField, SelectField},
        load::load,
        notice::Notice,
        pager::{PAGE_LENGTH, Pager, page_in_address},
    },
    words,
};
use domain::access::{
    Role,
    audit::NamedPerson,
    roles::{Candidate, MOST_CANDIDATES, OfficeRoles, RoleLine, SchoolRoles},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// All who hold a role below the office's node.
#[component]
pub fn OfficeRolesPage() -> impl IntoView {
    let query = use_query_map();
    let param = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let (role, sought, find, page) = (param("role"), param("q"), param("find"), page_in_address());
    let roles = roles_of_office(role.clone(), sought.clone(), find.clone(), page);
    load(roles, move |roles| view! { <Office roles role sought find page/> })
}

/// All who hold a role at a school.
#[component]
pub fn SchoolRolesPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    load(roles_of_school(code), move |roles| view! { <School roles/> })
}

#[component]
fn Office(roles: OfficeRoles, role: String, sought: String, find: String, page: u64) -> impl IntoView {
    let is_filtered = !role.is_empty() || !sought.is_empty();
    let options = Role::ALL
        .iter()
        .map(|each| {
            view! { <option value=each.as_str() selected=each.as_str() == role>{roles_words::role(*each)}</option> }
        })
        .collect_view();
    let last = roles.count.div_ceil(PAGE_LENGTH).max(1);
    view! {
        <Title text=words!(roles.office_title)/>
        <nav class="crumbs"><a href="/office">{roles.node.name}</a></nav>
        <header class="page-head">
            <h1>{words!(roles.office_title)}</h1>
            <p class="lead">{words!(roles.office_text)}</p>
        </header>
        {roles.may_change.then(|| view! { <Find find found=roles.found/> })}
        <section>
            <h2>{words!(roles.roles)}</h2>
            <form class="filter" method="get" role="search">
                <SelectField name="role" label=words!(roles.role)>
                    <option value="">{words!(roles.any_role)}</option>
                    {options}
                </SelectField>
                <SearchField name="q" label=words!(roles.search) value=sought/>
                <button class="button" type="submit">{words!(common.search)}</button>
            </form>
            {if roles.roles.is_empty() {
                let text = if is_filtered { words!(roles.no_role_found) } else { words!(roles.no_roles) };
                Either::Left(view! { <p class="empty">{text}</p> })
            } else {
                Either::Right(view! {
                    <p>{words!(roles.count, count = words::number(roles.count))}</p>
                    <RoleTable roles=roles.roles with_place=true back=String::new()/>
                    <Pager page=page.min(last) count=roles.count/>
                })
            }}
        </section>
    }
}

/// Finds somebody to give a role; their page has the form.
#[component]
fn Find(find: String, found: Option<Vec<Candidate>>) -> impl IntoView {
    let found = found.map(|found| {
        if found.is_empty() {
            return Either::Left(view! { <p class="empty">{words!(roles.find_none)}</p> });
        }
        let is_cut = found.len() >= MOST_CANDIDATES;
        let people = found
            .into_iter()
            .take(MOST_CANDIDATES)
            .map(|person| {
                view! {
                    <li>
                        <a href=format!("/people/{}/access", person.id)>{person.name.clone()}</a>
                        " "<span class="hint">{described(&person)}</span>
                    </li>
                }
            })
            .collect_view();
        Either::Right(view! {
            <ul class="found-people">{people}</ul>
            {is_cut.then(|| view! { <p class="hint">{words!(roles.find_more)}</p> })}
        })
    });
    view! {
        <section class="panel">
            <h2>{words!(roles.find_title)}</h2>
            <p class="hint">{words!(roles.find_text)}</p>
            <form class="filter" method="get" role="search">
                <SearchField name="find" label=words!(roles.find) value=find required=true/>
                <button class="button" type="submit">{words!(roles.find_do)}</button>
            </form>
            {found}
        </section>
    }
}

fn described(person: &Candidate) -> String {
    let code = person.code.as_deref().unwrap_or_default();
    [code, person.posts.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[component]
fn School(roles: SchoolRoles) -> impl IntoView {
    let code = roles.school.school_code.clone().unwrap_or_default();
    let back = format!("/school/{code}/roles");
    let id = roles.school.id;
    let give = roles.may_change.then(|| {
        let people = roles
            .candidates
            .iter()
            .map(|person| {
                view! { <option value=person.id.to_string()>{format!("{} · {}", person.name, described(person))}</option> }
            })
            .collect_view();
        let places = Role::ALL
            .iter()
            .filter(|role| role.is_of_school())
            .map(|role| view! { <option value=format!("{role}@{id}")>{roles_words::role(*role)}</option> })
            .collect_view();
        view! {
            <section class="panel">
                <h2>{words!(roles.give)}</h2>
                <form class="filter" method="post" action=GiveRole::url()>
                    <input type="hidden" name="back" value=back.clone()/>
                    <SelectField name="person" label=words!(roles.person) required=true>
                        <option value="">{words!(roles.choose_person)}</option>
                        {people}
                    </SelectField>
                    <SelectField name="place" label=words!(roles.role) required=true>
                        <option value="">{words!(roles.choose_role)}</option>
                        {places}
                    </SelectField>
                    <DayFields today=roles.today/>
                    <button class="button button-main" type="submit">{words!(roles.give_do)}</button>
                </form>
            </section>
        }
    });
    view! {
        <Title text=format!("{}, {}", words!(roles.school_title), roles.school.name)/>
        <nav class="crumbs"><a href=format!("/school/{code}")>{roles.school.name}</a></nav>
        <header class="page-head">
            <h1>{words!(roles.school_title)}</h1>
            <p class="lead">{words!(roles.school_text)}</p>
        </header>
        <Notice/>
        {give}
        <section>
            <h2>{words!(roles.roles)}</h2>
            {if roles.roles.is_empty() {
                Either::Left(view! { <p class="empty">{words!(roles.no_roles)}</p> })
            } else {
                Either::Right(view! { <RoleTable roles=roles.roles with_place=false back/> })
            }}
        </section>
    }
}

/// A table of roles; with `back` each that may be ended has its form, which leads back there.
#[component]
fn RoleTable(roles: Vec<RoleLine>, with_place: bool, back: String) -> impl IntoView {
    let has_forms = !back.is_empty() && roles.iter().any(|line| line.may_end);
    let rows = roles
        .into_iter()
        .map(|line| {
            let end = (has_forms && line.may_end).then(|| view! { <EndForm line=line.clone() back=back.clone()/> });
            view! {
                <tr>
                    <th scope="row"><PersonLink person=line.person/></th>
                    <td>{roles_words::role(line.role)}</td>
                    {with_place.then(|| view! { <td data-label=words!(roles.place)>{line.node.name}</td> })}
                    <td>{roles_words::days(&line.span)}</td>
                    <td><span class=super::role_parts::tone(line.state)>{roles_words::state(line.state)}</span></td>
                    {has_forms.then(|| view! { <td>{end}</td> })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words!(roles.roles)>
            <table data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{words!(roles.person)}</th>
                        <th scope="col">{words!(roles.role)}</th>
                        {with_place.then(|| view! { <th scope="col">{words!(roles.place)}</th> })}
                        <th scope="col">{words!(roles.days)}</th>
                        <th scope="col">{words!(roles.state)}</th>
                        {has_forms.then(|| view! { <th scope="col">{words!(roles.end)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn PersonLink(person: NamedPerson) -> impl IntoView {
    let name = person.name.unwrap_or_else(|| words!(audit.anonymous).to_owned());
    view! { <a href=format!("/people/{}/access", person.id)>{name}</a> }
}
