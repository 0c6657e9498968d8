//! The own name has been pressed: now the PIN or the pictures.

use super::{
    api::{PupilSignIn, door_of},
    class_page::at_door,
    parts::picture::{PictureShape, picture_name},
};
use crate::{
    ui::{load::load, notice::Notice},
    words,
};
use domain::access::pupils::{
    MOST_WRONG_TRIES, PupilDoor,
    secret::{Picture, SecretKind},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Asks for the secret of one pupil.
#[component]
pub fn PupilPage() -> impl IntoView {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name)).unwrap_or_default();
    let (key, pupil) = (param("key"), param("pupil"));
    load(at_door(async move { door_of(key, pupil).await }), |door| match door {
        Some(door) => Either::Left(view! { <Show door/> }),
        None => Either::Right(()),
    })
}

#[component]
fn Show(door: PupilDoor) -> impl IntoView {
    let list = format!("/class/{}", door.key);
    let title = words!(pupils.hello, name = door.pupil.name.clone());
    let left = door.tries_left;
    let asks = match door.kind {
        _ if left == 0 => Either::Left(view! { <Say text=words!(pupils.locked_pupil)/> }),
        None => Either::Left(view! { <Say text=words!(pupils.no_secret_yet)/> }),
        Some(kind) => {
            let tries = (left < MOST_WRONG_TRIES).then(|| {
                view! { <p class="lead" role="status">{words!(pupils.tries_left, left = left)}</p> }
            });
            let form = match kind {
                SecretKind::Pin => Either::Left(view! { <PinForm key=door.key pupil=door.pupil.handle/> }),
                SecretKind::Pictures => Either::Right(view! { <PictureForm key=door.key pupil=door.pupil.handle/> }),
            };
            Either::Right(view! { <Notice/>{tries}{form} })
        }
    };
    view! {
        <Title text=title.clone()/>
        <div class="pupil-door for-pupil">
            <h1>{title}</h1>
            {asks}
            <p><a class="button" href=list>{words!(pupils.not_me)}</a></p>
        </div>
    }
}

#[component]
fn Say(text: &'static str) -> impl IntoView {
    view! { <p class="panel pupil-say" role="alert">{text}</p> }
}

/// A text field and no password field: browsers on shared computers offer to keep passwords.
#[component]
fn PinForm(key: String, pupil: String) -> impl IntoView {
    view! {
        <form class="panel form" method="post" action=PupilSignIn::url() autocomplete="off">
            <input type="hidden" name="key" value=key/>
            <input type="hidden" name="pupil" value=pupil/>
            <label class="field">
                <span>{words!(pupils.your_pin)}</span>
                <input class="pupil-pin" name="pin" inputmode="numeric" autocomplete="off" required minlength="4" maxlength="4" pattern="[0-9]{4}" autofocus=true/>
            </label>
            <button class="button button-main pupil-big" type="submit">{words!(pupils.come_in)}</button>
        </form>
    }
}

/// Three rows of twelve pictures. Where the browser can, each row opens after the one before and closes to the picture
/// chosen; elsewhere all three stand below each other.
#[component]
fn PictureForm(key: String, pupil: String) -> impl IntoView {
    let rows = [
        ("first", words!(pupils.first_picture)),
        ("second", words!(pupils.second_picture)),
        ("third", words!(pupils.third_picture)),
    ];
    let rows = rows.map(|(name, legend)| {
        let options = Picture::ALL
            .iter()
            .map(|picture| {
                view! {
                    <label class="picture">
                        <input type="radio" name=name value=picture.as_str() required=true/>
                        <PictureShape picture=*picture/>
                        <span class="picture-name">{picture_name(*picture)}</span>
                    </label>
                }
            })
            .collect_view();
        view! {
            <fieldset class=format!("picture-row picture-row-{name}")>
                <legend>{legend}</legend>
                <div class="pictures">{options}</div>
            </fieldset>
        }
    });
    view! {
        <form class="panel form picture-form" method="post" action=PupilSignIn::url() autocomplete="off">
            <input type="hidden" name="key" value=key/>
            <input type="hidden" name="pupil" value=pupil/>
            {rows.into_iter().collect_view()}
            <div class="picture-ways">
                <button class="button button-main pupil-big" type="submit">{words!(pupils.come_in)}</button>
                <button class="button" type="reset">{words!(pupils.choose_again)}</button>
            </div>
        </form>
    }
}
