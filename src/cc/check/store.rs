//! Where initial values end up: bytes and relocations of a static object, or stores into a local (C11 6.7.9).
//!
//! A local with many constant parts is copied from a constant image; one with few is cleared and stored to.

use super::initialise::{Piece, What};
use super::{Checker, emit};
use crate::cc::constant::Const;
use crate::cc::source::At;
use crate::cc::syntax::{Init, InitItem, qualifier};
use crate::cc::tree::{self, DataRelocation, LocalId, Object, Place, SymbolId, Ty};
use crate::cc::types::{self, Bits, QType, TypeId};
use std::collections::BTreeMap;

/// Largest initialised object in bytes: what fits in the largest RAM.
const DATA_BYTES_MAX: u32 = 64 << 20;
/// Locals up to this size are cleared word by word.
const CLEAR_INLINE_MAX: u32 = 32;
/// From this many constant words on, a local is copied from a constant image.
const IMAGE_WORDS_MIN: usize = 8;

impl Checker<'_> {
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
