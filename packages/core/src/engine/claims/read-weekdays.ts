import { shortWeekdaysOf, weekdayOf } from './calendar.ts'
import type { Claim } from './claim.ts'
import { isAboutDelivery } from './promises.ts'

const closed =
  /\b(?:closed|shut|geschlossen|ruhetag|ferme[es]?|cerrad[oa]s?|chius[oaie]|fechad[oa]s?|gesloten|lukket|stengt|stangt|zamkniet\w+|nieczynn\w+|zavren\w*|suljettu|kapali\w*)\b|закрыт|выходн|休業|定休|休み|休息|不营业/
const opens =
  /\b(?:open\w*|geoffnet|offnet|offen|ouvert\w*|abiert\w+|apert\w+|abert\w+|geopend|abent|oppet|czynn\w+|otwart\w+|otevren\w*|avoinna|acik\w*)\b|открыт|営業|营业|\d/

/**
 * The days of the week that a folded text names. In evidence a day that is only named as one on which it is closed backs nothing but that; days
 * that follow "closed" in a list are closed as well, up to where hours or something open is named.
 */
export function readWeekdays(folded: string, mode: 'answer' | 'evidence'): Claim[] {
  const claims: Claim[] = []
  if (mode === 'answer') {
    const isClosed = closed.test(folded)
    const isDelivery = isAboutDelivery(folded)
    for (const { word, day } of longNames(folded)) claims.push({ kind: 'weekday', text: word, day, isClosed, isDelivery })
    return claims
  }
  let isClosed = false
  for (const sentence of folded.split(/\n|\.(?!\d)/)) {
    const isDelivery = isAboutDelivery(sentence)
    for (const clause of sentence.split(/[;,]/)) {
      isClosed = closed.test(clause) || (isClosed && !opens.test(clause))
      for (const { word, day } of [...longNames(clause), ...shortNames(clause)])
        claims.push({ kind: 'weekday', text: word, day, isClosed, isDelivery })
    }
    isClosed = false
  }
  return claims
}

function* longNames(folded: string) {
  for (const [word] of folded.matchAll(/\p{L}[\p{L}-]{3,}/gu))
    for (const part of weekdayOf(word) ? [word] : word.split('-')) {
      const day = weekdayOf(part)
      if (day) yield { word: part, day }
    }
}

/** Abbreviations are words of other meanings, too, but for where opening hours have them. */
function* shortNames(folded: string) {
  for (const [word] of folded.matchAll(/(?<!\p{L})\p{L}{2,5}(?=\.?\s?[-–:]|\.?\s\d)|(?<=[-–]\s?)\p{L}{2,5}(?!\p{L})/gu))
    for (const day of shortWeekdaysOf(word)) yield { word, day }
}
