//! What a browser calls itself, in words that its owner knows.

use serde::{Deserialize, Serialize};

/// A browser and the system it runs on; empty where it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserName {
    /// The program, such as `Chrome`.
    pub program: String,
    /// The system, such as `Windows`.
    pub system: String,
}

/// Marks of programs in what they call themselves; the first that is found counts, as most claim to be others, too.
const PROGRAMS: &[(&str, &str)] = &[
    ("coc_coc_browser", "Cốc Cốc"),
    ("CocCoc", "Cốc Cốc"),
    ("Zalo", "Zalo"),
    ("FBAN", "Facebook"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Reads the `User-Agent` that a browser sends.
pub fn plain(user_agent: &str) -> BrowserName {
    let first = |marks: &[(&str, &str)]| {
        marks.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
    };
    BrowserName { program: first(PROGRAMS), system: first(SYSTEMS) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_the_names_people_know() {
        let known = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/126.0 Chrome/120.0.0.0 Safari/537.36",
                "Cốc Cốc",
                "Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", "Linux"),
            ("curl/8.5.0", "", ""),
            ("", "", ""),
        ];
        for (user_agent, program, system) in known {
            assert_eq!(
                plain(user_agent),
                BrowserName { program: program.into(), system: system.into() },
                "{user_agent}"
            );
        }
    }
}
