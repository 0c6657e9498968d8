//! The door.

use super::{api::SignIn, parts::CheckBox};
use crate::{ui::notice::Notice, words};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// What somebody typed before the form came back.
pub fn kept_field(name: &str) -> String {
    #[cfg(feature = "ssr")]
    return crate::door::kept_field(name);
    #[cfg(not(feature = "ssr"))]
    {
        let _ = name;
        String::new()
    }
}

/// Sign-in by user name or e-mail address, and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    view! {
        <Title text=words!(access.sign_in)/>
        <section class="door">
            <div class="door-words">
                <h1>{words!(access.welcome)}</h1>
                <p class="lead">{words!(access.welcome_text)}</p>
            </div>
            <form class="panel form" method="post" action=SignIn::url()>
                <h2>{words!(access.sign_in)}</h2>
                <Notice/>
                <input type="hidden" name="next" value=next/>
                <label class="field">
                    <span>{words!(access.username)}</span>
                    <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254" aria-describedby="name-hint" value=kept_field("username")/>
                </label>
                <p class="hint" id="name-hint">{words!(signin.name_hint)}</p>
                <label class="field">
                    <span>{words!(access.password)}</span>
                    <input name="password" type="password" autocomplete="current-password" required maxlength="256"/>
                </label>
                <CheckBox name="shared" label=words!(signin.shared) hint=words!(signin.shared_hint) checked={kept_field("shared") == "true"}/>
                <button class="button button-main" type="submit">{words!(access.sign_in)}</button>
                <p><a href="/forgotten">{words!(signin.forgotten)}</a></p>
                <p class="hint">{words!(signin.pupils_ask)}</p>
            </form>
        </section>
    }
}
