"""What is read of DBLP and others, and when a record is about a listed paper."""

import json

import pytest

from paperlist.catalogue.facts import ArxivRecord
from paperlist.sources.network import RequestFailed
from paperlist.sources.works.dblp import DBLP
from paperlist.sources.works.hugging_face import HUGGING_FACE
from paperlist.sources.works.licences import ARXIV_LICENCES, licence_of, licence_of_openalex
from paperlist.sources.works.notes import read_comment, read_reference
from paperlist.sources.works.openalex import OPENALEX
from paperlist.sources.works.paper import FIELDS, Listed, suggested
from paperlist.sources.works.venue_texts import (
    venue_in_note,
    venue_in_reference,
    venue_of_dblp,
    venue_of_proceedings,
)
from tests.support.paper_hosts import (
    NO_RECORD,
    PEOPLE,
    location,
    oai_record,
    page,
    preprint,
    publication,
    work,
)

TITLE = "Orca: Serving models"
PAPER = Listed((TITLE,), PEOPLE, arxiv="2307.00001", lacks=frozenset(FIELDS))


@pytest.mark.parametrize(
    ("note", "venue"),
    [
        ("Accepted at MLSys 2024", "MLSys 2024"),
        ("To appear in NeurIPS 2023 (spotlight)", "NeurIPS 2023"),
        ("Published as a conference paper at ICLR 2024. 36 pages, 18 figures", "ICLR 2024"),
        ("11 pages, 7 figures, ACL 2025", "ACL 2025"),
        ("Accepted by ASPLOS'26", "ASPLOS 2026"),
        ("Accepted to ICLR26", "ICLR 2026"),
        ("accepted by neurips 2024", "NeurIPS 2024"),
        ("To appear at the 58th Symposium on Microarchitecture (MICRO 2025)", "MICRO 2025"),
        ("40th International Conference on Machine Learning, 2023", "ICML 2023"),
        ("Accepted to Transactions on Machine Learning Research (TMLR), 2026", "TMLR 2026"),
        ("USENIX ATC '24", "USENIX ATC 2024"),
        ("Accepted by ACL 2025 Findings", "Findings of ACL 2025"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2023",
         "Findings of EMNLP 2023"),
        ("Accepted at HotInfra 2024", "HotInfra 2024"),
        ("accepted for publication at CAIN2026", "CAIN 2026"),
        ("Submitted to ICML 2023. Accepted to NeurIPS 2023", "NeurIPS 2023"),
        ("ICLR 2024 (code at https://github.com/a/icml-2023)", "ICLR 2024"),
        ("Accepted to AAAI-25. 12 pages", "AAAI 2025"),
        ("Oral at ICLR 2026, camera-ready version", "ICLR 2026"),
        ("Preprint, to appear in KDD'26", "KDD 2026"),
        ("Submitted to MLSys 2025", None),
        ("Submmitted to IROS 2026", None),
        ("Preparing for AAAI 2026", None),
        ("Preprint for ACL 2026", None),
        ("Under review. FAST 2025 had an earlier part of this work", None),
        ("In submission. Code of our MLSys 2024 paper", None),
        ("This is the follow-up of our FAST 2025 paper", None),
        ("A shorter version of this paper appeared in AAAI-22", None),
        ("Brief announcement in PODC 2026", None),
        ("Accepted as work-in-progress at DAC 2024", None),
        ("UncertaiNLP at EMNLP 2025", None),
        ("Proc. of EXPLIMED at ECAI 2025", None),
        ("Spotlight at EACL 2026 SRW", None),
        ("Under review at ICLR 2025", None),
        ("ICLR 2024 submission", None),
        ("Accepted at the ICML 2024 Workshop on Efficient Systems", None),
        ("ICML 2024 ES-FoMo-II", None),
        ("ENLSP-III@NeurIPS 2023", None),
        ("Accepted to Agentic Systems Theory at AAAI 2026", None),
        ("An extended version of our ASPLOS 2024 paper", None),
        ("EMNLP 2023 Demo", None),
        ("Rejected from ICML 2024", None),
        ("Uses the ICLR 2024 template", None),
        ("NeurIPS 2023; ICML 2024", None),
        ("PAKDD 2026: Pacific-Asia Conference on Knowledge Discovery and Data Mining", None),
        ("(ATC 2025), Autonomous and Trusted Computing", None),
        ("Accepted to ICML", None),
        ("Work in progress, 2024", None),
        ("arXiv 2024", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_venue_in_a_comment(note, venue):
    assert venue_in_note(note) == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Proceedings of the 41st International Conference on Machine Learning, "
         "PMLR 235:1234-1250, 2024", "ICML 2024"),
        ("Advances in Neural Information Processing Systems 36 (2023)", "NeurIPS 2023"),
        ("Proceedings of Machine Learning and Systems 6 (2024)", "MLSys 2024"),
        ("Proc. VLDB Endow. 17(4): 1-12, 2024", "PVLDB 2024"),
        ("Neurocomputing 600 (2024) 128", "Neurocomputing 2024"),
        ("IEEE Transactions on Mobile Computing, vol. 23, no. 5, 2024",
         "IEEE Transactions on Mobile Computing 2024"),
        ("Neurocomputing 600 (2024) 128, 2025", None),
        ("arXiv preprint arXiv:2307.00001 (2023)", None),
        ("My diary 3 (2024)", None),
    ],
)  # fmt: skip
def test_the_venue_in_a_journal_reference(text, venue):
    assert venue_in_reference(text) == venue


@pytest.mark.parametrize(
    ("name", "venue"),
    [
        ("SOSP", "SOSP 2024"),
        ("ACL (1)", "ACL 2024"),
        ("ICLR (Poster)", "ICLR 2024"),
        ("EMNLP (Findings)", "Findings of EMNLP 2024"),
        ("ACL (demo)", "ACL System Demonstrations 2024"),
        ("NAACL-HLT", "NAACL 2024"),
        ("ACL/IJCNLP (1)", "ACL 2024"),
        ("Trans. Mach. Learn. Res.", "TMLR 2024"),
        ("EuroMLSys@EuroSys", "EuroMLSys 2024"),
        ("CoRR", None),
        ("", None),
        ("x" * 2000, None),
    ],
)
def test_the_venue_in_dblp(name, venue):
    assert venue_of_dblp(name, 2024) == venue


@pytest.mark.parametrize(
    ("name", "venue"),
    [
        ("Proceedings of the 29th Symposium on Operating Systems Principles", "SOSP 2024"),
        ("2023 IEEE Symposium on High-Performance Computer Architecture (HPCA)", "HPCA 2023"),
        ("SOSP '23: 29th Symposium", "SOSP 2023"),
        ("2024 IEEE International Conference on Small Things (ICST)", "ICST 2024"),
        ("Proceedings of a Symposium on Small Things", None),
        ("Lecture notes in computer science", None),
        ("Proceedings of the Workshop on Small Things (WST)", None),
    ],
)
def test_the_venue_of_proceedings(name, venue):
    assert venue_of_proceedings(name, 2024, is_journal=False) == venue


@pytest.mark.parametrize(
    ("title", "authors", "agrees"),
    [
        (TITLE, PEOPLE, True),
        ("ORCA: serving Models.", ("A. Lovelace", "W. Wang"), True),
        ("Orca", PEOPLE, True),
        (TITLE, ("van den Berg, Bo", "Someone Else"), True),
        (TITLE, (*PEOPLE, *(f"Person P{n}x" for n in range(50))), True),
        (TITLE, ("Ada Lovelace", "Grace Hopper", "Alan Turing"), False),
        (TITLE, ("Grace Hopper",), False),
        (TITLE, (), False),
        (TITLE, ("et al.",), False),
        ("Orca: Learning from explanations", PEOPLE, False),
        ("", PEOPLE, False),
        ("…", PEOPLE, False),
    ],
)
def test_title_and_authors_agree(title, authors, agrees):
    assert PAPER.agrees(title, authors) == agrees


def test_a_shortened_list_of_authors():
    authors = ("Ada Lovelace", "Wei Wang", "et al.")
    assert Listed((TITLE,), authors).agrees(TITLE, (*PEOPLE, "Alan Turing"))
    assert not Listed((TITLE,), ()).agrees(TITLE, PEOPLE)


@pytest.mark.parametrize(
    ("doi", "kept"),
    [
        ("10.1145/3600006.3613165", "10.1145/3600006.3613165"),
        ("10.18653/V1/2024.ACL-LONG.1", "10.18653/v1/2024.acl-long.1"),
        ("10.48550/arXiv.2307.00001", None),
        ("10.48550/ARXIV.2307.00001", None),
        ("10.2139/ssrn.123", None),
        ("10.31219/osf.io/ab3cd", None),
        ("https://doi.org/10.1145/1", None),
        ("", None),
    ],
)
def test_a_doi_of_a_preprint_is_not_suggested(doi, kept):
    assert suggested(doi=doi).get("doi") == kept


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://github.com/ada/orca/tree/main/src", "https://github.com/ada/orca"),
        ("http://gitlab.com/ada/orca.git", "https://gitlab.com/ada/orca"),
        ("https://huggingface.co/ada/orca", None),
        ("https://ada.github.io/orca", None),
        ("https://github.com/ada", None),
        (f"https://github.com/ada/{'a' * 2000}", None),
        ("javascript:alert(1)", None),
    ],
)
def test_code_is_a_repository(link, kept):
    assert suggested(code=link).get("code") == kept


@pytest.mark.parametrize(
    ("link", "licence"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC-BY-NC-SA-3.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
         "https://arxiv.org/licenses/nonexclusive-distrib/1.0/"),
        ("http://creativecommons.org/licenses/publicdomain/",
         "https://creativecommons.org/licenses/publicdomain/"),
        ("", None),
        ("javascript:alert(1)", None),
        ("all mine", None),
    ],
)  # fmt: skip
def test_the_name_of_a_licence(link, licence):
    assert licence_of(link) == licence


def test_a_licence_of_openalex_has_no_version():
    assert licence_of_openalex("cc-by-nc-nd") == "CC-BY-NC-ND"
    assert licence_of_openalex("other-oa") is None
    assert licence_of_openalex("") is None


def dblp(*hits, paper=PAPER):
    found = {"@total": str(len(hits)), "hit": [{"@score": "5", "info": each} for each in hits]}
    return DBLP.read(json.dumps({"result": {"hits": found}}), paper)


def test_a_response_of_dblp():
    known = dblp(preprint(TITLE), publication(TITLE, "SOSP", 2023, doi="10.1145/1"))
    assert known.suggestions == {"venue": "SOSP 2023", "doi": "10.1145/1"}
    assert known.source == "https://dblp.org/rec/conf/x/Lovelace2023"


def test_the_article_that_follows_a_conference():
    article = publication(TITLE, "J. Ser.", 2025, type="Journal Articles")
    known = dblp(article, publication(TITLE, "SOSP", 2023))
    assert known.suggestions == {"venue": "SOSP 2023"}


def test_odd_records_of_dblp():
    """A single author, numbered people, entities, a venue with its series, and no authors."""
    alone = Listed(("R&D",), ("Wei Wang",), lacks=frozenset(FIELDS))
    hit = publication("R&amp;D", ["CAV", "Lecture Notes"], authors=("Wei Wang 0001",))
    volume = {"title": "Proceedings.", "venue": "CAV", "year": "2024", "type": "Editorship"}
    assert dblp(volume, hit, {}, None, paper=alone).suggestions == {"venue": "CAV 2024"}
    names = publication("R&D", "CAV", authors=("Wei Wang",)) | {"authors": {"author": "Wei Wang"}}
    assert dblp(names, paper=alone).suggestions == {"venue": "CAV 2024"}


def test_dblp_without_hits():
    assert dblp() is None
    assert DBLP.read('{"result": {"hits": {"@total": "0"}}}', PAPER) is None
    assert dblp(preprint(TITLE)) is None


@pytest.mark.parametrize(
    "key", ["../../evil", "javascript:alert(1)", 'conf/"><x', "a b", "conf/é", "a" * 300]
)
def test_a_key_of_dblp_is_one(key):
    known = dblp(publication(TITLE, "SOSP", key=key))
    assert known is None or known.source == f"https://dblp.org/rec/{key}"
    assert known is None or key == "../../evil"


def test_words_that_dblp_searches():
    """Operators are left out."""
    paper = Listed(("Is 1|2 a -bit? author:x", "Other"), PEOPLE, lacks=frozenset(FIELDS))
    (address,) = DBLP.addresses(paper)
    assert "q=Is+1+2+a+bit+author+x+Lovelace&" in address


def openalex(**more):
    return OPENALEX.read(json.dumps(work(TITLE, **more)), PAPER)


def test_a_response_of_openalex():
    known = openalex()
    assert (known.citations, known.licence, known.suggestions) == (120, None, {})
    assert known.source == "https://openalex.org/W4385000001"


def test_a_published_work_of_openalex():
    raw = "2024 IEEE International Symposium on High-Performance Computer Architecture (HPCA)"
    places = [location(None, None, raw=raw), location("arXiv", "repository", "cc-by")]
    known = openalex(
        primary_location=places[0], locations=places, doi="https://doi.org/10.1109/hpca.2024.1"
    )
    assert known.suggestions == {"venue": "HPCA 2024", "doi": "10.1109/hpca.2024.1"}
    assert known.licence == "CC-BY"
    journal = location("Neural Networks", "journal")
    known = openalex(primary_location=journal, doi="https://doi.org/10.1016/j.neunet.2023.1")
    assert known.suggestions["venue"] == "Neural Networks 2023"
    assert openalex(primary_location=journal).suggestions == {}


@pytest.mark.parametrize(
    "more",
    [
        {"primary_location": None, "locations": None, "doi": None, "publication_year": None},
        {"primary_location": location("Zenodo", "repository", raw="Zenodo (ZEN)")},
        {"primary_location": location("Lecture notes", "book series")},
    ],
)
def test_a_work_without_a_venue(more):
    assert openalex(**more).suggestions == {}


@pytest.mark.parametrize(
    "more",
    [
        {"id": "https://evil.example/W1"},
        {"id": "https://openalex.org/W٣"},
        {"id": f"https://openalex.org/W{'1' * 2000}"},
        {"cited_by_count": -1},
        {"cited_by_count": "many"},
    ],
)
def test_a_response_that_is_not_a_work(more):
    with pytest.raises(RequestFailed, match=r"the response of api\.openalex\.org is not a work"):
        openalex(**more)


def test_a_page_of_hugging_face():
    known = HUGGING_FACE.read(json.dumps(page(TITLE)), PAPER)
    assert known.suggestions == {"code": "https://github.com/ada/paper"}
    assert known.source == "https://huggingface.co/papers/2307.00001"
    without = page(TITLE)
    del without["githubRepo"]
    assert HUGGING_FACE.read(json.dumps(without), PAPER).suggestions == {}


def test_a_record_of_arxiv():
    text = oai_record(TITLE, "http://creativecommons.org/licenses/by/4.0/")
    assert ARXIV_LICENCES.read(text, PAPER).licence == "CC-BY-4.0"
    assert ARXIV_LICENCES.read(oai_record(TITLE, None), PAPER).licence is None
    assert ARXIV_LICENCES.read(NO_RECORD, PAPER) is None


@pytest.mark.parametrize(
    "text",
    [
        "<html/>",
        "no",
        '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
        NO_RECORD.replace("idDoesNotExist", "badArgument"),
    ],
)
def test_a_response_that_is_not_oai_pmh(text):
    with pytest.raises(RequestFailed, match=r"the response of oaipmh\.arxiv\.org is not OAI-PMH"):
        ARXIV_LICENCES.read(text, PAPER)


def record(**more):
    source = "https://arxiv.org/abs/2307.00001"
    return ArxivRecord(title=TITLE, authors=PEOPLE, date="2026-01-01", source=source, **more)


def test_what_authors_wrote_on_arxiv():
    arxiv = record(comment="MLSys 2024", journal_ref="PMLR 235, ICML 2024", doi="10.1145/1")
    assert read_reference(PAPER, arxiv).suggestions == {"venue": "ICML 2024", "doi": "10.1145/1"}
    assert read_comment(PAPER, arxiv).suggestions == {"venue": "MLSys 2024"}
    assert read_comment(PAPER, None) is read_reference(PAPER, None) is None


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("Code at https://github.com/ada/orca.", "https://github.com/ada/orca"),
        ("(https://github.com/ada/orca)", "https://github.com/ada/orca"),
        ("Code at github.com/ada/orca.git", "https://github.com/ada/orca"),
        ("ada@github.com/ada/orca, notgithub.com/ada/orca", None),
        (r"code: \url{https://github.com/ada/orca}", "https://github.com/ada/orca"),
        ("https://github.com/ada/orca and https://github.com/ada/data", None),
        ("https://github.com/ada/orca, https://github.com/ada/orca/wiki",
         "https://github.com/ada/orca"),
        ("Project page: https://ada.github.io/orca", None),
        ("Weights: https://huggingface.co/ada/orca", None),
    ],
)  # fmt: skip
def test_code_in_a_comment(comment, code):
    assert read_comment(PAPER, record(comment=comment)).suggestions.get("code") == code
