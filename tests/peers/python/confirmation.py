"""Decides whether an order is confirmed: from the facts alone, whichever event brought them."""

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

import house

logger = Logger(service="confirmation")
dynamodb = house.client("dynamodb")
processor = BatchProcessor(event_type=EventType.SQS)

PAID = ("paid", "authorized", "partially_paid")


def decide(head: dict, order: dict | None, settings: dict) -> str | None:
    """Why nothing is to be done; None if a mail is."""
    if settings.get("automations", {}).get("order-confirmation", {}).get("mode") != "live":
        return "switched-off"
    if order is None:
        return "no-order"
    if head.get("confirmed"):
        return "already-confirmed"
    if order["cancelled_at"]:
        return "cancelled"
    if order["test"]:
        return "test"
    if order["status"] not in PAID:
        return "not-paid"
    if not order["email"]:
        return "no-address"
    return None


def settle(record: SQSRecord) -> None:
    event = record.json_body
    shop, subject = event["shop"], event["subject"]
    settings = house.settings(dynamodb, shop)
    for _ in range(6):
        items = house.read(dynamodb, f"{shop}#ORDER#{subject}", "HEAD", "BODY")
        head = house.head_of(items)
        order = house.unpack(items["BODY"]["body"]["B"]) if "BODY" in items else None
        because = decide(head, order, settings)
        if because:
            logger.info("nothing", extra={"because": because, "order": subject})
            return
        data = {"message": "order-confirmation", "revision": 1, "cause": event["id"]}
        effect = "order-confirmation#1"
        try:
            head |= {"confirmed": house.now()}
            house.commit(dynamodb, shop, subject, head, effect, "mail.requested.transactional", data)
        except house.Conflict:
            continue
        except house.Repeated:
            return
        logger.info("confirmed", extra={"order": subject})
        return
    raise house.Conflict(subject)


@logger.inject_lambda_context
def handler(event: dict, context: LambdaContext) -> dict:
    return process_partial_response(event=event, record_handler=settle, processor=processor, context=context)
