"""Every error that TanyaPasal raises on purpose; each message says what, where and how to mend it.

TanyaPasalError
├── DocumentError   a document's file can't be read: missing, binary, empty, of an unknown kind
├── ProfileError    a profile of a kind of document is not valid
├── ManifestError   the list of documents is not valid
├── StoreError      the index or the office's database can't be read or written
├── LexiconError    the vocabulary is not valid
├── QuestionsError  a set of questions is not valid
├── PictureError    a picture can't be drawn
└── ConfigError     the configuration is not valid
"""


class TanyaPasalError(Exception):
    """The base: its text is one line that can be shown to the person who can mend it."""


class DocumentError(TanyaPasalError):
    """A document's file can't be read."""


class ProfileError(TanyaPasalError):
    """A profile is not valid."""


class ManifestError(TanyaPasalError):
    """The manifest is not valid."""


class StoreError(TanyaPasalError):
    """The index or the office's database can't be read or written."""


class LexiconError(TanyaPasalError):
    """The vocabulary is not valid."""


class QuestionsError(TanyaPasalError):
    """A set of questions is not valid."""


class PictureError(TanyaPasalError):
    """A picture can't be drawn."""


class ConfigError(TanyaPasalError):
    """The configuration is not valid."""
