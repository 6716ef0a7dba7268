//! Ids: typed indices, one type per table.

/// Declares an index into a table.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of what stands there in its table.
            pub const fn at(index: usize) -> $name {
                $name(index as u32)
            }

            /// The index in its table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

pub(crate) use id;
