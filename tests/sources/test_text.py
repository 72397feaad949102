"""Titles and names of other hosts as text: no tags, no references, no TeX."""

import io
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.sources.tex import formula_text, latex_text, without_tex
from paperlist.sources.text import has_markup, plain_text

TEX = [
    ("H$_2$O: Heavy Hitters", "H2O: Heavy Hitters"),
    (r"$\infty$Bench", "∞Bench"),
    ("Pre$^3$: Decoding", "Pre³: Decoding"),
    (r"$O(n \log n)$ Attention", "O(n log n) Attention"),
    (r"$\mathcal{O}(n^{2})$", "O(n²)"),
    (r"$10^{-6}$ and $n^k$", "10⁻⁶ and n^k"),
    (r"$x_{ij}$ and $\ell_1$", "x_ij and ℓ1"),
    (r"$\alpha$-Flow", "α-Flow"),
    (r"\alpha-Flow", "α-Flow"),
    (r"$1.5\times$ Faster", "1.5× Faster"),
    (r"$\sim$10 and $\epsilon$", "~10 and ε"),
    (r"$\mathbf{S}^3$ and $\mathtt{vLLM}$", "S³ and vLLM"),
    (r"$\frac{a+b}{c}$ and $\sqrt{d}$", "(a+b)/c and √d"),
    (r"\textsc{Foo}: \emph{bar} {\bf baz}", "Foo: bar baz"),
    (r"Prefill \& Decode", "Prefill & Decode"),
    (r"100\% of 5% of a~b", "100% of 5% of a~b"),
    (r"Foo\_bar", "Foo_bar"),
    (r"{LLM} Serving", "LLM Serving"),
    (r"\(n^2\)", "n²"),
    (r"Caf\'e", "Café"),
    (r"Paul Erd\H{o}s", "Paul Erdős"),
    (r"G{\"o}del and Na\"{\i}ve", "Gödel and Naïve"),
    (r"\L{}ukasz \O re \ss", "Łukasz Øre ß"),
    (r"Nguy\~{\^e}n", "Nguyễn"),
    (r"\v{C}ech and \c{c} and \~n", "Čech and ç and ñ"),
    (r"\TeX", "TeX"),
    (r"\LaTeX for LLMs", "LaTeX for LLMs"),
    (r"MP\textsuperscript{2} and H\textsubscript{2}O", "MP² and H2O"),
    ("``Quoted'' f''(x)", "\"Quoted\" f''(x)"),
    (r"BF16 \to FP8 and R1$\rightarrow$R2", "BF16 → FP8 and R1→R2"),
    (r"$p \leq 0.05$ and $2 \times 3$", "p ≤ 0.05 and 2 × 3"),
    (r"the \L ukasz $\sim 2\times$", "the Łukasz ~2×"),
    (
        r"Caf\'e at \href{https://example.org/a}{a page}, \url{example.org}",
        "Café at a page, example.org",
    ),
]
# Commands without their arguments, or that no title has: only what is right becomes text.
MALFORMED = [
    (r"Caf\'e \sqrt", r"Café \sqrt"),
    (r"Caf\'e \href{a}", r"Café \hrefa"),
    (r"Caf\'e \input{/etc/hostname}", r"Café \input{/etc/hostname}"),
    (r"Caf\'e \verb", r"Caf\'e \verb"),
    (r"Caf\'e \frac", r"Café \frac"),
    ("{" * 500 + r"\'e" + "}" * 500, "{" * 500 + r"\'e" + "}" * 500),
]
PARTS = [
    r"\href", r"\input", r"\include", r"\sqrt", r"\frac", r"\verb", r"\url", r"\`", r"\left",
    r"\begin{array}", r"\end{array}", r"\begin", r"\(", r"\]", r"\textsuperscript", r"\\",
    "{", "}", "[", "]", "$", "$$", "_", "^", "%", "&", "#1", "~", "a", "x ", "é", "https://a.org",
]  # fmt: skip
MARKUP = [
    ("On <i>n</i>-grams &amp; more", "On n-grams & more"),
    ("R&amp;amp;D", "R&D"),
    ("<!-- a note -->A <b>title</b>", "A title"),
    ("O&apos;Bee and &#x3B1;", "O'Bee and α"),
    ("&lt;i&gt;n&lt;/i&gt;-grams", "n-grams"),
    ("A<br/>B<br>C", "A B C"),
    ("H<sub>2</sub>O and 10<sup>6</sup>", "H2O and 10⁶"),
    ("the 19<sup>th</sup> n<sup>k</sup>", "the 19th n^k"),
    ("A <scp>KV</scp> cache", "A KV cache"),
    ('<jats:italic>x</jats:italic> <named-content content-type="a">y</named-content>', "x y"),
    ("<mml:math><mml:mi>n</mml:mi></mml:math>", "n"),
    ("<math><msub><mi>B</mi><mi>s</mi></msub></math>", "B_s"),
    ("<math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math>", "H2O"),
    ("<math><msup><mi>n</mi><mn>2</mn></msup></math>", "n²"),
    ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac><msqrt><mi>d</mi></msqrt></math>", "1/2√d"),
    ("<math><semantics><mi>x</mi><annotation>x^1</annotation></semantics></math>", "x"),
    ("<math><mi>&alpha;</mi><mo>&lt;</mo><mi>b</mi></math>", "α<b"),
    ("<math><mi>x</math>", "x"),
    ('<inline-formula><tex-math notation="LaTeX">$O(n)$</tex-math></inline-formula>', "O(n)"),
    (r"<tex-math>\documentclass{minimal}\begin{document}$$B_s$$\end{document}</tex-math>", "B_s"),
    (
        "<alternatives><tex-math>$x$</tex-math><mml:math><mml:mi>x</mml:mi></mml:math>"
        "</alternatives>-ray",
        "x-ray",
    ),
]
PLAIN = [
    "From $5 to $10 per Million Tokens",
    "US$5 and US$10",
    "A $100 Budget",
    "100% of a~b -- c_d^e",
    "Sets {a, b} of Caches",
    "When n<m and p>q",
    "if a <b and c> d",
    "Typed Vec<T> and C++ <vector>",
    "AT&T and R&D; Q&A",
    "a < b > c",
]


@pytest.mark.parametrize(("written", "text"), TEX + MARKUP)
def test_markup_becomes_text(written, text):
    assert plain_text(written) == text
    assert not has_markup(plain_text(written))


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays(text):
    assert plain_text(text) == text


@pytest.mark.parametrize("text", [r"\sysname: Fast", r"On \cite{x}", r"$\foo_{a}$", "Vec<T>"])
def test_what_nobody_knows_stays_and_is_noticed(text):
    assert has_markup(plain_text(text))


@pytest.mark.parametrize(("text", "wanted"), MALFORMED)
def test_malformed_tex_stays_as_it_is_written(text, wanted):
    assert without_tex(text) == wanted


@given(st.lists(st.sampled_from(PARTS), max_size=9).map("".join))
def test_any_tex_is_read_without_a_word(text):
    printed = io.StringIO()
    with redirect_stderr(printed), redirect_stdout(printed):
        for read in (without_tex, latex_text, formula_text):
            assert isinstance(read(text), str)
    assert not printed.getvalue()


def test_a_text_that_is_nested_too_deep_stays():
    assert plain_text("{" * 4000 + r"\o" + "}" * 4000).startswith("{{")
    assert plain_text("<math>" + "<mrow>" * 900 + "</mrow>" * 900 + "</math>")


@given(st.text() | st.text(alphabet="\\$_^{}<>/&;%mathisup aoe'\""))
def test_any_text_becomes_one_line(text):
    made = plain_text(text)
    assert made == " ".join(made.split())


@given(st.text(alphabet="abcXYZ 0123-:,.()+'!?éß中"))
def test_text_without_special_characters_is_itself(text):
    assert plain_text(text) == " ".join(text.split())
