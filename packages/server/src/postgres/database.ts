import { Client, DatabaseError } from 'pg'
import { type Address, addressUrl } from './address.ts'
import { readPassword, superuser } from './initialise.ts'

const database = 'craveva'
const missingDatabase = '3D000'

/** Connects as the product will, which proves the password, and creates the database on the first start. The answer is the connection string. */
export async function openDatabase(directory: string, address: Address): Promise<string> {
  const password = await readPassword(directory)
  const url = addressUrl(address, superuser, password, database)
  try {
    await query(url, 'select 1')
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === missingDatabase)) throw error
    await query(addressUrl(address, superuser, password, 'postgres'), `create database ${database}`)
  }
  return url
}

async function query(url: string, sql: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
