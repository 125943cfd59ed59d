//! Units and library members to one executable image.
//!
//! Only what can be reached from `_start` is linked; a function's code is generated when it is first reached, a library
//! member is compiled when something reached needs a symbol it defines. A learner's definition wins over the library's.
//!
//! ```text
//! 0x0001_0000  text: the learner's functions in source order, then the library's     r-x
//!              constants, string literals, jump tables, thread-local template        r-x
//! next page    data                                                                  rw-
//!              bss                                                                   rw-
//! ```

use super::emit::{self, FunctionCode, Reloc, Target};
use super::ir::SymbolRef;
use super::place::{Layout, layout};
use super::tree::{Pos, SymbolId, Unit};
use super::{generate, optimize, regalloc, runtime, suggest};
use crate::base::diagnostic::{Diagnostic, Span};
use crate::base::image::Image;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Something that gets an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Function of a unit: unit, index into its functions.
    Function(u32, u32),
    /// Object of a unit.
    Object(u32, u32),
    /// Runtime function.
    Runtime(u32),
    /// A shared F64 constant.
    Double(u64),
    /// A jump table: index of the section it belongs to, index there.
    Table(u32, u32),
    /// A name the linker defines; index into [`LINKER_SYMBOLS`].
    Linker(u32),
}

/// Names whose address the linker decides.
pub const LINKER_SYMBOLS: &[&str] = &[
    "etext",
    "_etext",
    "edata",
    "_edata",
    "end",
    "_end",
    "__bss_start",
    "__tdata_start",
    "__tdata_size",
    "__tls_size",
    "__executable_start",
    "__data_start",
];

/// A unit with its definitions by symbol.
pub struct Loaded {
    pub unit: Unit,
    pub is_library: bool,
    definitions: BTreeMap<SymbolId, Key>,
}

/// A function's code together with what its relocations mean.
pub struct Section {
    pub key: Key,
    pub code: FunctionCode,
    pub targets: Vec<Option<Key>>,
}

/// An object's relocations resolved.
pub struct Data {
    pub key: Key,
    pub targets: Vec<Option<Key>>,
}

/// Everything reached so far.
pub struct Linker<'l> {
    pub units: Vec<Loaded>,
    globals: BTreeMap<Rc<str>, Key>,
    pub sections: Vec<Section>,
    pub data: Vec<Data>,
    pub doubles: BTreeSet<u64>,
    /// Code of the learner's functions, generated before anything reaches them.
    prepared: BTreeMap<Key, FunctionCode>,
    reached: BTreeSet<Key>,
    waiting: Vec<Key>,
    undefined: BTreeSet<Rc<str>>,
    pub diagnostics: Vec<Diagnostic>,
    library: &'l mut dyn FnMut(&str) -> Option<Unit>,
    optimize: bool,
    far_calls: bool,
}

impl<'l> Linker<'l> {
    /// A linker that asks `library` for the member defining a symbol.
    pub fn new(library: &'l mut dyn FnMut(&str) -> Option<Unit>, optimize: bool, far_calls: bool) -> Self {
        Self {
            units: vec![],
            globals: BTreeMap::new(),
            sections: vec![],
            data: vec![],
            doubles: BTreeSet::new(),
            prepared: BTreeMap::new(),
            reached: BTreeSet::new(),
            waiting: vec![],
            undefined: BTreeSet::new(),
            diagnostics: vec![],
            library,
            optimize,
            far_calls,
        }
    }

    /// Adds a unit's definitions; the first definition of a name stands.
    pub fn add(&mut self, unit: Unit, is_library: bool) {
        let index = self.units.len() as u32;
        let mut definitions = BTreeMap::new();
        for (n, function) in unit.functions.iter().enumerate() {
            let key = Key::Function(index, n as u32);
            definitions.insert(function.symbol, key);
            self.define(&unit, function.symbol, key, function.pos, is_library);
        }
        for (n, object) in unit.objects.iter().enumerate() {
            let key = Key::Object(index, n as u32);
            definitions.insert(object.symbol, key);
            self.define(&unit, object.symbol, key, Pos::default(), is_library);
        }
        self.units.push(Loaded { unit, is_library, definitions });
    }

    fn define(&mut self, unit: &Unit, symbol: SymbolId, key: Key, pos: Pos, is_library: bool) {
        let symbol = &unit.symbols[symbol.0 as usize];
        if !symbol.is_global {
            return;
        }
        let Some(old) = self.globals.get(&symbol.name).copied() else {
            self.globals.insert(symbol.name.clone(), key);
            return;
        };
        let (was_weak, is_weak) = (self.is_tentative(old, unit, key), tentative_in(unit, key));
        if was_weak && (!is_weak || self.bytes_of(old, unit, key) < bytes_in(unit, key)) {
            self.globals.insert(symbol.name.clone(), key);
        } else if !was_weak && !is_weak && !is_library && !self.is_library(old) {
            let title = format!("`{}` is defined twice", symbol.name);
            let help = "keep one definition; declare it `extern` elsewhere, or make one of them `static`";
            self.diagnostics.push(Diagnostic::error(span(unit, pos), title).with_help(help));
        }
    }

    fn is_library(&self, key: Key) -> bool {
        match key {
            Key::Function(unit, _) | Key::Object(unit, _) => {
                self.units.get(unit as usize).is_some_and(|u| u.is_library)
            }
            _ => true,
        }
    }

    /// `old` may belong to the unit being added.
    fn is_tentative(&self, old: Key, adding: &Unit, new: Key) -> bool {
        match (old, new) {
            (Key::Object(a, _), Key::Object(b, _) | Key::Function(b, _)) if a == b => tentative_in(adding, old),
            (Key::Object(unit, _), _) => {
                self.units.get(unit as usize).is_some_and(|loaded| tentative_in(&loaded.unit, old))
            }
            _ => false,
        }
    }

    fn bytes_of(&self, old: Key, adding: &Unit, new: Key) -> u32 {
        match (old, new) {
            (Key::Object(a, _), Key::Object(b, _)) if a == b => bytes_in(adding, old),
            (Key::Object(unit, _), _) => self.units.get(unit as usize).map_or(0, |u| bytes_in(&u.unit, old)),
            _ => 0,
        }
    }

    /// What a reference from a unit means; the name if nothing defines it.
    fn resolve(&mut self, unit: Option<u32>, symbol: SymbolRef) -> Result<Key, Rc<str>> {
        let name: Rc<str> = match (symbol, unit) {
            (SymbolRef::Double(bits), _) => return Ok(Key::Double(bits)),
            (SymbolRef::Library(name), _) => name.into(),
            (SymbolRef::Unit(id), Some(unit)) => {
                let loaded = &self.units[unit as usize];
                let symbol = &loaded.unit.symbols[id.0 as usize];
                if !symbol.is_global
                    && let Some(key) = loaded.definitions.get(&id)
                {
                    return Ok(*key);
                }
                symbol.name.clone()
            }
            (SymbolRef::Unit(_), None) => "?".into(),
        };
        self.resolve_name(&name).ok_or(name)
    }

    fn resolve_name(&mut self, name: &str) -> Option<Key> {
        if let Some(key) = self.known(name) {
            return Some(key);
        }
        let member = (self.library)(name)?;
        self.add(member, true);
        self.globals.get(name).copied()
    }

    fn known(&self, name: &str) -> Option<Key> {
        let linker = || LINKER_SYMBOLS.iter().position(|s| *s == name).map(|n| Key::Linker(n as u32));
        let runtime = || runtime::find(name).map(|n| Key::Runtime(n as u32));
        self.globals.get(name).copied().or_else(runtime).or_else(linker)
    }

    fn reach(&mut self, key: Key) {
        if self.reached.insert(key) {
            self.waiting.push(key);
        }
    }

    /// Links everything; `None` if there were errors.
    pub fn link(&mut self) -> Option<Image> {
        if self.known("main").is_none() {
            let file = self.units.first().and_then(|u| u.unit.files.first()).map_or("", |f| &f.name);
            let span = Span { file: file.to_string(), line: 0, column: 1, len: 1 };
            let help = "every program begins in `int main(void)`";
            self.diagnostics.push(Diagnostic::error(span, "there is no function `main`").with_help(help));
        }
        self.check_unused();
        if let Some(start) = self.resolve_name("_start") {
            self.reach(start);
        }
        while let Some(key) = self.waiting.pop() {
            self.include(key);
        }
        if self.diagnostics.iter().any(|d| d.severity == crate::base::Severity::Error) {
            return None;
        }
        let units = &self.units;
        let order = |key: Key| match key {
            Key::Function(unit, _) | Key::Object(unit, _) => (units[unit as usize].is_library, key),
            _ => (true, key),
        };
        self.sections.sort_by_key(|s| order(s.key));
        self.data.sort_by_key(|d| order(d.key));
        match layout(self) {
            Layout::Image(image) => Some(*image),
            Layout::Failed(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    fn include(&mut self, key: Key) {
        match key {
            Key::Function(unit, index) => {
                let prepared = self.prepared.remove(&key);
                let Some(code) = prepared.or_else(|| self.generate(unit, index)) else { return };
                self.include_section(Some(unit), key, code);
            }
            Key::Runtime(index) => {
                let (words, relocs) = runtime::code(index as usize);
                let body = words.len() as u32 * 4;
                self.include_section(None, key, FunctionCode { words, relocs, body, ..FunctionCode::default() });
            }
            Key::Object(unit, index) => {
                let object = &self.units[unit as usize].unit.objects[index as usize];
                let symbols: Vec<SymbolId> = object.relocations.iter().map(|r| r.symbol).collect();
                let targets = symbols
                    .into_iter()
                    .map(|id| self.target(Some(unit), SymbolRef::Unit(id), Pos::default()))
                    .collect();
                self.data.push(Data { key, targets });
            }
            Key::Double(bits) => {
                self.doubles.insert(bits);
            }
            Key::Table(..) | Key::Linker(_) => {}
        }
    }

    fn include_section(&mut self, unit: Option<u32>, key: Key, code: FunctionCode) {
        let targets = code
            .relocs
            .iter()
            .map(|reloc| match reloc.target {
                Target::Table(_) => None,
                Target::Symbol(symbol) => self.target(unit, symbol, place_of(&code, reloc)),
            })
            .collect();
        self.sections.push(Section { key, code, targets });
    }

    /// Resolves a reference and reaches what it means; says so if nothing defines it.
    fn target(&mut self, unit: Option<u32>, symbol: SymbolRef, pos: Pos) -> Option<Key> {
        match self.resolve(unit, symbol) {
            Ok(key) => {
                self.reach(key);
                Some(key)
            }
            Err(name) => {
                self.report_undefined(unit, name, pos);
                None
            }
        }
    }

    fn report_undefined(&mut self, unit: Option<u32>, name: Rc<str>, pos: Pos) {
        if &*name == "main" || !self.undefined.insert(name.clone()) {
            return;
        }
        let span = match unit {
            Some(unit) => Span { len: name.len() as u32, ..span(&self.units[unit as usize].unit, pos) },
            None => Span { file: String::new(), line: 0, column: 1, len: 1 },
        };
        let title = format!("`{name}` is used but nowhere defined");
        let help = match self.similar(&name) {
            Some(other) => format!("did you mean `{other}`?"),
            None => "define it, or add the file that does; the C library has nothing of this name".to_string(),
        };
        self.diagnostics.push(Diagnostic::error(span, title).with_help(help));
    }

    /// A defined name that differs by a slip of the hand.
    fn similar(&self, name: &str) -> Option<String> {
        let own = self.globals.keys().map(|n| &**n).filter(|n| !n.starts_with('_'));
        let mut names: Vec<&str> = own.collect();
        suggest::library_names().for_each(|n| names.push(n));
        suggest::closest(name, names.into_iter()).map(str::to_string)
    }

    /// Where the program begins.
    pub fn entry(&self) -> Option<Key> {
        self.known("_start")
    }

    /// The C name of a function or object.
    pub fn name(&self, key: Key) -> String {
        let symbol =
            |unit: u32, symbol: SymbolId| self.units[unit as usize].unit.symbols[symbol.0 as usize].name.to_string();
        match key {
            Key::Function(unit, n) => symbol(unit, self.units[unit as usize].unit.functions[n as usize].symbol),
            Key::Object(unit, n) => symbol(unit, self.units[unit as usize].unit.objects[n as usize].symbol),
            Key::Runtime(n) => runtime::name(n as usize).to_string(),
            Key::Linker(n) => LINKER_SYMBOLS[n as usize].to_string(),
            Key::Double(_) | Key::Table(..) => String::new(),
        }
    }

    fn generate(&mut self, unit: u32, index: u32) -> Option<FunctionCode> {
        let loaded = &self.units[unit as usize];
        let function = &loaded.unit.functions[index as usize];
        // Library code is always optimised: nobody watches its variables, and it has to be small.
        let optimize = self.optimize || loaded.is_library;
        let (mut func, errors) = generate::lower(&loaded.unit, function, optimize);
        for (pos, title) in errors {
            self.diagnostics.push(Diagnostic::error(span(&loaded.unit, pos), title));
        }
        optimize::clean(&mut func, optimize);
        regalloc::allocate(&mut func);
        optimize::tidy(&mut func, optimize);
        match emit::emit(func, self.far_calls) {
            Ok(code) => Some(code),
            Err(emit::TooLarge) => {
                let name = &loaded.unit.symbols[function.symbol.0 as usize].name;
                let title = format!("the code of `{name}` is larger than 1 MiB");
                let span = span(&loaded.unit, function.pos);
                self.diagnostics.push(Diagnostic::error(span, title).with_help("split the function"));
                None
            }
        }
    }

    /// Generates the learner's functions that nothing calls as well, for the errors in them.
    fn check_unused(&mut self) {
        let own: Vec<(u32, u32)> = (0..self.units.len() as u32)
            .filter(|u| !self.units[*u as usize].is_library)
            .flat_map(|u| (0..self.units[u as usize].unit.functions.len() as u32).map(move |f| (u, f)))
            .collect();
        for (unit, index) in own {
            let key = Key::Function(unit, index);
            let Some(code) = self.generate(unit, index) else { continue };
            for reloc in &code.relocs {
                let Target::Symbol(SymbolRef::Unit(id)) = reloc.target else { continue };
                let loaded = &self.units[unit as usize];
                let name = loaded.unit.symbols[id.0 as usize].name.clone();
                let found = loaded.definitions.contains_key(&id)
                    || self.known(&name).is_some()
                    || crate::libc::member_defining(&name).is_some();
                if !found {
                    self.report_undefined(Some(unit), name, place_of(&code, reloc));
                }
            }
            self.prepared.insert(key, code);
        }
    }
}

fn tentative_in(unit: &Unit, key: Key) -> bool {
    matches!(key, Key::Object(_, n) if unit.objects[n as usize].is_tentative)
}

fn bytes_in(unit: &Unit, key: Key) -> u32 {
    if let Key::Object(_, n) = key { unit.objects[n as usize].bytes } else { 0 }
}

/// The source place of a relocated word.
fn place_of(code: &FunctionCode, reloc: &Reloc) -> Pos {
    let after = code.lines.partition_point(|(offset, _)| *offset <= reloc.word * 4);
    let place = after.checked_sub(1).map(|n| code.lines[n].1 as usize);
    place.and_then(|p| code.places.get(p)).map_or(Pos::default(), |(pos, _)| *pos)
}

/// A place as the author of the text knows it.
pub fn span(unit: &Unit, pos: Pos) -> Span {
    let file = unit.files.get(pos.file as usize).map_or("", |f| &f.name);
    Span { file: file.to_string(), line: pos.line, column: pos.column.max(1), len: 1 }
}
