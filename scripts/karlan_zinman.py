#!/usr/bin/env python3
"""Makes a scenario folder out of the published table of a lender's experiment, for docs/honest-value.md.

    python3 scripts/karlan_zinman.py karlan_zinman.csv FOLDER
    offerbench optimize FOLDER --honest

The table has the columns risk, rate, prior_loans, interest, loan, took, one row a letter. Standard library alone.
"""

import csv
import pathlib
import sys
from collections import Counter

STANDARD = {"H": 11.75, "M": 9.75, "L": 7.75}

SCENARIO = """\
schema: offerbench/1
name: Loan letters
currency: ZAR
objective: value
programme: { percent_basis: headline }
assets:
  - { id: lender, earn_share: 1 }
offers:
  - { id: discount, sponsor: lender, percents: [2, 4, 6], months: [1] }
tables:
  segments: { file: segments.csv }
  responses: { file: responses.csv }
  experiment: { file: experiment.csv }
experiment:
  columns: { percent: discount, value: interest, completed: took }
  limits:
    - { id: volume, quantity: loan, at_least_share: 0.5 }
"""


def letters(path):
    """Segment, level of the discount (blank up to one point), interest, loan, took."""
    with open(path, newline="") as table:
        for row in csv.DictReader(table):
            discount = STANDARD[row["risk"]] - float(row["rate"])
            if discount < -1e-9:
                continue
            level = "" if discount <= 1 else 2 if discount <= 3 else 4 if discount <= 5 else 6
            segment = row["risk"].lower() + ("-old" if int(row["prior_loans"]) >= 4 else "-new")
            yield segment, level, row["interest"], row["loan"], row["took"]


def write(path, header, rows):
    with open(path, "w", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(path, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows = list(letters(path))
    sizes = Counter(row[0] for row in rows)
    shown = Counter(row[:2] for row in rows)
    took = Counter(row[:2] for row in rows if row[4] == "1")
    write(folder / "experiment.csv", ["segment", "discount", "interest", "loan", "took"], rows)
    write(
        folder / "segments.csv",
        ["segment", "macro", "customers", "monthly_spend", "spend_cv", "monthly_redemption", "base_percent"],
        [[segment, segment[0], sizes[segment], 1000, 0, 1, 0] for segment in sorted(sizes)])
    rate = {cell: took[cell] / shown[cell] for cell in shown}
    write(
        folder / "responses.csv", ["segment", "offer", "organic", "percent", "completion"],
        [[cell[0], "discount", f"{rate[cell[0], '']:.6f}", cell[1], f"{rate[cell]:.6f}"]
         for cell in sorted(shown, key=str) if cell[1] != ""])
    (folder / "scenario.yaml").write_text(SCENARIO)


main(*sys.argv[1:])
