//! A person who comes in by hand.

use super::{
    api::{AddPerson, classes_to_join, namesakes_of, schools_to_keep},
    parts::fields::{DayField, KindField, Known, Particulars, SchoolField},
};
use crate::{
    error::{AppError, Problem},
    ui::{
        field::today,
        kept::Kept,
        load::load,
        notice::{Notice, problem_in_address},
    },
    words,
};
use domain::{
    calendar::write_day,
    people::{
        MembershipKind,
        card::{ClassName, Namesake},
        directory::SchoolName,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// What was typed before the page was made anew.
struct Typed {
    known: Known,
    school: String,
    kind: Option<MembershipKind>,
    post: String,
    from: String,
    class: String,
}

impl Typed {
    /// From the form that was refused, or from the address to which it went for the classes of a school.
    fn before() -> Self {
        let (kept, query) = (Kept::of("add_person"), use_query_map());
        let typed = |name: &str, field: &str| {
            let kept = kept.field(name);
            if kept.is_empty() { query.with_untracked(|query| query.get(field)).unwrap_or_default() } else { kept }
        };
        let or = |text: String, otherwise: String| if text.is_empty() { otherwise } else { text };
        Self {
            known: Known {
                name: typed("name", "person[name]"),
                code: typed("code", "person[code]"),
                born_on: typed("born_on", "person[born_on]"),
                sex: typed("sex", "person[sex]"),
                email: typed("email", "person[email]"),
            },
            // Lists lead here with the school that they show.
            school: or(typed("school", "place[school]"), typed("school", "school")),
            kind: MembershipKind::from_word(&typed("kind", "place[kind]")),
            post: typed("post", "place[post]"),
            from: or(typed("from", "place[from]"), today()),
            class: typed("class", "class"),
        }
    }
}

/// What the form offers.
struct Offer {
    schools: Vec<SchoolName>,
    chosen: String,
    classes: Vec<ClassName>,
    namesakes: Vec<Namesake>,
}

/// A form for somebody new, at a school within reach. Which classes a pupil can be put into depends on the school: the
/// one chosen, or the only one.
#[component]
pub fn NewPersonPage() -> impl IntoView {
    let (typed, refused_for) = (Typed::before(), problem_in_address());
    let (asked, name, born_on) = (typed.school.clone(), typed.known.name.clone(), typed.known.born_on.clone());
    let offer = async move {
        let schools = schools_to_keep().await?;
        let chosen = match schools.as_slice() {
            [only] => Some(only.code.clone()),
            several => several.iter().find(|school| school.code == asked).map(|school| school.code.clone()),
        };
        let (mut classes, mut namesakes) = (Vec::new(), Vec::new());
        if let Some(school) = &chosen {
            classes = classes_to_join(school.clone()).await?;
            if refused_for == Some(Problem::NamesakeThere) && !name.is_empty() {
                namesakes = namesakes_of(school.clone(), name, born_on).await?;
            }
        }
        Ok::<_, AppError>(Offer { schools, chosen: chosen.unwrap_or_default(), classes, namesakes })
    };
    load(offer, move |offer| view! { <Show offer typed refused_for/> })
}

#[component]
fn Show(offer: Offer, typed: Typed, refused_for: Option<Problem>) -> impl IntoView {
    let Offer { schools, chosen, classes, namesakes } = offer;
    let has_choice = schools.len() > 1;
    view! {
        <Title text=words!(people.add)/>
        <nav class="crumbs"><a href="/people">{words!(people.title)}</a></nav>
        <header class="page-head"><h1>{words!(people.add)}</h1></header>
        <Notice/>
        <form class="panel form person-form" method="post" action=AddPerson::url()>
            // The Enter key presses the first button: it adds, and does not ask for classes.
            <button type="submit" hidden tabindex="-1"></button>
            {(!namesakes.is_empty()).then(|| view! { <Namesakes namesakes/> })}
            <Particulars known=typed.known refused_for/>
            <div class="field-row">
                <SchoolField name="place[school]" schools label=words!(people.school) chosen/>
                {has_choice.then(|| view! {
                    <button class="button field-button" type="submit" formaction="/people/new" formmethod="get" formnovalidate>
                        {words!(people.show_classes)}
                    </button>
                })}
            </div>
            <div class="field-row">
                <KindField name="place[kind]" chosen=typed.kind.or(Some(MembershipKind::Teacher))/>
                <label class="field">
                    <span>{words!(people.post)}</span>
                    <input name="place[post]" maxlength="80" value=typed.post/>
                </label>
                <DayField
                    name="place[from]"
                    label=words!(people.from_day)
                    value=typed.from
                    required=true
                    wrong={refused_for == Some(Problem::BadFromDay)}
                />
            </div>
            {(!classes.is_empty()).then(|| view! {
                <ClassField classes chosen=typed.class wrong={refused_for == Some(Problem::NotAClass)}/>
            })}
            <button class="button button-main" type="submit">{words!(people.add_do)}</button>
        </form>
    }
}

/// Who may be meant, each with a way there, and the word that it is somebody else.
#[component]
fn Namesakes(namesakes: Vec<Namesake>) -> impl IntoView {
    let lines = namesakes.into_iter().map(|namesake| {
        let Namesake { id, code, name, born_on } = namesake;
        let marks: Vec<String> = code.into_iter().chain(born_on.map(write_day)).collect();
        view! { <li><a href=format!("/people/{id}")>{name}</a>" "<small>{marks.join(" · ")}</small></li> }
    });
    view! {
        <fieldset class="namesakes">
            <legend>{words!(people.namesakes)}</legend>
            <ul>{lines.collect_view()}</ul>
            <label class="check">
                <input type="checkbox" name="anyway" value="yes"/>
                <span>{words!(people.add_anyway)}</span>
            </label>
        </fieldset>
    }
}

/// The class of a pupil, or none yet.
#[component]
fn ClassField(classes: Vec<ClassName>, chosen: String, wrong: bool) -> impl IntoView {
    let options = classes.into_iter().map(|class| {
        let id = class.id.to_string();
        let selected = id == chosen;
        view! { <option value=id selected=selected>{class.name}</option> }
    });
    view! {
        <label class="field">
            <span>{words!(people.class)}</span>
            <select name="class" aria-invalid=wrong.then_some("true")>
                <option value="">{words!(people.no_class)}</option>
                {options.collect_view()}
            </select>
            <small class="hint">{words!(people.class_for_pupils)}</small>
        </label>
    }
}
