"""What analysts write into a ledger, by hand."""

from __future__ import annotations

from vigie.model.judgment import Acknowledgement, Judgment, Question, Resolution

ASKED = "2031-05-14T08:00:00.000000Z"
QUESTION = Question(
    key="bridge", text="Will the Velmark bridge be closed before June?", deadline="2031-05-31T22:00:00.000000Z",
    resolution_source="notices of the road office", owner="A. Officer", made=ASKED, realm="exercise",
)  # fmt: skip
JUDGMENT = Judgment(
    question="bridge", probability=0.3, word="unlikely", confidence="moderate", owner="A. Officer",
    reason="no notice so far", made="2031-05-15T08:00:00.000000Z", realm="exercise", inputs=("d.s.1",),
)  # fmt: skip
RESOLUTION = Resolution(
    question="bridge", outcome="no", owner="A. Officer", source="notice 7", reason="it stayed open",
    made="2031-05-15T09:00:00.000000Z", realm="exercise",
)  # fmt: skip
ACKNOWLEDGEMENT = Acknowledgement(
    alert="a1", message="a1.1", owner="A. Officer", note="seen", made="2031-05-15T09:00:00.000000Z", realm="exercise"
)
