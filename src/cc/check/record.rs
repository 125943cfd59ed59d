//! Struct and union definitions, and finding members (C11 6.7.2.1).

use super::Checker;
use crate::cc::layout::{self, Wish};
use crate::cc::source::At;
use crate::cc::suggest;
use crate::cc::syntax::{Attributes, Declarator, Expr, MemberDecl, RecordSpec, Specifiers, TypeSpec, qualifier};
use crate::cc::token::Atom;
use crate::cc::types::{Member, OBJECT_BYTES_MAX, QType, Type, TypeId};
use std::collections::BTreeMap;

/// A member found in a record, perhaps inside anonymous ones.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Offset from the outer record.
    pub offset: u32,
    /// The member itself.
    pub member: Member,
}

impl Checker<'_> {
    /// The type of a struct or union specifier.
    pub(super) fn record_type(&mut self, spec: &RecordSpec, s: &Specifiers) -> TypeId {
        let known = spec.tag.and_then(|t| self.tag(t, spec.members.is_some()));
        let id = match known {
            Some(id) if self.types.record(id).is_some_and(|r| r.is_union == spec.is_union) => id,
            Some(_) => {
                let word = if spec.is_union { "union" } else { "struct" };
                let title = format!("`{}` is not a {word}", self.text(spec.tag.unwrap_or_default()));
                self.error(spec.at, title);
                return TypeId::ERROR;
            }
            None => {
                let id = self.types.new_record(spec.is_union, spec.tag);
                if let Some(tag) = spec.tag {
                    self.scope().tags.insert(tag, id);
                }
                id
            }
        };
        if let Some(members) = &spec.members {
            let is_packed = spec.attributes.is_packed || s.attributes.is_packed;
            self.define_record(id, spec, members, is_packed);
        }
        id
    }

    fn define_record(&mut self, id: TypeId, spec: &RecordSpec, members: &[MemberDecl], is_packed: bool) {
        if self.types.size(id).is_some() {
            let title = format!("`{}` is defined twice", self.name(id.plain()));
            self.error(spec.at, title);
            return;
        }
        let mut wishes = Vec::new();
        let mut names = BTreeMap::new();
        for member in members {
            match member {
                MemberDecl::Assert(assertion) => self.static_assert(assertion),
                MemberDecl::Members(specifiers, list) => {
                    self.members(specifiers, list, is_packed, &mut wishes, &mut names);
                }
            }
        }
        self.check_flexible(&wishes, spec);
        let least = self.asked_alignment(&spec.attributes);
        let layout = layout::lay_out(&self.types, &wishes, spec.is_union, least);
        if layout.size > OBJECT_BYTES_MAX {
            self.error(spec.at, "this type is too large");
        }
        if !self.types.complete(id, layout, |types| layout::classify(types, id)) {
            self.error(spec.at, "records are nested too deeply");
        }
    }

    fn members(
        &mut self,
        specifiers: &Specifiers,
        list: &[(Declarator, Option<Expr>, Attributes)],
        is_packed: bool,
        wishes: &mut Vec<Wish>,
        names: &mut BTreeMap<Atom, At>,
    ) {
        let base = self.specified(specifiers);
        let asked = self.asked_alignment(&specifiers.attributes);
        if list.is_empty() {
            let is_anonymous = matches!(&specifiers.ty, TypeSpec::Record(r) if r.tag.is_none());
            if is_anonymous && self.types.record(base.id).is_some() {
                self.anonymous_names(base.id, specifiers.at, names);
                wishes.push(Wish { name: None, ty: base, width: None, align: asked, is_packed });
            } else if self.types.is_arithmetic(base.id) && !matches!(self.types.get(base.id), Type::Enum(_)) {
                self.warn(specifiers.at, "this member has no name", "");
            }
        }
        for (declarator, width, attributes) in list {
            let mut ty = self.declared(base, declarator);
            let width = width.as_ref().map(|w| self.bit_width(w, ty, declarator));
            ty = self.member_type(ty, declarator);
            if let Some(name) = declarator.name {
                self.new_member_name(name, declarator.at, names);
            }
            let align = asked.max(self.asked_alignment(attributes));
            let is_packed = is_packed || attributes.is_packed;
            wishes.push(Wish { name: declarator.name, ty, width: width.flatten(), align, is_packed });
        }
    }

    fn new_member_name(&mut self, name: Atom, at: At, names: &mut BTreeMap<Atom, At>) {
        if names.insert(name, at).is_some() {
            let title = format!("member `{}` is declared twice", self.text(name));
            self.error(at, title);
        }
    }

    fn anonymous_names(&mut self, id: TypeId, at: At, names: &mut BTreeMap<Atom, At>) {
        let members = self.types.record(id).and_then(|r| r.members.clone()).unwrap_or_default();
        for member in members {
            match member.name {
                Some(name) => self.new_member_name(name, at, names),
                None => self.anonymous_names(member.ty.id, at, names),
            }
        }
    }

    fn member_type(&mut self, ty: QType, declarator: &Declarator) -> QType {
        if ty.id == TypeId::ERROR || self.types.size(ty.id).is_some() {
            return ty;
        }
        if matches!(self.types.get(ty.id), Type::Array(_, None)) {
            return ty;
        }
        let name = declarator.name.map(|n| self.text(n)).unwrap_or_default();
        let what = self.name(ty);
        if self.types.function(ty.id).is_some() {
            let help = "a member can be a pointer to a function: `int (*name)(int)`";
            self.error_help(declarator.at, format!("member `{name}` cannot be a function"), help);
        } else if matches!(self.types.get(ty.id), Type::Vla(..)) {
            self.error(declarator.at, format!("the size of member `{name}` must be a constant"));
        } else {
            let tag = self.types.record(ty.id).and_then(|r| r.tag);
            let mut help = tag.map_or_else(String::new, |t| self.help_for_tag(t));
            if help.is_empty() && self.types.record(ty.id).is_some() {
                help = "a struct cannot contain itself, but it can contain a pointer to itself".to_string();
            }
            self.error_help(declarator.at, format!("member `{name}` has the incomplete type `{what}`"), help);
        }
        QType::ERROR
    }

    fn bit_width(&mut self, width: &Expr, ty: QType, declarator: &Declarator) -> Option<u32> {
        if ty.id == TypeId::ERROR {
            return None;
        }
        if !self.types.is_integer(ty.id) {
            self.error(declarator.at, format!("a bit-field must have an integer type, not `{}`", self.name(ty)));
            return None;
        }
        let (value, _) = self.integer_constant(width, "the width of a bit-field")?;
        let back = self.types.ty(ty.id);
        let most = i64::from(crate::cc::constant::bits(back));
        if value < 0 || value > most || (value == 0 && declarator.name.is_some()) {
            self.error(width.at, format!("a bit-field of type `{}` has 1 to {most} bits", self.name(ty)));
            return None;
        }
        u32::try_from(value).ok()
    }

    /// An array of unknown length may only be the last member, after another one (6.7.2.1).
    fn check_flexible(&mut self, wishes: &[Wish], spec: &RecordSpec) {
        let count = wishes.len();
        for (i, wish) in wishes.iter().enumerate() {
            let is_open = matches!(self.types.get(wish.ty.id), Type::Array(_, None));
            if is_open && (i + 1 != count || spec.is_union) {
                let name = wish.name.map(|n| self.text(n)).unwrap_or_default();
                self.error(
                    spec.at,
                    format!("member `{name}` needs an array size: only the last member may go without"),
                );
            }
        }
    }

    /// Finds a member by name, looking into anonymous records.
    pub(super) fn find_member(&self, id: TypeId, name: Atom) -> Option<Found> {
        let members = self.types.record(id)?.members.as_ref()?;
        for member in members {
            if member.name == Some(name) {
                return Some(Found { offset: member.offset, member: member.clone() });
            }
            if member.name.is_none()
                && let Some(inner) = self.find_member(member.ty.id, name)
            {
                let outer = member.ty.quals & (qualifier::CONST | qualifier::VOLATILE);
                let mut found = inner;
                found.offset = found.offset.wrapping_add(member.offset);
                found.member.ty = found.member.ty.with(outer);
                return Some(found);
            }
        }
        None
    }

    fn member_names(&self, id: TypeId, out: &mut Vec<Atom>) {
        let members = self.types.record(id).and_then(|r| r.members.as_ref());
        for member in members.into_iter().flatten() {
            match member.name {
                Some(name) => out.push(name),
                None => self.member_names(member.ty.id, out),
            }
        }
    }

    /// Reports that a record has no such member.
    pub(super) fn no_member(&mut self, ty: QType, name: Atom, at: At) {
        let text = self.text(name);
        let title = format!("`{}` has no member `{text}`", self.name(QType { quals: 0, ..ty }));
        let mut names = Vec::new();
        self.member_names(ty.id, &mut names);
        let near = suggest::closest(&text, names.iter().map(|n| self.cx.text(*n)));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => String::new(),
            None => {
                let list: Vec<String> = names.iter().take(8).map(|n| format!("`{}`", self.cx.text(*n))).collect();
                format!("it has {}", list.join(", "))
            }
        };
        self.error_help(at, title, help);
    }
}
