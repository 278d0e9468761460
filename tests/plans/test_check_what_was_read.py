"""Before publishing, the office checks what was read; where it cannot be published, the page says what to do."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from luoshi.core.files import path_of
from luoshi.core.models import Event
from luoshi.plans import jobs
from luoshi.plans.models import Document
from tests.plans.test_take_in_a_document import PLAN, read, upload
from tests.world import signed_in

pytestmark = pytest.mark.django_db

BUTTON = "发布计划"
NO_YEAR = PLAN.replace("2023年", "")


def page(document: Document) -> str:
    answer: HttpResponse = signed_in("supervision").get(reverse("plans:document", args=[document.pk]))
    return answer.content.decode()


def test_every_target_is_shown_as_it_was_understood():
    shown = page(read(PLAN + "3.抓就业。6月底前新增就业不少于900人。(牵头责任单位:区人社局)\n"))
    assert "签约项目 ≥ 30 个" in shown
    assert "新增就业 ≥ 900 人（2023-06-30）" in shown
    assert "区财政局、住建局" in shown
    assert BUTTON in shown


@pytest.mark.parametrize(
    ("text", "said"),
    [(NO_YEAR, "在上传时填写年度"), ("2023年云溪区目标：新建学校3所。", "O007")],
    ids=["no year", "no tasks"],
)
def test_what_cannot_be_published_is_not_offered(text: str, said: str):
    shown = page(read(text))
    assert said in shown
    assert BUTTON not in shown


def test_a_document_without_a_year_may_come_again_with_one():
    read(NO_YEAR)
    assert upload(NO_YEAR.encode()).status_code == 409
    assert upload(NO_YEAR.encode(), year="2023").status_code == 302


def test_a_second_edition_of_the_year_is_not_published_but_compared():
    first = read(PLAN)
    signed_in("supervision").post(reverse("progress:publish", args=[first.pk]), {"despite": "1"})
    shown = page(read(PLAN + "3.抓安全。(牵头责任单位:区应急局)\n"))
    assert "2023年的计划已经发布" in shown
    assert "与现行计划对比" in shown
    assert BUTTON not in shown


def test_a_page_shows_the_first_of_very_many_tasks():
    tasks = "".join(f"{number}.抓第{number}件工作。(责任单位:区发改局)\n" for number in range(1, 503))
    shown = page(read("2023年云溪区工作要点\n" + tasks))
    assert "抓第500件工作" in shown
    assert "抓第501件工作" not in shown
    assert "共 502 项" in shown


def test_reading_that_breaks_down_is_said_and_tried_again():
    upload(PLAN.encode())
    document = Document.objects.latest("pk")
    kept = path_of(document.file.sha256)
    content = kept.read_bytes()
    kept.unlink()
    with pytest.raises(FileNotFoundError):
        jobs.read_document(document.pk)
    document.refresh_from_db()
    assert document.state == Document.State.FAILED
    assert Event.objects.filter(verb="document.failed", subject_id=str(document.pk)).exists()
    assert "读取时出了故障" in page(document)
    assert upload(PLAN.encode()).status_code == 302
    kept.write_bytes(content)
    jobs.read_document(document.pk)
    document.refresh_from_db()
    assert document.state == Document.State.READ


def test_the_list_tells_documents_without_tasks():
    read("2023年云溪区目标：新建学校3所。")
    read(PLAN)
    answer = signed_in("supervision").get(reverse("plans:documents")).content.decode()
    assert answer.count("没有任务") + answer.count("无法发布") == 1
