//! The C compiler as a wasm module of its own, which the page loads when somebody first needs it.
//!
//! Compiler and C library together are as large as everything else, and the list of lessons needs neither. So this
//! binary links `cc`, and the page's binary must not: it asks `processLabCompile` of `static/boot.js`, which loads this.
//! No state, no I/O: one text in, one [`Compiled`] out.

use process_lab::cc::{self, Options, SourceText};
use wasm_bindgen::prelude::wasm_bindgen;

/// What came of a text, in forms that cross from one wasm module to another.
#[wasm_bindgen]
pub struct Compiled {
    elf: Vec<u8>,
    image: String,
    diagnostics: String,
}

#[wasm_bindgen]
impl Compiled {
    /// The executable as an ELF file; empty if there is none.
    #[wasm_bindgen(getter)]
    pub fn elf(&self) -> Vec<u8> {
        self.elf.clone()
    }

    /// The same as JSON of `base::Image`, with the line and variable tables; empty if there is none.
    #[wasm_bindgen(getter)]
    pub fn image(&self) -> String {
        self.image.clone()
    }

    /// JSON of a list of `base::Diagnostic`.
    #[wasm_bindgen(getter)]
    pub fn diagnostics(&self) -> String {
        self.diagnostics.clone()
    }
}

/// Compiles one C text called `name`. Bounded as `cc::compile` is.
#[wasm_bindgen]
pub fn compile(name: &str, text: &str) -> Compiled {
    let output = cc::compile(&[SourceText { name, text }], &|_| None, &Options::default());
    let image = output.image.as_ref();
    Compiled {
        elf: image.map(cc::write_elf).unwrap_or_default(),
        image: image.and_then(|image| serde_json::to_string(image).ok()).unwrap_or_default(),
        diagnostics: serde_json::to_string(&output.diagnostics).unwrap_or_else(|_| "[]".into()),
    }
}

fn main() {}
