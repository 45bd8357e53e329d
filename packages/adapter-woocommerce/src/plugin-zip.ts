import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

const folder = join(import.meta.dirname, '../wordpress-plugin/craveva-chat')

/** What the plugin is told before anybody enters anything; nothing secret, as WordPress lets everybody read its files. */
export interface PluginConnection {
  readonly server: string
  readonly agent: string
  readonly deployment: string
}

/** The WordPress plugin as it is uploaded under Plugins > Add New: its folder, without its tests, with `connection.json` in it. */
export async function zipPlugin(connection: PluginConnection): Promise<Buffer> {
  const zip = new ZipFile()
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter(each => each.isFile())) {
    const path = join(file.parentPath, file.name)
    const name = path.slice(folder.length + 1).replaceAll('\\', '/')
    if (!name.startsWith('tests/')) zip.addBuffer(await readFile(path), `craveva-chat/${name}`, { mtime: new Date(2026, 0) })
  }
  zip.addBuffer(Buffer.from(JSON.stringify(connection, null, 2)), 'craveva-chat/connection.json', { mtime: new Date(2026, 0) })
  zip.end()
  return buffer(zip.outputStream)
}
