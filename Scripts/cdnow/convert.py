"""Makes purchases.csv from the raw log: python3 convert.py CDNOW_sample.txt > purchases.csv

A line of the log is a purchase: the customer's number in the full data, its number in the sample, the
date (yyyymmdd), CDs bought, dollars. Nothing is dropped or merged; lines are put in order of date. Added
are the day (1 is 1997-01-01) and the week it lies in.
"""

import datetime
import sys

FIRST = datetime.date(1997, 1, 1)


def purchase(line):
    _, customer, date, units, amount = line.split()
    date = datetime.date(int(date[:4]), int(date[4:6]), int(date[6:]))
    day = (date - FIRST).days + 1
    return day, int(customer), date.isoformat(), (day - 1) // 7 + 1, int(units), amount


with open(sys.argv[1]) as log:
    purchases = sorted((purchase(line) for line in log), key=lambda row: row[:2])
print("customer,date,day,week,units,amount")
for day, customer, date, week, units, amount in purchases:
    print(f"{customer},{date},{day},{week},{units},{amount}")
