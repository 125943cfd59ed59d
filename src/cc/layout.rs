//! Where the members of a record lie, and how a record is passed: the RISC-V psABI's ilp32d.
//!
//! A bit-field of type T and width w begins at the next free bit unless it would cross a T-aligned boundary of T's
//! size; then it begins there. It is accessed through the smallest aligned unit that holds it.

use super::token::Atom;
use super::tree::{RecordPass, Ty};
use super::types::{Bits, Member, QType, Type, TypeId, Types};

/// A member as declared, before it has a place.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its name.
    pub name: Option<Atom>,
    /// Its type.
    pub ty: QType,
    /// Width of a bit-field.
    pub width: Option<u32>,
    /// At least this alignment.
    pub align: u32,
    /// No padding before it.
    pub is_packed: bool,
}

/// What [`lay_out`] found.
#[derive(Debug)]
pub struct Layout {
    /// The members in order, without unnamed bit-fields.
    pub members: Vec<Member>,
    /// Bytes, a multiple of `align`.
    pub size: u64,
    /// A power of two.
    pub align: u32,
}

/// Places the members of a struct or union one after the other. Sizes may exceed what fits; the caller checks.
pub fn lay_out(types: &Types, wishes: &[Wish], is_union: bool, least_align: u32) -> Layout {
    let mut out = Layout { members: Vec::new(), size: 0, align: least_align.max(1) };
    let mut bits: u64 = 0;
    for wish in wishes {
        let size = u64::from(types.size(wish.ty.id).unwrap_or(0));
        let natural = if wish.is_packed { 1 } else { types.align(wish.ty.id) };
        let align = natural.max(wish.align).max(1);
        let start = if is_union { 0 } else { bits };
        let (member, end) = match wish.width {
            Some(width) => bit_field(types, wish, start, width),
            None => {
                let offset = start.div_ceil(8).next_multiple_of(u64::from(align));
                let bits = None;
                let member = Member { name: wish.name, ty: wish.ty, offset: offset as u32, bits };
                (Some(member), (offset + size) * 8)
            }
        };
        if wish.width.is_none() || wish.name.is_some() {
            out.align = out.align.max(align);
        }
        bits = if is_union { bits.max(end) } else { end };
        out.members.extend(member);
    }
    out.size = bits.div_ceil(8).next_multiple_of(u64::from(out.align));
    out
}

/// The member, unless unnamed, and the first free bit after it.
fn bit_field(types: &Types, wish: &Wish, start: u64, width: u32) -> (Option<Member>, u64) {
    let unit = u64::from(types.size(wish.ty.id).unwrap_or(4)) * 8;
    if width == 0 {
        return (None, start.next_multiple_of(unit));
    }
    let width = u64::from(width);
    let crosses = start / unit != (start + width - 1) / unit;
    let first = if crosses && !wish.is_packed { start.next_multiple_of(unit) } else { start };
    let mut bytes = 1;
    while bytes < 8 && first / (bytes * 8) != (first + width - 1) / (bytes * 8) {
        bytes *= 2;
    }
    // A packed field may cross every aligned unit: then take it from its first byte on.
    let fits = first / (bytes * 8) == (first + width - 1) / (bytes * 8);
    let offset = if fits { first / (bytes * 8) * bytes } else { first / 8 };
    let place = Bits { unit_bytes: bytes as u32, shift: (first - offset * 8) as u32, width: width as u32 };
    let member = Member { name: wish.name, ty: wish.ty, offset: offset as u32, bits: Some(place) };
    (wish.name.map(|_| member), first + width)
}

/// How the ilp32d convention passes a struct (psABI, hardware floating-point calling convention).
pub fn classify(types: &Types, id: TypeId) -> RecordPass {
    let mut leaves = Vec::new();
    if !flatten(types, id, 0, &mut leaves) {
        return RecordPass::Integer;
    }
    let is_float = |t: Ty| matches!(t, Ty::F32 | Ty::F64);
    match leaves[..] {
        [(ty, 0)] if is_float(ty) => RecordPass::OneFloat { is_double: ty == Ty::F64 },
        [(a, 0), (b, second_offset)] => match (is_float(a), is_float(b)) {
            (true, true) => {
                RecordPass::TwoFloats { first_double: a == Ty::F64, second_double: b == Ty::F64, second_offset }
            }
            (false, false) => RecordPass::Integer,
            (float_first, _) => {
                let (float, int) = if float_first { (a, b) } else { (b, a) };
                let (int_bytes, int_signed) = match int {
                    Ty::Bool | Ty::U8 => (1, false),
                    Ty::I8 => (1, true),
                    Ty::I16 => (2, true),
                    Ty::U16 => (2, false),
                    Ty::I32 => (4, true),
                    Ty::U32 => (4, false),
                    _ => return RecordPass::Integer,
                };
                RecordPass::FloatAndInteger {
                    float_first,
                    is_double: float == Ty::F64,
                    int_bytes,
                    int_signed,
                    second_offset,
                }
            }
        },
        _ => RecordPass::Integer,
    }
}

/// Collects the scalars of a type with their offsets; `false` when there are more than two or a union is inside.
fn flatten(types: &Types, id: TypeId, offset: u32, out: &mut Vec<(Ty, u32)>) -> bool {
    match types.get(id) {
        Type::Record(r) => {
            let record = &types.records[*r as usize];
            let members = record.members.as_deref().unwrap_or(&[]);
            if record.size == 0 {
                // Nothing inside; looking for it could take exponential time.
                return true;
            }
            !record.is_union && members.iter().all(|m| flatten(types, m.ty.id, offset.wrapping_add(m.offset), out))
        }
        Type::Array(of, count) => {
            let size = types.size(of.id).unwrap_or(0);
            let count = count.unwrap_or(0);
            if size == 0 {
                return true;
            }
            (0..count.min(3)).all(|i| flatten(types, of.id, offset.wrapping_add(i.wrapping_mul(size)), out))
        }
        _ => {
            out.push((types.ty(id), offset));
            out.len() <= 2
        }
    }
}
