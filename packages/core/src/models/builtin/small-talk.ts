import { fold } from '../../retrieval/words/fold.ts'
import type { Phrases } from './phrases/phrases.ts'
import { allPhrases, phrasesFor } from './phrases/phrases-for.ts'

const longestSmallTalk = 120
/** The same in many languages. */
const acknowledgement = /^(?:(?:ok|okay|okey|oki|k|cool|super|top|perfect|perfekt|parfait|perfecto|perfetto|great|alright|got it)(?: |$))+$/

export interface SmallTalk {
  readonly text: string
  /** Whether it opens a conversation; thanks and good-byes do not. */
  readonly opens: boolean
}

/** The answer to a message that is nothing but a greeting, thanks, a good-bye, or the question who is speaking; null for any other. */
export function smallTalk(message: string, language: string | null, agentName: string): SmallTalk | null {
  if (message.length > longestSmallTalk) return null
  const said = fold(message)
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (said === '') return null
  for (const phrases of inOrder(language)) {
    const answer = reply(said, phrases, agentName) ?? replyToBoth(said, phrases, agentName)
    if (answer) return answer
  }
  return null
}

/** `Thanks, bye`: what is said last is answered. */
function replyToBoth(said: string, phrases: Phrases, agentName: string): SmallTalk | null {
  const words = said.split(' ')
  for (let cut = 1; cut < words.length; cut += 1) {
    const last = reply(words.slice(cut).join(' '), phrases, agentName)
    if (last && reply(words.slice(0, cut).join(' '), phrases, agentName)) return last
  }
  return null
}

/** `Hi` is many languages: the one spoken so far is asked first. */
function inOrder(language: string | null): Phrases[] {
  const first = phrasesFor(language)
  return [first, ...[...allPhrases.values()].filter(phrases => phrases !== first)]
}

function reply(said: string, phrases: Phrases, agentName: string): SmallTalk | null {
  const { greeting, thanks, goodbye, whoAreYou } = phrases.said
  const unspaced = said.replaceAll(' ', '')
  const matches = (pattern: RegExp) => pattern.test(said) || pattern.test(unspaced)
  if (matches(whoAreYou)) return { text: phrases.whoAmI(agentName), opens: true }
  if (matches(thanks) || acknowledgement.test(said)) return { text: phrases.thanks, opens: false }
  if (matches(greeting)) return { text: phrases.greeting(agentName), opens: true }
  return matches(goodbye) ? { text: phrases.goodbye, opens: false } : null
}
