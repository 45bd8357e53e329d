import type { Socket } from 'node:net'
import pg from 'pg'
import type { Db } from './database.ts'
import type { NamedQuery } from './named-query.ts'
import { onConnection, takeConnection } from './pool.ts'

/**
 * Runs `work` in one transaction bound to a company: row-level security lets it see and write that company's rows only.
 * Commits when `work` returns, rolls back when it throws. The binding ends with the transaction.
 */
export async function inCompany<T>(db: Db, companyId: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await takeConnection(db)
  let broken: Error | undefined
  try {
    const { stream } = (client as unknown as WithStream).connection
    // What `work` asks at once goes out with the beginning of the transaction.
    stream.cork()
    const begun = begin(client, companyId)
    try {
      const result = await uncorked(stream, () => work(onConnection(client)))
      await begun
      await commit(client)
      return result
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => {
        broken = cause
      })
      throw error
    }
  } finally {
    client.release(broken)
  }
}

/**
 * The same for statements that do not wait for each other's results: all of them travel together, commit included, in one round trip.
 * They are prepared under their names, so use it for few that run often. If one fails, none has happened.
 */
export async function inCompanyAtOnce(db: Db, companyId: string, statements: readonly NamedQuery[]): Promise<pg.QueryResult[]> {
  const client = await takeConnection(db)
  let broken: Error | undefined
  try {
    const { stream } = (client as unknown as WithStream).connection
    stream.cork()
    const begun = begin(client, companyId)
    const results = statements.map(({ name, text, values }) => client.query({ name, text, values: [...values] }))
    const committed = commit(client)
    stream.uncork()
    const [, ...settled] = await Promise.allSettled([begun, ...results, committed])
    const failed = settled.find(outcome => outcome.status === 'rejected')
    if (failed) throw failed.reason
    return await Promise.all(results)
  } catch (error) {
    // After what the database refused, the connection can be used again.
    broken = error instanceof Error && !(error instanceof pg.DatabaseError) ? error : undefined
    throw error
  } finally {
    client.release(broken)
  }
}

/** The socket of a connection, which its types keep to themselves. */
interface WithStream {
  readonly connection: { readonly stream: Pick<Socket, 'cork' | 'uncork'> }
}

/** Begins work whose first questions go out together, whatever comes of them. */
function uncorked<T>(stream: Pick<Socket, 'uncork'>, work: () => Promise<T>): Promise<T> {
  try {
    return work()
  } finally {
    stream.uncork()
  }
}

/** Not awaited before the first query: connections are in pipeline mode, so it travels along. Both in one message, as the id was checked. */
function begin(client: pg.PoolClient, companyId: string) {
  if (!/^[a-z]+_[a-z0-9]{1,60}$/.test(companyId)) throw new TypeError('not a company id')
  const begun = client.query(`begin; set local app.company_id = '${companyId}'`)
  begun.catch(() => {})
  return begun
}

/** PostgreSQL answers a commit after a failed statement with ROLLBACK, not with an error. */
async function commit(client: pg.PoolClient) {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back, as one of its statements failed')
}
