import { expect, test } from 'vitest'
import { SourceError } from '../source-error.ts'
import { checkPipeline } from './check-pipeline.ts'

const ask = (question: object, scope?: Parameters<typeof checkPipeline>[1]) => checkPipeline(JSON.stringify(question), scope, 10)
const scope = (changes: object = {}) => ({ tables: null, hidden: [], filters: [], ...changes })

test('what reads passes, as an aggregation with a limit', () => {
  expect(
    ask({ collection: 'orders', find: { total: { $gt: 10 } }, sort: { total: -1 }, projection: { total: 1 }, limit: 5 }).pipeline,
  ).toEqual([{ $match: { total: { $gt: 10 } } }, { $sort: { total: -1 } }, { $limit: 5 }, { $project: { total: 1 } }, { $limit: 11 }])
  expect(ask({ collection: 'orders', aggregate: [{ $group: { _id: '$outlet', sold: { $sum: '$pieces' } } }] }).pipeline).toHaveLength(2)
})

test('what writes, joins, runs code or looks around does not', () => {
  const stages = [
    { $out: 'stolen' },
    { $merge: { into: 'orders' } },
    { $lookup: { from: 'users', pipeline: [], as: 'x' } },
    { $graphLookup: { from: 'users' } },
    { $unionWith: 'users' },
    { $match: { $where: 'sleep(1000)' } },
    { $addFields: { x: { $function: { body: 'function() {}', args: [], lang: 'js' } } } },
    { $group: { _id: 1, x: { $accumulator: {} } } },
    { $facet: { a: [{ $out: 'x' }] } },
    { $currentOp: {} },
    { $listSessions: {} },
    { $collStats: {} },
    { $indexStats: {} },
    { $documents: [] },
    { $changeStream: {} },
    { $search: {} },
    { $project: { x: { $let: { vars: {}, in: { $function: {} } } } } },
  ]
  for (const stage of stages) expect(() => ask({ collection: 'orders', aggregate: [stage] }), JSON.stringify(stage)).toThrow(SourceError)
  for (const find of [{ $where: '1' }, { a: { $function: {} } }, { $expr: { $function: {} } }, { $jsonSchema: {} }])
    expect(() => ask({ collection: 'orders', find })).toThrow(SourceError)
  for (const text of [
    '',
    '{}',
    '[]',
    'db.orders.find()',
    '{"collection":"system.users","find":{}}',
    '{"collection":"a","find":{},"update":{}}',
  ])
    expect(() => checkPipeline(text, undefined, 10), text).toThrow(SourceError)
})

test('the scope stands before the question', () => {
  const filters = [{ table: 'orders', column: 'customer', values: ['c1'] }]
  expect(ask({ collection: 'orders', find: {} }, scope({ hidden: ['*.email', 'users.password'], filters })).pipeline.slice(0, 2)).toEqual([
    { $match: { customer: { $in: ['c1'] } } },
    { $unset: ['email'] },
  ])
  expect(() => ask({ collection: 'users', find: {} }, scope({ tables: ['orders'] }))).toThrow('not one of the tables')
  expect(() =>
    ask({ collection: 'orders', find: {} }, scope({ filters: [{ table: 'orders', column: 'customer', values: null }] })),
  ).toThrow('nobody is signed in')
})
