import pg from 'pg'
import { totpCode } from '../auth/totp.ts'
import type { Keys } from '../crypto/keys.ts'
import { open } from '../crypto/seal.ts'
import { sealedColumns } from '../secrets/sealed-columns.ts'
import type { TestApp } from './create-test-app.ts'
import { createOneOfEach } from './one-of-each.ts'
import { createTestClient } from './test-client.ts'

const password = 'SecurePassword123!'
const call = { headers: { 'idempotency-key': 'sealed' } }

/** A company that has one of everything, with a secret in each place where secrets are sealed. */
export async function sealOneOfEach(app: TestApp) {
  const email = `owner-${crypto.randomUUID()}@example.com`
  const person = { email, password, full_name: 'John Doe', company_name: 'Example Corp' }
  const registered = await app.anonymous.post('/auth/register', person)
  const owner = createTestClient(app.apiUrl, registered.body.token)
  const made = await createOneOfEach(app, owner)
  const connection_config = { type: 'postgres', host: 'database.example', database: 'shop', username: 'reader', password: 'swordfish' }
  await owner.post('/data-sources/connect', { source_name: 'Orders', source_type: 'database', connection_config, test_connection: false })
  await owner.put(`/deployments/${made.params.deployment_id}`, { config: { identity_secret: 'a secret that only the shop and we know' } })
  await owner.post(`/webhooks/${made.params.webhook_id}/rotate-secret`)
  const key = await owner.post('/account/api-keys', { name: 'Kept', permissions: ['read'] }, call)
  const begun = await owner.post('/account/two-factor', { password })
  const codeNow = () => totpCode(begun.body.secret, Math.floor(Date.now() / 30_000))
  await owner.post('/account/two-factor/confirm', { code: codeNow() })
  return { ...made, email, password, codeNow, idempotentKey: String(key.body.api_key.key) }
}

/** What every sealed secret in a database says, by where it lies. Throws when one does not open. */
export async function readSecrets(databaseUrl: string, keys: Pick<Keys, 'sealing'>): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {}
  await ask(databaseUrl, async client => {
    for (const { table, column, key, recordId } of sealedColumns) {
      const { rows } = await client.query<{ company_id: string; key: string[]; text: string }>(
        `select company_id, array[${key.map(name => `${name}::text`).join()}] as key, ${column}::text as text from ${table}`,
      )
      for (const row of rows)
        for (const [index, [sealed]] of [...(row.text ?? '').matchAll(/sealed:[0-9a-f]{8}\.[\w-]+/g)].entries())
          secrets[`${table}.${column} ${row.key} ${index}`] = open(keys, { companyId: row.company_id, recordId: recordId(row.key) }, sealed)
    }
  })
  return secrets
}

/** Columns of a database in which something sealed lies, with the ids of the keys it is sealed with. */
export async function findSealed(databaseUrl: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  await ask(databaseUrl, async client => {
    const { rows: columns } = await client.query<{ schema: string; table: string; column: string }>(
      `select table_schema as schema, table_name as table, column_name as column from information_schema.columns
       where table_schema in (current_schema(), 'jobs') and data_type in ('text', 'jsonb', 'json', 'ARRAY', 'character varying')`,
    )
    for (const { schema, table, column } of columns) {
      const { rows } = await client.query<{ ids: string[] | null }>(
        `select array_agg(distinct m[1]) as ids from (select regexp_matches("${column}"::text, 'sealed:([0-9a-f]{8})\\.', 'g') as m from ${schema}."${table}") as found`,
      )
      if (rows[0]?.ids) found[`${table}.${column}`] = rows[0].ids
    }
  })
  return found
}

async function ask(url: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
