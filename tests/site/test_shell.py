"""Pages of the theme with places to fill in."""

import html

from hypothesis import given

from paperlist.publishing.site_info import Site
from paperlist.site.filling import ThemedSite
from paperlist.site.pages import page_makers
from paperlist.site.rendering import Renderer
from paperlist.site.shell import cut, marker, tidy
from tests.support.catalogues import catalogue, collection, lines, paper

PAGE = "<html>{title}<p>{body}</p>{title}</html>"


@given(lines, lines)
def test_a_filled_shell_is_the_page_with_its_values(title, body):
    values = {"title": html.escape(title), "body": html.escape(body)}
    shell = cut(PAGE.format(**{place: marker(place) for place in values}))
    assert shell.places == {"title", "body"}
    assert shell.fill(values) == PAGE.format(**values)


def test_a_page_without_markers_is_itself():
    assert cut("<p>x</p>").fill({}) == "<p>x</p>"


def test_tidy_keeps_content_scripts_and_spaces_between_words():
    kept = "<article>\n  <pre>\n  x\n</pre>  \n\n<b>y</b>"
    script = "<script>\n  let x\n\n</script>"
    page = f"<head>\n  <meta a>\n\n  {script}</head>\n<a>b</a>\n  <a>c</a>{kept}\n  </article>"
    assert tidy(page) == f"<head><meta a>{script}</head>\n<a>b</a>\n<a>c</a>{kept}\n</article>"
    assert tidy(tidy(page)) == tidy(page)


def test_a_file_with_the_path_of_a_folder_is_found():
    """The check refuses such ids; another generated file may come to the same path."""
    odd = collection().model_copy(update={"id": "v0.1.bib"})
    for collections, clashes in (
        ([collection()], []),
        ([collection(), odd], ["collections/v0.1.bib"]),
    ):
        listed = catalogue(paper(), collections=collections)
        renderer = Renderer(listed, Site("en", "https://papers.example/list", ""))
        assert ThemedSite(renderer, "", {}, page_makers(renderer), ()).clashes == clashes
