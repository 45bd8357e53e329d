import type { Db } from '../db/database.ts'
import type { SearchMemory } from './memory/search-memory.ts'
import type { AnalyzedQuestion } from './query/question.ts'
import { splitQuestion } from './query/split-question.ts'
import { needsEarlier } from './query/with-earlier.ts'
import { type Passage, type SearchRequest, search } from './search.ts'

/** One of several questions of a message, and what a passage is to it. */
export interface QuestionPart {
  readonly question: string
  readonly understood: AnalyzedQuestion
  /** Among the passages found for this part, counted from 0. */
  readonly place: number
}

export interface FoundPassage extends Passage {
  /** Which of a message's questions it was found for; absent when it asks one. */
  readonly parts?: readonly QuestionPart[]
}

/** A passage more than a fair share, as one of them may serve several parts. */
const more = 1
/** A later question whose words one passage holds to this share needs nothing of those before it. */
const complete = 0.5

/** `search` for messages as people write them: several questions at once are searched one by one, and their passages take turns. */
export async function findPassages(pool: Db, memory: SearchMemory, companyId: string, request: SearchRequest): Promise<FoundPassage[]> {
  const questions = splitQuestion(request.question)
  if (questions.length === 1) return search(pool, memory, companyId, request)
  const limit = Math.ceil(request.limit / questions.length) + more
  const found = await Promise.all(
    questions.map(async (question, index) => {
      const history = [...(request.history ?? []), ...questions.slice(0, index)]
      const alone =
        index === 0 || needsEarlier(question) ? [] : await search(pool, memory, companyId, { ...request, question, limit, history: [] })
      if ((alone[0]?.coverage ?? 0) >= complete) return alone
      return search(pool, memory, companyId, { ...request, question, limit, history })
    }),
  )
  const merged = new Map<string, FoundPassage>()
  for (let place = 0; place < limit; place += 1) {
    for (const [index, passages] of found.entries()) {
      const passage = passages[place]
      if (!passage) continue
      const part = { question: questions[index] ?? '', understood: passage.understood, place }
      merged.set(passage.chunkId, { ...passage, parts: [...(merged.get(passage.chunkId)?.parts ?? []), part] })
    }
  }
  return [...merged.values()].sort((a, b) => Number(b.curated ?? false) - Number(a.curated ?? false))
}
