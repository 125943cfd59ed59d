//! The CPU: the mode ring, the next instruction in words, the registers with those that changed marked.

use super::common::Badge;
use super::source::word_at;
use crate::page::text::log::cause_name;
use crate::page::view::View;
use process_lab::base::Pid;
use process_lab::isa;
use yew::prelude::*;

/// Props of [`Cpu`].
#[derive(Properties, PartialEq)]
pub struct CpuProps {
    /// What is shown.
    pub view: View,
}

/// Ring, instruction, registers.
#[component]
pub fn Cpu(props: &CpuProps) -> Html {
    let view = &props.view;
    let cpu = &view.after.cpu;
    let focus = view.focus().and_then(|pid| view.after.process(pid));
    let (x, pc) = focus.map_or((cpu.x, cpu.pc), |p| (p.x, p.pc));
    let before = focus.and_then(|p| view.before.process(p.pid)).map_or(x, |p| p.x);
    let is_on_cpu = focus.is_some_and(|p| p.pid == cpu.running);
    html! {
        <div class="cpu">
            <div class="cpu-top">
                { ring(cpu.is_supervisor, cpu.running) }
                <dl class="cpu-facts">
                    <dt>{ if is_on_cpu { "Next instruction" } else { "Will go on at" } }</dt>
                    <dd><code>{ pc.to_string() }</code></dd>
                    { instruction(view, focus.map(|p| p.pid), pc) }
                    <dt>{ "Last trap" }</dt>
                    <dd>{ format!("{} (scause {}) at {}", cause_name(cpu.scause), cpu.scause & 0x7fff_ffff, cpu.sepc) }</dd>
                    <dt>{ "satp" }</dt>
                    <dd>{ format!("Sv32 {}, ASID {}, root frame {}", if cpu.satp >> 31 == 1 { "on" } else { "off" },
                        cpu.satp >> 22 & 0x1ff, cpu.satp & 0x3f_ffff) }</dd>
                </dl>
            </div>
            <ol class="registers" aria-label="Registers">
                { for (1..32u8).map(|n| register(n, x[n as usize], before[n as usize])) }
            </ol>
        </div>
    }
}

fn ring(is_supervisor: bool, running: Pid) -> Html {
    let on = |yes: bool| if yes { "ring is-on" } else { "ring" };
    html! {
        <svg class="rings" viewBox="0 0 96 96" role="img" aria-label={if is_supervisor { "Mode: supervisor" } else { "Mode: user" }}>
            <circle class={on(!is_supervisor && running.0 != 0)} cx="48" cy="48" r="45" />
            <circle class={on(is_supervisor || running.0 == 0)} cx="48" cy="48" r="25" />
            <text x="48" y="16">{ "user" }</text>
            <text x="48" y="46">{ "super-" }</text>
            <text x="48" y="57">{ "visor" }</text>
        </svg>
    }
}

fn instruction(view: &View, pid: Option<Pid>, pc: process_lab::base::Va) -> Html {
    let word = pid.and_then(|p| view.images.get(&p)).and_then(|image| word_at(image, pc));
    let Some(word) = word else { return html! {} };
    let meaning = isa::decode(word).map_or_else(|| "no instruction".into(), |inst| isa::explain(&inst, pc));
    html! { <>
        <dt>{ pid.map(|pid| html! { <Badge {pid} /> }).unwrap_or_default() }</dt>
        <dd><code class="now">{ isa::disassemble(word, pc) }</code><br />{ meaning }</dd>
    </> }
}

fn register(n: u8, value: u32, before: u32) -> Html {
    html! {
        <li class={classes!((value != before).then_some("is-changed"), (value == 0).then_some("is-zero"))}
            title={format!("x{n} = {}", value.cast_signed())}>
            <span>{ isa::register_name(n) }</span><code>{ format!("{value:08x}") }</code>
        </li>
    }
}
