//! The team of a school (target C).

use super::{
    api::{EndDuty, JoinTeam, RecordFoundingDecision, SetTeamRole, TeamPage as Found, team_of},
    parts::{
        fields::{DayField, date_value},
        names,
    },
};
use crate::{
    ui::{load::load, notice::Notice},
    words,
};
use domain::{
    calendar::write_day,
    people::team::{FoundingDecision, TeamMember, TeamRole},
    progress::TeamNeed,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Members, their roles, the founding decision, and what is missing for the school to count.
#[component]
pub fn TeamPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    load(team_of(code), move |found| view! { <Show found/> })
}

#[component]
fn Show(found: Found) -> impl IntoView {
    let Found { team, settings, may_change } = found;
    let facts = team.facts();
    let needs = facts.needs(&settings);
    let code = team.school.code.clone();
    let today = date_value(Some(team.as_of));
    let others = team.others;
    view! {
        <Title text=format!("{}, {}", words!(team.title), team.school.name)/>
        <nav class="crumbs"><a href=format!("/school/{code}")>{team.school.name}</a></nav>
        <header class="page-head">
            <h1>{words!(team.title)}</h1>
            <p class="hint">{words!(progress.as_of, day = write_day(team.as_of))}</p>
        </header>
        <Notice/>
        <Counts needs/>
        <section class="panel">
            <h2>{words!(team.members)}</h2>
            {if team.members.is_empty() {
                Either::Left(view! { <p class="empty">{words!(team.no_members)}</p> })
            } else {
                let (code, today) = (code.clone(), today.clone());
                let lines = team.members.into_iter().map(move |member| {
                    view! { <Member member code=code.clone() today=today.clone() may_change/> }
                });
                Either::Right(view! { <ul class="facts-list">{lines.collect_view()}</ul> })
            }}
            {(may_change && !others.is_empty()).then(|| view! {
                <form class="filter" method="post" action=JoinTeam::url()>
                    <input type="hidden" name="code" value=code.clone()/>
                    <label class="field">
                        <span>{words!(team.person)}</span>
                        <select name="person" required>
                            <option value="">{words!(team.choose_person)}</option>
                            {others.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
                        </select>
                    </label>
                    <RoleField chosen=TeamRole::Member/>
                    <DayField name="from" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button button-main" type="submit">{words!(team.join)}</button>
                </form>
            })}
        </section>
        <Decision decision=team.decision code may_change/>
    }
}

#[component]
fn Counts(needs: Vec<TeamNeed>) -> impl IntoView {
    if needs.is_empty() {
        return view! { <p class="notice notice-good">{words!(team.counts)}</p> }.into_any();
    }
    let lines = needs.into_iter().map(|need| match need {
        TeamNeed::Members(more) => words!(team.needs_members, more = more),
        TeamNeed::Manager => words!(team.needs_manager).to_owned(),
        TeamNeed::Decision => words!(team.needs_decision).to_owned(),
    });
    view! {
        <section class="notice team-needs">
            <h2>{words!(team.does_not_count)}</h2>
            <ul>{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn RoleField(chosen: TeamRole) -> impl IntoView {
    let options = TeamRole::ALL.iter().map(|role| {
        view! { <option value=role.as_str() selected=*role == chosen>{names::team_role(*role)}</option> }
    });
    view! {
        <label class="field">
            <span>{words!(team.role)}</span>
            <select name="role" required>{options.collect_view()}</select>
        </label>
    }
}

#[component]
fn Member(member: TeamMember, code: String, today: String, may_change: bool) -> impl IntoView {
    let manager =
        member.is_manager.then(|| view! { " "<span class="tag tag-good">{words!(people.kind_manager)}</span> });
    let since = words!(people.since, day = write_day(member.since));
    let role_since = (member.role_since != member.since)
        .then(|| words!(team.role_since, role = names::team_role(member.role), day = write_day(member.role_since)));
    let forms = may_change.then(|| {
        let name = member.name.clone();
        view! {
            <details class="fact-forms">
                <summary>{words!(team.change_member, name = name)}</summary>
                <form class="filter" method="post" action=SetTeamRole::url()>
                    <input type="hidden" name="code" value=code.clone()/>
                    <input type="hidden" name="person" value=member.person.to_string()/>
                    <RoleField chosen=member.role/>
                    <DayField name="from" label=words!(people.from_day) value=today.clone() required=true/>
                    <button class="button" type="submit">{words!(team.set_role)}</button>
                </form>
                <form class="filter" method="post" action=EndDuty::url()>
                    <input type="hidden" name="id" value=member.person.to_string()/>
                    <input type="hidden" name="duty" value=member.duty.to_string()/>
                    <input type="hidden" name="way" value=code/>
                    <DayField name="from" label=words!(people.ends_on) value=today required=true/>
                    <button class="button" type="submit">{words!(team.leave)}</button>
                </form>
            </details>
        }
    });
    view! {
        <li class="fact">
            <p>
                <a href=format!("/people/{}", member.person)><strong>{member.name}</strong></a>
                ": "{names::team_role(member.role)}", "{member.post}{manager}
            </p>
            <p class="hint">{since}{role_since.map(|text| format!("; {text}"))}</p>
            {forms}
        </li>
    }
}

#[component]
fn Decision(decision: Option<FoundingDecision>, code: String, may_change: bool) -> impl IntoView {
    let (number, day) = decision
        .as_ref()
        .map(|decision| (decision.number.clone(), date_value(Some(decision.decided_on))))
        .unwrap_or_default();
    let has_scan = decision.as_ref().is_some_and(|decision| decision.scan.is_some());
    let text = decision.map_or_else(
        || words!(progress.no_decision).to_owned(),
        |decision| words!(progress.decision, number = decision.number, day = write_day(decision.decided_on)),
    );
    view! {
        <section class="panel">
            <h2>{words!(team.decision)}</h2>
            <p>{text}</p>
            {has_scan.then(|| view! { <p><a href=format!("/school/{code}/team/decision") rel="external">{words!(team.open_scan)}</a></p> })}
            {may_change.then(|| view! {
                <form class="form" method="post" enctype="multipart/form-data" action=RecordFoundingDecision::url()>
                    <input type="hidden" name="code" value=code/>
                    <div class="field-row">
                        <label class="field">
                            <span>{words!(team.number)}</span>
                            <input name="number" required maxlength="80" value=number/>
                        </label>
                        <DayField name="decided_on" label=words!(team.decided_on) value=day required=true/>
                    </div>
                    <label class="field">
                        <span>{words!(team.scan)}</span>
                        <input type="file" name="scan" accept="application/pdf,image/jpeg,image/png"/>
                        <small class="hint">{words!(team.scan_hint)}</small>
                    </label>
                    <button class="button" type="submit">{words!(team.record)}</button>
                </form>
            })}
        </section>
    }
}
