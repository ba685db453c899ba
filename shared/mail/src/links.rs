//! Addresses that may stand in a mail: `https://` on the shop's own host, and nothing else.

/// The shop's own host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Host(String);

/// Longer ones are nobody's honest link.
const LONGEST: usize = 2048;

impl Host {
    /// The host of the storefront; `None` if its address is not a plain `https://` one.
    pub(crate) fn of_shop(url: &str) -> Option<Self> {
        host(url).map(Self)
    }

    /// The address, if it is on this host; others are dropped.
    pub(crate) fn allows<'a>(&self, url: &'a str) -> Option<&'a str> {
        (host(url)? == self.0).then_some(url)
    }
}

/// The host of a plain `https://` address without user, port or anything that two parsers read differently.
fn host(url: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c);
    if url.len() > LONGEST || !url.chars().all(plain) {
        return None;
    }
    let (scheme, rest) = url.split_at_checked("https://".len())?;
    let host = rest.split(['/', '?', '#']).next()?;
    let labels = host.split('.').collect::<Vec<_>>();
    let named = labels.len() > 1
        && labels.iter().all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    (scheme.eq_ignore_ascii_case("https://") && named).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shops_own_https() {
        let shop = Host::of_shop("https://shop.example/en").expect("a storefront");
        for (url, allowed) in [
            ("https://shop.example/orders/1?key=a%20b&x=1#top", true),
            ("https://SHOP.example", true),
            ("HTTPS://shop.example/", true),
            ("http://shop.example/", false),
            ("https://shop.example.evil.example/", false),
            ("https://evil.example/shop.example", false),
            ("https://sub.shop.example/", false),
            ("https://shop.example@evil.example/", false),
            ("https://a:b@shop.example/", false),
            ("https://shop.example:8443/", false),
            ("https://shop.example\\@evil.example/", false),
            ("https://shop.example/\r\nX: y", false),
            ("https://shop.example/\"onload=\"x", false),
            ("https://shop.example/ü", false),
            ("https://shop。example/", false),
            ("//shop.example/", false),
            ("javascript:alert(1)", false),
            (" https://shop.example/", false),
            ("https://", false),
            ("https:///shop.example", false),
            ("data:text/html,x", false),
            ("", false),
        ] {
            assert_eq!(shop.allows(url).is_some(), allowed, "{url:?}");
        }
        assert_eq!(Host::of_shop("http://shop.example"), None);
    }
}
