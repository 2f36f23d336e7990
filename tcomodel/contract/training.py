"""Training that the vendor charges: the first team, growth, and replacements where the client pays for them.

    30 agents x (120 hours - 5 days x 8 hours that are not billed) x 15.00 = 36,000 to begin with,
    2.5 agents a month who leave and are replaced x 80 x 15.00 = 3,000 a month, where the client pays for them

The team of month 1 is trained, but for agents who are already there (opening_agents). Whoever joins while the work
still moves to the vendor belongs to the transition, a one-off cost. Whoever joins later is a running cost of hiring:
agents for more work are charged, replacements of those who leave the vendor only where the contract says so. Where
the contract fixes how many are billed (contracted or core seats), it is their people who are trained. Training
is on the invoice beside the fee: neither the minimum nor service credits look at it.
"""

from collections.abc import Iterator

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import EachChannel, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, change, highest, previous, share_of, total, when


class Training(Terms):
    """What the vendor charges for training agents, by the hour or by the agent, and whose."""

    training_rate: Entry = given("currency/hour", "Price of one hour of training of one agent.", step=0.5)
    agent_training_hours: Entry = given("hour/agent", "Hours of training before the first contact.", step=8)
    unbilled_training_days: Entry = given(
        "day/agent",
        "First days of training the vendor does not bill.",
        assumed=0.0,
        because="all training is billed unless you state otherwise",
        most=100,
        step=1,
    )
    training_day: Entry = given(
        "hour/day",
        "Hours of a day of training.",
        assumed=8.0,
        because="a full working day; without unbilled days it has no effect",
        least=1,
        most=24,
        step=0.5,
    )
    training_price: Entry = given(
        "currency/agent", "Price of training one agent, in place of hours and their rate.", step=100
    )
    replacements_paid_by: Entry = choice(
        "Who pays for training those who replace agents who left.",
        "vendor",
        "client",
        assumed="vendor",
        because="keeping its people is the vendor's business",
    )
    training_indexed: Entry = given(
        "1",
        "Training becomes dearer as the prices do.",
        assumed=True,
        because="it is a price of the contract like others",
        kind="switch",
        most=1,
    )


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A price for the agent and one for the hour."""
    hourly = [name for name in ("training_rate", "agent_training_hours") if scope.stated(name)]
    if scope.stated("training_price") and hourly:
        yield (
            "training_price",
            f"found training_price and {hourly[0]}; training is charged by the agent or by the hour: leave one out",
        )


# -- who is trained --------------------------------------------------------------------------------


@line("agent/month", per="channel", called="agents_joining", given="opening_agents")
def joining_those_already_there(team_growth):
    """Agents who come for more work; those already there before month 1 need no training."""
    return at_least(team_growth, 0)


@line("agent/month", per="channel")
def agents_joining(team_built_up):
    """Agents who come for more work, in month 1 the whole team."""
    return at_least(team_built_up, 0)


@line("agent/month", per="channel")
def team_built_up(productive_agents):
    """Change of the team since the month before; in month 1 all of it is new to the work."""
    return change(productive_agents, 0)


@line("agent/month", per="channel")
def replacements(hires, team_growth):
    """New agents who take the place of those who left."""
    return hires - at_least(team_growth, 0)


# -- where seats are contracted, their people ------------------------------------------------------


@line("agent", per="channel", called="agents_already_there", given="opening_agents")
def there_before_month_one(opening_agents):
    """Agents who know the work before month 1."""
    return opening_agents


@line("agent", per="channel")
def agents_already_there(month):
    """Agents who know the work before month 1: none."""
    return when(month >= 1, 0, 1)


@line("agent")
def all_already_there(agents_already_there: EachChannel):
    """Agents of all channels who know the work before month 1."""
    return total(agents_already_there)


@line("agent/month")
def seats_manned(billable_team, all_already_there):
    """Change of the people on the seats billed; in month 1 all are new to the work but those already there."""
    return change(billable_team, all_already_there)


@line("1/month")
def share_of_leavers(leavers: EachChannel, productive_agents: EachChannel):
    """Share of all agents who leave in a month."""
    return share_of(total(leavers), total(productive_agents))


@line("agent/month")
def leaving_the_seats(billable_team, share_of_leavers):
    """People of the seats billed who leave."""
    return billable_team * share_of_leavers


@line("agent/month")
def replaced_on_the_seats(seats_manned, leaving_the_seats):
    """New people on the seats billed who take the place of those who left."""
    return at_least(seats_manned + leaving_the_seats, 0) - at_least(seats_manned, 0)


# -- all of them -----------------------------------------------------------------------------------


@line("share")
def moved_before(ramp):
    """Share of the work that had moved by the month before."""
    return previous(ramp)


@line("agent/month", called="agents_for_growth", given="contracted_seats")
def growth_of_contracted_seats(seats_manned):
    """People who come for more contracted seats, in month 1 all of them."""
    return at_least(seats_manned, 0)


@line("agent/month", called="agents_for_growth", given="core_seats")
def growth_of_core_seats(seats_manned):
    """People who come for more core seats, in month 1 all of them."""
    return at_least(seats_manned, 0)


@line("agent/month")
def agents_for_growth(agents_joining: EachChannel):
    """Agents of all channels who come for more work."""
    return total(agents_joining)


@line("agent/month", called="agents_replacing", given="contracted_seats")
def replacing_on_contracted_seats(replaced_on_the_seats):
    """New people on contracted seats in the place of those who left."""
    return replaced_on_the_seats


@line("agent/month", called="agents_replacing", given="core_seats")
def replacing_on_core_seats(replaced_on_the_seats):
    """New people on core seats in the place of those who left."""
    return replaced_on_the_seats


@line("agent/month")
def agents_replacing(replacements: EachChannel):
    """Agents of all channels who take the place of those who left."""
    return total(replacements)


@line("share")
def most_moved(ramp):
    """Share of the work that moves in all: the most that has moved in any month."""
    return highest(ramp)


@line("agent/month")
def first_trainees(moved_before, most_moved, agents_for_growth):
    """Agents trained while the work moves to the vendor."""
    return when(moved_before < most_moved, agents_for_growth, 0)


@line("agent/month", called="later_trainees", chosen={"replacements_paid_by": "vendor"})
def trained_for_growth(agents_for_growth, first_trainees):
    """Agents the client pays training for once the work has moved: those who come for more work."""
    return agents_for_growth - first_trainees


@line("agent/month", called="later_trainees", chosen={"replacements_paid_by": "client"})
def trained_with_replacements(agents_for_growth, first_trainees, agents_replacing):
    """Agents the client pays training for besides the first: for more work, and in place of those who left."""
    return agents_for_growth - first_trainees + agents_replacing


# -- what it costs ---------------------------------------------------------------------------------


@line("hour/agent")
def billed_training(agent_training_hours, unbilled_training_days, training_day):
    """Hours of training billed for one agent."""
    return at_least(agent_training_hours - unbilled_training_days * training_day, 0)


@line("currency/agent", called="training_of_an_agent", given="training_price")
def stated_training_price(training_price):
    """Price of training one agent, as stated."""
    return training_price


@line("currency/agent")
def training_of_an_agent(billed_training, training_rate):
    """Price of training one agent: its billed hours."""
    return billed_training * training_rate


@line("currency/agent")
def training_now(training_of_an_agent, training_indexed, price_level):
    """Price of training one agent this contract year, where it moves with the prices."""
    return training_of_an_agent * when(training_indexed > 0, price_level, 1)


@line("currency/month", posts_to=categories.TRANSITION, adds_to="invoice")
def initial_training(first_trainees, training_now):
    """Training of the team that takes over the work."""
    return first_trainees * training_now


@line("agent/month", given="ends_in_month", otherwise="later_trainees")
def trainees_in_force(later_trainees, in_force):
    """Agents the client pays training for, as long as the contract runs."""
    return later_trainees * in_force


@line("currency/month", posts_to=categories.HIRING, adds_to="invoice")
def later_training(trainees_in_force, training_now):
    """Training of agents who come once the work has moved, and of replacements the client pays for."""
    return trainees_in_force * training_now
