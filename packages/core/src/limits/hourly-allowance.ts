/** API calls an hour that the keys of a company may make together. */
export type HourlyAllowance = (companyId: string) => Promise<number>

/** Where a plan leaves it to the operator: more than one server can answer. */
const withoutLimit = 1_000_000
/** A company whose plan cannot be read gets what the smallest plan has. */
const least = 1000
/** Milliseconds after which a change of plan is seen. */
const memory = 60_000
const most = 10_000

/** Remembers what plans allow, as every call with a key asks. `requestsPerHour` reads it: null is without limit, undefined not known. */
export function createHourlyAllowance(
  requestsPerHour: (companyId: string) => Promise<number | null | undefined>,
  now: () => number,
): HourlyAllowance {
  const known = new Map<string, { readonly at: number; readonly allowance: number }>()
  return async companyId => {
    const remembered = known.get(companyId)
    if (remembered && now() - remembered.at < memory) return remembered.allowance
    const limit = await requestsPerHour(companyId)
    const allowance = limit === undefined ? least : (limit ?? withoutLimit)
    if (known.size > most) known.clear()
    known.set(companyId, { at: now(), allowance })
    return allowance
  }
}
