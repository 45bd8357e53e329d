import { functionWords } from '@craveva/core/retrieval/words/function-words'
import type { Language } from '@craveva/core/retrieval/words/language'
import { stem } from '@craveva/core/retrieval/words/stem'
import MiniSearch from 'minisearch'
import type { CorpusDocument } from './corpus.ts'
import type { Engine } from './engine.ts'

interface IndexedPassage {
  readonly id: number
  readonly file: string
  readonly title: string
  readonly headings: string
  readonly body: string
}

/** MiniSearch in its best configuration over the same passages: English stems, stop words, prefixes and fuzzy matching, titles and headings weighted. */
export function createMiniSearchEngine(corpus: readonly CorpusDocument[]): Engine {
  const stopWords = functionWords.get('en') ?? new Set<string>()
  const index = new MiniSearch<IndexedPassage>({
    fields: ['title', 'headings', 'body'],
    storeFields: ['file', 'title', 'headings', 'body'],
    processTerm: term => {
      const word = term.toLowerCase().replace(/'s$/, '')
      return stopWords.has(word) ? null : stem(word, 'en' satisfies Language)
    },
    searchOptions: { boost: { title: 2, headings: 2 }, fuzzy: term => (term.length > 3 ? 0.2 : false), prefix: term => term.length > 3 },
  })
  let id = 0
  for (const { file, chunks } of corpus) {
    index.addAll(chunks.map(({ title, headings, body }) => ({ id: id++, file, title, headings: headings.join(' '), body })))
  }
  return {
    name: 'MiniSearch',
    async ask({ question }) {
      const start = performance.now()
      const found = index.search(question).slice(0, 10)
      const passages = found.map(({ file, title, headings, body }) => ({ file: String(file), text: [title, headings, body].join('\n') }))
      return { passages, answer: null, milliseconds: performance.now() - start }
    },
  }
}
