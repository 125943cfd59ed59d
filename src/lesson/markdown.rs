//! Lesson prose: Markdown to an allow-listed tree. What is not listed here (raw HTML, images, scripts, odd links)
//! becomes a diagnostic in the lesson and never reaches the page.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// Unordered, or ordered when true; each item's blocks.
    List(bool, Vec<Vec<Block>>),
    /// Verbatim text.
    Code(String),
    /// Set apart.
    Quote(Vec<Block>),
    /// A heading below the step title (level 3 and deeper).
    Heading(Vec<Inline>),
}

/// Text within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain.
    Text(String),
    /// `code`.
    Code(String),
    /// *emphasis*.
    Emphasis(Vec<Inline>),
    /// **strong**.
    Strong(Vec<Inline>),
    /// A link to `https://…` or to a route `#/…`.
    Link(String, Vec<Inline>),
}

enum Frame {
    Blocks(Vec<Block>),
    Items(bool, Vec<Vec<Block>>),
    Inlines(Vec<Inline>),
    Code(String),
}

/// Deepest nesting of lists and emphasis that is kept.
const DEPTH_MAX: usize = 24;

/// Parses prose. The second part names what was left out, with its byte offset in `text`.
#[must_use]
pub fn parse(text: &str) -> (Vec<Block>, Vec<(usize, String)>) {
    let mut builder = Builder { stack: vec![Frame::Blocks(Vec::new())], links: Vec::new(), refused: Vec::new() };
    for (event, range) in Parser::new(text).into_offset_iter() {
        builder.event(event, range.start);
    }
    while builder.stack.len() > 1 {
        builder.close(None);
    }
    let blocks = match builder.stack.pop() {
        Some(Frame::Blocks(blocks)) => blocks,
        _ => Vec::new(),
    };
    (blocks, builder.refused)
}

struct Builder {
    stack: Vec<Frame>,
    links: Vec<Option<String>>,
    refused: Vec<(usize, String)>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.close(Some(tag)),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.inline(Inline::Code(text.to_string())),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Rule => {}
            _ => self.refused.push((at, "raw HTML and other extensions are not part of lesson prose".to_owned())),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        if self.stack.len() > DEPTH_MAX {
            self.refused.push((at, "prose is nested too deeply".to_owned()));
        }
        let frame = match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::Emphasis | Tag::Strong => Frame::Inlines(Vec::new()),
            Tag::Link { dest_url, .. } => {
                let allowed = dest_url.starts_with("https://") || dest_url.starts_with("#/");
                if !allowed {
                    self.refused.push((at, format!("a link must start with https:// or #/, not \"{dest_url}\"")));
                }
                self.links.push(allowed.then(|| dest_url.to_string()));
                Frame::Inlines(Vec::new())
            }
            Tag::List(first) => Frame::Items(first.is_some(), Vec::new()),
            Tag::Item | Tag::BlockQuote(_) => Frame::Blocks(Vec::new()),
            Tag::CodeBlock(_) => Frame::Code(String::new()),
            _ => {
                self.refused.push((at, "this Markdown element is not part of lesson prose".to_owned()));
                Frame::Inlines(Vec::new())
            }
        };
        self.stack.push(frame);
    }

    fn close(&mut self, tag: Option<TagEnd>) {
        if self.stack.len() < 2 {
            return;
        }
        match self.stack.pop() {
            Some(Frame::Inlines(inlines)) => match tag {
                Some(TagEnd::Emphasis) => self.inline(Inline::Emphasis(inlines)),
                Some(TagEnd::Strong) => self.inline(Inline::Strong(inlines)),
                Some(TagEnd::Link) => match self.links.pop().flatten() {
                    Some(to) => self.inline(Inline::Link(to, inlines)),
                    None => inlines.into_iter().for_each(|i| self.inline(i)),
                },
                Some(TagEnd::Heading(_)) => self.block(Block::Heading(inlines)),
                _ => self.block(Block::Paragraph(inlines)),
            },
            Some(Frame::Items(ordered, items)) => self.block(Block::List(ordered, items)),
            Some(Frame::Code(text)) => self.block(Block::Code(text)),
            Some(Frame::Blocks(blocks)) => match self.stack.last_mut() {
                Some(Frame::Items(_, items)) => items.push(blocks),
                _ => self.block(Block::Quote(blocks)),
            },
            None => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Frame::Code(code)) = self.stack.last_mut() {
            code.push_str(text);
        } else {
            self.inline(Inline::Text(text.to_owned()));
        }
    }

    fn inline(&mut self, inline: Inline) {
        match self.stack.last_mut() {
            Some(Frame::Inlines(inlines)) => match (inlines.last_mut(), inline) {
                (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(&more),
                (_, inline) => inlines.push(inline),
            },
            // A tight list item holds text without a paragraph around it.
            Some(Frame::Blocks(blocks)) => match blocks.last_mut() {
                Some(Block::Paragraph(inlines)) => inlines.push(inline),
                _ => blocks.push(Block::Paragraph(vec![inline])),
            },
            _ => {}
        }
    }

    fn block(&mut self, block: Block) {
        for frame in self.stack.iter_mut().rev() {
            if let Frame::Blocks(blocks) = frame {
                blocks.push(block);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_becomes_a_tree_of_allowed_elements() {
        let (blocks, refused) = parse("After `fork` *nothing* is copied.\n\n- one\n- two\n");
        assert!(refused.is_empty());
        assert_eq!(
            blocks[0],
            Block::Paragraph(vec![
                Inline::Text("After ".into()),
                Inline::Code("fork".into()),
                Inline::Text(" ".into()),
                Inline::Emphasis(vec![Inline::Text("nothing".into())]),
                Inline::Text(" is copied.".into()),
            ])
        );
        assert!(matches!(&blocks[1], Block::List(false, items) if items.len() == 2));
    }

    #[test]
    fn raw_html_and_script_links_are_refused() {
        let (blocks, refused) = parse("<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b>y</b>\n");
        assert!(refused.len() >= 2, "{refused:?}");
        let all = format!("{blocks:?}");
        assert!(!all.contains("javascript:") && !all.contains("<script"), "{all}");
    }
}
