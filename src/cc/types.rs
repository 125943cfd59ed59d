//! C types: interned, so that equal types have equal ids, with size, alignment and name (C11 6.2.5, 6.7.2.1).
//!
//! Sizes are those of ilp32d: `int`, `long` and pointers have 4 bytes, `long long` and `double` 8, `long double` is
//! `double`; plain `char` is unsigned. Records and enumerations are unique by definition, not by shape.

use super::layout::Layout;
use super::syntax::{Basic, DEPTH_MAX, qualifier};
use super::token::{Atom, Names};
use super::tree::{LocalId, RecordPass, Ty};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Largest object, in bytes.
pub const OBJECT_BYTES_MAX: u64 = 0x7fff_ffff;

/// Most steps of comparing two types.
const COMPARISONS_MAX: u32 = 10_000;
/// Most parts of a type's name.
const WORDS_MAX: u32 = 100;

/// An unqualified type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeId(u32);

/// Marks the types behind library typedefs such as `size_t` and values computed with them: their width differs
/// between machines, so that `%lu` and `%u` are both accepted.
pub const PORTABLE: u8 = 16;

/// A type and its qualifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QType {
    /// The type.
    pub id: TypeId,
    /// Bits of [`qualifier`], and [`PORTABLE`].
    pub quals: u8,
}

/// The forms of types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Something wrong that is reported already; agrees with everything.
    Error,
    /// A built-in type.
    Basic(BasicOrd),
    /// A pointer.
    Pointer(QType),
    /// An array; `None` for an unknown length.
    Array(QType, Option<u32>),
    /// A variable-length array; the local holds its size in bytes.
    Vla(QType, VlaSize),
    /// A function.
    Function(Rc<FunctionType>),
    /// A struct or union: index into the records.
    Record(u32),
    /// An enumeration: index into the enumerations.
    Enum(u32),
}

/// [`Basic`] by its number, so that it can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BasicOrd(u8);

/// The local that holds a variable-length array's size in bytes; `None` in prototypes (`[*]`).
pub type VlaSize = Option<LocalId>;

/// A function's type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FunctionType {
    /// What it returns.
    pub returns: QType,
    /// Parameters after adjustment (arrays and functions are pointers).
    pub parameters: Vec<QType>,
    /// Ends in `...`.
    pub is_variadic: bool,
    /// Declared with parameter types.
    pub has_prototype: bool,
}

/// A bit-field's place in its storage unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bits {
    /// Bytes of the storage unit: 1, 2, 4 or 8.
    pub unit_bytes: u32,
    /// First bit.
    pub shift: u32,
    /// Number of bits.
    pub width: u32,
}

/// A member of a record.
#[derive(Clone, Debug)]
pub struct Member {
    /// `None` for an anonymous struct or union.
    pub name: Option<Atom>,
    /// Its type.
    pub ty: QType,
    /// Where it begins; for a bit-field, where its storage unit begins.
    pub offset: u32,
    /// For a bit-field.
    pub bits: Option<Bits>,
}

/// A struct or union.
#[derive(Clone, Debug)]
pub struct Record {
    /// `union` rather than `struct`.
    pub is_union: bool,
    /// Its tag.
    pub tag: Option<Atom>,
    /// `None` until it is defined.
    pub members: Option<Vec<Member>>,
    /// Bytes.
    pub size: u32,
    /// A power of two.
    pub align: u32,
    /// How it is passed to functions.
    pub pass: RecordPass,
    /// A member, or one inside it, is `const`.
    pub has_const: bool,
}

/// An enumeration.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// Its tag.
    pub tag: Option<Atom>,
    /// Has a negative constant: `int` rather than `unsigned int`.
    pub is_signed: bool,
    /// Its list has been seen.
    pub is_complete: bool,
}

/// Every type of a unit.
pub struct Types {
    list: Vec<Type>,
    /// How many types lie inside one another, by id: what recursion over types is bounded by.
    depths: Vec<u32>,
    index: BTreeMap<Type, TypeId>,
    /// Structs and unions.
    pub records: Vec<Record>,
    /// Enumerations.
    pub enums: Vec<Enumeration>,
}

const BASICS: [Basic; 16] = [
    Basic::Void,
    Basic::Bool,
    Basic::Char,
    Basic::SChar,
    Basic::UChar,
    Basic::Short,
    Basic::UShort,
    Basic::Int,
    Basic::UInt,
    Basic::Long,
    Basic::ULong,
    Basic::LLong,
    Basic::ULLong,
    Basic::Float,
    Basic::Double,
    Basic::LDouble,
];

impl TypeId {
    /// The type of what is wrong.
    pub const ERROR: TypeId = TypeId(0);

    /// A built-in type.
    #[must_use]
    pub const fn basic(basic: Basic) -> TypeId {
        TypeId(basic as u32 + 1)
    }

    /// Without qualifiers.
    #[must_use]
    pub const fn plain(self) -> QType {
        QType { id: self, quals: 0 }
    }
}

/// `void`
pub const VOID: TypeId = TypeId::basic(Basic::Void);
/// `_Bool`
pub const BOOL: TypeId = TypeId::basic(Basic::Bool);
/// `char`
pub const CHAR: TypeId = TypeId::basic(Basic::Char);
/// `int`
pub const INT: TypeId = TypeId::basic(Basic::Int);
/// `unsigned int`, also `size_t`
pub const UINT: TypeId = TypeId::basic(Basic::UInt);
/// `float`
pub const FLOAT: TypeId = TypeId::basic(Basic::Float);
/// `double`
pub const DOUBLE: TypeId = TypeId::basic(Basic::Double);

impl QType {
    /// What is wrong.
    pub const ERROR: QType = TypeId::ERROR.plain();

    /// Whether it has a qualifier.
    #[must_use]
    pub fn has(self, bit: u8) -> bool {
        self.quals & bit != 0
    }

    /// With more qualifiers.
    #[must_use]
    pub fn with(self, bits: u8) -> QType {
        QType { id: self.id, quals: self.quals | bits }
    }
}

impl Default for Types {
    fn default() -> Self {
        let mut types = Types {
            list: Vec::new(),
            depths: Vec::new(),
            index: BTreeMap::new(),
            records: Vec::new(),
            enums: Vec::new(),
        };
        types.intern(Type::Error);
        for basic in BASICS {
            types.intern(Type::Basic(BasicOrd(basic as u8)));
        }
        types
    }
}

impl Types {
    /// The id of a type.
    pub fn intern(&mut self, ty: Type) -> TypeId {
        if let Some(id) = self.index.get(&ty) {
            return *id;
        }
        let depth = 1 + match &ty {
            Type::Pointer(of) | Type::Array(of, _) | Type::Vla(of, _) => self.depth(of.id),
            Type::Function(f) => {
                let parameters = f.parameters.iter().map(|p| self.depth(p.id)).max().unwrap_or(0);
                parameters.max(self.depth(f.returns.id))
            }
            _ => 0,
        };
        if depth > DEPTH_MAX {
            return TypeId::ERROR;
        }
        let id = TypeId(self.list.len() as u32);
        self.list.push(ty.clone());
        self.depths.push(depth);
        self.index.insert(ty, id);
        id
    }

    fn depth(&self, id: TypeId) -> u32 {
        self.depths[id.0 as usize]
    }

    /// Whether assigning to a whole object of this type would change something `const`.
    #[must_use]
    pub fn is_const(&self, ty: QType) -> bool {
        let inside = self.element(ty.id).map_or(ty, |e| QType { quals: e.quals | ty.quals, ..e });
        if inside.id != ty.id {
            return self.is_const(inside);
        }
        ty.has(qualifier::CONST) || self.record(ty.id).is_some_and(|r| r.has_const)
    }

    /// Gives a record its members; `false` when records lie too deep inside one another.
    pub fn complete(&mut self, id: TypeId, layout: Layout, pass: impl Fn(&Types) -> RecordPass) -> bool {
        let depth = 1 + layout.members.iter().map(|m| self.depth(m.ty.id)).max().unwrap_or(0);
        let Type::Record(index) = *self.get(id) else { return false };
        let has_const = layout.members.iter().any(|m| self.is_const(m.ty));
        let record = &mut self.records[index as usize];
        record.size = u32::try_from(layout.size).unwrap_or(0);
        record.align = layout.align;
        record.has_const = has_const;
        record.members = Some(if depth > DEPTH_MAX { Vec::new() } else { layout.members });
        self.depths[id.0 as usize] = depth.min(DEPTH_MAX);
        if depth > DEPTH_MAX {
            return false;
        }
        let pass = pass(self);
        self.records[index as usize].pass = pass;
        true
    }

    /// The form of a type.
    #[must_use]
    pub fn get(&self, id: TypeId) -> &Type {
        &self.list[id.0 as usize]
    }

    /// The pointer to a type.
    pub fn pointer_to(&mut self, to: QType) -> TypeId {
        self.intern(Type::Pointer(QType { quals: to.quals & !PORTABLE, ..to }))
    }

    /// A new incomplete struct or union.
    pub fn new_record(&mut self, is_union: bool, tag: Option<Atom>) -> TypeId {
        let pass = RecordPass::Integer;
        self.records.push(Record { is_union, tag, members: None, size: 0, align: 1, pass, has_const: false });
        self.intern(Type::Record(self.records.len() as u32 - 1))
    }

    /// A new enumeration.
    pub fn new_enum(&mut self, tag: Option<Atom>) -> TypeId {
        self.enums.push(Enumeration { tag, is_signed: false, is_complete: false });
        self.intern(Type::Enum(self.enums.len() as u32 - 1))
    }

    /// The built-in type, with enumerations as what they are compatible with.
    #[must_use]
    pub fn basic(&self, id: TypeId) -> Option<Basic> {
        match self.get(id) {
            Type::Basic(b) => Some(BASICS[b.0 as usize]),
            Type::Enum(e) => Some(if self.enums[*e as usize].is_signed { Basic::Int } else { Basic::UInt }),
            _ => None,
        }
    }

    /// Whether it is an integer type, `_Bool` and enumerations included.
    #[must_use]
    pub fn is_integer(&self, id: TypeId) -> bool {
        let not = [Basic::Void, Basic::Float, Basic::Double, Basic::LDouble];
        self.basic(id).is_some_and(|b| !not.contains(&b))
    }

    /// Whether it is `float`, `double` or `long double`.
    #[must_use]
    pub fn is_float(&self, id: TypeId) -> bool {
        matches!(self.basic(id), Some(Basic::Float | Basic::Double | Basic::LDouble))
    }

    /// Integer or floating.
    #[must_use]
    pub fn is_arithmetic(&self, id: TypeId) -> bool {
        self.is_integer(id) || self.is_float(id)
    }

    /// Arithmetic or pointer.
    #[must_use]
    pub fn is_scalar(&self, id: TypeId) -> bool {
        self.is_arithmetic(id) || self.pointee(id).is_some()
    }

    /// Whether a value below zero exists in it.
    #[must_use]
    pub fn is_signed(&self, id: TypeId) -> bool {
        use Basic::{Int, LLong, Long, SChar, Short};
        matches!(self.basic(id), Some(SChar | Short | Int | Long | LLong))
    }

    /// What a pointer points to.
    #[must_use]
    pub fn pointee(&self, id: TypeId) -> Option<QType> {
        match self.get(id) {
            Type::Pointer(to) => Some(*to),
            _ => None,
        }
    }

    /// An array's element type.
    #[must_use]
    pub fn element(&self, id: TypeId) -> Option<QType> {
        match self.get(id) {
            Type::Array(of, _) | Type::Vla(of, _) => Some(*of),
            _ => None,
        }
    }

    /// A function's type.
    #[must_use]
    pub fn function(&self, id: TypeId) -> Option<Rc<FunctionType>> {
        match self.get(id) {
            Type::Function(f) => Some(f.clone()),
            _ => None,
        }
    }

    /// A struct or union.
    #[must_use]
    pub fn record(&self, id: TypeId) -> Option<&Record> {
        match self.get(id) {
            Type::Record(r) => self.records.get(*r as usize),
            _ => None,
        }
    }

    /// Whether it is, or contains, a variable-length array.
    #[must_use]
    pub fn is_variable(&self, id: TypeId) -> bool {
        match self.get(id) {
            Type::Vla(..) => true,
            Type::Pointer(to) | Type::Array(to, _) => self.is_variable(to.id),
            _ => false,
        }
    }

    /// Whether two integer types of one size differ at most in signedness: `int` and `long` do not mix.
    #[must_use]
    pub fn is_portable_pair(&self, a: TypeId, b: TypeId) -> bool {
        let is_long = |t| matches!(self.basic(t), Some(Basic::Long | Basic::ULong));
        is_long(a) == is_long(b)
    }

    /// Size in bytes; `None` for incomplete, variable and function types.
    #[must_use]
    pub fn size(&self, id: TypeId) -> Option<u32> {
        Some(match self.get(id) {
            Type::Error => 4,
            Type::Basic(_) | Type::Enum(_) => match self.basic(id)? {
                Basic::Void => return None,
                Basic::Bool | Basic::Char | Basic::SChar | Basic::UChar => 1,
                Basic::Short | Basic::UShort => 2,
                Basic::Int | Basic::UInt | Basic::Long | Basic::ULong | Basic::Float => 4,
                Basic::LLong | Basic::ULLong | Basic::Double | Basic::LDouble => 8,
            },
            Type::Pointer(_) => 4,
            Type::Array(of, count) => {
                let bytes = u64::from(self.size(of.id)?) * u64::from((*count)?);
                u32::try_from(bytes).ok().filter(|b| u64::from(*b) <= OBJECT_BYTES_MAX)?
            }
            Type::Record(r) => {
                let record = &self.records[*r as usize];
                record.members.as_ref()?;
                record.size
            }
            Type::Vla(..) | Type::Function(_) => return None,
        })
    }

    /// Alignment in bytes.
    #[must_use]
    pub fn align(&self, id: TypeId) -> u32 {
        match self.get(id) {
            Type::Array(of, _) | Type::Vla(of, _) => self.align(of.id),
            Type::Record(r) => self.records[*r as usize].align,
            _ => self.size(id).unwrap_or(1),
        }
    }

    /// The type as the back end sees it.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> Ty {
        match self.get(id) {
            Type::Error => Ty::I32,
            Type::Pointer(_) | Type::Function(_) => Ty::U32,
            Type::Array(..) | Type::Vla(..) => {
                let bytes = self.size(id).unwrap_or(0);
                Ty::Record { bytes, align: self.align(id), pass: RecordPass::Integer }
            }
            Type::Record(r) => {
                let Record { size, align, pass, .. } = self.records[*r as usize];
                Ty::Record { bytes: size, align, pass }
            }
            Type::Basic(_) | Type::Enum(_) => match self.basic(id) {
                Some(Basic::Bool) => Ty::Bool,
                Some(Basic::Char | Basic::UChar) => Ty::U8,
                Some(Basic::SChar) => Ty::I8,
                Some(Basic::Short) => Ty::I16,
                Some(Basic::UShort) => Ty::U16,
                Some(Basic::Int | Basic::Long) => Ty::I32,
                Some(Basic::UInt | Basic::ULong) => Ty::U32,
                Some(Basic::LLong) => Ty::I64,
                Some(Basic::ULLong) => Ty::U64,
                Some(Basic::Float) => Ty::F32,
                Some(Basic::Double | Basic::LDouble) => Ty::F64,
                Some(Basic::Void) | None => Ty::Void,
            },
        }
    }

    /// The type after integer promotion (6.3.1.1).
    #[must_use]
    pub fn promoted(&self, id: TypeId) -> TypeId {
        match self.basic(id) {
            Some(Basic::Bool | Basic::Char | Basic::SChar | Basic::UChar | Basic::Short | Basic::UShort) => INT,
            Some(basic) => TypeId::basic(basic),
            None => id,
        }
    }

    /// The common type of two arithmetic operands (6.3.1.8).
    #[must_use]
    pub fn common(&self, a: TypeId, b: TypeId) -> TypeId {
        use Basic::{Double, Float, Int, LDouble, LLong, Long, UInt, ULLong, ULong};
        let (Some(a), Some(b)) = (self.basic(self.promoted(a)), self.basic(self.promoted(b))) else {
            return TypeId::ERROR;
        };
        let is = |x: Basic| a == x || b == x;
        let order = [LDouble, Double, Float, ULLong, LLong, ULong];
        let basic = match order.into_iter().find(|x| is(*x)) {
            Some(basic) => basic,
            // A 32-bit `long` cannot hold every `unsigned int`.
            None if is(Long) && is(UInt) => ULong,
            None if is(Long) => Long,
            None if is(UInt) => UInt,
            None => Int,
        };
        TypeId::basic(basic)
    }

    /// Whether two types are compatible, ignoring their own qualifiers (6.2.7).
    #[must_use]
    pub fn compatible(&self, a: TypeId, b: TypeId) -> bool {
        self.agree(a, b, &mut COMPARISONS_MAX.clone())
    }

    /// [`Types::compatible`] with a bound: types that take longer to compare are taken to agree.
    fn agree(&self, a: TypeId, b: TypeId, fuel: &mut u32) -> bool {
        *fuel = fuel.saturating_sub(1);
        if *fuel == 0 || a == b || a == TypeId::ERROR || b == TypeId::ERROR {
            return true;
        }
        let quals = |a: QType, b: QType| (a.quals ^ b.quals) & (qualifier::CONST | qualifier::VOLATILE) == 0;
        match (self.get(a), self.get(b)) {
            (Type::Pointer(x), Type::Pointer(y)) => quals(*x, *y) && self.agree(x.id, y.id, fuel),
            (Type::Array(x, n), Type::Array(y, m)) => {
                self.agree(x.id, y.id, fuel) && (n.is_none() || m.is_none() || n == m)
            }
            (Type::Vla(x, _), Type::Vla(y, _) | Type::Array(y, _)) | (Type::Array(x, _), Type::Vla(y, _)) => {
                self.agree(x.id, y.id, fuel)
            }
            (Type::Enum(_), Type::Basic(_)) | (Type::Basic(_), Type::Enum(_)) => self.basic(a) == self.basic(b),
            (Type::Function(f), Type::Function(g)) => {
                self.agree(f.returns.id, g.returns.id, fuel)
                    && (!f.has_prototype
                        || !g.has_prototype
                        || (f.parameters.len() == g.parameters.len()
                            && f.is_variadic == g.is_variadic
                            && f.parameters.iter().zip(&g.parameters).all(|(x, y)| self.agree(x.id, y.id, fuel))))
            }
            _ => false,
        }
    }

    /// The type as C writes it.
    #[must_use]
    pub fn name(&self, ty: QType, names: &Names) -> String {
        self.spell(ty, String::new(), names, &mut WORDS_MAX.clone())
    }

    fn spell(&self, ty: QType, inner: String, names: &Names, fuel: &mut u32) -> String {
        *fuel = fuel.saturating_sub(1);
        if *fuel == 0 {
            return "…".to_string();
        }
        let quals = qualifier_words(ty.quals);
        let base = match self.get(ty.id) {
            Type::Pointer(to) => {
                let star = format!("*{}{inner}", if quals.is_empty() { String::new() } else { format!("{quals} ") });
                let star = star.trim_end().to_string();
                let is_derived = matches!(self.get(to.id), Type::Array(..) | Type::Vla(..) | Type::Function(_));
                return self.spell(*to, if is_derived { format!("({star})") } else { star }, names, fuel);
            }
            Type::Array(of, count) => {
                let count = count.map_or_else(String::new, |n| n.to_string());
                return self.spell(of.with(ty.quals & !PORTABLE), format!("{inner}[{count}]"), names, fuel);
            }
            Type::Vla(of, _) => return self.spell(*of, format!("{inner}[*]"), names, fuel),
            Type::Function(f) => {
                let mut list = Vec::new();
                for parameter in &f.parameters {
                    list.push(self.spell(*parameter, String::new(), names, fuel));
                }
                if f.is_variadic {
                    list.push("...".to_string());
                }
                let list = if list.is_empty() && f.has_prototype { "void".to_string() } else { list.join(", ") };
                return self.spell(f.returns, format!("{inner}({list})"), names, fuel);
            }
            Type::Record(r) => {
                let record = &self.records[*r as usize];
                let word = if record.is_union { "union" } else { "struct" };
                record.tag.map_or_else(|| format!("{word} (unnamed)"), |t| format!("{word} {}", names.text(t)))
            }
            Type::Enum(e) => {
                let tag = self.enums[*e as usize].tag;
                tag.map_or_else(|| "enum (unnamed)".to_string(), |t| format!("enum {}", names.text(t)))
            }
            Type::Error => "?".to_string(),
            Type::Basic(b) => basic_name(BASICS[b.0 as usize]).to_string(),
        };
        let space = if quals.is_empty() { "" } else { " " };
        let gap = if inner.is_empty() { "" } else { " " };
        format!("{quals}{space}{base}{gap}{inner}")
    }
}

fn qualifier_words(bits: u8) -> String {
    let words = [
        (qualifier::CONST, "const"),
        (qualifier::VOLATILE, "volatile"),
        (qualifier::RESTRICT, "restrict"),
        (qualifier::ATOMIC, "_Atomic"),
    ];
    let list: Vec<&str> = words.iter().filter(|(b, _)| bits & b != 0).map(|(_, w)| *w).collect();
    list.join(" ")
}

/// A built-in type as C writes it.
#[must_use]
pub fn basic_name(basic: Basic) -> &'static str {
    match basic {
        Basic::Void => "void",
        Basic::Bool => "_Bool",
        Basic::Char => "char",
        Basic::SChar => "signed char",
        Basic::UChar => "unsigned char",
        Basic::Short => "short",
        Basic::UShort => "unsigned short",
        Basic::Int => "int",
        Basic::UInt => "unsigned int",
        Basic::Long => "long",
        Basic::ULong => "unsigned long",
        Basic::LLong => "long long",
        Basic::ULLong => "unsigned long long",
        Basic::Float => "float",
        Basic::Double => "double",
        Basic::LDouble => "long double",
    }
}
