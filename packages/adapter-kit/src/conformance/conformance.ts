import { deliveringCases } from './cases/delivering.ts'
import { peopleCases } from './cases/people.ts'
import { receivingCases } from './cases/receiving.ts'
import { runningCases } from './cases/running.ts'
import type { ConformanceCase } from './conformance-case.ts'
import type { PlatformDouble, Subject } from './subject.ts'

export type { ConformanceCase } from './conformance-case.ts'
export type { FileSeen, PlatformDouble, Subject, Told, Written } from './subject.ts'

/** What every adapter must do. Each runs by itself and rejects when it is not so. */
export const conformanceCases: readonly ConformanceCase[] = [...receivingCases, ...deliveringCases, ...peopleCases, ...runningCases]

const shortestReason = 20

/**
 * Tries one case on a subject; rejects when it fails. Gives the reason where it is left out: only the subject can do that, in words, also where its
 * platform has nothing that the case is about.
 */
export async function tryCase(subject: Subject, { name, needs = [], run }: ConformanceCase): Promise<string | null> {
  const reason = leftOutBecause(subject, name)
  if (reason !== null) return reason
  if (needs.length > 0) await requireAbilities(subject, name, needs)
  await run(subject)
  return null
}

/** Why a case is not run on a subject; null when it is. Throws for a reason that is none, or of no case. */
export function leftOutBecause({ leftOut = {} }: Subject, name: string): string | null {
  for (const known of Object.keys(leftOut))
    if (!conformanceCases.some(candidate => candidate.name === known)) throw new Error(`There is no case "${known}" to leave out`)
  const reason = leftOut[name]
  if (reason !== undefined && reason.trim().length < shortestReason) throw new Error(`"${name}" is left out without a reason in words`)
  return reason ?? null
}

async function requireAbilities({ start }: Subject, name: string, needs: readonly (keyof PlatformDouble)[]) {
  const platform = await start()
  await platform.stop()
  for (const need of needs)
    if (platform[need] === undefined) throw new Error(`"${name}" needs a double with "${need}", or a reason in words to leave it out`)
}
