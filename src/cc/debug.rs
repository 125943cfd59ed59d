//! The tables that lead from addresses back to C: files, lines, functions, variables, types, merged over units.

use super::link::{Key, Linker, Section};
use super::place::Map;
use super::tree::Unit;
use crate::base::Va;
use crate::base::image::{Debug, FunctionInfo, LineRow, Place, TypeInfo, TypeShape, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// Where a unit's files and types went.
struct Merged {
    files: Vec<u16>,
    types: u32,
}

/// Builds all tables of an image.
pub fn tables(linker: &Linker<'_>, map: &Map) -> Debug {
    let mut debug = Debug::default();
    let merged = merge_units(linker, &mut debug);
    for section in &linker.sections {
        let Key::Function(unit, index) = section.key else {
            debug.lines.push(LineRow { va: Va(map.address(section.key)), file: 0, line: 0, is_statement: false });
            continue;
        };
        let unit_tables = &merged[&unit];
        lines(section, unit_tables, map, &mut debug.lines);
        let unit = &linker.units[unit as usize].unit;
        debug.functions.push(function(section, unit, index, unit_tables, map));
    }
    statics(linker, &merged, map, &mut debug);
    debug
}

/// Appends files (each once) and types of every unit something was linked from.
fn merge_units(linker: &Linker<'_>, debug: &mut Debug) -> BTreeMap<u32, Merged> {
    let unit_of = |key: &Key| match key {
        Key::Function(unit, _) | Key::Object(unit, _) => Some(*unit),
        _ => None,
    };
    let used: BTreeSet<u32> =
        linker.sections.iter().map(|s| &s.key).chain(linker.data.iter().map(|d| &d.key)).filter_map(unit_of).collect();
    let mut order: Vec<u32> = used.into_iter().collect();
    order.sort_by_key(|u| (linker.units[*u as usize].is_library, *u));
    let mut numbers: BTreeMap<(String, bool), u16> = BTreeMap::new();
    let mut merged = BTreeMap::new();
    for index in order {
        let unit = &linker.units[index as usize].unit;
        let mut files = vec![];
        for file in &unit.files {
            let next = debug.files.len().min(usize::from(u16::MAX)) as u16;
            let number = *numbers.entry((file.name.clone(), file.is_library)).or_insert(next);
            if number == next && usize::from(next) == debug.files.len() {
                debug.files.push(file.clone());
            }
            files.push(number);
        }
        let types = debug.types.len() as u32;
        debug.types.extend(unit.types.iter().map(|t| moved(t, types)));
        merged.insert(index, Merged { files, types });
    }
    merged
}

/// The type with its references `by` further on.
fn moved(info: &TypeInfo, by: u32) -> TypeInfo {
    let mut info = info.clone();
    match &mut info.shape {
        TypeShape::Pointer { to } => *to += by,
        TypeShape::Array { of, .. } => *of += by,
        TypeShape::Record { fields } => fields.iter_mut().for_each(|(_, ty, _)| *ty += by),
        TypeShape::Opaque | TypeShape::Integer { .. } | TypeShape::Float => {}
    }
    info
}

/// A statement begins at the first row of its place; further pieces of it are only code of its line.
fn lines(section: &Section, merged: &Merged, map: &Map, out: &mut Vec<LineRow>) {
    let start = map.address(section.key);
    let code = &section.code;
    let end = code.words.len() as u32 * 4;
    let mut seen = BTreeSet::new();
    for (n, (offset, place)) in code.lines.iter().enumerate() {
        let next = code.lines.get(n + 1).map_or(end, |(offset, _)| *offset);
        let Some((pos, is_statement)) = code.places.get(*place as usize).copied() else { continue };
        if next == *offset {
            continue;
        }
        let is_statement = is_statement && seen.insert(*place);
        let file = merged.files.get(pos.file as usize).copied().unwrap_or(0);
        out.push(LineRow { va: Va(start + offset), file, line: pos.line, is_statement });
    }
}

fn function(section: &Section, unit: &Unit, index: u32, merged: &Merged, map: &Map) -> FunctionInfo {
    let start = map.address(section.key);
    let code = &section.code;
    let function = &unit.functions[index as usize];
    let variables = function
        .locals
        .iter()
        .enumerate()
        .zip(&code.variables)
        .filter(|((_, local), _)| !local.name.is_empty())
        .filter_map(|((n, local), place)| {
            let (place, low, high) = (*place)?;
            Some(Variable {
                name: local.name.to_string(),
                type_index: local.debug_type + merged.types,
                place,
                low: Va(start + low),
                high: Va(start + high),
                is_parameter: n < function.parameters as usize,
            })
        })
        .collect();
    FunctionInfo {
        name: unit.symbols[function.symbol.0 as usize].name.to_string(),
        low: Va(start),
        high: Va(start + code.words.len() as u32 * 4),
        body: Va(start + code.body),
        file: merged.files.get(function.pos.file as usize).copied().unwrap_or(0),
        line: function.pos.line,
        variables,
    }
}

/// Globals, and static locals as variables of their functions.
fn statics(linker: &Linker<'_>, merged: &BTreeMap<u32, Merged>, map: &Map, debug: &mut Debug) {
    for item in &linker.data {
        let Key::Object(unit_index, index) = item.key else { continue };
        let unit = &linker.units[unit_index as usize].unit;
        let object = &unit.objects[index as usize];
        let Some((name, type_index)) = &object.debug else { continue };
        if unit.symbols[object.symbol.0 as usize].is_thread_local {
            continue;
        }
        let mut variable = Variable {
            name: name.to_string(),
            type_index: type_index + merged[&unit_index].types,
            place: Place::Static(Va(map.address(item.key))),
            low: Va(0),
            high: Va(u32::MAX),
            is_parameter: false,
        };
        let owner = object.owner.and_then(|symbol| {
            let n = unit.functions.iter().position(|f| f.symbol == symbol)?;
            let low = Va(map.address(Key::Function(unit_index, n as u32)));
            debug.functions.iter_mut().find(|f| f.low == low)
        });
        if let Some(owner) = owner {
            (variable.low, variable.high) = (owner.low, owner.high);
            owner.variables.push(variable);
        } else if object.owner.is_none() {
            debug.globals.push(variable);
        }
    }
}
