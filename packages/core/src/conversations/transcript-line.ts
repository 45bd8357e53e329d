import { directionOf } from '../languages/direction-of.ts'
import type { Locale } from '../languages/to-locale.ts'

/**
 * Who wrote, and when: above what was said. Marks that are not seen keep the direction of the language, whatever the name is written in, and the
 * order within name and time.
 */
export function transcriptLine({ language, tag }: Locale, who: string, at: Date): string {
  const time = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at)
  return `${directionOf(language) === 'rtl' ? '\u200f' : '\u200e'}${isolated(who)} (${isolated(time)} UTC)`
}

const isolated = (text: string) => `\u2068${text}\u2069`
