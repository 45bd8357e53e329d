import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * An answer that was announced over a channel and then never said, as a person took over before its first word, is ready with
 * nothing to say: whoever delivers it need not wait for it, nor does what the person writes.
 */
export const silentTurns: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const isOpen = (row: string) => `${row}.status in ('queued', 'running')`

const bound = ['channel_deliveries', 'executions']

const statements = [
  `create function end_silent_delivery() returns trigger language plpgsql as $$
    declare place record;
    begin
      update channel_deliveries set state = 'ready', changed_in = pg_current_xact_id()
      where company_id = old.company_id and execution_id = old.execution_id and state = 'writing' and not exists (
        select from messages where messages.company_id = old.company_id and messages.message_id = channel_deliveries.message_id)
      returning deployment_id, address_id into place;
      if not found then return null; end if;
      update inbox_work set due_at = now(), wakes = wakes + 1 where address_id = place.address_id;
      perform pg_notify('craveva_live', 'feed ' || old.company_id || ' ' || place.deployment_id);
      perform pg_notify('craveva_live', 'inbox ' || old.company_id || ' ' || place.address_id);
      return null;
    end $$`,
  `create trigger end_silent_delivery after update of status on executions for each row
    when (${isOpen('old')} and not (${isOpen('new')})) execute function end_silent_delivery()`,
  // What has waited since such an end before, in every company.
  ...bound.map(table => `alter table ${table} no force row level security`),
  `update channel_deliveries set state = 'ready', changed_in = pg_current_xact_id()
    where state = 'writing' and not exists (
      select from executions where executions.company_id = channel_deliveries.company_id
        and executions.execution_id = channel_deliveries.execution_id and ${isOpen('executions')})`,
  ...bound.map(table => `alter table ${table} force row level security`),
]
