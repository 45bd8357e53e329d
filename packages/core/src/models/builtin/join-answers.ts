import type { BuiltinAnswer } from './builtin-answer.ts'
import type { Phrases } from './phrases/phrases.ts'

interface PartAnswer {
  readonly question: string
  readonly answer: BuiltinAnswer
}

/** The answers to the several questions of a message as one; those without are named. `decline` is for when none has one. */
export function joinAnswers(parts: readonly PartAnswer[], phrases: Phrases, decline: () => BuiltinAnswer): BuiltinAnswer {
  const answered = parts.filter(({ answer }) => !answer.declined)
  if (answered.length === 0) return decline()
  const texts: string[] = []
  for (const { question, answer } of parts) {
    const text = answer.declined ? `**${question}**\n${phrases.decline}` : withoutSources(answer.text, phrases)
    const said = new Set(texts.flatMap(paragraphs))
    const more = paragraphs(text).filter(paragraph => !said.has(paragraph))
    if (more.length > 0) texts.push(more.join('\n\n'))
  }
  const sources = new Set(answered.flatMap(({ answer }) => sourcesOf(answer.text, phrases)))
  return {
    text: [...texts, ...(sources.size > 0 ? [`${phrases.source}: ${[...sources].join(' · ')}`] : [])].join('\n\n'),
    used: [...new Set(answered.flatMap(({ answer }) => answer.used))],
    declined: false,
    kind: answered[0]?.answer.kind ?? 'passages',
  }
}

const paragraphs = (text: string): string[] => text.split('\n\n')

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)

const sourcesOf = (text: string, { source }: Phrases): string[] =>
  lastLine(text).startsWith(`${source}: `)
    ? lastLine(text)
        .slice(source.length + 2)
        .split(' · ')
    : []

const withoutSources = (text: string, phrases: Phrases): string =>
  sourcesOf(text, phrases).length > 0 ? text.slice(0, text.lastIndexOf('\n')).trimEnd() : text
