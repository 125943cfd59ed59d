//! How many simulated instructions per second: Sv32 on, a checkpoint every million instructions, no observer.
//! Criterion's elements per second are instructions per second.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use process_lab::base::Cycles;
use process_lab::machine::Stop;

mod programs;

const MILLION: u64 = 1_000_000;

fn cpu(c: &mut Criterion) {
    let mut group = c.benchmark_group("cpu");
    group.throughput(Throughput::Elements(MILLION));
    for (name, lines) in [("fib", programs::FIB), ("sieve", programs::SIEVE), ("hash", programs::HASH)] {
        let mut machine = programs::machine(lines);
        group.bench_function(name, |b| {
            b.iter(|| {
                let until = Cycles(machine.cpu.now.0 + MILLION);
                assert_eq!(machine.run(until), Stop::Until);
                machine.checkpoint()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, cpu);
criterion_main!(benches);
