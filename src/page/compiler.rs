//! The C compiler, which is a wasm module of its own (`src/bin/compiler.rs`): `processLabCompile` of `static/boot.js`
//! fetches it with the first program. This file is the page's only way to it.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use process_lab::base::{Diagnostic, Image, Severity, limits};
use process_lab::world::DiskFile;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What came of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compiled {
    /// The executable, as a file for the simulated disk; `None` when there is an error.
    pub file: Option<DiskFile>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compiled {
    fn failed(name: &str, why: &str, help: &str) -> Self {
        let diagnostic = Diagnostic::error(super::nowhere(name), why).with_help(help);
        Self { file: None, diagnostics: vec![diagnostic] }
    }

    /// The executable, or the errors alone.
    ///
    /// # Errors
    /// The errors, at least one.
    pub fn into_file(self) -> Result<DiskFile, Vec<Diagnostic>> {
        let Self { file, diagnostics } = self;
        file.ok_or_else(|| diagnostics.into_iter().filter(|d| d.severity == Severity::Error).collect())
    }
}

/// Compiles one C text into an executable at `path`. Loads the compiler when it is not there yet.
pub async fn compile(name: &str, text: &str, path: &str) -> Compiled {
    if text.len() > limits::SOURCE_BYTES_MAX {
        return Compiled::failed(name, "the program is too long", "a source text holds at most 1 MiB");
    }
    match call(name, text).await {
        Some(result) => read(name, path, &result),
        None => {
            Compiled::failed(name, "the compiler cannot be loaded", "look at the network connection, then try again")
        }
    }
}

async fn call(name: &str, text: &str) -> Option<JsValue> {
    let function = Reflect::get(&js_sys::global(), &"processLabCompile".into()).ok()?;
    let promise = function.dyn_into::<Function>().ok()?.call2(&JsValue::NULL, &name.into(), &text.into()).ok()?;
    JsFuture::from(promise.dyn_into::<Promise>().ok()?).await.ok()
}

fn read(name: &str, path: &str, result: &JsValue) -> Compiled {
    let get = |field: &str| Reflect::get(result, &field.into()).unwrap_or(JsValue::NULL);
    let diagnostics: Vec<Diagnostic> =
        get("diagnostics").as_string().and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let image: Option<Image> = get("image").as_string().and_then(|json| serde_json::from_str(&json).ok());
    let bytes = get("elf").dyn_into::<Uint8Array>().map(|elf| elf.to_vec()).unwrap_or_default();
    let file = image.map(|image| DiskFile {
        path: path.into(),
        bytes: bytes.into(),
        mode: 0o755,
        image: Some(Rc::new(image)),
    });
    if file.is_none() && diagnostics.is_empty() {
        return Compiled::failed(
            name,
            "the compiler gave no answer",
            "reload the page; if it happens again, please report it",
        );
    }
    Compiled { file, diagnostics }
}
