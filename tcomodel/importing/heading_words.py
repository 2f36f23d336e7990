"""The headings of vendors, in the languages they write: which fact of a rate stands below each.

    "Unit rate", "Bill rate", "Stundensatz", "Prix unitaire"     all head the price

Our own headings (tcomodel.rates.columns) come before these.
"""

from tcomodel.importing.unit_words import plain
from tcomodel.rates.columns import COLUMNS

WORDS = {
    "key": "rate key",
    "title": "title|description|service description|service|role|role description|position|skill|"
    "resource|resource type|activity|line item|item description|rate description|job title|job role|profile|"
    "service item|task|name|rate name|element|price item|pricing item|product|deliverable|designation|libelle|"
    "prestation|leistung|beschreibung|bezeichnung|rolle|descripcion|servicio|concepto|puesto|perfil|"
    "service type|function|agent type|type of service|resource description",
    "item": "rate item|what it is|position nr",
    "location": "country|site|city|delivery location|delivery country|delivery site|delivery centre|"
    "delivery center|geography|geo|region|shore|standort|land|pays|lieu|ville|pais|ubicacion|sede|ciudad|work location|"
    "location of delivery|hub|place|delivery hub|ort",
    "channel": "contact channel|medium|media|kanal|canal|contact type|interaction type|channel type|channels",
    "value": "rate|unit price|unit rate|unit cost|cost|fee|charge|amount|tariff|value|bill rate|billing rate|"
    "billable rate|proposed rate|quoted rate|offered rate|offered price|proposed price|price per unit|rate per unit|"
    "cost per unit|ppu|net price|list price|standard rate|preis|einzelpreis|stuckpreis|satz|verrechnungssatz|betrag|"
    "kosten|tarif|prix|prix unitaire|cout|montant|taux|precio|precio unitario|tarifa|coste|costo|importe|rate card|"
    "price rate|contract rate|bid price|bid|stundensatz",
    "low": "min|minimum|lower|lowest|low price|min price|minimum price|min rate|p10|10th percentile|niedrig|"
    "minimo|mini|low estimate|low rate|price low|rate low|price min|rate min",
    "base": "mid|middle|midpoint|median|p50|most likely|expected|typical|average|mean|mittel|moyen|medio|"
    "base price|base rate|mid price|50th percentile|base case",
    "high": "max|maximum|upper|highest|high price|max price|maximum price|max rate|p90|90th percentile|hoch|"
    "maximo|maxi|high estimate|high rate|price high|rate high|price max|rate max",
    "range": "range|range means|range is",
    "currency": "ccy|curr|cur|currency code|wahrung|devise|monnaie|moneda|divisa|billing currency|price currency",
    "unit": "uom|u o m|unit of measure|unit of measurement|measure|per|basis|billing unit|price unit|pricing unit|"
    "rate unit|charge unit|rate basis|pricing basis|billing basis|charging basis|price basis|unit type|einheit|"
    "mengeneinheit|unite|unite de mesure|unidad|unidad de medida|price per|rate type|unit of charge|units of measure|"
    "pricing model|billing model",
    "as_of": "as of|as of date|date|effective date|effective|effective from|valid from|validity start|"
    "start date|price year|rates valid from|price base|price base date|base date|price level|year|gultig ab|stand|"
    "datum|date d effet|valable a partir du|fecha|fecha efectiva|valido desde|vigente desde|date of price|rate year|"
    "rate effective date|in force from",
    "over": "over|volume above",
    "from": "volume from|from volume|min volume|minimum volume|volume min|lower volume|tier from|band from|ab menge|"
    "from qty|volume lower|tier start",
    "up_to": "up to|volume to|to volume|max volume|maximum volume|volume max|tier to|band to|bis menge|"
    "to qty|volume upper|tier end",
    "band": "volume band|volume tier|tier band|volume range|monthly volume band|band|staffel|tranche|tramo",
    "index": "price index",
    "source": "quelle|fuente|source of the price|vendor|supplier|provider|bidder|lieferant|anbieter|fournisseur|"
    "proveedor|vendor name|supplier name",
    "address": "address of the source|link|url|web address",
    "note": "notes|remark|remarks|comment|comments|assumption|assumptions|bemerkung|bemerkungen|kommentar|hinweis|"
    "remarque|remarques|commentaire|commentaires|observaciones|notas|nota|comentarios|conditions|vendor comments",
    "conflicts_with": "conflicts with",
    "detail": "language|languages|shift|tier|level|seniority|grade|skill level|complexity|service window|coverage|lob|"
    "line of business|service line|workstream|tower|program|programme|department|sprache|schicht|niveau|stufe|langue|"
    "idioma|nivel|hours of operation|experience|category|sub category|subcategory|group|queue|business unit|"
    "service level|work type|skill type|inbound outbound|direction|day type|hours of service",
    "nothing": "total|sum|qty|quantity|volume|volumes|fte|ftes|headcount|seats|hours|minutes|extended price|extended|"
    "annual total|total price|total cost|annual cost|total annual|monthly total|no|nr|line|line no|ref|reference|id|"
    "sku|code|rate id|discount|tax|vat|mwst|menge|gesamt|summe|anzahl|cantidad|total annuel|quantite|variance|"
    "previous rate|prior rate|old rate|old price|last year|valid to|valid until|end date|expiry|expiry date|status|"
    "estimated volume|contacts|calls|check",
}  # in small letters, without accents
HEADINGS: dict[str, tuple[str, ...]] = {fact: (plain(heading),) for fact, heading in COLUMNS.items()}
HEADINGS |= {fact: (*HEADINGS.get(fact, ()), *words.split("|")) for fact, words in WORDS.items()}  # ours come first
FACT = {word: fact for fact, words in HEADINGS.items() for word in words}
PRICES = ("value", "low", "base", "high")
MEANS = {"min": "minimum and maximum", "max": "minimum and maximum", "p10": "P10 and P90", "p90": "P10 and P90"}
PRICE_WORDS = frozenset((
    "price", "prices", "rate", "rates", "cost", "fee", "charge", "tariff", "preis", "preise", "satz", "prix", "tarif",
    "taux", "cout", "precio", "precios", "tarifa", "coste", "costo", "stundensatz", "unit", "proposed", "offered",
    "quoted", "net", "billing", "bill", "billable", "your", "vendor", "standard",
))  # fmt: skip
NO_PRICE = frozenset((
    "total", "sum", "quantity", "qty", "volume", "budget", "annual", "extended", "previous", "prior", "old", "last",
    "discount", "baseline",
))  # fmt: skip
