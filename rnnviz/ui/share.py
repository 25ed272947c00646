"""The page's address for others: to copy, and as a QR code for the class."""

from io import BytesIO
from urllib.parse import urlencode, urlsplit

import segno
import streamlit as st

from rnnviz.i18n import _

LONG = 2000  # characters, beyond which some programs cut a link
OWN = ("localhost", "127.0.0.1", "::1")
SCANNABLE = 800  # characters, beyond which a code is too fine for a camera at the back of the room


def share() -> None:
    """A small window with the address of what is in view."""
    with st.popover(_("Share"), icon=":material/qr_code_2:", key="share", on_change="rerun") as opened:
        if opened.open:
            address = address_in_view()
            st.code(address, language=None, wrap_lines=True, height="content" if len(address) <= LONG else 200)
            st.caption(said(address))
            if urlsplit(address).hostname in OWN:
                st.caption(
                    _("It leads to this machine only. For a class, start with --server.address, as the README says.")
                )
            if len(address) <= SCANNABLE:
                st.image(picture(address), width=280, alt=_("The same address as a QR code"))


def address_in_view() -> str:
    """The page's address as the visitor's browser has it, with all that is set."""
    base = str(st.context.url or "").partition("?")[0]
    parameters = st.query_params.to_dict()
    return f"{base}?{urlencode(parameters)}" if parameters else base


def said(address: str) -> str:
    """What the link holds, and where it is too long."""
    if len(address) > LONG:
        sentence = _(
            "This link has {length} characters; some programs cut links after {long}. "
            "Set fewer weights by hand, or take a shorter sequence."
        )
        return sentence.format(length=len(address), long=LONG)
    if len(address) > SCANNABLE:
        sentence = _("This link has {length} characters: a code of it would be too fine to scan. Copy it instead.")
        return sentence.format(length=len(address))
    return _("The link holds every setting, the weights set by hand and the cursor; nobody's name.")


def picture(address: str) -> bytes:
    """The address as a QR code, a PNG."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    return out.getvalue()
