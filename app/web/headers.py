"""The headers of every answer, error pages included (SECURITY 14, 15)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app.web.reference import add_reference

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
UNFRAMED = "frame-ancestors 'none'"
LOCAL_NAMES = ["127.0.0.1", "localhost", "[::1]"]


def init_app(app: Flask) -> None:
    """Guard the host name and put the headers on every answer."""
    base = urlsplit(app.config["BASE_URL"])
    extra = (
        [name.strip() for name in app.config["TRUSTED_HOSTS"].split(",") if name.strip()]
        if isinstance(app.config["TRUSTED_HOSTS"], str)
        else list(app.config["TRUSTED_HOSTS"])
    )
    names = [base.hostname or "localhost", *extra]
    if base.hostname in ("127.0.0.1", "localhost", "::1"):
        names += LOCAL_NAMES
    app.config["TRUSTED_HOSTS"] = names
    if proxies := int(app.config["TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.after_request(_protect)
    app.after_request(add_reference)
    if base.scheme == "https":
        app.after_request(_stay_on_https)


def framed_by(answer: Response, origins: Sequence[str]) -> Response:
    """Let these sites (https://host, as a browser names them), and no others, show this answer in a frame."""
    if origins:
        policy = CSP.replace(UNFRAMED, f"frame-ancestors {' '.join(origins)}")
        answer.headers.update({"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": "cross-origin"})
    return answer


def _protect(answer: Response) -> Response:
    headers = answer.headers
    headers.setdefault("Content-Security-Policy", CSP)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint != "static_file" and "private" not in headers.get("Cache-Control", ""):
        headers["Cache-Control"] = "no-store"
        answer.vary.update(["HX-Request", "Cookie", "Accept-Language"])
    return answer


def _stay_on_https(answer: Response) -> Response:
    answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return answer
