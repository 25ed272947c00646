"""The page's address for others: to copy, and as a QR code for the class."""

from urllib.parse import urlsplit

import segno
import streamlit as st

from rnnviz.i18n import _

LONG = 2000  # characters, beyond which some programs cut a link
LONGEST = 100_000  # characters that a browser may send
OWN = ("localhost", "127.0.0.1", "::1")
SCANNABLE = 800  # characters, beyond which a code is too fine for a camera at the back of the room


def is_address(given: str) -> bool:
    """Whether a page can have this address."""
    return given.startswith(("http://", "https://")) and len(given) <= LONGEST


def ask_for(address: str) -> None:
    """The browser shows ``address`` and asks what is to be said of it."""
    st.session_state.shared = address


def share() -> dict[str, str]:
    """What is said of the address that the browser asked about, and its code as an SVG; nothing before it asks."""
    address = st.session_state.get("shared", "")
    if not address:
        return {}
    here = _("This address leads to this machine only: nobody else can open it. Hand out the page as a file instead.")
    return {
        "address": address,
        "said": said(address),
        "local": here if urlsplit(address).hostname in OWN else "",
        "code": code(address) if len(address) <= SCANNABLE else "",
    }


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


def code(address: str) -> str:
    """The address as a QR code: an SVG as the address of a picture."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=4, dark="#000", light="#fff")
