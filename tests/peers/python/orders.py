"""Shopify's words into ours: what a confirmation says."""

from decimal import Decimal


def amount(text) -> str:
    return f"{Decimal(text):.2f}"


def read(payload: dict) -> dict:
    """An order as the mail needs it. Raises KeyError, TypeError or ArithmeticError for what can't be read."""
    lines = [
        {
            "title": line["title"],
            "quantity": int(line["current_quantity"]),
            "price": amount(line["price"]),
            "total": amount(Decimal(line["price"]) * int(line["current_quantity"])),
        }
        for line in payload["line_items"]
        if int(line["current_quantity"]) > 0
    ]
    customer = payload.get("customer") or {}
    return {
        "id": str(payload["id"]),
        "name": payload["name"],
        "placed_at": payload["processed_at"],
        "updated_at": payload["updated_at"],
        "cancelled_at": payload.get("cancelled_at"),
        "test": bool(payload.get("test")),
        "email": payload.get("email"),
        "locale": payload.get("customer_locale"),
        "customer": str(customer["id"]) if customer.get("id") else None,
        "currency": payload["currency"],
        "status": payload["financial_status"],
        "lines": lines,
        "shipping": [
            {"title": line["title"], "price": amount(line["discounted_price"])} for line in payload["shipping_lines"]
        ],
        "discounts": amount(payload["total_discounts"]),
        "tax": amount(payload["total_tax"]),
        "taxes_included": bool(payload["taxes_included"]),
        "subtotal": amount(payload["subtotal_price"]),
        "total": amount(payload["total_price"]),
    }
