"""The fingerprint of an export by its earlier place."""

from tcomodel.readers.excel.fingerprint import fingerprint

__all__ = ["fingerprint"]
