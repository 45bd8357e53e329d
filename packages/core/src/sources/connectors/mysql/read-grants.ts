/** What the lines of SHOW GRANTS say a login may do beyond reading; both null for one that can only read. */
export interface Grants {
  /** What lets it harm the whole server. */
  readonly powerful: string | null
  /** What lets it change data. */
  readonly writes: string | null
}

const powers = [
  'ALL PRIVILEGES',
  'SUPER',
  'FILE',
  'SHUTDOWN',
  'CREATE USER',
  'CREATE ROLE',
  'SYSTEM_USER',
  'RELOAD',
  'PROCESS',
  'GRANT OPTION',
]
const writing =
  /^(ALL PRIVILEGES|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|TRIGGER|EVENT|EXECUTE|INDEX|REFERENCES|LOCK TABLES|DELETE HISTORY)\b/

export function readGrants(lines: readonly string[]): Grants {
  const grants = lines.flatMap(line => {
    const [, privileges = '', object = ''] = /^GRANT (.+?) ON (?:TABLE |FUNCTION |PROCEDURE )?(\S+) TO /i.exec(line) ?? []
    const names = splitNames(privileges.toUpperCase())
    return object
      ? [{ object: object.replaceAll('`', ''), names: /WITH GRANT OPTION/i.test(line) ? [...names, 'GRANT OPTION'] : names }]
      : []
  })
  const global = grants.filter(({ object }) => object === '*.*').flatMap(({ names }) => names.filter(name => powers.includes(name)))
  const inSystem = grants.filter(({ object, names }) => /^(mysql|\*)\./i.test(object) && names.some(name => writing.test(name)))
  const writes = grants.flatMap(({ object, names }) => names.filter(name => writing.test(name)).map(name => `${name} on ${object}`))
  return {
    powerful: global.length > 0 ? global.join(', ') : inSystem.length > 0 ? `changes in ${inSystem[0]?.object}` : null,
    writes: writes.length > 0 ? writes.slice(0, 3).join(', ') : null,
  }
}

/** `SELECT (a, b), INSERT` has two names. */
const splitNames = (privileges: string) => privileges.replaceAll(/\s*\([^)]*\)/g, '').split(/\s*,\s*/)
