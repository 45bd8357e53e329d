import { randomBytes } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { databaseUrl } from '@craveva/testing/database-url'
import pg from 'pg'
import { inject } from 'vitest'
import { shopTables } from './shop-tables.ts'

/** A merchant's database on the server that tests share, reached by TCP. */
export interface PostgresShop {
  readonly port: number
  readonly database: string
  /** Logins with what they may do; the password of each is `password`. */
  readonly logins: { readonly reader: string; readonly writer: string; readonly superuser: string }
  readonly password: string
  /** Runs a statement as the owner. */
  ask(sql: string): Promise<Record<string, unknown>[]>
  /** Says of all rows, tables, functions, roles and settings what they are, so that any change shows. */
  fingerprint(): Promise<string>
  close(): Promise<void>
}

export async function openPostgresShop(url = inject('testServer').url): Promise<PostgresShop> {
  const suffix = randomBytes(5).toString('hex')
  const database = `shop_${suffix}`
  const logins = { reader: `reader_${suffix}`, writer: `writer_${suffix}`, superuser: `superuser_${suffix}` }
  const password = `Pa55-${suffix}`
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  await server.query(`create database ${database}`)
  const owner = new pg.Client({ connectionString: databaseUrl(url, database) })
  await owner.connect()
  for (const statement of [...shopTables, ...traps, ...grants(logins, password)]) await owner.query(statement)
  const proxy = await openProxy(owner.host, owner.port)
  return {
    port: proxy.port,
    database,
    logins,
    password,
    ask: async sql => (await owner.query(sql)).rows,
    fingerprint: async () => JSON.stringify((await owner.query(everything)).rows),
    async close() {
      await proxy.close()
      await owner.end()
      await server.query(`drop database ${database} with (force)`)
      for (const login of Object.values(logins)) await server.query(`drop role ${login}`)
      await server.end()
    },
  }
}

/** What a hostile query could use if it were let. */
const traps = [
  'create sequence numbers',
  'create table notes (id integer, text text)',
  `create function add_note() returns integer language sql security definer as 'insert into notes values (1, ''trap'') returning id'`,
  'create view noted as select add_note() as id',
]

const grants = ({ reader, writer, superuser }: PostgresShop['logins'], password: string) => [
  `create role ${reader} login password '${password}'`,
  `create role ${writer} login password '${password}'`,
  `create role ${superuser} superuser login password '${password}'`,
  `grant select on all tables in schema public to ${reader}, ${writer}`,
  `grant insert, update, delete, truncate on all tables in schema public to ${writer}`,
  `grant all on all sequences in schema public to ${writer}`,
  `grant create on schema public to ${writer}`,
]

const everything = `
  select (select json_agg(t order by id) from products t) as products, (select json_agg(t order by id) from orders t) as orders,
    (select json_agg(t order by id) from customers t) as customers, (select json_agg(t) from notes t) as notes, (select json_agg(array[last_value::text, is_called::text]) from numbers) as numbers,
    (select json_agg(array[relname, relkind::text, relacl::text] order by oid) from pg_class where relnamespace = 'public'::regnamespace) as relations,
    (select json_agg(proname order by oid) from pg_proc where pronamespace = 'public'::regnamespace) as functions,
    (select json_agg(nspname order by oid) from pg_namespace where nspname !~ '^pg_') as schemas,
    (select json_agg(lomowner) from pg_largeobject_metadata) as large_objects,
    (select json_agg(setconfig) from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database())) as settings`

/** The test server may listen on a Unix socket alone. */
async function openProxy(host: string, port: number) {
  const sockets = new Set<Socket>()
  const server = createServer(client => {
    const target = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    for (const socket of [client, target]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => (socket === client ? target : client).destroy())
    }
    client.pipe(target).pipe(client)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise(resolve => server.close(resolve))
    },
  }
}
