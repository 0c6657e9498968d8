//! The list of people: of an office, or of a school.

use super::{
    api::people_page,
    export_links::ExportLinks,
    parts::{names, search_box::SearchBox, tick_all::TickAll},
};
use crate::{
    ui::{
        load::load,
        notice::Notice,
        pager::{Pager, page_in_address},
    },
    words,
};
use domain::people::{
    Responsibility,
    directory::{Directory, DirectoryFilter, DirectoryLine, DirectoryOrder, Group, Place, Presence},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The address of a list: of a school, or of all people within reach.
pub fn list_address(at: &str) -> String {
    // The code comes back from a form, so it must not lead elsewhere.
    let is_code = !at.is_empty() && at.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_code { format!("/school/{at}/people") } else { "/people".to_owned() }
}

/// The filter that the address asks for.
pub fn filter_in_address() -> DirectoryFilter {
    let query = use_query_map();
    DirectoryFilter::from_address(|name| query.with_untracked(|query| query.get(name)).unwrap_or_default())
}

/// The people within reach, or, under a school's address, that school's.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let at = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let filter = filter_in_address();
    let sort = use_query_map().with_untracked(|query| query.get("sort")).unwrap_or_default();
    let order = DirectoryOrder::from_word(&sort).unwrap_or(DirectoryOrder::Name);
    let page = page_in_address();
    let asked = people_page(at.clone(), filter.clone(), Some(order), page);
    load(asked, move |list| view! { <Show list at filter order page/> })
}

#[component]
fn Show(list: Directory, at: String, filter: DirectoryFilter, order: DirectoryOrder, page: u64) -> impl IntoView {
    let school = list.school.clone();
    let title = match &school {
        Some(school) => words!(people.of_school, school = school.name.clone()),
        None => words!(people.title).to_owned(),
    };
    let way_back = school.as_ref().map(|school| (format!("/school/{}", school.code), school.name.clone()));
    let may_change = list.may_change;
    let is_office = list.school.is_none() && may_change;
    let new = if at.is_empty() { "/people/new".to_owned() } else { format!("/people/new?school={at}") };
    let import = school.as_ref().map_or_else(|| "/people/import".to_owned(), |s| format!("/school/{}/import", s.code));
    let taken_out_of = school.as_ref().map(|school| school.code.clone());
    let count = list.count;
    view! {
        <Title text=title.clone()/>
        {way_back.map(|(way, name)| view! { <nav class="crumbs"><a href=way>{name}</a></nav> })}
        <header class="page-head"><h1>{title}</h1></header>
        <Notice/>
        <Changed/>
        {may_change.then(|| view! {
            <p class="page-actions">
                <a class="button button-main" href=new>{words!(people.add)}</a>
                <a class="button" href=import>{words!(common.task_import)}</a>
                {is_office.then(|| view! { <a class="button" href="/people/merge">{words!(people.duplicates)}</a> })}
                <a class="button" href="#exports">{words!(exports.title)}</a>
            </p>
        })}
        <Filter list=list.clone() at=at.clone() filter=filter.clone() order/>
        <p class="people-count" role="status">{words!(people.count, count = words::number(count))}</p>
        {if list.lines.is_empty() {
            view! { <p class="empty">{words!(people.nobody)}</p> }.into_any()
        } else {
            view! { <Lines list at filter order page/> }.into_any()
        }}
        <Pager page count/>
        {may_change.then(|| match taken_out_of {
            Some(school) => view! { <ExportLinks school/> }.into_any(),
            None => view! { <ExportLinks/> }.into_any(),
        })}
    }
}

/// Says how many left or moved, where the address does (`?changed=leave-43`).
#[component]
fn Changed() -> impl IntoView {
    let changed = use_query_map().with_untracked(|query| query.get("changed")).unwrap_or_default();
    let (what, count) = changed.split_once('-').unwrap_or_default();
    let count = count.parse::<u64>().ok().map(words::number);
    let text = count.and_then(|count| match what {
        "leave" => Some(words!(people.have_left, count = count)),
        "move" => Some(words!(people.have_moved, count = count)),
        _ => None,
    });
    text.map(|text| view! { <p class="notice notice-good" role="alert">{text}</p> })
}

#[component]
fn Filter(list: Directory, at: String, filter: DirectoryFilter, order: DirectoryOrder) -> impl IntoView {
    let option = |value: &str, text: String, selected: bool| {
        view! { <option value=value.to_owned() selected=selected>{text}</option> }
    };
    let any = || view! { <option value="">{words!(people.any)}</option> };
    let schools = list
        .schools
        .into_iter()
        .map(|school| option(&school.code, school.name, school.code == filter.school))
        .collect::<Vec<_>>();
    let classes =
        list.classes.iter().map(|class| option(class, class.clone(), *class == filter.class)).collect::<Vec<_>>();
    let groups = Group::ALL
        .iter()
        .map(|group| option(group.as_str(), names::group(*group).to_owned(), filter.group == Some(*group)))
        .collect_view();
    let duties = Responsibility::ALL
        .iter()
        .map(|duty| option(duty.as_str(), words::responsibility(*duty).to_owned(), filter.duty == Some(*duty)))
        .collect_view();
    let presences = Presence::ALL
        .iter()
        .map(|presence| option(presence.as_str(), names::presence(*presence).to_owned(), filter.presence == *presence))
        .collect_view();
    let orders = DirectoryOrder::ALL
        .iter()
        .map(|each| option(each.as_str(), names::order(*each).to_owned(), order == *each))
        .collect_view();
    view! {
        <form class="filter people-filter" method="get" role="search">
            <SearchBox at sought=filter.sought.clone() label=words!(people.search).to_owned() list=words!(people.suggestions).to_owned() found=words!(people.suggested).to_owned() nobody=words!(people.nobody_yet).to_owned()/>
            <button class="button" type="submit">{words!(common.search)}</button>
            {(!schools.is_empty()).then(|| view! {
                <label class="field"><span>{words!(people.school)}</span><select name="school">{any()}{schools}</select></label>
            })}
            <label class="field"><span>{words!(people.group)}</span><select name="kind">{any()}{groups}</select></label>
            {(!classes.is_empty()).then(|| view! {
                <label class="field"><span>{words!(people.class)}</span><select name="class">{any()}{classes}</select></label>
            })}
            <label class="field"><span>{words!(people.duty)}</span><select name="duty">{any()}{duties}</select></label>
            <label class="field"><span>{words!(people.presence)}</span><select name="status">{presences}</select></label>
            <label class="field"><span>{words!(people.order)}</span><select name="sort">{orders}</select></label>
        </form>
    }
}

/// The lines; where people may be changed, with boxes to tick for what is done to many.
#[component]
fn Lines(list: Directory, at: String, filter: DirectoryFilter, order: DirectoryOrder, page: u64) -> impl IntoView {
    // Who has left can be given no duty and leave no more.
    let ticks = list.may_change && filter.presence == Presence::Here;
    let shown = list.lines.len() as u64;
    let count = list.count;
    let rows = list.lines.into_iter().map(|line| view! { <Line line ticks/> }).collect_view();
    let table = view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words!(people.title)>
            <table class="people-table" data-stack="">
                <thead>
                    <tr>
                        {ticks.then(|| view! { <th scope="col"><span class="unseen">{words!(people.choose)}</span></th> })}
                        <th scope="col">{words!(people.name)}</th>
                        <th scope="col">{words!(people.code)}</th>
                        <th scope="col">{words!(people.born_on)}</th>
                        <th scope="col">{words!(people.place)}</th>
                        <th scope="col">{words!(people.duty)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    if !ticks {
        return table.into_any();
    }
    let hidden =
        filter.in_address().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let all = (count > shown).then(|| {
        view! {
            <label class="tick"><input type="checkbox" name="all" value="yes"/><span>{words!(people.all_that_match, count = words::number(count))}</span></label>
        }
    });
    view! {
        <form method="get" action=format!("{}/many", list_address(&at))>
            {hidden.collect_view()}
            <input type="hidden" name="sort" value=order.as_str()/>
            <input type="hidden" name="page" value=page.to_string()/>
            {table}
            <div class="people-many">
                <TickAll text=words!(people.all_on_page).to_owned()/>
                {all}
                <button class="button" type="submit">{words!(people.with_chosen)}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Line(line: DirectoryLine, ticks: bool) -> impl IntoView {
    let duties = line.duties.iter().map(|duty| words::responsibility(*duty)).collect::<Vec<_>>().join(", ");
    let label = words!(people.choose_person, name = line.name.clone());
    let born_label = line.born_on.is_some().then(|| words!(people.born_on));
    let duty_label = (!duties.is_empty()).then(|| words!(people.duty));
    view! {
        <tr>
            {ticks.then(|| view! { <td class="tick-cell"><input type="checkbox" name="person" value=line.id.to_string() aria-label=label/></td> })}
            <th scope="row"><a href=format!("/people/{}", line.id)>{line.name}</a></th>
            <td>{line.code}</td>
            <td data-label=born_label>{names::day(line.born_on)}</td>
            <td>{line.places.into_iter().map(|place| view! { <p class="place">{place_in_words(&place)}</p> }).collect_view()}</td>
            <td data-label=duty_label>{duties}</td>
        </tr>
    }
}

fn place_in_words(place: &Place) -> String {
    let inner = match &place.class {
        Some(class) => words!(people.pupil_of_class, class = class.clone()),
        None if place.post.is_empty() => names::kind(place.kind).to_owned(),
        None => place.post.clone(),
    };
    let end = place.span.to.map(|_| format!(" ({})", names::span(place.span))).unwrap_or_default();
    format!("{inner}, {}{end}", place.school.name)
}
