//! Ways to what somebody may do at a school or class, placed on its page.

use crate::{error::AppError, words};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the viewer may do at a school.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// Keep its people, classes and team.
    pub leads: bool,
    /// Give roles and read the audit log.
    pub heads: bool,
    /// Look after the class asked about.
    pub teaches: bool,
}

/// What the viewer may do at a school, and for one of its classes; nothing for whoever may do nothing there.
///
/// **Permissions**: anyone signed in, about themselves.
#[server(prefix = "/api/fn", endpoint = "may_do")]
pub async fn may_do(code: String, #[server(default)] class: Option<i64>) -> Result<Rights, AppError> {
    use crate::door;
    let (viewer, store, today) = (door::viewer()?, door::store(), domain::calendar::day_of(door::now()));
    let teaches = match class {
        Some(class) => viewer.teaches(&store, &code, domain::ids::ClassId(class), today).await.is_ok(),
        None => false,
    };
    Ok(Rights {
        leads: viewer.leads(&store, &code, today).await.is_ok(),
        heads: viewer.heads(&store, &code, today).await.is_ok(),
        teaches,
    })
}

fn links(label: &'static str, ways: Vec<(String, &'static str)>) -> impl IntoView {
    (!ways.is_empty()).then(|| {
        let links = ways.into_iter().map(|(way, text)| view! { <li><a class="button" href=way>{text}</a></li> });
        view! {
            <nav class="tasks" aria-label=label>
                <ul>{links.collect_view()}</ul>
            </nav>
        }
    })
}

/// What is done at a school beside looking at its figures.
#[component]
pub fn SchoolTasks(code: String) -> impl IntoView {
    view! {
        <Suspense>
            {
                let code = code.clone();
                Suspend::new(async move {
                    let may = may_do(code.clone(), None).await.unwrap_or_default();
                    let way = |page: &str| format!("/school/{code}/{page}");
                    let mut ways = Vec::new();
                    if may.leads {
                        ways.extend([
                            (way("people"), words!(common.task_people)),
                            (way("classes"), words!(common.task_classes)),
                            (way("team"), words!(common.task_team)),
                            (way("cards"), words!(common.task_cards)),
                            (way("import"), words!(common.task_import)),
                            (way("roll-over"), words!(common.task_roll_over)),
                        ]);
                    }
                    if may.heads {
                        ways.extend([
                            (way("roles"), words!(common.task_roles)),
                            (way("audit"), words!(common.task_audit)),
                        ]);
                    }
                    links(words!(common.tasks_of_school), ways)
                })
            }
        </Suspense>
    }
}

/// What is done for a class beside looking at its figures.
#[component]
pub fn ClassTasks(code: String, class: i64) -> impl IntoView {
    view! {
        <Suspense>
            {
                let code = code.clone();
                Suspend::new(async move {
                    let may = may_do(code.clone(), Some(class)).await.unwrap_or_default();
                    let way = |page: &str| format!("/school/{code}/classes/{class}/{page}");
                    let mut ways = Vec::new();
                    if may.teaches {
                        ways.push((way("sign-in"), words!(common.task_class_sign_in)));
                    }
                    if may.leads {
                        ways.push((way("members"), words!(common.task_members)));
                    }
                    links(words!(common.tasks_of_class), ways)
                })
            }
        </Suspense>
    }
}
