//! Textbook exercises: JSON in, JSON out, computed by the very policies and translations the computer runs.
//!
//! An exercise is an object with a key `exercise`; a list of exercises gives the list of their results. With
//! `"explain": true` the result also holds `rules`: the ties and edges that applied, each with its source.
//!
//! | exercise | file | drives |
//! |---|---|---|
//! | `base-bound`, `segments`, `paging`, `paging2` | [`translate`] | `machine::mmu::{base_bound, segments, paging}` |
//! | `free-list` | [`free_list`] | `kernel::policy::fit` |
//! | `replacement` | [`replacement`] | `kernel::policy::replace` |
//! | `schedule` | [`schedule`] | `kernel::policy::schedule` |
//! | `mlfq`, `lottery` | [`mlfq`], [`lottery`] | `kernel::policy::schedule::{Mlfq, Lottery}` |
//! | `states` | [`states`] | a machine of its own: process states without a CPU |
//!
//! Whatever is wrong with an exercise is an [`Error`] that names the place; nothing panics. Work and output are bounded
//! by `base::limits::TEXTBOOK_*`. Keys that an exercise does not know are ignored.

mod free_list;
mod input;
mod lottery;
mod mlfq;
mod replacement;
mod rules;
mod schedule;
mod states;
mod translate;

pub use input::Error;

use crate::base::limits::{TEXTBOOK_BYTES_MAX, TEXTBOOK_ITEMS_MAX, TEXTBOOK_RESULT_BYTES_MAX};
use input::Node;
use serde::Serialize;
use serde_json::Value;

/// Runs the exercise, or the list of exercises, in a JSON text.
///
/// # Errors
/// The first thing that is wrong: not JSON, too long, a key missing or out of range, too many steps.
pub fn run(json: &str) -> Result<String, Error> {
    if json.len() > TEXTBOOK_BYTES_MAX {
        return Err(Error::new("$", format!("expected at most {TEXTBOOK_BYTES_MAX} bytes, found {}", json.len())));
    }
    let value: Value = serde_json::from_str(json).map_err(|e| Error::new("$", format!("not JSON: {e}")))?;
    let root = Node::root(&value);
    if !root.is_list() {
        return exercise(&root);
    }
    let mut all = String::from("[");
    for (index, node) in root.items(TEXTBOOK_ITEMS_MAX)?.iter().enumerate() {
        all.push_str(if index == 0 { "" } else { "," });
        all.push_str(&exercise(node)?);
        if all.len() > TEXTBOOK_RESULT_BYTES_MAX {
            return Err(
                node.expected(format!("fewer exercises: the results are past {TEXTBOOK_RESULT_BYTES_MAX} bytes"))
            );
        }
    }
    all.push(']');
    Ok(all)
}

fn exercise(node: &Node) -> Result<String, Error> {
    let names = [
        "base-bound",
        "segments",
        "paging",
        "paging2",
        "free-list",
        "replacement",
        "schedule",
        "mlfq",
        "lottery",
        "states",
    ];
    let name = node.field("exercise")?.one_of(&names)?;
    match name {
        "base-bound" => answer(node, name, translate::base_bound(node)?),
        "segments" => answer(node, name, translate::segments(node)?),
        "paging" => answer(node, name, translate::paging(node)?),
        "paging2" => answer(node, name, translate::paging2(node)?),
        "free-list" => answer(node, name, free_list::run(node)?),
        "replacement" => answer(node, name, replacement::run(node)?),
        "schedule" => answer(node, name, schedule::run(node)?),
        "mlfq" => answer(node, name, mlfq::run(node)?),
        "lottery" => answer(node, name, lottery::run(node)?),
        _ => answer(node, name, states::run(node)?),
    }
}

#[derive(Serialize)]
struct Answer<T> {
    #[serde(flatten)]
    result: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<Vec<rules::Rule>>,
}

fn answer<T: Serialize>(node: &Node, name: &str, result: T) -> Result<String, Error> {
    let is_explained = node.bool_or("explain", false)?;
    let policy = node.get("policy")?.map_or(Ok(""), |policy| policy.text())?;
    let rules = is_explained.then(|| rules::of(name, policy));
    serde_json::to_string(&Answer { result, rules }).map_err(|e| Error::new("$", e.to_string()))
}
