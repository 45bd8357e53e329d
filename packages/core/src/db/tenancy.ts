import { type Kysely, sql } from 'kysely'

/** The role the API works as: neither owner nor superuser, so that row-level security binds it. */
export const appRole = 'craveva_app'

/**
 * Binds a table to its company: row-level security, forced for the owner as well, as the second net behind company-bound queries.
 * The table has a `company_id` column that leads its primary key.
 */
export async function bindToCompany(db: Kysely<unknown>, ...tables: string[]) {
  for (const table of tables) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
    await sql`alter table ${sql.table(table)} force row level security`.execute(db)
    await sql`
      create policy company on ${sql.table(table)}
      using (company_id = current_setting('app.company_id', true))
      with check (company_id = current_setting('app.company_id', true))`.execute(db)
    await grantToApp(db, table)
  }
}

/** Lets the API read and write a table; does nothing where the role could not be made. */
export async function grantToApp(db: Kysely<unknown>, ...tables: string[]) {
  if (!(await appRoleExists(db))) return
  for (const table of tables) {
    await sql`grant select, insert, update, delete on ${sql.table(table)} to ${sql.id(appRole)}`.execute(db)
  }
}

/** Whether the API can work as `appRole`; managed servers without CREATEROLE leave it out, and FORCE keeps the owner bound. */
export async function appRoleExists(db: Kysely<unknown>) {
  const { rows } = await sql<{ usable: boolean }>`
    select exists (select from pg_roles where rolname = ${appRole} and pg_has_role(current_user, oid, 'member')) as usable`.execute(db)
  return rows[0]?.usable ?? false
}
