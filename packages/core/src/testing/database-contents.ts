import pg from 'pg'

/** What changes by itself: signs of life, counters of limits, when a key was last used. */
const restlessTables = ['servers', 'rate_windows', 'kysely_migration_lock']
const restlessColumns = "'{last_used,last_used_at}'::text[]"

/**
 * A fingerprint of each table's rows, as far as the companies in the directory own them, to tell whether a call changed anything.
 * Jobs are not looked at.
 */
export async function databaseContents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
    )
    const { rows: companies } = await client.query<{ id: string }>('select distinct company_id as id from directory order by 1')
    const contents: Record<string, string> = {}
    for (const { id } of companies) {
      await client.query(`begin; set local app.company_id = '${id}'`)
      for (const { name } of tables) {
        if (restlessTables.includes(name)) continue
        const { rows } = await client.query<{ print: string }>(
          `select count(*) || ' rows, ' || md5(coalesce(string_agg(r, E'\\n' order by r), '')) as print
           from (select (to_jsonb(t) - ${restlessColumns})::text as r from ${name} t) as rows`,
        )
        contents[`${name} of ${id}`] = rows[0]?.print ?? ''
      }
      await client.query('rollback')
    }
    return contents
  } finally {
    await client.end()
  }
}
