"""What a bundle says to a library that did not write it."""


def outline_of(reader, items=None):
    """(title, number of its page from 0, [children])."""
    found = []
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            found[-1][2].extend(outline_of(reader, item))
        else:
            found.append((item.title, reader.get_destination_page_number(item), []))
    return found
