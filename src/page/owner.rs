//! One process has one letter and one hue everywhere. Colour never stands alone: wherever a hue is drawn the letter is
//! drawn with it.

use process_lab::base::Pid;

/// How many hues there are (Okabe–Ito without black); a later process shares a hue but never a letter in reach.
const HUES: u32 = 7;

/// The letter of a process: `k` for the kernel (pid 0), `i` for init, then A, B, C… from pid 2 on, after Z two letters.
#[must_use]
pub fn letter(pid: Pid) -> String {
    match pid.0 {
        0 => "k".into(),
        1 => "i".into(),
        n => {
            let index = n - 2;
            let last = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
            match index / 26 {
                0 => last.to_string(),
                round => format!("{last}{round}"),
            }
        }
    }
}

/// The stylesheet's class that sets `--hue` to the colour of a process.
#[must_use]
pub fn hue(pid: Pid) -> &'static str {
    const CLASSES: [&str; HUES as usize] = ["hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7"];
    match pid.0 {
        0 => "hue-kernel",
        1 => "hue-init",
        n => CLASSES[((n - 2) % HUES) as usize],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_distinct_for_every_process_a_computer_can_hold() {
        let mut seen = std::collections::BTreeSet::new();
        for pid in 0..300 {
            assert!(seen.insert(letter(Pid(pid))), "pid {pid} repeats {}", letter(Pid(pid)));
        }
    }

    #[test]
    fn the_first_program_is_a_and_its_child_b_in_another_hue() {
        assert_eq!((letter(Pid(2)).as_str(), letter(Pid(3)).as_str()), ("A", "B"));
        assert_ne!(hue(Pid(2)), hue(Pid(3)));
    }
}
