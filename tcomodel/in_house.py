"""What it costs to do it yourself, each cost a line with its own rate.

    76.9 agents x 160 hours x 21.82 USD = 268,500 USD of wages a month, before everything below

A line whose rate nobody gives is left out, and the result says so: an in-house cost without premises
or supervision is the usual way to make outsourcing look dear, and the reverse.
"""

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.words import in_whole_people, total


class Costs(Terms):
    """Rates of the in-house operation."""

    hourly_wage: Entry = given("currency/hour", "Hourly base wage of an agent.", step=0.25)
    overtime_share: Entry = given(
        "1", "Share of the needed hours worked as overtime, for peaks, instead of by more agents.", most=0.5, step=0.01
    )
    overtime_premium: Entry = given(
        "1", "Extra pay for an overtime hour.", assumed=0.5, because="time and a half", most=3, step=0.05
    )
    bonus_rate: Entry = given("1", "Bonus as a share of base wages.", most=2, step=0.005)
    shift_share: Entry = given("1", "Share of paid hours that earn a shift premium.", most=1, step=0.01)
    shift_premium: Entry = given("1", "Shift premium on the base wage of those hours.", most=2, step=0.01)
    language_share: Entry = given("1", "Share of paid hours that earn a language premium.", most=1, step=0.01)
    language_premium: Entry = given("1", "Language premium on the base wage of those hours.", most=2, step=0.01)
    on_cost_rate: Entry = given(
        "1",
        "Employer's payroll taxes, insurance and pension on all pay. Leave is already in paid hours.",
        most=2,
        step=0.005,
    )
    benefits_rate: Entry = given(
        "currency/hour", "Benefits paid per paid hour, where they are not a share of pay.", step=0.1
    )

    recruiting_cost: Entry = given("currency/agent", "Finding and hiring one agent.", step=100)
    training_programme: Entry = given(
        "currency/agent", "Training material and programme per hire, without pay.", step=100
    )
    training_hours: Entry = given("hour/agent", "Paid hours of training per hire before the first contact.", step=8)
    training_wage: Entry = given("currency/hour", "Hourly wage of a new agent in training.", step=0.25)

    team_leader_span: Entry = given("agent/person", "Agents per team leader.", least=1, step=1)
    team_leader_wage: Entry = given("currency/hour", "Hourly wage of a team leader.", step=0.5)
    quality_analyst_span: Entry = given("agent/person", "Agents per quality analyst.", least=1, step=1)
    quality_analyst_wage: Entry = given("currency/hour", "Hourly wage of a quality analyst.", step=0.5)
    workforce_analyst_span: Entry = given("agent/person", "Agents per workforce management analyst.", least=1, step=1)
    workforce_analyst_wage: Entry = given("currency/hour", "Hourly wage of a workforce management analyst.", step=0.5)
    trainer_span: Entry = given("agent/person", "Agents per trainer.", least=1, step=1)
    trainer_wage: Entry = given("currency/hour", "Hourly wage of a trainer.", step=0.5)
    manager_span: Entry = given("agent/person", "Agents per manager.", least=1, step=1)
    manager_wage: Entry = given("currency/hour", "Hourly wage of a manager.", step=0.5)
    support_hours: Entry = given(
        "hour/person/month",
        "Hours a month leaders, analysts, trainers and managers are paid for.",
        assumed=173.33,
        because="40 hours a week",
        most=400,
    )

    agents_per_seat: Entry = given(
        "agent/seat",
        "Agents who share a workplace over shifts.",
        assumed=1.0,
        because="one place each",
        least=0.1,
        step=0.1,
    )
    premises_rate: Entry = given("currency/seat/month", "Rent, energy, cleaning and services per workplace.", step=10)
    workstation_price: Entry = given("currency/seat", "Furniture, PC, headset and cabling per workplace.", step=100)
    workstation_life: Entry = given(
        "month",
        "Months over which a workstation is written off.",
        assumed=48,
        because="four years",
        least=1,
        most=240,
        step=6,
        constant=True,
    )
    licence_rate: Entry = given("currency/agent/month", "Desk, CRM and workforce software per agent.", step=5)
    telephony_licence_rate: Entry = given("currency/agent/month", "Contact-centre telephony seat per agent.", step=5)
    telephony_rate: Entry = given("currency/minute", "Telephone and platform charges per handled minute.", step=0.005)
    it_support_rate: Entry = given("currency/agent/month", "IT support per agent.", step=5)
    compliance_cost: Entry = given("currency/year", "Audits and certificates (PCI DSS, SOC 2, ISO 27001).", step=1000)
    overhead_rate: Entry = given(
        "1", "Finance, HR, legal and management overhead as a share of all pay.", most=2, step=0.01
    )
    monthly_budget: Entry = given(
        "currency/month", "Running cost taken whole from the ledger, for what is not modelled above.", step=1000
    )


# -- agents --------------------------------------------------------------------------------------


@line("hour/month", per="channel")
def paid_time(agents, paid_hours):
    """Hours the payroll pays for, without overtime."""
    return agents * paid_hours


@line("currency/month", per="channel", given="hourly_wage", posts_to=categories.AGENTS, adds_to="pay")
def wages(paid_time, hourly_wage, wage_index):
    """Base wages of the agents."""
    return paid_time * hourly_wage * wage_index


@line("currency/month", per="channel", given="overtime_share", posts_to=categories.AGENTS, adds_to="pay")
def overtime_pay(overtime_hours, hourly_wage, overtime_premium, wage_index):
    """Overtime worked at peaks, with its premium."""
    return overtime_hours * hourly_wage * (1 + overtime_premium) * wage_index


@line("currency/month")
def base_wages(wages: EachChannel):
    """Base wages of all channels."""
    return total(wages)


@line("currency/month", given="bonus_rate", posts_to=categories.AGENTS, adds_to="pay")
def bonus(base_wages, bonus_rate):
    """Bonus of the agents."""
    return base_wages * bonus_rate


@line("currency/month", given="shift_premium", posts_to=categories.AGENTS, adds_to="pay")
def shift_pay(base_wages, shift_share, shift_premium):
    """Premium for evenings, nights and weekends."""
    return base_wages * shift_share * shift_premium


@line("currency/month", given="language_premium", posts_to=categories.AGENTS, adds_to="pay")
def language_pay(base_wages, language_share, language_premium):
    """Premium for agents who serve in another language."""
    return base_wages * language_share * language_premium


@line("hour/month")
def team_paid_time(paid_time: EachChannel):
    """Paid hours of all channels."""
    return total(paid_time)


@line("currency/month", given="benefits_rate", posts_to=categories.ON_COSTS)
def benefits(team_paid_time, benefits_rate, wage_index):
    """Benefits paid by the hour."""
    return team_paid_time * benefits_rate * wage_index


# -- recruiting and training ---------------------------------------------------------------------


@line("currency/month", given="recruiting_cost", posts_to=categories.HIRING)
def recruiting(new_hires, recruiting_cost, cost_index):
    """Finding and hiring new agents."""
    return new_hires * recruiting_cost * cost_index


@line("currency/month", given="training_programme", posts_to=categories.HIRING)
def training_material(new_hires, training_programme, cost_index):
    """Training programme for new agents, without pay."""
    return new_hires * training_programme * cost_index


@line("currency/month", given="training_hours", posts_to=categories.HIRING, adds_to="pay")
def training_pay(new_hires, training_hours, training_wage, wage_index):
    """Pay of new agents while they are trained."""
    return new_hires * training_hours * training_wage * wage_index


# -- supervision and support ---------------------------------------------------------------------


@line("person", given="team_leader_span")
def team_leaders(team, team_leader_span, whole_people):
    """Team leaders."""
    return in_whole_people(team / team_leader_span, whole_people)


@line("currency/month", given="team_leader_span", posts_to=categories.SUPPORT, adds_to="pay")
def team_leader_pay(team_leaders, support_hours, team_leader_wage, wage_index):
    """Pay of the team leaders."""
    return team_leaders * support_hours * team_leader_wage * wage_index


@line("person", given="quality_analyst_span")
def quality_analysts(team, quality_analyst_span, whole_people):
    """Quality analysts."""
    return in_whole_people(team / quality_analyst_span, whole_people)


@line("currency/month", given="quality_analyst_span", posts_to=categories.SUPPORT, adds_to="pay")
def quality_analyst_pay(quality_analysts, support_hours, quality_analyst_wage, wage_index):
    """Pay of the quality analysts."""
    return quality_analysts * support_hours * quality_analyst_wage * wage_index


@line("person", given="workforce_analyst_span")
def workforce_analysts(team, workforce_analyst_span, whole_people):
    """Workforce management analysts."""
    return in_whole_people(team / workforce_analyst_span, whole_people)


@line("currency/month", given="workforce_analyst_span", posts_to=categories.SUPPORT, adds_to="pay")
def workforce_analyst_pay(workforce_analysts, support_hours, workforce_analyst_wage, wage_index):
    """Pay of the workforce analysts."""
    return workforce_analysts * support_hours * workforce_analyst_wage * wage_index


@line("person", given="trainer_span")
def trainers(team, trainer_span, whole_people):
    """Trainers."""
    return in_whole_people(team / trainer_span, whole_people)


@line("currency/month", given="trainer_span", posts_to=categories.SUPPORT, adds_to="pay")
def trainer_pay(trainers, support_hours, trainer_wage, wage_index):
    """Pay of the trainers."""
    return trainers * support_hours * trainer_wage * wage_index


@line("person", given="manager_span")
def managers(team, manager_span, whole_people):
    """Managers."""
    return in_whole_people(team / manager_span, whole_people)


@line("currency/month", given="manager_span", posts_to=categories.SUPPORT, adds_to="pay")
def manager_pay(managers, support_hours, manager_wage, wage_index):
    """Pay of the managers."""
    return managers * support_hours * manager_wage * wage_index


# -- on all pay ----------------------------------------------------------------------------------


@line("currency/month", given="on_cost_rate", posts_to=categories.ON_COSTS)
def on_costs(pay, on_cost_rate):
    """Payroll taxes, insurance and pension on all pay."""
    return pay * on_cost_rate


@line("currency/month", given="overhead_rate", posts_to=categories.OVERHEAD)
def overhead(pay, overhead_rate):
    """Finance, HR, legal and general management."""
    return pay * overhead_rate


# -- premises and technology ---------------------------------------------------------------------


@line("seat")
def workplaces(team, agents_per_seat):
    """Workplaces the team needs."""
    return team / agents_per_seat


@line("currency/month", given="premises_rate", posts_to=categories.PREMISES)
def premises(workplaces, premises_rate, cost_index):
    """Rent, energy and services."""
    return workplaces * premises_rate * cost_index


@line("currency/month", given="workstation_price", posts_to=categories.PREMISES)
def workstations(workplaces, workstation_price, workstation_life, cost_index):
    """Workstations, written off evenly."""
    return workplaces * workstation_price / workstation_life * cost_index


@line("currency/month", given="licence_rate", posts_to=categories.TECHNOLOGY)
def licences(team, licence_rate, cost_index):
    """Desk, CRM and workforce software."""
    return team * licence_rate * cost_index


@line("currency/month", given="telephony_licence_rate", posts_to=categories.TECHNOLOGY)
def telephony_licences(team, telephony_licence_rate, cost_index):
    """Contact-centre telephony seats."""
    return team * telephony_licence_rate * cost_index


@line("currency/month", per="channel", given="telephony_rate", posts_to=categories.TECHNOLOGY)
def telephony(contacts, handle_time_now, seconds_per_minute, telephony_rate, cost_index):
    """Telephone and platform charges by the minute."""
    return contacts * handle_time_now / seconds_per_minute * telephony_rate * cost_index


@line("currency/month", given="it_support_rate", posts_to=categories.TECHNOLOGY)
def it_support(team, it_support_rate, cost_index):
    """IT support."""
    return team * it_support_rate * cost_index


@line("currency/month", given="compliance_cost", posts_to=categories.OVERHEAD)
def compliance_audits(compliance_cost, months_per_year, cost_index):
    """Audits and certificates, spread over the year."""
    return compliance_cost / months_per_year * cost_index


@line("currency/month", given="monthly_budget", posts_to=categories.OTHER)
def other_running_costs(monthly_budget, cost_index):
    """Running cost taken whole from the ledger."""
    return monthly_budget * cost_index
