//! The course list: lessons by part, with how long they take and how far the reader got.

use crate::page::{fetch, storage};
use process_lab::lesson::Lesson;
use yew::prelude::*;

/// A line of the list: a lesson, or why it cannot be listed.
type Entry = Result<Lesson, String>;

/// The front page.
#[component]
pub fn Course() -> Html {
    let entries = use_state(|| None::<Result<Vec<Entry>, String>>);
    {
        let entries = entries.clone();
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move { entries.set(Some(load().await)) });
        });
    }
    html! {
        <div class="course">
            <div class="hero">
                <h1>{ "See what a process is" }</h1>
                <p>{ "A whole small computer runs in this page: a RISC-V processor, memory, a kernel, and programs in real C. Stop it \
                    anywhere, look inside, and go back." }</p>
                <p class="hero-actions"><a class="button" href="#/play">{ "Write a program" }</a></p>
            </div>
            <section data-testid="course-list" aria-label="Lessons">
                { match &*entries {
                    None => html! { <p class="loading" role="status">{ "Loading the lessons…" }</p> },
                    Some(Err(why)) => html! { <p class="empty" role="alert">{ format!("The list of lessons is missing. {why}") }</p> },
                    Some(Ok(entries)) => list(entries),
                } }
            </section>
        </div>
    }
}

async fn load() -> Result<Vec<Entry>, String> {
    let mut entries = Vec::new();
    for id in fetch::course().await? {
        let lesson = fetch::lesson(&id).await;
        entries.push(lesson.map_err(|found| {
            found.first().map_or_else(|| id.clone(), |d| format!("{}:{}: {}", d.span.file, d.span.line, d.title))
        }));
    }
    Ok(entries)
}

fn list(entries: &[Entry]) -> Html {
    let mut parts: Vec<(String, Vec<(usize, &Entry)>)> = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let part = entry.as_ref().map(|l| l.part.clone()).unwrap_or_default();
        match parts.last_mut() {
            Some((last, members)) if *last == part => members.push((i, entry)),
            _ => parts.push((part, vec![(i, entry)])),
        }
    }
    html! { { for parts.iter().map(|(part, members)| html! {
        <div class="part">
            <h2>{ part }</h2>
            <ol class="lessons">{ for members.iter().map(|(i, entry)| item(*i, entry)) }</ol>
        </div>
    }) } }
}

fn item(index: usize, entry: &Entry) -> Html {
    match entry {
        Err(why) => {
            html! { <li class="lesson-item is-broken"><p>{ format!("This lesson has a mistake: {why}") }</p></li> }
        }
        Ok(lesson) => {
            let done = storage::read(&format!("step/{}", lesson.id)).and_then(|s| s.parse::<usize>().ok());
            let count = lesson.steps.len();
            let step = done.map_or(1, |s| s.min(count.saturating_sub(1)) + 1);
            let progress = done.map(|_| format!("step {step} of {count}"));
            html! {
                <li class="lesson-item">
                    <a href={format!("#/lesson/{}/{step}", lesson.id)}>
                        <span class="lesson-index">{ index + 1 }</span>
                        <span class="lesson-name">{ &lesson.title }</span>
                        <span class="lesson-summary">{ &lesson.summary }</span>
                        <span class="lesson-facts">{ format!("{count} steps · {} min", lesson.minutes) }
                            if let Some(progress) = progress { <b>{ format!(" · {progress}") }</b> }</span>
                    </a>
                </li>
            }
        }
    }
}
