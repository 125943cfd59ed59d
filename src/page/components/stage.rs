//! The stage: the open panels in a grid; on a narrow screen one at a time behind tabs.

use super::panel::{Panel, PanelKind};
use crate::page::scene::walk::Walk;
use crate::page::view::View;
use process_lab::base::Cycles;
use process_lab::kernel::event::Event;
use std::rc::Rc;
use yew::prelude::*;

/// What some panels need besides snapshots.
#[derive(Clone, PartialEq)]
pub struct Extra {
    /// The whole event log of this branch, ascending.
    pub log: Rc<Vec<Event>>,
    /// How many of them have happened at the moment shown.
    pub position: usize,
    /// The walk of the selected page (or of the program counter).
    pub walk: Option<Rc<Walk>>,
    /// Goes to a moment.
    pub seek: Callback<Cycles>,
    /// Types a line at the terminal; `None` where the learner cannot.
    pub typed: Option<Callback<String>>,
}

/// Props of [`Stage`].
#[derive(Properties, PartialEq)]
pub struct StageProps {
    /// Which panels are open, in order.
    pub panels: Rc<[PanelKind]>,
    /// What they show.
    pub view: View,
    /// How far the transition is.
    pub t: f32,
    /// See [`Extra`].
    pub extra: Extra,
    /// Opens or closes a panel.
    pub toggle: Callback<PanelKind>,
}

/// The panels and their menu.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let current = use_state(|| PanelKind::Spaces);
    let shown =
        if props.panels.contains(&current) { *current } else { props.panels.first().copied().unwrap_or(*current) };
    let tab = |kind: PanelKind| {
        let current = current.clone();
        let onclick = Callback::from(move |_: MouseEvent| current.set(kind));
        html! {
            <button type="button" class="tab" aria-pressed={(kind == shown).to_string()} {onclick}>{ kind.title() }</button>
        }
    };
    let choice = |kind: PanelKind| {
        let (toggle, is_open) = (props.toggle.clone(), props.panels.contains(&kind));
        let onclick = Callback::from(move |_: MouseEvent| toggle.emit(kind));
        html! {
            <button type="button" class="chip-button" aria-pressed={is_open.to_string()} {onclick}>{ kind.title() }</button>
        }
    };
    html! {
        <section class="stage" aria-label="Stage">
            <div class="stage-tabs" role="group" aria-label="Panel shown">{ for props.panels.iter().map(|k| tab(*k)) }</div>
            <div class="stage-grid" data-count={props.panels.len().to_string()}>
                { for props.panels.iter().map(|kind| html! {
                    <Panel key={kind.id()} kind={*kind} view={props.view.clone()} t={if moves(*kind) { props.t } else { 1.0 }}
                        extra={props.extra.clone()} is_current={*kind == shown} />
                }) }
            </div>
            <div class="stage-menu" role="group" aria-label="Panels">
                <span class="stage-menu-word">{ "Panels" }</span>
                { for PanelKind::ALL.iter().map(|k| choice(*k)) }
            </div>
        </section>
    }
}

/// Only these panels draw what moves; the others need no redraw while it does.
fn moves(kind: PanelKind) -> bool {
    matches!(kind, PanelKind::Ram | PanelKind::States)
}
