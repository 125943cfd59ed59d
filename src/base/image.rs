//! An executable: what the compiler makes, the ELF file carries and `exec` loads, with the tables that lead from
//! machine state back to C: symbols, lines, variables.

use super::Va;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A static executable for RV32, independent of its file format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where the first instruction lies.
    pub entry: Va,
    /// What is loaded, in ascending address order, without overlap.
    pub segments: Vec<Segment>,
    /// Functions and objects by address, ascending.
    pub symbols: Vec<Symbol>,
    /// Source-level tables; empty for a foreign executable.
    pub debug: Debug,
}

/// One loadable piece (an ELF `PT_LOAD` program header).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// First address; the compiler aligns segments to pages, foreign files need not.
    pub va: Va,
    /// Bytes from the file; the rest up to `mem_bytes` is zero (bss).
    pub bytes: Rc<[u8]>,
    /// Size in memory, at least `bytes.len()`.
    pub mem_bytes: u32,
    /// May be read.
    pub read: bool,
    /// May be written.
    pub write: bool,
    /// May be executed.
    pub execute: bool,
}

/// What a symbol names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SymbolKind {
    /// Code.
    Function,
    /// A variable or constant.
    Object,
}

/// A named range of addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symbol {
    /// The C name.
    pub name: String,
    /// First address.
    pub va: Va,
    /// Length in bytes.
    pub bytes: u32,
    /// Function or object.
    pub kind: SymbolKind,
}

/// From addresses back to C text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debug {
    /// The source texts, the learner's own first; library files come with their text too.
    pub files: Vec<SourceFile>,
    /// Ascending by address; a row holds until the next row's address.
    pub lines: Vec<LineRow>,
    /// Ascending by address.
    pub functions: Vec<FunctionInfo>,
    /// Variables with static storage.
    pub globals: Vec<Variable>,
    /// Types named by [`Variable::type_index`].
    pub types: Vec<TypeInfo>,
}

/// A source text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The name in `#include` or on the command line.
    pub name: String,
    /// Its whole text.
    pub text: Rc<str>,
    /// Part of our C library or its headers rather than the learner's program.
    pub is_library: bool,
}

/// From `va` on, instructions belong to this line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRow {
    /// First address.
    pub va: Va,
    /// Index into [`Debug::files`].
    pub file: u16,
    /// Line, from 1; 0 for code no line stands for (prologues of start-up code).
    pub line: u32,
    /// Whether a statement begins here: where stepping by line may stop.
    pub is_statement: bool,
}

/// A function's code range, its frame and its variables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionInfo {
    /// The C name.
    pub name: String,
    /// First address.
    pub low: Va,
    /// One past the last address.
    pub high: Va,
    /// First address after the prologue: from here until the epilogue `s0` is the frame pointer.
    pub body: Va,
    /// Index into [`Debug::files`] and line of the definition.
    pub file: u16,
    /// Line of the definition, from 1.
    pub line: u32,
    /// Parameters first, then locals.
    pub variables: Vec<Variable>,
}

/// A variable and where its value is while `scope` holds the program counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// The C name.
    pub name: String,
    /// Index into [`Debug::types`].
    pub type_index: u32,
    /// Where the value lies.
    pub place: Place,
    /// Code range `low..high` in which the name means this variable; all of it for globals.
    pub low: Va,
    /// See `low`.
    pub high: Va,
    /// Whether it is a parameter.
    pub is_parameter: bool,
}

/// Where a value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// At a fixed address.
    Static(Va),
    /// At the frame pointer (`s0`, x8) plus this many bytes.
    Frame(i32),
    /// In integer register x*n*.
    Register(u8),
    /// In floating-point register f*n*.
    FloatRegister(u8),
}

/// A C type, enough to show a value of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeInfo {
    /// As C writes it: `int`, `char *`, `struct node`.
    pub name: String,
    /// Size in bytes; 0 for incomplete types.
    pub bytes: u32,
    /// Its shape.
    pub shape: TypeShape,
}

/// The shape of a C type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeShape {
    /// `void`, functions and whatever has no value to show.
    Opaque,
    /// An integer of [`TypeInfo::bytes`] bytes.
    Integer {
        /// Two's complement when true.
        is_signed: bool,
        /// Shown as a character as well.
        is_char: bool,
    },
    /// IEEE 754 of 4 or 8 bytes.
    Float,
    /// An address of another type.
    Pointer {
        /// Index of the pointed-to type.
        to: u32,
    },
    /// Elements in a row.
    Array {
        /// Index of the element type.
        of: u32,
        /// How many; 0 when unknown.
        count: u32,
    },
    /// A struct or a union.
    Record {
        /// Name, type index, byte offset.
        fields: Vec<(String, u32, u32)>,
    },
}

impl Image {
    /// The function whose code holds `va`.
    #[must_use]
    pub fn function_at(&self, va: Va) -> Option<&FunctionInfo> {
        let after = self.debug.functions.partition_point(|f| f.low <= va);
        self.debug.functions[..after].last().filter(|f| va < f.high)
    }

    /// The line row that `va` belongs to.
    #[must_use]
    pub fn line_at(&self, va: Va) -> Option<&LineRow> {
        let after = self.debug.lines.partition_point(|r| r.va <= va);
        self.debug.lines[..after].last()
    }

    /// The symbol with this name.
    #[must_use]
    pub fn symbol(&self, name: &str) -> Option<&Symbol> {
        self.symbols.iter().find(|s| s.name == name)
    }

    /// The symbol whose range holds `va`.
    #[must_use]
    pub fn symbol_at(&self, va: Va) -> Option<&Symbol> {
        let after = self.symbols.partition_point(|s| s.va <= va);
        self.symbols[..after].last().filter(|s| va.0 - s.va.0 < s.bytes.max(1))
    }
}
