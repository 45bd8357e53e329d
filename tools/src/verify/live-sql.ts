import { createEgress } from '@craveva/core/net/egress'
import { parseEgressRule } from '@craveva/core/net/egress-rule'
import type { Reach } from '@craveva/core/sources/connectors/connector'
import type { DatabaseSettings } from '@craveva/core/sources/connectors/database-settings'
import { beginReading as beginMysql } from '@craveva/core/sources/connectors/mysql/begin-reading'
import { checkMysqlQuery } from '@craveva/core/sources/connectors/mysql/check-mysql-query'
import { mysqlConnector } from '@craveva/core/sources/connectors/mysql/mysql'
import { withMysql } from '@craveva/core/sources/connectors/mysql/open-mysql'
import { readRows as readMysql } from '@craveva/core/sources/connectors/mysql/read-rows'
import { beginReading as beginPostgres } from '@craveva/core/sources/connectors/postgres/begin-reading'
import { checkPostgresQuery } from '@craveva/core/sources/connectors/postgres/check-postgres-query'
import { withPostgres } from '@craveva/core/sources/connectors/postgres/open-postgres'
import { postgresConnector } from '@craveva/core/sources/connectors/postgres/postgres'
import { readRows as readPostgres } from '@craveva/core/sources/connectors/postgres/read-rows'
import { benignVariations } from '@craveva/core/sources/testing/benign-variations'
import { escapedMarks, escapeSql } from '@craveva/core/sources/testing/escape-sql'
import { hostileMysql, hostilePostgres } from '@craveva/core/sources/testing/hostile-sql'
import { inTurns } from '@craveva/core/sources/testing/in-turns'
import { openShop, type Shop } from '@craveva/core/sources/testing/open-shops'
import type { TestApp } from '@craveva/core/testing/create-test-app'
import { openTestDatabase } from './open-live.ts'
import type { Verification } from './verification.ts'

const egress = createEgress({ allow: [parseEgressRule('127.0.0.1:*')].filter(rule => rule !== null) })
const limits = { maxRows: 10, maxBytes: 100_000 }
const refusal = 'refusal of powerful logins'

/**
 * How each layer is switched off: the statement goes straight to what is left. With a login that can write, and, where it is the refusal of powerful
 * logins that is missing, one that can do everything.
 */
const withoutLayer = {
  postgres: {
    'check of the text': (settings, text, reach) =>
      withPostgres(settings, reach, 1_000_000, async ({ client }) => {
        await beginPostgres(client, 200)
        await readPostgres(client, text, limits)
      }),
    'read-only transaction': async (settings, text, reach) => {
      await checkPostgresQuery(text)
      await withPostgres(settings, reach, 1_000_000, async ({ client }) => {
        await client.query('begin; set local statement_timeout = 200')
        await readPostgres(client, text, limits)
        await client.query('commit')
      })
    },
    'one statement by the protocol': async (settings, text, reach) => {
      await checkPostgresQuery(text)
      await withPostgres(settings, reach, 1_000_000, async ({ client }) => {
        await beginPostgres(client, 200)
        await client.query(text)
      })
    },
    [refusal]: async (settings, text, reach) => {
      await checkPostgresQuery(text)
      await withPostgres(settings, reach, 1_000_000, async ({ client }) => {
        await client.query('begin transaction isolation level repeatable read, read only')
        await client.query("select set_config('statement_timeout', '200', true)")
        await readPostgres(client, text, limits)
      })
    },
    'limit of cost': (settings, text, reach) => postgresConnector.query(settings, reach, { text, limits: { ...limits, maxMs: 200 } }),
  },
  mysql: {
    'check of the text': (settings, text, reach) =>
      withMysql(settings, reach, 1_000_000, async ({ connection }) => {
        await beginMysql(connection, 200)
        await readMysql(connection, text, limits)
      }),
    'read-only transaction': async (settings, text, reach) => {
      checkMysqlQuery(text)
      await withMysql(settings, reach, 1_000_000, async ({ connection }) => {
        await readMysql(connection, text, limits)
      })
    },
    'one statement by the protocol': async (settings, text, reach) => {
      checkMysqlQuery(text)
      await withMysql(settings, reach, 1_000_000, async ({ connection }) => {
        await beginMysql(connection, 200)
        await new Promise<void>((resolve, reject) => connection.query(text, error => (error ? reject(error) : resolve())))
      })
    },
    [refusal]: async (settings, text, reach) => {
      checkMysqlQuery(text)
      await withMysql(settings, reach, 1_000_000, async ({ connection }) => {
        for (const statement of [
          'set session max_statement_time = 0.2',
          'set session transaction read only',
          'start transaction read only',
        ])
          await new Promise<void>((resolve, reject) => connection.query(statement, error => (error ? reject(error) : resolve())))
        await readMysql(connection, text, limits)
      })
    },
    'limit of cost': (settings, text, reach) => mysqlConnector.query(settings, reach, { text, limits: { ...limits, maxMs: 200 } }),
  },
} satisfies Record<Shop['engine'], Record<string, (settings: DatabaseSettings, text: string, reach: Reach) => Promise<unknown>>>

/** Hostile statements over real servers, with every layer and with each of them missing; questions that leave their scope; benign ones. */
export const liveSql: Verification = {
  name: 'live-sql',
  summary: 'hostile and benign SQL on PostgreSQL and MariaDB, also with each layer missing',
  async run({ log }) {
    const { app, serverUrl } = await openTestDatabase({ egressAllow: ['127.0.0.1:*'] })
    const counts: Record<string, number> = {}
    const faults = {
      writes: 0,
      'hostile statements let through': 0,
      'answers beyond the scope': 0,
      'benign refused beyond 2 %': 0,
    }
    const notes: string[] = []
    let tried = 0
    try {
      for (const engine of ['postgres', 'mysql'] as const) {
        const shop = await openShop(engine, serverUrl)
        if (!shop) {
          notes.push(`${engine} is not tried: no server at 127.0.0.1:3306 lets root in without a password`)
          continue
        }
        const hostile = engine === 'postgres' ? hostilePostgres() : hostileMysql()
        const before = await shop.fingerprint()
        const ask = await openQuestions(app, shop, 'writer')
        await inTurns(4, hostile, async text => {
          if ((await ask(text)).status === 200) {
            faults['hostile statements let through']++
            notes.push(text.slice(0, 200))
          }
        })
        log(`${engine}: ${hostile.length} hostile statements with every layer`)
        for (const [layer, run] of Object.entries(withoutLayer[engine])) {
          const settings = { ssl_mode: 'disable', ...shop.settings(layer === refusal ? 'powerful' : 'writer') } as DatabaseSettings
          // MariaDB knows no time limit while a statement is prepared, where BENCHMARK works already.
          const statements = hostile.filter(text => engine === 'postgres' || !text.includes('benchmark'))
          await inTurns(4, statements, async text => {
            await run(settings, text, { egress, signal: AbortSignal.timeout(15_000) }).catch(() => {})
          })
          tried += statements.length
          log(`${engine}: ${statements.length} hostile statements without the ${layer}`)
          if ((await shop.fingerprint()) !== before) {
            faults.writes++
            notes.push(`${engine} was changed without the ${layer}`)
          }
        }
        if ((await shop.fingerprint()) !== before) faults.writes++
        const escapes = escapeSql(engine, String(shop.settings().database))
        const scoped = await openQuestions(app, shop, 'reader', { tables: ['products', 'customers'], hidden_columns: ['*.email'] })
        await inTurns(4, escapes, async text => {
          const { body } = await scoped(text)
          const told = JSON.stringify(body.results ?? [])
          if (!escapedMarks.some(mark => told.includes(mark)) && !/"n":4|"count":4|"count\(\*\)":4/.test(told)) return
          faults['answers beyond the scope']++
          notes.push(text)
        })
        const benign = benignVariations.slice(0, 300)
        let passed = 0
        for (const question of [await openQuestions(app, shop, 'reader')])
          await inTurns(4, benign, async text => {
            const { status, body } = await question(text)
            if (status === 200) passed++
            else notes.push(`${engine} refused: ${text} (${body.message})`)
          })
        if (passed < 0.98 * benign.length) faults['benign refused beyond 2 %'] = benign.length - passed
        counts[`hostile (${engine})`] = hostile.length
        counts[`beyond the scope (${engine})`] = escapes.length
        counts[`benign passed of ${benign.length} (${engine})`] = passed
        tried += hostile.length + escapes.length + benign.length
        await shop.close()
      }
    } finally {
      await app.stop()
    }
    return { tried, counts, faults, notes: notes.slice(0, 30) }
  },
}

async function openQuestions(app: TestApp, shop: Shop, login: 'reader' | 'writer', access: object = {}) {
  const owner = await app.signUp()
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config: shop.settings(login),
    access: { max_concurrent: 8, ...access },
  })
  const connection_id: string = body.data_source.connection_id
  return (query: string) => owner.post('/data-sources/query', { connection_id, query })
}
