//! S1: of 100,000 mutations of a signed request per source none is accepted. S2 and S3 are in signatures.rs.

use crate::every::{OLDER, SECRET, now, secrets};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE},
};
use intake::{Headers, Secret, Source, sources};

const MUTATIONS: usize = 100_000;

/// Understood by sources that write the topic into the body, too.
const BODY: &[u8] =
    br#"{"scope":"store/order/created","type":"order.created","id":820982911946154508,"total":"388.00"}"#;
const TOPIC: &str = "orders/create";

/// A request with the secret that it is checked with.
#[derive(Clone, PartialEq, Eq)]
struct Request {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    secret: String,
}

impl Request {
    fn signed(source: &dyn Source, body: &[u8], secret: &str, late: i64) -> Self {
        let at = now() + std::time::Duration::from_secs(late.unsigned_abs());
        let headers = source.sign(TOPIC, body, &Secret::new(secret), at);
        Self {
            headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            body: body.to_vec(),
            secret: secret.to_owned(),
        }
    }

    fn accepted(&self, source: &dyn Source) -> bool {
        let headers = Headers::new(self.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())));
        source.verify(&headers, &self.body, &secrets(&[&self.secret]), now()).is_ok()
    }

    fn value(&mut self, at: usize) -> &mut String {
        &mut self.headers[at].1
    }
}

/// SplitMix64: the same mutations in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).expect("below a usize")
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.roll().to_le_bytes()[0]).collect()
    }

    fn printable(&mut self) -> char {
        char::from(b' ' + u8::try_from(self.below(95)).expect("below 95"))
    }
}

/// What of a request its signature must hold together.
struct Signed {
    request: Request,
    /// Where its signature is.
    signature: usize,
    /// Where the headers are that must be as they were signed, the signature's among them.
    bound: Vec<usize>,
    /// The same body, signed at another time.
    later: Request,
    /// The same, signed by another secret.
    foreign: Request,
    /// Other bodies, signed.
    others: Vec<Request>,
}

impl Signed {
    fn new(source: &dyn Source) -> Self {
        let request = Request::signed(source, BODY, SECRET, 0);
        let foreign = Request::signed(source, BODY, OLDER, 0);
        let differs = |at: &usize| request.headers[*at] != foreign.headers[*at];
        let signature =
            (0..request.headers.len()).find(differs).expect("a header that depends on the secret");
        let bound = (0..request.headers.len())
            .filter(|at| *at == signature || request.headers[*at].0.starts_with("webhook-"))
            .collect();
        let later = Request::signed(source, BODY, SECRET, 60);
        let others = (0..BODY.len()).map(|n| Request::signed(source, &BODY[..n], SECRET, 0)).collect();
        Self { request, signature, bound, later, foreign, others }
    }
}

type Mutation = fn(&Signed, &Request, &mut Dice) -> Request;

/// Ways of changing a request.
const MUTATIONS_OF: &[(&str, Mutation)] = &[
    ("bits of the body", |_, base, dice| {
        let mut it = base.clone();
        for _ in 0..=dice.below(3) {
            let bit = dice.below(it.body.len() * 8);
            it.body[bit / 8] ^= 1 << (bit % 8);
        }
        it
    }),
    ("a shorter body", |_, base, dice| {
        let mut it = base.clone();
        let length = dice.below(it.body.len());
        if dice.below(2) == 0 {
            it.body.truncate(length)
        } else {
            _ = it.body.drain(..=length)
        }
        it
    }),
    ("a longer body", |_, base, dice| {
        let mut it = base.clone();
        let (at, more) = (dice.below(it.body.len() + 1), 1 + dice.below(8));
        let more = if dice.below(2) == 0 { dice.bytes(more) } else { vec![b" \n\0}"[dice.below(4)]; more] };
        it.body.splice(at..at, more);
        it
    }),
    ("parts of the body swapped", |_, base, dice| {
        let mut it = base.clone();
        let middle = 1 + dice.below(it.body.len() - 1);
        it.body.rotate_left(middle);
        it
    }),
    ("another body", |_, base, dice| {
        let length = dice.below(200);
        Request { body: dice.bytes(length), ..base.clone() }
    }),
    ("another body of the same text", |_, base, dice| {
        let text = String::from_utf8(base.body.clone()).expect("UTF-8");
        let body = match dice.below(4) {
            0 => text.replace(',', ", "),
            1 => text.replace('/', "\\/"),
            2 => STANDARD.encode(&text),
            _ => format!("\u{feff}{text}"),
        };
        Request { body: body.into_bytes(), ..base.clone() }
    }),
    ("another topic in the body", |_, base, dice| {
        let topic = ["order/updated", "order/refund/created", "product/created"][dice.below(3)];
        let text = String::from_utf8(base.body.clone()).expect("UTF-8");
        Request { body: text.replace("order/created", topic).into_bytes(), ..base.clone() }
    }),
    ("a character of the secret", |_, base, dice| {
        let at = "whsec_".len() + dice.below(base.secret.len() - "whsec_".len());
        Request { secret: replaced(&base.secret, at, dice), ..base.clone() }
    }),
    ("bits of the signature", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.signature);
        let (form, mut mac) = mac(value);
        for _ in 0..=dice.below(3) {
            let bit = dice.below(mac.len() * 8);
            mac[bit / 8] ^= 1 << (bit % 8);
        }
        *value = form.write(&mac);
        it
    }),
    ("a signature of another length", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.signature);
        let (form, mut mac) = mac(value);
        if dice.below(2) == 0 {
            mac.truncate(dice.below(32))
        } else {
            mac.extend(dice.bytes(8))
        }
        *value = form.write(&mac);
        it
    }),
    ("a signature by guessing", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.signature);
        *value = mac(value).0.write(&dice.bytes(32));
        it
    }),
    ("the signature encoded otherwise", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.signature);
        let (form, mac) = mac(value);
        let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
        // What it is written in, and the other way.
        let (text, hex) = match form.encoding {
            Encoding::Base64 => (STANDARD.encode(&mac), hex),
            Encoding::Hex => (hex, STANDARD.encode(&mac)),
        };
        let other = match dice.below(14) {
            0 => hex,
            1 => hex.to_uppercase(),
            2 => URL_SAFE.encode(&mac).replace(['='], ""),
            3 => STANDARD_NO_PAD.encode(&mac),
            4 => STANDARD.encode(&text),
            5 => STANDARD.encode(&hex),
            6 => format!("\"{text}\""),
            7 => format!("sha256={text}"),
            8 => text.replace('=', "%3D"),
            9 if form.encoding == Encoding::Hex => text.to_uppercase(),
            9 => text.to_lowercase(),
            10 => format!("{text}=",),
            11 => String::from_utf8_lossy(&mac).into_owned(),
            12 => format!("[\"{text}\"]"),
            _ => text.chars().rev().collect(),
        };
        *value = format!("{}{other}", form.head);
        it
    }),
    ("a character of what is signed", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.bound[dice.below(signed.bound.len())]);
        *value = replaced(value, dice.below(value.len()), dice);
        it
    }),
    ("something put into what is signed", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.bound[dice.below(signed.bound.len())]);
        let at = dice.below(value.len() + 1);
        let more = ["\t", "\n", "\0", ",", "=", "0", ".", "ä", "A", "\r\n", ", "][dice.below(11)];
        value.insert_str(at, more);
        it
    }),
    ("blanks around what is signed", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.bound[dice.below(signed.bound.len())]);
        let blanks = " ".repeat(1 + dice.below(4));
        *value = if dice.below(2) == 0 { format!("{blanks}{value}") } else { format!("{value}{blanks}") };
        it
    }),
    ("a shorter header", |signed, base, dice| {
        let mut it = base.clone();
        let value = it.value(signed.bound[dice.below(signed.bound.len())]);
        value.truncate(dice.below(value.len()));
        it
    }),
    ("a doubled header", |signed, base, dice| {
        let mut it = base.clone();
        let at = signed.bound[dice.below(signed.bound.len())];
        let mut double = it.headers[at].clone();
        match dice.below(3) {
            0 => {}
            1 => double.1 = signed.foreign.headers[at].1.clone(),
            _ => double.0 = double.0.to_uppercase(),
        }
        it.headers.insert(dice.below(it.headers.len() + 1), double);
        it
    }),
    ("a renamed or missing header", |signed, base, dice| {
        let mut it = base.clone();
        let at = signed.bound[dice.below(signed.bound.len())];
        let name = &mut it.headers[at].0;
        match dice.below(5) {
            0 => *name = name.replace("x-", ""),
            1 => name.push(' '),
            2 => *name = name.replace("256", "1"),
            3 => *name = "authorization".to_owned(),
            _ => _ = it.headers.remove(at),
        }
        if it.headers == base.headers {
            it.headers.remove(at);
        }
        it
    }),
    ("headers swapped", |signed, base, dice| {
        let mut it = base.clone();
        let at = signed.bound[dice.below(signed.bound.len())];
        let other = dice.below(it.headers.len());
        let (one, two) = (it.headers[at].1.clone(), it.headers[other].1.clone());
        if one == two || at == other {
            it.value(at).clear();
        } else {
            (*it.value(at), *it.value(other)) = (two, one);
        }
        it
    }),
    ("what is signed cut elsewhere", |signed, base, dice| {
        // What comes before a dot moves out of the body, or what comes after one into it.
        let mut it = base.clone();
        let at = signed.bound[dice.below(signed.bound.len())];
        let cut = 1 + dice.below(it.body.len() - 1);
        let moved: Vec<_> = it.body.drain(..cut).collect();
        let value = it.value(at);
        *value = format!("{value}{}{}", [".", ""][dice.below(2)], String::from_utf8_lossy(&moved));
        it
    }),
    ("signed by another secret or at another time", |signed, base, dice| {
        let mut it = base.clone();
        let other = if dice.below(2) == 0 { &signed.foreign } else { &signed.later };
        for at in &signed.bound {
            if dice.below(2) == 0 {
                *it.value(*at) = other.headers[*at].1.clone();
            }
        }
        if it == *base || it.headers == signed.later.headers {
            *it.value(signed.signature) = signed.foreign.headers[signed.signature].1.clone();
        }
        it
    }),
    ("the signature of another body", |signed, base, dice| {
        let mut it = base.clone();
        let other = &signed.others[dice.below(signed.others.len())];
        for at in &signed.bound {
            *it.value(*at) = other.headers[*at].1.clone();
        }
        it
    }),
];

/// `text` with another character at `at`.
fn replaced(text: &str, at: usize, dice: &mut Dice) -> String {
    let mut chars: Vec<_> = text.chars().collect();
    let old = chars[at];
    while chars[at] == old {
        chars[at] = dice.printable();
    }
    chars.into_iter().collect()
}

/// How a source writes a signature.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Base64,
    Hex,
}

/// What stands before it, and how it is written.
struct Form {
    head: String,
    encoding: Encoding,
}

impl Form {
    fn write(&self, mac: &[u8]) -> String {
        let text = match self.encoding {
            Encoding::Base64 => STANDARD.encode(mac),
            Encoding::Hex => mac.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        format!("{}{text}", self.head)
    }
}

/// The form of a signature, and its bytes.
fn mac(value: &str) -> (Form, Vec<u8>) {
    if let Some(digits) = value.strip_prefix("hmac-sha256-hex=") {
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
        let bytes = (0..digits.len()).step_by(2).map(byte).collect();
        return (Form { head: "hmac-sha256-hex=".to_owned(), encoding: Encoding::Hex }, bytes);
    }
    let (head, text) =
        value.rsplit_once(',').map_or((String::new(), value), |(v, text)| (format!("{v},"), text));
    (Form { head, encoding: Encoding::Base64 }, STANDARD.decode(text).expect("base64"))
}

#[test]
fn no_mutation_is_accepted() {
    for source in sources() {
        let signed = Signed::new(*source);
        assert!(signed.request.accepted(*source), "{}", source.name());
        let mut dice = Dice(3);
        for n in 0..MUTATIONS {
            let (what, mutate) = MUTATIONS_OF[n % MUTATIONS_OF.len()];
            // Two flips of one bit are none.
            let mut rolls = (0..100).map(|_| mutate(&signed, &signed.request, &mut dice));
            let mutated = rolls.find(|mutated| *mutated != signed.request);
            let mutated = mutated.unwrap_or_else(|| panic!("{}: {what} changes nothing", source.name()));
            let told = || format!("{}: {what}: {:?} {:?}", source.name(), mutated.headers, mutated.body);
            assert!(!mutated.accepted(*source), "{}", told());
        }
        println!("figure: S1 {}: {MUTATIONS} mutations, 0 accepted", source.name());
    }
}
