//! The checked tree: what the front end (preprocess, lex, parse, check) hands to the back end (generate, link).
//!
//! Everything the C standard decides by rule is decided here already: names are resolved, types have sizes, implicit
//! conversions and integer promotions are explicit [`ExprKind::Convert`] nodes, pointer arithmetic is scaled integer
//! arithmetic, `a[i]`, `p->f` are addresses with offsets, enum constants and `sizeof` are numbers, initialisers are
//! data or stores, every local has its own [`LocalId`]. What remains is evaluation order, storage and instructions.
//!
//! Rules: both operands of a [`Binary`] have the type the operation works in (shift counts are I32); comparisons and
//! logical operators yield I32 0 or 1; values narrower than 32 bits live in a register sign- or zero-extended to 32
//! bits; a value of type [`Ty::Record`] is handled by address and copied when written.

use crate::base::image::TypeInfo;
use std::rc::Rc;

/// One translation unit after checking.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// File names and texts that positions refer to; index 0 is the unit's own source.
    pub files: Vec<crate::base::image::SourceFile>,
    /// Every function, object and external name the unit mentions.
    pub symbols: Vec<Symbol>,
    /// Function bodies.
    pub functions: Vec<Function>,
    /// Definitions of objects with static storage, string literals included.
    pub objects: Vec<Object>,
    /// Types for the debug tables.
    pub types: Vec<TypeInfo>,
}

/// Index into [`Unit::symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u32);
/// Index into [`Function::locals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalId(pub u32);
/// A `goto`, `case` or `default` target; unique within its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(pub u32);

/// A name known to the linker.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// The C name; static locals and string literals get a unique one such as `counter.3`, `.str.7`.
    pub name: Rc<str>,
    /// Visible to other units; otherwise private to this one.
    pub is_global: bool,
    /// `_Thread_local`: its address is relative to `tp`.
    pub is_thread_local: bool,
    /// Function rather than object.
    pub is_function: bool,
    /// A tentative or `extern` declaration may stay undefined in this unit.
    pub is_defined: bool,
}

/// Where in the source: index into [`Unit::files`], line and column from 1; line 0 for code without a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pos {
    /// File.
    pub file: u16,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// A type as the machine sees it: how many bytes in memory, how it sits in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ty {
    /// No value.
    Void,
    /// `_Bool`: one byte, 0 or 1; converting to it compares with zero.
    Bool,
    /// Signed and unsigned integers of 8, 16, 32, 64 bits. Pointers are U32.
    I8,
    /// See I8.
    U8,
    /// See I8.
    I16,
    /// See I8.
    U16,
    /// See I8.
    I32,
    /// See I8.
    U32,
    /// See I8.
    I64,
    /// See I8.
    U64,
    /// `float`.
    F32,
    /// `double` and `long double`.
    F64,
    /// A struct or union (or an array being copied): `bytes` at `align`.
    Record {
        /// Size.
        bytes: u32,
        /// Alignment, a power of two.
        align: u32,
        /// How the ilp32d calling convention passes it.
        pass: RecordPass,
    },
}

/// The ilp32d classification of a record (RISC-V psABI, "Hardware Floating-point Calling Convention").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordPass {
    /// By the integer rules: up to 8 bytes in registers, larger by reference.
    Integer,
    /// One floating member (after flattening) at an offset.
    OneFloat {
        /// F32 when false, F64 when true.
        is_double: bool,
    },
    /// Two floating members.
    TwoFloats {
        /// Of the first, at offset 0.
        first_double: bool,
        /// Of the second.
        second_double: bool,
        /// Byte offset of the second.
        second_offset: u32,
    },
    /// A floating and an integer member, in either order.
    FloatAndInteger {
        /// Whether the floating one comes first.
        float_first: bool,
        /// F64 rather than F32.
        is_double: bool,
        /// The integer member's size in bytes, 1 to 4.
        int_bytes: u32,
        /// Whether the integer member is signed.
        int_signed: bool,
        /// Byte offset of the second member.
        second_offset: u32,
    },
}

/// A function definition.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub symbol: SymbolId,
    /// Where its name stands.
    pub pos: Pos,
    /// Where its closing brace stands.
    pub end: Pos,
    /// What it returns.
    pub returns: Ty,
    /// The first `parameters` of `locals`, in order.
    pub parameters: u32,
    /// Ends in `...`.
    pub is_variadic: bool,
    /// Parameters, then every local variable and compiler temporary.
    pub locals: Vec<Local>,
    /// How many labels `body` uses: ids are `0..labels`.
    pub labels: u32,
    /// The body; falling off its end returns (0 from `main`).
    pub body: Vec<Stmt>,
}

/// A variable with automatic storage. A variable-length array is a U32 local that holds its address.
#[derive(Clone, Debug)]
pub struct Local {
    /// The C name; empty for temporaries.
    pub name: Rc<str>,
    /// Its type.
    pub ty: Ty,
    /// Required alignment (`_Alignas` may raise it).
    pub align: u32,
    /// Index into [`Unit::types`] for named locals.
    pub debug_type: u32,
    /// Its address is taken, or it is volatile, or it is not scalar: it must live in memory.
    pub in_memory: bool,
    /// Where it is declared.
    pub pos: Pos,
}

/// An object with static storage and its initial bytes.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its name.
    pub symbol: SymbolId,
    /// Size.
    pub bytes: u32,
    /// Alignment.
    pub align: u32,
    /// `const`, or a string literal: goes to a read-only section.
    pub is_readonly: bool,
    /// Uninitialised and possibly defined again elsewhere (C11 6.9.2): merged by the linker.
    pub is_tentative: bool,
    /// Initial contents; shorter than `bytes` means zero beyond, empty means bss.
    pub data: Vec<u8>,
    /// Addresses to be filled in at `offset`: symbol + addend.
    pub relocations: Vec<DataRelocation>,
    /// For the debug tables: C name shown and index into [`Unit::types`]; `None` for string literals.
    pub debug: Option<(Rc<str>, u32)>,
    /// For a `static` local: the function it belongs to.
    pub owner: Option<SymbolId>,
}

/// A 32-bit address inside an object's data.
#[derive(Clone, Copy, Debug)]
pub struct DataRelocation {
    /// Byte offset in the object.
    pub offset: u32,
    /// Whose address.
    pub symbol: SymbolId,
    /// Plus this.
    pub addend: i32,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// Where it begins: the line shown as current while it runs.
    pub pos: Pos,
    /// What it does.
    pub kind: StmtKind,
}

/// What a statement does.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// Evaluate and drop the value.
    Expr(Expr),
    /// A block; its locals' names mean something only inside. `frees_vla`: restore the stack pointer on leaving.
    Block {
        /// Declared directly in this block.
        locals: Vec<LocalId>,
        /// In order.
        body: Vec<Stmt>,
        /// Whether it declares a variable-length array.
        frees_vla: bool,
    },
    /// `if`; the condition is scalar and compared with zero.
    If(Expr, Box<Stmt>, Option<Box<Stmt>>),
    /// `while` and `for`: test before the body; `step` runs after the body and on `continue`.
    Loop {
        /// `None` is true.
        test: Option<Expr>,
        /// The third expression of a `for`.
        step: Option<Expr>,
        /// Repeated.
        body: Box<Stmt>,
    },
    /// `do … while`.
    DoWhile(Box<Stmt>, Expr),
    /// `switch`: `value` is I32/U32/I64/U64; each case is compared in that type. `break` inside leaves it.
    Switch {
        /// Selected on.
        value: Expr,
        /// Value and target, in source order, without duplicates.
        cases: Vec<(i64, LabelId)>,
        /// Target when no case matches; otherwise the switch is left.
        default: Option<LabelId>,
        /// Contains the labels.
        body: Box<Stmt>,
    },
    /// A target for `goto`, `case` or `default`.
    Label(LabelId),
    /// Jump within the function.
    Goto(LabelId),
    /// Leave the innermost loop or switch.
    Break,
    /// Next round of the innermost loop.
    Continue,
    /// Return, with the value converted to the function's type.
    Return(Option<Expr>),
    /// Inline assembly of one instruction: text with `%0` operands; outputs are places, inputs values (all in registers).
    Asm {
        /// For example `csrr %0, cycle`.
        text: Rc<str>,
        /// Written, in order `%0…`.
        outputs: Vec<Place>,
        /// Read, numbered after the outputs.
        inputs: Vec<Expr>,
    },
}

/// A typed expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// The type of its value.
    pub ty: Ty,
    /// Where it stands.
    pub pos: Pos,
}

/// Something that can be read or written.
#[derive(Clone, Debug)]
pub enum Place {
    /// A whole local variable.
    Local(LocalId),
    /// Memory at `address + offset`, of type `ty`.
    Memory {
        /// U32.
        address: Box<Expr>,
        /// Added to the address.
        offset: i32,
        /// What lies there.
        ty: Ty,
        /// Must not be removed, merged or reordered.
        is_volatile: bool,
        /// `_Atomic`: loads, stores and updates are sequentially consistent.
        is_atomic: bool,
    },
    /// A bit-field inside the storage unit `unit` bytes wide (1, 2, 4, 8) at `address + offset`.
    BitField {
        /// U32.
        address: Box<Expr>,
        /// Of the storage unit.
        offset: i32,
        /// The declared type of the member, as its value's type.
        ty: Ty,
        /// Type to access the storage unit with (unsigned).
        unit: Ty,
        /// First bit, from the least significant.
        shift: u32,
        /// Bits, 1 to 64.
        width: u32,
    },
}

/// What an expression computes.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// An integer constant of the expression's type (as its 64-bit two's-complement or zero-extended value).
    Int(i64),
    /// A floating constant: the bits of the f64 value (already rounded to f32 if the type is F32).
    Float(u64),
    /// The address of a symbol plus an offset (of a thread-local: in this thread).
    SymbolAddress(SymbolId, i32),
    /// The value in a place (for records: its address serves as the value).
    Read(Place),
    /// Store and yield the stored value, as read back (narrowed to a bit-field's width).
    Write(Place, Box<Expr>),
    /// `place op= value`, `++place`, `place++`: the address is evaluated once.
    Update {
        /// Read, then written.
        place: Place,
        /// Applied in the type `compute`; the place's value is converted to it, the result back.
        op: Binary,
        /// Right operand, of type `compute` (I32 for shifts).
        value: Box<Expr>,
        /// The type the operation works in.
        compute: Ty,
        /// Yield the value before (postfix) instead of after.
        yields_old: bool,
    },
    /// The address of a place (never a bit-field).
    AddressOf(Place),
    /// Arithmetic negation.
    Negate(Box<Expr>),
    /// `~`.
    BitNot(Box<Expr>),
    /// `!`: I32; the operand is any scalar.
    LogicalNot(Box<Expr>),
    /// Both operands evaluated.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `&&`: I32.
    And(Box<Expr>, Box<Expr>),
    /// `||`: I32.
    Or(Box<Expr>, Box<Expr>),
    /// `c ? a : b`; both of the expression's type.
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// Evaluate in order; the value is the last one's.
    Comma(Vec<Expr>),
    /// `({ … })` (GNU): run the statements, then the value of the expression. Nothing jumps into it from outside.
    Statements(Vec<Stmt>, Box<Expr>),
    /// To the expression's type, by the rules of C11 6.3 (to Bool: compare with zero; to Void: drop).
    Convert(Box<Expr>),
    /// A call.
    Call {
        /// Who.
        callee: Callee,
        /// Already converted; records are copied.
        arguments: Vec<Expr>,
        /// How many leading arguments are named parameters of a variadic callee; `None` when not variadic.
        fixed: Option<u32>,
    },
    /// An operation the back end knows.
    Builtin(Builtin, Vec<Expr>),
}

/// Who is called.
#[derive(Clone, Debug)]
pub enum Callee {
    /// By name.
    Direct(SymbolId),
    /// Through a U32 address.
    Indirect(Box<Expr>),
}

/// Operations on two operands of one type; signedness is the type's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `<<`
    Shl,
    /// `>>`: arithmetic when the left operand is signed
    Shr,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

/// Operations without a C spelling of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// `(address of va_list)`: a va_list is one U32, the address of the next argument.
    VaStart,
    /// `(address of va_list)`, type of the expression: fetches and advances (ilp32d: 8-byte aligned for 8-byte types).
    VaArg,
    /// `(bytes)`: stack memory until the function returns (or the VLA block is left), 16-byte aligned; yields its address.
    Alloca,
    /// `(number, a0…a5)`: `ecall`; yields a0.
    Syscall,
    /// `()`: the value of `tp`.
    ThreadPointer,
    /// `(value)`: sets `tp`.
    SetThreadPointer,
    /// `(address, value)` of the expression's type (1, 2 or 4 bytes): sequentially consistent read-modify-write, yields the old value.
    AtomicFetch(Binary),
    /// `(address, value)`: swaps, yields the old value.
    AtomicExchange,
    /// `(address, address of expected, desired)`: yields 1 when swapped, else 0 and `expected` holds what was there. Size in bytes.
    AtomicCompareExchange(u32),
    /// `(address)`: sequentially consistent load of the expression's type.
    AtomicLoad,
    /// `(address, value)`: sequentially consistent store; the size is the value's type.
    AtomicStore,
    /// `()`: full fence.
    Fence,
    /// `(x)`: square root (F32 or F64), `fsqrt`.
    Sqrt,
    /// `(x)`: absolute value, sign cleared.
    Fabs,
    /// `()`: an illegal instruction (`__builtin_trap`).
    Trap,
    /// `()`: the frame address (`__builtin_frame_address(0)`).
    FrameAddress,
    /// `()`: the return address.
    ReturnAddress,
    /// `()`: what follows is never reached.
    Unreachable,
}
