//! The first page of an empty installation.

use super::api::{SetUp, is_set_up};
use crate::{
    ui::{kept::Kept, load::load, notice::Notice},
    words,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// Creates the office and its first administrator with the one-time code from the console.
#[component]
pub fn SetupPage() -> impl IntoView {
    load(
        is_set_up(),
        |is_set_up| if is_set_up { view! { <AlreadySetUp/> }.into_any() } else { view! { <Form/> }.into_any() },
    )
}

#[component]
fn AlreadySetUp() -> impl IntoView {
    view! {
        <Title text=words!(access.setup)/>
        <h1>{words!(access.setup)}</h1>
        <p class="lead">{words!(problems.already_set_up)}</p>
        <p><a class="button button-main" href="/sign-in">{words!(access.sign_in)}</a></p>
    }
}

#[component]
fn Form() -> impl IntoView {
    let kept = Kept::of("set_up");
    view! {
        <Title text=words!(access.setup)/>
        <section class="door">
            <div class="door-words">
                <h1>{words!(access.setup)}</h1>
                <p class="lead">{words!(access.setup_text)}</p>
            </div>
            <form class="panel form" method="post" action=SetUp::url()>
                <Notice/>
                <label class="field">
                    <span>{words!(access.code)}</span>
                    <input name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required placeholder="ABCD-EFGH-JKLM"/>
                    <small class="hint">{words!(access.code_hint)}</small>
                </label>
                <label class="field">
                    <span>{words!(access.organisation)}</span>
                    <input name="organisation" required maxlength="200" value=kept.field("organisation")/>
                </label>
                <label class="field">
                    <span>{words!(access.full_name)}</span>
                    <input name="full_name" autocomplete="name" required maxlength="120" value=kept.field("full_name")/>
                </label>
                <label class="field">
                    <span>{words!(access.username)}</span>
                    <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required minlength="3" maxlength="64" value=kept.field("username")/>
                </label>
                <label class="field">
                    <span>{words!(access.password)}</span>
                    <input name="password" type="password" autocomplete="new-password" required minlength="10" maxlength="256"/>
                    <small class="hint">{words!(access.password_hint)}</small>
                </label>
                <button class="button button-main" type="submit">{words!(access.setup_do)}</button>
            </form>
        </section>
    }
}
