"""Opening what is kept: a saved version, a sample. What was open before stays one click away."""

from dashboard import answer, state
from dashboard.library import Saved, Version
from dashboard.library.visitor import library, owner
from dashboard.scenarios import keeping
from tcomodel.problems import ProblemsFound


def open_version(saved: Saved, version: Version) -> None:
    """Open a version of a saved scenario."""

    def action() -> None:
        mind = _opened(saved, version)
        keeping.tell(f"{saved.name}, version {version.number:,}, is open.", mind=mind)

    keeping.done(action)


def restore(saved: Saved, version: Version) -> None:
    """Make an earlier version the latest again, as a new one, and open it; those in between stay."""

    def action() -> None:
        old = keeping.version(version.id)
        note = f"Version {old.number:,} again"
        made = library().add_version(owner(), saved.id, old.text or "", note, old.headline, after=saved.versions)
        mind = _opened(saved, made)
        keeping.tell(f"Version {old.number:,} of {saved.name} is version {made.number:,} now, and open.", mind=mind)

    keeping.done(action)


def open_sample(file: str) -> None:
    """Open a scenario that comes with the tool."""

    def action() -> None:
        if not state.open_sample(file):
            _refuse()
        state.session().accepted = ""
        keeping.tell(f"{state.scenario_files()[file]} is open.")

    keeping.done(action)


def _opened(saved: Saved, version: Version) -> str:
    """Open it; says where its answer is another here than when it was saved."""
    text = version.text or keeping.version(version.id).text or ""
    if not state.open_data(keeping.data_of(text, saved.name), saved.name):
        _refuse()
    now = state.session()
    now.accepted = ""
    now.saved = state.SavedAs(saved.id, saved.name, version.number, now.steps[0].text)
    return answer.moved_since("When it was saved", keeping.answer_in(text), state.result())


def _refuse() -> None:
    now = state.session()
    problems = now.refused[1] if now.refused else ()
    now.refused = None
    raise ProblemsFound(problems)
