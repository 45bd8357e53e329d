import { benchWidget, noBrowser } from './bench.ts'

/** Prints what `bench.ts` measures as JSON: `node --conditions=source testing/print-bench.ts [repetitions]`. What is going on goes to standard error. */

const repetitions = Number(process.argv[2] ?? 5)
const figures = noBrowser ? [] : await benchWidget({ repetitions, log: line => console.error(line) })
console.log(`\n${JSON.stringify(figures)}`)
