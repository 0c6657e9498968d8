//! What a class sees large: the number of the lesson on the projector, the class code on the wall.

use super::{
    parts::qr::QrCode,
    teacher_api::{CloseLesson, OpenLesson, poster_of},
};
use crate::{
    error::AppError,
    ui::{load::load, print_button::PrintButton},
    words,
};
use domain::access::pupils::{ClassPoster, class_code::grouped};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The board of a lesson with the class.
#[component]
pub fn BoardPage() -> impl IntoView {
    let (code, class) = address();
    let school = code.clone();
    let board = async move {
        let class = class.ok_or(AppError::NotFound)?;
        match poster_of(code, class, true).await {
            Ok(board) => Ok((class, Some(board))),
            // The lesson is over; whether the class is there shows below.
            Err(AppError::NotFound) => super::teacher_api::sign_in_of(school, class).await.map(|_| (class, None)),
            Err(error) => Err(error),
        }
    };
    load(board, |(class, board)| match board {
        Some(board) => Either::Left(view! { <Board board/> }),
        None => Either::Right(view! { <Over class/> }),
    })
}

/// The poster of the class code.
#[component]
pub fn PosterPage() -> impl IntoView {
    let (code, class) = address();
    let poster = async move { poster_of(code, class.ok_or(AppError::NotFound)?, false).await };
    load(poster, |poster| view! { <Poster poster/> })
}

/// School and class of the address; an address that names no class leads nowhere.
fn address() -> (String, Option<i64>) {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name)).unwrap_or_default();
    (param("code"), param("class").parse().ok())
}

#[component]
fn Board(board: ClassPoster) -> impl IntoView {
    let class = words!(progress.class_named, name = board.class_name.clone());
    let back = format!("/school/{}/classes/{}/sign-in", board.school_code, board.class);
    let until =
        board.lesson.map(|lesson| words!(pupils.lesson_until, until = lesson.until, minutes = lesson.minutes_left));
    view! {
        <Title text=words!(pupils.lesson)/>
        <nav class="crumbs"><a href=back>{class.clone()}</a></nav>
        <div class="board">
            <h1>{words!(pupils.lesson_of, class = class)}</h1>
            <QrCode qr=board.qr/>
            <div class="board-words">
                <p>{words!(pupils.open_address, address = short_address(&board.address))}</p>
                <p class="board-key">{grouped(&board.key)}</p>
                <p class="lead" role="status">{until}</p>
                <div class="board-ways">
                    <a class="button button-main" href=format!("/class/{}", board.key)>{words!(pupils.open_list_here)}</a>
                    <form method="post" action=CloseLesson::url()>
                        <input type="hidden" name="code" value=board.school_code/>
                        <input type="hidden" name="class" value=board.class.0/>
                        <button class="button" type="submit">{words!(pupils.end_lesson)}</button>
                    </form>
                </div>
            </div>
        </div>
    }
}

/// `tiendo.example/class` of `https://tiendo.example/lesson/482913`: what children type.
fn short_address(address: &str) -> String {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    format!("{}/class", host.split('/').next().unwrap_or(host))
}

#[component]
fn Over(class: i64) -> impl IntoView {
    let (code, _) = address();
    view! {
        <Title text=words!(pupils.lesson)/>
        <h1>{words!(pupils.lesson_over)}</h1>
        <div class="board-ways">
            <form method="post" action=OpenLesson::url()>
                <input type="hidden" name="code" value=code.clone()/>
                <input type="hidden" name="class" value=class/>
                <button class="button button-main" type="submit">{words!(pupils.open_lesson)}</button>
            </form>
            <a class="button" href=format!("/school/{code}/classes/{class}/sign-in")>{words!(pupils.back)}</a>
        </div>
    }
}

#[component]
fn Poster(poster: ClassPoster) -> impl IntoView {
    let class = words!(progress.class_named, name = poster.class_name);
    let back = format!("/school/{}/classes/{}/sign-in", poster.school_code, poster.class);
    view! {
        <Title text=words!(pupils.poster)/>
        <nav class="crumbs"><a href=back>{class.clone()}</a></nav>
        <p class="sheets-ways">
            <PrintButton text=words!(pupils.print).to_owned()/>
            <span class="hint">{words!(pupils.print_hint)}</span>
        </p>
        <section class="poster">
            <h1>{class}</h1>
            <p class="lead">{poster.school_name}</p>
            <QrCode qr=poster.qr/>
            <p>{words!(pupils.open_address, address = short_address(&poster.address))}</p>
            <p class="board-key">{grouped(&poster.key)}</p>
        </section>
    }
}
