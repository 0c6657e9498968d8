//! The slip for somebody who has no password yet, or has forgotten it.

use super::{
    api::keeping::{IssueResetCode, slip},
    parts::moment_text,
};
use crate::{
    error::AppError,
    ui::{load::load, notice::Notice},
    words,
};
use domain::access::account::ResetSlip;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Shows a code once, to be printed and handed over.
#[component]
pub fn SlipPage() -> impl IntoView {
    let person = use_params_map().with_untracked(|params| params.get("person").and_then(|id| id.parse::<i64>().ok()));
    let slip = async move {
        match person {
            Some(person) => slip(person).await.map(|slip| (person, slip)),
            None => Err(AppError::NotFound),
        }
    };
    load(slip, |(person, slip)| view! { <Show person slip/> })
}

#[component]
fn Show(person: i64, slip: ResetSlip) -> impl IntoView {
    let title = words!(account.slip_title);
    let state = if slip.code.is_some() && slip.valid_until.is_some() {
        Either::Left(view! {
            <p class="notice notice-good no-print" role="status">{words!(account.slip_print)}</p>
            <SlipCard slip/>
        })
    } else {
        let text = slip.valid_until.map(moment_text);
        let text =
            text.map_or_else(|| words!(account.slip_none).to_owned(), |until| words!(account.slip_gone, time = until));
        Either::Right(view! {
            <section class="panel">
                <p><strong>{slip.name}</strong>" · "{slip.username}</p>
                <p>{text}</p>
            </section>
        })
    };
    view! {
        <Title text=title/>
        <section class="narrow slip-page">
            <h1>{title}</h1>
            <Notice/>
            {state}
            <form class="form no-print" method="post" action=IssueResetCode::url()>
                <input type="hidden" name="person" value=person/>
                <p class="hint">{words!(account.slip_new_text)}</p>
                <button class="button" type="submit">{words!(account.slip_new)}</button>
            </form>
        </section>
    }
}

/// A slip with a code that was made just now, to be handed over.
#[component]
pub fn SlipCard(slip: ResetSlip) -> impl IntoView {
    let address = format!("{}/forgotten/code", own_address());
    let until = slip.valid_until.map(moment_text).unwrap_or_default();
    view! {
        <article class="panel slip">
            <dl class="facts">
                <div><dt>{words!(account.slip_for)}</dt><dd>{slip.name}</dd></div>
                <div><dt>{words!(account.username)}</dt><dd>{slip.username}</dd></div>
            </dl>
            <p class="slip-code"><span class="hint">{words!(account.slip_code)}</span><code>{slip.code}</code></p>
            <p>{words!(account.slip_valid, time = until)}</p>
            <h2>{words!(account.slip_do)}</h2>
            <ol>
                <li>{words!(account.slip_do_1, address = address)}</li>
                <li>{words!(account.slip_do_2)}</li>
                <li>{words!(account.slip_do_3)}</li>
                <li>{words!(account.slip_do_4)}</li>
            </ol>
        </article>
    }
}

/// The address under which browsers reach us.
fn own_address() -> String {
    #[cfg(feature = "ssr")]
    return crate::door::base_url().to_string();
    #[cfg(not(feature = "ssr"))]
    String::new()
}
