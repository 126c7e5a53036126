"""A mentor's certificates: issue one, print it, take it back; and the public page that says whether one is valid."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import allows
from app.mentoring.actions.certificates import issue_certificate, revoke_certificate
from app.mentoring.certificate_pdf import can_make_pdf, certificate_pdf
from app.mentoring.forms.certificates import CertificateForm
from app.mentoring.models import Certificate
from app.mentoring.queries.certificates import (
    certificate_of,
    certificate_with,
    certificates_page,
    is_overtaken,
    periods_of,
)
from app.mentoring.rules import may_revoke_certificate
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.people import throttle
from app.people.queries import cluster
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, participant, public


def _form(**kwargs: Any) -> CertificateForm:
    return CertificateForm(periods_of(current_reader().id), cluster().timezone, **kwargs)


def _listed(form: CertificateForm) -> dict[str, Any]:
    after = request.args.get("after")
    return {"form": form, "certificates": certificates_page(current_reader().id, after), "after": after}


@bp.get("/mentoring/certificates")
@participant
def certificates() -> ResponseReturnValue:
    """One's own, and a form for another."""
    return page("mentoring/certificates.html", **_listed(_form(formdata=None)))


@bp.post("/mentoring/certificates")
@participant
def certificate_issue() -> ResponseReturnValue:
    """Have a period certified."""
    form, me = _form(), current_reader()
    done, status = attempt(form, lambda: issue_certificate(me, form.chosen), "period")
    if done is None:
        return invalid("mentoring/certificates.html", status=status, **_listed(form))
    return leave(url_for("mentoring.certificate", id=done.id), _("Your certificate is ready to be printed."))


def _told(certificate: Certificate) -> dict[str, Any]:
    """What the sheet says. The public address is the one that the host has configured: it is read from paper."""
    path = url_for("mentoring.certificate_check", code=certificate.code)
    return {
        "certificate": certificate,
        "address": current_app.config["BASE_URL"].rstrip("/") + path,
        "overtaken": is_overtaken(certificate),
        "mine": allows(may_revoke_certificate(current_reader(), certificate)),
        "pdf": can_make_pdf(),
    }


@bp.get("/mentoring/certificates/<id>")
@participant
def certificate(id: str) -> ResponseReturnValue:
    """One, as it is printed."""
    return page("mentoring/certificate.html", **_told(or_404(certificate_of(current_reader(), id))))


@bp.get("/mentoring/certificates/<id>/pdf")
@participant
def certificate_download(id: str) -> ResponseReturnValue:
    """The same as a file, where the host can make it."""
    found = or_404(certificate_of(current_reader(), id))
    if not can_make_pdf() or found.revoked_at:
        abort(404)
    answer = Response(certificate_pdf(**_told(found), cluster_name=cluster().name), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return answer


@bp.post("/mentoring/certificates/<id>/revocation")
@participant
def certificate_revoke(id: str) -> ResponseReturnValue:
    """Take it back."""
    found = or_404(certificate_of(current_reader(), id))
    revoke_certificate(current_reader(), found)
    return leave(url_for("mentoring.certificates"), _("The certificate is revoked. Its public address says so."))


@bp.get("/certificates/<code>")
@public
def certificate_check(code: str) -> ResponseReturnValue:
    """Is it valid? Name, hours and period, and nothing else; of a revoked one only that it is. Where fewer hours are
    confirmed by now, that, and no number."""
    throttle.try_now("certificate")
    found = or_404(certificate_with(code))
    throttle.forgive("certificate")
    answer = make_response(page("mentoring/certificate_check.html", found=found, overtaken=is_overtaken(found)))
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
