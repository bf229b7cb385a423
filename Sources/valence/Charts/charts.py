"""Makes what reports need of Vega-Lite, with the package in the folder that is named first.

    charts.py FOLDER bundle FILE      the JavaScript that draws the charts of a page
    charts.py FOLDER figures FILE     the charts that a JSON file lists, each into a file
"""

import json
import sys

folder, what, path = sys.argv[1:]
sys.path.insert(0, folder)
import vl_convert  # noqa: E402

if what == "bundle":
    with open(path, "w", encoding="utf-8") as file:
        # All "]]>" of this version are comparisons, `a[b[c]]>d`: with a blank they do not end the
        # marked section of XML that the page holds the bundle in.
        file.write(vl_convert.javascript_bundle().replace("]]>", "]] >"))
else:
    with open(path, encoding="utf-8") as file:
        figures = json.load(file)
    for figure in figures:
        specification, form = figure["specification"], figure["form"]
        if form == "svg":
            content = vl_convert.vegalite_to_svg(specification).encode()
        elif form == "png":
            content = vl_convert.vegalite_to_png(specification, scale=2)
        else:
            content = vl_convert.vegalite_to_pdf(specification)
        with open(figure["path"], "wb") as file:
            file.write(content)
