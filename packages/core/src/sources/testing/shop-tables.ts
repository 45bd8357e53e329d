/** A small shop, in SQL that PostgreSQL and MariaDB both understand. */
export const shopTables: readonly string[] = [
  'create table products (id integer primary key, name varchar(100) not null, price numeric(10, 2) not null)',
  'create table orders (id integer primary key, product_id integer not null, quantity integer not null, ordered_on date not null)',
  "insert into products values (1, 'Espresso cup', 9.50), (2, 'Moka pot', 34.90), (3, 'Grinder', 129.00)",
  "insert into orders values (1, 1, 4, '2025-01-10'), (2, 2, 1, '2025-01-11'), (3, 3, 1, '2025-01-11'), (4, 1, 2, '2025-01-15')",
  'create table customers (id varchar(20) primary key, name varchar(100) not null, email varchar(100) not null, points integer not null)',
  "insert into customers values ('c1', 'Ada', 'ada@example.com', 100), ('c2', 'Bob', 'bob@example.com', 0), ('c3', 'Cleo', 'cleo@example.com', 7)",
]
