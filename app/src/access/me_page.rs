//! The own account: what there is, and the ways to change it.

use super::api::account::own_account;
use crate::{ui::load::load, words};
use domain::access::account::MyAccount;
use leptos::prelude::*;
use leptos_meta::Title;

/// The own account.
#[component]
pub fn MePage() -> impl IntoView {
    load(own_account(), |account| view! { <Show account/> })
}

#[component]
fn Show(account: MyAccount) -> impl IntoView {
    let (tone, state) = if account.has_second_step {
        ("tag tag-good", words!(account.second_step_on))
    } else {
        ("tag", words!(account.second_step_off))
    };
    view! {
        <Title text=words!(account.me)/>
        <header class="page-head">
            <h1>{words!(account.me)}</h1>
            <p class="lead">{words!(account.me_text)}</p>
        </header>
        <dl class="facts">
            <div><dt>{words!(account.username)}</dt><dd>{account.username}</dd></div>
            <div><dt>{words!(account.email)}</dt><dd>{account.email.unwrap_or_else(|| words!(account.no_email).to_owned())}</dd></div>
        </dl>
        <ul class="own-ways">
            <li class="panel">
                <h2><a href="/me/password">{words!(account.password)}</a></h2>
                <p>{words!(account.password_text)}</p>
            </li>
            <li class="panel">
                <h2><a href="/me/second-step">{words!(account.second_step)}</a></h2>
                <p><span class=tone>{state}</span></p>
            </li>
            <li class="panel">
                <h2><a href="/me/sessions">{words!(account.sessions)}</a></h2>
                <p>{words!(account.sessions_count, count = account.sessions)}</p>
            </li>
            <li class="panel">
                <h2><a href="/me/data">{words!(common.my_data)}</a></h2>
                <p>{words!(account.data_text)}</p>
            </li>
        </ul>
    }
}
