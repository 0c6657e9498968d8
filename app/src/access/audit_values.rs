//! Words of what particulars of the audit log say.

use super::{audit_words::key_in, roles_words};
use crate::{i18n::*, words};
use domain::{
    access::{
        Role,
        account::ResetWay,
        audit_detail::{DetailKey, SettingName},
        privacy::AnonymisedWhy,
        pupils::secret::SecretKind,
    },
    people::{
        MembershipKind, OrganisationKind, Responsibility, SchoolLevel, roll_over::RollOverState, roster::RosterKind,
        team::TeamRole,
    },
};
use leptos_i18n::td_string;

/// The name of a word of ours; others, such as a class's name, are shown as they are stored.
pub fn word_in(locale: Locale, key: Option<DetailKey>, word: &str) -> Option<&'static str> {
    match key? {
        DetailKey::Role => Role::from_word(word)
            .map(|role| roles_words::role_in(locale, role))
            .or_else(|| TeamRole::from_word(word).map(|role| team_role_in(locale, role))),
        DetailKey::Kind => kind_in(locale, word),
        DetailKey::Responsibility => Responsibility::from_word(word).map(|duty| responsibility_in(locale, duty)),
        DetailKey::Fields | DetailKey::Changed => DetailKey::from_word(word).map(|key| key_in(locale, key)),
        DetailKey::Setting => SettingName::from_word(word).map(|setting| setting_in(locale, setting)),
        DetailKey::Way => ResetWay::from_word(word).map(|way| way_in(locale, way)),
        DetailKey::Why => AnonymisedWhy::from_word(word).map(|why| match why {
            AnonymisedWhy::Left => td_string!(locale, audit.why_left),
        }),
        DetailKey::State => RollOverState::from_word(word).map(|state| state_in(locale, state)),
        DetailKey::Roster => roster_in(locale, word),
        DetailKey::Format => format_name(word),
        DetailKey::Level | DetailKey::LevelBefore => {
            SchoolLevel::from_word(word).map(|level| words::level_in(locale, level))
        }
        _ => None,
    }
}

/// A kind of membership, of organisation, or of a pupil's secret.
fn kind_in(locale: Locale, word: &str) -> Option<&'static str> {
    MembershipKind::from_word(word)
        .map(|kind| membership_in(locale, kind))
        .or_else(|| OrganisationKind::from_word(word).map(|kind| organisation_in(locale, kind)))
        .or_else(|| SecretKind::from_word(word).map(|kind| secret_in(locale, kind)))
}

fn membership_in(locale: Locale, kind: MembershipKind) -> &'static str {
    match kind {
        MembershipKind::Manager => td_string!(locale, audit.kind_manager),
        MembershipKind::Teacher => td_string!(locale, audit.kind_teacher),
        MembershipKind::Staff => td_string!(locale, audit.kind_staff),
        MembershipKind::Collaborator => td_string!(locale, audit.kind_collaborator),
        MembershipKind::Pupil => td_string!(locale, audit.kind_pupil),
    }
}

fn organisation_in(locale: Locale, kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Ministry => td_string!(locale, organisations.kind_ministry),
        OrganisationKind::Department => td_string!(locale, organisations.kind_department),
        OrganisationKind::Office => td_string!(locale, organisations.kind_office),
        OrganisationKind::School => td_string!(locale, organisations.kind_school),
    }
}

fn secret_in(locale: Locale, kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::Pin => td_string!(locale, audit.secret_pin),
        SecretKind::Pictures => td_string!(locale, audit.secret_pictures),
    }
}

fn responsibility_in(locale: Locale, responsibility: Responsibility) -> &'static str {
    match responsibility {
        Responsibility::Team => td_string!(locale, progress.duty_team),
        Responsibility::PupilWork => td_string!(locale, progress.duty_pupil_work),
        Responsibility::SiteAdmin => td_string!(locale, progress.duty_site_admin),
    }
}

fn team_role_in(locale: Locale, role: TeamRole) -> &'static str {
    match role {
        TeamRole::Head => td_string!(locale, team.role_head),
        TeamRole::Deputy => td_string!(locale, team.role_deputy),
        TeamRole::Member => td_string!(locale, team.role_member),
    }
}

fn setting_in(locale: Locale, setting: SettingName) -> &'static str {
    match setting {
        SettingName::Demo => td_string!(locale, audit.setting_demo),
        SettingName::Oidc => td_string!(locale, audit.setting_oidc),
        SettingName::SignIn => td_string!(locale, audit.setting_sign_in),
        SettingName::Privacy => td_string!(locale, audit.setting_privacy),
    }
}

fn way_in(locale: Locale, way: ResetWay) -> &'static str {
    match way {
        ResetWay::Letter => td_string!(locale, audit.way_letter),
        ResetWay::Code => td_string!(locale, audit.way_code),
    }
}

fn state_in(locale: Locale, state: RollOverState) -> &'static str {
    match state {
        RollOverState::Proposed => td_string!(locale, audit.state_proposed),
        RollOverState::Applied => td_string!(locale, audit.state_applied),
        RollOverState::Final => td_string!(locale, audit.state_final),
    }
}

fn roster_in(locale: Locale, word: &str) -> Option<&'static str> {
    if word == "all" {
        return Some(td_string!(locale, audit.roster_all));
    }
    RosterKind::from_word(word).map(|kind| match kind {
        RosterKind::Schools => td_string!(locale, audit.roster_schools),
        RosterKind::Staff => td_string!(locale, audit.roster_staff),
        RosterKind::Pupils => td_string!(locale, audit.roster_pupils),
    })
}

/// Names that are the same in every language.
fn format_name(word: &str) -> Option<&'static str> {
    Some(match word {
        "csv" => "CSV",
        "xlsx" => "Excel",
        "oneroster" => "OneRoster",
        _ => return None,
    })
}
