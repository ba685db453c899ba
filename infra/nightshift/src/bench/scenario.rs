//! What any implementation of the path must do before it is measured, ours and the peer's alike.

use domain::Timestamp;

use super::{fleet::Fleet, order};
use crate::trouble::Trouble;

/// Plays all of them. Answers how many there are.
pub(super) async fn play(fleet: &mut Fleet) -> Result<usize, Trouble> {
    let now = Timestamp::now();
    let paid = order::body(1, now, 0, "paid");
    let created = order::asked("orders/create", &paid, now, false);
    let authorised = order::asked("orders/create", &order::body(2, now, 0, "authorized"), now, false);
    let captured = order::asked("orders/updated", &order::body(2, now, 1, "paid"), now, false);
    let forged = order::asked("orders/create", &order::body(3, now, 0, "paid"), now, true);
    let pending = order::asked("orders/create", &order::body(4, now, 0, "pending"), now, false);
    let steps = [
        ("a signed order is confirmed in one mail", &created, 200, 1),
        ("the same delivery again sends nothing", &created, 200, 0),
        ("a bad signature is refused", &forged, 401, 0),
        ("an authorised order is confirmed in one mail", &authorised, 200, 1),
        ("its capture sends nothing", &captured, 200, 0),
        ("an order that nobody paid for isn't confirmed", &pending, 200, 0),
    ];
    let count = steps.len();
    for (what, asked, status, mails) in steps {
        let way = fleet.send(asked).await?;
        if (way.status, way.mails.len()) != (status, mails) {
            return Err(Trouble::failed(what).saying(format!(
                "answered {}, {} mails went out",
                way.status,
                way.mails.len()
            )));
        }
        if way.mails.iter().any(|mail| mail.bytes < 1000 || !mail.to.starts_with("buyer-")) {
            return Err(Trouble::failed(what).saying("the mail isn't one to its buyer"));
        }
    }
    Ok(count)
}
