//! Choosing for the pupils of one class what they do instead of going up with it.

use super::{roll_over_api::ChooseExceptions, roll_over_page::exception_in_words};
use crate::{ui::notice::Notice, words};
use domain::people::{
    roll_over::Exception,
    roll_over_page::{RollOverMembers, RollOverPupil},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

/// One choice a pupil, in a plain form.
#[component]
pub fn ClassChoices(members: RollOverMembers, class: i64) -> impl IntoView {
    let title = words!(classes.choose_exceptions, name = members.name.clone());
    let (code, year) = (members.school_code.clone(), members.year.first_year());
    let back = format!("/school/{code}/roll-over?year={year}");
    let with_class = members
        .next
        .clone()
        .map_or_else(|| words!(classes.is_leaving_with_class).to_owned(), |name| words!(classes.is_up_to, name = name));
    let is_open = members.is_open;
    let offered: Vec<String> =
        members.classes.iter().filter(|name| Some(*name) != members.next.as_ref()).cloned().collect();
    let rows = members
        .pupils
        .into_iter()
        .map(|pupil| view! { <PupilRow pupil is_open with_class=with_class.clone() offered=offered.clone()/> })
        .collect::<Vec<_>>();
    let is_empty = rows.is_empty();
    view! {
        <Title text=format!("{title}, {}", members.school_name)/>
        <nav class="crumbs">
            <a href=format!("/school/{code}")>{members.school_name.clone()}</a>
            <a href=back.clone()>{words!(classes.back_to_roll_over)}</a>
        </nav>
        <header class="page-head"><h1>{title}</h1></header>
        <Notice/>
        {if is_empty {
            Either::Left(view! { <p class="empty">{words!(classes.no_members)}</p> })
        } else {
            Either::Right(view! {
                <form method="post" action=ChooseExceptions::url()>
                    <input type="hidden" name="code" value=code/>
                    <input type="hidden" name="year" value=year/>
                    <input type="hidden" name="class" value=class/>
                    <div class="table-wrap" tabindex="0" role="region" aria-label=words!(classes.pupils)>
                        <table data-stack="">
                            <thead>
                                <tr>
                                    <th scope="col">{words!(classes.person)}</th>
                                    <th scope="col">{words!(classes.becomes)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    {is_open.then(|| view! {
                        <p><button class="button button-main" type="submit">{words!(classes.save_choices)}</button></p>
                    })}
                </form>
            })
        }}
    }
}

#[component]
fn PupilRow(pupil: RollOverPupil, is_open: bool, with_class: String, offered: Vec<String>) -> impl IntoView {
    let RollOverPupil { person, name, exception, already_there } = pupil;
    let choice = if already_there {
        Either::Left(exception_in_words(None))
    } else {
        let options = [Exception::Repeat, Exception::Leave]
            .into_iter()
            .chain(offered.into_iter().map(Exception::Class))
            .map(|option| {
                let selected = exception.as_ref() == Some(&option);
                view! { <option value=option.word() selected=selected>{exception_in_words(Some(&option))}</option> }
            })
            .collect_view();
        Either::Right(view! {
            <span class="field">
                <select name=format!("choice[{person}]") disabled=!is_open aria-label=words!(classes.choice_for, name = name.clone())>
                    <option value="up" selected=exception.is_none()>{with_class}</option>
                    {options}
                </select>
            </span>
        })
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{choice}</td>
        </tr>
    }
}
