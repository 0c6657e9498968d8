//! A class: who is done and who is not.

use super::{
    api::of_class,
    parts::people::{Done, NamedRate, PeopleFilter, PeopleTable, filtered},
};
use crate::{error::AppError, people::tasks::ClassTasks, ui::load::load, words};
use domain::{
    calendar::write_day,
    progress::{Percent, figures::ClassProgress},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A class's pupils.
#[component]
pub fn ClassPage() -> impl IntoView {
    let params = use_params_map();
    let param = |name: &str| params.with_untracked(|params| params.get(name)).unwrap_or_default();
    let (code, class) = (param("code"), param("class").parse::<i64>());
    let query = use_query_map();
    let asked = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let (sought, done) = (asked("q"), Done::from_word(&asked("done")));
    let progress = async move {
        // An address that names no class leads nowhere.
        let class = class.map_err(|_| AppError::NotFound)?;
        of_class(code, class).await
    };
    load(progress, move |progress| view! { <Show progress sought done/> })
}

#[component]
fn Show(progress: ClassProgress, sought: String, done: Done) -> impl IntoView {
    let title = words!(progress.class_named, name = progress.class.name.clone());
    let (code, class_id) = (progress.school_code.clone(), progress.class.id.0);
    let people = filtered(progress.pupils, &sought, done);
    view! {
        <Title text=format!("{title}, {}", progress.school_name)/>
        <nav class="crumbs"><a href=format!("/school/{}", progress.school_code)>{progress.school_name}</a></nav>
        <header class="page-head">
            <h1>{title}</h1>
            <p class="hint">{words!(progress.as_of, day = write_day(progress.as_of))}</p>
        </header>
        <ClassTasks code=code class=class_id/>
        <dl class="named-rates">
            <NamedRate name=words!(progress.pupils_completed) rate=progress.class.rate target=Percent::EIGHTY_FIVE/>
        </dl>
        <PeopleFilter sought done/>
        <PeopleTable people label=words!(progress.pupils) with_post=false/>
    }
}
