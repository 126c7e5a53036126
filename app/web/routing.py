"""Routes whose addresses are put together when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule


class LateRule(Rule):
    """Werkzeug writes and compiles two functions for each route when it is added, a tenth of a second for all of ours.
    A process builds a few dozen addresses: each function is made at its first use, then stands in this one's place."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        make, place = super()._compile_builder, "_build_unknown" if append_unknown else "_build"

        def first(rule: Rule, **values: str) -> tuple[str, str]:
            built = make(append_unknown).__get__(rule, None)
            setattr(rule, place, built)
            return built(**values)

        return first
