#!/usr/bin/env python3
"""Writes transactions of any number for `offerbench calibrate spend`: generate_transactions.py ROWS FILE [SEED]

Twelve months, ten segments, forty rows a customer; rows stand by day, so that a customer's rows lie far apart, as they do in an export.
All numbers are invented; the same arguments give the same bytes.
"""
import datetime
import random
import sys

SEGMENTS = [f"segment-{number}" for number in range(10)]
DAYS = [datetime.date(2026, 1, 1) + datetime.timedelta(days=day) for day in range(365)]


def main():
    rows, path = int(sys.argv[1]), sys.argv[2]
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    customers = max(1, rows // 40)
    with open(path, "w", encoding="utf-8") as file:
        file.write("customer,segment,month,amount,earned,redeemed\n")
        for row in range(rows):
            customer = draw.randrange(customers)
            amount = draw.expovariate(1 / (300 + 100 * (customer % 10)))
            redeemed = amount * 0.1 if draw.random() < 0.3 else 0
            file.write(
                f"c{customer:07},{SEGMENTS[customer % 10]},{DAYS[row * 365 // rows]},{amount:.2f},{amount * 0.05:.2f},{redeemed:.2f}\n")


if __name__ == "__main__":
    main()
