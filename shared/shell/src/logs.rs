//! Logs: flat JSON lines with `timestamp`, `level` and `message` at the top, as CloudWatch files them.
//!
//! The message says what happened and never varies; everything that varies is a field, with its unit in its name.
//! No personal data: ids and counts only. A failure is logged once, at the boundary where it is handled.

use std::{fmt, io::Write as _};

use domain::Timestamp;
use serde_json::{Map, Value};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span,
};
use tracing_subscriber::{Layer, Registry, layer::Context, layer::SubscriberExt as _, registry::LookupSpan};

/// Starts logging, at the level that the function's logging configuration asks for.
pub(crate) fn start(function: &'static str) {
    let level = match std::env::var("AWS_LAMBDA_LOG_LEVEL").as_deref() {
        Ok("TRACE") => Level::TRACE,
        Ok("DEBUG") => Level::DEBUG,
        Ok("WARN") => Level::WARN,
        Ok("ERROR" | "FATAL") => Level::ERROR,
        _ => Level::INFO,
    };
    let lines =
        Lines { function, write: |line: &str| drop(std::io::stdout().lock().write_all(line.as_bytes())) };
    let quiet = tracing_subscriber::filter::filter_fn(|meta| speaks(meta.target(), *meta.level()));
    let subscriber =
        Registry::default().with(lines.with_filter(quiet).with_filter(LevelFilter::from_level(level)));
    // Fails only if one is set already, which nobody else does.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// What carries requests logs them below INFO, bodies and credentials among them: it is quiet there.
fn speaks(target: &str, level: Level) -> bool {
    const CARRIERS: [&str; 6] = ["aws_", "h2", "hyper", "lambda_", "reqwest", "rustls"];
    level <= Level::INFO || !CARRIERS.iter().any(|carrier| target.starts_with(carrier))
}

struct Lines<W> {
    function: &'static str,
    write: W,
}

/// Fields of a span, kept for the events within it.
struct SpanFields(Map<String, Value>);

impl<S, W> Layer<S> for Lines<W>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
    W: Fn(&str) + 'static,
{
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut fields = Fields::default();
            attributes.record(&mut fields);
            span.extensions_mut().insert(SpanFields(fields.0));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut line = Map::new();
        line.insert("timestamp".into(), Timestamp::now().to_string().into());
        line.insert("level".into(), event.metadata().level().as_str().into());
        line.insert("function".into(), self.function.into());
        for span in context.event_scope(event).into_iter().flat_map(|scope| scope.from_root()) {
            if let Some(SpanFields(fields)) = span.extensions().get() {
                line.extend(fields.clone());
            }
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        line.extend(fields.0);
        (self.write)(&format!("{}\n", Value::Object(line)));
    }
}

#[derive(Default)]
struct Fields(Map<String, Value>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn what_carries_requests_is_quiet_below_info() {
        for target in ["aws_sigv4::http_request", "h2::codec", "hyper_util", "lambda_runtime::layers"] {
            assert!(speaks(target, Level::INFO) && !speaks(target, Level::DEBUG), "{target}");
        }
        assert!(speaks("webhook_intake", Level::TRACE));
    }

    #[test]
    fn a_line_is_flat_json_that_lambda_files_by_its_level() {
        let written = Arc::new(Mutex::new(String::new()));
        let sink = Arc::clone(&written);
        let lines =
            Lines { function: "timer", write: move |l: &str| sink.lock().expect("unpoisoned").push_str(l) };
        tracing::subscriber::with_default(Registry::default().with(lines), || {
            let _in_span = tracing::info_span!("invocation", request = "r-1").entered();
            tracing::warn!(rows = 3, late = true, "rows are left for the next tick");
        });
        let line = written.lock().expect("unpoisoned").clone();
        assert!(line.ends_with('\n') && line.matches('\n').count() == 1, "{line:?}");
        let mut line: Map<String, Value> = serde_json::from_str(&line).expect("JSON");
        let timestamp = line.remove("timestamp").expect("a timestamp");
        assert!(timestamp.as_str().expect("text").parse::<Timestamp>().is_ok());
        let rest = serde_json::json!({
            "level": "WARN", "function": "timer", "request": "r-1", "rows": 3, "late": true,
            "message": "rows are left for the next tick",
        });
        assert_eq!(Value::Object(line), rest);
    }
}
