//! What the browser keeps of answers that the server does not have yet, in its database (`IndexedDB`): by person,
//! attempt and question, so that nothing of one person reaches another who uses the same browser.

use super::line::Message;
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

const NAME: &str = "tiendo";
const STORE: &str = "answers";

/// The drawer of one attempt.
#[derive(Debug, Clone, Copy)]
pub struct Drawer {
    pub person: i64,
    pub attempt: i64,
}

impl Drawer {
    fn prefix(self) -> String {
        format!("{}/{}/", self.person, self.attempt)
    }

    fn key(self, position: u32) -> JsValue {
        format!("{}{position}", self.prefix()).into()
    }

    /// Puts an answer in, in place of the one to the same question.
    pub async fn keep(self, message: &Message) -> Result<(), Error> {
        let Ok(text) = serde_json::to_string(message) else { return Ok(()) };
        let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
        transaction.object_store(STORE)?.put(&text.into(), Some(&self.key(message.position)))?.await?;
        transaction.commit()?.await?;
        Ok(())
    }

    /// Takes an answer out, unless another has taken its place.
    pub async fn forget(self, sent: &Message) -> Result<(), Error> {
        let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
        let key = self.key(sent.position);
        let kept = store.get(Query::Key(key.clone()))?.await?;
        if read(kept.as_ref()).is_some_and(|kept| kept == *sent) {
            store.delete(Query::Key(key))?.await?;
        }
        transaction.commit()?.await?;
        Ok(())
    }

    /// All answers that are kept for the attempt.
    pub async fn all(self) -> Result<Vec<Message>, Error> {
        let transaction = open().await?.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(STORE)?;
        let prefix = self.prefix();
        let range = idb::KeyRange::bound(&prefix.clone().into(), &format!("{prefix}~").into(), None, None)?;
        let kept = store.get_all(Some(Query::KeyRange(range)), None)?.await?;
        Ok(kept.iter().filter_map(|value| read(Some(value))).collect())
    }
}

fn read(value: Option<&JsValue>) -> Option<Message> {
    serde_json::from_str(&value?.as_string()?).ok()
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(NAME, Some(1))?;
    request.on_upgrade_needed(|event| {
        // A browser that refuses here refuses the opening, too, which is what is looked at.
        let made = event.database().and_then(|db| db.create_object_store(STORE, ObjectStoreParams::new()));
        let _ = made;
    });
    request.await
}
