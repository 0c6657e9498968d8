//! What a person may do, and how they sign in.

use super::{
    role_parts::{DayFields, EndForm, tone},
    roles_api::{DisableAccount, EnableAccount, GiveRole, access_of_person},
    roles_words,
};
use crate::{
    error::AppError,
    ui::{button_form::ButtonForm, field::SelectField, load::load, notice::Notice},
    words,
};
use domain::{
    access::roles::{AccountLine, NamedNode, PersonAccess, RoleLine, RolePlace},
    calendar::{day_of, write_day},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Opens an account, whose password the person chooses with a one-time code.
const OPEN_ACCOUNT: &str = "/api/fn/open_account";
/// Issues a one-time code with which the person sets the password anew.
const ISSUE_RESET_CODE: &str = "/api/fn/issue_reset_code";

/// Takes the second step away from somebody who has lost it.
const REMOVE_SECOND_STEP: &str = "/api/fn/remove_second_step_of";

/// A person's roles and account.
#[component]
pub fn PersonAccessPage() -> impl IntoView {
    let person = use_params_map().with_untracked(|params| params.get("person")).unwrap_or_default().parse::<i64>();
    let access = async move {
        // An address that names no person leads nowhere.
        access_of_person(person.map_err(|_| AppError::NotFound)?).await
    };
    load(access, move |access| view! { <Show access/> })
}

#[component]
fn Show(access: PersonAccess) -> impl IntoView {
    let person = access.person.id;
    let name = access.person.name.unwrap_or_else(|| words!(audit.anonymous).to_owned());
    let here = format!("/people/{person}/access");
    let list = access.school_code.map_or_else(|| "/roles".to_owned(), |code| format!("/school/{code}/roles"));
    view! {
        <Title text=format!("{}, {name}", words!(roles.person_title))/>
        <nav class="crumbs"><a href=list>{words!(roles.to_roles)}</a></nav>
        <header class="page-head">
            <p class="lead">{words!(roles.person_title)}{access.code.map(|code| format!(" · {code}"))}</p>
            <h1>{name}</h1>
        </header>
        <Notice/>
        <Posts posts=access.posts/>
        <Roles roles=access.roles back=here.clone()/>
        <Give person=person.0 places=access.may_give today=access.today back=here/>
        <Account
            person=person.0
            account=access.account
            may_change=access.may_change_account
            may_remove_second_step=access.may_remove_second_step
            has_other_roles=access.has_other_roles
        />
    }
}

#[component]
fn Posts(posts: Vec<(NamedNode, String)>) -> impl IntoView {
    let posts = posts
        .into_iter()
        .map(|(node, post)| if post.is_empty() { node.name } else { format!("{}: {post}", node.name) })
        .collect::<Vec<_>>();
    let text = if posts.is_empty() { words!(roles.no_posts).to_owned() } else { posts.join("; ") };
    view! {
        <dl class="facts">
            <div><dt>{words!(roles.posts)}</dt><dd>{text}</dd></div>
        </dl>
    }
}

#[component]
fn Roles(roles: Vec<RoleLine>, back: String) -> impl IntoView {
    if roles.is_empty() {
        return Either::Left(view! {
            <section><h2>{words!(roles.roles)}</h2><p class="empty">{words!(roles.no_roles)}</p></section>
        });
    }
    let has_forms = roles.iter().any(|line| line.may_end);
    let rows = roles
        .into_iter()
        .map(|line| {
            let end = line.may_end.then(|| view! { <EndForm line=line.clone() back=back.clone()/> });
            view! {
                <tr>
                    <th scope="row">{roles_words::role(line.role)}</th>
                    <td>{line.node.name}</td>
                    <td>{roles_words::days(&line.span)}</td>
                    <td><span class=tone(line.state)>{roles_words::state(line.state)}</span></td>
                    {has_forms.then(|| view! { <td>{end}</td> })}
                </tr>
            }
        })
        .collect_view();
    Either::Right(view! {
        <section>
            <h2>{words!(roles.roles)}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=words!(roles.roles)>
                <table data-stack="">
                    <thead>
                        <tr>
                            <th scope="col">{words!(roles.role)}</th>
                            <th scope="col">{words!(roles.place)}</th>
                            <th scope="col">{words!(roles.days)}</th>
                            <th scope="col">{words!(roles.state)}</th>
                            {has_forms.then(|| view! { <th scope="col">{words!(roles.end)}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    })
}

/// The form to give a role; nothing for whoever may give none.
#[component]
fn Give(person: i64, places: Vec<RolePlace>, today: chrono::NaiveDate, back: String) -> impl IntoView {
    (!places.is_empty()).then(|| {
        let options = places
            .into_iter()
            .map(|place| {
                let text = format!("{} · {}", roles_words::role(place.role), place.node.name);
                view! { <option value=place.word()>{text}</option> }
            })
            .collect_view();
        view! {
            <section class="panel">
                <h2>{words!(roles.give)}</h2>
                <form class="filter" method="post" action=GiveRole::url()>
                    <input type="hidden" name="person" value=person.to_string()/>
                    <input type="hidden" name="back" value=back/>
                    <SelectField name="place" label=words!(roles.role) required=true>
                        <option value="">{words!(roles.choose_role)}</option>
                        {options}
                    </SelectField>
                    <DayFields today/>
                    <button class="button button-main" type="submit">{words!(roles.give_do)}</button>
                </form>
            </section>
        }
    })
}

#[component]
fn Account(
    person: i64,
    account: Option<AccountLine>,
    may_change: bool,
    may_remove_second_step: bool,
    has_other_roles: bool,
) -> impl IntoView {
    let is_open = account.as_ref().is_some_and(|account| account.disabled_at.is_none());
    let has_account = account.is_some();
    let facts = match account {
        None => Either::Left(view! { <p class="empty">{words!(roles.no_account)}</p> }),
        Some(account) => {
            let state = match account.disabled_at {
                None => words!(roles.account_open).to_owned(),
                Some(at) => words!(roles.account_shut, day = write_day(day_of(at))),
            };
            Either::Right(view! {
                <dl class="facts">
                    <div><dt>{words!(roles.username)}</dt><dd>{account.username}</dd></div>
                    <div><dt>{words!(roles.created)}</dt><dd>{write_day(day_of(account.created_at))}</dd></div>
                    <div><dt>{words!(roles.account_state)}</dt><dd>{state}</dd></div>
                </dl>
            })
        }
    };
    view! {
        <section class="panel">
            <h2>{words!(roles.account)}</h2>
            {facts}
            {may_change.then(|| view! { <AccountForms person has_account is_open/> })}
            {may_remove_second_step.then(|| view! {
                <ButtonForm action=REMOVE_SECOND_STEP text=words!(roles.remove_second_step)>
                    <input type="hidden" name="person" value=person.to_string()/>
                </ButtonForm>
            })}
            {has_other_roles.then(|| view! { <p class="hint">{words!(roles.elsewhere)}</p> })}
        </section>
    }
}

#[component]
fn AccountForms(person: i64, has_account: bool, is_open: bool) -> impl IntoView {
    let person = person.to_string();
    let button = |action: &'static str, text: &'static str| {
        let person = person.clone();
        view! { <ButtonForm action text><input type="hidden" name="person" value=person/></ButtonForm> }
    };
    if !has_account {
        view! {
            <form class="filter" method="post" action=OPEN_ACCOUNT>
                <input type="hidden" name="person" value=person.clone()/>
                <label class="field">
                    <span>{words!(roles.username)}</span>
                    <input name="username" autocomplete="off" autocapitalize="none" spellcheck="false" required minlength="3" maxlength="64"/>
                </label>
                <button class="button button-main" type="submit">{words!(roles.open_account)}</button>
            </form>
            <p class="hint">{words!(roles.open_hint)}</p>
        }
        .into_any()
    } else if is_open {
        view! {
            <div class="account-ways">
                {button(ISSUE_RESET_CODE, words!(roles.reset))}
                {button(DisableAccount::url(), words!(roles.disable))}
            </div>
            <p class="hint">{words!(roles.disable_hint)}</p>
        }
        .into_any()
    } else {
        view! { <div class="account-ways">{button(EnableAccount::url(), words!(roles.enable))}</div> }.into_any()
    }
}
