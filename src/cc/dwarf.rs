//! DWARF 4 for debuggers and `objdump -dS`: lines, functions, variables, types. Spec: DWARF 4; RISC-V DWARF register
//! numbers are x0 to x31 as 0 to 31 and f0 to f31 as 32 to 63.

use crate::base::image::{FunctionInfo, Image, LineRow, Place, TypeShape, Variable};
use gimli::write::{Address, AttributeValue, DwarfUnit, EndianVec, Expression, LineProgram, LineString, Sections};
use gimli::write::{FileId, UnitEntryId};
use gimli::{Encoding, Format, LineEncoding, LittleEndian, Register, constants as dw};

/// `s0`, the frame pointer.
const FRAME: Register = Register(8);

/// The debug sections with their names; empty if the image has no tables.
pub fn sections(image: &Image) -> Vec<(&'static str, Vec<u8>)> {
    if image.debug.functions.is_empty() {
        return vec![];
    }
    let encoding = Encoding { format: Format::Dwarf32, version: 4, address_size: 4 };
    let mut dwarf = DwarfUnit::new(encoding);
    let files = lines(image, &mut dwarf, encoding);
    Entries { image, dwarf: &mut dwarf, files, types: vec![] }.write();
    let mut sections = Sections::new(EndianVec::new(LittleEndian));
    let mut out = vec![];
    if dwarf.write(&mut sections).is_err() {
        return out;
    }
    let _ = sections.for_each(|id, data| -> Result<(), ()> {
        if !data.slice().is_empty() {
            out.push((id.name(), data.slice().to_vec()));
        }
        Ok(())
    });
    out
}

/// The line program; yields the file numbers.
fn lines(image: &Image, dwarf: &mut DwarfUnit, encoding: Encoding) -> Vec<FileId> {
    let first = image.debug.files.first().map_or("?", |f| &f.name);
    let text = |s: &str| LineString::String(s.as_bytes().to_vec());
    let mut program = LineProgram::new(encoding, LineEncoding::default(), text("."), None, text(first), None);
    let directory = program.default_directory();
    let files: Vec<FileId> =
        image.debug.files.iter().map(|f| program.add_file(text(&f.name), directory, None)).collect();
    for function in &image.debug.functions {
        let rows = &image.debug.lines;
        let from = rows.partition_point(|r| r.va < function.low);
        let to = rows.partition_point(|r| r.va < function.high);
        sequence(&mut program, function, &rows[from..to], &files);
    }
    dwarf.unit.line_program = program;
    files
}

fn sequence(program: &mut LineProgram, function: &FunctionInfo, rows: &[LineRow], files: &[FileId]) {
    program.begin_sequence(Some(Address::Constant(u64::from(function.low.0))));
    for row in rows {
        let Some(file) = files.get(usize::from(row.file)) else { continue };
        let out = program.row();
        out.address_offset = u64::from(row.va.0 - function.low.0);
        out.file = *file;
        out.line = u64::from(row.line);
        out.is_statement = row.is_statement;
        program.generate_row();
    }
    program.end_sequence(u64::from(function.high.0 - function.low.0));
}

/// The tree of debugging entries.
struct Entries<'a> {
    image: &'a Image,
    dwarf: &'a mut DwarfUnit,
    files: Vec<FileId>,
    types: Vec<UnitEntryId>,
}

impl Entries<'_> {
    fn set(&mut self, entry: UnitEntryId, name: gimli::DwAt, value: AttributeValue) {
        self.dwarf.unit.get_mut(entry).set(name, value);
    }

    fn name(&mut self, entry: UnitEntryId, name: &str) {
        self.set(entry, dw::DW_AT_name, AttributeValue::String(name.as_bytes().to_vec()));
    }

    fn write(mut self) {
        let image = self.image;
        let root = self.dwarf.unit.root();
        self.set(root, dw::DW_AT_producer, AttributeValue::String(b"Process Lab".to_vec()));
        self.set(root, dw::DW_AT_language, AttributeValue::Language(dw::DW_LANG_C11));
        self.name(root, image.debug.files.first().map_or("?", |f| &f.name));
        let low = image.debug.functions.iter().map(|f| f.low.0).min().unwrap_or(0);
        let high = image.debug.functions.iter().map(|f| f.high.0).max().unwrap_or(0);
        self.range(root, low, high);
        self.types(root);
        for function in &image.debug.functions {
            self.function(root, function);
        }
        for variable in &image.debug.globals {
            self.variable(root, variable);
        }
    }

    fn range(&mut self, entry: UnitEntryId, low: u32, high: u32) {
        self.set(entry, dw::DW_AT_low_pc, AttributeValue::Address(Address::Constant(u64::from(low))));
        self.set(entry, dw::DW_AT_high_pc, AttributeValue::Udata(u64::from(high - low)));
    }

    /// Types refer to each other, so all entries come first and their attributes second.
    fn types(&mut self, root: UnitEntryId) {
        let image = self.image;
        for info in &image.debug.types {
            let tag = match info.shape {
                TypeShape::Opaque => dw::DW_TAG_unspecified_type,
                TypeShape::Integer { .. } | TypeShape::Float => dw::DW_TAG_base_type,
                TypeShape::Pointer { .. } => dw::DW_TAG_pointer_type,
                TypeShape::Array { .. } => dw::DW_TAG_array_type,
                TypeShape::Record { .. } => dw::DW_TAG_structure_type,
            };
            self.types.push(self.dwarf.unit.add(root, tag));
        }
        for (index, info) in image.debug.types.iter().enumerate() {
            let entry = self.types[index];
            let size = AttributeValue::Udata(u64::from(info.bytes));
            match &info.shape {
                TypeShape::Opaque => self.name(entry, &info.name),
                TypeShape::Integer { is_signed, is_char } => {
                    let encoding = match (is_char, is_signed) {
                        (true, true) => dw::DW_ATE_signed_char,
                        (true, false) => dw::DW_ATE_unsigned_char,
                        (false, true) => dw::DW_ATE_signed,
                        (false, false) => dw::DW_ATE_unsigned,
                    };
                    self.base(entry, &info.name, size, encoding);
                }
                TypeShape::Float => self.base(entry, &info.name, size, dw::DW_ATE_float),
                TypeShape::Pointer { to } => {
                    self.set(entry, dw::DW_AT_byte_size, size);
                    self.type_of(entry, *to);
                }
                TypeShape::Array { of, count } => {
                    self.type_of(entry, *of);
                    let range = self.dwarf.unit.add(entry, dw::DW_TAG_subrange_type);
                    self.set(range, dw::DW_AT_count, AttributeValue::Udata(u64::from(*count)));
                }
                TypeShape::Record { fields } => {
                    self.name(entry, info.name.split_once(' ').map_or(&*info.name, |(_, tag)| tag));
                    self.set(entry, dw::DW_AT_byte_size, size);
                    for (name, ty, offset) in fields {
                        let member = self.dwarf.unit.add(entry, dw::DW_TAG_member);
                        self.name(member, name);
                        self.type_of(member, *ty);
                        let at = AttributeValue::Udata(u64::from(*offset));
                        self.set(member, dw::DW_AT_data_member_location, at);
                    }
                }
            }
        }
    }

    fn base(&mut self, entry: UnitEntryId, name: &str, size: AttributeValue, encoding: gimli::DwAte) {
        self.name(entry, name);
        self.set(entry, dw::DW_AT_byte_size, size);
        self.set(entry, dw::DW_AT_encoding, AttributeValue::Encoding(encoding));
    }

    fn type_of(&mut self, entry: UnitEntryId, index: u32) {
        if let Some(ty) = self.types.get(index as usize).copied() {
            self.set(entry, dw::DW_AT_type, AttributeValue::UnitRef(ty));
        }
    }

    fn function(&mut self, root: UnitEntryId, function: &FunctionInfo) {
        let entry = self.dwarf.unit.add(root, dw::DW_TAG_subprogram);
        self.name(entry, &function.name);
        self.range(entry, function.low.0, function.high.0);
        let mut frame = Expression::new();
        frame.op_breg(FRAME, 0);
        self.set(entry, dw::DW_AT_frame_base, AttributeValue::Exprloc(frame));
        if let Some(file) = self.files.get(usize::from(function.file)).copied() {
            self.set(entry, dw::DW_AT_decl_file, AttributeValue::FileIndex(Some(file)));
            self.set(entry, dw::DW_AT_decl_line, AttributeValue::Udata(u64::from(function.line)));
        }
        for variable in &function.variables {
            let is_whole = variable.low <= function.low && variable.high >= function.high || variable.is_parameter;
            let parent = if is_whole {
                entry
            } else {
                let block = self.dwarf.unit.add(entry, dw::DW_TAG_lexical_block);
                self.range(block, variable.low.0, variable.high.0.max(variable.low.0));
                block
            };
            self.variable(parent, variable);
        }
    }

    fn variable(&mut self, parent: UnitEntryId, variable: &Variable) {
        let tag = if variable.is_parameter { dw::DW_TAG_formal_parameter } else { dw::DW_TAG_variable };
        let entry = self.dwarf.unit.add(parent, tag);
        self.name(entry, &variable.name);
        self.type_of(entry, variable.type_index);
        let mut place = Expression::new();
        match variable.place {
            Place::Static(va) => place.op_addr(Address::Constant(u64::from(va.0))),
            Place::Frame(offset) => place.op_fbreg(i64::from(offset)),
            Place::Register(n) => place.op_reg(Register(u16::from(n))),
            Place::FloatRegister(n) => place.op_reg(Register(u16::from(n) + 32)),
        }
        self.set(entry, dw::DW_AT_location, AttributeValue::Exprloc(place));
    }
}
