//! Initialisers (C11 6.7.9): braces, designators, brace elision, strings, as [`Piece`]s: what is stored at which
//! offset. A later piece for the same place replaces an earlier one.

use super::convert::{Operand, Purpose, Value};
use super::{Checker, emit};
use crate::cc::source::At;
use crate::cc::syntax::{Designator, Expr, ExprKind, Init, InitItem};
use crate::cc::token::Atom;
use crate::cc::tree::{self, Ty};
use crate::cc::types::{self, Bits, OBJECT_BYTES_MAX, QType, Type, TypeId};
use std::rc::Rc;

/// Most pieces of one initialiser.
const PIECES_MAX: usize = 1 << 18;

/// Something to be stored.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where, in bytes from the beginning of the object.
    pub offset: u32,
    /// The type of the part.
    pub ty: QType,
    /// For a bit-field.
    pub bits: Option<Bits>,
    /// What is stored.
    pub what: What,
    /// The initialiser's place.
    pub at: At,
}

/// What a [`Piece`] stores.
#[derive(Debug)]
pub(super) enum What {
    /// A value of the part's type.
    Value(tree::Expr),
    /// The bytes of a string; the rest of the array is zero.
    Text(Vec<u8>),
}

/// A list being read; `value` is its current expression if that was checked already.
struct Items<'a> {
    list: &'a [InitItem],
    next: usize,
    value: Option<Operand>,
}

impl Items<'_> {
    fn continues(&self) -> bool {
        self.list.get(self.next).is_some_and(|i| i.designators.is_empty())
    }

    fn take(&mut self) {
        self.next += 1;
        self.value = None;
    }
}

/// The bytes of a string literal, perhaps in parentheses.
fn literal(expr: &Expr) -> Option<&Rc<[u8]>> {
    match &expr.kind {
        ExprKind::String(bytes) => Some(bytes),
        ExprKind::Paren(inner) => literal(inner),
        _ => None,
    }
}

impl Checker<'_> {
    fn is_char_array(&self, id: TypeId) -> bool {
        let element = self.types.element(id).map(|e| self.types.ty(e.id));
        matches!(element, Some(Ty::U8 | Ty::I8))
    }

    /// Reads an initialiser; returns the type, completed if it was an array of unknown length, and the pieces.
    pub(super) fn pieces(&mut self, ty: QType, init: &Init, at: At) -> (QType, Vec<Piece>) {
        let mut out = Vec::new();
        if ty.id == TypeId::ERROR {
            if let Init::Expr(expr) = init {
                self.value(expr);
            }
            return (ty, out);
        }
        if matches!(self.types.get(ty.id), Type::Vla(..)) {
            self.error_help(
                at,
                "an array of variable length cannot be initialised",
                "assign to its elements in a loop",
            );
            return (ty, out);
        }
        if self.types.record(ty.id).is_some_and(|r| r.members.is_none()) {
            self.incomplete(ty, at);
            return (ty, out);
        }
        let mut count = 0;
        match init {
            Init::List(items, open) => count = self.braced(ty, items, *open, 0, &mut out),
            Init::Expr(expr) => match literal(expr) {
                Some(bytes) if self.is_char_array(ty.id) => count = self.string_piece(ty, bytes, 0, expr.at, &mut out),
                _ if self.types.element(ty.id).is_some() => {
                    self.value(expr);
                    let help = "put the elements in braces: `{ 1, 2, 3 }`";
                    self.error_help(expr.at, "an array cannot be initialised with a single value", help);
                }
                _ => {
                    let value = self.value(expr);
                    self.scalar(ty, None, value, 0, &mut out);
                }
            },
        }
        let Type::Array(of, None) = *self.types.get(ty.id) else { return (ty, out) };
        let complete = self.types.intern(Type::Array(of, Some(count)));
        (QType { id: complete, quals: ty.quals }, out)
    }

    fn scalar(&mut self, ty: QType, bits: Option<Bits>, value: Value, offset: u32, out: &mut Vec<Piece>) {
        let at = value.at;
        let expr = self.assign(value, ty, &Purpose::Initialise);
        out.push(Piece { offset, ty, bits, what: What::Value(expr), at });
    }

    /// A string for a char array; returns how many elements it needs.
    fn string_piece(&mut self, ty: QType, bytes: &Rc<[u8]>, offset: u32, at: At, out: &mut Vec<Piece>) -> u32 {
        let mut data = bytes.to_vec();
        data.push(0);
        let needed = data.len() as u32;
        if let Type::Array(_, Some(count)) = *self.types.get(ty.id) {
            if bytes.len() > count as usize {
                let title = format!("this string needs {needed} bytes, but the array has {count}");
                self.warn(at, title, "leave the brackets empty: the compiler counts");
            }
            data.truncate(count as usize);
        }
        out.push(Piece { offset, ty, bits: None, what: What::Text(data), at });
        needed
    }

    /// `{ … }` for a type; returns how many elements an array of unknown length gets.
    fn braced(&mut self, ty: QType, list: &[InitItem], at: At, offset: u32, out: &mut Vec<Piece>) -> u32 {
        let mut items = Items { list, next: 0, value: None };
        match self.types.get(ty.id).clone() {
            Type::Array(of, count) => {
                if self.is_char_array(ty.id)
                    && let [InitItem { designators, init: Init::Expr(expr) }] = list
                    && designators.is_empty()
                    && let Some(bytes) = literal(expr)
                {
                    return self.string_piece(ty, bytes, offset, expr.at, out);
                }
                self.braced_array(of, count, &mut items, offset, out)
            }
            Type::Record(_) => {
                self.braced_record(ty, &mut items, offset, out);
                0
            }
            _ => {
                if list.is_empty() {
                    let zero = Value::new(types::INT, emit::int(Ty::I32, 0, self.pos(at)), at);
                    self.scalar(ty, None, zero, offset, out);
                    return 0;
                }
                self.element(ty, None, &mut items, offset, out);
                self.excess(&items);
                0
            }
        }
    }

    fn excess(&mut self, items: &Items) {
        if let Some(item) = items.list.get(items.next) {
            let at = match &item.init {
                Init::Expr(e) => e.at,
                Init::List(_, at) => *at,
            };
            self.warn(at, "there are more initial values than places for them", "this one and the rest are ignored");
        }
    }

    fn is_full(&mut self, out: &[Piece], at: At) -> bool {
        if out.len() >= PIECES_MAX {
            self.error(at, "this initialiser is too large");
        }
        out.len() >= PIECES_MAX || self.cx.reports.is_full()
    }

    fn braced_array(
        &mut self,
        of: QType,
        count: Option<u32>,
        items: &mut Items,
        offset: u32,
        out: &mut Vec<Piece>,
    ) -> u32 {
        let (mut index, mut most) = (0_u32, 0_u32);
        let size = self.types.size(of.id).unwrap_or(0);
        while let Some(item) = items.list.get(items.next) {
            let mut last = index;
            let designators = &item.designators[..];
            if let Some(first) = designators.first() {
                let Some(range) = self.index_range(first, count) else {
                    items.take();
                    continue;
                };
                (index, last) = range;
            } else if count.is_some_and(|c| index >= c) {
                self.excess(items);
                break;
            }
            let bytes = (u64::from(last) + 1) * u64::from(size.max(1));
            if bytes > OBJECT_BYTES_MAX || self.is_full(out, At::default()) {
                break;
            }
            let start = items.next;
            for i in index..=last {
                items.next = start;
                items.value = None;
                let place = offset.wrapping_add(i.wrapping_mul(size));
                self.designated(of, None, designators.get(1..).unwrap_or(&[]), items, place, out);
                if self.is_full(out, At::default()) {
                    return most;
                }
            }
            index = last + 1;
            most = most.max(index);
        }
        most
    }

    /// The elements a designator of an array means.
    fn index_range(&mut self, designator: &Designator, count: Option<u32>) -> Option<(u32, u32)> {
        let (first, last) = match designator {
            Designator::Index(e) => (e, e),
            Designator::Range(a, b) => (a, b),
            Designator::Member(_, at) => {
                self.error(*at, "an array has no members; use `[index] =`");
                return None;
            }
        };
        let (low, _) = self.integer_constant(first, "the index of an initialiser")?;
        let (high, _) = self.integer_constant(last, "the index of an initialiser")?;
        let limit = count.map_or(OBJECT_BYTES_MAX as i64, i64::from);
        if low < 0 || high < low || high >= limit {
            let title = format!("the index {} is outside the array", if low < 0 { low } else { high });
            self.error(first.at, title);
            return None;
        }
        Some((u32::try_from(low).ok()?, u32::try_from(high).ok()?))
    }

    fn braced_record(&mut self, ty: QType, items: &mut Items, offset: u32, out: &mut Vec<Piece>) {
        let Some(record) = self.types.record(ty.id) else { return };
        let (is_union, Some(members)) = (record.is_union, record.members.clone()) else {
            self.incomplete(ty, At::default());
            return;
        };
        let mut index = 0;
        while let Some(item) = items.list.get(items.next) {
            if self.is_full(out, At::default()) {
                return;
            }
            let mut rest = &item.designators[..];
            if let Some(first) = rest.first() {
                let Designator::Member(name, at) = first else {
                    let title = format!("`{}` is not an array; use `.member =`", self.name(ty));
                    let at =
                        if let Designator::Index(e) | Designator::Range(e, _) = first { e.at } else { At::default() };
                    self.error(at, title);
                    items.take();
                    continue;
                };
                let Some(found) = self.member_index(&members, *name) else {
                    self.no_member(ty, *name, *at);
                    items.take();
                    continue;
                };
                index = found;
                if members[index].name.is_some() {
                    rest = &rest[1..];
                }
            } else if index >= members.len() || (is_union && index > 0) {
                self.excess(items);
                return;
            }
            let member = &members[index];
            let place = offset.wrapping_add(member.offset);
            self.designated(member.ty, member.bits, rest, items, place, out);
            index += 1;
        }
    }

    /// Which member is, or anonymously contains, this name.
    fn member_index(&self, members: &[types::Member], name: Atom) -> Option<usize> {
        let holds = |m: &types::Member| match m.name {
            Some(n) => n == name,
            None => self.find_member(m.ty.id, name).is_some(),
        };
        members.iter().position(holds)
    }

    /// Follows the rest of a designation, then goes on with what comes after it inside the same sub-object.
    fn designated(
        &mut self,
        ty: QType,
        bits: Option<Bits>,
        path: &[Designator],
        items: &mut Items,
        offset: u32,
        out: &mut Vec<Piece>,
    ) {
        let Some((first, rest)) = path.split_first() else {
            self.element(ty, bits, items, offset, out);
            return;
        };
        match (first, self.types.get(ty.id).clone()) {
            (Designator::Index(_) | Designator::Range(..), Type::Array(of, count)) => {
                let Some((low, high)) = self.index_range(first, count) else {
                    items.take();
                    return;
                };
                let size = self.types.size(of.id).unwrap_or(0);
                let start = items.next;
                for i in low..=high {
                    items.next = start;
                    items.value = None;
                    self.designated(of, None, rest, items, offset.wrapping_add(i.wrapping_mul(size)), out);
                    if self.is_full(out, At::default()) {
                        return;
                    }
                }
                self.elided_array(of, count, high + 1, items, offset, out);
            }
            (Designator::Member(name, at), Type::Record(_)) => {
                let members = self.types.record(ty.id).and_then(|r| r.members.clone()).unwrap_or_default();
                let Some(index) = self.member_index(&members, *name) else {
                    self.no_member(ty, *name, *at);
                    items.take();
                    return;
                };
                let member = &members[index];
                let rest = if member.name.is_some() { rest } else { path };
                self.designated(member.ty, member.bits, rest, items, offset.wrapping_add(member.offset), out);
                if self.types.record(ty.id).is_some_and(|r| !r.is_union) {
                    self.elided_members(&members, index + 1, items, offset, out);
                }
            }
            (Designator::Member(_, at), _) => {
                let title = format!("a `{}` has no members", self.name(ty));
                self.error(*at, title);
                items.take();
            }
            (Designator::Index(e) | Designator::Range(e, _), _) => {
                let title = format!("a `{}` has no elements", self.name(ty));
                self.error(e.at, title);
                items.take();
            }
        }
    }

    /// One sub-object from the current item, or from several when its braces are left out.
    fn element(&mut self, ty: QType, bits: Option<Bits>, items: &mut Items, offset: u32, out: &mut Vec<Piece>) {
        let Some(item) = items.list.get(items.next) else { return };
        let expr = match &item.init {
            Init::List(list, at) => {
                items.take();
                self.braced(ty, list, *at, offset, out);
                return;
            }
            Init::Expr(expr) => expr,
        };
        let is_record = self.types.record(ty.id).is_some();
        if !is_record && self.types.element(ty.id).is_none() {
            let operand = items.value.take().unwrap_or_else(|| self.expr(expr));
            let value = self.rvalue(operand);
            items.take();
            self.scalar(ty, bits, value, offset, out);
            return;
        }
        if let Some(bytes) = literal(expr)
            && self.is_char_array(ty.id)
        {
            items.take();
            self.string_piece(ty, bytes, offset, expr.at, out);
            return;
        }
        let operand = items.value.take().unwrap_or_else(|| self.expr(expr));
        if operand.ty.id == TypeId::ERROR {
            items.take();
            return;
        }
        if is_record && self.types.record(operand.ty.id).is_some() && self.types.compatible(ty.id, operand.ty.id) {
            items.take();
            let value = self.rvalue(operand);
            self.scalar(ty, None, value, offset, out);
            return;
        }
        items.value = Some(operand);
        self.elided(ty, items, offset, out);
    }

    /// An aggregate whose braces are left out takes as many items as it has places.
    fn elided(&mut self, ty: QType, items: &mut Items, offset: u32, out: &mut Vec<Piece>) {
        let before = items.next;
        match self.types.get(ty.id).clone() {
            Type::Array(of, count) => self.elided_array(of, count, 0, items, offset, out),
            _ => {
                let record = self.types.record(ty.id);
                let is_union = record.is_some_and(|r| r.is_union);
                let mut members = record.and_then(|r| r.members.clone()).unwrap_or_default();
                if is_union {
                    members.truncate(1);
                }
                self.elided_members(&members, 0, items, offset, out);
            }
        }
        if items.next == before {
            self.excess(items);
            items.take();
        }
    }

    fn elided_array(
        &mut self,
        of: QType,
        count: Option<u32>,
        from: u32,
        items: &mut Items,
        offset: u32,
        out: &mut Vec<Piece>,
    ) {
        let size = self.types.size(of.id).unwrap_or(0);
        let mut index = from;
        while items.continues() && index < count.unwrap_or(0) && !self.is_full(out, At::default()) {
            self.element(of, None, items, offset.wrapping_add(index.wrapping_mul(size)), out);
            index += 1;
        }
    }

    fn elided_members(
        &mut self,
        members: &[types::Member],
        from: usize,
        items: &mut Items,
        offset: u32,
        out: &mut Vec<Piece>,
    ) {
        for member in members.get(from..).unwrap_or(&[]) {
            if !items.continues() || self.is_full(out, At::default()) {
                return;
            }
            self.element(member.ty, member.bits, items, offset.wrapping_add(member.offset), out);
        }
    }
}
