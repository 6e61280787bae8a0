"""What can go wrong, in words a user can act on: what, where, what to do."""

from __future__ import annotations


class VigieError(Exception):
    """Any fault that Vigie expects and explains."""


class InputError(VigieError):
    """An input that cannot be read."""

    kind = "input"


class EmptyInput(InputError):
    """A text without words."""

    kind = "empty"


class BinaryInput(InputError):
    """Bytes that are no text."""

    kind = "binary"


class TooLarge(InputError):
    """More bytes than the limit allows."""

    kind = "too_large"


class NoText(InputError):
    """A page in which no main text was found."""

    kind = "no_text"


class UnknownLanguage(InputError):
    """A language without a pack."""

    kind = "unknown_language"


class FetchError(InputError):
    """An address that could not be fetched; `reason` is a short code.

    `status` is what the server answered and `retry_after` when it wants to be asked again, in its own words.
    """

    kind = "fetch"

    def __init__(self, message: str, reason: str, *, status: int | None = None, retry_after: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


class SourcesError(VigieError):
    """Faults in a list of sources, all of them, one a line."""


class RulesError(VigieError):
    """Faults in a desk's rules, all of them, one a line."""


class CapError(InputError):
    """A file in which no alert of the Common Alerting Protocol can be read; the message says why."""

    kind = "cap"


class DeliveryError(VigieError):
    """A message that a channel did not take this time."""


class LexiconError(VigieError):
    """A fault in a pack's data."""


class NamesError(VigieError):
    """Faults in the names of an invented setting, all of them, one a line."""


class LedgerError(VigieError):
    """A fault of a ledger, or of what was asked of it."""


class NotALedger(LedgerError):
    """A file that is no ledger, or none at all."""


class NewerLedger(LedgerError):
    """A ledger written by a newer Vigie than this one."""


class LedgerLocked(LedgerError):
    """A ledger that somebody else is writing to."""


class LedgerFull(LedgerError):
    """No room left on the disk for what was to be written; nothing of it was kept."""


class LedgerDamaged(LedgerError):
    """A ledger whose file is broken or cannot be written."""


class WrongRealm(LedgerError):
    """A record of one realm meant for a ledger of the other."""


class UnsoundRecord(LedgerError):
    """A record that does not rest on its text, or that cannot be understood."""


class NoSuchRecord(LedgerError):
    """A record that the ledger does not hold."""


class AmendedMeanwhile(LedgerError):
    """A correction made without having seen another one."""


class CalendarError(VigieError):
    """Faults in a calendar file, all of them, one a line."""


class ScenarioError(VigieError):
    """Faults in a scenario, its list of injects or its names, all of them, one a line."""


class JudgmentError(VigieError):
    """A question, judgment, resolution or score that cannot be taken as it was given."""


class DeskError(VigieError):
    """A desk that cannot be opened as it was asked for, or a form that cannot be taken."""


class FormError(DeskError):
    """A form that did not come from the desk's own page, or came too late."""


class ActionsError(VigieError):
    """Faults in a table of a drill's actions, all of them, one a line."""


class WordsError(VigieError):
    """Faults in the words that reports of an exercise are made of, all of them, one a line."""


class ProblemError(VigieError):
    """Faults in a warning problem, all of them, one a line; or a problem that lacks what it was asked for."""


class DrillError(VigieError):
    """A drill that cannot be begun, gone on with or steered as it was asked for."""
