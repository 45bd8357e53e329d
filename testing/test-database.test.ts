import { expect, onTestFinished, test } from 'vitest'
import { databaseUrl } from './database-url.ts'
import { execute } from './execute.ts'
import { cloneTestDatabase } from './test-database.ts'

async function clone() {
  const database = await cloneTestDatabase()
  onTestFinished(() => database.drop())
  return database
}

test('a copy is migrated and its own', async () => {
  const [one, other] = await Promise.all([clone(), clone()])
  await execute(one.url, 'select count(*) from companies')
  await execute(one.url, 'create table only_here ()')
  await execute(one.url, 'select * from only_here')
  await expect(execute(other.url, 'select * from only_here')).rejects.toThrow(/does not exist/)
})

test('a dropped copy is gone, whoever is connected', async () => {
  const database = await clone()
  await database.drop()
  await expect(execute(database.url, 'select 1')).rejects.toThrow(/does not exist/)
})

test.each([
  ['postgres://u:p@localhost:5432/one', 'postgres://u:p@localhost:5432/two'],
  ['postgres://u:p@/one?host=%2Ftmp%2Fx&port=5432', 'postgres://u:p@/two?host=%2Ftmp%2Fx&port=5432'],
  ['postgresql://localhost/', 'postgresql://localhost/two'],
])('the database in %s is replaced', (url, expected) => {
  expect(databaseUrl(url, 'two')).toBe(expected)
})
