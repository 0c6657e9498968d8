//! The document around every page, and the routes.

use crate::{
    access::{
        audit_page::{AuditPage, SchoolAuditPage},
        forgotten_page::{ForgottenPage, NewPasswordPage, ResetCodePage},
        me_page::MePage,
        oidc_page::OidcPage,
        password_page::PasswordPage,
        person_access_page::PersonAccessPage,
        privacy::{my_data_page::MyDataPage, settings_page::SettingsPage},
        pupils::{
            board_page::{BoardPage, PosterPage},
            cards_page::CardsPage,
            class_page::{ClassDoorPage, ClassNamesPage},
            pupil_page::PupilPage,
            teacher_page::ClassSignInPage,
        },
        roles_page::{OfficeRolesPage, SchoolRolesPage},
        second_step_page::SecondStepPage,
        sessions_page::SessionsPage,
        settings_page::SignInSettingsPage,
        setup_page::SetupPage,
        sign_in_page::SignInPage,
        slip_page::SlipPage,
        step_page::StepPage,
    },
    courses::{course_page::CoursePage, lesson_page::LessonPage, shelf_page::ShelfPage},
    error::AppError,
    language::{tag, use_locale},
    people::{
        classes::{classes_page::ClassesPage, members_page::MembersPage, roll_over_page::RollOverPage},
        import::{columns_page::ColumnsPage, import_page::ImportPage, upload_page::UploadPage},
        list_page::PeoplePage,
        many_page::ManyPage,
        merge_page::MergePage,
        new_person_page::NewPersonPage,
        organisations::{organisation_page::OrganisationPage, organisations_page::OrganisationsPage},
        person_page::PersonPage,
        team_page::TeamPage,
    },
    progress::{class_page::ClassPage, office_page::OfficePage, school_page::SchoolPage},
    quizzes::{quiz_page::QuizPage, result_page::ResultPage},
    ui::{error_panel::ErrorPanel, frame::Frame},
};
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// Addresses of built files, whose names carry the digest of their content.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
}

/// The document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::door::protect_page();
    let locale = use_locale();
    let style = use_context::<Assets>().unwrap_or_default().style;
    view! {
        <!DOCTYPE html>
        <html lang=tag(locale)>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href="/pkg/icon.svg" type="image/svg+xml"/>
                <HydrationScripts options islands=true/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The pages and their addresses, which stay.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Tiến Độ".to_owned() } else { format!("{title} · Tiến Độ") }/>
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/setup") view=SetupPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/oidc") view=OidcPage ssr=SsrMode::Async/>
                    <Route path=path!("/class") view=ClassDoorPage ssr=SsrMode::Async/>
                    <Route path=path!("/class/:key") view=ClassNamesPage ssr=SsrMode::Async/>
                    <Route path=path!("/class/:key/:pupil") view=PupilPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/data") view=MyDataPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/step") view=StepPage ssr=SsrMode::Async/>
                    <Route path=path!("/forgotten") view=ForgottenPage ssr=SsrMode::Async/>
                    <Route path=path!("/forgotten/new") view=NewPasswordPage ssr=SsrMode::Async/>
                    <Route path=path!("/forgotten/code") view=ResetCodePage ssr=SsrMode::Async/>
                    <Route path=path!("/me") view=MePage ssr=SsrMode::Async/>
                    <Route path=path!("/me/password") view=PasswordPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/second-step") view=SecondStepPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/sessions") view=SessionsPage ssr=SsrMode::Async/>
                    <Route path=path!("/people/:person/code") view=SlipPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/sign-in") view=SignInSettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/learn") view=ShelfPage ssr=SsrMode::Async/>
                    <Route path=path!("/learn/:course") view=CoursePage ssr=SsrMode::Async/>
                    <Route path=path!("/learn/:course/quiz") view=QuizPage ssr=SsrMode::Async/>
                    <Route path=path!("/learn/:course/quiz/:attempt") view=ResultPage ssr=SsrMode::Async/>
                    <Route path=path!("/learn/:course/:lesson") view=LessonPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code") view=SchoolPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/classes/:class") view=ClassPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/classes") view=ClassesPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/classes/:class/members") view=MembersPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/roll-over") view=RollOverPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations") view=OrganisationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations/:code") view=OrganisationPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/classes/:class/sign-in") view=ClassSignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/classes/:class/cards") view=CardsPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/classes/:class/poster") view=PosterPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/classes/:class/lesson") view=BoardPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/cards") view=CardsPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/import") view=UploadPage ssr=SsrMode::Async/>
                    <Route path=path!("/people/import") view=UploadPage ssr=SsrMode::Async/>
                    <Route path=path!("/people/import/:import") view=ImportPage ssr=SsrMode::Async/>
                    <Route path=path!("/people/import/:import/columns") view=ColumnsPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/audit") view=SchoolAuditPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/roles") view=SchoolRolesPage ssr=SsrMode::Async/>
                    <Route path=path!("/people/:person/access") view=PersonAccessPage ssr=SsrMode::Async/>
                    <Route path=path!("/audit") view=AuditPage ssr=SsrMode::Async/>
                    <Route path=path!("/roles") view=OfficeRolesPage ssr=SsrMode::Async/>
                    <Route path=path!("/office") view=OfficePage ssr=SsrMode::Async/>
                    <Route path=path!("/people") view=PeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/people/new") view=NewPersonPage ssr=SsrMode::Async/>
                    <Route path=path!("/people/many") view=ManyPage ssr=SsrMode::Async/>
                    <Route path=path!("/people/merge") view=MergePage ssr=SsrMode::Async/>
                    <Route path=path!("/people/:person") view=PersonPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/people") view=PeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/people/many") view=ManyPage ssr=SsrMode::Async/>
                    <Route path=path!("/school/:code/team") view=TeamPage ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

#[component]
fn NotFoundPage() -> impl IntoView {
    view! { <ErrorPanel error=AppError::NotFound/> }
}
