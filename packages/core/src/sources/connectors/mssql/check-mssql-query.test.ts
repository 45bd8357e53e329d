import { expect, test } from 'vitest'
import { SourceError } from '../source-error.ts'
import { checkMssqlQuery } from './check-mssql-query.ts'

test.each([
  'select top 5 name, price from products order by price desc;',
  'SELECT [name], sum(quantity) as sold FROM orders o JOIN products p ON p.id = o.product_id GROUP BY [name] HAVING sum(quantity) > 1',
  "select * from dbo.products where name like 'update %' -- delete",
  'with best as (select product_id, count(*) as n from orders group by product_id) select * from best',
  'select row_number() over (partition by product_id order by ordered_on) as place from orders',
  'select case when price > 10 then 1 else 0 end as dear from products where id in (1, 2) and exists (select 1 from orders)',
  'select cast(price as decimal(10, 2)) from products where ordered_on >= dateadd(day, -7, getdate())',
])('passes: %s', text => {
  expect(() => checkMssqlQuery(text)).not.toThrow()
})

test('parameters pass when there are values for them', () => {
  expect(() => checkMssqlQuery('select * from products where id = @p1', 1)).not.toThrow()
  expect(() => checkMssqlQuery('select * from products where id = @p2', 1)).toThrow(SourceError)
})

test.each([
  '',
  'delete from orders',
  'select 1 delete from orders',
  'select 1; select 2',
  'select * into stolen from products',
  'select 1 exec xp_cmdshell',
  "select 1 exec('drop table orders')",
  "select * from openrowset('x', 'y', 'z')",
  "select * from openquery(server, 'select 1')",
  'select * from other.dbo.products',
  'select * from other..products',
  'select * from [other]..[products]',
  'select * from server.other.dbo.products',
  'select * from sys.objects',
  'select * from information_schema.tables',
  'select * from master.dbo.sysdatabases',
  'select * from sysobjects',
  "select 1 waitfor delay '0:0:9'",
  'select @@version',
  'select * from products with (tablockx)',
  'select * from products with (xlock, holdlock)',
  'declare @x int select @x',
  'select dbo.add_note()',
  'select [dbo].[add_note]()',
  'select suser_sname()',
  'select db_name()',
  'select host_name()',
  'select /* unterminated',
  "select 'unterminated",
  'select 1 /* a */ drop table orders',
  'with x as (select 1 as a) delete from orders',
  'select next value for numbers',
  'begin tran select 1',
  'if 1 = 1 select 1',
  'select 1 set transaction isolation level serializable',
  'select 1 use master',
  'select 1 shutdown',
  "select 1 execute as user = 'dbo'",
  'update products set price = 0 output inserted.id',
  'merge products using orders on 1 = 1 when matched then delete',
])('refuses: %s', text => {
  expect(() => checkMssqlQuery(text)).toThrow(SourceError)
})
