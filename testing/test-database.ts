import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { databaseUrl } from './database-url.ts'
import { execute } from './execute.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated, empty database that tests copy, and the server's own database to give the order from; from tools/src/testing/global-setup.ts. */
    testServer: { url: string; template: string }
  }
}

export interface TestDatabase {
  /** Connection string of a role that may do everything in it. */
  url: string
  /** Ends all connections to it and removes it. */
  drop(): Promise<void>
}

/** A migrated, empty database of one's own on the server that the tests share. Takes some 20 ms: one per test file is meant. */
export async function cloneTestDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('testServer')
  const name = `craveva_test_${randomBytes(6).toString('hex')}`
  await execute(url, `create database ${name} template ${template} strategy file_copy`)
  return { url: databaseUrl(url, name), drop: () => execute(url, `drop database if exists ${name} with (force)`) }
}
