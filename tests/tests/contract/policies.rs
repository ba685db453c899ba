//! Policies: explicit, narrow, one role per function, and no more or less than the code needs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    house,
    template::{Function, Template, mentions, refers},
};

/// One statement of a policy, as lists.
struct Statement<'t> {
    actions: Vec<&'t str>,
    resources: Vec<&'t Value>,
    condition: &'t Value,
}

/// What a role allows.
fn statements<'t>(template: &'t Template, role: &str) -> Vec<Statement<'t>> {
    let policies = template.properties(role)["Policies"].as_array().into_iter().flatten();
    policies
        .flat_map(|policy| policy["PolicyDocument"]["Statement"].as_array().into_iter().flatten())
        .map(|statement| {
            assert_eq!(statement["Effect"], "Allow", "{role}");
            let actions = list(&statement["Action"]).into_iter().filter_map(Value::as_str).collect();
            Statement { actions, resources: list(&statement["Resource"]), condition: &statement["Condition"] }
        })
        .collect()
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

/// The actions that a function's role allows.
fn actions<'t>(template: &'t Template, function: &Function<'t>) -> BTreeSet<&'t str> {
    statements(template, function.role()).into_iter().flat_map(|s| s.actions).collect()
}

/// What a function's role allows an action on.
pub(crate) fn resources(template: &Template, function: &Function<'_>, action: &str) -> BTreeSet<String> {
    let allowing = statements(template, function.role()).into_iter().filter(|s| s.actions.contains(&action));
    allowing.flat_map(|s| s.resources).flat_map(mentions).collect()
}

/// The functions whose roles allow some action that begins so, such as `s3:`.
pub(crate) fn allowed(template: &Template, begins: &str) -> BTreeSet<String> {
    let allows = |function: &Function<'_>| actions(template, function).iter().any(|a| a.starts_with(begins));
    template.functions().iter().filter(|f| allows(f)).map(|f| f.name.to_owned()).collect()
}

/// What a function's role allows on the tables and on their indexes, as place and action: who may ask a table may not yet ask its
/// index.
pub(crate) fn table_actions(template: &Template, function: &str) -> BTreeSet<(String, String)> {
    let functions = template.functions();
    let function = functions.iter().find(|f| f.name == function).expect("it stands in the template");
    let mut allowed = BTreeSet::new();
    for Statement { actions, resources, .. } in statements(template, function.role()) {
        for place in resources.into_iter().filter_map(place) {
            allowed.extend(actions.iter().map(|action| (place.clone(), (*action).to_owned())));
        }
    }
    allowed
}

/// The table that a resource is, or the index, such as `ShopTable/index/by-time`. A table's stream is neither.
fn place(resource: &Value) -> Option<String> {
    let named = mentions(resource);
    let table = ["ShopTable", "OnceTable"].into_iter().find(|table| named.contains(*table))?;
    let whole = resource["Fn::GetAtt"].as_str().map(|named| format!("${{{named}}}"));
    let text = whole.or_else(|| resource["Fn::Sub"].as_str().map(str::to_owned)).unwrap_or_default();
    let arn = format!("${{{table}.Arn}}");
    let within = text.strip_prefix(&arn);
    let is_stream = text == format!("${{{table}.StreamArn}}") || within == Some("/stream/*");
    assert!(
        is_stream || within.is_some(),
        "{resource}: a table is !GetAtt {table}.Arn, an index !Sub {arn}/index/NAME"
    );
    within.filter(|_| !is_stream).map(|within| format!("{table}{within}"))
}

#[test]
fn no_action_and_no_resource_is_a_wildcard() {
    let template = Template::read();
    for (role, properties) in template.of_type("AWS::IAM::Role") {
        assert!(
            properties["ManagedPolicyArns"].is_null(),
            "{role}: managed policies allow more than is known here"
        );
        for Statement { actions, resources, .. } in statements(&template, role) {
            assert!(
                !actions.is_empty() && !resources.is_empty(),
                "{role}: a statement without action or resource"
            );
            for action in actions {
                assert!(!action.contains('*'), "{role}: {action}");
                let forbidden = ["iam:", "kms:", "sts:"].iter().any(|service| action.starts_with(service));
                assert!(!forbidden, "{role}: {action} is for nobody here");
            }
            for resource in resources {
                assert_ne!(resource.as_str(), Some("*"), "{role}: every resource");
                let open =
                    resource.get("Fn::Sub").and_then(Value::as_str).is_some_and(|text| text.starts_with('*'));
                assert!(!open && !resource.is_null(), "{role}: {resource}");
            }
        }
    }
    for (id, policy) in
        template.of_type("AWS::SQS::QueuePolicy").chain(template.of_type("AWS::SNS::TopicPolicy"))
    {
        for statement in list(&policy["PolicyDocument"]["Statement"]) {
            assert_ne!(statement["Principal"], "*", "{id}: everybody");
            assert!(!statement["Condition"].is_null(), "{id}: a service without a source may be anybody's");
        }
    }
}

#[test]
fn every_function_has_a_role_of_its_own() {
    let template = Template::read();
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for function in template.functions() {
        let other = owners.insert(function.role(), function.id);
        assert_eq!(other, None, "{} shares its role", function.id);
        let conditions = |id: &str| template.resources()[id]["Condition"].clone();
        assert_eq!(
            conditions(function.id),
            conditions(function.role()),
            "{}: deployed with its role",
            function.id
        );
        assert!(
            function.properties["Policies"].is_null(),
            "{}: policies stand in its role, where they can be read",
            function.id
        );
    }
}

#[test]
fn the_ledger_is_reached_by_leading_keys_only() {
    let template = Template::read();
    for function in template.functions() {
        for Statement { resources, condition, .. } in statements(&template, function.role()) {
            if resources.iter().any(|resource| mentions(resource).contains("OnceTable")) {
                let keys = list(&condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]);
                let narrow =
                    |key: &Value| key.as_str().is_some_and(|key| key.len() > 2 && key.ends_with("#*"));
                assert!(
                    !keys.is_empty() && keys.into_iter().all(narrow),
                    "{}: its own prefix and no other",
                    function.id
                );
            }
        }
    }
}

#[test]
fn mails_come_from_the_shop_only() {
    let template = Template::read();
    let mut senders = 0;
    for function in template.functions() {
        for Statement { actions, condition, .. } in statements(&template, function.role()) {
            if actions.iter().any(|action| action.starts_with("ses:")) {
                senders += 1;
                assert!(
                    !condition["StringLike"]["ses:FromAddress"].is_null(),
                    "{}: ses:FromAddress",
                    function.id
                );
            }
        }
    }
    assert_eq!(senders, 1, "only mail-delivery may call SES");
}

/// What Lambda itself does with a function's role, by what wakes the function.
fn for_lambda(function: &Function<'_>) -> BTreeSet<&'static str> {
    let mut needs = BTreeSet::from(["logs:CreateLogStream", "logs:PutLogEvents"]);
    for event in function.properties["Events"].as_object().into_iter().flat_map(|events| events.values()) {
        match event["Type"].as_str() {
            Some("SQS") => {
                needs.extend(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"])
            }
            Some("DynamoDB") => needs.extend([
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams",
                "s3:PutObject",
                "s3:ListBucket",
            ]),
            _ => {}
        }
    }
    needs
}

/// What the code calls at services other than DynamoDB. What `shell` does with queues, it does for whoever has one;
/// secrets it reads, and dead letters it counts, only for whoever asks for them.
fn called(function: &Function<'_>) -> BTreeSet<&'static str> {
    let own = code(&format!("functions/{}/src", function.name));
    let shell = code("shared/shell/src");
    let consumes = !function.queues().is_empty();
    let asks = own.contains("secrets");
    let counts = own.contains("DeadLetters");
    let mut called = BTreeSet::new();
    // Objects are read and kept through their room.
    let objects = [
        ("s3:GetObject", &[".day(", "Models::new(", ".look_at_photo(", ".photo_link("][..]),
        // Whoever signs a form lends its right to write.
        ("s3:PutObject", &[".keep_day(", ".keep_model(", ".photo_form("]),
        ("s3:DeleteObject", &[".look_at_photo(", ".delete_photo(", ".delete_photos(", ".sweep_photos("]),
        // Who may not list is refused what isn't there, instead of being told that it isn't.
        (
            "s3:ListBucket",
            &[".days(", ".delete_photos(", ".sweep_photos(", ".look_at_photo(", "Models::new("],
        ),
    ];
    for (action, calls) in objects {
        if own.contains("objects::") && calls.iter().any(|call| own.contains(call)) {
            called.insert(action);
        }
    }
    for (action, call, by_shell) in [
        ("ses:SendRawEmail", ".send_raw_email()", false),
        ("ses:SendEmail", ".send_email()", false),
        ("sns:Publish", ".publish()", false),
        ("sns:PublishBatch", ".publish_batch()", false),
        ("sqs:SendMessage", ".send_message()", consumes),
        ("sqs:ChangeMessageVisibility", ".change_message_visibility()", consumes),
        ("sqs:ChangeMessageVisibility", ".change_message_visibility_batch()", consumes),
        ("sqs:DeleteMessage", ".delete_message()", consumes),
        ("sqs:GetQueueAttributes", ".get_queue_attributes()", counts),
        ("ssm:GetParameter", ".get_parameter()", asks),
        ("ssm:GetParameters", ".get_parameters()", asks),
        ("ssm:GetParametersByPath", ".get_parameters_by_path()", asks),
        ("ssm:PutParameter", ".put_parameter()", asks),
    ] {
        if own.contains(call) || (by_shell && shell.contains(call)) {
            // SNS asks for one permission, whether one event is published or ten.
            called.insert(if action == "sns:PublishBatch" { "sns:Publish" } else { action });
        }
    }
    called
}

/// The code under a folder without its tests and without line breaks inside call chains.
fn code(folder: &str) -> String {
    let files = house::files()
        .into_iter()
        .filter(|f| f.starts_with(folder) && f.extension().is_some_and(|e| e == "rs"));
    let text: String =
        files.map(|f| house::read(f).split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".")
}

#[test]
fn actions_that_the_code_uses_equal_the_policies() {
    let template = Template::read();
    for function in template.functions() {
        let given: BTreeSet<&str> = actions(&template, &function)
            .into_iter()
            .filter(|action| !action.starts_with("dynamodb:"))
            .collect();
        let lambda: BTreeSet<&str> =
            for_lambda(&function).into_iter().filter(|action| !action.starts_with("dynamodb:")).collect();
        let needed: BTreeSet<&str> = called(&function).union(&lambda).copied().collect();
        assert_eq!(given, needed, "{}: what its role allows, and what it needs", function.name);
    }
}

#[test]
fn a_function_gives_its_own_dead_letters_only() {
    let template = Template::read();
    for function in template.functions() {
        let dead: BTreeSet<&str> = function
            .queues()
            .into_iter()
            .filter_map(|(queue, _)| {
                refers(&template.properties(queue)["RedrivePolicy"]["deadLetterTargetArn"])
            })
            .collect();
        for Statement { actions, resources, .. } in statements(&template, function.role()) {
            if actions.contains(&"sqs:SendMessage") {
                let named: BTreeSet<&str> = resources.into_iter().filter_map(refers).collect();
                assert_eq!(
                    named, dead,
                    "{}: it may put messages into its own dead-letter queues",
                    function.name
                );
            }
        }
    }
}
