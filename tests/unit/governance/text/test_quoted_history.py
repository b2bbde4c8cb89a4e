"""What a customer writes now is told from the mails quoted with it, in the languages and programs of mails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.text.quoted_history import thread_of, without_history

OWN = "Hi,\n\nCan I still change the delivery address?\n\nBest regards\nMette"
OLD = "I cannot sign in any more, my account was hacked. How do I reset my password?"
BLOCKS = {
    "en": ("From", "Sent", "To", "Subject"),
    "da": ("Fra", "Sendt", "Til", "Emne"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado el", "Para", "Asunto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "pl": ("Od", "Wysłano", "Do", "Temat"),
    "pt": ("De", "Enviada", "Para", "Assunto"),
    "sv": ("Från", "Skickat", "Till", "Ämne"),
    "no": ("Fra", "Sendt", "Til", "Emne"),
}
ATTRIBUTIONS = (
    "On Tue, Mar 3, 2026 at 10:12 AM Larkfield Support <help@larkfield.example> wrote:",
    "On Tue, Mar 3, 2026 at 10:12 AM Larkfield Support\n<help@larkfield.example> wrote:",
    "Larkfield wrote on 03/03/26 10:12:",
    "Den tirs. 3. mar. 2026 kl. 10.12 skrev Larkfield <help@larkfield.example>:",
    "Am 03.03.26 um 10:12 schrieb Larkfield Support:",
    "Am Di., 3. März 2026 um 10:12 Uhr schrieb Larkfield <help@larkfield.example>:",
    "Le mar. 3 mars 2026 à 10:12, Larkfield <help@larkfield.example> a écrit :",
    "El mar, 3 mar 2026 a las 10:12, Larkfield (<help@larkfield.example>) escribió:",
    "Il giorno mar 3 mar 2026 alle ore 10:12 Larkfield <help@larkfield.example> ha scritto:",
    "Op di 3 mrt 2026 om 10:12 schreef Larkfield <help@larkfield.example>:",
    "Em ter., 3 de mar. de 2026 às 10:12, Larkfield <help@larkfield.example> escreveu:",
    "wt., 3 mar 2026 o 10:12 Larkfield <help@larkfield.example> napisał(a):",
    "út 3. 3. 2026 v 10:12 odesílatel Larkfield <help@larkfield.example> napsal:",
    "Den tis 3 mars 2026 kl 10:12 skrev Larkfield <help@larkfield.example>:",
)


def block(labels, subject="SV: Password", mark=""):
    values = ("Larkfield <help@larkfield.example>", "3 March 2026 10:12", "Mette", subject)
    return "\n".join(f"{mark}{label}:{mark} {value}" for label, value in zip(labels, values, strict=True))


QUOTED_ATTRIBUTIONS = (
    "On 3 Mar 2026, at 10:12, Larkfield <help@larkfield.example> wrote:",
    "Am 03.03.2026 um 10:12 schrieb Larkfield <help@larkfield.example>:",
    "Le 3 mars 2026 à 10:12, Larkfield <help@larkfield.example> a écrit :",
    "El 3 mar 2026, a las 10:12, Larkfield <help@larkfield.example> escribió:",
    "Il giorno 3 mar 2026, alle ore 10:12, Larkfield <help@larkfield.example> ha scritto:",
    "Op 3 mrt 2026 om 10:12 heeft Larkfield <help@larkfield.example> het volgende geschreven:",
    "No dia 3 de mar. de 2026, às 10:12, Larkfield <help@larkfield.example> escreveu:",
    "Wiadomość napisana przez Larkfield <help@larkfield.example> w dniu 03.03.2026, o godz. 10:12:",
    "3 mars 2026 kl. 10:12 skrev Larkfield <help@larkfield.example>:",
    "Den 3. mar. 2026 kl. 10.12 skrev Larkfield <help@larkfield.example>:",
)


@pytest.mark.parametrize("labels", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("lead", ["", "________________________________\n", "-----Original Message-----\n"])
def test_outlooks_blocks_end_what_is_written_now(labels, lead):
    left = without_history(f"{OWN}\n\n{lead}{block(labels)}\n\n{OLD}\n")
    assert left.strip("_ \n") == OWN


def test_headers_may_be_bold():
    assert without_history(f"{OWN}\n\n{block(BLOCKS['en'], mark='**')}\n\n{OLD}") == OWN


@pytest.mark.parametrize("line", ATTRIBUTIONS)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_who_wrote_what_follows_ends_what_is_written_now(line, mark):
    assert without_history(f"{OWN}\n\n{line}\n\n{mark}{OLD}\n") == OWN


@pytest.mark.parametrize(
    "text",
    [
        OWN,
        f"{ATTRIBUTIONS[0]}\n> {OLD}\n\n{OWN}",
        f"Can I still change it?\n\n{ATTRIBUTIONS[0]}\n> {OLD}\n\nIt is the same lamp as in the other order.",
        f"What do I answer to the exchange underneath?\n\n{block(BLOCKS['en'])}\n\n{OLD}",
        f"> {OLD}\n\n{OWN}\n\n{ATTRIBUTIONS[1]}\n> x",
        f"Yes, please.\n\n{ATTRIBUTIONS[0]}\n> {OLD}",
        f"Is this from you? I did not order it.\n\n-------- Forwarded message ---------\n{block(BLOCKS['en'])}\n{OLD}",
        f"Is this mail from you? I did not order a lamp.\n\n{block(BLOCKS['da'], 'VS: Password')}\n\n{OLD}",
        f"{block(BLOCKS['en'])}\n\n{OLD}",
        "From: Berlin\nI want to travel by train, can I change the seat?",
        "Am Montag schrieb ich schon: Der Kessel ist kaputt.\nWas nun?",
        "On Monday the driver wrote:\nNobody at home. But I was at home all day.",
    ],
)
def test_what_is_no_history_or_all_there_is_stays(text):
    assert without_history(text) == text


@pytest.mark.parametrize("line", QUOTED_ATTRIBUTIONS)
def test_who_wrote_may_stand_in_the_quote_itself(line):
    assert without_history(f"{OWN}\n\n> {line}\n> \n> {OLD}\n") == OWN
    below = "No, it was the red one, and the box was open when it came."
    answered = f"{OWN}\n\n> {line}\n> \n> {OLD}\n{below}\n"
    assert without_history(answered) == answered


def test_portuguese_thunderbird_begins_with_the_time():
    assert without_history(f"{OWN}\n\nÀs 10:12 de 03/03/2026, Larkfield escreveu:\n> {OLD}\n") == OWN


@given(
    st.lists(st.sampled_from([OWN, OLD, "> x", "\n", block(BLOCKS["de"]), *ATTRIBUTIONS]), max_size=6).map("\n".join)
)
def test_nothing_is_made_up(text):
    left = without_history(text)
    assert left in text
    assert left.strip() or not text.strip()


def test_a_thread_is_read_with_its_sides_and_without_quote_marks():
    text = (
        "The label does not open.\n\nOn 2026-11-18 10:20, an agent wrote:\n> I attach it.\n> Mia\n\n"
        "On 2026-11-17 19:02, the customer wrote:\n> Can I return it?\n\n"
        "----- Original Message -----\nFrom: an agent\n> Welcome."
    )
    found = [(one.side, one.text) for one in thread_of(text)]
    assert found == [
        ("customer", "The label does not open."),
        ("agent", "I attach it.\nMia"),
        ("customer", "Can I return it?"),
        ("agent", "Welcome."),
    ]


def test_quotes_inside_quotes_are_messages_and_people_have_no_side():
    text = (
        "Any news?\n\nOn Mon, 2 Mar 2026 at 10:20, Ann <ann@x.example> wrote:\n> We look into it.\n>\n"
        "> On Sun, 1 Mar 2026 at 09:00, Bob <bob@y.example> wrote:\n> > It is broken."
    )
    assert [(one.side, one.text) for one in thread_of(text)] == [
        ("customer", "Any news?"),
        ("", "We look into it."),
        ("", "It is broken."),
    ]
    assert [one.text for one in thread_of("No quote.\n> but a mark")] == ["No quote.\n> but a mark"]
