//! For tests: how time grows with size, told so that other work on the machine cannot spoil it.
//!
//! A test file outside of the library takes this file in by its path.

#![allow(dead_code, reason = "each test file uses a part")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often both are measured before growth is believed to be worse than it may be: what is quadratic fails each time.
const ROUNDS: usize = 10;
/// Below this the clock and the allocator say more than the work does.
const LEAST: Duration = Duration::from_millis(1);

/// Asserts that `run` is linear, by `size` of what `make` makes and eight times as much: what is linear takes eight times as long,
/// what is quadratic sixty-four times; it may take 24 times. `what` names it.
pub(crate) fn assert_linear<T, R>(what: &str, size: usize, make: impl Fn(usize) -> T, run: impl Fn(&T) -> R) {
    assert_growth(what, [&make(size), &make(size * 8)], 24, run);
}

/// Asserts that `run` takes no more than `bound` times as long on the second as on the first.
pub(crate) fn assert_growth<T, R>(what: &str, sizes: [&T; 2], bound: u32, run: impl Fn(&T) -> R) {
    if let Err([one, many]) = growth(sizes, bound, run) {
        panic!("{what}: the larger took more than {bound} times as long: {one:?}, then {many:?}");
    }
}

/// The least of the times on each, taken in turn until they are as they may be; what they are if they never are.
pub(crate) fn growth<T, R>(sizes: [&T; 2], bound: u32, run: impl Fn(&T) -> R) -> Result<(), [Duration; 2]> {
    let time = |on: &T| {
        let clock = Clock::start();
        black_box(run(black_box(on)));
        clock.elapsed()
    };
    let mut least = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        least = [time(sizes[0]).min(least[0]), time(sizes[1]).min(least[1])];
        if least[1] <= least[0].max(LEAST) * bound {
            return Ok(());
        }
    }
    Err(least)
}

/// The time that this thread has run, where the system tells it; else the time that has passed.
struct Clock {
    ran: Option<Duration>,
    begin: Instant,
}

impl Clock {
    fn start() -> Self {
        Self { begin: Instant::now(), ran: ran() }
    }

    fn elapsed(&self) -> Duration {
        match (self.ran, ran()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.begin.elapsed(),
        }
    }
}

/// How long this thread has run on a processor, which on Linux is the first number of its statistics, in nanoseconds.
fn ran() -> Option<Duration> {
    // The numbers are brought up to date when the thread yields, else only now and then.
    std::thread::yield_now();
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().filter(|&nanoseconds| nanoseconds > 0).map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(number: usize) -> usize {
        (0..number).fold(0, |sum, step| black_box(sum + step))
    }

    #[test]
    fn what_is_quadratic_is_told_from_what_is_not() {
        assert_eq!(growth([&100_000, &800_000], 24, |&size: &usize| steps(size)), Ok(()));
        assert_eq!(growth([&100_000, &800_000], 24, |&size: &usize| steps(size * size.ilog2() as usize)), Ok(()));
        assert!(growth([&1000, &8000], 24, |&size: &usize| steps(size * size)).is_err());
    }
}
