"""Takes in what SES reports of mails: the weightiest report of each send is kept."""

import os
import time

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

import house

logger = Logger(service="feedback")
dynamodb = house.client("dynamodb")
processor = BatchProcessor(event_type=EventType.SQS)
ONCE_TABLE = os.environ["ONCE_TABLE"]
WEIGHTS = {"Send": 1, "Delivery": 2, "Reject": 3, "Bounce": 4, "Complaint": 5}
KEPT_SECONDS = 90 * 24 * 3600


def take_in(record: SQSRecord) -> None:
    report = record.json_body
    mail, weight = report["mail"], WEIGHTS.get(report["eventType"], 0)
    tags = mail.get("tags", {})
    if not weight or "send_id" not in tags:
        return
    shop, send = tags["shop"][0], tags["send_id"][0]
    try:
        dynamodb.update_item(
            TableName=ONCE_TABLE,
            Key={"pk": {"S": f"report#{shop}#{send}"}},
            UpdateExpression="SET weight = :w, reported = :r, message_id = :m, #ttl = :t",
            ConditionExpression="attribute_not_exists(pk) OR weight < :w",
            ExpressionAttributeNames={"#ttl": "ttl"},
            ExpressionAttributeValues={
                ":w": {"N": str(weight)},
                ":r": {"S": report["eventType"]},
                ":m": {"S": mail["messageId"]},
                ":t": {"N": str(int(time.time()) + KEPT_SECONDS)},
            },
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return
    logger.info("reported", extra={"shop": shop, "send": send, "report": report["eventType"]})


@logger.inject_lambda_context
def handler(event: dict, context: LambdaContext) -> dict:
    return process_partial_response(event=event, record_handler=take_in, processor=processor, context=context)
