//! For whoever has forgotten the password.

use super::{
    api::forgotten::{AskResetLetter, ResetByCode, ResetByLetter, reset_link_open},
    parts::NewPasswordField,
};
use crate::{
    error::Problem,
    ui::{
        kept::Kept,
        load::load,
        notice::{Notice, problem_in_address},
    },
    words,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The two ways to a new password.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    view! {
        <Title text=words!(signin.forgotten_title)/>
        <section class="narrow">
            <h1>{words!(signin.forgotten_title)}</h1>
            <p class="lead">{words!(signin.forgotten_text)}</p>
            <Notice/>
            <form class="panel form" method="post" action=AskResetLetter::url()>
                <h2>{words!(signin.by_letter)}</h2>
                <p>{words!(signin.by_letter_text)}</p>
                <label class="field">
                    <span>{words!(signin.name)}</span>
                    <input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254"/>
                </label>
                <button class="button button-main" type="submit">{words!(signin.send_letter)}</button>
            </form>
            <section class="panel">
                <h2>{words!(signin.by_code)}</h2>
                <p>{words!(signin.by_code_text)}</p>
                <p><a class="button" href="/forgotten/code">{words!(signin.have_code)}</a></p>
            </section>
            <p class="page-way"><a href="/sign-in">{words!(signin.back_to_sign_in)}</a></p>
        </section>
    }
}

/// Where the link of a letter leads.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let token = use_query_map().with_untracked(|query| query.get("token")).unwrap_or_default();
    let asked = token.clone();
    load(async move { reset_link_open(asked).await }, move |is_open| view! { <NewPassword token is_open/> })
}

#[component]
fn NewPassword(token: String, is_open: bool) -> impl IntoView {
    let form = if is_open {
        Either::Left(view! {
            <form class="panel form" method="post" action=ResetByLetter::url()>
                <Notice/>
                <input type="hidden" name="token" value=token/>
                <NewPasswordField name="password"/>
                <button class="button button-main" type="submit">{words!(signin.set_password)}</button>
            </form>
        })
    } else {
        // The address may have said why already; it is said once.
        let text = problem_in_address().filter(|problem| *problem != Problem::LinkOver).map(words::problem);
        Either::Right(view! {
            <section class="panel">
                {text.map(|text| view! { <p>{text}</p> })}
                <p role="alert">{words::problem(Problem::LinkOver)}</p>
                <p><a class="button button-main" href="/forgotten">{words!(signin.ask_again)}</a></p>
            </section>
        })
    };
    view! {
        <Title text=words!(signin.new_title)/>
        <section class="narrow">
            <h1>{words!(signin.new_title)}</h1>
            {form}
            <p class="page-way"><a href="/sign-in">{words!(signin.back_to_sign_in)}</a></p>
        </section>
    }
}

/// A new password by the code of a slip.
#[component]
pub fn ResetCodePage() -> impl IntoView {
    let kept = Kept::of("reset_by_code");
    view! {
        <Title text=words!(signin.code_title)/>
        <section class="narrow">
            <h1>{words!(signin.code_title)}</h1>
            <p class="lead">{words!(signin.code_text)}</p>
            <form class="panel form" method="post" action=ResetByCode::url()>
                <Notice/>
                <label class="field">
                    <span>{words!(access.username)}</span>
                    <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254" value=kept.field("username")/>
                </label>
                <label class="field">
                    <span>{words!(signin.code)}</span>
                    <input name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required maxlength="40" placeholder="ABCD-EFGH-JKLM"/>
                </label>
                <NewPasswordField name="password"/>
                <button class="button button-main" type="submit">{words!(signin.set_password)}</button>
            </form>
            <p class="page-way"><a href="/sign-in">{words!(signin.back_to_sign_in)}</a></p>
        </section>
    }
}
