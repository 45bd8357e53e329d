/** Ways to place an expression in a query. */
const places: readonly ((expression: string) => string)[] = [
  e => `select ${e}`,
  e => `SELECT/**/1,${e} AS "x"`,
  e => `select * from products order by ${e}`,
  e => `select * from products where id = 1 or ${e} is not null`,
  e => `select coalesce(null, ${e})`,
  e => `select case when 1 = 1 then ${e} end`,
  e => `select count(*) from products group by ${e}`,
  e => `select count(*) from products having max(${e}) is null`,
  e => `select (select ${e} from products limit 1) as x from orders`,
  e => `select 1 union all select ${e}`,
  e => `with a as (select ${e} as x) select * from a`,
  e => `select * from products where id in (select ${e})`,
  e => `select * from products where exists (select ${e})`,
  e => `select * from orders where quantity between 1 and ${e}`,
  e => `select sum(${e}) over (partition by id) from products`,
  e => `(select ${e}) union (select 1) order by 1`,
  e => `select /* harmless */ -- still\n ${e}`,
  e => `select distinct name, ${e} from products`,
  e => `select * from products p join (select ${e} as x) q on p.id = 1`,
]

/** Ways to smuggle a statement in. */
const smuggled: readonly ((statement: string) => string)[] = [
  s => s,
  s => `/* a comment */ ${s}`,
  s => `-- select\n${s}`,
  s => `select 1; ${s}`,
  s => `${s}; select 1`,
  s => `select 1; commit; ${s}; begin`,
  s => `select '\\\\'; ${s}; -- '`,
  s => `begin; ${s}; commit`,
  s => `with x as (select 1) ${s}`,
  s => `explain analyze ${s}`,
  s => `prepare p as ${s}`,
]

const writes = [
  "insert into notes values (1, 'x')",
  'update products set price = 0',
  'delete from orders',
  'truncate table orders',
  'drop table orders',
  'create table stolen (id integer)',
  'alter table products add column x integer',
  'create view stolen as select * from products',
  'drop view noted',
  'grant all on products to public',
]

const combine = (expressions: readonly string[], wrappers: readonly ((inner: string) => string)[]) =>
  expressions.flatMap(expression => wrappers.map(wrap => wrap(expression)))

/** Statements that would write, lock, wait, look around or reach out, if they were let. */
export const hostilePostgres = (): string[] => [
  ...combine(postgresCalls, places),
  ...combine([...writes, "merge into notes using products p on notes.id = p.id when not matched then insert values (1, 'x')"], smuggled),
  ...writes
    .slice(0, 3)
    .flatMap(write => [
      `with d as (${write} returning *) select * from d`,
      `with recursive d as (${write} returning *) select 1`,
      `select * from products where exists (with d as (${write} returning 1) select 1 from d)`,
      `copy (${write} returning *) to stdout`,
      `declare c cursor for with d as (${write} returning *) select * from d`,
      `do $$ begin ${write}; end $$`,
    ]),
  ...postgresTricks,
]

const postgresCalls = `
  pg_sleep(10) | pg_catalog.pg_sleep(10) | "pg_sleep"(10) | pg_sleep_for('10 s') | set_config('transaction_read_only', 'off', false)
  | pg_catalog.set_config('app.company_id', 'x', true) | current_setting('data_directory') | pg_read_file('/etc/passwd')
  | pg_read_binary_file('/etc/passwd') | pg_ls_dir('/') | pg_stat_file('/etc/passwd') | lo_import('/etc/passwd') | lo_export(1, '/tmp/x')
  | lo_create(0) | lo_from_bytea(0, 'x') | lo_unlink(1) | lo_get(1) | dblink('dbname=x', 'select 1') | dblink_exec('dbname=x', 'drop table x')
  | query_to_xml('delete from orders', true, true, '') | table_to_xml('products', true, true, '') | database_to_xml(true, true, '')
  | nextval('numbers') | setval('numbers', 99) | lastval() | pg_advisory_lock(1) | pg_try_advisory_lock(1) | pg_terminate_backend(1)
  | pg_cancel_backend(1) | pg_reload_conf() | pg_rotate_logfile() | pg_notify('a', 'b') | add_note() | public.add_note() | "public"."add_note"()
  | txid_current() | pg_export_snapshot() | pg_switch_wal() | pg_create_restore_point('x') | pg_logical_emit_message(false, 'a', 'b')
  | pg_create_physical_replication_slot('x') | pg_get_viewdef('noted'::text) | pg_get_functiondef(1) | has_table_privilege('products', 'insert')
  | inet_server_addr() | version() | pg_backend_pid() | pg_database_size('postgres') | ts_stat('select 1') | cursor_to_xml('c', 1, true, true, '')
  | repeat('x', 1000000000) | pg_relation_filepath('products') | gin_clean_pending_list(1) | pg_log_backend_memory_contexts(1)
  | pg_import_system_collations(1) | xpath('/', null) | 'products'::regclass | 'add_note()'::regprocedure | products.id operator(public.+) 1
  | (select rolpassword from pg_authid limit 1) | (select passwd from pg_catalog.pg_shadow limit 1) | (select 1 from pg_stat_activity limit 1)
  | (select usename from "pg_user" limit 1) | (select setting from pg_settings limit 1) | (select 1 from information_schema.role_table_grants)
  | (select 1 from pg_ls_logdir()) | (select 1 from products for update limit 1) | (select 1 from products for share limit 1) | $1`
  .split(' | ')
  .map(call => call.trim())

const postgresTricks = [
  "copy products to program 'id'",
  "copy products from program 'id'",
  "copy products to '/tmp/x'",
  "copy notes from '/etc/passwd'",
  'copy products to stdout',
  'select * into stolen from products',
  'select * into temp stolen from products',
  'create table stolen as select * from products',
  'create temp table stolen (id integer)',
  'select * from products for update',
  'select * from products for no key update nowait',
  'select * from products for key share skip locked',
  'select * from products tablesample system (10)',
  'set transaction read write',
  'set session characteristics as transaction read write',
  'set default_transaction_read_only = off',
  'set role postgres',
  'set session authorization postgres',
  'set statement_timeout = 0',
  'reset all',
  'discard all',
  'begin read write',
  'commit',
  'commit and chain',
  'rollback',
  'end; start transaction read write; delete from orders; commit',
  'savepoint a',
  'release savepoint a',
  "prepare transaction 'x'",
  'execute p',
  'deallocate all',
  'fetch all from c',
  'close all',
  'lock table products',
  'listen x',
  "notify x, 'y'",
  'unlisten *',
  'vacuum products',
  'analyze products',
  'cluster products',
  'reindex table products',
  'checkpoint',
  "load '/tmp/x.so'",
  'create extension dblink',
  'create role attacker superuser',
  'alter role current_user set default_transaction_read_only = off',
  'alter system set log_statement = none',
  'comment on table products is null',
  'call add_note()',
  'explain select 1',
  'show all',
  'table pg_authid',
  'values (pg_sleep(10))',
  'select * from pg_sleep(10)',
  'select * from rows from (pg_sleep(10), add_note()) as x',
  'select * from products, lateral pg_sleep(10)',
  'select sum(id) filter (where pg_sleep(10) is null) from products',
  'select sum(id) over (order by add_note()) from products',
  'select 1 limit (select add_note())',
  'select array[add_note()]',
  'select row(add_note(), 1)',
  "select U&'\\0061', add_note()",
  'select $$; delete from orders; $$, add_note()',
  "select E'\\'; delete from orders; --', add_note()",
  ';',
  '',
  '   ',
  '-- nothing',
  'not sql at all',
  'select 1 \0; delete from orders',
  `select ${'('.repeat(6000)}add_note()${')'.repeat(6000)}`,
  `select ${'-'.repeat(30_000)}1`,
]

/** The same for MySQL and MariaDB. */
export const hostileMysql = (): string[] => [...combine(mysqlCalls, places), ...combine(writes, smuggled), ...mysqlTricks]

const mysqlCalls = `
  sleep(10) | SLEEP (10) | benchmark(1000000000, md5('x')) | load_file('/etc/passwd') | get_lock('a', 10) | release_lock('a') | is_free_lock('a')
  | master_pos_wait('a', 1) | nextval(numbers) | next value for numbers | setval(numbers, 99) | lastval(numbers) | add_note() | shop.add_note()
  | \`add_note\`() | sys_exec('id') | sys_eval('id') | user() | version() | database() | current_user() | session_user() | connection_id()
  | last_insert_id(5) | row_count() | found_rows() | @a := 1 | @@global.general_log_file | @@version | @a | extractvalue(1, concat(0x7e, version()))
  | updatexml(1, 'x', 1) | ps_thread_id(1) | uuid_short() | name_const('a', 1) | load_file(0x2f6574632f706173737764) | 1.e(sleep(10))
  | (select 1 from mysql.user limit 1) | (select 1 from \`mysql\`.\`user\` limit 1) | (select 1 from mysql . user limit 1)
  | (select 1 from information_schema.processlist limit 1) | (select 1 from performance_schema.threads limit 1) | (select 1 from sys.session)
  | (select 1 from information_schema.user_privileges) | (select 1 from products for update) | (select 1 from products lock in share mode)
  | 1 /*!50000 , sleep(10) */ | 1 /*M! , sleep(10) */ | 1 /*!, load_file('/etc/passwd') */ | 1 /*+ MAX_EXECUTION_TIME(0) */ | ?`
  .split(' | ')
  .map(call => call.trim())

const mysqlTricks = [
  "select * from products into outfile '/tmp/x'",
  "select * from products into dumpfile '/tmp/x'",
  'select id into @a from products limit 1',
  "select 'x' into outfile '/tmp/shell.php' lines terminated by ''",
  "load data local infile '/etc/passwd' into table notes",
  "load data infile '/etc/passwd' into table notes",
  'select * from products for update',
  'select * from products for share',
  'select * from products lock in share mode',
  'select * from products procedure analyse()',
  'select /*+ SET_VAR(max_execution_time = 0) */ 1',
  'set session transaction read write',
  'set global general_log = 1',
  'set statement max_statement_time = 0 for select 1',
  'start transaction read write',
  'commit',
  'rollback',
  'begin not atomic delete from orders; end',
  'call add_note()',
  'do sleep(10)',
  'handler products open',
  'lock tables products write',
  'unlock tables',
  'flush tables',
  'reset query cache',
  'kill 1',
  'shutdown',
  'show grants',
  'show processlist',
  'describe products',
  'explain select 1',
  'use mysql',
  "prepare s from 'delete from orders'",
  'execute s',
  "execute immediate 'delete from orders'",
  'install plugin x soname "x.so"',
  'create function sys_exec returns integer soname "x.so"',
  'create user attacker',
  'rename table products to stolen',
  "xa start 'x'",
  'analyze table products',
  'optimize table products',
  'repair table products',
  'check table products',
  'table products',
  'values row(1)',
  'with x as (select 1) update products set price = 0',
  'with x as (select 1) delete from orders',
  'select 1 -- \n; delete from orders',
  'select 1 # \n; delete from orders',
  "select '\\'' ; delete from orders",
  'select "a"; delete from orders; -- "',
  'select 1 --\u00a0+ sleep(10)',
  "select 'unterminated",
  'select `unterminated',
  'select /* unterminated',
  ';',
  '',
  '  ',
  '# nothing',
  'select 1 \0; delete from orders',
  'replace into notes values (1, 2)',
  `select ${'x'.repeat(30_000)}`,
]
