import type { BusinessHours } from '../companies/business-hours.ts'
import { fillIn } from '../languages/fill-in.ts'
import type { Locale } from '../languages/to-locale.ts'
import { handOffWords } from './hand-off-words.ts'
import { hoursText } from './hours-text.ts'

/** What a visitor is told who gets a person: never that somebody is there while nobody is. */
export function handOffText({ language, tag }: Locale, { open, hours }: BusinessHours): string {
  const words = handOffWords[language]
  if (open) return words.open
  const text = hours && hoursText(hours, tag)
  return text ? `${words.closed} ${fillIn(words.hours, { hours: text })}` : words.closed
}
