//! Who pays for the way back of what was decided, as buyers are told before they file it.

use super::{
    Decision, Fault, Judged, Method, Policies, Verdict,
    rules::{Payer, WayBack},
};

impl Policies {
    /// Who pays for sending back what comes back by a decision; nobody where nothing is sent, or where nothing is said of it. A parcel is
    /// paid once: by the shop, where it pays for anything in it.
    pub fn pays_way_back(&self, decision: &Decision, method: Method) -> Option<Payer> {
        let comes = |line: &&Judged| line.verdict.ships() || line.verdict == Verdict::Review;
        let coming = decision.lines.iter().filter(comes);
        coming.filter_map(|line| payer(line.fault, self.way_back_of(line), method)).max()
    }

    /// As the policy says that governs a line.
    fn way_back_of(&self, line: &Judged) -> Option<&WayBack> {
        let current = self.current.as_ref().filter(|current| current.version == line.policy);
        current.unwrap_or(&self.purchase).rules.way_back.as_ref()
    }
}

/// Where the shop hasn't said it: it pays for its own faults and the carrier's, and who goes without its label pays the carrier.
fn payer(fault: Fault, said: Option<&WayBack>, method: Method) -> Option<Payer> {
    match (fault, said) {
        (Fault::Customer, Some(way)) => Some(way.by_choice),
        (Fault::Customer, None) => (method == Method::OwnPost).then_some(Payer::Buyer),
        (_, way) => Some(way.map_or(Payer::Shop, |way| way.by_fault)),
    }
}
