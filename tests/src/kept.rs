//! What a room of objects promises, whatever it stands on: run on the twin in memory and on the local cloud's S3.

use objects::{Listed, Objects, ObjectsError};

/// Writes, reads, lists and removes under `promises/`.
pub async fn promises(objects: &Objects) {
    let key = |n: u32| format!("promises/{n:04}.bin");
    let all: Vec<Listed> = (0..8).map(|n| Listed { key: key(n), bytes: u64::from(n) + 3 }).collect();
    for (n, listed) in (0..).zip(&all) {
        let bytes = vec![n; usize::try_from(listed.bytes).expect("a few")];
        assert_eq!(objects.put_new(&listed.key, bytes).await, Ok(true));
    }
    // What is there stays, unless it is written over.
    assert_eq!(objects.put_new(&key(3), b"other".to_vec()).await, Ok(false));
    assert_eq!(objects.get(&key(3), 6).await, Ok(Some(vec![3; 6])));
    assert_eq!(objects.put(&key(3), b"sixth!".to_vec()).await, Ok(()));
    assert_eq!(objects.get(&key(3), 6).await, Ok(Some(b"sixth!".to_vec())));
    // Bounds, and what isn't there.
    assert_eq!(objects.get(&key(3), 5).await, Err(ObjectsError::TooLarge { most: 5 }));
    assert_eq!(objects.get(&key(99), 5).await, Ok(None));
    // In the order of keys; nothing of another prefix.
    assert_eq!(objects.put("promises-not/a", vec![]).await, Ok(()));
    assert_eq!(objects.list("promises/").await, Ok(all.clone()));
    assert_eq!(objects.list("promises/0003").await, Ok(vec![all[3].clone()]));
    assert_eq!(objects.list("promises/x").await, Ok(vec![]));
    for listed in &all {
        assert_eq!(objects.delete(&listed.key).await, Ok(()));
    }
    assert_eq!(objects.delete(&key(0)).await, Ok(()), "it is gone already");
    assert_eq!(objects.list("promises/").await, Ok(vec![]));
    assert_eq!(objects.delete("promises-not/a").await, Ok(()));
}
