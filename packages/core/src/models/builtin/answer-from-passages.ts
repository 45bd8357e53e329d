import type { BuiltinAnswer, BuiltinPassage, BuiltinQuestion } from './builtin-answer.ts'
import { competingMeanings } from './competing-meanings.ts'
import { isSupported } from './is-supported.ts'
import type { Phrases } from './phrases/phrases.ts'
import { phrasesFor } from './phrases/phrases-for.ts'
import { productAnswer } from './product-answer.ts'
import { quotationAnswer } from './quotation-answer.ts'
import { smallTalk } from './small-talk.ts'
import { spokenLanguage } from './spoken-language.ts'
import { supportOf } from './support.ts'
import { understand } from './understand.ts'

/** Passages that are read for an answer. */
const mostRead = 5
const mostSuggestions = 3

/**
 * Answers a question in the passages' own sentences, or says that they hold no answer. Deterministic; what it says of its own is in the
 * visitor's language, what it quotes in that of the source.
 */
export function answerFromPassages(asked: BuiltinQuestion): BuiltinAnswer {
  const understood = asked.passages[0]?.understood?.language ?? null
  // Within a conversation the words of the texts tell less of a visitor's language than what they wrote before.
  const language =
    asked.language ?? (asked.history.length > 0 ? (spokenLanguage(asked) ?? understood) : (understood ?? spokenLanguage(asked)))
  const phrases = phrasesFor(language)
  const talk = smallTalk(asked.question, language, asked.agentName)
  if (talk) {
    // Who has been talking already needs no suggestions with a thank-you.
    const text = asked.history.length > 0 ? talk : withSuggestions(talk, asked, phrases)
    return { text, used: [], declined: false, kind: 'small talk' }
  }
  const [first] = asked.passages
  if (first?.curated) return { text: first.body, used: [first.chunkId], declined: false, kind: 'curated' }
  const question = first?.understood ?? understand(asked.question)
  const isForeign = (passage: BuiltinPassage) =>
    language !== null && passage.language !== null && primary(passage.language) !== primary(language)
  const read = asked.passages.slice(0, mostRead).map(passage => supportOf(passage, question))
  const own = read.filter(({ passage }) => !isForeign(passage))
  const passages = isSupported(question, own) ? own : read
  if (!isSupported(question, passages)) return decline(asked, phrases)
  const meanings = competingMeanings(asked.question, question, passages)
  if (meanings.length > 0) {
    const text = `${phrases.askBack}\n\n${meanings.map(meaning => `- ${meaning}`).join('\n')}`
    return { text, used: [], declined: false, kind: 'clarification' }
  }
  return productAnswer(asked.question, question, passages, phrases) ?? quotationAnswer(question, passages, phrases, isForeign)
}

const primary = (language: string): string | undefined => language.toLowerCase().split('-')[0]

function decline(asked: BuiltinQuestion, phrases: Phrases): BuiltinAnswer {
  return { text: withSuggestions(phrases.decline, asked, phrases), used: [], declined: true, kind: 'decline' }
}

/** What can be helped with: the agent's own suggestions, else what the documents nearest to the question are about. */
function withSuggestions(text: string, { suggestions, passages }: BuiltinQuestion, phrases: Phrases): string {
  const topics = new Set(passages.filter(({ kind }) => kind !== 'product').map(({ title }) => title))
  const [intro, entries] = suggestions.length > 0 ? [phrases.canHelp, suggestions] : [phrases.topics, [...topics]]
  const lines = entries.slice(0, mostSuggestions).map(entry => `- ${entry}`)
  return lines.length === 0 ? text : `${text}\n\n${intro}\n\n${lines.join('\n')}`
}
