"""What the endpoint stands on in this server: the pages' own settings, build and query runner."""

from __future__ import annotations

from graph.endpoint import http
from graph.endpoint.service import Ground
from graph.settings import load_settings


def ground() -> Ground:
    """The ground of the moment. The first request begins the build, as the first page does. Raises LianpuError."""
    # Late: the caches behind it want the runtime, which is not there yet where the routes are listed.
    from graph.ui import state

    state.builder().start()
    return Ground(state.settings(), state.build().id, state.runner())


ENDPOINT = http.routes(ground, load_settings)
