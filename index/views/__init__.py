"""The views: adding one is a module here and a line in VIEWS."""

from __future__ import annotations

from index.view import Spec
from index.views import limits

VIEWS: tuple[Spec, ...] = (Spec(name="limits", commands={"id": "batas", "en": "limits"}, build=limits.build),)


def view_of(name: str) -> Spec:
    """The view of that name; raises KeyError."""
    return next(spec for spec in VIEWS if spec.name == name)
