//! The page: mounts the Yew application.

use yew::prelude::*;

/// The page's root.
#[component]
fn App() -> Html {
    html! { <main><h1>{ "Process Lab" }</h1></main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
