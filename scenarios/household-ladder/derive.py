#!/usr/bin/env python3
"""Derives the tables of this scenario from the household panel of ../complete-journey/raw.

    derive.py [RAW_FOLDER] [--out FOLDER]

A household's level in a month is its spend in that month: none, or a quarter of all months with spend. transitions-pooled.csv counts the moves
of all households over the year and is checked against an independent count; transitions.csv counts those of each quintile from January to
June alone, what a grocer knows at the end of June. Standard library only, no random numbers: the same raw tables give the same bytes.
"""

import argparse
import csv
import math
import sys
from bisect import bisect_left
from math import fsum
from pathlib import Path

ASSUMED = {
    # Share of a grocery dollar left after goods and the cost of serving it; must agree with the margin in scenario.yaml.
    "grocery_margin": 0.25,
    "base_percent": 1,
    # Rise of spend while cashback runs, per unit of effective rate.
    "spend_lift": {"S1": 0.9, "S2": 0.8, "S3": 0.6, "S4": 0.5, "S5": 0.3},
    # Of those who would not climb by themselves, the share that cashback can move, and the percent that brings half of it.
    "reach": 0.25,
    "half_percent": 2.5,
}

QUINTILES = ["S1", "S2", "S3", "S4", "S5"]
LEVELS = ["away", "light", "steady", "regular", "full"]
# The offer that leads to each level above the lowest.
OFFERS = {"light": "first-basket", "steady": "every-week", "regular": "main-shop", "full": "whole-basket"}
PSEUDO_MOVES = 50   # weight of all households when the share of a quintile that climbs by itself is estimated
# All moves of the year, from an independent computation on the same tables.
KNOWN_MOVES = [
    [2690, 1244, 591, 255, 70], [1234, 2425, 1304, 528, 134], [538, 1326, 2000, 1317, 365], [250, 510, 1332, 2287, 1222],
    [59, 103, 353, 1217, 3805],
]
KNOWN_MEANS = [0.0, 23.018, 83.591, 185.963, 461.783]
KNOWN_SECOND_HALF = {"S1": 212.3906, "S2": 361.5458, "S3": 652.7315, "S4": 1115.395, "S5": 2405.4757}


def rows(folder, name):
    with open(folder / f"cj_{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def mean(values):
    values = list(values)
    return fsum(values) / len(values)


def quantile(ordered, probability):
    place = (len(ordered) - 1) * probability
    low = math.floor(place)
    return ordered[low] + (place - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])


class Household:
    def __init__(self, row):
        self.quintile = row["segment"]
        self.spend = [0.0] * 12
        self.coupons = [0.0] * 12

    def levels(self, bounds):
        return [0 if spend <= 0 else 1 + bisect_left(bounds, spend) for spend in self.spend]


def read(folder):
    households = {row["household_id"]: Household(row) for row in rows(folder, "households")}
    for row in rows(folder, "household_month"):
        household, month = households[row["household_id"]], int(row["month"]) - 1
        household.spend[month] += float(row["spend"])
        household.coupons[month] += float(row["coupon_disc"])
    households = [households[key] for key in sorted(households, key=int)]
    ordered = sorted(spend for h in households for spend in h.spend if spend > 0)
    bounds = [quantile(ordered, share) for share in (0.25, 0.5, 0.75)]
    for household in households:
        household.level = household.levels(bounds)
    return households


def moves(households, months):
    counts = [[0] * len(LEVELS) for _ in LEVELS]
    for household in households:
        for month in months:
            counts[household.level[month]][household.level[month + 1]] += 1
    return counts


def means(households, months):
    """Mean spend at each level; None where nobody was seen there."""
    spend = [[h.spend[m] for h in households for m in months if h.level[m] == level] for level in range(len(LEVELS))]
    return [mean(values) if values else None for values in spend]


def check(households):
    if moves(households, range(11)) != KNOWN_MOVES:
        sys.exit("the moves of the year are not those of the independent count")
    for found, known in zip(means(households, range(12)), KNOWN_MEANS):
        if abs(found - known) > 0.001:
            sys.exit(f"mean spend {found:.4f} at a level, known to be {known}")
    for quintile, known in KNOWN_SECOND_HALF.items():
        found = mean(fsum(h.spend[6:]) for h in households if h.quintile == quintile)
        if abs(found - known) > 0.001:
            sys.exit(f"{quintile}: mean second-half spend {found:.4f}, known to be {known}")


def segments(households):
    """Quintile of first-half spend by the level in June: all known at the end of June."""
    found = {}
    for quintile in QUINTILES:
        for number, level in enumerate(LEVELS):
            members = [h for h in households if h.quintile == quintile and h.level[5] == number]
            if members:
                found[f"{quintile.lower()}-{level}"] = (quintile, number, members)
    return found


def segment_table(households):
    yield ["segment", "macro", "level", "customers", "monthly_spend", "spend_cv", "monthly_redemption", "base_percent", "spend_lift",
           "completed"]
    for name, (quintile, level, members) in segments(households).items():
        spend = [h.spend[month] for h in members for month in range(6)]
        m = mean(spend)
        cv = math.sqrt(mean((s - m) ** 2 for s in spend)) / m if m > 0 else 0.0
        coupons = mean(h.coupons[month] > 0 for h in members for month in range(6))
        completed = ";".join(OFFERS[LEVELS[below]] for below in range(1, level + 1))
        yield [name, quintile, LEVELS[level], len(members), f"{m:.2f}", f"{cv:.3f}", f"{coupons:.4f}", ASSUMED["base_percent"],
               ASSUMED["spend_lift"][quintile], completed]


def transition_table(groups):
    yield ["segment", "from", "to", "count"]
    for key, counts in groups:
        for source, row in zip(LEVELS, counts):
            for target, count in zip(LEVELS, row):
                yield [key, source, target, count]


def margin_table(groups, factor, digits):
    yield ["segment", "level", "asset", "margin"]
    for key, spend in groups:
        for level, amount in zip(LEVELS, spend):
            yield [key, level, "grocery", f"{factor * amount:.{digits}f}"]


def response_table(quintile_moves, pooled):
    """Organic: those who were seen to climb from the level below in a month, small groups drawn towards all households."""
    yield ["segment", "offer", "organic", "floor", "ceiling", "half_percent"]
    for key, counts in quintile_moves:
        for number, level in enumerate(LEVELS[1:], start=1):
            everybody = sum(pooled[number - 1][number:]) / sum(pooled[number - 1])
            seen = counts[number - 1]
            organic = (sum(seen[number:]) + PSEUDO_MOVES * everybody) / (sum(seen) + PSEUDO_MOVES)
            ceiling = organic + (1 - organic) * ASSUMED["reach"]
            yield [key, OFFERS[level], f"{organic:.4f}", f"{organic:.4f}", f"{ceiling:.4f}", ASSUMED["half_percent"]]


def write(path, table):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(table)


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description="Derives the scenario's tables from the panel.")
    parser.add_argument("raw", nargs="?", type=Path, default=here.parent / "complete-journey" / "raw")
    parser.add_argument("--out", type=Path, default=here)
    options = parser.parse_args()
    households = read(options.raw)
    check(households)
    first = range(6)
    pooled_spend = means(households, range(12))
    half_spend = means(households, first)
    members = [(f"macro:{q}", [h for h in households if h.quintile == q]) for q in QUINTILES]
    quintile_moves = [(key, moves(group, range(5))) for key, group in members]
    quintile_spend = [
        (key, [everybody if own is None else own for own, everybody in zip(means(group, first), half_spend)]) for key, group in members
    ]
    margin = ASSUMED["grocery_margin"]
    tables = {
        "segments": segment_table(households),
        "responses": response_table(quintile_moves, moves(households, range(5))),
        "transitions": transition_table(quintile_moves),
        "margins": margin_table(quintile_spend, margin, 4),
        "spend": margin_table(quintile_spend, 1, 3),
        "transitions-pooled": transition_table([("*", moves(households, range(11)))]),
        "margins-pooled": margin_table([("*", pooled_spend)], margin, 4),
        "spend-pooled": margin_table([("*", pooled_spend)], 1, 3),
    }
    for name, table in tables.items():
        write(options.out / f"{name}.csv", table)
    print(f"{len(households)} households, {len(segments(households))} segments")


if __name__ == "__main__":
    main()
