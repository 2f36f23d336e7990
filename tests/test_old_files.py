"""What earlier versions of the tool wrote opens and computes, or is refused in words that say what to write now.

``old_files`` holds one of each form: scenarios and cards as they were in the first two days, workbooks of each version
of their sheets, a link, a draft; and the library at each step of its tables, for ``test_old_libraries``.
"""

from pathlib import Path

import pytest

from dashboard.state.packing import FORMAT, unpack
from tcomodel import Comparison, compare, load_card, load_scenario, read_scenario
from tcomodel.edited_workbook import read_workbook
from tcomodel.index_series import CALLED_BEFORE, index_names
from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel.names import SCHEMA
from tcomodel.share_link import shared_in
from tests.case_file import card

OLD = Path(__file__).parent / "old_files"
OPEN = (
    "example_2026-11-22.yaml",
    "per_ticket_gain_share_2026-11-22.yaml",
    "offshore_anchored_voice_2026-11-22.yaml",
    "nearshore_per_minute_2026-11-22.yaml",
    "ai_first_2026-11-22.yaml",
)
TICKETS = 126_000.0  # of the small scenario in workbook, link and draft: 3 months of 10,000 at 4.20


# ---------------------------------------------------------------- scenarios and cards


@pytest.mark.parametrize("name", OPEN)
def test_a_scenario_of_an_earlier_version_opens_and_computes(name: str):
    computes(compare(load_scenario(OLD / name), card()))


def test_a_key_that_moved_is_said_with_its_place_and_moved_there_it_computes():
    """Overtime was part of staffing, until only a team of one's own had any."""
    first = OLD / "example_2026-11-21.yaml"
    with pytest.raises(ProblemsFound) as refused:
        load_scenario(first)
    [one] = refused.value.problems
    assert (one.where, one.line) == ("options.in_house.staffing.overtime_share", 48)
    assert one.message.startswith("overtime_share is not known here; it belongs to in_house")
    written = first.read_text(encoding="utf-8")
    moved = written.replace("      overtime_share: 2%\n", "").replace(
        "    in_house:\n      hourly_wage", "    in_house:\n      overtime_share: 2%\n      hourly_wage"
    )
    computes(compare(read_scenario(moved), card()))


def test_a_word_of_a_choice_that_changed_is_said_with_the_words_of_today():
    name = OLD / "service_words_2026-11-22.yaml"
    with pytest.raises(ProblemsFound) as refused:
        compare(load_scenario(name), card())
    told = {one.where.rpartition(".")[2]: one.message for one in refused.value.problems}
    assert set(told) == {"credit_order", "earn_back_when"}
    assert told["credit_order"].startswith("found 'before_minimum'; expected after the minimum, before the minimum")
    assert told["earn_back_when"].startswith("found 'own_met'; expected all met, that one met, average of the year")
    words = {"before_minimum": "before the minimum", "own_met": "that one met"}
    written = name.read_text(encoding="utf-8")
    for before, now in words.items():
        written = written.replace(before, now)
    computes(compare(read_scenario(written), card()))


def test_an_index_that_got_another_name_is_said_with_it(tmp_path: Path):
    """The nearest name that is known would have been another country's."""
    with pytest.raises(ProblemsFound) as refused:
        load_card(OLD / "card_2026-11-21.yaml")
    told = [one.message for one in refused.value.problems]
    assert "index 'ph_cpi' is not known; it is called cpi_philippines now" in told
    assert "index 'uk_cpi' is not known; it is called cpih_uk now" in told
    written = (OLD / "card_2026-11-21.yaml").read_text(encoding="utf-8")
    for before, now in CALLED_BEFORE.items():
        assert now in index_names()
        written = written.replace(f"index: {before}\n", f"index: {now}\n")
    (tmp_path / "card.yaml").write_text(written, encoding="utf-8")
    assert load_card(tmp_path / "card.yaml").rates["philippines.seat_month"].index == "cpi_philippines"


def computes(result: Comparison) -> None:
    """Every option has a total."""
    assert len(result.options) == len(result.scenario.file.options)
    assert all(one.total > 0 for one in result.options)


# ---------------------------------------------------------------- workbooks, links, drafts


@pytest.mark.parametrize("version", range(1, SCHEMA + 1))
def test_a_workbook_of_each_version_opens_or_says_of_which_it_is(version: int):
    name = f"workbook_{version}.xlsx"
    content = (OLD / name).read_bytes()
    if version == SCHEMA:
        assert read_workbook(name, content).comparison.cheapest.total == pytest.approx(TICKETS)
        return
    with pytest.raises(ProblemsFound) as refused:
        read_workbook(name, content)
    [one] = refused.value.problems
    told = (
        "exported by an earlier version of the tool" if version == 1 else f"a workbook of version {version}, this tool"
    )
    assert told in one.message
    assert "export it again" in one.message


def test_a_link_made_earlier_opens():
    shared = shared_in((OLD / "link_s1.txt").read_text(encoding="utf-8").strip())
    assert shared.answer == "Vendor: 126,000 USD"
    assert compare(read_scenario(shared.text), card()).cheapest.total == pytest.approx(TICKETS)


def test_a_draft_kept_earlier_opens():
    assert FORMAT == 1, "put a draft of the new form beside, and say here what becomes of the old"
    kept = unpack((OLD / "draft_1.bin").read_bytes())
    totals = [compare(read_scenario(step.text), card()).cheapest.total for step in kept.steps]
    assert totals == pytest.approx([TICKETS, 150_000])
    assert (kept.name, kept.position, kept.good) == ("Tiny", 1, kept.steps[1].text)
