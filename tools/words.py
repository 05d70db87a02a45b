"""Rule R1: nothing in Tornio holds a diagnosis, an assessment, a risk level, a triage rank, a score or a prediction.

Every name and every sentence in the code, the templates and the data files is read; what is allowed stands below,
with its reason. `python -m tools.words` lists what it finds.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

STEMS = re.compile(
    r"^(diagnos|assess|risk|triag|scor(e|ed|es|ing)$|predict|prognos|severit|severe|cluster|acuit|stratif)",
    re.IGNORECASE,
)
# A name is read word by word: "underscore" is not a score, "asterisk" no risk.
WORD = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A place where such a word may stand: the file, the sentence or name it stands in, and why."""

    path: str
    within: str
    reason: str


ALLOWED = (
    Allowed("tornio/core/rules.py", r"^A first contact needs a time", "is rule R1 itself"),
    Allowed("*", r"(?i)never (rates?|scores?|predicts?)", "says that Tornio does not"),
    Allowed("tornio/people/*/*.toml", r"^source = ", "quotes the document that a rule comes from"),
    Allowed(
        "tornio/records/m*", r"GET DIAGNOSTICS few = ROW_COUNT", "is PostgreSQL's own word for how many rows it changed"
    ),
    Allowed("*", r"(?i)at risk of being late", "speaks of a clock, not of a person"),
    # Figures of many people have words of their own field; neither says anything of one of them.
    Allowed("tornio/evaluation/survival/*", r"^at_risk$", "is how many were still watched at a time"),
    Allowed("tornio/evaluation/*", r"(?i)\bclusters?\b|cluster(s|ed)?$", "is a practice or team in a trial"),
    Allowed("tornio/config/commands/evaluating/*", r"\bclusters?\b|cluster(s)?$", "is a practice or team in a trial"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A forbidden word, where it stands and in what."""

    path: str
    line: int
    word: str
    within: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: “{self.word}” in “{self.within}”"


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if STEMS.match(word)]


def _docstrings(tree: ast.AST) -> set[int]:
    """Docstrings may speak of what Tornio does not hold; they are no fields."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


def _named(node: ast.AST) -> str | None:
    """The name or the sentence that this part of the code brings in, if any."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
            return name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.alias(name=name):
            return name
        case ast.Constant(value=str(text)):
            return text
    return None


def in_python(source: str) -> Iterator[tuple[int, str]]:
    """Every name and sentence of a module, with its line."""
    tree = ast.parse(source)
    skipped = _docstrings(tree)
    for node in ast.walk(tree):
        text = _named(node)
        if text is not None and id(node) not in skipped:
            yield getattr(node, "lineno", 1), text


def in_text(source: str) -> Iterator[tuple[int, str]]:
    """Every line of a template or a data file, without the remarks for those who write templates."""
    blanked = TEMPLATE_COMMENT.sub(lambda found: "\n" * found.group().count("\n"), source)
    yield from enumerate(blanked.splitlines(), start=1)


def _is_allowed(path: str, text: str, allowed: Iterable[Allowed]) -> bool:
    return any(fnmatch(path, each.path) and re.search(each.within, text) for each in allowed)


def find(path: str, source: str, allowed: Iterable[Allowed] = ALLOWED) -> list[Found]:
    """What one file says that it must not."""
    read = in_python if path.endswith(".py") else in_text
    return [
        Found(path, line, word, " ".join(text.split())[:100])
        for line, text in read(source)
        for word in _words(text)
        if not _is_allowed(path, text, allowed)
    ]


def files(root: Path) -> Iterator[Path]:
    """What is read: everything in the package that people or programs name things in."""
    for ending in ("py", "html", "toml", "js", "po"):
        yield from sorted(path for path in root.rglob(f"*.{ending}") if "vendor" not in path.parts)


def main(root: Path = Path("tornio")) -> int:
    """Read everything; 1 if something was found."""
    found = [each for path in files(root) for each in find(path.relative_to(root.parent).as_posix(), path.read_text())]
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
