//! Between the password and the pages: the second step.

use super::api::step::SignInStep;
use crate::{ui::notice::Notice, words};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Asks for the code of the app or a recovery code.
#[component]
pub fn StepPage() -> impl IntoView {
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    view! {
        <Title text=words!(signin.step_title)/>
        <section class="narrow">
            <h1>{words!(signin.step_title)}</h1>
            <p class="lead">{words!(signin.step_text)}</p>
            <form class="panel form" method="post" action=SignInStep::url()>
                <Notice/>
                <input type="hidden" name="next" value=next/>
                <label class="field">
                    <span>{words!(signin.step_code)}</span>
                    <input name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required maxlength="40" aria-describedby="step-hint"/>
                </label>
                <p class="hint" id="step-hint">{words!(signin.step_hint)}</p>
                <button class="button button-main" type="submit">{words!(signin.step_do)}</button>
            </form>
            <p class="page-way"><a href="/sign-in">{words!(signin.step_again)}</a></p>
        </section>
    }
}
