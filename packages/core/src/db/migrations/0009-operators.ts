import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany, grantToApp } from '../tenancy.ts'

/** Conversations that people take over, and executions that can be replayed and kept as tests. */
export const operators: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...handling, ...presence, ...records, ...notifications]) await sql.raw(statement).execute(db)
    await bindToCompany(db, 'conversation_notes', 'visitor_bans', 'agent_tests')
    await grantToApp(db, 'operator_sockets')
  },
}

/** Whose turn it is to speak, and who may not write any more. */
const handling = [
  `alter table conversations
    add column handling text not null default 'agent' check (handling in ('agent', 'waiting', 'operator', 'closed')),
    add column assigned_to text,
    add column operator_name text,
    add column handoff_reason text,
    add column waiting_since timestamptz,
    add column network_mark text,
    add column banned_until timestamptz,
    add check ((handling = 'operator') = (assigned_to is not null))`,
  `create index conversations_attended on conversations (company_id, conversation_id) where handling in ('waiting', 'operator')`,
  `create table conversation_notes (
    company_id text not null,
    note_id text not null,
    conversation_id text not null,
    author_id text not null,
    author_name text not null,
    text text not null,
    created_at timestamptz not null default now(),
    primary key (company_id, note_id),
    foreign key (company_id, conversation_id) references conversations on delete cascade
  )`,
  'create index notes_of_conversation on conversation_notes (company_id, conversation_id)',
  `create table visitor_bans (
    company_id text not null references companies on delete cascade,
    conversation_id text not null,
    visitor_key bytea not null,
    network_mark text,
    reason text not null default '',
    banned_by text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (company_id, conversation_id)
  )`,
  'create index bans_of_network on visitor_bans (company_id, network_mark) where network_mark is not null',
  'create index bans_of_visitor on visitor_bans (company_id, visitor_key)',
  // Asked in the very statement that begins a conversation, so that it costs no trip of its own.
  `create function admits_visitor(company text, visitor bytea, mark text) returns boolean language plpgsql stable as $$
    begin
      if exists (
        select from visitor_bans where company_id = company and (visitor_key = visitor or network_mark = mark) and expires_at > now()
      ) then raise exception 'banned' using errcode = 'CV403'; end if;
      return true;
    end $$`,
]

/** Which operators have a socket open, and at which server; ids only, and nothing that must survive. */
const presence = [
  `create unlogged table operator_sockets (
    socket_id text primary key,
    company_id text not null,
    user_id text not null,
    server_id text not null references servers on delete cascade
  )`,
  'create index operator_sockets_of_company on operator_sockets (company_id, user_id)',
  'create index operator_sockets_of_server on operator_sockets (server_id)',
]

const records = [
  'alter table executions add column record jsonb',
  `create table agent_tests (
    company_id text not null,
    test_id text not null,
    agent_id text not null,
    name text not null,
    input text not null,
    history jsonb not null default '[]',
    expectations jsonb not null,
    from_execution_id text,
    created_by text not null,
    created_at timestamptz not null default now(),
    primary key (company_id, test_id),
    foreign key (company_id, agent_id) references agents on delete cascade
  )`,
  'create index tests_of_agent on agent_tests (company_id, agent_id, test_id)',
]

/** Pointers for the servers that somebody watches a conversation from, or is signed in at. */
const notifications = [
  `create function notify_message() returns trigger language plpgsql as $$
    begin
      if new.role in ('operator', 'system') or exists (select from operator_sockets where company_id = new.company_id) then
        perform pg_notify('craveva_live', 'message ' || new.company_id || ' ' || new.conversation_id);
      end if;
      return null;
    end $$`,
  'create trigger notify_message after insert on messages for each row execute function notify_message()',
  `create function notify_handling() returns trigger language plpgsql as $$
    begin
      perform pg_notify('craveva_live', 'message ' || new.company_id || ' ' || new.conversation_id);
      return null;
    end $$`,
  `create trigger notify_handling after update of handling, assigned_to, banned_until on conversations for each row
    when (old.handling is distinct from new.handling or old.assigned_to is distinct from new.assigned_to or old.banned_until is distinct from new.banned_until)
    execute function notify_handling()`,
  `create function notify_login() returns trigger language plpgsql as $$
    begin
      perform pg_notify('craveva_live', 'login ' || old.company_id || ' ' || old.user_id);
      return null;
    end $$`,
  `create trigger notify_login after update of revoked_at or delete on sessions for each row execute function notify_login()`,
  `create trigger notify_login after update of role or delete on users for each row execute function notify_login()`,
  // The first socket of a user tells that they came, the last one that they went.
  `create function notify_presence() returns trigger language plpgsql as $$
    declare
      company text := coalesce(new.company_id, old.company_id);
      operator text := coalesce(new.user_id, old.user_id);
    begin
      if not exists (
        select from operator_sockets
        where company_id = company and user_id = operator and socket_id is distinct from new.socket_id
      ) then perform pg_notify('craveva_live', 'presence ' || company || ' ' || operator); end if;
      return null;
    end $$`,
  'create trigger notify_presence after insert or delete on operator_sockets for each row execute function notify_presence()',
]
