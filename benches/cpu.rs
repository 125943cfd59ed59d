//! How many simulated instructions per second: Sv32 on, a checkpoint every million instructions, no observer.
//! Criterion's elements per second are instructions per second.

#![expect(missing_docs, reason = "criterion's macro makes a public function")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use process_lab::base::Cycles;
use process_lab::machine::Stop;

mod programs;

const MILLION: u64 = 1_000_000;

const PROGRAMS: [(&str, &[&str]); 5] = [
    ("fib", programs::FIB),
    ("sieve", programs::SIEVE),
    ("hash", programs::HASH),
    ("float", programs::FLOAT),
    ("traps", programs::TRAPS),
];

fn cpu(c: &mut Criterion) {
    let mut group = c.benchmark_group("cpu");
    group.throughput(Throughput::Elements(MILLION));
    for (name, lines) in PROGRAMS {
        let mut machine = programs::machine(lines);
        group.bench_function(name, |b| {
            b.iter(|| {
                let until = Cycles(machine.cpu.now.0 + MILLION);
                while let Stop::Trap(trap) = machine.run(until) {
                    machine.cpu.return_to_user(trap.epc.plus(4));
                }
                machine.checkpoint()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, cpu);
criterion_main!(benches);
