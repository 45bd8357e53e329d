import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql'

/**
 * Shopify's own schema of the Admin API, which its package `@shopify/dev-mcp` carries. It is Shopify's to give: it is fetched from npm once, kept
 * among what is installed, and never part of this repository. Null where it cannot be had.
 */
export function readAdminSchema(version: string): GraphQLSchema | null {
  const kept = join(import.meta.dirname, '../../node_modules/.cache', `shopify-admin-${version}.json.gz`)
  if (!existsSync(kept) && !fetchSchema(version, kept)) return null
  const { data } = JSON.parse(gunzipSync(readFileSync(kept)).toString('utf8')) as { data: IntrospectionQuery }
  return buildClientSchema(data, { assumeValid: true })
}

const source = '@shopify/dev-mcp@1.16.0'

function fetchSchema(version: string, to: string): boolean {
  const folder = join(tmpdir(), `craveva-shopify-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  try {
    const run = (program: string, args: readonly string[]) => spawnSync(program, args, { cwd: folder, timeout: 90_000, encoding: 'utf8' })
    const packed = run('npm', ['pack', source, '--silent'])
    if (packed.status !== 0) return false
    const file = `package/dist/data/admin_${version}.json.gz`
    if (run('tar', ['xzf', packed.stdout.trim(), file]).status !== 0) return false
    mkdirSync(join(to, '..'), { recursive: true })
    writeFileSync(`${to}.${process.pid}`, readFileSync(join(folder, file)))
    renameSync(`${to}.${process.pid}`, to)
    return true
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
