import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { authorization } from './authorization.ts'
import { channelKills, channelTakeOvers } from './channel-kills.ts'
import { chatKills } from './chat-kills.ts'
import { claims } from './claims.ts'
import { databaseKills } from './database-kills.ts'
import { egress } from './egress.ts'
import { engines } from './engines.ts'
import { examples } from './examples.ts'
import { fuzz } from './fuzz.ts'
import { hostileUploads } from './hostile-uploads.ts'
import { liveSql } from './live-sql.ts'
import { logins } from './logins.ts'
import { caps } from './money/caps.ts'
import { disconnects } from './money/disconnects.ts'
import { ledger } from './money/ledger.ts'
import { paymentEvents } from './money/payment-events.ts'
import { topUps } from './money/top-ups.ts'
import { webhooks } from './money/webhooks.ts'
import { obedientModelLive } from './obedient/obedient-live.ts'
import { obedientModel } from './obedient-model.ts'
import { orders } from './orders.ts'
import { providerFaults } from './provider-faults.ts'
import { receipts } from './receipts.ts'
import { shopSync } from './shop-sync.ts'
import { takeOverRaces } from './take-over.ts'
import type { Verification } from './verification.ts'

const verifications: readonly Verification[] = [
  databaseKills,
  chatKills,
  channelKills,
  channelTakeOvers,
  authorization,
  logins,
  fuzz,
  hostileUploads,
  takeOverRaces,
  liveSql,
  egress,
  receipts,
  claims,
  obedientModel,
  obedientModelLive,
  providerFaults,
  ledger,
  caps,
  topUps,
  paymentEvents,
  disconnects,
  webhooks,
  shopSync,
  orders,
  examples,
  engines,
]

const help = `Verifies at length what the tests check in short.

  npm run verify [-- <name>... ] [--rounds 20] [--seed 1]

${verifications.map(({ name, summary }) => `  ${name.padEnd(17)} ${summary}`).join('\n')}

Prints how many cases were tried, how many failed, and the seed they were drawn with. Ends with 1 when any failed.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    help: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const seed = Number(values.seed)
const unknown = positionals.find(name => !verifications.some(verification => verification.name === name))

if (values.help) console.log(help)
else if (unknown || !Number.isInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed)) {
  console.error(
    `${unknown ? `There is no verification "${unknown}".` : '--rounds must be a whole number from 1 on, --seed a whole number.'}\n\n${help}`,
  )
  process.exitCode = 2
} else {
  for (const { name, run } of verifications.filter(entry => positionals.length === 0 || positionals.includes(entry.name))) {
    const { tried, counts, faults, notes } = await run({ rounds, seed, log: line => console.error(`${name}: ${line}`) })
    const told = Object.entries({ ...counts, ...faults }).map(([what, count]) => `${count} ${what}`)
    console.log(`${name}: ${rounds} rounds, seed ${seed}: ${[`${tried} tried`, ...told].join(', ')}`)
    for (const note of notes) console.log(`    ${note}`)
    if (tried === 0 || Object.values(faults).some(count => count > 0)) process.exitCode = 1
  }
}
