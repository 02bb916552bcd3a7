from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.progress.lessons import Lessons, timed_work
from mlroadmap.core.progress.pace import TimedTopic, experience_of
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import TopicShape

EFFORT = Effort(60, 120, 240)
TOPIC = TopicShape("t", "Topic", 3, (60, 120, 240), "project")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.none()
            | st.builds(
                TimedTopic,
                st.just(EFFORT),
                st.sampled_from([60, 90, 300]),
                done_minutes=st.none() | st.just(60),
            ),
            st.booleans(),
        ),
        max_size=20,
    )
)
def test_lessons_entered_at_any_time_are_worth_the_same(
    said: list[tuple[str, TimedTopic | None, bool]],
) -> None:
    lessons = Lessons(120)
    finished: dict[str, TimedTopic] = {}
    under_way: dict[str, TimedTopic] = {}
    for topic_id, topic, is_asked in said:
        lessons.enter(topic_id, topic)
        part = topic if topic and topic.done_minutes else None
        if part != under_way.get(topic_id):
            under_way.pop(topic_id, None)
        if part:
            finished.pop(topic_id, None)
            under_way[topic_id] = part
        elif topic:
            finished[topic_id] = topic
        else:
            finished.pop(topic_id, None)
        if is_asked:
            lessons.experience()
    everything = [*finished.values(), *under_way.values()]
    assert lessons.experience() == experience_of(everything, 120)


def test_steps_entered_again_keep_their_place_whether_or_not_they_were_learned() -> None:
    asked, unasked = Lessons(120), Lessons(120)
    for name, minutes in [("a", 60), ("b", 300), ("a", 60)]:
        for lessons in (asked, unasked):
            lessons.enter(name, TimedTopic(EFFORT, minutes, done_minutes=60))
        asked.experience()
    assert asked.experience() == unasked.experience()


def test_a_finished_topic_is_timed_by_what_was_logged() -> None:
    done = TopicProgress(120, 150, decided="done")
    assert timed_work(TOPIC, done) == TimedTopic(EFFORT, 150, "project", 3)
    # Of the rest of days that were logged nothing is known, of others little may be missing.
    for silent, minutes in ((0, 150), (20, 160), (37, 168), (38, None)):
        timed = timed_work(TOPIC, TopicProgress(120, 150, 60, silent, decided="done"))
        assert (timed and timed.spent_minutes) == minutes


def test_finished_steps_of_an_open_topic_are_timed() -> None:
    steps = frozenset({"s"})
    begun = TopicProgress(
        120, 100, base_minutes=90, rest_minutes=60, roadmap_rest_minutes=60, steps_done=steps
    )
    assert timed_work(TOPIC, begun) == TimedTopic(EFFORT, 90, "project", 3, 60)


def test_steps_whose_time_is_assumed_say_nothing() -> None:
    def steps(silent: int) -> TopicProgress:
        return TopicProgress(
            120, 90, silent, silent, base_minutes=90, rest_minutes=60, roadmap_rest_minutes=60
        )

    assert timed_work(TOPIC, steps(22)) is not None
    assert timed_work(TOPIC, steps(23)) is None


def test_an_open_topic_without_timed_steps_and_one_left_out_say_nothing() -> None:
    assert timed_work(TOPIC, TopicProgress(120, 90)) is None
    known = TopicProgress(
        120, 90, decided="known", base_minutes=90, rest_minutes=60, roadmap_rest_minutes=60
    )
    assert timed_work(TOPIC, known) is None
    unlisted = TopicProgress(120, 90, base_minutes=90)
    assert timed_work(TOPIC, unlisted) is None
