//! The teacher's page: how the class signs in, and who needs help with it.

use super::teacher_api::{ChangeClassCode, OpenLesson, UnlockPupils, sign_in_of};
use crate::{
    error::AppError,
    ui::{load::load, notice::Notice},
    words,
};
use domain::{
    access::pupils::{ClassSignIn, PupilState, class_code::grouped, secret::SecretKind},
    calendar::write_day,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The form for pupils who are ticked.
const CHOSEN: &str = "chosen-pupils";

/// Code, cards, lesson, and each pupil's state.
#[component]
pub fn ClassSignInPage() -> impl IntoView {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name)).unwrap_or_default();
    let (code, class) = (param("code"), param("class").parse::<i64>());
    let state = async move {
        // An address that names no class leads nowhere.
        let class = class.map_err(|_| AppError::NotFound)?;
        sign_in_of(code, class).await
    };
    load(state, |state| view! { <Show state/> })
}

/// The hidden fields that name the class.
#[component]
fn Named(code: String, class: i64) -> impl IntoView {
    view! {
        <input type="hidden" name="code" value=code/>
        <input type="hidden" name="class" value=class/>
    }
}

#[component]
fn Show(state: ClassSignIn) -> impl IntoView {
    let class_name = words!(progress.class_named, name = state.class_name.clone());
    let way = format!("/school/{}/classes/{}", state.school_code, state.class);
    let locked = state.pupils.iter().filter(|pupil| pupil.locked).count();
    let (school, class) = (state.school_code.clone(), state.class.0);
    let unlock_all = (locked > 1).then(|| {
        view! {
            <form method="post" action=UnlockPupils::url()>
                <Named code=school.clone() class/>
                <button class="button" type="submit">{words!(pupils.unlock_all, locked = locked)}</button>
            </form>
        }
    });
    view! {
        <Title text=format!("{}, {class_name}", words!(pupils.sign_in_of_class))/>
        <nav class="crumbs">
            <a href=format!("/school/{}", state.school_code)>{state.school_name.clone()}</a>
            <a href=way.clone()>{class_name}</a>
        </nav>
        <h1>{words!(pupils.sign_in_of_class)}</h1>
        <Notice/>
        <div class="class-ways">
            <Cards way=way.clone()/>
            <Code code=state.code school=school.clone() class way=way.clone()/>
            <Lesson lesson=state.lesson school=school.clone() class way=way.clone()/>
        </div>
        <section>
            <h2>{words!(pupils.pupils)}</h2>
            {unlock_all}
            <Pupils pupils=state.pupils school class way/>
        </section>
    }
}

#[component]
fn Cards(way: String) -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{words!(pupils.cards)}</h2>
            <p>{words!(pupils.cards_text)}</p>
            <form method="post" action=format!("{way}/cards")>
                <button class="button button-main" type="submit">{words!(pupils.print_cards)}</button>
            </form>
            <p><a href=format!("{way}/cards")>{words!(pupils.more_choices)}</a></p>
        </section>
    }
}

#[component]
fn Code(code: Option<String>, school: String, class: i64, way: String) -> impl IntoView {
    let shown = match &code {
        Some(code) => Either::Left(view! {
            <p class="board-key">{grouped(code)}</p>
            <p><a class="button" href=format!("{way}/poster")>{words!(pupils.poster)}</a></p>
        }),
        None => Either::Right(view! { <p class="empty">{words!(pupils.no_code_yet)}</p> }),
    };
    let text = if code.is_some() { words!(pupils.change_code) } else { words!(pupils.make_code) };
    let form = view! {
        <form method="post" action=ChangeClassCode::url()>
            <Named code=school class/>
            <button class="button" type="submit">{text}</button>
        </form>
    };
    view! {
        <section class="panel">
            <h2>{words!(pupils.class_code)}</h2>
            {shown}
            {if code.is_some() {
                // The cards of the whole class are waste paper afterwards, so it takes two steps.
                Either::Left(view! {
                    <details>
                        <summary>{words!(pupils.change_code_ask)}</summary>
                        <p class="hint">{words!(pupils.change_code_hint)}</p>
                        {form}
                    </details>
                })
            } else {
                Either::Right(form)
            }}
        </section>
    }
}

#[component]
fn Lesson(
    lesson: Option<domain::access::pupils::OpenLesson>,
    school: String,
    class: i64,
    way: String,
) -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{words!(pupils.lesson)}</h2>
            {match lesson {
                Some(lesson) => Either::Left(view! {
                    <p class="board-key">{grouped(&lesson.number)}</p>
                    <p>{words!(pupils.lesson_until, until = lesson.until, minutes = lesson.minutes_left)}</p>
                    <p><a class="button button-main" href=format!("{way}/lesson")>{words!(pupils.show_board)}</a></p>
                }),
                None => Either::Right(view! {
                    <p>{words!(pupils.lesson_text)}</p>
                    <form method="post" action=OpenLesson::url()>
                        <Named code=school class/>
                        <button class="button button-main" type="submit">{words!(pupils.open_lesson)}</button>
                    </form>
                }),
            }}
        </section>
    }
}

#[component]
fn Pupils(pupils: Vec<PupilState>, school: String, class: i64, way: String) -> impl IntoView {
    if pupils.is_empty() {
        return view! { <p class="empty">{words!(pupils.no_pupils)}</p> }.into_any();
    }
    let cards = format!("{way}/cards");
    let rows = pupils
        .into_iter()
        .map(|pupil| view! { <Pupil pupil school=school.clone() class way=way.clone()/> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words!(pupils.pupils)>
            <table data-stack="">
                <thead>
                    <tr>
                        <th scope="col"><span class="unseen">{words!(classes.chosen)}</span></th>
                        <th scope="col">{words!(progress.person)}</th>
                        <th scope="col">{words!(progress.state)}</th>
                        <th scope="col">{words!(pupils.last_signed_in)}</th>
                        <th scope="col"><span class="unseen">{words!(pupils.help)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        // The boxes in the table belong to this form: each line has forms of its own, and forms do not nest.
        <form id=CHOSEN class="page-actions" method="post" action=cards>
            <button class="button" type="submit" name="chosen" value="print">{words!(pupils.print_chosen)}</button>
            <button class="button" type="submit" name="chosen" value="reset">{words!(pupils.reset_chosen)}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Pupil(pupil: PupilState, school: String, class: i64, way: String) -> impl IntoView {
    let (tone, state) = match (pupil.locked, pupil.kind) {
        (true, _) => ("tag tag-under-way", words!(pupils.locked)),
        (false, Some(SecretKind::Pin)) => ("tag tag-good", words!(pupils.has_pin)),
        (false, Some(SecretKind::Pictures)) => ("tag tag-good", words!(pupils.has_pictures)),
        (false, None) => ("tag", words!(pupils.has_nothing)),
    };
    let seen = pupil.last_signed_in_on.map_or_else(|| words!(pupils.never).to_owned(), write_day);
    let unlock = pupil.locked.then(|| {
        view! {
            <form method="post" action=UnlockPupils::url()>
                <Named code=school class/>
                <input type="hidden" name="pupil" value=pupil.handle.clone()/>
                <button class="button button-main" type="submit" aria-label=words!(pupils.unlock_named, name = pupil.name.clone())>
                    {words!(pupils.unlock)}
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <td class="choose">
                <input type="checkbox" name="pupil" value=pupil.handle.clone() form=CHOSEN aria-label=words!(classes.choose_person, name = pupil.name.clone())/>
            </td>
            <th scope="row">{pupil.name.clone()}</th>
            <td><span class=tone>{state}</span></td>
            <td data-label=words!(pupils.last_signed_in)>{seen}</td>
            <td>
                <div class="row-ways">
                    {unlock}
                    <form method="post" action=format!("{way}/cards")>
                        <input type="hidden" name="pupil" value=pupil.handle/>
                        <button class="button" type="submit" aria-label=words!(pupils.reset_named, name = pupil.name)>
                            {words!(pupils.reset)}
                        </button>
                    </form>
                </div>
            </td>
        </tr>
    }
}
