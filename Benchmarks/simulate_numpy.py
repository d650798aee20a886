#!/usr/bin/env python3
"""The customer-level simulation in numpy, for the benchmark: simulate_numpy.py SCENARIO RESULT.json REPLICATIONS PROCESSES WHO

The same model as `offerbench simulate`, written for arrays: float64, numbers of 50,000 customers drawn at a time, replications spread over
processes. It reads the scenario's tables and the plan in RESULT.json (of `offerbench optimize --json`). WHO is `all`: every customer who is
shown something goes through every month, as the model is written; or `accruing`: once completion and fraud are drawn, only those who accrue
do, as in ours. It reports what ours does: quantities, use of budgets, months, what limits save. Prints one JSON object: seconds of the
replications, and of each quantity mean and standard error.
"""
import json
import math
import multiprocessing
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the processes have all processors busy
import numpy

from shown_variants import Plan

CHUNK = 50_000
KINDS = ACCRUED, FRAUD, COST, CASH, EXPIRED = range(5)
QUANTITIES = [
    "cost", "accrued", "expired", "fraud_loss", "completions", "incremental_completions", "value", "fee_income", "net_value",
]  # fmt: skip


class Uptake:
    """Who of some customers completes or defrauds one offer: places."""

    def __init__(self, variant, count, generator):
        # One uniform tells fraud, which comes first, from honest completion.
        honest = 1 - variant.fraud
        uniforms = generator.random(count)
        places = numpy.flatnonzero(uniforms < variant.fraud + honest * max(variant.completion, variant.organic))
        uniforms = uniforms[places]
        is_fraud = uniforms < variant.fraud
        is_complete = ~is_fraud & (uniforms < variant.fraud + honest * variant.completion)
        self.organic = numpy.count_nonzero(~is_fraud & (uniforms < variant.fraud + honest * variant.organic))
        self.fraud, self.honest = places[is_fraud], places[is_complete]


class Accounts:
    """Customers of one bundle, through the months."""

    def __init__(self, segment, variants, honest, fraud, count, generator):
        """honest, fraud: one array of places below `count` for each variant."""
        self.segment, self.variants, self.fraud, self.count = segment, variants, fraud, count
        self.honest = []
        for places in honest:
            held = numpy.zeros(count)
            held[places] = 1
            self.honest.append(held)
        self.scale = segment.sigma * math.sqrt(1 - segment.persistence)
        self.level = generator.standard_normal(count)
        self.level *= segment.sigma * math.sqrt(segment.persistence)
        self.level -= segment.sigma**2 / 2
        self.balances = numpy.empty((sum(variant.months for variant in variants), count))
        self.vintages = []  # (variant, month) of the rows in use, which are the last ones before `end`
        self.end = 0
        self.fraud_due = [0.0] * len(variants)

    def factors(self, generator):
        factors = generator.standard_normal(self.count)
        factors *= self.scale
        factors += self.level
        return numpy.exp(factors, out=factors)

    def redeem(self, month, factors, limit, flows):
        """Whether somebody met the limit."""
        macro = self.segment.macro
        for number, due in enumerate(self.fraud_due):
            if due:
                flows[CASH, self.variants[number].offer, macro, month] += due
                flows[COST, self.variants[number].offer, macro, month - 1] += due
                self.fraud_due[number] = 0.0
        if not self.vintages:
            return False
        share, balances = self.segment.redemption, self.balances[self.end - len(self.vintages) : self.end]
        totals = balances.sum(axis=0)
        most = limit * self.segment.spend * factors
        over = numpy.flatnonzero(share * totals > most)
        paid = share * balances.sum(axis=1)
        before = balances[:, over]
        balances *= 1 - share
        if over.size:
            kept = before * (1 - most[over] / totals[over])
            paid -= (kept - balances[:, over]).sum(axis=1)
            balances[:, over] = kept
        for (number, born), amount in zip(self.vintages, paid.tolist()):
            flows[CASH, self.variants[number].offer, macro, month] += amount
            flows[COST, self.variants[number].offer, macro, born] += amount
        return over.size > 0

    def accrue(self, month, factors, cap):
        """[variant number, honest accruals of all, fraudulent ones of those who defraud]; margin; what the cap takes away."""
        entries, margin, saved = [], 0.0, 0.0
        totals = factors * (self.segment.base * self.segment.spend)
        for number, variant in enumerate(self.variants):
            if not variant.is_active(month):
                continue
            margin += variant.margin * float(self.honest[number] @ factors)
            honest = factors * variant.accrual
            numpy.minimum(honest, variant.cap, out=honest)
            honest *= self.honest[number]
            totals += honest
            totals[self.fraud[number]] += variant.cap
            entries.append([number, honest, numpy.full(len(self.fraud[number]), variant.cap)])
        over = numpy.flatnonzero(totals > cap)
        if over.size:
            scales = numpy.ones(self.count)
            scales[over] = cap / totals[over]
            for entry in entries:
                number, honest, fraud = entry
                saved += honest.sum() + fraud.sum()
                honest *= scales
                fraud *= scales[self.fraud[number]]
                saved -= honest.sum() + fraud.sum()
        return entries, margin, saved

    def book(self, month, entries, flows, generator):
        """What was accrued honestly."""
        booked = 0.0
        for number, honest, fraud in entries:
            variant, macro = self.variants[number], self.segment.macro
            self.balances[self.end] = honest
            self.vintages.append((number, month))
            self.end += 1
            honest, fraud = float(honest.sum()), float(fraud.sum())
            self.fraud_due[number] = fraud
            flows[ACCRUED, variant.offer, macro, month] += honest + fraud
            flows[FRAUD, variant.offer, macro, month] += fraud
            if len(self.fraud[number]):
                self.fraud[number] = self.fraud[number][generator.random(len(self.fraud[number])) >= variant.detection]
            booked += honest
        return booked

    def expire(self, month, expiry, flows):
        while self.vintages and self.vintages[0][1] + expiry <= month:
            left = self.balances[self.end - len(self.vintages)].sum()
            number, _ = self.vintages.pop(0)
            flows[EXPIRED, self.variants[number].offer, self.segment.macro, month] += left


def follow(segment, customers, variants, who, generator):
    """The accounts of one bundle, and for each variant how many completed and would have done so anyway."""
    completed, organic, accounts = [0] * len(variants), [0] * len(variants), []
    honest, fraud = [[] for _ in variants], [[] for _ in variants]
    for begin in range(0, customers, CHUNK):
        count = min(CHUNK, customers - begin)
        uptakes = [Uptake(variant, count, generator) for variant in variants]
        for number, uptake in enumerate(uptakes):
            completed[number] += len(uptake.honest)
            organic[number] += uptake.organic
            honest[number].append(uptake.honest + begin)
            fraud[number].append(uptake.fraud + begin)
        if who == "all":
            accounts.append(Accounts(segment, variants, [u.honest for u in uptakes], [u.fraud for u in uptakes], count, generator))
    if who == "accruing":
        honest, fraud = [numpy.concatenate(parts) for parts in honest], [numpy.concatenate(parts) for parts in fraud]
        is_accruing = numpy.zeros(customers, dtype=bool)
        for part in honest + fraud:
            is_accruing[part] = True
        accruing = numpy.flatnonzero(is_accruing)
        places = numpy.empty(customers, dtype=numpy.int32)
        places[accruing] = numpy.arange(len(accruing))
        honest, fraud = ([places[part] for part in parts] for parts in (honest, fraud))
        accounts.append(Accounts(segment, variants, honest, fraud, len(accruing), generator))
    return accounts, completed, organic


def replicate(plan, who, generator):
    flows = numpy.zeros((len(KINDS), len(plan.offers), len(plan.macros), plan.last_month + 1))
    months = numpy.zeros((2, plan.last_month + 1))  # shown, completions
    accounts, completions, incremental, value, fees = [], 0, 0, 0.0, 0.0
    saved = {"cap": 0.0, "stop": 0.0, "redemption": 0.0, "met": 0}
    for segment, customers, variants in plan.bundles:
        found, completed, organic = follow(segment, customers, variants, who, generator)
        accounts += found
        for variant, done, anyway in zip(variants, completed, organic):
            completions += done
            incremental += done - anyway
            value += variant.step * (done - anyway)
            fees += variant.fee * done
            months[:, variant.start] += customers, done
    for month in range(1, plan.last_month + 1):
        claims = {}
        for account in accounts:
            is_active = any(variant.is_active(month) for variant in account.variants)
            factors = account.factors(generator) if is_active or account.vintages else None
            saved["met"] += account.redeem(month, factors, plan.limit, flows)
            if is_active:
                entries, margin, scaled = account.accrue(month, factors, plan.cap)
                value += margin
                saved["cap"] += scaled
                for entry in entries:
                    claims.setdefault(account.variants[entry[0]].offer, []).append((account, entry))
        for offer, claimed in claims.items():
            saved["stop"] += pay([entry for _, entry in claimed], plan.offers[offer].get("monthly_stop"), generator)
            for account, entry in claimed:
                rho = 1 - (1 - account.segment.redemption) ** plan.expiry
                saved["redemption"] += rho * account.book(month, [entry], flows, generator)
        for account in accounts:
            account.expire(month, plan.expiry, flows)
    cost, accrued, expired, fraud = (flows[kind].sum() for kind in (COST, ACCRUED, EXPIRED, FRAUD))
    saved["redemption"] -= cost - fraud
    by_month = flows.sum(axis=(1, 2))
    outstanding = numpy.cumsum(by_month[ACCRUED] - by_month[CASH] - by_month[EXPIRED])
    quantities = [cost, accrued, expired, fraud, completions, incremental, value, fees, value + fees - cost]
    return [*quantities, *plan.uses(flows[COST], flows[ACCRUED], flows[CASH]), *saved.values(), *months.ravel(), *by_month.ravel(), *outstanding]


def pay(entries, stop, generator):
    """Cuts accruals at the offer's stop, in a random order; what it takes away."""
    if stop is None:
        return 0.0
    total = sum(honest.sum() + fraud.sum() for _, honest, fraud in entries)
    if total <= stop:
        return 0.0
    flat = numpy.concatenate([part for _, *parts in entries for part in parts])
    order = generator.permutation(len(flat))
    before = numpy.cumsum(flat[order]) - flat[order]
    paid = numpy.empty_like(flat)
    paid[order] = numpy.clip(stop - before, 0, flat[order])
    begin = 0
    for entry in entries:
        for place in (1, 2):
            length = len(entry[place])
            entry[place] = paid[begin : begin + length]
            begin += length
    return total - stop


def prepare(folder, path):
    global plan
    plan = Plan(folder, path)


def work(arguments):
    who, first, count = arguments
    return [replicate(plan, who, numpy.random.Generator(numpy.random.SFC64(seed))) for seed in range(first, first + count)]


def main():
    folder, path, count, processes, who = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    share = -(-count // processes)
    parts = [(who, first, min(share, count - first)) for first in range(0, count, share)]
    with multiprocessing.Pool(processes, prepare, (folder, path)) as pool:
        pool.map(len, [[]] * processes)
        start = time.perf_counter()
        outcomes = numpy.array([row for part in pool.map(work, parts) for row in part])
        seconds = time.perf_counter() - start
    errors = outcomes.std(axis=0, ddof=1) / math.sqrt(count) if count > 1 else numpy.zeros(outcomes.shape[1])
    names = QUANTITIES + ["budget:" + budget["id"] for budget in Plan(folder, path).budgets]
    means = {name: {"mean": outcomes[:, k].mean(), "standard_error": errors[k]} for k, name in enumerate(names)}
    json.dump({"seconds": seconds, "replications": count, "quantities": means}, sys.stdout)


if __name__ == "__main__":
    main()
