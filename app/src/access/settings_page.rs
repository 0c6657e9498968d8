//! How the office wants people to sign in.

use super::{
    api::account::{KeepSignInSettings, settings},
    parts::CheckBox,
};
use crate::{
    ui::{load::load, notice::Notice},
    words,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// Who must have a second step.
#[component]
pub fn SignInSettingsPage() -> impl IntoView {
    load(settings(), |settings| {
        view! {
            <Title text=words!(account.settings)/>
            <section class="narrow">
                <h1>{words!(account.settings)}</h1>
                <p class="lead">{words!(account.settings_text)}</p>
                <form class="panel form" method="post" action=KeepSignInSettings::url()>
                    <Notice/>
                    <CheckBox name="office" label=words!(account.settings_office) checked=settings.office/>
                    <CheckBox name="principals" label=words!(account.settings_principals) checked=settings.principals/>
                    <button class="button button-main" type="submit">{words!(account.settings_keep)}</button>
                </form>
            </section>
        }
    })
}
