"""Bringing the built graph up to date."""

from __future__ import annotations

from graph.settings import Settings
from graph.steps import Progress, Step
from graph.store import AnyBuild, ensure_newest, fingerprint


def bring_up_to_date(settings: Settings, progress: Progress, *, force: bool = False) -> AnyBuild:
    """The current build, made anew where reports, lexicon, ontology or code changed, or where ``force`` says so.

    It is in a folder of this machine, or on the server that the settings name. ``progress`` hears each step as it
    begins. Raises ReadingError, OntologyError or ValidationError for input that is not sound, and StoreError where the
    store cannot be written; the build that was current stays current then.
    """

    def make() -> bytes:
        # Only a build needs the stages, which are slow to load (pySHACL): a start that reuses a build does without.
        from graph.assembly import sound_nquads

        return sound_nquads(settings, progress)

    build = ensure_newest(settings, fingerprint(settings), make, force=force)
    progress(Step.DONE)
    return build
