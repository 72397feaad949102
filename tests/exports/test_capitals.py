"""Capitals that a style must keep are in braces, and no others."""

import pytest

from paperlist.exports.capitals import PROPER_NAMES, keep_capitals


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("Open-Sora", "{Open-Sora}: Transformer-Based video"),
        ("Mooncake", "{Mooncake}: A Cache"),
        ("Infini-attention", "Transformers with {Infini-attention}"),
        ("Star Attention", "{Star} {Attention}: Attention at Scale"),
        ("FlexAttention", "{Flex} {Attention}: A Model"),
        ("Slim Attention", "{Slim} attention: cut memory"),
        ("DeepSpeed Ulysses", "{DeepSpeed} {Ulysses}: Training"),
        ("Context Parallelism", "Context Parallelism for Inference"),
        ("Prompt Caching", "Efficient Prompt Caching"),
    ],
)
def test_a_paper_keeps_the_capitals_of_its_own_name(name, latex):
    assert keep_capitals(plain(latex), name) == latex


@pytest.mark.parametrize(
    "latex",
    [
        "Inference on {Intel} Laptops",
        "A {Triton-Based} Library",
        "The {Hadamard} Transform",
        "Efficient Inference with {Llama} and {Gemma} in {Python}",
        "{Bayesian} Pruning of {English} Models",
        "{Amdahl's} Law for {Markov–Gaussian} Models",
        "{Monte} {Carlo} Decoding",
        "{Gödel} and {Nystrom} for {Czech}, {Finnish} and {Swiss} Models",
        "Intelligence of Tritons",
        "Polish Your Prompts",
    ],
)
def test_proper_names_keep_their_capitals(latex):
    assert keep_capitals(plain(latex), None) == latex


@pytest.mark.parametrize(
    "latex",
    [
        "Faster {Zorba} Decoding",
        "Faster {Zorba-Style} Decoding",
        "On {Zorba's} Speed",
        # The style keeps these.
        "Zorba in Practice",
        "Inference: Zorba in Practice",
    ],
)
def test_names_of_the_list_keep_their_capitals(latex):
    assert keep_capitals(plain(latex), None, frozenset({"Zorba"})) == latex


@pytest.mark.parametrize(
    "latex",
    [
        "Faster decoding with {Zorba} and {Quux}",
        "{LLM} inference: a study of {Quux} on phones",
        "Reducing memory footprint on {Tensor} {Cores} and their caches",
        # In title case, or in neither, nothing follows from a capital.
        "Faster Decoding with Zorba and Quux",
        "Rethinking {RAG} based Decoding",
        "Active Partial Rollouts to tame long-tail generation",
        "{Gpt-oss-120b} Model Card",
        "Self-Attention at Scale",
    ],
)
def test_a_title_in_sentence_case_tells_its_names(latex):
    assert keep_capitals(plain(latex), None) == latex


@pytest.mark.parametrize(
    "latex",
    [
        "Is Decoding Slow? {Yes} and No",
        "“Is It Slow?” {Yes} and No",
        "{Attack}! {A} Study",
        "Serving. {The} Next Part",
        "Speed vs. Accuracy",
        "On the {U.S}. Grid, e.g. Houses",
        "Is It Slow? maybe",
        "Serving: The Next Part",
    ],
)
def test_the_first_word_after_a_question_keeps_its_capital(latex):
    title = plain(latex)
    name = "Attack" if title.startswith("Attack") else None
    assert keep_capitals(title, name) == latex


@pytest.mark.parametrize(
    "latex",
    [
        "Search with {A}* and {A-Star}",
        "Search with A Star",
        "Decoding with {S³} and {L₀}",
        "Decoding with x² and n₀",
    ],
)
def test_a_letter_with_a_mark_is_a_name(latex):
    assert keep_capitals(plain(latex), None) == latex


def test_every_proper_name_needs_to_be_in_the_list():
    """Names with an inner capital or a digit are known without it."""
    assert PROPER_NAMES
    for name in PROPER_NAMES:
        assert all(part.istitle() for part in name.split("-")), name
        assert keep_capitals(f"On {name}", None) == f"On {{{name}}}"


def plain(latex):
    return latex.replace("{", "").replace("}", "")
