"""What the peer of the customer-level simulation reads: the scenario's tables and a plan, as numbers for each bundle."""
import csv
import json
import math
import os
import sys

import numpy


def rows(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return []
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def number(text, default=0.0):
    return float(text) if text not in (None, "") else default


def expected_accrual(rate, cap, mean, variation):
    if rate == 0 or mean == 0:
        return 0.0
    sigma = math.sqrt(math.log1p(variation**2))
    if sigma == 0:
        return min(rate * mean, cap)
    d = (math.log(cap / rate) - (math.log(mean) - sigma**2 / 2)) / sigma
    normal = lambda x: 0.5 * math.erfc(-x / math.sqrt(2))
    return rate * mean * normal(d - sigma) + cap * normal(-d)


def completion(points, percent, months):
    """q by the form that the rows have."""
    row = points[0]
    if row.get("half_percent"):
        floor = float(row["floor"])
        return floor + (float(row["ceiling"]) - floor) * percent / (percent + float(row["half_percent"]))
    if row.get("intercept"):
        linear = float(row["intercept"]) + float(row["slope"]) * percent + number(row.get("duration_slope")) * math.log(months)
        return number(row.get("ceiling"), 1.0) / (1 + math.exp(-linear))
    known = sorted((float(point["percent"]), float(point["completion"])) for point in points)
    return float(numpy.interp(percent, *zip(*known)))


class Shown:
    """A variant as one segment meets it."""

    def __init__(self, row, segment, response, steps, offer, position, coalition):
        spend, cap, rate = segment.spend, row["monthly_cap"], row["percent"] / 100
        self.offer, self.cap, self.months, self.start = position, cap, int(row["months"]), int(offer["start_month"])
        effective = expected_accrual(rate, cap, spend, segment.variation) / spend
        self.completion = completion(response, 100 * effective, self.months)
        self.organic = float(response[0]["organic"])
        extra = spend * segment.lift * effective
        self.accrual = rate * (spend + extra)
        self.margin = extra * sum(asset["earn_share"] * asset["margin"] for asset in coalition.values())
        self.step = sum(number(step["value_if_completed"]) - number(step["value_now"]) for step in steps if step["asset"] in coalition)
        self.fee = 0.0 if offer["sponsor"] in coalition else number(offer.get("acquisition_fee"))
        fraud = offer.get("fraud")
        self.detection, self.fraud = 1.0, 0.0
        if fraud:
            self.fraud = min(1, fraud["rate"] * segment.fraud * (row["percent"] / fraud["reference_percent"]) ** fraud["elasticity"])
            self.detection = fraud["monthly_detection"]

    def is_active(self, month):
        return self.start <= month < self.start + self.months


class Segment:
    def __init__(self, row, macros):
        self.spend, self.variation = float(row["monthly_spend"]), float(row["spend_cv"])
        self.redemption, self.base = float(row["monthly_redemption"]), float(row["base_percent"]) / 100
        self.lift, self.persistence = number(row.get("spend_lift")), number(row.get("spend_persistence"))
        self.fraud = number(row.get("fraud_multiplier"), 1.0)
        self.macro = macros.index(row.get("macro", ""))
        self.sigma = math.sqrt(math.log1p(self.variation**2))


class Plan:
    """(segment, customers, variants) of every bundle, in whole customers, and what holds for all."""

    def __init__(self, folder, path):
        with open(path) as file:
            result = json.load(file)
        resolved = result["scenario"]["resolved"]
        programme, self.offers = resolved["programme"], resolved["offers"]
        self.expiry = programme.get("points_expire_after_months")
        if self.expiry is None or programme.get("redemption_order") == "fifo":
            sys.exit("the peer knows neither points that never expire nor the oldest first")
        self.limit = programme.get("max_redeem_share", math.inf)
        self.cap = programme.get("monthly_cap_per_customer", math.inf)
        self.budgets = [budget for budget in resolved.get("budgets", []) if budget["basis"] != "worst_case"]
        table = {row["segment"]: row for row in rows(folder, "segments.csv")}
        self.macros = sorted({row.get("macro", "") for row in table.values()})
        coalition = {asset["id"]: asset for asset in resolved["assets"] if not asset["external"]}
        responses, values = keyed(rows(folder, "responses.csv")), keyed(rows(folder, "values.csv"))
        grouped = {}
        for row in result["recommendations"]:
            grouped.setdefault((row["segment"], row["bundle"]), []).append(row)
        positions = {offer["id"]: position for position, offer in enumerate(self.offers)}
        self.bundles = []
        for (name, _), shown in grouped.items():
            segment = Segment(table[name], self.macros)
            variants = []
            for row in shown:
                response, steps = (most_specific(found, table[name], row["offer"]) for found in (responses, values))
                position = positions[row["offer"]]
                variants.append(Shown(row, segment, response, steps, self.offers[position], position, coalition))
            self.bundles.append((segment, round(float(table[name]["customers"]) * shown[0]["share"]), variants))
        self.last_month = max(v.start + v.months - 1 for *_, variants in self.bundles for v in variants) + self.expiry

    def uses(self, cost, accrued, cash):
        """Use of each budget; points by offer, macro-segment and month."""
        found = []
        for budget in self.budgets:
            flow = {"cost": cost, "accrued": accrued, "cash": cash}[budget["basis"]]
            offers = [
                position
                for position, offer in enumerate(self.offers)
                if budget.get("sponsor", offer["sponsor"]) == offer["sponsor"] and budget.get("offer", offer["id"]) == offer["id"]
            ]
            macros = [self.macros.index(budget["macro"])] if "macro" in budget else slice(None)
            months = budget["month"] if "month" in budget else slice(None)
            found.append(flow[offers][:, macros][..., months].sum())
        return found


def keyed(table):
    found = {}
    for row in table:
        found.setdefault((row["segment"], row["offer"]), []).append(row)
    return found


def most_specific(found, segment, offer):
    keys = [segment["segment"], "macro:" + segment.get("macro", ""), "*"]
    return next((found[key, offer] for key in keys if (key, offer) in found), [])
