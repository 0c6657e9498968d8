//! The own second step of sign-in.

use super::{
    api::account::{BeginSecondStep, ConfirmSecondStep, RemoveSecondStep, RenewRecoveryCodes, second_step},
    parts::{MeCrumb, PasswordField, moment_text},
};
use crate::{
    ui::{load::load, notice::Notice},
    words,
};
use domain::access::account::{SecondStep, SecondStepPage as Page};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// Sets it up, shows its recovery codes once, takes it away.
#[component]
pub fn SecondStepPage() -> impl IntoView {
    load(second_step(), |page| view! { <Show page/> })
}

#[component]
fn Show(page: Page) -> impl IntoView {
    let must_be_set_up = page.is_required && !matches!(page.step, SecondStep::On { .. });
    let step = match page.step {
        SecondStep::Off => view! { <BeginForm label=words!(account.step_begin) is_main=true/> }.into_any(),
        SecondStep::Begun { secret, picture } => view! { <Begun secret picture/> }.into_any(),
        SecondStep::On { since, codes_left } => {
            view! { <On since=moment_text(since) codes_left may_be_removed=!page.is_required/> }.into_any()
        }
    };
    view! {
        <Title text=words!(account.second_step)/>
        <MeCrumb/>
        <section class="narrow">
            <h1>{words!(account.second_step)}</h1>
            <p class="lead">{words!(account.step_text)}</p>
            <Notice/>
            {must_be_set_up.then(|| view! { <p class="notice" role="status">{words!(account.step_required)}</p> })}
            {(!page.new_codes.is_empty()).then(|| view! { <NewCodes codes=page.new_codes/> })}
            {step}
        </section>
    }
}

#[component]
fn BeginForm(label: &'static str, is_main: bool) -> impl IntoView {
    let class = if is_main { "button button-main" } else { "button" };
    view! {
        <form method="post" action=BeginSecondStep::url()>
            <button class=class type="submit">{label}</button>
        </form>
    }
}

#[component]
fn Begun(secret: String, picture: String) -> impl IntoView {
    view! {
        <div class="panel form">
            <p>{words!(account.step_scan)}</p>
            <div class="qr" role="img" aria-label=words!(account.step_picture) inner_html=picture></div>
            <p>{words!(account.step_secret)}" "<code class="secret">{secret}</code></p>
            <form class="form" method="post" action=ConfirmSecondStep::url()>
                <p>{words!(account.step_confirm)}</p>
                <label class="field">
                    <span>{words!(account.step_code)}</span>
                    <input name="code" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" required maxlength="12"/>
                </label>
                <button class="button button-main" type="submit">{words!(account.step_confirm_do)}</button>
            </form>
        </div>
        <BeginForm label=words!(account.step_new_secret) is_main=false/>
    }
}

#[component]
fn NewCodes(codes: Vec<String>) -> impl IntoView {
    view! {
        <section class="panel panel-good">
            <h2>{words!(account.codes_title)}</h2>
            <p>{words!(account.codes_text)}</p>
            <ul class="codes">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn On(since: String, codes_left: usize, may_be_removed: bool) -> impl IntoView {
    view! {
        <p>
            <span class="tag tag-good">{words!(account.second_step_on)}</span>
            " "{words!(account.step_since, time = since)}" "{words!(account.codes_left, count = codes_left)}
        </p>
        <form class="panel form" method="post" action=RenewRecoveryCodes::url()>
            <h2>{words!(account.codes_again)}</h2>
            <p>{words!(account.codes_again_text)}</p>
            <PasswordField name="password" label=words!(account.confirm_password)/>
            <button class="button" type="submit">{words!(account.codes_again)}</button>
        </form>
        {may_be_removed.then(|| view! {
            <form class="panel form" method="post" action=RemoveSecondStep::url()>
                <h2>{words!(account.step_remove)}</h2>
                <PasswordField name="password" label=words!(account.confirm_password)/>
                <button class="button" type="submit">{words!(account.step_remove)}</button>
            </form>
        })}
    }
}
