"""The ribbon's XML as the add-in carries it: the menu 新建自评表 filled with the schemes that are shipped."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from xlaudit.addin.build_xlwings import BuildError
from xlaudit.schemes.schema import Scheme

__all__ = ["ribbon_markup"]

_INDENT = " " * 12
_CALLBACKS = 'onAction="RibbonXlaudit.ButtonClicked" getEnabled="RibbonXlaudit.ButtonEnabled"'
_LONGEST = 1024  # characters that the schema allows a tip


def ribbon_markup(source: str, schemes: Iterable[Scheme]) -> str:
    """Return the XML with one button a scheme in its menu ``new``, in the order given.

    Raises:
        BuildError: the source has no empty menu of that id.
    """
    opening = source.find('<menu id="new"')
    closing = source.find("/>", opening)
    if opening < 0 or "<" in source[opening + 1 : closing]:
        raise BuildError('customUI14.xml: no empty <menu id="new" … />')
    buttons = "".join(map(_button, schemes))
    end = closing + len("/>")
    return f"{source[:closing]}>\n{buttons}{_INDENT[:-2]}</menu>{source[end:]}"


def _button(scheme: Scheme) -> str:
    return (
        f'{_INDENT}<button id="new.{scheme.id}" label={_quoted(scheme.title)} '
        f'imageMso="FileNewDefault" tag="正在新建…"\n'
        f"{_INDENT}        {_CALLBACKS}\n"
        f"{_INDENT}        supertip={quoteattr(str(scheme.reference)[:_LONGEST])}/>\n"
    )


def _quoted(text: str) -> str:
    # An ampersand would be taken for the mark of an access key.
    return quoteattr(text.replace("&", "&&"))
