"""Review pages over HTTP, made from Parquet when they are asked for: on this machine only, and nothing is written.

Guarantees: it listens on 127.0.0.1; a request that names another host is refused, so that no web page can reach it by
a name of its own that leads here (DNS rebinding); only GET and HEAD are answered; memory does not grow with the corpus,
but for the charts of the whole version (`--pictures`), which look at all rows once.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qsl, urlsplit

from pipeline.engines.local import EngineError
from pipeline.ledger import looked_at
from pipeline.publish import MANIFEST, PublishError
from pipeline.review.drawing import Drawer, Drawing, image_path
from pipeline.review.live import Live, Question
from pipeline.review.pages import document_page
from pipeline.review.pictures import corpus_pictures, document_charts, document_pictures, require_library
from pipeline.staging import Staging

ADDRESS = "127.0.0.1"
_DOCUMENT_RE = re.compile(r"/documents/([A-Za-z0-9_]+)\.html")
_PICTURES_RE = re.compile(r"/pictures/([A-Za-z0-9_]+)\.html")
_IMAGE_RE = re.compile(r"/(sheets/([A-Za-z0-9_]+)/[0-9]+\.(webp|svg))")
_TYPES = {"webp": "image/webp", "svg": "image/svg+xml"}
_PATIENCE_SECONDS = 10  # for a client that does not say what it wants
_IMAGE_BYTES = 64 << 20  # of pictures that are kept, the last ones asked for
# A page's own policy, in its head, names its style and script; what the head cannot say stands here.
_PAGE_POLICY = "frame-ancestors 'none'"
_POLICY = "default-src 'none'; img-src data:; frame-ancestors 'none'; sandbox"
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class Pages:
    """What is served, by its path. One request at a time is worked on."""

    def __init__(self, output: Path, staged: Path, drawing: Drawing | None, *, has_pictures: bool = False) -> None:
        """With `has_pictures`, charts are drawn too. Raises PublishError where nothing is published."""
        self._output, self._staged, self._drawing, self._has_pictures = output, staged, drawing, has_pictures
        self._charts: tuple[bytes, bytes] | None = None  # those of the whole version, with its manifest
        self._images: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        with self._opened() as (live, _):
            live.index(Question())
        if has_pictures:
            require_library()

    def get(self, address: str) -> tuple[str, bytes] | None:
        """Turn the path and query of a request into a media type and content; None where there is no such page.

        Raises PublishError where the tables or a staged text are gone, EngineError where no page can be drawn.
        """
        parts = urlsplit(address)
        if parts.path == "/favicon.ico":  # every browser asks for one
            return "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'
        with self._lock:
            if parts.path in {"/", "/index.html"}:
                with self._opened() as (live, _):
                    question = Question.of(dict(parse_qsl(parts.query, True)))
                    return "text/html", live.index(question, has_pictures=self._has_pictures).encode()
            if self._has_pictures and parts.path == "/pictures.html":
                return "text/html", self._corpus_pictures()
            if self._has_pictures and (match := _PICTURES_RE.fullmatch(parts.path)):
                with self._opened() as (live, _):
                    found = live.document(match[1])
                drawn = document_pictures(found) if found is not None else None
                return ("text/html", drawn.drawn()) if drawn is not None else None
            if match := _DOCUMENT_RE.fullmatch(parts.path):
                return self._document(match[1])
            if match := _IMAGE_RE.fullmatch(parts.path):
                if match[1] not in self._images:
                    self._document(match[2])
                content = self._images.get(match[1])
                return (_TYPES[match[3]], content) if content is not None else None
        return None

    def _document(self, document_id: str) -> tuple[str, bytes] | None:
        with self._opened() as (live, drawer):
            found = live.document(document_id)
            if found is None:
                return None
            sheets, images = drawer.draw_one(found) if drawer is not None else (None, ())
        for image in images:
            self._images[image_path(document_id, image)] = image.data
            self._images.move_to_end(image_path(document_id, image))
        while len(self._images) > len(images) and sum(map(len, self._images.values())) > _IMAGE_BYTES:
            self._images.popitem(last=False)
        has_pictures = self._has_pictures and bool(document_charts(found))
        return "text/html", document_page(found, has_pictures=has_pictures, sheets=sheets).encode()

    def _corpus_pictures(self) -> bytes:
        """The charts of the whole version: they look at all rows, and are drawn once for each version."""
        manifest = (self._output / MANIFEST).read_bytes()
        if self._charts is None or self._charts[0] != manifest:
            self._charts = manifest, corpus_pictures(self._output).drawn()
        return self._charts[1]

    @contextmanager
    def _opened(self) -> Iterator[tuple[Live, Drawer | None]]:
        with looked_at(self._staged) as ledger, closing(Staging(self._staged, ledger)) as staging:
            drawer = Drawer(self._drawing, ledger) if self._drawing is not None else None
            yield Live(self._output, staging), drawer


class Server(ThreadingHTTPServer):
    """Serves pages to browsers of this machine."""

    daemon_threads = True

    def __init__(self, pages: Pages, port: int) -> None:
        """Listen on a port, on a free one for 0. Raises OSError where it is taken."""
        super().__init__((ADDRESS, port), _Handler)
        self.pages = pages
        self.hosts = frozenset({f"{ADDRESS}:{self.server_port}", f"localhost:{self.server_port}"})


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "planquet"
    sys_version = ""
    timeout = _PATIENCE_SECONDS

    def do_GET(self) -> None:
        """Answer a request."""
        if self.headers.get_all("Host") not in [[host] for host in self.server.hosts]:
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", b"this server answers requests for its own address only\n")
            return
        try:
            found = self.server.pages.get(self.path)
        except (PublishError, EngineError) as error:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", f"{error}\n".encode())
        except (KeyError, OSError, ValueError):  # another version took its place between two tables
            message = b"the tables were published anew while this page was made: load it again\n"
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", message)
        else:
            if found is None:
                self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"there is no such page\n")
            else:
                self._answer(HTTPStatus.OK, *found)

    do_HEAD = do_GET

    def _answer(self, status: HTTPStatus, media_type: str, content: bytes) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        self.send_header("Content-Type", media_type + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", _PAGE_POLICY if media_type == "text/html" else _POLICY)
        for name, value in _HEADERS:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what a person looks at is her business."""
