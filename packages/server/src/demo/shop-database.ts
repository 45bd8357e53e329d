import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { readProducts } from './read-products.ts'

const outlets = [
  { id: 1, name: 'Hamburg', city: 'Hamburg', opened_on: '2016-05-14', busy: 5 },
  { id: 2, name: 'Ghent', city: 'Ghent', opened_on: '2019-09-01', busy: 3 },
  { id: 3, name: 'San Sebastián', city: 'San Sebastián', opened_on: '2022-03-19', busy: 4 },
]

const days = 28
const dayMs = 24 * 3600_000

/**
 * The books of the demo shop as an SQLite file: outlets, products, stock in each outlet, and what was sold in the last four weeks up to `now`. The same
 * every time but for the dates.
 */
export async function shopDatabase(productsPath: string, now: number): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(tmpdir(), `craveva-demo-${randomUUID()}.db`)
  try {
    const database = new DatabaseSync(path)
    database.exec(`begin; ${tables}`)
    const products = await readProducts(productsPath)
    const draw = drawer(20_250_115)
    const add = (table: string, values: readonly (string | number)[]) =>
      database.prepare(`insert into ${table} values (${values.map(() => '?').join(', ')})`).run(...values)
    for (const { id, name, city, opened_on } of outlets) add('outlets', [id, name, city, opened_on])
    for (const { handle, title, type, price } of products) {
      add('products', [handle, title, type, price])
      for (const { id, busy } of outlets) add('stock', [handle, id, draw(4 * busy)])
    }
    let order = 0
    for (let day = days; day >= 1; day--) {
      const date = new Date(now - day * dayMs).toISOString().slice(0, 10)
      for (const { id, busy } of outlets) {
        for (let sale = 0; sale < busy; sale++) {
          const product = products[draw(products.length)]
          if (!product) continue
          const quantity = 1 + draw(3)
          add('orders', [++order, id, product.handle, quantity, Math.round(quantity * product.price * 100) / 100, date])
        }
      }
    }
    database.exec('commit')
    database.close()
    return new Uint8Array(await readFile(path))
  } finally {
    await rm(path, { force: true })
  }
}

const tables = `
  create table outlets (id integer primary key, name text not null, city text not null, opened_on text not null);
  create table products (handle text primary key, title text not null, type text not null, price real not null);
  create table stock (product text not null references products (handle), outlet_id integer not null references outlets (id), pieces integer not null,
    primary key (product, outlet_id));
  create table orders (id integer primary key, outlet_id integer not null references outlets (id), product text not null references products (handle),
    quantity integer not null, total real not null, sold_on text not null);`

/** Whole numbers below `limit`, always the same from the same seed. */
function drawer(seed: number) {
  let state = seed
  return (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * limit)
  }
}
