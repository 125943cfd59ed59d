//! The debug tables' types: enough of each C type to show a value of it.

use super::Checker;
use crate::base::image::{TypeInfo, TypeShape};
use crate::cc::syntax::Basic;
use crate::cc::types::{Type, TypeId};

impl Checker<'_> {
    /// The number of a type in the unit's table. Its shape is filled in by [`Checker::finish_debug`], when every
    /// record is complete.
    pub(super) fn debug_type(&mut self, id: TypeId) -> u32 {
        if let Some(index) = self.debug_types.get(&id) {
            return *index;
        }
        let index = self.unit.types.len() as u32;
        self.debug_types.insert(id, index);
        self.debug_order.push(id);
        self.unit.types.push(TypeInfo { name: String::new(), bytes: 0, shape: TypeShape::Opaque });
        index
    }

    /// Fills in the table; types met on the way are appended and filled in turn.
    pub(super) fn finish_debug(&mut self) {
        let mut next = 0;
        while let Some(id) = self.debug_order.get(next).copied() {
            let shape = self.shape(id);
            let name = self.name(id.plain());
            let bytes = self.types.size(id).unwrap_or(0);
            self.unit.types[next] = TypeInfo { name, bytes, shape };
            next += 1;
        }
    }

    fn shape(&mut self, id: TypeId) -> TypeShape {
        match self.types.get(id).clone() {
            Type::Error | Type::Function(_) => TypeShape::Opaque,
            Type::Pointer(to) => TypeShape::Pointer { to: self.debug_type(to.id) },
            Type::Array(of, count) => TypeShape::Array { of: self.debug_type(of.id), count: count.unwrap_or(0) },
            Type::Vla(of, _) => TypeShape::Array { of: self.debug_type(of.id), count: 0 },
            Type::Basic(_) | Type::Enum(_) => match self.types.basic(id) {
                None | Some(Basic::Void) => TypeShape::Opaque,
                Some(Basic::Float | Basic::Double | Basic::LDouble) => TypeShape::Float,
                Some(basic) => TypeShape::Integer {
                    is_signed: self.types.is_signed(id),
                    is_char: matches!(basic, Basic::Char | Basic::SChar | Basic::UChar),
                },
            },
            Type::Record(_) => {
                let members = self.types.record(id).and_then(|r| r.members.clone()).unwrap_or_default();
                let mut fields = Vec::new();
                for member in members {
                    let name = member.name.map(|n| self.text(n)).unwrap_or_default();
                    let shift = member.bits.map_or(0, |b| b.shift / 8);
                    fields.push((name, self.debug_type(member.ty.id), member.offset.wrapping_add(shift)));
                }
                TypeShape::Record { fields }
            }
        }
    }
}
