"""The roadmap that `new` writes: small, valid, and with a word on every key that matters."""

from __future__ import annotations

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
#
# A roadmap for mlroadmap. Change what you like; `mlroadmap check FILE` finds what is wrong,
# and docs/roadmap-format.md explains every key.

format: 1
title: My roadmap

# What to assume for topics without hours of their own:
# default_hours: 3

# Stages come in the order of preference; a stage has topics, or sections that have topics.
stages:
  - id: basics
    title: Basics
    # What to learn from, for all topics of the stage:
    resources:
      - title: A course
        url: https://example.org/course
        # kind: course
        # free: true
    topics:
      # Your progress is kept by id: choose ids to last, and when one has to change, keep the
      # old one under `aliases`.
      - id: first-topic
        title: The first topic
        # One number, or what a quick, a typical and a slow learner need. Unknown? Leave it out.
        hours: {{low: 1, likely: 2, high: 4}}
        # What you can do afterwards:
        outcome: Can say what the roadmap is about.
      - id: second-topic
        title: The second topic
        hours: 1.5
        # What must be finished before, wherever it is in the file:
        needs: [first-topic]

  - id: practice
    title: Practice
    sections:
      - id: projects
        title: Projects
        topics:
          - id: first-project
            title: The first project
            kind: project
            hours: 8
            needs: [second-topic]
            # Better finished before, but not a must:
            # helps: [other-topic]
            # covers: [one thing, another thing]
            # note: Anything to remember.
"""


def template(schema: str) -> str:
    """Give the text of the file; `schema` is the address of the JSON Schema."""
    return _TEMPLATE.format(schema=schema)
