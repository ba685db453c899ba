"""The relay: the table's stream to the topic, ten a call. Names the first event that wasn't published."""

import json
import os

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

import house

logger = Logger(service="relay")
sns = house.client("sns")
TOPIC_ARN = os.environ["TOPIC_ARN"]


def entry(number: int, text: str) -> dict:
    event = json.loads(text)
    attributes = {name: {"DataType": "String", "StringValue": event[name]} for name in ("kind", "shop")}
    return {"Id": str(number), "Message": text, "MessageAttributes": attributes, "MessageGroupId": event["shop"]}


@logger.inject_lambda_context
def handler(event: dict, context: LambdaContext) -> dict:
    images = [(r["dynamodb"]["SequenceNumber"], r["dynamodb"].get("NewImage", {})) for r in event["Records"]]
    records = [(sequence, image["event"]["S"]) for sequence, image in images if "event" in image]
    for start in range(0, len(records), 10):
        batch = records[start : start + 10]
        entries = [entry(number, text) for number, (_, text) in enumerate(batch)]
        try:
            failed = sns.publish_batch(TopicArn=TOPIC_ARN, PublishBatchRequestEntries=entries).get("Failed", [])
        except Exception:
            logger.exception("the stream gives the rest again")
            return {"batchItemFailures": [{"itemIdentifier": batch[0][0]}]}
        if failed:
            first = min(int(entry["Id"]) for entry in failed)
            return {"batchItemFailures": [{"itemIdentifier": batch[first][0]}]}
    return {"batchItemFailures": []}
