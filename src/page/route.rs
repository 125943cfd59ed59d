//! Which page the address asks for. Routes live in the fragment, so that any static host and any sub-path serve them.
//! Anything that is not a route is [`Route::Unknown`]: a link typed wrongly gets an answer, never an empty page.

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
        ["play"] => Route::Play { from_lesson: None },
        ["play", "lesson", id] if is_id(id) => Route::Play { from_lesson: Some((*id).into()) },
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

impl Route {
    /// The fragment that leads here.
    #[must_use]
    pub fn fragment(&self) -> String {
        match self {
            Self::Course => "#/".into(),
            Self::Lesson { id, step, is_embedded } => {
                let embed = if *is_embedded { "embed/" } else { "" };
                format!("#/{embed}lesson/{id}/{}", step + 1)
            }
            Self::Play { from_lesson: None } => "#/play".into(),
            Self::Play { from_lesson: Some(id) } => format!("#/play/lesson/{id}"),
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
        let play = Route::Play { from_lesson: Some("fork".into()) };
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
    fn a_huge_address_is_cut_short() {
        let Route::Unknown(path) = parse(&format!("#/{}", "x".repeat(9999))) else { panic!("is unknown") };
        assert!(path.len() <= 120);
    }
}
