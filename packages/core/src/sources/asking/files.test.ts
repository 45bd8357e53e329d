import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { buildXlsx } from '../parse/testing/build-office.ts'

let app: TestApp
let owner: TestClient
let tables: string
let database: string

const path = join(tmpdir(), `craveva-${randomBytes(6).toString('hex')}.db`)

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
  const csv = 'id,product,price,note\n1,Kite,19.90,"red, large"\n2,Rope,4.50,\n3,Reel,12,spare\n'
  const stock = JSON.stringify([
    { product: 'Kite', pieces: 4 },
    { product: 'Rope', pieces: 0 },
  ])
  tables = await upload({ 'Price list 2025.csv': csv, 'stock.json': stock })
  const made = new DatabaseSync(path)
  made.exec(`create table outlets (id integer primary key, name text not null, city text);
    insert into outlets values (1, 'North', 'Oslo'), (2, 'South', 'Rome');
    create table staff (id integer primary key, outlet_id integer references outlets (id), name text, salary integer);
    insert into staff values (1, 1, 'Ada', 5000), (2, 2, 'Bob', 4000);
    create view pay as select name, salary from staff;`)
  made.close()
  database = await upload({ 'shop.db': await readFile(path) })
})
afterAll(async () => {
  await app.stop()
  await rm(path, { force: true })
})

async function upload(files: Record<string, string | Uint8Array>) {
  const { body } = await owner.upload(files)
  const id: string = body.data_source.connection_id
  await waitFor(async () => (await owner.get(`/data-sources/${id}`)).body.data_source.status === 'connected')
  return id
}

const ask = (connection_id: string, query: string) => owner.post('/data-sources/query', { connection_id, query })

test('CSV and JSON are tables that can be joined', async () => {
  const { body } = await owner.get(`/data-sources/${tables}/schema?samples=true`)
  expect(body.tables.map(({ name }: { name: string }) => name)).toEqual(['price_list_2025', 'stock'])
  expect(body.tables[0].sample).toHaveLength(3)
  const joined = await ask(
    tables,
    'select p.product, price, pieces from price_list_2025 p join stock s on s.product = p.product order by price',
  )
  expect(joined.body.results).toEqual([
    { product: 'Rope', price: 4.5, pieces: 0 },
    { product: 'Kite', price: 19.9, pieces: 4 },
  ])
})

test('sheets of a workbook and columns of a warehouse are tables as well', async () => {
  const book = buildXlsx([
    {
      name: 'Prices',
      data: [
        ['product', 'price'],
        ['Kite', 19.9],
        ['Rope', 4.5],
      ],
    },
    {
      name: 'Left, by outlet',
      data: [
        ['product', 'pieces'],
        ['Kite', 3],
      ],
    },
  ])
  const folder = await mkdtemp(join(tmpdir(), 'craveva-test-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`copy (select 'Kite' as product, 7 as sold) to '${folder}/sold.parquet' (format parquet)`)
  const id = await upload({ 'book.xlsx': new Uint8Array(book), 'sold.parquet': new Uint8Array(await readFile(`${folder}/sold.parquet`)) })
  await rm(folder, { recursive: true })
  const query =
    'select p.product, price, pieces, sold from prices p join left_by_outlet l on l.product = p.product join sold s on s.product = p.product'
  expect((await ask(id, query)).body.results).toEqual([{ product: 'Kite', price: 19.9, pieces: 3, sold: 7 }])
})

test('nothing but a question gets through to them', async () => {
  const hostile = [
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('/etc/passwd')",
    "copy stock to '/tmp/stolen.csv'",
    "attach '/tmp/stolen.db'",
    'install httpfs',
    "load '/tmp/x.so'",
    'set enable_external_access = true',
    'select 1; drop table stock',
    'drop table stock',
    'insert into stock values (1, 2)',
    'create table x as select 1',
    'pragma database_list',
    'call pragma_version()',
    "select getenv('PATH')",
    "export database '/tmp/x'",
  ]
  for (const query of hostile) {
    const { status } = await ask(tables, query)
    expect(status, query).toBe(400)
  }
  expect((await ask(tables, 'select count(*) as n from stock')).body.results).toEqual([{ n: 2 }])
})

test('an SQLite database is asked as it is, its tables, columns and rows in scope', async () => {
  const { body } = await owner.get(`/data-sources/${database}/schema`)
  expect(body.tables.map(({ name }: { name: string }) => name)).toEqual(['outlets', 'staff', 'pay'])
  expect(body.tables[1].references).toEqual([{ columns: ['outlet_id'], table: 'outlets', table_columns: ['id'] }])
  const all = await ask(
    database,
    'select o.name, count(*) as staff from staff s join outlets o on o.id = s.outlet_id group by o.name order by 1',
  )
  expect(all.body.results).toEqual([
    { name: 'North', staff: 1 },
    { name: 'South', staff: 1 },
  ])
  await owner.put(`/data-sources/${database}`, { access: { tables: ['outlets', 'staff'], hidden_columns: ['staff.salary'] } })
  expect((await ask(database, 'select * from staff order by id')).body.results[0]).toEqual({ id: 1, outlet_id: 1, name: 'Ada' })
  const hostile = [
    'select salary from staff',
    'select * from pay',
    'select salary from main.staff',
    'select * from main.staff where salary > 0',
    'select * from sqlite_master',
    "select load_extension('/tmp/x.so')",
    "select writefile('/tmp/x', 'y')",
    "attach database '/tmp/x.db' as x",
    'pragma writable_schema = on',
    'select 1; delete from outlets',
    'delete from outlets',
    "insert into outlets values (3, 'x', 'y')",
    'vacuum',
    'begin',
    'with x as (select 1) delete from outlets',
    'explain select * from staff',
  ]
  for (const query of hostile) {
    const { status, body: told } = await ask(database, query)
    expect([status, JSON.stringify(told).includes('5000')], query).toEqual([400, false])
  }
})
