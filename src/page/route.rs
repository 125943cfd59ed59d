//! Which page the address asks for. Routes live in the fragment, so that any static host and any sub-path serve them.
//! Anything that is not a route is [`Route::Unknown`]: a link typed wrongly gets an answer, never an empty page.

use std::collections::BTreeMap;

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of lessons: `#/`.
    Course,
    /// A lesson at a step, counted from 1 in the address and from 0 here: `#/lesson/ID/STEP`.
    Lesson {
        /// The lesson's file name without `.md`.
        id: String,
        /// Step index.
        step: usize,
        /// Without header and footer, for an `<iframe>`: `#/embed/lesson/ID/STEP`.
        is_embedded: bool,
    },
    /// The playground: `#/play` or `#/play/lesson/ID` with a lesson's program.
    Play {
        /// The lesson whose program is taken along.
        from_lesson: Option<String>,
        /// For an `<iframe>`: `#/embed/play`.
        is_embedded: bool,
    },
    /// The page's own speed: `#/bench`.
    Bench,
    /// Something else.
    Unknown(String),
}

/// Reads the fragment of an address, with or without its `#`.
#[must_use]
pub fn parse(fragment: &str) -> Route {
    let path = fragment.strip_prefix('#').unwrap_or(fragment);
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let unknown = || Route::Unknown(path.chars().take(120).collect());
    match parts.as_slice() {
        [] => Route::Course,
        ["lesson", rest @ ..] => lesson(rest, false).unwrap_or_else(unknown),
        ["embed", "lesson", rest @ ..] => lesson(rest, true).unwrap_or_else(unknown),
        ["play"] => Route::Play { from_lesson: None, is_embedded: false },
        ["embed", "play"] => Route::Play { from_lesson: None, is_embedded: true },
        ["play", "lesson", id] if is_id(id) => Route::Play { from_lesson: Some((*id).into()), is_embedded: false },
        ["bench"] => Route::Bench,
        _ => unknown(),
    }
}

fn lesson(parts: &[&str], is_embedded: bool) -> Option<Route> {
    let (id, step) = match parts {
        [id] => (id, 0),
        [id, step] => (id, step.parse::<usize>().ok().filter(|s| (1..=999).contains(s))? - 1),
        _ => return None,
    };
    is_id(id).then(|| Route::Lesson { id: (*id).into(), step, is_embedded })
}

/// Ids become part of a file's address, so only what file names need is allowed.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The parameters after the `?` of a fragment. The first of a name counts; what is malformed is left out.
#[must_use]
pub fn parameters(fragment: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let query = fragment.split_once('?').map_or("", |parts| parts.1);
    for pair in query.split('&').filter(|p| !p.is_empty()).take(32) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, "1"));
        if let Some(value) = decoded(value) {
            all.entry(name.to_owned()).or_insert(value);
        }
    }
    all
}

/// `%3A` to `:`, `+` to a space; `None` when it is no UTF-8 or an escape is cut short.
fn decoded(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let pair = [bytes.next()?, bytes.next()?];
                out.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
            }
            b'+' => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok()
}

impl Route {
    /// Whether it is shown without header, for an `<iframe>`.
    #[must_use]
    pub const fn is_embedded(&self) -> bool {
        matches!(self, Self::Lesson { is_embedded: true, .. } | Self::Play { is_embedded: true, .. })
    }

    /// The fragment that leads here.
    #[must_use]
    pub fn fragment(&self) -> String {
        match self {
            Self::Course => "#/".into(),
            Self::Lesson { id, step, is_embedded } => {
                let embed = if *is_embedded { "embed/" } else { "" };
                format!("#/{embed}lesson/{id}/{}", step + 1)
            }
            Self::Play { from_lesson: None, is_embedded: true } => "#/embed/play".into(),
            Self::Play { from_lesson: None, .. } => "#/play".into(),
            Self::Play { from_lesson: Some(id), .. } => format!("#/play/lesson/{id}"),
            Self::Bench => "#/bench".into(),
            Self::Unknown(path) => format!("#{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fragment: &str, expect: Route) {
        assert_eq!(parse(fragment), expect);
    }

    fn at(id: &str, step: usize, is_embedded: bool) -> Route {
        Route::Lesson { id: id.into(), step, is_embedded }
    }

    #[test]
    fn every_route_is_read_back_from_its_own_fragment() {
        let play = Route::Play { from_lesson: Some("fork".into()), is_embedded: false };
        for route in [Route::Course, at("fork", 3, false), at("fork", 0, true), play, Route::Bench] {
            check(&route.fragment(), route);
        }
    }

    #[test]
    fn steps_count_from_one_in_the_address() {
        check("#/lesson/fork", at("fork", 0, false));
        check("#/lesson/fork/2", at("fork", 1, false));
        check("#/lesson/fork/2?theme=dark", at("fork", 1, false));
    }

    #[test]
    fn what_is_no_route_is_named_and_not_guessed() {
        for bad in ["#/nowhere", "#/lesson", "#/lesson/../x", "#/lesson/fork/0", "#/lesson/fork/x", "#/lesson/a%2Fb"] {
            assert!(matches!(parse(bad), Route::Unknown(_)), "{bad}");
        }
    }

    #[test]
    fn parameters_are_decoded_and_what_is_malformed_is_left_out() {
        let all = parameters("#/embed/lesson/fork?theme=dark&origin=https%3A%2F%2Fa.example&autoplay&x=%zz&y=%e2");
        assert_eq!(all.get("theme").map(String::as_str), Some("dark"));
        assert_eq!(all.get("origin").map(String::as_str), Some("https://a.example"));
        assert_eq!(all.get("autoplay").map(String::as_str), Some("1"));
        assert!(!all.contains_key("x") && !all.contains_key("y"));
    }

    #[test]
    fn a_huge_address_is_cut_short() {
        let Route::Unknown(path) = parse(&format!("#/{}", "x".repeat(9999))) else { panic!("is unknown") };
        assert!(path.len() <= 120);
    }
}
