//! What DynamoDB's errors say about what was done.

use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata, SdkError},
    operation::transact_write_items::TransactWriteItemsError,
};

use crate::engine::EngineError;

/// Sorts an error by its code: what was surely not done, what nobody can say, what is our mistake.
pub(super) fn error<E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(
    error: &SdkError<E, R>,
) -> EngineError {
    let Some(service) = error.as_service_error() else {
        return EngineError::Unavailable(class_of(error).to_owned());
    };
    let code = service.code().unwrap_or("unknown");
    match code {
        "ConditionalCheckFailedException" => EngineError::Condition(vec![0]),
        "TransactionConflictException" | "TransactionInProgressException" => EngineError::Conflict,
        "ProvisionedThroughputExceededException" | "ThrottlingException" | "RequestLimitExceeded" => {
            EngineError::Throttled(code.to_owned())
        }
        "InternalServerError" | "ServiceUnavailable" => EngineError::Unavailable(code.to_owned()),
        _ => EngineError::Invalid(format!("{code}: {}", service.message().unwrap_or("no message"))),
    }
}

/// Looks at a cancelled transaction item by item: a condition is an answer, a conflict a retry. Where one of its items wasn't
/// looked at, what the others say is only half an answer: a retry comes first.
pub(super) fn transaction_error<R: std::fmt::Debug>(
    failed: &SdkError<TransactWriteItemsError, R>,
) -> EngineError {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = failed.as_service_error()
    else {
        return error(failed);
    };
    let reasons = cancelled.cancellation_reasons();
    let at = |code: &str| -> Vec<usize> {
        (0..reasons.len()).filter(|i| reasons[*i].code() == Some(code)).collect()
    };
    if !at("TransactionConflict").is_empty() {
        return EngineError::Conflict;
    }
    let throttled = ["ProvisionedThroughputExceeded", "ThrottlingError"];
    if let Some(code) = throttled.into_iter().find(|code| !at(code).is_empty()) {
        return EngineError::Throttled(code.to_owned());
    }
    let conditions = at("ConditionalCheckFailed");
    if !conditions.is_empty() {
        return EngineError::Condition(conditions);
    }
    let codes: Vec<_> = reasons.iter().filter_map(|r| r.code()).collect();
    EngineError::Invalid(format!("transaction cancelled: {codes:?}"))
}

fn class_of<E, R>(error: &SdkError<E, R>) -> &'static str {
    match error {
        SdkError::TimeoutError(_) => "the call timed out",
        SdkError::DispatchFailure(_) => "the service could not be reached",
        SdkError::ResponseError(_) => "the answer could not be read",
        SdkError::ConstructionFailure(_) => "the request could not be built",
        _ => "no answer",
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::{CancellationReason, error::TransactionCanceledException};

    use super::*;

    #[test]
    fn a_cancelled_transaction_is_an_answer_only_where_all_of_it_was_looked_at() {
        const FAILED: &str = "ConditionalCheckFailed";
        let throttled = |code: &str| EngineError::Throttled(code.to_owned());
        for (codes, expected) in [
            (&[FAILED, "None"][..], EngineError::Condition(vec![0])),
            (&["None", FAILED, "None"], EngineError::Condition(vec![1])),
            (&[FAILED, "None", FAILED], EngineError::Condition(vec![0, 2])),
            (&["None", "TransactionConflict"], EngineError::Conflict),
            (&[FAILED, "TransactionConflict"], EngineError::Conflict),
            (&[FAILED, "ThrottlingError"], throttled("ThrottlingError")),
            (&["ProvisionedThroughputExceeded", FAILED], throttled("ProvisionedThroughputExceeded")),
            (&["ThrottlingError", "TransactionConflict"], EngineError::Conflict),
        ] {
            let reasons = codes.iter().map(|code| CancellationReason::builder().code(*code).build());
            let cancelled = TransactionCanceledException::builder()
                .set_cancellation_reasons(Some(reasons.collect()))
                .build();
            let cancelled = TransactWriteItemsError::TransactionCanceledException(cancelled);
            assert_eq!(transaction_error(&SdkError::service_error(cancelled, ())), expected, "{codes:?}");
        }
    }
}
