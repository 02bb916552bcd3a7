"""The documents of `forecast` and its score."""

from __future__ import annotations

from datetime import date

from mlroadmap.core.forecast.score import Score, Tally
from mlroadmap.core.forecast.simulate import Forecast
from mlroadmap.core.journal.notes import ForecastMade, Percentiles
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.documents.fields import Document, day_or_none, document


def forecast_document(
    study_state: StudyState,
    drawn: Forecast | None,
    made: ForecastMade | None,
    even_minutes: int | None,
) -> Document:
    """Give the finish as percentiles; they are null when there is nothing to forecast."""
    knows_the_tail = drawn is not None and drawn.knows_the_tail
    finish, baseline = study_state.plan.finish, study_state.original_finish
    return document(
        today=day_or_none(study_state.today),
        finish=day_or_none(finish),
        original_finish=day_or_none(baseline),
        **percentiles_of(made.finish if made else None, knows_the_tail=knows_the_tail),
        chance_of_finish=drawn.chance_by(finish) if drawn else None,
        chance_of_original_finish=drawn.chance_by(baseline) if drawn and baseline else None,
        even_weekly_minutes=even_minutes,
        finished_topics=drawn.topics if drawn else None,
        rests_on_prior=drawn.rests_on_prior if drawn else None,
        stages=[
            {"id": stage, **percentiles_of(days, knows_the_tail=knows_the_tail)}
            for stage, days in (made.stages.items() if made else ())
        ],
    )


def score_document(today: date, score: Score) -> Document:
    """Give how many forecasts were made, and how many of those that are decided held."""
    return document(
        today=day_or_none(today),
        forecasts=score.forecasts,
        open_milestones=score.open_milestones,
        total=_tally(score.total),
        milestones=[
            {
                "stage": reached.stage or None,
                "reached": day_or_none(reached.day),
                **_tally(reached.tally),
            }
            for reached in score.reached
        ],
    )


def percentiles_of(days: Percentiles | None, *, knows_the_tail: bool) -> Document:
    """Give the days of the percentiles that are kept, null where there are none.

    The 95th is null, too, before there is evidence enough for it.
    """
    names = ("p10", "p50", "p80", "p90", "p95")
    known = names if knows_the_tail else names[:-1]
    return {
        name: day_or_none(getattr(days, name)) if days and name in known else None
        for name in names
    }


def _tally(tally: Tally) -> Document:
    return {
        "forecasts": tally.forecasts,
        "by_p50": tally.by_p50,
        "by_p80": tally.by_p80,
        "by_p95": tally.by_p95,
        "p10_to_p90": tally.within,
    }
