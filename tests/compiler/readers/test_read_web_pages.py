"""A web page is read as its document: no menus, no footers; lists and tables as a browser shows them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler import read_bytes
from tests.compiler.readers.making import code_of, grid, source_of

DOCUMENT = "<p>　　一、稳增长</p><p>1.全年新签约项目200个。</p><p>（责任单位：区发改局）</p>"
READ = "一、稳增长\n1.全年新签约项目200个。\n（责任单位：区发改局）\n"


def page(body: str, head: str = "") -> bytes:
    """A page in UTF-8."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<nav><a href=/>首页</a></nav>{}<footer>版权所有。</footer>",
        "<div id=top><a href=/>首页</a> 今天是星期一</div><div>{}</div><div>主办：区政府 备案号：1</div>",
        '<div class="crumbs">当前位置：<a href=/>首页</a>&gt; 正文</div><div class="TRS_Editor">{}</div>',
        '<div class="a"><div class="b">{}</div><div class="share">分享到：微信。</div></div>',
        "<table><tr><td>导航</td></tr><tr><td><table><tr><td>{}</td></tr></table></td></tr><tr><td>备案号</td></tr></table>",
        "<form>{}<input value=查询><select><option>年份。</option></select></form>",
        "<div>{}<ul><li><a href=1>相关新闻。</a></li><li><a href=2>更多。</a></li></ul></div>",
        "<div>{}<p>【打印】 【关闭窗口】</p><p><a href=x.doc>附件.doc</a></p></div>",
        "<script>var a='。';</script><style>p{{}}</style>{}<!-- 注释。 -->",
        "{}<p style='display:none'>看不见。</p><p hidden>也看不见。</p><del>删去。</del>",
        "<div class=top>欢迎访问。</div>{}",
    ],
)
def test_the_site_around_the_document_is_left_out(around: str):
    assert source_of(page(around.format(DOCUMENT))).text == READ


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<p>修路。<br>架桥。</p>", "修路。\n架桥。"),
        ("<div>修路。</div>架桥。", "修路。\n架桥。"),
        ("<p>修三条\n      <b>路</b>。</p>", "修三条路。"),
        ("<p>&emsp;&emsp;修&nbsp;路&mdash;&mdash;三条。</p>", "修 路——三条。"),
        ("<ol><li>修路。</li><li>架桥。</li></ol>", "1.修路。\n2.架桥。"),
        (
            "<ol start=3><li>修路。</li><li value=9>架桥。</li><li>植树。</li></ol>",
            "3.修路。\n9.架桥。\n10.植树。",
        ),
        ("<ol type=a><li>修路。</li><li>架桥。</li></ol>", "a.修路。\nb.架桥。"),
        ("<ol reversed><li>修路。</li><li>架桥。</li></ol>", "2.修路。\n1.架桥。"),
        ("<ol><li>1.修路。</li><li>2.架桥。</li></ol>", "1.修路。\n2.架桥。"),
        ("<ul><li>修路。</li></ul>", "修路。"),
        ("<ol style='list-style:none'><li>修路。</li></ol>", "修路。"),
        ("<pre>修路。\n架桥。</pre>", "修路。\n架桥。"),
        ("<p>投资3<sup>2</sup>亿元。</p>", "投资32亿元。"),
    ],
)
def test_blocks_are_printed_as_a_browser_does(inner: str, shown: str):
    assert source_of(page(inner)).text == shown + "\n"


@pytest.mark.parametrize(
    ("encoding", "declared", "told"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "gbk", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("gb18030", "no-such-thing", "gb18030"),
        ("utf-16", "utf-16", "utf-16"),
        ("utf-8-sig", "", "utf-8"),
    ],
)
def test_the_encoding_is_told_by_the_bytes_not_by_what_is_declared(encoding: str, declared: str, told: str):
    text = f'<html><head><meta charset="{declared}"></head><body>{DOCUMENT}</body></html>'
    source = source_of(text.encode(encoding))
    assert (source.text, source.encoding) == (READ, told)


@pytest.mark.parametrize(
    ("head", "first"),
    [
        ("<title>云溪区2022年工作要点_云溪区人民政府网</title>", "云溪区2022年工作要点"),
        ("<title>云溪区2022年工作要点 - 政务公开</title>", "云溪区2022年工作要点"),
        ('<meta name="ArticleTitle" content="云溪区工作要点"><title>正文</title>', "云溪区工作要点"),
        ("<title>云溪区人民政府门户网站</title>", "一、稳增长"),
        ("<title></title>", "一、稳增长"),
    ],
)
def test_the_page_title_stands_in_where_the_document_has_none(head: str, first: str):
    assert source_of(page(DOCUMENT, head)).text.split("\n")[0] == first


def test_the_page_title_is_not_printed_twice():
    body = f"<div><h1>云溪区2022年<br>工作要点</h1>{DOCUMENT}</div>"
    assert (
        source_of(page(body, "<title>云溪区2022年工作要点</title>")).text == "云溪区2022年\n工作要点\n" + READ
    )


TABLE = """<p>任务如下。</p><table><caption>分解表</caption>
<tr><th>序号</th><th>任务</th><th>责任单位</th></tr>
<tr><td>1</td><td><p>修路。</p><p>三条。</p></td><td rowspan="2">区交通局</td></tr>
<tr><td>2</td><td>架桥。</td></tr>
<tr><td colspan="3">二、惠民生</td></tr>
<tr><td>3</td><td>植树。</td><td></td></tr></table>"""


def test_a_table_keeps_its_cells_merged_ones_too():
    source = source_of(page(TABLE))
    (table,) = source.tables
    assert grid(source, table)[1, 1] == "修路。\n三条。"
    found = {source.slice(cell.span): cell for cell in table.cells}
    assert (found["区交通局"].row, found["区交通局"].column, found["区交通局"].rows) == (1, 2, 2)
    assert (found["二、惠民生"].row, found["二、惠民生"].columns) == (3, 3)
    assert grid(source, table)[4, 2] == ""
    where = source.origin(source.text.index("架桥"))
    assert where is not None
    assert where.cell == "1!B3"


@pytest.mark.parametrize(
    ("data", "code"),
    [(page(""), "R014"), (page("<script>x</script>"), "R014"), (page("<div>" * 6000 + "深"), "R016")],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str):
    assert code_of(data) == code


WORDS = st.text("修路架桥植树兴水办学建三条座所。", min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_any_paragraphs_survive(paragraphs: list[str]):
    source = source_of(page("".join(f"<p>{text}</p>" for text in paragraphs)))
    assert source.text.splitlines() == paragraphs
    assert [origin.paragraph for origin in source.origins] == list(range(1, len(paragraphs) + 1))


TAGS = st.sampled_from(
    ["div", "p", "table", "tr", "td", "ol", "li", "a", "br", "pre", "script", "del", "x-y"]
)
SOUP = st.lists(
    st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.text(max_size=6)), max_size=40
)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_tag_soup_never_makes_it_fall_over(parts: list[str]):
    read_bytes(("<html>" + "".join(parts)).encode("utf-8", "ignore"), name="x.html")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_never_make_it_fall_over(data: bytes):
    read_bytes(b"<html><body>" + data, name="x.html")
