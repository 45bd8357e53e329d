import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Low credits are told whoever listens, as they are mailed as well. */
export const tellLowCredits: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(bookEntry).execute(db)
  },
}

/** Keeps balances, with names of tables that no setting of a session can turn elsewhere: cheaper than to set one for each call. */
const bookEntry = `do $make$ begin
  execute replace($body$
    create or replace function book_entry() returns trigger language plpgsql security definer as $$
      declare after here.credit_balances;
      begin
        update here.credit_balances set
          available = available + new.available, held = held + new.held, spent = spent + new.spent, outside = outside + new.outside,
          notice = case when new.kind = 'grant' then 0 else notice end
        where company_id = new.company_id
        returning * into after;
        if after.notice = 0 and new.kind <> 'grant' and after.available + after.held <= after.low_mark then
          update here.credit_balances set notice = 1 where company_id = new.company_id;
          insert into here.events (company_id, event_id, type, data) values (
            new.company_id, 'evt_' || substr(new.transaction_id, 5), 'credits.low',
            jsonb_build_object('credits', (after.available + after.held) / 1000000.0));
        end if;
        return null;
      end $$
  $body$, 'here.', quote_ident(current_schema()) || '.');
end $make$`
