//! A choice made on the list of people, as addresses carry it, and the ways back to it.

use super::list_page::{filter_in_address, list_address};
use crate::{
    error::{AppError, Problem},
    ui::{load::load, pager::page_in_address},
    words,
};
use domain::people::directory::{DirectoryFilter, DirectoryOrder, Presence};
use leptos::{either::Either, prelude::*};
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};
use serde::{Deserialize, Serialize};
use std::future::Future;

/// Where in the list somebody was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPlace {
    /// The word of the order; the list's own when empty.
    pub sort: String,
    /// The page, from 1; 0 for the first, too.
    pub page: u64,
}

/// The address of a filtered list.
pub fn list_way(at: &str, filter: &DirectoryFilter, place: &ListPlace) -> String {
    format!("{}{}", list_address(at), ParamsMap::from_iter(list_words(filter, place)).to_query_string())
}

fn list_words(filter: &DirectoryFilter, place: &ListPlace) -> Vec<(&'static str, String)> {
    let mut words = filter.in_address();
    if let Some(order) = DirectoryOrder::from_word(&place.sort) {
        words.push(("sort", order.as_str().to_owned()));
    }
    if place.page > 1 {
        words.push(("page", place.page.to_string()));
    }
    words
}

/// An address with one more word in its query.
pub fn with_word(way: &str, name: &str, value: &str) -> String {
    let mark = if way.contains('?') { '&' } else { '?' };
    format!("{way}{mark}{name}={value}")
}

/// Whom something is to be done to.
#[derive(Debug, Clone)]
pub struct ManyChoice {
    /// Code of the school whose list it is; empty for all within reach.
    pub at: String,
    /// The persons ticked, with commas between; empty for all that match.
    pub persons: String,
    /// The filter of the list.
    pub filter: DirectoryFilter,
    /// Where in the list it was chosen.
    pub place: ListPlace,
}

impl ManyChoice {
    /// What the page's address says.
    pub fn in_address() -> Self {
        let at = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
        let query = use_query_map();
        let ticked = query.with_untracked(|query| query.get_all("person")).unwrap_or_default();
        // Nobody ticked is nobody, and not everybody.
        let persons = if query.with_untracked(|query| query.get("all")).is_some() {
            String::new()
        } else if ticked.is_empty() {
            "0".to_owned()
        } else {
            ticked.join(",")
        };
        let filter = DirectoryFilter { presence: Presence::Here, ..filter_in_address() };
        let sort = query.with_untracked(|query| query.get("sort")).unwrap_or_default();
        Self { at, persons, filter, place: ListPlace { sort, page: page_in_address() } }
    }

    /// The list on which they were chosen.
    pub fn list(&self) -> String {
        list_way(&self.at, &self.filter, &self.place)
    }

    /// The page that asks what is to be done, without the choice.
    pub fn many(&self) -> String {
        format!("{}/many", list_address(&self.at))
    }

    /// The words that carry the choice.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        let mut words = list_words(&self.filter, &self.place);
        if self.persons.is_empty() {
            words.push(("all", "yes".to_owned()));
        } else {
            words.extend(self.persons.split(',').map(|person| ("person", person.to_owned())));
        }
        words
    }

    /// The page that asks what is to be done to these people.
    pub fn address(&self) -> String {
        format!("{}{}", self.many(), ParamsMap::from_iter(self.words()).to_query_string())
    }

    /// The page that asks whether these people shall leave or move.
    #[cfg(feature = "ssr")]
    pub fn asking(&self, change: &super::api::ManyChange) -> String {
        let mut words = self.words();
        words.push(("change", change.what.clone()));
        words.push(("with", change.with.clone()));
        words.push(("from", change.from.clone()));
        format!("{}{}", self.many(), ParamsMap::from_iter(words).to_query_string())
    }

    /// The fields of a form that sends the choice to a server function.
    pub fn in_form(&self) -> Vec<(String, String)> {
        let own = [
            ("at", self.at.clone()),
            ("persons", self.persons.clone()),
            ("place[sort]", self.place.sort.clone()),
            ("place[page]", self.place.page.to_string()),
        ];
        own.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(self.filter.in_form()).collect()
    }
}

/// Fields that are sent and not shown.
pub fn hidden<N: Into<String>>(fields: Vec<(N, String)>) -> impl IntoView + use<N> {
    let fields = fields.into_iter().map(|(name, value)| (name.into(), value));
    fields.map(|(name, value): (String, String)| view! { <input type="hidden" name=name value=value/> }).collect_view()
}

/// Shows what was asked for; what is wrong with the question leads back, with a word about it.
pub fn load_or_lead_back<T, V>(
    asked: impl Future<Output = Result<T, AppError>> + Send + 'static,
    way: String,
    show: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: 'static,
    V: IntoView + 'static,
{
    let asked = async move {
        match asked.await {
            Ok(found) => Ok(Ok(found)),
            Err(AppError::Invalid(problem)) => Ok(Err(problem)),
            Err(error) => Err(error),
        }
    };
    load(asked, move |found: Result<T, Problem>| match found {
        Ok(found) => Either::Left(show(found)),
        Err(problem) => Either::Right(view! { <LeadBack way problem/> }),
    })
}

#[component]
fn LeadBack(way: String, problem: Problem) -> impl IntoView {
    let way = with_word(&way, "problem", problem.as_str());
    #[cfg(feature = "ssr")]
    leptos_axum::redirect(&way);
    view! { <p class="notice"><a href=way>{words::problem(problem)}</a></p> }
}
