import { z } from 'zod'
import type { SourceScope } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { hiddenColumns, isInScope, refuseTable } from '../table-scope.ts'

/** What may stand in a question: stages, conditions and expressions that only compute (https://www.mongodb.com/docs/manual/reference/operator/). */
const allowedOperators: ReadonlySet<string> = new Set(
  `
  $match $project $group $sort $limit $skip $count $unwind $addFields $set $unset $sortByCount $bucket $bucketAuto $replaceRoot $replaceWith
  $eq $ne $gt $gte $lt $lte $in $nin $and $or $nor $not $exists $type $regex $options $expr $elemMatch $size $all $mod
  $sum $avg $min $max $first $last $push $addToSet $stdDevPop $stdDevSamp $mergeObjects
  $add $subtract $multiply $divide $abs $ceil $floor $round $trunc $pow $sqrt $exp $ln $log $log10
  $concat $toUpper $toLower $trim $ltrim $rtrim $substrCP $strLenCP $split $indexOfCP $regexMatch $replaceAll $replaceOne
  $cond $ifNull $switch $cmp $literal $let $map $filter $reduce $arrayElemAt $concatArrays $slice $isArray $reverseArray $objectToArray $arrayToObject
  $year $month $week $dayOfMonth $dayOfWeek $dayOfYear $hour $minute $second $dateToString $dateFromString $dateTrunc $dateAdd $dateSubtract
  $dateDiff $toString $toInt $toLong $toDouble $toDecimal $toBool $toDate $convert $date $oid $numberLong $numberDecimal
  `
    .trim()
    .split(/\s+/),
)

const record = z.record(z.string(), z.unknown())
const question = z.union([
  z.strictObject({ collection: z.string().min(1).max(200), aggregate: z.array(record).max(50) }),
  z.strictObject({
    collection: z.string().min(1).max(200),
    find: record.default({}),
    projection: record.optional(),
    sort: record.optional(),
    skip: z.int().min(0).max(1_000_000).optional(),
    limit: z.int().min(1).max(10_000).optional(),
  }),
])

export interface MongoQuestion {
  readonly collection: string
  readonly pipeline: readonly Record<string, unknown>[]
}

const maxNodes = 5000

/**
 * Passes one question that only reads, as an aggregation: every operator in it must be on a list, which has none that writes, joins other
 * collections or runs code. Its scope stands before it, so that hidden fields and rows are gone when it begins. Throws SourceError `refused`.
 */
export function checkPipeline(text: string, scope: SourceScope | undefined, maxRows: number): MongoQuestion {
  const parsed = question.safeParse(tryJson(text))
  if (!parsed.success)
    throw new SourceError('refused', 'Ask with JSON: {"collection": "…", "find": {…}} or {"collection": "…", "aggregate": [ … ]}.')
  const { collection } = parsed.data
  if (/^system\.|[$\0]/.test(collection)) throw new SourceError('refused', `"${collection}" belongs to the database itself.`)
  if (scope && !isInScope(scope, collection)) refuseTable(collection, scope)
  const asked = 'aggregate' in parsed.data ? parsed.data.aggregate : toStages(parsed.data)
  checkOperators(asked)
  return { collection, pipeline: [...scopeStages(scope, collection), ...asked, { $limit: maxRows + 1 }] }
}

function toStages({
  find,
  projection,
  sort,
  skip,
  limit,
}: {
  find: object
  projection?: object | undefined
  sort?: object | undefined
  skip?: number | undefined
  limit?: number | undefined
}) {
  return [
    { $match: find },
    ...(sort && Object.keys(sort).length > 0 ? [{ $sort: sort }] : []),
    ...(skip ? [{ $skip: skip }] : []),
    ...(limit ? [{ $limit: limit }] : []),
    ...(projection && Object.keys(projection).length > 0 ? [{ $project: projection }] : []),
  ]
}

function scopeStages(scope: SourceScope | undefined, collection: string): Record<string, unknown>[] {
  if (!scope) return []
  const hidden = [...hiddenFields(scope, collection)]
  const filters = scope.filters.filter(({ table }) => table === collection)
  if (scope.filters.some(({ table }) => table === null))
    throw new SourceError('refused', 'The rows of an outlet cannot be told apart in this source.')
  return [
    ...filters.map(({ column, values }) => {
      if (values === null)
        throw new SourceError('refused', `"${collection}" is shown only to those it belongs to, and nobody is signed in.`)
      return { $match: { [column]: { $in: [...values] } } }
    }),
    ...(hidden.length > 0 ? [{ $unset: hidden }] : []),
  ]
}

/** As they are written, since fields differ by case. */
function hiddenFields(scope: SourceScope, collection: string) {
  const lower = hiddenColumns(scope.hidden, collection)
  return scope.hidden.map(entry => entry.slice(entry.lastIndexOf('.') + 1)).filter(field => lower.has(field.toLowerCase()))
}

function checkOperators(root: unknown) {
  const pending: unknown[] = [root]
  for (let count = 0; pending.length > 0; count++) {
    if (count > maxNodes) throw new SourceError('refused', 'The question is too complicated. Ask for less at once.')
    const value = pending.pop()
    if (Array.isArray(value)) pending.push(...value)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        if (key.startsWith('$') && !allowedOperators.has(key)) throw new SourceError('refused', `${key} is not allowed here.`)
        pending.push(child)
      }
    }
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
