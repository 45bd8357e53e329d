import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../packages/server/demo')

/** The demo shop's own texts and the questions its customers could ask. */
export const demoSet = { folder, paths: ['pages', 'products.csv'], questions: join(folder, 'questions.json') }
