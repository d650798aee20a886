#!/usr/bin/env python3
"""Writes a scenario of any size for the benchmarks: generate_scenario.py SEGMENTS FOLDER [SEED]

Six offers of four assets and a partner, up to 55 variants, logistic and saturating responses row by row, values in the narrow
form, ten rows of which about half bind. All numbers are invented; the same arguments give the same bytes.
"""
import math
import os
import random
import sys

OFFERS = {
    # id: sponsor, percents, caps, months, fee, requires, fraud (rate, reference percent, elasticity, detection)
    "subscription": ("grocery", [2, 3, 5, 7], [400, 800], [1, 3], 0, None, (0.0005, 5, 1.0, 0.4)),
    "bank-card": ("bank", [3, 5, 7, 10], [500, 1000], [1, 3], 900, None, (0.002, 7, 1.5, 0.35)),
    "number-port": ("telecom", [5, 7, 10, 15], [700, 1500], [3], 1500, None, (0.001, 10, 1.2, 0.3)),
    "home-policy": ("insurer", [2, 4, 6], [500], [1, 3], 700, None, (0.0003, 5, 1.0, 0.5)),
    "theatre": ("tickets", [1, 2, 3], [300], [1], 250, None, None),
    "premium-card": ("bank", [5, 8, 12], [1500], [3], 2500, "bank-card", (0.001, 8, 1.6, 0.35)),
}
ASSETS = ["grocery", "bank", "telecom", "insurer"]
GAIN = {"subscription": 1500, "bank-card": 4000, "number-port": 3500, "home-policy": 2500, "theatre": 150, "premium-card": 7000}
MACROS = ["families", "students", "pensioners", "commuters", "premium", "lapsed"]


def scenario(customers, segments):
    """The text of scenario.yaml; limits grow with the number of customers."""
    scale = customers / 1_000_000
    lines = [
        "schema: offerbench/1",
        f"name: Generated, {segments} segments",
        "currency: RUB",
        "programme: { max_total_percent: 86, contacts_per_customer: 2, points_expire_after_months: 6, holdout_share: 0.05 }",
        "assets:",
        "  - { id: grocery, earn_share: 1.0, margin: 0.22, redeem_share: 0.7 }",
        "  - { id: bank, redeem_share: 0.2, pnl_floor: 0 }",
        "  - { id: telecom, redeem_share: 0.1 }",
        "  - { id: insurer }",
        "  - { id: tickets, external: true }",
        "offers:",
    ]
    for name, (sponsor, percents, caps, months, fee, requires, fraud) in OFFERS.items():
        extra = f", acquisition_fee: {fee}" if fee else ""
        extra += f", requires: [{requires}]" if requires else ""
        if fraud:
            keys = ("rate", "reference_percent", "elasticity", "monthly_detection")
            extra += ", fraud: { " + ", ".join(f"{key}: {value}" for key, value in zip(keys, fraud)) + " }"
        lines.append(f"  - {{ id: {name}, sponsor: {sponsor}, percents: {percents}, monthly_caps: {caps}, months: {months}{extra} }}")
    lines += [
        "tables: { segments: { file: segments.csv }, responses: { file: responses.csv }, values: { file: values.csv } }",
        "budgets:",
        f"  - {{ id: total, amount: {28_000_000 * scale:.0f} }}",
        f"  - {{ id: bank, sponsor: bank, amount: {12_500_000 * scale:.0f} }}",
        f"  - {{ id: telecom, sponsor: telecom, amount: {9_000_000 * scale:.0f} }}",
        f"  - {{ id: launch, month: 1, basis: accrued, amount: {16_000_000 * scale:.0f} }}",
        f"  - {{ id: cash-2, month: 2, basis: cash, amount: {5_200_000 * scale:.0f} }}",
        f"  - {{ id: students, macro: students, amount: {2_500_000 * scale:.0f} }}",
        f"fraud_limits: [ {{ id: total, amount: {1_200_000 * scale:.0f} }} ]",
        f"reach: [ {{ id: policies, offer: home-policy, completions: {9_000 * scale:.0f} }} ]",
        "returns: [ { id: total, ratio: 1.2 } ]",
    ]
    return "\n".join(lines) + "\n"


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261101)
    os.makedirs(folder, exist_ok=True)
    segments = open(os.path.join(folder, "segments.csv"), "w")
    responses = open(os.path.join(folder, "responses.csv"), "w")
    values = open(os.path.join(folder, "values.csv"), "w")
    segments.write("segment,macro,customers,monthly_spend,spend_cv,monthly_redemption,base_percent,spend_lift,fraud_multiplier,completed\n")
    responses.write("segment,offer,organic,intercept,slope,ceiling,duration_slope,floor,half_percent\n")
    values.write("segment,offer,asset,value_now,value_if_completed\n")
    customers = 0
    for number in range(count):
        name = f"s{number:06d}"
        size = max(1, int(math.exp(draw.gauss(3.0 if count > 1_000 else 9.0, 1.0))))
        customers += size
        spend = math.exp(draw.gauss(9.1, 0.6))
        completed = "bank-card" if draw.random() < 0.2 else ""
        segments.write(
            f"{name},{draw.choice(MACROS)},{size},{spend:.2f},{draw.uniform(0.3, 1.0):.3f},{draw.uniform(0.15, 0.55):.3f},"
            f"{draw.choice([1, 3, 5])},{draw.uniform(0, 0.4):.3f},{draw.uniform(0.5, 1.9):.2f},{completed}\n"
        )
        for offer, (sponsor, *_) in OFFERS.items():
            organic = draw.uniform(0.004, 0.03)
            if draw.random() < 0.5:
                curve = f"{draw.uniform(-4.2, -3.0):.4f},{draw.uniform(0.05, 0.25):.4f},{draw.uniform(0.2, 0.6):.3f},{draw.uniform(0, 0.3):.3f},,"
            else:
                curve = f",,{draw.uniform(0.1, 0.35):.4f},,{organic:.5f},{draw.uniform(1, 6):.3f}"
            responses.write(f"{name},{offer},{organic:.5f},{curve}\n")
            benefits = ["grocery"] if sponsor == "grocery" else [sponsor] if sponsor in ASSETS else []
            for asset in dict.fromkeys(benefits + ["grocery"]):
                now = {"grocery": 15_000, "bank": 5_500, "telecom": 5_000, "insurer": 1_500}[asset] * draw.uniform(0.7, 1.3)
                step = GAIN[offer] * draw.lognormvariate(0, 0.5) * (1 if asset == sponsor else 0.1)
                values.write(f"{name},{offer},{asset},{now:.2f},{now + step:.2f}\n")
    with open(os.path.join(folder, "scenario.yaml"), "w") as file:
        file.write(scenario(customers, count))


main()
