//! (to be written)
use crate::base::image::Image;
pub fn sections(_: &Image) -> Vec<(&'static str, Vec<u8>)> { vec![] }
