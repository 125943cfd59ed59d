//! Tokens and the names they carry. A name is interned once ([`Atom`]); comparing names is comparing numbers.

use super::source::{At, Loc};
use std::rc::Rc;

/// An interned spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom(pub u32);

/// Every spelling of a unit. An open-addressing table: lookups are most of what the lexer does.
pub struct Names {
    spellings: Vec<Rc<str>>,
    /// Atom + 1, or 0 for an empty slot; its length is a power of two and at least twice the number of atoms.
    slots: Vec<u32>,
}

fn hash(text: &str) -> usize {
    // FNV-1a; good enough for identifiers and the same on every host.
    text.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193)) as usize
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Names { spellings: Vec::new(), slots: vec![0; 2048] };
        for word in WORDS {
            names.intern(word);
        }
        names
    }
}

impl Names {
    /// The atom of a spelling, new or known.
    pub fn intern(&mut self, text: &str) -> Atom {
        let slot = self.slot_of(text);
        if self.slots[slot] != 0 {
            return Atom(self.slots[slot] - 1);
        }
        let atom = Atom(self.spellings.len() as u32);
        self.spellings.push(text.into());
        self.slots[slot] = atom.0 + 1;
        if self.spellings.len() * 2 > self.slots.len() {
            self.grow();
        }
        atom
    }

    fn slot_of(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) & mask;
        while self.slots[slot] != 0 && &*self.spellings[self.slots[slot] as usize - 1] != text {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for index in 0..self.spellings.len() {
            let slot = self.slot_of(&self.spellings[index].clone());
            self.slots[slot] = index as u32 + 1;
        }
    }

    /// How many spellings there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.spellings.len()
    }

    /// The spelling of an atom.
    #[must_use]
    pub fn text(&self, atom: Atom) -> &str {
        &self.spellings[atom.0 as usize]
    }

    /// The spelling of an atom, shared.
    #[must_use]
    pub fn shared(&self, atom: Atom) -> Rc<str> {
        self.spellings[atom.0 as usize].clone()
    }
}

macro_rules! words {
    ($($name:ident $text:literal)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "only the numbers are used")]
        enum Index { $($name),* }
        /// The words the compiler knows, in the order of the interner's first atoms.
        pub mod word {
            use super::{Atom, Index};
            $(#[doc = concat!("`", $text, "`")] pub const $name: Atom = Atom(Index::$name as u32);)*
        }
        const WORDS: &[&str] = &[$($text),*];
    };
}

words! {
    ALIGNAS "_Alignas" ALIGNOF "_Alignof" ATOMIC "_Atomic" BOOL "_Bool" COMPLEX "_Complex" GENERIC "_Generic"
    IMAGINARY "_Imaginary" NORETURN "_Noreturn" STATIC_ASSERT "_Static_assert" THREAD_LOCAL "_Thread_local"
    AUTO "auto" BREAK "break" CASE "case" CHAR "char" CONST "const" CONTINUE "continue" DEFAULT "default" DO "do"
    DOUBLE "double" ELSE "else" ENUM "enum" EXTERN "extern" FLOAT "float" FOR "for" GOTO "goto" IF "if"
    INLINE "inline" INT "int" LONG "long" REGISTER "register" RESTRICT "restrict" RETURN "return" SHORT "short"
    SIGNED "signed" SIZEOF "sizeof" STATIC "static" STRUCT "struct" SWITCH "switch" TYPEDEF "typedef" UNION "union"
    UNSIGNED "unsigned" VOID "void" VOLATILE "volatile" WHILE "while"
    ASM "asm" ASM1 "__asm" ASM2 "__asm__" ATTRIBUTE "__attribute__" ATTRIBUTE1 "__attribute" TYPEOF "typeof"
    TYPEOF1 "__typeof" TYPEOF2 "__typeof__" EXTENSION "__extension__" INLINE1 "__inline" INLINE2 "__inline__"
    CONST1 "__const" CONST2 "__const__" VOLATILE1 "__volatile" VOLATILE2 "__volatile__" RESTRICT1 "__restrict"
    RESTRICT2 "__restrict__" SIGNED1 "__signed" SIGNED2 "__signed__" THREAD1 "__thread" ALIGNOF1 "__alignof__"
    ALIGNOF2 "__alignof" INT128 "__int128" VA_LIST "__builtin_va_list" VA_ARG "__builtin_va_arg"
    OFFSETOF "__builtin_offsetof" TYPES_COMPATIBLE "__builtin_types_compatible_p"
    LAST_KEYWORD "__last_keyword"
    DEFINE "define" UNDEF "undef" INCLUDE "include" INCLUDE_NEXT "include_next" IFDEF "ifdef" IFNDEF "ifndef"
    ELIF "elif" ENDIF "endif" LINE "line" ERROR "error" WARNING "warning" PRAGMA "pragma" IDENT "ident"
    DEFINED "defined" HAS_INCLUDE "__has_include" VA_ARGS "__VA_ARGS__" VA_OPT "__VA_OPT__" ONCE "once"
    M_FILE "__FILE__" M_LINE "__LINE__" M_COUNTER "__COUNTER__" M_PRAGMA "_Pragma"
    FUNC "__func__" FUNC1 "__FUNCTION__" FUNC2 "__PRETTY_FUNCTION__"
    MAIN "main"
}

/// Whether a name is a keyword once preprocessing is done.
#[must_use]
pub fn is_keyword(atom: Atom) -> bool {
    atom < word::LAST_KEYWORD
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $text:literal)*) => {
        /// What a token is. Punctuators stand for themselves; the rest carry an [`Atom`] with their spelling.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind {
            /// The end of the text.
            Eof,
            /// A name or keyword.
            Name,
            /// A preprocessing number.
            Number,
            /// A character constant with its quotes and prefix.
            Char,
            /// A string literal with its quotes and prefix.
            Str,
            /// A quote that is never closed on its line.
            Unterminated,
            /// A byte C has no use for.
            Stray,
            /// Nothing: an empty macro argument next to `##`.
            Placemarker,
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }
        impl Kind {
            /// The spelling of a punctuator; empty for other kinds.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Kind::$name => $text,)* _ => "" }
            }
        }
        /// Longest first among those that begin alike.
        const PUNCTUATORS: &[(&str, Kind)] = &[$(($text, Kind::$name)),*];
    };
}

kinds! {
    Ellipsis "..." ShlAssign "<<=" ShrAssign ">>=" Arrow "->" Increment "++" Decrement "--" Shl "<<" Shr ">>"
    Le "<=" Ge ">=" EqEq "==" NotEq "!=" AndAnd "&&" OrOr "||" MulAssign "*=" DivAssign "/=" RemAssign "%="
    AddAssign "+=" SubAssign "-=" AndAssign "&=" XorAssign "^=" OrAssign "|=" HashHash "##"
    LBracket "[" RBracket "]" LParen "(" RParen ")" LBrace "{" RBrace "}" Dot "." And "&" Star "*" Plus "+"
    Minus "-" Tilde "~" Not "!" Slash "/" Percent "%" Lt "<" Gt ">" Caret "^" Or "|" Question "?" Colon ":"
    Semicolon ";" Assign "=" Comma "," Hash "#"
}

/// The punctuator at the beginning of `rest`, and its length.
#[must_use]
pub fn punctuator(rest: &[u8]) -> Option<(Kind, usize)> {
    const DIGRAPHS: &[(&str, Kind)] = &[
        ("%:%:", Kind::HashHash),
        ("<:", Kind::LBracket),
        (":>", Kind::RBracket),
        ("<%", Kind::LBrace),
        ("%>", Kind::RBrace),
        ("%:", Kind::Hash),
    ];
    let first = *rest.first()?;
    let starts = |text: &str| rest.starts_with(text.as_bytes());
    let digraph = matches!(first, b'%' | b'<' | b':').then(|| DIGRAPHS.iter().find(|(t, _)| starts(t))).flatten();
    let plain = || PUNCTUATORS.iter().find(|(t, _)| t.as_bytes()[0] == first && starts(t));
    digraph.or_else(plain).map(|(t, k)| (*k, t.len()))
}

/// First on its line.
pub const BOL: u8 = 1;
/// White space stands before it.
pub const SPACE: u8 = 2;
/// A macro's own name inside its expansion: never expanded again.
pub const BLUE: u8 = 4;

/// A token; 16 bytes, copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// [`BOL`], [`SPACE`], [`BLUE`].
    pub flags: u8,
    /// Bytes in the source.
    pub len: u16,
    /// Where it stands; tokens out of a macro's body stand where the macro is used.
    pub loc: Loc,
    /// Its spelling, unless it is a punctuator.
    pub atom: Atom,
}

impl Token {
    /// Its place.
    #[must_use]
    pub fn at(&self) -> At {
        At { loc: self.loc, len: self.len }
    }

    /// Whether it is this name.
    #[must_use]
    pub fn is(&self, atom: Atom) -> bool {
        self.kind == Kind::Name && self.atom == atom
    }

    /// Its spelling.
    #[must_use]
    pub fn text<'a>(&self, names: &'a Names) -> &'a str {
        match self.kind {
            Kind::Eof | Kind::Placemarker => "",
            Kind::Name | Kind::Number | Kind::Char | Kind::Str | Kind::Unterminated | Kind::Stray => {
                names.text(self.atom)
            }
            kind => kind.text(),
        }
    }
}
