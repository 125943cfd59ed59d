//! Any text at all goes through the front end without a panic, a hang or unbounded memory.
//!
//! Three kinds of texts: bytes of real programs changed at random, tokens in random order, and shapes that grow without
//! bound. Every case is drawn from a seed and printed with it when it fails.

use process_lab::base::Rng;
use process_lab::cc;
use process_lab::cc::front::{Options, SourceText, front};

/// Programs to start from: every construct the front end knows occurs somewhere.
const SEEDS: &[&str] = &[
    include_str!("diagnostics/seed_features.c"),
    "#include <stdio.h>\n#define F(x, ...) x(__VA_ARGS__) #x x##1\nint main(void){ F(printf, \"%d\\n\", 3); return 0; }\n",
    "struct s { int a : 3; struct { int b, c; }; union { float f; char d[4]; } u; } x = { 1, { 2, 3 }, .u.d = \"abc\" };\n",
    "int f(n) int n; { int a[n]; switch (n) { case 1 ... 3: break; default: goto out; } out: return sizeof a; }\n",
    "#if defined(A) && !(1 ? 2 : 3) || 4 / 2 > 1\n#elif 1\nint (*(*p)[3])(int, char *(*)(void));\n#else\n#endif\n",
];

const WORDS: &[&str] = &[
    "int",
    "char",
    "unsigned",
    "long",
    "double",
    "void",
    "struct",
    "union",
    "enum",
    "typedef",
    "static",
    "extern",
    "const",
    "if",
    "else",
    "while",
    "do",
    "for",
    "switch",
    "case",
    "default",
    "break",
    "continue",
    "return",
    "goto",
    "sizeof",
    "_Generic",
    "_Static_assert",
    "_Alignas",
    "_Atomic",
    "_Thread_local",
    "__attribute__",
    "asm",
    "typeof",
    "__builtin_va_arg",
    "__builtin_offsetof",
    "a",
    "b",
    "f",
    "x",
    "main",
    "T",
    "0",
    "1",
    "2",
    "0x7fffffff",
    "1.5",
    "'c'",
    "\"s\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ",",
    ".",
    "->",
    "+",
    "-",
    "*",
    "/",
    "%",
    "&",
    "|",
    "^",
    "~",
    "!",
    "<",
    ">",
    "=",
    "==",
    "!=",
    "<<",
    ">>",
    "&&",
    "||",
    "?",
    ":",
    "++",
    "--",
    "+=",
    "...",
    "\n#define ",
    "\n#if ",
    "\n#endif\n",
    "\n#else\n",
    "\n#include ",
    "##",
    "#",
    "\n",
    "\\\n",
    "/*",
    "*/",
    "//",
    "\"",
    "'",
    "__VA_ARGS__",
    "__FILE__",
    "T x;",
    "int a;",
    "struct s { int a; };",
    "int f(int a) {",
    "}",
    "u8\"x\"",
    "99999999999999999999",
    "-1",
    "int main(void) {",
];

fn try_text(text: &str, what: &str) {
    let source = SourceText { name: "fuzz.c", text };
    let result = std::panic::catch_unwind(|| front(&source, &|_| None, &Options::default()));
    let Ok((unit, diagnostics)) = result else { panic!("{what}: panics on:\n{text}") };
    if unit.is_some() {
        let options = cc::Options { optimize: text.len().is_multiple_of(2), defines: Vec::new() };
        let result = std::panic::catch_unwind(|| cc::compile(&[source], &|_| None, &options));
        assert!(result.is_ok(), "{what}: the back end panics on:\n{text}");
    }
    let has_error = diagnostics.iter().any(|d| d.severity == process_lab::base::diagnostic::Severity::Error);
    assert_eq!(unit.is_none(), has_error, "{what}: a unit exactly without errors:\n{text}");
}

fn below(rng: &mut Rng, n: usize) -> usize {
    rng.below(n as u64) as usize
}

fn mutate(seed: &str, rng: &mut Rng) -> String {
    let mut bytes = seed.as_bytes().to_vec();
    for _ in 0..=below(rng, 8) {
        if bytes.is_empty() {
            break;
        }
        let at = below(rng, bytes.len());
        let end = (at + below(rng, 20)).min(bytes.len());
        match below(rng, 6) {
            0 => bytes[at] = rng.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = below(rng, bytes.len());
                bytes.splice(to..to, piece);
            }
            3 => bytes.truncate(at),
            _ => {
                let word = WORDS[below(rng, WORDS.len())].as_bytes().to_vec();
                bytes.splice(at..at, word);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn soup(rng: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..below(rng, 120) {
        text.push_str(WORDS[below(rng, WORDS.len())]);
        text.push(' ');
    }
    text
}

/// More rounds with `FUZZ_ROUNDS=…` in the environment.
fn rounds() -> u64 {
    option_env!("FUZZ_ROUNDS").and_then(|r| r.parse().ok()).unwrap_or(400)
}

#[test]
fn changed_programs_never_panic() {
    for seed in 0..rounds() {
        let mut rng = Rng::new(seed);
        let text = mutate(SEEDS[below(&mut rng, SEEDS.len())], &mut rng);
        try_text(&text, &format!("mutation {seed}"));
    }
}

#[test]
fn token_soup_never_panics() {
    for seed in 0..rounds() {
        let mut rng = Rng::new(seed ^ 0x5eed);
        try_text(&soup(&mut rng), &format!("soup {seed}"));
    }
}

#[test]
fn endless_shapes_are_bounded() {
    let many = 20_000;
    let shapes = [
        ("parentheses", format!("int x = {}1{};", "(".repeat(many), ")".repeat(many))),
        ("braces", format!("int main(void) {{ {} {} }}", "{".repeat(many), "}".repeat(many))),
        ("initialisers", format!("int x[] = {}1{};", "{".repeat(many), "}".repeat(many))),
        ("sums", format!("int f(int a) {{ return a{}; }}", "+a".repeat(many))),
        ("negations", format!("int f(int a) {{ return {}a; }}", "- ".repeat(many))),
        ("pointers", format!("int {}x;", "*".repeat(many))),
        ("arrays", format!("int x{};", "[1]".repeat(many))),
        ("functions", format!("int x{};", "(*)(".repeat(many))),
        ("else if", format!("int f(int a) {{ {} ; }}", "if (a) ; else ".repeat(many))),
        ("commas", format!("int f(int a) {{ a{}; }}", ",a".repeat(many))),
        ("conditionals", format!("int f(int a) {{ return {} 1; }}", "a ? 1 : ".repeat(many))),
        ("assignments", format!("int f(int a) {{ {} 1; }}", "a = ".repeat(many))),
        ("members", format!("int f(void) {{ x{}; }}", ".a".repeat(many))),
        ("calls", format!("int f(void) {{ f{}; }}", "()".repeat(many))),
        ("casts", format!("int f(int a) {{ return {}a; }}", "(int)".repeat(many))),
        ("sizeof types", format!("int f(int a) {{ return {}1{}; }}", "sizeof(int[".repeat(many), "])".repeat(many))),
        ("open structs", "struct {".repeat(many)),
        ("open ifs", "#if 1\n".repeat(many)),
        ("if parentheses", format!("#if {}1{}\n#endif\n", "(".repeat(many), ")".repeat(many))),
        ("if operators", format!("#if {}1\n#endif\n", "!".repeat(many))),
        ("if questions", format!("#if {}1\n#endif\n", "1 ? ".repeat(many))),
        ("doubling", doubling()),
        ("self include", "#include \"fuzz.c\"\n".to_string()),
        ("nested calls", format!("#define F(x) x\nint y = {}1{};", "F(".repeat(many), ")".repeat(many))),
        ("typedef chain", chain("typedef T{p} *T{n};\n", "typedef int T0;\n")),
        ("struct chain", chain("struct T{n} {{ struct T{p} a, b; }};\n", "struct T0 { int a; };\n")),
        ("huge array", "char a[0x7fffffff]; char b[3][0x7fffffff]; int c[1 << 30] = {1};".to_string()),
        ("huge range", "int a[] = { [0 ... 0x7ffffff0] = 1 };".to_string()),
        ("empty elements", "struct e {} a[0x7fffffff] = { 1, 2 };".to_string()),
        ("huge case", "int f(int a) { switch (a) { case -2147483647 - 1 ... 2147483647: ; } }".to_string()),
        ("huge index", "int a[] = { [0x7fffffff] = 1 }; char b[] = { [0x7ffffff0] = 1 };".to_string()),
        ("many errors", "@ $ ` int int ; x y z ( ; ".repeat(many / 4)),
        ("many names", (0..many).map(|i| format!("int v{i};\n")).collect()),
        ("one line", "int a;".repeat(many)),
        ("strings", format!("char *s = {};", "\"abc\" ".repeat(many))),
    ];
    for (what, text) in &shapes {
        try_text(text, what);
    }
}

fn doubling() -> String {
    let mut text = String::from("#define M0 1 1\n");
    for i in 1..64 {
        text.push_str(&format!("#define M{i} M{} M{}\n", i - 1, i - 1));
    }
    text + "int a = M63;\n"
}

fn chain(step: &str, first: &str) -> String {
    let mut text = first.to_string();
    for i in 1..3000 {
        text.push_str(
            &step
                .replace("{n}", &i.to_string())
                .replace("{p}", &(i - 1).to_string())
                .replace("{{", "{")
                .replace("}}", "}"),
        );
    }
    text
}

/// What nests just below the limit must fit in the stack a browser gives: 1 MiB, through the whole compiler.
#[test]
fn deep_programs_fit_in_a_small_stack() {
    let texts = deep_texts(95).into_iter().chain(deep_texts(195));
    let run = move || {
        for text in texts {
            try_text(&text, "deep");
            let source = SourceText { name: "deep.c", text: &text };
            let options = cc::Options { optimize: true, defines: Vec::new() };
            drop(cc::compile(&[source], &|_| None, &options));
        }
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run).expect("a thread");
    assert!(thread.join().is_ok());
}

fn deep_texts(n: usize) -> Vec<String> {
    let main = "int main(void) { return 0; }";
    vec![
        format!("int f(int a) {{ return {}a{}; }} {main}", "(a + ".repeat(n / 2), ")".repeat(n / 2)),
        format!("int f(int a) {{ return a{}; }} {main}", "+a".repeat(n)),
        format!("int f(int a) {{ return {}a; }} {main}", "- ".repeat(n)),
        format!("int f(int a) {{ {} a = 1; {} return a; }} {main}", "{ ".repeat(n - 5), "}".repeat(n - 5)),
        format!("int f(int a) {{ {} a = 1; return a; }} {main}", "if (a) a++; else ".repeat(n / 2)),
        format!("int f(int a) {{ {} a--; return a; }} {main}", "while (a) ".repeat(n / 2)),
        format!("int f(int a) {{ return {} 1; }} {main}", "a ? 1 : ".repeat(n / 2)),
        format!("int f(int a) {{ return {}a{}; }} {main}", "f(".repeat(n / 3), ")".repeat(n / 3)),
        format!("int f(int a) {{ {} a = 1; return a; }} {main}", "a = ".repeat(n - 5)),
        format!("int f(int a) {{ return {}a; }} {main}", "a && ".repeat(n - 5)),
        format!("int x{} = {}1{}; {main}", "[1]".repeat(n - 10), "{".repeat(n - 10), "}".repeat(n - 10)),
        format!("int {}p; int f(void) {{ return {}p; }} {main}", "*".repeat(n), "*".repeat(n)),
    ]
}
