//! What is printed for many people at once: cards of pupils, codes for the passwords of staff. The house door answers the
//! forms with the page that shows them, as a new PIN or code is in no address, cookie or database.

use super::{
    list_page::list_address,
    many_choice::{ManyChoice, hidden},
    parts::names,
};
use crate::{
    access::{pupils::cards_page::ClassSheets, slip_page::SlipCard},
    error::AppError,
    ui::{error_panel::ErrorPanel, print_button::PrintButton},
    words,
};
use domain::{
    access::{
        account::ChosenSlips,
        pupils::{CardSecret, ChosenCards},
    },
    people::directory::{Chosen, LeftOut, MOST_HANDED},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// What came of a form: handed to the page by the house door.
#[derive(Debug, Clone)]
pub struct PrintedMany(pub Result<Printed, AppError>);

/// What is printed.
#[derive(Debug, Clone)]
pub enum Printed {
    /// Cards of pupils.
    Cards(ChosenCards),
    /// Codes for the passwords of staff.
    Slips(ChosenSlips),
}

/// The forms that print for those chosen.
#[component]
pub fn PrintForms(chosen: Chosen, choice: ManyChoice) -> impl IntoView {
    let pupils = chosen.persons.saturating_sub(chosen.staff);
    // The list's words in the address are those of the way back.
    let action = choice.list().replacen(&list_address(&choice.at), &choice.many(), 1);
    let confirmed = chosen.memberships.to_string();
    let same = move |what: &'static str| {
        let mut fields = choice.filter.in_address();
        fields.extend([("what", what.to_owned()), ("persons", choice.persons.clone())]);
        fields.push(("confirmed", confirmed.clone()));
        hidden(fields)
    };
    let too_many = || view! { <p>{words!(people.print_limit, most = words::number(MOST_HANDED))}</p> };
    let cards = (pupils > 0).then(|| {
        let fields = if pupils > MOST_HANDED {
            Either::Left(too_many())
        } else {
            Either::Right(view! {
                <p class="hint">{words!(people.cards_text)}</p>
                {same("cards")}
                <label class="option">
                    <input type="checkbox" name="for_all" value="yes"/>
                    <span>{words!(pupils.new_for_all)}</span>
                </label>
                <p class="hint">{words!(pupils.new_for_all_hint)}</p>
                <button class="button button-main" type="submit">{words!(people.print_cards, count = words::number(pupils))}</button>
            })
        };
        view! {
            <form class="panel form" method="post" action=action.clone()>
                <h2>{words!(people.cards_title)}</h2>
                {fields}
            </form>
        }
    });
    let codes = (chosen.staff > 0 && chosen.issues_codes).then(|| {
        let fields = if chosen.staff > MOST_HANDED {
            Either::Left(too_many())
        } else {
            Either::Right(view! {
                <p class="hint">{words!(people.codes_text)}</p>
                {same("codes")}
                <button class="button" type="submit">{words!(people.print_codes, count = words::number(chosen.staff))}</button>
            })
        };
        view! {
            <form class="panel form" method="post" action=action.clone()>
                <h2>{words!(people.codes_title)}</h2>
                {fields}
            </form>
        }
    });
    view! { {cards}{codes} }
}

/// The cards or slips, once.
#[component]
pub fn PrintedPage(printed: PrintedMany, back: String) -> impl IntoView {
    match printed.0 {
        Ok(Printed::Cards(ChosenCards { classes, left_out })) => {
            let count: usize = classes.iter().map(|class| class.cards.len()).sum();
            let any_new = classes
                .iter()
                .flat_map(|class| &class.cards)
                .any(|card| !matches!(card.secret, CardSecret::AsBefore(_)));
            let once = any_new.then(|| words!(pupils.shown_once));
            let sheets = classes.into_iter().map(|class| view! { <ClassSheets class/> }).collect_view();
            view! {
                <Head title=words!(pupils.cards_made, cards = count) once back left_out/>
                {sheets}
            }
            .into_any()
        }
        Ok(Printed::Slips(ChosenSlips { slips, left_out })) => {
            let count = slips.len();
            let once = (count > 0).then(|| words!(people.codes_shown_once));
            let slips = slips.into_iter().map(|slip| view! { <SlipCard slip/> }).collect_view();
            view! {
                <Head title=words!(people.codes_made, count = words::number(count as u64)) once back left_out/>
                <div class="slips">{slips}</div>
            }
            .into_any()
        }
        Err(error) => view! { <ErrorPanel error/> }.into_any(),
    }
}

/// What is on the screen and not on paper.
#[component]
fn Head(title: String, once: Option<&'static str>, back: String, left_out: Vec<LeftOut>) -> impl IntoView {
    let nothing_for = words!(people.left_out, count = words::number(left_out.len() as u64));
    view! {
        <Title text=title.clone()/>
        <header class="sheets-head">
            <h1>{title}</h1>
            {once.map(|once| view! { <p class="notice">{once}</p> })}
            <p class="sheets-ways">
                <PrintButton text=words!(pupils.print).to_owned()/>
                <a class="button" href=back>{words!(pupils.back)}</a>
                <span class="hint">{words!(pupils.print_hint)}</span>
            </p>
            <LeftOutPanel title=nothing_for left_out/>
        </header>
    }
}

/// Those chosen to whom nothing happens, and why; nothing when there is none.
#[component]
pub fn LeftOutPanel(title: String, left_out: Vec<LeftOut>) -> impl IntoView {
    (!left_out.is_empty()).then(|| {
        let lines = left_out.into_iter().map(|left| view! { <li>{left.name}": "{names::left_out(left.why)}</li> });
        view! {
            <section class="panel">
                <h2>{title}</h2>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    })
}
