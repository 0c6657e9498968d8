//! Settings of the identity provider.

use super::oidc_api::{KeepProvider, provider_form};
use crate::{
    ui::{kept::Kept, load::load, notice::Notice},
    words,
};
use domain::access::oidc::OidcForm;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// The office's page about signing in with Google Workspace, Microsoft 365 and the like.
#[component]
pub fn OidcPage() -> impl IntoView {
    load(provider_form(), |form| view! { <Form form/> })
}

#[component]
fn Form(form: OidcForm) -> impl IntoView {
    let typed = Kept::of("provider");
    let kept = |name: &str, stored: String| {
        let kept = typed.field(name);
        if kept.is_empty() { stored } else { kept }
    };
    let secret_hint = if form.has_secret { words!(oidc.secret_there) } else { words!(oidc.secret_missing) };
    view! {
        <Title text=words!(oidc.title)/>
        <nav class="crumbs"><a href="/settings">{words!(oidc.settings)}</a></nav>
        <h1>{words!(oidc.title)}</h1>
        <p class="lead">{words!(oidc.lead)}</p>
        <form class="panel form" method="post" action=KeepProvider::url()>
            <Notice/>
            <label class="choice">
                <input type="checkbox" name="enabled" value="on" checked=form.enabled/>
                <span>{words!(oidc.enabled)}</span>
            </label>
            <label class="field">
                <span>{words!(oidc.label)}</span>
                <input name="label" maxlength="60" value=kept("label", form.label)/>
                <small class="hint">{words!(oidc.label_hint)}</small>
            </label>
            <label class="field">
                <span>{words!(oidc.issuer)}</span>
                <input name="issuer" type="url" maxlength="300" value=kept("issuer", form.issuer)/>
                <small class="hint">{words!(oidc.issuer_hint)}</small>
            </label>
            <label class="field">
                <span>{words!(oidc.client_id)}</span>
                <input name="client_id" maxlength="300" autocomplete="off" value=kept("client_id", form.client_id)/>
            </label>
            <label class="field">
                <span>{words!(oidc.client_secret)}</span>
                <input name="client_secret" type="password" maxlength="500" autocomplete="off"/>
                <small class="hint">{secret_hint}</small>
            </label>
            <label class="field">
                <span>{words!(oidc.domains)}</span>
                <input name="domains" maxlength="500" value=kept("domains", form.domains.join(", "))/>
                <small class="hint">{words!(oidc.domains_hint)}</small>
            </label>
            <label class="choice">
                <input type="checkbox" name="trusts_unverified" value="on" checked=form.trusts_unverified/>
                <span>{words!(oidc.trusts_unverified)}</span>
            </label>
            <p class="hint">{words!(oidc.lead_back)}</p>
            <button class="button button-main" type="submit">{words!(oidc.keep)}</button>
        </form>
    }
}
