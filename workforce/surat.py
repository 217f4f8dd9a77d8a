"""Messages about accounts that the application itself writes."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from workforce.models import Undangan


def kirim_undangan(undangan: Undangan, token: str) -> bool:
    """Send the link of an invitation; False when the mail server does not take it."""
    url = f"{settings.ALAMAT}{reverse('undangan', args=(token,))}"
    context = {"undangan": undangan, "tautan": url}
    subject = f"{settings.EMAIL_SUBJECT_PREFIX}undangan sebagai {undangan.get_peran_display()}"
    text = render_to_string("workforce/surat_undangan.txt", context)
    try:
        send_mail(subject, text, None, [undangan.email])
    except (OSError, SMTPException):
        return False
    return True
