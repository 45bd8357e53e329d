import type { AnswerMark } from '../words/answer-marks.ts'

/** How customers ask for an amount, a span of time, a place; by languages, over folded text. */
const patterns: readonly (readonly [AnswerMark, RegExp])[] = [
  [
    'duration',
    /\bhow (?:long|many (?:hours|days|weeks|months|years)|soon|fast|quickly)\b|\bwie (?:lange?|viele (?:stunden|tage|wochen|monate)|schnell)\b|\b(?:combien de (?:temps|jours|semaines)|quel delai|dans quel delai)\b|\bcuant[oa]s? (?:tiempo|dias|semanas|tarda|demora)|\bquant[oi] (?:tempo|giorni)\b|\bquant[oa]s? (?:tempo|dias)\b|\bhoe (?:lang|snel|veel dagen)\b|\bhur (?:lange|snabbt|manga dagar)\b|\bhvor (?:lang(?:e|t)?|mange dage?r?)\b|\bjak dlugo\b|\bkuinka kauan\b/,
  ],
  [
    'money',
    /\bhow (?:much|expensive)\b(?! (?:time|space|storage|weight))|\bwhat (?:does|do|is|are|would) .*\b(?:costs?|price)\b|\b(?:price|cost|fee)s? (?:of|for)\b|\bwie ?viel (?:kostet|kosten|zahle)|\bwas kosten?t?\b|\bwie teuer\b|\bcombien (?:coute|coutent|ca|est|vaut)|\bquel(?:s)? (?:est|sont) (?:le|les) (?:prix|frais|tarifs?)|\bcuanto (?:cuesta|cuestan|vale|valen|es)\b|\bquanto (?:costa|costano|custa|custam)\b|\b(?:hoeveel|wat) kost\b|\bhoe duur\b|\bhur mycket kostar\b|\bhvad koster\b|\bhva koster\b|\bile kosztuj/,
  ],
  ['percent', /\bwhat percent|\bhow many percent|\bwieviel prozent\b|\bquel pourcentage\b/],
  [
    'email',
    /\b(?:e-?mail|mail) ?(?:address|adresse)\b|\bwhere (?:can|do|should) i (?:write|send an e-?mail)|\badresse (?:e-?)?mail\b|\bcorreo electronico\b/,
  ],
  [
    'phone',
    /\b(?:phone|telephone) ?numbers?\b|\b(?:can|may) i (?:call|phone|ring)\b|\btelefonnummer\b|\bnumero de (?:telephone|telefono)\b|\btelefoonnummer\b/,
  ],
  [
    'hours',
    /\b(?:opening|closing|business|store) (?:hours|times?)\b|\bwhen (?:are|do) you (?:open|close)|\bwhat time (?:do|are|does|is)|\boffnungszeiten\b|\bwann (?:habt|haben|hat|macht|machen) .*(?:offen|geoffnet|auf|zu)\b|\bhoraires?\b|\bhorarios?\b|\borari\b|\bopeningstijden\b/,
  ],
  [
    'date',
    /^(?:when|wann|quand|cuando|quando|wanneer|nar|hvornar|kiedy|milloin)\b|\b(?:what date|by when|until when|since when|bis wann|ab wann|jusqu'a quand|hasta cuando)\b/,
  ],
  [
    'address',
    /\bwhere (?:is|are|can i find) (?:you|your|the) ?(?:shop|store|office|located|showroom)?|\bwo (?:seid|sind|ist|finde|befindet)\b|\bou (?:etes|est|se trouve|sont)\b|\bdonde (?:esta|estan|queda)\b|\bdove (?:siete|si trova|e)\b/,
  ],
]

/** What kind of thing would answer a question; null when its wording does not tell. */
export const questionFocus = (folded: string): AnswerMark | null => patterns.find(([, pattern]) => pattern.test(folded))?.[0] ?? null

/** Whether a question asks how something is done. */
export const asksHow = (folded: string): boolean =>
  /^(?:\S+ ){0,3}(?:how (?:do|can|to|should|would|does|did)|wie (?:kann|funktioniert|geht|mache|muss|lasst|bekomme|komme)|comment|como (?:puedo|se|hago|funciona|devuelvo|posso|faco)|come (?:posso|si|faccio|funziona)|hoe (?:kan|moet|werkt)|hur (?:kan|gor|fungerar)|hvordan)\b/.test(
    folded,
  )

/** Concepts whose words stand beside what is asked for: `period` beside a span of time. */
export const focusConcepts: Partial<Readonly<Record<AnswerMark, string>>> = {
  duration: 'duration',
  money: 'price',
  hours: 'opening hours',
  phone: 'phone',
  email: 'email',
  address: 'address',
}

/** Words that only ask when they follow another: they tell what kind of answer is wanted, not what about. */
const askingPairs = new Set(
  `how long, how soon, how fast, how quickly, how expensive, how often, how many, how much, wie lange, wie lang, wie schnell, wie teuer, wie oft, wie viele, hoe lang, hoe snel, hoe duur, hoe vaak,
  hur lange, hur ofta, hvor lenge, hvor lange, hvor lang, hvor ofte, de temps, cuanto tiempo, cuantos dias, quanto tempo, quanti giorni, quantos dias, jak dlugo, kuinka kauan`
    .split(',')
    .map(pair => pair.trim()),
)

/** Whether a word after another only asks. */
export const onlyAsks = (before: string | undefined, word: string): boolean => askingPairs.has(`${before} ${word}`)

const counting =
  /\b(?:how many|wie ?viele?|combien d(?:e |')|cuant[oa]s|quant[ie]|quant[oa]s|hoeveel|hur manga|hvor mange|ile|kuinka monta) ?(\p{L}{4,})/u
const times =
  /^(?:days?|hours?|weeks?|months?|years?|tage|stunden|wochen|monate|jahre|jours|heures|semaines|mois|annees|dias|horas|semanas|meses|anos|giorni|ore|settimane|mesi|dagen|uren|weken|maanden|percent|prozent|temps)$/

/** What a question wants the number of, folded: `points` of `how many points`; spans of time have a mark of their own. */
export function countedThing(folded: string): string | null {
  const thing = counting.exec(folded)?.[1] ?? null
  return thing === null || times.test(thing) ? null : thing
}
