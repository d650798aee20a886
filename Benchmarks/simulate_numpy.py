#!/usr/bin/env python3
"""The customer-level simulation in numpy, for the benchmark: simulate_numpy.py SCENARIO RESULT.json REPLICATIONS PROCESSES WHO

The same model as `offerbench simulate`, written for arrays: float64, chunks of 50,000 customers, replications spread over processes.
It reads the scenario's tables and the plan in RESULT.json (of `offerbench optimize --json`). WHO is `all`: every customer who is shown
something goes through every month, as the model is written; or `accruing`: after completion and fraud are drawn, only those who accrue do, as in
ours. Prints one JSON object: seconds of the replications, mean and standard error of cost, accrued and completions.
"""
import csv
import json
import math
import multiprocessing
import os
import sys
import time

import numpy

CHUNK = 50_000


def rows(folder, name):
    with open(os.path.join(folder, name), newline="") as file:
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

    def __init__(self, row, segment, response, offer):
        spend, cap, rate = float(segment["monthly_spend"]), row["monthly_cap"], row["percent"] / 100
        self.offer, self.cap, self.months, self.start = row["offer"], cap, int(row["months"]), int(offer["start_month"])
        effective = expected_accrual(rate, cap, spend, float(segment["spend_cv"])) / spend
        self.completion = completion(response, 100 * effective, self.months)
        self.accrual = rate * spend * (1 + number(segment.get("spend_lift")) * effective)
        fraud = offer.get("fraud")
        self.detection, self.fraud = 1.0, 0.0
        if fraud:
            multiplier = number(segment.get("fraud_multiplier"), 1.0)
            self.fraud = min(1, fraud["rate"] * multiplier * (row["percent"] / fraud["reference_percent"]) ** fraud["elasticity"])
            self.detection = fraud["monthly_detection"]
        self.stop = offer.get("monthly_stop") or math.inf

    def is_active(self, month):
        return self.start <= month < self.start + self.months


def bundles(folder, result):
    """(segment, customers, variants) of every bundle, in whole customers."""
    resolved = result["scenario"]["resolved"]
    segments = {row["segment"]: row for row in rows(folder, "segments.csv")}
    offers = {offer["id"]: offer for offer in resolved["offers"]}
    responses = {}
    for row in rows(folder, "responses.csv"):
        responses.setdefault((row["segment"], row["offer"]), []).append(row)

    def response(segment, offer):
        keys = [segment["segment"], "macro:" + segment.get("macro", ""), "*"]
        return next(responses[key, offer] for key in keys if (key, offer) in responses)

    grouped = {}
    for row in result["recommendations"]:
        grouped.setdefault((row["segment"], row["bundle"]), []).append(row)
    found = []
    for (name, _), shown in grouped.items():
        segment = segments[name]
        variants = [Shown(row, segment, response(segment, row["offer"]), offers[row["offer"]]) for row in shown]
        found.append((segment, round(float(segment["customers"]) * shown[0]["share"]), variants))
    return found, resolved["programme"]


class Accounts:
    """The customers of one chunk, or those of them who complete or defraud an offer."""

    def __init__(self, segment, count, variants, who, generator):
        self.segment, self.variants = segment, variants
        fraud = [generator.random(count) < variant.fraud for variant in variants]
        honest = [(generator.random(count) < variant.completion) & ~f for variant, f in zip(variants, fraud)]
        places = numpy.arange(count) if who == "all" else numpy.flatnonzero(numpy.logical_or.reduce(fraud + honest))
        self.fraud = [f[places] for f in fraud]
        self.honest = [h[places] for h in honest]
        self.completions = sum(int(h.sum()) for h in honest)
        self.sigma = math.sqrt(math.log1p(float(segment["spend_cv"]) ** 2))
        persistence = number(segment.get("spend_persistence"))
        self.scale = self.sigma * math.sqrt(1 - persistence)
        self.level = self.sigma * math.sqrt(persistence) * generator.standard_normal(len(places)) - self.sigma**2 / 2
        self.vintages = []
        self.fraud_due = 0.0
        self.count = len(places)


def replicate(found, programme, who, generator):
    accounts = []
    for segment, customers, variants in found:
        for begin in range(0, customers, CHUNK):
            accounts.append(Accounts(segment, min(CHUNK, customers - begin), variants, who, generator))
    expiry, share = programme["points_expire_after_months"], programme["max_redeem_share"]
    last = max(v.start + v.months - 1 for _, _, variants in found for v in variants)
    cost = accrued = 0.0
    for month in range(1, last + expiry + 1):
        claims = {}
        for account in accounts:
            segment = account.segment
            mean = float(segment["monthly_spend"])
            cost += account.fraud_due
            account.fraud_due = 0.0
            is_active = any(v.is_active(month) for v in account.variants)
            if not is_active and not account.vintages:
                continue
            factor = numpy.exp(account.scale * generator.standard_normal(account.count) + account.level)
            if account.vintages:
                total = numpy.zeros(account.count)
                for _, balance in account.vintages:
                    total += balance
                wanted = float(segment["monthly_redemption"]) * total
                redeemed = numpy.minimum(wanted, share * mean * factor)
                part = numpy.divide(redeemed, total, out=numpy.zeros_like(total), where=total > 0)
                for _, balance in account.vintages:
                    balance -= balance * part
                cost += redeemed.sum()
            amounts, total = [], number(segment["base_percent"]) / 100 * mean * factor
            for number_, variant in enumerate(account.variants):
                if not variant.is_active(month):
                    continue
                honest = account.honest[number_] * numpy.minimum(variant.accrual * factor, variant.cap)
                fraud = account.fraud[number_] * variant.cap
                total = total + honest + fraud
                amounts.append((number_, variant, honest, fraud))
            scale = numpy.minimum(1, programme["monthly_cap_per_customer"] / numpy.maximum(total, 1e-300))
            for number_, variant, honest, fraud in amounts:
                claims.setdefault(variant.offer, []).append([account, number_, variant, honest * scale, fraud * scale])
        for entries in claims.values():
            pay(entries, generator)
            for account, number_, variant, honest, fraud in entries:
                account.vintages.append((month, honest))
                account.fraud_due += fraud.sum()
                accrued += honest.sum() + fraud.sum()
                defrauders = account.fraud[number_]
                if defrauders.any():
                    defrauders &= generator.random(account.count) >= variant.detection
        for account in accounts:
            account.vintages = [(born, balance) for born, balance in account.vintages if born + expiry > month]
    return cost, accrued, sum(account.completions for account in accounts)


def pay(entries, generator):
    """The offer's stop, in a random order."""
    stop = entries[0][2].stop
    total = sum(honest.sum() + fraud.sum() for *_, honest, fraud in entries)
    if total <= stop:
        return
    flat = numpy.concatenate([part for *_, honest, fraud in entries for part in (honest, fraud)])
    order = generator.permutation(len(flat))
    before = numpy.cumsum(flat[order]) - flat[order]
    paid = numpy.empty_like(flat)
    paid[order] = numpy.clip(stop - before, 0, flat[order])
    begin = 0
    for entry in entries:
        for place in (3, 4):
            length = len(entry[place])
            entry[place] = paid[begin : begin + length]
            begin += length


def work(arguments):
    folder, path, who, first, count = arguments
    with open(path) as file:
        found, programme = bundles(folder, json.load(file))
    return [replicate(found, programme, who, numpy.random.Generator(numpy.random.SFC64(seed))) for seed in range(first, first + count)]


def main():
    folder, path, count, processes, who = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    share = -(-count // processes)
    parts = [(folder, path, who, first, min(share, count - first)) for first in range(0, count, share)]
    with multiprocessing.Pool(processes) as pool:
        pool.map(len, [[]] * processes)
        start = time.perf_counter()
        outcomes = numpy.array([row for part in pool.map(work, parts) for row in part])
        seconds = time.perf_counter() - start
    error = outcomes.std(axis=0, ddof=1) / math.sqrt(count) if count > 1 else numpy.zeros(3)
    names = ["cost", "accrued", "completions"]
    means = {name: {"mean": outcomes[:, k].mean(), "standard_error": error[k]} for k, name in enumerate(names)}
    json.dump({"seconds": seconds, "replications": count, **means}, sys.stdout)


if __name__ == "__main__":
    main()
