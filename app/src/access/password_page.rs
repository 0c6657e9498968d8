//! Changing the own password.

use super::{
    api::account::{ChangePassword, own_account},
    parts::{CheckBox, MeCrumb, NewPasswordField, PasswordField},
};
use crate::{
    ui::{load::load, notice::Notice},
    words,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// Asks for the old password and the new one.
#[component]
pub fn PasswordPage() -> impl IntoView {
    load(own_account(), |account| {
        view! {
            <Title text=words!(account.password)/>
            <MeCrumb/>
            <section class="narrow">
                <h1>{words!(account.password)}</h1>
                <form class="panel form" method="post" action=ChangePassword::url()>
                    <Notice/>
                    // Programs that keep passwords want to know whose it is.
                    <input class="unseen" name="username" autocomplete="username" value=account.username tabindex="-1" aria-hidden="true" readonly/>
                    <PasswordField name="old" label=words!(account.old_password)/>
                    <NewPasswordField name="new"/>
                    <CheckBox name="end_others" label=words!(account.end_others_too) hint=words!(account.end_others_hint) checked=true/>
                    <button class="button button-main" type="submit">{words!(account.change_password)}</button>
                </form>
            </section>
        }
    })
}
