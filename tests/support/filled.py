"""Issue forms that somebody has filled in."""


def body(fields, **values):
    """What GitHub writes of a form: `fields` maps its headings to the names in `values`."""
    return "".join(
        f"### {heading}\n\n{values.get(field, '_No response_')}\n\n"
        for heading, field in fields.items()
    )
