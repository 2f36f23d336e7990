"""Places and channels as vendors name them: ``PH`` is Philippines, ``Bogotá`` is a place, ``E-mail`` is email.

Countries get the name that cards use. A city stays the city it is; ``country_of`` says where it lies.
"""

from tcomodel.importing.unit_words import plain
from tcomodel.remembered import remembered

COUNTRIES = {
    "United States": "us|usa|u s|u s a|united states of america|america|etats unis|estados unidos|ee uu|"
    "vereinigte staaten",
    "United Kingdom": "uk|u k|gb|great britain|england|scotland|wales|royaume uni|grossbritannien|reino unido",
    "Philippines": "ph|phl|philippine|the philippines|philippinen|filipinas",
    "India": "in|ind|indien|inde",
    "Colombia": "co|col|kolumbien|colombie",
    "Mexico": "mx|mex|mexiko|mexique",
    "Costa Rica": "cr|cri",
    "South Africa": "za|rsa|zaf|sudafrika|afrique du sud|sudafrica",
    "Canada": "ca|can|kanada",
    "Poland": "pl|pol|polen|pologne|polonia",
    "Romania": "ro|rou|rumanien|roumanie|rumania",
    "Egypt": "eg|egy|agypten|egypte|egipto",
    "Morocco": "ma|mar|marokko|maroc|marruecos",
    "Tunisia": "tn|tun|tunesien|tunisie",
    "Portugal": "pt|prt",
    "Spain": "es|esp|spanien|espagne|espana",
    "Germany": "de|deu|ger|deutschland|allemagne|alemania",
    "France": "fr|fra|frankreich|francia",
    "Ireland": "ie|irl|irland|irlande|irlanda",
    "Bulgaria": "bg|bgr|bulgarien|bulgarie",
    "Malaysia": "my|mys",
    "Jamaica": "jm|jam|jamaika",
    "Dominican Republic": "do|dom|dom rep|dominikanische republik|republica dominicana",
    "El Salvador": "sv|slv",
    "Guatemala": "gt|gtm",
    "Honduras": "hn|hnd",
    "Nicaragua": "ni|nic",
    "Panama": "pa|pan",
    "Peru": "pe|per",
    "Argentina": "ar|arg",
    "Chile": "cl|chl",
    "Brazil": "br|bra|brasil|brasilien",
    "Australia": "au|aus|australien",
    "New Zealand": "nz|nzl",
    "Kenya": "ke|ken|kenia",
    "Ghana": "gh|gha",
    "Nigeria": "ng|nga",
    "Mauritius": "mu|mus",
    "Rwanda": "rw|rwa|ruanda",
    "Fiji": "fj|fji",
    "Sri Lanka": "lk|lka",
    "Bangladesh": "bd|bgd",
    "Pakistan": "pk|pak",
    "Vietnam": "vn|vnm|viet nam",
    "Thailand": "th|tha",
    "Indonesia": "id|idn|indonesien",
    "China": "cn|chn",
    "Japan": "jp|jpn",
    "Turkey": "tr|tur|turkiye|turkei|turquie",
    "Greece": "gr|grc|griechenland",
    "Hungary": "hu|hun|ungarn|hongrie",
    "Czech Republic": "cz|cze|czechia|tschechien",
    "Slovakia": "sk|svk|slowakei",
    "Serbia": "rs|srb|serbien",
    "Bosnia": "ba|bih|bosnia and herzegovina",
    "Kosovo": "xk",
    "Albania": "al|alb|albanien",
    "North Macedonia": "mk|mkd|macedonia",
    "Croatia": "hr|hrv|kroatien",
    "Lithuania": "lt|ltu|litauen",
    "Latvia": "lv|lva|lettland",
    "Estonia": "ee|est|estland",
    "Ukraine": "ua|ukr",
    "Georgia": "ge|geo",
    "Netherlands": "nl|nld|niederlande|pays bas|holland",
    "Belgium": "be|bel|belgien|belgique",
    "Austria": "at|aut|osterreich",
    "Switzerland": "ch|che|schweiz|suisse",
    "Italy": "it|ita|italien|italie|italia",
    "Sweden": "se|swe|schweden",
    "Trinidad and Tobago": "tt|tto|trinidad",
    "Belize": "bz|blz",
    "Puerto Rico": "pr|pri",
    "Madagascar": "mg|mdg|madagaskar",
    "Senegal": "sn|sen",
    "Offshore": "off shore",
    "Nearshore": "near shore",
    "Onshore": "on shore",
    "Any": "all locations|any location|global|worldwide|all sites",
}
CITIES = {
    "Philippines": "manila|metro manila|cebu|cebu city|davao|clark|baguio|iloilo|bacolod|makati|quezon city|bgc|"
    "taguig|dumaguete|mandaluyong|pasig|ortigas|cagayan de oro|legazpi",
    "India": "bangalore|bengaluru|hyderabad|pune|mumbai|delhi|new delhi|noida|gurgaon|gurugram|chennai|kolkata|jaipur",
    "Colombia": "bogota|medellin|cali|barranquilla|bucaramanga|pereira|manizales|cartagena",
    "Mexico": "mexico city|ciudad de mexico|cdmx|guadalajara|monterrey|tijuana|merida|hermosillo|leon|puebla",
    "Costa Rica": "san jose|heredia",
    "South Africa": "cape town|johannesburg|durban|pretoria",
    "Poland": "krakow|cracow|warsaw|wroclaw|gdansk|lodz|katowice|poznan",
    "Romania": "bucharest|cluj|cluj napoca|iasi|timisoara|brasov",
    "Bulgaria": "sofia|plovdiv|varna|burgas",
    "Egypt": "cairo|alexandria",
    "Morocco": "casablanca|rabat|fes|marrakech|tangier",
    "Tunisia": "tunis|sousse",
    "Portugal": "lisbon|lisboa|porto|braga",
    "Spain": "madrid|barcelona|malaga|valencia|seville",
    "Ireland": "dublin|cork|belfast",
    "United Kingdom": "london|manchester|glasgow|newcastle|leeds|cardiff|birmingham|liverpool",
    "Germany": "berlin|hamburg|leipzig|munich|munchen|dortmund|essen|duisburg|frankfurt",
    "France": "paris|lyon|lille|marseille",
    "United States": "phoenix|tampa|dallas|san antonio|el paso|salt lake city|las vegas|jacksonville|orlando|"
    "houston|atlanta|tulsa|omaha|charlotte|austin|chicago|new york|tucson|san diego",
    "Canada": "toronto|montreal|vancouver|halifax|winnipeg|ottawa|calgary|edmonton|new brunswick",
    "Jamaica": "kingston|montego bay",
    "Dominican Republic": "santo domingo|santiago de los caballeros",
    "El Salvador": "san salvador",
    "Guatemala": "guatemala city",
    "Honduras": "san pedro sula|tegucigalpa",
    "Malaysia": "kuala lumpur|penang|cyberjaya",
    "Serbia": "belgrade|novi sad",
    "Greece": "athens|thessaloniki",
    "Kenya": "nairobi",
    "Argentina": "buenos aires|cordoba|rosario",
    "Peru": "lima",
    "Chile": "santiago",
    "Brazil": "sao paulo|rio de janeiro|curitiba",
    "Turkey": "istanbul|izmir|ankara",
    "China": "dalian|shanghai|beijing",
}
CHANNELS = {
    "voice": "phone|telephone|telephony|call|calls|inbound voice|outbound voice|inbound calls|outbound calls|"
    "inbound call|outbound call|telefon|telefono|voz|voix",
    "email": "e mail|emails|e mails|mail|courriel|correo|correo electronico",
    "chat": "live chat|webchat|web chat|messaging|chats",
    "social": "social media",
    "back office": "backoffice",
    "sms": "text messages",
    "video": "video chat",
    "all": "all channels|any|any channel|omnichannel|omni channel|multichannel|multi channel|blended|mixed",
}
COUNTRY = {word: name for name, words in COUNTRIES.items() for word in (plain(name), *words.split("|"))}
COUNTRY_OF_CITY = {city: name for name, cities in CITIES.items() for city in cities.split("|")}
CHANNEL = {word: name for name, words in CHANNELS.items() for word in (plain(name), *words.split("|"))}


@remembered
def location_of(text: str) -> str:
    """The name of a place that is known, countries as cards call them; empty for what is no place known here."""
    word = plain(text)
    if word in COUNTRY:
        return COUNTRY[word]
    if word in COUNTRY_OF_CITY:
        return " ".join(text.split())
    parts = text.replace("(", ",").replace(")", "").replace(" - ", ",").replace("/", ",").split(",")
    if len(parts) == 2 and all(_is_place(part) for part in parts):  # Manila, Philippines
        return " ".join(text.split())
    return ""


@remembered
def country_of(location: str) -> str:
    """The country of a city that is known: ``Manila, PH`` lies in Philippines; a country is itself, else nothing."""
    for part in (location, *location.replace("(", ",").replace(")", "").replace("/", ",").split(",")):
        word = plain(part)
        found = COUNTRY.get(word) or COUNTRY_OF_CITY.get(word)
        if found:
            return found
    return ""


@remembered
def channel_of(text: str) -> str:
    """The channel a text is the name of, as cards call it; empty for what is none."""
    return CHANNEL.get(plain(text), "")


@remembered
def channel_within(text: str) -> str:
    """The one channel that is named within a text; empty where none is, or more than one."""
    told = f" {plain(text)} "
    named = {name for word, name in CHANNEL.items() if word not in WEAK and f" {word} " in told}
    return named.pop() if len(named) == 1 else ""


WEAK = frozenset(("any", "all", "mixed", "mail", "social", "video", "messaging"))  # too common to mean a channel


def _is_place(text: str) -> bool:
    return plain(text) in COUNTRY or plain(text) in COUNTRY_OF_CITY
