"""The command that takes pictures of the screens: no screen is forgotten, no picture is missing, none is huge."""

from itertools import product

from streamlit.testing.v1 import AppTest

from tests.screens import DEVICES, SCHEMES, SCREENS, SHOTS, file_name, overview


def test_every_page_has_its_picture():
    paths = {shot.path.partition("?")[0] for shot in SHOTS.values() if shot.devices == DEVICES}
    program = "import streamlit as st; from dashboard import frame; [st.text(one.url_path) for one in frame.pages()]"
    app = AppTest.from_string(program, default_timeout=60).run()
    assert {one.value for one in app.text} == paths


def test_the_folder_holds_the_pictures_of_the_overview_and_no_others():
    """`make screens` takes them; a picture whose screen is gone goes too."""
    wanted = {file_name(name, *one) for name, shot in SHOTS.items() for one in product(shot.devices, SCHEMES)}
    assert {path.name for path in SCREENS.glob("*.png")} == wanted
    assert (SCREENS / "README.md").read_text(encoding="utf-8") == overview()
    assert sum(path.stat().st_size for path in SCREENS.glob("*.png")) < 8_000_000
