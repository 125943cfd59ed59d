//! A prediction question. The right answer comes from the machine; this only asks, compares and explains.

use process_lab::lesson::{Answer, Question, QuestionKind};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the learner answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Index of a choice.
    Choice(usize),
    /// A number.
    Number(i64),
}

impl Given {
    /// Whether it is right.
    #[must_use]
    pub fn is_right(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Choice(a), Answer::Choice(b)) => a == b,
            (Self::Number(a), Answer::Number(b)) => a == b,
            _ => false,
        }
    }
}

/// Props of [`QuestionView`].
#[derive(Properties, PartialEq)]
pub struct QuestionProps {
    /// What is asked.
    pub question: Question,
    /// What is right.
    pub answer: Option<Answer>,
    /// What was answered.
    pub given: Option<Given>,
    /// Tells the root.
    pub give: Callback<Given>,
}

/// The question, its choices or its field, and after the answer why.
#[component]
pub fn QuestionView(props: &QuestionProps) -> Html {
    let is_right = props.given.as_ref().zip(props.answer.as_ref()).map(|(g, a)| g.is_right(a));
    html! {
        <form class="question" data-testid="question" onsubmit={Callback::from(|e: SubmitEvent| e.prevent_default())}>
            <fieldset>
                <legend><span class="question-word">{ "Predict" }</span>{ &props.question.ask }</legend>
                { match &props.question.kind {
                    QuestionKind::Choice(choices) => html! { { for choices.iter().enumerate().map(|(i, c)| choice(props, i, &c.text)) } },
                    QuestionKind::Number(_) => html! { <NumberField give={props.give.clone()} given={props.given.clone()} /> },
                } }
            </fieldset>
            <div class="verdict" aria-live="polite" data-testid="verdict">
                if let Some(is_right) = is_right { { verdict(props, is_right) } }
            </div>
        </form>
    }
}

fn choice(props: &QuestionProps, index: usize, text: &str) -> Html {
    let (give, is_given) = (props.give.clone(), props.given == Some(Given::Choice(index)));
    let onclick = Callback::from(move |_: MouseEvent| give.emit(Given::Choice(index)));
    let is_right = props.answer == Some(Answer::Choice(index));
    let class = classes!("choice", is_given.then_some(if is_right { "is-right" } else { "is-wrong" }));
    html! {
        <button type="button" {class} {onclick} aria-pressed={is_given.to_string()}>
            <span class="choice-letter">{ char::from(b'a' + u8::try_from(index % 26).unwrap_or(0)) }</span>{ text }
        </button>
    }
}

fn verdict(props: &QuestionProps, is_right: bool) -> Html {
    let own = match (&props.question.kind, &props.given) {
        (QuestionKind::Choice(choices), Some(Given::Choice(i))) => choices.get(*i).map(|c| c.why.clone()),
        _ => None,
    };
    let own = own.filter(|w| !w.is_empty());
    html! {
        <div class={if is_right { "is-right" } else { "is-wrong" }}>
            <p><b>{ if is_right { "✓ That is what the machine does." } else { "✗ The machine does something else." } }</b></p>
            if let Some(why) = own { <p>{ why }</p> }
            if is_right { <p>{ &props.question.why }</p> } else { <p class="dim">{ "Try again, or go on and watch." }</p> }
        </div>
    }
}

/// Props of [`NumberField`].
#[derive(Properties, PartialEq)]
struct NumberProps {
    give: Callback<Given>,
    given: Option<Given>,
}

#[component]
fn NumberField(props: &NumberProps) -> Html {
    let field = use_node_ref();
    let problem = use_state(String::new);
    let onclick = {
        let (field, give, problem) = (field.clone(), props.give.clone(), problem.clone());
        Callback::from(move |_: MouseEvent| {
            let text = field.cast::<HtmlInputElement>().map(|f| f.value()).unwrap_or_default();
            match parse_number(&text) {
                Some(number) => {
                    problem.set(String::new());
                    give.emit(Given::Number(number));
                }
                None => problem.set("Write a whole number, for example 42 or 0x2a.".into()),
            }
        })
    };
    html! {
        <div class="number-field">
            <label>{ "Your answer " }<input ref={field} type="text" inputmode="numeric" autocomplete="off" maxlength="24" /></label>
            <button type="button" class="button" {onclick}>{ "Check" }</button>
            if !problem.is_empty() { <p role="alert">{ &*problem }</p> }
        </div>
    }
}

/// A decimal or hexadecimal whole number.
fn parse_number(text: &str) -> Option<i64> {
    let text = text.trim();
    text.strip_prefix("0x").map_or_else(|| text.parse().ok(), |hex| i64::from_str_radix(hex, 16).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_both_bases_and_nonsense_is_not() {
        assert_eq!(parse_number(" 42 "), Some(42));
        assert_eq!(parse_number("0x2a"), Some(42));
        assert_eq!(parse_number("-1"), Some(-1));
        for bad in ["", "x", "1.5", "0x", "99999999999999999999"] {
            assert_eq!(parse_number(bad), None, "{bad}");
        }
    }
}
