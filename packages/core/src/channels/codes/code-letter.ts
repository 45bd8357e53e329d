import { fillIn } from '../../languages/fill-in.ts'
import { toLocale } from '../../languages/to-locale.ts'
import type { Letter } from '../../mail/letter.ts'
import { codeMinutes } from './code-minutes.ts'
import { codeWords } from './code-words.ts'

/** All of its words are ours: an adapter says to whom, never what. `wanted`: a BCP 47 tag. */
export function codeLetter(wanted: string | null, company: string, code: string): Letter {
  const { language, tag } = toLocale(wanted)
  const words = codeWords[language]
  const time = new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(codeMinutes)
  return {
    language: tag,
    subject: fillIn(words.subject, { company }),
    name: '',
    paragraphs: [fillIn(words.asked, { company }), fillIn(words.code, { code }), fillIn(words.use, { time })],
    after: [words.ignore],
  }
}
