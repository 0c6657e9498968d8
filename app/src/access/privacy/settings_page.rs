//! The office's settings: what can be set here, and ways to what is set elsewhere.

use super::api::{KeepPrivacyPeriods, Periods, privacy_periods};
use crate::{
    ui::{kept::Kept, load::load, notice::Notice},
    words,
};
use domain::access::privacy::PrivacySettings;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use std::ops::RangeInclusive;

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    load(privacy_periods(), |periods| view! { <Show periods/> })
}

#[component]
fn Show(periods: Periods) -> impl IntoView {
    view! {
        <Title text=words!(settings.title)/>
        <header class="page-head">
            <h1>{words!(settings.title)}</h1>
            <p class="lead">{words!(settings.lead)}</p>
        </header>
        <Notice/>
        <div class="settings">
            <section class="panel">
                <h2>{words!(settings.sign_in)}</h2>
                <p>{words!(settings.sign_in_text)}</p>
                <p><a class="button" href="/settings/sign-in">{words!(settings.sign_in_open)}</a></p>
            </section>
            <section class="panel">
                <h2>{words!(settings.oidc)}</h2>
                <p>{words!(settings.oidc_text)}</p>
                <p><a class="button" href="/settings/oidc">{words!(settings.oidc_open)}</a></p>
            </section>
            <section class="panel">
                <h2>{words!(settings.roles)}</h2>
                <p>{words!(settings.roles_text)}</p>
                <p><a class="button" href="/roles">{words!(settings.roles_open)}</a></p>
            </section>
            <section class="panel">
                <h2>{words!(settings.audit)}</h2>
                <p>{words!(settings.audit_text)}</p>
                <p><a class="button" href="/audit">{words!(settings.audit_open)}</a></p>
            </section>
            <section class="panel" id="privacy">
                <h2>{words!(settings.privacy)}</h2>
                <p>{words!(settings.privacy_text)}</p>
                {if periods.is_mine {
                    Either::Left(view! { <PeriodsForm settings=periods.settings/> })
                } else {
                    Either::Right(view! { <PeriodsOfAnother settings=periods.settings/> })
                }}
                <Due periods/>
            </section>
        </div>
    }
}

#[component]
fn PeriodsForm(settings: PrivacySettings) -> impl IntoView {
    let kept = Kept::of("privacy");
    view! {
        <form class="form settings-form" method="post" action=KeepPrivacyPeriods::url()>
            <PeriodField
                name="pupils_after_months"
                text=words!(settings.pupils_after)
                value=settings.pupils_after_months
                bounds=PrivacySettings::PUPILS
                kept=kept.field("pupils_after_months")
            />
            <PeriodField
                name="staff_after_months"
                text=words!(settings.staff_after)
                value=settings.staff_after_months
                bounds=PrivacySettings::STAFF
                kept=kept.field("staff_after_months")
            />
            <PeriodField
                name="uploads_after_days"
                text=words!(settings.uploads_after)
                value=settings.uploads_after_days
                bounds=PrivacySettings::UPLOADS
                kept=kept.field("uploads_after_days")
            />
            <p class="hint">{words!(settings.for_good)}</p>
            <button class="button button-main" type="submit">{words!(settings.keep)}</button>
        </form>
    }
}

#[component]
fn PeriodField(
    name: &'static str,
    text: &'static str,
    value: u16,
    bounds: RangeInclusive<u16>,
    kept: String,
) -> impl IntoView {
    let value = if kept.is_empty() { value.to_string() } else { kept };
    let (least, most) = (*bounds.start(), *bounds.end());
    view! {
        <label class="field">
            <span>{text}</span>
            <input type="number" name=name min=least max=most step="1" inputmode="numeric" required value=value/>
            <small class="hint">{words!(settings.from_to, least = least, most = most)}</small>
        </label>
    }
}

/// What an office reads whose periods another sets.
#[component]
fn PeriodsOfAnother(settings: PrivacySettings) -> impl IntoView {
    let facts = [
        (words!(settings.pupils_after), settings.pupils_after_months),
        (words!(settings.staff_after), settings.staff_after_months),
        (words!(settings.uploads_after), settings.uploads_after_days),
    ];
    view! {
        <dl class="facts">
            {facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
        </dl>
        <p class="hint">{words!(settings.of_another)}</p>
    }
}

#[component]
fn Due(periods: Periods) -> impl IntoView {
    let due = periods.due;
    if due.count() == 0 {
        return Either::Left(view! { <p class="hint">{words!(settings.nobody_due)}</p> });
    }
    let text = words!(settings.due, pupils = words::number(due.pupils), staff = words::number(due.staff));
    Either::Right(view! { <p class="notice" role="status">{text}</p> })
}
