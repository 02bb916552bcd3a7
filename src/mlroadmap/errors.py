"""The one family of errors a user can meet, each with its exit code and a hint."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the shell; README.md has the same table."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    TOPIC = 3
    ROADMAP = 4
    INFEASIBLE = 5
    STATE = 6
    NO_PLAN = 7
    INTERRUPTED = 130


class MlroadmapError(Exception):
    """A failure that is explained to the user instead of shown as a traceback.

    `message` says what is wrong, `hint` what to do next; `code` names the kind of
    failure for scripts (it appears in JSON) and never changes. `details` are for scripts
    too: more members of the error's JSON document. A `name` among them is a word that was
    typed, `candidates` what it could have meant, and `examples` what would do in its place;
    the command line spells the commands with these.
    """

    exit_code: ExitCode = ExitCode.FAILURE
    code: str = "failure"

    def __init__(self, message: str, hint: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details


class SystemFailureError(MlroadmapError):
    """The machine refused something we needed: a full disk, a closed device."""

    code = "system"


class RuleBreachError(MlroadmapError):
    """A plan broke one of its own rules: a bug, reported instead of a wrong plan."""

    code = "rule-breach"


class UsageError(MlroadmapError):
    """An option, a date or a duration that cannot be."""

    exit_code = ExitCode.USAGE
    code = "usage"


class UnknownTopicError(MlroadmapError):
    """No topic answers to the name given."""

    exit_code = ExitCode.TOPIC
    code = "unknown-topic"


class AmbiguousTopicError(MlroadmapError):
    """Several topics answer to the name given; nothing was changed."""

    exit_code = ExitCode.TOPIC
    code = "ambiguous-topic"


class RoadmapError(MlroadmapError):
    """A roadmap that cannot be used. `message` lists every problem, a line each."""

    exit_code = ExitCode.ROADMAP
    code = "bad-roadmap"


class InfeasibleError(MlroadmapError):
    """No plan meets what was asked."""

    exit_code = ExitCode.INFEASIBLE
    code = "infeasible"


class StateError(MlroadmapError):
    """The log is damaged, newer than this version, locked, or not writable."""

    exit_code = ExitCode.STATE
    code = "state"


class NoPlanError(MlroadmapError):
    """A command needs a plan and none has been made."""

    exit_code = ExitCode.NO_PLAN
    code = "no-plan"
