//! What the template says that costs: memory, queues, alarms, schedules. Read by its lines; the linters see to its form.

use std::collections::BTreeSet;

/// The template's text.
pub(super) struct Template(pub(super) String);

impl Template {
    /// The lines of a resource's block, or of `Globals`.
    fn block<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t str> {
        let head = format!("{name}:");
        let lines = self.0.lines().skip_while(move |line| line.trim() != head).skip(1);
        lines.take_while(|line| line.is_empty() || line.starts_with("    "))
    }

    fn number<'t>(mut lines: impl Iterator<Item = &'t str>, key: &str) -> Option<u64> {
        lines.find_map(|line| line.trim().strip_prefix(key)?.split_whitespace().next()?.parse().ok())
    }

    /// Memory of a function, in MB: its own, or that of all.
    pub(super) fn memory(&self, function: &str) -> u64 {
        let upper = |word: &str| word[..1].to_uppercase() + &word[1..];
        let name: String = function.split('-').map(upper).collect();
        Self::number(self.block(&format!("{name}Function")), "MemorySize:")
            .or_else(|| Self::number(self.0.lines(), "MemorySize:"))
            .unwrap_or(128)
    }

    /// Lines that say this.
    pub(super) fn count(&self, what: &str) -> u64 {
        self.0.lines().filter(|line| line.trim() == what).count() as u64
    }

    /// Invocations a month of all schedules.
    pub(super) fn scheduled(&self) -> u64 {
        let rate = |line: &str| -> Option<u64> {
            let rate = line.trim().strip_prefix("ScheduleExpression: rate(")?;
            rate.split_whitespace().next()?.parse().ok()
        };
        self.0.lines().filter_map(rate).map(|minutes| 30 * 24 * 60 / minutes.max(1)).sum()
    }

    /// Metrics of our own that alarms listen to or the dashboard shows, each once.
    pub(super) fn metrics(&self) -> u64 {
        self.own_metrics().len() as u64
    }

    /// Heartbeats among them.
    pub(super) fn heartbeats(&self) -> u64 {
        self.own_metrics().iter().filter(|(name, _)| *name == "Heartbeat").count() as u64
    }

    /// By name and function.
    fn own_metrics(&self) -> BTreeSet<(&str, &str)> {
        let lines: Vec<&str> = self.0.lines().map(str::trim).collect();
        let of_alarms = lines.windows(3).filter_map(|three| {
            let name =
                three[1].strip_prefix("MetricName: ").filter(|_| three[0] == "Namespace: Nightshift")?;
            let function = three[2].strip_prefix("Dimensions: [{ Name: function, Value: ")?;
            Some((name, function.split(' ').next()?))
        });
        let shown = self.0.split("\"Nightshift\", \"").skip(1).filter_map(|rest| {
            let (name, rest) = rest.split_once("\", \"function\", \"")?;
            Some((name, rest.split('"').next()?))
        });
        of_alarms.chain(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_says_what_costs() {
        let template = Template(include_str!("../../../../template.yaml").to_owned());
        assert_eq!(template.memory("webhook-intake"), 512);
        assert_eq!(template.memory("event-relay"), 256);
        assert!(template.count("Type: AWS::CloudWatch::Alarm") > 20);
        assert!(template.count("Type: SQS") >= 5);
        assert!(template.scheduled() >= 43_200 + 2_880);
        assert!(template.heartbeats() >= 10 && template.metrics() > template.heartbeats() + 30);
        assert_eq!(template.count("Type: AWS::CloudWatch::Dashboard"), 1);
    }
}
