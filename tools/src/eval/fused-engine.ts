import { createHash } from 'node:crypto'
import type { Services } from '@craveva/core/context'
import type { Db } from '@craveva/core/db/database'
import { inCompany } from '@craveva/core/db/in-company'
import { answerFromPassages } from '@craveva/core/models/builtin/answer-from-passages'
import type { Embedder } from '@craveva/core/models/embedder'
import type { Evidence } from '@craveva/core/models/model'
import { createSearchMemory } from '@craveva/core/retrieval/memory/search-memory'
import { createRetrieve } from '@craveva/core/retrieval/retrieve'
import { embedChunks } from '@craveva/core/retrieval/vectors/embed-chunks.job'
import { fuseRetrieve } from '@craveva/core/retrieval/vectors/fuse-retrieve'
import { createVectorMemory } from '@craveva/core/retrieval/vectors/vector-memory'
import type { CorpusDocument } from './corpus.ts'
import type { Engine } from './engine.ts'
import { isRight, type JudgedPassage } from './judge.ts'
import type { Question } from './questions.ts'

const company = 'cmp_eval'
const source = 'ds_eval'
const dimensions = 64
/** Of a hundred questions, how many the fake understands; the others lead anywhere. */
const understood = 80
const noise = 0.6

/**
 * The product with embeddings on, over what `createOurEngine` has indexed. The embeddings are faked: a question that is understood lies near a right
 * passage, another one near none. It measures what joining both lists makes of embeddings of that quality, not how good those of a model are.
 */
export async function createFusedEngine(db: Db, corpus: readonly CorpusDocument[], questions: readonly Question[]): Promise<Engine> {
  const embedder = fakeEmbedder(corpus, questions)
  const silent = { warn() {} } as unknown as Services['log']
  const jobs = { add: async () => {} } as unknown as Services['jobs']
  const needs = { pool: db, embedder, log: silent, jobs, vectors: createVectorMemory() }
  const row = { company_id: company, connection_id: source, source_name: 'Corpus', source_type: 'file', mode: 'offline' as const }
  await inCompany(db, company, bound =>
    bound
      .insertInto('data_sources')
      .values({ ...row, status: 'connected', status_message: null })
      .execute(),
  )
  await embedChunks(needs, { company_id: company, connection_id: source }, new AbortController().signal)
  const retrieve = fuseRetrieve(createRetrieve(db, createSearchMemory(), Date.now), needs)
  return {
    name: `craveva with embeddings (a fake that understands ${understood} of 100 questions)`,
    async ask({ question }) {
      const start = performance.now()
      const passages = await retrieve(company, [source], question, [])
      const milliseconds = performance.now() - start
      const { text, declined } = answerFromPassages({ question, passages, history: [], language: null, agentName: 'Ada', suggestions: [] })
      return { passages: passages.map(judged), answer: { text, declined }, milliseconds }
    },
  }
}

function fakeEmbedder(corpus: readonly CorpusDocument[], questions: readonly Question[]): Embedder {
  const passages = corpus.flatMap(({ file, chunks }) =>
    chunks.map(({ title, headings, body }): JudgedPassage => ({ file, text: [title, ...headings, body].join('\n') })),
  )
  const byText = new Map(questions.map(question => [question.question, question]))
  const vectorOf = (text: string) => {
    const question = byText.get(text)
    const right = question && hash(text, 0).readUInt32LE() % 100 < understood ? passages.find(passage => isRight(question, passage)) : null
    return right ? near(direction(right.text), direction(text)) : direction(text)
  }
  return { model: 'fake', embed: async texts => texts.map(vectorOf) }
}

/** A direction of its own for every text. */
function direction(text: string) {
  const vector = Float32Array.from({ length: dimensions }, (_, index) => hash(text, index + 1).readUInt32LE() / 2 ** 31 - 1)
  return unit(vector)
}

const near = (to: Float32Array, other: Float32Array) => unit(to.map((value, index) => value + noise * (other[index] ?? 0)))

function unit(vector: Float32Array) {
  const length = Math.hypot(...vector)
  return vector.map(value => value / length)
}

const hash = (text: string, salt: number) => createHash('sha256').update(`${salt} ${text}`).digest()

const judged = ({ documentId, title, headings, body }: Evidence): JudgedPassage => ({
  file: documentId,
  text: [title, ...headings, body].join('\n'),
})
