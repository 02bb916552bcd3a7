"""What the headings and labels of a document say: contents, a curriculum, a week, resources.

They are known in English, German, Spanish, Portuguese, French and Russian.
"""

from __future__ import annotations

import re

from mlroadmap.core.text import clean

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_ASIDE = re.compile(r"\s*\([^()]{0,80}\)\s*$")
_NUMBERING = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,3}\s+[-–—])\s+")

_CONTENTS = re.compile(
    r"""(?:table\ of\ )?contents? | toc | overview\ of\ contents | inhaltsverzeichnis |
    índice(?:\ de\ conteni?dos)? | tabla\ de\ contenidos? | sumário | sommaire |
    table\ des\ matières | содержание | оглавление""",
    re.IGNORECASE | re.VERBOSE,
)
# Parts of a document that are about the document, or about the people around it. Only
# what can hardly be a subject: `Usage`, `Languages` or `Index` may well be one.
_ABOUT_ITSELF = re.compile(
    "|".join(
        (
            r"""about(?:\ (?:this|the|us|me|author|authors|project|it)\b.*)? |
            (?:what\ is\ (?:it|this)) | why\ (?:use\ it|use\ this|this|should\ i)\b.* |
            how\ to\ (?:use|read|follow|navigate|contribute|get\ help|ask|support|cite|
            take)\b.* |
            (?:general\ |other\ )?faqs?\b.* | frequently\ asked\ questions.* |
            questions\ and\ answers |
            licen[cs]e(?:s|\ (?:and|information|notice)\b.*)? |
            copyright.* | disclaimers? | terms\ of\ use |
            contribut(?:e|ing|ions?|ors?)
                (?:\ (?:guid|to\ (?:this|the|our)\b|and\ (?:licen|feedback)).*)? |
            acknowledge?ments? | special\ thanks.* | thanks | credits? | authors? |
            (?:our\ |join\ (?:our|the)\ )?
                (?:community|team|sponsors?|maintainers?|backers?) |
            supporters\ and\ partners | support\ (?:us|this.*|the\ project) |
            show\ your\ support | code\ of\ conduct | changelog | change\ log |
            star\ history | stargazers.* | contact(?:\ us)? | citation | getting\ help |
            asking\ for\ help.* | who\ should\ join | slack(?:\ channel)? | leaderboard |
            quick\ links | (?:course\ )?(?:logistics|policies|staff) | office\ hours |
            course\ (?:format|description) | grading(?:\ (?:policy|scheme|criteria))? |
            (?:(?:general|pro|study|final|bonus|additional)\ )*
                (?:tips|advice|reminders?)(?:\ .*)?""",
            r"""über\ (?:diese|mich|uns|das\ projekt)\b.* | häufig(?:\ gestellte)?\ fragen |
            lizenz(?:en)? | mitwirken(?:de)? | mitmachen | danksagung(?:en)? | impressum |
            kontakt | kurs(?:format|beschreibung|leitung) | prüfungsform.* |
            organisatorisches | dozent(?:en|in|innen)? | förder(?:ungen|er)\b.*""",
            r"""(?:sobre|acerca\ de)\ (?:est[ea]|el\ |o\ |mí|mim|nosotros|nós)\b.* |
            preguntas\ frecuentes | perguntas\ frequentes | licencia | licença |
            (?:cómo|como)\ contribuir | contribui\w* | contribucion\w* |
            agradecimientos | agradecimentos | contacto | contato | autor(?:es|a)? |
            comunidade? | código\ de\ conduc?ta""",
            r"""à\ propos\b.* | foire\ aux\ questions | licence | contribuer\b.* |
            contributeurs | remerciements | auteurs? | communauté | code\ de\ conduite""",
            r"""об?\ (?:проекте|курсе|нас|себе|авторах?|этом\b.*) | лицензия | контакты? |
            авторы? | благодарности | сообщество | участникам | частые\ вопросы |
            как\ (?:пользоваться|помочь|внести\ вклад)\b.*""",
        )
    ),
    re.IGNORECASE | re.VERBOSE,
)
_CURRICULUM = re.compile(
    r"""(?:the\ |course\ |study\ |learning\ |full\ |detailed\ )*
    (?:syllabus|curriculum|roadmap|study\ plan|learning\ path|course\ (?:content|outline)|
    lehrplan|studienplan|lernplan|fahrplan|temario|plan\ de\ estudios|cronograma|programa|
    conteúdo\ programático|grade\ curricular|currículo|programme|plan\ de\ cours|
    feuille\ de\ route|учебный\ план|программа(?:\ курса)?|план\ обучения)""",
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = re.compile(
    r"""(?:week|month|phase|stage|semester|term|quarter|year|level|woche|monat|semana|mes|
    mês|fase|etapa|semestre|semaine|mois|étape|неделя|месяц|этап|семестр)s?\s*\#?(?:\d|[ivx]{1,4}\b|one\b|two\b|three\b|four\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_LESSON = re.compile(
    r"""(?:(?:module|lesson|lecture|chapter|unit|day|project|lab|session|week|assignment|
    modul|lektion|kapitel|einheit|tag|módulo|lección|capítulo|unidad|clase|tema|aula|unidade|
    leçon|chapitre|unité|séance|модуль|урок|лекция|глава|день)s?
    \s*\#?\d|.*\b(?:capstone|(?:midterm|final|mid-term)\ (?:project|exam))\b).*""",
    re.IGNORECASE | re.VERBOSE,
)
_CHOICE = re.compile(
    r"""(?:.*[(\[]\s*)?(?:please\ )?(?:choose|pick|select|take|do|complete|study)?\s*
    (?:(?:any|either|at\ least|just|only)\ )*(?:one|1)\ (?:of|from)\b.*|
    (?:.*[(\[]\s*)?(?:choose|pick|select)\ (?:any\ |at\ least\ |just\ |only\ )?(?:one|1)\b.*|
    either""",
    re.IGNORECASE | re.VERBOSE,
)
_TRANSLATION = re.compile(
    r"(?:available )?(?:translations?|languages?|read in).*", re.IGNORECASE
)
_RESOURCES = re.compile(
    r"""(?:(?:additional|further|learning|useful|recommended|free|extra|more|other|study|
    suggested|online|key|best|weiterführende|nützliche)\ )*
    (?:resources?|references?|links?|further\ reading|reading(?:\ list)?|materials?|
    ressourcen|materialien|literatur(?:hinweise|verzeichnis|empfehlungen)?)
    (?:\ (?:for|on|to)\b.*)?|
    (?:recursos|referencias|referências|enlaces|bibliograf[íi]a|lecturas|leituras|
    material(?:es)?|materiais)(?:\ (?:útiles|úteis|recomendad[oa]s|adicionales|adicionais|
    de\ (?:apoio|apoyo|estudio|estudo|aprendizaje)))*|
    (?:ressources|références|bibliographie|liens)
    (?:\ (?:utiles|recommandée?s|complémentaires|supplémentaires))*|
    (?:(?:учебные|полезные|избранные|дополнительные|рекомендуемые|курсы|и)\ )*
    (?:ресурсы|материалы|ссылки|литература|источники)""",
    re.IGNORECASE | re.VERBOSE,
)


def bare(title: str) -> str:
    """Give a title without the signs, emoji and numbering around its words."""
    return _NUMBERING.sub("", _EDGES.sub("", clean(title)))


def _without_aside(title: str) -> str:
    return bare(_ASIDE.sub("", title))


def heading(title: str) -> str:
    """Give a heading without numbering and without a colon at the end."""
    return _NUMBERING.sub("", clean(title)).rstrip(":： ").strip()


def is_about_itself(title: str) -> bool:
    """Whether a heading opens contents, how-to, FAQ, licence and the like."""
    words = _without_aside(title)
    return any(pattern.fullmatch(words) for pattern in (_CONTENTS, _ABOUT_ITSELF))


def is_contents_heading(title: str) -> bool:
    """Whether a heading opens a table of contents."""
    return _CONTENTS.fullmatch(_without_aside(title)) is not None


def is_curriculum(title: str) -> bool:
    """Whether a heading opens what is to be studied, and nothing else."""
    return _CURRICULUM.fullmatch(_without_aside(title)) is not None


def is_unit(title: str) -> bool:
    """Whether a text such as `Week 3: Maths` names a stretch of time with topics in it."""
    return _UNIT.match(bare(title)) is not None


def is_lesson(title: str) -> bool:
    """Whether a text such as `Module 3` or `Capstone project` names a topic by itself."""
    return _LESSON.fullmatch(bare(title)) is not None


def is_choice(title: str) -> bool:
    """Whether a heading or a label says that one of what follows is enough."""
    return _CHOICE.fullmatch(bare(title.rstrip(":： "))) is not None


def is_translations(title: str) -> bool:
    """Whether a heading may open a list of translations of the document."""
    return _TRANSLATION.fullmatch(bare(title)) is not None


def is_resources(title: str) -> bool:
    """Whether a heading or a label announces things to learn from."""
    return _RESOURCES.fullmatch(bare(title)) is not None
