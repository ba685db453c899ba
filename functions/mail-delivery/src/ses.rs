//! SES, version 1, raw mails.

use std::time::Duration;

use aws_sdk_ses::{
    Client,
    config::{Builder, retry::RetryConfig, timeout::TimeoutConfig},
    error::{ProvideErrorMetadata as _, SdkError},
    operation::send_raw_email::SendRawEmailError,
    primitives::Blob,
    types::RawMessage,
};
use mail::Mail;

use crate::{Mailer, Unsent};

/// SES.
#[derive(Debug)]
pub struct Ses {
    client: Client,
}

/// Longer than SES ever takes, shorter than the function's time-out.
const TIMEOUT: Duration = Duration::from_secs(10);

impl Ses {
    /// A client that never repeats a call: whether a mail may be sent again is the ledger's to say.
    pub fn new(config: &aws_types::SdkConfig) -> Self {
        let timeouts = TimeoutConfig::builder().operation_timeout(TIMEOUT).build();
        let config =
            Builder::from(config).retry_config(RetryConfig::disabled()).timeout_config(timeouts).build();
        Self { client: Client::from_conf(config) }
    }
}

impl Mailer for Ses {
    async fn send(&self, mail: &Mail) -> Result<String, Unsent> {
        let raw = RawMessage::builder()
            .data(Blob::new(mail.raw.as_slice()))
            .build()
            .map_err(|e| Unsent::Never(e.to_string()))?;
        // One recipient, said outright: whatever the headers say, nobody else gets it.
        let sent =
            self.client.send_raw_email().raw_message(raw).source(&mail.from).destinations(&mail.to).send();
        match sent.await {
            Ok(answer) => Ok(answer.message_id),
            Err(error) => Err(sort(&error)),
        }
    }
}

/// Sorts an error by what it says about the mail: only codes that mean "not accepted" may lead to another try.
fn sort<R>(error: &SdkError<SendRawEmailError, R>) -> Unsent {
    let Some(refusal) = error.as_service_error() else {
        return match error {
            SdkError::ConstructionFailure(_) => Unsent::Never("the request could not be built".into()),
            SdkError::TimeoutError(_) => Unsent::InDoubt("the call timed out".into()),
            _ => Unsent::InDoubt("the answer was lost".into()),
        };
    };
    let code = refusal.code().unwrap_or("unknown");
    let not_now = |pause_seconds| Unsent::NotNow { reason: code.to_owned(), pause_seconds };
    let says = |words: &str| refusal.message().is_some_and(|message| message.contains(words));
    match code {
        // Not this mail's fault: the identity lapsed, AWS has stopped the account, or the day's quota is used up.
        "MessageRejected" if says("not verified") => not_now(300),
        "MessageRejected" if says("paused") || says("suspended for this account") => not_now(900),
        "Throttling" | "LimitExceededException" if says("quota") => not_now(900),
        "Throttling" | "ThrottlingException" | "TooManyRequestsException" | "LimitExceededException" => {
            not_now(fastrand::u64(1..=20))
        }
        "AccountSendingPausedException"
        | "AccountSendingPaused"
        | "ConfigurationSetSendingPausedException"
        | "ConfigurationSetSendingPaused"
        | "ConfigurationSetDoesNotExist"
        | "ConfigurationSetDoesNotExistException"
        | "MailFromDomainNotVerified"
        | "MailFromDomainNotVerifiedException"
        | "AccessDenied"
        | "AccessDeniedException"
        | "ExpiredToken"
        | "InvalidClientTokenId"
        | "SignatureDoesNotMatch" => not_now(300),
        "MessageRejected"
        | "InvalidParameterValue"
        | "InvalidParameterValueException"
        | "ValidationError" => Unsent::Never(code.to_owned()),
        _ => Unsent::InDoubt(code.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_ses::error::ErrorMetadata;

    use super::*;

    #[test]
    fn codes_say_whether_the_mail_may_be_sent_again() {
        for (code, expected) in [
            ("MessageRejected: Email address is not verified", "not now"),
            (
                "MessageRejected: Sending paused for this account. For more information, please check",
                "not now",
            ),
            ("MessageRejected: Sending suspended for this account. For more information, please", "not now"),
            ("MessageRejected: Email sending for the configuration set x is paused.", "not now"),
            ("Throttling: Daily message quota exceeded", "not now"),
            ("Throttling", "not now"),
            ("AccountSendingPausedException", "not now"),
            ("AccessDenied", "not now"),
            ("MessageRejected", "never"),
            ("MessageRejected: Address is on the suppression list", "never"),
            ("InvalidParameterValue", "never"),
            ("InternalFailure", "in doubt"),
            ("ServiceUnavailable", "in doubt"),
            ("SomethingNew", "in doubt"),
        ] {
            let (word, message) = code.split_once(": ").unwrap_or((code, ""));
            let error =
                SendRawEmailError::generic(ErrorMetadata::builder().code(word).message(message).build());
            let sorted = match sort(&SdkError::service_error(error, ())) {
                Unsent::NotNow { .. } => "not now",
                Unsent::Never(_) => "never",
                Unsent::InDoubt(_) => "in doubt",
            };
            assert_eq!(sorted, expected, "{code}");
        }
        assert!(matches!(sort::<()>(&SdkError::timeout_error("late")), Unsent::InDoubt(_)));
    }
}
