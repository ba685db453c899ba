//! One `up` at a time: two would share `.local/`.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, SeekFrom, Write},
};

use super::house::House;
use crate::trouble::{Explain, Trouble};

/// Held for as long as it lives; the operating system lets go of it whatever happens.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "holds the lock while open")] File);

impl Lock {
    /// Takes the lock, or says who has it.
    pub(crate) fn take(house: &House) -> Result<Self, Trouble> {
        let path = house.folder("")?.join("lock");
        let what = || format!("the lock {} can't be used", path.display());
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .while_trying(what())?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).ok();
                return Err(Trouble::environment(format!(
                    "another `cargo nightshift up` is at work in this folder (process {})",
                    holder.trim()
                ))
                .mend("wait for it, or end it with Ctrl-C"));
            }
            Err(TryLockError::Error(e)) => return Err(e).while_trying(what()),
        }
        file.set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| write!(file, "{}", std::process::id()))
            .while_trying(what())?;
        Ok(Self(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_holds_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let house = House::at(folder.path().to_owned());
        let first = Lock::take(&house).expect("free");
        let refused = Lock::take(&house).expect_err("taken").to_string();
        assert!(refused.contains(&std::process::id().to_string()), "{refused}");
        drop(first);
        Lock::take(&house).expect("free again");
    }
}
