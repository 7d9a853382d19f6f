"""The standard form, found by its header words, never by fixed positions."""

from xlaudit.forms.read import read_filing
from xlaudit.forms.recognise import recognise

__all__ = ["read_filing", "recognise"]
