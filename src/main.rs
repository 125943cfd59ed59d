//! The page: mounts the Yew application. Everything seen lives in [`page`]; everything that runs, in the library.

mod page;

fn main() {
    yew::Renderer::<page::app::App>::new().render();
}
