"""Runs MiniStack for as long as standard input stays open.

Whoever starts it holds the other end. When that process ends, however it ends, the pipe closes, and this process
goes with its whole group: MiniStack and every function that it runs. So nothing is left behind.
"""

import os
import signal
import sys
import threading

import yaml


def leave_with_the_starter():
    while os.read(0, 4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def keep_message_groups():
    """SNS hands the message group of each entry of a PublishBatch on to standard queues, too; MiniStack 1.5 reads it
    and loses it unless the topic is FIFO. Here it travels with the entry's text."""
    from ministack.services import sns

    class Grouped(str):
        group = ""

    read, hand_on = sns._parse_batch_entries, sns._fanout

    def entries(params):
        found = read(params)
        for entry in found:
            entry["message"] = Grouped(entry["message"])
            entry["message"].group = entry["message_group_id"]
        return found

    def fanout(topic, message_id, message, *rest, **named):
        named["message_group_id"] = named.get("message_group_id") or getattr(message, "group", "")
        return hand_on(topic, message_id, message, *rest, **named)

    sns._parse_batch_entries, sns._fanout = entries, fanout


def look_at_signatures_of_forms():
    """S3 looks at the signature of a form that a browser posts; MiniStack 1.5 does only where it looks at everybody's
    rights, too, and takes any signature otherwise. The policy itself it enforces. Here a bent one is refused as there."""
    from ministack.services import s3

    enforce = s3._enforce_signed_post_policy
    secret = os.environ.get("AWS_SECRET_ACCESS_KEY", "test")

    def enforced(fields, bucket, region, size, sigv4):
        refused = enforce(fields, bucket, region, size, sigv4)
        if refused or not sigv4:
            return refused
        _, day, signed_region, service, _ = fields["x-amz-credential"].split("/")
        signature = s3.calculate_signature(secret, day, signed_region, service, fields["policy"])
        if not s3.signatures_match(signature, fields["x-amz-signature"]):
            return s3._error("SignatureDoesNotMatch", "The signature of the form is another one.", 403)
        return None

    s3._enforce_signed_post_policy = enforced


def few_environments_at_once():
    """MiniStack starts five environments of a function where Lambda would, and each is a process with a program of its
    own to start: on a laptop two are done sooner."""
    from ministack.services import lambda_svc

    lambda_svc._ESM_SQS_DEFAULT_CONCURRENCY = 2


if __name__ == "__main__":
    threading.Thread(target=leave_with_the_starter, daemon=True).start()
    # Its parser in C, before anybody takes the other.
    yaml.SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    from ministack.app import main

    keep_message_groups()
    look_at_signatures_of_forms()
    few_environments_at_once()
    sys.argv = ["ministack"]
    main()
