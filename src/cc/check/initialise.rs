//! Initialisers (C11 6.7.9): braces, designators, brace elision, strings; for static storage as bytes and addresses,
//! for automatic storage as stores.
//!
//! Both go through [`Piece`]s: what is stored at which offset. A later piece for the same place replaces an earlier.

use super::convert::{Operand, Purpose, Value};
use super::{Checker, emit};
use crate::cc::constant::Const;
use crate::cc::source::At;
use crate::cc::syntax::{Designator, Expr, ExprKind, Init, InitItem, qualifier};
use crate::cc::token::Atom;
use crate::cc::tree::{self, DataRelocation, LocalId, Object, Place, SymbolId, Ty};
use crate::cc::types::{self, Bits, OBJECT_BYTES_MAX, QType, Type, TypeId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Most pieces of one initialiser.
const PIECES_MAX: usize = 1 << 18;
/// Largest initialised object in bytes: what fits in the largest RAM.
const DATA_BYTES_MAX: u32 = 64 << 20;
/// Locals up to this size are cleared word by word.
const CLEAR_INLINE_MAX: u32 = 32;
/// From this many constant words on, a local is copied from a constant image.
const IMAGE_WORDS_MIN: usize = 8;

/// Something to be stored.
#[derive(Debug)]
pub(super) struct Piece {
    offset: u32,
    ty: QType,
    bits: Option<Bits>,
    what: What,
    at: At,
}

#[derive(Debug)]
enum What {
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
    fn pieces(&mut self, ty: QType, init: &Init, at: At) -> (QType, Vec<Piece>) {
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

    /// Gives an object with static storage its initial contents; returns its completed type.
    pub(super) fn static_init(&mut self, symbol: SymbolId, ty: QType, init: &Init, at: At) -> QType {
        let (ty, pieces) = self.pieces(ty, init, at);
        self.define_object(symbol, ty, &pieces);
        ty
    }

    /// The same for a compound literal.
    pub(super) fn static_list(&mut self, symbol: SymbolId, ty: QType, items: &[InitItem], at: At) -> QType {
        self.static_init(symbol, ty, &Init::List(items.to_vec(), at), at)
    }

    fn define_object(&mut self, symbol: SymbolId, ty: QType, pieces: &[Piece]) {
        let mut data = Data::default();
        for piece in latest(pieces) {
            self.add_data(&mut data, piece);
        }
        self.info(symbol).ty = ty;
        self.symbol(symbol).is_defined = true;
        let bytes = self.types.size(ty.id).unwrap_or(0).max(data.bytes.len() as u32);
        let is_readonly = self.is_readonly(ty) && !self.symbol(symbol).is_thread_local;
        self.push_object(symbol, bytes, data, is_readonly);
    }

    /// Whether an object of this type may lie in a read-only section.
    pub(super) fn is_readonly(&self, ty: QType) -> bool {
        let element = self.types.element(ty.id);
        let is_const = ty.has(qualifier::CONST) || element.is_some_and(|e| self.is_readonly(e));
        is_const && !ty.has(qualifier::VOLATILE)
    }

    fn push_object(&mut self, symbol: SymbolId, bytes: u32, mut data: Data, is_readonly: bool) {
        while data.bytes.last() == Some(&0) {
            data.bytes.pop();
        }
        let relocated = data.relocations.keys().next_back().map_or(0, |o| *o as usize + 4);
        if data.bytes.len() < relocated {
            data.bytes.resize(relocated, 0);
        }
        let align = self.infos[symbol.0 as usize].align.max(self.types.align(self.infos[symbol.0 as usize].ty.id));
        self.unit.objects.push(Object {
            symbol,
            bytes,
            align,
            is_readonly,
            is_tentative: false,
            data: data.bytes,
            relocations: data.relocations.into_values().collect(),
            debug: None,
            owner: None,
        });
    }

    fn add_data(&mut self, data: &mut Data, piece: &Piece) {
        let size = self.types.size(piece.ty.id).unwrap_or(0);
        if piece.offset.saturating_add(size) > DATA_BYTES_MAX {
            self.error(piece.at, "this initialised object is too large");
            return;
        }
        let expr = match &piece.what {
            What::Text(text) => {
                data.put(piece.offset, text);
                return;
            }
            What::Value(expr) => expr,
        };
        match (emit::constant(expr), piece.bits) {
            (Some(Const::Int(v)), Some(bits)) => data.put_bits(piece.offset, bits, v as u64),
            (Some(Const::Int(v)), None) => data.put(piece.offset, &v.to_le_bytes()[..size.min(8) as usize]),
            (Some(Const::Float(f)), None) if expr.ty == Ty::F32 => {
                data.put(piece.offset, &(f64::from_bits(f) as f32).to_le_bytes());
            }
            (Some(Const::Float(f)), None) => data.put(piece.offset, &f.to_le_bytes()),
            (Some(Const::Address(symbol, addend)), None) if size == 4 => {
                let relocation = DataRelocation { offset: piece.offset, symbol, addend };
                data.put(piece.offset, &[0; 4]);
                data.relocations.insert(piece.offset, relocation);
            }
            _ => {
                if !self.copy_literal(data, piece.offset, expr) && !self.has_wrong_type(piece) {
                    let help = "a static variable gets its value before the program runs; assign to it in a function";
                    self.error_help(piece.at, "this initial value is not a constant", help);
                }
            }
        }
    }

    fn has_wrong_type(&self, piece: &Piece) -> bool {
        piece.ty.id == TypeId::ERROR || self.cx.reports.has_error_at(piece.at.loc)
    }

    /// Copies the contents of a compound literal that initialises a static object.
    fn copy_literal(&mut self, data: &mut Data, offset: u32, expr: &tree::Expr) -> bool {
        let tree::ExprKind::Read(Place::Memory { address, offset: 0, ty: Ty::Record { .. }, .. }) = &expr.kind else {
            return false;
        };
        let tree::ExprKind::SymbolAddress(symbol, 0) = address.kind else { return false };
        let is_literal = self.unit.symbols[symbol.0 as usize].name.starts_with(".literal");
        let Some(object) = self.unit.objects.iter().rev().find(|o| o.symbol == symbol && is_literal) else {
            return false;
        };
        data.put(offset, &object.data);
        for relocation in &object.relocations {
            let moved = DataRelocation { offset: relocation.offset + offset, ..*relocation };
            data.relocations.insert(moved.offset, moved);
        }
        true
    }

    /// The stores that initialise a local; returns its completed type.
    pub(super) fn local_init(&mut self, local: LocalId, ty: QType, init: &Init, at: At) -> (QType, Vec<tree::Expr>) {
        let (ty, pieces) = self.pieces(ty, init, at);
        self.retype_local(local, ty);
        let stores = self.stores(local, ty, &pieces, at);
        (ty, stores)
    }

    /// The same for a compound literal.
    pub(super) fn local_list(
        &mut self,
        local: LocalId,
        ty: QType,
        items: &[InitItem],
        at: At,
    ) -> (QType, Vec<tree::Expr>) {
        self.local_init(local, ty, &Init::List(items.to_vec(), at), at)
    }

    fn retype_local(&mut self, local: LocalId, ty: QType) {
        let back = self.types.ty(ty.id);
        let is_named = self.function.as_ref().is_some_and(|f| !f.locals[local.0 as usize].name.is_empty());
        let debug_type = if is_named { self.debug_type(ty.id) } else { 0 };
        if let Some(slot) = self.function.as_mut().and_then(|f| f.locals.get_mut(local.0 as usize)) {
            slot.ty = back;
            slot.debug_type = debug_type;
        }
    }

    fn stores(&mut self, local: LocalId, ty: QType, pieces: &[Piece], at: At) -> Vec<tree::Expr> {
        let size = self.types.size(ty.id).unwrap_or(0);
        let is_aggregate = matches!(self.types.ty(ty.id), Ty::Record { .. });
        let pieces = latest(pieces);
        if !is_aggregate
            || matches!(&pieces[..], [Piece { what: What::Value(v), offset: 0, ty: t, .. }] if t.id == ty.id && v.ty == self.types.ty(ty.id))
        {
            return pieces.into_iter().filter_map(|p| self.whole_store(local, ty, p)).collect();
        }
        let is_constant = |p: &Piece| match &p.what {
            What::Text(_) => true,
            What::Value(expr) => emit::constant(expr).is_some(),
        };
        let words = |p: &&Piece| match &p.what {
            What::Text(text) => text.len().div_ceil(4),
            What::Value(expr) => usize::from(!matches!(expr.kind, tree::ExprKind::Int(0))),
        };
        let constants: Vec<&Piece> = pieces.iter().copied().filter(|p| is_constant(p)).collect();
        let weight: usize = constants.iter().map(words).sum();
        let mut out = Vec::new();
        let uses_image = weight >= IMAGE_WORDS_MIN;
        if uses_image {
            out.push(self.image_copy(local, ty, &constants, at));
        } else if !covers(&pieces, size, |p| self.types.size(p.ty.id).unwrap_or(0)) {
            self.clear(local, size, at, &mut out);
        }
        for piece in &pieces {
            if uses_image && is_constant(piece) {
                continue;
            }
            self.piece_store(local, piece, &mut out);
        }
        out
    }

    fn whole_store(&mut self, local: LocalId, ty: QType, piece: &Piece) -> Option<tree::Expr> {
        let What::Value(value) = &piece.what else { return None };
        let pos = self.pos(piece.at);
        let place = if ty.has(qualifier::ATOMIC) {
            let address = self.address(Place::Local(local), pos);
            self.memory(address, ty)
        } else {
            Place::Local(local)
        };
        Some(emit::write(place, value.clone(), pos))
    }

    fn piece_store(&mut self, local: LocalId, piece: &Piece, out: &mut Vec<tree::Expr>) {
        let pos = self.pos(piece.at);
        match &piece.what {
            What::Value(value) => {
                let place = self.part(Place::Local(local), piece.offset, piece.ty, piece.bits, pos);
                out.push(emit::write(place, value.clone(), pos));
            }
            What::Text(text) => {
                for (i, byte) in text.iter().enumerate() {
                    let at = piece.offset.wrapping_add(i as u32);
                    let place = self.part(Place::Local(local), at, types::CHAR.plain(), None, pos);
                    out.push(emit::write(place, emit::int(Ty::U8, i64::from(*byte), pos), pos));
                }
            }
        }
    }

    /// Copies a constant image over the local.
    fn image_copy(&mut self, local: LocalId, ty: QType, pieces: &[&Piece], at: At) -> tree::Expr {
        let pos = self.pos(at);
        let name = format!(".init.{}", self.next_serial()).into();
        let symbol = self.private_object(name, ty, at);
        let mut data = Data::default();
        for piece in pieces {
            self.add_data(&mut data, piece);
        }
        let bytes = self.types.size(ty.id).unwrap_or(0);
        self.push_object(symbol, bytes, data, true);
        let source = self.symbol_place(symbol, QType { quals: 0, ..ty }, at);
        let value = tree::Expr { kind: tree::ExprKind::Read(source), ty: self.types.ty(ty.id), pos };
        emit::write(Place::Local(local), value, pos)
    }

    fn clear(&mut self, local: LocalId, size: u32, at: At, out: &mut Vec<tree::Expr>) {
        let pos = self.pos(at);
        if size > CLEAR_INLINE_MAX {
            out.push(self.clear_call(Place::Local(local), size, at));
            return;
        }
        let align = self.function.as_ref().map_or(1, |f| f.locals[local.0 as usize].align);
        let (step, ty) = match align {
            1 => (1, TypeId::basic(crate::cc::syntax::Basic::UChar)),
            2 | 3 => (2, TypeId::basic(crate::cc::syntax::Basic::UShort)),
            _ => (4, types::UINT),
        };
        for offset in (0..size).step_by(step) {
            let place = self.part(Place::Local(local), offset, ty.plain(), None, pos);
            out.push(emit::write(place, emit::int(self.types.ty(ty), 0, pos), pos));
        }
    }
}

/// The pieces without those that a later one replaces.
fn latest(pieces: &[Piece]) -> Vec<&Piece> {
    let mut last = BTreeMap::new();
    for (i, piece) in pieces.iter().enumerate() {
        last.insert((piece.offset, piece.bits.map(|b| b.shift)), i);
    }
    let keep = |(i, p): (usize, &Piece)| last.get(&(p.offset, p.bits.map(|b| b.shift))) == Some(&i);
    pieces.iter().enumerate().filter(|(i, p)| keep((*i, *p))).map(|(_, p)| p).collect()
}

/// Whether the pieces leave no byte of the object out.
fn covers(pieces: &[&Piece], size: u32, size_of: impl Fn(&Piece) -> u32) -> bool {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for piece in pieces {
        let len = match &piece.what {
            What::Text(text) => text.len() as u32,
            What::Value(_) if piece.bits.is_some() => 0,
            What::Value(_) => size_of(piece),
        };
        spans.push((piece.offset, len));
    }
    spans.sort_unstable();
    let end = spans
        .iter()
        .fold(0, |end, (offset, len)| if *offset <= end { end.max(offset.saturating_add(*len)) } else { end });
    end >= size
}

/// The contents of a static object being built.
#[derive(Default)]
struct Data {
    bytes: Vec<u8>,
    relocations: BTreeMap<u32, DataRelocation>,
}

impl Data {
    fn grow(&mut self, end: usize) {
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
    }

    fn put(&mut self, offset: u32, bytes: &[u8]) {
        let start = offset as usize;
        if start >= self.bytes.len() && bytes.iter().all(|b| *b == 0) {
            return;
        }
        self.grow(start + bytes.len());
        self.bytes[start..start + bytes.len()].copy_from_slice(bytes);
        let covered: Vec<u32> = self.relocations.range(offset..offset + bytes.len() as u32).map(|(o, _)| *o).collect();
        for old in covered {
            self.relocations.remove(&old);
        }
    }

    fn put_bits(&mut self, offset: u32, bits: Bits, value: u64) {
        let mask = if bits.width == 64 { u64::MAX } else { (1 << bits.width) - 1 };
        let (start, bytes) = (offset as usize, bits.unit_bytes as usize);
        self.grow(start + bytes);
        let mut unit = [0; 8];
        unit[..bytes].copy_from_slice(&self.bytes[start..start + bytes]);
        let old = u64::from_le_bytes(unit) & !(mask << bits.shift);
        let new = old | (value & mask) << bits.shift;
        self.bytes[start..start + bytes].copy_from_slice(&new.to_le_bytes()[..bytes]);
    }
}
