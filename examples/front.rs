use process_lab::cc::front::{Options, SourceText, front};
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let dump = a.iter().any(|x| x == "-d");
    let mut bad = 0;
    for f in a.iter().filter(|x| *x != "-d") {
        let bytes = std::fs::read(f).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let dir = std::path::Path::new(f).parent().unwrap().to_path_buf();
        let find = |n: &str| std::fs::read_to_string(dir.join(n)).ok();
        let t = std::time::Instant::now();
        let (unit, d) = front(&SourceText { name: f, text: &text }, &find, &Options::default());
        let e = t.elapsed();
        for d in &d {
            print!("{}", d.render(if d.span.file == *f { &text } else { "" }));
        }
        if dump {
            println!("{unit:#?}");
        }
        if a.len() == 1 {
            println!("{e:?}");
        }
        if unit.is_none() {
            bad += 1;
            println!("FAILED {f}");
        }
    }
    println!("bad: {bad}");
}
