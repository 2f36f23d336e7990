"""The words that exports have in their headings, in the languages they write, in small letters without accents.

"Anrufe angenommen", "Calls answered"     both head the contacts that somebody answered
"""

SAID = {
    "date": "date day month week period datum tag monat woche fecha dia mes semana jour mois semaine interval "
    "timestamp start begin",
    "time": "time interval hour clock uhrzeit zeit stunde hora heure intervall slot",
    "names": "channel channels queue queues media medium skill skills kanal kanale warteschlange canal cola file "
    "type service line dnis interaction",
    "count": "count counts volume volumes contacts contact calls call anzahl menge total kontakte anrufe volumen "
    "llamadas contactos appels nombre tickets cases number received",
    "no count": "aht asa acw att awt sl sla tsf average avg mean rate share percent percentage duration time seconds "
    "sec secs minutes min mins wait waiting talk hold occupancy agents agent fte staff staffed headcount "
    "csat nps score cost price id within target forecast level hours dauer zeit quote anteil kosten "
    "transferred transfer transfers outbound shrinkage utilisation utilization longest maximum max",
    "outbound": "outbound outgoing ausgehend saliente salientes sortant sortants",
    "thousands": "000 000s k thousand thousands tsd tausend mil miles millier milliers",
    "sums": "total totals sum subtotal summe gesamt gesamtsumme zwischensumme suma somme ensemble grand "
    "insgesamt overall all everything",
    "around sums": "of the channels channel contacts calls volume per month week day year kontakte",
}
WORDS = {fact: frozenset(words.split()) for fact, words in SAID.items()}
MEASURES = {
    "offered": "offered entered presented inbound received arrived incoming eingehend angeboten ofrecidas recibidas",
    "answered": "answered handled accepted completed served taken angenommen bearbeitet beantwortet atendidas "
    "contestadas traites",
    "given up": "abandoned abandons abandon lost missed verloren aufgelegt abandonadas",
}
MEASURE = {word: name for name, words in MEASURES.items() for word in words.split()}
CHANNELS = {  # beside those that rate cards know (importing.locations)
    "voice": "anrufe anruf telefonie gesprache hotline llamadas llamada appels appel ivr telephonie telefonia",
    "chat": "chats livechat webchat",
    "email": "emails mails mailings courriels correos",
}
CHANNEL = {word: name for name, words in CHANNELS.items() for word in words.split()}
