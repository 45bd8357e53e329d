import { parseArgs } from 'node:util'
import type { Figure } from './bench.ts'
import { benches } from './benches.ts'
import { table } from './table.ts'

const help = `Measures the product against its goals.

  npm run bench [-- <name>... ] [--short] [--json]

${benches.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

--short   fewer and shorter rounds
--json    the figures as JSON on standard output, everything else on standard error
Ends with 1 when a goal is missed.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const unknown = positionals.find(name => !benches.some(bench => bench.name === name))

if (values.help) console.log(help)
else if (unknown) {
  console.error(`There is no bench "${unknown}".\n\n${help}`)
  process.exitCode = 2
} else {
  const figures: Figure[] = []
  for (const bench of benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    figures.push(...(await bench.run({ short: values.short, log: line => console.error(`${bench.name}: ${line}`) })))
  }
  console.log(values.json ? JSON.stringify(figures, null, 2) : `\n${table(figures)}`)
  if (figures.some(({ ok }) => ok === false)) process.exitCode = 1
}
