//! Where somebody is signed in.

use super::{
    api::{
        SignOut,
        account::{EndOtherSessions, EndSession, my_sessions},
    },
    parts::{MeCrumb, moment_text},
};
use crate::{
    ui::{button_form::ButtonForm, load::load, notice::Notice},
    words,
};
use domain::access::{account::SessionLine, browser::BrowserName, session::SessionKind};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// Every browser that is signed in with the own account.
#[component]
pub fn SessionsPage() -> impl IntoView {
    load(my_sessions(), |sessions| view! { <Show sessions/> })
}

#[component]
fn Show(sessions: Vec<SessionLine>) -> impl IntoView {
    let others = sessions.iter().filter(|session| !session.is_this).count();
    let end_others = if others > 0 {
        Either::Left(view! {
            <ButtonForm action=EndOtherSessions::url() text=words!(account.end_others) is_main=true/>
        })
    } else {
        Either::Right(view! { <p class="empty">{words!(account.only_here)}</p> })
    };
    view! {
        <Title text=words!(account.sessions)/>
        <MeCrumb/>
        <header class="page-head">
            <h1>{words!(account.sessions)}</h1>
            <p class="lead">{words!(account.sessions_text)}</p>
        </header>
        <Notice/>
        <div class="table-wrap">
            <table aria-label=words!(account.sessions) data-stack>
                <thead>
                    <tr>
                        <th scope="col">{words!(account.browser)}</th>
                        <th scope="col">{words!(account.kind)}</th>
                        <th scope="col">{words!(account.address)}</th>
                        <th scope="col">{words!(account.begun)}</th>
                        <th scope="col">{words!(account.last_seen)}</th>
                        <th scope="col">{words!(account.action)}</th>
                    </tr>
                </thead>
                <tbody>{sessions.into_iter().map(|session| view! { <Line session/> }).collect_view()}</tbody>
            </table>
        </div>
        {end_others}
    }
}

#[component]
fn Line(session: SessionLine) -> impl IntoView {
    let end = if session.is_this {
        Either::Left(view! { <ButtonForm action=SignOut::url() text=words!(account.end_one)/> })
    } else {
        Either::Right(view! {
            <ButtonForm action=EndSession::url() text=words!(account.end_one)>
                <input type="hidden" name="id" value=session.id/>
            </ButtonForm>
        })
    };
    view! {
        <tr>
            <th scope="row">
                {browser_text(&session.browser)}
                {session.is_this.then(|| view! { " "<span class="tag tag-good">{words!(account.this_one)}</span> })}
            </th>
            <td data-label=words!(account.kind)>{kind_text(session.kind)}</td>
            <td data-label=words!(account.address)>{session.address.unwrap_or_else(|| "–".to_owned())}</td>
            <td data-label=words!(account.begun)>{moment_text(session.begun_at)}</td>
            <td data-label=words!(account.last_seen)>{moment_text(session.last_seen_at)}</td>
            <td>{end}</td>
        </tr>
    }
}

fn browser_text(browser: &BrowserName) -> String {
    match (browser.program.as_str(), browser.system.as_str()) {
        ("", "") => words!(account.browser_unknown).to_owned(),
        (program, "") => program.to_owned(),
        ("", system) => system.to_owned(),
        (program, system) => words!(account.browser_on, program = program, system = system),
    }
}

fn kind_text(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Own => words!(account.kind_own),
        SessionKind::Shared => words!(account.kind_shared),
        SessionKind::Pupil => words!(account.kind_pupil),
    }
}
