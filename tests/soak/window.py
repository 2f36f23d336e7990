"""A browser's window as the server knows it: it keeps what is on the page, and says what is done to it.

window = Window("http://127.0.0.1:8501", 7)
await window.arrive()
await window.type("field:demand.volume.voice", "36,000")
window.words()                        every text on the page
"""

import asyncio
import re
import time
import urllib.request
from urllib.parse import urljoin

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.bench.dashboard.sessions import LONGEST, Person

BOUNDARY = "the-end-of-a-part"
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
KEY = re.compile(r"^\$\$(?:ID|WIDGET_ID|GENERATED_WIDGET_ID|STREAMLIT_[A-Z_]+)?-[0-9a-f]+-(.*)$")


class Window(Person):
    """One visitor who can do more than move a slider."""

    def __init__(self, address: str, number: int) -> None:
        super().__init__(address, number)
        self.http, self.query, self.session = address, "", ""
        self.elements: dict[tuple[int, ...], tuple[Element, str]] = {}  # by their place, each with its fragment
        self.pages: dict[str, str] = {}  # of the address, and how the server calls it
        self.held: dict[str, WidgetState] = {}  # what was put into widgets
        self.taken: list[float] = []  # milliseconds of every answer

    async def arrive(self) -> None:
        """Open the page. A browser asks nobody whether they are still there."""
        self.line = await websockets.connect(
            self.address, subprotocols=["streamlit", "soak"], max_size=None, compression=None, ping_interval=None
        )
        await self.ask()

    def hear(self, message: bytes) -> None:
        """Whatever the server says comes past here."""

    # ---------------------------------------------------------------- what is on the page

    def words(self) -> str:
        """Every text on the page, as Markdown."""
        said = []
        for element, _ in self.elements.values():
            kind = element.WhichOneof("type")
            body = getattr(getattr(element, kind or "", None), "body", "")
            said.append(body if isinstance(body, str) else "")
        return "\n".join(said)

    def widgets(self, beginning: str, kind: str = "") -> list[tuple[str, Element, str]]:
        """Widgets whose key begins so: the key, the element, its fragment."""
        found = []
        for element, fragment in self.elements.values():
            what = element.WhichOneof("type") or ""
            own = KEY.match(getattr(getattr(element, what, None), "id", ""))
            if own and own[1].startswith(beginning) and kind in ("", what):
                found.append((own[1], element, fragment))
        return found

    # ---------------------------------------------------------------- what one does to it

    async def look_at(self, page: str) -> None:
        """Go to a page by its address; the first one has none."""
        self.page, self.held = self.pages[page], {}
        await self.ask()

    async def type(self, beginning: str, text: str) -> None:
        """Type into the box whose key begins so."""
        _, element, fragment = self.widgets(beginning, "text_input")[0]
        await self.ask(WidgetState(id=element.text_input.id, string_value=text), fragment)

    async def drag(self, beginning: str, value: float) -> None:
        """Move the slider whose key begins so."""
        _, element, fragment = self.widgets(beginning, "slider")[0]
        state = WidgetState(id=element.slider.id)
        state.double_array_value.data.append(value)
        await self.ask(state, fragment)

    async def click(self, beginning: str) -> None:
        """Click the button whose key begins so."""
        _, element, fragment = self.widgets(beginning, "button")[0]
        await self.ask(WidgetState(id=element.button.id, trigger_value=True), fragment, hold=False)

    async def upload(self, beginning: str, name: str, content: bytes) -> None:
        """Put a file into the uploader whose key begins so."""
        _, element, fragment = self.widgets(beginning, "file_uploader")[0]
        asked = BackMsg()
        asked.file_urls_request.request_id = "one file"
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        await self.line.send(asked.SerializeToString())
        said = await self._next()
        while said.WhichOneof("type") != "file_urls_response":
            said = await self._next()
        urls = said.file_urls_response.file_urls[0]
        await asyncio.to_thread(self._put, urljoin(self.http, urls.upload_url), name, content)
        state = WidgetState(id=element.file_uploader.id)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(content)
        info.file_urls.CopyFrom(urls)
        await self.ask(state, fragment)

    def _put(self, url: str, name: str, content: bytes) -> None:
        """Send a file as a browser does, with the cookie against forgery and its copy in the header."""
        with urllib.request.urlopen(f"{self.http}/_stcore/health") as said:
            cookie = next(one.split(";")[0] for one in said.headers.get_all("Set-Cookie") if "xsrf" in one)
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'.encode()
        asked = urllib.request.Request(url, head + content + f"\r\n--{BOUNDARY}--\r\n".encode(), method="PUT")
        asked.add_header("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        asked.add_header("Cookie", cookie)
        asked.add_header("X-Xsrftoken", cookie.partition("=")[2])
        with urllib.request.urlopen(asked) as said:
            assert said.status in (200, 204), said.status

    # ---------------------------------------------------------------- how it speaks

    async def ask(self, state: WidgetState | None = None, fragment: str = "", hold: bool = True) -> None:
        """Have the page drawn again, with one widget changed; until the server has said all it has to say."""
        begin = time.perf_counter()
        await self.tell(state, fragment, hold)
        await self.hear_out()
        self.taken.append((time.perf_counter() - begin) * 1000)

    async def tell(self, state: WidgetState | None = None, fragment: str = "", hold: bool = True) -> None:
        """Ask for the page, and wait for nothing."""
        if state is not None and hold:
            self.held[state.id] = state
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.page
        asked.rerun_script.query_string = self.query
        asked.rerun_script.fragment_id = fragment
        states = [*self.held.values(), *([state] if state is not None and not hold else [])]
        asked.rerun_script.widget_states.widgets.extend(states)
        await self.line.send(asked.SerializeToString())

    async def hear_out(self) -> None:
        """Until the server has said all it has to say; a run that was overtaken has not."""
        while True:
            said = await self._next()
            if said.WhichOneof("type") == "script_finished" and said.script_finished in ENDS:
                return

    async def _next(self) -> ForwardMsg:
        message = await asyncio.wait_for(self.line.recv(), LONGEST)
        self.hear(message)
        said = ForwardMsg()
        said.ParseFromString(message)
        kind = said.WhichOneof("type")
        if kind == "new_session":
            self.page, self.session = said.new_session.page_script_hash, said.new_session.initialize.session_id
            if not said.metadata.run.fragment_ids:
                self.elements = {}
        elif kind == "navigation":
            self.pages = {one.url_pathname: one.page_script_hash for one in said.navigation.app_pages}
        elif kind == "page_info_changed":
            self.query = said.page_info_changed.query_string
        elif kind == "delta" and said.delta.WhichOneof("type") == "new_element":
            place = tuple(said.metadata.delta_path)
            self.elements[place] = said.delta.new_element, said.delta.fragment_id
        return said
