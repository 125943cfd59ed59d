//! The back end alone, on trees built by hand; run under `qemu-riscv32` when it is installed.

use super::link::Linker;
use super::tree::*;

fn int(value: i64) -> Expr {
    Expr { kind: ExprKind::Int(value), ty: Ty::I32, pos: Pos::default() }
}

fn e(kind: ExprKind) -> Expr {
    Expr { kind, ty: Ty::I32, pos: Pos { file: 0, line: 1, column: 1 } }
}

fn stmt(kind: StmtKind) -> Stmt {
    Stmt { pos: Pos { file: 0, line: 1, column: 1 }, kind }
}

fn local(id: u32) -> Expr {
    e(ExprKind::Read(Place::Local(LocalId(id))))
}

fn set(id: u32, value: Expr) -> Stmt {
    stmt(StmtKind::Expr(e(ExprKind::Write(Place::Local(LocalId(id)), Box::new(value)))))
}

fn binary(op: Binary, a: Expr, b: Expr) -> Expr {
    e(ExprKind::Binary(op, Box::new(a), Box::new(b)))
}

fn function(symbol: u32, locals: usize, body: Vec<Stmt>) -> Function {
    let local = Local { name: "x".into(), ty: Ty::I32, align: 4, debug_type: 0, in_memory: false, pos: Pos::default() };
    Function {
        symbol: SymbolId(symbol),
        pos: Pos::default(),
        end: Pos::default(),
        returns: Ty::I32,
        parameters: 0,
        is_variadic: false,
        locals: vec![local; locals],
        labels: 0,
        body,
    }
}

/// A program whose `main` has this body; its start-up code exits with what `main` returns.
fn program(locals: usize, body: Vec<Stmt>) -> Unit {
    let symbol = |name: &str| Symbol {
        name: name.into(),
        is_global: true,
        is_thread_local: false,
        is_function: true,
        is_defined: true,
    };
    let call = e(ExprKind::Call { callee: Callee::Direct(SymbolId(0)), arguments: vec![], fixed: None });
    let exit = e(ExprKind::Builtin(Builtin::Syscall, vec![int(93), call]));
    Unit {
        symbols: vec![symbol("main"), symbol("__libc_start")],
        functions: vec![function(0, locals, body), function(1, 0, vec![stmt(StmtKind::Expr(exit))])],
        ..Unit::default()
    }
}

#[track_caller]
fn check(locals: usize, body: Vec<Stmt>, status: i32) {
    for optimize in [false, true] {
        let mut library = |_: &str| None;
        let mut linker = Linker::new(&mut library, optimize, false);
        linker.add(program(locals, body.clone()), false);
        let image = linker.link().expect("the program links");
        let file = std::env::temp_dir().join(format!("process-lab-back-{}-{optimize}-{status}", std::process::id()));
        std::fs::write(&file, super::write_elf(&image)).expect("a temporary file");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let _ = std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755));
        }
        let Ok(ran) = std::process::Command::new("qemu-riscv32").arg(&file).status() else { return };
        let _ = std::fs::remove_file(&file);
        assert_eq!(ran.code(), Some(status), "optimize: {optimize}");
    }
}

#[test]
fn main_returns_its_value() {
    check(0, vec![stmt(StmtKind::Return(Some(int(42))))], 42);
}

#[test]
fn a_loop_adds_up() {
    let test = binary(Binary::Le, local(0), int(10));
    let step = e(ExprKind::Update {
        place: Place::Local(LocalId(0)),
        op: Binary::Add,
        value: Box::new(int(1)),
        compute: Ty::I32,
        yields_old: true,
    });
    let body = set(1, binary(Binary::Add, local(1), local(0)));
    let looped = stmt(StmtKind::Loop { test: Some(test), step: Some(step), body: Box::new(body) });
    check(2, vec![set(0, int(1)), set(1, int(0)), looped, stmt(StmtKind::Return(Some(local(1))))], 55);
}
