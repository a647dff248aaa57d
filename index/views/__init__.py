"""What is looked up without a question: tables and lists of what documents hold, each row with its clauses.

How they look is of handlers.
Face: `VIEWS`; a new view is a module here and a line in it.
"""

from index.views import compare, duties, look_up, who
from index.views.view import Spec

VIEWS: tuple[Spec, ...] = (
    Spec(name="limits", commands={"id": "batas", "en": "limits"}, build=look_up.limits),
    Spec(name="clauses", commands={"id": "pasal", "en": "clause"}, build=look_up.clauses),
    Spec(name="definitions", commands={"id": "definisi", "en": "define"}, build=look_up.definitions),
    Spec(name="documents", commands={"id": "dokumen", "en": "documents"}, build=look_up.documents),
    Spec(name="duties", commands={"id": "tupoksi", "en": "duties"}, build=duties.build),
    Spec(name="who", commands={"id": "siapa", "en": "who"}, build=who.build),
    Spec(name="compare", commands={"id": "banding", "en": "compare"}, build=compare.build),
)


def view_of(name: str) -> Spec:
    """The view of that name; raises KeyError."""
    return {spec.name: spec for spec in VIEWS}[name]
