import { fold } from '../words/fold.ts'
import { functionWords } from '../words/function-words.ts'
import { readQuestion } from './read-question.ts'

const mostParts = 3
const longestQuestion = 400

/** Between two questions of one message: the end of a sentence, or an `and` before a word that asks. */
const borders = /(?<=[?!.;。？！])\s+|\n+|,?\s+(?:and|also|und|et|y|e|en|och|og|oraz|и)\s+(?=\S+\s)/iu
/** How questions begin, folded, after words that only lead in. */
const asking = new RegExp(
  `^(?:(?:hi|hello|hey|hallo|bonjour|hola|ciao|ok|okay|please|and|also|but|und|et|y|e|en|och|og|bitte|so) )*(?:${[
    "how|what(?:'?s)?|when|where(?:'?s)?|who|which|why|can|could|do|does|did|is|are|will|would|may|should|have|has|am",
    'wie|wieviel|was|wann|wo|wer|welche[rsnm]?|warum|wieso|kann|konnen|konnt|konnte|habt|haben|hat|gibt|ist|sind|darf|muss|kostet|kosten|wird|seid|liefert|versendet|nehmt|bietet',
    "comment|combien|quand|quel(?:le)?s?|qui|pourquoi|est-ce|puis-je|peut-on|pouvez|avez|acceptez|livrez|y a-t-il|c'est|qu'est-ce",
    'como|cuant[oa]s?|cuando|donde|que|cual(?:es)?|quien|puedo|pueden|puede|tienen|tiene|hay|aceptan|envian|hacen',
    "come|quant[oaie]|quando|dove|che|quali?|chi|perche|posso|avete|c'e|spedite|fate",
    'onde|qua(?:l|is)|quem|tem|aceitam|entregam|voces',
    'hoe|wat|wanneer|waar|wie|welke|waarom|kan|kunnen|hebben|zijn|mag|leveren|bezorgen',
    'hur|vad|nar|var|vilken|kan|har|finns|hvordan|hvad|hva|hvornar|hvor|jak|ile|kiedy|gdzie|czy',
  ].join('|')})\\b`,
)

/**
 * The questions that one message asks, each to be searched by itself; the message alone when it asks one, or tells besides: what is told
 * belongs to what is asked.
 */
export function splitQuestion(message: string): string[] {
  if (message.length > longestQuestion) return [message]
  const pieces = message
    .split(borders)
    .map(piece => piece.trim())
    .filter(piece => piece !== '')
  const parts: string[] = []
  for (const piece of pieces) {
    const last = parts.at(-1)
    if (last === undefined || asksByItself(piece)) parts.push(piece)
    // An `and` within a question, not between two.
    else parts[parts.length - 1] = message.slice(message.indexOf(last), message.indexOf(piece, message.indexOf(last)) + piece.length)
  }
  const areQuestions = parts.length > 1 && parts.length <= mostParts && parts.every(asksByItself) && parts.slice(0, 1).every(saysWhat)
  return areQuestions ? parts : [message]
}

const asksByItself = (part: string): boolean => asking.test(fold(part)) && part.trim().includes(' ')

/** The first part is what later ones may lean on. */
function saysWhat(part: string): boolean {
  const { words, stemLanguages } = readQuestion(part)
  return words.some(({ word }) => !functionWords.get(stemLanguages[0] ?? 'en')?.has(word))
}
