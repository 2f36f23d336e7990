"""Taxes on the invoice that stay with the client.

VAT is a cost only where it cannot be recovered, as with banks, insurers, hospitals and the public sector; a service
from abroad is taxed the same way under the reverse charge. Own salaries carry no VAT.

    invoice 100,000, VAT 20 %, 40 % of it recovered: 100,000 x 20 % x (1 - 40 %) = 12,000 a month

A tax withheld from the vendor is a cost where the contract makes the client bear it (gross-up):

    invoice 90,000, 10 % withheld, the vendor wants its 90,000: 90,000 / (1 - 10 %) - 90,000 = 10,000 on top

A discount taken for early payment lowers both. Damages for delay are no price: they lower what is paid, and so what
is withheld, but not what value added tax is due on.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import to_the_cent, when


class Tax(Terms):
    """What the state adds to the invoice and what of it comes back."""

    vat_rate: Entry = given("1", "Value added tax on the vendor's invoice.", most=1, step=0.005)
    vat_recovery: Entry = given(
        "1",
        "Share of that tax the client can recover; 100 % for most companies, less for exempt ones.",
        most=1,
        step=0.05,
    )
    tax_to_the_cent: Entry = given(
        "1",
        "The tax of each invoice is rounded to the cent, half a cent away from zero.",
        assumed=False,
        because="a forecast needs no cents; an audit of real invoices does",
        kind="switch",
        most=1,
    )
    withholding_rate: Entry = given(
        "1", "Share of what the vendor earns that the client pays to the vendor's tax office.", most=0.9, step=0.005
    )
    withholding_borne_by: Entry = choice(
        "Who bears the tax withheld: the client (gross-up) or the vendor.",
        "client",
        "vendor",
        assumed="client",
        because="a gross-up is usual, and the dearer reading",
    )


@line("currency/month", called="invoice_to_pay", given="early_payment_discount")
def invoice_less_discount(invoice, discount_taken):
    """What is paid of the invoice: less what is taken off for early payment."""
    return invoice + discount_taken


@line("currency/month")
def invoice_to_pay(invoice):
    """What is paid of the invoice: all of it."""
    return invoice


@line("currency/month", called="taxable_amount", given="delay_days")
def taxable_with_damages(invoice_to_pay, delay_credit):
    """What value added tax is due on: what is paid, and what damages for delay, which are no price, took off it."""
    return invoice_to_pay - delay_credit


@line("currency/month")
def taxable_amount(invoice_to_pay):
    """What value added tax is due on: the invoice less what is taken off for early payment (2006/112/EC, art. 79)."""
    return invoice_to_pay


@line("currency/month")
def vat_on_invoice(taxable_amount, vat_rate):
    """Value added tax on the invoice."""
    return taxable_amount * vat_rate


@line("currency/month")
def vat_charged(vat_on_invoice, tax_to_the_cent):
    """The tax as the invoice states it."""
    return when(tax_to_the_cent > 0, to_the_cent(vat_on_invoice), vat_on_invoice)


@line("currency/month", given="vat_rate", posts_to=categories.TAX, adds_to="payable")
def vat_cost(vat_charged, vat_recovery):
    """Value added tax the client cannot recover."""
    return vat_charged * (1 - vat_recovery)


@line("currency/month", called="tax_withheld", given="withholding_rate", chosen={"withholding_borne_by": "vendor"})
def withheld_from_the_vendor(invoice_to_pay, withholding_rate):
    """Tax the client pays to the vendor's tax office out of what it pays: the vendor gets so much less."""
    return invoice_to_pay * withholding_rate


@line("currency/month", given="withholding_rate", chosen={"withholding_borne_by": "client"})
def tax_withheld(invoice_to_pay, withholding_rate):
    """Tax the client pays to the vendor's tax office so that the vendor still gets all that is paid."""
    return invoice_to_pay / (1 - withholding_rate) - invoice_to_pay


@line(
    "currency/month",
    given="withholding_rate",
    chosen={"withholding_borne_by": "client"},
    posts_to=categories.TAX,
    adds_to="payable",
)
def withholding_gross_up(tax_withheld):
    """The tax withheld, where the client bears it."""
    return tax_withheld


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    if scope.stated("vat_rate") and not scope.stated("vat_recovery"):
        yield "vat_rate", "needs vat_recovery as well: the share of it that comes back"


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    for row in option.all_of("vat_cost"):
        amount = float(np.sum(values[row]))
        if round(amount) > 0:
            yield (
                f"its cost holds {amount:,.0f} of VAT that cannot be recovered; the salaries of an in-house team "
                "carry none. VAT that is recovered is in no cost."
            )
    if option.scope.chosen("withholding_borne_by") == "vendor":
        for row in option.all_of("tax_withheld"):
            yield (
                f"{float(np.sum(values[row])):,.0f} of tax are withheld from the vendor, who bears them; "
                "they are part of its invoice and no cost on top."
            )
