//! Proves a lesson: every step is reached, every expectation holds, every question has exactly one right answer, and
//! playing backwards shows what playing forwards showed.

use super::expression::Value;
use super::format::Lesson;
use super::player::Player;
use crate::base::{Diagnostic, Span};

/// Plays the lesson headlessly and reports every false claim. Empty means proven.
#[must_use]
pub fn check(lesson: Lesson, source_of: &dyn Fn(&str) -> Option<String>) -> Vec<Diagnostic> {
    let mut player = match Player::new(lesson, source_of) {
        Ok(player) => player,
        Err(found) => return found,
    };
    let mut found = Vec::new();
    let mut forwards = Vec::new();
    for step in 0..player.lesson().steps.len() {
        player.go_to(step);
        check_step(&mut player, step, &mut found);
        forwards.push(player.session_mut().snapshot());
    }
    for step in (0..forwards.len()).rev() {
        player.go_to(step);
        if *player.session_mut().snapshot() != *forwards[step] {
            found.push(complain(&player, step, "going back shows something else than going forward", ""));
        }
    }
    found
}

fn check_step(player: &mut Player, step: usize, found: &mut Vec<Diagnostic>) {
    for claim in player.lesson().steps[step].expect.clone() {
        match player.evaluate(&claim, step) {
            Ok(Value::Bool(true)) => {}
            Ok(Value::Bool(false)) => {
                let sides = sides(player, &claim, step);
                found.push(complain(player, step, &format!("not true: {claim}"), &sides));
            }
            Ok(other) => found.push(complain(player, step, &format!("{claim} is {other}, not true or false"), "")),
            Err(why) => found.push(complain(player, step, &format!("{claim}: {why}"), "")),
        }
    }
}

/// What the two sides of a failed comparison are worth, for the author.
fn sides(player: &mut Player, claim: &str, step: usize) -> String {
    let parts: Vec<&str> = claim.split("&&").flat_map(|c| c.split(['=', '!', '<', '>'])).map(str::trim).collect();
    let mut out = Vec::new();
    for part in parts.into_iter().filter(|p| p.contains('(') || p.chars().all(|c| c.is_alphanumeric() || c == '_')) {
        if let Ok(value) = player.evaluate(part, step) {
            out.push(format!("{part} is {value}"));
        }
    }
    out.join(", ")
}

fn complain(player: &Player, step: usize, title: &str, help: &str) -> Diagnostic {
    let lesson = player.lesson();
    let span = Span { file: lesson.source.0.clone(), line: lesson.steps[step].line, column: 1, len: 1 };
    Diagnostic::error(span, format!("step {} \"{}\": {title}", step + 1, lesson.steps[step].title)).with_help(help)
}
