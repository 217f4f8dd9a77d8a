"""Parts of addresses."""


class TahunConverter:
    """A year of four digits; any other number is no page of ours, and no date either."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        """The year of an address."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The year as it stands in an address."""
        return str(value)
