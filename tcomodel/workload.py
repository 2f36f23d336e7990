"""From what customers want to the hours it takes: issues, contacts, handle time.

    60,000 issues a month, 75 % resolved at first contact, 60 % of the others contact again:
    60,000 / (1 - 25 % x 60 %) = 70,588 contacts, at 360 seconds 7,059 hours of handling.
    At 80 % of full speed in the first month 360 seconds are 450, and 7,059 hours are 8,824.

Demand belongs to the programme and is the same for every option. What becomes of it (repeat contacts,
handle time) depends on who handles it and is worked out per option and channel.
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, OfBaseline, line
from tcomodel.words import at_most, entry, total


class Demand(Terms):
    """What customers bring, by channel and month."""

    volume: Entry = given(
        "contact/month",
        "Contacts a month at the start of the contract, or one number a month (list or CSV). Measured contacts "
        "when 'Resolution when measured' is given, otherwise issues: first contacts without repeats.",
        step=100,
        per_channel=True,
    )
    annual_growth: Entry = given(
        "1/year",
        "Growth of the volume, compounding from month to month. A shrinking volume is negative.",
        assumed=0.0,
        because="no growth unless you state it",
        least=-0.9,
        most=1,
        step=0.005,
        constant=True,
    )
    seasonality: Entry = given(
        "1",
        "Twelve factors, January first, that average 1.",
        assumed=[1.0] * 12,
        because="even through the year unless you state it",
        kind="calendar",
        most=10,
    )
    measured_resolution: Entry = given(
        "1",
        "First-contact resolution of the team that handled the measured volume; used to take the repeats out.",
        assumed=1.0,
        because="the volume counts issues, without repeats",
        most=1,
        step=0.01,
        label="Resolution when measured",
    )


class Service(Terms):
    """How a contact is handled."""

    first_contact_resolution: Entry = given(
        "1", "Share of contacts that are resolved at once (FCR).", most=1, step=0.01, label="First-contact resolution"
    )
    repeat_rate: Entry = given(
        "1",
        "Share of the contacts not resolved at once that come back as another contact.",
        assumed=0.0,
        because="no repeats unless you state it",
        most=0.99,
        step=0.05,
    )
    handle_time: Entry = given(
        "second/contact",
        "Average handle time (AHT): talk or chat, hold and after-contact work.",
        least=1,
        most=36000,
        step=5,
    )
    simultaneous_contacts: Entry = given(
        "1",
        "Contacts one agent handles at the same time, for chat and messaging.",
        assumed=1.0,
        because="one contact at a time",
        least=1,
        most=10,
        step=0.1,
    )
    start_productivity: Entry = given(
        "1",
        "Speed of the work at first against its full speed, month by month; it stays at the last number. At 80 % a "
        "contact takes a quarter longer.",
        assumed=[1.0],
        because="full speed from month 1",
        kind="months",
        least=0.05,
        most=1,
        step=0.05,
    )
    talk_share: Entry = given(
        "1",
        "Share of the handle time spent talking; the rest is hold and after-contact work.",
        most=1,
        step=0.01,
    )
    automation_reduction: Entry = given(
        "1",
        "Share by which automation is expected to shorten the handle time once it is fully in place.",
        assumed=0.0,
        because="no reduction unless you state it",
        most=0.95,
        step=0.01,
    )
    automation_months: Entry = given(
        "month",
        "Months until automation is fully in place; the reduction grows evenly until then.",
        assumed=24,
        because="two years; without a reduction it has no effect",
        least=1,
        most=240,
        step=1,
        constant=True,
    )


# -- demand: shared by all options ---------------------------------------------------------------


@line("contact/month", per="demand")
def forecast_volume(volume, annual_growth, month, months_per_year, seasonality, calendar_month):
    """The volume with growth and seasonality."""
    return volume * (1 + annual_growth) ** ((month - 1) / months_per_year) * entry(seasonality, calendar_month)


@line("contact/month", per="demand")
def issues(forecast_volume, measured_resolution, repeat_rate):
    """What customers want settled: the forecast without the repeats that were in the measurement."""
    return forecast_volume * (1 - (1 - measured_resolution) * repeat_rate)


# -- per option and channel ----------------------------------------------------------------------


@line("contact/month", per="channel")
def issues_taken(issues, ramp_now):
    """Issues this option handles; while it takes over, only a part of all."""
    return issues * ramp_now


@line("contact/month", per="channel", given="first_contact_resolution", otherwise="issues_taken")
def contacts(issues_taken, first_contact_resolution, repeat_rate):
    """Contacts including those that come back because the first was not resolved."""
    return issues_taken / (1 - (1 - first_contact_resolution) * repeat_rate)


@line("share", per="channel")
def automation_progress(month, automation_months):
    """How far automation has come."""
    return at_most(month / automation_months, 1)


@line("second/contact", per="channel", given="start_productivity", otherwise="handle_time")
def handle_time_of_month(handle_time, start_productivity):
    """Handle time at the speed the work has come to."""
    return handle_time / start_productivity


@line("second/contact", per="channel")
def handle_time_now(handle_time_of_month, automation_reduction, automation_progress):
    """Handle time after what automation has achieved so far."""
    return handle_time_of_month * (1 - automation_reduction * automation_progress)


@line("hour/month", per="channel")
def workload_hours(contacts, handle_time_now, seconds_per_hour, simultaneous_contacts):
    """Hours of handling."""
    return contacts * handle_time_now / seconds_per_hour / simultaneous_contacts


@line(
    "second/contact",
    per="channel",
    called="billable_handle_time",
    given="start_productivity",
    chosen={"learning_paid_by": "vendor"},
    otherwise="handle_time_now",
)
def handle_time_at_full_speed(handle_time_now, start_productivity):
    """Handle time a vendor bills: that of full speed; slow work at first is at its own cost."""
    return handle_time_now * start_productivity


@line(
    "hour/month",
    per="channel",
    called="billable_workload",
    given="start_productivity",
    chosen={"learning_paid_by": "vendor"},
    otherwise="workload_hours",
)
def workload_at_full_speed(workload_hours, start_productivity):
    """Hours of handling a vendor bills: those of full speed; slow work at first is at its own cost."""
    return workload_hours * start_productivity


@line("contact/month", per="channel")
def resolved_contacts(contacts, first_contact_resolution):
    """Contacts that settle the customer's issue."""
    return contacts * first_contact_resolution


# -- the option as a whole -----------------------------------------------------------------------


@line("contact/month")
def contacts_handled(contacts: EachChannel):
    """Contacts this option handles on all channels."""
    return total(contacts)


@line("contact/month", called="served_contacts", given="ends_in_month")
def served_until_the_end(contacts_handled, ramp_now, served_contacts: OfBaseline):
    """All contacts served: this option's own and those of the old team, which has them all once the contract ends."""
    return contacts_handled + served_contacts * (1 - ramp_now)


@line("contact/month", called="served_contacts", given="ramp", otherwise="contacts_handled")
def served_with_old_team(contacts_handled, ramp_now, served_contacts: OfBaseline):
    """All contacts served: this option's own and those the old team still takes during the ramp."""
    return contacts_handled + served_contacts * (1 - ramp_now)


@line("contact/month")
def contacts_resolved(resolved_contacts: EachChannel):
    """Resolved contacts on all channels."""
    return total(resolved_contacts)


@line("contact/month", called="served_resolutions", given="ends_in_month")
def resolved_until_the_end(contacts_resolved, ramp_now, served_resolutions: OfBaseline):
    """All resolved contacts: this option's own and the old team's, which has them all once the contract ends."""
    return contacts_resolved + served_resolutions * (1 - ramp_now)


@line("contact/month", called="served_resolutions", given="ramp", otherwise="contacts_resolved")
def resolved_with_old_team(contacts_resolved, ramp_now, served_resolutions: OfBaseline):
    """All resolved contacts: this option's own and the old team's during the ramp."""
    return contacts_resolved + served_resolutions * (1 - ramp_now)
