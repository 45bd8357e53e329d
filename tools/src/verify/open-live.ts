import { createTestApp, type TestAppOptions } from '@craveva/core/testing/create-test-app'
import { openTemporaryDatabase } from '../eval/temporary-database.ts'

/** The API over a database that goes again, and the address of the server that a merchant's shop may be put on as well. */
export async function openTestDatabase(options: TestAppOptions) {
  const database = await openTemporaryDatabase()
  const app = await createTestApp({ ...options, database: { url: database.url, drop: database.close } })
  return { app, serverUrl: database.url }
}
