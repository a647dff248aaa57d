"""Every error that TanyaPasal raises on purpose; each message says what, where and how to mend it.

TanyaPasalError
├── ReasonedError       what an admin may meet in a chat: a code and its fields, in each language
│   ├── DocumentError   a document's file can't be read: missing, binary, empty, of an unknown kind
│   ├── ProfileError    a profile of a kind of document is not valid
│   ├── ManifestError   the list of documents is not valid
│   ├── StoreError      the index or the office's database can't be read or written
│   └── QuestionsError  a set of questions is not valid
├── LexiconError        the vocabulary is not valid
├── PictureError        a picture can't be drawn
└── ConfigError         the configuration is not valid
"""

from __future__ import annotations

from corpus.reasons import Reason, cause, reason


class TanyaPasalError(Exception):
    """The base: its text is one line that can be shown to the person who can mend it."""


class ReasonedError(TanyaPasalError):
    """An error that is said in the language of who reads it; its text is the English one.

    It takes the code of a sentence with its fields, or a reason; what only the command line tells may be the sentence.
    """

    def __init__(self, code: str | Reason, **fields: object) -> None:
        self.reason = code if isinstance(code, Reason) else reason(code, **fields)
        super().__init__(self.reason.code)

    def __str__(self) -> str:
        return self.reason.text()


class DocumentError(ReasonedError):
    """A document's file can't be read."""


class ProfileError(ReasonedError):
    """A profile is not valid."""


class ManifestError(ReasonedError):
    """The manifest is not valid."""


class StoreError(ReasonedError):
    """The index or the office's database can't be read or written."""


class LexiconError(TanyaPasalError):
    """The vocabulary is not valid."""


class QuestionsError(ReasonedError):
    """A set of questions is not valid."""


class PictureError(TanyaPasalError):
    """A picture can't be drawn."""


class ConfigError(TanyaPasalError):
    """The configuration is not valid."""


def reason_of(error: TanyaPasalError | OSError) -> Reason:
    """The reason that an error gives; an error without one is a fault of the installation, told in its own words."""
    if isinstance(error, ReasonedError | OSError):
        return cause(error)
    return reason("corpus.installation", told=" ".join(str(error).split()))
