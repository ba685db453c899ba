"""The door: POST /hooks/shopify/{shop}. Verifies the signature over the raw body, journals the order once."""

import base64
import hashlib
import hmac
import json
import time
import zlib

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2, event_source
from aws_lambda_powertools.utilities.typing import LambdaContext

import house
import orders

logger = Logger(service="door")
dynamodb = house.client("dynamodb")

LARGEST_BODY = 1024 * 1024
RAW_KEPT_SECONDS = 90 * 24 * 3600
KINDS = {"orders/create": "order.created", "orders/updated": "order.updated", "orders/paid": "order.paid"}


def answer(status: int, **body) -> dict:
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}


def signed(body: bytes, signature: str, settings: dict) -> bool:
    fits = False
    for name in settings.get("secrets", {}).get("webhooks", {}).get("shopify", []):
        secret = parameters.get_parameter(name, decrypt=True, max_age=300)
        made = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        fits |= hmac.compare_digest(made, signature)
    return fits


@logger.inject_lambda_context
@event_source(data_class=APIGatewayProxyEventV2)
def handler(event: APIGatewayProxyEventV2, context: LambdaContext) -> dict:
    shop = (event.path_parameters or {}).get("shop", "")
    raw = event.get("body") or ""
    body = base64.b64decode(raw) if event.is_base64_encoded else raw.encode()
    settings = house.settings(dynamodb, shop)
    if not settings or not signed(body, event.headers.get("x-shopify-hmac-sha256", ""), settings):
        logger.warning("a delivery wasn't signed", extra={"shop": shop})
        return answer(401, outcome="unsigned")
    if len(body) > LARGEST_BODY:
        return answer(413, outcome="too-large")
    topic = event.headers.get("x-shopify-topic", "")
    if topic not in KINDS:
        return answer(200, outcome="ignored")
    try:
        order = orders.read(json.loads(body))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        logger.error("a signed delivery can't be understood", extra={"shop": shop, "problem": type(error).__name__})
        return answer(422, outcome="refused")
    return take_in(shop, topic, order, body)


def take_in(shop: str, topic: str, order: dict, body: bytes) -> dict:
    digest = hashlib.sha256(body).hexdigest()
    pk = f"{shop}#ORDER#{order['id']}"
    effect = f"shopify#{topic}#{order['updated_at']}#{digest}"
    for attempt in range(6):
        items = house.read(dynamodb, pk, "HEAD", f"EVENT#{effect}")
        if f"EVENT#{effect}" in items:
            return answer(200, outcome="duplicate")
        if attempt == 0:
            keep_raw(shop, digest, body)
        head = house.head_of(items)
        newest = (order["updated_at"], digest) > (head.get("updated_at", ""), head.get("digest", ""))
        packed = None
        if newest:
            known = {"updated_at": order["updated_at"], "digest": digest, "customer": order["customer"]}
            head |= known | {"placed_at": order["placed_at"]}
            packed = house.pack(order)
        data = {"topic": topic, "source": order["updated_at"], "superseded": not newest}
        try:
            event = house.commit(dynamodb, shop, order["id"], head, effect, KINDS[topic], data, packed)
        except house.Repeated:
            return answer(200, outcome="duplicate")
        except house.Conflict:
            time.sleep(0.02 * 2**attempt)
            continue
        logger.info("accepted", extra={"event": event["id"], "kind": event["kind"], "shop": shop})
        return answer(200, outcome="accepted", event=event["id"])
    return answer(503, outcome="failed")


def keep_raw(shop: str, digest: str, body: bytes) -> None:
    item = {
        "pk": {"S": f"{shop}#RAW#{digest}"},
        "sk": {"S": "RAW"},
        "body": {"B": zlib.compress(body)},
        "ttl": {"N": str(int(time.time()) + RAW_KEPT_SECONDS)},
    }
    dynamodb.put_item(TableName=house.SHOP_TABLE, Item=item)
