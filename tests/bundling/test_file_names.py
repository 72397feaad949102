"""Names of downloaded files: readable, unique, and valid on every file system."""

from hypothesis import given
from hypothesis import strategies as st

from paperlist.bundling.file_names import MOST_BYTES, file_names
from tests.support.catalogues import paper

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
).filter(lambda text: text.strip() == text)


def name_of(**fields):
    (name,) = file_names([paper(**fields)]).values()
    return name


def test_the_month_the_name_and_the_title():
    assert (
        name_of(
            name="FlashAttention-2", title="FlashAttention-2: Faster Attention", date="2023-07-17"
        )
        == "2023-07 FlashAttention-2 - Faster Attention.pdf"
    )
    assert name_of(name="AWQ", title="Activation-aware", date="2023-06") == (
        "2023-06 AWQ - Activation-aware.pdf"
    )
    assert name_of(title='What/if? *.*: <Yes>|"No"', date="2023-06") == (
        "2023-06 What-if xx - (Yes)-'No'.pdf".replace("xx", "x.x")
    )


def test_a_long_title_is_cut_between_words_and_the_label_stays():
    name = name_of(name="vLLM", title="word " * 60 + "end", date="2023-06")
    assert name.startswith("2023-06 vLLM - word word")
    assert name.endswith("word….pdf")
    assert len(name.encode()) <= MOST_BYTES


def test_the_same_title_twice_is_two_names():
    names = file_names([paper(id="a", title="Same"), paper(id="b", title="SAME"), paper(id="c")])
    assert names["a"] == "2023-07 Same.pdf"
    assert names["b"] == "2023-07 SAME (b).pdf"


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_every_name_is_valid_everywhere(texts):
    papers = [
        paper(id=f"p-{number}").model_copy(update={"name": name, "title": title})
        for number, (name, title) in enumerate(texts)
    ]
    names = [*file_names(papers).values()]
    assert len({name.casefold() for name in names}) == len(papers)
    for name in names:
        assert len(name.encode()) <= MOST_BYTES
        assert not {*name} & {*'<>:"/\\|?*'}
        assert name.isprintable()
        assert not name.removesuffix(".pdf").endswith((".", " "))
