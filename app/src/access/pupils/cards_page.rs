//! Class cards, for the scissors. The page asks first; the answer to its form shows the cards, once.

use super::{
    parts::{
        picture::{PictureShape, picture_name},
        qr::{QrOf, QrStore},
    },
    teacher_api::cards_to_print,
};
use crate::{
    error::AppError,
    ui::{error_panel::ErrorPanel, load::load, print_button::PrintButton},
    words,
};
use domain::access::pupils::{CardSecret, CardsAhead, ClassCards, PupilCard, class_code::grouped, secret::SecretKind};
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

/// So many cards fit on a sheet of A4.
const CARDS_A_SHEET: usize = 8;

/// What came of the form: handed to the page by the house door, which answers the form with it.
#[derive(Debug, Clone)]
pub struct Printed(pub Result<Vec<ClassCards>, AppError>);

/// Cards of a class or, without a class in the address, of a whole school.
#[component]
pub fn CardsPage() -> impl IntoView {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name));
    let (code, class) = (param("code").unwrap_or_default(), param("class"));
    match use_context::<Printed>() {
        Some(Printed(Ok(printed))) => {
            let back = match &class {
                Some(class) => format!("/school/{code}/classes/{class}/sign-in"),
                None => format!("/school/{code}"),
            };
            EitherOf3::A(view! { <Sheets printed back/> })
        }
        Some(Printed(Err(error))) => EitherOf3::B(view! { <ErrorPanel error/> }),
        None => {
            let ahead = async move {
                // An address that names no class leads nowhere.
                let class = class.map(|class| class.parse::<i64>().map_err(|_| AppError::NotFound)).transpose()?;
                cards_to_print(code, class).await
            };
            EitherOf3::C(load(ahead, |ahead| view! { <Ask ahead/> }))
        }
    }
}

#[component]
fn Ask(ahead: CardsAhead) -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let school = format!("/school/{}", ahead.school_code);
    let whole = ahead.class.is_none();
    let crumb = ahead.class.as_ref().map(|(class, name)| {
        let name = words!(progress.class_named, name = name.clone());
        view! { <a href=format!("{school}/classes/{class}/sign-in")>{name}</a> }
    });
    view! {
        <Title text=words!(pupils.cards)/>
        <nav class="crumbs"><a href=school.clone()>{ahead.school_name}</a>{crumb}</nav>
        <h1>{words!(pupils.cards)}</h1>
        <p class="lead">
            {whole.then(|| view! { {words!(pupils.classes_ahead, classes = ahead.classes)}" " })}
            {words!(pupils.cards_ahead, pupils = ahead.pupils, missing = ahead.without_secret)}
        </p>
        {if ahead.pupils == 0 {
            view! { <p class="empty">{words!(pupils.no_pupils)}</p> }.into_any()
        } else {
            view! {
                <form class="panel form" method="post" action=here>
                    <p>{words!(pupils.cards_text)}</p>
                    <label class="option">
                        <input type="checkbox" name="for_all" value="yes"/>
                        <span>{words!(pupils.new_for_all)}</span>
                    </label>
                    <p class="hint">{words!(pupils.new_for_all_hint)}</p>
                    <button class="button button-main" type="submit">{words!(pupils.print_cards)}</button>
                </form>
            }
            .into_any()
        }}
    }
}

#[component]
fn Sheets(printed: Vec<ClassCards>, back: String) -> impl IntoView {
    let cards: usize = printed.iter().map(|class| class.cards.len()).sum();
    let sheets = printed.into_iter().map(|class| view! { <ClassSheets class/> }).collect_view();
    view! {
        <Title text=words!(pupils.cards)/>
        <header class="sheets-head">
            <h1>{words!(pupils.cards_made, cards = cards)}</h1>
            <p class="notice">{words!(pupils.shown_once)}</p>
            <p class="sheets-ways">
                <PrintButton text=words!(pupils.print).to_owned()/>
                <a class="button" href=back>{words!(pupils.back)}</a>
                <span class="hint">{words!(pupils.print_hint)}</span>
            </p>
        </header>
        {sheets}
    }
}

/// The cards of one class, by sheets of paper.
#[component]
pub fn ClassSheets(class: ClassCards) -> impl IntoView {
    let qr = format!("qr-{}", class.class);
    let heading = format!("{} · {}", words!(progress.class_named, name = class.class_name), class.school_name);
    let code = grouped(&class.code);
    let sheets = class
        .cards
        .chunks(CARDS_A_SHEET)
        .map(|sheet| {
            let cards = sheet
                .iter()
                .map(|card| view! { <Card card=card.clone() heading=heading.clone() code=code.clone() qr=qr.clone()/> })
                .collect_view();
            view! { <ul class="card-sheet">{cards}</ul> }
        })
        .collect_view();
    view! { <QrStore name=qr.clone() qr=class.qr/>{sheets} }
}

#[component]
fn Card(card: PupilCard, heading: String, code: String, qr: String) -> impl IntoView {
    let secret = match card.secret {
        CardSecret::Pin(digits) => EitherOf3::A(view! {
            <span class="pupil-card-label">{words!(pupils.pin)}</span>
            <strong class="pupil-card-pin">{digits}</strong>
        }),
        CardSecret::Pictures(pictures) => EitherOf3::B(
            pictures
                .into_iter()
                .enumerate()
                .map(|(place, picture)| {
                    view! {
                        <span class="pupil-card-picture">
                            <PictureShape picture/>
                            <span>{place + 1}". "{picture_name(picture)}</span>
                        </span>
                    }
                })
                .collect_view(),
        ),
        CardSecret::AsBefore(kind) => {
            let text = match kind {
                SecretKind::Pin => words!(pupils.pin_as_before),
                SecretKind::Pictures => words!(pupils.pictures_as_before),
            };
            EitherOf3::C(view! { <span class="pupil-card-label">{text}</span> })
        }
    };
    view! {
        <li class="pupil-card">
            <p class="pupil-card-head">
                <strong class="pupil-card-name">{card.name}</strong>
                <span class="pupil-card-label">{heading}</span>
            </p>
            <QrOf name=qr/>
            <p class="pupil-card-way">
                <span class="pupil-card-label">{words!(pupils.class_code)}</span>
                <strong class="pupil-card-code">{code}</strong>
                <span class="pupil-card-label">{words!(pupils.press_name, name = card.listed_as)}</span>
            </p>
            <p class="pupil-card-secret">{secret}</p>
        </li>
    }
}
