//! The reader's own notes on this device: theme and progress. `localStorage` may be denied (a sandboxed frame, a private
//! window), full or absent; then values live as long as the page does, and nothing fails.

use std::cell::RefCell;
use std::collections::BTreeMap;

const PREFIX: &str = "process-lab/";

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

fn browser() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The value kept under a name.
#[must_use]
pub fn read(name: &str) -> Option<String> {
    let kept = browser().and_then(|s| s.get_item(&format!("{PREFIX}{name}")).ok()?);
    kept.or_else(|| MEMORY.with_borrow(|m| m.get(name).cloned()))
}

/// Keeps a value under a name, in memory at least.
pub fn write(name: &str, value: &str) {
    MEMORY.with_borrow_mut(|m| m.insert(name.into(), value.into()));
    if let Some(storage) = browser() {
        // Refused or full: the copy in memory serves until the page is closed.
        let _ = storage.set_item(&format!("{PREFIX}{name}"), value);
    }
}
