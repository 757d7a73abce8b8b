"""The issuer hears what was done, with the code of its appeal; and many such reports add up."""

import json
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.model.appeal import Appeal, Issuer
from letterkit.model.finding import Reading

Letterkit = Callable[..., Result]
CODE = "CHN 002 / 0505 / OBS 028"


@pytest.fixture
def done(letterkit: Letterkit, ada: None, seed: Path, tmp_path: Path) -> Path:
    """The seed's letters of two senders: one posted, one faxed and answered. Gives the folder to write into."""
    other = tmp_path / "ben.toml"
    other.write_text('name = "Ben Beispiel"\ncountry = "DE"\n', encoding="utf-8")
    for sender in ("me", str(other)):
        made = letterkit("write", seed, "--as", sender, "-o", tmp_path / "letters", "--format", "text", "--yes")
        assert made.exit_code == 0, made.stderr
    ben = ("--as", other)
    letterkit("mark", seed, "minister-of-justice", "--sent", "post", "--date", "2026-09-01", "--as", "me")
    letterkit("mark", seed, "ambassadeur", "--sent", "fax", "--date", "2026-09-03", *ben)
    letterkit("mark", seed, "ambassadeur", "--answered", "--date", "2026-10-01", *ben)
    return tmp_path


def report(letterkit: Letterkit, seed: Path, folder: Path, *words: str) -> str:
    made = letterkit("report", seed, "-o", folder / "report.txt", "--date", "2026-11-01", *words)
    assert made.exit_code == 0, made.stderr
    return " ".join((folder / "report.txt").read_text(encoding="utf-8").split())


def test_the_report_quotes_the_code_and_has_the_right_counts(letterkit: Letterkit, done: Path, seed: Path) -> None:
    text = report(letterkit, seed, done)
    assert f"Report on your appeal {CODE}" in text
    assert "People who wrote: 2. Letters sent: 2 (1 September 2026 – 3 September 2026). Answers received: 1." in text
    assert "Minister of Justice of the People’s Republic of China, Sifabu – by post: 1" in text
    assert "by fax: 1; answers: 1" in text


def test_nobody_is_named_unasked_but_the_one_who_reports(letterkit: Letterkit, done: Path, seed: Path) -> None:
    letterkit("me", "--profile", "ben", "--name", "Ben Beispiel", "--country", "DE")
    assert "Beispiel" not in report(letterkit, seed, done)
    assert "want to be named: Ada Muster and Ben Beispiel." in report(letterkit, seed, done, "--names")


def test_the_same_account_lies_beside_it_for_a_machine(letterkit: Letterkit, done: Path, seed: Path) -> None:
    report(letterkit, seed, done)
    account = json.loads((done / "report.json").read_text(encoding="utf-8"))
    assert (account["appeal"]["code"], account["senders"], account["names"]) == (CODE, 2, [])
    assert [(one["addressee"], one["channel"], one["answered"]) for one in account["done"]] == [
        ("minister-of-justice", "post", 0),
        ("ambassadeur", "fax", 1),
    ]
    assert "muster" not in json.dumps(account).lower()


def test_the_report_is_in_the_appeals_language(letterkit: Letterkit, ada: None, appeal: Appeal, tmp_path: Path) -> None:
    french = appeal.model_copy(update={"language": "fr", "issuers": (appeal.issuers[0],)})
    file = tmp_path / "appel.yaml"
    file.write_text(appeal_file_text(Reading(french, (), {}), "un texte"), encoding="utf-8")
    letterkit("mark", file, "ambassadeur", "--sent", "post", "--date", "2026-05-01")
    made = letterkit("report", file, "-o", tmp_path / "report.txt")
    assert made.exit_code == 0, made.stderr
    text = " ".join((tmp_path / "report.txt").read_text(encoding="utf-8").split())
    assert "Lettres envoyées : 1 (1er mai 2026)." in text


def test_the_report_as_a_letter_is_a_pdf_like_any_other(letterkit: Letterkit, done: Path, seed: Path) -> None:
    made = letterkit("report", seed, "-o", done / "report.pdf")
    assert made.exit_code == 0, made.stderr
    assert (done / "report.pdf").read_bytes().startswith(b"%PDF")


def reachable(appeal: Appeal, file: Path, **ways: tuple[str, ...]) -> Path:
    """The appeal with these ways to its issuer."""
    issuer = Issuer.model_validate({"name": "Committee of Examples", **ways})
    told = appeal.model_copy(update={"issuers": (issuer,)})
    file.write_text(appeal_file_text(Reading(told, (), {}), "a text"), encoding="utf-8")
    return file


def test_the_report_is_an_e_mail_to_the_issuer_with_the_account_attached(
    letterkit: Letterkit, ada: None, appeal: Appeal, tmp_path: Path
) -> None:
    file = reachable(appeal, tmp_path / "appeal.yaml", emails=("appeals@example.org", "office@example.org"))
    letterkit("mark", file, "ambassadeur", "--sent", "post", "--date", "2026-10-02")
    made = letterkit("report", file, "-o", tmp_path / "report.eml", "--date", "2026-11-01")
    assert made.exit_code == 0, made.stderr
    data = (tmp_path / "report.eml").read_bytes()
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert (message["X-Unsent"], message["Date"], message["Message-ID"], message["From"]) == ("1", None, None, None)
    assert str(message["To"]) == "Committee of Examples <appeals@example.org>"
    assert message["Subject"] == "Report on your appeal XYZ 001 / 0926"
    body = message.get_body(("plain",))
    assert body is not None
    assert "Letters sent: 1 (2 October 2026)" in body.get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "report.json"
    assert attached.get_content() == (tmp_path / "report.json").read_bytes()
    letterkit("report", file, "-o", tmp_path / "again" / "report.eml", "--date", "2026-11-01")
    assert (tmp_path / "again" / "report.eml").read_bytes() == data


def test_unasked_it_is_an_e_mail_where_the_issuer_has_an_address_and_a_text_always(
    letterkit: Letterkit, ada: None, appeal: Appeal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = reachable(appeal, tmp_path / "appeal.yaml", emails=("appeals@example.org",))
    letterkit("mark", file, "ambassadeur", "--sent", "post")
    endings = [Path(line).name for line in letterkit("report", file).stdout.splitlines()]
    assert endings == ["report.eml", "report.txt", "report.json"]
    reachable(appeal, file, faxes=("+41227330000",))
    endings = [Path(line).name for line in letterkit("report", file).stdout.splitlines()]
    assert endings == ["report.txt", "report.json"]


@pytest.mark.parametrize(("form", "missing"), [("eml", "`emails:`"), ("fax", "`faxes:`")])
def test_a_way_that_the_appeal_does_not_give_says_what_is_missing_and_writes_nothing(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path, form: str, missing: str
) -> None:
    letterkit("mark", appeal_file, "ambassadeur", "--sent", "post")
    made = letterkit("report", appeal_file, "--format", f"text,{form}", "-o", tmp_path / "out" / "report.txt")
    assert (made.exit_code, f"add {missing} under `issuers:`" in made.stderr) == (1, True), made.stderr
    assert not (tmp_path / "out").exists()


def test_the_report_goes_by_fax_as_any_letter_does_and_is_no_letter_in_the_ledger(
    letterkit: Letterkit, done: Path, seed: Path
) -> None:
    before = letterkit("ledger", "--json").stdout
    made = letterkit("report", seed, "--format", "fax", "-o", done / "report.txt")
    assert made.exit_code == 0, made.stderr
    folder = done / "report-fax"
    row = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["faxes"][0]
    assert (row["fax_e164"], row["cover"], row["subject"]) == ("+41228094929", True, f"Report on your appeal {CODE}")
    assert {file.suffix for file in folder.iterdir()} == {".tif", ".pdf", ".csv", ".json", ".sh"}
    assert letterkit("check", folder / row["file"]).exit_code == 0
    assert letterkit("ledger", "--json").stdout == before


def test_members_of_a_list_are_named_by_it_and_who_is_not_known_is_said(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path
) -> None:
    members = tmp_path / "members.csv"
    members.write_text("id,name,country\n7,Bea Weber,CH\n8,Bea Weber,CH\n9,Carl Weber,DE\n", encoding="utf-8")
    listed = ("--senders", members)
    letterkit("write", appeal_file, *listed, "-o", tmp_path / "letters", "--format", "text")
    letterkit("mark", appeal_file, "--all", "--sent", "post")
    words = ("report", appeal_file, "-o", tmp_path / "report.txt", "--names")
    said = letterkit(*words).stderr
    assert "3 senders are not named, for want of a profile: bea-weber-7, bea-weber-8, carl-weber-9" in said
    assert letterkit(*words, *listed).exit_code == 0
    text = " ".join((tmp_path / "report.txt").read_text(encoding="utf-8").split())
    assert "want to be named: Bea Weber, Bea Weber and Carl Weber." in text
    assert letterkit("report", appeal_file, *listed).exit_code == 2


def test_without_a_letter_that_left_there_is_nothing_to_report(
    letterkit: Letterkit, ada: None, appeal_file: Path
) -> None:
    made = letterkit("report", appeal_file)
    assert made.exit_code == 1
    assert "no letter is noted\n  → letterkit mark xyz-001-0926 --all --sent post" in made.stderr


def test_an_appeal_that_says_no_contact_is_told_what_is_missing(
    letterkit: Letterkit, ada: None, appeal: Appeal, tmp_path: Path
) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_text(
        appeal_file_text(Reading(appeal.model_copy(update={"issuers": ()}), (), {}), "a text"), encoding="utf-8"
    )
    made = letterkit("report", file)
    assert (made.exit_code, "names no issuer" in made.stderr, "`issuers:`" in made.stderr) == (1, True, True)


def account(number: int, **more: object) -> dict[str, object]:
    one = {
        **{"addressee": "minister", "who": "Minister", "channel": "post" if number % 2 else "fax"},
        **{"letters": number, "senders": number, "first": "2026-09-01", "last": "2026-09-02", "answered": 1},
    }
    known = {"source": f"ledger-{number}", "on": "2026-10-01", "language": "en", "senders": number, "done": [one]}
    return {**known, "appeal": {"key": "xyz", "code": "XYZ"}, "country": "CH" if number <= 10 else "FR", **more}


def written(folder: Path, name: str, value: object) -> Path:
    file = folder / name
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def test_forty_reports_add_up(letterkit: Letterkit, tmp_path: Path) -> None:
    files = [written(tmp_path, f"{number}.json", account(number)) for number in range(1, 41)]
    total = json.loads(letterkit("report", "--merge", *files, "--json").stdout)
    assert (total["accounts"], total["letters"], total["senders"], total["answered"]) == (40, 820, 820, 40)
    assert total["channels"] == {"fax": 420, "post": 400}
    assert total["countries"] == {"FR": 765, "CH": 55}
    assert [(one["addressee"], one["letters"]) for one in total["addressees"]] == [("minister", 820)]


def test_of_two_reports_out_of_one_ledger_the_later_counts_alone(letterkit: Letterkit, tmp_path: Path) -> None:
    early = written(tmp_path, "early.json", account(3))
    late = written(tmp_path, "late.json", account(5, source="ledger-3", on="2026-11-01"))
    made = letterkit("report", "--merge", late, early, "--json")
    assert json.loads(made.stdout)["letters"] == 5
    assert f"{early} and {late} are out of one ledger: only {late} counts" in made.stderr


def test_reports_that_can_not_be_added_up_are_all_named(letterkit: Letterkit, tmp_path: Path) -> None:
    good = written(tmp_path, "good.json", account(1))
    other = written(tmp_path, "other.json", account(1, appeal={"key": "abc"}))
    broken = written(tmp_path, "broken.json", account(1, senders=0))
    made = letterkit("report", "--merge", good, broken, tmp_path / "none.json")
    assert made.exit_code == 1
    assert all(str(tmp_path / name) in made.stderr for name in ("broken.json, senders", "none.json"))
    assert f"{other}: this report is not of the appeal xyz" in letterkit("report", "--merge", good, other).stderr


def test_a_follow_up_names_the_day_of_the_first_letter_and_goes_to_nobody_else(
    letterkit: Letterkit, done: Path, seed: Path
) -> None:
    made = letterkit("follow-up", seed, "-o", done, "--format", "text", "--date", "2026-11-20")
    assert "5 planned: 1 written, 4 skipped, 0 rejected" in made.stderr
    assert "On each letter stand your name and your postal address" in made.stderr
    assert "Mind: the appeal is" in made.stderr
    (file,) = done.glob("chn-*/follow-up-2026-11-20/*.txt")
    assert file.name == "03-minister-of-justice.txt"
    text = " ".join(file.read_text(encoding="utf-8").split())
    assert "On 1 September 2026 I wrote to you about this matter" in text
    entries = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    turns = [(one["turn"], one["state"]) for one in entries if one["sender"] == "ada-muster"]
    assert turns.count((2, "written")) == 1


def test_a_follow_up_where_all_have_answered_says_so(letterkit: Letterkit, ada: None, appeal_file: Path) -> None:
    letterkit("mark", appeal_file, "--all", "--sent", "post")
    letterkit("mark", appeal_file, "--all", "--answered", "--date", "2026-10-01")
    made = letterkit("follow-up", appeal_file)
    assert (made.exit_code, "answered on 2026-10-01" in made.stderr) == (1, True), made.stderr
