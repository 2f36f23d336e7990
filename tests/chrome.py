"""Chromium for the tests: one for all that follow each other, and a page that each of them finds empty."""

from typing import Any

# Without the later ones Chromium looks up its maker's hosts at every start.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAPTOP = {"width": 1400, "height": 1000}  # pixels of a window


class Chrome:
    """One Chromium for the browser tests that follow each other in a worker, and the page they are handed in turn.

    A page that was somewhere before opens the dashboard in less than half the time of a new one: its process has the
    program compiled. While Chromium is there Playwright occupies this thread's event loop, so it goes before the next
    test that drives no browser.
    """

    def __init__(self) -> None:
        self.playwright: Any = None
        self.browser: Any = None
        self.kept: Any = None  # the page

    def start(self, path: str) -> Any:
        """The running Chromium, started where it is not yet there. Raises ModuleNotFoundError without Playwright."""
        if self.browser is None:
            from playwright.sync_api import sync_playwright

            self.playwright = self.playwright or sync_playwright().start()
            self.browser = self.playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        return self.browser

    def page(self) -> Any:
        """An empty page of a laptop's size."""
        if self.kept is None:
            self.kept = self.browser.new_context(viewport=LAPTOP, accept_downloads=True).new_page()
        self.kept.set_viewport_size(LAPTOP)
        self.kept.emulate_media(media="null", color_scheme="light")
        return self.kept

    def empty(self) -> None:
        """Forget what a test left behind: where the page was, what it stores, what is changed in it; or the page."""
        from playwright.sync_api import Error

        context = self.kept.context
        try:
            if self.kept.url.startswith("http"):
                self.kept.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            self.kept.unroute_all()
            self.kept.goto("about:blank")  # whoever was connected to the dashboard leaves it
            for other in context.pages:
                if other is not self.kept:
                    other.close()
            context.clear_cookies()
        except Error:  # it crashed or was closed: the next test has a new one
            self.stop()

    def stop(self) -> None:
        """Close Chromium, and Playwright with it."""
        if self.browser is not None:
            self.browser.close()
        if self.playwright is not None:
            self.playwright.stop()
        self.playwright = self.browser = self.kept = None
