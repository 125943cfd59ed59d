//! Types as C writes them, for messages and the debug tables.

use super::syntax::{Basic, qualifier};
use super::token::Names;
use super::types::{PORTABLE, QType, Type, Types};

/// Most parts of a type's name; the rest is left out.
const PARTS_MAX: u32 = 100;

impl Types {
    /// The type as C writes it.
    #[must_use]
    pub fn name(&self, ty: QType, names: &Names) -> String {
        self.spell(ty, String::new(), names, &mut PARTS_MAX.clone())
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
            Type::Basic(_) => self.basic(ty.id).map_or("?", basic_name).to_string(),
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
