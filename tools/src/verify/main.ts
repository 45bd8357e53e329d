import { parseArgs } from 'node:util'
import { chatKills } from './chat-kills.ts'
import { databaseKills } from './database-kills.ts'
import type { Verification } from './verification.ts'

const verifications: readonly Verification[] = [databaseKills, chatKills]

const help = `Verifies at length what the tests check in short.

  npm run verify [-- <name>... ] [--rounds 20]

${verifications.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

Ends with 1 when anything that was acknowledged is lost or doubled.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '20' }, help: { type: 'boolean', default: false } },
})
const rounds = Number(values.rounds)
const unknown = positionals.find(name => !verifications.some(verification => verification.name === name))

if (values.help) console.log(help)
else if (unknown || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`${unknown ? `There is no verification "${unknown}".` : '--rounds must be a whole number from 1 on.'}\n\n${help}`)
  process.exitCode = 2
} else {
  for (const { name, run } of verifications.filter(entry => positionals.length === 0 || positionals.includes(entry.name))) {
    const { tried, acknowledged, lost, doubled, notes } = await run({ rounds, log: line => console.error(`${name}: ${line}`) })
    console.log(`${name}: ${rounds} rounds, ${tried} tried, ${acknowledged} acknowledged, ${lost} lost, ${doubled} doubled`)
    for (const note of notes) console.log(`    ${note}`)
    if (lost || doubled || acknowledged === 0) process.exitCode = 1
  }
}
