"""A Word document is read as it is printed: generated numbers in, deleted and hidden text out."""

from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler import read_bytes
from luoshi.compiler.readers.word_numbers import written
from tests.compiler.readers.making import cell, code_of, docx_of, grid, paragraph, source_of, table_of


def level(at: int, form: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(*levels: str, key: int = 0) -> str:
    """A list with those levels."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def instance(key: int, abstract_key: int = 0, more: str = "") -> str:
    """A list that paragraphs can name."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{more}</w:num>'


def item(text: str, key: int = 1, at: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>')


def lines(body: str, *, numbering: str = "", styles: str = "") -> list[str]:
    """What is read of a body, line by line."""
    return source_of(docx_of(body, numbering=numbering, styles=styles)).text.splitlines()


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("decimal", "%1.", ["1.", "2."]),
        ("decimal", "%1．", ["1．", "2．"]),
        ("chineseCounting", "%1、", ["一、", "二、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）"]),
        ("japaneseCounting", "第%1条", ["第一条 ", "第二条 "]),
        ("ideographDigital", "第%1章", ["第一章 ", "第二章 "]),
        ("lowerLetter", "%1)", ["a)", "b)"]),
        ("upperRoman", "%1.", ["I.", "II."]),
        ("decimalEnclosedCircle", "%1", ["① ", "② "]),
        ("ideographTraditional", "%1、", ["甲、", "乙、"]),
        ("bullet", "\uf06c", ["", ""]),
        ("none", "", ["", ""]),
    ],
)
def test_numbers_that_word_generates_are_printed(form: str, text: str, labels: list[str]):
    numbering = abstract(level(0, form, text)) + instance(1)
    assert lines(item("修路") + item("架桥"), numbering=numbering) == [labels[0] + "修路", labels[1] + "架桥"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "japaneseCounting", "二十"),
        (95, "chineseCountingThousand", "九十五"),
        (103, "chineseCountingThousand", "一百零三"),
        (1020, "chineseCountingThousand", "一千零二十"),
        (20, "ideographDigital", "二〇"),
        (15, "chineseLegalSimplified", "壹拾伍"),
        (28, "lowerLetter", "bb"),
        (9, "decimalZero", "09"),
        (1994, "lowerRoman", "mcmxciv"),
        (21, "decimalEnclosedCircle", "21"),
        (7, "somethingNew", "7"),
    ],
)
def test_each_format_writes_its_numbers(number: int, form: str, shown: str):
    assert written(number, form) == shown


def test_deeper_levels_begin_anew_and_name_those_above():
    numbering = abstract(
        level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    ) + instance(1)
    body = item("甲") + item("修路", at=1) + item("架桥", at=1) + item("乙") + item("植树", at=1)
    assert lines(body, numbering=numbering) == ["一、甲", "1.1 修路", "1.2 架桥", "二、乙", "2.1 植树"]


def test_a_level_that_never_restarts_counts_on():
    numbering = (
        abstract(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    ) + instance(1)
    body = item("甲") + item("修路", at=1) + item("乙") + item("植树", at=1)
    assert lines(body, numbering=numbering) == ["一、甲", "1.修路", "二、乙", "2.植树"]


def test_two_lists_of_one_kind_count_on_unless_one_says_where_to_start():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(level(0, "decimal", "%1.")) + instance(1) + instance(2) + instance(3, more=start)
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3)
    assert lines(body, numbering=numbering) == ["1.甲", "2.乙", "5.丙", "6.丁"]


def test_a_style_brings_its_number_and_a_paragraph_can_refuse_it():
    styles = (
        '<w:style w:styleId="H"><w:name w:val="标题甲"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:name w:val="标题乙"/><w:basedOn w:val="H"/></w:style>'
    )
    numbering = abstract(level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H"/>')) + instance(1)
    styled = '<w:pStyle w:val="H2"/>'
    body = paragraph("甲", styled) + paragraph("乙", styled + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + paragraph("丙", styled), numbering=numbering, styles=styles) == [
        "一、甲",
        "乙",
        "二、丙",
    ]


def run(inner: str, properties: str = "") -> str:
    """A run of one paragraph."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def text(letters: str) -> str:
    """The text of a run."""
    return f"<w:t>{letters}</w:t>"


def mark(kind: str) -> str:
    """A mark of a field: where it begins, where its result does, where it ends."""
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (run(text("修")) + f"<w:ins>{run(text('三条'))}</w:ins>" + run(text("路")), "修三条路"),
        (run(text("修")) + f"<w:del>{run('<w:delText>两条</w:delText>')}</w:del>" + run(text("路")), "修路"),
        (f"<w:moveFrom>{run(text('旧'))}</w:moveFrom><w:moveTo>{run(text('新'))}</w:moveTo>", "新"),
        (run(text("修路")) + run(text("密"), "<w:vanish/>"), "修路"),
        (run(text("修路"), '<w:vanish w:val="0"/>'), "修路"),
        (run(text("修路") + "<w:br/>" + text("架桥")), "修路\n架桥"),
        (run(text("修路") + '<w:br w:type="page"/>'), "修路"),
        (run(text("修") + "<w:noBreakHyphen/>" + text("路")), "修-路"),
        (run('<w:sym w:font="Wingdings" w:char="F0FE"/>' + text("修路")), "☑修路"),
        (run(text("修路") + '<w:footnoteReference w:id="1"/><w:commentReference w:id="1"/>'), "修路"),
        (f"<w:hyperlink>{run(text('修路'))}</w:hyperlink>", "修路"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text('修路'))}</w:sdtContent></w:sdt>", "修路"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>lù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>路</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "路",
        ),
        (
            mark("begin")
            + run("<w:instrText>PAGE</w:instrText>")
            + mark("separate")
            + run(text("三条"))
            + mark("end")
            + run(text("路")),
            "三条路",
        ),
        ("<m:oMath><m:r><m:t>km</m:t></m:r></m:oMath>", "km"),
    ],
)
def test_what_is_printed_is_read_and_nothing_else(inner: str, shown: str):
    assert source_of(docx_of(f"<w:p>{inner}</w:p>")).text == shown + "\n"


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>修三条</w:t></w:r></w:p>"
    assert lines(joined + paragraph("路。")) == ["修三条路。"]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice>"
        f"{box}</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert lines(body) == ["框外", "框内"]


def test_the_table_of_contents_is_left_out():
    begin = mark("begin") + run("<w:instrText> TOC \\o </w:instrText>")
    field = f"{begin}{mark('separate')}{run(text('一、稳增长 1'))}"
    toc = f"<w:p>{field}</w:p>{paragraph('二、惠民生 3')}<w:p>{mark('end')}</w:p>"
    assert lines(paragraph("工作要点") + paragraph("目  录") + toc + paragraph("一、稳增长")) == [
        "工作要点",
        "一、稳增长",
    ]


def test_a_gallery_of_contents_and_its_styles_are_left_out():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('目录')}{paragraph('一、甲 1')}</w:sdtContent></w:sdt>"
    styles = '<w:style w:styleId="12"><w:name w:val="toc 1"/></w:style>'
    styled = paragraph("二、乙 2", '<w:pStyle w:val="12"/>')
    assert lines(body + styled + paragraph("一、甲"), styles=styles) == ["一、甲"]


def test_a_table_keeps_its_cells_and_their_places():
    source = source_of(
        docx_of(paragraph("附件") + table_of([["任务", "单位"], ["修路", "交通局"], ["架桥", ""]]))
    )
    assert source.text == "附件\n任务\t单位\n修路\t交通局\n架桥\n"
    (table,) = source.tables
    assert grid(source, table)[2, 1] == ""
    where = source.origin(source.text.index("交通局"))
    assert where is not None
    assert (where.cell, where.paragraph) == ("1!B2", 5)


def test_merged_cells_stand_once():
    wide = '<w:gridSpan w:val="2"/>'
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr>{cell('任务', wide)}{cell('单位')}</w:tr>"
        f"<w:tr>{cell('一')}{cell('修路')}{cell('交通局', down)}</w:tr>"
        f"<w:tr>{cell('二')}{cell('架桥')}{cell('', on)}</w:tr>"
    )
    source = source_of(docx_of(f"<w:tbl>{rows}</w:tbl>"))
    found = {source.slice(each.span): each for each in source.tables[0].cells}
    assert (found["任务"].columns, found["单位"].column) == (2, 2)
    assert (found["交通局"].row, found["交通局"].rows) == (1, 2)
    assert source.text.count("交通局") == 1


def test_a_number_in_an_empty_cell_is_printed():
    numbering = abstract(level(0, "decimal", "%1")) + instance(1)
    row = "<w:tr><w:tc>{}</w:tc>{}</w:tr>"
    rows = (
        row.format(paragraph("序号"), cell("任务"))
        + row.format(item(""), cell("修路"))
        + row.format(item(""), cell("架桥"))
    )
    assert lines(f"<w:tbl>{rows}</w:tbl>", numbering=numbering) == ["序号\t任务", "1\t修路", "2\t架桥"]


def test_a_table_in_a_cell_is_part_of_the_cell():
    inner = f"<w:tc>{table_of([['一', '二']])}<w:p/></w:tc>"
    source = source_of(
        docx_of(
            f"<w:tbl><w:tr>{cell('任务')}{inner}</w:tr><w:tr>{cell('修路')}{cell('交通局')}</w:tr></w:tbl>"
        )
    )
    assert source.text == "任务\t一 二\n修路\t交通局\n"


def test_a_table_of_one_column_is_a_text():
    source = source_of(docx_of(table_of([["一、稳增长"], ["1.修路。"]])))
    assert (source.text, source.tables) == ("一、稳增长\n1.修路。\n", ())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04word/document.xml", "R012"),
        (docx_of("<w:p>"), "R012"),
        (docx_of("<w:p/>"), "R014"),
        (docx_of("<w:p/>")[:-40], "R012"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "R011"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str):
    assert code_of(data) == code


def test_what_python_docx_writes_is_read():
    made = docx.Document()
    made.add_heading("2022年工作要点", 0)
    made.add_paragraph("修路", style="List Number")
    made.add_paragraph("架桥", style="List Number")
    made.sections[0].header.paragraphs[0].text = "页眉"
    saved = BytesIO()
    made.save(saved)
    assert source_of(saved.getvalue()).text == "2022年工作要点\n1.修路\n2.架桥\n"


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8), st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_any_paragraphs_and_tables_survive(paragraphs: list[str], rows: list[tuple[str, str]]):
    source = source_of(docx_of("".join(map(paragraph, paragraphs)) + table_of(rows)))
    assert source.text.split("\n")[: len(paragraphs)] == paragraphs
    (table,) = source.tables
    assert grid(source, table) == {
        (at, column): row[column] for at, row in enumerate(rows) for column in (0, 1)
    }
    assert [source.origin(at) is not None for at in range(len(source.text))] == [True] * len(source.text)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_document_never_makes_it_fall_over(data: st.DataObject):
    whole = bytearray(docx_of(item("修路") + table_of([["任务", "单位"]])))
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read_bytes(bytes(whole), name="x.docx")


TAGS = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tcPr",
    "w:vMerge",
    "w:sdt",
    "w:fldSimple",
    "w:txbxContent",
    "w:del",
]


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.just("字"),
        lambda inner: st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
            st.sampled_from(TAGS),
            st.lists(inner, max_size=4),
        ),
        max_leaves=30,
    )
)
def test_elements_in_any_order_never_make_it_fall_over(body: str):
    read_bytes(docx_of(body), name="x.docx")
