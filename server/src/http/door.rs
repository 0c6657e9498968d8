//! What handlers share.

use app::{Assets, door::House};
use axum::extract::FromRef;
use leptos::{config::LeptosOptions, context::provide_context};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The state of the router.
#[derive(Debug, Clone)]
pub struct Door {
    /// Database, files, clock.
    pub house: House,
    /// Folder of the built browser side.
    pub site: Arc<Path>,
    /// How many proxies of ours stand before us.
    pub proxies: usize,
    /// Leptos's own settings.
    pub options: LeptosOptions,
    assets: Assets,
}

/// Why the built browser side cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Its list of names is not there.
    #[error("{0}")]
    NotBuilt(#[from] std::io::Error),
    /// The list names no style.
    #[error("hash.txt names no style")]
    NoStyle,
}

impl Door {
    /// Reads the names of the built files.
    ///
    /// # Errors
    /// When the browser side has not been built.
    pub fn open(house: House, site: &Path) -> Result<Self, SiteError> {
        let site: PathBuf = std::path::absolute(site)?;
        let hash_file = site.join("hash.txt");
        let names = std::fs::read_to_string(&hash_file)?;
        let style = names.lines().find_map(|line| line.strip_prefix("css:")).ok_or(SiteError::NoStyle)?;
        let options = LeptosOptions::builder()
            .output_name("tiendo")
            .site_root(site.display().to_string())
            .site_pkg_dir("pkg")
            .hash_files(true)
            .hash_file(std::sync::Arc::<str>::from(hash_file.display().to_string()))
            .build();
        let assets = Assets { style: format!("/pkg/tiendo.{}.css", style.trim()) };
        Ok(Self { house, site: site.into(), proxies: 0, options, assets })
    }

    /// Behind so many proxies of ours, each of which adds to `X-Forwarded-For`.
    #[must_use]
    pub fn behind(mut self, proxies: usize) -> Self {
        self.proxies = proxies;
        self
    }

    /// Hands everything to the pages and server functions of one request.
    pub fn provide(&self) {
        provide_context(self.house.clone());
        provide_context(self.assets.clone());
        if let Some(parts) = leptos::context::use_context::<axum::http::request::Parts>() {
            provide_context(app::door::locale(&parts.headers));
        }
    }
}

impl FromRef<Door> for LeptosOptions {
    fn from_ref(door: &Door) -> Self {
        door.options.clone()
    }
}
