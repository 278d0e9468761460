"""The supervision office uploads a plan document; the worker reads it; findings are shown."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django_q.models import OrmQ

from luoshi.core.models import Event, StoredFile
from luoshi.plans.actions.read_document import read_document
from luoshi.plans.models import Document, PlanVersion, Task
from tests.world import NOW, PNG, SAMPLE, signed_in

pytestmark = pytest.mark.django_db

PLAN = """2023年云溪区经济社会发展的目标是:地区生产总值增速不低于6%。
一、稳中求进
1.抓项目。全年新签约项目30个。(牵头负责领导:甲乙;牵头责任单位:区发改局;协同单位:区财政局、住建局)
2.抓产业。规上工业企业新增12家。(牵头负责领导:甲乙;牵头责任单位:区工信局;协同单位:区发改局)
"""

ARCHIVE = BytesIO()
with ZipFile(ARCHIVE, "w") as _archive:
    _archive.writestr("计划.txt", PLAN)


def upload(content: bytes, *, name: str = "计划.txt", by: str = "supervision", **data: str) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return signed_in(by).post(reverse("plans:documents"), data | {"file": file})


def read(text: str) -> Document:
    upload(text.encode())
    document = Document.objects.latest("pk")
    read_document(document.pk, now=NOW)
    document.refresh_from_db()
    return document


def codes(document: Document) -> set[str]:
    return set(document.findings.filter(severity="error").values_list("code", flat=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_document_is_kept_and_its_reading_queued(encoding: str):
    queued = OrmQ.objects.count()
    answer = upload(PLAN.encode(encoding))
    document = Document.objects.latest("pk")
    assert (answer.status_code, document.state, document.text) == (302, "received", PLAN)
    assert OrmQ.objects.count() == queued + 1
    assert Event.objects.filter(verb="document.received", subject_id=str(document.pk)).exists()


def test_the_worker_reads_it_into_tasks_and_targets():
    document = read(PLAN)
    tasks = Task.objects.filter(version__document=document)
    assert document.state == "read"
    assert [task.number for task in tasks] == ["1", "2"]
    assert document.version.targets.filter(task=None).get().metric == "地区生产总值增速"


def test_reading_twice_changes_nothing():
    document = read(PLAN)
    read_document(document.pk, now=NOW)
    assert PlanVersion.objects.filter(document=document).count() == 1


REFUSED = {
    "an empty file": (b"", "空"),
    "blanks only": (b" \n\t\n", "空"),
    "a picture renamed .txt": (PNG + bytes(range(256)), "文本"),
    "an archive": (ARCHIVE.getvalue(), "压缩包"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused_and_nothing_kept(case: str):
    content, message = REFUSED[case]
    before = Document.objects.count(), StoredFile.objects.count()
    answer = upload(content)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert (Document.objects.count(), StoredFile.objects.count()) == before


def test_a_document_over_the_limit_is_413(settings: object):
    settings.DOCUMENT_LIMIT = 1024  # type: ignore[attr-defined]
    assert upload(PLAN.encode() * 20).status_code == 413
    assert Document.objects.count() == 1


def test_the_same_bytes_again_are_a_conflict():
    answer = upload(SAMPLE.read_bytes())
    assert answer.status_code == 409
    assert "xinzhan-2022.txt" in answer.content.decode()
    assert Document.objects.count() == 1


def test_five_megabytes_without_a_number_are_read_and_told():
    document = read("各单位要提高站位、压实责任、狠抓落实。" * 92_000)
    assert document.state == "refused"
    assert codes(document)
    page = signed_in("supervision").get(reverse("plans:document", args=[document.pk]))
    assert page.status_code == 200
    assert not page.context["may_publish"]


def test_two_tasks_with_one_number_are_an_error_that_names_both_places():
    text = PLAN.replace("1.抓项目", "7.抓项目").replace("2.抓产业", "7.抓产业")
    document = read(text)
    assert document.state == "refused"
    page = signed_in("supervision").get(reverse("plans:document", args=[document.pk])).content.decode()
    assert "7" in page
    assert "重复" in page


@pytest.mark.parametrize("username", ["liaison", "head", "leader", "auditor", "assessment", "administrator"])
def test_only_the_supervision_office_takes_documents_in(username: str):
    before = Document.objects.count()
    assert upload(PLAN.encode(), by=username).status_code == 403
    assert Document.objects.count() == before


def test_before_it_is_published_the_office_sees_what_was_read():
    document = read(PLAN)
    page = signed_in("supervision").get(reverse("plans:document", args=[document.pk]))
    first = page.context["reading"][0]
    assert (first.task.number, first.leads) == ("1", ["区发改局"])
    assert [printed for _metric, printed in first.targets] == ["全年新签约项目30个"]
    assert "全年新签约项目30个" in page.content.decode()


@pytest.mark.parametrize(
    ("place", "noticed"), [("云溪区", True), ("合肥新站高新区", False), ("新站高新区", False)]
)
def test_a_plan_of_another_place_is_noticed(place: str, noticed: bool):
    document = read(PLAN.replace("云溪区", place))
    page = signed_in("supervision").get(reverse("plans:document", args=[document.pk])).content.decode()
    assert ("请确认没有传错文件" in page) == noticed


def test_targets_of_no_task_are_shown_too():
    document = read(PLAN)
    page = signed_in("supervision").get(reverse("plans:document", args=[document.pk])).content.decode()
    assert "总体目标" in page
    assert "地区生产总值增速不低于6%" in page


FILES = Path(__file__).resolve().parents[1] / "compiler/readers/files"


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_is_read_and_its_findings_name_the_paragraph():
    text = PLAN.replace("2.抓产业", "3.抓产业")
    assert upload(word(*text.splitlines()), name="计划.docx").status_code == 302
    document = Document.objects.latest("pk")
    read_document(document.pk, now=NOW)
    document.refresh_from_db()
    assert (document.state, document.kind, document.format) == ("read", "docx", "DOCX")
    assert document.version.tasks.count() == 2
    page = signed_in("supervision").get(reverse("plans:document", args=[document.pk])).content.decode()
    assert "第4段" in page


def test_pages_are_left_to_the_worker():
    assert upload((FILES / "plan.pdf").read_bytes(), name="计划.pdf").status_code == 302
    document = Document.objects.latest("pk")
    assert (document.state, document.kind, document.text) == ("received", "pdf", "")
    read_document(document.pk, now=NOW)
    document.refresh_from_db()
    assert document.state == "read"
    assert document.version.tasks.exists()
    assert document.origins[0][1] == 1


def test_a_broken_pdf_is_told_on_the_document_s_page():
    assert upload(b"%PDF-1.7\n" + bytes(range(256)), name="计划.pdf").status_code == 302
    document = Document.objects.latest("pk")
    read_document(document.pk, now=NOW)
    document.refresh_from_db()
    assert document.state == "refused"
    assert codes(document) == {"R012"}
    page = signed_in("supervision").get(reverse("plans:document", args=[document.pk]))
    assert (page.status_code, page.context["may_publish"]) == (200, False)
