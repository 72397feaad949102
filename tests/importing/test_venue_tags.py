"""Venues beside a title: the venue of the entry, and neither its name nor a part of its title."""

import pytest

from paperlist.importing.row_drafts import read_row
from paperlist.importing.tables import parse_tables

TABLE = "|Date|Title|Paper|\n|-|-|-|\n|2024.08|{}|[pdf]({})|\n"
ARXIV = "https://arxiv.org/abs/2408.00011"


def draft(title="A title", address=ARXIV):
    (row,) = parse_tables(TABLE.format(title, address))
    return read_row(row)


@pytest.mark.parametrize(
    ("cell", "venue"),
    [
        ("[NeurIPS'24] A title", "NeurIPS 2024"),
        ("[NeurIPS’24] A title", "NeurIPS 2024"),
        ("[NeurIPS 2024] A title", "NeurIPS 2024"),
        ("[NeurIPS\u00a02024] A title", "NeurIPS 2024"),
        ("[NeurIPS'2024] A title", "NeurIPS 2024"),
        ("[**NeurIPS'24**] A title", "NeurIPS 2024"),
        ("**[NeurIPS'24]** A title", "NeurIPS 2024"),
        (f"[[NeurIPS'24] A title]({ARXIV})", "NeurIPS 2024"),
        ("【NeurIPS 2024】 A title", "NeurIPS 2024"),
        ("(ACL 2023) A title", "ACL 2023"),
        ("A title (ACL 2023)", "ACL 2023"),
        ("A title (ACL 2023).", "ACL 2023"),
        ("A title [SOSP'24]", "SOSP 2024"),
        ("A title (SOSP'24) (@MIT)", "SOSP 2024"),
        ("A title (@MIT) [SOSP'24]", "SOSP 2024"),
        ("ICML'24 \\| A title", "ICML 2024"),
        ("A title \\| ICML 2024", "ICML 2024"),
        ("[ICML24] A title", "ICML 2024"),
        ("[CVPR2024] A title", "CVPR 2024"),
        ("[AAAI-24] A title", "AAAI 2024"),
        ("[2024 ICLR] A title", "ICLR 2024"),
        ("[ICLR 2024 Oral] A title", "ICLR 2024"),
        ("[ICLR 2024 (Oral)] A title", "ICLR 2024"),
        ("[ICLR 2024, Spotlight] A title", "ICLR 2024"),
        ("[MLSys'23 Best Paper Award] A title", "MLSys 2023"),
        ("[Accepted to ICML 2024] A title", "ICML 2024"),
        ("[USENIX ATC '24] A title", "USENIX ATC 2024"),
        ("[EMNLP 2024 Findings] A title", "Findings of EMNLP 2024"),
        ("[Findings of ACL 2023] A title", "Findings of ACL 2023"),
        ("[ICLR 2024](https://iclr.cc) A title", "ICLR 2024"),
        ("**ICLR 2024** A title", "ICLR 2024"),
        ("[ICLR 2024]A title", "ICLR 2024"),
        ("ICLR 2024: A title", "ICLR 2024"),
        ("A title, ICLR 2024", "ICLR 2024"),
        ("A title. In ICLR 2024.", "ICLR 2024"),
        ("🔥[ICLR 2024] A title", "ICLR 2024"),
        ("[Neurips'24] A title", "NeurIPS 2024"),
        ("[SOSP′24] A title", "SOSP 2024"),
        ("「SOSP'24」A title", "SOSP 2024"),
        ("[MLSys 2024 Best Paper 🏆] A title", "MLSys 2024"),
        ("[ICLR 2023 notable top 5%] A title", "ICLR 2023"),
        ("[CIKM'24 short] A title", "CIKM 2024"),
        ("[VLDB J. 2024] A title", "VLDB J. 2024"),
        ("[Commun. ACM 2023] A title", "Commun. ACM 2023"),
        ("[IEEE TPDS'24] A title", "IEEE TPDS 2024"),
        ("[ACM Computing Surveys 2024] A title", "ACM Computing Surveys 2024"),
        ("[HotInfra'24] A title", "HotInfra 2024"),
        ("[LREC-COLING 2024] A title", "LREC-COLING 2024"),
        ("SOSP'24 - A title", "SOSP 2024"),
        ("A title — SOSP 2024", "SOSP 2024"),
        ("A title @SOSP'24", "SOSP 2024"),
        ("A title @ SOSP 2024", "SOSP 2024"),
        ("[ICLR 2025 under review] A title", None),
        ("[ICLR 2025 submission] A title", None),
        ("[24.08] A title", None),
        ("[arXiv 2024] A title", None),
        ("[arXiv:2408.00011] A title", None),
        ("A title (CoRR 2024)", None),
        ("[Preprint] A title", None),
        ("[Under review] A title", None),
        ("[2024] A title", None),
        ("[2024.08] A title", None),
    ],
)
def test_a_venue_beside_a_title(cell, venue):
    found = draft(cell)
    assert (found.title, found.name, found.venue, found.to_check) == ("A title", None, venue, [])


@pytest.mark.parametrize(
    "cell",
    [
        "[ICLR 2024] [Name] A title",
        "[Name] [ICLR 2024] A title",
        "[Name] A title (ICLR 2024)",
        "(ICLR 2024) [**Name**] A title",
    ],
)
def test_a_venue_beside_a_name(cell):
    found = draft(cell)
    assert (found.title, found.name, found.venue) == ("A title", "Name", "ICLR 2024")


@pytest.mark.parametrize(
    ("cell", "venue", "to_check"),
    [
        ("[NeurIPS] A title", None, "venue without a clear year left out: 'NeurIPS'"),
        ("[ICLR 2024, NeurIPS 2023] A title", None,
         "venue without a clear year left out: 'ICLR 2024, NeurIPS 2023'"),
        ("[APSys 2024] A title", "APSys 2024", "is this a venue: 'APSys 2024'"),
        ("[NAACL'24/ICLR'24] A title", None,
         "venue without a clear year left out: 'NAACL'24/ICLR'24'"),
        ("[EuroSys'24, ASPLOS'24] A title", None,
         "venue without a clear year left out: 'EuroSys'24, ASPLOS'24'"),
        ("[MICRO-57] A title", None, "venue without a clear year left out: 'MICRO-57'"),
        ("[Technical Report] A title", None, "ignored: 'Technical Report'"),
        ("[Survey] A title", None, "ignored: 'Survey'"),
        ("[CCF-A] A title", None, "ignored: 'CCF-A'"),
        ("[ICLR 2024] A title (ICML 2024)", "ICLR 2024", "ignored a second venue: 'ICML 2024'"),
        ("[Oral] A title", None, "ignored: 'Oral'"),
        ("[Survey 2024] A title", None, "ignored: 'Survey 2024'"),
    ],
)  # fmt: skip
def test_a_venue_that_is_not_certain(cell, venue, to_check):
    found = draft(cell)
    assert (found.title, found.name, found.venue) == ("A title", None, venue)
    assert found.to_check == [to_check]


@pytest.mark.parametrize(
    ("cell", "name", "title"),
    [
        ("[vLLM] Serving (v2)", "vLLM", "Serving (v2)"),
        ("[LLM.int8()] A title", "LLM.int8()", "A title"),
        ("[Data Science] A title", "Data Science", "A title"),
        ("[FAST] FAST: Faster Things", "FAST", "FAST: Faster Things"),
        ("[Llama 3] A title", "Llama 3", "A title"),
        ("[Yi-34B] A title", "Yi-34B", "A title"),
        ("The State of It (2024)", None, "The State of It (2024)"),
        ("Llama 2024: A title", None, "Llama 2024: A title"),
        ("A title, Part 2024", None, "A title, Part 2024"),
        ("A title (Short)", None, "A title (Short)"),
        ("A title (Survey)", None, "A title (Survey)"),
        ("A title - Part 2024", None, "A title - Part 2024"),
        ("A \\| B", None, "A | B"),
    ],
)
def test_other_brackets_are_no_venue(cell, name, title):
    found = draft(cell)
    assert (found.name, found.title, found.venue, found.to_check) == (name, title, None, [])


@pytest.mark.parametrize(
    ("address", "key", "value"),
    [
        ("https://dl.acm.org/doi/10.1145/3600006.3613165", "doi", "10.1145/3600006.3613165"),
        ("https://dl.acm.org/doi/pdf/10.1145/3600006.3613165", "doi", "10.1145/3600006.3613165"),
        ("https://dl.acm.org/doi/abs/10.1145/1?casa_token=x", "doi", "10.1145/1"),
        ("https://link.springer.com/chapter/10.1007/978-3-031_12", "doi", "10.1007/978-3-031_12"),
        ("https://doi.org/10.1109/HPCA68181.2026.1", "doi", "10.1109/HPCA68181.2026.1"),
        ("https://doi.org/10.48550/arXiv.2408.00011", "arxiv", "2408.00011"),
        ("https://ieeexplore.ieee.org/document/1", "url", "https://ieeexplore.ieee.org/document/1"),
        ("https://dl.acm.org/conference/sosp", "url", "https://dl.acm.org/conference/sosp"),
    ],
)
def test_an_address_of_a_publisher_has_the_doi(address, key, value):
    found = draft(address=address)
    given = {field: getattr(found, field) for field in ("arxiv", "doi", "url")}
    assert {field: text for field, text in given.items() if text} == {key: value}
