//! S10: links that somebody guesses, bends, cuts, keeps too long or puts together anew open nothing.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use domain::{
    EntityRef, Timestamp,
    link::{Link, LinkKey, ORDER_STATUS},
};

/// So many with `--full`; a slice of them else.
const ALL: u64 = 1_000_000;
const SLICE: u64 = 100_000;

/// SplitMix64: the same attempts in every run, on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).expect("small")).expect("below n")
    }

    fn bytes(&mut self, n: usize) -> Vec<u8> {
        std::iter::repeat_with(|| self.next().to_le_bytes()[0]).take(n).collect()
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("in range")
}

fn key(word: &str) -> LinkKey {
    LinkKey::new(format!("{word}-0123456789abcdef0123456789abcdef")).expect("long enough")
}

fn link(purpose: &'static str, shop: &str, order: u64) -> Link {
    let (shop, entity) = (shop.parse().expect("a shop"), EntityRef::order(&order.to_string()));
    Link { purpose, shop, entity, expires: at(1_000) }
}

/// One attempt of its kind, and when it is made.
fn attempt(kind: usize, chance: &mut Chance, keys: &[LinkKey]) -> (String, Timestamp) {
    let order = 450_000_000 + chance.next() % 1000;
    let genuine = link(ORDER_STATUS, "acme", order).sign(&keys[0]);
    let parts: Vec<&str> = genuine.split('.').collect();
    let payload = String::from_utf8(BASE64.decode(parts[1]).expect("base64")).expect("text");
    let with = |payload: &str| format!("{}.{}.{}", parts[0], BASE64.encode(payload), parts[2]);
    let token = match kind {
        // Guessed: a right payload under a MAC of any bytes, of the right length and of any other.
        0 => format!("{}.{}.{}", parts[0], parts[1], BASE64.encode(chance.bytes(32))),
        1 => {
            let length = chance.below(65);
            format!("{}.{}.{}", parts[0], parts[1], BASE64.encode(chance.bytes(length)))
        }
        // Bent by one bit, one sign more, one fewer, two swapped.
        2 => {
            let mut bytes = genuine.clone().into_bytes();
            let place = chance.below(bytes.len());
            bytes[place] ^= 1 << chance.below(7);
            String::from_utf8_lossy(&bytes).into_owned()
        }
        3 => {
            let mut signs: Vec<char> = genuine.chars().collect();
            let more = char::from(b"AZaz09-_.=|"[chance.below(11)]);
            signs.insert(chance.below(signs.len() + 1), more);
            signs.into_iter().collect()
        }
        4 => {
            let mut signs: Vec<char> = genuine.chars().collect();
            signs.remove(chance.below(signs.len()));
            signs.into_iter().collect()
        }
        5 => genuine[..chance.below(genuine.len())].to_owned(),
        // Kept too long.
        6 => return (genuine, at(1_000 + i64::try_from(chance.next() >> 30).expect("34 bits"))),
        // Another order, shop, purpose or expiry under a MAC that was right for the first.
        7 => with(&payload.replace(&order.to_string(), &(order + 1 + chance.next() % 1000).to_string())),
        8 => with(&payload.replace("|acme|", "|rosen|")),
        9 => with(&payload.replace(ORDER_STATUS, "returns")),
        10 => with(&payload.replace("|1000|", &format!("|{}|", 1_001 + chance.next() % 1_000_000))),
        // Genuine, for another purpose; and of a key that isn't this shop's.
        11 => link("returns", "acme", order).sign(&keys[0]),
        12 => link(ORDER_STATUS, "acme", order).sign(&key(&chance.next().to_string())),
        // The halves of two genuine ones.
        _ => {
            let other = link(ORDER_STATUS, "acme", order + 1).sign(&keys[1]);
            let theirs: Vec<&str> = other.split('.').collect();
            let pick = |n: usize| if n == 0 { &parts } else { &theirs };
            let (a, b, c) =
                [(0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0)][chance.below(6)];
            format!("{}.{}.{}", pick(a)[0], pick(b)[1], pick(c)[2])
        }
    };
    // A bend that changes nothing would be the link itself.
    if token == genuine { (genuine, at(1_000)) } else { (token, at(0)) }
}

#[test]
fn no_link_opens_but_the_one_that_was_signed() {
    const KINDS: usize = 14;
    let keys = [key("current"), key("previous")];
    let full = std::env::var_os("NIGHTSHIFT_FULL").is_some();
    let count = if full { ALL } else { SLICE };
    let mut chance = Chance(10);
    for n in 0..count {
        let kind = usize::try_from(n).expect("small") % KINDS;
        let (token, now) = attempt(kind, &mut chance, &keys);
        assert_eq!(Link::open(&token, ORDER_STATUS, &keys, now), None, "attempt {n}, kind {kind}: {token}");
    }
    // And the signed one does, all the while, under either key.
    for (n, key) in keys.iter().enumerate() {
        let signed = link(ORDER_STATUS, "acme", 450_000_000);
        assert_eq!(Link::open(&signed.sign(key), ORDER_STATUS, &keys, at(999)), Some(signed), "key {n}");
    }
    println!(
        "figure: S10 {count} links guessed, bent, cut, expired, or put together anew in {KINDS} ways: 0 opened"
    );
}
