const reaches = (table: string, quoted: readonly string[]): string[] =>
  [table, table.toUpperCase(), ...quoted].flatMap(name => [
    `select * from ${name}`,
    `select x.* from ${name} x`,
    `select x.* from ${name} as x where 1 = 1`,
    `select count(*) from ${name}`,
    `select * from products, ${name}`,
    `select * from products p, (select * from ${name}) q`,
    `select * from products natural join ${name}`,
    `select * from products cross join ${name}`,
    `select * from products left join ${name} on true`,
    `select * from ${name} order by 1 limit 1`,
    `(select * from ${name})`,
    `select 1 as a union all select count(*) from ${name}`,
    `select (select count(*) from ${name}) as n`,
    `select * from products where exists (select 1 from ${name})`,
    `select * from products where id in (select id from ${name})`,
    `select * from products order by (select max(id) from ${name})`,
    `select case when (select count(*) from ${name}) > 0 then 1 else 0 end as a`,
    `with a as (select * from ${name}) select * from a`,
    `with a as (select * from ${name}), ${name.split('.').at(-1)} as (select 1 as x) select * from a`,
    `with ${table} as (select * from ${name}) select * from ${table}`,
    `with recursive ${table} as (select * from ${name}) select * from ${table}`,
    `select * from (with ${table} as (select 1 as x) select * from ${table}) a, ${name}`,
    `select * from products p where p.id = any (select id from ${name})`,
    `select * from products group by id, name, price having max(id) < (select count(*) from ${name})`,
    `select * /* ${table} */ from -- products\n${name}`,
    `select * from products join ${name} using (id)`,
  ])

/**
 * Questions that try to see what lies outside a scope of `products` and `customers` without `email`: the table `orders`, the hidden column, the
 * catalogue. Every answer to one of them must be a refusal, or empty of it.
 */
export const escapeSql = (engine: 'postgres' | 'mysql', database: string): string[] => {
  const quote = engine === 'postgres' ? '"' : '`'
  const schema = engine === 'postgres' ? 'public' : database
  const q = (name: string) => `${quote}${name}${quote}`
  return [
    ...reaches('orders', [
      q('orders'),
      `${schema}.orders`,
      `${q(schema)}.${q('orders')}`,
      `${schema} . orders`,
      `${schema}/**/./**/orders`,
    ]),
    ...['email', q('email'), 'customers.email', `customers.${q('email')}`, 'EMAIL'].flatMap(column => [
      `select ${column} from customers`,
      `select max(${column}) as m from customers`,
      `select name from customers order by ${column}`,
      `select name from customers where ${column} like 'a%'`,
      `select name from customers group by name, ${column}`,
      `select count(*) from customers having max(${column}) > 'a'`,
      `with a as (select ${column} as x from customers) select * from a`,
      `select * from (select ${column} from customers) a`,
      `select coalesce(${column}, 'x') from customers`,
      `select row_number() over (order by ${column}) from customers`,
      `select (select ${column} from customers limit 1) as x`,
    ]),
    ...['tables', 'columns', 'views', 'schemata'].flatMap(view => [
      `select * from information_schema.${view}`,
      `select count(*) from information_schema.${view}`,
      `select table_name from (select * from information_schema.${view}) a`,
    ]),
  ]
}

/** What answers to these questions must not hold: values of the hidden column and of the table outside. */
export const escapedMarks = ['@example.com', '2025-01-10', '2025-01-15']
