//! What the parser makes: the program as written, names unresolved, types as spelt. Checked by `check`.
//!
//! Rules: every node knows its place. `Error` nodes stand where text could not be read; a message about them exists
//! already. No tree is deeper than [`DEPTH_MAX`], so later stages may recurse.

use super::source::At;
use super::token::{Atom, Kind};
use std::rc::Rc;

/// How deep expressions, statements, declarators and initialisers may nest.
pub const DEPTH_MAX: u32 = 200;

/// An expression and its main token: the operator, the name, the opening parenthesis of a call.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its main token.
    pub at: At,
    /// One more than its tallest operand's: at most [`DEPTH_MAX`].
    pub height: u32,
}

/// Built-in types as numbers are spelt with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basic {
    /// `void`
    Void,
    /// `_Bool`
    Bool,
    /// `char`
    Char,
    /// `signed char`
    SChar,
    /// `unsigned char`
    UChar,
    /// `short`
    Short,
    /// `unsigned short`
    UShort,
    /// `int`
    Int,
    /// `unsigned`
    UInt,
    /// `long`
    Long,
    /// `unsigned long`
    ULong,
    /// `long long`
    LLong,
    /// `unsigned long long`
    ULLong,
    /// `float`
    Float,
    /// `double`
    Double,
    /// `long double`
    LDouble,
}

/// The forms of expressions (C11 6.5).
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// An integer or character constant and its type.
    Int(u64, Basic),
    /// A floating constant's bits as f64, and its type.
    Float(u64, Basic),
    /// Adjacent string literals joined, without the final zero.
    String(Rc<[u8]>),
    /// An identifier.
    Name(Atom),
    /// `( e )`: kept for warnings that parentheses silence.
    Paren(Box<Expr>),
    /// `_Generic ( e , type : e , … )`; `None` is `default`.
    Generic(Box<Expr>, Vec<(Option<TypeName>, Expr)>),
    /// `( type ) { … }`
    CompoundLiteral(Box<TypeName>, Vec<InitItem>),
    /// `a [ i ]`
    Index(Box<Expr>, Box<Expr>),
    /// `f ( … )`
    Call(Box<Expr>, Vec<Expr>),
    /// `e . name` or, when the flag is set, `e -> name`.
    Member(Box<Expr>, Atom, At, bool),
    /// `++` or `--` before (`true`) or after the operand; the flag after says increment.
    Step {
        /// Operand.
        operand: Box<Expr>,
        /// Written before the operand.
        is_prefix: bool,
        /// `++` rather than `--`.
        is_increment: bool,
    },
    /// `& * + - ~ !`
    Unary(Kind, Box<Expr>),
    /// `( type ) e`
    Cast(Box<TypeName>, Box<Expr>),
    /// `sizeof e`
    SizeofExpr(Box<Expr>),
    /// `sizeof ( type )`
    SizeofType(Box<TypeName>),
    /// `_Alignof ( type )`
    AlignofType(Box<TypeName>),
    /// `__alignof__ e`
    AlignofExpr(Box<Expr>),
    /// Any two-operand operator but assignment and comma.
    Binary(Kind, Box<Expr>, Box<Expr>),
    /// `=` or, with the operator of `op=`, a compound assignment.
    Assign(Option<Kind>, Box<Expr>, Box<Expr>),
    /// `c ? a : b`; the middle may be left out (GNU).
    Conditional(Box<Expr>, Option<Box<Expr>>, Box<Expr>),
    /// `a , b`
    Comma(Box<Expr>, Box<Expr>),
    /// `__builtin_va_arg ( e , type )`
    VaArg(Box<Expr>, Box<TypeName>),
    /// `__builtin_offsetof ( type , member … )`
    Offsetof(Box<TypeName>, Vec<Designator>),
    /// `__builtin_types_compatible_p ( type , type )`
    TypesCompatible(Box<TypeName>, Box<TypeName>),
    /// `( { … } )` (GNU)
    Statements,
}

/// Storage classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// `typedef`
    Typedef,
    /// `extern`
    Extern,
    /// `static`
    Static,
    /// `auto`
    Auto,
    /// `register`
    Register,
}

/// `const`, `volatile`, `restrict`, `_Atomic` as bits.
pub mod qualifier {
    /// `const`
    pub const CONST: u8 = 1;
    /// `volatile`
    pub const VOLATILE: u8 = 2;
    /// `restrict`
    pub const RESTRICT: u8 = 4;
    /// `_Atomic`
    pub const ATOMIC: u8 = 8;
}

/// The GNU attributes that change meaning.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// `packed`
    pub is_packed: bool,
    /// `noreturn` or `_Noreturn`
    pub is_noreturn: bool,
    /// `unused`
    pub is_unused: bool,
    /// `aligned(e)` and `_Alignas(e)`; `None` is `aligned` alone.
    pub aligned: Vec<Alignment>,
    /// `format(printf, format, first)`: 1-based parameter numbers; the flag says `scanf`.
    pub format: Option<(bool, u32, u32)>,
}

/// An alignment that was asked for.
#[derive(Clone, Debug)]
pub enum Alignment {
    /// As much as anything needs.
    Most,
    /// In bytes.
    Expr(Expr),
    /// As this type.
    Type(TypeName),
}

/// Declaration specifiers (6.7).
#[derive(Clone, Debug)]
pub struct Specifiers {
    /// At most one.
    pub storage: Option<Storage>,
    /// `_Thread_local`
    pub is_thread_local: bool,
    /// `inline`
    pub is_inline: bool,
    /// Bits of [`qualifier`].
    pub qualifiers: u8,
    /// Attributes, `_Alignas` and `_Noreturn` among them.
    pub attributes: Attributes,
    /// The type.
    pub ty: TypeSpec,
    /// Their first token.
    pub at: At,
}

/// Type specifiers (6.7.2).
#[derive(Clone, Debug)]
pub enum TypeSpec {
    /// A built-in type.
    Basic(Basic),
    /// No type was written: `int` by the old rule.
    Missing,
    /// `struct` or `union`.
    Record(Box<RecordSpec>),
    /// `enum`.
    Enum(Box<EnumSpec>),
    /// A typedef name.
    Typedef(Atom, At),
    /// `typeof ( e )`
    TypeofExpr(Box<Expr>),
    /// `typeof ( type )` and `_Atomic ( type )`
    TypeofType(Box<TypeName>),
    /// Unknown or wrong; reported.
    Error,
}

/// `struct` or `union` specifier (6.7.2.1).
#[derive(Clone, Debug)]
pub struct RecordSpec {
    /// `union` rather than `struct`.
    pub is_union: bool,
    /// The tag.
    pub tag: Option<Atom>,
    /// The tag's place, or the keyword's.
    pub at: At,
    /// The members, when defined here.
    pub members: Option<Vec<MemberDecl>>,
    /// Attributes.
    pub attributes: Attributes,
}

/// One line of a record's members, or a `_Static_assert`.
#[derive(Clone, Debug)]
pub enum MemberDecl {
    /// Specifiers and declarators with bit-field widths; none for an anonymous member.
    Members(Specifiers, Vec<(Declarator, Option<Expr>, Attributes)>),
    /// `_Static_assert`
    Assert(Assertion),
}

/// `enum` specifier (6.7.2.2).
#[derive(Clone, Debug)]
pub struct EnumSpec {
    /// The tag.
    pub tag: Option<Atom>,
    /// The tag's place, or the keyword's.
    pub at: At,
    /// The constants, when defined here.
    pub list: Option<Vec<(Atom, At, Option<Expr>)>>,
}

/// A declarator: the name and what is derived from the specifiers' type, from the name outwards.
#[derive(Clone, Debug)]
pub struct Declarator {
    /// The declared name; `None` in type names and unnamed parameters.
    pub name: Option<Atom>,
    /// The name's place, or where it would stand.
    pub at: At,
    /// `int *a[3]` is `[Array, Pointer]`.
    pub derived: Vec<Derived>,
}

/// One step of a declarator (6.7.6).
#[derive(Clone, Debug)]
pub enum Derived {
    /// `*` with qualifiers.
    Pointer(u8),
    /// `[size]`.
    Array {
        /// Number of elements.
        size: Option<Box<Expr>>,
        /// `[*]`
        is_star: bool,
        /// Qualifiers inside the brackets of a parameter.
        qualifiers: u8,
        /// The opening bracket.
        at: At,
    },
    /// `( … )`.
    Function(Parameters),
}

/// A function declarator's list.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// With types.
    pub list: Vec<Parameter>,
    /// Ends in `...`.
    pub is_variadic: bool,
    /// K&R: names only; also for `()`.
    pub names: Option<Vec<(Atom, At)>>,
}

/// One parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its specifiers.
    pub specifiers: Specifiers,
    /// Its declarator.
    pub declarator: Declarator,
}

/// `specifier-list abstract-declarator` (6.7.7).
#[derive(Clone, Debug)]
pub struct TypeName {
    /// Without storage class.
    pub specifiers: Specifiers,
    /// Without a name.
    pub declarator: Declarator,
}

/// An initialiser (6.7.9).
#[derive(Clone, Debug)]
pub enum Init {
    /// An expression.
    Expr(Expr),
    /// `{ … }` and the opening brace.
    List(Vec<InitItem>, At),
}

/// One item of a braced initialiser.
#[derive(Clone, Debug)]
pub struct InitItem {
    /// `[3].x =`
    pub designators: Vec<Designator>,
    /// The value.
    pub init: Init,
}

/// One step of a designation.
#[derive(Clone, Debug)]
pub enum Designator {
    /// `[i]`
    Index(Expr),
    /// `[a ... b]` (GNU)
    Range(Expr, Expr),
    /// `.name`
    Member(Atom, At),
}

/// One declared name of a declaration.
#[derive(Clone, Debug)]
pub struct InitDeclarator {
    /// Name and type.
    pub declarator: Declarator,
    /// Attributes after it.
    pub attributes: Attributes,
    /// Initial value.
    pub init: Option<Init>,
}

/// `_Static_assert ( e , "text" ) ;`
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Must not be zero.
    pub test: Expr,
    /// Shown if it is.
    pub message: String,
    /// The keyword.
    pub at: At,
}

/// A declaration (6.7).
#[derive(Clone, Debug)]
pub enum Declaration {
    /// Names.
    Names(Specifiers, Vec<InitDeclarator>),
    /// `_Static_assert`
    Assert(Assertion),
}

/// A function definition (6.9.1).
#[derive(Clone, Debug)]
pub struct FunctionDefinition {
    /// Its specifiers.
    pub specifiers: Specifiers,
    /// Its declarator; the innermost derivation is the function.
    pub declarator: Declarator,
    /// K&R parameter declarations.
    pub old_style: Vec<Declaration>,
    /// Attributes.
    pub attributes: Attributes,
    /// Its statements.
    pub body: Vec<Stmt>,
    /// The closing brace.
    pub end: At,
}

/// What a file is made of.
#[derive(Clone, Debug)]
pub enum External {
    /// A function with a body.
    Function(Box<FunctionDefinition>),
    /// Anything else.
    Declaration(Declaration),
}

/// A statement and its first token.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Its first token.
    pub at: At,
}

/// The forms of statements (6.8). Labels are statements of their own, before what they label.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// `e ;`
    Expr(Expr),
    /// `;`
    Empty,
    /// `{ … }`
    Block(Vec<Stmt>),
    /// `if`
    If(Expr, Box<Stmt>, Option<Box<Stmt>>),
    /// `while`
    While(Expr, Box<Stmt>),
    /// `do … while`
    DoWhile(Box<Stmt>, Expr),
    /// `for`
    For {
        /// A declaration or an expression.
        init: Option<Box<Stmt>>,
        /// Second expression.
        test: Option<Expr>,
        /// Third expression.
        step: Option<Expr>,
        /// Repeated.
        body: Box<Stmt>,
    },
    /// `switch`
    Switch(Expr, Box<Stmt>),
    /// `case e :` or `case a ... b :` (GNU)
    Case(Expr, Option<Expr>),
    /// `default :`
    Default,
    /// `name :`
    Label(Atom),
    /// `goto name ;`
    Goto(Atom, At),
    /// `break ;`
    Break,
    /// `continue ;`
    Continue,
    /// `return e ;`
    Return(Option<Expr>),
    /// A declaration.
    Declare(Declaration),
    /// `asm ( "text" : outputs : inputs : clobbers ) ;`
    Asm {
        /// The instruction.
        text: String,
        /// Constraint and operand.
        outputs: Vec<(String, Expr)>,
        /// Constraint and operand.
        inputs: Vec<(String, Expr)>,
    },
    /// Could not be read.
    Error,
}
