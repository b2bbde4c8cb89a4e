"""Names of persons in other scripts than Latin, and words in these scripts that are none."""

import pytest

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.find import find_personal
from citewell.governance.personal.script_names import find_script_names


def names(text):
    return [text[span.start : span.end] for span in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I am Ελένη Παπαδάκη. The bill is for Ольга Кузнецова, the parcel for محمد العتيبي. My wife: 山田花子.",
            ["Ελένη Παπαδάκη", "Ольга Кузнецова", "محمد العتيبي", "山田花子"],
        ),
        (
            "Change the contact to Дмитрий Соколов and 김민준.\nBest regards,\n王小明",
            ["Дмитрий Соколов", "김민준", "王小明"],
        ),
        ("Send it to שרה כהן or 佐藤 健, and 李娜 too. The guest is 陈伟.", ["שרה כהן", "佐藤 健", "李娜", "陈伟"]),
        ("My name is สมชาย ใจดี and my wife is गौरी शर्मा.", ["สมชาย ใจดี", "गौरी शर्मा"]),
        ("Mein Name ist Юлія Шевченко, meine Frau Νίκη.", ["Юлія Шевченко", "Νίκη"]),
        (
            "Здравствуйте! Меня зовут Ольга Кузнецова, я заказала чайник. Когда придёт?\nС уважением, Ольга",
            ["Ольга Кузнецова", "Ольга"],
        ),
        (
            "Посылка для Ольги Петровны Кузнецовой.\nСпасибо,\nИванов А. Б.",
            ["Ольги Петровны Кузнецовой", "Иванов А. Б."],
        ),
        ("Γεια σας, με λένε Γιώργος Παπαδόπουλος. Ευχαριστώ,\nΜαρία", ["Γιώργος Παπαδόπουλος", "Μαρία"]),
        ("您好，我叫王小明，订单没有到。李女士让我联系你们。", ["王小明", "李"]),
        ("山田花子と申します。鈴木様にお伝えください。担当の佐藤健太さん。", ["山田花子", "鈴木", "佐藤健太"]),
        ("안녕하세요, 제 이름은 김민수입니다. 박지훈 씨에게 보냈습니다.", ["김민수", "박지훈"]),
        ("שלום, שמי שרה כהן. מתי תגיע החבילה?\nתודה, דוד", ["שרה כהן", "דוד"]),
        ("مرحبا، اسمي أحمد حسن. أرسلتها لمحمد بن سلمان", ["أحمد حسن", "محمد بن سلمان"]),
    ],
)
def test_names_are_found_in_any_script(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The display says 設定 and then Ошибка подключения.",
        "Press Панель Управления or 「電源」 or the button 高级设置.",
        "The manual is in Ελληνικά, 中文, 日本語 and 한국어.",
        "The 안녕하세요 page, שלום רבה and شكرا جزيلا.",
        "Где мой заказ? Служба поддержки не отвечает. Красная Площадь.",
        "Πού είναι η παραγγελία μου; Δεν μπορώ να συνδεθώ.",
        "我是老客户，请问什么时候发货？高级会员可以退款吗？",
        "原因は何ですか。山口県の東京都行き。お客様各位",
        "고객님, 이메일은 언제 오나요? 주인님",
        "متى يصل طلبي؟ أريد استرداد المبلغ",
        "מתי תגיע החבילה שלי? אני רוצה החזר",
        "ordinary text",
        "",
    ],
)
def test_other_words_in_these_scripts_are_no_names(text):
    assert names(text) == []


def test_guesses_of_the_model_in_scripts_that_it_never_learned_are_left_out():
    text = "Здравствуйте, я заказала чайник 3 марта, карта 4012888888881881"
    guesses = [PersonalSpan(0, 12, "PERSON", 0.9), PersonalSpan(14, 39, "ADDRESS", 1.0)]
    assert [span.type for span in find_personal(text, guesses)] == ["CARD"]


def test_a_capital_is_worth_a_guess_between_latin_letters():
    text = "Please ask Παπαδάκη, not the one of the month."
    assert [(s.start, s.end) for s in find_personal(text, [PersonalSpan(11, 19, "PERSON", 0.9)])] == [(11, 19)]
    assert find_personal("Press the button Ошибка", [PersonalSpan(17, 23, "PERSON", 0.9)]) == []


@pytest.mark.parametrize(
    "street", ["Λεωφ. Ηρώων Πολυτεχνείου 19", "Μεγάλη Άμμος 184", "43 Ρήγα Φεραίου", "ул. Ивана Франко", "улица Ленина"]
)
def test_a_street_is_an_address_where_the_model_finds_one(street):
    text = f"Please send it to my place at {street}, thank you."
    span = PersonalSpan(text.index(street), text.index(street) + len(street), "ADDRESS", 0.9)
    assert find_personal(text, [span]) == [span]


def test_a_name_that_the_model_found_in_part_is_masked_whole():
    text = "It is for Ольга Кузнецова."
    assert [(s.start, s.end) for s in find_personal(text, [PersonalSpan(16, 25, "PERSON", 0.99)])] == [(10, 25)]


@pytest.mark.parametrize("unit", ["Ольга ", "Ab ", "محمد ", "山田", "김", "а", "Μαρία-", "李 "])
def test_spans_lie_in_long_texts(unit):
    text = "My name is " + unit * 300
    assert all(0 <= span.start < span.end <= len(text) for span in find_script_names(text))
