"""Pages of the theme with places to fill in."""

import html

import lxml.html
import markdown
from hypothesis import given
from hypothesis import strategies as st

from paperlist.site.filling import heading_id
from paperlist.site.shell import cut, marker, tidy
from tests.support.catalogues import LAW, lines, titles

PAGE = "<html>{title}<p>{body}</p>{title}</html>"


@LAW
@given(lines, lines)
def test_a_filled_shell_is_the_page_with_its_values(title, body):
    values = {"title": html.escape(title), "body": html.escape(body)}
    shell = cut(PAGE.format(**{place: marker(place) for place in values}))
    assert shell.places == {"title", "body"}
    assert shell.fill(values) == PAGE.format(**values)


def test_a_page_without_markers_is_itself():
    assert cut("<p>x</p>").fill({}) == "<p>x</p>"


@LAW
@given(titles | st.text('ab-_ .&<"é量', max_size=12))
def test_the_id_of_a_heading_is_that_of_markdown(title):
    text = " ".join(title.split())
    escaped = "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in text)
    made = markdown.markdown(f"# {escaped}", extensions=["toc"])
    if escaped:
        assert lxml.html.fromstring(made).get("id") == heading_id(html.escape(text))


def test_tidy_keeps_content_scripts_and_spaces_between_words():
    kept = "<article>\n  <pre>\n  x\n</pre>  \n\n<b>y</b>"
    script = "<script>\n  let x\n\n</script>"
    page = f"<head>\n  <meta a>\n\n  {script}</head>\n<a>b</a>\n  <a>c</a>{kept}\n  </article>"
    assert tidy(page) == f"<head><meta a>{script}</head>\n<a>b</a>\n<a>c</a>{kept}\n</article>"
    assert tidy(tidy(page)) == tidy(page)
