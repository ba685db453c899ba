//! Where may be asked: hosts by name, and no address inside.

use std::net::IpAddr;

/// The host of an address over HTTPS, without port; `None` if it is none, or holds more than host, port and path.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Who writes a name before the host wants it to be taken for another; a backslash is a slash to some.
    if authority.contains(['@', '\\', '%']) {
        return None;
    }
    let host = authority.split(':').next().unwrap_or_default();
    let is_name = host.contains('.')
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
        && host.parse::<IpAddr>().is_err()
        && !host.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    is_name.then_some(host)
}

/// Whether an address leads to one of these hosts, by name.
pub fn allowed(url: &str, hosts: &[String]) -> bool {
    host(url).is_some_and(|host| hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)))
}

/// Whether an address is one that the whole world reaches: a name that is allowed may still lead inside.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_multicast()
                || v4.is_broadcast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b)))
        }
        IpAddr::V6(v6) => {
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_over_https() {
        for (url, expected) in [
            ("https://acme.myshopify.com", Some("acme.myshopify.com")),
            ("https://acme.example:8443/shop?x#y", Some("acme.example")),
            ("http://acme.example", None),
            ("https://acme.example@evil.example/", None),
            ("https://evil.example\\@acme.example/", None),
            ("https://acme.example%2eevil.example", None),
            ("https://localhost/", None),
            ("https://127.0.0.1/", None),
            ("https://2130706433/", None),
            ("https://0x7f.1/", None),
            ("https://[::1]/", None),
            ("https:///", None),
            ("ftp://acme.example/", None),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn only_hosts_by_their_whole_names_are_allowed() {
        let hosts = ["acme.myshopify.com".to_owned()];
        for (url, expected) in [
            ("https://acme.myshopify.com/admin", true),
            ("https://ACME.myshopify.com/admin", true),
            ("https://acme.myshopify.com.evil.example/", false),
            ("https://other.myshopify.com/", false),
            ("https://myshopify.com/", false),
        ] {
            assert_eq!(allowed(url, &hosts), expected, "{url}");
        }
        assert!(!allowed("https://acme.myshopify.com/", &[]));
    }

    #[test]
    fn addresses_inside_are_nobodys_business() {
        for (address, public) in [
            ("23.227.38.65", true),
            ("2620:0:3c1::1", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("255.255.255.255", false),
            ("240.0.0.1", false),
            ("224.0.0.1", false),
            ("::1", false),
            ("::", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("::ffff:10.0.0.1", false),
        ] {
            assert_eq!(is_public(address.parse().expect("an address")), public, "{address}");
        }
    }
}
