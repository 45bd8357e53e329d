/** What a site's robots.txt lets us do (RFC 9309). */
export interface Robots {
  allows(path: string): boolean
  /** Seconds between requests, at most five. */
  readonly delay: number
  readonly sitemaps: readonly string[]
}

interface Rule {
  readonly allow: boolean
  readonly pattern: string
}

interface Group {
  readonly agents: string[]
  readonly rules: Rule[]
  delay: number
}

const longestDelay = 5

export function readRobots(text: string, agent: string): Robots {
  const groups: Group[] = []
  const sitemaps: string[] = []
  let open = false
  for (const line of text.slice(0, 500_000).split(/\r\n|\r|\n/)) {
    const [, field = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/.exec(line) ?? []
    const name = field.toLowerCase()
    if (name === 'sitemap') sitemaps.push(value)
    else if (name === 'user-agent') {
      if (!open) groups.push({ agents: [], rules: [], delay: 0 })
      groups.at(-1)?.agents.push(value.toLowerCase())
      open = true
    } else if (field !== '') {
      open = false
      const group = groups.at(-1)
      if (name === 'allow' || name === 'disallow') {
        if (value !== '') group?.rules.push({ allow: name === 'allow', pattern: value })
      } else if (name === 'crawl-delay' && group) group.delay = Math.min(longestDelay, Math.max(0, Number(value) || 0))
    }
  }
  const own = groups.filter(({ agents }) => agents.some(name => name !== '*' && agent.toLowerCase().startsWith(name)))
  const applying = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'))
  const rules = applying.flatMap(group => group.rules)
  return {
    allows: path => decides(rules, path),
    delay: Math.max(0, ...applying.map(({ delay }) => delay)),
    sitemaps,
  }
}

/** The longest rule that fits decides; of two equally long ones the one that allows. */
function decides(rules: readonly Rule[], path: string) {
  let best: Rule | null = null
  for (const rule of rules) {
    if (!fits(rule.pattern, path)) continue
    if (!best || rule.pattern.length > best.pattern.length || (rule.pattern.length === best.pattern.length && rule.allow)) best = rule
  }
  return best?.allow ?? true
}

/** `*` stands for anything, a last `$` for the end. Without regular expressions, as the pattern is a stranger's. */
function fits(pattern: string, path: string) {
  const ends = pattern.endsWith('$')
  const [first = '', ...others] = (ends ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const [index, piece] of others.entries()) {
    const last = index === others.length - 1
    if (ends && last) return path.length - piece.length >= at && path.endsWith(piece)
    const found = path.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return !ends || at === path.length
}
