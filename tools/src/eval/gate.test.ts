import { openDatabase } from '@craveva/core/db/open-database'
import { cloneTestDatabase } from '@craveva/testing/test-database'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCorpus } from './corpus.ts'
import { demoSet } from './demo-set.ts'
import { figures, type Judged, judgeAll } from './measure.ts'
import { createMiniSearchEngine } from './minisearch-engine.ts'
import { createOurEngine } from './our-engine.ts'
import { readQuestions } from './questions.ts'

let judged: Judged[]
let miniSearch: Judged[]

beforeAll(async () => {
  const database = await cloneTestDatabase()
  const db = await openDatabase(database.url, { maxConnections: 4 })
  try {
    const [corpus, questions] = await Promise.all([readCorpus(demoSet.folder, demoSet.paths), readQuestions(demoSet.questions)])
    judged = await judgeAll(await createOurEngine(db, corpus), questions)
    miniSearch = await judgeAll(createMiniSearchEngine(corpus), questions)
  } finally {
    await db.destroy()
    await database.drop()
  }
})

const line = (of: readonly Judged[], kind: string) => {
  const found = figures(of).find(entry => entry.kind === kind)
  if (!found) throw new Error(`no questions of the kind ${kind}`)
  return found
}

describe('questions of the demo shop’s customers', () => {
  test('are enough, in enough languages', () => {
    expect(judged.length).toBeGreaterThanOrEqual(60)
    expect(new Set(judged.map(({ question }) => question.language)).size).toBeGreaterThanOrEqual(4)
    expect(judged.filter(({ question }) => !question.expect).length).toBeGreaterThanOrEqual(20)
  })

  test('find their passages, better than MiniSearch at its best', () => {
    const { recallAt1, recallAt5, mrr } = line(judged, 'answerable')
    expect(recallAt1).toBeGreaterThanOrEqual(0.75)
    expect(recallAt5).toBeGreaterThanOrEqual(0.9)
    expect(mrr).toBeGreaterThanOrEqual(0.82)
    expect(line(judged, 'paraphrase').recallAt5).toBeGreaterThanOrEqual(0.65)
    const theirs = line(miniSearch, 'answerable')
    expect(recallAt1).toBeGreaterThan(theirs.recallAt1)
    expect(recallAt5).toBeGreaterThan(theirs.recallAt5)
  })

  test('are answered with the fact, or with the admission that there is none', () => {
    const { answered, declined } = line(judged, 'answerable')
    expect(answered).toBeGreaterThanOrEqual(0.8)
    expect(declined).toBeLessThanOrEqual(0.08)
    expect(line(judged, 'unanswerable').declined).toBeGreaterThanOrEqual(0.8)
  })

  test.each(['en', 'de', 'fr', 'es'])('in %s are answered in that language', language => {
    const answerable = judged.filter(({ question }) => question.expect && question.language === language)
    expect(answerable.filter(({ answeredRightly }) => answeredRightly).length / answerable.length).toBeGreaterThanOrEqual(0.6)
  })
})
