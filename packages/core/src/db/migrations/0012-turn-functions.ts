/**
 * Movements of credits that must see what others did while they waited for the balance. Each statement of a function sees what was committed
 * before it; the parts of one statement do not.
 */
export const turnFunctions = [
  // Tells of counters that have come to half, four fifths or all of their cap: once in each period, by an event that is mailed as well.
  `create function tell_caps(of_company text, of_transaction text, of_counters text[], at_least smallint) returns void language plpgsql as $$
    declare
      counter record;
      level smallint;
    begin
      for counter in
        select c.counter_id, c.subject, c.starts, c.spent, c.told, cap.cap_id, cap.scope, cap.period, cap.amount
        from cap_counters c join spending_caps cap using (company_id, cap_id)
        where c.company_id = of_company and c.counter_id = any(of_counters) and c.told < 100
      loop
        level := greatest(at_least, case when counter.spent >= counter.amount then 100 when counter.spent * 5 >= counter.amount * 4 then 80
          when counter.spent * 2 >= counter.amount then 50 else 0 end);
        if level > counter.told then
          update cap_counters set told = level where company_id = of_company and counter_id = counter.counter_id;
          insert into events (company_id, event_id, type, data) values (
            of_company, 'evt_' || substr(of_transaction, 5, 10) || substr(md5(of_transaction || counter.counter_id), 1, 16), 'spending.cap',
            jsonb_build_object('cap_id', counter.cap_id, 'scope', counter.scope, 'subject', counter.subject, 'period', counter.period, 'period_start', 
              to_char(counter.starts at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'percent', level,
              'spent', counter.spent / 1000000.0, 'cap', counter.amount / 1000000.0))
          on conflict do nothing;
        end if;
      end loop;
    end $$`,
  // Which counters a use falls under, with room for what it may cost; or the cap that has none. The balance must be locked.
  `create function claim_caps(of_company text, of_transaction text, of_agent text, of_channel text, of_outlet text, of_visitor text, cost bigint,
      out claimed text[], out refusing text) language plpgsql as $$
    declare
      counter record;
    begin
      for counter in
        select cap.cap_id, cap.amount, cap.scope, whom.subject, starts.at, cap.cap_id || ' ' || to_char(starts.at at time zone 'UTC', 'YYYYMMDD') || ' ' || whom.subject as counter_id
        from spending_caps cap
        cross join lateral (select case cap.scope when 'company' then of_company when 'agent' then of_agent when 'channel' then of_channel
          when 'outlet' then of_outlet else of_visitor end as subject) whom
        cross join lateral (select date_trunc(cap.period, now() at time zone 'UTC') at time zone 'UTC' as at) starts
        where cap.company_id = of_company and whom.subject is not null and cap.subject in ('*', whom.subject)
        order by cap.cap_id
      loop
        if not exists (select from cap_counters where company_id = of_company and cap_counters.counter_id = counter.counter_id) then
          insert into cap_counters (company_id, counter_id, cap_id, subject, starts, spent)
          select of_company, counter.counter_id, counter.cap_id, counter.subject, counter.at, coalesce(sum(credits), 0)
          from usage_records where company_id = of_company and created_at >= counter.at and case counter.scope when 'company' then true
            when 'agent' then agent_id = of_agent when 'channel' then channel = of_channel when 'outlet' then outlet_id = of_outlet
            else visitor = of_visitor end
          on conflict do nothing;
        end if;
        if exists (select from cap_counters where company_id = of_company and cap_counters.counter_id = counter.counter_id
            and spent + held + cost > counter.amount) then
          perform tell_caps(of_company, of_transaction, array[counter.counter_id], 100::smallint);
          claimed := null;
          refusing := counter.cap_id;
          return;
        end if;
        claimed := claimed || counter.counter_id;
      end loop;
    end $$`,
  // Reserves the most that a turn may cost: 'funded' when it may run, 'credits' when there are not enough, else the cap that has no room.
  `create function hold_credits(of_company text, of_execution text, of_transaction text, cost bigint) returns text language plpgsql as $$
    declare
      balance record;
      turn record;
      caps record;
      counted bigint := 0;
      counters text[];
      reserved bigint := 0;
    begin
      select metered, capped, available into balance from credit_balances
      where company_id = of_company and (capped or not metered) for no key update;
      if not found then
        return case when exists (select from credit_balances where company_id = of_company) then 'funded' else 'credits' end;
      end if;
      select agent_id, outlet_id, visitor, conversation_id into turn from executions where company_id = of_company and execution_id = of_execution;
      if not found then return 'funded'; end if;
      if not balance.metered then
        if balance.available < cost then
          update executions set withheld = 'credits' where company_id = of_company and execution_id = of_execution;
          return 'credits';
        end if;
        reserved := cost;
      end if;
      if balance.capped then
        select claimed, refusing into caps from claim_caps(of_company, of_transaction, turn.agent_id, coalesce((
            select channel from conversations where company_id = of_company and conversation_id = turn.conversation_id), 'api'),
          turn.outlet_id, turn.visitor, cost);
        if caps.refusing is not null then
          update executions set withheld = caps.refusing where company_id = of_company and execution_id = of_execution;
          return caps.refusing;
        end if;
        counted := cost;
        counters := caps.claimed;
        update cap_counters set held = held + cost where company_id = of_company and counter_id = any(counters);
      end if;
      if reserved > 0 then
        insert into ledger (company_id, transaction_id, kind, source, available, held)
        values (of_company, of_transaction, 'hold', 'hold:' || of_execution, -reserved, reserved);
      end if;
      insert into credit_holds (execution_id, company_id, amount, counted, counters) values (of_execution, of_company, reserved, counted, counters);
      return 'funded';
    end $$`,
  // Counts a turn that has ended and charges it by the prices it was quoted, never more than is there and its caps allow; gives back what it
  // did not need. One that was counted before is left as it is.
  `create function settle_turn(of_company text, of_execution text, of_transaction text, paid boolean, answered_by text, tokens_in bigint,
      tokens_out bigint, asked integer) returns void language plpgsql as $$
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
      if not found then
        if exists (select from usage_records where company_id = of_company and source = of_execution) then return; end if;
        select 0::bigint as amount, 0::bigint as counted, null::text[] as counters into hold;
      end if;
      select agent_id, outlet_id, visitor, conversation_id, quote, input_tokens, output_tokens,
        not is_test and status not in ('queued', 'running') and not (status = 'cancelled' and finish_reason = 'handoff') as counts
      into turn from executions where company_id = of_company and execution_id = of_execution;
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
      if hold.amount > 0 or charged > 0 then
        insert into ledger (company_id, transaction_id, kind, source, available, held, spent, outside)
        values (of_company, of_transaction, case when charged > 0 then 'charge' else 'release' end, 'settle:' || of_execution,
          hold.amount - covered, -hold.amount, charged, covered - charged)
        on conflict (company_id, source) do nothing;
        if not found then charged := 0; end if;
      end if;
      if turn.counts or charged > 0 then
        insert into usage_records (company_id, source, operation, agent_id, channel, outlet_id, visitor, model, input_tokens, output_tokens, credits,
          queries, terms)
        values (of_company, of_execution, 'agent_execute', turn.agent_id, case when turn.conversation_id is null then 'api' else coalesce((
            select channel from conversations where company_id = of_company and conversation_id = turn.conversation_id), 'api') end,
          turn.outlet_id, turn.visitor, answered_by, tokens_in, tokens_out, charged, asked, case when charged > 0 then turn.quote end)
        on conflict do nothing;
      end if;
      if hold.counters is not null then
        update cap_counters set held = held - hold.counted, spent = spent + charged where company_id = of_company and counter_id = any(hold.counters);
        perform tell_caps(of_company, of_transaction, hold.counters, 0::smallint);
      end if;
    end $$`,
  // Counts and charges a use at once; 'known' when it was counted before, 'credits' or the cap when it may not be.
  `create function charge_use(of_company text, of_transaction text, of_source text, of_operation text, of_agent text, of_channel text, of_outlet text,
      cost bigint) returns text language plpgsql as $$
    declare
      balance record;
      caps record;
      covered bigint;
    begin
      select available, metered, capped into balance from credit_balances where company_id = of_company for no key update;
      if not found then return 'credits'; end if;
      if exists (select from usage_records where company_id = of_company and source = of_source) then return 'known'; end if;
      covered := least(cost, balance.available);
      if covered < cost and not balance.metered then return 'credits'; end if;
      if balance.capped and cost > 0 then
        select claimed, refusing into caps from claim_caps(of_company, of_transaction, of_agent, of_channel, of_outlet, null, cost);
        if caps.refusing is not null then return caps.refusing; end if;
        update cap_counters set spent = spent + cost where company_id = of_company and counter_id = any(caps.claimed);
      end if;
      insert into usage_records (company_id, source, operation, agent_id, channel, outlet_id, credits, queries)
      values (of_company, of_source, of_operation, of_agent, of_channel, of_outlet, cost, 1);
      if cost > 0 then
        insert into ledger (company_id, transaction_id, kind, source, available, spent, outside)
        values (of_company, of_transaction, 'charge', 'use:' || of_source, -covered, cost, covered - cost);
        if balance.capped then perform tell_caps(of_company, of_transaction, caps.claimed, 0::smallint); end if;
      end if;
      return 'charged';
    end $$`,
]

/** The function that keeps balances, with names of tables that no setting of a session can turn elsewhere: cheaper than to set one for each call. */
export const bookEntry = `do $make$ begin
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
          insert into here.events (company_id, event_id, type, data)
          select new.company_id, 'evt_' || substr(new.transaction_id, 5), 'credits.low',
            jsonb_build_object('credits', (after.available + after.held) / 1000000.0)
          where exists (select from here.webhooks where company_id = new.company_id and status = 'active' and 'credits.low' = any(events));
        end if;
        return null;
      end $$
  $body$, 'here.', quote_ident(current_schema()) || '.');
end $make$`
