//! How far an automation is switched on.

use std::num::NonZeroU32;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an automation may do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// It doesn't decide at all.
    Off,
    /// It decides and journals, and nothing leaves the house. New shops begin here.
    #[default]
    Shadow,
    /// Whatever it sends goes to one address of the shop's own.
    Redirect,
    /// It is in earnest.
    Live,
}

impl Mode {
    /// The word in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Shadow => "shadow",
            Self::Redirect => "redirect",
            Self::Live => "live",
        }
    }
}

/// The keys that every automation's table has, beside its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Switch {
    /// `off`, `shadow`, `redirect` or `live`.
    #[serde(default)]
    pub mode: Mode,
    /// Nothing that began before this instant is acted on; an RFC 3339 time with its offset. `redirect` and `live`
    /// need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub live_since: Option<Timestamp>,
    /// Where everything goes in the mode `redirect`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_to: Option<String>,
    /// So many mails it may send a day, by the shop's clock; those beyond wait among the dead letters, and a task says so.
    /// As many as it likes, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mails_per_day: Option<NonZeroU32>,
}

/// Why something that was decided stays in the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// The automation was switched off meanwhile.
    Off,
    /// The automation is in shadow.
    Shadow,
    /// It is about something that began before the shop went live.
    BeforeLive,
}

impl Withheld {
    /// In one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Shadow => "shadow",
            Self::BeforeLive => "before-live",
        }
    }
}

/// What may become of something that is to leave the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// It goes where it belongs.
    Out,
    /// It goes to this address of the shop's own instead.
    Redirected(String),
    /// It stays, and is only journalled.
    Withheld(Withheld),
}

impl Allowed {
    /// The stricter of two.
    pub fn stricter(self, other: Option<Self>) -> Self {
        let rank = |allowed: &Self| match allowed {
            Self::Out => 0,
            Self::Redirected(_) => 1,
            Self::Withheld(_) => 2,
        };
        match other {
            Some(other) if rank(&other) > rank(&self) => other,
            _ => self,
        }
    }
}

impl Switch {
    /// What may leave the house about something that began at `began`.
    pub fn allows(&self, began: Timestamp) -> Allowed {
        // A shop that is live without having said since when wouldn't pass `settings check`: rather nothing than all.
        let live = self.live_since.is_some_and(|since| began >= since);
        match (self.mode, &self.redirect_to) {
            (Mode::Off, _) => Allowed::Withheld(Withheld::Off),
            (Mode::Shadow, _) | (Mode::Redirect, None) => Allowed::Withheld(Withheld::Shadow),
            (Mode::Redirect | Mode::Live, _) if !live => Allowed::Withheld(Withheld::BeforeLive),
            (Mode::Redirect, Some(address)) => Allowed::Redirected(address.clone()),
            (Mode::Live, _) => Allowed::Out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_leave_the_house() {
        let at = |s| Timestamp::from_second(s).expect("in range");
        let own = || Some("owner@acme.example".to_owned());
        for (mode, since, redirect_to, began, expected) in [
            (Mode::Off, Some(100), None, 200, Allowed::Withheld(Withheld::Off)),
            (Mode::Shadow, Some(100), None, 200, Allowed::Withheld(Withheld::Shadow)),
            (Mode::Redirect, Some(100), None, 200, Allowed::Withheld(Withheld::Shadow)),
            (Mode::Redirect, Some(100), own(), 99, Allowed::Withheld(Withheld::BeforeLive)),
            (Mode::Redirect, Some(100), own(), 100, Allowed::Redirected("owner@acme.example".into())),
            (Mode::Live, None, None, 200, Allowed::Withheld(Withheld::BeforeLive)),
            (Mode::Live, Some(100), None, 99, Allowed::Withheld(Withheld::BeforeLive)),
            (Mode::Live, Some(100), None, 100, Allowed::Out),
            (Mode::Live, Some(100), own(), 100, Allowed::Out),
        ] {
            let switch = Switch { mode, live_since: since.map(at), redirect_to, ..Switch::default() };
            assert_eq!(switch.allows(at(began)), expected, "{switch:?} at {began}");
        }
    }
}
