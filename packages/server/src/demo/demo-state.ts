import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What the program remembers of its demo: the owner's login, and how far setting it up has come. */
export interface DemoState {
  readonly email: string
  readonly password: string
  connection_id?: string
  agent_id?: string
  /** The shop’s books, and the agent of the team inside that asks them. */
  books_id?: string
  team_agent_id?: string
}

/** The state kept in the data directory, or a new one with a random password. */
export async function readDemoState(dataDir: string): Promise<DemoState> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir), 'utf8')) as DemoState
  } catch {
    return { email: `owner-${randomBytes(3).toString('hex')}@demo.example`, password: randomBytes(12).toString('base64url') }
  }
}

export async function saveDemoState(dataDir: string, state: DemoState) {
  await writeFile(`${fileIn(dataDir)}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  await rename(`${fileIn(dataDir)}.new`, fileIn(dataDir))
}

const fileIn = (dataDir: string) => join(dataDir, 'demo.json')
