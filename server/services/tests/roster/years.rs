//! The same people, roster after roster.

use super::{PUPIL_HEADING, STAFF_HEADING, bring_in, lines};
use crate::support::{Engine, House, day, november};
use sea_orm::{ConnectionTrait, Statement};
use services::people::{Importer, import_rosters};

#[tokio::test]
async fn who_comes_back_begins_anew_and_a_wrong_end_is_mended() {
    let house = House::on(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let line = |from: &str, to: &str| {
        lines(STAFF_HEADING, &[&format!("TH014,TH-2,Trần Quốc Vinh,,Nam,Giáo viên,Công tác học sinh,{from},{to}")])
    };
    for (from, to) in [
        ("01/09/2020", "30/09/2026"),
        ("01/09/2020", "15/09/2026"),
        ("01/11/2026", ""),
        ("01/11/2026", "31/12/2026"),
        ("01/11/2026", "10/12/2026"),
        ("01/11/2026", "15/11/2026"),
    ] {
        bring_in(&house, importer, &line(from, to), november()).await;
        let again = import_rosters(house.store(), &house.office, &[line(from, to)], false, november()).await.unwrap();
        assert_eq!(again.counts().unchanged, 1, "{from} {to}: {again:?}");
    }
}

#[tokio::test]
async fn a_roster_of_the_year_to_come_takes_effect_when_it_begins() {
    let house = House::on(Engine::Sqlite).await;
    let importer = Importer::from(house.office);
    let next = lines(PUPIL_HEADING, &["TH014,2/1,790001,Phạm Ngọc Hòa,05/03/2020,Nữ,2027-2028"]);
    bring_in(&house, importer, &next, november()).await;
    let again = import_rosters(house.store(), &house.office, &[next], false, november()).await.unwrap();
    assert_eq!(again.counts().unchanged, 1, "{again:?}");
    let open = "SELECT e.from_on FROM enrolments e JOIN memberships m ON m.id = e.membership_id JOIN persons p ON p.id = m.person_id \
                WHERE p.code = '790001' AND e.to_on IS NULL AND e.voided_at IS NULL";
    let db = house.store().connection();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), open)).await.unwrap();
    assert_eq!(rows.len(), 1);
    let from: chrono::NaiveDate = rows[0].try_get_by_index(0).unwrap();
    assert_eq!(from, day(2027, 9, 1));
}
