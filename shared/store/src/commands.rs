//! The ledger of commands to the shop, in the order's own collection and for ever: it is about money.
//!
//! Commands of one order go one at a time. A small row says whose turn it is, and counts how often that changed: whoever takes
//! a command takes the turn if nothing about any command of the order has changed since it looked, and ends it in the
//! same transaction as the command. So what was read of the others still holds when the shop is told.

use domain::{
    EntityRef, NewEvent, ShopId, Timestamp,
    command::{CommandId, Entry},
    event::Origin,
};

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
    engine::{EngineError, Guard, Item, Query, Table, Write, number, text},
    keys,
    remember::pause,
};

/// Version of the shapes that are written now.
const V: i64 = 1;
/// How often an end is tried against other writers of the story that it is told in.
const ROUNDS: u32 = 5;

/// Whose turn it is among the commands of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// How often it changed. Nothing was ever taken if it is 0.
    changes: i64,
    /// The command that is being carried out.
    pub holder: Option<String>,
    /// By whom.
    owner: String,
}

/// All commands of an order that anybody ever took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commands {
    /// Whose turn it is.
    pub turn: Turn,
    /// Each of them.
    pub entries: Vec<Entry>,
}

impl Commands {
    /// What is known of one.
    pub fn entry(&self, id: &CommandId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }
}

/// A command as it is from now on, by whoever has the turn.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'c> {
    /// The order.
    pub order: &'c EntityRef,
    /// The turn as it was taken.
    pub turn: &'c Turn,
    /// The command.
    pub entry: &'c Entry,
}

impl Store {
    /// All commands of an order, and whose turn it is: the turn as it stood before the rest was read, so that whatever changed
    /// meanwhile keeps it from being taken.
    pub async fn commands(&self, shop: &ShopId, order: &EntityRef) -> Result<Commands, StoreError> {
        let query =
            Query { prefix: keys::COMMANDS.to_owned(), ..Query::all(None, keys::entity(shop, order)) };
        let mut commands = Commands::default();
        for item in &query.every(|query| self.engine.query(query)).await? {
            if text(item, "sk") == Some(keys::COMMANDS) {
                commands.turn = read_turn(item);
            } else {
                commands.entries.push(read(item)?);
            }
        }
        Ok(commands)
    }

    /// Takes a command, and the turn of its order. Answers the turn as it is then; nothing if anything about the order's
    /// commands has changed since `seen`.
    pub async fn take_command(
        &self,
        shop: &ShopId,
        order: &EntityRef,
        entry: &Entry,
        seen: &Turn,
    ) -> Result<Option<Turn>, StoreError> {
        let turn = Turn {
            changes: seen.changes + 1,
            holder: Some(entry.id.as_str().to_owned()),
            owner: entry.owner.clone(),
        };
        let guard = match seen.changes {
            0 => Guard::absent("first-command-of-its-order"),
            changes => Guard::equals("commands-as-read", "changes", changes),
        };
        let writes = vec![
            Write::put(Table::Shop, turn_item(shop, order, &turn)).when(guard),
            Write::put(Table::Shop, entry_item(shop, order, entry)),
        ];
        match self.engine.transact(writes).await {
            Ok(()) => Ok(Some(turn)),
            Err(EngineError::Condition(_) | EngineError::Conflict) => {
                // The SDK may have repeated a call whose answer was lost: then it is ours all the same.
                let now = self.turn(shop, order).await?;
                Ok((now == turn).then_some(turn))
            }
            Err(e) => Err(e.into()),
        }
    }

    /// The command changes and stays with whoever has the turn. `false` if that is another by now.
    pub async fn keep_command(&self, shop: &ShopId, changed: Changed<'_>) -> Result<bool, StoreError> {
        let turn = Turn { changes: changed.turn.changes + 1, ..changed.turn.clone() };
        self.transacted(writes(shop, changed, &turn)).await
    }

    /// The command surely wasn't carried out; it is nobody's, and the turn is free. `false` if that is another's by now.
    pub async fn release_command(&self, shop: &ShopId, changed: Changed<'_>) -> Result<bool, StoreError> {
        self.transacted(writes(shop, changed, &free(changed.turn))).await
    }

    /// The command ends as it is now, and what came of it is told in the story of whoever asked for it: all or nothing.
    /// `false` if the turn is another's by now.
    pub async fn end_command(
        &self,
        shop: &ShopId,
        changed: Changed<'_>,
        events: &[NewEvent],
        origin: &Origin,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let about = &changed.entry.about;
        for round in 0..ROUNDS {
            let head = self.head(shop, about).await?;
            let mut commit = Commit::on(shop, about, &head, now);
            commit.events = events;
            commit.origin = origin.clone();
            commit.command = Some(changed);
            match self.commit(commit).await {
                // What was told before was told in the transaction that ended it.
                Ok(Committed::Done(_) | Committed::AlreadyDone) => return Ok(true),
                Err(StoreError::Stale) => {}
                Err(e) => return Err(e),
            }
            if self.turn(shop, changed.order).await?.owner != changed.turn.owner {
                return Ok(false);
            }
            pause(round).await;
        }
        Err(StoreError::Stale)
    }

    async fn turn(&self, shop: &ShopId, order: &EntityRef) -> Result<Turn, StoreError> {
        let item = self.engine.get(Table::Shop, keys::turn(shop, order)).await?;
        Ok(item.as_ref().map(read_turn).unwrap_or_default())
    }

    async fn transacted(&self, writes: Vec<Write>) -> Result<bool, StoreError> {
        match self.engine.transact(writes).await {
            Ok(()) => Ok(true),
            Err(EngineError::Condition(_)) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }
}

/// The writes of a command's end, for the transaction that tells of it.
pub(crate) fn end(shop: &ShopId, changed: Changed<'_>) -> Vec<Write> {
    writes(shop, changed, &free(changed.turn))
}

fn free(turn: &Turn) -> Turn {
    Turn { changes: turn.changes + 1, holder: None, owner: String::new() }
}

/// The command as it is now, and the turn, if it is still that of whoever took it.
fn writes(shop: &ShopId, changed: Changed<'_>, turn: &Turn) -> Vec<Write> {
    let owner = changed.turn.owner.as_str();
    let guard = Guard::equals("command-by-its-owner", "owner", owner);
    vec![
        Write::put(Table::Shop, turn_item(shop, changed.order, turn)).when(guard),
        Write::put(Table::Shop, entry_item(shop, changed.order, changed.entry)),
    ]
}

fn turn_item(shop: &ShopId, order: &EntityRef, turn: &Turn) -> Item {
    let mut item = keys::turn(shop, order).item();
    item.insert("v".into(), V.into());
    item.insert("changes".into(), turn.changes.into());
    item.insert("holder".into(), turn.holder.as_deref().unwrap_or_default().into());
    item.insert("owner".into(), turn.owner.as_str().into());
    item
}

fn read_turn(item: &Item) -> Turn {
    Turn {
        changes: number(item, "changes").unwrap_or_default(),
        holder: text(item, "holder").filter(|holder| !holder.is_empty()).map(str::to_owned),
        owner: text(item, "owner").unwrap_or_default().to_owned(),
    }
}

fn entry_item(shop: &ShopId, order: &EntityRef, entry: &Entry) -> Item {
    let mut item = keys::command(shop, order, &entry.id).item();
    item.insert("v".into(), V.into());
    item.insert("entry".into(), serde_json::to_string(entry).expect("entries are plain data").into());
    item
}

fn read(item: &Item) -> Result<Entry, StoreError> {
    match number(item, "v") {
        Some(V) => {}
        Some(found) if found > V => return Err(StoreError::Newer { what: "a command", found, known: V }),
        _ => return Err(StoreError::unreadable("a command", "it has no version")),
    }
    serde_json::from_str(text(item, "entry").unwrap_or_default())
        .map_err(|e| StoreError::json("a command", &e))
}
