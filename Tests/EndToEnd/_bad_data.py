"""Tables that are malformed or do not fit their study, each with what must be said about them."""

from _command import study

SALES = study(data='data = { sales = valence.csv { "sales.csv" } },')


def typed(types):
    return study(data=f'data = {{ sales = valence.csv {{ "sales.csv", types = {{ {types} }} }} }},')


def named(path):
    return study(data=f'data = {{ sales = valence.csv {{ "{path}" }} }}, -- HERE')


def actors(options):
    return study(
        data='data = { sales = valence.csv { "sales.csv" } },',
        actors=f"""
actors = {{
  consumer = {{ {options} }}, -- HERE
  firm = {{ count = 2, fields = {{ quality = 0.5 }} }},
}},""")


GOOD = "id,sum,shop\n1,2.5,a\n2,3,b\n"

DATA = [
    ("missing table", {"study.lua": named("sales.csv")}, "there is no file 'sales.csv'"),
    ("misspelt table", {"study.lua": named("sale.csv"), "sales.csv": GOOD}, "did you mean 'sales.csv'?"),
    ("table above the folder", {"study.lua": named("../sales.csv")}, "is outside the study's folder"),
    ("table by a way out and back", {"study.lua": named("a/../../../etc/passwd")}, "is outside"),
    ("table of the system", {"study.lua": named("/etc/passwd")}, "is outside the study's folder"),
    ("table of the system that is not there", {"study.lua": named("/etc/no-such-file")}, "is outside"),
    ("folder as table", {"study.lua": named("sales").replace("-- HERE", ""), "sales/x": ""}, "this is a folder"),
    ("zero byte in a path", {"study.lua": named("sales\\0.csv")}, "there is no file"),
    ("empty table", {"study.lua": SALES, "sales.csv": ""}, "sales.csv"),
    ("quote that does not end", {"study.lua": SALES, "sales.csv": 'id,sum\n1,"2\n'}, "sales.csv:2"),
    ("text after a quote", {"study.lua": SALES, "sales.csv": 'id,sum\n"1"x,2\n'}, "sales.csv:2"),
    ("row that is too short", {"study.lua": SALES, "sales.csv": "id,sum\n1,2\n3\n"}, "sales.csv:3"),
    ("row that is too long", {"study.lua": SALES, "sales.csv": "id,sum\n1,2,3\n"}, "sales.csv:2"),
    ("column named twice", {"study.lua": SALES, "sales.csv": "id,id\n1,2\n"}, "'id'"),
    ("column without a name", {"study.lua": SALES, "sales.csv": "id,\n1,2\n"}, "sales.csv:1"),
    ("table in another encoding", {"study.lua": SALES, "sales.csv": b"id,shop\n1,caf\xe9\n"}, "UTF-8"),
    ("zero bytes in a table", {"study.lua": SALES, "sales.csv": b"id,sum\n1,\x002\n"}, "sales.csv:2"),
    ("text where a number is declared",
     {"study.lua": typed('sum = "number"'), "sales.csv": "id,sum\n1,much\n"}, "sales.csv:2", "much"),
    ("declared column that is missing",
     {"study.lua": typed('sun = "number"'), "sales.csv": GOOD}, "no column 'sun'", "'sum'"),
    ("unknown type of a column",
     {"study.lua": typed('sum = "float"'), "sales.csv": GOOD}, "must be number, integer, text or boolean"),
    ("unknown table", {"study.lua": actors('from = "sale", key = "id"'), "sales.csv": GOOD},
     "unknown data 'sale'", "'sales'"),
    ("unknown key", {"study.lua": actors('from = "sales", key = "ident"'), "sales.csv": GOOD},
     "no column 'ident'"),
    ("unknown column for a field",
     {"study.lua": actors('from = "sales", key = "id", fields = { x = valence.column "som" }'),
      "sales.csv": GOOD}, "no column 'som'", "'sum'"),
]
