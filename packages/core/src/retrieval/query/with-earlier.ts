import { fold } from '../words/fold.ts'
import { functionWords } from '../words/function-words.ts'
import type { QuestionWord, ReadQuestion } from './question.ts'
import { readQuestion } from './read-question.ts'

/** What a word of an earlier question counts, against one of this question. */
const earlierWeight = 0.7
/** What a question in between said of the same thing: after `how do I wash it?`, `how much is it?` is not about washing. */
const besidesWeight = 0.3
/** Questions that are followed back to what `it` is in them. */
const mostSteps = 4
/** Content words of a question that may still lean on an earlier one. */
const mostWithPronoun = 3
const mostWithAnd = 5
const mostAlone = 2
const mostTokensAlone = 5

const begins =
  /^(?:ok(?:ay)?,? )?(?:and|what about|how about|also|what if|or|but|und|was ist mit|wie (?:ist|sieht) (?:es|das) (?:bei|mit)|oder|aber|auch|et|ou|mais|y|o|pero|e|ou|mas|ma|en|maar|of|och|men|og|i|a co z|ja|ve|a co)\b/
const pronoun =
  /\b(?:it|its|they|them|this|that|those|these|one|es|das|dafur|davon|damit|dazu|dies(?:e[rsnm]?)?|ihn|ca|cela|celui|celle|celles|ceux|eso|esto|ese|esa|lo|questo|quello|isso|isto|dat|deze|dit|den|det)\b/

/** Articles that stand for a thing when nothing follows: `was kostet die?` */
const lastWordPointsBack = /\b(?:die|der|den|dem)\s*[?!.]*\s*$/

/** A question that cannot stand alone, read together with the one before it: `and for sale items?`, `how much is it?`, `Express?`. */
export function withEarlier(question: string, earlier: readonly string[]): ReadQuestion {
  const read = readQuestion(question)
  const previous = earlier.at(-1)
  if (previous === undefined || !leansOn(question, read)) return read
  return join(read, withEarlier(previous, earlier.slice(0, -1).slice(pointsBack(previous) ? -mostSteps : -1)))
}

/** Whether a question points at something that is not in it. */
export const pointsBack = (question: string): boolean => pronoun.test(fold(question)) || lastWordPointsBack.test(fold(question))

/** Words for what any thing has: a question of nothing else is about something named before. */
const attributes = new Set(
  `colour color size price cost amount weight height length width material colours colors sizes prices costs amounts dimensions smallest largest biggest available
  farbe farben grosse grossen preis preise kosten kostet gewicht lange hohe material couleur couleurs taille tailles prix poids matiere color colores talla tallas precio precios cuesta cuestan peso material
  colore colori taglia taglie prezzo prezzi costa costano peso cor cores tamanho tamanhos preco precos custa kleur kleuren maat maten prijs prijzen kost kosten gewicht`.split(
    /\s+/,
  ),
)

/** Whether a question names nothing that it could be about by itself. */
export function needsEarlier(question: string): boolean {
  return pointsBack(question) || contentWords(readQuestion(question)).every(({ word }) => attributes.has(word))
}

function leansOn(question: string, read: ReadQuestion): boolean {
  const text = fold(question).trim()
  const words = contentWords(read)
  const { all } = read
  if (begins.test(text)) return words.length <= mostWithAnd
  return (pointsBack(text) && words.length <= mostWithPronoun) || (words.length <= mostAlone && all.length <= mostTokensAlone)
}

/** None where a question is words of grammar only, which it then is read by. */
const contentWords = ({ words, stemLanguages: [language] }: ReadQuestion) =>
  words.filter(({ word }) => language === undefined || !functionWords.get(language)?.has(word))

function join(asked: ReadQuestion, before: ReadQuestion): ReadQuestion {
  const read = contentWords(asked).length > 0 ? asked : { ...asked, words: [], all: asked.all.map(({ word }) => ({ word, place: null })) }
  const said = new Set(read.words.map(({ word }) => word))
  const added = before.words.filter(({ word }) => !said.has(word))
  const wasLeaning = before.words.some(({ weight }) => weight === earlierWeight)
  const weightOf = ({ weight }: QuestionWord) =>
    wasLeaning ? (weight === earlierWeight ? earlierWeight : weight * besidesWeight) : weight * earlierWeight
  const places = new Map(added.map(({ word }, index) => [word, read.words.length + index]))
  return {
    words: [...read.words, ...added.map(word => ({ ...word, weight: weightOf(word) }))],
    all: [...read.all, ...before.all.map(({ word, place }) => ({ word, place: place === null ? null : (places.get(word) ?? null) }))],
    language: read.language ?? before.language,
    stemLanguages: [...new Set([...(read.language ? read.stemLanguages : before.stemLanguages), ...read.stemLanguages])].slice(0, 3),
    focus: read.focus ?? before.focus,
    counted: read.counted ?? before.counted,
    isProcedure: read.isProcedure || before.isProcedure,
  }
}
