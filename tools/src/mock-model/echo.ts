/**
 * An answer made of the sentences in `context` that share most words with the question, so that a demo over the
 * model's wire says something true without a model. Rare words count more than common ones.
 */
export function echoAnswer(context: string, question: string, count = 3): string {
  const sentences = splitSentences(context)
  const wanted = new Set(words(question))
  const frequency = new Map<string, number>()
  const bags = sentences.map(sentence => new Set(words(sentence)))
  for (const bag of bags) for (const word of bag) frequency.set(word, (frequency.get(word) ?? 0) + 1)

  const best = sentences
    .map((sentence, index) => ({ sentence, index, score: scoreOf(bags[index] ?? new Set(), wanted, frequency, sentences.length) }))
    .filter(candidate => candidate.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, count)
  if (best.length === 0) return 'I do not know. Nothing I was given is about that.'
  return best.map(({ sentence }) => sentence).join(' ')
}

const splitSentences = (text: string) => [
  ...new Set(
    text
      .split(/(?<=[.!?])\s+|\n+/)
      .map(sentence => sentence.replace(/^[\s#>*|-]+/, '').trim())
      .filter(sentence => sentence.length > 15 && sentence.length < 600),
  ),
]

const words = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).map(stem)

// Enough to let "returns" meet "return"; the mock is no search engine.
const stem = (word: string) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, '') : word)

function scoreOf(bag: Set<string>, wanted: Set<string>, frequency: Map<string, number>, total: number) {
  let score = 0
  for (const word of wanted) if (bag.has(word)) score += Math.log(1 + total / (frequency.get(word) ?? total))
  return score / Math.sqrt(8 + bag.size)
}
