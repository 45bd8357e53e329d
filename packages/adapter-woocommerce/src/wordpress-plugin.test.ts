import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../wordpress-plugin/craveva-chat')
const hasPhp = spawnSync('php', ['--version']).status === 0
if (!hasPhp) console.log('the WordPress plugin is not tried: there is no PHP here')

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.php'))

describe.skipIf(!hasPhp)('the WordPress plugin', () => {
  it.each(files)('%s is PHP', path => {
    expect(spawnSync('php', ['-l', join(folder, path)], { encoding: 'utf8' }).stdout).toContain('No syntax errors')
  })

  it('passes its own tests', () => {
    const { status, stdout } = spawnSync('php', [join(folder, 'tests/run.php')], { encoding: 'utf8' })
    expect(stdout).toMatch(/^\d+ passed, 0 failed\n$/)
    expect(status).toBe(0)
  })
})
