//! From files to executables: reads sources, compiles, renders diagnostics; `lab cc`.

use process_lab::base::{Diagnostic, Image, Severity};
use process_lab::cc;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

/// An executable ready for the simulated disk.
pub struct Program {
    /// ELF bytes.
    pub elf: Rc<[u8]>,
    /// What the program is called: the file's stem.
    pub name: String,
}

/// Reads an ELF file, or compiles a C file (anything that is not ELF); warnings go to standard error.
pub fn load(file: &str) -> Result<Program, String> {
    let bytes = std::fs::read(file).map_err(|e| format!("lab: {file}: {e}\n"))?;
    let name = Path::new(file).file_stem().map_or_else(|| "a.out".into(), |s| s.to_string_lossy().into_owned());
    let elf = if bytes.starts_with(b"\x7fELF") {
        bytes
    } else {
        let options = cc::Options { optimize: true, ..cc::Options::default() };
        cc::write_elf(&compile(&[file.to_owned()], &options)?)
    };
    Ok(Program { elf: elf.into(), name })
}

/// Compiles C files together; `#include "…"` looks beside the first one.
fn compile(files: &[String], options: &cc::Options) -> Result<Image, String> {
    let mut texts = Vec::new();
    for file in files {
        let bytes = std::fs::read(file).map_err(|e| format!("lab: {file}: {e}\n"))?;
        let name = Path::new(file).file_name().map_or_else(|| file.clone(), |n| n.to_string_lossy().into_owned());
        texts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
    let sources: Vec<_> = texts.iter().map(|(name, text)| cc::SourceText { name, text }).collect();
    let folder = files.first().and_then(|f| Path::new(f).parent()).unwrap_or_else(|| Path::new(""));
    let header = |name: &str| std::fs::read(folder.join(name)).ok().map(|b| String::from_utf8_lossy(&b).into_owned());
    let output = cc::compile(&sources, &header, options);
    let rendered: String = output.diagnostics.iter().map(|d| render(d, &texts, &header)).collect();
    match output.image {
        Some(image) => {
            eprint!("{rendered}");
            Ok(image)
        }
        None => Err(rendered),
    }
}

fn render(diagnostic: &Diagnostic, texts: &[(String, String)], header: &dyn Fn(&str) -> Option<String>) -> String {
    match texts.iter().find(|(name, _)| *name == diagnostic.span.file) {
        Some((_, text)) => diagnostic.render(text),
        None => diagnostic.render(&header(&diagnostic.span.file).unwrap_or_default()),
    }
}

/// `lab cc FILE.c… -o FILE [-g]`.
pub fn cc(arguments: &[String]) -> Result<ExitCode, String> {
    let (mut files, mut out, mut options) =
        (Vec::new(), None, cc::Options { optimize: true, ..cc::Options::default() });
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "-o" => out = rest.next().cloned(),
            "-g" => options.optimize = false,
            _ => files.push(argument.clone()),
        }
    }
    let (Some(out), false) = (out, files.is_empty()) else { return Err(crate::USAGE.to_owned()) };
    let elf = cc::write_elf(&compile(&files, &options)?);
    write_executable(&out, &elf).map_err(|e| format!("lab: {out}: {e}\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn write_executable(path: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(path, bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

/// Whether any of them is an error.
pub fn has_error(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error)
}
