"""Bringing the built graph up to date."""

from __future__ import annotations

from pathlib import Path

from graph.settings import Settings
from graph.steps import Progress, Step
from graph.store import Build, ensure_build, fingerprint


def bring_up_to_date(settings: Settings, progress: Progress, *, force: bool = False) -> Build:
    """The current build, made anew where reports, lexicon, ontology or code changed, or where ``force`` says so.

    ``progress`` hears each step as it begins. Raises ReadingError, OntologyError or ValidationError for input that is
    not sound, and StoreError where the store cannot be written; the build that was current stays current then.
    """

    def make(folder: Path) -> None:
        # Only a build needs the stages, which are slow to load (pySHACL): a start that reuses a build does without.
        from graph.assembly import fill_store

        fill_store(folder, settings, progress)

    build = ensure_build(settings.built, fingerprint(settings), make, force=force)
    progress(Step.DONE)
    return build
