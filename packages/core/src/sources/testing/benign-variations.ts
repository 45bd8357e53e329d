import { benignSql } from './benign-sql.ts'

const products = [
  '*',
  'id, name',
  'name as product, price',
  'upper(name) as name, round(price, 1) as price',
  'count(*) as n',
  'max(price) as most',
  'distinct name',
]
const productConditions = [
  '',
  'where price > 10',
  "where name like '%pot%' or name like 'G%'",
  'where id in (1, 2, 3) and not price between 20 and 30',
  'where price = (select max(price) from products)',
  'where exists (select 1 from orders o where o.product_id = products.id)',
]
const orders = [
  '*',
  'product_id, quantity',
  'sum(quantity) as pieces',
  'min(ordered_on) as first_day',
  'avg(quantity) as average',
  'count(distinct product_id) as sorts',
]
const orderConditions = [
  '',
  "where ordered_on >= date '2025-01-11'",
  'where quantity > 1',
  'where extract(month from ordered_on) = 1',
  'where product_id is not null and quantity <> 3',
  "where ordered_on between '2025-01-01' and '2025-12-31'",
]
const joined = [
  'p.name, sum(o.quantity) as sold',
  'p.name, count(*) as times',
  'p.name, max(o.ordered_on) as last_day',
  'p.name, sum(o.quantity * p.price) as revenue',
  "p.name, case when sum(o.quantity) > 2 then 'well' else 'badly' end as sells",
]
const grouped = ['', 'having sum(o.quantity) > 1', 'having count(*) >= 1 and min(p.price) < 1000']
const ends = ['', 'order by 1', 'order by 1 desc limit 5', 'limit 3;']
const windows = [
  'row_number() over (order by price)',
  'rank() over (order by price desc)',
  'sum(price) over ()',
  'avg(price) over (order by id rows between 1 preceding and current row)',
  'lag(price) over (order by id)',
]
const computed = [
  'lower(name)',
  'length(name)',
  "concat(name, ': ', price)",
  'coalesce(price, 0)',
  'abs(price - 50)',
  "replace(name, ' ', '_')",
  'substring(name, 1, 3)',
  'floor(price)',
]

/** At least 300 questions of the kind that merchants, and models for them, ask; each fits both dialects. */
export const benignVariations: readonly string[] = [
  ...new Set([
    ...benignSql,
    ...products.flatMap(columns =>
      productConditions.flatMap(where => ends.slice(0, 2).map(end => `select ${columns} from products ${where} ${end}`.trim())),
    ),
    ...orders.flatMap(columns =>
      orderConditions.flatMap(where => ends.slice(0, 2).map(end => `select ${columns} from orders ${where} ${end}`.trim())),
    ),
    ...joined.flatMap(columns =>
      grouped.flatMap(having =>
        ends.map(end => `select ${columns} from products p join orders o on o.product_id = p.id group by p.name ${having} ${end}`.trim()),
      ),
    ),
    ...windows.flatMap(call => ends.slice(0, 3).map(end => `select name, ${call} as figure from products ${end}`.trim())),
    ...computed.flatMap(call => ends.map(end => `SELECT ${call} AS value FROM products ${end}`.trim())),
    ...joined.map(
      columns =>
        `with sold as (select ${columns} from products p left join orders o on o.product_id = p.id group by p.name) select * from sold`,
    ),
    ...orderConditions.map(where => `select name from products where id in (select product_id from orders ${where})`),
  ]),
]
