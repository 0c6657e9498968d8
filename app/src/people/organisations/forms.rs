//! The forms of a node's page.

use super::{
    api::{AddOrganisation, ChangeOrganisation, CloseOrganisation, MoveOrganisation},
    tree::kind,
};
use crate::{
    ui::{field::today, kept::Kept},
    words,
};
use domain::people::{
    OrganisationKind, SchoolLevel,
    node::{NodeName, NodePage, OpenThere},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// Levels to choose from; with an empty first choice where a node may have none.
#[component]
fn LevelField(chosen: Option<SchoolLevel>, may_be_none: bool) -> impl IntoView {
    let options = SchoolLevel::ALL
        .iter()
        .map(|level| view! { <option value=level.as_str() selected=Some(*level) == chosen>{words::level(*level)}</option> })
        .collect_view();
    view! {
        <label class="field">
            <span>{words!(organisations.level)}</span>
            <select name="level">
                {may_be_none.then(|| view! { <option value="">{words!(organisations.no_level)}</option> })}
                {options}
            </select>
        </label>
    }
}

/// Name and particulars.
#[component]
pub fn ChangeForm(page: NodePage) -> impl IntoView {
    let node = page.node;
    let level =
        (node.kind == OrganisationKind::School).then(|| view! { <LevelField chosen=node.level may_be_none=false/> });
    view! {
        <form class="panel form" method="post" action=ChangeOrganisation::url()>
            <h2>{words!(organisations.change)}</h2>
            <input type="hidden" name="code" value=node.code/>
            <label class="field">
                <span>{words!(organisations.name)}</span>
                <input name="name" required maxlength="200" value=node.name/>
            </label>
            <label class="field">
                <span>{words!(organisations.short_name)}</span>
                <input name="short_name" maxlength="200" value=page.short_name/>
            </label>
            {level}
            <label class="field">
                <span>{words!(organisations.address)}</span>
                <input name="address" maxlength="200" value=page.address/>
            </label>
            <label class="field">
                <span>{words!(organisations.email)}</span>
                <input name="email" type="email" maxlength="200" value=page.email/>
            </label>
            <p><button class="button" type="submit">{words!(organisations.change_do)}</button></p>
        </form>
    }
}

/// A new node below this one.
#[component]
pub fn AddForm(code: String) -> impl IntoView {
    let kept = Kept::of("add_organisation");
    let opened_on = Some(kept.field("opened_on")).filter(|day| !day.is_empty()).unwrap_or_else(today);
    let kinds = [OrganisationKind::School, OrganisationKind::Office, OrganisationKind::Department]
        .map(|value| view! { <option value=value.as_str()>{kind(value)}</option> })
        .into_iter()
        .collect_view();
    view! {
        <form class="panel form" id="add" method="post" action=AddOrganisation::url()>
            <h2>{words!(organisations.add)}</h2>
            <input type="hidden" name="parent" value=code/>
            <label class="field">
                <span>{words!(organisations.kind)}</span>
                <select name="kind">{kinds}</select>
            </label>
            <label class="field">
                <span>{words!(organisations.code)}</span>
                <input name="new_code" required maxlength="32" autocapitalize="characters" spellcheck="false" value=kept.field("new_code")/>
            </label>
            <label class="field">
                <span>{words!(organisations.name)}</span>
                <input name="name" required maxlength="200" value=kept.field("new_name")/>
            </label>
            <label class="field">
                <span>{words!(organisations.short_name)}</span>
                <input name="short_name" maxlength="200" value=kept.field("new_short_name")/>
            </label>
            <LevelField chosen=None may_be_none=true/>
            <label class="field">
                <span>{words!(organisations.address)}</span>
                <input name="address" maxlength="200" value=kept.field("new_address")/>
            </label>
            <label class="field">
                <span>{words!(organisations.email)}</span>
                <input name="email" type="email" maxlength="200" value=kept.field("new_email")/>
            </label>
            <label class="field">
                <span>{words!(organisations.opened_on)}</span>
                <input type="date" name="opened_on" required value=opened_on/>
            </label>
            <p><button class="button button-main" type="submit">{words!(organisations.add_do)}</button></p>
        </form>
    }
}

/// To another node above.
#[component]
pub fn MoveForm(code: String, parents: Vec<NodeName>) -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{words!(organisations.move_title)}</h2>
            {if parents.is_empty() {
                Either::Left(view! { <p class="empty">{words!(organisations.no_parents)}</p> })
            } else {
                let options = parents
                    .into_iter()
                    .map(|parent| view! { <option value=parent.code>{parent.name}</option> })
                    .collect_view();
                Either::Right(view! {
                    <form class="filter" method="post" action=MoveOrganisation::url()>
                        <input type="hidden" name="code" value=code/>
                        <label class="field">
                            <span>{words!(organisations.move_to)}</span>
                            <select name="parent" required>
                                <option value="">{words!(organisations.choose)}</option>
                                {options}
                            </select>
                        </label>
                        <label class="field">
                            <span>{words!(organisations.from_day)}</span>
                            <input type="date" name="from" required value=today()/>
                        </label>
                        <button class="button" type="submit">{words!(organisations.move_do)}</button>
                    </form>
                })
            }}
        </section>
    }
}

/// Closing, with what would end with it.
#[component]
pub fn CloseForm(code: String, open: OpenThere) -> impl IntoView {
    let there = (!open.is_empty()).then(|| {
        let text = words!(
            organisations.open_there,
            staff = words::number(open.staff),
            pupils = words::number(open.pupils),
            duties = words::number(open.responsibilities),
            roles = words::number(open.roles)
        );
        view! {
            <p>{text}</p>
            <label class="check">
                <input type="checkbox" name="end_members" value="yes"/>
                <span>{words!(organisations.end_members)}</span>
            </label>
        }
    });
    view! {
        <form class="panel form" method="post" action=CloseOrganisation::url()>
            <h2>{words!(organisations.close)}</h2>
            <p class="hint">{words!(organisations.close_text)}</p>
            <input type="hidden" name="code" value=code/>
            <label class="field">
                <span>{words!(organisations.close_day)}</span>
                <input type="date" name="on" required/>
            </label>
            {there}
            <p><button class="button" type="submit">{words!(organisations.close_do)}</button></p>
        </form>
    }
}
