//! Descriptors by process; equal open-file numbers mean one shared offset.

use super::common::TableView;
use crate::page::owner::letter;
use crate::page::text::tables::Table;
use crate::page::view::View;
use yew::prelude::*;

/// Props of [`Files`].
#[derive(Properties, PartialEq)]
pub struct FilesProps {
    /// What is shown.
    pub view: View,
}

/// A table: there is nothing to draw that words do not say better.
#[component]
pub fn Files(props: &FilesProps) -> Html {
    let mut rows = Vec::new();
    for process in props.view.after.processes.iter() {
        for d in process.descriptors.iter() {
            let target = format!("{} ({})", d.target, d.mode);
            rows.push(vec![
                letter(process.pid),
                d.fd.to_string(),
                target,
                d.open_file.to_string(),
                d.offset.to_string(),
            ]);
        }
    }
    let head = vec!["Process", "fd", "Leads to", "Open file", "Offset"];
    html! { <TableView table={Table { caption: "Open descriptors".into(), head, rows }} /> }
}
