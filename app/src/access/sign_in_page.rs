//! The door.

use super::{api::SignIn, oidc_api, parts::CheckBox};
use crate::{
    ui::{kept::Kept, notice::Notice},
    words,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Sign-in by user name or e-mail address, and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let next_there = next.clone();
    let kept = Kept::of("sign_in");
    view! {
        <Title text=words!(access.sign_in)/>
        <section class="door">
            <div class="door-words">
                <h1>{words!(access.welcome)}</h1>
                <p class="lead">{words!(access.welcome_text)}</p>
                <p><a class="button pupil-way" href="/class">{words!(pupils.i_am_a_pupil)}</a></p>
            </div>
            <form class="panel form" method="post" action=SignIn::url()>
                <h2>{words!(access.sign_in)}</h2>
                <Notice/>
                <input type="hidden" name="next" value=next/>
                <label class="field">
                    <span>{words!(access.username)}</span>
                    <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254" aria-describedby="name-hint" value=kept.field("username")/>
                </label>
                <p class="hint" id="name-hint">{words!(signin.name_hint)}</p>
                <label class="field">
                    <span>{words!(access.password)}</span>
                    <input name="password" type="password" autocomplete="current-password" required maxlength="256"/>
                </label>
                <CheckBox name="shared" label=words!(signin.shared) hint=words!(signin.shared_hint) checked={kept.field("shared") == "true"}/>
                <button class="button button-main" type="submit">{words!(access.sign_in)}</button>
                <p><a href="/forgotten">{words!(signin.forgotten)}</a></p>
                <p class="hint">{words!(signin.pupils_ask)}</p>
            </form>
            <OtherWay next=next_there/>
        </section>
    }
}

/// The way in through the organisation's own provider, if it is open.
#[component]
fn OtherWay(next: String) -> impl IntoView {
    view! {
        <Suspense>
            {Suspend::new(async move {
                let label = oidc_api::provider_label().await.ok().flatten();
                // A link, since the page's policy lets no form lead to another site.
                let way = format!("/sign-in/oidc?next={}", leptos_router::location::Url::escape(&next));
                label.map(|label| view! {
                    <p class="other-way"><a class="button" href=way>{words!(oidc.sign_in_with, label = label)}</a></p>
                })
            })}
        </Suspense>
    }
}
