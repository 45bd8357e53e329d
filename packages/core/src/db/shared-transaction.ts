import pg from 'pg'
import type { Db } from './database.ts'
import { gather, type Waiting } from './gather.ts'
import { inCompanyAtOnce } from './in-company.ts'
import type { NamedQuery } from './named-query.ts'

/** What one caller has done in a transaction that others may share. */
export interface SharedWork {
  /** Holds the row that the rest depends on. All rows of a transaction are locked in the order of their keys, so that no two wait for each other. */
  readonly lock?: { readonly key: string; readonly statement: NamedQuery } | null
  readonly statements: readonly NamedQuery[]
  /** What locks rows that all of a company's work needs: done after everything else, so that they are held for a moment only. */
  readonly last?: readonly NamedQuery[]
}

type Asked = Waiting<SharedWork, pg.QueryResult[]>

/** Pieces of work in one transaction at the most. */
const mostTogether = 32
/** Milliseconds after which a transaction, which may wait for a lock, no longer holds up those behind it. */
const patienceMs = 1000

/** Work of one kind for one company each. */
type Lanes = Map<string, (work: SharedWork) => Promise<pg.QueryResult[]>>

const lanesOf = new WeakMap<Db, Lanes>()

/**
 * Runs statements in one transaction of a company, at once where no other of this kind is under way; what comes meanwhile goes together in the
 * next one. So a company whose customers all write at the same time has a few commits in a row, not many that queue for the same rows.
 * Gives the results of the lock, the statements and the last ones, in this order. If a shared transaction fails, each piece of work is tried
 * alone, so nobody meets another's error.
 */
export function inSharedTransaction(db: Db, companyId: string, kind: string, work: SharedWork): Promise<pg.QueryResult[]> {
  const lanes: Lanes = lanesOf.get(db) ?? new Map()
  lanesOf.set(db, lanes)
  const key = `${kind} ${companyId}`
  const lane =
    lanes.get(key) ??
    gather<SharedWork, pg.QueryResult[]>(together => runTogether(db, companyId, together), {
      most: mostTogether,
      patienceMs,
      onIdle: () => lanes.delete(key),
    })
  lanes.set(key, lane)
  return lane(work)
}

/** Settles everybody's promise; never throws. */
async function runTogether(db: Db, companyId: string, together: readonly Asked[]) {
  try {
    const results = await runOnce(
      db,
      companyId,
      together.map(({ work }) => work),
    )
    for (const [index, { resolve }] of together.entries()) resolve(results[index] ?? [])
  } catch (error) {
    // Only what the database refused has certainly not happened; after a lost connection, whoever asked must see for themselves.
    const refused = error instanceof pg.DatabaseError
    for (const { work, resolve, reject } of together) {
      if (together.length === 1 || !refused) reject(error)
      else await runOnce(db, companyId, [work]).then(([results = []]) => resolve(results), reject)
    }
  }
}

/** All work in one transaction: its locks, its statements, then what is to be last. */
async function runOnce(db: Db, companyId: string, all: readonly SharedWork[]): Promise<pg.QueryResult[][]> {
  const locks = all.flatMap(({ lock }, owner) => (lock ? [{ owner, ...lock }] : [])).sort((a, b) => (a.key < b.key ? -1 : 1))
  const places = [
    ...locks.map(({ owner, statement }) => ({ owner, statement })),
    ...all.flatMap(({ statements }, owner) => statements.map(statement => ({ owner, statement }))),
    ...all.flatMap(({ last = [] }, owner) => last.map(statement => ({ owner, statement }))),
  ]
  const results = await inCompanyAtOnce(
    db,
    companyId,
    places.map(({ statement }) => statement),
  )
  const byOwner: pg.QueryResult[][] = all.map(() => [])
  for (const [index, result] of results.entries()) byOwner[places[index]?.owner ?? 0]?.push(result)
  return byOwner
}
