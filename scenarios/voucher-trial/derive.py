"""Makes experiment.csv and segments.csv from the voucher experiment's own table (LICENSE-DATA says where it is from).

    python3 derive.py thornton_incentive.csv

Standard library alone, the same bytes every time.
"""

import csv
import sys
from collections import Counter

# A voucher of so many dollars is a percent of a spend of 100. What was dealt lies anywhere up to the level, and above the one before.
LEVELS = [0.5, 1, 2, 3]
VALUE = 4


def level(dollars):
    return next((level for level in LEVELS if 0 < dollars <= level), "") if dollars > 0 else ""


def main(path):
    customers = []
    with open(path, newline="") as table:
        for row in csv.DictReader(table):
            if row["age"] == "":
                continue
            segment = f"{row['dist']}-{'younger' if int(row['age']) < 32 else 'older'}"
            came = int(row["got"])
            dollars = float(row["usd"])
            customers.append([segment, level(dollars), VALUE * came, round(dollars * came, 4), came])
    with open("experiment.csv", "w", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["segment", "voucher", "worth", "paid", "came"])
        writer.writerows(customers)
    counts = Counter(customer[0] for customer in customers)
    with open("segments.csv", "w", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["segment", "macro", "customers", "monthly_spend", "spend_cv", "monthly_redemption", "base_percent"])
        for segment in sorted(counts):
            writer.writerow([segment, segment.split("-")[0], counts[segment], 100, 0, 1, 0])


main(sys.argv[1])
