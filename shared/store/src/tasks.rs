//! Tasks: what people have to do, and that it was done.

use domain::{
    EntityRef, NewEvent, ShopId,
    task::{Closed, Done, Task},
};
use serde_json::json;

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
};

/// What closing a task came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closing {
    /// It is done now.
    Closed(Task),
    /// It was done before.
    Before(Done),
    /// There is no such task.
    Unknown,
}

impl Store {
    /// A task, open or done.
    pub async fn task(&self, shop: &ShopId, entity: &EntityRef) -> Result<Option<Task>, StoreError> {
        self.head(shop, entity).await?.recall(Task::DESK).map_err(unreadable)
    }

    /// All open tasks of a shop, by due time.
    pub async fn open_tasks(&self, shop: &ShopId) -> Result<Vec<(EntityRef, Task)>, StoreError> {
        let mut open = Vec::new();
        for (_, entity) in self.members(shop, Task::OPEN).await? {
            // The index may be a moment late: a task that was just closed may still be listed.
            let task = self.task(shop, &entity).await?.filter(|task| task.done.is_none());
            open.extend(task.map(|task| (entity, task)));
        }
        Ok(open)
    }

    /// Closes a task.
    pub async fn close_task(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        done: Done,
    ) -> Result<Closing, StoreError> {
        let head = self.head(shop, entity).await?;
        let Some(task): Option<Task> = head.recall(Task::DESK).map_err(unreadable)? else {
            return Ok(Closing::Unknown);
        };
        if let Some(before) = task.done {
            return Ok(Closing::Before(before));
        }
        let events = [NewEvent::of("task#done", &Closed { by: done.by.clone() })];
        let now = done.at;
        let task = Task { done: Some(done), ..task };
        let mut commit = Commit::on(shop, entity, &head, now);
        commit.events = &events;
        commit.memory.push((Task::DESK, json!(task)));
        commit.unlists.push(Task::OPEN.to_owned());
        match self.commit(commit).await? {
            Committed::Done(_) => Ok(Closing::Closed(task)),
            // Somebody else closed it at the same instant.
            Committed::AlreadyDone => Err(StoreError::Stale),
        }
    }
}

fn unreadable(failure: domain::Failure) -> StoreError {
    tracing::error!(%failure, "a task can't be read");
    StoreError::unreadable("a task", "what is remembered of it isn't of the form that is written")
}
