//! The site: header, theme, and the page that the address asks for.

use super::components::bench::Bench;
use super::components::common::Patterns;
use super::components::course::Course;
use super::components::play::Play;
use super::components::problem::Problem;
use super::embed;
use super::fetch::{self, Ready};
use super::lab::{Lab, Program};
use super::route::{self, Route};
use super::storage;
use gloo::events::EventListener;
use process_lab::base::Diagnostic;
use yew::prelude::*;

fn hash() -> String {
    web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

fn current() -> Route {
    route::parse(&hash())
}

/// Puts a route in the address bar without a new entry in the history.
fn show_address(route: &Route) {
    let history = web_sys::window().and_then(|w| w.history().ok());
    if let Some(history) = history {
        let now = hash();
        let query = now.find('?').map_or("", |at| &now[at..]);
        let address = format!("{}{query}", route.fragment());
        // Refused in some sandboxed frames; the page works without.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// The root.
#[component]
pub fn App() -> Html {
    let here = use_state(current);
    {
        let here = here.clone();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    here.set(current());
                    if let Some(window) = web_sys::window() {
                        window.scroll_to_with_x_and_y(0.0, 0.0);
                    }
                })
            });
            move || drop(listener)
        });
    }
    let is_embedded = here.is_embedded();
    use_memo(is_embedded, |is_embedded| {
        if *is_embedded {
            let parameters = route::parameters(&hash());
            embed::open(parameters.get("origin").cloned());
            set_theme(parameters.get("theme").map_or("", String::as_str));
        }
    });
    let body = use_node_ref();
    {
        let body = body.clone();
        use_effect_with(is_embedded, move |_| {
            let report = body.cast::<web_sys::Element>().and_then(embed::HeightReport::of);
            move || drop(report)
        });
    }
    let on_step = {
        let here = here.clone();
        Callback::from(move |route: Route| {
            show_address(&route);
            here.set(route);
        })
    };
    let page = match &*here {
        Route::Course => html! { <Course /> },
        Route::Lesson { id, step, is_embedded } => {
            html! { <LessonPage key={id.clone()} id={id.clone()} step={*step} is_embedded={*is_embedded} {on_step} /> }
        }
        Route::Play { from_lesson, .. } => html! { <Play from_lesson={from_lesson.clone()} /> },
        Route::Bench => html! { <Bench /> },
        Route::Unknown(path) => html! {
            <Problem title="There is no such page" words={format!("The address {path} leads nowhere. It may be mistyped, or the page has moved.")} />
        },
    };
    html! {
        <>
            <Patterns />
            if !is_embedded { <Header is_play={matches!(&*here, Route::Play { .. })} /> }
            <main class={classes!("page", is_embedded.then_some("is-embedded"))} id="page" tabindex="-1" ref={body}>{ page }</main>
        </>
    }
}

/// Props of [`Header`].
#[derive(Properties, PartialEq)]
struct HeaderProps {
    is_play: bool,
}

#[component]
fn Header(props: &HeaderProps) -> Html {
    let theme = use_state(|| storage::read("theme").unwrap_or_default());
    {
        let theme = theme.clone();
        use_effect_with((*theme).clone(), |theme| set_theme(theme));
    }
    let (next, word) = match theme.as_str() {
        "light" => ("dark", "Light"),
        "dark" => ("", "Dark"),
        _ => ("light", "Auto"),
    };
    let turn = {
        let theme = theme.clone();
        Callback::from(move |_: MouseEvent| {
            storage::write("theme", next);
            theme.set(next.to_owned());
        })
    };
    // A plain link would change the route, so the focus is moved by hand.
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        let page = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("page"));
        if let Some(page) = page.and_then(|p| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(p).ok()) {
            // Without focus the link did nothing, and nothing is lost.
            let _ = page.focus();
        }
    });
    html! {
        <header class="site">
            <a class="skip" href="#page" onclick={skip}>{ "Skip to content" }</a>
            <a class="wordmark" href="#/">
                <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
                    <path class="mark-line" d="M16 11v5M16 16H9v3M16 16h7v3" />
                    <rect class="mark-1" x="12" y="5" width="8" height="6" rx="1.5" />
                    <rect class="mark-2" x="5" y="19" width="8" height="7" rx="1.5" />
                    <rect class="mark-3" x="19" y="19" width="8" height="7" rx="1.5" />
                </svg>
                { "Process Lab" }
            </a>
            <nav class="site-nav" aria-label="Site">
                <a href="#/" aria-current={(!props.is_play).then_some("true")}>{ "Course" }</a>
                <a href="#/play" aria-current={props.is_play.then_some("page")}>{ "Playground" }</a>
                <button type="button" class="quiet" onclick={turn} aria-label={format!("Theme: {word}")}>{ word }</button>
            </nav>
        </header>
    }
}

fn set_theme(theme: &str) {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    if let Some(root) = root {
        // Setting a data attribute on the root cannot fail.
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// Props of [`LessonPage`].
#[derive(Properties, PartialEq)]
struct LessonPageProps {
    id: String,
    step: usize,
    is_embedded: bool,
    on_step: Callback<Route>,
}

/// Fetches a lesson, then plays it.
#[component]
fn LessonPage(props: &LessonPageProps) -> Html {
    let ready = use_state(|| None::<Result<Ready, Vec<Diagnostic>>>);
    {
        let ready = ready.clone();
        use_effect_with(props.id.clone(), move |id| {
            let id = id.clone();
            wasm_bindgen_futures::spawn_local(async move { ready.set(Some(fetch::playable(&id).await)) });
        });
    }
    let on_step = {
        let (id, is_embedded, tell) = (props.id.clone(), props.is_embedded, props.on_step.clone());
        Callback::from(move |step| tell.emit(Route::Lesson { id: id.clone(), step, is_embedded }))
    };
    match &*ready {
        None => html! { <p class="loading" role="status">{ "Loading the lesson…" }</p> },
        Some(Err(found)) => html! { <Problem title="This lesson cannot be shown" diagnostics={found.clone()} /> },
        Some(Ok((lesson, _))) if props.step >= lesson.steps.len() => {
            let words = format!(
                "“{}” has {} steps; the address asks for step {}.",
                lesson.title,
                lesson.steps.len(),
                props.step + 1
            );
            html! { <Problem title="There is no such step" {words} /> }
        }
        Some(Ok((lesson, files))) => {
            let program = Program::Lesson(lesson.clone(), files.clone());
            html! { <Lab {program} step={props.step} {on_step} /> }
        }
    }
}
