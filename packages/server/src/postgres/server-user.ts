import { lchown, lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** PostgreSQL refuses to run as root; this is who it runs as instead. */
export interface ServerUser {
  uid: number
  gid: number
}

const candidates = ['postgres', 'nobody']
const overflowId = 65534

/**
 * Whom PostgreSQL runs as: undefined, which is ourselves, unless we are root.
 * The owner of a cluster that exists stays its owner, whatever users the machine has gained since.
 */
export async function chooseServerUser(cluster: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await lstat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = parseUsers(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  return candidates.map(name => users.get(name)).find(user => user !== undefined) ?? { uid: overflowId, gid: overflowId }
}

/** Reads /etc/passwd; ids are taken as unsigned, since macOS writes `nobody` as -2. */
export function parseUsers(passwd: string): Map<string, ServerUser> {
  const rows = passwd.split('\n').map(line => line.split(':'))
  return new Map(
    rows.flatMap(([name, , uid, gid]) => (name && uid && gid ? [[name, { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }]] : [])),
  )
}

/** Gives a folder and all below it to `user`, where it is not theirs already. */
export async function giveTo(user: ServerUser | undefined, folder: string) {
  if (!user) return
  const { uid } = await lstat(folder)
  if (uid === user.uid) return
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
  await lchown(folder, user.uid, user.gid)
}
