"""Turns CSV sales into a report, as a table and as JSON, with exact decimal money and dates."""
import csv
import io
import json
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

SALES = '''date,region,product,quantity,price
2024-01-05,North,"Chair, oak",4,79.90
2024-01-17,South,Table,1,349.00
2024-02-02,North,Table,2,339.50
2024-02-02,East,"Lamp ""Luna""",10,24.95
2024-03-11,South,"Chair, oak",6,74.90
2024-03-29,East,"Lamp ""Luna""",3,24.95
2024-03-30,North,"Lamp ""Luna""",bad,24.95
'''
CENT = Decimal("0.01")


def read(source):
    for number, row in enumerate(csv.DictReader(source), 2):
        try:
            yield date.fromisoformat(row["date"]), row["region"], row["product"], int(row["quantity"]), Decimal(row["price"])
        except ValueError as error:
            print(f"line {number} skipped: {error}")


def main():
    totals = defaultdict(lambda: defaultdict(Decimal))
    products = defaultdict(int)
    for day, region, product, quantity, price in read(io.StringIO(SALES)):
        totals[region][f"{day:%Y-%m}"] += quantity * price
        products[product] += quantity
    months = sorted({month for row in totals.values() for month in row})
    print(f"{'region':8}" + "".join(f"{month:>12}" for month in months) + f"{'total':>12}")
    for region, row in sorted(totals.items()):
        cells = [row.get(month, Decimal(0)) for month in months]
        print(f"{region:8}" + "".join(f"{cell:>12,.2f}" for cell in cells) + f"{sum(cells):>12,.2f}")
    grand = sum(amount for row in totals.values() for amount in row.values())
    tax = (grand * Decimal("0.19")).quantize(CENT, ROUND_HALF_UP)
    print(f"net {grand:,.2f}, tax {tax:,.2f}, gross {grand + tax:,.2f}")
    print(json.dumps({"regions": {r: str(sum(row.values())) for r, row in sorted(totals.items())},
                      "products": dict(sorted(products.items(), key=lambda item: -item[1]))}, indent=2))


main()
