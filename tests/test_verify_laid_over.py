"""A picture or a box of text on a result shows another number and changes no cell: the workbook is not the same."""

import pytest

from tests.test_edited_workbook import with_part
from tests.test_verify import found_in, made
from tests.test_verify_forged_looks import changed, saved_by_another

DRAWING, RELATED = "xl/drawings/drawing1.xml", "xl/worksheets/_rels/sheet2.xml.rels"
FROM = "<xdr:from><xdr:col>2</xdr:col><xdr:row>5</xdr:row></xdr:from>"
TO = "<xdr:to><xdr:col>4</xdr:col><xdr:row>6</xdr:row></xdr:to>"


@pytest.mark.parametrize("saved", [saved_by_another, lambda content: content])
@pytest.mark.parametrize(
    ("shape", "what"),
    [
        ("<xdr:pic><xdr:blipFill/></xdr:pic>", "a picture"),
        ("<xdr:sp><xdr:txBody><a:p><a:r><a:t>9,999,999</a:t></a:r></a:p></xdr:txBody></xdr:sp>", "a box of text"),
        ("<xdr:grpSp><xdr:pic/></xdr:grpSp>", "a picture"),
        ('<xdr:graphicFrame><a:graphicData uri="http://schemas/diagram"/></xdr:graphicFrame>', "a diagram"),
    ],
)
def test_what_is_laid_over_cells_is_a_difference(saved, shape, what):
    anchor = f"<xdr:twoCellAnchor>{FROM}{TO}{shape}</xdr:twoCellAnchor></xdr:wsDr>"
    found = found_in(changed(saved(made()[1]), DRAWING, "</xdr:wsDr>", anchor))
    [one] = [one for one in found.differences if one.what == "laid over"]
    assert one.where == "Summary!C6:E7"
    assert what in str(one)
    assert not found.is_same


@pytest.mark.parametrize(("kind", "what"), [("image", "a picture behind the cells"), ("control", "a control")])
def test_what_a_sheet_refers_to_is_a_difference(kind, what):
    related = f'<Relationship Id="rId99" Type="http://schemas/{kind}" Target="../media/one.png"/></Relationships>'
    found = found_in(changed(saved_by_another(made()[1]), RELATED, "</Relationships>", related))
    [one] = found.differences
    assert (one.what, one.where) == ("laid over", "Summary")
    assert what in str(one)


@pytest.mark.parametrize(("kind", "what"), [("image", "a picture in a chart"), ("chartUserShapes", "on a chart")])
def test_what_lies_on_a_chart_is_a_difference(kind, what):
    related = (
        f'<Relationships><Relationship Id="rId9" Type="http://schemas/{kind}" Target="../one.xml"/></Relationships>'
    )
    content = with_part(saved_by_another(made()[1]), "xl/charts/_rels/chart1.xml.rels", lambda _: related)
    [one] = found_in(content).differences
    assert (one.what, one.where) == ("laid over", "Summary")
    assert what in str(one)


def related_as(kind, target):
    """The Summary with one relation more, in a file that another program has saved."""
    more = f'<Relationship Id="rId99" Type="http://schemas/{kind}" Target="../drawings/{target}"/></Relationships>'
    return changed(saved_by_another(made()[1]), RELATED, "</Relationships>", more)


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ('<x:ClientData ObjectType="Note"/>', ""),
        ('<x:ClientData ObjectType="Note"><x:Visible/></x:ClientData>', "a note that is always shown"),
        ('<x:ClientData ObjectType="Button"/>', "a control or a shape"),
        ('<br><x:ClientData ObjectType="Note"/>', "shapes that cannot be read"),
    ],
)
def test_old_shapes_are_differences_and_notes_that_one_asks_for_are_not(told, what):
    """Excel keeps notes, which are somebody's words in somebody's name, in the same part as controls."""
    shape = f'<xml xmlns:x="x"><shape>{told}</shape></xml>'
    found = found_in(with_part(related_as("vmlDrawing", "old.vml"), "xl/drawings/old.vml", lambda _: shape))
    assert [what in str(one) for one in found.differences] == ([True] if what else [])


def test_a_drawing_under_another_name_is_a_difference():
    """Excel does not mind capitals in the names of parts."""
    [one] = found_in(related_as("drawing", "Drawing77.XML")).differences
    assert "a drawing under another name" in str(one)
