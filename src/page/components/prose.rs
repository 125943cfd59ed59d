//! Lesson prose as elements. The tree is allow-listed by the lesson format; no HTML text is ever made.

use process_lab::lesson::{Block, Inline};
use yew::prelude::*;

/// Blocks of prose.
pub fn blocks(blocks: &[Block]) -> Html {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{ inlines(text) }</p> },
        Block::Heading(text) => html! { <h3>{ inlines(text) }</h3> },
        Block::Code(text) => html! { <pre tabindex="0"><code>{ text }</code></pre> },
        Block::Quote(inner) => html! { <aside class="note">{ blocks(inner) }</aside> },
        Block::List(true, items) => html! { <ol>{ for items.iter().map(|i| html! { <li>{ blocks(i) }</li> }) }</ol> },
        Block::List(false, items) => html! { <ul>{ for items.iter().map(|i| html! { <li>{ blocks(i) }</li> }) }</ul> },
    }
}

fn inlines(parts: &[Inline]) -> Html {
    parts.iter().map(inline).collect()
}

fn inline(part: &Inline) -> Html {
    match part {
        Inline::Text(text) => html! { { text } },
        Inline::Code(text) => html! { <code>{ text }</code> },
        Inline::Emphasis(inner) => html! { <em>{ inlines(inner) }</em> },
        Inline::Strong(inner) => html! { <strong>{ inlines(inner) }</strong> },
        Inline::Link(to, inner) if to.starts_with("#/") => html! { <a href={to.clone()}>{ inlines(inner) }</a> },
        Inline::Link(to, inner) if to.starts_with("https://") => {
            html! { <a href={to.clone()} target="_blank" rel="noopener">{ inlines(inner) }</a> }
        }
        Inline::Link(_, inner) => inlines(inner),
    }
}
