//! What to do when a page doesn't come.

use std::time::Duration;

use crate::Trouble;

/// What must be left of the time to ask for another page: the longest answer, and taking it in.
pub const PAGE: Duration = Duration::from_secs(15);
/// How often one page is asked for when something passes by itself; then the next tick does.
const MOST_TRIES: u32 = 4;
/// How often when the platform asks to wait: the time left ends it sooner.
const MOST_WAITS: u32 = 40;
/// The longest pause before the second try; each later one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Ask again after this long.
    Wait(Duration),
    /// Ask again after up to this long.
    WaitUpTo(Duration),
    /// Ask for half as many.
    Smaller,
    /// Not in this tick.
    Stop,
}

/// What to do when a page of up to `size` orders came to such `trouble` for the `times`-th time, with so much time left.
pub fn after(trouble: &Trouble, times: u32, size: u32, left: Duration) -> Next {
    let pause = FIRST_PAUSE * 2_u32.pow(times.saturating_sub(1).min(5));
    match trouble {
        Trouble::Refuses(_) => Next::Stop,
        Trouble::TooMuch if size > 1 => Next::Smaller,
        Trouble::TooMuch => Next::Stop,
        Trouble::Passing(_) if times < MOST_TRIES && left >= pause + PAGE => Next::WaitUpTo(pause),
        Trouble::Busy(Some(wait)) if times < MOST_WAITS && left >= *wait + PAGE => Next::Wait(*wait),
        Trouble::Busy(None) if times < MOST_WAITS && left >= pause + PAGE => Next::Wait(pause),
        Trouble::Passing(_) | Trouble::Busy(_) => Next::Stop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_met_while_time_lasts() {
        let s = Duration::from_secs;
        let passing = || Trouble::Passing("status 500".into());
        for (trouble, times, size, left, next) in [
            (passing(), 1, 5, 200, Next::WaitUpTo(s(1))),
            (passing(), 3, 5, 200, Next::WaitUpTo(s(4))),
            (passing(), 4, 5, 200, Next::Stop),
            (passing(), 1, 5, 15, Next::Stop),
            (Trouble::Busy(Some(s(7))), 1, 5, 200, Next::Wait(s(7))),
            (Trouble::Busy(Some(s(7))), 39, 5, 22, Next::Wait(s(7))),
            (Trouble::Busy(Some(s(7))), 1, 5, 21, Next::Stop),
            (Trouble::Busy(Some(s(600))), 1, 5, 200, Next::Stop),
            (Trouble::Busy(None), 2, 5, 200, Next::Wait(s(2))),
            (Trouble::Busy(None), 40, 5, 200, Next::Stop),
            (Trouble::TooMuch, 9, 2, 200, Next::Smaller),
            (Trouble::TooMuch, 1, 1, 200, Next::Stop),
            (Trouble::Refuses("status 401".into()), 1, 5, 200, Next::Stop),
        ] {
            assert_eq!(
                after(&trouble, times, size, s(left)),
                next,
                "{trouble:?}, {times} times, {left} s left"
            );
        }
    }
}
