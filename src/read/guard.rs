//! Confines a mistake of this program or of a library to the part of the input that caused it.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The message of a panic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panic(pub String);

/// Returns the result of the work. Nothing that the work changes may be used after a panic.
///
/// # Errors
/// [`Panic`], if it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<&str>().copied();
        Panic(said.or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("?").to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_and_does_not_spread() {
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded(|| panic!("at {}", 7)), Err::<(), _>(Panic("at 7".to_owned())));
        assert_eq!(guarded(|| panic!("here")), Err::<(), _>(Panic("here".to_owned())));
    }
}
