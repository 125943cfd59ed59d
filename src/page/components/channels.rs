//! Channels between processes: writers, the bytes the kernel holds, readers.

use super::common::Badge;
use crate::page::text::log::quoted;
use crate::page::view::View;
use process_lab::base::Pid;
use process_lab::kernel::snapshot::ChannelView;
use yew::prelude::*;

/// Props of [`Channels`].
#[derive(Properties, PartialEq)]
pub struct ChannelsProps {
    /// What is shown.
    pub view: View,
}

/// One row per channel.
#[component]
pub fn Channels(props: &ChannelsProps) -> Html {
    let channels = &props.view.after.channels;
    if channels.is_empty() {
        return html! { <p class="empty">{ "No channel is open." }</p> };
    }
    html! { <ul class="channels">{ for channels.iter().map(|c| channel(c)) }</ul> }
}

fn channel(channel: &ChannelView) -> Html {
    let badges = |pids: &[Pid]| pids.iter().map(|pid| html! { <Badge pid={*pid} /> }).collect::<Html>();
    let full = f64::from(channel.used) / f64::from(channel.capacity.max(1)) * 100.0;
    html! {
        <li>
            <p><b>{ format!("{} {}", channel.kind, channel.id) }</b>{ " " }{ channel.name.to_string() }</p>
            <div class="channel">
                <span>{ badges(&channel.writers) }</span>
                <svg viewBox="0 0 100 14" preserveAspectRatio="none" role="img" aria-label={format!("{} of {} bytes", channel.used, channel.capacity)}>
                    <rect class="pipe" x="0.5" y="0.5" width="99" height="13" rx="2" />
                    <rect class="pipe-bytes" x="1" y="1.5" width={format!("{:.1}", full * 0.98)} height="11" />
                </svg>
                <span>{ badges(&channel.readers) }</span>
            </div>
            <p class="caption">{ format!("{} of {} bytes, {} in all. ", channel.used, channel.capacity, channel.total) }
                <code>{ quoted(&channel.head) }</code></p>
            if !channel.waiters.is_empty() { <p class="caption">{ "Waiting: " }{ badges(&channel.waiters) }</p> }
        </li>
    }
}
