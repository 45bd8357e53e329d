import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Work at an address tells how often it was woken: whoever works on it then sees that something arrived meanwhile, and what arrives need not wait
 * until it is over.
 */
export const inboxWakes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table inbox_work add column wakes integer not null default 0',
  `create or replace function deliver_message() returns trigger language plpgsql as $$
    declare place record;
    begin
      select address_id, deployment_id, blocked into place from channel_addresses
      where company_id = new.company_id and conversation_id = new.conversation_id;
      if not found then return null; end if;
      insert into channel_deliveries (company_id, delivery_id, deployment_id, address_id, conversation_id, message_id, execution_id, state)
      values (new.company_id, 'dlv_' || substr(new.message_id, 5), place.deployment_id, place.address_id, new.conversation_id,
        new.message_id, new.execution_id, case when place.blocked then 'failed' else 'ready' end)
      on conflict (company_id, message_id) do update set state = 'ready', changed_in = pg_current_xact_id();
      update inbox_work set due_at = now(), wakes = wakes + 1 where address_id = place.address_id;
      perform pg_notify('craveva_live', 'feed ' || new.company_id || ' ' || place.deployment_id);
      perform pg_notify('craveva_live', 'inbox ' || new.company_id || ' ' || place.address_id);
      return null;
    end $$`,
]
