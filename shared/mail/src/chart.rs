//! A small chart of a stock, as a picture that every mail client shows: bars for days, a dashed line for the threshold,
//! hollow bars for what is expected, marks for deliveries.
//!
//! It has no letters and no ground of its own: what it shows stands beside it in words, and each of its colours can be told
//! from white and from a dark mail alike (3 : 1 and more, as WCAG wants of graphics). All of it is rectangles, so whole
//! numbers suffice and nothing has to be smoothed.

use png::{BitDepth, ColorType, Encoder};

use crate::Unmailable;

/// Dots of the picture; it is shown at half its size, so that it is sharp on fine screens.
pub(crate) const WIDTH: usize = 1040;
pub(crate) const HEIGHT: usize = 240;
/// Room above and below the bars, for marks.
const MARGIN: usize = 20;
/// Nothing larger is drawn to scale.
const LARGEST: i64 = 1_000_000_000;

/// Indices of the palette: red, green, blue.
const NOTHING: u8 = 0;
const THERE: u8 = 1;
const LACKING: u8 = 2;
const THRESHOLD: u8 = 3;
const DELIVERY: u8 = 4;
const GROUND: u8 = 5;
const PALETTE: [[u8; 3]; 6] = [
    [0xff, 0xff, 0xff],
    [0x2f, 0x7d, 0xe1],
    [0xe0, 0x31, 0x31],
    [0xd9, 0x48, 0x0f],
    [0x2b, 0x8a, 0x3e],
    [0x7f, 0x8a, 0x96],
];

/// What is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chart {
    /// What could be sold at the end of each day, the last one being today.
    pub(crate) past: Vec<i64>,
    /// What is expected for each day from tomorrow on.
    pub(crate) ahead: Vec<i64>,
    /// At or below this it is low.
    pub(crate) threshold: i64,
    /// Days from tomorrow (0) on, on which something arrives.
    pub(crate) deliveries: Vec<usize>,
    /// Whether time runs from right to left.
    pub(crate) mirrored: bool,
}

impl Chart {
    /// As a PNG; `None` where there is too little to be drawn.
    pub(crate) fn picture(&self) -> Result<Option<Vec<u8>>, Unmailable> {
        let columns = self.past.len() + self.ahead.len();
        if self.past.len() < 2 || columns > WIDTH / 4 {
            return Ok(None);
        }
        let mut canvas = Canvas::new(self.mirrored);
        self.draw(&mut canvas, columns);
        canvas.png().map(Some)
    }

    fn draw(&self, canvas: &mut Canvas, columns: usize) {
        let scale = self.scale();
        let (ground, gap) = (scale.y(0), (WIDTH / columns / 5).clamp(1, 8));
        // From edge to edge, whatever their number.
        let place = |day: usize| {
            let (left, right) = (day * WIDTH / columns, (day + 1) * WIDTH / columns);
            (left, right - left - gap)
        };
        let values = self.past.iter().chain(&self.ahead).copied();
        for (day, value) in values.enumerate() {
            let (left, wide) = place(day);
            let (top, bottom) = (scale.y(value).min(ground), scale.y(value).max(ground));
            let colour = if value < 0 { LACKING } else { THERE };
            // Nothing left is seen, too: as a line on the ground.
            let (top, bottom) = if top == bottom { (top.saturating_sub(3), bottom) } else { (top, bottom) };
            canvas.fill((left, wide), (top, bottom - top), colour);
            if day >= self.past.len() && wide > 4 && bottom - top > 6 {
                canvas.fill((left + 2, wide - 4), (top + 2, bottom - top - 4), NOTHING);
            }
        }
        canvas.fill((0, WIDTH), (ground, 2), GROUND);
        for dash in (0..WIDTH).step_by(16) {
            // Set off from the bars behind it: not everybody sees its colour.
            canvas.fill((dash, 14), (scale.y(self.threshold).saturating_sub(4), 9), NOTHING);
            canvas.fill((dash + 2, 10), (scale.y(self.threshold).saturating_sub(1), 3), THRESHOLD);
        }
        for day in self.deliveries.iter().filter(|day| **day < self.ahead.len()) {
            let (left, wide) = place(self.past.len() + day);
            let middle = left + wide / 2;
            // A triangle that points down onto its day.
            for row in 0..MARGIN - 8 {
                let half = (MARGIN - 8 - row) * 2 / 3;
                canvas.fill((middle.saturating_sub(half), 2 * half + 1), (row, 1), DELIVERY);
            }
        }
    }

    fn scale(&self) -> Scale {
        let values = || {
            self.past
                .iter()
                .chain(&self.ahead)
                .chain([&self.threshold, &0])
                .map(|v| v.clamp(&-LARGEST, &LARGEST))
        };
        let (low, high) = (*values().min().unwrap_or(&0), *values().max().unwrap_or(&0));
        Scale { low, high: high.max(low + 1) }
    }
}

/// Where values lie between top and bottom.
struct Scale {
    low: i64,
    high: i64,
}

impl Scale {
    fn y(&self, value: i64) -> usize {
        let room = i64::try_from(HEIGHT - 2 * MARGIN).unwrap_or(1);
        let below_top = (self.high - value.clamp(self.low, self.high)) * room / (self.high - self.low);
        MARGIN + usize::try_from(below_top).unwrap_or(0)
    }
}

/// Dots by their place in the palette.
struct Canvas {
    dots: Vec<u8>,
    mirrored: bool,
}

impl Canvas {
    fn new(mirrored: bool) -> Self {
        Self { dots: vec![NOTHING; WIDTH * HEIGHT], mirrored }
    }

    fn fill(&mut self, (left, wide): (usize, usize), (top, high): (usize, usize), colour: u8) {
        for y in top..(top + high).min(HEIGHT) {
            for x in left..(left + wide).min(WIDTH) {
                let x = if self.mirrored { WIDTH - 1 - x } else { x };
                self.dots[y * WIDTH + x] = colour;
            }
        }
    }

    /// With four bits for a dot; where nothing is drawn, what lies behind shines through.
    fn png(&self) -> Result<Vec<u8>, Unmailable> {
        let broken = |e: png::EncodingError| Unmailable::Template(format!("a chart can't be drawn: {e}"));
        let (width, height) = (u32::try_from(WIDTH).unwrap_or(0), u32::try_from(HEIGHT).unwrap_or(0));
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(PALETTE.concat());
        encoder.set_trns(vec![0]);
        let mut writer = encoder.write_header().map_err(broken)?;
        let rows: Vec<u8> =
            self.dots.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect();
        writer.write_image_data(&rows).map_err(broken)?;
        writer.finish().map_err(broken)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        let past = (0..60).map(|day| 80 - day).collect();
        let ahead = (0..30).map(|day| if day < 20 { 20 - day } else { 60 - day }).collect();
        Chart { past, ahead, threshold: 25, deliveries: vec![20], mirrored: false }
    }

    /// The palette's place of each dot.
    fn dots(bytes: &[u8]) -> Vec<u8> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
        let info = reader.info();
        assert_eq!((info.width as usize, info.height as usize), (WIDTH, HEIGHT));
        assert_eq!(info.trns.as_deref(), Some(&[0][..]), "nothing but the ground is clear");
        let mut packed = vec![0; reader.output_buffer_size().expect("a small picture")];
        reader.next_frame(&mut packed).expect("its dots");
        packed.iter().flat_map(|two| [two >> 4, two & 15]).collect()
    }

    fn drawn(chart: &Chart) -> Vec<u8> {
        dots(&chart.picture().expect("no bug").expect("a picture"))
    }

    #[test]
    fn a_chart_is_small_and_the_same_each_time() {
        let bytes = chart().picture().expect("no bug").expect("a picture");
        assert!(bytes.len() < 4_000, "{} bytes", bytes.len());
        assert_eq!(chart().picture(), Ok(Some(bytes)));
    }

    #[test]
    fn bars_are_as_high_as_their_values_and_those_ahead_are_hollow() {
        let dots = drawn(&chart());
        let column =
            |day: usize| (0..HEIGHT).map(|y| dots[y * WIDTH + day * WIDTH / 90 + 4]).collect::<Vec<_>>();
        let filled = |day: usize| column(day).iter().filter(|dot| **dot == THERE).count();
        assert!(filled(0) > filled(30) && filled(30) > filled(59) && filled(59) > 30, "they fall");
        assert!(filled(60) < 8, "a frame only");
        assert!(column(80).iter().take(MARGIN).filter(|dot| **dot == DELIVERY).count() > 4);
        for place in [THERE, THRESHOLD, DELIVERY, GROUND] {
            assert!(dots.contains(&place), "{place}");
        }
        assert!(!dots.contains(&LACKING));
    }

    #[test]
    fn time_runs_the_other_way_where_it_is_written_so() {
        let mirrored = drawn(&Chart { mirrored: true, ..chart() });
        let turned: Vec<u8> =
            drawn(&chart()).chunks(WIDTH).flat_map(|row| row.iter().rev().copied()).collect();
        assert!(mirrored == turned);
    }

    #[test]
    fn whatever_the_numbers_it_is_drawn_or_left_out() {
        let of =
            |past: Vec<i64>, ahead: Vec<i64>, threshold| Chart { past, ahead, threshold, ..Chart::default() };
        for (chart, is_drawn) in [
            (of(vec![], vec![], 0), false),
            (of(vec![1], vec![0; 9], 5), false),
            (of(vec![0, 0], vec![], 0), true),
            (of(vec![-5, -9], vec![], -2), true),
            (of(vec![i64::MIN, i64::MAX], vec![i64::MAX], i64::MAX), true),
            (of(vec![3; 120], vec![2; 60], 2), true),
            (of(vec![3; 1000], vec![], 2), false),
        ] {
            assert_eq!(chart.picture().expect("no bug").is_some(), is_drawn, "{chart:?}");
        }
        assert!(drawn(&of(vec![4, -4], vec![], 1)).contains(&LACKING));
    }

    /// WCAG 1.4.11, on a light and on a dark mail.
    #[test]
    fn each_colour_is_told_from_light_and_dark() {
        let luminance = |rgb: [u8; 3]| {
            let [r, g, b] = rgb.map(|part| {
                let c = f64::from(part) / 255.0;
                if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        for colour in &PALETTE[1..] {
            for ground in [[0xff, 0xff, 0xff], [0x1e, 0x22, 0x26]] {
                let (a, b) = (luminance(*colour) + 0.05, luminance(ground) + 0.05);
                let contrast = if a > b { a / b } else { b / a };
                assert!(contrast >= 3.0, "{colour:?} on {ground:?}: {contrast}");
            }
        }
    }
}
