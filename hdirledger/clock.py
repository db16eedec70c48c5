"""How long the stages of a run take, and how much was done in them."""

from time import perf_counter


class Clock:
    """Seconds by stage, in order, and counts by name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        """Give the time since the last call to a stage."""
        now = perf_counter()
        self.laps[stage] = self.laps.get(stage, 0.0) + now - self._last
        self._last = now

    @property
    def seconds(self) -> float:
        """All stages together."""
        return sum(self.laps.values())
