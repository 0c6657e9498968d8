//! The classes of a school year.

use super::api::{AddClass, AssignClassTeacher, EndClassTeacher, RenameClass, classes_of_year};
use crate::{
    ui::{
        field::{DayField, SelectField},
        kept::Kept,
        load::load,
        notice::Notice,
    },
    words,
};
use domain::{
    calendar::{SchoolYear, write_day},
    people::{
        SchoolLevel, Span,
        classes::{ClassTeacherLine, SchoolClass, SchoolClasses},
    },
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Classes of the year chosen in the address; one of them, chosen there too, can be changed.
#[component]
pub fn ClassesPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let query = use_query_map();
    let number = |name: &str| query.with_untracked(|query| query.get(name)).and_then(|text| text.parse::<i64>().ok());
    let (year, chosen) = (number("year").and_then(|year| i32::try_from(year).ok()), number("class"));
    load(classes_of_year(code, year), move |school| view! { <Show school chosen/> })
}

/// A span in words.
pub fn span(span: Span) -> String {
    match span.to {
        None => words!(classes.since, from = write_day(span.from)),
        Some(to) => words!(classes.since_until, from = write_day(span.from), to = write_day(to)),
    }
}

#[component]
fn Show(school: SchoolClasses, chosen: Option<i64>) -> impl IntoView {
    let title = words!(classes.title, year = school.year.to_string());
    let code = school.school_code.clone();
    let this = school.this_year.first_year();
    let tabs = [this - 1, this, this + 1]
        .map(SchoolYear::beginning_in)
        .map(|year| {
            let current = (year == school.year).then_some("page");
            let href = format!("/school/{code}/classes?year={}", year.first_year());
            view! { <a class="tab" href=href aria-current=current>{year.to_string()}</a> }
        })
        .into_iter()
        .collect_view();
    let class = chosen.and_then(|chosen| school.classes.iter().find(|class| class.id.0 == chosen).cloned());
    let may_add = school.level != SchoolLevel::Preschool;
    view! {
        <Title text=format!("{title}, {}", school.school_name)/>
        <nav class="crumbs"><a href=format!("/school/{code}")>{school.school_name.clone()}</a></nav>
        <header class="page-head">
            <h1>{title}</h1>
            <p class="hint">{words!(classes.as_of, day = write_day(school.as_of))}</p>
        </header>
        <Notice/>
        <nav class="tabs" aria-label=words!(classes.years)>{tabs}</nav>
        {class.map(|class| view! { <Change school=school.clone() class/> })}
        <section>
            <h2>{words!(classes.classes)}</h2>
            {if school.classes.is_empty() {
                let text = if may_add { words!(classes.no_classes) } else { words!(classes.no_grades) };
                Either::Left(view! { <p class="empty">{text}</p> })
            } else {
                Either::Right(view! { <Table school=school.clone()/> })
            }}
        </section>
        <p class="page-way"><a class="button" href=format!("/school/{code}/roll-over")>{words!(classes.to_roll_over)}</a></p>
        {may_add.then(|| view! {
            <form class="panel form" method="post" action=AddClass::url()>
                <h2>{words!(classes.add)}</h2>
                <input type="hidden" name="code" value=code/>
                <input type="hidden" name="year" value=school.year.first_year()/>
                <label class="field">
                    <span>{words!(classes.class_name)}</span>
                    <input name="name" required maxlength="20" value=Kept::of("add_class").field("class_name")/>
                    <small class="hint">{words!(classes.class_name_hint)}</small>
                </label>
                <p><button class="button" type="submit">{words!(classes.add_do)}</button></p>
            </form>
        })}
    }
}

#[component]
fn Table(school: SchoolClasses) -> impl IntoView {
    let (code, year) = (school.school_code, school.year.first_year());
    let rows = school
        .classes
        .into_iter()
        .map(|SchoolClass { id, name, grade, pupils, teachers }| {
            let teachers = if teachers.is_empty() {
                Either::Left(view! { <span class="hint">{words!(classes.no_teacher)}</span> })
            } else {
                let lines = teachers.into_iter().map(|teacher| {
                    view! { <li>{teacher.name}" "<small>{span(teacher.span)}</small></li> }
                });
                Either::Right(view! { <ul class="class-teachers">{lines.collect_view()}</ul> })
            };
            let members = words!(classes.members_of, name = name.clone(), pupils = words::number(pupils));
            let change = words!(classes.change_named, name = name.clone());
            view! {
                <tr>
                    <th scope="row"><a href=format!("/school/{code}/classes/{id}")>{words!(classes.class_named, name = name)}</a></th>
                    <td data-label=words!(classes.grade)>{grade.number()}</td>
                    <td data-label=words!(classes.pupils)>
                        <a href=format!("/school/{code}/classes/{id}/members") aria-label=members>{words::number(pupils)}</a>
                    </td>
                    <td data-label=words!(classes.teachers)>{teachers}</td>
                    <td><a href=format!("/school/{code}/classes?year={year}&class={id}") aria-label=change>{words!(classes.change)}</a></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words!(classes.classes)>
            <table data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{words!(classes.class)}</th>
                        <th scope="col">{words!(classes.grade)}</th>
                        <th scope="col">{words!(classes.pupils)}</th>
                        <th scope="col">{words!(classes.teachers)}</th>
                        <th scope="col">{words!(classes.change)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Name and teachers of one class.
#[component]
fn Change(school: SchoolClasses, class: SchoolClass) -> impl IntoView {
    let (code, year) = (school.school_code, school.year.first_year());
    let id = class.id.0;
    let hidden = {
        let code = code.clone();
        move || {
            view! {
                <input type="hidden" name="code" value=code.clone()/>
                <input type="hidden" name="year" value=year/>
                <input type="hidden" name="class" value=id/>
            }
        }
    };
    let today = school.as_of.to_string();
    let ends = class
        .teachers
        .into_iter()
        .filter(|teacher| teacher.span.to.is_none_or(|to| to > school.as_of))
        .map(|ClassTeacherLine { id: fact, name, span: held }| {
            let hidden = hidden.clone();
            let end_day = format!("{name}, {}. {}", span(held), words!(classes.end_day));
            view! {
                <form class="filter" method="post" action=EndClassTeacher::url()>
                    {hidden()}
                    <input type="hidden" name="class_teacher" value=fact/>
                    <DayField name="on" label=end_day value=today.clone() required=true/>
                    <button class="button" type="submit">{words!(classes.end_do, name = name)}</button>
                </form>
            }
        })
        .collect_view();
    let staff = school
        .staff
        .into_iter()
        .map(|person| view! { <option value=person.person.0>{person.name}" ("{person.post}")"</option> })
        .collect_view();
    view! {
        <section class="panel" id="change">
            <h2>{words!(classes.change_named, name = class.name.clone())}</h2>
            <form class="filter" method="post" action=RenameClass::url()>
                {hidden()}
                <label class="field">
                    <span>{words!(classes.class_name)}</span>
                    <input name="name" required maxlength="20" value=class.name/>
                </label>
                <button class="button" type="submit">{words!(classes.rename)}</button>
            </form>
            <h3>{words!(classes.assign)}</h3>
            {ends}
            <form class="filter" method="post" action=AssignClassTeacher::url()>
                {hidden()}
                <SelectField name="person" label=words!(classes.teacher) required=true>
                    <option value="">{words!(classes.choose)}</option>
                    {staff}
                </SelectField>
                <DayField name="from" label=words!(classes.from_day) value=school.as_of.to_string() required=true/>
                <button class="button button-main" type="submit">{words!(classes.assign_do)}</button>
            </form>
            <p><a href=format!("/school/{code}/classes?year={year}")>{words!(classes.close_panel)}</a></p>
        </section>
    }
}
