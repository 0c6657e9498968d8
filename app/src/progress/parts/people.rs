//! A list of persons: who is done and who is not.

use crate::{progress::parts::rate::RateCell, words};
use domain::{
    people::search::matches,
    progress::{Percent, Rate, figures::PersonLine},
};
use leptos::prelude::*;

/// Which persons of a list are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// All.
    Any,
    /// Those who are done.
    Yes,
    /// Those who are not.
    No,
}

impl Done {
    /// The filter that an address names.
    pub fn from_word(word: &str) -> Self {
        match word {
            "yes" => Self::Yes,
            "no" => Self::No,
            _ => Self::Any,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// Search without diacritics and filter by done or not: a plain form whose state is in the address.
#[component]
pub fn PeopleFilter(sought: String, done: Done) -> impl IntoView {
    let options = [
        (Done::Any, words!(progress.filter_all)),
        (Done::No, words!(progress.filter_not_done)),
        (Done::Yes, words!(progress.filter_done)),
    ];
    view! {
        <form class="filter" method="get" role="search">
            <label class="field">
                <span>{words!(progress.search_person)}</span>
                <input type="search" name="q" value=sought maxlength="100"/>
            </label>
            <label class="field">
                <span>{words!(progress.filter)}</span>
                <select name="done">
                    {options.into_iter().map(|(value, text)| view! { <option value=value.as_str() selected=value == done>{text}</option> }).collect_view()}
                </select>
            </label>
            <button class="button" type="submit">{words!(common.search)}</button>
        </form>
    }
}

/// Those of a list that a filter lets through.
pub fn filtered(people: Vec<PersonLine>, sought: &str, done: Done) -> Vec<PersonLine> {
    people
        .into_iter()
        .filter(|person| matches(&person.search_key, sought))
        .filter(|person| match done {
            Done::Any => true,
            Done::Yes => person.is_done(),
            Done::No => !person.is_done(),
        })
        .collect()
}

/// The list as a table; what is missing stands in words.
#[component]
pub fn PeopleTable(people: Vec<PersonLine>, label: &'static str, with_post: bool) -> impl IntoView {
    if people.is_empty() {
        return view! { <p class="empty">{words!(progress.nobody_found)}</p> }.into_any();
    }
    let rows = people
        .into_iter()
        .map(|person| {
            let done = person.is_done();
            let (tone, state) = if done {
                ("tag tag-good", words!(progress.done))
            } else {
                ("tag tag-under-way", words!(progress.not_done))
            };
            let duties =
                person.responsibilities.iter().map(|duty| words::responsibility(*duty)).collect::<Vec<_>>().join(", ");
            let missing_label = (!person.missing.is_empty()).then(|| words!(progress.missing));
            let rate = Rate::new(u64::from(person.complete), u64::from(person.required));
            view! {
                <tr class:out-of-scope=!person.in_scope>
                    <th scope="row">{words::person(person.name)}</th>
                    {with_post.then(|| view! {
                        <td>{person.post}</td>
                        <td>{if person.in_scope { duties } else { words!(progress.out_of_scope).to_owned() }}</td>
                    })}
                    <td><span class=tone>{state}</span></td>
                    <td class="figure" data-label=words!(progress.courses)>{format!("{}/{}", rate.n(), rate.d())}</td>
                    <td class="missing" data-label=missing_label>{person.missing.join("; ")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{words!(progress.person)}</th>
                        {with_post.then(|| view! {
                            <th scope="col">{words!(progress.post)}</th>
                            <th scope="col">{words!(progress.duties)}</th>
                        })}
                        <th scope="col">{words!(progress.state)}</th>
                        <th scope="col" class="figure">{words!(progress.courses)}</th>
                        <th scope="col">{words!(progress.missing)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A rate with its name, for the head of a page.
#[component]
pub fn NamedRate(name: &'static str, rate: Rate, target: Percent) -> impl IntoView {
    view! {
        <div class="named-rate">
            <dt>{name}</dt>
            <dd><RateCell rate target/></dd>
        </div>
    }
}
