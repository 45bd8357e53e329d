import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Indexes that lead with what tells rows apart, and a settlement of fewer statements. In a young database the planner takes every index that
 * leads with the company to find one row; it may then choose one that finds all of the company's, and keep to it in its prepared plans.
 */
export const turnSpeed: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...indexes, settleTurn]) await sql.raw(statement).execute(db)
  },
}

const indexes = [
  'drop index conversations_of_agent',
  'create index conversations_of_agent on conversations (agent_id, conversation_id)',
  'drop index conversations_company_id_agent_id_visitor_token_hash_update_idx',
  'create index conversations_of_visitor on conversations (visitor_token_hash, agent_id, updated_at desc)',
  'drop index executions_of_agent',
  'create index executions_of_agent on executions (agent_id, execution_id)',
  'drop index executions_open',
  `create index executions_open on executions (conversation_id, seq) where status in ('queued', 'running')`,
]

/**
 * Counts a turn that has ended and charges it by the prices it was quoted, never more than is there and its caps allow; gives back what it did
 * not need. The record of its use is what tells that it was counted before, and leaves it as it is.
 */
const settleTurn = `create or replace function settle_turn(of_company text, of_execution text, of_transaction text, paid boolean, answered_by text,
    tokens_in bigint, tokens_out bigint, asked integer) returns void language plpgsql as $$
  declare
    balance record;
    hold record;
    turn record;
    rates jsonb;
    cost bigint := 0;
    covered bigint;
    charged bigint;
    room bigint;
  begin
    select available, metered into balance from credit_balances where company_id = of_company for no key update;
    if not found then return; end if;
    delete from credit_holds where execution_id = of_execution and company_id = of_company returning amount, counted, counters into hold;
    if not found then select 0::bigint as amount, 0::bigint as counted, null::text[] as counters into hold; end if;
    select e.agent_id, e.outlet_id, e.visitor, e.quote, coalesce(c.channel, 'api') as channel,
      not e.is_test and e.status not in ('queued', 'running') and not (e.status = 'cancelled' and e.finish_reason = 'handoff') as counts
    into turn from executions e left join conversations c on c.company_id = of_company and c.conversation_id = e.conversation_id
    where e.company_id = of_company and e.execution_id = of_execution;
    if paid then
      rates := case when turn.quote->>'model' <> answered_by and turn.quote->'fallback'->>'model' = answered_by then turn.quote->'fallback'
        else turn.quote end;
      cost := coalesce(((rates->>'input')::bigint * tokens_in + (rates->>'output')::bigint * tokens_out + 999) / 1000
        + (turn.quote->>'query')::bigint * asked + (turn.quote->>'message')::bigint, 0);
    end if;
    if hold.counters is not null then
      select min(cap.amount - c.spent - c.held) into room from cap_counters c join spending_caps cap using (company_id, cap_id)
      where c.company_id = of_company and c.counter_id = any(hold.counters);
      cost := least(cost, hold.counted + greatest(coalesce(room, 0), 0));
    end if;
    covered := least(cost, hold.amount + balance.available);
    charged := case when balance.metered then cost else covered end;
    if turn.counts or charged > 0 then
      insert into usage_records (company_id, source, operation, agent_id, channel, outlet_id, visitor, model, input_tokens, output_tokens, credits,
        queries, terms)
      values (of_company, of_execution, 'agent_execute', turn.agent_id, turn.channel, turn.outlet_id, turn.visitor, answered_by, tokens_in, tokens_out,
        charged, asked, case when charged > 0 then turn.quote end)
      on conflict do nothing;
      if not found then
        covered := 0;
        charged := 0;
      end if;
    end if;
    if hold.amount > 0 or charged > 0 then
      insert into ledger (company_id, transaction_id, kind, source, available, held, spent, outside)
      values (of_company, of_transaction, case when charged > 0 then 'charge' else 'release' end, 'settle:' || of_execution,
        hold.amount - covered, -hold.amount, charged, covered - charged)
      on conflict (company_id, source) do nothing;
    end if;
    if hold.counters is not null then
      update cap_counters set held = held - hold.counted, spent = spent + charged where company_id = of_company and counter_id = any(hold.counters);
      perform tell_caps(of_company, of_transaction, hold.counters, 0::smallint);
    end if;
  end $$`
