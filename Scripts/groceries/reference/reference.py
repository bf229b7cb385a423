"""Counts the groceries tables once more, independently of Valence, for its tests.

    python3 reference.py FOLDER > NAME.json

All sums are exact (cents as integers); shares and scores are one division of exact sums. Only food
with nutrition data counts in them:

    fv share = sum(sales * fv_pct / 100) / sum(sales)        score = sum(sales * npm_points) / sum(sales)

`rolling` is the same over a month and the two before it, from month 3 on. null: nothing was spent.
"""

import csv
import hashlib
import json
import os
import sys
from fractions import Fraction

NAMED = [1376, 1888, 2144]
TABLES = ["purchases.csv", "households.csv", "stores.csv", "categories.csv"]


def cents(text):
    return int(text.replace(".", ""))


def ratio(part, whole):
    return float(Fraction(part, whole)) if whole else None


class Basket:
    """What was spent on food with nutrition data, weighted by its qualities."""

    def __init__(self):
        self.spent = self.fruit = self.points = 0

    def add(self, amount, quality):
        self.spent += amount
        self.fruit += amount * quality[0]
        self.points += amount * quality[1]

    def __add__(self, other):
        both = Basket()
        for name in vars(both):
            setattr(both, name, getattr(self, name) + getattr(other, name))
        return both

    @property
    def summary(self):
        return {"spent": self.spent / 100, "fv_share": ratio(self.fruit, 100 * self.spent),
                "score": ratio(self.points, self.spent)}


def largest(sums, unit):
    """The name with the largest sum above zero; the first in byte order where several have it."""
    name = min(sums, key=lambda name: (-sums[name], name.encode()))
    if sums[name] <= 0:
        return None
    return {"category": name, "sum": sums[name] / unit}


def main(folder):
    quality, food = {}, set()
    with open(os.path.join(folder, "categories.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["is_food"] == "true":
                food.add(row["category"])
                if row["npm_points"]:
                    quality[row["category"]] = (int(row["fv_pct"]), int(row["npm_points"]))

    totals = dict.fromkeys(["sales", "retail_disc", "coupon_disc", "coupon_match_disc"], 0)
    households, baskets, stores = set(), set(), {}
    lines = no_category = food_sales = 0
    sales = [0] * 12
    everyone = Basket()
    months = {number: [Basket() for _ in range(12)] for number in NAMED}
    by_category = {number: {"spent": {}, "points": {}, "fruit": {}} for number in NAMED}

    with open(os.path.join(folder, "purchases.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            household, amount, category = int(row["household_id"]), cents(row["sales"]), row["category"]
            lines += 1
            no_category += not category
            households.add(household)
            baskets.add(row["basket_id"])
            stores[row["store_id"]] = stores.get(row["store_id"], 0) + amount
            sales[int(row["month"]) - 1] += amount
            for name in totals:
                totals[name] += cents(row[name])
            food_sales += amount if category in food else 0
            if category not in quality:
                continue
            fruit, points = quality[category]
            everyone.add(amount, quality[category])
            if household in months:
                months[household][int(row["month"]) - 1].add(amount, quality[category])
                weights = {"spent": 1, "points": points, "fruit": fruit}
                for name, sums in by_category[household].items():
                    sums[category] = sums.get(category, 0) + amount * weights[name]

    def household(number):
        own = months[number]
        return {
            "months": [basket.summary for basket in own],
            "rolling": [(own[m - 2] + own[m - 1] + own[m]).summary if m >= 2 else None
                        for m in range(12)],
            "year": sum(own, Basket()).summary,
            "largest": {name: largest(sums, 10000 if name == "fruit" else 100)
                        for name, sums in by_category[number].items()},
        }

    digests = {}
    for name in TABLES:
        with open(os.path.join(folder, name), "rb") as table:
            digests[name] = hashlib.sha256(table.read()).hexdigest()
    best = max(stores, key=lambda store: (stores[store], store))
    json.dump({
        "sha256": digests,
        "lines": lines, "lines_without_category": no_category,
        "households": len(households), "baskets": len(baskets), "stores": len(stores),
        "totals": {name: amount / 100 for name, amount in totals.items()},
        "sales_by_month": [amount / 100 for amount in sales],
        "largest_store": {"store_id": int(best), "sales": stores[best] / 100},
        "food": {"sales": food_sales / 100, "with_nutrition": everyone.spent / 100,
                 "fv_share": everyone.summary["fv_share"], "score": everyone.summary["score"]},
        "named_households": {str(number): household(number) for number in NAMED},
    }, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main(sys.argv[1])
