import { createTestApp, type TestApp, type TestAppOptions } from '@craveva/core/testing/create-test-app'
import { openTemporaryDatabase } from '../eval/temporary-database.ts'

/** The API with everything that tests check of it, over a database that goes again, or that of the app `besides`; `stop` leaves nothing behind. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  if (options.besides) return createTestApp(options)
  const database = await openTemporaryDatabase()
  try {
    return await createTestApp({ ...options, database: { url: database.url, drop: database.close } })
  } catch (error) {
    await database.close()
    throw error
  }
}
