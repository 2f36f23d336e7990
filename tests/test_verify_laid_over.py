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


def test_old_shapes_are_differences_and_notes_are_not():
    """Notes beside cells are somebody's words in somebody's name; Excel keeps them in the same part as controls."""
    related = '<Relationship Id="rId99" Type="http://schemas/vmlDrawing" Target="../drawings/old.vml"/></Relationships>'
    saved = changed(saved_by_another(made()[1]), RELATED, "</Relationships>", related)
    for kind, count in (("Note", 0), ("Button", 1)):
        shape = f'<xml xmlns:x="x"><shape><x:ClientData ObjectType="{kind}"/></shape></xml>'
        found = found_in(with_part(saved, "xl/drawings/old.vml", lambda _, shape=shape: shape))
        assert len(found.differences) == count, kind
