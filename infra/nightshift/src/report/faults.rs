//! What was put in the day's way, and what came of it: counted from the rows, the mails and the commands.

use super::{
    played::PlayedDay,
    returns,
    words::{listed, many},
};

/// One kind of trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// How often.
    pub(super) count: usize,
    /// What, for one and for several.
    pub(super) what: &'static str,
    /// What came of it.
    pub(super) so: &'static str,
}

/// The door's answers, one for each time that something was sent.
pub(super) fn answers(kept: &PlayedDay) -> impl Iterator<Item = &str> {
    kept.deliveries.iter().flat_map(|row| row.answer.split(" + "))
}

/// All that was met, the door's first.
pub(super) fn faults(kept: &PlayedDay) -> Vec<Fault> {
    let answered = |word: &str| answers(kept).filter(|answer| *answer == word).count();
    let bounced =
        kept.mails.iter().filter(|mail| ["bounce", "complaint", "reject"].contains(&mail.reported.as_str()));
    let (_, refused) = returns::paid(kept);
    let again = kept.commands.iter().filter(|command| command.times > 1).count();
    let held = kept.deliveries.iter().filter(|row| row.decision == "held").count();
    let many = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let all = [
        (answered("duplicate"), "the same news came again", "dropped at the door"),
        (answered("unauthorised"), "signed with somebody else’s secret", "refused, and nothing kept"),
        (answered("refused"), "could not be understood", "kept aside, and told"),
        (held, "sums that don’t add up", "held, with a task for a person"),
        (bounced.count(), "an address that bounces", "suppressed from then on"),
        (refused, "a refund that the shop refuses", "a task for a person"),
        (again, "a command that arrived more than once", "carried out once"),
        (many(kept.status.ses.throttled), "SES asked for patience", "sent later"),
        (many(kept.status.ses.lost), "SES’s answer was lost", "its own report was waited for"),
    ];
    let met = all.into_iter().filter(|(count, ..)| *count > 0);
    met.map(|(count, what, so)| Fault { count, what, so }).collect()
}

/// Whether every mail went out once, and nothing was given up.
pub(super) fn verdict(kept: &PlayedDay) -> String {
    let dead: i64 = kept.dead.values().sum();
    let once = match kept.twice() {
        0 => format!("{}, each once", many(kept.mails.len(), "mail")),
        n => format!("{}, {n} of them more than once", many(kept.mails.len(), "mail")),
    };
    let dead = match usize::try_from(dead).unwrap_or(0) {
        0 => "no dead letter".to_owned(),
        n => many(n, "dead letter"),
    };
    listed(&[once, dead])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn only_what_happened_is_told() {
        let mut kept = sample::kept();
        let counted = |kept: &PlayedDay| -> Vec<(usize, &str)> {
            faults(kept).iter().map(|f| (f.count, f.so)).collect()
        };
        assert_eq!(counted(&kept), [(1, "held, with a task for a person"), (1, "a task for a person")]);
        assert_eq!(verdict(&kept), "5 mails, each once and no dead letter");
        kept.deliveries[0].answer = "accepted + duplicate + duplicate".into();
        kept.status.ses.lost = 3;
        kept.mails[1].send_id = kept.mails[0].send_id.clone();
        kept.dead.insert("mail-bulk-dead".into(), 2);
        assert_eq!(counted(&kept)[0], (2, "dropped at the door"));
        assert_eq!(counted(&kept).last(), Some(&(3, "its own report was waited for")));
        assert_eq!(verdict(&kept), "5 mails, 1 of them more than once and 2 dead letters");
    }
}
