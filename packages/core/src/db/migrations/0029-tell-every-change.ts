import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * A row "is not null" only when none of its columns is: changes of agents and deployments with an empty column were told to nobody. What
 * happened to the row is asked instead.
 */
export const tellEveryChange: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(notifyAgent).execute(db)
  },
}

const notifyAgent = `create or replace function notify_agent() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'INSERT' then perform pg_notify('craveva_live', 'agent ' || old.company_id || ' ' || old.agent_id); end if;
    if tg_op <> 'DELETE' then perform pg_notify('craveva_live', 'agent ' || new.company_id || ' ' || new.agent_id); end if;
    return null;
  end $$`
