import { fold } from '../../../retrieval/words/fold.ts'
import type { ModelMessage } from '../../model.ts'
import { asksForCode, asksForOrder } from './shop-phrases.ts'

/** What a visitor has said of an order so far. */
export interface OrderQuestion {
  readonly order_number: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly postcode: string | null
  /** That was mailed; left out unless it was asked for. */
  readonly code?: string
}

const nouns =
  /\b(?:orders?|parcels?|packages?|shipments?|bestellung(?:en)?|bestellnummer|auftrag|paket|paeckchen|packchen|sendung|lieferung|commandes?|colis|livraison|pedidos?|paquetes?|envio|ordin[ei]|pacc[oh]i?|spedizione|encomendas?|pacotes?|bestelling(?:en)?|pakket(?:je)?|zamowieni[ea]|paczk[ai]|bestallning(?:en)?|paketet|ordren?|pakken?|bestilling(?:en)?|tilaus(?:ta|ni)?|paketti(?:ni)?|siparis(?:im|i)?|kargom?|objednavk[auy]|zasilk[auy])\b|заказ|посылк|注文|荷物|订单|包裹/u
/** Whose it is, or how it stands: what asks for one's own order rather than about orders. */
const own =
  /\b(?:my|where|status|track(?:ing)?|find|arrived?|mein(?:e[rnms]?)?|wo|wann|verfolg\w*|ma|mon|mes|ou|suivi|mi|mis|donde|estado|mio|mia|dov|dove|stato|meu|minha|onde|mijn|waar|moj[ae]?|gdzie|mina?|mitt|var|hvor|missa|nerede|muj|moje|kde)\b|мо[йяею]|где|どこ|状況|我的|哪里|在哪/u
/** What is wanted of an order that reading it does not do. */
const otherwise =
  /\b(?:cancel|change|return|refund|stornier\w*|ander[en]|zuruck\w*|annuler|rembours\w*|cancelar|devolver|annullare|reso|reembolso)\b/u

const emailPattern = /[^\s@<>,;:"'()]+@[^\s@<>,;:"'()]+\.[^\s@<>,;:"'().]+(?:\.[^\s@<>,;:"'().]+)*/u
const phonePattern = /(?:\+|\b00)\d[\d ()/.-]{6,20}\d/u
const numberPattern = /(?<![\p{L}\d.,€$£-])#?((?:\p{L}{1,5}[-_]?)?\d{3,12}(?:[-_]\d{1,6})?)(?![\p{L}\d]|[.,]\d| ?(?:€|eur|usd|\$|£))/u

/** A young shop counts from one: so short a number is that of an order alone, behind its sign or the word for an order. */
const shortPattern = new RegExp(`(?:^|#|(?:${nouns.source})\\s*(?:n[or]?[.°º]?|num\\p{L}*|№)?\\s*)(\\d{1,2})(?=\\s*(?:[?!.,;:)]|$))`, 'u')

/** What the visitor says of an order of theirs, in this message and in those that answered us before; null when it is about none. */
export function orderQuestion(message: string, history: readonly ModelMessage[]): OrderQuestion | null {
  const question = spaced(message)
  const before = dialogue(history)
  const text = fold(question)
  const isAbout = nouns.test(text) && !otherwise.test(text) && (own.test(text) || namesOne(question))
  const goesOn = before.length > 0 && holdsDetails(question)
  if (!isAbout && !goesOn) return null
  if (!goesOn) return read(none, question)
  const code = codeIn(question, history)
  // A code is no number of an order.
  const known = [...before, ...(code === null ? [question] : [])].reduce<OrderQuestion>(read, none)
  return code === null ? known : { ...known, code }
}

/** Two mugs are ordered without an e-mail, order 2 is asked for with it. */
function namesOne(question: string): boolean {
  const rest = withoutContacts(question)
  return numberPattern.test(rest) || /#\d/.test(rest) || (emailPattern.test(question) && shortPattern.test(fold(rest).trim()))
}

/** Where no spaces are written, a number or an address touches the words around it. */
const spaced = (text: string) =>
  text.replace(
    /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}])(?=[A-Za-z\d])|(?<=[A-Za-z\d])(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}])/gu,
    ' ',
  )

const none: OrderQuestion = { order_number: null, email: null, phone: null, postcode: null }

/** What a message holds that answers a question for a code. */
function codeIn(text: string, history: readonly ModelMessage[]): string | null {
  if (!asksForCode(history.at(-1)?.content ?? '') || emailPattern.test(text)) return null
  return /(?<!\d)\d{3}[ -]?\d{3}(?!\d)/.exec(text)?.[0]?.replace(/\D/g, '') ?? null
}

/** The visitor's messages since details of an order were first asked for, without codes. */
function dialogue(history: readonly ModelMessage[]): string[] {
  const said: string[] = []
  for (let at = history.length - 1; at > 0; at -= 2) {
    const [answer, question] = [history[at], history[at - 1]]
    if (answer?.role !== 'assistant' || question?.role !== 'user' || !asksForOrder(answer.content)) break
    if (codeIn(question.content, history.slice(0, at - 1)) === null) said.unshift(spaced(question.content))
  }
  return said
}

const holdsDetails = (text: string): boolean =>
  emailPattern.test(text) || /\d{3}/.test(text) || shortPattern.test(fold(text).trim()) || postcodeIn(text) !== null

/** What is said later counts; one proof takes the place of another. */
function read(known: OrderQuestion, text: string): OrderQuestion {
  const email = emailPattern.exec(text)?.[0] ?? null
  const phone = phonePattern.exec(text.replace(emailPattern, ' '))?.[0] ?? null
  const rest = withoutContacts(text)
  const number = numberPattern.exec(rest) ?? shortPattern.exec(fold(rest).trim())
  const namesOrder = number !== null && (number[0].startsWith('#') || nouns.test(fold(rest)))
  const isPostcode = known.order_number !== null && !namesOrder && email === null && phone === null
  const postcode = isPostcode ? postcodeIn(rest) : besideNumber(rest, number)
  const proof = email !== null || phone !== null || postcode !== null ? { email, phone, postcode } : {}
  return { ...known, ...(number && !isPostcode ? { order_number: number[1] ?? null } : {}), ...proof }
}

const postcodeWord =
  /(?<!\p{L})(?:post ?codes?|zip(?: ?code)?|plz|postleitzahl|code postal|codigo postal|cap|postcode|postnummer|postinumero|kod pocztowy|psc|posta kodu|郵便番号|邮编|우편번호|индекс)(?!\p{L})[\s:=]*(?:(?:is|ist|lautet|est|es|e)\s+)?/iu

/** A postcode beside the number of an order: behind its word, or all that is left. */
function besideNumber(text: string, number: RegExpExecArray | null): string | null {
  if (number === null) return null
  const rest = text.replace(number[0], ' ')
  const [, named] = fold(rest).split(postcodeWord)
  if (named !== undefined) return postcodeIn(named)?.toUpperCase() ?? null
  const left = fold(rest)
    .replace(nouns, ' ')
    .replace(/[\s,;.#]+/g, ' ')
    .trim()
  return postcodeIn(left) === left && left !== '' ? left.toUpperCase() : null
}

const withoutContacts = (text: string): string => text.replace(emailPattern, ' ').replace(phonePattern, ' ')

/** `10115`, `SW1A 1AA`, `1012 AB`: what is left of a short message that gives a postcode. */
function postcodeIn(text: string): string | null {
  const found = /(?<![\p{L}\d])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} ?[A-Z]{2}|\d{2,5}[- ]?\d{2,4}|\d{4,6})(?![\p{L}\d])/iu.exec(text)
  return found?.[0] ?? null
}
