import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCorpus } from './corpus.ts'
import { demoSet } from './demo-set.ts'
import { createFusedEngine } from './fused-engine.ts'
import { figures, judgeAll } from './measure.ts'
import { createMiniSearchEngine } from './minisearch-engine.ts'
import { createOurEngine } from './our-engine.ts'
import { readQuestions } from './questions.ts'
import { failures, figuresTable, percentile } from './report.ts'
import { openTemporaryDatabase } from './temporary-database.ts'

const help = `Measures how well questions find their passages and answers.

  npm run eval [-- <folder> [<questions.json>]] [--failures]

Indexes the files below <folder> with the product's own parser, splitter and index, puts every question to it and, over the same
passages, to MiniSearch. Without a folder: the demo shop. The questions lie in <folder>/questions.json unless named.
--failures   shows the questions that went wrong
TEST_DATABASE_URL names a PostgreSQL server to work on; without it the embedded one is started.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { failures: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
})

if (values.help) console.log(help)
else await evaluate()

async function evaluate() {
  const [folder, questionsFile] = positionals
  const questions = await readQuestions(folder ? (questionsFile ?? join(folder, 'questions.json')) : demoSet.questions)
  const corpus = await (folder ? readCorpus(folder) : readCorpus(demoSet.folder, demoSet.paths))
  console.log(
    `${corpus.length} documents, ${corpus.reduce((sum, { chunks }) => sum + chunks.length, 0)} passages, ${questions.length} questions\n`,
  )
  const database = await openTemporaryDatabase()
  try {
    const engines = [
      await createOurEngine(database.db, corpus),
      await createFusedEngine(database.db, corpus, questions),
      createMiniSearchEngine(corpus),
    ]
    for (const engine of engines) {
      const judged = await judgeAll(engine, questions)
      console.log(figuresTable(engine.name, figures(judged)))
      console.log(
        `search: ${percentile(judged, 0.5).toFixed(1)} ms at the median, ${percentile(judged, 0.95).toFixed(1)} ms at the 95th percentile\n`,
      )
      if (values.failures && engine.name === 'craveva') console.log(`${failures(judged)}\n`)
    }
  } finally {
    await database.close()
  }
}
