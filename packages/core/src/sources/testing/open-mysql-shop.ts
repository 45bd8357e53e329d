import { randomBytes } from 'node:crypto'
import mysql from 'mysql2/promise'
import { shopTables } from './shop-tables.ts'

/** A merchant's database on the MariaDB or MySQL of this machine. */
export interface MysqlShop {
  readonly port: number
  readonly database: string
  readonly logins: { readonly reader: string; readonly writer: string; readonly powerful: string }
  readonly password: string
  /** Runs a statement as root. */
  ask(sql: string): Promise<Record<string, unknown>[]>
  /** Says of all rows, tables, routines and grants what they are, so that any change shows. */
  fingerprint(): Promise<string>
  close(): Promise<void>
}

const port = 3306

/** Null when no server listens there that lets root in without a password. */
export async function openMysqlShop(): Promise<MysqlShop | null> {
  const root = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root', password: '' }).catch(() => null)
  if (!root) return null
  const suffix = randomBytes(4).toString('hex')
  const database = `shop_${suffix}`
  const logins = { reader: `reader_${suffix}`, writer: `writer_${suffix}`, powerful: `powerful_${suffix}` }
  const password = `Pa55-${suffix}`
  await root.query(`create database ${database}`)
  await root.query(`use ${database}`)
  for (const statement of [...shopTables, ...traps, ...grants(database, logins, password)]) await root.query(statement)
  return {
    port,
    database,
    logins,
    password,
    ask: async sql => (await root.query(sql))[0] as Record<string, unknown>[],
    async fingerprint() {
      const answers = []
      for (const statement of everything(database, Object.values(logins))) answers.push((await root.query(statement))[0])
      return JSON.stringify(answers)
    },
    async close() {
      await root.query(`drop database ${database}`)
      for (const login of Object.values(logins)) await root.query(`drop user '${login}'@'%'`)
      await root.end()
    },
  }
}

const traps = [
  'create table numbers (id integer primary key)',
  'create table notes (id integer, text text)',
  'create function add_note() returns integer modifies sql data begin insert into notes values (1, "trap"); return 1; end',
]

const grants = (database: string, { reader, writer, powerful }: MysqlShop['logins'], password: string) => [
  ...[reader, writer, powerful].map(login => `create user '${login}'@'%' identified by '${password}'`),
  `grant select on ${database}.* to '${reader}'@'%'`,
  `grant all privileges on ${database}.* to '${writer}'@'%'`,
  `grant file, select on *.* to '${powerful}'@'%'`,
]

const everything = (database: string, logins: readonly string[]) => [
  'checksum table products, orders, customers, notes, numbers',
  `select table_name, table_type, engine from information_schema.tables where table_schema = '${database}' order by 1`,
  `select routine_name from information_schema.routines where routine_schema = '${database}' order by 1`,
  'show databases where `Database` not like "shop\\_%"',
  'select user, host from mysql.user where user not regexp "^(reader|writer|powerful)_" order by 1, 2',
  ...logins.map(login => `show grants for '${login}'@'%'`),
]
