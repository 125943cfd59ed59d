//! The textbook harness from outside: the exercises of the issues, what malformed exercises are told, and random
//! exercises against slow references that share no code with the policies.

use process_lab::base::Rng;
use process_lab::textbook::run;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[track_caller]
fn check(exercise: Value, expect: Value) {
    let result = run(&exercise.to_string()).unwrap_or_else(|error| panic!("{error}\nin {exercise}"));
    let result: Value = serde_json::from_str(&result).expect("the result is JSON");
    assert_eq!(result, expect, "\nfor {exercise}");
}

#[track_caller]
fn refused(text: &str, expect: &str) {
    assert_eq!(run(text).expect_err("it is malformed").to_string(), expect);
}

#[test]
fn base_bound_and_segments() {
    check(
        json!({"exercise":"base-bound","base":12418,"limit":472,"addresses":[430,523,471,472,-1]}),
        json!({"pa":[12848,null,12889,null,null]}),
    );
    check(
        json!({"exercise":"segments","address_bits":7,"select_bits":1,
            "segments":[{"base":0,"limit":20},{"base":512,"limit":20,"grows":"down"}],"addresses":[0,20,107,108,127,128]}),
        json!({"pa":[0,null,null,492,511,null]}),
    );
    check(
        json!({"exercise":"segments","address_bits":4,"select_bits":2,
            "segments":[{"base":100,"limit":4,"grows":"up"},{"base":200,"limit":0},{"base":300,"limit":4,"grows":"down"}],
            "addresses":[3,4,8,11,12]}),
        json!({"pa":[103,null,296,299,null]}),
    );
}

#[test]
fn paging() {
    check(
        json!({"exercise":"paging","page_bytes":1024,"table":[{"valid":true,"frame":24},{"valid":false},{"valid":true,"frame":0}],
            "addresses":[0,1023,1024,2049,3072,1_u64 << 40]}),
        json!({"pa":[24576,25599,null,1,null,null]}),
    );
    check(json!({"exercise":"paging","page_bytes":1,"table":[],"addresses":[0]}), json!({"pa":[null]}));
    // Directory in frame 1: entry 0 names frame 2; entry 0 there names frame 3, whose byte 5 is 0x2a.
    let mut memory = [0x7f_u8; 128];
    (memory[32], memory[64], memory[101]) = (0x80 | 2, 0x80 | 3, 0x2a);
    let hex: String = memory.iter().map(|byte| format!("{byte:02x}")).collect();
    check(
        json!({"exercise":"paging2","page_bytes":32,"pde_bytes":1,"root_frame":1,"memory_hex":hex,"addresses":[5,32,1024,32768]}),
        json!({"pa":[101,null,null,null],"value":[42,null,null,null],"fault_level":[null,"pte","pde","address"]}),
    );
}

#[test]
fn free_list() {
    let exercise = |extra: Value| {
        let mut all = json!({"exercise":"free-list","policy":"best","order":"address","coalesce":false,"base":1000,"size":100,
            "header":4,"align":4,"ops":["+11","-0"]});
        all.as_object_mut().expect("object").extend(extra.as_object().expect("object").clone());
        all
    };
    let first = json!({"ret":1000,"searched":1,"free":[[1016,84]]});
    check(exercise(json!({})), json!({"steps":[first,{"ret":0,"searched":0,"free":[[1000,16],[1016,84]]}]}));
    check(exercise(json!({"coalesce":true})), json!({"steps":[first,{"ret":0,"searched":0,"free":[[1000,100]]}]}));
    check(
        exercise(json!({"coalesce":true,"order":"back"})),
        json!({"steps":[first,{"ret":0,"searched":0,"free":[[1016,84],[1000,16]]}]}),
    );
    check(
        exercise(json!({"ops":["+97","-0","-7"],"align":-1,"policy":"worst"})),
        json!({"steps":[{"ret":-1,"searched":1,"free":[[1000,100]]},{"ret":-1,"searched":0,"free":[[1000,100]]},
            {"ret":-1,"searched":0,"free":[[1000,100]]}]}),
    );
}

#[test]
fn replacement() {
    let belady = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
    for (policy, frames, misses) in
        [("fifo", 3, 9), ("FIFO", 4, 10), ("lru", 3, 10), ("lru", 4, 8), ("opt", 3, 7), ("opt", 4, 6)]
    {
        let text = json!({"exercise":"replacement","policy":policy,"frames":frames,"refs":belady}).to_string();
        let result: Value = serde_json::from_str(&run(&text).expect("sound")).expect("JSON");
        assert_eq!(result["misses"], misses, "{policy} with {frames} frames");
    }
    check(
        json!({"exercise":"replacement","policy":"enhanced-clock","frames":2,"refs":[{"page":1,"write":true},2,3]}),
        json!({"hit":[false,false,false],"victim":[null,null,2],"hits":0,"misses":3}),
    );
}

#[test]
fn schedules() {
    let times = |response, turnaround, wait| json!({"response":response,"turnaround":turnaround,"wait":wait});
    check(
        json!({"exercise":"schedule","policy":"rr","quantum":10,"switch_cost":0,
            "jobs":[{"arrival":0,"run":20},{"arrival":10,"run":5}]}),
        json!({"slices":[[0,0,10],[10,1,5],[15,0,10]],"jobs":[times(0,25,5),times(0,5,0)]}),
    );
    check(
        json!({"exercise":"schedule","policy":"rr","quantum":2,"switch_cost":1,"jobs":[{"run":3},{"run":2},{"arrival":20,"run":3}]}),
        json!({"slices":[[0,0,2],[3,1,2],[6,0,1],[21,2,2],[23,2,1]],"jobs":[times(0,7,4),times(3,5,3),times(1,4,1)]}),
    );
    check(
        json!({"exercise":"schedule","policy":"stcf","jobs":[{"arrival":0,"run":100},{"arrival":10,"run":10},{"arrival":10,"run":10}]}),
        json!({"slices":[[0,0,10],[10,1,10],[20,2,10],[30,0,90]],"jobs":[times(0,120,20),times(0,10,0),times(10,20,10)]}),
    );
    check(
        json!({"exercise":"schedule","policy":"priority","priority_order":"high","jobs":[{"run":1,"priority":1},{"run":1,"priority":2}]}),
        json!({"slices":[[0,1,1],[1,0,1]],"jobs":[times(1,2,1),times(0,1,0)]}),
    );
    for policy in ["mlfq", "lottery", "stride", "cfs", "eevdf", "edf", "rm", "priority-rr"] {
        let jobs = json!([{"run":9,"deadline":30,"period":30},{"arrival":2,"run":5,"deadline":9,"period":9}]);
        let text = json!({"exercise":"schedule","policy":policy,"quantum":2,"jobs":jobs}).to_string();
        let result: Value = serde_json::from_str(&run(&text).expect("sound")).expect("JSON");
        let busy: u64 =
            result["slices"].as_array().expect("slices").iter().map(|slice| slice[2].as_u64().expect("length")).sum();
        assert_eq!(busy, 14, "{policy}");
    }
}

#[test]
fn lottery_and_states() {
    check(
        json!({"exercise":"lottery","quantum":1,"jobs":[{"run":1,"tickets":75},{"run":2,"tickets":25}],"draws":[844_422,0,99,7]}),
        json!({"winners":[0,1,1],"finish":[1,3]}),
    );
    check(
        json!({"exercise":"lottery","quantum":3,"jobs":[{"run":4,"tickets":1},{"run":1,"tickets":0}],"draws":[5,5,5]}),
        json!({"winners":[0,0],"finish":[6,null]}),
    );
    check(
        json!({"exercise":"states","programs":["c1,i","c3"],"io":2,"switch":"on_io","after_io":"immediate"}),
        json!({"ticks":[["RUN:cpu","READY"],["RUN:io","READY"],["BLOCKED","RUN:cpu"],["BLOCKED","RUN:cpu"],
            ["RUN:io_done","READY"],["DONE","RUN:cpu"]]}),
    );
    check(
        json!({"exercise":"states","programs":["i","c1"],"io":1,"switch":"on_end","after_io":"later"}),
        json!({"ticks":[["RUN:io","READY"],["BLOCKED","READY"],["RUN:io_done","READY"],["DONE","RUN:cpu"]]}),
    );
}

#[test]
fn lists_of_exercises_and_explanations() {
    check(
        json!([{"exercise":"base-bound","base":1,"limit":1,"addresses":[0]},{"exercise":"base-bound","base":2,"limit":0,"addresses":[0]}]),
        json!([{"pa":[1]},{"pa":[null]}]),
    );
    check(json!([]), json!([]));
    let text = json!({"exercise":"replacement","policy":"OPT","frames":1,"refs":[],"explain":true}).to_string();
    let result: Value = serde_json::from_str(&run(&text).expect("sound")).expect("JSON");
    let rules = result["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), 2);
    assert!(rules.iter().all(|rule| rule["rule"].is_string() && rule["source"].is_string()));
}

#[test]
fn malformed_exercises_are_told_where_and_what() {
    refused("[", "$: not JSON: EOF while parsing a list at line 1 column 1");
    refused("7", "$: expected an object, found 7");
    refused("{}", "$: the key \"exercise\" is missing");
    refused(r#"[{"exercise":"base-bound","base":1}]"#, "$[0]: the key \"limit\" is missing");
    refused(
        r#"{"exercise":"base-bound","base":1.5,"limit":1,"addresses":[]}"#,
        "$.base: expected a whole number from 0 to 18446744073709551615, found 1.5",
    );
    refused(
        r#"{"exercise":"base-bound","base":1,"limit":1,"addresses":["x"]}"#,
        "$.addresses[0]: expected an address: a whole number below 2^64, found \"x\"",
    );
    refused(
        r#"{"exercise":"replacement","policy":"best","frames":1,"refs":[]}"#,
        "$.policy: expected one of fifo, lru, mru, lfu, mfu, opt, unopt, random, rand, clock, second-chance, \
         enhanced-clock, nru, aging, working-set, wsclock, found \"best\"",
    );
    refused(
        r#"{"exercise":"replacement","policy":"fifo","frames":0,"refs":[]}"#,
        "$.frames: expected a whole number from 1 to 1024, found 0",
    );
    refused(
        r#"{"exercise":"paging2","page_bytes":32,"root_frame":0,"memory_hex":"8","addresses":[]}"#,
        "$.memory_hex: expected two hexadecimal digits for each byte, found \"8\"",
    );
    refused(
        r#"{"exercise":"paging2","page_bytes":32,"root_frame":1,"memory_hex":"80","addresses":[0]}"#,
        "$.memory_hex: expected at least 33 bytes for address 0, found 1",
    );
    refused(
        r#"{"exercise":"paging","page_bytes":48,"table":[],"addresses":[]}"#,
        "$.page_bytes: expected a power of two up to 1073741824, found 48",
    );
    refused(
        r#"{"exercise":"free-list","policy":"best","size":9,"ops":["*3"]}"#,
        "$.ops[0]: expected \"+BYTES\" or \"-N\" with a number up to 1099511627776, found \"*3\"",
    );
    refused(
        r#"{"exercise":"mlfq","quantum":[1,2],"queues":3,"jobs":[]}"#,
        "$.queues: expected a whole number from 2 to 2, found 3",
    );
    refused(
        r#"{"exercise":"states","programs":["c1,x"]}"#,
        "$.programs[0]: expected a program like \"c3,i,c1\", found \"c1,x\"",
    );
    refused(
        r#"{"exercise":"schedule","policy":"lottery","quantum":1,"jobs":[{"run":1,"tickets":0}]}"#,
        "$.jobs[0]: this job never gets the CPU: it holds no ticket",
    );
}

#[test]
fn endless_work_is_refused() {
    let long = 1_u64 << 40;
    for (text, word) in [
        (json!({"exercise":"schedule","policy":"rr","quantum":1,"jobs":[{"run":long}]}), "decisions"),
        (json!({"exercise":"schedule","policy":"priority-preemptive","aging":1,"jobs":[{"run":long}]}), "decisions"),
        (json!({"exercise":"mlfq","quantum":1,"jobs":[{"start":99_999,"run":2}]}), "ticks"),
        (json!({"exercise":"states","programs":["c9999","c9999"]}), "ticks"),
    ] {
        let error = run(&text.to_string()).expect_err("too much").to_string();
        assert!(error.contains(word), "{error}");
    }
    let fifo = json!({"exercise":"schedule","policy":"fifo","jobs":[{"run":long},{"run":long}]});
    assert!(run(&fifo.to_string()).is_ok(), "long jobs are not many steps");
}

/// Exercises with one byte changed or a piece cut out: a result or an error, never a panic.
#[test]
fn damaged_exercises_never_panic() {
    let sound = [
        r#"{"exercise":"segments","address_bits":7,"select_bits":1,"segments":[{"base":0,"limit":20},{"base":512,"limit":20,"grows":"down"}],"addresses":[0,20]}"#,
        r#"{"exercise":"paging","page_bytes":1024,"table":[{"valid":true,"frame":24}],"addresses":[5]}"#,
        r#"{"exercise":"paging2","page_bytes":32,"pde_bytes":1,"root_frame":0,"memory_hex":"01828384","addresses":[5]}"#,
        r#"{"exercise":"free-list","policy":"next","order":"size-","coalesce":true,"base":1000,"size":100,"header":4,"align":4,"ops":["+11","-0"]}"#,
        r#"{"exercise":"schedule","policy":"cfs","quantum":10,"switch_cost":1,"jobs":[{"arrival":0,"run":50,"nice":-5},{"run":9}]}"#,
        r#"{"exercise":"mlfq","queues":2,"quantum":2,"allotment":1,"io":3,"boost":9,"stay":true,"iobump":true,"jobs":[{"start":0,"run":11,"iofreq":5}]}"#,
        r#"{"exercise":"lottery","quantum":1,"jobs":[{"run":5,"tickets":75}],"draws":[844422]}"#,
        r#"{"exercise":"states","programs":["c2,i,c1","c6"],"io":3,"switch":"on_io","after_io":"later"}"#,
        r#"{"exercise":"replacement","policy":"wsclock","frames":3,"refs":[1,{"page":2,"write":true},3,4]}"#,
    ];
    let mut rng = Rng::new(7);
    for text in sound {
        run(text).unwrap_or_else(|error| panic!("{error}\nin {text}"));
        for _ in 0..400 {
            let mut bytes = text.as_bytes().to_vec();
            let at = rng.below(bytes.len() as u64) as usize;
            match rng.below(3) {
                0 => bytes[at] = b"0123456789{}[],:\"-+.eE"[rng.below(22) as usize],
                1 => drop(bytes.drain(at..(at + 1 + rng.below(4) as usize).min(bytes.len()))),
                _ => bytes.insert(at, b"0123456789"[rng.below(10) as usize]),
            }
            let _ = run(&String::from_utf8(bytes).expect("ASCII"));
        }
    }
}

/// Replacement by looking at the whole past and future of the reference string for every decision.
fn slow_victim(policy: &str, refs: &[u64], i: usize, resident: &[u64]) -> u64 {
    let last = |page: u64| refs[..i].iter().rposition(|&p| p == page).expect("used before");
    let next = |page: u64| refs[i..].iter().position(|&p| p == page).unwrap_or(usize::MAX);
    let by = |key: &dyn Fn(u64) -> usize| *resident.iter().min_by_key(|&&page| key(page)).expect("not empty");
    match policy {
        "fifo" => resident[0],
        "lru" => by(&last),
        "mru" => by(&|page| usize::MAX - last(page)),
        "unopt" => by(&next),
        // The list is in the order of loading: of pages never used again the last one leaves.
        _ => *resident.iter().rev().min_by_key(|&&page| usize::MAX - next(page)).expect("not empty"),
    }
}

#[test]
fn random_reference_strings_agree_with_the_slow_reference() {
    let mut rng = Rng::new(1);
    for _ in 0..600 {
        let policy = ["fifo", "lru", "mru", "opt", "unopt"][rng.below(5) as usize];
        let (frames, pages) = (1 + rng.below(5) as usize, 2 + rng.below(8));
        let refs: Vec<u64> = (0..rng.below(40)).map(|_| rng.below(pages)).collect();
        let (mut resident, mut hit, mut victim) = (vec![], vec![], vec![]);
        for (i, &page) in refs.iter().enumerate() {
            hit.push(resident.contains(&page));
            let leaves = (!hit[i] && resident.len() == frames).then(|| slow_victim(policy, &refs, i, &resident));
            resident.retain(|&other| Some(other) != leaves);
            if !hit[i] {
                resident.push(page);
            }
            victim.push(leaves);
        }
        let hits = hit.iter().filter(|&&hit| hit).count();
        let misses = hit.len() - hits;
        check(
            json!({"exercise":"replacement","policy":policy,"frames":frames,"refs":refs}),
            json!({"hit":hit,"victim":victim,"hits":hits,"misses":misses}),
        );
    }
}

struct Job {
    arrival: u64,
    run: u64,
    priority: u64,
}

/// One CPU, tick by tick: who runs in each, by the rule as a sentence would say it.
fn slow_schedule(policy: &str, quantum: u64, jobs: &[Job]) -> Value {
    let mut left: Vec<u64> = jobs.iter().map(|job| job.run).collect();
    let (mut queue, mut current, mut used, mut now) = (Vec::<usize>::new(), None::<usize>, 0, 0);
    let (mut first, mut finish, mut slices) = (BTreeMap::new(), BTreeMap::new(), Vec::<(u64, usize, u64)>::new());
    while finish.len() < jobs.len() {
        queue.extend((0..jobs.len()).filter(|&i| jobs[i].arrival == now));
        let key = |i: usize| match policy {
            "fifo" => (jobs[i].arrival, i),
            "sjf" => (jobs[i].run, i),
            "stcf" => (left[i], i),
            _ => (jobs[i].priority, i),
        };
        let is_over = match (policy, current) {
            ("rr", Some(_)) => used == quantum,
            ("stcf" | "priority-preemptive", Some(i)) => queue.iter().any(|&other| key(other) < key(i)),
            _ => false,
        };
        if is_over {
            queue.extend(current.take());
        }
        if current.is_none() && !queue.is_empty() {
            let best = if policy == "rr" { 0 } else { (0..queue.len()).min_by_key(|&n| key(queue[n])).expect("one") };
            let next = queue.remove(best);
            (current, used) = (Some(next), 0);
            slices.push((now, next, 0));
        }
        now += 1;
        let Some(i) = current else { continue };
        first.entry(i).or_insert(now - 1);
        slices.last_mut().expect("started").2 += 1;
        left[i] -= 1;
        used += 1;
        if left[i] == 0 {
            finish.insert(i, now);
            current = None;
        }
    }
    let times = |(i, job): (usize, &Job)| {
        let turnaround = finish[&i] - job.arrival;
        json!({"response": first[&i] - job.arrival, "turnaround": turnaround, "wait": turnaround - job.run})
    };
    json!({"slices": slices, "jobs": jobs.iter().enumerate().map(times).collect::<Vec<_>>()})
}

#[test]
fn random_schedules_agree_with_the_slow_reference() {
    let mut rng = Rng::new(2);
    for _ in 0..600 {
        let policy = ["fifo", "sjf", "stcf", "rr", "priority", "priority-preemptive"][rng.below(6) as usize];
        let (quantum, spread) = (1 + rng.below(5), 1 + rng.below(30));
        let job = |rng: &mut Rng| Job { arrival: rng.below(spread), run: 1 + rng.below(10), priority: rng.below(3) };
        let jobs: Vec<Job> = (0..1 + rng.below(6)).map(|_| job(&mut rng)).collect();
        let input = jobs.iter().map(|j| json!({"arrival":j.arrival,"run":j.run,"priority":j.priority}));
        let input: Vec<Value> = input.collect();
        check(
            json!({"exercise":"schedule","policy":policy,"quantum":quantum,"switch_cost":0,"jobs":input}),
            slow_schedule(policy, quantum, &jobs),
        );
    }
}

/// `tests/textbook/vectors.json`: exercises with results computed by a program in another language from the rules alone.
#[test]
fn stored_vectors_agree() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("textbook/vectors.json")).expect("JSON");
    assert!(vectors.len() > 100);
    for vector in vectors {
        check(vector["run"].clone(), vector["expect"].clone());
    }
}
