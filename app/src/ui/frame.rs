//! What stands around every page: brand, ways to go, language, who is here.

use crate::{
    access::{
        api::{SetLanguage, SignOut},
        pupils::api::NotMe,
    },
    language::{all, tag, use_locale},
    words,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Who is here, as far as the frame shows it.
#[derive(Debug, Clone, Default)]
struct Who {
    name: String,
    /// Came by class and PIN, on a computer that others use, too.
    is_pupil: bool,
    /// Has an account to look after.
    has_account: bool,
    ways: Vec<(String, &'static str)>,
}

#[cfg(feature = "ssr")]
fn who() -> Option<Who> {
    let viewer = crate::door::signed_in()?;
    let mut ways = Vec::new();
    if viewer.office_node().is_some() {
        ways.push(("/office".to_owned(), words!(common.way_office)));
    }
    if viewer.own_school().is_some() {
        ways.push(("/school".to_owned(), words!(common.way_school)));
    }
    if viewer.office_node().is_some() {
        ways.push(("/people".to_owned(), words!(common.way_people)));
    }
    if viewer.office().is_ok() {
        ways.push(("/organisations".to_owned(), words!(common.way_organisations)));
        ways.push(("/settings".to_owned(), words!(common.way_settings)));
    } else if viewer.office_node().is_some() {
        ways.push(("/audit".to_owned(), words!(common.task_audit)));
    }
    if viewer.learner().is_ok() {
        ways.push(("/learn".to_owned(), words!(common.way_learn)));
    }
    let is_pupil = viewer.session_kind() == domain::access::session::SessionKind::Pupil;
    let has_account = viewer.account_holder().is_ok();
    Some(Who { name: viewer.name().to_owned(), is_pupil, has_account, ways })
}

#[cfg(not(feature = "ssr"))]
fn who() -> Option<Who> {
    None
}

/// The frame. Everything in it is plain HTML with plain forms.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let who = who();
    let is_signed_in = who.is_some();
    view! {
        <a class="skip" href="#main">{words!(common.skip_to_content)}</a>
        <header class="frame-head">
            <a class="brand" href="/" aria-label=words!(common.brand_label)>
                <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
                    <rect class="brand-ground" width="32" height="32" rx="9"/>
                    <path class="brand-line" d="M8 21.5 L13.5 16 L17.5 19.5 L24 11.5"/>
                    <circle class="brand-dot" cx="24" cy="11.5" r="2.6"/>
                </svg>
                <span class="brand-name">"Tiến Độ"</span>
            </a>
            {who.clone().map(|who| view! { <Ways ways=who.ways/> })}
            <div class="frame-side">
                <LanguageSwitch/>
                {who.map(|who| view! { <SignedInAs name=who.name is_pupil=who.is_pupil has_account=who.has_account/> })}
            </div>
        </header>
        <main id="main" class="frame-main" tabindex="-1">{children()}</main>
        <footer class="frame-foot">
            <p>{words!(common.help_line)}" "<a href="tel:111"><strong>"111"</strong></a></p>
            {is_signed_in.then(|| view! { <p><a class="quiet-link" href="/me/data">{words!(common.my_data)}</a></p> })}
        </footer>
    }
}

#[component]
fn Ways(ways: Vec<(String, &'static str)>) -> impl IntoView {
    let here = leptos_router::hooks::use_location().pathname.get_untracked();
    let marked = way_of(&here, &ways).map(str::to_owned);
    view! {
        <nav class="ways" aria-label=words!(common.ways_label)>
            {ways
                .into_iter()
                .map(|(href, text)| {
                    let current = (marked.as_deref() == Some(&*href)).then_some("page");
                    view! { <a href=href aria-current=current>{text}</a> }
                })
                .collect_view()}
        </nav>
    }
}

/// The way under which a page lies; what an office looks up of its schools lies under the office.
fn way_of<'a>(here: &str, ways: &'a [(String, &'static str)]) -> Option<&'a str> {
    const OF_OFFICE: [&str; 3] = ["/audit", "/roles", "/school"];
    let lies_under = |way: &str| here.strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let mut names = ways.iter().map(|(href, _)| href.as_str());
    let office = || ways.iter().map(|(href, _)| href.as_str()).find(|way| *way == "/office");
    names.find(|way| lies_under(way)).or_else(|| OF_OFFICE.iter().any(|way| lies_under(way)).then(office).flatten())
}

#[component]
fn SignedInAs(name: String, is_pupil: bool, has_account: bool) -> impl IntoView {
    if is_pupil {
        return view! {
            <form class="signed-in signed-in-pupil" method="post" action=NotMe::url()>
                <strong class="signed-in-name">{name}</strong>
                <button class="button" type="submit">{words!(pupils.not_me)}</button>
            </form>
        }
        .into_any();
    }
    view! {
        <form class="signed-in" method="post" action=SignOut::url()>
            {if has_account {
                view! { <a class="signed-in-name" href="/me" title=words!(common.my_account)>{name}</a> }.into_any()
            } else {
                view! { <span class="signed-in-name">{name}</span> }.into_any()
            }}
            <button class="button button-quiet" type="submit">{words!(common.sign_out)}</button>
        </form>
    }
    .into_any()
}

#[component]
fn LanguageSwitch() -> impl IntoView {
    let here = use_locale();
    all()
        .iter()
        .filter(move |locale| **locale != here)
        .map(|locale| {
            let name = { leptos_i18n::td_string!(*locale, common.language_name) };
            view! {
                <form class="language" method="post" action=SetLanguage::url()>
                    <input type="hidden" name="language" value=tag(*locale)/>
                    <button class="button button-quiet" type="submit" lang=tag(*locale)>{name}</button>
                </form>
            }
        })
        .collect_view()
}
