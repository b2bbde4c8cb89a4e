"""Mails as they arrive: inside each other, without a character set, with quoted mails, signatures and notices."""
# ruff: noqa: E501  headers of mails stand in one line

import pytest

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes

HEAD = "From: a@example.org\r\nSubject: Storm damage\r\nMIME-Version: 1.0\r\n"


def read(data: bytes):
    return load_bytes(data, "a.eml")


def said(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks if not block.level]


def plain(text: str) -> bytes:
    return f"{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}".encode()


def html(body: str) -> bytes:
    return f"{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{body}</body></html>".encode()


def multipart(*parts: str, kind: str = "mixed") -> bytes:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f"{HEAD}Content-Type: multipart/{kind}; boundary=b\r\n\r\n{body}--b--\r\n".encode()


INNER = "Subject: Rules\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Covered from wind force <b>8</b> on.</p>"


def test_mails_inside_mails_are_read_under_their_subjects():
    middle = f'Subject: Fwd: Rules\r\nContent-Type: multipart/mixed; boundary="i"\r\n\r\n--i\r\n\r\nSee attached.\r\n--i\r\nContent-Type: message/rfc822\r\n\r\n{INNER}\r\n--i--'
    document = read(multipart("\r\nPlease see below.", f"Content-Type: message/rfc822\r\n\r\n{middle}"))
    assert [(block.text, block.level) for block in document.blocks] == [
        ("Storm damage", 1),
        ("Please see below.", 0),
        ("Fwd: Rules", 2),
        ("See attached.", 0),
        ("Rules", 3),
        ("Covered from wind force 8 on.", 0),
    ]
    assert document.problems == ()


@pytest.mark.parametrize(
    "part",
    [
        f"Content-Type: application/octet-stream; name=rules.eml\r\n\r\n{INNER}",
        f"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=rules.eml\r\n\r\n{INNER}",
        f"Content-Type: message/rfc822\r\n\r\n{INNER}",
    ],
)
def test_a_mail_attached_in_any_way_is_read(part):
    assert said(multipart("\r\nSee attached.", part)) == ["See attached.", "Covered from wind force 8 on."]


def test_a_digest_is_read():
    assert said(multipart(f"\r\n{INNER}", kind="digest")) == ["Covered from wind force 8 on."]


def test_mails_inside_mails_without_end_are_no_problem():
    nested = "Content-Type: message/rfc822\r\n\r\n" * 60 + INNER
    document = read(multipart("\r\nOuter text.", nested))
    assert document.blocks[-1].text == "Outer text."
    assert document.problems == ("1 attachment is not indexed: message/rfc822",)


def test_winmail_dat_is_refused_by_that_name():
    part = 'Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgAA'
    with pytest.raises(UnreadableFileError, match=r"winmail\.dat"):
        read(multipart(part))
    document = read(multipart("\r\nSee attached.", part))
    assert document.problems == ("1 attachment is not indexed: winmail.dat",)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("iso2022_jp", "返品は三十日以内です。"),
        ("iso2022_kr", "반품은 삼십 일 이내입니다."),
        ("hz", "退货期限为三十天。"),
    ],
)
@pytest.mark.parametrize(
    "declared", ["", "Content-Type: text/plain; charset=us-ascii\r\n", "Content-Type: text/plain\r\n"]
)
def test_seven_bit_text_is_recognised_without_its_character_set(codec, text, declared):
    assert said(f"{HEAD}{declared}\r\n".encode() + text.encode(codec)) == [text]


def test_a_guess_is_said():
    document = read(f"{HEAD}\r\n".encode() + "Grüße aus Wien".encode("cp1252"))
    assert document.blocks[-1].text == "Grüße aus Wien"
    assert document.problems == ("the message does not say its character set; read as Windows-1252 (Western European)",)


@pytest.mark.parametrize(
    "part", ["\r\nImplied text.", "Implied text.", "Content-Type: text/enriched\r\n\r\n<bold>Implied</bold> text."]
)
def test_parts_without_headers_and_enriched_text_are_read(part):
    assert said(multipart(part)) == ["Implied text."]


def test_names_of_header_fields_may_stand_apart_from_their_colon():
    document = read(b"From  : a@example.org\r\nSubject     : Hello\r\n\r\nThe ratio : 3 to 1.\r\nRatio  : 4.")
    assert document.text == "Hello\n\nThe ratio : 3 to 1. Ratio : 4."


def test_a_mail_of_a_subject_alone_is_read_as_that():
    document = read(f"{HEAD}\r\n".encode())
    assert [block.text for block in document.blocks] == ["Storm damage"]
    assert document.problems == ("the message has no text beside its subject",)


OUTLOOK = {
    "English": "From: Shop <shop@example.org>\nSent: Tuesday, March 3, 2026 14:05\nTo: Kim\nSubject: Your order",
    "Danish": "Fra: Butik <shop@example.org>\nSendt: 3. marts 2026 14:05\nTil: Kim\nEmne: Din ordre",
    "German": "Von: Laden <shop@example.org>\nGesendet: Dienstag, 3. März 2026 14:05\nAn: Kim\nBetreff: Ihre Bestellung",
    "French": "De : Boutique <shop@example.org>\nEnvoyé : mardi 3 mars 2026 14:05\nÀ : Kim\nObjet : Votre commande",
    "Spanish": "De: Tienda <shop@example.org>\nEnviado el: martes, 3 de marzo de 2026 14:05\nPara: Kim\nAsunto: Su pedido",
    "Dutch": "Van: Winkel <shop@example.org>\nVerzonden: dinsdag 3 maart 2026 14:05\nAan: Kim\nOnderwerp: Uw bestelling",
    "Italian": "Da: Negozio <shop@example.org>\nInviato: martedì 3 marzo 2026 14:05\nA: Kim\nOggetto: Il suo ordine",
    "Polish": "Od: Sklep <shop@example.org>\nWysłano: wtorek, 3 marca 2026 14:05\nDo: Kim\nTemat: Zamówienie",
    "Portuguese": "De: Loja <shop@example.org>\nEnviado: 3 de março de 2026 14:05\nPara: Kim\nAssunto: O seu pedido",
    "Swedish": "Från: Butik <shop@example.org>\nSkickat: den 3 mars 2026 14:05\nTill: Kim\nÄmne: Din beställning",
}
WROTE = {
    "English": "On Tue, Mar 3, 2026 at 2:05 PM Shop <shop@example.org> wrote:",
    "Danish": "Den tir. 3. mar. 2026 kl. 14.05 skrev Butik <shop@example.org>:",
    "German": "Am Di., 3. März 2026 um 14:05 Uhr schrieb Laden <shop@example.org>:",
    "French": "Le mar. 3 mars 2026 à 14:05, Boutique <shop@example.org> a écrit :",
    "Spanish": "El mar, 3 mar 2026 a las 14:05, Tienda (<shop@example.org>) escribió:",
    "Dutch": "Op di 3 mrt 2026 om 14:05 schreef Winkel <shop@example.org>:",
    "Italian": "Il giorno mar 3 mar 2026 alle ore 14:05 Negozio <shop@example.org> ha scritto:",
    "Polish": "wt., 3 mar 2026 o 14:05 Sklep <shop@example.org> napisał(a):",
    "Portuguese": "Em ter., 3 de mar. de 2026 às 14:05, Loja <shop@example.org> escreveu:",
    "Swedish": "Den tis 3 mars 2026 kl 14:05 skrev Butik <shop@example.org>:",
}


@pytest.mark.parametrize("header", [*OUTLOOK.values(), *WROTE.values()], ids=[*OUTLOOK, *WROTE])
def test_mails_quoted_below_are_told_from_what_is_written(header):
    assert said(plain(f"My crate is broken.\n\n{header}\n\nWe shipped it today.\n")) == [
        "My crate is broken.",
        "> We shipped it today.",
    ]


@pytest.mark.parametrize("header", WROTE.values(), ids=WROTE)
def test_lines_that_are_marked_are_quoted_once(header):
    assert said(plain(f"My crate is broken.\n\n{header}\n> We shipped it today.\n")) == [
        "My crate is broken.",
        "> We shipped it today.",
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<p>Mine.</p><div class="gmail_quote"><div>Am 3. März schrieb X:</div><blockquote><p>Theirs.</p></blockquote></div>',
        '<p>Mine.</p><blockquote type="cite"><p>Theirs.</p></blockquote>',
        '<p>Mine.</p><hr><div id="divRplyFwdMsg"><b>Von:</b> X</div><p>Theirs.</p>',
        "<p>Mine.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>Fra: X</p></div><p>Theirs.</p>",
        '<p>Mine.</p><div class="yahoo_quoted"><p>Theirs.</p></div>',
    ],
)
def test_quotes_of_html_mails_are_marked(body):
    texts = said(html(body))
    assert texts[0] == "Mine."
    assert texts[-1] == "> Theirs."


def test_words_below_a_quote_are_own_words_again():
    assert said(html('<blockquote type="cite"><p>Theirs.</p></blockquote><p>Mine.</p>')) == ["> Theirs.", "Mine."]


@pytest.mark.parametrize(
    "line",
    ["Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Inviato da iPhone",
     "Verzonden vanaf mijn iPhone", "Sendt fra min iPhone", "Skickat från min iPhone", "Wysłane z iPhone'a", "Enviado do meu iPhone",
     "-- \nAda\nShop GmbH", "--\nAda\nShop GmbH"],
)  # fmt: skip
def test_signatures_are_left_out(line):
    assert said(plain(f"My crate is broken.\n\n{line}\n")) == ["My crate is broken."]


@pytest.mark.parametrize(
    "notice",
    [
        "This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, delete it.",
        "Diese E-Mail enthält vertrauliche Informationen und ist nur für den Empfänger bestimmt.",
        "Ce message est confidentiel et destiné exclusivement à son destinataire.",
        "Este mensaje es confidencial y está dirigido exclusivamente a su destinatario.",
        "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
        "Questo messaggio è riservato e destinato esclusivamente al destinatario.",
        "Denne e-mail er fortrolig og kun beregnet for modtageren.",
        "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Detta e-postmeddelande skall raderas.",
        "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata.",
        "Esta mensagem é confidencial e destina-se apenas ao destinatário.",
    ],
)
def test_notices_of_confidentiality_are_left_out(notice):
    assert said(plain(f"My crate is broken.\n\n{notice}\n")) == ["My crate is broken."]
    assert said(html(f"<p>My crate is broken.</p><p>{notice}</p>")) == ["My crate is broken."]


def test_a_rule_about_confidential_data_stays():
    text = "Confidential documents are kept for ten years."
    assert said(plain(text)) == [text]
