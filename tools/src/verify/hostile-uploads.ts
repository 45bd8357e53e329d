import { hostileFiles } from '@craveva/core/sources/parse/testing/hostile-files'
import { type HostileResult, runHostileFiles } from '@craveva/core/sources/parse/testing/run-hostile-files'
import type { Verification } from './verification.ts'

const mostSeconds = 10
const mostBytes = 300 * 1024 * 1024
/** Sound files of each kind that are damaged at random. */
const damagedEach = 6

/** Reads files that were made to do harm or came to harm, and looks at what each of them cost. A round is all of them, damaged otherwise. */
export const hostileUploads: Verification = {
  name: 'uploads',
  summary: 'broken and hostile files: each answered within 10 s and 300 MB; one round unless told',
  async run({ rounds, seed, log }) {
    const results: HostileResult[] = []
    for (let round = 0; round < Math.max(1, Math.floor(rounds / 20)); round++) {
      for await (const result of runHostileFiles(hostileFiles(seed + round, damagedEach))) {
        results.push(result)
        log(describe(result))
      }
    }
    const slow = results.filter(({ seconds }) => seconds > mostSeconds)
    const large = results.filter(({ childBytes, parentBytes }) => childBytes + parentBytes > mostBytes)
    const silent = results.filter(({ documents, reasons }) => documents + reasons.length === 0)
    const slowest = results.toSorted((a, b) => b.seconds - a.seconds).slice(0, 5)
    const largest = results.toSorted((a, b) => b.childBytes - a.childBytes).slice(0, 3)
    return {
      tried: results.length,
      counts: { read: results.filter(({ documents }) => documents > 0).length },
      faults: { 'without an answer': silent.length, 'slower than 10 s': slow.length, 'larger than 300 MB': large.length },
      notes: [...slowest, ...largest, ...silent].map(describe),
    }
  },
}

const describe = ({ name, seconds, childBytes, parentBytes, documents, reasons }: HostileResult): string =>
  [
    name,
    `${seconds.toFixed(1)} s`,
    `${Math.round(childBytes / 1024 / 1024)} MB (and ${Math.round(parentBytes / 1024 / 1024)} MB here)`,
    documents > 0 ? `${documents} documents` : (reasons[0]?.slice(0, 80) ?? 'no answer'),
  ].join(', ')
