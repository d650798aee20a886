#!/usr/bin/env python3
"""Recomputes what solutions of an MPS file are worth: check.py FILE.mps [SOLUTION...]

A SOLUTION is FILE.x, the columns' values in the file's order as doubles, or FILE.json, a result of `offerbench optimize --json`.
Prints, for each, its objective and its worst relative violation: of a row, relative to max(1, |right-hand side|, sum |a x|), or of a
column's x >= 0, relative to max(1, |x|). Reads the file once, line by line, whatever its size; only the standard library is used.
"""
import array
import json
import os
import re
import sys


class Vector:
    """The values of a solver, by position."""

    def __init__(self, path):
        self.values = array.array("d")
        with open(path, "rb") as file:
            self.values.fromfile(file, os.path.getsize(path) // self.values.itemsize)

    def value(self, position, name):
        return self.values[position]

    def unmatched(self, columns):
        return abs(len(self.values) - columns)


class Plan:
    """The shares of a result, by the column's name as `--write-mps` makes it."""

    def __init__(self, path):
        with open(path) as file:
            recommendations = json.load(file)["recommendations"]
        self.shares = {}
        for row in recommendations:
            cap = [] if row["monthly_cap"] is None else [float(row["monthly_cap"])]
            parts = ["x", row["segment"], row["offer"], float(row["percent"]), *cap, row["months"]]
            name = re.sub(r"[^A-Za-z0-9_.]", "_", ":".join(map(str, parts)))
            self.shares[name] = self.shares.get(name, 0.0) + row["share"]
        self.found = 0

    def value(self, position, name):
        share = self.shares.get(name, 0.0)
        self.found += share != 0
        return share

    def unmatched(self, columns):
        return sum(share != 0 for share in self.shares.values()) - self.found


class Rows:
    """The rows' senses, right-hand sides and, per solution, activities and sums of absolute terms."""

    def __init__(self, solutions):
        self.numbers, self.senses = {}, []
        self.right_hand_sides = array.array("d")
        self.sums = [(array.array("d"), array.array("d")) for _ in range(solutions)]

    def add(self, sense, name):
        self.numbers[name] = len(self.senses)
        self.senses.append(sense)
        self.right_hand_sides.append(0.0)
        for activity, size in self.sums:
            activity.append(0.0)
            size.append(0.0)

    def objective(self, solution):
        row = self.senses.index("N")
        return self.sums[solution][0][row] - self.right_hand_sides[row]

    def violation(self, solution):
        worst = 0.0
        for sense, limit, activity, size in zip(self.senses, self.right_hand_sides, *self.sums[solution]):
            excess = {"L": activity - limit, "G": limit - activity, "E": abs(activity - limit), "N": 0.0}[sense]
            worst = max(worst, excess / max(1.0, abs(limit), size))
        return worst


def check(path, solutions):
    rows, lowest = Rows(len(solutions)), [0.0] * len(solutions)
    section, position, current, terms = "", -1, None, []
    with open(path) as file:
        for line in file:
            fields = line.split()
            if line[0] != " ":
                section = fields[0]
            elif section == "COLUMNS":
                name, row, coefficient = fields
                if name != current:
                    position, current, terms = position + 1, name, []
                    for number, solution in enumerate(solutions):
                        value = solution.value(position, name)
                        if value != 0:
                            terms.append((value, *rows.sums[number]))
                            lowest[number] = min(lowest[number], value / max(1.0, abs(value)))
                if terms:
                    row, coefficient = rows.numbers[row], float(coefficient)
                    for value, activity, size in terms:
                        activity[row] += coefficient * value
                        size[row] += abs(coefficient * value)
            elif section == "ROWS":
                rows.add(*fields)
            elif section == "RHS":
                rows.right_hand_sides[rows.numbers[fields[1]]] = float(fields[2])
            elif section != "OBJSENSE":
                raise SystemExit(f"check: section {section} is not expected in a programme of shares")
    figures = []
    for number, solution in enumerate(solutions):
        if solution.unmatched(position + 1):
            raise SystemExit(f"check: {solution.unmatched(position + 1)} values of solution {number + 1} have no column")
        figures.append({"objective": rows.objective(number), "violation": max(rows.violation(number), -lowest[number])})
    return {"rows": len(rows.senses) - 1, "columns": position + 1, "solutions": figures}


if __name__ == "__main__":
    readers = {".x": Vector, ".json": Plan}
    json.dump(check(sys.argv[1], [readers[os.path.splitext(path)[1]](path) for path in sys.argv[2:]]), sys.stdout)
