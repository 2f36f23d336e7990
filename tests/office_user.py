"""A person at LibreOffice, for tests: opens a workbook, does what a list says, and saves it as xlsx.

    python3 office_user.py soffice in.xlsx out.xlsx '[["insert rows", "Inputs", 8, 2], ["type", "in_x", "=0.03+0.02"]]'

It runs with the Python that knows LibreOffice's bridge (Debian: python3-uno), so it needs nothing else. What is typed
goes where a defined name points; numbers count from the first row, 1, as the screen shows them.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 60  # seconds until LibreOffice answers


def fact(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def cells_of(document: object, name: str) -> object:
    return document.NamedRanges.getByName(name).getReferredCells()


def do(document: object, action: str, *what: object) -> None:
    """One thing a person does; sheets are unprotected first, as nothing asks for a password."""
    sheets = document.Sheets
    if action == "insert rows":
        sheet, row, count = what
        sheets.getByName(sheet).unprotect("")
        sheets.getByName(sheet).Rows.insertByIndex(row - 1, count)
    elif action == "delete row of":
        cells = cells_of(document, what[0])
        cells.Spreadsheet.unprotect("")
        cells.Spreadsheet.Rows.removeByIndex(cells.RangeAddress.StartRow, 1)
    elif action == "type":
        name, text, *position = what
        cells = cells_of(document, name)
        at = position[0] if position else 0
        tall = cells.Rows.Count > 1
        cells.getCellByPosition(0 if tall else at, at if tall else 0).setFormula(text)
    elif action == "rename":
        sheets.getByName(what[0]).setName(what[1])
    elif action == "move":
        sheets.moveByName(what[0], what[1])
    else:
        raise ValueError(action)


def connected(pipe: str) -> object:
    """The desktop of the office that listens at a pipe."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def main(soffice: str, source: str, target: str, actions: str) -> None:
    pipe = f"user{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory(prefix="office-user-") as profile:
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--nologo"]
        listening = [*command, "--nolockcheck", f"--accept=pipe,name={pipe};urp;"]
        office = subprocess.Popen(listening, start_new_session=True)  # soffice is a script that starts the program
        try:
            desktop = connected(pipe)
            url = Path(source).resolve().as_uri()
            document = desktop.loadComponentFromURL(url, "_blank", 0, (fact("Hidden", True),))
            for action in json.loads(actions):
                do(document, *action)
            document.calculateAll()
            document.storeToURL(Path(target).resolve().as_uri(), (fact("FilterName", "Calc MS Excel 2007 XML"),))
            document.close(True)
            desktop.terminate()
            office.wait(timeout=30)
        finally:
            if office.poll() is None:
                os.killpg(office.pid, signal.SIGKILL)
                office.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
