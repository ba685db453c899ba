"""The only one that sends mail. Powertools' idempotency is the ledger: claim, send, mark, by the effect's key."""

import hashlib
import os
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.typing import LambdaContext
from jinja2 import Environment, FileSystemLoader, select_autoescape

import house

logger = Logger(service="delivery")
dynamodb = house.client("dynamodb")
# Never repeated by itself: SES knows no idempotency token.
ses = house.client("ses", read_timeout=10, retries={"total_max_attempts": 1})
processor = BatchProcessor(event_type=EventType.SQS)
ledger = DynamoDBPersistenceLayer(
    table_name=os.environ["ONCE_TABLE"], key_attr="pk", expiry_attr="ttl", boto3_client=dynamodb
)
once = IdempotencyConfig(expires_after_seconds=90 * 24 * 3600)
templates = Environment(
    loader=FileSystemLoader(os.path.join(os.path.dirname(__file__), "templates")),
    autoescape=select_autoescape(["html.j2"]),
    trim_blocks=True,
    lstrip_blocks=True,
)
CONFIGURATION_SET = os.environ["CONFIGURATION_SET_TRANSACTIONAL"]


def send_id(event: dict) -> str:
    named = f"{event['shop']}|{event['subject']}|{event['data']['message']}|{event['data']['revision']}"
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def render(event: dict, order: dict, settings: dict, tag: str) -> EmailMessage:
    facts = {"order": order, "shop": settings}
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((settings["name"], settings["sender"]["address"]))
    mail["To"] = order["email"]
    mail["Subject"] = f"Your order {order['name']} at {settings['name']}"
    mail["X-SES-CONFIGURATION-SET"] = CONFIGURATION_SET
    mail["X-SES-MESSAGE-TAGS"] = f"shop={event['shop']}, send_id={tag}"
    mail.set_content(templates.get_template("confirmation.txt.j2").render(facts))
    mail.add_alternative(templates.get_template("confirmation.html.j2").render(facts), subtype="html")
    return mail


@idempotent_function(data_keyword_argument="key", persistence_store=ledger, config=once, key_prefix="mail-delivery")
def send(*, key: str, event: dict) -> str:
    shop, subject = event["shop"], event["subject"]
    settings = house.settings(dynamodb, shop)
    items = house.read(dynamodb, f"{shop}#ORDER#{subject}", "HEAD", "BODY")
    order = house.unpack(items["BODY"]["body"]["B"])
    if order["cancelled_at"]:
        return "cancelled"
    mail = render(event, order, settings, key)
    answer = ses.send_raw_email(
        Source=mail["From"], Destinations=[order["email"]], RawMessage={"Data": mail.as_bytes()}
    )
    logger.info("SES accepted the mail", extra={"send": key})
    return answer["MessageId"]


def deliver(record: SQSRecord) -> None:
    event = record.json_body
    send(key=send_id(event), event=event)


@logger.inject_lambda_context
def handler(event: dict, context: LambdaContext) -> dict:
    once.register_lambda_context(context)
    return process_partial_response(event=event, record_handler=deliver, processor=processor, context=context)
