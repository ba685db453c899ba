"""What the functions share: the table's client, keys, settings, events."""

import hashlib
import json
import os
import time
import zlib
from datetime import datetime, timezone

import boto3
from botocore.config import Config

# As our own store has it: short attempts, few of them.
CONFIG = Config(connect_timeout=1, read_timeout=2, retries={"max_attempts": 3, "mode": "standard"}, tcp_keepalive=True)

SHOP_TABLE = os.environ.get("SHOP_TABLE", "")

_settings: dict[str, tuple[float, dict]] = {}


class Conflict(Exception):
    """Somebody else wrote in between: read again, decide again."""


class Repeated(Exception):
    """The effect has happened before."""


def client(service: str, **more):
    return boto3.client(service, config=CONFIG.merge(Config(**more)) if more else CONFIG)


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


def pack(value) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode())


def unpack(packed: bytes):
    return json.loads(zlib.decompress(packed))


def settings(dynamodb, shop: str) -> dict | None:
    """The newest version of a shop's settings, kept for a minute."""
    kept = _settings.get(shop)
    if kept and kept[0] > time.monotonic():
        return kept[1]
    answer = dynamodb.query(
        TableName=SHOP_TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"{shop}#SETTINGS"}},
        ScanIndexForward=False,
        Limit=1,
        ConsistentRead=True,
    )
    if not answer["Items"]:
        return None
    found = json.loads(answer["Items"][0]["shop"]["S"])
    _settings[shop] = (time.monotonic() + 60, found)
    return found


def read(dynamodb, pk: str, *sort_keys: str) -> dict[str, dict]:
    """Items of one entity, by sort key, in one consistent read."""
    wanted = {SHOP_TABLE: {"Keys": [{"pk": {"S": pk}, "sk": {"S": sk}} for sk in sort_keys], "ConsistentRead": True}}
    found: dict[str, dict] = {}
    while wanted:
        answer = dynamodb.batch_get_item(RequestItems=wanted)
        for item in answer["Responses"].get(SHOP_TABLE, []):
            found[item["sk"]["S"]] = item
        wanted = answer.get("UnprocessedKeys")
    return found


def head_of(items: dict[str, dict]) -> dict:
    return json.loads(items["HEAD"]["head"]["S"]) if "HEAD" in items else {"version": 0}


def commit(dynamodb, shop: str, order: str, head: dict, effect: str, kind: str, data: dict, body: bytes | None = None):
    """Event, head and body in one transaction; the event's name makes the effect happen once."""
    pk, version = f"{shop}#ORDER#{order}", head["version"]
    at = now()
    event = {
        "id": hashlib.sha256(f"{pk}|{effect}".encode()).hexdigest(),
        "kind": kind,
        "shop": shop,
        "subject": order,
        "time": at,
        "data": data,
    }
    text = json.dumps(event, separators=(",", ":"))
    head = head | {"version": version + 1}
    day = f"{shop}#DAY#{at[:10]}#{int(event['id'][:8], 16) % 8}"
    first = "attribute_not_exists(pk)" if version == 0 else "version = :v"
    put_head = {
        "TableName": SHOP_TABLE,
        "Item": {
            "pk": {"S": pk},
            "sk": {"S": "HEAD"},
            "version": {"N": str(version + 1)},
            "head": {"S": json.dumps(head, separators=(",", ":"))},
        },
        "ConditionExpression": first,
    }
    if head.get("customer"):
        put_head["Item"] |= {"cpk": {"S": f"{shop}#CUSTOMER#{head['customer']}"}, "csk": {"S": head["placed_at"]}}
    if version:
        put_head["ExpressionAttributeValues"] = {":v": {"N": str(version)}}
    writes = [
        {
            "Put": {
                "TableName": SHOP_TABLE,
                "Item": {
                    "pk": {"S": pk},
                    "sk": {"S": f"EVENT#{effect}"},
                    "tpk": {"S": day},
                    "tsk": {"S": at},
                    "event": {"S": text},
                    "hash": {"S": hashlib.sha256(text.encode()).hexdigest()},
                },
                "ConditionExpression": "attribute_not_exists(pk)",
            }
        },
        {"Put": put_head},
    ]
    if body is not None:
        writes.append(
            {"Put": {"TableName": SHOP_TABLE, "Item": {"pk": {"S": pk}, "sk": {"S": "BODY"}, "body": {"B": body}}}}
        )
    try:
        dynamodb.transact_write_items(TransactItems=writes)
    except dynamodb.exceptions.TransactionCanceledException as cancelled:
        reasons = [reason.get("Code") for reason in cancelled.response.get("CancellationReasons", [])]
        if reasons and reasons[0] == "ConditionalCheckFailed":
            raise Repeated(effect) from cancelled
        raise Conflict(effect) from cancelled
    return event
