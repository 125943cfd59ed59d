//! The lesson's text: contents, the step's title and prose, its question.

use super::prose::blocks;
use super::question::{Given, QuestionView};
use process_lab::lesson::{Answer, Lesson};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`LessonText`].
#[derive(Properties, PartialEq)]
pub struct LessonProps {
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// Which step is shown.
    pub step: usize,
    /// The right answer of the step's question.
    pub answer: Option<Answer>,
    /// What the learner answered.
    pub given: Option<Given>,
    /// Goes to a step.
    pub go: Callback<usize>,
    /// Tells an answer.
    pub give: Callback<Given>,
}

/// Title, contents, prose, question, way on.
#[component]
pub fn LessonText(props: &LessonProps) -> Html {
    let lesson = &props.lesson;
    let Some(step) = lesson.steps.get(props.step) else { return html! {} };
    let count = lesson.steps.len();
    let next = lesson.steps.get(props.step + 1).map(|s| s.title.clone());
    let go_on = {
        let (go, to) = (props.go.clone(), props.step + 1);
        Callback::from(move |_: MouseEvent| go.emit(to))
    };
    html! {
        <article class="lesson" data-testid="lesson">
            <header class="lesson-head">
                <p class="lesson-part">{ &lesson.part }</p>
                <h1>{ &lesson.title }</h1>
                { contents(props) }
            </header>
            <div class="step" key={props.step}>
                <p class="step-number">{ format!("Step {} of {count}", props.step + 1) }</p>
                <h2 class="step-title" data-testid="step-title">{ &step.title }</h2>
                <div class="prose">{ blocks(&step.prose) }</div>
                if let Some(question) = &step.question {
                    <QuestionView question={question.clone()} answer={props.answer.clone()} given={props.given.clone()} give={props.give.clone()} />
                }
                if let Some(next) = next {
                    <button type="button" class="button go-on" onclick={go_on}><span class="dim">{ "Next" }</span>{ next }</button>
                } else {
                    <p class="done">{ "You have reached the end. " }<a href="#/">{ "Back to the course" }</a>{ " or " }
                        <a href={format!("#/play/lesson/{}", lesson.id)}>{ "take this program to the playground" }</a>{ "." }</p>
                }
            </div>
        </article>
    }
}

fn contents(props: &LessonProps) -> Html {
    let one = |(i, title): (usize, &String)| {
        let go = props.go.clone();
        let onclick = Callback::from(move |_: MouseEvent| go.emit(i));
        let class = classes!("step-dot", (i < props.step).then_some("is-past"), (i == props.step).then_some("is-now"));
        html! {
            <li><button type="button" {class} {onclick} aria-label={format!("Step {}: {title}", i + 1)} title={title.clone()}
                aria-current={(i == props.step).then_some("step")}>{ i + 1 }</button></li>
        }
    };
    html! { <nav aria-label="Steps"><ol class="step-dots">{ for props.lesson.steps.iter().map(|s| &s.title).enumerate().map(one) }</ol></nav> }
}
