"""Names taken apart, and put together as readers read them."""

import pytest
from hypothesis import given

from paperlist.catalogue.names import Name, parse_name
from tests.support.catalogues import paper
from tests.support.citations import groups, people

SPLIT = {
    # The last word is the family name.
    "Tri Dao": ("Tri", "Dao"),
    "Michael W. Mahoney": ("Michael W.", "Mahoney"),
    "Jean-Luc Picard": ("Jean-Luc", "Picard"),
    "Pat O'Brien": ("Pat", "O'Brien"),
    "Łukasz Kaiser": ("Łukasz", "Kaiser"),
    "राम शर्मा": ("राम", "शर्मा"),
    "Kim Il-sung": ("Kim", "Il-sung"),
    "Ramesh V": ("Ramesh", "V"),
    "Wei Ai": ("Wei", "Ai"),
    "danah mary boyd": ("danah mary", "boyd"),
    'William "Bill" Gates': ('William "Bill"', "Gates"),
    "Charles (Chuck) Smith": ("Charles (Chuck)", "Smith"),
    "Ada Labov": ("Ada", "Labov"),
    "Ann Teamer": ("Ann", "Teamer"),
    # Words in lower case before it belong to it.
    "Michiel de Jong": ("Michiel", "de Jong"),
    "Rob van der Hoek": ("Rob", "van der Hoek"),
    "Gerard 't Hooft": ("Gerard", "'t Hooft"),
    "Robert of Chester": ("Robert", "of Chester"),
    "Charles de la Vallée Poussin": ("Charles", "de la Vallée Poussin"),
    "ludwig van beethoven": ("ludwig", "van beethoven"),
    "Adriaan van't Hoff": ("Adriaan", "van't Hoff"),
    "Gerard ‘t Hooft": ("Gerard", "‘t Hooft"),
    # So do capitalised particles.
    "Anna Van Berg": ("Anna", "Van Berg"),
    "Guy Van den Broeck": ("Guy", "Van den Broeck"),
    "Carlo C. Del Mundo": ("Carlo C.", "Del Mundo"),
    "Roberto Di Rosso": ("Roberto", "Di Rosso"),
    "Ana Da Silva": ("Ana", "Da Silva"),
    "Yann Le Noir": ("Yann", "Le Noir"),
    "Jo Du Bois": ("Jo", "Du Bois"),
    "Oisin Mac Verde": ("Oisin", "Mac Verde"),
    "Pat St. Clair": ("Pat", "St. Clair"),
    "Abdullah Al Mamun": ("Abdullah", "Al Mamun"),
    "Seán Ó Súilleabháin": ("Seán", "Ó Súilleabháin"),
    "Marwa El Halabi": ("Marwa", "El Halabi"),
    "Juan De la Cruz": ("Juan", "De la Cruz"),
    "Hans Op de Beeck": ("Hans", "Op de Beeck"),
    "Vincent Van't Hoff": ("Vincent", "Van't Hoff"),
    "Mohammed Bin Salman": ("Mohammed", "Bin Salman"),
    "Ahmed Abd El Rahman": ("Ahmed", "Abd El Rahman"),
    "Armen Der Kiureghian": ("Armen", "Der Kiureghian"),
    "Siobhán Nic Aoidh": ("Siobhán", "Nic Aoidh"),
    # A particle may be a given name.
    "Le Chen": ("Le", "Chen"),
    "Van Tran": ("Van", "Tran"),
    "Da Xu": ("Da", "Xu"),
    "Van Jacobson": ("Van", "Jacobson"),
    "Xuan Di Zhou": ("Xuan Di", "Zhou"),
    "Minh Le Tran": ("Minh Le", "Tran"),
    "Hong Van Le": ("Hong Van", "Le"),
    "Steven Wei Der Chien": ("Steven Wei Der", "Chien"),
    "Chong Bin Goh": ("Chong Bin", "Goh"),
    "Minh Le Trần": ("Minh Le", "Trần"),
    "Bao Di Đặng": ("Bao Di", "Đặng"),
    "Hoang Van Le": ("Hoang Van", "Le"),
    "Abdul Waheed": ("Abdul", "Waheed"),
    # Joined family names.
    "José Ortiz y Gasol": ("José", "Ortiz y Gasol"),
    "Maria Costa e Silva": ("Maria", "Costa e Silva"),
    "Jordi Puig i Cadafalch": ("Jordi", "Puig i Cadafalch"),
    # A word after a family name belongs to it.
    "Fernando Henrique Cardoso Filho": ("Fernando Henrique", "Cardoso Filho"),
    "João da Silva Júnior": ("João", "da Silva Júnior"),
    "Ana Junior": ("Ana", "Junior"),
    # Companies have names of people too.
    "Huawei Li": ("Huawei", "Li"),
    "Li, Huawei": ("Huawei", "Li"),
    "Kenneth T. Co": ("Kenneth T.", "Co"),
    # The entry states the family name.
    "Dao, Tri": ("Tri", "Dao"),
    "García Montes, Gabriel": ("Gabriel", "García Montes"),
    "Nguyen, Van An": ("Van An", "Nguyen"),
    "Kim, Il-sung": ("Il-sung", "Kim"),
    "van der Berg, Rob": ("Rob", "van der Berg"),
    "Berg, Rob van der": ("Rob van der", "Berg"),
    "Jones,Henry": ("Henry", "Jones"),
    "Lab, Ada": ("Ada", "Lab"),
    "Team, Ada": ("Ada", "Team"),
    "Jones, V": ("V", "Jones"),
    "V, Ramesh": ("Ramesh", "V"),
}
WITH_SUFFIX = {
    "Sammy Davis Jr.": ("Sammy", "Davis", "Jr."),
    "Sammy Davis Jr": ("Sammy", "Davis", "Jr"),
    "Robert de la Cruz III": ("Robert", "de la Cruz", "III"),
    "Ludwig van Beethoven III": ("Ludwig", "van Beethoven", "III"),
    "Henry Jones, Jr.": ("Henry", "Jones", "Jr."),
    "Henry Jones, V": ("Henry", "Jones", "V"),
    "Henry Jones, Ph.D.": ("Henry", "Jones", "Ph.D."),
    "Henry Jones, Jr., Ph.D.": ("Henry", "Jones", "Jr. Ph.D."),
    "Henry Jones Jr., PhD": ("Henry", "Jones", "Jr. PhD"),
    "Henry Jones, VIII": ("Henry", "Jones", "VIII"),
    "Henry Jones, 3rd": ("Henry", "Jones", "3rd"),
    "Henry Jones 2nd": ("Henry", "Jones", "2nd"),
    "Henry Jones, Junior": ("Henry", "Jones", "Junior"),
    "Henry Jones JR": ("Henry", "Jones", "JR"),
    "Jones, 3rd, Henry": ("Henry", "Jones", "3rd"),
    "Jones, Henry Jr., PhD": ("Henry", "Jones", "Jr. PhD"),
    "Martin Luther King, Jr.": ("Martin Luther", "King", "Jr."),
    "Jones, Jr., Henry": ("Henry", "Jones", "Jr."),
    "Jones, Henry, Jr.": ("Henry", "Jones", "Jr."),
    "Jones Jr., Henry": ("Henry", "Jones", "Jr."),
    "Jones, Henry III": ("Henry", "Jones", "III"),
    "de la Cruz, III, Robert": ("Robert", "de la Cruz", "III"),
}
GROUPS = [
    "Qwen Team", "Kimi Team", "GLM-4.5 Team", "Team GLM", "The Falcon Team", "Gemini Team Google",
    "Gemini Team, Google", "Mistral AI team", "LLM-Core Xiaomi", "Xiaomi LLM-Core", "DeepSeek-AI",
    "Google DeepMind", "ByteDance Seed", "NVIDIA", "OpenAI", "vLLM", "Meta AI", "Google Research",
    "Inception Labs", "the vLLM developers", "BigScience Workshop", "ETH Zürich", "Hugging Face",
    "Research and Development Team", "University of Washington", "Institut Teknologi Bandung",
    "University of California, Berkeley", "Meta Platforms, Inc", "Lab & Sons, Inc.", "Google, Inc.",
    "Llama Team, AI @ Meta", "Meta GenAI", "AllenAI", "01.AI", "SambaNova Systems", "LAION e.V.",
    "World Health Organization", "European Commission", "Ministry of Science", "清华大学",
    "Huawei Cloud", "Foo Trading Co.", "Huawei, Inc.",
]  # fmt: skip
WHOLE = [
    "Bayan", "O'Brien", "李明", "山田 太郎", "김 철수", "Rock AND Roll", "Bell and Howell",
    "A {B} C", "and", "Ada; Bo", "A, B, C, D", "Ada Bee,", ", Ada", "Ming Li (李明)", "Davis Jr.",
    "Jr.", "Ortega y Gasset", "tacit42", "e", "(x) y", "van Gogh", "van den Berg",
]  # fmt: skip


@pytest.mark.parametrize(("author", "parts"), SPLIT.items())
def test_a_person_has_a_family_name_and_a_given_name(author, parts):
    given_name, family = parts
    name = parse_name(author)
    assert name == Name(family, given_name)
    assert name.whole == f"{given_name} {family}"
    assert name.inverted == f"{family}, {given_name}"


@pytest.mark.parametrize(("author", "parts"), WITH_SUFFIX.items())
def test_a_suffix_is_a_part_of_its_own(author, parts):
    given_name, family, suffix = parts
    name = parse_name(author)
    assert name == Name(family, given_name, suffix)
    assert name.whole == f"{given_name} {family} {suffix}"
    assert name.inverted == f"{family}, {given_name}, {suffix}"


@pytest.mark.parametrize("author", GROUPS)
def test_a_group_is_one_name(author):
    name = parse_name(author)
    assert name == Name(author, is_group=True)
    assert name.whole == author
    assert name.inverted == author.replace(",", "")


@pytest.mark.parametrize("author", WHOLE)
def test_what_cannot_be_split_is_one_name(author):
    name = parse_name(author)
    assert name == Name(author)
    assert name.whole == author


@pytest.mark.parametrize("hyphen", "\u2010\u2011")
def test_every_hyphen_is_part_of_a_name(hyphen):
    """BibTeX has one hyphen only."""
    assert parse_name(f"Wei{hyphen}Lin Chiang") == Name("Chiang", f"Wei{hyphen}Lin")


def test_a_suffix_alone_is_no_given_name():
    assert parse_name("Jones, Jr.") == Name("Jones Jr.")


def test_a_family_name_in_an_east_asian_script_comes_first():
    assert parse_name("山田, 太郎") == Name("山田", "太郎")
    assert parse_name("山田, 太郎").whole == "山田 太郎"


@pytest.mark.parametrize("author", ["Nguyen Van An", "Nguyễn Văn An", "Tran Thi Minh Khai"])
def test_a_name_in_the_order_of_vietnam_begins_with_the_family_name(author):
    family, _, given_name = author.partition(" ")
    name = parse_name(author)
    assert name == Name(family, given_name, begins_with_family=True)
    assert name.whole == author
    assert name.inverted == f"{family}, {given_name}"


@given(people | groups)
def test_no_word_of_a_name_is_lost(author):
    name = parse_name(author)
    words = author.replace(",", " ").split() if name.given else author.split()
    assert sorted(name.whole.split()) == sorted(words)
    assert name.family
    assert "," in author or name.whole == author


def test_readers_see_the_given_name_first():
    item = paper(authors=["García Montes, Gabriel", "Henry Jones, Jr.", "Lab, Inc.", "et al."])
    assert item.known_authors == ("Gabriel García Montes", "Henry Jones Jr.", "Lab, Inc.")
    assert item.shown_authors == (*item.known_authors, "et al.")
    assert item.authors[0] == "García Montes, Gabriel"
