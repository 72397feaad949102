"""`paperlist bundle`, read back with libraries that did not write it."""

import json
import zipfile

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from paperlist.bundling import fonts
from tests.bundling.conftest import PAGES, PAPERS
from tests.bundling.reading import outline_of
from tests.support import builds, hosts, pdf_hosts, pdfs
from tests.support.builds import ROOT


@pytest.fixture
def made(listed):
    result = listed.bundle()
    assert (result.exit_code, result.stderr) == (0, "")
    return PdfReader("out.pdf")


def test_the_outline_is_that_of_all_papers_below_their_topics(made):
    assert outline_of(made) == [
        ("Contents", 1, []),
        (
            "Serving",
            2,
            [
                (
                    "Orca: Serving Transformers",
                    2,
                    [
                        ("1 Introduction", 2, []),
                        ("2 方法", 3, [("2.1 Łukasz ∞", 4, [("Deep", 4, [])])]),
                    ],
                ),
                ('FlashAttention – Fast & "Exact" <Attention>', 5, []),
            ],
        ),
        (
            "Quantization",
            6,
            [
                (
                    "AWQ – 面向大模型的量化",
                    6,
                    [("1 Start", 6, [("1.1 Deeper", 7, [])]), ("2 End", 8, [])],
                )
            ],
        ),
    ]


def test_topics_are_no_level_if_there_is_only_one(listed):
    assert listed.bundle("--topic", "serving", "--id", "orca").exit_code == 0
    assert [title for title, *_ in outline_of(PdfReader("out.pdf"))] == [
        "Contents",
        "Orca: Serving Transformers",
    ]


def test_every_page_is_there_once_in_order(made):
    texts = [page.extract_text() for page in made.pages]
    said = [text.splitlines()[0].strip() for text in texts[2:]]
    assert said == [
        *(f"Orca page {number}" for number in (1, 2, 3)),
        "Flash page 1",
        *(f"AWQ page {number}" for number in (1, 2, 3)),
    ]


def links_of(reader, page):
    """Where the links of a page lead to: numbers of pages, addresses."""
    found = []
    for each in reader.pages[page]["/Annots"]:
        link = each.get_object()
        if link["/Subtype"] != "/Link":
            continue
        if "/A" in link:
            found.append(link["/A"]["/URI"])
        elif isinstance(link["/Dest"], str):
            goal = reader.named_destinations[link["/Dest"]]
            found.append(reader.get_destination_page_number(goal))
        else:
            found.append(reader.get_page_number(link["/Dest"][0].get_object()))
    return found


def test_links_of_the_contents_land_and_its_numbers_are_right(made):
    assert set(links_of(made, 1)) == {2, 5, 6}
    lines = made.pages[1].extract_text().splitlines()
    shown = [line.split()[-1] for line in lines if line.startswith(("Orca", "Flash", "AWQ"))]
    assert shown == ["3", "6", "7"]


def test_links_of_a_paper_lead_to_its_own_pages_the_contents_and_the_web(made):
    assert links_of(made, 2) == [
        *(3, 4, 3, 4, "https://example.org/a", 1),
        *("https://list.example/papers/orca/", "https://github.com/a/orca"),
    ]


def test_labels_of_pages_are_those_of_each_paper(made):
    assert made.page_labels == ["1", "2", "i", "A-5", "A-6", "1", "1", "2", "3"]


def test_layers_stay_hidden(made):
    (layer,) = made.trailer["/Root"]["/OCProperties"]["/OCGs"]
    assert layer.get_object()["/Name"] == "Draft"
    assert [*made.trailer["/Root"]["/OCProperties"]["/D"]["/OFF"]] == [layer]


def test_metadata_says_what_it_is(listed, made):
    assert made.metadata.title == "Papers"
    assert made.metadata.author == "Papers"
    assert made.metadata.subject == "all papers"
    assert made.metadata.creation_date.strftime("%Y-%m-%d") == "2024-05-09"
    assert made.trailer["/Root"]["/Lang"] == "en"
    listed.bundle("--topic", "serving", "--since", "2024-03", "--recommended", "3")
    metadata = PdfReader("out.pdf").metadata
    assert metadata.title == "Papers – Serving"
    assert metadata.subject == "topic Serving; added since 2024-03; recommendation 3 or higher"


def test_the_cover_says_what_is_inside(made):
    cover = made.pages[0].extract_text()
    for words in (
        "Papers",
        "3 papers, 7 pages",
        "all papers",
        "2024-05-09",
        "https://list.example",
    ):
        assert words in cover


@pytest.mark.usefixtures("made")
def test_chinese_titles_are_in_the_contents():
    with pypdfium2.PdfDocument("out.pdf") as pdf:
        text = pdf[1].get_textpage()
        assert "面向大模型的量化" in text.get_text_range()
        text.close()


def test_qpdf_and_pdfium_find_nothing_wrong(made):
    with pikepdf.open("out.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
    with pypdfium2.PdfDocument("out.pdf") as pdf:
        assert len(pdf) == 9
        for page in pdf:
            bitmap = page.render(scale=0.2)
            bitmap.close()
            page.close()


def test_the_same_papers_are_the_same_bytes(listed, made):
    once = (listed.folder / "out.pdf").read_bytes()
    assert listed.bundle(output="again.pdf").exit_code == 0
    assert (listed.folder / "again.pdf").read_bytes() == once


def test_the_date_can_be_set(listed, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    listed.bundle()
    assert PdfReader("out.pdf").metadata.creation_date.strftime("%Y-%m-%d") == "2026-11-26"


def test_every_paper_is_accounted_for(listed):
    listed.answer("awq", pdf_hosts.page)
    result = listed.bundle()
    assert result.exit_code == 1
    *_, orca, flash, out = result.stdout.splitlines()
    assert orca == "orca: 3 pages"
    assert flash == "flash: 1 page"
    assert out.startswith("out.pdf: 2 of 3 papers, 6 pages, 0.")
    assert result.stderr == (
        "awq: left out: arxiv.org sent a web page instead of a PDF\n"
        "error: 1 of 3 papers could not be included\n"
    )
    contents = PdfReader("out.pdf").pages[1].extract_text()
    assert "Not in this bundle" in contents
    assert "web page instead of a PDF" in contents
    again = listed.bundle()
    assert "orca: 3 pages, from the cache\n" in again.stdout


def test_the_account_as_json(listed):
    listed.answer("flash", pdf_hosts.page)
    result = listed.bundle("--json")
    assert result.exit_code == 1
    account = json.loads(result.stdout)
    assert account["files"] == ["out.pdf"]
    assert account["papers"][0] == {
        "id": "orca",
        "included": True,
        "pages": 3,
        "cached": False,
        "reason": "",
    }
    assert account["papers"][2]["reason"] == "example.org sent a web page instead of a PDF"


def test_a_terminal_shows_bars(listed, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    listed.answer("awq", pdf_hosts.first_then(hosts.status(503), listed.files["awq"]))
    result = listed.bundle()
    assert result.exit_code == 0
    assert "3/3" in result.stderr
    assert "responded 503 Service Unavailable; retrying in 0 seconds" in result.stderr


def test_without_a_font_the_package_is_named(listed, monkeypatch):
    monkeypatch.setattr(fonts, "CHINESE", ())
    fonts.chinese_font.cache_clear()
    result = listed.bundle()
    fonts.chinese_font.cache_clear()
    assert result.exit_code == 0
    assert result.stderr == (
        "warning: the contents have Chinese characters; install fonts-noto-cjk to show them\n"
    )


def test_quiet_prints_nothing(listed):
    result = listed.bundle("--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_longer_papers_are_left_out_as_requested(listed):
    result = listed.bundle("--max-pages", "2")
    assert result.exit_code == 0
    assert "orca: left out: 3 pages, more than 2\n" in result.stdout
    assert [title for title, *_ in outline_of(PdfReader("out.pdf"))] == [
        "Contents",
        'FlashAttention – Fast & "Exact" <Attention>',
    ]


@pytest.mark.parametrize("name", ["encrypted", "truncated", "bomb"])
def test_a_broken_paper_costs_only_itself(listed, name):
    make, reason = pdfs.BROKEN[name]
    listed.answer("orca", pdf_hosts.File(make()))
    result = listed.bundle()
    assert result.exit_code == 1
    first = result.stderr.splitlines()[0]
    assert first.startswith("orca: left out: ")
    assert reason in first
    assert len(PdfReader("out.pdf").pages) == 6


def test_without_any_paper_there_is_no_bundle(listed):
    for name in listed.files:
        listed.answer(name, pdf_hosts.page)
    result = listed.bundle()
    assert result.exit_code == 1
    assert result.stderr.endswith("error: no paper could be included\n")
    assert not (listed.folder / "out.pdf").exists()


def licensed(listed, **licences):
    """facts.json with the licences that arXiv has."""
    works = {}
    for paper, licence in licences.items():
        number = PAGES[paper].rpartition("/")[2]
        source = f"https://arxiv.org/abs/{number}"
        finding = {"value": licence, "date": "2026-01-01", "source": source}
        works[paper] = {"date": "2026-01-01", "licence": finding}
    (listed.folder / "data/facts.json").write_text(json.dumps({"works": works}), "utf-8")


def test_a_bundle_to_pass_on_names_its_licences(listed):
    licensed(listed, orca="CC-BY-SA-4.0", awq="CC-BY-NC-4.0")
    result = listed.bundle("--redistributable")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-4:-1] == [
        "orca: 3 pages",
        "awq: left out: its licence does not allow every copy: CC-BY-NC-4.0",
        "flash: left out: its licence is not known",
    ]
    assert [path for path, *_ in listed.host.asked] == [PAGES["orca"]]
    reader = PdfReader("out.pdf")
    assert [title for title, *_ in outline_of(reader)] == ["Contents", "Orca: Serving Transformers"]
    contents = " ".join(reader.pages[1].extract_text().split())
    for words in (
        "Licence CC-BY-SA-4.0 This link leads to the text of the licence. The papers were changed",
        "Ada Bee: Orca: Serving Transformers",
        "Not in this bundle AWQ",
        "(its licence does not allow every copy: CC-BY-NC-4.0)",
        '"Exact" <Attention> (its licence is not known)',
    ):
        assert words in contents
    assert {
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "https://arxiv.org/pdf/2405.00001",
        "https://arxiv.org/pdf/2403.00001",
        "https://example.org/flash.pdf",
    } <= set(links_of(reader, 1))


def test_any_bundle_names_the_licences_that_are_known(listed):
    licensed(listed, orca="https://arxiv.org/licenses/nonexclusive-distrib/1.0/")
    listed.bundle()
    assert "https://arxiv.org/licenses/nonexclusive-distrib/1.0/" in links_of(
        PdfReader("out.pdf"), 1
    )


def test_without_any_licence_there_is_nothing_to_pass_on(listed):
    result = listed.bundle("--redistributable", "--zip")
    assert result.exit_code == 1
    assert result.stderr == "error: no paper could be included\n"
    assert (listed.host.asked, [*listed.folder.glob("out*")]) == ([], [])


def test_a_paper_without_a_pdf_is_named(listed):
    no_pdf = PAPERS.replace("https://example.org/flash.pdf", "https://example.org/flash.html")
    builds.write_list(listed.folder, no_pdf, *_others(listed))
    result = listed.bundle()
    assert (result.exit_code, result.stderr) == (0, "")
    assert "flash: left out: no PDF is known\n" in result.stdout


def _others(listed):
    return [
        (listed.folder / f"data/{name}.yaml").read_text("utf-8")
        for name in ("topics", "collections")
    ]


@pytest.mark.parametrize(
    ("by", "names"),
    [("topic", ["serving", "quantization"]), ("year", ["2024", "2023"])],
)
def test_a_bundle_for_each_topic_or_year(listed, by, names):
    result = listed.bundle("--split-by", by, "--zip")
    assert result.exit_code == 0
    assert sorted(path.name for path in listed.folder.glob("out*")) == sorted(
        ["out.zip", *(f"out-{name}.pdf" for name in names)]
    )
    titles = [PdfReader(f"out-{name}.pdf").metadata.title for name in names]
    assert titles == [f"Papers – {name.title()}" for name in names]
    with zipfile.ZipFile("out.zip") as archive:
        assert archive.testzip() is None
        for name in names:
            assert (
                archive.read(f"out-{name}.pdf") == (listed.folder / f"out-{name}.pdf").read_bytes()
            )


def test_a_collection_is_a_recipe(listed):
    result = listed.bundle("--collection", "v1")
    assert result.exit_code == 0
    assert result.stderr == "not in the list, so not in the bundle: Lost\n"
    reader = PdfReader("out.pdf")
    assert reader.metadata.title == "Papers – First"
    assert "Lost (not in the list)" in reader.pages[1].extract_text()
    assert "https://list.example/collections/v1/" in links_of(reader, 1)


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--topic", "nothing"], 2, "no paper matches all options"),
        (["--topic", "servin"], 2, "did you mean 'serving'"),
        (["--recommended", "4"], 2, "--recommended"),
        (["--max-pages", "0"], 2, "--max-pages"),
    ],
)
def test_a_selection_without_papers_is_a_usage_error(listed, options, code, message):
    result = listed.bundle(*options)
    assert result.exit_code == code
    assert message in result.stderr
    assert listed.host.asked == []


def test_a_folder_that_is_missing_is_noticed_before_the_downloads(listed):
    result = listed.bundle(output="missing/out.pdf")
    assert result.exit_code == 1
    assert result.stderr == (
        "error: cannot write missing/out.pdf: the folder missing does not exist\n"
    )
    assert listed.host.asked == []


def test_a_bundle_is_not_overwritten_by_its_archive(listed):
    result = listed.bundle("--zip", output="out.zip")
    assert result.exit_code == 2
    assert "out.zip is the file of --zip; write out.pdf" in result.stderr
    assert listed.host.asked == []


def test_without_space_the_old_bundle_stays(listed, monkeypatch):
    assert listed.bundle().exit_code == 0
    old = (listed.folder / "out.pdf").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("paperlist.bundling.bundle.join", full)
    result = listed.bundle("--id", "orca")
    assert result.exit_code == 1
    assert result.stderr == "error: cannot write out.pdf: No space left on device\n"
    assert (listed.folder / "out.pdf").read_bytes() == old
    assert not [*listed.folder.glob(".out*")]


def test_a_paper_made_by_latex_keeps_its_outline_labels_and_links(listed):
    listed.answer("flash", pdf_hosts.File((ROOT / "tests/bundling/article.pdf").read_bytes()))
    assert listed.bundle("--id", "flash").exit_code == 0
    reader = PdfReader("out.pdf")
    (_, (_, page, sections)) = outline_of(reader)
    assert (page, sections) == (
        2,
        [("Dough", 3, [("Müller's lambda", 3, [])]), ("Oven", 4, [])],
    )
    assert reader.page_labels == ["1", "2", "i", "1", "2"]
    assert links_of(reader, 2)[:3] == [3, 3, 4]
    assert {4, "https://example.org/flour"} <= set(links_of(reader, 3))
    assert links_of(reader, 4) == [3]
