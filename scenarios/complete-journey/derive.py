#!/usr/bin/env python3
"""Derives segments.csv, responses.csv and values.csv, and measured.csv, the evidence behind them.

    derive.py [RAW_FOLDER] [--out FOLDER] [--offerbench FILE] [--check]

RAW_FOLDER holds the cj_*.csv tables (default: raw/ beside this script); --out is where the tables go (default: beside this script).
Spend, redemption and rates are measured by `offerbench calibrate`; --offerbench says where it is (default: on the path).
--check writes nothing: it prints how far the segments predict households they have not seen, and how far lognormal spend is from the panel.

Standard library only, no random numbers: the same raw tables give the same bytes. What is assumed and not measured is in one place, ASSUMED.
"""

import argparse
import csv
import json
import math
import subprocess
import sys
import tempfile
from collections import defaultdict
from math import fsum
from pathlib import Path

ASSUMED = {
    # Share of a grocery dollar left after goods and the cost of serving it; must agree with the margin in scenario.yaml.
    "grocery_margin": 0.25,
    # Percent of spend that every member gets anyway.
    "base_percent": 1,
    # Rise of spend while cashback runs, per unit of effective rate: 0.5 means that 10 % back raises spend by 5 %.
    "spend_lift": {"S1": 0.9, "S2": 0.8, "S3": 0.6, "S4": 0.5, "S5": 0.3},
    # How many offers one household may be shown, where it is not the programme's number.
    "contacts": {"s1-gone": 1, "s1-quiet": 1},
    # What one more completion is worth to the grocer, as a share of the step to the next quintile.
    "step_share": {"more-visits": 0.25, "coupon-book": 0.15, "come-back": 0.5},
    # Most that cashback adds to an activity, per unit of the measured response to coupons.
    "reach": {"more-visits": 1.0, "coupon-book": 1.0, "come-back": 3.0},
    # How it gets there. A number: saturating, with this percent bringing half of it. A pair: logistic, rising by so much for each percent
    # and each e-fold of months, from the organic rate at nothing.
    "shape": {
        "more-visits": (0.45, 0.4), "coupon-book": 2.5, "come-back": 8.0, "store-card": (0.25, 0.6), "fuel-pass": (0.35, 0.8), "meal-box": 5.0,
    },
    # Partner offers by quintile: those who do it anyway, the most who would.
    "store-card": {"S1": (0.001, 0.020), "S2": (0.002, 0.035), "S3": (0.003, 0.055), "S4": (0.005, 0.080), "S5": (0.008, 0.100)},
    "fuel-pass": {"S1": (0.020, 0.080), "S2": (0.030, 0.110), "S3": (0.040, 0.140), "S4": (0.050, 0.170), "S5": (0.050, 0.160)},
    "meal-box": {"S1": (0.002, 0.030), "S2": (0.002, 0.035), "S3": (0.003, 0.040), "S4": (0.004, 0.045), "S5": (0.005, 0.045)},
    # What a completion is worth to the partner over the six months: a fixed part and a share of the household's predicted grocery spend.
    "store-card bank": (30.0, 0.012),
    "fuel-pass fuel": (9.0, 0.004),
    # What the fuel chain earns on a household of the panel today.
    "fuel now": {"S1": 12.0, "S2": 16.0, "S3": 20.0, "S4": 24.0, "S5": 27.0},
    # Change of the household's grocery spend: a card in the wallet brings a little, boxed meals take some away.
    "grocery shift": {"store-card": 0.02, "fuel-pass": 0.005, "meal-box": -0.015},
}

FIRST, SECOND = range(1, 7), range(7, 13)
QUINTILES = ["S1", "S2", "S3", "S4", "S5"]
SMALLEST = 50           # households: a finer split is made only when both halves have as many
MORE = 1.2              # "more visits": at least so many times the household's own monthly number in the first half
BOOK = {"13", "18"}     # coupon books (campaigns of type A) of the second half
AUGUST_BOOK = "13"
# Second-half spend by quintile, from an independent computation on the same tables.
KNOWN_MEANS = {"S1": 212.3906, "S2": 361.5458, "S3": 652.7315, "S4": 1115.395, "S5": 2405.4757}


def rows(folder, name):
    with open(folder / f"cj_{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def mean(values):
    values = list(values)
    return fsum(values) / len(values)


class Household:
    def __init__(self, row):
        self.id = row["household_id"]
        self.quintile = row["segment"]
        self.recency = int(row["h1_recency_days"]) if row["h1_recency_days"] else None  # days from the last basket to the end of June
        self.habit = "coupon" if float(row["h1_coupon_disc"]) > 0 else "plain"
        self.stated = (float(row["h1_spend"]), float(row["h2_spend"]))
        self.spend = [0.0] * 13
        self.baskets = [0] * 13
        self.coupons = [0.0] * 13
        self.mailed = []            # coupon books of the second half: redeemed from or not
        self.august_book = False    # redeemed from the book of August

    def total(self, months):
        return fsum(self.spend[month] for month in months)

    @property
    def direction(self):
        return "rising" if self.total(range(4, 7)) > self.total(range(1, 4)) else "falling"

    def rank(self):
        return self.total(FIRST), int(self.id)

    def visits_more(self, month):
        usual = sum(self.baskets[first] for first in FIRST) / len(FIRST)
        return self.baskets[month] > 0 and self.baskets[month] >= MORE * usual


def read(folder):
    households = {row["household_id"]: Household(row) for row in rows(folder, "households")}
    for row in rows(folder, "household_month"):
        household, month = households[row["household_id"]], int(row["month"])
        household.spend[month] += float(row["spend"])
        household.baskets[month] += int(row["baskets"])
        household.coupons[month] += float(row["coupon_disc"])
    mailed = set()
    for row in rows(folder, "campaign_response"):
        mailed.add((row["campaign_id"], row["household_id"]))
        household = households[row["household_id"]]
        if row["campaign_id"] in BOOK:
            household.mailed.append(int(row["redeemed"]))
        if row["campaign_id"] == AUGUST_BOOK and row["redeemed"] == "1":
            household.august_book = True
    for row in rows(folder, "redemptions"):
        if (row["campaign_id"], row["household_id"]) not in mailed:
            sys.exit(f"household {row['household_id']} redeemed from campaign {row['campaign_id']} without having been mailed it")
    households = [households[key] for key in sorted(households, key=int)]
    for household in households:
        for months, stated in zip((FIRST, SECOND), household.stated):
            if abs(household.total(months) - stated) > 0.005:
                sys.exit(f"household {household.id}: the months do not add up to the half-year {stated}")
    for quintile, known in KNOWN_MEANS.items():
        found = mean(h.total(SECOND) for h in households if h.quintile == quintile)
        if abs(found - known) > 0.001:
            sys.exit(f"{quintile}: mean second-half spend {found:.4f}, known to be {known}")
    return households


def upper_half(households):
    """Of the top quintile, by first-half spend."""
    ranked = sorted((h for h in households if h.quintile == "S5"), key=Household.rank)
    return ranked[len(ranked) // 2:]


def segments(households):
    """Everything that a segment is made of was known at the end of June."""
    top = {h.id for h in upper_half(households)}
    found = defaultdict(lambda: defaultdict(list))
    for household in households:
        if household.quintile == "S1":
            recency = household.recency
            kind = "unseen" if recency is None else "recent" if recency <= 30 else "quiet" if recency <= 91 else "gone"
            found[f"s1-{kind}"][""].append(household)
        else:
            half = household.direction if household.quintile != "S5" else "high" if household.id in top else "low"
            found[f"{household.quintile.lower()}-{household.habit}"][half].append(household)
    result = {}
    for name, halves in found.items():
        if len(halves) > 1 and min(len(members) for members in halves.values()) >= SMALLEST:
            result |= {f"{name}-{half}": members for half, members in halves.items()}
        else:
            result[name] = [household for members in halves.values() for household in members]
    return dict(sorted(result.items()))


def calibrate(offerbench, kind, option, table, *options):
    """The document of a calibration of one table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write(path, table)
        if "--segments" in options:
            options = list(options)
            place = options.index("--segments") + 1
            write(Path(folder) / "segments.csv", options[place])
            options[place] = Path(folder) / "segments.csv"
        answer = subprocess.run(
            [offerbench, "calibrate", kind, option, path, "--json", *options], stdout=subprocess.PIPE, check=True)
    return json.loads(answer.stdout)


def spend(offerbench, groups):
    """Monthly spend, its variation and persistence, and the share of months with a coupon, of the second half."""
    table = [["customer", "segment", "month", "amount", "redeemed"]]
    table += [[h.id, name, month, h.spend[month], h.coupons[month]] for name, members in groups.items() for h in members for month in SECOND]
    return {row["segment"]: row for row in calibrate(offerbench, "spend", "--transactions", table)["segments"]}


def rates(offerbench, groups, macro, activities):
    """By activity and segment, the share of households that did it, thin segments drawn towards their macro-segment."""
    table = [["segment", "offer", "percent", "shown", "completed"]]
    for offer, answers in activities.items():
        found = {name: [answer for h in members for answer in answers(h)] for name, members in groups.items()}
        table += [[name, offer, "", len(values), sum(values)] for name, values in found.items()]
    places = [["segment", "macro"]] + [[name, macro(members[0].quintile)] for name, members in groups.items()]
    document = calibrate(offerbench, "responses", "--experiment", table, "--segments", places)
    return {(row["offer"], row["segment"]): row["rate"] for row in document["organic"]}


def measure(households, offerbench):
    upper = upper_half(households)
    mean_of = {q: mean(h.total(SECOND) for h in households if h.quintile == q) for q in QUINTILES}
    lower_mean = mean(h.total(SECOND) for h in households if h.quintile == "S5" and h not in upper)
    # The step to the next rung: the top quintile counts in halves, as it is as wide as all the others together.
    rungs = {"S1": "S2", "S2": "S3", "S3": "S4"}
    steps = {q: mean_of[above] - mean_of[q] for q, above in rungs.items()}
    steps["S4"] = lower_mean - mean_of["S4"]
    steps["S5"] = mean(h.total(SECOND) for h in upper) - mean_of["S5"]
    groups = segments(households)
    spent = spend(offerbench, groups)
    organic = rates(offerbench, groups, lambda quintile: quintile, {
        "more-visits": lambda h: [h.visits_more(7)], "come-back": lambda h: [h.baskets[7] > 0], "coupon-book": lambda h: [h.august_book]})
    # Eleven books in all went to S1.
    response = rates(offerbench, groups, lambda quintile: "S1-S2" if quintile in ("S1", "S2") else quintile, {"books": lambda h: h.mailed})
    result = {}
    for name, members in groups.items():
        quintile, figures = members[0].quintile, spent[name]
        result[name] = {
            "quintile": quintile,
            "households": len(members),
            "first_half_spend": mean(h.total(FIRST) for h in members),
            "second_half_spend": len(SECOND) * figures["monthly_spend"]["value"],
            "second_half_error": len(SECOND) * figures["monthly_spend"]["standard_error"],
            "spend_cv": figures["spend_cv"]["value"],
            "spend_cv_error": figures["spend_cv"]["standard_error"],
            "spend_persistence": figures["spend_persistence"]["value"],
            "spend_persistence_error": figures["spend_persistence"]["standard_error"],
            "months_with_coupon": figures["monthly_redemption"]["value"],
            "months_with_coupon_error": figures["monthly_redemption"]["standard_error"],
            "months_with_basket": mean(h.baskets[month] > 0 for h in members for month in SECOND),
            "books_mailed": sum(len(h.mailed) for h in members),
            "books_redeemed": sum(sum(h.mailed) for h in members),
            "response": response["books", name],
            "organic_more_visits": organic["more-visits", name],
            "organic_come_back": organic["come-back", name],
            "organic_coupon_book": organic["coupon-book", name],
            "next_step": steps[quintile],
        }
    return result


def grocery_offers(name):
    return {"s1-unseen": [], "s1-quiet": ["come-back"], "s1-gone": ["come-back"]}.get(name, ["more-visits", "coupon-book"])


def partner_offers(name):
    return [] if name == "s1-unseen" else ["store-card", "fuel-pass", "meal-box"]


def segment_table(measured):
    yield ["segment", "macro", "customers", "monthly_spend", "spend_cv", "monthly_redemption", "base_percent", "contacts", "spend_lift",
           "spend_persistence"]
    for name, m in measured.items():
        yield [name, m["quintile"], m["households"], f"{m['second_half_spend'] / len(SECOND):.2f}", f"{m['spend_cv']:.3f}",
               f"{m['months_with_coupon']:.4f}", ASSUMED["base_percent"], ASSUMED["contacts"].get(name, ""),
               ASSUMED["spend_lift"][m["quintile"]], f"{m['spend_persistence']:.3f}"]


def answer(offer, organic, ceiling):
    """organic, ceiling, floor, half_percent, intercept, slope, duration_slope"""
    shape = ASSUMED["shape"][offer]
    if isinstance(shape, tuple):
        return [f"{organic:.4f}", f"{ceiling:.4f}", "", "", f"{math.log(organic / (ceiling - organic)):.4f}", *shape]
    return [f"{organic:.4f}", f"{ceiling:.4f}", f"{organic:.4f}", shape, "", "", ""]


def response_table(measured):
    yield ["segment", "offer", "organic", "ceiling", "floor", "half_percent", "intercept", "slope", "duration_slope"]
    for name, m in measured.items():
        for offer in grocery_offers(name):
            organic = m["organic_" + offer.replace("-", "_")]
            ceiling = organic + (1 - organic) * min(1, ASSUMED["reach"][offer] * m["response"])
            yield [name, offer, *answer(offer, organic, ceiling)]
    for offer in partner_offers(""):
        for quintile in QUINTILES:
            yield [f"macro:{quintile}", offer, *answer(offer, *ASSUMED[offer][quintile])]


def value_table(measured):
    yield ["segment", "offer", "asset", "value_now", "value_if_completed"]
    margin = ASSUMED["grocery_margin"]
    for name, m in measured.items():
        now = margin * m["second_half_spend"]
        for offer in grocery_offers(name):
            step = margin * m["next_step"] * ASSUMED["step_share"][offer]
            yield [name, offer, "grocery", f"{now:.2f}", f"{now + step:.2f}"]
        for offer in partner_offers(name):
            yield [name, offer, "grocery", f"{now:.2f}", f"{now * (1 + ASSUMED['grocery shift'][offer]):.2f}"]
            for asset in ("bank", "fuel"):
                if f"{offer} {asset}" in ASSUMED:
                    fixed, share = ASSUMED[f"{offer} {asset}"]
                    held = ASSUMED["fuel now"][m["quintile"]] if asset == "fuel" else 0
                    yield [name, offer, asset, f"{held:.2f}", f"{held + fixed + share * m['second_half_spend']:.2f}"]


def evidence_table(measured):
    digits = {"first_half_spend": 2, "second_half_spend": 2, "second_half_error": 2, "next_step": 2}
    columns = list(next(iter(measured.values())))
    yield ["segment", *columns]
    for name, m in measured.items():
        yield [name, *(f"{m[c]:.{digits.get(c, 4)}f}" if isinstance(m[c], float) else m[c] for c in columns)]


def write(path, table):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(table)


def lognormal_accrual(rate, cap, m, c):
    sigma = math.sqrt(math.log1p(c * c))
    distance = math.log(cap / rate) - math.log(m) + sigma * sigma / 2
    below = lambda x: math.erfc(-x / math.sqrt(2)) / 2
    return rate * m * below(distance / sigma - sigma) + cap * below(-distance / sigma)


def check(households, measured):
    def error(predict):
        """Mean squared error on each half of the panel of what the other half predicts."""
        total = []
        for parity in (0, 1):
            seen = [h for h in households if int(h.id) % 2 != parity]
            predictor = predict(seen)
            total += [(h.total(SECOND) - predictor(h)) ** 2 for h in households if int(h.id) % 2 == parity]
        return mean(total)

    def by_group(group):
        def predict(seen):
            groups = defaultdict(list)
            for h in seen:
                groups[group[h.id]].append(h.total(SECOND))
            means = {key: mean(values) for key, values in groups.items()}
            return lambda h: means[group[h.id]]
        return predict

    def line(seen):
        x, y = [h.total(FIRST) for h in seen], [h.total(SECOND) for h in seen]
        mx, my = mean(x), mean(y)
        slope = fsum((a - mx) * (b - my) for a, b in zip(x, y)) / fsum((a - mx) ** 2 for a in x)
        return lambda h: my + slope * (h.total(FIRST) - mx)

    segment = {h.id: name for name, members in segments(households).items() for h in members}
    quintile = {h.id: h.quintile for h in households}
    everybody = error(by_group({h.id: "" for h in households}))
    print("Share of the variance of second-half spend that is predicted for households not seen:")
    for name, predict in (("quintile", by_group(quintile)), ("segment", by_group(segment)), ("line through first-half spend", line)):
        print(f"  {name:30} {1 - error(predict) / everybody:.3f}")
    print("Cashback a month and household at 5 % with a cap of 10: panel, lognormal, ratio; share of months without spend")
    sums = [0.0, 0.0]
    for name, members in segments(households).items():
        spend = [max(0.0, h.spend[month]) for h in members for month in SECOND]
        paid = mean(min(0.05 * s, 10) for s in spend)
        model = lognormal_accrual(0.05, 10, mean(spend), measured[name]["spend_cv"])
        sums = [sums[0] + paid * len(members), sums[1] + model * len(members)]
        print(f"  {name:20} {paid:6.2f} {model:6.2f} {model / paid:6.3f} {mean(s == 0 for s in spend):6.3f}")
    print(f"  {'all':20} {sums[0] / len(households):6.2f} {sums[1] / len(households):6.2f} {sums[1] / sums[0]:6.3f}")


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description="Derives the scenario's tables from the panel.")
    parser.add_argument("raw", nargs="?", type=Path, default=here / "raw")
    parser.add_argument("--out", type=Path, default=here)
    parser.add_argument("--offerbench", default="offerbench")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    households = read(options.raw)
    measured = measure(households, options.offerbench)
    if options.check:
        return check(households, measured)
    for name, table in (("segments", segment_table), ("responses", response_table), ("values", value_table), ("measured", evidence_table)):
        write(options.out / f"{name}.csv", table(measured))
    print(f"{len(households)} households, {len(measured)} segments")


if __name__ == "__main__":
    main()
