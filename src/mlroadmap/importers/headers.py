"""What a column means, by its header.

Headers are known in English, German, Spanish, Portuguese, French and Russian.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Role = Literal[
    "id", "title", "stage", "week", "section", "low", "high", "hours", "length", "needs",
    "done", "link", "covers", "outcome", "kind", "note", "number", "aside", "",
]  # fmt: skip

# What `--columns` takes; the others say nothing about a topic.
NAMED_ROLES: tuple[Role, ...] = (
    "title", "stage", "section", "week", "hours", "needs", "done", "link", "covers",
    "outcome", "note", "kind", "id",
)  # fmt: skip

# The first pattern that fits a header decides.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("id", r"id|slug|key"),
    (
        "number",
        r"""(?:.*\ )?(?:\#|nr\.?|no\.?|number|id)|order|step|position|nummer|número|numéro|№""",
    ),
    ("low", r"(?:low|min|minimum|optimistic|best\ case)(?:\ hours)?|hours?\ low"),
    ("high", r"(?:high|max|maximum|pessimistic|worst\ case)(?:\ hours)?|hours?\ high"),
    (
        "needs",
        r""".*\b(?:prerequisites?|prereqs?|pre-requisites?|requires?|required|depends(?:\ on)?|
        needs|dependenc(?:y|ies)|blocked\ by|voraussetzung(?:en)?|requisitos?|prerrequisitos?|
        pr[ée]-?requis(?:itos?)?|требования|пререквизиты)\b.*""",
    ),
    (
        "done",
        r"""completed\??|done\??|finished\??|status|progress|state|[✅✔☑✓]\ufe0f?|due\ complete|
        erledigt|fertig|estado|hecho|completado|conclu[íi]do|feito|situação|statut|état|fait|
        terminé|статус|готово|выполнено""",
    ),
    (
        "aside",
        r"""discussions?|chats?|assign(?:ed|ees?)?|members?|owners?|
        created(?:\ (?:by|time|at))?|last\ edited.*|updated(?:\ at)?|modified|
        (?:due|start|end)(?:\ dates?)?|deadline|dates?|fechas?|datum|termin|дат[аы]|
        archived\??|priority|labels?|tags?|votes?|rating|author|channel|repository|milestones?|
        reviewers?|linked\ pull\ requests""",
    ),
    (
        "link",
        r"""links?|urls?|hrefs?|website|(?:learning\ |main\ )?resources?|materials?|references?|
        video\ (?:link|url)|(?:course\ )?links?|ressourcen?|material|enlaces?|recursos?|liens?|
        ссылк[аи]|материалы|linked\ lesson""",
    ),
    ("length", r"duration|length|run\s?time|laufzeit|duración|duração|durée"),
    ("hours", r"(?:hours?|hrs?|likely|time|minutes?|mins?|duration|length|weeks)\b.*|h"),
    ("hours", r"(?:(?:estimated?|study|total|weekly)\ )?(?:effort|workload|estimates?)\b.*"),
    ("hours", r"(?:est\.?|estimated?|study|total|weekly|likely)\ (?:hours?|time)\b.*"),
    (
        "hours",
        r"""(?:stunden|std\.?|dauer|aufwand|zeit|horas?|tiempo|tempo|esfuerzo|esforço|
        duración|duração|heures?|temps|durée|effort|часы|часов|время|длительность)\b.*""",
    ),
    ("week", r"(?:week|day|woche|semana|semaine|tag|día|dia|jour|неделя|день)s?"),
    (
        "stage",
        r"""stage|phase|part|level|track|semester|term|year|month|quarter|sprint|iteration|
        list|list\ name|abschnitt|stufe|etappe|bereich|etapa|fase|nivel|nível|étape|niveau|
        этап|раздел|уровень|семестр""",
    ),
    (
        "section",
        r"""section|(?:.*\ )?group(?:ing)?|category|area|chapter|field|domain|
        subject\ area|epic|
        kategorie|kapitel|gruppe|fach|categoría|categoria|sección|seção|área|módulo|
        catégorie|chapitre|domaine|категория|глава|модуль""",
    ),
    (
        "outcome",
        r"""outcomes?|goals?|(?:learning\ )?(?:objectives?|outcomes?|goals?)|ziele?|lernziele?|
        objetivos?|objectifs?|цел[ьи]""",
    ),
    (
        "covers",
        r"""covers|contents?|topics?\ covered|subtopics?|details|key\ (?:topics|concepts)|
        inhalte?|contenidos?|conteúdos?|contenus?|содержание""",
    ),
    ("kind", r"kind|type|typ|tipo|тип"),
    (
        "note",
        r"""notes?|description|comments?|remarks?|about|summary|notizen?|beschreibung|
        bemerkung(?:en)?|notas?|descripción|descrição|remarques?|описание|заметки""",
    ),
    (
        "title",
        r"""(?:.*\ )?(?:title|name|topics?|courses?|subjects?|modules?|lessons?|skills?|items?|
        units?|what\ to\ learn|tasks?|concepts?|books?|videos?|lectures?|projects?)|
        thema|themen|titel|kurs|aufgabe|lektion|tema|temas|asuntos?(?:\ y\ contenidos?)?|
        título|titulo|curso|tarea|tarefa|lección|asignatura|sujet|titre|cours|tâche|leçon|matière|тема|темы|название|курс|урок""",
    ),
)
_PATTERNS = tuple(
    (role, re.compile(pattern, re.IGNORECASE | re.VERBOSE)) for role, pattern in _ROLES
)
_EDGES = re.compile(r"^[\W_]+(?=\w)|[\s*_:]+$")
_UNIT = re.compile(r"\s*[(\[].*[)\]]")


def is_header(cells: Sequence[str]) -> bool:
    """Whether most cells of a row are called like a column."""
    return 2 * sum(role_of(cell) != "" for cell in cells) > len(cells)


def role_of(header: str) -> Role:
    """Give what a column with this header holds; empty where it says nothing known."""
    whole = header[:80].replace("_", " ").strip(" *:")
    name = _EDGES.sub("", whole) or whole
    without_unit = _UNIT.sub("", name).strip() or name
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(without_unit):
            return role
    return ""
