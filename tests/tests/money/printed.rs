//! A mail's text as somebody reads it who reckons it over.

/// What stands in it, in minor units.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    /// Pieces, price of one, discount (below zero), total of each line.
    lines: Vec<(i64, i64, i64, i64)>,
    /// The rows under the lines, up to the total.
    rows: Vec<(String, i64)>,
    /// The total.
    pub(crate) total: i64,
}

impl Printed {
    /// Reads the text part of an English confirmation.
    pub(crate) fn read(text: &str, places: u32) -> Result<Self, String> {
        let mut lines = Vec::new();
        let mut rows = Vec::new();
        let (mut pieces, mut price, mut off) = (None, None, 0);
        for line in text.lines() {
            let Some((label, value)) = line.rsplit_once(": ") else { continue };
            let amount = || amount(value, places).ok_or_else(|| format!("{line:?} has no amount"));
            match label.trim() {
                "Quantity" => {
                    pieces =
                        Some(value.replace(',', "").parse::<i64>().map_err(|e| format!("{line:?}: {e}"))?)
                }
                "Unit price" => price = Some(amount()?),
                "Discount" if label.starts_with(' ') => off = amount()?,
                "Line total" => {
                    let whole = pieces.take().zip(price.take()).ok_or("a line total without its parts")?;
                    lines.push((whole.0, whole.1, off, amount()?));
                    off = 0;
                }
                // What is indented belongs to a line.
                _ if label.starts_with(' ') || lines.is_empty() => {}
                row if row.starts_with("Total") => return Ok(Self { lines, rows, total: amount()? }),
                row => rows.push((row.to_owned(), amount()?)),
            }
        }
        Err("no total is printed".to_owned())
    }

    /// The same with each of its amounts off by one, one after the other.
    pub(crate) fn each_off_by_one(&self) -> Vec<Self> {
        let of_lines =
            (0..self.lines.len()).flat_map(|n| [0, 1, 2].map(|part| (n, part))).map(|(n, part)| {
                let mut wrong = self.clone();
                let (_, price, off, total) = &mut wrong.lines[n];
                *[price, off, total][part] += 1;
                wrong
            });
        let of_rows = (0..self.rows.len()).map(|n| {
            let mut wrong = self.clone();
            wrong.rows[n].1 += 1;
            wrong
        });
        of_lines.chain(of_rows).collect()
    }

    /// What lines and rows come to, from top to bottom.
    pub(crate) fn reckoned(&self) -> Result<i64, String> {
        let (mut gross, mut after) = (0, 0);
        for (pieces, price, off, total) in &self.lines {
            if pieces * price + off != *total {
                return Err(format!("{pieces} of {price}, {off} off, are not {total}"));
            }
            gross += pieces * price;
            after += total;
        }
        let mut sum = after;
        for (row, amount) in &self.rows {
            match row.split(' ').next() {
                Some("Items") if *amount == gross => sum = gross,
                Some("Subtotal") if *amount == sum && sum == after => {}
                Some("Items" | "Subtotal") => {
                    return Err(format!("{row}: {amount}, but above it stand {gross}, {after}, {sum}"));
                }
                _ => sum += amount,
            }
        }
        Ok(sum)
    }
}

/// `-€1,234.50` in minor units; it has exactly its currency's decimals.
fn amount(text: &str, places: u32) -> Option<i64> {
    let (_, decimals) = text.rsplit_once('.').unwrap_or((text, ""));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let below_zero = text.contains(['-', '\u{2212}']);
    let minor: i64 = digits.parse().ok()?;
    let said = decimals.chars().filter(char::is_ascii_digit).count();
    let exact = if places == 0 { !text.contains('.') } else { said == places as usize };
    exact.then_some(if below_zero { -minor } else { minor })
}
