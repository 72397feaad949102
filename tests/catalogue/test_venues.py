"""The name and the year of a venue, what it publishes, and names that are nearly known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.venues import KNOWN, Venue, read_venue, usual_name
from tests.support.catalogues import entry, load_texts, told


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("ICLR 2024", "ICLR", 2024),
        ("ICLR 2024 Workshop", "ICLR Workshop", 2024),
        ("ICML 2024, PMLR 235", "ICML, PMLR 235", 2024),
        ("NeurIPS'23", "NeurIPS", 2023),
        ("NeurIPS ’23", "NeurIPS", 2023),
        ("SIGMOD '98", "SIGMOD", 1998),
        ("Workshop on Caches @ ICML’24", "Workshop on Caches @ ICML", 2024),
        ("NeurIPS-2023", "NeurIPS", 2023),
        ("EMNLP2023", "EMNLP", 2023),
        ("NeurIPS\u00a02023", "NeurIPS", 2023),
        ("ICLR\u30002024", "ICLR", 2024),
        ("NeurIPS (2023)", "NeurIPS", 2023),
        ("NeurIPS, 2023.", "NeurIPS", 2023),
        ("ICLR [2024]: Workshop", "ICLR: Workshop", 2024),
        ("2024 IEEE HPCA", "IEEE HPCA", 2024),
        ("ICLR 2024 (Oral)", "ICLR", 2024),
        ("ICML 2024 spotlight poster", "ICML", 2024),
        ("ICML 2024 (to appear)", "ICML", 2024),
        ("MLSys 2024, Best Paper Award", "MLSys", 2024),
        ("ICLR 2024, Workshop 2024", "ICLR, Workshop", 2024),
        ("NeurIPS 2023, New Orleans, December 2023", "NeurIPS, New Orleans, December", 2023),
        ("ICLR 2024 – Oral", "ICLR", 2024),
        ("ICLR 2024/Oral", "ICLR", 2024),
        ("ICLR 2024 · Spotlight", "ICLR", 2024),
        ("ICLR 2023 notable top 25%", "ICLR", 2023),
        ("NeurIPS 2023 (Oral), Outstanding Paper Runner-up", "NeurIPS", 2023),
        ("COLM 2024 (Honorable Mention)", "COLM", 2024),
        ("EuroSys '24 (Best Artifact)", "EuroSys", 2024),
        ("ACL 2024 Long Papers", "ACL", 2024),
        ("ICLR 2024 Tiny Papers", "ICLR Tiny Papers", 2024),
        ("MICRO '57", "MICRO '57", None),
        ("NeurIPS, 2023", "NeurIPS", 2023),
        ("Caches -- and more ()", "Caches -- and more ()", None),
        ("Horizon 2020 Workshop 2024", "Horizon 2020 Workshop", 2024),
        ("PVLDB 17(5): 2024-2038, 2024", "PVLDB 17(5): 2024-2038", 2024),
        ("NeurIPS", "NeurIPS", None),
        ("2024", "2024", None),
        ("'24", "'24", None),
        ("MICRO-56", "MICRO-56", None),
        ("AAAI-24", "AAAI-24", None),
        ("ICSE 2023-2024", "ICSE 2023-2024", None),
        ("ICSE 2023/24", "ICSE 2023/24", None),
        ("PVLDB 17(5): 2024-2038", "PVLDB 17(5): 2024-2038", None),
        ("ICML 2023 and ICLR 2024 Workshops", "ICML 2023 and ICLR 2024 Workshops", None),
        ("Conference of the '90s", "Conference of the '90s", None),
        ("CoRR abs/2012.00001", "CoRR abs/2012.00001", None),
        ("Systems 20240", "Systems 20240", None),
    ],
)  # fmt: skip
def test_the_year_is_read_wherever_it_is(text, name, year):
    assert read_venue(text) == Venue(name, year)


@given(st.sampled_from(sorted(KNOWN)), st.integers(1900, 2099))
def test_a_venue_is_read_back(name, year):
    assert read_venue(f"{name} {year}") == Venue(name, year)
    assert str(read_venue(f"{name} {year}")) == f"{name} {year}"


@given(st.text(min_size=1))
def test_any_text_has_a_name(text):
    assert read_venue(text).name or not text.strip()


@pytest.mark.parametrize(
    "name",
    ["arXiv", "arXiv 2024", "ArXiv preprint", "arXiv:2401.00001", "arXiv preprint arXiv:2401.00001",
     "CoRR", "CoRR abs/2401.00001", "CORR 2024", "Preprint", "Preprint at arXiv", "bioRxiv 2023",
     "medRxiv", "arXiv (Cornell University) 2023", "Computing Research Repository", "SSRN 2024",
     "Cryptology ePrint Archive 2023", "Under review", "Submitted to ICLR 2025",
     "ICLR 2025 (under review)", "ICLR 2025 Submission", "OpenReview 2024", "Zenodo 2024"],
)  # fmt: skip
def test_an_archive_publishes_preprints(name):
    assert read_venue(name).publication == "preprint"


@pytest.mark.parametrize(
    ("name", "publication"),
    [
        ("TMLR 2024", "journal"),
        ("JMLR 24(1), 2023", "journal"),
        ("JMLR, vol. 24, 2023", "journal"),
        ("IEEE Trans. Parallel Distrib. Syst. 2023", "journal"),
        ("Proceedings of the ACM on Programming Languages 2024", "journal"),
        ("Communications of the ACM 2024", "journal"),
        *(
            (name, "journal")
            for name in (
                "VLDB J. 2024",
                "The VLDB Journal 2024",
                "J. ACM 2024",
                "J. Mach. Learn. Res. 2024",
                "Commun. ACM 2023",
                "CACM 2023",
                "ACM Comput. Surv. 2024",
                "ACM Queue 2024",
                "Proc. VLDB Endow. 17(4), 2024",
                "SIGMOD Record 2024",
                "ACM SIGOPS Operating Systems Review 2024",
                "PACMPL 2024",
                "PACMMOD 2024",
                "TPAMI 2024",
                "ACM TACO 2024",
                "TACO 2024",
                "IJCV 2024",
                "IEEE CAL 2024",
                "Scientific Reports 2023",
                "SIGOPS Oper. Syst. Rev. 2023",
                "Future Generation Computer Systems 2024",
                "IEEE Comput. Archit. Lett. 2024",
                "Nat. Mach. Intell. J. 2024",
            )
        ),
        *(
            (name, "conference")
            for name in (
                "TACAS 2024",
                "TSD 2024",
                "Computer Vision – ECCV 2024",
                "Patterns of Caches 2024",
                "IEEE Big Data 2024",
                "IEEE S&P 2024",
                "PACT 2024",
                "TPDL 2024",
            )
        ),
        ("ICML 2024, PMLR 235", "conference"),
        ("Proceedings of the ACM Symposium on Caches 2024", "conference"),
        ("Correlation Workshop 2024", "conference"),
        ("Workshop on Preprints 2024", "conference"),
        ("VLDB 2024", "conference"),
    ],
)
def test_other_names_are_conferences_or_journals(name, publication):
    assert read_venue(name).publication == publication


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("AISTAT", "AISTATS"), ("Neurips", "NeurIPS"), ("NeuriPS", "NeurIPS"), ("sosp", "SOSP"),
        ("Nuerips", "NeurIPS"), ("EMNPL", "EMNLP"), ("ICRL", "ICLR"), ("MLsys", "MLSys"),
        ("Eurosys", "EuroSys"), ("Usenix ATC", "USENIX ATC"), ("Neur-IPS", "NeurIPS"),
        ("ASPLOSS", "ASPLOS"), ("Findings of EMLNP", "Findings of EMNLP"),
        ("Neurips Workshop", "NeurIPS Workshop"), ("Neurocomputting", "Neurocomputing"),
    ],
)  # fmt: skip
def test_a_name_that_is_nearly_known_has_a_usual_spelling(name, usual):
    assert usual_name(name) == usual


@pytest.mark.parametrize(
    "name",
    [*sorted(KNOWN), "EDBT", "ICWS", "MIDL", "ICANN", "SAT", "FSE", "DISC", "ICMR", "FPT", "ICCS",
     "ES-FoMo @ ICML", "Findings of ACL", "Fast Software Encryption", "Workshop on Data Coding",
     "ACL System Demonstrations", "ICNLP", "ICMLC", "IEEE TPDS", "ACM TOCS", "Journal of Caches",
     "计算机学报"],
)  # fmt: skip
def test_another_venue_is_not_a_misspelt_one(name):
    assert usual_name(name) is None


def venues(*texts, **more):
    return told(
        "\n".join(
            entry(id=f"p{n}", title=f"Paper {n}", arxiv=f'"2307.{n:05}"', venue=text, **more)
            for n, text in enumerate(texts)
        )
    )


def test_a_name_that_two_entries_have_is_known():
    assert venues("LLMSysW 2023", "LLMSysW 2024", "LLMSysV 2024") == [
        "23:10 venue 'LLMSysV 2024' is nearly 'LLMSysW'"
    ]
    assert venues("LLMSysW 2023", "LLMSysV 2024") == []
    assert len(venues("Neurips 2023", "Neurips 2024")) == 2


def test_a_stated_publication_confirms_the_name():
    assert venues("AISTAT 2024", publication="conference") == []


@pytest.mark.parametrize(
    ("venue", "hint"),
    [
        ("SOSP", "SOSP 2023"),
        ("AISTAT", "AISTATS 2023"),
        ("AAAI-24", "AAAI 2024"),
        ("SC23", "SC 2023"),
        ("MICRO-56", "MICRO-56 2023"),
        ("Nature", "Nature 2023"),
    ],
)
def test_the_hint_has_the_name_with_a_year(venue, hint):
    problems = load_texts(entry(venue=venue)).problems
    (found,) = [each for each in problems if each.rule == "venue-year"]
    assert found.hint == f"write it at the end, as in '{hint}'"


@pytest.mark.parametrize("venue", ["arXiv", "CoRR", "Preprint"])
def test_an_archive_needs_no_year(venue):
    assert venues(venue) == []
