import type { BusinessHours } from '../companies/business-hours.ts'

interface Sentences {
  readonly open: string
  readonly closed: string
  /** Before the opening hours. */
  readonly hours: string
}

const sentences: Readonly<Record<string, Sentences>> = {
  en: {
    open: 'I have asked a person to take over. Somebody will write to you here.',
    closed: 'I have asked a person to take over. Nobody is there at this hour; your messages are kept and will be answered here.',
    hours: 'Opening hours',
  },
  de: {
    open: 'Ich habe einen Menschen gebeten zu übernehmen. Jemand wird Ihnen hier schreiben.',
    closed:
      'Ich habe einen Menschen gebeten zu übernehmen. Zu dieser Zeit ist niemand da; Ihre Nachrichten bleiben erhalten und werden hier beantwortet.',
    hours: 'Öffnungszeiten',
  },
  fr: {
    open: 'J’ai demandé à une personne de prendre le relais. Quelqu’un vous écrira ici.',
    closed:
      'J’ai demandé à une personne de prendre le relais. Personne n’est là à cette heure ; vos messages sont conservés et recevront une réponse ici.',
    hours: 'Horaires d’ouverture',
  },
  es: {
    open: 'He pedido a una persona que se haga cargo. Alguien le escribirá aquí.',
    closed: 'He pedido a una persona que se haga cargo. A esta hora no hay nadie; sus mensajes se guardan y recibirán respuesta aquí.',
    hours: 'Horario',
  },
  it: {
    open: 'Ho chiesto a una persona di subentrare. Qualcuno le scriverà qui.',
    closed: 'Ho chiesto a una persona di subentrare. A quest’ora non c’è nessuno; i suoi messaggi restano e riceveranno risposta qui.',
    hours: 'Orari di apertura',
  },
}

/** What a visitor is told who gets a person: never that somebody is there while nobody is. */
export function handOffText(language: string | null, { open, text }: BusinessHours) {
  const words = sentences[language?.slice(0, 2).toLowerCase() ?? 'en'] ?? (sentences.en as Sentences)
  if (open) return words.open
  return text ? `${words.closed} ${words.hours}: ${text}.` : words.closed
}
