//! The way of a pupil: the class, then the own name.

use super::api::{OpenClass, names_of, this_class};
use crate::{
    error::AppError,
    ui::{load::load, notice::Notice},
    words,
};
use domain::access::pupils::{ClassNames, KnownClass};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Asks for the class code, or offers the class that this computer was in last.
#[component]
pub fn ClassDoorPage() -> impl IntoView {
    load(this_class(), |known| view! { <Door known/> })
}

#[component]
fn Door(known: Option<KnownClass>) -> impl IntoView {
    let known = known.map(|class| {
        let name = words!(progress.class_named, name = class.class_name);
        view! { <p><a class="button button-main pupil-big" href=format!("/class/{}", class.key)>{name}</a></p> }
    });
    view! {
        <Title text=words!(pupils.which_class)/>
        <div class="pupil-door for-pupil">
            <h1>{words!(pupils.which_class)}</h1>
            <Notice/>
            {known}
            <form class="panel form" method="post" action=OpenClass::url() autocomplete="off">
                <label class="field">
                    <span>{words!(pupils.class_code)}</span>
                    <input class="pupil-key" name="key" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="16"/>
                </label>
                <p class="hint">{words!(pupils.class_code_hint)}</p>
                <button class="button button-main pupil-big" type="submit">{words!(pupils.go_on)}</button>
            </form>
            <p><a class="button button-quiet" href="/sign-in">{words!(pupils.i_am_a_teacher)}</a></p>
        </div>
    }
}

/// The names of a class: pupils press their own.
#[component]
pub fn ClassNamesPage() -> impl IntoView {
    let key = use_params_map().with_untracked(|params| params.get("key")).unwrap_or_default();
    load(at_door(async move { names_of(key).await }), |names| match names {
        Some(names) => Either::Left(view! { <Names names/> }),
        None => Either::Right(()),
    })
}

/// Leads whoever has no valid code any more to where it is typed.
pub async fn at_door<T>(what: impl Future<Output = Result<T, AppError>>) -> Result<Option<T>, AppError> {
    match what.await {
        Ok(found) => Ok(Some(found)),
        Err(AppError::Invalid(problem)) => {
            #[cfg(feature = "ssr")]
            leptos_axum::redirect(&format!("/class?problem={}", problem.as_str()));
            let _ = problem;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[component]
fn Names(names: ClassNames) -> impl IntoView {
    let title = words!(progress.class_named, name = names.class_name);
    let key = names.key;
    let buttons = names
        .pupils
        .into_iter()
        .map(|pupil| {
            let way = format!("/class/{key}/{}", pupil.handle);
            view! { <li><a class="button name-button" href=way>{pupil.name}</a></li> }
        })
        .collect::<Vec<_>>();
    view! {
        <Title text=title.clone()/>
        <div class="pupil-names for-pupil">
            <h1>{title}</h1>
            <Notice/>
            {if buttons.is_empty() {
                Either::Left(view! { <p class="empty">{words!(pupils.nobody_here)}</p> })
            } else {
                Either::Right(view! {
                    <p class="lead">{words!(pupils.press_your_name)}</p>
                    <ul class="name-buttons">{buttons}</ul>
                })
            }}
            <p><a class="button button-quiet" href="/class">{words!(pupils.other_class)}</a></p>
        </div>
    }
}
