"""Two languages, one site: the same pages and papers in both, each page knows its counterpart."""

import json
import re
import shutil
from string import Formatter

import pytest
import yaml
from lxml import etree
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import expect

from paperlist.site.editions import InvalidConfiguration, load_editions
from tests.support import builds
from tests.support.builds import ROOT, SAMPLE, one, row_ids, rows, text
from tests.support.listed import COLLECTIONS, PAPERS, TOPICS
from tests.support.visits import PAPER, UNLISTED, Visit, size

WORDS = yaml.load((ROOT / "paperlist/publishing/words.yaml").read_text("utf-8"), yaml.CSafeLoader)
HAN = re.compile(r"[\u4e00-\u9fff]")
FORMAT = re.compile("Bib(La)?TeX|RIS|CSL-JSON|wget ")
LABELS = ("aria-label", "title", "placeholder", "alt", "data-copied", "data-failed")
# What stands in a Chinese page as it stands in an English one: data, and words of another language.
SAME = {"pl-name", "pl-meta", "pl-authors", "pl-org", "pl-code", "pl-cite", "pl-chip"}


def page_pairs(site, chinese):
    return [(address, site.pages[address], chinese.pages[address]) for address in site.pages]


def counterparts(page):
    """Language to address, as the head of the page gives them to search engines."""
    links = page.xpath("//head/link[@rel='alternate' and @hreflang]")
    found = {link.get("hreflang"): link.get("href") for link in links}
    assert len(found) == len(links)
    return found


def menu(page):
    links = one(page, "md-select").xpath(".//a")
    return {link.get("hreflang"): link.get("href") for link in links}


def paper_addresses(site):
    return [address for address in site.pages if address.startswith("papers/")]


# Addresses


def test_every_page_is_there_in_both_languages(site, chinese):
    assert site.pages.keys() == chinese.pages.keys()
    assert len(site.pages) > len(PAPERS)


def test_every_page_tells_its_language(site, chinese):
    assert {page.get("lang") for page in site.pages.values()} == {"en"}
    assert {page.get("lang") for page in chinese.pages.values()} == {"zh"}


def test_every_page_names_itself_and_its_counterparts(site, chinese):
    for address, *pages in page_pairs(site, chinese):
        english, translated = site.url + address, chinese.url + address
        expected = {"en": english, "zh": translated, "x-default": english}
        for page, own in zip(pages, (english, translated), strict=True):
            if address != "404.html":
                assert counterparts(page) == expected, own
                assert page.xpath("string(//link[@rel='canonical']/@href)") == own


def test_the_missing_page_claims_no_page_that_is_not_there(whole):
    for address in ("404.html", "zh/404.html"):
        named = counterparts(whole.pages[address]).values()
        assert set(named) <= {whole.url, f"{whole.url}zh/"}


def test_the_language_menu_leads_to_the_same_page(site, chinese):
    for address, *pages in page_pairs(site, chinese):
        same = "" if address == "404.html" else address
        for page in pages:
            assert menu(page) == {"en": site.url + same, "zh": chinese.url + same}, address


def test_the_language_menu_names_languages_in_their_own_words(site, chinese):
    for built in (site, chinese):
        assert [text(link) for link in one(built.pages[""], "md-select").xpath(".//a")] == [
            "English",
            "中文",
        ]


def test_no_other_link_leads_into_the_other_language(whole):
    """Files stand at the root of the site, for both; feeds are in both languages."""
    for address, page in whole.pages.items():
        kept = page.xpath("//body//a[not(ancestor::div[@class='md-select' or @lang])]/@href")
        places = {place[0] for link in kept if (place := whole.inside(address, link))}
        pages = places & whole.pages.keys()
        assert pages
        assert {place.startswith("zh/") for place in pages} == {address.startswith("zh/")}, address
        files = places - pages
        feeds = {place for place in files if place.endswith((".xml", "feed.json"))}
        assert {place.startswith("zh/") for place in feeds} <= {address.startswith("zh/")}, address
        assert [place for place in files - feeds if place.startswith("zh/")] == [], address


def test_each_language_has_its_sitemap(site, chinese):
    for built in (site, chinese):
        tree = etree.parse(built.folder / "sitemap.xml")
        places = [place.text for place in tree.iter("{*}loc")]
        assert sorted(places) == sorted(
            built.url + address for address in {*built.pages} - UNLISTED
        )


def test_each_language_has_its_search_index(site, chinese):
    found = {}
    for language, built in (("en", site), ("zh", chinese)):
        index = json.loads((built.folder / "search/search_index.json").read_text("utf-8"))
        places = {entry["location"].partition("#")[0] for entry in index["docs"]}
        papers = {address for address in built.pages if address.startswith("papers/")}
        assert places == built.pages.keys() - papers - UNLISTED
        found[language] = {entry["location"]: entry for entry in index["docs"]}
    for topic in TOPICS:
        place = f"topics/{topic['id']}/"
        assert found["zh"][place]["title"].replace("\u200b", "") != found["en"][place]["title"]
        assert HAN.search(found["zh"][place]["text"])
        assert not HAN.search(found["en"][place]["text"])


def test_the_switch_stays_on_the_page(chromium, whole):
    window = Visit(chromium, whole, viewport=size(1280), reduced_motion="reduce")
    for address in ("", PAPER, "topics/kv-cache/", "trends/", "about/"):
        page = window.open(address)
        english = page.locator("h1").text_content()
        switch(page, "zh", f"{whole.url}zh/{address}")
        if not address.startswith("papers/"):
            expect(page.locator("h1")).not_to_have_text(english)
        switch(page, "en", whole.url + address)
        expect(page.locator("h1")).to_have_text(english)
    window.context.close()
    assert window.wrong == []


def test_the_switch_stays_on_a_page_that_was_swapped_in(chromium, whole):
    window = Visit(chromium, whole, viewport=size(1280))
    page = window.open("")
    page.evaluate("window.stays = true")
    page.locator(".md-tabs a", has_text="Topics").click()
    page.wait_for_url("**/topics/")
    expect(page.locator("h1")).to_have_text("Topics")
    assert page.evaluate("window.stays")
    switch(page, "zh", f"{whole.url}zh/topics/")
    window.context.close()
    assert window.wrong == []


def switch(page, language, address):
    page.locator(".md-select button").hover()
    page.locator(f".md-select a[hreflang={language}]").click()
    page.wait_for_url(address, timeout=5000)
    expect(page.locator("html")).to_have_attribute("lang", language)


# Words


# What stands in the places of words: numbers, nouns that count, days; anything else elsewhere.
HOLES = {"count": r"\d+", "n": r"\d+", "stars": "stars?", "date": r"[\d-]+"}


def english_words():
    """Of each word with a Chinese one: its forms, as patterns that take anything for a number."""
    for word in WORDS.values():
        if not re.search("[a-z]", word["en"]) or word["en"] == word["zh"]:
            continue
        for form in word["en"].strip().split("|"):
            parts = ((re.escape(fixed), hole) for fixed, hole, *_ in Formatter().parse(form))
            yield "".join(
                fixed + (HOLES.get(hole, ".+") if hole is not None else "") for fixed, hole in parts
            )


ENGLISH = re.compile("|".join(english_words()))


def interface(element):
    """Texts and labels below it, without those of the data and of other languages."""
    if element.tag in ("script", "code", "pre") or element.get("hreflang"):
        return
    if element.get("lang") == "en" or set(element.get("class", "").split()) & SAME:
        return
    yield (element.text or "").strip()
    yield from (element.get(name, "") for name in LABELS)
    for child in element.iterchildren("*"):
        yield from interface(child)
        yield (child.tail or "").strip()


def test_the_words_are_looked_for_in_the_right_way(site):
    found = {word for page in site.pages.values() for word in interface(page.body)}
    assert len([word for word in found if ENGLISH.fullmatch(word)]) > 50


def test_no_english_word_of_the_interface_stands_in_a_chinese_page(chinese):
    for address, page in chinese.pages.items():
        words = [word for word in set(interface(page.body)) if ENGLISH.fullmatch(word)]
        assert words == [], address


def test_labels_of_a_chinese_page_are_chinese(chinese):
    data = {repo for page in chinese.pages.values() for repo in page.xpath("//a/@title")}
    for address, page in chinese.pages.items():
        labels = page.xpath("//@aria-label | //@placeholder | //label/@title | //button/@title")
        labels = {label for label in labels if not HAN.search(label)} - data
        assert {label for label in labels if not FORMAT.match(label)} == set(), address


def test_headings_titles_and_descriptions_are_chinese(chinese):
    for address, page in chinese.pages.items():
        assert page.xpath("string(//title)").endswith("LLM 推理论文"), address
        if not address.startswith("papers/"):
            is_named = re.fullmatch(r"engines/.+/", address)  # engines have one name everywhere
            assert is_named or HAN.search(text(page.find(".//h1"))), address
            (description,) = page.xpath("//meta[@name='description']/@content")
            assert HAN.search(description), address


def test_topics_are_named_in_chinese(chinese):
    names = {topic["id"]: topic["name_zh"] for topic in TOPICS}
    cards = chinese.pages["topics/"].find_class("pl-card")
    shown = [(text(card.find("h3/a")), text(card.find("p"))) for card in cards]
    assert shown == [(topic["name_zh"], topic["description_zh"]) for topic in TOPICS]
    for topic in TOPICS:
        page = chinese.pages[f"topics/{topic['id']}/"]
        assert text(page.find(".//h1")) == topic["name_zh"]
        assert text(one(page, "pl-lead")) == topic["description_zh"]
        (description,) = page.xpath("//meta[@name='description']/@content")
        assert description == topic["description_zh"]
        links = [text(link) for nav in page.find_class("md-nav") for link in nav.iter("a", "label")]
        assert set(names.values()) <= set(links)
    for row in rows(chinese.pages[""]):
        for link in one(row, "pl-topics"):
            assert text(link) == names[link.get("href").strip("./").removeprefix("topics/")]


def test_collections_are_named_in_chinese(chinese):
    cards = chinese.pages["collections/"].find_class("pl-card")
    assert [text(card.find("h2/a")) for card in cards] == [item["title_zh"] for item in COLLECTIONS]
    for item in COLLECTIONS:
        page = chinese.pages[f"collections/{item['id']}/"]
        assert text(page.find(".//h1")) == item["title_zh"]
        facts = [text(fact) for fact in page.find_class("pl-facts")[0]]
        assert facts == [f"{item['pages']} 页", f"发布于 {item['date']}"]


def test_counts_are_told_in_chinese(chinese):
    facts = [text(fact) for fact in one(chinese.pages[""], "pl-facts")]
    assert facts[:2] == [f"{len(PAPERS)} 篇论文", f"{len(TOPICS)} 个主题"]
    year = text(one(chinese.pages[""].xpath("//table/tbody")[0], "pl-year"))
    assert re.fullmatch(r"\d{4} \d+ 篇论文", year)


# Data


def test_lists_are_the_same_in_both(site, chinese):
    for address, english, translated in page_pairs(site, chinese):
        if english.xpath("//table[contains(@class, 'pl-table')]"):
            assert row_ids(translated) == row_ids(english), address


def test_titles_authors_and_citations_are_the_same_in_both(site, chinese):
    for address in paper_addresses(site):
        both = [built.pages[address] for built in (site, chinese)]
        for what in ("//h1", "//pre", "//*[@class='pl-authors']", "//*[@class='pl-org']"):
            english, translated = ([found.text_content() for found in page.xpath(what)]
                                   for page in both)  # fmt: skip
            assert translated == english, address
        actions = [one(page, "pl-actions").xpath("./a/@href") for page in both]
        assert actions[0] == actions[1]


def test_rows_are_the_same_in_both(site, chinese):
    both = [rows(built.pages[""]) for built in (site, chinese)]
    for english, translated in zip(*both, strict=True):
        for name in ("pl-name", "pl-date"):
            assert text(one(translated, name)) == text(one(english, name))
        links = [row.xpath(".//a/@href") for row in (english, translated)]
        assert links[0] == links[1]


def test_a_mistake_is_reported_in_the_readers_language(chinese):
    page = chinese.pages["papers/orca/"]
    (link,) = page.xpath("//a[.='报告错误']/@href")
    assert "%E6%9D%A1%E7%9B%AE" in link  # 条目
    assert "zh/papers/orca/" in link


# The texts and the configuration


def hand_written(language):
    folder = SAMPLE / "docs" / language
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_the_same_pages_are_written_by_hand_in_both():
    assert hand_written("zh") == hand_written("en") != []


@pytest.mark.parametrize("name", hand_written("en"))
def test_hand_written_pages_have_the_same_parts(site, chinese, name):
    address = name.removesuffix(".md").replace("index", "")
    address = f"{address}/" if address else ""
    tags = [
        [element.tag for element in built.pages[address].xpath("//article//*[self::h1 or self::h2"
         " or self::h3 or self::pre or self::table]")]
        for built in (site, chinese)
    ]  # fmt: skip
    assert tags[0] == tags[1]


def test_the_chinese_configuration_translates_and_changes_nothing_else():
    chinese = yaml.safe_load((SAMPLE / "mkdocs.zh.yml").read_text("utf-8"))
    with (SAMPLE / "mkdocs.yml").open(encoding="utf-8") as file:
        english = yaml_load(file)
    assert set(chinese) == {
        "INHERIT", "site_name", "site_description", "copyright", "docs_dir", "nav", "theme", "extra"
    }  # fmt: skip
    assert chinese["INHERIT"] == "mkdocs.yml"
    assert chinese["extra"] == {"language": "zh", "card": "assets/card.zh.png"}
    assert chinese["theme"].keys() == {"language", "palette"}
    for key in ("site_name", "site_description", "copyright"):
        assert HAN.search(chinese[key])
    palettes = [settings["theme"]["palette"] for settings in (chinese, english)]
    for palette in palettes:
        names = [state["toggle"].pop("name") for state in palette]
        assert len(set(names)) == 3
    assert palettes[0] == palettes[1]
    pages = [[page for item in settings["nav"] for page in item.values()]
             for settings in (chinese, english)]  # fmt: skip
    assert pages[0] == pages[1]


# Other languages


def replace(path, pattern, new):
    text, found = re.subn(pattern, new, path.read_text("utf-8"))
    assert found, pattern
    path.write_text(text, "utf-8")


def strictly_built(project, folder):
    run = builds.build(project, folder, "--strict", SITE_URL="https://list.example/")
    assert run.returncode == 0, run.stdout
    built = builds.Site(folder, "https://list.example/")
    assert built.broken_links() == []
    return built


def test_a_list_in_one_language_is_a_site_too(project, tmp_path):
    replace(project / "mkdocs.yml", r"(?m)^  translations:\n(?:    .*\n)+", "  translations: {}\n")
    for name in ("topics.yaml", "collections.yaml"):
        replace(project / "data" / name, r"(?m)^  \w+_zh: .*\n", "")
    (project / "mkdocs.zh.yml").unlink()
    shutil.rmtree(project / "docs/zh")
    built = strictly_built(project, tmp_path / "site")
    assert not (built.folder / "zh").exists()
    assert row_ids(built.pages[""]) == ["sourdough", "rye"]
    for address, page in built.pages.items():
        assert page.xpath("//@hreflang") == [], address
        assert page.find_class("md-select") == [], address
    assert len(built.pages["404.html"].find_class("pl-lead")) == 1
    texts = (".html", ".json", ".xml", ".txt", ".md", ".csv", ".bib", ".ris")
    written = [path for path in built.folder.rglob("*") if path.suffix in texts]
    assert [path for path in written if HAN.search(path.read_text("utf-8"))] == []


ESPERANTO = """\
INHERIT: mkdocs.yml
site_name: La listo
docs_dir: docs/eo
theme: {language: eo}
extra: {language: eo}
"""
NAMES = {"bread": "Pano", "yeast": "Gisto"}


def in_esperanto(word):
    """A made-up translation: each form of a noun that counts has its own mark."""
    return "|".join(f"eo {form}" for form in word["en"].split("|"))


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """A site in three languages: the third by configuration, words and data alone."""
    folder = tmp_path_factory.mktemp("three")
    project = builds.copy_project(folder / "project")
    builds.write_list(project)
    builds.edit(project / "mkdocs.yml", "    zh: mkdocs.zh.yml\n",
                "    zh: mkdocs.zh.yml\n    eo: mkdocs.eo.yml\n")  # fmt: skip
    (project / "mkdocs.eo.yml").write_text(ESPERANTO, "utf-8")
    shutil.copytree(project / "docs/en", project / "docs/eo")
    with (project / "paperlist/catalogue/languages.yaml").open("a", encoding="utf-8") as file:
        file.write("eo: Esperanto\n")
    words = {key: {**word, "eo": in_esperanto(word)} for key, word in WORDS.items()}
    text = yaml.safe_dump(words, allow_unicode=True)
    (project / "paperlist/publishing/words.yaml").write_text(text, "utf-8")
    for topic, name in NAMES.items():
        replace(project / "data/topics.yaml", f"- id: {topic}\n", rf"\g<0>  name_eo: {name}\n")
    return strictly_built(project, folder / "site")


def test_a_third_language_has_every_page(three):
    pages = {address for address in three.pages if not address.startswith(("zh/", "eo/"))}
    for language in ("zh", "eo"):
        own = {address for address in three.pages if address.startswith(f"{language}/")}
        assert own == {f"{language}/{address}" for address in pages}
        assert {three.pages[address].get("lang") for address in own} == {language}
    robots = (three.folder / "robots.txt").read_text("utf-8")
    assert f"{three.url}eo/sitemap.xml" in robots


def test_every_page_names_its_counterparts_in_three_languages(three):
    for address, page in three.pages.items():
        own = re.sub("^(zh|eo)/", "", address)
        if own != "404.html":
            links = {"en": own, "zh": f"zh/{own}", "eo": f"eo/{own}"}
            links = {language: three.url + place for language, place in links.items()}
            assert counterparts(page) == links | {"x-default": three.url + own}
            assert menu(page) == links
    names = [text(link) for link in one(three.pages["eo/"], "md-select").xpath(".//a")]
    assert names == ["English", "中文", "Esperanto"]
    assert len(three.pages["eo/404.html"].find_class("pl-lead")) == 3


def test_a_page_in_a_third_language_has_its_words_and_names(three):
    for topic, name in NAMES.items():
        page = three.pages[f"eo/topics/{topic}/"]
        assert text(page.find(".//h1")) == name
        assert name in [text(link) for link in page.xpath("//*[contains(@class, 'md-nav')]//a")]
    rows_of_it = rows(three.pages["eo/"])
    assert [text(link) for link in one(rows_of_it[0], "pl-topics")] == ["Pano", "Gisto"]
    (collection,) = three.pages["eo/collections/"].find_class("pl-card")
    assert text(collection.find("h2/a")) == "The first basket"
    spoken = json.loads(one(three.pages["eo/"], "pl-explorer").get("data-words"))
    assert {word for word in spoken.values() if not word.startswith("eo ")} == set()
    card = three.pages["eo/"].xpath("string(//meta[@property='og:image']/@content)")
    assert (three.folder / card.removeprefix(three.url)).is_file()


def test_files_have_the_fields_of_a_third_language(three):
    papers = json.loads((three.folder / "papers.json").read_text("utf-8"))
    bread, _ = papers["topics"]
    assert (bread["name"], bread["name_zh"], bread["name_eo"]) == ("Bread", "面包", "Pano")
    assert bread["description_eo"] is papers["papers"][0]["summary_eo"] is None
    index = json.loads((three.folder / "assets/explorer.json").read_text("utf-8"))
    assert index["topics"][0] == ["bread", "Bread", "面包", "Pano"]
    head = (three.folder / "papers.csv").read_text("utf-8").splitlines()[0]
    assert ",summary,summary_zh,summary_eo,note," in head


def test_a_language_that_is_not_listed_stops_a_build(project, tmp_path):
    builds.edit(project / "mkdocs.yml", "zh: mkdocs.zh.yml", "xx: mkdocs.zh.yml")
    run = builds.build(project, tmp_path / "site", "--strict")
    assert run.returncode == 1
    assert "mkdocs.yml: language 'xx' is not in paperlist/catalogue/" in run.stdout
    assert "Traceback" not in run.stdout


def test_a_configuration_of_another_language_stops_a_build(project, tmp_path):
    builds.edit(project / "mkdocs.zh.yml", "  language: zh\n  card", "  language: en\n  card")
    run = builds.build(project, tmp_path / "site", "--strict")
    assert run.returncode == 1
    assert "mkdocs.zh.yml: set `language: zh` below `extra`" in run.stdout
    assert "Traceback" not in run.stdout
    with pytest.raises(
        InvalidConfiguration, match=r"mkdocs\.zh\.yml: set `language: zh` below `extra`"
    ):
        load_editions(project / "mkdocs.yml")


def test_a_configuration_without_translations_and_badges_is_enough(project, tmp_path):
    path = project / "mkdocs.yml"
    replace(path, r"(?m)^  translations:\n(?:    .*\n)+", "")
    replace(path, r"(?m)^  badges: .*\n", "")
    strictly_built(project, tmp_path / "site")


def test_a_word_that_a_language_lacks_stops_a_build(project, tmp_path):
    builds.edit(
        project / "paperlist/publishing/words.yaml",
        "date: {en: Date, zh: 日期}",
        "date: {en: Date}",
    )
    run = builds.build(project, tmp_path / "site", "--strict")
    assert run.returncode == 1
    assert "words.yaml: 'date' has no word in 'zh'" in run.stdout
    assert "Traceback" not in run.stdout


def test_a_warning_in_chinese_pages_stops_a_strict_build(project, tmp_path):
    about = project / "docs/zh/about.md"
    about.write_text(about.read_text("utf-8") + "\n[不存在](nowhere.md)\n", "utf-8")
    run = builds.build(project, tmp_path / "site", "--strict")
    assert run.returncode == 1
    assert "nowhere.md" in run.stdout
    assert "Traceback" not in run.stdout
