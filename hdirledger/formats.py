"""The formats in which reports are given."""

FORMATS = ("table", "markdown", "csv", "json")
# What a report with a graph can also be given as.
GRAPH_FORMATS = (*FORMATS, "mermaid")
