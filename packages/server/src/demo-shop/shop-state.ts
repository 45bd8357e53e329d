import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What the program remembers of a demo shop: its owner's login, and what was made for it. */
export interface ShopState {
  readonly email: string
  readonly password: string
  readonly identity_secret: string
  agent_id?: string
  deployment_id?: string
}

/** The state kept in the data directory, or a new one. */
export async function readShopState(dataDir: string, platform: string): Promise<ShopState> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir, platform), 'utf8')) as ShopState
  } catch {
    return {
      email: `${platform}-${randomBytes(3).toString('hex')}@demo.example`,
      password: randomBytes(12).toString('base64url'),
      identity_secret: randomBytes(32).toString('base64url'),
    }
  }
}

export async function saveShopState(dataDir: string, platform: string, state: ShopState) {
  const file = fileIn(dataDir, platform)
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

const fileIn = (dataDir: string, platform: string) => join(dataDir, `demo-shop-${platform}.json`)
