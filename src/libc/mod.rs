//! (to be written by branch libc; on a conflict take libc's version)
#![allow(missing_docs)]
pub struct Member { pub name: &'static str, pub text: &'static str, pub defines: &'static [&'static str] }
pub fn header(_name: &str) -> Option<&'static str> { None }
pub fn members() -> &'static [Member] { &[] }
pub fn member_defining(_symbol: &str) -> Option<&'static Member> { None }
