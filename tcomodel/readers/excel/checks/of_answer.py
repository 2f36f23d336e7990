"""What Checks compares on the way from the options' figures to the answer: always, whatever was changed.

    the first place has the least ranking figure   11,716,831.30   11,716,831.30   0.00   Comparison!D31

A formula of the ranking, of the Summary or of the flags that somebody overwrote shows here, and so does another name.
"""

from collections.abc import Iterator
from typing import Any

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.checks.changes import VALUE_IN
from tcomodel.readers.excel.checks.of_inputs import COUNT, FINE, Check
from tcomodel.readers.excel.comparison.rows import NAMES_ROW, OptionRows
from tcomodel.readers.excel.inputs.view_settings import BRIDGE_OPTION
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.summary.table import OPTION
from tcomodel.words import to_the_cent

NAMES, RANKING, SUMMARY = "Names and settings", "Ranking", "Summary"
MONEY_ROWS = ("tco", "npv", "equal_annual_cost", "term_saving")


def checks_of_answer(rows: OptionRows, layout: Layout) -> Iterator[Check]:
    """All of them; the Summary must be written by now."""
    yield from _setting(rows, layout)
    yield from _names(rows, layout)
    yield from _flags(rows, layout)
    yield from _places(rows)
    yield from _table(rows)
    yield from _best(rows)
    yield from _next(rows)


def _setting(rows: OptionRows, layout: Layout) -> Iterator[Check]:
    if "bridge_option" in rows.at:
        setting = layout.control(None, BRIDGE_OPTION)
        used = f"Comparison!$D${rows.at['bridge_option']}"
        set_to = f"Inputs!${VALUE_IN}${setting.row}"
        title = "the option explained by the bridge is the number of an option"
        yield Check(NAMES, title, set_to, used, setting.value, set_to.replace("$", ""), COUNT)


def _names(rows: OptionRows, layout: Layout) -> Iterator[Check]:
    """An option is called the same wherever its name is looked up or stands above its numbers."""
    first = rows.on_summary["table"]["place"].partition(":")[0].rpartition("$")[2]
    letter = column_letters(OPTION)
    for row, (option, letters) in enumerate(zip(rows.options, rows.letters, strict=True), int(first)):
        name = f"Comparison!${letters}${NAMES_ROW}"
        others = (f"Summary!${letter}${row}", f"{layout.sheet_of(option.model).name}!$A$1")
        apart = "+".join(f"IF({other}={name},0,1)" for other in others)
        title = f"{option.label}: Comparison, Summary and its own sheet have one name for it; so many differ"
        yield Check(NAMES, title, apart, "", 0, name.replace("$", ""), COUNT)


def _flags(rows: OptionRows, layout: Layout) -> Iterator[Check]:
    """Who takes part, as set on Inputs."""
    for option, letters in zip(rows.options, rows.letters, strict=True):
        here = f"Comparison!${letters}${rows.at['switched_on']}"
        title = f"{option.label}: takes part on Comparison as it is set on Inputs"
        set_on = f"IF({layout.single(option.model.scope.inputs['in_comparison'])}=1,1,0)"
        yield Check(RANKING, title, here, set_on, float(option.takes_part), here.replace("$", ""), COUNT)
    takes, switched = rows.beyond("takes_part"), rows.beyond("switched_on")
    title = "those that are set to take part do, or all where none is; so many do not"
    apart = f"SUMPRODUCT(({takes}-{switched}-(SUM({switched})=0))^2)"
    yield Check(RANKING, title, apart, "", 0, f"Comparison!D{rows.at['takes_part']}", COUNT)


def _places(rows: OptionRows) -> Iterator[Check]:
    place, ranked, count = rows.beyond("place"), rows.beyond("ranked"), len(rows.options)
    counted, at = f"COUNT({ranked})", f"Comparison!D{rows.at['place']}"
    title = "each place is given once"
    yield Check(
        RANKING, title, f"SUM({place})", f"{counted}*({counted}+1)/2", count * (count + 1) / 2, at, COUNT, fine=True
    )
    squares = f"{counted}*({counted}+1)*(2*{counted}+1)/6"
    value = count * (count + 1) * (2 * count + 1) / 6
    title = "each place is given once, by their squares"
    yield Check(RANKING, title, f"SUMPRODUCT({place},{place})", squares, value, at, COUNT, fine=True)
    title = "the first place has the least ranking figure, to the cent"
    first, least = f"ROUND(SUMIF({place},1,{ranked}),2)", f"ROUND(MIN({ranked}),2)"
    yield Check(RANKING, title, first, least, float(to_the_cent(min(rows.values["ranked"]))), at)
    for option, letters in zip(rows.options, rows.letters, strict=True):
        own, here = f"Comparison!${letters}${rows.at['ranked']}", f"Comparison!${letters}${rows.at['place']}"
        behind = f"SUMPRODUCT(({own}-{ranked}>1/100)*({place}>{here}))"
        title = f"{option.label}: no option that ranks by less stands behind it; so many do"
        yield Check(RANKING, title, behind, "", 0, here.replace("$", ""), COUNT)


def _table(rows: OptionRows) -> Iterator[Check]:
    """Columns of the table: the figures of the Comparison of those that take part."""
    takes = rows.counts("takes_part")
    for name, cells in rows.on_summary["table"].items():
        value = sum(one * part for one, part in zip(rows.counts(name), takes, strict=True))
        counted = f"SUMPRODUCT({rows.beyond(name)},{rows.beyond('takes_part')})"
        title = f"the table shows those that take part as Comparison has them: {rows.labels[name]}"
        at = cells.partition(":")[0].replace("$", "")
        yield Check(SUMMARY, title, f"SUM({cells})", counted, value, at, **_told(name))


def _best(rows: OptionRows) -> Iterator[Check]:
    first = rows.values["place"].index(1)
    names, place = f"Comparison!$D${NAMES_ROW}:${rows.letters[-1]}${NAMES_ROW}", rows.beyond("place")
    for cell in (rows.on_summary["best"]["name"], f"Comparison!$D${rows.at['best_name']}"):
        title = f"the name of the cheapest option on {cell.partition('!')[0]} is that of the first place"
        named = f"SUMPRODUCT(({names}={cell})*({place}=1))"
        yield Check(SUMMARY, title, named, "1", 1, cell.replace("$", ""), COUNT)
    for name, cell in rows.on_summary["best"].items():
        if name != "name":
            title = f"the answer shows the first place: {rows.labels[name]}"
            value = rows.counts(name)[first]
            found = f"SUMIF({place},1,{rows.beyond(name)})"
            yield Check(SUMMARY, title, f"SUM({cell})", found, value, cell.replace("$", ""), **_told(name))


def _next(rows: OptionRows) -> Iterator[Check]:
    if "next" not in rows.on_summary:
        return
    cells, place = rows.on_summary["next"], rows.beyond("place")
    names = f"Comparison!$D${NAMES_ROW}:${rows.letters[-1]}${NAMES_ROW}"
    several = f"(SUM({rows.beyond('takes_part')})>1)"
    title = "the name of the next option is that of the second place, where there is one"
    named = f"SUMPRODUCT(({names}={cells['name']})*({place}=2))"
    there = float(sum(rows.counts("takes_part")) > 1)
    yield Check(SUMMARY, title, named, f"1*{several}", there, cells["name"].replace("$", ""), COUNT)
    title = "the first place and by how much the next is dearer make the second place"
    made = f"{cells['dearer']}+{rows.on_summary['best']['npv']}*{several}"
    second = f"SUMIF({place},2,{rows.beyond('npv')})*{several}"
    value = rows.counts("npv")[rows.values["place"].index(2)] * there
    yield Check(SUMMARY, title, made, second, value, cells["dearer"].replace("$", ""))


def _told(name: str) -> dict[str, Any]:
    """How finely figures are compared: money to half a cent, shares and prices to the sixth digit."""
    return {} if name in MONEY_ROWS else {"shown": FINE, "fine": True}
