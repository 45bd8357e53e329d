/**
 * An answer made of the sentences in `context` that share most words with the question, so that a demo over the model's wire says
 * something true without a model. Rare words count more than common ones. Where the context numbers its passages (`[2] Returns`), only they are
 * used and each sentence bears its passage's number; `[0]` when nothing fits.
 */
export function echoAnswer(context: string, question: string, count = 3): string {
  const { sentences, numbered } = splitContext(context)
  const wanted = new Set(words(question))
  const bags = sentences.map(({ text }) => new Set(words(text)))
  const frequency = new Map<string, number>()
  for (const bag of bags) for (const word of bag) frequency.set(word, (frequency.get(word) ?? 0) + 1)

  const best = sentences
    .map((sentence, index) => ({ ...sentence, index, score: scoreOf(bags[index] ?? new Set(), wanted, frequency, sentences.length) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, count)
  if (best.length === 0) return `${numbered ? '[0] ' : ''}I do not know. Nothing I was given is about that.`
  return best.map(({ text, passage }) => (numbered ? `${text} [${passage}]` : text)).join(' ')
}

interface Sentence {
  readonly text: string
  /** Number of the passage it stands in; 0 outside of any. */
  readonly passage: number
}

function splitContext(context: string) {
  const sentences = new Map<string, Sentence>()
  let passage = 0
  for (const line of context.split('\n')) {
    const heading = /^\[(\d+)\] /.exec(line)
    if (heading) passage = Number(heading[1])
    else for (const text of splitLine(line)) if (!sentences.has(text)) sentences.set(text, { text, passage })
  }
  const all = [...sentences.values()]
  return passage > 0 ? { numbered: true, sentences: all.filter(sentence => sentence.passage > 0) } : { numbered: false, sentences: all }
}

const splitLine = (line: string) =>
  line
    .replace(/^[\s#>*|-]+/, '')
    .split(/(?<=[.!?])\s+/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence.length > 15 && sentence.length < 600)

const words = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).map(stem)

// Enough to let "returns" meet "return"; the mock is no search engine.
const stem = (word: string) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, '') : word)

function scoreOf(bag: Set<string>, wanted: Set<string>, frequency: Map<string, number>, total: number) {
  let score = 0
  for (const word of wanted) if (bag.has(word)) score += Math.log(1 + total / (frequency.get(word) ?? total))
  return score / Math.sqrt(8 + bag.size)
}
