"""Only this server's own pages may talk to it: a request of another site's page is refused.

Streamlit refuses it, too, but first asks another host for the address of this machine, and everybody waits meanwhile.
"""

from collections.abc import Iterable
from logging import getLogger
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit import get_option

from rnnviz.core.text.typed import shorten
from rnnviz.i18n import N_, _, preferred, use_language

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
OTHER_NAME = N_("This server is not called “{name}” but: {names}. If it is, start it with {option} {name}.")
OTHER_SITE = N_("Pages of “{name}” may not talk to this server. If this is its name, start it with {option} {name}.")
MOST_LOGGED = 20  # different refusals; any page could fill the log

log = getLogger(__name__)


class OriginCheck:
    """ASGI middleware that refuses requests of other sites' pages, and of names that are not this server's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.logged = app, set[str]()
        known = THIS_MACHINE | {hostname(get_option("browser.serverAddress"))} - {""}
        self.origins = known | {hostname(origin) for origin in get_option("server.corsAllowedOrigins")} - {""}
        # a server that only this machine reaches knows its names; one that others reach may have any
        local, allowed = get_option("server.address") in THIS_MACHINE, get_option("server.allowedHosts")
        self.names = known | set(allowed) if local or allowed else {"*"}
        self.option = "--server.allowedHosts" if allowed else "--browser.serverAddress"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal, name = self.refusal(scope) if scope["type"] in ("http", "websocket") else ("", "")
        if not refusal:
            await self.app(scope, receive, send)
            return
        use_language(preferred(Headers(scope=scope).get("Accept-Language", "").split(",")[0]))
        names = ", ".join(sorted(self.names))
        said = _(refusal).format(name=shorten(name, 60), names=names, option=self.option)
        if said not in self.logged and len(self.logged) < MOST_LOGGED:
            self.logged.add(said)
            log.warning(said)
        refuse = WebSocketClose(reason=said) if scope["type"] == "websocket" else PlainTextResponse(said, 403)
        await refuse(scope, receive, send)

    def refusal(self, scope: Scope) -> tuple[str, str]:
        """Why ``scope`` is refused, and the name it came by or from; two empty texts if it is not."""
        headers = Headers(scope=scope)
        host, origin = headers.get("Host", ""), headers.get("Origin", "")
        if not is_one_of(hostname(host), self.names):
            return OTHER_NAME, hostname(host)
        if not origin or origin.partition("//")[2] == host or not get_option("server.enableCORS"):
            return "", ""
        if hostname(origin) not in self.origins:
            return OTHER_SITE, hostname(origin)
        MutableHeaders(scope=scope)["Origin"] = f"http://{host}"  # for Streamlit, which would ask another host
        return "", ""


def hostname(address: str) -> str:
    """The name in ``address``, an origin or a host with or without its port; "" where there is none.

    >>> hostname("https://School:8501"), hostname("[::1]:80"), hostname("null"), hostname("http://[")
    ('school', '::1', 'null', '')
    """
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def is_one_of(name: str, patterns: Iterable[str]) -> bool:
    """Whether ``name`` is one of ``patterns``, as ``server.allowedHosts`` has them.

    >>> is_one_of("a.school.example", ["*.school.example"]), is_one_of("school.example", ["school.other"])
    (True, False)
    """
    return any(
        pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:])) for pattern in patterns
    )
