//! The names of a class as its pupils see them: as short as tells each from the others.

use crate::people::PersonName;
use std::collections::HashMap;

/// The given name where the class has it once, else with the middle name, else the whole name, else the whole name and
/// a number. In the order given.
pub fn listed_names(names: &[PersonName]) -> Vec<String> {
    let shorter: [fn(&PersonName) -> String; 3] =
        [|name| name.given().to_owned(), with_middle, |name| name.as_str().to_owned()];
    let counts: Vec<HashMap<String, usize>> = shorter
        .iter()
        .map(|form| {
            let mut count = HashMap::new();
            for name in names {
                *count.entry(form(name)).or_default() += 1;
            }
            count
        })
        .collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    names
        .iter()
        .map(|name| {
            let number = seen.entry(name.as_str()).or_default();
            *number += 1;
            let mut forms = shorter.iter().zip(&counts);
            let unique = forms.find_map(|(form, count)| Some(form(name)).filter(|text| count.get(text) == Some(&1)));
            unique.unwrap_or_else(|| format!("{name} ({number})"))
        })
        .collect()
}

/// The last word of the middle name and the given name: how a class tells its pupils apart.
fn with_middle(name: &PersonName) -> String {
    match name.middle().rsplit(' ').next() {
        Some(middle) if !middle.is_empty() => format!("{middle} {}", name.given()),
        _ => name.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn listed(names: &[&str]) -> Vec<String> {
        let names: Vec<PersonName> = names.iter().map(|name| PersonName::parse(name).unwrap()).collect();
        listed_names(&names)
    }

    #[test]
    fn a_name_is_as_short_as_tells_it_from_the_others() {
        assert_eq!(listed(&["Nguyễn Thị Mỹ Hòa", "Lê Nam"]), ["Hòa", "Nam"]);
        assert_eq!(listed(&["Trần Bảo An", "Lê Minh An"]), ["Bảo An", "Minh An"]);
        assert_eq!(listed(&["Trần Minh An", "Lê Minh An", "Lê Bảo An"]), ["Trần Minh An", "Lê Minh An", "Bảo An"]);
        assert_eq!(listed(&["Lê An", "Đỗ An"]), ["Lê An", "Đỗ An"]);
    }

    #[test]
    fn two_of_the_same_name_are_numbered() {
        assert_eq!(listed(&["Lê Minh An", "Lê Minh An", "Vũ Chi"]), ["Lê Minh An (1)", "Lê Minh An (2)", "Chi"]);
        assert!(listed(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn no_two_look_the_same(names in prop::collection::vec("(Lê|Vũ)( Bảo| Minh|)( An| Chi)", 0..12)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let listed = listed(&names);
            prop_assert_eq!(listed.iter().collect::<HashSet<_>>().len(), names.len(), "{:?}", listed);
        }
    }
}
