"""What a rate prices, in the words of the default card, told from its title and unit where that is beyond doubt.

"English voice agent, night shift", hour     ->  Outsourced agent
"Set-up and transition", a sum               ->  Transition
"Team leader", hour                          ->  (nothing: the card has no such item of a vendor)
"""

import re

from tcomodel.importing.unit_words import plain
from tcomodel.remembered import remembered

BY_AGENTS = frozenset((
    "hour", "minute", "seat/month", "agent/month", "seat/year", "agent/year", "contact", "call", "ticket",
    "conversation", "seat/week", "agent/week", "seat/day", "agent/day",
))  # fmt: skip
OTHER_PEOPLE = re.compile(
    r"\b(team lead\w*|supervisor\w*|manager\w*|trainer\w*|quality|qa|wfm|workforce|analyst\w*|director|coach\w*|"
    r"recruiter\w*|reporting|developer\w*|engineer\w*|project|consult\w*|admin\w*|facilit\w*|overtime|holiday|premium|"
    r"licen[cs]e\w*|software|telephony|recording|training|recruit\w*|transition|set up|setup|implementation|"
    r"back ?office)\b"
)
AGENTS = re.compile(
    r"\b(agents?|csrs?|advis[eo]rs?|associates?|representatives?|reps?|agente|berater|operators?|seats?|fte|voice|chat|"
    r"e ?mail|calls?|inbound|outbound|customer (service|care|support)|tier [123]|level [123]|l[123]|handled|conseiller|"
    r"kundenservice|contacts?|tickets?)\b"
)
PAY = r"\b(wages?|salary|salaries|base pay|gross pay|gehalt|salaire|salario)\b"
LICENCES = ("agent/month", "seat/month")
RULES = (
    (re.compile(r"\b(ai|bot|bots|virtual agent|voicebot|chatbot|automated)\b"), None, "AI agent"),
    (re.compile(rf"{PAY}.*\b(agent|csr|advisor)|\b(agent|csr|advisor)\w*\b.*{PAY}"), None, "Agent wage"),
    (re.compile(r"^(transition|set ?up|implementation|knowledge transfer)\b"), ("", "month"), "Transition"),
    (re.compile(r"\brecruit(ing|ment)\b"), ("hire",), "Recruiting"),
    (re.compile(r"\btraining\b"), ("hire",), "Training programme"),
    (re.compile(r"\battrition\b"), ("%", "%/year"), "Attrition"),
    (re.compile(r"\boccupancy\b"), ("%",), "Occupancy"),
    (re.compile(r"\bshrinkage\b"), ("%",), "Shrinkage"),
    (re.compile(r"\b(aht|handle time|handling time)\b"), ("minute/contact", "second/contact"), "Handle time"),
    (re.compile(r"\b(telephony|acd|cloud contact cent\w+) licen[cs]e"), LICENCES, "Telephony licence"),
    (re.compile(r"\b(desk|crm|helpdesk|ticketing) licen[cs]e"), LICENCES, "Desk licence"),
)  # words of the title, the units they go with (None: those of people), the item


@remembered
def item_of(title: str, unit: str) -> str:
    """The item a title and a unit (without currency) mean; empty where it is not beyond doubt."""
    told = plain(title)
    for words, units, item in RULES:
        fits = unit in units if units is not None else unit in BY_AGENTS or unit in ("resolution", "action", "message")
        if fits and words.search(told):
            return item
    if unit in BY_AGENTS and AGENTS.search(told) and not OTHER_PEOPLE.search(told):
        return "Outsourced agent"
    return ""
